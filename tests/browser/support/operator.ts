// SPDX-License-Identifier: Apache-2.0
import type { Locator } from 'playwright-core'
import { expect } from 'vitest'
import { goodPassword, totpCode } from '../../support/accounts.ts'
import { inspect } from './inspect.ts'
import type { Visitor } from './visitor.ts'
import { filled, label } from './words.ts'

/** The button of that name. */
export const button = ({ page }: Visitor, name: string): Locator =>
  page.getByRole('button', { name, exact: true })

/** Opens a one-time link and sets a password; the second factor comes next. */
export async function join(visitor: Visitor, link: string): Promise<void> {
  const { page, words, hands } = visitor
  await page.goto(link)
  await page.getByLabel(label(words.join.password)).waitFor()
  await inspect(visitor, words.join.title)
  expect(page.url(), 'the token leaves the address').not.toContain('token=')
  await hands.write(page.getByLabel(label(words.join.password)), goodPassword)
  await hands.press(button(visitor, words.join.do))
  await button(visitor, words.enrol.totpDo).waitFor()
  await inspect(visitor, words.enrol.title)
}

/** Sets up an authenticator app by the secret on the screen, and keeps the backup codes; gives the secret. */
export async function enrolTotp(visitor: Visitor): Promise<string> {
  const { page, words, hands } = visitor
  await hands.press(button(visitor, words.enrol.totpDo))
  await hands.press(button(visitor, words.totp.begin))
  const secret = (await page.getByRole('group', { name: words.totp.secret, exact: true }).innerText()).trim()
  await page.getByRole('img', { name: words.totp.qr }).waitFor()
  await inspect(visitor, words.enrol.title)
  await hands.write(page.getByLabel(words.code.totp), totpCode(secret))
  await hands.press(button(visitor, words.totp.prove))
  const codes = await page.getByRole('group', { name: words.backup.codes, exact: true }).innerText()
  expect(codes.trim().split(/\s+/)).toHaveLength(10)
  await inspect(visitor, words.enrol.title)
  await hands.tick(page.getByLabel(label(words.backup.kept)))
  await hands.press(button(visitor, words.backup.done))
  return secret
}

/**
 * Comes in by a one-time link, through the same pages as {@link join} and {@link enrolTotp}; for journeys whose subject
 * is another, so that not every one of them looks those pages over.
 */
export async function enter(visitor: Visitor, link: string): Promise<void> {
  const { page, words, hands } = visitor
  await page.goto(link)
  await hands.write(page.getByLabel(label(words.join.password)), goodPassword)
  await hands.press(button(visitor, words.join.do))
  await hands.press(button(visitor, words.enrol.totpDo))
  await hands.press(button(visitor, words.totp.begin))
  const secret = (await page.getByRole('group', { name: words.totp.secret, exact: true }).innerText()).trim()
  await hands.write(page.getByLabel(words.code.totp), totpCode(secret))
  await hands.press(button(visitor, words.totp.prove))
  await hands.tick(page.getByLabel(label(words.backup.kept)))
  await hands.press(button(visitor, words.backup.done))
  await page.getByRole('heading', { level: 1, name: words.today.title }).waitFor()
}

/** Puts a device for passkeys into the browser, which says yes at once. */
export async function givePasskeyDevice({ context, page }: Visitor): Promise<void> {
  const devtools = await context.newCDPSession(page)
  await devtools.send('WebAuthn.enable')
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
}

/** Signs out, by the account's card. */
export async function signOut(visitor: Visitor): Promise<void> {
  const { page, words, hands } = visitor
  await hands.press(page.locator('header summary'))
  await hands.press(button(visitor, words.shell.signOut))
  await button(visitor, words.signIn.do).waitFor()
}

/** Types mail address and password. */
export async function givePassword(visitor: Visitor, email: string, password = goodPassword): Promise<void> {
  const { page, words, hands } = visitor
  await hands.write(page.getByLabel(label(words.signIn.email)), email)
  await hands.write(page.getByLabel(label(words.signIn.password)), password)
  await hands.press(button(visitor, words.signIn.do))
}

/** Goes to one of the console's pages by its navigation, and looks it over. */
export async function goTo(
  visitor: Visitor,
  name:
    | 'today'
    | 'requests'
    | 'programme'
    | 'promises'
    | 'policy'
    | 'notices'
    | 'catalog'
    | 'ledger'
    | 'settings',
): Promise<void> {
  const { page, words, hands } = visitor
  const link = page
    .getByRole('navigation', { name: words.shell.pages })
    .getByRole('link', { name: words[name].name, exact: true })
  // The page come from takes the focus to its heading when it is there: nobody leaves it before.
  await link.waitFor()
  await settled(visitor)
  await hands.press(link)
  await settled(visitor)
  await inspect(visitor, name === 'settings' ? words.settings.own : words[name].title)
}

/** Goes through the settings, and looks each part over. */
export async function goThroughSettings(visitor: Visitor): Promise<void> {
  const { page, words, hands } = visitor
  await goTo(visitor, 'settings')
  const parts = page.getByRole('navigation', { name: words.settings.parts })
  for (const part of ['operators', 'tokens'] as const) {
    await hands.press(parts.getByRole('link', { name: words.settings[part], exact: true }))
    await page.getByRole('region', { name: words[part].list, exact: true }).waitFor()
    await settled(visitor)
    await inspect(visitor, words.settings[part])
  }
}

/** Waits until nothing of the page is loading any more. */
export async function settled({ page }: Visitor): Promise<void> {
  await page.getByRole('heading', { level: 1 }).waitFor()
  await expect.poll(() => page.locator('[aria-busy="true"]').count()).toBe(0)
}

/** The rows of a table of what was found, by the name of its collection, `KEY:NAME`. */
export const collection = ({ page }: Visitor, name: string): Locator =>
  page.getByRole('region', { name, exact: true })

/** Takes something out of the answer, with a reason; `open` is the button that asks for it. */
export async function exclude(visitor: Visitor, open: Locator, reason: string): Promise<void> {
  const { page, words, hands } = visitor
  await hands.press(open)
  const dialog = page.getByRole('dialog')
  await dialog.waitFor()
  expect(await button(visitor, words.found.excludeDo).isDisabled(), 'a reason is asked for').toBe(true)
  await hands.write(dialog.getByLabel(label(words.found.reason)), reason)
  await inspect(visitor, words.request.title)
  await hands.press(button(visitor, words.found.excludeDo))
  await dialog.waitFor({ state: 'detached' })
}

/** The button that takes out a whole row of a collection; rows count from 1. */
export const excludeRow = (visitor: Visitor, name: string, row: number): Locator =>
  collection(visitor, name).getByRole('button', {
    name: filled(visitor.words.found.excludeRow, { number: row }),
    exact: true,
  })

/** The button that takes out one suspicious field. */
export const excludeField = (visitor: Visitor, name: string, row: number, field: string): Locator =>
  collection(visitor, name).getByRole('button', {
    name: filled(visitor.words.found.excludeField, { number: row, field }),
    exact: true,
  })
