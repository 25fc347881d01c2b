// SPDX-License-Identifier: Apache-2.0
// The fast evaluator. An answer depends on few facts about a person: which, the pack tells for each question. A compiled
// question reads just those bits of a person's row, and keeps the answer for each combination that has come up.
import { firstBelow } from './alike.ts'
import type { Decision } from './answer.ts'
import { consentsFor, nearestOf, type Case, type Consented } from './case.ts'
import { decide } from './decide.ts'
import { declared } from './declared.ts'
import { NOBODY, type Person, type Standing } from './facts.ts'
import { dayOf, type Persons } from './persons.ts'
import { OUTWARD, type Question } from './question.ts'
import { beyondOf, BITS_START } from './rows.ts'
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
  const tests = testsOf(found)
  const program = programOf(tests.map((names) => names.map((name) => rows.bit(name))))
  const few = tests.length < MOST_BITS
  const cutoffs = cutoffsOf(ground)
  const beyond = beyondReader(found, persons)
  const { table } = rows
  // A question meets few combinations of facts; they lie side by side, and beyond that in a map.
  const met: number[] = []
  const answers: Decision[] = []
  const seldom = new Map<number, Decision>()
  const miss = (combination: number, row: number, born: number): Decision => {
    const kept = seldom.get(combination)
    if (kept) return kept
    const made = decide({ ...ground, person: stateOf(rows, row, born) }, question)
    if (met.length < SIDE_BY_SIDE) {
      met.push(combination)
      answers.push(made)
    } else seldom.set(combination, made)
    return made
  }
  return (key) => {
    const row = key === undefined ? 0 : persons.row(key)
    const born = key === undefined ? 0 : persons.born
    const { words } = table
    const start = row * table.width
    let bits = words[start + 1] === 0 && words[start + 2] === 0 ? 0 : beyond(beyondOf(table, start)) ? 1 : 0
    let hit = 0
    for (let at = 0; at < program.length; at += 2) {
      const word = program[at]!
      if (word >= 0) hit |= words[start + word]! & program[at + 1]!
      else {
        bits = (bits << 1) | (hit === 0 ? 0 : 1)
        hit = 0
      }
    }
    const age = born === 0 ? 0 : ageClass(cutoffs, born)
    const ages = cutoffs.length + 2
    // More facts than a number holds: then each row is a combination of its own.
    const combination = few ? (words[start]! * ages + age) * 2 ** MOST_BITS + bits : row * ages + age
    for (let at = 0; at < met.length; at += 1) if (met[at] === combination) return answers[at]!
    return miss(combination, row, born)
  }
}

/** The state that a row and a day of birth stand for. */
function stateOf(rows: Persons['rows'], row: number, born: number): Person {
  const day = dayOf(born)
  return { ...rows.person(row), ...(day !== undefined && { born: day }) }
}

const SIDE_BY_SIDE = 16
/** Tests whose outcomes fit into a small integer with the one for uses beyond, law and age. */
const MOST_BITS = 16

const TO: readonly Consented[] = ['special-care-consent', 'provision-consent', 'transfer-consent']

/** The names of the facts that an answer depends on: for each test, any of them counts alike. */
function testsOf(one: Case): string[][] {
  const { category, purposes } = one
  const after = nearestOf(purposes, (purpose) => (purpose.after === undefined ? [] : [purpose.after]))
  const subjects = nearestOf(purposes, (purpose) => purpose.subjects)
  return [
    consentsFor(one).map(({ id }) => `consent:${id}`),
    ...TO.map((to) => consentsFor(one, to).map(({ id }) => `consent:${id}`)),
    purposes.map(({ id }) => `objection:${id}`),
    [`restricted:${category.id}`, 'restricted:*'],
    [`over:${category.id}`],
    ['suspended:use'],
    OUTWARD.includes(one.act) ? ['suspended:provide'] : [],
    ...after.map((event) => [`happened:${event}`]),
    subjects.map((id) => `subject:${id}`),
    subjects.length === 0 ? [] : ['subject:*'],
    ['guardian:'],
  ]
}

/** All tests in one list: pairs of word and mask, after each test -1 and 0. Small integers only: they lie side by side. */
function programOf(tests: readonly (readonly number[])[]): number[] {
  return tests.flatMap((bits) => {
    const masks = new Map<number, number>()
    for (const bit of bits) {
      const word = BITS_START + (bit >> 4)
      masks.set(word, (masks.get(word) ?? 0) | (1 << (bit & 15)))
    }
    return bits.length === 0 ? [] : [...[...masks].flat(), -1, 0]
  })
}

/** The first days of birth, ascending, on which somebody is below each age limit that any rule knows. */
function cutoffsOf({ pack, laws, on }: Ground): number[] {
  const limits = [pack, ...laws].flatMap(({ minors }) => minors.map(({ below }) => below))
  return [...new Set(limits)].map((below) => firstBelow(on, below)).toSorted((a, b) => a - b)
}

function ageClass(cutoffs: readonly number[], born: number): number {
  if (born === 0) return 0
  let below = 1
  for (const cutoff of cutoffs) if (born >= cutoff) below += 1
  return below
}

/** Tells of a list of uses beyond the purposes whether it has the asked one; each list is looked at once. */
function beyondReader({ purpose, category }: Case, { rows }: Persons): (list: number) => boolean {
  const known: (boolean | undefined)[] = [false]
  return (list) =>
    (known[list] ??= rows
      .beyondAt(list)
      .some((use) => use.purpose === purpose.id && use.category === category.id))
}
