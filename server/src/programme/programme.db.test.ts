// SPDX-License-Identifier: Apache-2.0
import type { Pack } from '@yakusoku/core/packs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { home, other, testApplication, type TestApplication } from '../../../tests/support/application.ts'
import type { EnrolledOperator } from '../../../tests/support/accounts.ts'
import type { PromiseView } from '../policies/index.ts'
import { sweepProgramme } from './index.ts'
import type { Cycle, CycleDetail, Cycles } from './contract.ts'

let world: TestApplication
let manager: EnrolledOperator
let engineer: EnrolledOperator
let auditor: EnrolledOperator
let stranger: EnrolledOperator
let files: number

beforeAll(async () => {
  world = await testApplication()
  manager = await world.operator('manager', 'privacy-manager')
  engineer = await world.operator('engineer', 'engineer')
  auditor = await world.operator('auditor', 'auditor')
  stranger = await world.operator('stranger', 'privacy-manager', other)
})
afterAll(() => world.close())

const base = (organisation: string = home) => `/api/organisations/${organisation}/programme/cycles`
const cycles = async (query = '', { browser } = manager) =>
  ((await browser.get(`${base()}${query}`)).body as unknown as Cycles).cycles
const cycleOf = async (reference: string) => (await cycles(`?reference=${reference}`))[0] as Cycle
const give = (id: string, evidence: string, kind: string, body: object, { browser } = manager) =>
  browser.call('PUT', `${base()}/${id}/evidence/${evidence}/${kind}`, body)
const giveFile = (
  id: string,
  evidence: string,
  file: Buffer,
  who = manager,
  type = 'application/octet-stream',
) => who.browser.call('PUT', `${base()}/${id}/evidence/${evidence}/file`, file, { 'content-type': type })
const complete = (id: string, { browser } = manager) => browser.post(`${base()}/${id}/complete`)
const read = (id: string, evidence: string, { browser } = manager, organisation: string = home) =>
  world.app.http.inject({
    url: `${base(organisation)}/${id}/evidence/${evidence}`,
    headers: { cookie: browser.cookie, host: 'localhost' },
  })
const facts = async (subject: string) =>
  (
    await world.query<{ type: string; entry: Buffer | string }>(
      'select type, entry from ledger.facts where subject_id = $1 order by id',
      [subject],
    )
  ).map(({ type, entry }) => ({ type, ...JSON.parse(String(entry)) }))
const sweep = () => sweepProgramme(world.app.programme, home)
const pdf = Buffer.from('%PDF-1.7 受講者 楓 太郎')

async function publish(change: (pack: Pack) => Pack): Promise<void> {
  const today = world.clock.now().toZonedDateTimeISO('Asia/Tokyo').toPlainDate().toString()
  const pack = change(world.app.policies.inForce(home))
  const [major, minor = 0] = pack.version.split('.').map(Number)
  const version = `${major}.${minor + 1}.0`
  await world.app.policies.publish({ ...pack, version, effective: today }, 'test')
  await world.app.policies.load()
}

describe('what a policy promises to do again and again', () => {
  it('is opened when the server starts: one cycle of each, with owner, deadline and promises', async () => {
    const pack = world.app.policies.inForce(home)
    const open = await cycles()
    const references = [
      ...pack.duties.filter(({ every }) => every).map(({ id }) => `duty:${id}`),
      ...pack.safeguards.map(({ id }) => `safeguard:${id}`),
    ].filter((one) => one !== 'duty:yearly-policy-message')
    expect(open.map(({ reference }) => reference).sort()).toEqual(references.sort())
    const patching = await cycleOf('duty:patching')
    expect(patching).toMatchObject({ ownerRole: 'engineer', every: 'P1M', state: 'open', ended: null })
    expect(patching.promises).toEqual(
      pack.promises.filter(({ keptBy }) => keptBy.includes('duty:patching')).map(({ id }) => id),
    )
    expect(patching.reckoning.length).toBeGreaterThan(1)
    const days = (Date.parse(patching.dueAt) - Date.parse(`${patching.starts}T00:00+09:00`)) / 86_400_000
    expect(days).toBe(15)
    const safeguard = await cycleOf('safeguard:locked-storage')
    expect(safeguard.evidence).toMatchObject([{ id: 'document', kind: 'file', given: null }])
    expect(safeguard.state).toBe('warning')
    const duties = (await manager.browser.get(`/api/organisations/${home}/duties?subject=${patching.id}`))
      .body as unknown as object[]
    expect(duties).toMatchObject([
      { title: patching.name, dueAt: patching.dueAt, subject: { label: patching.starts } },
    ])
  })

  it('is opened once, whoever looks and however often', async () => {
    const before = await cycles()
    await world.query('update programme.sweeps set swept_on = null')
    await Promise.all([sweep(), sweep(), sweep()])
    expect((await cycles()).map(({ id }) => id).sort()).toEqual(before.map(({ id }) => id).sort())
  })
})

