// SPDX-License-Identifier: Apache-2.0
import { ACTS } from '@yakusoku/core/gate'
import { PackSchema, type PackData } from '@yakusoku/core/packs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Evaluation } from './shapes.ts'
import { VocabularySchema, WordSchema, type Vocabulary } from './word.ts'
import { NO_WORDS, openWords, type Words } from './words.ts'

const named = (...ids: string[]) => ids.map((id) => ({ id, name: { ja: id, en: id } }))
const pack: PackData = PackSchema.parse({
  format: 1,
  id: 'shop',
  kind: 'organisation',
  version: '1.0.0',
  name: { ja: '店', en: 'Shop' },
  effective: '2026-04-01',
  modified: '2026-04-01',
  categories: [
    { id: 'orders', name: { ja: '注文', en: 'Orders' }, fides: ['user.orders'] },
    ...named('archive', 'profiles'),
  ],
})
const words = (vocabulary: Vocabulary): Words => openWords(VocabularySchema.parse(vocabulary), pack)

const question: Evaluation = {
  subject: { type: 'user', id: 'alice' },
  action: { name: 'GET' },
  resource: { type: 'route', id: '/customers/42/orders' },
}

/** What of a question the gate reads, after it was put into the words of the policy. */
function read(vocabulary: Vocabulary, changes: Partial<Evaluation> = {}, caller?: string) {
  const found = words(vocabulary).translate({ ...question, ...changes }, { caller })
  if ('problem' in found) return found.problem
  const { action, resource, context } = found.evaluation
  return [action.name, resource.type, resource.id, context?.['purpose']]
}

