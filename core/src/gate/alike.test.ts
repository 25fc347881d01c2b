// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ageOn } from './days.ts'
import { NOBODY, type Person } from './facts.ts'
import { personByChance } from './generated.case.ts'
import { openGate } from './node.ts'
import { packOf } from './sample.case.ts'

const on = '2028-02-29'
const keyOf = (number: number): string => number.toString(16).padStart(32, '0')
const gateOf = (people: readonly Person[]) => {
  const gate = openGate(packOf('empty', {}), [])
  people.forEach((one, at) => gate.setPerson(keyOf(at), one))
  return gate
}

describe('how a person stands', () => {
  test('is everything but the day of birth, of which the age in years remains below 30', () => {
    const births = fc.option(
      fc.oneof(
        fc
          .date({ min: new Date('1990-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
          .map((day) => day.toISOString().slice(0, 10)),
        fc.constantFrom('1998-02-28', '1998-03-01', '2010-02-28', '2010-03-01', '2012-02-29', 'unknown'),
      ),
      { nil: undefined },
    )
    fc.assert(
      fc.property(personByChance, births, (made, born) => {
        const { alike } = gateOf([{ ...made, born }])
        const { age, ...rest } = alike.state(alike.of(keyOf(0), on))
        const years = born === undefined ? 30 : ageOn(born, on)
        expect(age).toBe(years >= 30 ? undefined : Math.max(-1, years))
        const sorted = (one: object) =>
          Object.fromEntries(
            Object.entries(one).map(([name, list]) => [
              name,
              Array.isArray(list) && name !== 'beyond' && name !== 'jurisdictions'
                ? list.toSorted((a, b) => (a < b ? -1 : 1))
                : list,
            ]),
          )
        const { born: _, ...known } = made
        expect(sorted(rest)).toEqual(sorted(known))
      }),
    )
  })

  test('is one number for all of whom nothing is known, and another for nobody in particular', () => {
    const { alike } = gateOf([NOBODY])
    expect([alike.of(keyOf(0), on), alike.of(keyOf(1), on), alike.of('any name', on)]).toEqual([0, 0, 0])
    expect(alike.of(undefined, on)).toBe(-1)
  })
})

describe('a census', () => {
  test('counts everybody once, by how they stand on that day', () => {
    const consents = (...of: string[]): Person => ({ ...NOBODY, consents: of })
    const people = [consents('a'), consents('a'), consents('b'), { ...consents('a'), born: '2020-01-01' }]
    const gate = gateOf(people)
    gate.setPerson('a name', consents('b'))
    gate.setPerson(keyOf(9), consents('b'))
    gate.setPerson(keyOf(9), undefined)
    const counting = gate.alike.census(on)
    let step = counting.next()
    while (!step.done) step = counting.next()
    const of = (key: string) => step.done && step.value.get(gate.alike.of(key, on))
    expect([of(keyOf(0)), of(keyOf(2)), of(keyOf(3))]).toEqual([2, 2, 1])
    expect(step.done && [...step.value.values()].reduce((sum, one) => sum + one, 0)).toBe(5)
  })
})
