// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs'
import { loadPack, type Pack } from '@yakusoku/core/packs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Refusal } from '../kernel/index.ts'
import type { Command } from './commands.ts'
import { decide, evolve, keeps } from './consent.ts'
import { sparse, UNKNOWN, whole, type State } from './state.ts'

const folder = new URL('../../../packs/cleaning/', import.meta.url)
const files = ['pack.yaml', 'policy.ja.md', 'policy.en.md'].map((path) => ({
  path,
  text: readFileSync(new URL(path, folder), 'utf8'),
}))
const pack = loadPack(files).pack as Pack
const matter = { pack, history: [pack], today: '2026-11-22' }

const give: Command = { type: 'give', consent: 'feedback-surveys', version: pack.version, language: 'ja' }
const withdraw: Command = { type: 'withdraw', consent: 'feedback-surveys' }

function refusal(state: State, command: Command, given = matter): Refusal {
  try {
    decide(given, state, command)
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
  throw new Error('nothing was refused')
}

describe('what a person says', () => {
  it('makes a consent stand when given, once however often, and end when withdrawn', () => {
    const given = decide(matter, decide(matter, UNKNOWN, give), give)
    expect(given.consents).toEqual(['feedback-surveys'])
    expect(decide(matter, given, withdraw)).toEqual(UNKNOWN)
  })

  it('stands beside what was said before, and is taken back alone', () => {
    const category = pack.categories[0]?.id as string
    const other = pack.categories[1]?.id as string
    const use = (purpose: string, of = category) => ({ purpose, category: of })
    const agree = (purpose: string, of = category): Command => ({
      type: 'agree-beyond',
      ...use(purpose, of),
      words: 'x',
    })
    const said: Command[] = [
      { type: 'restrict', categories: [other] },
      { type: 'restrict', categories: [category, '*'] },
      { type: 'object', purpose: 'invoicing' },
      { type: 'object', purpose: 'feedback-collection' },
      agree('invoicing'),
      agree('invoicing', other),
      agree('feedback-collection'),
      agree('invoicing'),
    ]
    const state = said.reduce<State>((before, command) => decide(matter, before, command), UNKNOWN)
    expect(state.objections).toEqual(['feedback-collection', 'invoicing'])
    expect(state.restricted).toEqual(['*', category, other].toSorted())
    expect(state.beyond).toEqual([use('invoicing', other), use('feedback-collection'), use('invoicing')])
    const after = (command: Command) => decide(matter, state, command)
    expect(after({ type: 'withdraw-beyond', ...use('invoicing', other) }).beyond).toEqual([
      use('feedback-collection'),
      use('invoicing'),
    ])
    expect(refusal(state, { type: 'withdraw-beyond', ...use('feedback-collection', other) }).code).toBe(
      'consent.does-not-stand',
    )
    expect(after({ type: 'lift-objection', purpose: 'invoicing' }).objections).toEqual([
      'feedback-collection',
    ])
    expect(after({ type: 'lift-restriction', categories: [other] }).restricted).toEqual(
      ['*', category].toSorted(),
    )
    expect(after({ type: 'lift-restriction', categories: ['*'] }).restricted).toEqual([])
  })

  it('keeps the promises about what it is, and no others', () => {
    const of = (command: Command) => keeps(pack, command).filter((one) => one.startsWith('system:'))
    const described: Command = { type: 'describe', subjects: [] }
    expect([of(give), of(withdraw), of(described)]).toEqual([
      ['system:prior-consent'],
      ['system:consent-withdrawal'],
      [],
    ])
    expect(of({ ...described, born: '2001-02-03' })).toEqual(['system:age-check'])
    expect(of({ ...described, guardian: true, jurisdictions: ['DE'] })).toEqual([
      'system:age-check',
      'system:jurisdiction-law',
    ])
    expect(keeps(pack, give)[0]).toBe('consent:feedback-surveys')
    const kinds = ['suspension-of-use', 'suspension-of-provision'] as const
    const rights = kinds.map((kind) => ({ ...pack.rights[0], id: kind, kind })) as Pack['rights']
    const stopping = (what: 'use' | 'provide') => keeps({ ...pack, rights }, { type: 'suspend', what })
    expect(stopping('use')).toEqual(['system:restriction', 'right:suspension-of-use'])
    expect(stopping('provide')).toEqual(['system:restriction', 'right:suspension-of-provision'])
    const [rule] = pack.retention
    const category = rule?.categories[0] as string
    expect(keeps(pack, { type: 'retention-over', category })).toEqual([
      'system:scheduled-disposal',
      ...pack.retention.flatMap(({ id, categories }) =>
        categories.includes(category) ? [`retention:${id}`] : [],
      ),
    ])
  })

  it('is refused where it takes back what does not stand, and says so', () => {
    const of = pack.categories[0]?.id as string
    const idle: Command[] = [
      withdraw,
      { type: 'lift-objection', purpose: 'feedback-collection' },
      { type: 'lift-restriction', categories: [of] },
      { type: 'lift-restriction', categories: ['*'] },
      { type: 'resume', what: 'use' },
      { type: 'correct-event', event: 'completion' },
      { type: 'retention-runs', category: of },
      { type: 'withdraw-beyond', purpose: 'invoicing', category: of },
    ]
    for (const command of idle) expect(refusal(UNKNOWN, command).code).toBe('consent.does-not-stand')
  })

  it('names only what the policy has, and is told the nearest name otherwise', () => {
    const wrong: [Command, string][] = [
      [{ ...give, consent: 'feedback-survey' } as Command, 'feedback-surveys'],
      [{ type: 'withdraw', consent: 'feedback-survey' }, 'feedback-surveys'],
      [{ type: 'object', purpose: 'invoicin' }, 'invoicing'],
      [{ type: 'happened', event: 'completio' }, 'completion'],
      [{ type: 'agree-beyond', purpose: 'invoicin', category: 'invoices', words: 'x' }, 'invoicing'],
      [{ type: 'agree-beyond', purpose: 'invoicing', category: 'invoice', words: 'x' }, 'invoices'],
      [{ type: 'retention-over', category: 'invoice' }, 'invoices'],
    ]
    for (const [command, meant] of wrong) {
      const said = refusal(UNKNOWN, command)
      expect([said.code, said.remedy.en]).toEqual(['consent.unknown', `Did you mean ${meant}?`])
      expect(said.remedy.ja).toContain(meant)
    }
    expect(refusal(UNKNOWN, { type: 'restrict', categories: ['*', 'nothing-such'] }).code).toBe(
      'consent.unknown',
    )
    expect(refusal(UNKNOWN, { type: 'describe', subjects: ['nobody-such'] }).code).toBe('consent.unknown')
  })

  it('rests on words that were to be seen: a version, and one that had them', () => {
    expect(refusal(UNKNOWN, { ...give, version: '9.9.9' } as Command).code).toBe('consent.unknown-version')
    const bare = { ...pack, version: '0.9.0', consents: [] }
    const known = { ...matter, history: [bare, pack] }
    expect(refusal(UNKNOWN, { ...give, version: '0.9.0' } as Command, known).code).toBe(
      'consent.not-in-version',
    )
  })

  it('takes back what stands though a later policy does not have it any more', () => {
    const state = { ...UNKNOWN, consents: ['of-old'], objections: ['of-old'] }
    expect(decide(matter, state, { type: 'withdraw', consent: 'of-old' }).consents).toEqual([])
    expect(decide(matter, state, { type: 'lift-objection', purpose: 'of-old' }).objections).toEqual([])
  })

  it('cannot withdraw what the policy says cannot be withdrawn', () => {
    const consents = pack.consents.map((one) => ({ ...one, withdrawable: false }))
    const state = decide(matter, UNKNOWN, give)
    const fixed = { ...matter, pack: { ...pack, consents } }
    expect(refusal(state, withdraw, fixed).code).toBe('consent.not-withdrawable')
  })

  it('has no day of birth that is to come, or before 1900', () => {
    for (const born of ['2026-11-23', '1899-12-31'])
      expect(refusal(UNKNOWN, { type: 'describe', born }).code).toBe('consent.wrong-birth')
    expect(decide(matter, UNKNOWN, { type: 'describe', born: '2026-11-22' })).toEqual(UNKNOWN)
  })

  it('keeps a restriction of everything while one of its categories is lifted, and lifts each with everything', () => {
    const ids = pack.categories.slice(0, 2).map(({ id }) => id)
    const all = evolve(UNKNOWN, { type: 'restrict', categories: ['*', ...ids] })
    const [first = '', second = ''] = ids
    expect(evolve(all, { type: 'lift-restriction', categories: [first] }).restricted).toEqual(
      ['*', second].sort(),
    )
    expect(evolve(all, { type: 'lift-restriction', categories: ['*'] }).restricted).toEqual([])
  })
})

const id = fc.constantFrom('a', 'b', 'c')
const anyCommand: fc.Arbitrary<Command> = fc.oneof(
  fc.record({
    type: fc.constant('give' as const),
    consent: id,
    version: id,
    language: fc.constantFrom('ja' as const, 'en' as const),
  }),
  fc.record({ type: fc.constant('withdraw' as const), consent: id }),
  fc.record({ type: fc.constantFrom('object' as const, 'lift-objection' as const), purpose: id }),
  fc.record({
    type: fc.constantFrom('restrict' as const, 'lift-restriction' as const),
    categories: fc.array(fc.constantFrom('*', 'a', 'b'), { minLength: 1 }),
  }),
  fc.record({
    type: fc.constantFrom('suspend' as const, 'resume' as const),
    what: fc.constantFrom('use' as const, 'provide' as const),
  }),
  fc.record({ type: fc.constant('describe' as const), guardian: fc.boolean(), subjects: fc.array(id) }),
  fc.record({ type: fc.constantFrom('agree-beyond' as const), purpose: id, category: id, words: id }),
  fc.record({ type: fc.constantFrom('withdraw-beyond' as const), purpose: id, category: id }),
)
const anyHistory = fc.array(anyCommand, { maxLength: 40 }).map((all) => all.reduce(evolve, UNKNOWN))

describe('a state', () => {
  it('is the same when a command is said twice', () => {
    fc.assert(
      fc.property(anyHistory, anyCommand, (state, command) => {
        const once = evolve(state, command)
        expect(evolve(once, command)).toEqual(once)
      }),
    )
  })

  it('comes back from what is stored of it', () => {
    fc.assert(
      fc.property(anyHistory, (state) => {
        expect(whole(JSON.parse(JSON.stringify(sparse(state))) as Partial<State>)).toEqual(state)
      }),
    )
    expect(sparse(UNKNOWN)).toEqual({})
  })
})
