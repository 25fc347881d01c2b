// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { EnrolledOperator } from '../../../tests/support/accounts.ts'
import {
  gateSees,
  home,
  other,
  testApplication,
  type TestApplication,
} from '../../../tests/support/application.ts'
import type { DecisionView, GateSimulation } from './contract.ts'
import { inOrganisation } from '../database/index.ts'
import { forgetOldKinds } from './kept-days.ts'
import { addKinds } from './store.ts'

interface Draft {
  readonly id: string
  readonly revision: number
  readonly files: { readonly 'pack.yaml': string }
}

let world: TestApplication
let manager: EnrolledOperator
let engineer: EnrolledOperator
let token: string
let draft: Draft

const base = `/api/organisations/${home}`
const drafts = `${base}/policy/drafts`
const crowd = Array.from({ length: 6 }, (_, at) => `crowd-${at}@example.jp`)
const rare = 'rare@example.jp'

beforeAll(async () => {
  world = await testApplication({ laws: true })
  manager = await world.operator('manager', 'privacy-manager')
  engineer = await world.operator('engineer', 'engineer')
  token = await newToken()
  for (const person of [...crowd, rare]) await say({ act: 'give', consent: 'website-measurement', person })
  await say({ act: 'give', consent: 'feedback-surveys', person: rare })
  await gateSees(world)
  for (const person of crowd) await ask(person, measure)
  await ask(rare, measure)
  await ask('stranger@example.jp', measure)
  await ask(crowd[0] ?? '', remind)
  await ask('*', { ...remind, subject: { ...remind.subject, id: 'k.sato@example.jp' } })
  draft = (await engineer.browser.post(drafts, {})).body as never
})
afterAll(() => world.close())

async function newToken(): Promise<string> {
  const expiresAt = world.clock
    .now()
    .add({ hours: 24 * 30 })
    .toString()
  const { body } = await manager.browser.post(`${base}/tokens`, {
    name: 'site',
    scopes: ['gate:ask'],
    expiresAt,
  })
  return String(body['secret'])
}

async function say(body: object): Promise<void> {
  const { status, raw } = await manager.browser.post(`${base}/persons/consents`, {
    channel: 'paper',
    ...body,
  })
  expect([status, raw]).toEqual([201, raw])
}

const question = (role: string, category: string, purpose: string) => ({
  subject: { type: 'program', id: 'site', properties: { roles: [role] } },
  action: { name: 'use' },
  resource: { type: category },
  context: { purpose },
})
const measure = question('systems-manager', 'web-usage', 'website-measurement')
const remind = question('field-staff', 'contact-details', 'appointments')

async function ask(person: string, asked: typeof measure, dry = false): Promise<DecisionView> {
  const { resource, context, ...rest } = asked
  const reply = await world.app.http.inject({
    method: 'POST',
    url: '/access/v1/evaluation',
    headers: { authorization: `Bearer ${token}` },
    payload: { ...rest, resource: { ...resource, id: person }, context: { ...context, dry_run: dry } },
  })
  expect([reply.statusCode, reply.body]).toEqual([200, reply.body])
  return reply.json()
}

async function save(change: (yaml: string) => string): Promise<void> {
  const yaml = draft.files['pack.yaml']
  const now = (await engineer.browser.get(`${drafts}/${draft.id}`)).body as never as Draft
  const { status, raw } = await engineer.browser.call('PUT', `${drafts}/${draft.id}`, {
    revision: now.revision,
    files: { 'pack.yaml': change(yaml) },
  })
  expect([status, raw]).toEqual([200, raw])
}

async function simulate(query = ''): Promise<GateSimulation> {
  const { status, raw, body } = await engineer.browser.get(`${drafts}/${draft.id}/simulation${query}`)
  expect([status, raw]).toEqual([200, raw])
  return body as never
}

const withoutRole = (yaml: string) =>
  yaml.replace(/(id: appointments, .*?roles: \[client-staff), field-staff\]/, '$1]')

