// SPDX-License-Identifier: Apache-2.0
// A gate in memory: one pack, what is known of the organisation and of every person, asked by person.
import type { PackData } from '@yakusoku/core/packs'
import type { Decision } from './answer.ts'
import { decide } from './decide.ts'
import { NOBODY, NOTHING, type Person, type Standing } from './facts.ts'
import type { Question } from './question.ts'

/** A gate that decides from memory; facts come in by the setters, in the order of the ledger. */
export type Gate = {
  readonly setPack: (pack: PackData, laws: readonly PackData[]) => void
  readonly setStanding: (standing: Standing) => void
  /** Replaces what is known of a person; without a state the person is forgotten. */
  readonly setPerson: (id: string, person: Person | undefined) => void
  readonly person: (id: string) => Person | undefined
  readonly persons: () => number
  /** Decides for a person on a day (YYYY-MM-DD); without a person, or with one nobody knows, as for nobody. */
  readonly decide: (question: Question, person: string | undefined, on: string) => Decision
}

/** Opens a gate without facts. */
export function openGate(firstPack: PackData, firstLaws: readonly PackData[]): Gate {
  let pack = firstPack
  let laws = firstLaws
  let standing = NOTHING
  const persons = new Map<string, Person>()
  return {
    setPack: (newPack, newLaws) => {
      pack = newPack
      laws = newLaws
    },
    setStanding: (next) => {
      standing = next
    },
    setPerson: (id, person) => void (person === undefined ? persons.delete(id) : persons.set(id, person)),
    person: (id) => persons.get(id),
    persons: () => persons.size,
    decide: (question, id, on) => {
      const person = (id === undefined ? undefined : persons.get(id)) ?? NOBODY
      return decide({ pack, laws, standing, person, on }, question)
    },
  }
}
