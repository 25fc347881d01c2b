// SPDX-License-Identifier: Apache-2.0
import exceljs, { type Workbook } from 'exceljs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { home, other, testApplication, type TestApplication } from '../../../tests/support/application.ts'
import type { EnrolledOperator } from '../../../tests/support/accounts.ts'
import type { Inventory, InventoryEntry, InventoryHistory, InventoryImport } from './contract.ts'

let world: TestApplication
let manager: EnrolledOperator
let auditor: EnrolledOperator
let stranger: EnrolledOperator
beforeAll(async () => {
  world = await testApplication()
  manager = await world.operator('manager', 'privacy-manager')
  auditor = await world.operator('auditor', 'auditor')
  stranger = await world.operator('stranger', 'privacy-manager', other)
})
afterAll(() => world.close())

const base = `/api/organisations/${home}/inventory`
const list = async () => (await manager.browser.get(base)).body as unknown as Inventory
const history = async (id: string) =>
  (await manager.browser.get(`${base}/entries/${id}`)).body as unknown as InventoryHistory
const facts = (type: string) =>
  world.query<{ id: string; entry: string }>(
    'select id, entry from ledger.facts where type = $1 order by id',
    [type],
  )
const duties = async () =>
  await world.query<{ subject_id: string; closed_at: Date | null; due_at: Date }>(
    "select subject_id, closed_at, due_at from duties.duties where organisation_id = $1 and kind = 'inventory.review' order by opened_at",
    [home],
  )
const open = async () => (await duties()).filter(({ closed_at }) => closed_at === null)
const change = (entry: InventoryEntry, cells: Record<string, string | null>) =>
  manager.browser.call('PATCH', `${base}/entries/${entry.id}`, { revision: entry.revision, cells })