describe('a promise that a duty keeps', () => {
  it('is held while the duty is open in time, at risk when it is due soon, and shows what was done last', async () => {
    const of = async (id: string) => {
      await world.app.ledger.sequence(home)
      const { body } = await manager.browser.get(`/api/organisations/${home}/promises/register`)
      return (body as unknown as PromiseView[]).find((one) => one.id === id)
    }
    const { id, promises } = await cycleOf('duty:data-protection-training')
    const [promise = ''] = promises
    expect((await of(promise))?.keptBy).toEqual(['duty:data-protection-training'])
    expect(await of(promise)).toMatchObject({ state: 'held', openDuties: 1, lastEvidence: null })
    expect((await of(promise))?.reason.en).toBe('Duties open and in time: 1. None was carried out yet.')
    const safeguard = await cycleOf('safeguard:visitor-control')
    expect(await of(safeguard.promises[0] ?? '')).toMatchObject({ state: 'at-risk' })
    await giveFile(id, 'attendance', pdf)
    expect((await complete(id)).status).toBe(200)
    const after = await of(promise)
    expect(after).toMatchObject({ state: 'held', openDuties: 0, lastEvidence: { type: 'duties.closed' } })
    expect(after?.reason.en).toBe('The ledger holds evidence of it.')
  })
})

