// SPDX-License-Identifier: Apache-2.0
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { home, other, testApplication, type TestApplication } from '../../../tests/support/application.ts'
import type { EnrolledOperator, Reply } from '../../../tests/support/accounts.ts'
import type { CatalogCategory, CatalogFieldPage, Drift, SystemView } from './contract.ts'

let world: TestApplication
let engineer: EnrolledOperator
let auditor: EnrolledOperator
let stranger: EnrolledOperator
let shop: pg.Client

const base = (organisation: string = home) => `/api/organisations/${organisation}/catalog`
const read = async <Body>(path: string, { browser } = engineer): Promise<Body> => {
  const reply = await browser.get(`${base()}/${path}`)
  expect(reply.status, reply.raw).toBe(200)
  return reply.body as Body
}
const drift = (state: Drift['state'] = 'open') => read<Drift[]>(`drift?state=${state}`)
const post = (path: string, body: unknown, { browser } = engineer): Promise<Reply> =>
  browser.post(`${base()}/${path}`, body)
const decideOn = (drifts: readonly Drift[], rest: object) =>
  post('drift/decisions', { drifts: drifts.map(({ id }) => id), ...rest })
const facts = (type: string) =>
  world.query<{ entry: string; subject_id: string }>(
    'select entry, subject_id from ledger.facts where type = $1',
    [type],
  )

/** Asks for scans and waits until they ended. */
async function scan(source?: string): Promise<SystemView[]> {
  expect((await post('scans', source === undefined ? null : { source })).status).toBe(202)
  return vi.waitFor(
    async () => {
      const systems = await read<SystemView[]>('systems')
      const moving = systems.filter(({ scan: one }) => one?.state === 'waiting' || one?.state === 'reading')
      if (moving.length > 0) throw new Error('still scanning')
      return systems
    },
    { timeout: 30_000, interval: 100 },
  )
}

const about = (list: readonly Drift[], kind: Drift['kind'], field?: string) =>
  list.filter((one) => one.kind === kind && (field === undefined || one.field === field))

beforeAll(async () => {
  world = await testApplication()
  engineer = await world.operator('engineer', 'engineer')
  auditor = await world.operator('auditor', 'auditor')
  stranger = await world.operator('stranger', 'engineer', other)
  shop = new pg.Client({ connectionString: world.shop.database.url })
  await shop.connect()
  await shop.query(`
    alter table customers add birth_date date;
    create table entries_old (id int primary key, email text, name text, health_note text);
    insert into entries_old values (1, 'yuki@sumire.example.jp', '菫 由紀', '持病のため通院中'),
      (2, 'aoi@sumire.example.jp', '菫 葵', 'なし'), (3, 'rei@sumire.example.jp', '菫 玲', 'なし');
    create table weather (id int primary key, celsius numeric);
    update messages set body = '糖尿病で入院するため延期' where id = 1`)
})
afterAll(async () => {
  await shop.end()
  await world.close()
})