describe('the inventory', () => {
  it('begins empty, without a duty', async () => {
    expect(await list()).toMatchObject({ entries: [], reviews: [], filled: null, reviewBy: 'whole' })
    expect(await duties()).toEqual([])
  })

  it('is filled from the policy and the data maps: each category by each purpose, with why', async () => {
    const { body } = await manager.browser.post(`${base}/fill`, {})
    const { entries, filled, version } = await list()
    const pack = world.app.policies.inForce(home)
    const pairs = pack.purposes.flatMap(({ id, uses }) => uses.map((category) => `${category}/${id}`))
    expect(body).toEqual({ added: entries.length, changed: 0, gone: 0 })
    expect(entries.map(({ source }) => source)).toEqual(expect.arrayContaining(pairs))
    expect(filled?.version).toBe(version)
    const [entry] = entries.filter(({ source }) => source === 'contact-details/inquiries-answered')
    expect(entry?.cells).toMatchObject({
      purpose: { computed: { value: { ja: 'お問い合わせ・ご相談への回答' } } },
      system: { computed: { value: { ja: '店舗 / Shop\nサイト / Site' }, why: { en: 'the data maps' } } },
      direct: { computed: { value: { ja: 'yes' } } },
      severity: { computed: { value: { ja: 'low' } } },
      retained: { computed: { value: { ja: 'yes' } } },
    })
    expect(await facts('inventory.added')).toHaveLength(entries.length)
  })

  it('opens a review a year from then, and filling again changes nothing', async () => {
    const [duty, ...more] = await open()
    expect([duty?.subject_id, more]).toEqual(['whole', []])
    const days = ((duty?.due_at.getTime() ?? 0) - world.clock.now().epochMilliseconds) / 86_400_000
    expect(days).toBeGreaterThan(364)
    expect(days).toBeLessThan(368)
    expect((await manager.browser.post(`${base}/fill`, {})).body).toEqual({ added: 0, changed: 0, gone: 0 })
  })

  it('is edited cell by cell, with who and when, and what is typed never stands in a fact', async () => {
    const [entry] = (await list()).entries as [InventoryEntry]
    const said = '本社3階の書庫 ﾄﾋﾞﾗ'
    expect((await change(entry, { place: said, severity: '高' })).status).toBe(200)
    const { entry: after, revisions } = await history(entry.id)
    expect(after.cells).toMatchObject({
      place: { given: { value: said, by: { kind: 'operator', id: manager.id } } },
      severity: { given: { value: 'high' } },
    })
    expect(revisions[0]).toMatchObject({ actor: 'manager', what: 'changed', via: 'hand' })
    expect(revisions[0]?.changes.map(({ column }) => column)).toEqual(['place', 'severity'])
    const [fact] = await facts('inventory.changed')
    expect(fact?.id).toBe(revisions[0]?.fact)
    expect(fact?.entry).toContain('"columns":["place","severity"]')
    expect(fact?.entry).not.toContain('書庫')
  })

  it('keeps what was written when it is filled again, and goes back to what is computed', async () => {
    const [entry] = (await list()).entries as [InventoryEntry]
    await manager.browser.post(`${base}/fill`, {})
    expect((await history(entry.id)).entry.revision).toBe(entry.revision)
    await change(entry, { severity: null })
    expect((await history(entry.id)).entry.cells['severity']).not.toHaveProperty('given')
  })

  it('refuses a change on what is no longer so, a value that cannot stand there, and what is personal', async () => {
    const [entry] = (await list()).entries as [InventoryEntry]
    expect(await change({ ...entry, revision: entry.revision - 1 }, { note: 'x' })).toMatchObject({
      status: 409,
      body: { code: 'inventory.changed-meanwhile' },
    })
    const bad = { medium: '石板', item: ' ', manager: 'taro@kaede.example.jp', nothing: 'x' }
    const { status, body } = await change(entry, bad)
    expect([status, body['code']]).toEqual([422, 'inventory.bad-cell'])
    expect((body['errors'] as { at: string }[]).map(({ at }) => at).sort()).toEqual(
      ['item', 'manager', 'medium', 'nothing'].sort(),
    )
    expect((await history(entry.id)).entry.revision).toBe(entry.revision)
  })

  it('takes entries added by hand, takes them off with a reason and puts them back', async () => {
    const made = await manager.browser.post(`${base}/entries`, {
      cells: { item: '来訪者名簿', medium: 'paper', department: '総務部' },
    })
    const { entry } = made.body as unknown as InventoryHistory
    expect(entry).toMatchObject({ source: null, state: 'open' })
    const move = (verb: string, revision: number) =>
      manager.browser.post(`${base}/entries/${entry.id}/${verb}`, { revision, reason: '廃止' })
    expect((await move('close', 1)).body).toMatchObject({ entry: { state: 'closed', revision: 2 } })
    expect(await move('close', 2)).toMatchObject({ status: 409, body: { code: 'inventory.wrong-state' } })
    expect(await facts('inventory.removed')).toHaveLength(1)
    expect((await move('reopen', 2)).body).toMatchObject({ entry: { state: 'open' } })
    const { revisions } = await history(entry.id)
    expect(revisions.map(({ what, reason }) => [what, reason])).toEqual([
      ['reopened', '廃止'],
      ['removed', '廃止'],
      ['added', null],
    ])
  })
})

