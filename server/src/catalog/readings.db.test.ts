// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { home, other, testApplication, type TestApplication } from '../../../tests/support/application.ts'
import type { EnrolledOperator } from '../../../tests/support/accounts.ts'
import type { CatalogCategory, CollectorView } from './contract.ts'

let world: TestApplication
let engineer: EnrolledOperator
let stranger: EnrolledOperator
const base = (organisation: string = home) => `/api/organisations/${organisation}/catalog/collectors`
const sensor = { channel: 'operations', fields: [{ name: 'humidity', fides: 'user.sensor.humidity' }] }
const at = '2026-11-20T01:00:00Z'

beforeAll(async () => {
  world = await testApplication()
  engineer = await world.operator('engineer', 'engineer')
  stranger = await world.operator('stranger', 'engineer', other)
})
afterAll(() => world.close())

const put = (key: string, body: object, { browser } = engineer) =>
  browser.call('PUT', `${base()}/${key}`, body)
const send = (key: string, readings: object[], { browser } = engineer) =>
  browser.post(`${base()}/${key}/readings`, { readings })

describe('readings of devices', () => {
  it('are declared within a category and a technical channel of the policy, or not at all', async () => {
    expect((await put('kitchen', sensor)).status).toBe(204)
    const wrong = [
      { ...sensor, channel: 'agreement' },
      { ...sensor, channel: 'website-technical' },
      { ...sensor, fields: [{ name: 'mood', fides: 'user.health_and_medical' }] },
    ]
    for (const body of wrong)
      expect((await put('other', body)).body['code'], JSON.stringify(body)).toBe('catalog.not-declared')
    const listed = (await engineer.browser.get(base())).body as unknown as CollectorView[]
    expect(listed).toEqual([{ key: 'kitchen', ...sensor, readings: 0, lastAt: null }])
  })

  it('come in volume, whole or not at all, and only as declared', async () => {
    const readings = Array.from({ length: 10_000 }, (_, index) => ({
      at,
      measured: { humidity: index / 100 },
    }))
    const taken = await send('kitchen', readings)
    expect(taken.status, taken.raw).toBe(204)
    const mixed = [...readings.slice(0, 5), { at, measured: { humidity: 1, camera: 1 } }]
    expect((await send('kitchen', mixed)).body['code']).toBe('catalog.not-declared')
    expect((await send('kitchen', [{ at, measured: { humidity: 'Taro' } }])).body['code']).toBe(
      'common.invalid',
    )
    expect((await send('nobody', readings.slice(0, 1))).status).toBe(404)
    const [count] = await world.query<{ count: number }>(
      'select count(*)::int as count from catalog.readings',
    )
    expect(count?.count).toBe(10_000)
    const facts = await world.query<{ entry: string }>(
      "select entry from ledger.facts where type = 'catalog.readings-received' order by id",
    )
    expect(facts).toHaveLength(1)
    expect(facts[0]?.entry).toContain('CLN-2.18')
  })

  it('make their category found', async () => {
    const reply = await engineer.browser.get(`/api/organisations/${home}/catalog/categories/sensor-readings`)
    const category = reply.body as unknown as CatalogCategory
    expect(category.state).toBe('found')
    expect(category.systems).toEqual([
      { source: 'kitchen', fields: [{ collection: 'readings', field: 'humidity' }], rows: 10_000 },
    ])
  })

  it('are closed to other organisations', async () => {
    expect((await stranger.browser.get(base())).status).toBe(404)
    expect((await put('kitchen', sensor, stranger)).status).toBe(404)
    expect((await send('kitchen', [{ at, measured: { humidity: 1 } }], stranger)).status).toBe(404)
    const own = await stranger.browser.post(`${base(other)}/kitchen/readings`, {
      readings: [{ at, measured: { humidity: 1 } }],
    })
    expect(own.status).toBe(404)
  })
})
