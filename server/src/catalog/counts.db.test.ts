// SPDX-License-Identifier: Apache-2.0
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  home,
  other,
  people,
  testApplication,
  type TestApplication,
} from '../../../tests/support/application.ts'
import type { EnrolledOperator } from '../../../tests/support/accounts.ts'
import { system } from '../ledger/index.ts'
import type { HeldCount } from './contract.ts'
import { countHeld } from './counts.ts'

let world: TestApplication
let engineer: EnrolledOperator
let desk: EnrolledOperator
let stranger: EnrolledOperator

const route = (categories: readonly string[], organisation: string = home) =>
  `/api/organisations/${organisation}/catalog/counts?${categories.map((one) => `category=${one}`).join('&')}`
async function count(...categories: string[]): Promise<HeldCount> {
  const reply = await engineer.browser.get(route(categories))
  expect(reply.status, reply.raw).toBe(200)
  for (const { email, name } of Object.values(people)) {
    expect(reply.raw).not.toContain(email)
    expect(reply.raw).not.toContain(name)
  }
  return reply.body as unknown as HeldCount
}
const facts = () =>
  world.query<{ entry: string }>(
    "select entry from ledger.facts where type = 'catalog.holders-counted' order by id",
  )

const calls = `
  - name: calls
    fields:
    - { name: id, fides_meta: { primary_key: true, data_type: integer } }
    - name: message_id
      fides_meta: { data_type: integer, references: [ { dataset: shop, field: messages.id, direction: from } ] }
    - { name: words, data_categories: [user.content.call_log], fides_meta: { data_type: string } }
  - name: plans
    fields:
    - { name: id, fides_meta: { primary_key: true, data_type: integer } }
    - { name: drawing, data_categories: [user.workplace.floor_plan], fides_meta: { data_type: string } }
`

beforeAll(async () => {
  world = await testApplication()
  engineer = await world.operator('engineer', 'engineer')
  desk = await world.operator('desk', 'desk')
  stranger = await world.operator('stranger', 'engineer', other)
  const client = new pg.Client({ connectionString: world.shop.database.url })
  await client.connect()
  await client.query(`
    create table calls (id int primary key, message_id int references messages, words text);
    insert into calls values (1, 1, 'a'), (2, 1, 'b'), (3, 2, 'c'), (4, 3, null), (5, null, 'e');
    create table plans (id int primary key, drawing text);
    insert into plans values (1, 'x'), (2, 'y');
    insert into customers values (9, ' TARO@kaede.example.jp', null, null, null)`)
  await client.end()
  const [row] = await world.query<{ map: string }>("select map from catalog.sources where key = 'shop'")
  const map = `${row?.map ?? ''}${calls.slice(1)}`
  await world.app.catalog.connect(home, system, { key: 'shop', url: world.shop.url, map })
})
afterAll(() => world.close())

describe('how many people and records a category has', () => {
  it('counts a person once, however often and in however many systems an address is written', async () => {
    expect(await count('contact-details')).toEqual({
      categories: ['contact-details'],
      unknown: [],
      people: { count: 3, precision: 'exact' },
      records: { count: 6, precision: 'exact' },
      systems: [
        { source: 'shop', state: 'read', reason: null, records: 4 },
        { source: 'site', state: 'read', reason: null, records: 2 },
      ],
    })
  })

  it('follows references to the people that rows without an address are about, and counts only what is there', async () => {
    const { people: found, records } = await count('call-logs')
    expect([found, records]).toEqual([
      { count: 2, precision: 'exact' },
      { count: 4, precision: 'exact' },
    ])
  })

  it('counts people of several categories together once', async () => {
    const { people: found, records } = await count('call-logs', 'contact-details')
    expect([found.count, records.count]).toEqual([3, 10])
  })

  it('says at least where rows lead to nobody', async () => {
    const found = await count('floor-plans')
    expect(found).toMatchObject({
      people: { count: 0, precision: 'at-least' },
      records: { count: 2, precision: 'exact' },
    })
    expect(found.systems[0]).toMatchObject({ source: 'shop', state: 'partly' })
  })

  it('says at least where there are more than are kept in memory at once, or it takes too long', async () => {
    const { ports } = world.app.catalog
    const limits = { hashes: 2, statement: 15_000, answer: 45_000 }
    const few = await countHeld(ports, home, system, ['contact-details'], limits)
    expect(few.people).toEqual({ count: 2, precision: 'at-least' })
    expect(few.records).toEqual({ count: 6, precision: 'exact' })
    const none = await countHeld(ports, home, system, ['contact-details'], { ...limits, answer: 0 })
    expect(none.people).toEqual({ count: 0, precision: 'at-least' })
  })

  it('counts one after another, and goes on after one that failed', async () => {
    const { ports } = world.app.catalog
    const failing = countHeld(ports, home, system, 1 as never)
    const next = countHeld(ports, home, system, ['contact-details'])
    await expect(failing).rejects.toThrow()
    expect((await next).people.count).toBe(3)
  })

  it('names what the policy in force does not have', async () => {
    expect(await count('horoscopes', 'budgets')).toMatchObject({
      categories: ['budgets'],
      unknown: ['horoscopes'],
      people: { count: 0, precision: 'exact' },
    })
  })

  it('records who had identifiers read and for which categories, without any of them', async () => {
    const before = (await facts()).length
    await count('call-logs')
    await count('budgets')
    const entries = await facts()
    expect(entries.length).toBe(before + 1)
    const last = JSON.stringify(entries.at(-1))
    expect(last).toContain('call-logs')
    expect(last).toContain(engineer.id)
    for (const { email } of Object.values(people)) expect(JSON.stringify(entries)).not.toContain(email)
    for (const line of world.lines)
      for (const { email } of Object.values(people)) expect(line).not.toContain(email)
  })

  it('says at least while a system is away, and which', async () => {
    await world.shop.leave()
    try {
      const found = await count('contact-details')
      expect(found).toMatchObject({
        people: { count: 2, precision: 'at-least' },
        records: { count: 2, precision: 'at-least' },
      })
      expect(found.systems[0]).toMatchObject({ source: 'shop', state: 'away', reason: 'down', records: 0 })
    } finally {
      await world.shop.comeBack()
    }
  })

  it('is told to those who may see the systems of that organisation, and nobody else', async () => {
    const refused = await desk.browser.get(route(['call-logs']))
    expect([refused.status, refused.body['code']]).toEqual([403, 'accounts.forbidden'])
    expect((await stranger.browser.get(route(['call-logs']))).status).toBe(404)
    expect((await engineer.browser.get(route(['call-logs'], other))).status).toBe(404)
    expect((await world.browser().get(route(['call-logs']))).status).toBe(401)
    const own = await stranger.browser.get(route(['contact-details'], other))
    expect(own.body).toMatchObject({ records: { count: 0 }, systems: [] })
    expect((await engineer.browser.get(route([]))).status).toBe(400)
  })
})
