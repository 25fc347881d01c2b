// SPDX-License-Identifier: Apache-2.0
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { available } from '../support/available.ts'
import { inspect } from './support/inspect.ts'
import * as operator from './support/operator.ts'
import { startServer, type RunningServer } from './support/server.ts'
import { startBrowser, visit, type Visitor } from './support/visitor.ts'
import { label } from './support/words.ts'

const chromium = available('chromium')

describe.skipIf(chromium === undefined)('the page of the gate', () => {
  let server: RunningServer
  let browser: Browser
  let staff: Visitor

  beforeAll(async () => {
    browser = await startBrowser(chromium as string)
    server = await startServer()
    await server.forgetAsked()
  })
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
  })

  const chosen = (name: string) => staff.page.getByRole('combobox', { name: label(name) })
  const verdict = (text: string) =>
    staff.page
      .getByRole('region', { name: staff.words.gate.answer, exact: true })
      .getByText(text, { exact: true })
      .waitFor()
  const part = (name: string) =>
    staff.page
      .getByRole('navigation', { name: staff.words.gate.parts })
      .getByRole('link', { name, exact: true })

  it('shows how a program asks where nothing was asked yet', async () => {
    staff = await visit(browser, { language: 'ja' })
    await operator.enter(staff, server.firstLink)
    const { page, words } = staff
    await page
      .getByRole('navigation', { name: words.shell.pages })
      .getByRole('link', { name: words.gate.name, exact: true })
      .click()
    await part(words.gate.part.denials).click()
    await page.getByText(words.gate.none).waitFor()
    await page.getByText('access/v1/evaluation').waitFor()
    await operator.settled(staff)
    await inspect(staff, words.gate.title)
  })

  it('answers a question by keyboard, with every check, and shares it without the person', async () => {
    const { page, words } = staff
    await part(words.gate.part.ask).click()
    await page.getByText(words.gate.notAsked).waitFor()
    await chosen(words.gate.category).selectOption('sensor-readings')
    await chosen(words.gate.purpose).selectOption('invoicing')
    await page.getByLabel(label(words.gate.person)).fill('taro@kaede.example.jp')
    await page.getByRole('checkbox', { name: '経理担当者' }).focus()
    await page.keyboard.press('Space')
    await operator.button(staff, words.gate.ask).focus()
    await page.keyboard.press('Enter')
    await verdict(words.gate.deny)
    await page.getByRole('link', { name: /CLN-3/ }).first().waitFor()
    await expect.poll(() => page.getByText(words.gate.nothing).count()).toBeGreaterThan(15)
    expect(decodeURIComponent(page.url())).not.toContain('kaede')
    await inspect(staff, words.gate.title)
    await chosen(words.gate.category).selectOption('invoices')
    await operator.button(staff, words.gate.ask).click()
    await verdict(words.gate.permit)
    await page.goto(`${page.url()}&channel=none`)
    await verdict(words.gate.permit)
    await chosen(words.gate.actLabel).selectOption('provide')
    await chosen(words.gate.recipient).waitFor()
    await operator.button(staff, words.gate.ask).click()
    await verdict(words.gate.gap)
  })

  it('shows what programs were denied by its reason, asks it again, and who used what', async () => {
    const { page, words } = staff
    await ask(
      ['invoices', 'invoicing', 'accounting'],
      ['sensor-readings', 'invoicing', 'accounting'],
      ['invoices', 'invoicng', 'accounting'],
      ['floor-plans', 'special-projects', 'client-staff'],
    )
    await part(words.gate.part.denials).click()
    const denied = page.getByRole('region', { name: words.gate.reason['beyond-purpose'], exact: true })
    await expect
      .poll(
        async () => {
          await page.reload()
          await operator.settled(staff)
          return denied.count()
        },
        { timeout: 60_000 },
      )
      .toBe(1)
    const gap = page.getByRole('region', { name: words.gate.reason['unknown-purpose'], exact: true })
    await gap.getByRole('link', { name: words.gate.to_policy }).waitFor()
    await inspect(staff, words.gate.title)
    await denied.getByRole('link', { name: words.gate.askSame }).click()
    await verdict(words.gate.deny)
    await expect.poll(() => chosen(words.gate.category).inputValue()).toBe('sensor-readings')
    await part(words.gate.part.uses).click()
    await page.getByRole('rowheader', { name: 'billing-batch' }).waitFor()
    await page.getByLabel(label(words.gate.searchUses)).fill('経理 請求')
    await expect.poll(() => page.getByRole('rowheader').count()).toBe(1)
    await inspect(staff, words.gate.title)
  })

  it('leads from a denial to the register, with the form filled in', async () => {
    const { page, words } = staff
    await part(words.gate.part.denials).click()
    const uncleared = page.getByRole('region', { name: words.gate.reason['not-cleared'], exact: true })
    await uncleared.getByRole('cell').getByRole('link', { name: words.gate.to_standing }).click()
    await page.getByRole('dialog').waitFor()
    expect(new URL(page.url()).pathname).toBe('/console/cleaning/standing/clearances')
    await page.getByRole('dialog').locator('input[value="billing-batch"]').waitFor()
  })

  it('reads in English too', async () => {
    const { page } = staff
    await staff.context.addCookies([{ name: 'yakusoku-language', value: 'en', url: server.url }])
    await page.goto(`${server.url}/console/cleaning/gate/denials`)
    await page.getByRole('region', { name: 'Beyond the purpose', exact: true }).waitFor()
    await inspect({ ...staff, language: 'en' }, 'Gate')
    expect(staff.troubles).toEqual([])
  })

  /** Asks as a program does, with a token that the operator made. */
  async function ask(
    ...questions: readonly (readonly [category: string, purpose: string, role: string])[]
  ): Promise<void> {
    const made = await staff.context.request.post(`${server.url}/api/organisations/cleaning/tokens`, {
      headers: { origin: server.url },
      data: {
        name: 'billing',
        scopes: ['gate:ask'],
        expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
      },
    })
    const { secret } = (await made.json()) as { secret: string }
    for (const [type, purpose, role] of questions) {
      const answer = await fetch(`${server.url}/access/v1/evaluation`, {
        method: 'POST',
        headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
        body: JSON.stringify({
          subject: { type: 'program', id: 'billing-batch', properties: { roles: [role] } },
          action: { name: 'use' },
          resource: { type, id: 'taro@kaede.example.jp' },
          context: { purpose },
        }),
      })
      expect(answer.status).toBe(200)
    }
  }
})
