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

describe.skipIf(chromium === undefined)('uses in an emergency', () => {
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

  const waiting = () => staff.page.getByRole('region', { name: staff.words.gate.reviews.open, exact: true })
  const reviewed = () =>
    staff.page.getByRole('region', { name: staff.words.gate.reviews.closed, exact: true })

  it('says what will stand here while there is none', async () => {
    staff = await visit(browser, { language: 'ja', by: 'keyboard' })
    await operator.enter(staff, server.firstLink)
    const { page, words, hands } = staff
    await page.goto(`${server.url}/console/cleaning/gate`)
    const parts = page.getByRole('navigation', { name: words.gate.parts })
    await hands.press(parts.getByRole('link', { name: words.gate.part.reviews, exact: true }))
    await page.getByText(words.gate.reviews.none).waitFor()
    await operator.settled(staff)
    await inspect(staff, words.gate.title)
  })

  it('lead from Today to what was asked, and are reviewed by keyboard', async () => {
    const { page, words, hands } = staff
    await useInEmergency('alarm-desk')
    await page.goto(`${server.url}/console/cleaning/today`)
    await hands.press(page.getByRole('link', { name: words.gate.reviews.link }))
    await waiting().getByText('架空消防署').waitFor()
    await waiting().getByText('alarm-desk').waitFor()
    await waiting().getByText(words.gate.condition['consent-difficult']).waitFor()
    await operator.settled(staff)
    await inspect(staff, words.gate.title)
    await hands.press(waiting().getByRole('button', { name: /^見直す：/ }))
    const dialog = page.getByRole('dialog')
    const send = dialog.getByRole('button', { name: words.gate.reviews.do, exact: true })
    expect(await send.isDisabled()).toBe(true)
    await hands.tick(dialog.getByLabel(words.gate.reviews.justified, { exact: true }))
    await page.keyboard.press('ArrowDown')
    await hands.write(dialog.getByLabel(label(words.gate.reviews.note)), '訓練の連絡で、出動は不要だった。')
    await inspect(staff, words.gate.title)
    await hands.press(send)
    await reviewed().getByText(words.gate.reviews['not-justified'], { exact: true }).waitFor()
    await waiting().getByText(words.gate.reviews.none).waitFor()
    await hands.press(reviewed().getByRole('button', { name: words.gate.reviews.read }))
    await reviewed().getByText('訓練の連絡で、出動は不要だった。').waitFor()
    await inspect(staff, words.gate.title)
  })

  it('are left to somebody else where the reader made them, in English too', async () => {
    const session = await staff.context.request.get(`${server.url}/api/session`)
    const { operator: reader } = (await session.json()) as { operator: { id: string; name: string } }
    await useInEmergency(reader.id)
    await staff.context.addCookies([{ name: 'yakusoku-language', value: 'en', url: server.url }])
    await staff.page.goto(`${server.url}/console/cleaning/gate/reviews`)
    const open = staff.page.getByRole('region', { name: 'Waiting for their review', exact: true })
    await open.getByText(reader.name).waitFor()
    await open.getByText('You made or asked for this use: somebody else reviews it.').waitFor()
    expect(await open.getByRole('button').count()).toBe(0)
    await operator.settled(staff)
    await inspect({ ...staff, language: 'en' }, 'Gate')
    expect(staff.troubles).toEqual([])
  })

  /** Uses floor plans on the ground for emergencies, as a program does with a token that the operator made. */
  async function useInEmergency(actor: string): Promise<void> {
    const base = `${server.url}/api/organisations/cleaning`
    const headers = { origin: server.url }
    const body = { kind: 'receiver', class: 'emergency-responders', name: '架空消防署', country: 'JP' }
    await staff.context.request.post(`${base}/standing/entries`, {
      headers,
      data: { id: 'fire-brigade', body },
    })
    const expiresAt = new Date(Date.now() + 3_600_000).toISOString()
    const made = await staff.context.request.post(`${base}/tokens`, {
      headers,
      data: { name: 'alarms', scopes: ['gate:ask'], expiresAt },
    })
    const { secret } = (await made.json()) as { secret: string }
    const question = {
      subject: { type: 'program', id: actor, properties: { roles: ['accounting'] } },
      action: { name: 'provide' },
      resource: { type: 'floor-plans', id: '*' },
      context: {
        purpose: 'safety-compliance',
        recipient: 'fire-brigade',
        ground: 'emergency-response',
        conditions: ['consent-difficult'],
      },
    }
    await expect
      .poll(
        async () => {
          const answer = await fetch(`${server.url}/access/v1/evaluation`, {
            method: 'POST',
            headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
            body: JSON.stringify(question),
          })
          return ((await answer.json()) as { decision: boolean }).decision
        },
        { timeout: 60_000 },
      )
      .toBe(true)
  }
})