describe('evidence', () => {
  it('is refused when it is not what is asked for, and a duty is not complete without all of it', async () => {
    const { id } = await cycleOf('duty:kaizen-cycle')
    files = (await world.query('select 1 from vault.files')).length
    const wrong = [
      [await giveFile(id, 'minutes', Buffer.alloc(0)), 422, 'programme.empty-file'],
      [await giveFile(id, 'minutes', Buffer.from('<script>')), 422, 'programme.bad-file'],
      [await giveFile(id, 'corrective-action', pdf), 422, 'programme.other-evidence'],
      [await giveFile(id, 'photograph', pdf), 404, 'programme.no-such-evidence'],
      [await give(id, 'minutes', 'record', { text: 'x' }), 422, 'programme.other-evidence'],
      [await give(id, 'corrective-action', 'record', { text: ' ' }), 400, 'common.invalid'],
      [await give(id, 'corrective-action', 'record', { text: 'x'.repeat(10_001) }), 400, 'common.invalid'],
      [await giveFile(id, 'minutes', Buffer.alloc(10_000_001, 'a')), 413, 'common.too-large'],
      [await complete(id), 422, 'programme.evidence-missing'],
    ] as const
    for (const [{ status, body, raw }, wanted, code] of wrong)
      expect([status, body['code']], raw).toEqual([wanted, code])
    expect((await giveFile(id, 'minutes', pdf)).status).toBe(200)
    // A file is kept byte for byte, whatever it is called.
    const json = Buffer.from('{ "minutes": 1 }')
    expect((await giveFile(id, 'minutes', json, manager, 'application/json')).status).toBe(200)
    expect((await read(id, 'minutes')).payload).toBe('{ "minutes": 1 }')
    const half = await complete(id)
    expect(half.body['title']).toMatch(/是正処置とその効果|Corrective action/)
    expect(half.body['title']).not.toMatch(/議事録|Minutes/)
  })

  it('closes the duty with a fact that names the promises and its hashes, and nothing of its content', async () => {
    const { id, promises } = await cycleOf('duty:kaizen-cycle')
    const text = '楓 太郎さんの指摘により、掲示を直しました。'
    expect((await give(id, 'corrective-action', 'record', { text })).status).toBe(200)
    expect((await giveFile(id, 'minutes', Buffer.concat([pdf, Buffer.from(' 改')]))).status).toBe(200)
    const done = await complete(id)
    expect(done.body).toMatchObject({ state: 'completed', may: { complete: false } })
    const all = await facts(id)
    expect(all.map(({ type }) => type)).toEqual([
      'programme.opened',
      'duties.opened',
      'programme.evidence-given',
      'programme.evidence-given',
      'programme.evidence-read',
      'programme.evidence-given',
      'programme.evidence-given',
      'programme.completed',
      'duties.closed',
    ])
    const [completed, closed] = all.slice(-2)
    expect(completed.promises).toEqual(promises)
    expect(completed.clear).toMatchObject({ reference: 'duty:kaizen-cycle', inTime: true })
    expect(completed.clear.evidence).toHaveLength(2)
    for (const one of completed.clear.evidence) expect(one.sha256).toMatch(/^[0-9a-f]{64}$/)
    expect(closed.clear).toMatchObject({ evidence: completed.id, inTime: true })
    expect(JSON.stringify(all)).not.toMatch(/太郎/)
    const stored = await world.query<{ text: string }>(
      `select encode(sealed, 'escape') as text from vault.file_chunks
       union all select encode(sealed, 'escape') from programme.evidence where sealed is not null`,
    )
    expect(stored.some((row) => row.text.includes('%PDF'))).toBe(false)
    // What was replaced is gone.
    expect(await world.query('select 1 from vault.files')).toHaveLength(files + 1)
    expect((await complete(id)).body['code']).toBe('programme.ended')
    expect((await giveFile(id, 'minutes', pdf)).body['code']).toBe('programme.ended')
  })

  it('can be read again by its owners and by auditors, and each reading is a fact', async () => {
    const [{ id } = { id: '' }] = await cycles('?state=ended&reference=duty:kaizen-cycle')
    const file = await read(id, 'minutes', auditor)
    expect([file.statusCode, file.headers['content-type']]).toEqual([200, 'application/pdf'])
    expect(file.headers['content-disposition']).toMatch(/filename="duty-kaizen-cycle-[\d-]+-minutes\.pdf"/)
    expect(file.rawPayload.toString()).toContain('楓 太郎 改')
    const record = await read(id, 'corrective-action')
    expect(record.payload).toBe('楓 太郎さんの指摘により、掲示を直しました。')
    const reads = (await facts(id)).filter(({ type }) => type === 'programme.evidence-read')
    expect(reads.map(({ actor }) => actor.id).slice(-2)).toEqual([auditor.id, manager.id])
    const forbidden = await read(id, 'minutes', engineer)
    expect([forbidden.statusCode, forbidden.json().code]).toEqual([403, 'programme.not-readable'])
    expect((await read(id, 'nothing')).statusCode).toBe(404)
  })

  it('is given by the role that owns the duty, and by nobody of another organisation', async () => {
    const { id } = await cycleOf('duty:patching')
    const text = '更新を適用しました。'
    const [wrong] = [await give(id, 'record', 'record', { text }, auditor)]
    expect([wrong.status, wrong.body['code']]).toEqual([403, 'programme.not-yours'])
    expect((await complete(id, auditor)).body['code']).toBe('programme.not-yours')
    expect((await give(id, 'record', 'record', { text }, engineer)).status).toBe(200)
    // Neither under the other organisation's name nor under its own.
    expect((await stranger.browser.get(`${base()}/${id}`)).status).toBe(404)
    expect((await stranger.browser.get(`${base(other)}/${id}`)).status).toBe(404)
    expect((await stranger.browser.post(`${base(other)}/${id}/complete`)).status).toBe(404)
    expect((await read(id, 'record', stranger, other)).statusCode).toBe(404)
    const put = `${base(other)}/${id}/evidence/record/record`
    expect((await stranger.browser.call('PUT', put, { text })).status).toBe(404)
    const done = (await complete(id, engineer)).body as unknown as CycleDetail
    expect(done.ended?.by).toMatchObject({ kind: 'operator', name: 'engineer' })
    expect(done.sentences[0]?.sentence.en.length).toBeGreaterThan(10)
  })

  it('may refer to facts, of this organisation only', async () => {
    await publish((pack) => ({
      ...pack,
      duties: pack.duties.map((one) =>
        one.id === 'cloud-review' ? { ...one, id: 'link', evidence: ['delivery'] } : one,
      ),
    }))
    await sweep()
    const { id } = await cycleOf('duty:link')
    const [theirs] = await world.query<{ id: string }>(
      'select id from ledger.facts where organisation_id = $1 limit 1',
      [other],
    )
    const [ours] = await world.query<{ id: string }>(
      'select id from ledger.facts where organisation_id = $1 limit 1',
      [home],
    )
    const refused = await give(id, 'delivery', 'reference', { facts: [ours?.id, theirs?.id] })
    expect([refused.status, refused.body['code']]).toEqual([422, 'programme.no-such-fact'])
    expect(refused.body['title']).toContain(theirs?.id)
    for (const bad of [[], ['x'], Array.from({ length: 51 }, () => crypto.randomUUID())])
      expect((await give(id, 'delivery', 'reference', { facts: bad })).status).toBe(400)
    expect((await give(id, 'delivery', 'reference', { facts: [ours?.id] })).status).toBe(200)
    expect((await complete(id)).body).toMatchObject({ state: 'completed' })
  })
})

