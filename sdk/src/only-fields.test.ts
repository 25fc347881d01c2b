// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, describe, expect, expectTypeOf, it } from 'vitest'
import fc from 'fast-check'
import { EUROPE, HOME, NUMBERS, SHOP } from '../../core/src/gate/sample.case.ts'
import { follow } from './follow.ts'
import type { Gate } from './gate.ts'
import { onlyFields, type OnlyFields } from './only-fields.ts'
import { FakeServer, TOKEN } from './server.case.ts'

interface Customer {
  id: string
  email: string
  orders: { item: string; paid: boolean }[]
  note?: string
  joined: Date
}

const clerk = { id: 'desk', roles: ['clerk'] }
const delivery: OnlyFields<Customer>['question'] = { act: 'use', actor: clerk, purpose: 'delivery' }
const news = { ...delivery, purpose: 'news' }
const joined = new Date(0)
const hana: Customer = {
  id: 'hana',
  email: 'hana@example.com',
  orders: [{ item: 'tea', paid: true }],
  joined,
}
const ren: Customer = { id: 'ren', email: 'ren@example.com', orders: [], joined, note: 'calls at night' }

let server: FakeServer
let gate: Gate

beforeAll(async () => {
  server = await new FakeServer(SHOP, [HOME, EUROPE, NUMBERS]).start()
  server.person('hana', { consents: ['news-consent'] })
  server.person('ren', { restricted: ['orders'] })
  gate = await follow({ url: server.url, organisation: 'shop', token: TOKEN })
})

afterAll(async () => {
  await gate.close()
  await server.stop()
})

const told = (rows: readonly Customer[], options: Partial<OnlyFields<Customer>>) =>
  onlyFields(gate, rows, { question: delivery, fields: {}, person: 'id', ...options })
const reasons = ({ left }: ReturnType<typeof told>) =>
  left.map(({ field, reason, rows }) => `${field} ${reason} ${rows}`)

