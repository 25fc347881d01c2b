// SPDX-License-Identifier: Apache-2.0
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import {
  home,
  other,
  receive,
  testApplication,
  untilState,
  type TestApplication,
} from '../../../tests/support/application.ts'
import type { Browser, EnrolledOperator, Reply } from '../../../tests/support/accounts.ts'
import { system } from '../ledger/index.ts'

let password: string
let world: TestApplication
let engineer: EnrolledOperator
let stranger: EnrolledOperator
let maps: Record<'shop' | 'site', string>
let urls: Record<'shop' | 'site', string>
const replies: Reply[] = []

beforeAll(async () => {
  world = await testApplication()
  engineer = await world.operator('engineer', 'engineer')
  stranger = await world.operator('stranger', 'engineer', other)
  const rows = await world.query<{ key: 'shop' | 'site'; map: string }>(
    'select key, map from catalog.sources',
  )
  maps = Object.fromEntries(rows.map(({ key, map }) => [key, map])) as typeof maps
  const listed = await world.app.catalog.list(home)
  password = new URL(world.shop.url).password
  urls = { shop: world.shop.url, site: listed.find(({ key }) => key === 'site')?.where as string }
  await afresh()
})
afterAll(() => world.close())

/** Both sources as they were, whatever a test left. */
async function afresh(): Promise<void> {
  for (const key of ['shop', 'site'] as const)
    await world.app.catalog.connect(home, system, { key, url: urls[key], map: maps[key] })
}
afterEach(afresh)

const base = (organisation: string) => `/api/organisations/${organisation}/sources`

async function call(browser: Browser, method: 'PUT' | 'DELETE', url: string, body?: unknown): Promise<Reply> {
  const reply = await browser.call(method, url, body)
  replies.push(reply)
  return reply
}
const put = (key: string, url: string, map: string, { browser } = engineer, organisation: string = home) =>
  call(browser, 'PUT', `${base(organisation)}/${key}`, { url, map })
const disconnect = (key: string, { browser } = engineer, organisation: string = home) =>
  call(browser, 'DELETE', `${base(organisation)}/${key}`)

const stored = () =>
  world.query('select organisation_id, key, url, map from catalog.sources order by organisation_id, key')
const facts = (type: string) =>
  world.query<{ entry: string }>(
    'select entry from ledger.facts where type = $1 and subject_id = any($2) order by id',
    [type, ['shop', 'site', 'late']],
  )
const unavailable = (id: string) =>
  world.query("select 1 from ledger.facts where type = 'requests.source-unavailable' and subject_id = $1", [
    id,
  ])
const everything = async () => [await stored(), (await facts('catalog.connected')).length]

/** Where a text stands in a map, as problems say it. */
function placeOf(key: string, map: string, text: string): string {
  const before = map.slice(0, map.indexOf(text)).split('\n')
  return `${key}.yml:${before.length}:${(before.at(-1)?.length ?? 0) + 1}`
}

const withLink = (field: string) =>
  maps.site.replace(
    '{ name: id, fides_meta: { primary_key: true, data_type: integer } }',
    `{ name: id, fides_meta: { primary_key: true, references: [{ dataset: shop, field: ${field}, direction: from }] } }`,
  )