describe('a new version', () => {
  it('withdraws what it drops with a fact that says why; that counts neither as kept nor as late', async () => {
    // The version above took cloud-review away.
    const [gone] = await cycles('?state=ended&reference=duty:cloud-review')
    expect(gone).toMatchObject({ state: 'withdrawn', ended: { by: { kind: 'system' } } })
    const all = await facts(gone?.id ?? '')
    expect(all.map(({ type }) => type).slice(-2)).toEqual(['programme.withdrawn', 'duties.withdrawn'])
    expect(all.at(-2)?.clear).toMatchObject({ why: 'not-in-policy', reference: 'duty:cloud-review' })
    const [duty] = await world.query<{ withdrawn: boolean }>(
      'select withdrawn from duties.duties where subject_id = $1',
      [gone?.id],
    )
    expect(duty?.withdrawn).toBe(true)
    expect((await complete(gone?.id ?? '')).body['code']).toBe('programme.ended')
  })

  it('with another period takes effect with the next cycle', async () => {
    const before = await cycleOf('duty:restore-test')
    await publish((pack) => ({
      ...pack,
      duties: pack.duties.map((one) => (one.id === 'restore-test' ? { ...one, every: 'P1M' } : one)),
    }))
    await sweep()
    expect(await cycles('?reference=duty:restore-test')).toMatchObject([{ id: before.id, every: 'P6M' }])
    const start = Date.parse(`${before.ends}T00:00+09:00`)
    world.clock.pass({ milliseconds: start - world.clock.now().epochMilliseconds })
    await sweep()
    expect(await cycles('?reference=duty:restore-test')).toMatchObject([
      { id: before.id, state: 'overdue' },
      { starts: before.ends, every: 'P1M', state: 'open' },
    ])
  })
})

describe('time', () => {
  it('that passed with nothing running opens the running cycle only and says how many were missed', async () => {
    // Half a year went by in one step above.
    const monthly = await cycles('?reference=duty:threat-monitoring')
    expect(monthly.map(({ state }) => state).sort()).toEqual(['open', 'overdue'])
    const [, running] = monthly
    expect((await facts(running?.id ?? ''))[0]?.clear).toMatchObject({ missed: 5 })
  })

  it('too late is told: the fact, the state of the promise, and what closes it', async () => {
    const [late] = await cycles('?reference=duty:awareness-programme')
    expect(late?.state).toBe('overdue')
    const promise = late?.promises[0] ?? ''
    const state = async () => {
      const { body } = await manager.browser.get(`/api/organisations/${home}/promises/register`)
      return (
        body as unknown as { id: string; state: string; overdueDuties: number; keptBy: string[] }[]
      ).find(({ id }) => id === promise)
    }
    expect(await state()).toMatchObject({ state: 'broken' })
    await give(late?.id ?? '', 'record', 'record', { text: '遅れて実施' })
    expect((await complete(late?.id ?? '')).body).toMatchObject({ state: 'late' })
    const all = await facts(late?.id ?? '')
    expect(all.find(({ type }) => type === 'programme.completed')?.clear.inTime).toBe(false)
    const after = await state()
    expect(after?.overdueDuties).toBe(0)
  })
})

describe('the review of the inventory', () => {
  it('is left to the inventory once that holds an entry', async () => {
    await publish((pack) => ({
      ...pack,
      duties: [
        ...pack.duties,
        { ...(pack.duties[0] as Pack['duties'][number]), id: 'inventory-review', every: 'P1Y' },
      ],
    }))
    await sweep()
    expect(await cycleOf('duty:inventory-review')).toMatchObject({ every: 'P1Y' })
    await manager.browser.post(`/api/organisations/${home}/inventory/fill`)
    world.clock.pass({ hours: 24 })
    await sweep()
    expect(await cycleOf('duty:inventory-review')).toBeUndefined()
    const [left] = await cycles('?state=ended&reference=duty:inventory-review')
    expect(left?.state).toBe('withdrawn')
  })
})
