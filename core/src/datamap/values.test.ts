// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'
import { coerce, valuesAt } from './coerce.ts'
import { parseDatamaps } from './parse.ts'
import { isCard, isMyNumber, proposeCategory } from '../classify/index.ts'
import { proposeDirections } from './propose-links.ts'
import { matchingElements, onlyDeclared, selectTargets } from './select.ts'

const fields =
  parseDatamaps([
    {
      name: 'm',
      content: `fides_key: d
collections:
  - name: c
    fields:
      - {name: id, data_categories: [system.operations]}
      - {name: mail, data_categories: [user.contact.email]}
      - {name: lists, data_categories: [user.contacts]}
      - name: info
        fields:
          - {name: city, data_categories: [user.contact.address.city]}
          - {name: note}
      - name: people
        fides_meta: {data_type: 'object[]'}
        fields:
          - {name: phone, data_categories: [user.contact.phone_number]}
          - {name: rank}
`,
    },
  ]).datasets[0]?.collections[0]?.fields ?? []

const row = {
  id: 1,
  mail: null,
  lists: 'x',
  info: { city: 'Kobe', note: 'n', undeclared: 1 },
  people: [{ phone: '1', rank: 2 }, { rank: 3 }],
}

describe('categories', () => {
  it('match their children by whole segments', () => {
    expect(selectTargets(row, fields, ['user.contact'])).toEqual({
      mail: null,
      info: { city: 'Kobe' },
      people: [{ phone: '1' }],
    })
    expect(selectTargets(row, fields, ['user.contact.email.work'])).toBeUndefined()
    expect(selectTargets(row, fields, ['user.cont'])).toBeUndefined()
    expect(selectTargets(row, fields, ['system', 'user.contacts'])).toEqual({ id: 1, lists: 'x' })
  })
})

describe('structured values', () => {
  it('keep declared members only', () => {
    expect(onlyDeclared(row.info, fields[3]?.fields ?? [])).toEqual({ city: 'Kobe', note: 'n' })
    expect(onlyDeclared(row.people, fields[4]?.fields ?? [])).toEqual(row.people)
  })

  it('give up their values through members and lists', () => {
    expect(valuesAt(row, ['people', 'phone'])).toEqual(['1'])
    expect(valuesAt({ a: [[1, null], [{ b: 2 }]] }, ['a'])).toEqual([1])
    expect(valuesAt(row, ['info'])).toEqual([])
    expect(valuesAt(row, ['info', 'constructor'])).toEqual([])
  })

  it('keep of a searched list only what matched', () => {
    const only = (path: string, ...values: string[]) => ({ path: path.split('.'), values: new Set(values) })
    expect(matchingElements({ tags: ['a', 'b'] }, [only('tags', 'b')])).toEqual({ tags: ['b'] })
    expect(matchingElements(row, [only('people.phone', '1')])['people']).toEqual([{ phone: '1', rank: 2 }])
    expect(matchingElements({ tag: 'a' }, [only('tag', 'b')])).toEqual({ tag: 'a' })
  })

  it('keeps what any of several searches found, and a list whole in which none found anything', () => {
    const only = (path: string, ...values: string[]) => ({ path: path.split('.'), values: new Set(values) })
    const desk = {
      talk: [
        { by: 'a', no: 1 },
        { by: 'b', no: 2 },
        { by: 'c', no: null },
      ],
      cc: ['x', 'y'],
    }
    const found = matchingElements(desk, [only('talk.by', 'a'), only('talk.no', '2'), only('cc', 'z')])
    expect(found).toEqual({
      talk: [
        { by: 'a', no: 1 },
        { by: 'b', no: 2 },
      ],
      cc: ['x', 'y'],
    })
    const deep = { rooms: { east: [{ ids: [1, 2] }, { ids: [3] }, { ids: [2, 4] }] } }
    expect(matchingElements(deep, [only('rooms.east.ids', '2')])).toEqual({
      rooms: { east: [{ ids: [2] }, { ids: [2] }] },
    })
  })
})

describe('coercion', () => {
  it('turns values into the declared type and drops what cannot be turned', () => {
    expect(
      ['123', ' 7 ', '+42.00', 7.9, true, 'x', '1.5', '', '9007199254740993'].map((v) =>
        coerce(v, 'integer'),
      ),
    ).toEqual([123, 7, 42, 7, 1, undefined, undefined, undefined, 9007199254740993n])
    expect([1, '1.50', 'abc', true].map((v) => coerce(v, 'float'))).toEqual([1, '1.50', undefined, 1])
    expect([0, false, 12.5, 'a'].map((v) => coerce(v, 'string'))).toEqual(['0', 'false', '12.5', 'a'])
    expect(['True', 1, 'false', 0, 'yes'].map((v) => coerce(v, 'boolean'))).toEqual([
      true,
      true,
      false,
      false,
      undefined,
    ])
    expect(coerce('abc', 'object_id')).toBeUndefined()
    expect(coerce('a', undefined)).toBe('a')
  })
})

