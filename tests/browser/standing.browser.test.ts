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

describe.skipIf(chromium === undefined)('how the organisation stands', () => {
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

  const part = (name: string) =>
    staff.page
      .getByRole('navigation', { name: staff.words.standing.parts })
      .getByRole('link', { name, exact: true })
  const look = async () => {
    await operator.settled(staff)
    await inspect(staff, staff.words.standing.title)
  }

  it('shows receivers, what ran out first and in words', async () => {
    staff = await visit(browser, {
      language: 'ja',
      meant: [{ status: 422, path: /\/standing\/entries$/ }],
    })
    await operator.enter(staff, server.firstLink)
    const { page, words } = staff
    await page
      .getByRole('navigation', { name: words.shell.pages })
      .getByRole('link', { name: words.standing.name, exact: true })
      .click()
    await page.getByRole('rowheader').first().waitFor()
    expect(await page.getByRole('rowheader').first().innerText()).toContain('朝霧クリーン株式会社')
    await page.getByText(filled(words.standing.overSince_other, { count: 12 })).waitFor()
    await page.getByText(filled(words.standing.left_other, { count: 40 })).waitFor()
    await look()
  })

  it('clears somebody by an address that says whom and for what, changes it, and ends it with a reason', async () => {
    const { page, words } = staff
    await page.goto(
      `${server.url}/console/cleaning/standing/clearances?actor=repair-app&category=floor-plans`,
    )
    const dialog = page.getByRole('dialog')
    await dialog.waitFor()
    await expect.poll(() => dialog.getByLabel(label(words.standing.actorId)).inputValue()).toBe('repair-app')
    expect(await dialog.getByLabel(label(words.standing.field.category)).inputValue()).toBe('floor-plans')
    await inspect(staff, words.standing.title)
    await dialog.getByLabel(label(words.standing.field.document)).fill('取扱者指名書 第13号')
    await page.keyboard.press('Enter')
    await dialog.waitFor({ state: 'detached' })
    await expect.poll(() => page.url()).not.toContain('repair-app')
    const what = 'repair-app、施設の配置図と平面図'
    await operator.button(staff, filled(words.standing.changeOf, { what })).click()
    expect(await dialog.getByLabel(label(words.standing.actorId)).isDisabled()).toBe(true)
    await dialog.getByLabel(label(words.standing.field.document)).fill('取扱者指名書 第14号')
    await dialog.getByRole('button', { name: words.standing.change, exact: true }).click()
    await page.getByText('取扱者指名書 第14号').waitFor()
    await operator.button(staff, filled(words.standing.endOf, { what })).click()
    await dialog.getByLabel(label(words.standing.reason)).fill('担当を外れた')
    await dialog.getByRole('button', { name: words.standing.end, exact: true }).click()
    await dialog.waitFor({ state: 'detached' })
    await page
      .getByRole('region', { name: words.standing.ended, exact: true })
      .getByText('取扱者指名書 第14号')
      .waitFor()
    await look()
  })

  it('tells what the server refuses, and what would be registered where nothing is', async () => {
    const { page, words } = staff
    await page.goto(`${server.url}/console/cleaning/standing/receivers?class=audit-partners&id=insurers`)
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel(label(words.standing.field.name)).fill('澄川検査株式会社')
    await dialog.getByRole('button', { name: words.standing.register, exact: true }).click()
    await dialog.getByText('insurers は、方針にある提供先の名前です').waitFor()
    await dialog.getByRole('button', { name: words.dialog.cancel, exact: true }).click()
    await part(words.standing.part.filing).click()
    await page.getByText(words.standing.none.filing).waitFor()
    await part(words.standing.part.approval).click()
    await page.getByText(words.standing.noChoice).waitFor()
    expect(await operator.button(staff, words.standing.register).count()).toBe(0)
    await look()
  })

  it('registers within which countries a client keeps its data, and trouble abroad', async () => {
    const { page, words } = staff
    await page.goto(`${server.url}/console/cleaning/standing/clients?id=kasumi-stores`)
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel(label(words.standing.field.name)).fill('架空百貨店株式会社')
    await dialog.getByLabel(label(words.standing.field.within)).fill('jp、 DE')
    await dialog.getByLabel(label(words.standing.field.document)).fill('取引基本契約 第18条')
    await dialog.getByRole('button', { name: words.standing.register, exact: true }).click()
    await page.getByText('日本、ドイツ').waitFor()
    await look()
    await part(words.standing.part.trouble).click()
    await page.getByText(words.standing.none.trouble).waitFor()
    await operator.button(staff, words.standing.register).click()
    await dialog.getByLabel(label(words.standing.field.recipient)).selectOption('technology-providers')
    await dialog.getByLabel(label(words.standing.field.what)).fill('現地の制度が改まり、措置を協議中')
    await dialog.getByLabel(label(words.standing.field.document)).fill('国外措置の確認記録 2027-05')
    await inspect(staff, words.standing.title)
    await dialog.getByRole('button', { name: words.standing.register, exact: true }).click()
    await page.getByText('国外措置の確認記録 2027-05').waitFor()
    await look()
  })

  it('reads in English too', async () => {
    await staff.context.addCookies([{ name: 'yakusoku-language', value: 'en', url: server.url }])
    await staff.page.goto(`${server.url}/console/cleaning/standing`)
    await staff.page.getByText('Ran out 12 days ago').waitFor()
    await inspect({ ...staff, language: 'en' }, 'How the organisation stands')
    expect(staff.troubles).toEqual([])
  })
})