describe('a review', () => {
  it('closes its duty with its fact, and the next one is due a year later', async () => {
    world.clock.pass({ milliseconds: 30 * 86_400_000 })
    const [before] = await open()
    const reply = await manager.browser.post(`${base}/reviews`, { scope: 'whole' })
    expect(reply.status).toBe(200)
    const [fact] = await facts('inventory.reviewed')
    const [closed] = await world.query<{ evidence: string }>(
      "select evidence from duties.duties where kind = 'inventory.review' and closed_at is not null",
    )
    expect(closed?.evidence).toBe(fact?.id)
    const [next] = await open()
    expect(next?.due_at.getTime()).toBeGreaterThan(before?.due_at.getTime() as number)
    expect(
      (await list()).entries.every(({ state, reviewedAt }) => state === 'closed' || reviewedAt !== null),
    ).toBe(true)
  })

  it('can go by department: each has its duty, which closes alone', async () => {
    const { body } = await manager.browser.call('PUT', `${base}/review-plan`, { by: 'department' })
    const { reviews } = body as unknown as Inventory
    expect(reviews.length).toBeGreaterThan(2)
    expect((await open()).map(({ subject_id }) => subject_id).sort()).toEqual(
      reviews.map(({ scope }) => scope).sort(),
    )
    const one = reviews.find(({ label }) => label === '総務部')
    world.clock.pass({ milliseconds: 86_400_000 })
    await manager.browser.post(`${base}/reviews`, { scope: one?.scope })
    const after = (await list()).reviews
    expect(
      after.filter(({ lastAt }) => lastAt === world.clock.now().toString().replace('Z', '.000Z')),
    ).toMatchObject([{ label: '総務部' }])
    expect(await open()).toHaveLength(reviews.length)
    const due = (duties: Awaited<ReturnType<typeof open>>) =>
      Math.min(...duties.map(({ due_at: at }) => at.getTime()))
    const waits = due(await open())
    await manager.browser.call('PUT', `${base}/review-plan`, { by: 'whole' })
    expect((await open()).map(({ subject_id }) => subject_id)).toEqual(['whole'])
    // Asking in another way gives nobody more time, and what is no longer asked for was not done.
    expect(due(await open())).toBe(waits)
    expect((await facts('duties.withdrawn')).length).toBe(reviews.length + 1)
  })

  it('of what is not there is refused', async () => {
    const reply = await manager.browser.post(`${base}/reviews`, { scope: 'department-x' })
    expect(reply).toMatchObject({ status: 409, body: { code: 'inventory.nothing-to-review' } })
  })
})

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const download = async (language = 'ja') => {
  const reply = await world.app.http.inject({
    url: `${base}/export?lang=${language}`,
    headers: { cookie: manager.browser.cookie, host: 'localhost' },
  })
  expect([reply.statusCode, reply.headers['content-type']]).toEqual([200, xlsx])
  return reply.rawPayload
}
const upload = async (file: Buffer, confirm?: string, type = xlsx) => {
  const reply = await world.app.http.inject({
    method: 'POST',
    url: `${base}/imports${confirm === undefined ? '' : `?confirm=${confirm}`}`,
    headers: {
      cookie: manager.browser.cookie,
      host: 'localhost',
      origin: 'http://localhost',
      'content-type': type,
    },
    payload: file,
  })
  return { status: reply.statusCode, body: reply.json() as InventoryImport & { code?: string } }
}
async function saved(file: Buffer, edit: (sheet: Workbook['worksheets'][0]) => void) {
  const book = new exceljs.Workbook()
  await book.xlsx.load(file as never)
  edit(book.worksheets[0] as Workbook['worksheets'][0])
  return Buffer.from(await book.xlsx.writeBuffer())
}
const noteOf = (sheet: Workbook['worksheets'][0], row: number) => {
  let column = 0
  sheet.getRow(1).eachCell((cell, at) => {
    if (cell.value === '備考') column = at
  })
  return sheet.getRow(row).getCell(column)
}

