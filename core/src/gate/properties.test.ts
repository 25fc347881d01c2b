// SPDX-License-Identifier: Apache-2.0
// What holds of every answer of the gate, over packs, facts and questions made by chance.
import type { PackData } from '@yakusoku/core/packs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { basesOf, type Weighed } from './case.ts'
import { decide } from './decide.ts'
import { declared } from './declared.ts'
import { NOBODY, type Person, type Standing } from './facts.ts'
import { worldByChance, type World } from './generated.case.ts'

const RUNS = { numRuns: 25 }

/** Checks something of every question of many worlds. */
const always = (check: (world: World) => void): void => fc.assert(fc.property(worldByChance, check), RUNS)

const permits = (weighed: Weighed, question: World['questions'][number]): boolean =>
  decide(weighed, question).answer === 'permit'

/** Fails where a change of what is weighed permits what was not permitted. */
function neverOpens(changes: readonly ((world: World) => Weighed)[]): void {
  always((world) => {
    const refused = world.questions.filter((question) => !permits(world.weighed, question))
    for (const change of changes) {
      const changed = change(world)
      expect(refused.filter((question) => permits(changed, question))).toEqual([])
    }
  })
}

const ofPerson =
  (change: (person: Person) => Partial<Person>) =>
  ({ weighed }: World): Weighed => ({ ...weighed, person: { ...weighed.person, ...change(weighed.person) } })

const ofStanding =
  (change: (standing: Standing) => Partial<Standing>) =>
  ({ weighed }: World): Weighed => ({
    ...weighed,
    standing: { ...weighed.standing, ...change(weighed.standing) },
  })

type Part = Record<string, unknown>

const ofPack =
  (change: (pack: PackData) => Part) =>
  ({ weighed }: World): Weighed => ({ ...weighed, pack: { ...weighed.pack, ...change(weighed.pack) } })

const each = (section: keyof PackData, change: (element: Part) => Part) =>
  ofPack((pack) => ({ [section]: (pack[section] as Part[]).map((one) => ({ ...one, ...change(one) })) }))

describe('a restriction never permits', () => {
  test('when a person withdraws, objects, restricts or has use stopped', () => {
    neverOpens([
      ofPerson(() => ({ consents: [] })),
      ofPerson(({ consents }) => ({ consents: consents.slice(1) })),
      ofPerson(({ beyond }) => ({ beyond: beyond.slice(1) })),
      ofPerson(({ objections }) => ({ objections: [...objections, 'purpose-0', 'purpose-1'] })),
      ofPerson(() => ({ restricted: ['*'] })),
      ofPerson(() => ({ suspended: ['use', 'provide'] })),
    ])
  })

  test('when less is known to have happened, or the person turns out younger', () => {
    neverOpens([
      ofPerson(() => ({ happened: [] })),
      ofPerson(() => ({ guardian: false })),
      ofPerson(() => ({ born: '2020-01-01' })),
      ofPerson(() => ({ born: 'unreadable' })),
      ofPerson(() => ({ over: ['category-0', 'category-1', 'category-2', 'category-3', 'category-4'] })),
    ])
  })

  test('when the organisation loses what it registered', () => {
    neverOpens([
      ofStanding(() => ({ notices: {}, assessments: [] })),
      ofStanding(() => ({ filed: [], checked: [] })),
      ofStanding(() => ({ approvals: [] })),
      ofStanding(() => ({ clearances: {}, assignments: {} })),
      ofStanding(({ actors }) => ({
        actors: Object.fromEntries(Object.keys(actors).map((name) => [name, []])),
      })),
      ofStanding(({ receivers }) => ({
        receivers: Object.fromEntries(
          Object.entries(receivers).map(([id, one]) => [id, { ...one, contractUntil: '2026-01-01' }]),
        ),
      })),
      ofStanding(({ newPurposes }) => ({
        newPurposes: { ...newPurposes, 'purpose-0': { related: false }, 'purpose-1': { related: true } },
      })),
    ])
  })

  test('when clients demand more, or trouble is registered', () => {
    neverOpens([
      ofStanding(({ clients }) => ({
        clients: Object.fromEntries(Object.keys(clients).map((id) => [id, { within: ['JP'] }])),
      })),
      ofStanding(({ clients }) => ({
        clients: Object.fromEntries(Object.keys(clients).map((id) => [id, { within: [] }])),
      })),
      ofStanding(() => ({ troubles: ['recipient-0', 'recipient-1', 'receiver-0', 'receiver-1'] })),
    ])
  })

  test('when the pack asks for more', () => {
    const handled = (mark: string) =>
      each('categories', ({ handling }) => ({ handling: [...new Set([...(handling as string[]), mark])] }))
    neverOpens([
      handled('secret'),
      handled('restricted'),
      handled('my-number'),
      handled('special-care'),
      each('recipients', () => ({ requires: ['contract', 'assessment', 'consent', 'document'] })),
      each('purposes', () => ({ uses: [] })),
      each('grounds', () => ({ document: { ja: '文書', en: 'document' }, breakGlass: false })),
      ofPack(() => ({ transfers: [] })),
    ])
  })

  const SECTIONS = [
    'roles',
    'events',
    'channels',
    'categories',
    'purposes',
    'grounds',
    'recipients',
    'entities',
    'notices',
    'consents',
    'transfers',
    'safeguards',
  ] as const

  test('when elements of the pack end', () => {
    neverOpens([
      ...SECTIONS.map((section) => each(section, () => ({ effectiveTo: '2026-04-02' }))),
      ...SECTIONS.map((section) =>
        each(section, ({ id }) => (String(id).endsWith('-0') ? { effectiveTo: '2026-04-02' } : {})),
      ),
    ])
  })
})

