// SPDX-License-Identifier: Apache-2.0
// A gate in memory: one pack, what is known of the organisation and of every person, asked by person.
import type { PackData } from '@yakusoku/core/packs'
import type { Decision } from './answer.ts'
import { compile, type Compiled } from './compile.ts'
import { NOTHING, type Person, type Standing } from './facts.ts'
import { Persons } from './persons.ts'
import type { Question } from './question.ts'

/** A gate that decides from memory; facts come in by the setters, in the order of the ledger. */
export type Gate = {
  readonly setPack: (pack: PackData, laws: readonly PackData[]) => void
  readonly setStanding: (standing: Standing) => void
  /** Replaces what is known of a person; without a state the person is forgotten. */
  readonly setPerson: (key: string, person: Person | undefined) => void
  readonly person: (key: string) => Person | undefined
  readonly persons: () => number
  /** Decides for a person on a day (YYYY-MM-DD); without a person, or with one nobody knows, as for nobody. */
  readonly decide: (question: Question, person: string | undefined, on: string) => Decision
  /** A question prepared once, to be asked many times. */
  readonly prepare: (question: Question) => (person: string | undefined, on: string) => Decision
}

type Prepared = { changes: number; on: string; compiled: Compiled }

const MOST_PREPARED = 20_000

/** Opens a gate without facts. */
export function openGate(firstPack: PackData, firstLaws: readonly PackData[]): Gate {
  const persons = new Persons()
  let [pack, laws, standing] = [firstPack, firstLaws, NOTHING]
  let changes = 0
  let prepared = new Map<string, (person: string | undefined, on: string) => Decision>()

  function prepare(question: Question): (person: string | undefined, on: string) => Decision {
    let last: Prepared | undefined
    return (person, on) => {
      if (last === undefined || last.changes !== changes || last.on !== on)
        last = { changes, on, compiled: compile({ pack, laws, standing, on }, question, persons) }
      return last.compiled(person)
    }
  }

  function decide(question: Question, person: string | undefined, on: string): Decision {
    const name = nameOf(question)
    let asked = prepared.get(name)
    if (!asked) {
      if (prepared.size >= MOST_PREPARED) prepared = new Map()
      asked = prepare(question)
      prepared.set(name, asked)
    }
    return asked(person, on)
  }

  return {
    setPack: (newPack, newLaws) => {
      ;[pack, laws] = [newPack, newLaws]
      changes += 1
    },
    setStanding: (next) => {
      standing = next
      changes += 1
    },
    setPerson: (key, person) => persons.set(key, person),
    person: (key) => persons.get(key),
    persons: () => persons.count,
    decide,
    prepare,
  }
}

/** What tells questions apart. That a document is there counts, not which. */
const nameOf = (one: Question): string =>
  JSON.stringify([
    one.act,
    one.actor.id,
    one.actor.roles,
    one.category,
    one.purpose,
    one.recipient,
    one.country,
    one.ground,
    Boolean(one.document?.trim()),
    one.conditions,
    one.client,
    one.channel,
    one.deidentified,
  ])
