// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs'
import exceljs from 'exceljs'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { available } from '../support/available.ts'
import { inspect } from './support/inspect.ts'
import * as operator from './support/operator.ts'
import { startServer, type RunningServer } from './support/server.ts'
import { startBrowser, visit, type Visitor } from './support/visitor.ts'
import { filled, label } from './support/words.ts'

const chromium = available('chromium')

describe.skipIf(chromium === undefined)('the records of provision and receipt', () => {
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

  const field = (name: string) => staff.page.getByLabel(label(name))

  it('are listed, found by the exact name of the other party, and opened', async () => {
    staff = await visit(browser, { language: 'ja' })
    await operator.enter(staff, server.firstLink)
    const { page, words } = staff
    await page
      .getByRole('navigation', { name: words.shell.pages })
      .getByRole('link', { name: words.recipients.name, exact: true })
      .click()
    await page.getByRole('rowheader').first().waitFor()
    expect(await page.getByRole('rowheader').count()).toBe(2)
    await inspect(staff, words.recipients.title)
    await field(words.recipients.counterpartyName).fill('凪損害')
    await operator.button(staff, words.filter.apply).click()
    await page.getByText(words.recipients.noneFound).waitFor()
    await field(words.recipients.counterpartyName).fill('凪損害保険株式会社')
    await operator.button(staff, words.filter.apply).click()
    await page.getByRole('link', { name: '凪損害保険株式会社' }).click()
    await page.getByText('misaki.takahashi@aomi-hotel.example.jp').waitFor()
    await inspect(staff, '凪損害保険株式会社')
  })

  it('are made by a form that asks what the law asks for the ground, by keyboard', async () => {
    const { page, words } = staff
    await page.goto(`${server.url}/console/cleaning/recipients/new`)
    await page.getByText(words.recipients.lacksGround).waitFor()
    await inspect(staff, words.recipients.new)
    const ground = page.getByRole('combobox', { name: label(words.recipients.ground) })
    await ground.selectOption('joint-use')
    await page.getByText(words.recipients.exempt).waitFor()
    expect(await operator.button(staff, words.recipients.record).count()).toBe(0)
    await page.getByRole('combobox', { name: label(words.recipients.channel) }).selectOption('credit-agency')
    await ground.selectOption('opt-out')
    await field(words.recipients.publication).waitFor()
    await ground.selectOption('provide-with-consent')
    await field(words.recipients.publication).waitFor({ state: 'detached' })
    await inspect(staff, words.recipients.new)
    const writing: [string, string][] = [
      [words.recipients.counterparty, '架空調査株式会社'],
      [words.recipients.address, '東京都かくう区一丁目1番1号'],
      [words.recipients.representative, '架空 渡'],
      [words.recipients.how, '本人への照会'],
      [words.recipients.confirmedBy, '報告書の写し'],
      [words.recipients.people, 'hana@kaede.example.jp、楓 花'],
      [words.recipients.consent, '申込書の同意欄'],
    ]
    await field(words.recipients.counterparty).focus()
    for (const [name, text] of writing) {
      await field(name).focus()
      await page.keyboard.insertText(text)
    }
    await page.getByRole('checkbox', { name: '信用' }).first().focus()
    await page.keyboard.press('Space')
    await operator.button(staff, words.recipients.record).focus()
    await page.keyboard.press('Enter')
    const title = filled(words.recipients.recordOf, {
      direction: words.recordDirection.receipt,
      name: '架空調査株式会社',
    })
    await page.getByRole('heading', { level: 1, name: title }).waitFor()
    await page.getByText('楓 花 / hana@kaede.example.jp').waitFor()
    await inspect(staff, title)
  })

  it('are corrected by another record, which says why', async () => {
    const { page, words } = staff
    await page.getByRole('link', { name: words.recipients.correct }).click()
    await expect.poll(() => field(words.recipients.how).inputValue()).toBe('本人への照会')
    await field(words.recipients.how).fill('取引先からの紹介')
    await field(words.recipients.reason).fill('経緯の書き誤り')
    await operator.button(staff, words.recipients.record).click()
    await page.getByText(words.recipients.correctsSays).waitFor()
    await page.getByText('経緯の書き誤り').waitFor()
  })

  it('go out as a workbook, and read in English too', async () => {
    const { page, words } = staff
    await page.goto(`${server.url}/console/cleaning/recipients`)
    await operator.button(staff, words.recipients.export).click()
    const waiting = page.waitForEvent('download')
    await page
      .getByRole('dialog')
      .getByRole('button', { name: words.recipients.exportDo, exact: true })
      .click()
    const book = new exceljs.Workbook()
    await book.xlsx.load(readFileSync(await (await waiting).path()) as never)
    // The heading, two of the demonstration, one made here and its correction.
    expect(book.worksheets[0]?.rowCount).toBe(5)
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await staff.context.addCookies([{ name: 'yakusoku-language', value: 'en', url: server.url }])
    await page.reload()
    await page.getByRole('heading', { level: 1, name: 'Provision records' }).waitFor()
    await inspect({ ...staff, language: 'en' }, 'Provision records')
    expect(staff.troubles).toEqual([])
  })
})
