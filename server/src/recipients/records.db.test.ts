// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { EnrolledOperator } from '../../../tests/support/accounts.ts'
import { home, other, testApplication, type TestApplication } from '../../../tests/support/application.ts'
import { company, provision, receipt, taro } from '../../../tests/support/recipients.ts'
import { inOrganisation } from '../database/index.ts'
import { system } from '../ledger/index.ts'
import type { Asked, NewRecord, RecordChoices, RecordMade, RecordView } from './contract.ts'
import { recordProvision, recordReceipt, type RecipientPorts } from './index.ts'

let world: TestApplication
let manager: EnrolledOperator
let desk: EnrolledOperator
let auditor: EnrolledOperator
let stranger: EnrolledOperator
const base = `/api/organisations/${home}/recipients`

beforeAll(async () => {
  world = await testApplication({ laws: true })
  manager = await world.operator('manager', 'privacy-manager')
  desk = await world.operator('desk', 'desk')
  auditor = await world.operator('auditor', 'auditor')
  stranger = await world.operator('stranger', 'privacy-manager', other)
})
afterAll(() => world.close())

const post = async (given: NewRecord, by = desk) => {
  const { status, body } = await by.browser.post(`${base}/records`, given)
  return { status, body: body as RecordMade & { code?: string; detail?: string; title?: string } }
}
const made = async (given: NewRecord) => {
  const { status, body } = await post(given)
  expect([status, body]).toEqual([201, body])
  return body
}
const view = async (id: string) =>
  (await desk.browser.get(`${base}/records/${id}`)).body as unknown as RecordView

describe('a record', () => {
  it('says what was received, who from and of whom, and is kept three years from its making', async () => {
    const { id, fact, keptUntil } = await made(receipt)
    const today = world.clock.now().toZonedDateTimeISO('Asia/Tokyo').toPlainDate()
    expect(keptUntil).toBe(today.add({ years: 3 }).toString())
    expect(await view(id)).toMatchObject({
      direction: 'receipt',
      law: 'law/appi',
      kinds: ['receipt-consent'],
      counterparty: company.name,
      details: { counterparty: company, history: receipt.history, consent: '受付票の同意欄' },
      people: [taro],
      data: receipt.data,
      persons: 1,
      method: 'each-time',
      madeOn: today.toString(),
      fact,
    })
  })

  it('holds nobody in clear, neither in its tables nor in its fact', async () => {
    const rows = await world.query(
      'select * from recipients.records r join recipients.persons p on record_id = r.id',
    )
    const facts = await world.query("select * from ledger.facts where type like 'recipients.%'")
    const all = JSON.stringify([rows, facts])
    expect(rows.length).toBeGreaterThan(0)
    for (const secret of [company.name, company.representative, taro.value, taro.name, '展示会'])
      expect(all.includes(secret)).toBe(false)
  })

  it('is opened only with a fact of the reading', async () => {
    const { id } = await made(receipt)
    const reads = async () =>
      (
        await world.query("select 1 from ledger.facts where type = 'recipients.read' and subject_id = $1", [
          id,
        ])
      ).length
    expect(await reads()).toBe(0)
    await view(id)
    expect(await reads()).toBe(1)
  })

  it('is refused while an item that the law asks for lacks, with the item and its article', async () => {
    for (const [part, item, article] of [
      ['history', '相手が取得した経緯', '個人情報保護法第30条第1項第2号'],
      ['persons', '本人を特定する事項', '個人情報保護法施行規則第20条、第24条'],
      ['data', 'データの項目', '個人情報保護法施行規則第20条、第24条'],
      ['consent', '本人の同意を得ていること', '個人情報保護法施行規則第20条第1項第2号'],
      ['counterparty', '相手の名称・住所・代表者', '個人情報保護法施行規則第20条、第24条'],
    ] as const) {
      const { [part]: _left, ...rest } = receipt
      const { status, body } = await post(rest)
      expect([part, status, body.code]).toEqual([part, 422, 'recipients.item-missing'])
      expect(body.title).toContain(item)
      expect(body.title).toContain(article)
    }
    const { representative: _none, ...bare } = company
    expect((await post({ ...receipt, counterparty: bare })).body.code).toBe('recipients.item-missing')
    const trader = { ...receipt, counterparty: bare, counterpart: 'sole-trader' as const }
    expect((await post(trader)).status).toBe(201)
    const { date: _day, ...dayless } = provision
    expect((await post(dayless)).body).toMatchObject({ code: 'recipients.item-missing' })
  })

  it('is refused where the law asks for none, by the article that says so', async () => {
    for (const [given, article] of [
      [{ grounds: ['entrustment'] }, '個人情報保護法第27条第5項第1号'],
      [{ grounds: ['joint-use'] }, '個人情報保護法第27条第5項第3号'],
      [{ grounds: ['provide-by-law'] }, '個人情報保護法第27条第1項第1号'],
      [{ counterpart: 'public-body' }, '個人情報保護法第16条第2項、第29条第1項'],
    ] as const) {
      const { status, body } = await post({ ...receipt, ...given } as NewRecord)
      expect([status, body.code]).toEqual([409, 'recipients.not-asked'])
      expect(body.title).toContain(article)
    }
  })

  it('leaves out what an earlier record of the same side says, and still names its people', async () => {
    const first = await made(receipt)
    const { history: _h, persons: _p, consent: _c, counterparty: _k, ...rest } = receipt
    const second = await made({ ...rest, earlier: first.id })
    expect(await view(second.id)).toMatchObject({
      earlier: first.id,
      omitted: ['counterparty', 'history', 'persons', 'consent'],
      details: { counterparty: company, history: receipt.history },
      people: [taro],
    })
    const elsewhere = { ...company, name: '別の商会株式会社' }
    const wrong = await post({ ...rest, counterparty: elsewhere, earlier: first.id })
    expect([wrong.status, wrong.body.code]).toEqual([422, 'recipients.unknown-record'])
    const { counterparty: _x, persons: _y, ...provided } = provision
    const otherWay = await post({ ...provided, earlier: first.id })
    expect(otherWay.body.code).toBe('recipients.unknown-record')
  })

  it('is corrected by another one, once, and stays as it was', async () => {
    const first = await made(receipt)
    const before = await view(first.id)
    const correction = { ...receipt, corrects: first.id, reason: '経緯の書き誤り' }
    expect((await post({ ...receipt, corrects: first.id })).status).toBe(400)
    const second = await made(correction)
    expect(await view(first.id)).toEqual({ ...before, correctedBy: second.id })
    expect(await view(second.id)).toMatchObject({ corrects: first.id, details: { reason: '経緯の書き誤り' } })
    const again = await Promise.all([post(correction), post(correction)])
    for (const { status, body } of again)
      expect([status, body.code]).toEqual([409, 'recipients.corrected-already'])
  })

  it('is corrected by one of two who do it at once', async () => {
    const first = await made(receipt)
    const correction = { ...receipt, corrects: first.id, reason: '書き誤り' }
    const all = await Promise.all([post(correction), post(correction, manager)])
    expect(new Set(all.map(({ status }) => status))).toEqual(new Set([201, 409]))
  })

  it('of a series is kept from its last day, which may still be to come', async () => {
    const series = { ...receipt, method: 'batch' as const }
    const open = await made({ ...series, date: { first: '2026-04-01', last: null } })
    expect(open.keptUntil).toBeNull()
    const ended = { ...series, date: { first: '2026-04-01', last: '2026-09-30' } }
    const closed = await made({ ...ended, corrects: open.id, reason: '提供の終了' })
    expect(closed.keptUntil).toBe('2029-09-30')
    const substitute = await made({ ...ended, method: 'contract-substitute' })
    expect(substitute.keptUntil).toBe('2027-09-30')
  })
})