describe('every answer', () => {
  test('permits somebody unknown nothing that rests on consent, unless an exception is claimed', () => {
    always(({ weighed, questions }) => {
      const unknown = { ...weighed, person: NOBODY }
      for (const question of questions.filter(({ ground }) => ground === undefined)) {
        const found = declared(unknown, question)
        if ('reason' in found || !basesOf(found).includes('consent')) continue
        expect(permits(unknown, question)).toBe(false)
      }
    })
  })

  test('is the same for somebody unknown as for somebody without a fact', () => {
    always(({ weighed, questions }) => {
      const blank = { ...NOBODY, consents: [], objections: [] }
      for (const question of questions)
        expect(decide({ ...weighed, person: blank }, question)).toEqual(
          decide({ ...weighed, person: NOBODY }, question),
        )
    })
  })

  test('names what decided it; a refusal says in both languages why, and what would make it a yes', () => {
    always(({ weighed, questions }) => {
      for (const question of questions) {
        const { answer, by, says, remedy, obligations } = decide(weighed, question)
        expect(by.length).toBeGreaterThan(0)
        expect(Math.min(says.ja.length, says.en.length)).toBeGreaterThan(0)
        if (answer === 'permit') {
          expect(by).toContain(`purpose:${question.purpose}`)
          expect(remedy).toBeUndefined()
        } else {
          expect(Math.min(remedy?.ja.length ?? 0, remedy?.en.length ?? 0)).toBeGreaterThan(0)
          expect(obligations).toEqual([])
        }
      }
    })
  })

  test('does not depend on the order of any list', () => {
    always((world) => {
      const turned = reversed(world)
      for (const question of world.questions) {
        const other = { ...question, actor: { ...question.actor, roles: question.actor.roles.toReversed() } }
        expect(gist(decide(turned, other))).toEqual(gist(decide(world.weighed, question)))
      }
    })
  })

  test('is a permit, a denial and a gap each often enough for all this to mean something', () => {
    const counts = { permit: 0, deny: 0, gap: 0 }
    for (const { weighed, questions } of fc.sample(worldByChance, RUNS.numRuns))
      for (const question of questions) counts[decide(weighed, question).answer] += 1
    expect(Math.min(...Object.values(counts))).toBeGreaterThan(20)
  })
})

const gist = ({ answer, reason, article, by, obligations }: ReturnType<typeof decide>) => ({
  answer,
  reason,
  article,
  by: by.toSorted(),
  obligations: obligations.map((one) => JSON.stringify(one)).toSorted(),
})

/** The same with every list turned round. */
function reversed({ weighed }: World): Weighed {
  const { pack, laws, person, standing } = weighed
  return {
    ...weighed,
    // The first of the jurisdictions is the organisation's own.
    pack: { ...(turn(pack) as PackData), jurisdictions: pack.jurisdictions },
    laws: laws.toReversed().map((law) => ({ ...law, grounds: law.grounds.toReversed() })),
    person: turn(person) as Person,
    standing: turn(standing) as Standing,
  }
}

function turn(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turn).toReversed()
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, inner]) => [key, turn(inner)])
      .toReversed(),
  )
}