describe('a caller’s words', () => {
  const gateway: Vocabulary = {
    get: { says: { action: 'GET' }, means: { act: 'read', purpose: 'care' } },
    orders: { says: { type: 'route', ids: ['/customers/{person}/orders'] }, means: { category: 'orders' } },
    health: { says: { type: 'route', ids: ['/health'] }, means: { category: 'orders', person: 'none' } },
  }

  test('name act, category, person and purpose of a route', () => {
    expect(read(gateway)).toEqual(['read', 'orders', '42', 'care'])
    expect(read(gateway, { resource: { type: 'route', id: '/health' } })).toEqual([
      'read',
      'orders',
      '*',
      'care',
    ])
  })

  test('name whatever else a question may need, and leave what it says itself', () => {
    const means = { purpose: 'care', recipient: 'partners', country: 'US', client: 'acorn', channel: 'form' }
    const send = words({ send: { says: { action: 'send' }, means } })
    const sent = (context?: Evaluation['context']) =>
      send.translate({ ...question, action: { name: 'send' }, context })
    expect(sent()).toMatchObject({ evaluation: { context: means } })
    const own = { ...means, purpose: 'of theirs', country: 'DE' }
    expect(sent({ purpose: 'of theirs', country: 'DE', recipient: ' ' })).toMatchObject({
      evaluation: { context: own },
    })
  })

  test('stand before the widest where each of two says more than another', () => {
    const by = (says: object, category: string) => ({ says: { type: 'route', ...says }, means: { category } })
    const vocabulary = {
      any: by({}, 'profiles'),
      customers: by({ ids: ['/customers/{person}/orders'] }, 'orders'),
      this: by({ ids: ['/customers/42/orders'] }, 'archive'),
    } as Vocabulary
    const at = (id: string) => read(vocabulary, { resource: { type: 'route', id } })[1]
    expect(['/other', '/customers/7/orders', '/customers/42/orders'].map(at)).toEqual([
      'profiles',
      'orders',
      'archive',
    ])
    const both = {
      any: { says: { type: 'todo', resourceProperties: { a: 1, b: 2 } }, means: { category: 'orders' } },
    } as Vocabulary
    const todo = (properties: object) =>
      read(both, { resource: { type: 'todo', id: '1', properties: { ...properties } } })[1]
    expect([todo({ a: 1, b: 2 }), todo({ a: 1 }), todo({ a: 1, b: 3 })]).toEqual(['orders', 'todo', 'todo'])
  })

  test.each([
    '/customers/42',
    '/customers//orders',
    '/customers/42/orders/',
    '/customers/*/orders',
    '/customers/%2A/orders',
  ])('do not stretch a route: %s', (id) => {
    expect(read(gateway, { resource: { type: 'route', id } })).toEqual(['read', 'route', id, 'care'])
  })

  test('decode what stands in the route for the person', () => {
    const at = (id: string) => read(gateway, { resource: { type: 'route', id: `/customers/${id}/orders` } })
    expect(at('a%40kaede.example')).toEqual(['read', 'orders', 'a@kaede.example', 'care'])
    expect(at('%zz')).toEqual(['read', 'orders', '%zz', 'care'])
  })

  const records: Vocabulary = {
    record: { says: { type: 'record' }, means: { category: 'orders', person: 'none' } },
    old: { says: { type: 'record', ids: ['record-2'] }, means: { category: 'archive' } },
    archived: {
      says: { type: 'record', resourceProperties: { status: 'archived' } },
      means: { category: 'archive' },
    },
    write: { says: { action: 'write' }, means: { act: 'use', purpose: 'editing' } },
    correct: { says: { action: 'write', category: 'archive' }, means: { purpose: 'keeping' } },
    soft: {
      says: { action: 'delete', actionProperties: { soft: true } },
      means: { act: 'use', purpose: 'hiding' },
    },
  }
  const record = (id: string, status?: string): Partial<Evaluation> => ({
    action: { name: 'write' },
    resource: { type: 'record', id, ...(status !== undefined && { properties: { status } }) },
  })

  test('mean the narrower thing where two say something of the same question', () => {
    expect(read(records, record('record-1'))).toEqual(['use', 'orders', '*', 'editing'])
    expect(read(records, record('record-1', 'active'))).toEqual(['use', 'orders', '*', 'editing'])
    for (const one of [record('record-2'), record('record-9', 'archived'), record('record-2', 'archived')])
      expect(read(records, one)).toEqual(['use', 'archive', '*', 'keeping'])
  })

  test('count only with the properties that they ask for, of the same kind', () => {
    const deleting = (soft?: unknown) =>
      read(records, {
        action: { name: 'delete', ...(soft !== undefined && { properties: { soft } }) },
        resource: { type: 'record', id: 'record-1' },
      })
    expect(deleting(true)).toEqual(['use', 'orders', '*', 'hiding'])
    for (const soft of [false, undefined, 'true', 1]) expect(deleting(soft)?.[0]).toBe('delete')
  })

  test('mean nothing where neither of two is the narrower, and are named', () => {
    const both = {
      ...records,
      first: { says: { type: 'record', ids: ['record-1'] }, means: { category: 'orders' } },
    }
    expect(read(both, record('record-1', 'archived'))).toBe(
      'category: the words archived, first say different things',
    )
    expect(read(both, record('record-1', 'active'))).toEqual(['use', 'orders', '*', 'editing'])
  })

  test('need the property that names the person', () => {
    const vocabulary: Vocabulary = {
      ticket: { says: { type: 'ticket' }, means: { category: 'orders', person: 'property:customer' } },
    }
    const ticket = (customer: unknown) =>
      read(vocabulary, { resource: { type: 'ticket', id: '7', properties: { customer } } })
    expect(ticket('K-1')).toEqual(['GET', 'orders', 'K-1', undefined])
    expect(ticket(20418)).toEqual(['GET', 'orders', '20418', undefined])
    for (const none of [undefined, '', ' ', '*', {}])
      expect(ticket(none)).toBe('resource.properties.customer: it names the person, and is missing')
  })

  test('tell the subject’s own from others’', () => {
    const vocabulary: Vocabulary = {
      todo: { says: { type: 'todo' }, means: { category: 'archive' } },
      own: {
        says: { type: 'todo', resourceProperties: { owner: '@subject' } },
        means: { category: 'orders' },
      },
    }
    const owned = (owner: string) => ({
      ...question,
      resource: { type: 'todo', id: '1', properties: { owner } },
    })
    const category = (owner: string) => {
      const found = words(vocabulary).translate(owned(owner), {
        isSubject: (value) => value === 'a@kaede.example',
      })
      return 'problem' in found ? found : found.evaluation.resource.type
    }
    expect(['alice', 'a@kaede.example', 'bob'].map(category)).toEqual(['orders', 'orders', 'archive'])
  })

  test('take the properties of what has a caller’s name for the caller’s own', () => {
    const own = { purpose: 'theirs', ground: 'theirs', client: 'theirs' }
    const asked = (type: string, name: string) =>
      words({
        record: { says: { type: 'record' }, means: { category: 'orders' } },
        get: { says: { action: 'GET' }, means: { act: 'read' } },
        any: { says: { category: 'orders' }, means: { purpose: 'care' } },
      }).translate({
        subject: question.subject,
        action: { name, properties: own },
        resource: { type, id: '1', properties: own },
      })
    expect(asked('record', 'GET')).toEqual({
      evaluation: {
        subject: question.subject,
        action: { name: 'read' },
        resource: { type: 'orders', id: '1' },
        context: { purpose: 'care' },
      },
    })
    expect(asked('orders', 'GET')).toMatchObject({ evaluation: { resource: { properties: own } } })
    expect(asked('orders', 'GET')).not.toHaveProperty('evaluation.context')
  })

  test('of one caller count for that caller alone, and before those of all', () => {
    const vocabulary: Vocabulary = {
      ...records,
      theirs: { says: { type: 'record' }, means: { category: 'profiles' }, caller: 'token-1' },
    }
    const at = (caller?: string) => read(vocabulary, record('record-2'), caller)?.[1]
    expect(['token-1', 'token-2', undefined].map(at)).toEqual(['profiles', 'archive', 'archive'])
  })

  test('list for searches what they name one by one', () => {
    const known = words({ ...gateway, ...records })
    expect(known.actions).toEqual(['GET', 'write', 'delete'])
    expect([known.idsOf('record'), known.idsOf('route'), known.idsOf('other')]).toEqual([
      ['record-2'],
      ['/health'],
      [],
    ])
  })
})