describe('a data map that does not fit', () => {
  const wrong: [string, string, string, string, RegExp][] = [
    [
      'a column',
      'name: note',
      '{ name: nota',
      'name: nota',
      /列「nota」がありません.* \/ .*no column "nota"/,
    ],
    ['a table', 'name: messages', 'name: massages', 'name: massages', /massages.* \/ .*massages/],
    [
      'a collection',
      'field: customers.id',
      '{ dataset: shop, field: clients.id',
      'field: clients.id',
      /clients/,
    ],
    [
      'a dataset',
      'dataset: shop, field',
      '{ dataset: shep, field',
      'dataset: shep, field',
      /shep.* \/ .*shep/,
    ],
  ]
  it.each(wrong)(
    'by the name of %s is refused with its place, and nothing changes',
    async (_what, from, place, to, message) => {
      const map = maps.shop.replace(from, to)
      const before = await everything()
      const { status, body } = await put('shop', urls.shop, map)
      expect([status, body['code']]).toEqual([422, 'catalog.bad-map'])
      expect(body['errors']).toEqual([
        { at: placeOf('shop', map, place), message: expect.stringMatching(message) as string },
      ])
      expect(await everything()).toEqual(before)
    },
  )

  it('is refused for what it breaks in the map of another source', async () => {
    const linked = withLink('customers.id')
    expect(await put('site', urls.site, linked)).toMatchObject({ status: 200, body: { checked: 'whole' } })
    const before = await everything()
    const renamed = maps.shop
      .replaceAll('name: id,', 'name: number,')
      .replace('customers.id', 'customers.number')
    const { status, body } = await put('shop', urls.shop, renamed)
    expect([status, body['code']]).toEqual([422, 'catalog.bad-map'])
    const [error] = body['errors'] as { at: string }[]
    expect(error?.at).toBe(placeOf('site', linked, '{ dataset: shop'))
    expect(await everything()).toEqual(before)
  })

  it('is refused where it names a field that another source does not declare', async () => {
    const map = withLink('customers.number')
    const { status, body } = await put('site', urls.site, map)
    expect([status, body['code']]).toEqual([422, 'catalog.bad-map'])
    expect(body['errors']).toEqual([
      { at: placeOf('site', map, '{ dataset: shop'), message: expect.stringContaining('number') as string },
    ])
  })

  it('is refused where nothing leads from an address to its personal data, or no map knows an address', async () => {
    const map = maps.site.replace('identity: email, ', '')
    const lost = await put('site', urls.site, map)
    expect(lost).toMatchObject({ status: 422, body: { code: 'catalog.bad-map' } })
    const before = await everything()
    const alone = await put(
      'site',
      urls.site,
      maps.site.replace('identity: email', 'identity: phone'),
      stranger,
      other,
    )
    expect(alone).toMatchObject({ status: 422, body: { code: 'catalog.bad-map' } })
    expect(alone.raw).toContain('site.yml:')
    expect(await everything()).toEqual(before)
  })

  it('can be mended one by one where several are broken already', async () => {
    const broken = maps.shop.replace('field: customers.id', 'field: clients.id')
    await world.app.catalog.connect(home, system, { key: 'shop', url: urls.shop, map: broken })
    await world.app.catalog.connect(home, system, {
      key: 'site',
      url: urls.site,
      map: withLink('clients.id'),
    })
    expect((await put('site', urls.site, withLink('clients.no'))).status).toBe(422)
    expect((await put('site', urls.site, maps.site.replace('name: remark', 'name: remerk'))).status).toBe(422)
    expect((await put('site', urls.site, maps.site)).status).toBe(200)
    expect((await put('shop', urls.shop, maps.shop)).status).toBe(200)
  })
})

describe('a data map that fits', () => {
  it('is taken with what was just added to the database, and read at once', async () => {
    const { id } = await receive(world, 'taro')
    await untilState(world, id, 'review')
    const client = new pg.Client({ connectionString: world.shop.database.url })
    await client.connect()
    await client.query('alter table customers add column rank text')
    await client.end()
    const map = maps.shop.replace('{ name: note,', '{ name: rank }\n    - { name: note,')
    expect(await put('shop', urls.shop, map)).toMatchObject({ status: 200, body: { checked: 'whole' } })
    const found = await world.app.catalog.collect(home, { email: ['taro@kaede.example.jp'] })
    expect(found.sources.map(({ state }) => state)).toEqual(['read', 'read'])
    expect(found.collections[0]?.rows[0]).toHaveProperty('rank', null)
  })
})

describe('a database that is away', () => {
  it('lets its map be mended, checked as far as can be, and nothing else', async () => {
    await world.shop.leave()
    try {
      const map = maps.shop.replace('店舗', '本店')
      const mended = await put('shop', urls.shop, map)
      expect(mended).toMatchObject({ status: 200, body: { checked: 'without-database' } })
      expect((await stored()).map((row) => (row as { map: string }).map)).toContain(map)
      const before = await everything()
      const bad = await put('shop', urls.shop, map.replace('field: customers.id', 'field: clients.id'))
      expect(bad).toMatchObject({ status: 422, body: { code: 'catalog.bad-map' } })
      const moved = urls.shop.replace(/[^/]*$/, 'elsewhere')
      for (const [key, url] of [
        ['shop', moved],
        ['late', urls.shop],
      ] as const) {
        const refused = await put(key, url, map.replaceAll('shop', key))
        expect(refused).toMatchObject({ status: 422, body: { code: 'catalog.unreachable' } })
      }
      expect(await everything()).toEqual(before)
    } finally {
      await world.shop.comeBack()
    }
  })
})