describe('drift', () => {
  it('is not known before the first scan, and nothing is called missing then', async () => {
    expect(await drift()).toEqual([])
    const categories = await read<CatalogCategory[]>('categories')
    expect(new Set(categories.map(({ state }) => state))).toEqual(new Set(['unknown']))
  })

  it('is found field by field, by a scan that says how far it is', async () => {
    const systems = await scan()
    const [postgres] = systems
    expect(postgres).toMatchObject({ key: 'shop', engine: 'postgres', tables: 4, scan: { state: 'done' } })
    const found = await drift()
    const [table, ...others] = about(found, 'unmapped-table')
    expect([table?.collection, others]).toEqual(['entries_old', []])
    expect(table?.columns.map(({ name }) => name)).toEqual(expect.arrayContaining(['email', 'health_note']))
    expect(about(found, 'unmapped-column', 'birth_date')).toHaveLength(1)
    expect(about(found, 'not-promised', 'note')).toHaveLength(1)
    expect(about(found, 'free-text', 'body')[0]?.sensitive).toEqual({ 'special-care': 1 })
    expect(found.filter(({ collection }) => collection === 'weather')).toEqual([])
    const missing = about(found, 'not-found').map(({ category }) => category?.id)
    expect(missing).toContain('floor-plans')
    expect(missing).not.toContain('contact-details')
    expect((await facts('catalog.drift-found')).length).toBe(found.length)
    expect((await facts('catalog.scanned')).length).toBe(2)
  })

  it('opens one duty for each system and one for the policy, with the promises concerned', async () => {
    const reply = await engineer.browser.get(`/api/organisations/${home}/duties`)
    const duties = reply.body as unknown as {
      kind: string
      subject: { id: string }
      ownerRole: string
      promises: string[]
    }[]
    const own = duties.filter(({ kind }) => kind === 'catalog.decide-drift')
    expect(Object.fromEntries(own.map(({ subject, ownerRole }) => [subject.id, ownerRole]))).toEqual({
      categories: 'privacy-manager',
      shop: 'engineer',
      site: 'engineer',
    })
    expect(own.find(({ subject }) => subject.id === 'categories')?.promises).toContain('CLN-2.9')
  })

  it('keeps its identity when nothing changed', async () => {
    const before = await drift()
    await scan()
    const after = await drift()
    expect(after.map(({ id, firstSeen }) => [id, firstSeen])).toEqual(
      before.map(({ id, firstSeen }) => [id, firstSeen]),
    )
  })

  it('is taken into the map, whose comments stay, and given back by undoing', async () => {
    const map = async () =>
      (await world.query<{ map: string }>("select map from catalog.sources where key = 'shop'"))[0]
        ?.map as string
    const before = await map()
    const chosen = [...about(await drift(), 'unmapped-table'), ...about(await drift(), 'unmapped-column')]
    const reply = await decideOn(chosen, { kind: 'accept' })
    expect(reply.status, reply.raw).toBe(201)
    const after = await map()
    expect(after).toContain('name: entries_old')
    expect(after).toMatch(
      /name: email\s+data_categories:\s+- user.contact.email\s+fides_meta:\s+identity: email/,
    )
    expect(after).toContain('birth_date')
    const left = await drift()
    expect([...about(left, 'unmapped-table'), ...about(left, 'unmapped-column')]).toEqual([])
    // What was taken in is in the map now, and no category of the policy covers a date of birth.
    expect(about(left, 'not-promised', 'birth_date')).toHaveLength(1)
    const act = reply.body['act'] as string
    const undone = await engineer.browser.call('DELETE', `${base()}/drift/decisions/${act}`)
    expect(undone.status).toBe(204)
    expect(await map()).toBe(before)
    const back = await drift()
    expect(about(back, 'unmapped-table').map(({ id }) => id)).toEqual(
      about(chosen, 'unmapped-table').map(({ id }) => id),
    )
  })

  it('is decided with what the decision needs, and not twice', async () => {
    const [text] = about(await drift(), 'free-text', 'body') as [Drift]
    expect((await decideOn([text], { kind: 'not-personal' })).body['code']).toBe(
      'catalog.decision-incomplete',
    )
    expect((await decideOn([text], { kind: 'remove', until: '2001-01-01' })).body['code']).toBe(
      'catalog.decision-past',
    )
    expect((await decideOn([text], { kind: 'elsewhere', form: 'paper', place: 'x' })).body['code']).toBe(
      'catalog.decision-unfit',
    )
    expect((await decideOn([text], { kind: 'not-personal', reason: '演習の文例です' })).status).toBe(201)
    expect((await decideOn([text], { kind: 'not-personal', reason: 'again' })).body['code']).toBe(
      'catalog.drift-decided',
    )
    const [decided] = (await drift('decided')).filter(({ id }) => id === text.id)
    expect(decided?.decision).toMatchObject({
      kind: 'not-personal',
      note: '演習の文例です',
      decidedBy: 'engineer',
    })
    const stored = JSON.stringify(await world.query('select * from catalog.decisions'))
    expect(stored + JSON.stringify(await facts('catalog.drift-decided'))).not.toContain('演習')
  })

  it('runs out of a decision when the day passed, or the thing changed', async () => {
    const list = await drift()
    const [column] = about(list, 'unmapped-column', 'birth_date') as [Drift]
    const [note] = about(list, 'not-promised', 'note') as [Drift]
    const until = world.clock.now().toZonedDateTimeISO('Asia/Tokyo').toPlainDate().toString()
    expect((await decideOn([column, note], { kind: 'remove', until })).status).toBe(201)
    expect((await drift()).map(({ id }) => id)).not.toContain(note.id)
    await shop.query('alter table customers alter birth_date type text')
    await scan('shop')
    const open = (await drift()).map(({ id }) => id)
    expect([open.includes(column.id), open.includes(note.id)]).toEqual([true, false])
    world.clock.pass({ hours: 48 })
    engineer = await world.operator('engineer2', 'engineer')
    await scan('shop')
    expect((await drift()).map(({ id }) => id)).toContain(note.id)
  })

  it('closes its duty with the decision as evidence when the last one is decided', async () => {
    const missing = about(await drift(), 'not-found')
    const reply = await decideOn(missing, { kind: 'elsewhere', form: 'paper', place: '本社の書庫' })
    expect(reply.status, reply.raw).toBe(201)
    const [duty] = await world.query<{ evidence: string }>(
      "select evidence from duties.duties where kind = 'catalog.decide-drift' and subject_id = 'categories' and closed_at is not null",
    )
    expect(
      (await facts('catalog.drift-decided')).some(({ entry }) => entry.includes(duty?.evidence as string)),
    ).toBe(true)
    const plans = (await read<CatalogCategory[]>('categories')).find(({ id }) => id === 'floor-plans')
    expect(plans).toMatchObject({ state: 'elsewhere', elsewhere: { form: 'paper', place: '本社の書庫' } })
  })

  it('is gone when the table is gone, and is told when a mapped one vanishes', async () => {
    const [table] = about(await drift(), 'unmapped-table') as [Drift]
    await shop.query('drop table entries_old; alter table customers drop phone')
    await scan('shop')
    expect((await drift('gone')).map(({ id }) => id)).toContain(table.id)
    expect(about(await drift(), 'column-gone', 'phone')).toHaveLength(1)
    const [system] = await read<SystemView[]>('systems')
    expect(system?.scan?.changes?.removed).toContain('entries_old.email')
  })
})

