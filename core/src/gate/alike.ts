// SPDX-License-Identifier: Apache-2.0
// People who stand alike: how somebody stands as a number, which says all that deciding looks at and nothing of who it is.
import type { Person } from './facts.ts'
import { dayNumber, NO_DAY, type Persons } from './persons.ts'

/**
 * How a person stands without a day of birth: `age` in whole years below {@link GROWN_UP}, below 0 where the day is none;
 * absent for everybody older and for an age that is not known, which no age limit tells apart.
 */
export type AgedPerson = Omit<Person, 'born'> & { readonly age?: number | undefined }

/** No pack can set an age limit above this many years. */
export const GROWN_UP = 30

/** The number of somebody nobody asked about. */
export const NO_PERSON = -1

/** Codes of ages: 0 is grown up or not known, 1 is below 0 years, 2 is 0 years, and so on. */
const CODES = GROWN_UP + 2

/** Numbers for how people stand: alike is who has the same number. */
export type Alike = {
  /** How a person stands on a day; 0 is somebody of whom nothing is known, {@link NO_PERSON} nobody in particular. */
  readonly of: (person: string | undefined, on: string) => number
  readonly state: (number: number) => AgedPerson
  /** How many people have each number on a day; it rests after every few. */
  readonly census: (on: string) => Generator<undefined, ReadonlyMap<number, number>>
}

/** Numbers how the persons stand. */
export function alike(persons: Persons): Alike {
  const codeOn = ageCodes()
  return {
    of: (person, on) => {
      if (person === undefined) return NO_PERSON
      const row = persons.row(person)
      return row * CODES + codeOn(persons.born, on)
    },
    state: (number) => {
      const person = persons.rows.person(Math.floor(number / CODES))
      const code = number % CODES
      return code === 0 ? person : { ...person, age: code - 2 }
    },
    *census(on) {
      const counts = new Map<number, number>()
      for (const each of persons.parts()) {
        each((row, born) => {
          const number = row * CODES + codeOn(born, on)
          counts.set(number, (counts.get(number) ?? 0) + 1)
        })
        yield
      }
      return counts
    },
  }
}

/** Ages by the number of the day of birth: the first days on which somebody is younger than each age, once a day. */
function ageCodes(): (born: number, on: string) => number {
  let day = ''
  let limits: readonly number[] = []
  return (born, on) => {
    if (born === 0) return 0
    if (on !== day) {
      day = on
      limits = Array.from({ length: GROWN_UP + 1 }, (_, age) => firstBelow(on, age))
    }
    if (born < limits[GROWN_UP]!) return 0
    return limits.findIndex((limit) => born >= limit) + 1
  }
}

/** The first day of birth, as a number, of those who are below an age on a day. */
export function firstBelow(on: string, below: number): number {
  // Born on the same day of the year that many years ago is old enough; the day after is not.
  const year = Number(on.slice(0, 4)) - below
  const same = `${String(year).padStart(4, '0')}${on.slice(4)}`
  const day = dayNumber(same)
  return day === NO_DAY ? dayNumber(`${String(year)}-03-01`) : day + 1
}

/** The person of that age on a day. */
export function bornBy({ age, ...person }: AgedPerson, on: string): Person {
  if (age === undefined) return person
  // The first of January has its birthday behind it on every day of the year.
  const year = String(Number(on.slice(0, 4)) - age).padStart(4, '0')
  return { ...person, born: age < 0 ? 'unknown' : `${year}-01-01` }
}
