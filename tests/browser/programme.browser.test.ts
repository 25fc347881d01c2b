// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { available } from '../support/available.ts'
import { inspect } from './support/inspect.ts'
import * as operator from './support/operator.ts'
import { startServer, type RunningServer } from './support/server.ts'
import { startBrowser, visit, type Visitor } from './support/visitor.ts'

const chromium = available('chromium')
const duty = { ja: '改善活動の実施と完了確認', en: 'Improvement cycle with owned actions' }
const [minutes, action] = ['議事録', '是正処置とその効果']

describe.skipIf(chromium === undefined)('a duty of the policy, from Today to its evidence', () => {
  let server: RunningServer
  let browser: Browser
  let staff: Visitor

  beforeAll(async () => {
    browser = await startBrowser(chromium as string)
    server = await startServer()
    staff = await visit(browser, {
      language: 'ja',
      by: 'keyboard',
      meant: [{ status: 422, path: /\/evidence\/minutes\/file$/ }],
    })
  })
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
  })

  it('stands on Today with its deadline, and leads to what has to be done', async () => {
    const { page, words, hands } = staff
    await operator.join(staff, server.firstLink)
    await operator.enrolTotp(staff)
    const item = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: duty.ja }) })
    await hands.press(item.getByRole('link', { name: /からの回を開く$/ }))
    await page.getByRole('region', { name: words.programme.evidence, exact: true }).waitFor()
    await inspect(staff, duty.ja)
    await page.getByText(words.programme.completeNot).waitFor()
    expect(await operator.button(staff, words.programme.complete).isDisabled()).toBe(true)
  })

  it('refuses a file that is none, and is completed once all evidence is there', async () => {
    const { page, words, hands } = staff
    const piece = (name: string | undefined) => page.getByRole('region', { name: name ?? '', exact: true })
    const upload = async (name: string, content: string) => {
      const file = { name, mimeType: 'application/octet-stream', buffer: Buffer.from(content) }
      await piece(minutes).getByLabel(words.programme.fileLabel).setInputFiles(file)
      await hands.press(piece(minutes).getByRole('button', { name: words.programme.give }))
    }
    await upload('minutes.html', '<script>')
    await piece(minutes)
      .getByText(/受け付けられません/)
      .waitFor()
    await inspect(staff, duty.ja)
    await upload('minutes.pdf', '%PDF-1.7 minutes')
    await piece(minutes)
      .getByText(/が出しました/)
      .waitFor()
    const text = '掲示を直し、一週間後に効果を確かめました。'
    await hands.write(piece(action).getByLabel(words.programme.recordLabel), text)
    await hands.press(piece(action).getByRole('button', { name: words.programme.give }))
    await hands.press(piece(action).getByRole('button', { name: words.programme.read }))
    await page.getByText(text).waitFor()
    await hands.press(operator.button(staff, words.programme.complete))
    await inspect(staff, duty.ja)
    await hands.press(page.getByRole('dialog').getByRole('button', { name: words.programme.complete }))
    await page.getByText(words.programme.states.completed, { exact: true }).waitFor()
    await inspect(staff, duty.ja)
  })

  it('stays in the list of those that ended, in English too, with its file to be downloaded', async () => {
    const { page } = staff
    await operator.goTo(staff, 'programme')
    await page.getByRole('rowheader', { name: duty.ja }).waitFor()
    await staff.hands.press(page.locator('header').getByRole('button', { name: 'English' }).first())
    await page.getByRole('rowheader', { name: duty.en }).waitFor()
    await inspect({ ...staff, language: 'en' }, 'Duties of the policy')
    await staff.hands.press(page.getByRole('link', { name: duty.en }))
    const waiting = page.waitForEvent('download')
    await staff.hands.press(page.getByRole('link', { name: 'Download' }))
    expect(readFileSync(await (await waiting).path(), 'utf8')).toBe('%PDF-1.7 minutes')
    await inspect({ ...staff, language: 'en' }, duty.en)
    expect(staff.troubles).toEqual([])
  })
})
