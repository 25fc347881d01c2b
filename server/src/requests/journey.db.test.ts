// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto'
import { createVerifier, verifyReceipt } from '@yakusoku/core/ledger'
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  countFacts,
  home,
  newestMail,
  people,
  receive,
  testApplication,
  untilState,
  type ReceivedRequest,
  type TestApplication,
} from '../../../tests/support/application.ts'
import type { EnrolledOperator } from '../../../tests/support/accounts.ts'
import { answer } from './answer.ts'
import { collect } from './collect.ts'
import type { Found, RequestDetail } from './contract.ts'

let world: TestApplication
let desk: EnrolledOperator
let approver: EnrolledOperator
beforeAll(async () => {
  world = await testApplication()
  desk = await world.operator('desk', 'desk')
  approver = await world.operator('approver', 'approver')
})
afterAll(() => world.close())

const base = `/api/organisations/${home}/requests`
const privacy = `/api/privacy/${home}`
const detailOf = async (id: string) =>
  (await approver.browser.get(`${base}/${id}`)).body as unknown as RequestDetail
const foundOf = async (id: string) => (await desk.browser.get(`${base}/${id}/found`)).body as unknown as Found

async function bytes(operator: EnrolledOperator, url: string): Promise<Buffer> {
  const headers = { cookie: operator.browser.cookie, host: 'localhost' }
  const reply = await world.app.http.inject({ method: 'GET', url, headers })
  expect(reply.statusCode).toBe(200)
  return reply.rawPayload
}

async function fetchArchive(url: string): Promise<Record<string, Uint8Array>> {
  const reply = await world.app.http.inject({ method: 'POST', url, remoteAddress: '10.9.9.9' })
  expect(reply.statusCode).toBe(200)
  return unzipSync(reply.rawPayload)
}

const factTypes = async (id: string) => {
  const rows = await world.query<{ type: string }>(
    'select type from ledger.facts where subject_id = $1 order by id',
    [id],
  )
  return rows.map((row) => row.type)
}

