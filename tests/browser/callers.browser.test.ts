// SPDX-License-Identifier: Apache-2.0
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { available } from '../support/available.ts'
import { inspect } from './support/inspect.ts'
import * as operator from './support/operator.ts'
import { startServer, type RunningServer } from './support/server.ts'
import { startBrowser, visit, type Visitor } from './support/visitor.ts'
import { filled, label } from './support/words.ts'

const chromium = available('chromium')

describe.skipIf(chromium === undefined)('callers of the gate', () => {
  let server: RunningServer
  let browser: Browser
  let staff: Visitor

  beforeAll(async () => {
    browser = await startBrowser(chromium as string)
    server = await startServer()
  })
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
  })

  const look = async () => {
    await operator.settled(staff)
    await inspect(staff, staff.words.standing.title)
  }
  const field = (name: keyof Visitor['words']['standing']['field']) =>
    staff.page.getByRole('dialog').getByLabel(label(staff.words.standing.field[name]))

  it('gives an actor its roles, and shows no mail address of it', async () => {
    staff = await visit(browser, { language: 'ja' })
    await operator.enter(staff, server.firstLink)
    const { page, words } = staff
    await page.goto(`${server.url}/console/cleaning/standing/actors`)
    await page.getByText(words.standing.none.actor).waitFor()
    await look()
    await operator.button(staff, words.standing.register).click()
    const dialog = page.getByRole('dialog')
    await field('actor').selectOption({ label: words.standing.byId })
    await dialog.getByLabel(label(words.standing.actorId)).fill('e-1024')
    await field('type').fill('user')
    await dialog.getByRole('checkbox', { name: '経理担当者' }).check()
    await field('also').fill('keiri@minatsuyu.example\nk.minase')
    await inspect(staff, words.standing.title)
    await dialog.getByRole('button', { name: words.standing.register, exact: true }).click()
    await dialog.waitFor({ state: 'detached' })
    const row = page.getByRole('rowheader').filter({ hasText: 'e-1024' })
    expect(await row.innerText()).toContain('経理担当者')
    expect(await row.innerText()).toContain(filled(words.standing.otherNames_other, { count: 2 }))
    expect(await page.content()).not.toContain('keiri@')
    await look()
  })

  it('takes a role away, and registers what a gateway means', async () => {
    const { page, words } = staff
    const dialog = page.getByRole('dialog')
    await operator.button(staff, filled(words.standing.changeOf, { what: 'e-1024、user' })).click()
    expect(await dialog.getByRole('checkbox', { name: '経理担当者' }).isChecked()).toBe(true)
    await dialog.getByRole('checkbox', { name: '経理担当者' }).uncheck()
    await dialog.getByRole('checkbox', { name: '現場担当者' }).check()
    await dialog.getByRole('button', { name: words.standing.change, exact: true }).click()
    await dialog.waitFor({ state: 'detached' })
    const changed = page.getByRole('rowheader').filter({ hasText: 'e-1024' })
    await expect.poll(() => changed.innerText()).toContain('現場担当者')

    await page.goto(`${server.url}/console/cleaning/standing/words`)
    await operator.button(staff, words.standing.register).click()
    await field('id').fill('gateway-invoices')
    await field('saysAction').fill('GET')
    await field('saysType').fill('route')
    await field('saysIds').fill('/clients/{person}/invoices')
    await field('saysResourceProperties').fill('archived=false')
    await field('meansAct').selectOption('read')
    await field('meansCategory').selectOption('invoices')
    await field('meansPurpose').selectOption('invoicing')
    await inspect(staff, words.standing.title)
    await dialog.getByRole('button', { name: words.standing.register, exact: true }).click()
    await dialog.waitFor({ state: 'detached' })
    const row = page.getByRole('rowheader').filter({ hasText: 'gateway-invoices' })
    const said = await row.innerText()
    for (const part of ['GET', '/clients/{person}/invoices', 'archived=false', words.gate.act.read])
      expect(said).toContain(part)
    await look()
  })

  it('reads in English too, and ends what is needed no more', async () => {
    await staff.context.addCookies([{ name: 'yakusoku-language', value: 'en', url: server.url }])
    const { page } = staff
    await page.goto(`${server.url}/console/cleaning/standing/words`)
    await page.getByText('Words of callers').first().waitFor()
    await inspect({ ...staff, language: 'en' }, 'How the organisation stands')
    await page.getByRole('button', { name: 'End: gateway-invoices', exact: true }).click()
    await page
      .getByRole('dialog')
      .getByLabel(/Why it ends/)
      .fill('The gateway asks by name now')
    await page.getByRole('dialog').getByRole('button', { name: 'End', exact: true }).click()
    await page.getByText('No word is registered.').waitFor()
    await page.goto(`${server.url}/console/cleaning/standing/actors`)
    await page.getByRole('rowheader').filter({ hasText: 'Field staff' }).waitFor()
    await inspect({ ...staff, language: 'en' }, 'How the organisation stands')
    expect(staff.troubles).toEqual([])
  })
})
