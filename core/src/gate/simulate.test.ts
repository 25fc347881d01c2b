// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { PackData } from '@yakusoku/core/packs'
import { decide } from './decide.ts'
import { NOBODY, NOTHING, type Person } from './facts.ts'
import { personByChance, worldByChance } from './generated.case.ts'
import { openGate } from './node.ts'
import { EUROPE, HOME, NUMBERS, packOf, SHOP } from './sample.case.ts'
import { leastState, openSimulation, sameAnswer, type RecordedKind } from './simulate.ts'
import type { Question } from './question.ts'

const key = 'f'.repeat(32)
const NAMED = ['purposes', 'categories', 'recipients', 'roles', 'grounds', 'channels'] as const

/** What is kept of a person: how they stand, as the gate numbers it. */
function kept(person: Person | undefined, on: string) {
  const gate = openGate(packOf('empty', {}), [])
  gate.setPerson(key, person)
  return gate.alike.state(gate.alike.of(key, on))
}

const kindOf = (question: Question, day: string, person: Person | undefined): RecordedKind => ({
  day,
  question,
  person: kept(person, day),
  answer: 'permit',
  reason: 'permitted',
})

const without = (pack: PackData, section: (typeof NAMED)[number], at: number): PackData => ({
  ...pack,
  [section]: (pack[section] as readonly unknown[]).filter((_, index) => index !== at),
})

const anyElement = fc.tuple(fc.constantFrom(...NAMED), fc.nat({ max: 5 }))
const worlds = { numRuns: 30 }

describe('a simulation', () => {
  test('answers as deciding the original question for the original person does, by both policies', () => {
    fc.assert(
      fc.property(
        worldByChance,
        personByChance,
        anyElement,
        ({ weighed, questions }, other, [section, at]) => {
          const { pack, laws, standing, on } = weighed
          const draft = without(pack, section, at)
          const simulated = openSimulation(pack, draft, { laws, standing })
          for (const question of questions)
            for (const person of [weighed.person, other, NOBODY]) {
              const before = decide({ ...weighed, person }, question)
              const after = decide({ ...weighed, pack: draft, person }, question)
              expect(simulated(kindOf(question, on, person))).toEqual({
                before,
                after,
                changed: !sameAnswer(before, after),
                moved: before.answer !== 'permit',
              })
            }
        },
      ),
      worlds,
    )
  })

  test('answers of each day as that day would have', () => {
    const days = [
      '2026-10-22',
      '2026-10-24',
      '2026-11-07',
      '2026-11-22',
      '2026-11-24',
      '2026-12-06',
      '2027-01-02',
    ]
    fc.assert(
      fc.property(worldByChance, fc.shuffledSubarray(days), ({ weighed, questions }, asked) => {
        const { pack, laws, standing, person } = weighed
        const simulated = openSimulation(pack, pack, { laws, standing })
        for (const on of asked)
          for (const question of questions) {
            const grown = { ...person, born: undefined }
            const { before } = simulated(kindOf(question, on, grown))
            expect(before).toEqual(decide({ ...weighed, person: grown, on }, question))
          }
      }),
      worlds,
    )
  })

  test('changes nothing where the draft says what the policy in force says, whenever it begins', () => {
    fc.assert(
      fc.property(
        worldByChance,
        fc.constantFrom('2026-04-01', '2026-11-08', '2026-11-22', '2026-11-23', '2027-04-01'),
        fc.constantFrom('2026-03-01', '2026-10-23', '2026-11-22', '2027-01-01'),
        ({ weighed, questions }, effective, day) => {
          const { pack, laws, standing, person } = weighed
          const draft = { ...pack, version: '2.0.0', effective }
          const simulated = openSimulation(pack, draft, { laws, standing })
          for (const question of questions)
            expect(simulated(kindOf(question, day, person)).changed).toBe(false)
        },
      ),
      worlds,
    )
  })

  test('shows each permit whose purpose, category, role or recipient the draft leaves out', () => {
    fc.assert(
      fc.property(worldByChance, ({ weighed, questions }) => {
        const { pack, laws, standing, on, person } = weighed
        for (const question of questions) {
          const { answer } = decide(weighed, question)
          if (answer !== 'permit') continue
          const named = {
            purposes: [question.purpose],
            roles: question.actor.roles,
            categories: [question.category],
          }
          for (const [section, ids] of Object.entries(named)) {
            const elements = pack[section as 'purposes'].filter(({ id }) => !ids.includes(id))
            if (elements.length === pack[section as 'purposes'].length) continue
            const draft = { ...pack, [section]: elements }
            const { changed, after } = openSimulation(pack, draft, { laws, standing })(
              kindOf(question, on, person),
            )
            expect([changed, after.answer === 'permit']).toEqual([true, false])
          }
        }
      }),
      worlds,
    )
  })
})

describe('a draft with a later day', () => {
  const question = { act: 'use', actor: { roles: ['clerk'] }, category: 'contact', purpose: 'delivery' }
  const simulate = (change: Partial<PackData>) => {
    const draft = { ...SHOP, version: '2.0.0', effective: '2027-04-01', ...change }
    const beside = { laws: [HOME, EUROPE, NUMBERS], standing: NOTHING }
    return openSimulation(
      SHOP,
      draft,
      beside,
    )(kindOf(question, '2026-11-20', { ...NOBODY, jurisdictions: ['JP'] }))
  }
  const delivery = (days: object) =>
    SHOP.purposes.map((one) => (one.id === 'delivery' ? { ...one, ...days } : one))

  test('is asked as though it had begun: what it ends is gone, what comes with it is there', () => {
    expect(simulate({}).changed).toBe(false)
    expect(simulate({ purposes: delivery({ effectiveTo: '2027-03-31' }) }).after.reason).toBe(
      'purpose-not-in-force',
    )
    expect(simulate({ purposes: delivery({ effectiveTo: '2027-04-01' }) }).changed).toBe(false)
    expect(simulate({ purposes: delivery({ effectiveFrom: '2027-04-01' }) }).changed).toBe(false)
    expect(simulate({ purposes: delivery({ effectiveFrom: '2027-04-02' }) }).after.answer).toBe('gap')
  })
})

describe('a least state', () => {
  test('has the same answer, says nothing that the whole does not, and can lose nothing more', () => {
    fc.assert(
      fc.property(worldByChance, personByChance, ({ weighed, questions }, other) => {
        for (const person of [weighed.person, other]) {
          const whole = kept(person, weighed.on)
          for (const question of questions.slice(0, 8)) {
            const least = leastState(weighed, question, whole)
            const answer = (one: Person) => decide({ ...weighed, person: one }, question)
            const again = openSimulation(weighed.pack, weighed.pack, weighed)
            const { before } = again({ ...kindOf(question, weighed.on, NOBODY), person: least })
            expect(sameAnswer(before, answer(person))).toBe(true)
            for (const list of ['consents', 'objections', 'happened', 'restricted', 'subjects'] as const)
              expect(whole[list]).toEqual(expect.arrayContaining([...least[list]]))
            expect(least.age ?? 99).toBeGreaterThanOrEqual(whole.age ?? -1)
            expect(leastState(weighed, question, least)).toEqual(least)
          }
        }
      }),
      { numRuns: 40 },
    )
  })
})