describe('disconnecting', () => {
  it('is a fact, and requests that wait for the source go on with the rest', async () => {
    await world.shop.leave()
    try {
      const { id } = await receive(world, 'hana')
      await vi.waitFor(async () => expect(await unavailable(id)).toHaveLength(1), { timeout: 30_000 })
      expect((await disconnect('shop')).status).toBe(204)
      await untilState(world, id, 'review')
      const [row] = await world.query<{ sources: { key: string }[] }>(
        'select sources from requests.requests where id = $1',
        [id],
      )
      expect(row?.sources.map(({ key }) => key)).toEqual(['site'])
    } finally {
      await world.shop.comeBack()
    }
    const [fact] = await facts('catalog.disconnected')
    expect(fact?.entry).toContain('127.0.0.1')
    expect(await disconnect('shop')).toMatchObject({ status: 404, body: { code: 'common.not-found' } })
    expect(await facts('catalog.disconnected')).toHaveLength(1)
  })

  it('is refused while the map of another source refers to it, with the place', async () => {
    const linked = withLink('customers.id')
    await put('site', urls.site, linked)
    const before = await everything()
    const { status, body } = await disconnect('shop')
    expect([status, body['code']]).toEqual([409, 'catalog.in-use'])
    expect(body['errors']).toEqual([
      { at: placeOf('site', linked, '{ dataset: shop'), message: expect.stringContaining('shop') as string },
    ])
    expect(await everything()).toEqual(before)
    expect((await disconnect('site')).status).toBe(204)
    expect((await disconnect('shop')).status).toBe(204)
  })

  it('never leaves a map that refers to what went at the same moment', async () => {
    for (let round = 0; round < 5; round += 1) {
      await afresh()
      const [linked, gone] = await Promise.all([
        put('site', urls.site, withLink('customers.id')),
        disconnect('shop'),
      ])
      expect([
        [200, 409],
        [422, 204],
      ]).toContainEqual([linked.status, gone.status])
    }
  })
})

describe('a source that is offered at each start', () => {
  it('is connected once, keeps the map somebody edited, follows its address, and stays away when disconnected', async () => {
    const standing = async () => (await world.app.catalog.list(home)).find(({ key }) => key === 'site')
    const edited = `${maps.site}\n# edited\n`
    await world.app.catalog.connect(home, system, { key: 'site', url: urls.site, map: edited })
    await world.app.catalog.offer(home, system, {
      key: 'site',
      url: 'sqlite:/elsewhere.sqlite',
      map: maps.site,
    })
    expect(await standing()).toMatchObject({ where: 'sqlite:/elsewhere.sqlite' })
    const [row] = await world.query<{ map: string }>(
      "select map from catalog.sources where organisation_id = $1 and key = 'site'",
      [home],
    )
    expect(row?.map).toBe(edited)
    await world.app.catalog.disconnect(home, system, 'site')
    await world.app.catalog.offer(home, system, { key: 'site', url: urls.site, map: maps.site })
    expect(await standing()).toBeUndefined()
  })
})

describe('whoever may not', () => {
  it('neither connects nor disconnects: another organisation, a role without the permission', async () => {
    const desk = await world.operator('desk', 'desk')
    const before = await everything()
    for (const [who, status] of [
      [stranger, 404],
      [desk, 403],
    ] as const) {
      expect((await put('shop', urls.shop, maps.shop, who)).status).toBe(status)
      expect((await disconnect('shop', who)).status).toBe(status)
    }
    expect((await disconnect('shop', stranger, other)).status).toBe(404)
    expect(await everything()).toEqual(before)
  })

  it('has maps of its own: none refers to or is held up by a neighbour’s', async () => {
    const across = await put('site', urls.site, withLink('customers.id'), stranger, other)
    expect(across).toMatchObject({ status: 422, body: { code: 'catalog.bad-map' } })
    expect((await put('site', urls.site, maps.site, stranger, other)).status).toBe(200)
    expect((await disconnect('site', stranger, other)).status).toBe(204)
    expect((await world.app.catalog.list(home)).map(({ key }) => key)).toEqual(['shop', 'site'])
  })
})

describe('the password in an address', () => {
  it('is in no reply, no fact and no line of the log', async () => {
    for (const url of [
      urls.shop.replace(/[^/]*$/, 'elsewhere'),
      urls.shop.replace('postgres', 'postgrs'),
      `postgres:${password}@nowhere`,
    ])
      expect((await put('late', url, maps.shop.replaceAll('shop', 'late'))).body['code']).toBe(
        'catalog.unreachable',
      )
    expect((await put('shop', urls.shop, maps.shop)).status).toBe(200)
    expect((await disconnect('shop')).status).toBe(204)
    expect([password.length > 5, replies.length > 10]).toEqual([true, true])
    expect(replies.map(({ raw }) => raw).join('\n')).not.toContain(password)
    const rows = await world.query<{ entry: string }>('select entry from ledger.facts')
    const all = rows.map(({ entry }) => entry).join('\n')
    expect(all).toContain('catalog.disconnected')
    expect(all).not.toContain(password)
    expect(world.lines.join('\n')).not.toContain(password)
  })
})
