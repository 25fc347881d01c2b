// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decide } from './decide.ts'
import { NOBODY, NOTHING, type Person } from './facts.ts'
import { personByChance, standingByChance, worldByChance } from './generated.case.ts'
import { openGate } from './node.ts'
import type { Question } from './question.ts'
import { packOf } from './sample.case.ts'

const keyOf = (number: number): string => number.toString(16).padStart(32, '0')
const days = ['2026-11-22', '2026-11-23', '2028-02-29', '2026-02-28']
/** A world asks some 150 questions: ten thousand in every run; YAKUSOKU_GATE_WORLDS=7000 asks a million. */
const worlds = Number(process.env['YAKUSOKU_GATE_WORLDS'] ?? 70)

describe('a compiled question', () => {
  test('has the answer of the meaning, whatever pack, person and day', () => {
    const asking = fc.record({
      world: worldByChance,
      persons: fc.array(personByChance, { minLength: 1, maxLength: 4 }),
      later: standingByChance,
    })
    fc.assert(
      fc.property(asking, ({ world, persons, later }) => {
        const { pack, laws, standing, person } = world.weighed
        const gate = openGate(pack, laws)
        gate.setStanding(standing)
        const people: Person[] = [person, ...persons]
        people.forEach((one, at) => gate.setPerson(keyOf(at), one))
        for (const [now, on] of [
          [standing, days[0]],
          [later, days[people.length % days.length]],
        ] as const) {
          gate.setStanding(now)
          for (const question of world.questions)
            for (const [at, one] of [...people, NOBODY].entries()) {
              const day = on ?? '2026-11-22'
              const meant = decide({ pack, laws, standing: now, person: one, on: day }, question)
              expect(gate.decide(question, keyOf(at), day)).toEqual(meant)
            }
        }
      }),
      { numRuns: worlds },
    )
  })

  test('tells apart as many events as its purpose waits for', () => {
    for (const count of [3, 13, 40]) {
      const named = (...ids: string[]) => ids.map((id) => ({ id, name: { ja: id, en: id } }))
      const events = Array.from({ length: count }, (_, at) => `event-${at}`)
      const common = { uses: ['orders'], roles: ['clerk'] }
      const above = events.map((event) => ({ ...named(`after-${event}`)[0], ...common, after: event }))
      const pack = packOf('shop', {
        jurisdictions: ['JP'],
        roles: named('clerk'),
        categories: named('orders'),
        events: named(...events),
        minors: [{ ...named('young')[0], below: 18, collection: 'deny' }],
        purposes: [{ ...named('sell')[0], ...common, under: above.map(({ id }) => id) }, ...above],
      })
      const actor = { id: 'c', roles: ['clerk'] }
      const question: Question = { act: 'collect', actor, category: 'orders', purpose: 'sell' }
      const gate = openGate(pack, [])
      const on = '2026-11-22'
      const happened = [events, [], ...events.map((one) => events.filter((other) => other !== one))]
      for (const first of happened)
        for (const jurisdictions of [[], ['DE']])
          for (const born of ['1990-01-01', '2015-01-01']) {
            const person = { ...NOBODY, happened: first, jurisdictions, born }
            gate.setPerson(keyOf(1), person)
            const meant = decide({ pack, laws: [], standing: NOTHING, person, on }, question)
            expect(gate.decide(question, keyOf(1), on)).toEqual(meant)
          }
    }
  })

  test('takes nobody for old enough whose day of birth is none', () => {
    fc.assert(
      fc.property(
        worldByChance,
        fc.constantFrom('2026-02-30', 'yesterday', ''),
        ({ weighed, questions }, born) => {
          const { pack, laws, standing, on } = weighed
          const gate = openGate(pack, laws)
          gate.setStanding(standing)
          const person = { ...weighed.person, born }
          gate.setPerson(keyOf(3), person)
          for (const question of questions) {
            const { answer, reason } = decide({ ...weighed, person }, question)
            expect(gate.decide(question, keyOf(3), on)).toMatchObject({ answer, reason })
          }
        },
      ),
      { numRuns: 20 },
    )
  })

  test('is asked again of a person who changed, and of one who was forgotten', () => {
    fc.assert(
      fc.property(worldByChance, personByChance, ({ weighed, questions }, other) => {
        const { pack, laws, standing, on } = weighed
        const gate = openGate(pack, laws)
        gate.setStanding(standing)
        for (const question of questions) {
          const asked = gate.prepare(question)
          for (const person of [weighed.person, other, undefined]) {
            gate.setPerson(keyOf(7), person)
            expect(asked(keyOf(7), on)).toEqual(decide({ ...weighed, person: person ?? NOBODY }, question))
          }
        }
      }),
      { numRuns: 40 },
    )
  })
})
