// SPDX-License-Identifier: Apache-2.0
// The fast evaluator. An answer depends on few facts about a person: which, the pack tells for each question. A compiled
// question reads just those bits of a person's row, and keeps the answer for each combination that has come up.
import type { Decision } from './answer.ts'
import { consentsFor, nearestOf, type Case } from './case.ts'
import { decide } from './decide.ts'
import { declared } from './declared.ts'
import { NOBODY, type Person, type Standing } from './facts.ts'
import { dayNumber, type Persons } from './persons.ts'
import type { Question } from './question.ts'
import { BITS_START } from './rows.ts'
import type { PackData } from '@yakusoku/core/packs'

/** What is the same for every person on a day. */
export type Ground = {
  readonly pack: PackData
  readonly laws: readonly PackData[]
  readonly standing: Standing
  readonly on: string
}

/** A question compiled for a day: give it the key of a person. */
export type Compiled = (person: string | undefined) => Decision

/** Compiles a question; the answers are those of `decide`. */
export function compile(ground: Ground, question: Question, persons: Persons): Compiled {
  const found = declared({ ...ground, person: NOBODY }, question)
  if ('reason' in found) {
    const gap = decide({ ...ground, person: NOBODY }, question)
    return () => gap
  }
  const { rows } = persons
  const tests = testsOf(found).map((names) => names.map((name) => rows.bit(name)))
  const cutoffs = cutoffsOf(ground)
  const beyond = beyondReader(found, persons)
  // The empty jurisdiction and an unknown birth are most people's: their answers lie in an array, the others in a map.
  const plain: (Decision | undefined)[] = Array.from({ length: 1 << (tests.length + 1) }, () => undefined)
  const special = new Map<number, Decision>()
  const masks = masksOf(tests)

  const miss = (row: number, born: number): Decision => {
    const person: Person = { ...rows.person(row), ...bornOn(born) }
    return decide({ ...ground, person }, question)
  }
  return (key) => {
    const row = key === undefined ? 0 : persons.row(key)
    const born = key === undefined ? 0 : persons.born()
    const words = rows.words()
    const start = row * rows.width()
    let bits = beyond(words[start + 1]!) ? 1 : 0
    for (const test of masks) {
      let hit = 0
      for (let at = 0; at < test.length; at += 2) hit |= words[start + test[at]!]! & test[at + 1]!
      bits = (bits << 1) | (hit === 0 ? 0 : 1)
    }
    const rest = words[start]! * (cutoffs.length + 2) + ageClass(cutoffs, born)
    if (rest === 0) return (plain[bits] ??= miss(row, born))
    const at = rest * plain.length + bits
    const kept = special.get(at)
    if (kept) return kept
    const made = miss(row, born)
    special.set(at, made)
    return made
  }
}

/** The names of the facts that an answer depends on: for each test, any of them counts alike. */
function testsOf(one: Case): string[][] {
  const { category, purposes } = one
  const after = nearestOf(purposes, (purpose) => (purpose.after === undefined ? [] : [purpose.after]))
  const subjects = nearestOf(purposes, (purpose) => purpose.subjects)
  return [
    consentsFor(one).map(({ id }) => `consent:${id}`),
    purposes.map(({ id }) => `objection:${id}`),
    [`restricted:${category.id}`, 'restricted:*'],
    [`over:${category.id}`],
    ['suspended:use'],
    ['suspended:provide'],
    ...after.map((event) => [`happened:${event}`]),
    subjects.map((id) => `subject:${id}`),
    ['subject:*'],
    ['guardian:'],
  ]
}

/** For each test pairs of word and mask. */
function masksOf(tests: readonly (readonly number[])[]): Uint32Array[] {
  return tests.map((bits) => {
    const masks = new Map<number, number>()
    for (const bit of bits) {
      const word = BITS_START + (bit >> 5)
      masks.set(word, (masks.get(word) ?? 0) | (1 << (bit & 31)))
    }
    return Uint32Array.from([...masks].flat())
  })
}

/** The first days of birth, ascending, on which somebody is below each age limit that any rule knows. */
function cutoffsOf({ pack, laws, on }: Ground): number[] {
  const limits = [pack, ...laws].flatMap(({ minors }) => minors.map(({ below }) => below))
  return [...new Set(limits)].map((below) => firstBelow(on, below)).toSorted((a, b) => a - b)
}

// Born on the same day of the year that many years ago is old enough; the day after is not.
function firstBelow(on: string, below: number): number {
  const year = Number(on.slice(0, 4)) - below
  const same = `${String(year).padStart(4, '0')}${on.slice(4)}`
  return dayNumber(same) > 0 ? dayNumber(same) + 1 : dayNumber(`${String(year)}-03-01`)
}

function ageClass(cutoffs: readonly number[], born: number): number {
  if (born === 0) return 0
  let below = 1
  for (const cutoff of cutoffs) if (born >= cutoff) below += 1
  return below
}

const EPOCH = Date.UTC(1900, 0, 1)
const bornOn = (born: number): { born?: string } =>
  born === 0 ? {} : { born: new Date(EPOCH + (born - 1) * 86_400_000).toISOString().slice(0, 10) }

/** Tells of a list of uses beyond the purposes whether it has the asked one; each list is looked at once. */
function beyondReader({ purpose, category }: Case, { rows }: Persons): (list: number) => boolean {
  const known: (boolean | undefined)[] = [false]
  return (list) =>
    (known[list] ??= rows
      .beyondAt(list)
      .some((use) => use.purpose === purpose.id && use.category === category.id))
}
