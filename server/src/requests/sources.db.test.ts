// SPDX-License-Identifier: Apache-2.0
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import {
  askFor,
  countFacts,
  home,
  receive,
  testApplication,
  untilState,
  type TestApplication,
} from '../../../tests/support/application.ts'
import type { EnrolledOperator } from '../../../tests/support/accounts.ts'
import { system } from '../ledger/index.ts'
import { collect } from './collect.ts'
import type { Found, RequestDetail } from './contract.ts'
import { sweep } from './sweep.ts'

let world: TestApplication
let approver: EnrolledOperator
let shopMap: string
beforeAll(async () => {
  world = await testApplication()
  approver = await world.operator('approver', 'approver')
  const [row] = await world.query<{ map: string }>("select map from catalog.sources where key = 'shop'")
  shopMap = row?.map as string
})
afterAll(() => world.close())

const connect = (url: string, map: string) =>
  world.app.catalog.connect(home, system, { key: 'shop', url, map })
afterEach(() => connect(world.shop.url, shopMap))

const detailOf = async (id: string) =>
  (await approver.browser.get(`/api/organisations/${home}/requests/${id}`)).body as unknown as RequestDetail
const shopOf = async (id: string) => (await detailOf(id)).sources.find((source) => source.key === 'shop')
const tryNow = (id: string) => collect(world.app.requests, home, id)

describe('a source that is away for an hour', () => {
  it('is waited for: since when is told, once, and then everything is collected', async () => {
    await world.shop.leave()
    const { id } = await receive(world, 'hana')
    await expect(tryNow(id)).rejects.toThrow('a source is unavailable')
    const since = (await shopOf(id))?.since
    expect(await shopOf(id)).toMatchObject({ state: 'unavailable', reason: 'down', rows: null })
    for (let minute = 0; minute < 60; minute += 10) {
      world.clock.pass({ minutes: 10 })
      await expect(tryNow(id)).rejects.toThrow('a source is unavailable')
      await sweep(world.app.requests, home)
    }
    expect((await shopOf(id))?.since).toBe(since)
    expect(await countFacts(world, id, 'requests.source-unavailable')).toBe(1)
    expect(await detailOf(id)).toMatchObject({ state: 'collecting', waitingFor: ['shop'] })
    await world.shop.comeBack()
    await tryNow(id)
    await untilState(world, id, 'review')
    expect(await shopOf(id)).toEqual({ key: 'shop', state: 'read', rows: 2, since: null, reason: null })
    expect(await countFacts(world, id, 'requests.collected')).toBe(1)
  })

  it('is said to be away anew when it goes again', async () => {
    await world.shop.leave()
    const { id } = await receive(world, 'taro')
    await expect(tryNow(id)).rejects.toThrow()
    await world.shop.comeBack()
    await tryNow(id)
    await untilState(world, id, 'review')
    await world.shop.leave()
    const again = `/api/organisations/${home}/requests/${id}/collect-again`
    expect((await approver.browser.post(again)).status).toBe(200)
    await expect(tryNow(id)).rejects.toThrow()
    expect(await countFacts(world, id, 'requests.source-unavailable')).toBe(2)
    await world.shop.comeBack()
    await tryNow(id)
    await untilState(world, id, 'review')
  })
})

describe('a source that cannot be read as it is connected', () => {
  it.each([
    ['no-database', (url: string) => url.replace(/\/[^/]*$/, '/nowhere'), (map: string) => map],
    ['refused', (url: string) => url.replace(/:[^:@/]*@/, ':wrong@'), (map: string) => map],
    ['map-', (url: string) => url, (map: string) => map.replace('name: messages', 'name: massages')],
    ['map-', (url: string) => url, (map: string) => map.replace('name: note', 'name: nothing')],
  ])(
    'says so with the reason (%s), keeps waiting, and goes on once it is mended',
    async (reason, url, map) => {
      world.clock.pass({ minutes: 61 })
      await connect(url(world.shop.url), map(shopMap))
      const { id } = await receive(world, 'ren')
      await expect(tryNow(id)).rejects.toThrow('a source is unavailable')
      expect((await shopOf(id))?.reason).toContain(reason)
      expect(await detailOf(id)).toMatchObject({ state: 'collecting', waitingFor: ['shop'] })
      await connect(world.shop.url, shopMap)
      await tryNow(id)
      await untilState(world, id, 'review')
    },
  )
})

