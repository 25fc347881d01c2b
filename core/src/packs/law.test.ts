// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  applicableLaws,
  extendedLaws,
  lawsFor,
  packOn,
  PackSchema,
  resolvePack,
  versionsOn,
} from './index.ts'
import type { Kind, PackData } from './index.ts'

const text = (name: string) => ({ ja: name, en: name })

function pack(id: string, more: Record<string, unknown> = {}): PackData {
  return PackSchema.parse({
    format: 1,
    id,
    kind: id.includes('/') ? 'law' : 'organisation',
    version: '1.0.0',
    name: text(id),
    effective: '2020-01-01',
    modified: '2020-01-01',
    ...more,
  })
}

const event = (id: string, more: Record<string, unknown> = {}) => ({ id, name: text(id), ...more })
const told = (problems: readonly { rule: string; path: string }[]) =>
  problems.map(({ rule, path }) => `${rule} ${path}`)

describe('what a pack extends', () => {
  test('comes in through other packs, each once, nearest first', () => {
    const laws = [
      pack('law/a', { extends: ['law/base'], events: [event('from-a')] }),
      pack('law/b', { extends: ['law/base'] }),
      pack('law/base', { events: [event('from-base')] }),
    ]
    const resolved = resolvePack(pack('us', { extends: ['law/a', 'law/b'] }), laws, '2026-11-21')
    expect(resolved.problems).toEqual([])
    expect(resolved.laws.map(({ id }) => id)).toEqual(['law/a', 'law/base', 'law/b'])
    expect(resolved.pack.events.map(({ id }) => id)).toEqual(['from-a', 'from-base'])
    expect(resolved.from('event', 'from-base')).toBe('law/base')
    expect(resolved.from('event', 'nothing')).toBeUndefined()
  })

  test('never overwrites what the pack says itself', () => {
    const laws = [pack('law/a', { events: [event('breach', { description: text('of the law') })] })]
    const own = event('breach', { description: text('our own') })
    const resolved = resolvePack(pack('us', { extends: ['law/a'], events: [own] }), laws, '2026-11-21')
    expect(resolved.pack.events).toHaveLength(1)
    expect(resolved.pack.events[0]?.description?.en).toBe('our own')
    expect(resolved.from('event', 'breach')).toBe('us')
  })

  test('tells a circle at the entry that closes it, and goes on with the rest', () => {
    const laws = [
      pack('law/a', { extends: ['law/b'] }),
      pack('law/b', { extends: ['law/a', 'law/c'] }),
      pack('law/c'),
    ]
    const places: string[] = []
    const resolved = resolvePack(pack('us', { extends: ['law/a'] }), laws, '2026-11-21', (at, path) => {
      places.push(`${at.id} ${path.join('.')}`)
      return { path: `${at.id}/pack.yaml`, line: 7, column: 3 }
    })
    expect(told(resolved.problems)).toEqual(['extends/cycle law/b/pack.yaml'])
    expect(resolved.problems[0]).toMatchObject({ line: 7, column: 3 })
    expect(resolved.problems[0]?.message.en).toContain('law/a → law/b → law/a')
    expect(resolved.laws.map(({ id }) => id)).toEqual(['law/a', 'law/b', 'law/c'])
    expect(places).toContain('law/b extends.0')
  })

  test('tells an unknown pack with the nearest known, and an organisation that cannot be extended', () => {
    const laws = [pack('law/appi'), pack('them')]
    const { problems } = resolvePack(pack('us', { extends: ['law/api', 'them'] }), laws, '2026-11-21')
    expect(told(problems)).toEqual(['extends/unknown us/pack.yaml', 'extends/not-a-law us/pack.yaml'])
    expect(problems[0]?.suggestion.en).toBe('Did you mean law/appi?')
  })

  test('is a warning, and nothing else, before the law is in force', () => {
    const laws = [pack('law/new', { effective: '2028-07-16', events: [event('later')] })]
    const us = pack('us', { extends: ['law/new'] })
    const before = resolvePack(us, laws, '2026-11-21')
    expect(before.problems).toMatchObject([{ rule: 'extends/not-in-force', severity: 'warning' }])
    expect(before.pack).toEqual(us)
    expect(resolvePack(us, laws, '2028-07-16').pack.events).toHaveLength(1)
  })
})

