// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseDatamaps } from './parse.ts'
import { planReads } from './plan.ts'
import type { PlanOptions } from './plan.ts'

/**
 * A short way to write a map: one line a collection, `name: field field`, where a field may be followed by
 * `=kind` (identity), `>there.f` (to), `<there.f` (from), `~there.f` (both) and `#category`.
 */
const mapOf = (key: string, lines: string[], more: Record<string, unknown> = {}): string => {
  const collections = lines.map((line) => {
    const [name = '', rest = ''] = line.split(': ')
    const [collection = '', after] = name.split('@')
    const fields = rest.split(' ').map((word) => {
      const [field = '', ...marks] = word.split(/(?=[=<>~#])/)
      const meta: Record<string, unknown> = {}
      const references: unknown[] = []
      const categories: string[] = []
      for (const mark of marks) {
        const value = mark.slice(1)
        const [dataset, target] = value.includes('/') ? value.split('/') : [key, value]
        if (mark[0] === '=') meta['identity'] = value
        else if (mark[0] === '#') categories.push(value)
        else
          references.push({
            dataset,
            field: target,
            ...{ '<': { direction: 'from' }, '>': { direction: 'to' } }[mark[0] as '<'],
          })
      }
      return { name: field, data_categories: categories, fides_meta: { ...meta, references } }
    })
    return { name: collection, fides_meta: after ? { after: [`${key}.${after}`] } : {}, fields }
  })
  return JSON.stringify({ dataset: [{ fides_key: key, collections, ...more }] })
}

const planOf = (maps: string[], options: Partial<PlanOptions> = {}) => {
  const parsed = parseDatamaps(maps.map((content, i) => ({ name: `${i}.yml`, content })))
  expect(parsed.problems).toEqual([])
  return planReads(parsed.datasets, { identities: ['email'], ...options })
}

/** Feeds of each collection as `source>field`, in the order of reading. */
const feeds = (maps: string[], options: Partial<PlanOptions> = {}) => {
  const { plan, problems } = planOf(maps, options)
  expect(problems.filter((p) => p.severity === 'error')).toEqual([])
  return Object.fromEntries(
    plan?.steps.flatMap((step) =>
      step.reads.map((read) => [
        read.address,
        read.feeds
          .map(
            ({ source, path }) =>
              `${'address' in source ? `${source.address}.${source.path}` : source.identity}>${path}`,
          )
          .toSorted(),
      ]),
    ) ?? [],
  )
}

const errors = (maps: string[], options: Partial<PlanOptions> = {}) =>
  planOf(maps, options)
    .problems.filter((p) => p.severity === 'error')
    .map((p) => p.code)

describe('a plan', () => {
  it('starts at every field with a given identity', () => {
    const map = mapOf('d', ['a: x=email y=email', 'b: x=email', 'c: x=phone y=email'])
    expect(feeds([map])).toEqual({ 'd:a': ['email>x', 'email>y'], 'd:b': ['email>x'], 'd:c': ['email>y'] })
    expect(feeds([map], { identities: ['email', 'phone'] })['d:c']).toEqual(['email>y', 'phone>x'])
  })

  it('follows references in their direction only', () => {
    const map = mapOf('d', ['a: x=email to>b.x', 'b: x', 'c: from<a.x', 'e: x>a.x'])
    expect(feeds([map])).toEqual({ 'd:a': ['email>x'], 'd:b': ['d:a.to>x'], 'd:c': ['d:a.x>from'] })
  })

  it('reads a collection after all that feed it', () => {
    const map = mapOf('d', [
      'address: id',
      'orders: customer<customer.id ship>address.id',
      'customer: id mail=email home>address.id',
    ])
    const { plan } = planOf([map])
    expect(plan?.steps.flatMap((s) => s.reads.map((r) => r.address))).toEqual([
      'd:customer',
      'd:orders',
      'd:address',
    ])
    expect(feeds([map])['d:address']).toEqual(['d:customer.home>id', 'd:orders.ship>id'])
  })

  it('walks a reference without direction once, away from the person', () => {
    const chain = mapOf('d', ['a: x=email', 'b: x~a.x', 'c: x~b.x'])
    expect(feeds([chain])).toEqual({ 'd:a': ['email>x'], 'd:b': ['d:a.x>x'], 'd:c': ['d:b.x>x'] })
    const several = mapOf('d', ['a: f1=email~b.f1 f2~b.f1 f3~b.f3', 'b: f1 f3'])
    expect(feeds([several])).toEqual({ 'd:a': ['email>f1'], 'd:b': ['d:a.f1>f1', 'd:a.f2>f1', 'd:a.f3>f3'] })
  })

  it('knows a reference declared at both ends as one', () => {
    expect(feeds([mapOf('d', ['a: x=email>b.y', 'b: y<a.x'])])['d:b']).toEqual(['d:a.x>y'])
    expect(feeds([mapOf('d', ['a: x=email~b.y', 'b: y~a.x'])])['d:b']).toEqual(['d:a.x>y'])
  })

  it('crosses from one dataset to another as within one', () => {
    const maps = [mapOf('p', ['customer: id mail=email']), mapOf('m', ['detail: customer<p/customer.id'])]
    expect(feeds(maps)['m:detail']).toEqual(['p:customer.id>customer'])
  })

  it('depends on the identities given', () => {
    const map = mapOf('d', [
      'customer: mail=email#user.contact.email user>user.id',
      'user: id ssn=ssn#user.government_id',
    ])
    expect(feeds([map])).toMatchObject({ 'd:user': ['d:customer.user>id'] })
    expect(feeds([map], { identities: ['email', 'ssn'] })['d:user']).toEqual([
      'd:customer.user>id',
      'ssn>ssn',
    ])
    expect(feeds([map], { identities: ['ssn'] })).toEqual({ 'd:user': ['ssn>ssn'] })
    expect(planOf([map], { identities: ['ssn'] }).plan?.ignored).toEqual([
      { address: 'd:customer', reason: 'identity-not-given', identities: ['email'] },
    ])
  })

  it('reads collections that feed each other in a circle together', () => {
    const map = mapOf(
      'd',
      ['a: seed=email x>b.x', 'b: x y>c.y', 'c: y z>a.z'].map((l) =>
        l.replace('a: seed=email', 'a: seed=email z'),
      ),
    )
    const { plan } = planOf([map])
    expect(plan?.steps.map((s) => [s.circular, s.reads.map((r) => r.address)])).toEqual([
      [true, ['d:a', 'd:b', 'd:c']],
    ])
    expect(feeds([map])['d:a']).toEqual(['d:c.z>z', 'email>seed'])
  })

  it('waits for what "after" names, also a whole dataset', () => {
    const order = (maps: string[]) => planOf(maps).plan?.steps.flatMap((s) => s.reads.map((r) => r.address))
    expect(order([mapOf('d', ['a@b: x=email', 'b: x=email'])])).toEqual(['d:b', 'd:a'])
    const whole = mapOf('d', ['a: x=email'], { fides_meta: { after: ['e'] } })
    expect(order([whole, mapOf('e', ['b: x=email', 'c: x<b.x'])])).toEqual(['e:b', 'e:c', 'd:a'])
  })

  it('refuses circles of "after", and an "after" that can never end', () => {
    const circle = ['a@c: x=email', 'b@a: x<a.x', 'c@b: x<b.x']
    expect(errors([mapOf('d', circle)])).toEqual(['after-cycle'])
    const sets = ['p', 'q'].map((key, i) =>
      mapOf(key, ['a: x=email'], { fides_meta: { after: [i ? 'p' : 'q'] } }),
    )
    expect(errors(sets)).toEqual(['after-cycle'])
    expect(errors([mapOf('d', ['customer@address: mail=email home>address.id', 'address: id'])])).toEqual([
      'after-blocked',
    ])
  })

  it('finds a circle of "after" however long it is', () => {
    const [one] = parseDatamaps([{ name: 'm', content: mapOf('d', ['c0: x=email']) }]).datasets
    const [first] = one?.collections ?? []
    if (!one || !first) throw new Error('no collection')
    const all = Array.from({ length: 12_000 }, (_, i) => ({
      ...first,
      name: `c${i}`,
      after: [{ name: `d.c${(i + 1) % 12_000}`, at: first.at }],
    }))
    const { problems } = planReads([{ ...one, collections: all }], { identities: ['email'] })
    expect(problems.map((p) => p.code)).toEqual(['after-cycle'])
  })

  it('does not wait for a collection that is not read', () => {
    expect(feeds([mapOf('d', ['a@b: x=email', 'b: x=ssn'])])).toEqual({ 'd:a': ['email>x'] })
  })

  it('refuses collections out of reach only when they hold personal data', () => {
    const map = (category: string) => mapOf('d', ['a: x=email', `lost: y${category}`])
    expect(errors([map('#user.contact.email')])).toEqual(['unreachable'])
    expect(errors([map('#user')])).toEqual(['unreachable'])
    expect(errors([map('#system.operations')])).toEqual([])
    expect(errors([map('#userland.x')])).toEqual([])
    expect(errors([mapOf('d', ['a: x=email', 'lost: y#user.name>a.x'])])).toEqual(['unreachable'])
  })

  it('lets collections with a custom request field stay out of reach', () => {
    const map = (value: string | null) =>
      JSON.stringify({
        fides_key: 'd',
        collections: [
          { name: 'a', fields: [{ name: 'x', fides_meta: { identity: 'email' } }] },
          {
            name: 'b',
            fields: [{ name: 'y', data_categories: ['user'], fides_meta: { custom_request_field: value } }],
          },
        ],
      })
    expect(errors([map('tenant')])).toEqual([])
    expect(errors([map(null)])).toEqual(['unreachable'])
  })

  it('asks only for what is wanted when categories are given', () => {
    const map = mapOf('d', ['a: x=email', 'lost: y#user.financial'])
    expect(errors([map], { targets: ['user.contact'] })).toEqual([])
    expect(errors([map], { targets: ['user.financial'] })).toEqual(['unreachable'])
    expect(errors([map], { targets: ['user.fin'] })).toEqual([])
  })

  it('says so where no field has a wanted category, and what was probably meant', () => {
    const map = mapOf('d', ['a: x=email#user.contact.email'])
    expect(planOf([map], { targets: ['user', 'user.contact'] }).problems).toEqual([])
    expect(planOf([map], { targets: ['user.contct.email', 'user.contact'] }).problems).toMatchObject([
      { severity: 'warning', code: 'unknown-target', en: expect.stringContaining('"user.contact.email"') },
    ])
  })

  it('leaves collections out that the map says to skip', () => {
    const map = JSON.stringify({
      fides_key: 'd',
      collections: [
        {
          name: 'a',
          fields: [
            { name: 'x', fides_meta: { identity: 'email', references: [{ dataset: 'd', field: 'b.y' }] } },
          ],
        },
        {
          name: 'b',
          fides_meta: { skip_processing: true },
          fields: [{ name: 'y', data_categories: ['user'] }],
        },
      ],
    })
    expect(feeds([map])).toEqual({ 'd:a': ['email>x'] })
  })

  it('refuses references to what is not declared and says what was meant', () => {
    const said = (field: string) =>
      planOf([mapOf('d', ['address: id', `a: x=email>${field}`])]).problems.map((p) => [p.code, p.en])
    expect(said('nowhere/b.c')).toMatchObject([['unknown-dataset', expect.any(String)]])
    expect(said('adress.id')).toMatchObject([['unknown-collection', expect.stringContaining('"address"')]])
    expect(said('address.idd')).toMatchObject([['unknown-field', expect.stringContaining('"id"')]])
    expect(said('a.x')).toMatchObject([['self-reference', expect.stringContaining('refers to itself')]])
  })

  it('follows a reference within one collection from row to row, and warns of it', () => {
    for (const sign of '>~') {
      const { plan, problems } = planOf([mapOf('d', [`a: id=email chief${sign}a.id`])])
      expect(problems.map((p) => [p.severity, p.code])).toEqual([['warning', 'self-reference']])
      expect(plan?.steps).toMatchObject([
        { circular: true, waitsFor: [], reads: [{ feeds: [{ path: 'id' }, { path: 'id' }] }] },
      ])
    }
  })

  it('asks no link of a collection without personal data, whatever is wanted', () => {
    const map = mapOf('d', ['a: x=email', 'stock: y#system.operations'])
    expect(errors([map], { targets: ['system.operations'] })).toEqual([])
    expect(errors([mapOf('d', ['a: x=email', 'b: y#user.name'])], { targets: ['user'] })).toEqual([
      'unreachable',
    ])
  })

  it('reads nothing for an identity that no map knows, and says what was probably meant', () => {
    const { plan, problems } = planOf([mapOf('d', ['a: x=email'])], { identities: ['emial'] })
    expect(plan?.steps).toEqual([])
    expect(plan?.ignored).toMatchObject([{ address: 'd:a', reason: 'identity-not-given' }])
    expect(problems).toMatchObject([
      { severity: 'warning', code: 'unknown-identity', en: expect.stringContaining('"email"') as string },
    ])
  })

  it('finds collections whose own names hold dots', () => {
    expect(
      feeds([mapOf('d', ['a: x=email>sales.orders.id', 'sales.orders: id', 'sales: orders'])]),
    ).toMatchObject({
      'd:sales.orders': ['d:a.x>id'],
    })
    const nested = JSON.stringify({
      fides_key: 'd',
      collections: [
        { name: 'a', fields: [{ name: 'x', fides_meta: { identity: 'email' } }] },
        { name: 'b.c', fields: [{ name: 'e' }] },
        {
          name: 'b',
          fields: [
            {
              name: 'c',
              fields: [
                {
                  name: 'd',
                  fides_meta: { references: [{ dataset: 'd', field: 'a.x', direction: 'from' }] },
                },
              ],
            },
            { name: 'f', fides_meta: { references: [{ dataset: 'd', field: 'b.c.d', direction: 'from' }] } },
          ],
        },
      ],
    })
    expect(feeds([nested])['d:b']).toEqual(['d:a.x>c.d', 'd:b.c.d>f'])
  })

  it('reads every collection of a connected map once, whatever the directions, and ends', () => {
    const edges = fc.array(fc.tuple(fc.nat(7), fc.nat(7), fc.constantFrom('<', '>', '~')), { maxLength: 20 })
    fc.assert(
      fc.property(edges, fc.subarray([0, 1, 2, 3, 4, 5, 6, 7], { minLength: 1 }), (links, seeds) => {
        const lines = Array.from({ length: 8 }, (_, i) => {
          const marks = links
            .filter(([from, to]) => from === i && to !== i)
            .map(([, to, sign]) => `${sign}c${to}.f`)
          return `c${i}: f${seeds.includes(i) ? '=email' : ''}${marks.join('')}`
        })
        const { plan, problems } = planOf([mapOf('d', lines)])
        expect(problems).toEqual([])
        const found = new Set(seeds)
        for (const at of found)
          for (const [from, to, sign] of links) {
            if (sign !== '<' && from === at) found.add(to)
            if (sign !== '>' && to === at) found.add(from)
          }
        const read = plan?.steps.flatMap((s) => s.reads.map((r) => r.address)) ?? []
        expect(read.toSorted()).toEqual([...found].map((i) => `d:c${i}`).toSorted())
        plan?.steps.forEach((step, i) => expect(step.waitsFor.every((w) => w < i)).toBe(true))
      }),
    )
  })
})