describe('what the requester told besides the proven address', () => {
  const ren = { kind: 'email', value: 'Ren@tsubaki.example.jp', checked: '登録の電話番号へ折り返して確認' }
  const again = (id: string, body?: object) =>
    approver.browser.post(`/api/organisations/${home}/requests/${id}/collect-again`, body)
  const customers = async (id: string) => {
    const { body } = await approver.browser.get(`/api/organisations/${home}/requests/${id}/found`)
    const { collections } = body as unknown as Found
    return collections.find((one) => one.collection === 'shop:customers')
  }

  it('is searched by once somebody added it, until it is taken away, and nobody’s value stands in a fact', async () => {
    const { id } = await receive(world, 'taro')
    await untilState(world, id, 'review')
    expect((await customers(id))?.rows).toHaveLength(1)
    expect((await again(id, { identities: [ren] })).status).toBe(200)
    for (const body of [undefined, {}]) {
      await untilState(world, id, 'review')
      expect(await customers(id)).toMatchObject({ rows: [{}, {}], suspicions: [] })
      expect(await detailOf(id)).toMatchObject({ requester: { identities: [ren] }, identityKinds: ['email'] })
      expect((await again(id, body)).status).toBe(200)
    }
    await untilState(world, id, 'review')
    expect((await again(id, { identities: [] })).status).toBe(200)
    await untilState(world, id, 'review')
    expect((await customers(id))?.rows).toHaveLength(1)
    const facts = await world.query<{ entry: string }>(
      "select entry from ledger.facts where subject_id = $1 and type = 'requests.collecting-again' order by id",
      [id],
    )
    const clear = facts.map(({ entry }) => JSON.parse(entry).clear.identities)
    expect(clear).toEqual([{ email: 1 }, undefined, undefined, {}])
    expect(JSON.stringify(facts)).not.toMatch(/tsubaki|折り返して/)
  })

  it('is refused where no system can be searched by it, or nobody says how it was checked', async () => {
    const { id } = await receive(world, 'hana')
    await untilState(world, id, 'review')
    const unknown = await again(id, { identities: [{ ...ren, kind: 'phone' }] })
    expect(unknown).toMatchObject({ status: 422, body: { code: 'requests.unknown-kind', known: 'email' } })
    expect((await again(id, { identities: [{ ...ren, checked: ' ' }] })).status).toBe(400)
    expect((await detailOf(id)).state).toBe('review')
  })
})

describe('requests whose code is never entered', () => {
  it('expire after a day, once, whoever sweeps at the same time', async () => {
    const ask = (n: number) =>
      world
        .browser()
        .post(`/api/privacy/${home}/requests`, askFor('taro', { email: `late${n}@kaede.example.jp` }))
    const ids = (await Promise.all(Array.from({ length: 20 }, (_, n) => ask(n)))).map(({ body }) =>
      String(body['id']),
    )
    world.clock.pass({ hours: 25 })
    await Promise.all([1, 2, 3, 4].map(() => sweep(world.app.requests, home)))
    for (const id of ids) expect(await countFacts(world, id, 'requests.expired')).toBe(1)
    const late = await world
      .browser()
      .post(`/api/privacy/${home}/requests/${ids[0]}/code`, { code: '123456' })
    expect(late).toMatchObject({ status: 410, body: { code: 'requests.lapsed' } })
    const again = await world.browser().post(`/api/privacy/${home}/requests/${ids[0]}/another-code`)
    expect(again.status).toBe(410)
  })
})

describe('what an earlier collecting brings too late', () => {
  it('is not taken for the newer one', async () => {
    const { id } = await receive(world, 'taro')
    await untilState(world, id, 'review')
    await world.query("update requests.requests set state = 'collecting' where id = $1", [id])
    let release = () => {}
    const held = new Promise<void>((resolve) => (release = resolve))
    const slow = collect(
      {
        ...world.app.requests,
        collect: async (...given) => {
          const collected = await world.app.requests.collect(...given)
          await held
          return { ...collected, collections: [] }
        },
      },
      home,
      id,
    )
    await tryNow(id)
    expect(
      (await approver.browser.post(`/api/organisations/${home}/requests/${id}/collect-again`)).status,
    ).toBe(200)
    release()
    await slow
    await untilState(world, id, 'review')
    const { body } = await approver.browser.get(`/api/organisations/${home}/requests/${id}/found`)
    expect((body as { collections: unknown[] }).collections).toHaveLength(3)
  })
})