describe('what is kept to decide again', () => {
  it('is how people stood, where five or more stand alike; of others only what decided', async () => {
    await world.app.gates.uses.write()
    const kinds = await world.query<{ person: object | null; least: boolean; count: string; reason: string }>(
      `select person, least, count, reason from gate.kinds where organisation_id = '${home}'
        and question->>'purpose' = 'website-measurement' order by count desc, reason`,
    )
    const consents = ['website-measurement']
    expect(kinds).toEqual([
      { person: { consents }, least: false, count: '6', reason: 'permitted' },
      { person: {}, least: false, count: '1', reason: 'no-consent' },
      { person: { consents }, least: true, count: '1', reason: 'permitted' },
    ])
  })

  it('names no person, no key of a person and no mail address of an actor', async () => {
    const rows = await world.query<{ text: string }>(`select kinds::text as text from gate.kinds`)
    const text = rows.map((row) => row.text).join('\n')
    expect(text).toContain('appointments')
    expect(text).not.toMatch(/@|example|crowd|stranger|"[0-9a-f]{32}"/)
  })

  it('is no more than 5,000 kinds of a day, and of those that are kept the counts go on', async () => {
    const kind = (at: number) => ({
      day: '2026-01-01',
      kind: at.toString(16).padStart(32, '0'),
      question: { act: 'use', actor: { roles: [] }, category: 'a', purpose: `purpose-${at}` },
      person: null,
      least: false,
      answer: 'gap' as const,
      reason: 'unknown-purpose' as const,
      count: 1,
    })
    const add = (from: number, to: number) =>
      inOrganisation(world.app.gate.db, home, (tx) =>
        addKinds(
          tx,
          home,
          Array.from({ length: to - from }, (_, at) => kind(from + at)),
        ),
      )
    await add(0, 5_000)
    await add(4_999, 6_000)
    const [kept] = await world.query<{ kinds: string; count: string }>(
      `select count(*) as kinds, sum(count) as count from gate.kinds where day = '2026-01-01'`,
    )
    expect(kept).toEqual({ kinds: '5000', count: '5001' })
    await world.query(`delete from gate.kinds where day = '2026-01-01'`)
  })

  it('is deleted after a quarter of a year', async () => {
    const old = (days: number) =>
      world.query(
        `insert into gate.kinds select organisation_id, day - ${days}, kind, question, person, least, answer, reason, count
          from gate.kinds where organisation_id = '${home}' limit 1`,
      )
    await old(91)
    await old(92)
    await forgetOldKinds(world.app.gate, home)
    const days = await world.query<{ ago: number }>(
      `select distinct max(day) over () - day as ago from gate.kinds where organisation_id = '${home}' order by ago`,
    )
    expect(days.map(({ ago }) => ago)).toEqual([0, 91])
  })
})

describe('a simulation of a draft', () => {
  it('finds nothing where the draft says what the policy in force says', async () => {
    const { decisions, simulated, changed, left, total } = await simulate()
    expect({ decisions, changed, left, total }).toEqual({
      decisions: 10,
      changed: { decisions: 0, kinds: 0 },
      left: { uncounted: 0, many: 0 },
      total: 0,
    })
    expect(simulated.decisions).toBe(10)
  })

  it('lists each decision that would change, with why and what would make it a yes', async () => {
    await save(withoutRole)
    const { effects, changes, changed, names } = await simulate('?days=7')
    expect([changed.decisions, effects.denied.decisions]).toEqual([2, 2])
    expect(changes).toMatchObject([
      {
        effect: 'denied',
        count: 1,
        question: {
          act: 'use',
          category: 'contact-details',
          purpose: 'appointments',
          roles: ['field-staff'],
        },
        before: { answer: 'permit' },
        after: { answer: 'deny', reason: 'role-not-allowed', remedy: { en: expect.any(String) } },
      },
      { count: 1 },
    ])
    const about = changes.map((one) => one.about.en)
    expect(about.toSorted()).toEqual(['consented: Measurement', 'nobody in particular'])
    expect(names['purpose:appointments']?.ja).toBe('予定の通知と訪問の確認')
    expect(JSON.stringify(changes)).not.toContain('k.sato')
  })

  it('tells gaps, permits and other obligations apart, page by page', async () => {
    await save((yaml) =>
      withoutRole(yaml)
        .replace(/^.*id: website-measurement, under.*\n/m, '')
        .replaceAll('purposes: [website-measurement]', 'purposes: [website-operation]')
        .replaceAll(/keptBy: \[([^\]]*)purpose:website-measurement/g, 'keptBy: [$1purpose:website-operation'),
    )
    const { effects, total, changes } = await simulate('?limit=1')
    expect(effects).toMatchObject({ denied: { decisions: 2 }, undeclared: { decisions: 8 } })
    expect(changes).toMatchObject([{ count: 6, after: { answer: 'gap', reason: 'unknown-purpose' } }])
    const next = await simulate('?limit=200&from=1')
    expect(next.changes.length).toBe(total - 1)
    expect(next.changes.map(({ effect }) => effect)).not.toContain('permitted')
  })

  it('says how many were answered otherwise because something else changed, and how many it cannot decide', async () => {
    await save((yaml) => yaml)
    world.app.gates.uses.add(home, [
      {
        use: {
          day: world.clock.now().toZonedDateTimeISO('Asia/Tokyo').toPlainDate().toString(),
          answer: 'permit',
          reason: 'permitted',
          act: 'use',
          category: 'contact-details',
          purpose: 'appointments',
          recipient: '',
          roles: 'field-staff',
          actor: 'elsewhere',
          promises: [],
        },
        count: 7,
        last: new Date(),
      },
    ])
    await world.query(
      `update gate.kinds set answer = 'deny', reason = 'no-consent' where count = 6 and organisation_id = '${home}'`,
    )
    const { decisions, left, moved, changed } = await simulate()
    expect({ decisions, uncounted: left.uncounted }).toEqual({ decisions: 17, uncounted: 7 })
    expect([moved.decisions, changed.decisions]).toEqual([6, 0])
  })

  it('is refused for a draft whose form is wrong, with what to do', async () => {
    await save((yaml) => `${yaml}\npurposes: twice`)
    const { status, body } = await engineer.browser.get(`${drafts}/${draft.id}/simulation`)
    expect([status, body['code']]).toEqual([409, 'gate.draft-unreadable'])
    await save((yaml) => yaml)
  })

  it('is not shown to another organisation', async () => {
    const stranger = await world.operator('stranger', 'engineer', other)
    const { status } = await stranger.browser.get(
      `/api/organisations/${other}/policy/drafts/${draft.id}/simulation`,
    )
    expect(status).toBe(404)
  })
})