describe('a request from form to proven answer', () => {
  let request: ReceivedRequest
  let link: string

  it('is received when its code is entered, with a duty that stands until the deadline', async () => {
    request = await receive(world, 'taro', { note: '昨年の訪問について' })
    expect(request.number).toMatch(/^\d{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/)
    const [duty] = await world.query<{ closed_at: Date | null; promises: string[]; due_at: Date }>(
      'select closed_at, promises, due_at from duties.duties where subject_id = $1',
      [request.id],
    )
    expect(duty?.closed_at).toBeNull()
    expect(duty?.promises.length).toBeGreaterThan(0)
    const { reckoning, dueAt } = await detailOf(request.id)
    expect(dueAt).toBe(duty?.due_at.toISOString())
    expect(reckoning.length).toBeGreaterThan(0)
  })

  it('tells number, secret and deadline by mail too', async () => {
    const { text } = await newestMail(world, 'request-received', people.taro.email)
    expect(text).toContain(request.number)
    expect(text).toContain(request.secret)
    expect(text).toContain(`http://localhost/privacy/${home}/follow?number=${request.number}`)
  })

  it('collects from every connected system by itself, and marks what seems to be another person’s', async () => {
    await untilState(world, request.id, 'review')
    const found = await foundOf(request.id)
    const rows = Object.fromEntries(found.collections.map((one) => [one.collection, one.rows.length]))
    expect(rows).toEqual({ 'shop:customers': 1, 'shop:messages': 1, 'site:members': 1 })
    const messages = found.collections.find((one) => one.collection === 'shop:messages')
    expect(messages?.suspicions).toEqual([
      { row: 0, field: 'other_name' },
      { row: 0, field: 'body' },
    ])
    expect(found.collections.find((one) => one.collection === 'shop:customers')?.suspicions).toEqual([])
  })

  it('leaves out what an operator takes out, in the preview as in the answer', async () => {
    const { revision } = await foundOf(request.id)
    const exclusions = [
      { collection: 'shop:messages', row: 0, field: 'other_name', reason: '別の方のお名前' },
      { collection: 'shop:messages', row: 0, field: 'body', ground: 'hindrance', reason: '審査の控え' },
    ]
    const url = `${base}/${request.id}/exclusions`
    const marked = await desk.browser.call('PUT', url, { exclusions, revision })
    expect(marked.status).toBe(200)
    const pdf = await bytes(desk, `${base}/${request.id}/preview`)
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
  })

  it('refuses a decision on a state that somebody else changed meanwhile', async () => {
    const seen = await foundOf(request.id)
    const url = `${base}/${request.id}/exclusions`
    const mine = await desk.browser.call('PUT', url, {
      exclusions: seen.exclusions.slice(0, 1),
      revision: seen.revision,
    })
    expect(mine.status).toBe(200)
    const late = await approver.browser.call('PUT', url, { exclusions: [], revision: seen.revision })
    expect(late).toMatchObject({ status: 409, body: { code: 'requests.changed-meanwhile' } })
    const approved = await approver.browser.post(`${base}/${request.id}/approve`, { revision: seen.revision })
    expect(approved).toMatchObject({ status: 409, body: { code: 'requests.changed-meanwhile' } })
    const { revision } = mine.body as { revision: string }
    const again = await desk.browser.call('PUT', url, { exclusions: seen.exclusions, revision })
    expect(again.status).toBe(200)
  })

  it('is answered once approved: the mail carries the link, and the duty closes with the fact as evidence', async () => {
    expect((await approver.browser.post(`${base}/${request.id}/approve`)).status).toBe(200)
    await untilState(world, request.id, 'answered')
    const { text } = await newestMail(world, 'answer-ready', people.taro.email)
    link = /http:\/\/localhost(\/privacy\/\S+)/.exec(text)?.[1] as string
    const [duty] = await world.query<{ closed_at: Date | null; type: string }>(
      `select d.closed_at, f.type from duties.duties d join ledger.facts f on f.id = d.evidence
       where d.subject_id = $1`,
      [request.id],
    )
    expect(duty).toEqual({ closed_at: expect.any(Date), type: 'requests.answered' })
  })

  it('is fetched through the link as JSON, CSV and PDF, whole and without what was taken out', async () => {
    const looked = await world.browser().get(link.replace('/privacy/', '/api/privacy/'))
    expect(looked.body).toMatchObject({ number: request.number, takenOut: 2 })
    const files = await fetchArchive(link)
    expect(Object.keys(files).sort()).toEqual([
      'csv/shop_customers.csv',
      'csv/shop_messages.csv',
      'csv/site_members.csv',
      'data.json',
      'disclosure.pdf',
      'letter.pdf',
    ])
    const data = JSON.parse(strFromU8(files['data.json'] as Uint8Array))
    const { taro } = people
    expect(data.data['shop:customers']).toEqual([{ id: 1, ...taro, note: '=1+1' }])
    expect(data.data['shop:messages']).toEqual([{ id: 1, customer_id: 1 }])
    expect(data.takenOut).toEqual([
      { collection: 'shop:messages', ground: 'harm', rows: 0, fields: 1, reasons: ['別の方のお名前'] },
      { collection: 'shop:messages', ground: 'hindrance', rows: 0, fields: 1, reasons: ['審査の控え'] },
    ])
    expect(JSON.stringify(data)).not.toContain(people.ren.name)
    expect(strFromU8(files['csv/shop_customers.csv'] as Uint8Array)).toContain("'=1+1")
  })

  it('hands an operator the documents as they went out, to print and post, and records the reading', async () => {
    const files = await fetchArchive(link)
    const readings = async () =>
      (await factTypes(request.id)).filter((type) => type === 'requests.read').length
    const before = await readings()
    for (const name of ['letter', 'disclosure']) {
      const pdf = await bytes(desk, `${base}/${request.id}/documents/${name}`)
      expect(pdf.equals(files[`${name}.pdf`] as Uint8Array)).toBe(true)
    }
    expect(await readings()).toBe(before + 1)
    const other = await desk.browser.get(`${base}/${request.id}/documents/data`)
    expect(other.status).toBe(400)
    expect((await detailOf(request.id)).abilities).toContain('print')
  })

  it('records the very files it gave out', async () => {
    const files = await fetchArchive(link)
    const [row] = await world.query<{ entry: string }>(
      "select entry from ledger.facts where subject_id = $1 and type = 'requests.answered'",
      [request.id],
    )
    const recorded = JSON.parse(row?.entry as string).clear.files as { name: string; sha256: string }[]
    const given = Object.entries(files).map(([name, content]) => ({
      name,
      sha256: createHash('sha256').update(content).digest('hex'),
    }))
    expect(recorded.map(({ name, sha256 }) => ({ name, sha256 }))).toEqual(given)
  })

  it('left a fact for every step, in order', async () => {
    const steps = (await factTypes(request.id)).filter((type) => type !== 'requests.read')
    expect(steps).toEqual([
      'requests.asked',
      'requests.received',
      'duties.opened',
      'requests.collected',
      'requests.redacted',
      'requests.redacted',
      'requests.redacted',
      'requests.approved',
      'requests.answered',
      'duties.closed',
      'requests.fetched',
      'requests.fetched',
      'requests.fetched',
    ])
    const { timeline } = await detailOf(request.id)
    expect(timeline.filter(({ sentence, type }) => sentence.ja === type)).toEqual([])
  })

  it('gives the requester receipts that verify offline', async () => {
    await world.app.ledger.sequence(home)
    const reply = await world.browser().post(`${privacy}/follow/receipts`, request)
    const receipts = reply.body as unknown as object[]
    expect(receipts).toHaveLength(2)
    for (const receipt of receipts) {
      const report = verifyReceipt(JSON.stringify(receipt))
      expect(report.findings).toEqual([])
    }
  })

  it('leaves a ledger whose export verifies', async () => {
    const verifier = createVerifier()
    for await (const line of world.app.ledger.export(home)) verifier.push(line)
    const report = verifier.finish()
    expect(report.findings).toEqual([])
    expect(report.proven).toBeGreaterThan(10)
  })

  it('shows the requester its course, without who read it inside', async () => {
    const { body } = await world.browser().post(`${privacy}/follow`, request)
    expect(body).toMatchObject({ number: request.number, state: 'answered' })
    expect((body as { steps: unknown[] }).steps).toHaveLength(7)
    expect(JSON.stringify(body)).not.toContain('閲覧')
  })
})

describe('what is personal', () => {
  it('stands in no clear part of a fact, in no table of jobs and in no line of the log', async () => {
    const facts = await world.query<{ entry: string }>('select entry from ledger.facts')
    const jobs = await world.query<{ row: string }>('select row_to_json(j)::text as row from jobs.job j')
    const requests = await world.query<{ row: string }>(
      'select row_to_json(r)::text as row from requests.requests r',
    )
    expect(jobs.length).toBeGreaterThan(0)
    const all = [...facts.map((one) => one.entry), ...[...jobs, ...requests].map((one) => one.row)].join('\n')
    const values = Object.values(people).flatMap(({ email, name, phone }) => [email, name, phone])
    for (const value of [...values, '昨年の訪問', '別の方のお名前']) {
      expect(all).not.toContain(value)
      expect(world.lines.join('\n')).not.toContain(value)
    }
  })
})

describe('work that runs twice', () => {
  it('collects once and answers once, whether one after the other or at the same time', async () => {
    const { id } = await receive(world, 'ren')
    const run = (work: typeof collect) => work(world.app.requests, home, id)
    await Promise.all([run(collect), run(collect), run(collect)])
    await run(collect)
    await untilState(world, id, 'review')
    await approver.browser.post(`${base}/${id}/approve`)
    await Promise.all([run(answer), run(answer)])
    await run(answer)
    await untilState(world, id, 'answered')
    for (const type of ['requests.collected', 'requests.answered', 'duties.closed'])
      expect([type, await countFacts(world, id, type)]).toEqual([type, 1])
    const mails = await world.query(
      "select 1 from messages.messages where subject_id = $1 and kind = 'answer-ready'",
      [id],
    )
    expect(mails).toHaveLength(1)
  })
})

describe('reading', () => {
  it('is one fact in a quarter of an hour for each reader and part', async () => {
    const { id } = await receive(world, 'hana')
    await untilState(world, id, 'review')
    const readings = () => countFacts(world, id, 'requests.read')
    const readAll = async () => {
      await Promise.all([detailOf(id), detailOf(id), foundOf(id), foundOf(id)])
      await detailOf(id)
    }
    await readAll()
    expect(await readings()).toBe(2)
    world.clock.pass({ minutes: 14 })
    await readAll()
    expect(await readings()).toBe(2)
    world.clock.pass({ minutes: 2 })
    await readAll()
    expect(await readings()).toBe(4)
    world.clock.pass({ minutes: 16 })
    const marked = await desk.browser.call('PUT', `${base}/${id}/exclusions`, { exclusions: [] })
    expect([marked.status, await readings()]).toEqual([200, 5])
  })
})
