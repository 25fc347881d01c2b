// SPDX-License-Identifier: Apache-2.0
// A gate in memory: one pack, what is known of the organisation and of every person, asked by person.
import type { PackData } from '@yakusoku/core/packs'
import { alike, type Alike } from './alike.ts'
import type { Decision } from './answer.ts'
import { says } from './case.ts'
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
  /** Everything known, as it goes into a snapshot. */
  readonly known: () => {
    readonly pack: PackData
    readonly laws: readonly PackData[]
    readonly standing: Standing
    readonly table: Persons
  }
  /** Decides for a person on a day (YYYY-MM-DD); without a person, or with one nobody knows, as for nobody. */
  readonly decide: (question: Question, person: string | undefined, on: string) => Decision
  /** A question prepared once, to be asked many times. */
  readonly prepare: (question: Question) => Asking
  /** The question prepared and remembered: the same one for questions alike, until many others were asked. */
  readonly remembered: (question: Question) => Asking
  /** How people stand, as numbers. */
  readonly alike: Alike
}

/** A prepared question: asked of a person on a day. */
export type Asking = (person: string | undefined, on: string) => Decision

type Prepared = { changes: number; on: string; compiled: Compiled }

const MOST_PREPARED = 20_000

/** Opens a gate without facts, or with the people of a snapshot. */
export function openGate(
  firstPack: PackData,
  firstLaws: readonly PackData[],
  persons: Persons = new Persons(),
): Gate {
  let [pack, laws, standing] = [firstPack, firstLaws, NOTHING]
  let changes = 0
  let prepared = new Map<string, Asking>()

  function prepare(question: Question): Asking {
    let last: Prepared | undefined
    return (person, on) => {
      if (last === undefined || last.changes !== changes || last.on !== on)
        last = { changes, on, compiled: compile({ pack, laws, standing, on }, question, persons) }
      return last.compiled(person)
    }
  }

  function remembered(question: Question): Asking {
    const name = nameOf(question)
    const known = prepared.get(name)
    if (known) return known
    if (prepared.size >= MOST_PREPARED) prepared = new Map()
    const asked = prepare(question)
    prepared.set(name, asked)
    return asked
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
    known: () => ({ pack, laws, standing, table: persons }),
    decide: (question, person, on) => remembered(question)(person, on),
    prepare,
    remembered,
    alike: alike(persons),
  }
}

/** What tells questions apart. That a document says something counts, not what. */
const nameOf = (one: Question): string =>
  JSON.stringify([
    one.act,
    one.actor.type,
    one.actor.id,
    one.actor.roles,
    one.category,
    one.purpose,
    one.recipient,
    one.country,
    one.ground,
    says(one.document),
    one.conditions,
    one.client,
    one.channel,
    one.deidentified,
  ])
