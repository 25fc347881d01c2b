// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { available } from '../support/available.ts'
import { inspect } from './support/inspect.ts'
import * as operator from './support/operator.ts'
import { startServer, type RunningServer } from './support/server.ts'
import { startBrowser, visit, type Visitor } from './support/visitor.ts'
import { label } from './support/words.ts'

const chromium = available('chromium')
const place = '架空印刷株式会社 第二工場'

describe.skipIf(chromium === undefined)('take-outs', () => {
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

  const region = (name: string) => staff.page.getByRole('region', { name, exact: true })

  it('say what will stand here while nothing is out', async () => {
    staff = await visit(browser, { language: 'ja', by: 'keyboard' })
    await operator.enter(staff, server.firstLink)
    const { page, words, hands } = staff
    await page.goto(`${server.url}/console/cleaning/gate`)
    const parts = page.getByRole('navigation', { name: words.gate.parts })
    await hands.press(parts.getByRole('link', { name: words.gate.part['take-outs'], exact: true }))
    await page.getByText(words.gate.takeOuts.none).waitFor()
    await operator.settled(staff)
    await inspect(staff, words.gate.title)
  })

  it('lead from Today to what is out, and come back by keyboard', async () => {
    const { page, words, hands } = staff
    await takeOut()
    await page.goto(`${server.url}/console/cleaning/today`)
    await hands.press(page.getByRole('link', { name: /までに返却する持ち出しを開く$/ }))
    const out = region(words.gate.takeOuts.out)
    await out.getByText('1,240人分').waitFor()
    await out.getByText(words.gate.takeOuts.medium['removable-drive']).waitFor()
    expect(await page.getByText(place).count()).toBe(0)
    await hands.press(out.getByRole('button', { name: /^誰がどこへ/ }))
    await out.getByText(place).waitFor()
    await out.getByText('sato@minatsuyu.example.jp').waitFor()
    await operator.settled(staff)
    await inspect(staff, words.gate.title)
    await hands.press(out.getByRole('button', { name: /^返却を記録する：/ }))
    const dialog = page.getByRole('dialog')
    const send = dialog.getByRole('button', { name: words.gate.takeOuts.do, exact: true })
    expect(await send.isDisabled()).toBe(true)
    await dialog.getByText('1,240人分').waitFor()
    await hands.write(dialog.getByLabel(label(words.gate.takeOuts.by)), '佐藤 太郎')
    await inspect(staff, words.gate.title)
    await hands.press(send)
    await page.getByText(words.gate.takeOuts.none).waitFor()
    const returned = region(words.gate.takeOuts.returned)
    await hands.press(returned.getByRole('button', { name: /^誰がどこへ/ }))
    await returned.getByText('佐藤 太郎').waitFor()
    await inspect(staff, words.gate.title)
  })

  it('are exported as a file, in English too', async () => {
    const { page } = staff
    await staff.context.addCookies([{ name: 'yakusoku-language', value: 'en', url: server.url }])
    await page.goto(`${server.url}/console/cleaning/gate/take-outs`)
    await page.getByText('Nothing is out.').waitFor()
    await page.getByRole('button', { name: 'Export the log', exact: true }).click()
    const saving = page.waitForEvent('download')
    await page.getByRole('dialog').getByRole('button', { name: 'Export', exact: true }).click()
    const file = await saving
    expect(file.suggestedFilename()).toMatch(/^cleaning-take-outs-\d{4}-\d\d-\d\d\.csv$/)
    const text = readFileSync(await file.path(), 'utf8')
    expect(text).toContain('Who,What,How many,Medium,Where to')
    expect(text).toContain(place)
    await operator.settled(staff)
    await inspect({ ...staff, language: 'en' }, 'Gate')
    expect(staff.troubles).toEqual([])
  })

  /** Takes invoices out, as a program does with a token that the operator made. */
  async function takeOut(): Promise<void> {
    const base = `${server.url}/api/organisations/cleaning`
    const expiresAt = new Date(Date.now() + 3_600_000).toISOString()
    const made = await staff.context.request.post(`${base}/tokens`, {
      headers: { origin: server.url },
      data: { name: 'printing', scopes: ['gate:ask'], expiresAt },
    })
    const { secret } = (await made.json()) as { secret: string }
    const answer = await fetch(`${server.url}/access/v1/evaluation`, {
      method: 'POST',
      headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        subject: { type: 'user', id: 'sato@minatsuyu.example.jp', properties: { roles: ['accounting'] } },
        action: { name: 'take-out' },
        resource: { type: 'invoices', id: '*' },
        context: {
          purpose: 'invoicing',
          take_out: {
            count: 1_240,
            medium: 'removable-drive',
            destination: place,
            return_by: new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10),
          },
        },
      }),
    })
    expect((await answer.json()) as object).toMatchObject({ decision: true })
  }
})
