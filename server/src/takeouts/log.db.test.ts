// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { EnrolledOperator } from '../../../tests/support/accounts.ts'
import { home, testApplication, type TestApplication } from '../../../tests/support/application.ts'
import type { TakeOutEntry, TakeOutPage } from './contract.ts'

let world: TestApplication
let manager: EnrolledOperator
let token: string

const base = `/api/organisations/${home}`
const driver = 'sato.taro@kaede.example.jp'
const place = '架空印刷株式会社 第二工場'

beforeAll(async () => {
  world = await testApplication({ laws: true })
  manager = await world.operator('manager', 'privacy-manager')
  const expiresAt = world.clock
    .now()
    .add({ hours: 24 * 30 })
    .toString()
  const made = await manager.browser.post(`${base}/tokens`, {
    name: 'print',
    scopes: ['gate:ask', 'takeouts:read'],
    expiresAt,
  })
  token = String(made.body['secret'])
})
afterAll(() => world.close())

const dayIn = (days: number): string =>
  world.clock.now().toZonedDateTimeISO('Asia/Tokyo').toPlainDate().add({ days }).toString()

const taking = () => ({
  count: 1_240,
  medium: 'removable-drive',
  destination: place,
  return_by: dayIn(3),
})

async function ask(context: object, actor = driver) {
  const reply = await world.app.http.inject({
    method: 'POST',
    url: '/access/v1/evaluation',
    headers: { authorization: `Bearer ${token}` },
    payload: {
      subject: { type: 'actor', id: actor, properties: { roles: ['accounting'] } },
      action: { name: 'take-out' },
      resource: { type: 'invoices', id: '*' },
      context: { purpose: 'invoicing', ...context },
    },
  })
  expect(reply.statusCode).toBe(200)
  return reply.json<{
    decision: boolean
    context: { reason: string; record?: string; remedy?: { en: string } }
  }>()
}

async function exported(payload: object): Promise<string> {
  const headers = { authorization: `Bearer ${token}` }
  const reply = await world.app.http.inject({
    method: 'POST',
    url: `${base}/takeouts/exports`,
    headers,
    payload,
  })
  expect([reply.statusCode, reply.headers['content-type']]).toEqual([200, 'text/csv; charset=utf-8'])
  return reply.body
}

const listed = async (state: string): Promise<readonly TakeOutEntry[]> =>
  ((await manager.browser.get(`${base}/takeouts?state=${state}`)).body as never as TakeOutPage).takeOuts
interface Duty {
  readonly kind: string
  readonly state: string
  readonly subject: { readonly label: string }
}
const duties = async (): Promise<readonly Duty[]> =>
  ((await manager.browser.get(`${base}/duties`)).body as never as Duty[]).filter(
    ({ kind }) => kind === 'takeouts.return',
  )
const facts = async (type: string): Promise<string> =>
  (await world.query<{ entry: Buffer }>(`select entry from ledger.facts where type = '${type}'`))
    .map(({ entry }) => entry.toString())
    .join('\n')

describe('a take-out', () => {
  it('is told only with its entry in the log, and says what the entry lacks', async () => {
    const denied = await ask({})
    expect([denied.decision, denied.context.reason]).toEqual([false, 'not-recordable'])
    expect(denied.context.remedy?.en).toContain('return_by')
    expect((await ask({ take_out: { ...taking(), return_by: dayIn(-1) } })).context.reason).toBe(
      'not-recordable',
    )
    expect((await ask({ dry_run: true })).decision).toBe(true)
    expect(await listed('out')).toEqual([])
    expect(await facts('gate.permitted')).toBe('')
  })

  it('is logged with who, what, how many, medium, where to and return, sealed where it may name people', async () => {
    const { decision, context } = await ask({ take_out: taking() })
    expect([decision, context.reason]).toEqual([true, 'permitted'])
    const [entry] = await listed('out')
    expect(entry).toMatchObject({
      id: context.record,
      category: 'invoices',
      count: 1_240,
      medium: 'removable-drive',
      purpose: 'invoicing',
      basis: 'need',
      returnBy: dayIn(3),
      state: 'out',
      returned: null,
    })
    expect(entry?.actor).toEqual({ id: expect.stringMatching(/^#[0-9a-f]{10}$/), name: null })
    const details = await manager.browser.get(`${base}/takeouts/${entry?.id}/details`)
    expect(details.body).toEqual({
      actor: driver,
      destination: place,
      document: null,
      returnedBy: null,
      note: null,
    })
    expect(await facts('takeouts.read')).toContain(String(entry?.id))
    const taken = await facts('takeouts.taken')
    expect(taken).toContain('"count":1240')
    for (const secret of ['sato', '架空印刷']) {
      expect(taken).not.toContain(secret)
      const [row] = await world.query<{ text: string }>('select log::text as text from takeouts.log')
      expect(row?.text).not.toContain(secret)
    }
  })

  it('is a duty until it is back, overdue once its day is over', async () => {
    const [duty] = await duties()
    expect(duty).toMatchObject({ state: 'open', subject: { label: dayIn(3) } })
    world.clock.pass({ hours: 24 * 4 })
    expect((await duties())[0]?.state).toBe('overdue')
    expect((await listed('out'))[0]?.state).toBe('overdue')
  })

  it('comes back once, on a day between its take-out and today, and its duty ends', async () => {
    const [entry] = await listed('out')
    const path = `${base}/takeouts/${entry?.id}/return`
    const back = { day: dayIn(0), by: '佐藤 太郎', note: '控えは消去済み' }
    for (const day of [dayIn(1), dayIn(-30)])
      expect((await manager.browser.post(path, { ...back, day })).body).toMatchObject({
        code: 'takeouts.wrong-day',
      })
    expect((await manager.browser.post(path, back)).status).toBe(201)
    expect((await manager.browser.post(path, back)).body).toMatchObject({
      code: 'takeouts.returned-already',
    })
    expect(await duties()).toEqual([])
    expect(await listed('out')).toEqual([])
    expect((await listed('returned'))[0]).toMatchObject({
      state: 'returned',
      returned: { day: dayIn(0), recordedBy: { id: manager.id, name: expect.stringMatching(/./) } },
    })
    const fact = await facts('takeouts.returned')
    expect(fact).toContain('"inTime":false')
    expect(fact).not.toContain('佐藤')
    const stranger = `${base}/takeouts/01a201a4-515d-7772-b976-96f1852d7800/return`
    expect((await manager.browser.post(stranger, back)).status).toBe(404)
  })

  it('is exported with what is sealed, harmless to a spreadsheet, and that is a fact', async () => {
    await ask({ take_out: { ...taking(), destination: '=HYPERLINK("x")' } }, 'print-batch')
    const raw = await exported({ lang: 'en' })
    const lines = raw.trim().split('\r\n')
    expect(lines[0]).toContain('Who,What,How many,Medium,Where to')
    expect(lines).toHaveLength(3)
    expect(raw).toContain(driver)
    expect(raw).toContain(place)
    expect(raw).toContain('佐藤 太郎')
    expect(raw).toContain(`"'=HYPERLINK(""x"")"`)
    expect(await facts('takeouts.exported')).toContain('"count":2')
    expect((await exported({ lang: 'en', to: dayIn(-30) })).trim().split('\r\n')).toHaveLength(1)
  })
})