describe('rows for a purpose', () => {
  const fields = { id: null, email: 'contact', orders: 'orders', joined: null } as const

  it('keep what is permitted for their person, and nothing that is not declared', () => {
    const masked = told([hana, ren], { fields })
    expect(masked.rows).toEqual([hana, { id: 'ren', email: 'ren@example.com', joined }])
    expect(reasons(masked)).toEqual(['note undeclared 1', 'orders restricted 1'])
    expect(masked.left[1]).toMatchObject({ category: 'orders', says: { en: /\S/ }, remedy: { ja: /\S/ } })
    expectTypeOf(masked.rows[0]!).toEqualTypeOf<{
      id?: string
      email?: string
      orders?: { item?: string; paid?: boolean }[]
      note?: string
      joined?: Date
    }>()
  })

  it('are not changed', () => {
    const row = Object.freeze({ ...hana, orders: Object.freeze([]) as never })
    told([row], { fields: { orders: { item: 'orders' } } })
    expect(Object.keys(row)).toHaveLength(4)
  })

  it('are reached into, member by member, and in lists', () => {
    const masked = told([hana, ren], { fields: { orders: { item: 'orders' } } })
    expect(masked.rows).toEqual([{ orders: [{ item: 'tea' }] }, { orders: [] }])
    expect(reasons(masked)).toContain('orders.paid undeclared 1')
  })

  it('are counted together where they are left out for the same reason, and asked about once a category', () => {
    const asked: (string | undefined)[] = []
    const counting: Pick<Gate, 'prepare' | 'keyOf'> = {
      keyOf: (identifier) => gate.keyOf(identifier),
      prepare: (question) => {
        const ask = gate.prepare(question)
        return (person) => {
          asked.push(person)
          // As where answers differ in their words.
          return { ...ask(person) }
        }
      },
    }
    const options = { question: delivery, fields: { email: 'orders', note: 'orders' }, person: 'id' } as const
    const masked = onlyFields(counting, [ren, { ...ren }], options)
    expect(reasons(masked).filter((one) => !one.includes('undeclared'))).toEqual([
      'email restricted 2',
      'note restricted 2',
    ])
    expect(asked).toEqual([gate.keyOf('ren'), gate.keyOf('ren')])
  })

  it('need every category of a field', () => {
    const masked = told([hana, ren], {
      fields: { note: ['contact', 'orders'], email: ['contact', 'numbers'], id: [] },
    })
    expect(masked.rows).toEqual([{}, {}])
    expect(reasons(masked)).toContain('note restricted 1')
  })

  it('keep of a purpose with fields only these, as far as they are declared by them', () => {
    const either = told([hana], { question: news, fields: { email: 'user.contact.email', note: 'contact' } })
    expect(either.rows).toEqual([{ email: 'hana@example.com' }])
    const wide = told([hana, ren], { question: news, fields: { email: 'contact' } })
    expect(wide.rows).toEqual([{}, {}])
    expect(reasons(wide)).toEqual(expect.arrayContaining(['email beyond-fields 1', 'email no-consent 1']))
  })

  it('leave out what must be recorded, what must identify nobody, and what may only be shown masked', () => {
    const out = { ...delivery, act: 'take-out', ground: 'errand', document: 'E-1' }
    expect(reasons(told([hana], { question: out, fields }))).toContain('email must-be-recorded 1')
    const statistics = { ...delivery, purpose: 'statistics' }
    expect(reasons(told([hana], { question: statistics, fields }))).toContain('orders identifies 1')
    const cards = { ...delivery, purpose: 'service' }
    const card = { fields: { email: 'cards', joined: 'cards' }, question: cards } as const
    expect(told([hana], card).rows).toEqual([{ email: '****' }])
    expect(reasons(told([hana], card))).toContain('joined masked 1')
    const last = (value: unknown) => `…${String(value).slice(-3)}`
    expect(told([hana], { ...card, mask: last }).rows).toMatchObject([{ email: '…com' }])
  })

  it('may be told whose they are in any way, and are nobody’s where there is no identifier', () => {
    const email = { fields: { email: 'user.contact.email' }, question: news } as const
    const person = (row: Customer) => (row.email.startsWith('hana') ? gate.keyOf('hana') : null)
    expect(told([hana, ren], { ...email, person }).rows).toEqual([{ email: hana.email }, {}])
  })

  it('are refused where they lack what says whose they are', () => {
    const { id: _, ...nameless } = hana
    expect(() => told([nameless as Customer], { fields })).toThrow(/lacks “id”/)
    expect(() => told([hana], { fields, person: 'joined' })).toThrow(/neither text nor number/)
    expect(() => told([{ ...hana, id: Buffer.from('hana') as never }], { fields })).toThrow(/“id”/)
  })

  it('are declared by a Fides dataset as well', () => {
    const collection = {
      name: 'customers',
      fields: [
        { name: 'id', data_categories: ['system.operations'] },
        { name: 'email', data_categories: ['user.contact.email'] },
        {
          name: 'orders',
          data_categories: ['user.orders'],
          fields: [{ name: 'item' }, { name: 'paid', data_categories: ['user.financial'] }],
        },
        { name: 'note' },
      ],
    }
    const masked = told([hana, { ...ren, orders: hana.orders }], { fields: collection.fields })
    expect(masked.rows).toEqual([
      { id: 'hana', email: hana.email, orders: [{ item: 'tea' }] },
      { id: 'ren', email: ren.email },
    ])
    expect(reasons(masked)).toEqual([
      'joined undeclared 2',
      'note undeclared 1',
      'orders restricted 1',
      'orders.paid unknown-category 1',
    ])
  })

  it('keep a value just where the gate permits its category, whatever is declared', () => {
    const category = fc.constantFrom('contact', 'orders', 'health', 'unused', 'none', 'user.contact.email')
    const rule = fc.oneof(category, fc.array(category, { maxLength: 2 }), fc.constant(null))
    const rows = fc.array(fc.dictionary(fc.constantFrom('a', 'b', 'c', '__proto__'), fc.anything()))
    const declared = fc.dictionary(fc.constantFrom('a', 'b', 'd', '__proto__'), rule)
    fc.assert(
      fc.property(rows, declared, fc.constantFrom('hana', 'ren', 'nobody'), (given, fields, person) => {
        const masked = onlyFields<Record<string, unknown>>(gate, given, {
          question: delivery,
          fields,
          person: () => person,
        })
        for (const [at, row] of masked.rows.entries())
          for (const [name, value] of Object.entries(row)) {
            expect(value).toBe(given[at]?.[name])
            const categories = [Object.hasOwn(fields, name) ? fields[name] : 'none'].flat()
            expect(categories.length).toBeGreaterThan(0)
            const answers = categories.map(
              (one) => one === null || gate.decide({ ...delivery, category: one ?? 'none' }, person).answer,
            )
            expect(answers.every((one) => one === true || one === 'permit')).toBe(true)
          }
      }),
    )
  })
})
