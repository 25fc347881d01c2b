// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Locator } from 'playwright-core'
import { Temporal } from '@yakusoku/core/calendar'
import { expect } from 'vitest'
import { hasFocus } from './hands.ts'
import { inspect } from './inspect.ts'
import { button, goTo, settled } from './operator.ts'
import type { Visitor } from './visitor.ts'
import { filled, label } from './words.ts'

const packFile = fileURLToPath(new URL('../../../packs/cleaning/pack.yaml', import.meta.url))

/** The demonstration's pack as a version that comes into force on a day: nothing differs but a branch's name. */
function nextPack(version: string, effective: string): Buffer {
  const summary =
    '  - { kind: clarification, summary: { ja: 支店の名を改めました。, en: A branch has a new name. } }\n'
  const yaml = readFileSync(packFile, 'utf8')
    .replace(/^version: .*$/m, `version: ${version}`)
    .replace(/^effective: .*$/m, `effective: ${effective}`)
    .replace(/^changes:\n(?: +.*\n)+/m, `changes:\n${summary}`)
    .replace('en: Osaka branch', 'en: Osaka main branch')
  return Buffer.from(yaml)
}

const draftTitle = ({ words }: Visitor, version = '') => filled(words.policy.draftTitle, { version }).trim()

const editor = ({ page, words }: Visitor, file: 'policy.ja.md' | 'pack.yaml'): Locator =>
  page.getByRole('textbox', { name: words.policyFile[file], exact: true })

const counted = ({ page, words }: Visitor, errors: number, warnings: number) =>
  page.getByText(filled(words.policy.counts, { errors, warnings }), { exact: true }).waitFor()

/** Begins a draft and brings a file into it, after one of another encoding was refused with its place. */
async function beginDraft(visitor: Visitor, pack: Buffer): Promise<void> {
  const { page, words, hands } = visitor
  await hands.press(button(visitor, words.policy.begin))
  await editor(visitor, 'pack.yaml').waitFor()
  await settled(visitor)
  const file = page.getByLabel(words.policy.upload, { exact: true }).and(page.locator('input'))
  const shiftJis = Buffer.from([0x23, 0x20, 0x0a, 0x96, 0xf1, 0x91, 0xa9])
  await file.setInputFiles({ name: 'policy.ja.md', mimeType: 'text/markdown', buffer: shiftJis })
  await page.getByText('policy.ja.md:2:1').waitFor()
  await inspect(visitor, draftTitle(visitor))
  await file.setInputFiles({ name: 'pack.yaml', mimeType: 'text/yaml', buffer: pack })
  await counted(visitor, 0, 0)
}

/** Types a sentence that nothing keeps, goes to what the check finds of it, and takes it back. */
async function findWhileTyping(visitor: Visitor): Promise<void> {
  const { page, words, hands } = visitor
  if ((await editor(visitor, 'policy.ja.md').count()) === 0)
    await hands.tick(
      page.getByLabel(words.policyFile['policy.ja.md'], { exact: true }).and(page.locator('input')),
    )
  await editor(visitor, 'policy.ja.md').click()
  await page.keyboard.press('ControlOrMeta+End')
  await page.keyboard.insertText('\n必ず守ります。\n')
  const findings = page.getByRole('region', { name: words.policy.findings, exact: true })
  const found = findings.getByRole('listitem').filter({ hasText: 'text/unbound-sentence' })
  await found.getByRole('button').click()
  await expect.poll(() => hasFocus(editor(visitor, 'policy.ja.md'))).toBe(true)
  await page.keyboard.press('ControlOrMeta+z')
  await counted(visitor, 0, 0)
  const link = page.getByRole('region', { name: words.policy.link, exact: true })
  await page.keyboard.press('ControlOrMeta+Home')
  await editor(visitor, 'policy.ja.md').getByText('{#CLN-1.1}').click()
  await link.getByRole('button', { name: filled(words.policy.goTo, { what: 'CLN-1.1' }) }).waitFor()
  // Nobody who goes by keyboard is caught in the editor.
  await page.keyboard.press('Tab')
  await expect.poll(() => hasFocus(editor(visitor, 'policy.ja.md'))).toBe(false)
}