describe('a system', () => {
  it('that is away is told, tried again, and scanned when it is back', async () => {
    await world.shop.leave()
    expect((await post('scans', { source: 'shop' })).status).toBe(202)
    const standing = async () => (await read<SystemView[]>('systems')).find(({ key }) => key === 'shop')?.scan
    await vi.waitFor(
      async () => expect(await standing()).toMatchObject({ state: 'waiting', reason: 'down' }),
      {
        timeout: 30_000,
        interval: 100,
      },
    )
    await world.shop.comeBack()
    await vi.waitFor(async () => expect(await standing()).toMatchObject({ state: 'done', reason: null }), {
      timeout: 60_000,
      interval: 200,
    })
  })

  it('whose job is lost is taken up again, and nothing is recorded twice', async () => {
    await scan()
    const before = (await facts('catalog.scanned')).length
    const id = '0190a0b0-0000-7000-8000-000000000001'
    await world.query(
      `insert into catalog.scans (organisation_id, id, source_key, state, requested_at) values ($1, $2, 'site', 'reading', $3)`,
      [home, id, world.clock.now().toString()],
    )
    const { scan: run, sweepScans } = await import('./index.ts')
    await sweepScans(world.app.catalog.ports, home, new Set())
    await vi.waitFor(
      async () =>
        expect(
          await world.query("select state from catalog.scans where id = $1 and state = 'done'", [id]),
        ).toHaveLength(1),
      { timeout: 30_000, interval: 100 },
    )
    await run(world.app.catalog.ports, home, id)
    expect((await facts('catalog.scanned')).length).toBe(before + 1)
  })

  it('that is disconnected takes its drift along; under another name it is another', async () => {
    const [row] = await world.query<{ map: string }>("select map from catalog.sources where key = 'site'")
    const where = (await world.app.catalog.list(home)).find(({ key }) => key === 'site')?.where as string
    const sources = `/api/organisations/${home}/sources`
    expect((await engineer.browser.call('DELETE', `${sources}/site`)).status).toBe(204)
    expect((await drift()).filter(({ source }) => source === 'site')).toEqual([])
    const map = String(row?.map).replace('fides_key: site', 'fides_key: members')
    const put = await engineer.browser.call('PUT', `${sources}/members`, { url: where, map })
    expect(put.status, put.raw).toBe(200)
    await scan('members')
    expect((await drift()).filter(({ source }) => source === 'members').length).toBeGreaterThan(0)
  })
})

describe('the catalog', () => {
  it('shows fields by words, system and standing, and no value of anybody', async () => {
    const page = await read<CatalogFieldPage>('fields?search=CUSTOMERS%20mail')
    expect(page.fields.map(({ field, categories }) => [field, categories])).toEqual([
      ['email', ['contact-details']],
    ])
    const replies = [
      await drift(),
      await drift('decided'),
      await drift('gone'),
      await read('fields'),
      await read('systems'),
    ]
    const all = JSON.stringify([
      replies,
      await world.query('select survey from catalog.surveys'),
      world.lines,
    ])
    for (const value of ['菫', 'yuki@', 'taro@', '楓', '糖尿病', '持病'])
      expect(all.includes(value), `a value: ${value}`).toBe(false)
  })

  it('is read by an auditor, changed by an engineer, and closed to everybody else', async () => {
    await read('systems', auditor)
    const refused = await auditor.browser.post(`${base()}/scans`, null)
    expect(refused.body['code']).toBe('accounts.forbidden')
    const decide = await auditor.browser.post(`${base()}/drift/decisions`, { drifts: [], kind: 'accept' })
    expect(decide.body['code']).toBe('accounts.forbidden')
    for (const path of ['systems', 'fields', 'categories', 'categories/invoices', 'drift']) {
      expect((await stranger.browser.get(`${base()}/${path}`)).status, path).toBe(404)
      expect((await world.browser().get(`${base()}/${path}`)).status, path).toBe(401)
    }
    expect((await stranger.browser.post(`${base()}/scans`, null)).status).toBe(404)
    const [open] = await drift()
    const body = { drifts: [open?.id], kind: 'not-personal', reason: 'x' }
    expect((await stranger.browser.post(`${base()}/drift/decisions`, body)).status).toBe(404)
    const own = `${base(other)}/drift/decisions`
    expect((await stranger.browser.post(own, body)).status).toBe(404)
    const foreign = await stranger.browser.call('DELETE', `${own}/0190a0b0-0000-7000-8000-000000000009`)
    expect(foreign.status).toBe(404)
  })
})
