// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { available } from '../support/available.ts'
import { inspect } from './support/inspect.ts'
import * as operator from './support/operator.ts'
import { startServer, type RunningServer } from './support/server.ts'
import { startBrowser, visit, type Visitor } from './support/visitor.ts'
import { filled, label } from './support/words.ts'

const chromium = available('chromium')
const pack = readFileSync(fileURLToPath(new URL('../../packs/cleaning/pack.yaml', import.meta.url)), 'utf8')
/** Field staff confirm no appointments any more. */
const stricter = pack.replace(/(id: appointments, .*?roles: \[client-staff), field-staff\]/, '$1]')

describe.skipIf(chromium === undefined)('the simulation of a draft', () => {
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

  const words = () => staff.words.policy.simulation
  const panel = () => staff.page.getByRole('region', { name: words().title, exact: true })

  it('says that nothing is recorded yet, where no program has asked', async () => {
    staff = await visit(browser, { language: 'ja' })
    await operator.enter(staff, server.firstLink)
    const { page } = staff
    await page.goto(`${server.url}/console/cleaning/policy`)
    await operator.button(staff, staff.words.policy.begin).click()
    await panel().getByRole('button', { name: words().run, exact: true }).click()
    await panel().getByText(words().noDecisions).waitFor()
    await inspect(staff, filled(staff.words.policy.draftTitle, { version: '' }).trim())
  })

  it('finds nothing in a draft that says the same, by keyboard', async () => {
    await ask(['field-staff', 'contact-details', 'appointments'], 3)
    await ask(['client-staff', 'contact-details', 'appointments'], 2)
    await ask(['field-staff', 'invoices', 'invoicing'], 1)
    await panel().getByRole('button', { name: words().again, exact: true }).focus()
    await staff.page.keyboard.press('Enter')
    await panel()
      .getByText(filled(words().noChange_other, { count: 6 }))
      .waitFor()
    expect(await panel().getByRole('table').count()).toBe(0)
  })

  it('shows what would be denied with why and what would make it a yes, once the draft is stricter', async () => {
    const { page } = staff
    const file = page.getByLabel(staff.words.policy.upload, { exact: true }).and(page.locator('input'))
    const buffer = Buffer.from(stricter)
    await file.setInputFiles({ name: 'pack.yaml', mimeType: 'text/yaml', buffer })
    await panel().getByRole('button', { name: words().run, exact: true }).waitFor()
    await panel().getByLabel(label(words().days)).selectOption('7')
    await panel().getByRole('button', { name: words().run, exact: true }).click()
    await panel()
      .getByText(filled(words().changed_other, { count: 6, changed: 3 }))
      .waitFor()
    const row = panel().getByRole('row').filter({ hasText: words().effect.denied })
    expect(await row.count()).toBe(1)
    const text = await row.innerText()
    for (const said of [
      '予定の通知と訪問の確認',
      '現場担当者',
      staff.words.gate.permit,
      staff.words.gate.deny,
    ])
      expect(text).toContain(said)
    expect(text).toContain(words().remedy)
    await inspect(staff, filled(staff.words.policy.draftTitle, { version: '' }).trim())
  })

  it('reads in English too', async () => {
    const { page } = staff
    await staff.context.addCookies([{ name: 'yakusoku-language', value: 'en', url: server.url }])
    await page.reload()
    const region = page.getByRole('region', { name: 'Simulation on recorded decisions', exact: true })
    await region.getByRole('button', { name: 'Simulate', exact: true }).click()
    await region.getByText('3 of 6 decisions would change.').waitFor()
    await region.getByText('Denied: 3').waitFor()
    await inspect({ ...staff, language: 'en' }, 'Draft')
    expect(staff.troubles).toEqual([])
  })

  /** Asks as a program does, with a token that the operator made. */
  async function ask([role, type, purpose]: readonly [string, string, string], times: number): Promise<void> {
    const expiresAt = new Date(Date.now() + 3_600_000).toISOString()
    const made = await staff.context.request.post(`${server.url}/api/organisations/cleaning/tokens`, {
      headers: { origin: server.url },
      data: { name: `visits of ${role} ${type}`, scopes: ['gate:ask'], expiresAt },
    })
    const { secret } = (await made.json()) as { secret: string }
    for (let at = 0; at < times; at += 1) {
      const answer = await fetch(`${server.url}/access/v1/evaluation`, {
        method: 'POST',
        headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
        body: JSON.stringify({
          subject: { type: 'program', id: 'visits', properties: { roles: [role] } },
          action: { name: 'use' },
          resource: { type, id: 'taro@kaede.example.jp' },
          context: { purpose },
        }),
      })
      expect(answer.status).toBe(200)
    }
  }
})