describe('who may', () => {
  it('read and write is told apart: the auditor reads, the desk writes', async () => {
    expect((await post(receipt, auditor)).status).toBe(403)
    expect((await auditor.browser.get(`${base}/records`)).status).toBe(200)
  })

  it('is nobody of another organisation, in whose records our ids are nothing', async () => {
    const { id } = await made(receipt)
    const theirs = `/api/organisations/${other}/recipients`
    expect((await stranger.browser.get(`${base}/records/${id}`)).status).toBe(404)
    expect((await stranger.browser.get(`${theirs}/records/${id}`)).status).toBe(404)
    for (const change of [{ earlier: id }, { corrects: id, reason: 'x' }]) {
      const reply = await stranger.browser.post(`${theirs}/records`, { ...receipt, ...change })
      expect([reply.status, (reply.body as { code: string }).code]).toEqual([
        422,
        'recipients.unknown-record',
      ])
    }
    const found = await stranger.browser.post(`${theirs}/searches`, { counterparty: company.name })
    expect(found.body).toEqual({ records: [], next: null })
  })
})

describe('the form', () => {
  it('is told what may be chosen, and what the law asks of the choice', async () => {
    const choices = (await desk.browser.get(`${base}/choices`)).body as unknown as RecordChoices
    expect(choices.grounds.find(({ id }) => id === 'opt-out')).toMatchObject({
      article: { en: 'APPI Art. 27(2)', ja: '個人情報保護法第27条第2項' },
    })
    expect(choices.grounds.find(({ id }) => id === 'transfer-by-law')).toMatchObject({
      abroad: true,
      for: ['provision'],
    })
    const asks = async (query: string) =>
      (await desk.browser.get(`${base}/asked?${query}`)).body as unknown as Asked
    expect((await asks('direction=receipt&grounds=opt-out')).items.map(({ field }) => field)).toContain(
      'publication',
    )
    expect(await asks('direction=provision&grounds=entrustment')).toMatchObject({
      kind: 'exempt',
      exemptBy: { article: { en: 'APPI Art. 27(5)(i)' } },
    })
    expect(await asks('direction=provision')).toMatchObject({ kind: 'unclear', lacks: 'ground' })
  })
})

describe('the gate', () => {
  const ports = (): RecipientPorts => world.app.recipients

  it('records within its own transaction: what it takes back was never recorded', async () => {
    const count = async () => (await world.query('select 1 from recipients.records')).length
    const before = await count()
    const failing = inOrganisation(ports().db, home, async (tx) => {
      const done = await recordProvision(ports(), tx, home, { ...provision }, system)
      expect(done.recorded).toBe(true)
      throw new Error('taken back')
    })
    await expect(failing).rejects.toThrow('taken back')
    expect(await count()).toBe(before)
  })

  it('learns by which article nothing is recorded, and goes on', async () => {
    const done = await inOrganisation(ports().db, home, (tx) =>
      recordReceipt(ports(), tx, home, { ...receipt, grounds: ['entrustment'] }, system),
    )
    expect(done).toMatchObject({ recorded: false, by: { article: { en: 'APPI Art. 27(5)(i)' } } })
  })
})
