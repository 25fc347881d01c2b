// SPDX-License-Identifier: Apache-2.0
// What a draft would have answered: recorded kinds of questions decided again, by the policy in force and by the draft.
import { inForceOn, SECTIONS, type PackData } from '@yakusoku/core/packs'
import { bornBy, GROWN_UP, type AgedPerson } from './alike.ts'
import type { Decision } from './answer.ts'
import { decide } from './decide.ts'
import { NOBODY, type Standing } from './facts.ts'
import { likeDays } from './like-days.ts'
import { openGate } from './node.ts'
import type { Question } from './question.ts'

/** Questions alike, of people who stood alike, that got the same answer on a day. */
export type RecordedKind = {
  readonly day: string
  readonly question: Question
  /** Absent where nobody in particular was asked about. */
  readonly person: AgedPerson | undefined
  readonly answer: Decision['answer']
  readonly reason: Decision['reason']
}

/** A kind decided again on its day, as the organisation stands now. */
export type Simulated = {
  /** By the policy in force. */
  readonly before: Decision
  /** By the draft. */
  readonly after: Decision
  /** That answer, reason or obligations differ between the two. */
  readonly changed: boolean
  /** That the recorded answer was another already: something else than the draft has changed since. */
  readonly moved: boolean
}

/** What both policies are weighed with. */
type Beside = { readonly laws: readonly PackData[]; readonly standing: Standing }

/**
 * Decides kinds by the policy in force and by a draft, each as though it had begun by the day of the kind: what comes
 * with the draft, or ends with it, does so on that day already.
 */
export function openSimulation(
  inForce: PackData,
  draft: PackData,
  beside: Beside,
): (kind: RecordedKind) => Simulated {
  const now = asked(begunAlready(inForce), beside)
  const then = asked(begunAlready(draft, inForce), beside)
  const like = likeDays([inForce, draft, ...beside.laws], beside.standing)
  return (kind) => {
    const alike = { ...kind, day: like(kind.day) }
    const [before, after] = [now(alike), then(alike)]
    return {
      before,
      after,
      changed: !sameAnswer(before, after),
      moved: kind.answer !== before.answer || kind.reason !== before.reason,
    }
  }
}

/** Whether answer, reason and obligations of two decisions are the same. */
export const sameAnswer = (one: Decision, other: Decision): boolean =>
  one.answer === other.answer &&
  one.reason === other.reason &&
  JSON.stringify(one.obligations) === JSON.stringify(other.obligations)

function asked(
  packOf: (day: string) => PackData,
  { laws, standing }: Beside,
): (kind: RecordedKind) => Decision {
  const gate = openGate(packOf(''), laws)
  gate.setStanding(standing)
  let pack: PackData | undefined
  return ({ question, person, day }) => {
    const current = packOf(day)
    if (current !== pack) gate.setPack((pack = current), laws)
    gate.setPerson('one', person && bornBy(person, day))
    return gate.decide(question, 'one', day)
  }
}

type Element = { id: string; effectiveFrom?: string | undefined; effectiveTo?: string | undefined }

/**
 * A pack as it is weighed on each day, having begun by then: an element is, before the first day of the policy it came
 * with, what it is on that day. What the pack has in common with the policy it follows came with that one.
 */
function begunAlready(pack: PackData, follows: PackData = pack): (day: string) => PackData {
  const common = new Set(elementsOf(follows).map(([section, one]) => `${section} ${JSON.stringify(one)}`))
  const firstDay = (section: string, one: Element): string =>
    common.has(`${section} ${JSON.stringify(one)}`) ? follows.effective : pack.effective
  const made = new Map<string, PackData>()
  return (day) => {
    const [before, beforeThat] = [day < pack.effective, day < follows.effective]
    if (!before && !beforeThat) return pack
    const known = made.get(`${before} ${beforeThat}`)
    if (known) return known
    const sections = Object.values(SECTIONS).map((section) => [
      section,
      (pack[section] as readonly Element[]).map((one) => {
        const first = firstDay(section, one)
        return day < first ? settled(one, first) : one
      }),
    ])
    const begun = { ...pack, effective: '0001-01-01', ...Object.fromEntries(sections) }
    made.set(`${before} ${beforeThat}`, begun)
    return begun
  }
}

const elementsOf = (pack: PackData): [string, Element][] =>
  Object.values(SECTIONS).flatMap((section) =>
    (pack[section] as readonly Element[]).map((one): [string, Element] => [section, one]),
  )

/** An element for good as it is on a day. */
const settled = (one: Element, on: string): Element => ({
  ...one,
  effectiveFrom: inForceOn(one, on) ? undefined : '9999-12-31',
  effectiveTo: undefined,
})

const LISTS = [
  'jurisdictions',
  'subjects',
  'consents',
  'objections',
  'happened',
  'restricted',
  'suspended',
  'over',
  'beyond',
] as const

/** A person reduced to what the answer itself tells: whatever can be left out without changing it is. */
export function leastState(
  weighed: { readonly pack: PackData; readonly on: string } & Beside,
  question: Question,
  person: AgedPerson,
): AgedPerson {
  const answerFor = (one: AgedPerson): Decision =>
    decide({ ...weighed, person: bornBy(one, weighed.on) }, question)
  const whole = answerFor(person)
  const isEnough = (one: AgedPerson): boolean => sameAnswer(answerFor(one), whole)
  if (isEnough(NOBODY)) return NOBODY
  let kept = person
  for (;;) {
    const less = [...lesser(kept)].find(isEnough)
    if (!less) return kept
    kept = less
  }
}

/** Everything that says a little less of a person. */
function* lesser(person: AgedPerson): Generator<AgedPerson> {
  for (const list of LISTS)
    for (const item of person[list])
      yield { ...person, [list]: (person[list] as readonly unknown[]).filter((one) => one !== item) }
  if (person.guardian) yield { ...person, guardian: false }
  yield* older(person)
}

/** The same person of no known age, or else as old as can be: below an age limit, nothing more is told than that. */
function* older(person: AgedPerson): Generator<AgedPerson> {
  const { age, ...ageless } = person
  if (age === undefined) return
  yield ageless
  for (let more = GROWN_UP - 1; more > age; more -= 1) yield { ...ageless, age: more }
}
