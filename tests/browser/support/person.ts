// SPDX-License-Identifier: Apache-2.0
import type { Locator } from 'playwright-core'
import { expect } from 'vitest'
import { requestRefusals } from '../../../server/src/requests/index.ts'
import { inspect } from './inspect.ts'
import type { Visitor } from './visitor.ts'

/** What the requester is told to keep. */
export interface Kept {
  readonly number: string
  readonly secret: string
}

/** Who asks. */
export interface Asking {
  readonly name: string
  readonly email: string
}

const main = ({ page }: Visitor) => page.getByRole('main')
const buttonOf = (visitor: Visitor, name: string) => main(visitor).getByRole('button', { name, exact: true })

/** What stands beside a term on a page of the privacy centre. */
const beside = (visitor: Visitor, term: string): Locator =>
  main(visitor)
    .locator('dl > div')
    .filter({ has: visitor.page.locator('dt').getByText(term, { exact: true }) })
    .locator('dd')

/** From the first page to the policy, read, and to the form for asking. */
export async function readPolicy(visitor: Visitor, url: string): Promise<void> {
  const { page, said, hands } = visitor
  await page.goto(`${url}/privacy/cleaning`)
  await inspect(visitor, said.home)
  await hands.press(main(visitor).getByRole('link', { name: said.policy, exact: true }))
  await inspect(visitor, said.policy)
  expect(await main(visitor).getByRole('heading').count()).toBeGreaterThan(5)
  expect((await main(visitor).innerText()).length).toBeGreaterThan(2_000)
  await hands.press(page.getByRole('navigation').getByRole('link', { name: said.ask, exact: true }))
  await inspect(visitor, said.ask)
}

/** Fills in the form, first wrongly, and proves control of the address, first with a wrong code. */
export async function ask(visitor: Visitor, person: Asking, outbox: Outbox): Promise<Kept> {
  const { page, said, hands } = visitor
  await hands.write(page.getByLabel(said.email), 'nobody')
  await hands.write(page.getByLabel(said.name), person.name)
  await hands.press(buttonOf(visitor, said.send))
  await expect.poll(() => page.getByRole('alert').innerText()).toContain(said.emailWrong)
  await inspect(visitor, said.ask)
  expect(await page.getByLabel(said.name).inputValue()).toBe(person.name)
  await hands.write(page.getByLabel(said.email), person.email)
  await hands.press(buttonOf(visitor, said.send))
  await inspect(visitor, said.codeTitle)
  const code = await outbox.code(person.email)
  await hands.write(
    page.getByLabel(said.code),
    code.replace(/\d$/, (last) => String((Number(last) + 1) % 10)),
  )
  await hands.press(buttonOf(visitor, said.prove))
  const { message } = requestRefusals['requests.wrong-code']
  await expect.poll(() => page.getByRole('alert').innerText()).toContain(message[visitor.language])
  await inspect(visitor, said.codeTitle)
  await hands.write(page.getByLabel(said.code), code)
  await hands.press(buttonOf(visitor, said.prove))
  await inspect(visitor, said.received)
  return {
    number: await beside(visitor, said.number).innerText(),
    secret: await beside(visitor, said.secret).innerText(),
  }
}

/** From the page that shows number and secret to where the request stands. */
export async function look(visitor: Visitor): Promise<string> {
  const { said, hands } = visitor
  await hands.press(buttonOf(visitor, said.look))
  await inspect(visitor, said.status)
  return beside(visitor, said.number).innerText()
}

/** Types a wrong secret and then the right one into the form for following. */
export async function follow(visitor: Visitor, url: string, kept: Kept): Promise<void> {
  const { page, said, hands, language } = visitor
  await page.goto(`${url}/privacy/cleaning/follow`)
  await inspect(visitor, said.follow)
  const type = async (secret: string) => {
    await hands.write(page.getByLabel(said.number), kept.number)
    await hands.write(page.getByLabel(said.secret), secret)
    await hands.press(buttonOf(visitor, said.look))
  }
  await type(kept.secret.split('').toReversed().join(''))
  const { message } = requestRefusals['requests.unknown']
  await expect.poll(() => page.getByRole('alert').innerText()).toContain(message[language])
  await inspect(visitor, said.follow)
  await type(kept.secret)
  await inspect(visitor, said.status)
  expect(await main(visitor).innerText()).toContain(said.answered)
}

/** Opens the link of the mail and fetches the package. */
export async function fetchAnswer(visitor: Visitor, link: string): Promise<Download> {
  const { page, said } = visitor
  await page.goto(link)
  await inspect(visitor, said.download)
  return download(visitor, said.fetch)
}

/** From where the request stands to a new link, with which the one before stops working. */
export async function renewLink(visitor: Visitor, before: string): Promise<void> {
  const { page, said, hands, language } = visitor
  await hands.press(buttonOf(visitor, said.newLink))
  await inspect(visitor, said.download)
  expect(page.url()).not.toBe(before)
  await page.goto(before)
  await inspect(visitor, said.problem)
  const { message, remedy } = requestRefusals['requests.link-unknown']
  expect(await main(visitor).innerText()).toContain(message[language])
  expect(await main(visitor).innerText()).toContain(remedy[language])
}

/** From where the request stands to the receipt with the ledger's proof. */
export async function fetchReceipt(visitor: Visitor): Promise<Download> {
  return download(visitor, visitor.said.receipt)
}

/** A file as it was saved. */
export interface Download {
  readonly name: string
  readonly path: string
}

async function download(visitor: Visitor, button: string): Promise<Download> {
  const saved = visitor.page.waitForEvent('download')
  await visitor.hands.press(buttonOf(visitor, button))
  const file = await saved
  return { name: file.suggestedFilename(), path: await file.path() }
}

/** The demonstration's outbox as a person reads it. */
export interface Outbox {
  /** The newest code sent to an address. */
  code(address: string): Promise<string>
  /** The newest download link sent to an address; waits for the mail. */
  downloadLink(address: string): Promise<string>
}

/** Reads the outbox in a window of its own. */
export function readOutbox(visitor: Visitor, url: string): Outbox {
  const { page, said } = visitor
  const newest = async (address: string) => {
    await page.goto(`${url}/demonstration/outbox?search=${encodeURIComponent(address)}`)
    const mail = page.locator('details').first()
    return (await mail.count()) === 0 ? '' : mail.innerText()
  }
  const waitFor = async (address: string, wanted: RegExp) => {
    let found: string | undefined
    await expect
      .poll(async () => (found = wanted.exec(await newest(address))?.[0]), { timeout: 30_000, interval: 200 })
      .toBeDefined()
    await inspect(visitor, said.outbox)
    return found as string
  }
  return {
    code: (address) => waitFor(address, /(?<![\d-])\d{6}(?![\d-])/),
    downloadLink: (address) => waitFor(address, /http\S+\/download\/[\w-]+/),
  }
}
