// SPDX-License-Identifier: Apache-2.0
import exceljs from 'exceljs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { EnrolledOperator } from '../../../tests/support/accounts.ts'
import { home, people, testApplication, type TestApplication } from '../../../tests/support/application.ts'
import { company, provision, receipt, taro } from '../../../tests/support/recipients.ts'
import { newId } from '../kernel/index.ts'
import type { NewRecord, RecordMade, RecordPage, RecordView } from './contract.ts'

let world: TestApplication
let desk: EnrolledOperator
let auditor: EnrolledOperator
const base = `/api/organisations/${home}/recipients`

beforeAll(async () => {
  world = await testApplication({ laws: true })
  desk = await world.operator('desk', 'desk')
  auditor = await world.operator('auditor', 'auditor')
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
const list = async (query = '') =>
  (await desk.browser.get(`${base}/records${query}`)).body as unknown as RecordPage
const factsOf = (type: string) => world.query('select 1 from ledger.facts where type = $1', [type])

describe('what is not in order', () => {
  it.each([
    ['a kind of data that the policy does not have', { data: ['nonsense'] }, 'recipients.unknown-category'],
    ['a channel that it does not have', { channel: 'pigeon' }, 'recipients.unknown-channel'],
    ['a channel of the person', { channel: 'website' }, 'recipients.unknown-channel'],
    ['a ground that the law does not have', { grounds: ['whim'] }, 'recipients.unknown-ground'],
    ['no ground', { grounds: [] }, 'recipients.ground-needed'],
    ['two days of one act', { date: { first: '2026-11-01', last: '2026-11-02' } }, 'recipients.wrong-dates'],
    ['a day years ahead', { date: { first: '2031-01-01' } }, 'recipients.wrong-dates'],
    [
      'a series that runs backwards',
      { method: 'batch', date: { first: '2026-11-02', last: '2026-11-01' } },
      'recipients.wrong-dates',
    ],
    ['an earlier record that is not there', { earlier: newId() }, 'recipients.unknown-record'],
    ['a correction of nothing', { corrects: newId(), reason: 'x' }, 'recipients.unknown-record'],
    [
      'a batch by opt-out',
      {
        grounds: ['opt-out'],
        method: 'batch',
        date: { first: '2026-11-01' },
        publication: { reference: '届出 2026-0001' },
      },
      'recipients.method-not-allowed',
    ],
  ] as const)('is refused with its reason: %s', async (_name, change, code) => {
    const { status, body } = await post({ ...receipt, ...change } as NewRecord)
    expect([status, body.code]).toEqual([422, code])
  })

  it.each([
    [
      'a thousand and one people',
      { persons: Array.from({ length: 1_001 }, (_, at) => ({ ...taro, value: `${at}` })) },
    ],
    ['a day that does not exist', { date: { first: '2026-02-30' } }],
    ['a country that is none', { country: 'Japan' }],
    ['a long name', { counterparty: { ...company, name: 'x'.repeat(201) } }],
    ['an empty address', { counterparty: { ...company, address: ' ' } }],
    ['a direction of its own', { direction: 'sideways' }],
  ])('is told by its place: %s', async (_name, change) => {
    const { status, body } = await post({ ...receipt, ...change } as NewRecord)
    expect([status, body.code]).toEqual([400, 'common.invalid'])
  })

  it('is taken as text where it only looks dangerous', async () => {
    const name = '=HYPERLINK("http://x.example") \u0000\'; drop table recipients.records; --'
    const odd = { ...company, name, address: '＝1+1' }
    const { id } = await made({ ...receipt, counterparty: odd })
    expect((await view(id)).details?.counterparty).toEqual(odd)
  })

  it('abroad by entrustment alone asks for the ground of Article 28', async () => {
    const abroad = { ...provision, grounds: ['entrustment'], country: 'US' }
    expect((await post(abroad)).body.code).toBe('recipients.transfer-ground-needed')
    const { id } = await made({ ...abroad, grounds: ['entrustment', 'transfer-by-contract'] })
    expect((await view(id)).kinds).toEqual(['provision-equivalent'])
  })
})

describe('a thousand people in one record', () => {
  it('are found one by one', async () => {
    const persons = Array.from({ length: 1_000 }, (_, at) => ({
      kind: 'customer_id' as const,
      value: `K-${String(at).padStart(5, '0')}`,
    }))
    const { id } = await made({ ...receipt, persons })
    const found = await desk.browser.post(`${base}/searches`, { person: persons[777] })
    expect((found.body as unknown as RecordPage).records.map((one) => one.id)).toEqual([id])
    expect((await view(id)).people).toHaveLength(1_000)
  })
})

describe('the list', () => {
  it('is filtered by direction and period, and told page by page', async () => {
    const { id } = await made({ ...provision, date: { first: '2020-05-01' } })
    const inMay = await list('?direction=provision&from=2020-05-01&to=2020-05-31')
    expect(inMay.records.map((one) => one.id)).toEqual([id])
    expect((await list('?direction=receipt&from=2020-05-01&to=2020-05-31')).records).toEqual([])
    const all: string[] = []
    for (let next: string | null | undefined; next !== null;) {
      const page: RecordPage = await list(next === undefined ? '' : `?before=${next}`)
      all.push(...page.records.map((one) => one.id))
      next = page.next
    }
    expect(new Set(all).size).toBe(all.length)
    expect(all).toEqual([...all].sort().reverse())
  })

  it('finds by the exact name of the other side or by a person, and only then', async () => {
    const name = '椿物産株式会社'
    const ren = { kind: 'email', value: people.ren.email } as const
    const { id } = await made({ ...receipt, counterparty: { ...company, name }, persons: [ren] })
    const search = async (wanted: object) =>
      ((await desk.browser.post(`${base}/searches`, wanted)).body as unknown as RecordPage).records.map(
        (one) => one.id,
      )
    expect(await search({ counterparty: name })).toEqual([id])
    expect(await search({ person: { ...ren, value: ' REN@kaede.example.jp' } })).toEqual([])
    expect(await search({ person: { ...ren, value: ren.value.toUpperCase() } })).toEqual([id])
    expect(await search({ counterparty: '椿' })).toEqual([])
  })

  it('does not tell who is meant where that is a person', async () => {
    const person = { name: '榎本 渡', address: '東京都ときわ区榎町2番' }
    const { consent: _none, ...rest } = receipt
    const { id } = await made({ ...rest, grounds: [], counterpart: 'private-person', counterparty: person })
    const page = await desk.browser.get(`${base}/records`)
    expect(page.raw).not.toContain(person.name)
    expect((await view(id)).details?.counterparty).toEqual(person)
  })
})

describe('an export', () => {
  const exported = async (wanted: object, by = auditor) => {
    const reply = await world.app.http.inject({
      method: 'POST',
      url: `${base}/exports`,
      headers: { cookie: by.browser.cookie, host: 'localhost', origin: 'http://localhost' },
      payload: wanted,
    })
    return {
      status: reply.statusCode,
      file: reply.rawPayload,
      name: String(reply.headers['content-disposition']),
    }
  }

  it('gives the regulator the records of a period, in which nothing is a formula', async () => {
    const day = { first: '2019-03-01' }
    const risky = { ...company, name: '=1+1', address: '＋cmd' }
    await made({ ...provision, date: day, counterparty: risky })
    const period = { from: '2019-03-01', to: '2019-03-31' }
    const csv = (await exported({ ...period, format: 'csv', lang: 'en' })).file.toString()
    expect(csv.split('\r\n')).toHaveLength(3)
    expect(csv).toContain(",'=1+1,'＋cmd,")
    expect(csv).toContain('Opt-out')
    const { file, name } = await exported({ ...period, format: 'xlsx', lang: 'ja' })
    expect(name).toMatch(/cleaning-provision-records-\d{4}-\d\d-\d\d\.xlsx/)
    const book = new exceljs.Workbook()
    await book.xlsx.load(file as never)
    const sheet = book.worksheets[0]
    expect(sheet?.rowCount).toBe(2)
    const cells = sheet?.getRow(2).values
    expect(cells).toContain('=1+1')
    sheet?.eachRow((row) => row.eachCell((cell) => expect(cell.type).not.toBe(exceljs.ValueType.Formula)))
  })

  it('tells a person who asks nothing of the others in the same record', async () => {
    const hana = { kind: 'email', value: people.hana.email } as const
    await made({ ...receipt, persons: [taro, hana] })
    const csv = (await exported({ person: hana, format: 'csv' })).file.toString()
    expect(csv).toContain(hana.value)
    expect(csv).not.toContain(taro.value)
  })

  it('is a fact, and bounded', async () => {
    const count = async () => (await factsOf('recipients.exported')).length
    const before = await count()
    expect((await exported({ from: '1999-01-01', to: '1999-12-31' })).status).toBe(200)
    expect(await count()).toBe(before + 1)
  })
})
