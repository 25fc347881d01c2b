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

describe.skipIf(chromium === undefined)('the inventory, from nothing to a reviewed sheet', () => {
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

  const open = async () => {
    await staff.page.goto(`${server.url}/console/cleaning/inventory`)
    await staff.page.getByRole('region', { name: staff.words.inventory.list, exact: true }).waitFor()
  }

  it('is filled by one press, and searched, sorted and written over in place by keyboard', async () => {
    staff = await visit(browser, { language: 'ja' })
    await operator.join(staff, server.firstLink)
    await operator.enrolTotp(staff)
    await staff.page.getByRole('heading', { level: 1, name: staff.words.today.title }).waitFor()
    const { page, words } = staff
    await open()
    await page.getByText(words.inventory.empty).waitFor()
    await inspect(staff, words.inventory.title)
    await operator.button(staff, words.inventory.fill).click()
    await page.getByRole('rowheader').first().waitFor()
    const all = await page.getByRole('row').count()
    await page.getByLabel(label(words.inventory.search)).fill('ﾌﾛｱ 平面図')
    await expect.poll(() => page.getByRole('row').count()).toBeLessThan(all)
    await page.getByLabel(label(words.inventory.search)).fill('配置図')
    await expect.poll(() => page.getByRole('row').count()).toBeGreaterThan(1)
    await operator.button(staff, filled(words.inventory.sort, { column: '利用目的' })).click()
    await expect.poll(() => page.url()).toContain('sort=purpose')
    const cell = page.getByRole('button', { name: /^保管場所を編集/ }).first()
    await cell.focus()
    await page.keyboard.press('Enter')
    await page.keyboard.type('本社3階の書庫')
    await inspect(staff, words.inventory.title)
    await page.keyboard.press('Control+Enter')
    await page.getByRole('button', { name: /^保管場所を編集: 本社3階の書庫$/ }).waitFor()
    await inspect(staff, words.inventory.title)
  })

  it('shows an entry with where each value comes from, and its history', async () => {
    const { page, words } = staff
    await page
      .getByRole('link', { name: /^No\. \d+ を開く$/ })
      .first()
      .click()
    await page.getByRole('heading', { name: words.inventory.history }).waitFor()
    await page.getByText(words.inventory.what.added).first().waitFor()
    await inspect(staff, 'No.')
  })

  it('goes out to Excel and comes in again with its changes shown first', async () => {
    const { page, words } = staff
    await open()
    const waiting = page.waitForEvent('download')
    await page.getByRole('link', { name: words.inventory.export }).click()
    const path = await (await waiting).path()
    const book = new exceljs.Workbook()
    await book.xlsx.load(readFileSync(path) as never)
    const sheet = book.worksheets[0] as NonNullable<(typeof book.worksheets)[0]>
    const head = sheet.getRow(1)
    const last = head.cellCount
    expect(head.getCell(last).value).toBe('備考')
    sheet.getRow(2).getCell(last).value = '棚卸しで確認'
    sheet.getRow(3).getCell(last).value = { formula: '1+1' } as never
    const upload = async () => {
      await page.locator('#inventory-file').setInputFiles({
        name: 'inventory.xlsx',
        mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        buffer: Buffer.from(await book.xlsx.writeBuffer()),
      })
      await operator.button(staff, words.inventory.compare).click()
    }
    await operator.button(staff, words.inventory.import).click()
    await upload()
    await page.getByText(words.inventory.refusedSays).waitFor()
    await inspect(staff, words.inventory.title)
    sheet.getRow(3).getCell(last).value = null
    await upload()
    await page.getByText('棚卸しで確認').waitFor()
    await operator.button(staff, words.inventory.apply).click()
    await page.getByText(words.inventory.applied).first().waitFor()
    await page.getByLabel(label(words.inventory.search)).fill('棚卸しで確認')
    await expect.poll(() => page.getByRole('rowheader').count()).toBeGreaterThan(0)
  })

  it('is reviewed, which closes its duty and opens the next', async () => {
    const { page, words } = staff
    await open()
    await operator
      .button(staff, filled(words.inventory.reviewDoOf, { scope: words.inventory.reviewWhole }))
      .click()
    await page.getByRole('dialog').getByRole('button', { name: words.inventory.reviewDo }).click()
    await page.getByText(words.inventory.reviewDone).first().waitFor()
    await expect.poll(() => page.getByText(words.inventory.notReviewed, { exact: true }).count()).toBe(0)
  })

  it('is drawn as flows that can be narrowed, in both languages, with a table of the same', async () => {
    const { page, words } = staff
    await page.goto(`${server.url}/console/cleaning/inventory/flows`)
    await page
      .getByRole('button', { name: /^利用目的：/ })
      .first()
      .waitFor()
    await inspect(staff, words.inventory.title)
    const station = page.getByRole('button', { name: /^システム・台帳：/ }).first()
    await station.focus()
    await page.keyboard.press('Enter')
    await expect.poll(() => page.url()).toContain('focus=')
    await page.locator('summary', { hasText: words.inventory.flowTable }).click()
    await inspect(staff, words.inventory.title)
    await operator.button(staff, words.inventory.flowBack).click()
    await expect.poll(() => page.url()).not.toContain('focus=')
    const waiting = page.waitForEvent('download')
    await page.getByRole('link', { name: words.inventory.flowSave }).click()
    expect(readFileSync(await (await waiting).path(), 'utf8')).toMatch(/^<svg .*<\/svg>$/)
    await page.getByRole('button', { name: words.shell.otherLanguage }).click()
    await page
      .getByRole('button', { name: /^Purpose: / })
      .first()
      .waitFor()
    expect(staff.troubles).toEqual([])
  })
})
