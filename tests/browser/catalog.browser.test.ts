// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Browser, Locator } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demonstrationOperators } from '../../server/src/demonstration/index.ts'
import { available } from '../support/available.ts'
import { inspect } from './support/inspect.ts'
import * as operator from './support/operator.ts'
import { startServer, type RunningServer } from './support/server.ts'
import { startBrowser, visit, type Visitor } from './support/visitor.ts'
import { filled, label } from './support/words.ts'

const chromium = available('chromium')
const shots = process.env['YAKUSOKU_SHOTS']

describe.skipIf(chromium === undefined)('the catalog in the console', () => {
  let server: RunningServer
  let browser: Browser
  beforeAll(async () => {
    browser = await startBrowser(chromium as string)
    server = await startServer()
  })
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
  })

  const emailOf = (role: string) =>
    demonstrationOperators.find(({ roles }) => roles.includes(role as 'engineer'))?.email as string

  async function comeIn(staff: Visitor): Promise<void> {
    await operator.givePasskeyDevice(staff)
    await operator.join(staff, await server.operatorLink(emailOf('engineer')))
    await staff.hands.press(operator.button(staff, staff.words.enrol.passkeyDo))
    await operator.goTo(staff, 'catalog')
  }

  async function part({ page, words, hands }: Visitor, name: 'systems' | 'drift' | 'fields' | 'categories') {
    const parts = page.getByRole('navigation', { name: words.catalog.parts })
    await hands.press(parts.getByRole('link', { name: words.catalog.part[name], exact: true }))
  }

  const item = ({ page }: Visitor, place: string): Locator =>
    page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: place, exact: true }) })

  async function look(staff: Visitor, name: string): Promise<void> {
    await operator.settled(staff)
    await inspect(staff, staff.words.catalog.title)
    if (shots === undefined) return
    await staff.page.screenshot({ path: join(shots, `${staff.language}-${name}.png`), fullPage: true })
  }

  for (const language of ['ja', 'en'] as const) {
    it(`shows drift, takes a decision and gives it back, in ${language}`, async () => {
      const by = language === 'ja' ? 'pointer' : 'keyboard'
      const staff = await visit(browser, { language, by })
      const { page, words, hands } = staff
      await comeIn(staff)
      await page
        .getByRole('region', { name: 'website', exact: true })
        .getByText(words.catalog.lastScan)
        .waitFor()
      await look(staff, 'systems')
      await part(staff, 'drift')
      const place = 'operations › contacts.birthday'
      const column = item(staff, place)
      await column.waitFor()
      expect(await item(staff, 'website › campaign_entries').innerText()).toContain('birth_date')
      await look(staff, 'drift')
      await hands.press(operator.button(staff, filled(words.catalog.decideAbout, { place })))
      const dialog = page.getByRole('dialog')
      await hands.tick(dialog.getByLabel(words.catalog.decision.accept, { exact: true }))
      // Radio buttons are one stop of the Tab key; arrows go between them.
      for (let down = 0; down < 2; down += 1) await page.keyboard.press('ArrowDown')
      // A date is typed in the order of the browser's own language, which no test needs to know.
      await dialog.getByLabel(label(words.catalog.untilOf.remove)).fill('2099-03-31')
      await look(staff, 'decide')
      await hands.press(operator.button(staff, words.catalog.decideDo))
      await column.waitFor({ state: 'detached' })
      await page.getByLabel(words.catalog.byState).selectOption('decided')
      await column.getByText(words.catalog.decision.remove, { exact: true }).waitFor()
      await look(staff, 'decided')
      await hands.press(operator.button(staff, filled(words.catalog.undoAbout, { place })))
      await column.waitFor({ state: 'detached' })
      await part(staff, 'fields')
      await hands.write(page.getByLabel(label(words.catalog.search)), 'contacts birthday')
      await page.keyboard.press('Enter')
      await page.getByRole('row').filter({ hasText: 'birthday' }).waitFor()
      await look(staff, 'fields')
      await part(staff, 'categories')
      await page
        .getByRole('region')
        .filter({ hasText: words.catalog.categoryState['not-found'] })
        .first()
        .waitFor()
      await look(staff, 'categories')
      expect(staff.troubles).toEqual([])
    })
  }

  it('connects a system by a drafted map that a person looked at', async () => {
    const staff = await visit(browser, { language: 'ja' })
    const { page, words, hands } = staff
    await comeIn(staff)
    const file = join(server.folder, 'extra.sqlite')
    const extra = new DatabaseSync(file)
    extra.exec('create table guests (id integer primary key, email text, full_name text, visited_on text)')
    const insert = extra.prepare('insert into guests values (?, ?, ?, ?)')
    for (let at = 1; at <= 20; at += 1) insert.run(at, `guest${at}@kaede.example.jp`, '楓 太郎', '2026-10-01')
    extra.close()
    await hands.press(page.getByRole('link', { name: words.catalog.connect, exact: true }))
    await hands.write(page.getByLabel(label(words.catalog.key)), 'extra')
    await hands.write(page.locator('input[type=password]'), `sqlite:${file}`)
    await hands.press(operator.button(staff, words.catalog.draft))
    const category = page.getByLabel(filled(words.catalog.fidesOf, { field: 'guests.full_name' }))
    await category.waitFor()
    expect(await category.inputValue()).toBe('user.name')
    await look(staff, 'connect')
    await hands.press(operator.button(staff, words.catalog.connectDo))
    const system = page.getByRole('region', { name: 'extra', exact: true })
    await system.getByText(words.catalog.lastScan).waitFor()
    await hands.press(system.getByRole('button', { name: words.catalog.disconnect, exact: true }))
    await hands.press(
      page.getByRole('dialog').getByRole('button', { name: words.catalog.disconnect, exact: true }),
    )
    await system.waitFor({ state: 'detached' })
    expect(staff.troubles).toEqual([])
  })
})
