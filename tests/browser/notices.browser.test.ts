// SPDX-License-Identifier: Apache-2.0
import { Temporal } from '@yakusoku/core/calendar'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demonstrationOperators } from '../../server/src/demonstration/index.ts'
import { available } from '../support/available.ts'
import { nextYaml } from '../support/notices.ts'
import { inspect } from './support/inspect.ts'
import * as operator from './support/operator.ts'
import { startServer, type RunningServer } from './support/server.ts'
import { startBrowser, visit, type Visitor } from './support/visitor.ts'
import { filled, label } from './support/words.ts'

const policyWords = {
  policy: { ja: '個人情報の取扱い', en: 'Privacy policy' },
  compare: { ja: '二つの版を並べて比べる', en: 'Compare two versions side by side' },
  showAll: { ja: '変更のない文も表示する', en: 'Show unchanged sentences too' },
} as const
const chromium = available('chromium')
const version = '9.0.0'
const effective = Temporal.Now.plainDateISO('Asia/Tokyo').add({ days: 40 }).toString()
const emailOf = (role: string) =>
  demonstrationOperators.find(({ roles }) => roles.length === 1 && roles.includes(role as 'auditor'))
    ?.email as string

/** Calls the API as the person signed in at this browser does. */
async function call<T>({ page }: Visitor, method: string, path: string, body?: unknown): Promise<T> {
  const answer = await page.evaluate(
    async ([how, where, what]) => {
      const headers = { 'content-type': 'application/json' }
      const given = what === undefined ? {} : { headers, body: JSON.stringify(what) }
      const reply = await fetch(where as string, { method: how as string, ...given })
      return { status: reply.status, text: await reply.text() }
    },
    [method, path, body] as const,
  )
  if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`)
  return (answer.text === '' ? undefined : JSON.parse(answer.text)) as T
}

describe.skipIf(chromium === undefined)('a changed policy', () => {
  let server: RunningServer
  let browser: Browser
  let manager: Visitor

  beforeAll(async () => {
    browser = await startBrowser(chromium as string)
    server = await startServer()
  })
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
  })

  it('shows an empty page of notices before there is any', async () => {
    manager = await visit(browser, { language: 'ja' })
    await operator.enter(manager, server.firstLink)
    await operator.goTo(manager, 'notices')
    await manager.page.getByText(manager.words.notices.none).waitFor()
  })

  it('is published by two and told at once: in the console, on the public page, in the outbox', async () => {
    await publish()
    const { page, words } = manager
    await page.reload()
    const panel = page.getByRole('region', { name: filled(words.notices.ofVersion, { version }) })
    await panel.waitFor()
    for (const way of ['mail', 'website', 'talk'] as const)
      await panel.getByRole('cell', { name: words.noticeWay[way], exact: true }).waitFor()
    await panel
      .getByRole('button', { name: new RegExp(words.notices.seeTalksOf.split('{')[0] as string) })
      .waitFor({ timeout: 60_000 })
    await inspect(manager, words.notices.title)
    const outbox = await visit(browser, { language: 'ja', script: false })
    await expect
      .poll(
        async () => {
          await outbox.page.goto(`${server.url}/demonstration/outbox`)
          return outbox.page.locator('main').innerText()
        },
        { timeout: 60_000 },
      )
      .toContain('個人情報の取扱いを変更します')
  })

  it.each(['ja', 'en'] as const)('is read and compared by anybody, without script (%s)', async (language) => {
    const reader = await visit(browser, { language, script: false })
    const { page } = reader
    await page.goto(`${server.url}/privacy/cleaning/policy`)
    await inspect(reader, policyWords.policy[language])
    const upcoming = page.getByRole('status')
    await upcoming.getByRole('link', { name: policyWords.compare[language] }).click()
    await inspect(reader, version)
    await page.getByRole('link', { name: policyWords.showAll[language] }).click()
    await page.getByRole('table').first().waitFor()
    await page.goto(`${server.url}/privacy/cleaning/policy/versions/${version}`)
    await inspect(reader, version)
    await page
      .getByText(language === 'ja' ? '夜間の清掃を加えました。' : 'Adds cleaning at night.')
      .first()
      .waitFor()
    expect(reader.troubles).toEqual([])
  })

  it('marks clients as told, and tells which version applied to somebody', async () => {
    const { page, words } = manager
    await page
      .getByRole('button', { name: new RegExp(words.notices.seeTalksOf.split('{')[0] as string) })
      .click()
    const dialog = page.getByRole('dialog')
    await dialog
      .getByRole('button', { name: new RegExp(words.notices.tellOf.split('{')[0] as string) })
      .first()
      .click()
    await page.getByRole('status').filter({ hasText: words.notices.toldDone }).first().waitFor()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
    const form = page.getByRole('region', { name: words.notices.applicable })
    await form.getByLabel(label(words.notices.value)).fill('misaki@example.jp')
    await form.getByRole('button', { name: words.notices.look, exact: true }).click()
    await form.getByText(words.applicableBecause['in-force']).waitFor()
    await inspect(manager, words.notices.title)
    expect(manager.troubles).toEqual([])
  })

  async function publish(): Promise<void> {
    const approver = await visit(browser, { language: 'en' })
    await operator.enter(approver, await server.operatorLink(emailOf('approver')))
    const drafts = '/api/organisations/cleaning/policy/drafts'
    const files = { 'pack.yaml': nextYaml(version, effective) }
    const { id, revision } = await call<{ id: string; revision: number }>(manager, 'POST', drafts, { files })
    await call(manager, 'POST', `${drafts}/${id}/submit`, { revision })
    await call(approver, 'POST', `${drafts}/${id}/approve`, { revision })
    await call(manager, 'POST', `${drafts}/${id}/publish`, { revision, version })
  }
})
