// SPDX-License-Identifier: Apache-2.0
// What is kept of a question and of a person to decide again: kinds, which many share. Why so, docs/decisions/0016.
import {
  leastState,
  NO_PERSON,
  NOBODY,
  type AgedPerson,
  type Gate,
  type Question,
  type RecordedKind,
  type Standing,
} from '@yakusoku/core/gate'
import { SECTIONS, type PackData } from '@yakusoku/core/packs'
import { createHash } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { actorKept, keepable } from './kept-names.ts'
import type { KindRow } from './store.ts'
import type { Tally } from './tally.ts'

/** As many people as must stand alike for how they stand to be kept whole. */
export const fewestAlike = 5

/** Kinds that came up in a day, as they are written down. */
export async function kindsOf(tally: Tally): Promise<KindRow[]> {
  const { node, day } = tally
  const people = await node.census.on(day)
  const weighed = keptWeighed(node.gate, day)
  const named = namesIn(weighed)
  const kinds = new Map<string, KindRow>()
  let since = performance.now()
  for (const { question, decision, stands } of tally.all()) {
    const kept = keptQuestion(question, named)
    for (const [number, count] of stands) {
      const few = number > 0 && (people.get(number) ?? 0) < fewestAlike
      const whole = number === NO_PERSON ? undefined : node.gate.alike.state(number)
      const person = few && whole ? leastState(weighed, kept, whole) : whole
      const { answer, reason } = decision
      const row = rowOf({ day, question: kept, person, answer, reason }, few, count)
      const known = kinds.get(row.kind)
      kinds.set(row.kind, known ? { ...known, count: known.count + count } : row)
      if (performance.now() - since < 10) continue
      await setImmediate()
      since = performance.now()
    }
  }
  return [...kinds.values()]
}

/** What a kind is weighed with: actors are known by the names they are kept under. */
function keptWeighed(gate: Gate, on: string) {
  const { pack, laws, standing } = gate.known()
  return { pack, laws, standing: standingKept(standing), on }
}

/** How an organisation stands, actors by the names under which they are kept in kinds. */
export function standingKept(standing: Standing): Standing {
  const renamed = <Value>(by: Readonly<Record<string, Value>>, name: (id: string) => string) =>
    Object.fromEntries(Object.entries(by).map(([id, value]) => [name(id), value]))
  const typed = (id: string): string => {
    const colon = id.indexOf(':')
    return `${keepable(id.slice(0, colon))}:${actorKept(id.slice(colon + 1))}`
  }
  return {
    ...standing,
    clearances: renamed(standing.clearances, actorKept),
    assignments: renamed(standing.assignments, actorKept),
    actors: renamed(standing.actors, typed),
  }
}

/** Names that the policy or the organisation itself gave: these are kept whatever they look like. */
const namesIn = ({ pack, standing }: { pack: PackData; standing: Standing }): ReadonlySet<string> =>
  new Set([
    ...Object.values(SECTIONS).flatMap((section) => pack[section].map(({ id }) => id)),
    ...Object.keys(standing.receivers),
    ...Object.keys(standing.clients),
  ])

/** A question as it is kept: made-up names, which may hold anything, are not. */
function keptQuestion(question: Question, named: ReadonlySet<string>): Question {
  const name = (one: string): string => (named.has(one) ? one : keepable(one))
  const { act, actor, category, purpose } = question
  const given = (['recipient', 'country', 'ground', 'client', 'channel'] as const).flatMap((member) => {
    const value = question[member]
    return value === undefined ? [] : [[member, name(value)]]
  })
  const conditions = [...new Set(question.conditions ?? [])].map(keepable).toSorted(byText)
  return {
    act: keepable(act),
    actor: {
      ...(actor.type !== undefined && { type: keepable(actor.type) }),
      ...(actor.id !== undefined && { id: actorKept(actor.id) }),
      roles: actor.roles.map(name),
    },
    category: name(category),
    purpose: name(purpose),
    ...(Object.fromEntries(given) as Partial<Question>),
    // That something was named counts, not what; it says nothing where it has no letter and no digit.
    ...(question.document !== undefined &&
      /[\p{L}\p{N}]/u.test(question.document) && { document: 'document' }),
    ...(conditions.length > 0 && { conditions }),
    ...(question.deidentified === true && { deidentified: true }),
  }
}

const byText = (a: string, b: string): number => (a < b ? -1 : Number(a > b))

function rowOf(
  { day, question, person, answer, reason }: RecordedKind,
  least: boolean,
  count: number,
): KindRow {
  const known = person && keptPerson(person)
  const text = JSON.stringify([question, known ?? null, least, answer, reason])
  const kind = createHash('sha256').update(text).digest('hex').slice(0, 32)
  return { day, kind, question, person: known ?? null, least, answer, reason, count }
}

/** What is known of a person, without what is not; lists in one order, whatever order they came in. */
function keptPerson(person: AgedPerson): Partial<AgedPerson> {
  const told = Object.entries(person).filter(([, value]) =>
    Array.isArray(value) ? value.length > 0 : value !== false && value !== undefined,
  )
  return Object.fromEntries(
    told.map(([name, value]) => [
      name,
      Array.isArray(value) ? value.toSorted((a, b) => byText(JSON.stringify(a), JSON.stringify(b))) : value,
    ]),
  )
}

/** A kind as it was recorded. */
export const recordedKind = ({ day, question, person, answer, reason }: KindRow): RecordedKind => ({
  day,
  question,
  person: person === null ? undefined : { ...NOBODY, ...person },
  answer,
  reason,
})