describe('days', () => {
  test('count from the first to the last on which an element is in force', () => {
    const law = pack('law/a', {
      events: [
        event('old', { effectiveTo: '2026-12-31' }),
        event('new', { effectiveFrom: '2027-01-01' }),
        event('always'),
      ],
    })
    const on = (day: string) => packOn(law, day).events.map(({ id }) => id)
    expect(on('2026-12-31')).toEqual(['old', 'always'])
    expect(on('2027-01-01')).toEqual(['new', 'always'])
  })

  test('choose among versions the latest that has begun, by number where two begin on the same day', () => {
    const laws = [
      pack('law/a', { version: '1.9.0', effective: '2022-04-01' }),
      pack('law/a', { version: '1.10.0', effective: '2022-04-01' }),
      pack('law/a', { version: '2.0.0', effective: '2027-01-17' }),
    ]
    expect(versionsOn(laws, '2026-11-21').map(({ version }) => version)).toEqual(['1.10.0'])
    expect(versionsOn(laws, '2027-01-17').map(({ version }) => version)).toEqual(['2.0.0'])
    expect(versionsOn(laws, '2022-03-31')).toEqual([])
  })
})

describe('which laws apply', () => {
  const laws = [
    pack('law/appi', { applies: { jurisdictions: ['JP'] } }),
    pack('law/my-number', { applies: { jurisdictions: ['JP'], handling: ['my-number'] } }),
    pack('law/gdpr', { applies: { jurisdictions: ['EU', 'DE'] } }),
    pack('law/entrusted', { applies: { jurisdictions: ['JP'], roles: ['processor'] } }),
    pack('std/jis', { kind: 'standard' }),
  ]
  const ids = (found: readonly PackData[]) => found.map(({ id }) => id)

  test('follows jurisdiction, kind of data and role', () => {
    const asOf = '2026-11-21'
    const apply = (found: Parameters<typeof applicableLaws>[1]) => ids(applicableLaws(laws, found))
    expect(apply({ jurisdictions: ['JP'], handling: [], role: 'controller', asOf })).toEqual(['law/appi'])
    expect(apply({ jurisdictions: ['JP'], handling: ['my-number'], role: 'controller', asOf })).toEqual([
      'law/appi',
      'law/my-number',
    ])
    expect(apply({ jurisdictions: ['DE'], handling: [], role: 'processor', asOf })).toEqual(['law/gdpr'])
    expect(apply({ jurisdictions: ['BR'], handling: ['my-number'], role: 'processor', asOf })).toEqual([])
    expect(apply({ asOf: '2019-12-31' })).toEqual([])
  })

  test('can be asked for a whole organisation', () => {
    const us = pack('us', {
      jurisdictions: ['JP', 'EU'],
      role: 'processor',
      categories: [{ id: 'numbers', name: text('numbers'), handling: ['my-number'] }],
    })
    expect(ids(lawsFor(us, laws, '2026-11-21'))).toEqual([
      'law/appi',
      'law/my-number',
      'law/gdpr',
      'law/entrusted',
    ])
  })
})

const names = ['us', 'law/a', 'law/b', 'law/c', 'law/d', 'law/e', 'law/f'] as const
const graph = fc.record(
  Object.fromEntries(names.map((name) => [name, fc.subarray([...names])])) as Record<
    (typeof names)[number],
    fc.Arbitrary<(typeof names)[number][]>
  >,
)
const days = fc.record({ from: fc.constantFrom('2020-01-01', '2027-01-17', '2028-07-16') })
const marks = fc.array(fc.tuple(fc.constantFrom('x', 'y', 'z'), days), { maxLength: 3 })

test('whatever extends whatever, resolving ends, keeps own elements, repeats no id and brings only what is in force', () => {
  const asOf = fc.constantFrom('2026-11-21', '2027-01-17', '2028-12-31')
  fc.assert(
    fc.property(graph, fc.array(marks, { minLength: 7, maxLength: 7 }), asOf, (edges, events, day) => {
      const packs = names.map((name, index) => {
        const own = new Map((events[index] ?? []).map(([id, { from }]) => [id, from]))
        const list = [...own].map(([id, from]) => event(id, { effectiveFrom: from, description: text(name) }))
        return pack(name, { extends: edges[name], events: list })
      })
      const [us, ...laws] = packs as [PackData, ...PackData[]]
      const resolved = resolvePack(us, laws, day)
      expect(resolved.pack.events.slice(0, us.events.length)).toEqual(us.events)
      const met = resolved.pack.events.map(({ id }) => id)
      expect(new Set(met).size).toBe(met.length)
      for (const found of resolved.pack.events.slice(us.events.length)) {
        expect(found.effectiveFrom ?? '').toSatisfy((from: string) => from <= day)
        expect(resolved.from('event' satisfies Kind, found.id)).toBe(found.description?.en)
      }
      expect(new Set(resolved.laws.map(({ id }) => id)).size).toBe(resolved.laws.length)
      expect(extendedLaws(us, laws, day).map(({ id }) => id)).toEqual(resolved.laws.map(({ id }) => id))
    }),
  )
})
