// SPDX-License-Identifier: Apache-2.0
import { fileURLToPath } from 'node:url'
import type { PackData } from '@yakusoku/core/packs'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { home, other, testApplication, type TestApplication } from '../../../tests/support/application.ts'
import type { EnrolledOperator } from '../../../tests/support/accounts.ts'
import { readPacks } from '../policies/index.ts'
import { countryCode } from './countries.ts'
import { Catalog } from './index.ts'
import { lawsForJurisdiction, lawsForPerson } from './laws.ts'

let world: TestApplication
let engineer: EnrolledOperator
let stranger: EnrolledOperator
let shop: pg.Client

const base = (organisation: string = home) => `/api/organisations/${organisation}/catalog`
const facts = (type: string) =>
  world.query<{ entry: string }>('select entry from ledger.facts where type = $1 order by id', [type])

beforeAll(async () => {
  world = await testApplication()
  engineer = await world.operator('engineer', 'engineer')
  stranger = await world.operator('stranger', 'engineer', other)
  shop = new pg.Client({ connectionString: world.shop.database.url })
  await shop.connect()
})
afterAll(async () => {
  await shop.end()
  await world.close()
})

describe('the law', () => {
  let laws: PackData[]
  beforeAll(async () => {
    const packs = await readPacks(fileURLToPath(new URL('../../../packs', import.meta.url)))
    laws = packs.flatMap(({ pack }) => (pack !== undefined && pack.kind !== 'organisation' ? [pack] : []))
  })

  it('follows the jurisdiction and the kind of data asked for', () => {
    const ports = { ...world.app.catalog.ports, laws }
    const ids = (asked: Parameters<typeof lawsForJurisdiction>[2]) =>
      lawsForJurisdiction(ports, home, asked).laws.map(({ id }) => id)
    expect(ids({})).toContain('law/appi')
    expect(ids({})).not.toContain('law/my-number')
    expect(ids({ jurisdiction: 'JP', handling: ['my-number'] })).toContain('law/my-number')
    expect(ids({ jurisdiction: 'DE' })).toEqual(['law/gdpr'])
    expect(ids({ jurisdiction: 'BR' })).toEqual([])
  })

  it('follows the country that the systems know of a person, else the organisation’s own, and tells who looked', async () => {
    await shop.query(
      `alter table customers add country text; update customers set country = 'ドイツ' where id = 2`,
    )
    const [row] = await world.query<{ map: string }>("select map from catalog.sources where key = 'shop'")
    const map = String(row?.map)
      .replace(/.*name: phone.*\n/, '')
      .replace(
        '  - name: messages',
        '    - { name: country, data_categories: [user.contact.address.country] }\n  - name: messages',
      )
    const put = await engineer.browser.call('PUT', `/api/organisations/${home}/sources/shop`, {
      url: world.shop.url,
      map,
    })
    expect(put.status, put.raw).toBe(200)
    const { catalog } = world.app
    const ask = (email: string) =>
      lawsForPerson(
        { ...catalog.ports, laws },
        (identities) => catalog.collect(home, identities),
        home,
        { kind: 'operator', id: 'o' },
        email,
      )
    const hana = await ask('hana@kaede.example.jp')
    expect(hana.jurisdictions).toEqual([{ code: 'DE', from: 'field', field: 'shop:customers.country' }])
    expect(hana.laws.map(({ id }) => id)).toEqual(['law/gdpr'])
    const taro = await ask('taro@kaede.example.jp')
    expect(taro.jurisdictions).toEqual([{ code: 'JP', from: 'default' }])
    const told = await facts('catalog.jurisdiction-read')
    expect(told).toHaveLength(2)
    expect(JSON.stringify(told)).not.toContain('kaede')
    const desk = await world.operator('desk', 'desk')
    expect((await desk.browser.get(`${base()}/laws?jurisdiction=DE`)).status).toBe(200)
    expect((await desk.browser.post(`${base()}/laws`, { email: 'hana@kaede.example.jp' })).status).toBe(200)
    expect((await engineer.browser.post(`${base()}/laws`, { email: 'x@y.example' })).status).toBe(403)
    expect((await stranger.browser.get(`${base()}/laws`)).status).toBe(404)
  })

  it.each([
    ['JP', 'JP'],
    ['日本', 'JP'],
    ['Germany', 'DE'],
    ['フランス', 'FR'],
    ['UK', 'GB'],
    ['USA', 'US'],
    ['somewhere', undefined],
    [42, undefined],
  ])('reads %s as a country', (value, code) => {
    expect(countryCode(value)).toBe(code)
  })
})

describe('what is collected of a person', () => {
  it('leaves credentials out and masks what the policy says is masked', async () => {
    await shop.query(`alter table customers add password_hash text, add card text;
      update customers set password_hash = 'no-hash-at-all', card = '4111111111111111'`)
    const [row] = await world.query<{ map: string }>("select map from catalog.sources where key = 'shop'")
    const map = String(row?.map).replace(
      '  - name: messages',
      `    - { name: password_hash, data_categories: [user.authorization.password] }
    - { name: card, data_categories: [user.payment.card] }
  - name: messages`,
    )
    const put = await engineer.browser.call('PUT', `/api/organisations/${home}/sources/shop`, {
      url: world.shop.url,
      map,
    })
    expect(put.status, put.raw).toBe(200)
    const { ports } = world.app.catalog
    const pack = ports.inForce(home)
    const categories = pack.categories.map((one) =>
      one.fides.includes('user.payment') ? { ...one, handling: ['masked' as const] } : one,
    )
    const catalog = new Catalog({ ...ports, inForce: () => ({ ...pack, categories }) })
    const data = await catalog.collect(home, { email: ['taro@kaede.example.jp'] })
    const customers = data.collections.find(({ collection }) => collection === 'shop:customers')
    expect(customers?.rows).toHaveLength(1)
    expect(customers?.rows[0]).toMatchObject({ email: 'taro@kaede.example.jp', card: '••••••••••••1111' })
    expect(customers?.fields.map(({ name }) => name)).not.toContain('password_hash')
    expect(JSON.stringify(data)).not.toMatch(/no-hash-at-all|411111/)
  })
})
