// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs'
import { verifyReceipt } from '@yakusoku/core/ledger'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accountsRefusals } from '../../server/src/accounts/index.ts'
import { demonstrationOperators, showcasePersons } from '../../server/src/demonstration/index.ts'
import { commonRefusals } from '../../server/src/kernel/index.ts'
import { requestRefusals } from '../../server/src/requests/index.ts'
import { totpCode } from '../support/accounts.ts'
import { available } from '../support/available.ts'
import { isPdf, textOfPdf, unpack, type Answer } from './support/answer.ts'
import { hasFocus } from './support/hands.ts'
import { inspect } from './support/inspect.ts'
import * as operator from './support/operator.ts'
import * as person from './support/person.ts'
import * as policy from './support/policy.ts'
import { startServer, type RunningServer } from './support/server.ts'
import { startBrowser, visit, type Visitor } from './support/visitor.ts'
import { consoleWords, filled, pattern, privacyWords } from './support/words.ts'

const chromium = available('chromium')
const password = { status: 401, path: /^\/api\/auth\/sign-in\/email$/ }
const usedLink = { status: 410, path: /^\/api\/accounts\/link$/ }
const form = { status: 422, path: /^\/privacy\// }
const unknown = { status: 404, path: /^\/privacy\// }

const personOf = (key: string) => showcasePersons.find((one) => one.key === key) as person.Asking
const emailOf = (role: string) =>
  demonstrationOperators.find(({ roles }) => roles.includes(role as 'auditor'))?.email as string

/** Somebody's request with what must be taken out of its answer. */
interface Case {
  readonly language: 'ja' | 'en'
  readonly by: 'pointer' | 'keyboard'
  readonly asking: person.Asking
  /** A row about somebody else, and words that stand nowhere else. */
  readonly row: { readonly collection: string; readonly number: number; readonly words: string }
  /** A field the server marks because it names somebody else, and what it says of them. */
  readonly field?: {
    readonly collection: string
    readonly number: number
    readonly name: string
    readonly words: string
  }
}

const cases: readonly Case[] = [
  {
    language: 'ja',
    by: 'pointer',
    asking: personOf('misaki'),
    row: { collection: 'operations:call_logs', number: 2, words: '機械室の鍵の受渡し' },
    field: {
      collection: 'website:inquiries',
      number: 1,
      name: 'message',
      words: '機械室の清掃頻度について相談',
    },
  },
  {
    language: 'en',
    by: 'keyboard',
    asking: personOf('yumiko'),
    row: { collection: 'operations:contacts', number: 2, words: '070-0000-7333' },
  },
]

describe.skipIf(chromium === undefined)('a request, from the form to the proven answer', () => {
  let server: RunningServer
  let browser: Browser
  const answers = new Map<string, Answer>()

  beforeAll(async () => {
    browser = await startBrowser(chromium as string)
    server = await startServer()
  })
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
  })

  const outboxOf = async (language: 'ja' | 'en') =>
    person.readOutbox(await visit(browser, { language, script: false }), server.url)

  for (const one of cases) {
    const { language, by, asking } = one
    const how = language === 'ja' ? 'with an authenticator app' : 'by keyboard alone, with a passkey'

    it(`goes all the way in ${language === 'ja' ? 'Japanese' : 'English'}, ${how}`, async () => {
      const requester = await visit(browser, { language, by, script: false, meant: [form, unknown] })
      const staff = await visit(browser, { language, by, meant: [usedLink] })
      const outbox = await outboxOf(language)

      await person.readPolicy(requester, server.url)
      const kept = await person.ask(requester, asking, outbox)
      expect(await person.look(requester)).toBe(kept.number)

      const signInAgain = language === 'ja' ? await joinByTotp(staff) : await joinByPasskey(staff)
      await seeDuty(staff, kept.number)
      await openRequest(staff, kept.number)
      await review(staff, one)
      await checkPreview(staff)
      const promises = await promisesOf(staff)
      await approve(staff, kept.number)

      const link = await outbox.downloadLink(asking.email)
      const archive = await person.fetchAnswer(requester, link)
      expect(archive.name).toContain(kept.number)
      const answer = unpack(archive.path)
      answers.set(language, answer)
      checkData(answer, one, kept.number)
      await person.follow(requester, server.url, kept)
      await checkReceipt(await person.fetchReceipt(requester))
      await person.renewLink(requester, link)

      await seeDutyGone(staff, kept.number)
      await seePromisesKept(staff, promises)
      await verifyInBrowser(staff)
      await operator.goThroughSettings(staff)
      await operator.signOut(staff)
      await signInAgain()
      expect(requester.troubles).toEqual([])
      expect(staff.troubles).toEqual([])
    }, 300_000)
  }

  it.skipIf(available('pdftotext') === undefined)(
    'says in its PDFs what was found, and not what was taken out',
    () => {
      expect([...answers.keys()]).toEqual(cases.map(({ language }) => language))
      for (const { language, asking, row, field } of cases) {
        const answer = answers.get(language) as Answer
        const name = asking.name.replaceAll(/\s/g, '')
        const disclosure = textOfPdf(answer.get('disclosure.pdf') as string, server.folder)
        expect(disclosure, `${language} disclosure.pdf`).toContain(asking.email)
        for (const file of ['disclosure.pdf', 'letter.pdf']) {
          const text = textOfPdf(answer.get(file) as string, server.folder)
          expect(text, `${language} ${file}`).toContain(name)
          expect(text, `${language} ${file}`).not.toContain(row.words)
          if (field) expect(text, `${language} ${file}`).not.toContain(field.words)
        }
      }
    },
  )

  it('shows an auditor the request without a way to decide it', async () => {
    const auditor = await visit(browser, { language: 'ja' })
    await operator.join(auditor, await server.operatorLink(emailOf('auditor')))
    await operator.enrolTotp(auditor)
    await operator.settled(auditor)
    await operator.goTo(auditor, 'requests')
    await auditor.page.getByRole('main').getByRole('row').getByRole('link').first().click()
    await auditor.page.getByRole('heading', { name: auditor.words.request.timeline }).waitFor()
    await inspect(auditor, auditor.words.request.title)
    const { approve: doing, refuse, collectAgain, preview } = auditor.words.request
    for (const name of [doing, refuse, collectAgain, preview, auditor.words.found.show]) {
      expect(await operator.button(auditor, name).count(), name).toBe(0)
    }
    await auditor.page.goto(`${server.url}/console/cleaning/settings/tokens`)
    await auditor.page.getByText(auditor.words.notPermitted.title).waitFor()
    expect(auditor.troubles).toEqual([])
  })

  it('leads a policy from a draft to a published version, by two people, and back before its day', async () => {
    const refusedFile = { status: 422, path: /\/policy\/drafts\// }
    const writer = await visit(browser, { language: 'en', meant: [refusedFile] })
    const email = 'writer@minatsuyu.example.jp'
    const place = ['--organisation', 'cleaning', '--name', 'W', '--role', 'engineer']
    await server.command('operator', 'add', email, ...place)
    await operator.enter(writer, await server.operatorLink(email))
    const approver = await visit(browser, { language: 'ja' })
    await operator.enter(approver, await server.operatorLink('kotaro.sakaki@minatsuyu.example.jp'))
    await policy.lead(writer, approver)
    expect(writer.troubles).toEqual([])
    expect(approver.troubles).toEqual([])
  })

  for (const language of ['ja', 'en'] as const) {
    it(`says in ${language === 'ja' ? 'Japanese' : 'English'} what is wrong with a link or a password`, async () => {
      const visitor = await visit(browser, {
        language,
        meant: [unknown, password, usedLink],
      })
      const { page, said, words } = visitor
      await page.goto(`${server.url}/privacy/cleaning/download/${'A'.repeat(43)}`)
      await inspect(visitor, said.problem)
      const { message, remedy } = requestRefusals['requests.link-unknown']
      expect(await page.getByRole('main').innerText()).toContain(message[language])
      expect(await page.getByRole('main').innerText()).toContain(remedy[language])

      await page.goto(`${server.url}/console/join#token=${'A'.repeat(43)}`)
      await page.getByText(accountsRefusals['accounts.link-invalid'].message[language]).waitFor()
      await inspect(visitor, words.join.title)

      await page.goto(`${server.url}/console/`)
      await operator.givePassword(visitor, emailOf('privacy-manager'), 'not the password at all')
      await page.getByText(accountsRefusals['accounts.wrong-credentials'].message[language]).waitFor()
      await inspect(visitor, words.signIn.title)
      expect(visitor.troubles).toEqual([])
    })

    it(`changes from ${language === 'ja' ? 'Japanese to English' : 'English to Japanese'} for all pages, and says where a wrong address leads`, async () => {
      const other = language === 'ja' ? 'en' : 'ja'
      const changed = await visit(browser, { language, meant: [unknown] })
      const { page, said, words } = changed
      const seen = { ...changed, language: other } as const
      await page.goto(server.url)
      await inspect(changed, 'Yakusoku')
      await page.goto(`${server.url}/console/`)
      await operator.button(changed, words.shell.otherLanguage).click()
      await inspect(seen, consoleWords[other].signIn.title)
      await page.reload()
      await inspect(seen, consoleWords[other].signIn.title)
      await page.goto(`${server.url}/privacy/cleaning`)
      await inspect(seen, privacyWords[other].home)
      await page.getByRole('link', { name: privacyWords[other].otherLanguage }).click()
      await inspect(changed, said.home)
      await page.goto(`${server.url}/console/`)
      await operator.button(changed, words.shell.otherLanguage).click()
      await operator.button(seen, consoleWords[other].signIn.do).waitFor()
      await page.reload()
      await operator.button(seen, consoleWords[other].signIn.do).waitFor()
      await page.goto(`${server.url}/privacy/nobody?lang=${language}`)
      await inspect(changed, said.problem)
      const { message } = commonRefusals['common.not-found']
      expect(await page.getByRole('main').innerText()).toContain(message[language])
      expect(changed.troubles).toEqual([])
    })
  }

  /** The operator's first sign-in by the printed link; gives how to sign in again. */
  async function joinByTotp(staff: Visitor): Promise<() => Promise<void>> {
    await operator.join(staff, server.firstLink)
    const secret = await operator.enrolTotp(staff)
    return async () => {
      const { page, words, hands, language } = staff
      await page.goto(server.firstLink)
      await page.getByText(accountsRefusals['accounts.link-invalid'].message[language]).waitFor()
      await page.goto(`${server.url}/console/`)
      await operator.givePassword(staff, emailOf('privacy-manager'))
      await page.getByLabel(words.code.totp).waitFor()
      await inspect(staff, words.signIn.title)
      await hands.write(page.getByLabel(words.code.totp), totpCode(secret, 1))
      await hands.press(operator.button(staff, words.code.do))
      await page.getByRole('heading', { level: 1, name: words.today.title }).waitFor()
    }
  }

  /** The same operator comes again by a link of the command line and takes a passkey this time. */
  async function joinByPasskey(staff: Visitor): Promise<() => Promise<void>> {
    const { page, words, hands } = staff
    await operator.givePasskeyDevice(staff)
    await operator.join(staff, await server.operatorLink(emailOf('privacy-manager')))
    await hands.press(operator.button(staff, words.enrol.passkeyDo))
    return async () => {
      await inspect(staff, words.signIn.title)
      await hands.press(operator.button(staff, words.signIn.passkey))
      await page.getByRole('heading', { level: 1, name: words.today.title }).waitFor()
    }
  }

  const dutyOf = ({ page }: Visitor, number: string) =>
    page.getByRole('listitem').filter({ has: page.getByRole('link', { name: number, exact: true }) })

  async function seeDuty(staff: Visitor, number: string): Promise<void> {
    const { page, words } = staff
    await page.getByRole('heading', { level: 1, name: words.today.title }).waitFor()
    const duty = dutyOf(staff, number)
    await duty.waitFor()
    expect(await duty.getByText(pattern(words.due.left_other)).count(), 'days left').toBe(1)
    expect(await duty.locator('time').count(), 'the deadline').toBe(1)
    await inspect(staff, words.today.title)
  }

  async function openRequest(staff: Visitor, number: string): Promise<void> {
    const { page, words, hands } = staff
    await operator.goTo(staff, 'requests')
    await hands.press(page.getByRole('row').getByRole('link', { name: number, exact: true }))
    await page.getByRole('heading', { level: 1, name: filled(words.request.titleOf, { number }) }).waitFor()
    await operator.button(staff, words.request.approve).waitFor()
  }

  async function review(staff: Visitor, { asking, row, field }: Case): Promise<void> {
    const { page, words, hands } = staff
    const panel = (name: string) => page.getByRole('region', { name, exact: true })
    await panel(words.request.timeline).getByRole('listitem').nth(2).waitFor()
    expect(await panel(words.request.sources).getByRole('listitem').count()).toBe(2)
    expect(await panel(words.request.about).innerText()).toContain(asking.email)
    await hands.press(operator.button(staff, words.found.show))
    await operator.collection(staff, row.collection).waitFor()
    await inspect(staff, words.request.title)
    expect(await page.getByText(words.found.look, { exact: true }).count(), 'marks').toBeGreaterThan(0)
    // A wide collection stands as a list of records, a narrow one as a table.
    const records = operator.collection(staff, row.collection).locator('tr, li')
    const marked = records.filter({ hasText: row.words })
    expect(await marked.count()).toBe(1)
    await operator.exclude(
      staff,
      operator.excludeRow(staff, row.collection, row.number),
      words.found.usual.otherPerson,
    )
    await marked.getByText(words.found.rowExcluded, { exact: true }).waitFor()
    if (field === undefined) return
    const place = operator.excludeField(staff, field.collection, field.number, field.name)
    await operator.exclude(staff, place, words.found.usual.staff)
    await place.waitFor({ state: 'detached' })
  }

  async function checkPreview(staff: Visitor): Promise<void> {
    const link = staff.page.getByRole('link', { name: staff.words.request.preview })
    const href = new URL((await link.getAttribute('href')) as string, server.url).href
    const shown = await staff.context.request.get(href)
    expect(shown.headers()['content-type']).toBe('application/pdf')
    expect(isPdf((await shown.body()).toString('latin1'))).toBe(true)
  }

  async function promisesOf({ page, words }: Visitor): Promise<string[]> {
    const about = page.getByRole('region', { name: words.request.about, exact: true })
    const links = await about.locator('a[href*="/promises#"]').all()
    const ids = await Promise.all(links.map(async (link) => (await link.getAttribute('href')) ?? ''))
    return ids.map((href) => decodeURIComponent(href.slice(href.indexOf('#') + 1)))
  }

  async function approve(staff: Visitor, number: string): Promise<void> {
    const { page, words, hands } = staff
    const open = operator.button(staff, words.request.approve)
    const dialog = page.getByRole('dialog', { name: filled(words.request.approveTitle, { number }) })
    await hands.press(open)
    await dialog.waitFor()
    await inspect(staff, words.request.title)
    for (let tabs = 0; tabs < 6; tabs += 1) await page.keyboard.press('Tab')
    expect(await dialog.locator(':focus').count(), 'the focus stays in the dialog').toBe(1)
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    await expect.poll(() => hasFocus(open), { message: 'the focus goes back' }).toBe(true)
    await hands.press(open)
    await hands.press(operator.button(staff, words.request.approveDo))
    await page.getByText(words.request.nextSays.answered).waitFor()
    await expect.poll(() => open.count()).toBe(0)
    await inspect(staff, words.request.title)
  }

  function checkData(answer: Answer, { asking, row, field }: Case, number: string): void {
    const csv = `csv/${row.collection.replaceAll(/[^\w.-]+/g, '_')}.csv`
    expect([...answer.keys()]).toEqual(
      expect.arrayContaining(['data.json', 'disclosure.pdf', 'letter.pdf', csv]),
    )
    const data = JSON.parse(answer.get('data.json') as string)
    expect(data).toMatchObject({
      request: number,
      takenOut: [{ rows: 1 }, ...(field ? [{ fields: 1 }] : [])],
    })
    expect(answer.get('data.json')).toContain(asking.email)
    for (const [name, text] of answer) {
      if (name.endsWith('.pdf')) expect(isPdf(text), name).toBe(true)
      else
        for (const words of [row.words, ...(field ? [field.words] : [])])
          expect(text, name).not.toContain(words)
    }
  }

  async function checkReceipt(file: person.Download): Promise<void> {
    expect(verifyReceipt(readFileSync(file.path, 'utf8'))).toMatchObject({ ok: true, findings: [] })
    await server.command('verify', file.path)
  }

  async function seeDutyGone(staff: Visitor, number: string): Promise<void> {
    await operator.goTo(staff, 'today')
    await expect.poll(() => dutyOf(staff, number).count()).toBe(0)
  }

  async function seePromisesKept(staff: Visitor, promises: readonly string[]): Promise<void> {
    expect(promises.length).toBeGreaterThan(0)
    await operator.goTo(staff, 'promises')
    for (const id of promises) {
      const promise = staff.page.locator(`li[id="${id}"]`)
      expect(await promise.locator('a[href*="/ledger/"]').count(), `${id} has evidence`).toBe(1)
    }
  }

  async function verifyInBrowser(staff: Visitor): Promise<void> {
    const { page, words, hands } = staff
    await operator.goTo(staff, 'ledger')
    await hands.press(page.getByRole('row').getByRole('link', { name: 'requests.answered' }).first())
    await operator.button(staff, words.fact.verify).waitFor()
    await hands.press(operator.button(staff, words.fact.verify))
    await page.getByText(words.fact.holds).waitFor()
    await inspect(staff, 'requests.answered')
  }
})