describe('a spreadsheet', () => {
  it('that nobody touched changes nothing, in either language', async () => {
    const { entries } = await list()
    const there = entries.filter(({ state }) => state === 'open').length
    for (const language of ['ja', 'en'])
      expect((await upload(await download(language))).body).toMatchObject({
        unchanged: there,
        added: [],
        changed: [],
        removed: [],
        refused: [],
        applied: false,
      })
  })

  it('is shown first, applied only as it was shown, and leaves its fact', async () => {
    const before = (await list()).entries
    const file = await saved(await download(), (sheet) => {
      noteOf(sheet, 2).value = '確認済み'
      sheet.spliceRows(3, 1)
    })
    const shown = await upload(file)
    expect(shown.body).toMatchObject({
      applied: false,
      changed: [{ cells: [{ column: 'note', to: '確認済み' }] }],
    })
    expect(shown.body.removed).toHaveLength(1)
    expect((await list()).entries).toEqual(before)
    expect(await upload(file, '0'.repeat(64))).toMatchObject({
      status: 409,
      body: { code: 'inventory.import-changed' },
    })
    expect(await upload(file, shown.body.digest)).toMatchObject({ status: 200, body: { applied: true } })
    const after = (await list()).entries
    expect(after.filter(({ cells }) => cells['note']?.given?.value === '確認済み')).toHaveLength(1)
    expect(after.filter(({ state }) => state === 'closed').length).toBe(
      before.filter(({ state }) => state === 'closed').length + 1,
    )
    const [fact] = await facts('inventory.imported')
    expect(fact?.entry).toContain('"changed":1')
    expect(await upload(file, shown.body.digest)).toMatchObject({ status: 409 })
  })

  it('with one cell that cannot be taken changes nothing at all', async () => {
    const before = (await list()).entries
    const file = await saved(await download(), (sheet) => {
      noteOf(sheet, 2).value = 'よい値'
      noteOf(sheet, 3).value = { formula: '1+1' } as never
    })
    const { body } = await upload(file)
    expect(body).toMatchObject({ changed: [{}], refused: [{ code: 'formula' }] })
    expect(await upload(file, body.digest)).toMatchObject({
      status: 422,
      body: { code: 'inventory.import-refused' },
    })
    expect((await list()).entries).toEqual(before)
  })

  it('exported before somebody else changed the same entry is refused there', async () => {
    const file = await download()
    const { entries } = await list()
    const [entry] = entries.filter(({ state }) => state === 'open') as [InventoryEntry]
    await change(entry, { measures: '施錠' })
    const mine = await saved(file, (sheet) => {
      noteOf(sheet, 2).value = '古い写しの上の変更'
    })
    expect((await upload(mine)).body).toMatchObject({
      changed: [],
      refused: [{ place: 'B2', code: 'stale' }],
    })
    expect((await upload(file)).body).toMatchObject({ changed: [], refused: [] })
  })

  it('that is none, or too large, is refused with its reason whatever it is called', async () => {
    const csv = Buffer.from([0x8d, 0x80, 0x96, 0xda, 0x2c, 0x0a])
    expect(await upload(csv, undefined, 'text/csv')).toMatchObject({
      status: 415,
      body: { code: 'inventory.file-kind' },
    })
    expect(await upload(csv)).toMatchObject({ status: 415, body: { code: 'inventory.file-kind' } })
    expect(await upload(Buffer.from('{"a":1}'), undefined, 'application/json')).toMatchObject({ status: 415 })
    expect(await upload(Buffer.alloc(50_000_000))).toMatchObject({
      status: 413,
      body: { code: 'common.too-large' },
    })
  })
})

describe('the picture of flows', () => {
  it('comes as data and as SVG, whole or narrowed to a station', async () => {
    const whole = (await manager.browser.get(`${base}/flows?lang=ja`)).body as {
      nodes: { id: string; entries: number }[]
      entries: number
    }
    const shop = whole.nodes.find(({ id }) => id === 'system:店舗 / Shop')
    expect(shop?.entries).toBeGreaterThan(0)
    const focus = encodeURIComponent('system:店舗 / Shop')
    const narrowed = (await manager.browser.get(`${base}/flows?lang=ja&focus=${focus}`)).body
    expect(narrowed['entries']).toBe(shop?.entries)
    const svg = await world.app.http.inject({
      url: `${base}/flows.svg?lang=en`,
      headers: { cookie: manager.browser.cookie, host: 'localhost' },
    })
    expect([svg.statusCode, svg.headers['content-type']]).toEqual([200, 'image/svg+xml; charset=utf-8'])
    expect(svg.body).toContain('Flows of personal information')
  })
})

describe('who may not', () => {
  it('an auditor reads and exports, and writes nothing', async () => {
    expect((await auditor.browser.get(base)).status).toBe(200)
    expect(await auditor.browser.post(`${base}/fill`, {})).toMatchObject({ status: 403 })
  })

  it('another organisation sees none of it and has its own', async () => {
    const [entry] = (await list()).entries as [InventoryEntry]
    expect((await stranger.browser.get(base)).status).toBe(404)
    const own = `/api/organisations/${other}/inventory`
    expect((await stranger.browser.get(own)).body).toMatchObject({ entries: [] })
    expect((await stranger.browser.get(`${own}/entries/${entry.id}`)).status).toBe(404)
    const reply = await stranger.browser.call('PATCH', `${own}/entries/${entry.id}`, {
      revision: 1,
      cells: {},
    })
    expect(reply.status).toBe(404)
  })
})