test('a vocabulary names no mail address, and says something on both sides', () => {
  const says = (word: unknown) => WordSchema.safeParse(word).success
  expect(says({ says: { ids: ['taro@kaede.example'] }, means: { category: 'orders' } })).toBe(false)
  expect(says({ says: {}, means: { category: 'orders' } })).toBe(false)
  expect(says({ says: { action: 'GET' }, means: {} })).toBe(false)
  expect(says({ says: { action: 'GET' }, means: { act: 'read' } })).toBe(true)
})

const ids = fc.constantFrom('record-1', '/a/b', '/a/{person}', '*')
const text = fc.constantFrom('read', 'GET', 'orders', 'user.orders.last', 'route', 'care', 'alice')
const evaluation: fc.Arbitrary<Evaluation> = fc.record({
  subject: fc.record({ type: text, id: text }),
  action: fc.record({ name: text }),
  resource: fc.record({ type: text, id: ids }),
  context: fc.record({ purpose: text }),
})
const vocabulary = fc.dictionary(
  fc.constantFrom('a', 'b', 'c'),
  fc.record({
    says: fc.record(
      { action: text, type: text, ids: fc.array(ids, { minLength: 1, maxLength: 2 }) },
      { requiredKeys: [] },
    ),
    means: fc.record(
      {
        act: fc.constantFrom('use' as const, 'copy' as const),
        category: fc.constantFrom('archive', 'orders'),
        purpose: text,
      },
      { requiredKeys: [] },
    ),
  }),
) as fc.Arbitrary<Vocabulary>

describe('putting a question into the words of the policy', () => {
  test('changes nothing without a vocabulary', () => {
    fc.assert(
      fc.property(evaluation, (one) => {
        expect(NO_WORDS.translate(one)).toEqual({ evaluation: one })
      }),
    )
    expect(openWords({}, pack)).toBe(NO_WORDS)
  })

  test('is the very question that is meant, and so decided like it', () => {
    const meant = fc.record({
      subject: fc.record({ type: text, id: text }),
      action: fc.record({ name: fc.constantFrom(...ACTS) }),
      resource: fc.record({ type: fc.constantFrom('orders', 'archive', 'profiles'), id: text }),
      context: fc.record({ purpose: text }),
    })
    const theirs = Object.fromEntries([
      ...ACTS.map((act) => [`do-${act}`, { says: { action: `do ${act}` }, means: { act } }]),
      ...pack.categories.map(({ id }) => [
        `of-${id}`,
        { says: { type: `my ${id}` }, means: { category: id } },
      ]),
    ])
    fc.assert(
      fc.property(meant, ({ subject, action, resource, context }) => {
        const known = { ...theirs, why: { says: { category: resource.type }, means: context } }
        const said = {
          subject,
          action: { name: `do ${action.name}` },
          resource: { type: `my ${resource.type}`, id: resource.id },
        }
        expect(words(known).translate(said)).toEqual({ evaluation: { subject, action, resource, context } })
      }),
    )
  })

  test('leaves what is said in the words of the policy as it is', () => {
    fc.assert(
      fc.property(evaluation, vocabulary, (one, all) => {
        const found = openWords(all, pack).translate(one)
        if ('problem' in found) return
        const { action, resource, context, subject } = found.evaluation
        expect([context, subject]).toEqual([one.context, one.subject])
        if (one.action.name === 'read') expect(action).toEqual(one.action)
        if (one.resource.type.includes('orders')) expect(resource.type).toBe(one.resource.type)
      }),
    )
  })

  test('comes to the same whatever the order of the words', () => {
    fc.assert(
      fc.property(evaluation, vocabulary, (one, all) => {
        const reversed = Object.fromEntries(Object.entries(all).reverse())
        expect(openWords(reversed, pack).translate(one)).toEqual(openWords(all, pack).translate(one))
      }),
    )
  })
})