/** Waits until everything is saved, and submits the draft. */
async function submit(visitor: Visitor, version: string): Promise<void> {
  const { page, words, hands } = visitor
  await expect.poll(() => button(visitor, words.policy.save).isDisabled()).toBe(true)
  await hands.press(button(visitor, words.policy.submit))
  const dialog = page.getByRole('dialog', { name: filled(words.policy.submitTitle, { version }) })
  await dialog.waitFor()
  await inspect(visitor, draftTitle(visitor, version))
  await hands.press(dialog.getByRole('button', { name: words.policy.submit, exact: true }))
  await button(visitor, words.policy.recall).waitFor()
  expect(await button(visitor, words.policy.approve).count(), 'no approving of one’s own').toBe(0)
}

/** Opens the draft of a version from the overview. */
async function openDraft(visitor: Visitor, version: string): Promise<void> {
  const { page, words, hands } = visitor
  const name = filled(words.policy.draftTitle, { version })
  await hands.press(page.getByRole('row').getByRole('link', { name }))
  await page.getByRole('heading', { level: 1, name, exact: true }).waitFor()
  await settled(visitor)
}

/** Approves the draft that is open, after looking at what it changes. */
async function approve(visitor: Visitor, version: string): Promise<void> {
  const { page, words, hands } = visitor
  await page.getByText('Osaka main branch').or(page.getByText('大阪')).first().waitFor()
  await page.getByRole('region', { name: words.policy.sideBySide, exact: true }).waitFor()
  await inspect(visitor, draftTitle(visitor, version))
  await hands.press(button(visitor, words.policy.approve))
  const dialog = page.getByRole('dialog', { name: filled(words.policy.approveTitle, { version }) })
  await hands.press(dialog.getByRole('button', { name: words.policy.approve, exact: true }))
  await page.getByText(words.draftState.approved, { exact: true }).waitFor()
}

/** Publishes the draft that is open: not before its version is typed. */
async function publish(visitor: Visitor, version: string): Promise<void> {
  const { page, words, hands } = visitor
  await hands.press(button(visitor, words.policy.publish))
  const dialog = page.getByRole('dialog', { name: filled(words.policy.publishTitle, { version }) })
  const go = dialog.getByRole('button', { name: words.policy.publish, exact: true })
  await dialog.waitFor()
  expect(await go.isDisabled(), 'the version is asked for').toBe(true)
  await dialog.getByText(words.policy.simulation.notRun).waitFor()
  await hands.write(dialog.getByLabel(label(words.policy.publishType)), version)
  await inspect(visitor, draftTitle(visitor, version))
  await hands.press(go)
  await page.getByText(words.draftState.published, { exact: true }).waitFor()
}

/** Opens a version, looks at it beside the one before, and withdraws it before its day. */
async function withdraw(visitor: Visitor, version: string): Promise<void> {
  const { page, words, hands } = visitor
  await hands.press(page.getByRole('row').getByRole('link', { name: version, exact: true }))
  await page.getByRole('region', { name: words.policy.sideBySide, exact: true }).waitFor()
  await settled(visitor)
  await inspect(visitor, filled(words.policy.versionOf, { version }))
  await hands.press(button(visitor, words.policy.withdraw))
  const dialog = page.getByRole('dialog', { name: filled(words.policy.withdrawTitle, { version }) })
  await hands.write(dialog.getByLabel(label(words.policy.reason)), 'x')
  await hands.press(dialog.getByRole('button', { name: words.policy.withdraw, exact: true }))
  await page.getByText(words.versionState.withdrawn, { exact: true }).waitFor()
}

/** Leads a policy from a draft to a published version that waits for its day, and withdraws it. */
export async function lead(writer: Visitor, approver: Visitor): Promise<void> {
  for (const visitor of [writer, approver]) {
    await settled(visitor)
    await goTo(visitor, 'policy')
  }
  const [version, day] = ['1.9.0', Temporal.Now.plainDateISO('Asia/Tokyo').add({ days: 60 })]
  await beginDraft(writer, nextPack(version, day.toString()))
  await findWhileTyping(writer)
  await submit(writer, version)
  await approver.page.reload()
  await openDraft(approver, version)
  await approve(approver, version)
  await writer.page.reload()
  await publish(writer, version)
  await goTo(writer, 'policy')
  await writer.page.getByRole('heading', { name: writer.words.policy.coming }).waitFor()
  await goTo(approver, 'policy')
  await withdraw(approver, version)
}