describe('proposals', () => {
  const propose = (table: string, column: string, values: string[] = [], isKey = false) => {
    const { category, identity } = proposeCategory({ table, column, isKey, values })
    return identity ? [category, identity] : [category]
  }

  it('read column names in English, romaji and Japanese', () => {
    expect(propose('customer', 'emailAddress')).toEqual(['user.contact.email', 'email'])
    expect(propose('顧客', 'メールアドレス')).toEqual(['user.contact.email', 'email'])
    expect(propose('kaiin', 'denwa_bango')).toEqual(['user.contact.phone_number', 'phone_number'])
    expect(propose('customer', 'ip_address')).toEqual(['user.device.ip_address'])
    expect(propose('customer', 'shipping_address')).toEqual(['user.contact.address'])
    expect(propose('社員', '生年月日')).toEqual(['user.demographic.date_of_birth'])
    expect(propose('t', 'yubin_bango')).toEqual(['user.contact.address.postal_code'])
    expect(propose('users', 'name')).toEqual(['user.name'])
    expect(propose('product', 'name')).toEqual(['system.operations'])
    expect(propose('Employee', 'Title')).toEqual(['user.job_title'])
    expect(propose('Customer', 'State')).toEqual(['user.contact.address.state'])
    expect(propose('orders', 'state')).toEqual(['system.operations'])
    expect(propose('customer', 'id', [], true)).toEqual(['user.unique_id'])
    expect(propose('patient', '既往歴')).toEqual(['user.health_and_medical'])
  })

  it('look at values where names say nothing', () => {
    expect(propose('t', 'col1', ['a@example.com', 'b@example.jp'])).toEqual(['user.contact.email', 'email'])
    expect(propose('t', 'col2', ['090-1234-5678', '03-1234-5678', '０６１２３４５６７８'])).toEqual([
      'user.contact.phone_number',
      'phone_number',
    ])
    expect(propose('t', 'col3', ['100-0001', '530-0001', '600-0000'])).toEqual([
      'user.contact.address.postal_code',
    ])
    expect(propose('t', 'col4', ['東京都港区芝1', '大阪府大阪市北区', '京都府京都市'])).toEqual([
      'user.contact.address',
    ])
    expect(propose('t', 'col5', ['red', 'blue', 'green'])).toEqual(['system.operations'])
  })

  it('never hold a sampled value', () => {
    const proposal = proposeCategory({
      table: 't',
      column: 'c',
      isKey: false,
      values: ['zoe@example.com', 'yan@example.com'],
    })
    expect(JSON.stringify(proposal)).not.toContain('example.com')
  })

  it('tell My Numbers and card numbers by their check digit', () => {
    expect(isMyNumber('1234 5678 9018')).toBe(true)
    expect(isMyNumber('123456789012')).toBe(false)
    expect(isMyNumber('111111111111')).toBe(false)
    expect(isCard('4111-1111-1111-1111')).toBe(true)
    expect(isCard('4111111111111112')).toBe(false)
  })

  it('follow what belongs to the person and do not come back to others', () => {
    const link = (from: string, to: string, oneToOne = false) => ({ from, to, oneToOne })
    const links = [
      link('orders', 'customer'),
      link('line', 'orders'),
      link('line', 'product'),
      link('stock', 'product'),
      link('customer', 'employee'),
      link('employee', 'employee'),
      link('profile', 'customer', true),
    ]
    const { proposals, reached } = proposeDirections(
      links,
      ['customer', 'employee'],
      new Set(['customer', 'employee', 'profile']),
    )
    expect(proposals.map((p) => p.why ?? p.direction)).toEqual([
      'from',
      'from',
      'to',
      'unreached',
      'other-person',
      'self',
      'from',
    ])
    expect([...reached].toSorted()).toEqual(['customer', 'employee', 'line', 'orders', 'product', 'profile'])
  })

  it('leave a customer and whoever served them apart', () => {
    const links = [
      { from: 'payment', to: 'customer', oneToOne: false },
      { from: 'payment', to: 'staff', oneToOne: false },
      { from: 'shift', to: 'staff', oneToOne: false },
    ]
    const both = ['customer', 'staff']
    const { proposals } = proposeDirections(links, both, new Set(both), { staff: new Set(['staff']) })
    expect(proposals.map((p) => p.why ?? p.direction)).toEqual(['from', 'other-person', 'from'])
  })

  it('leave a customer and whoever supplied what they bought apart, however far', () => {
    const link = (from: string, to: string) => ({ from, to, oneToOne: false })
    const links = [
      link('product', 'supplier'),
      link('line', 'product'),
      link('line', 'order'),
      link('order', 'customer'),
      link('order', 'shipper'),
      link('offer', 'supplier'),
    ]
    const { proposals } = proposeDirections(
      links,
      ['supplier', 'customer', 'shipper'],
      new Set(['supplier', 'customer']),
      { staff: new Set(['supplier']) },
    )
    expect(proposals.map((p) => p.why ?? p.direction)).toEqual(['from', 'to', 'from', 'from', 'to', 'from'])
  })

  it('lead to a person’s own login, and from nowhere else to anybody’s', () => {
    const link = (from: string, to: string) => ({ from, to, oneToOne: false })
    const account = link('users', 'partner')
    const links = [account, link('partner', 'users'), link('order', 'partner'), link('order', 'users')]
    const { proposals, reached } = proposeDirections(links, ['partner'], new Set(['partner']), {
      accounts: new Set([account]),
    })
    expect(proposals.map((p) => p.why ?? p.direction)).toEqual([
      'from',
      'other-person',
      'from',
      'other-person',
    ])
    expect(reached.has('users')).toBe(true)
  })

  it('do not pass through what persons have in common', () => {
    const link = (from: string, to: string) => ({ from, to, oneToOne: false })
    const links = [
      link('customer', 'store'),
      link('store', 'staff'),
      link('inventory', 'store'),
      link('customer', 'address'),
      link('rental', 'customer'),
      link('rental', 'inventory'),
    ]
    const { proposals } = proposeDirections(
      links,
      ['customer', 'staff', 'address'],
      new Set(['customer', 'staff']),
    )
    expect(proposals.map((p) => p.why ?? p.direction)).toEqual([
      'to',
      'other-person',
      'to',
      'to',
      'from',
      'to',
    ])
  })
})
