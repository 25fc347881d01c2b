// SPDX-License-Identifier: Apache-2.0
import { categoryOf, inForceOn, type ElementOf, type Local, type PackData } from '@yakusoku/core/packs'
import type { Person, Receiver, Standing } from './facts.ts'
import type { DenialReason } from './reasons.ts'
import { ACTS, type Act, type Question } from './question.ts'

/** What an exception of the law, or of the policy, takes away. */
export type Lift =
  | 'purpose'
  | 'role'
  | 'consent'
  | 'special-care'
  | 'stop'
  | 'clearance'
  | 'provision'
  | 'transfer'

/** What stands in the way: why, which elements of the pack say so (`kind:id`), the article, and what may lift it. */
export type Obstacle = {
  readonly reason: DenialReason
  readonly by: readonly string[]
  readonly article?: string | undefined
  readonly words: Readonly<Record<string, string | Local>>
  readonly lift?: Lift | undefined
}

/** What is weighed: the pack as it stands on the day, its laws, and the facts about organisation and person. */
export type Weighed = {
  readonly pack: PackData
  readonly laws: readonly PackData[]
  readonly standing: Standing
  readonly person: Person
  /** YYYY-MM-DD, in the organisation's zone. */
  readonly on: string
}

/** A question whose names are all declared, with what they name. */
export type Case = Weighed & {
  readonly question: Question
  readonly act: Act
  readonly category: ElementOf<'category'>
  readonly purpose: ElementOf<'purpose'>
  /** The purpose and all above it, nearest first: what is declared of them holds for it. */
  readonly purposes: readonly ElementOf<'purpose'>[]
  readonly recipient: ElementOf<'recipient'> | undefined
  readonly receiver: Receiver | undefined
  readonly ground: ElementOf<'ground'> | undefined
  /** The laws that protect this person's data of this kind. */
  readonly lawsOfPerson: readonly PackData[]
}

/** The act of that name. */
export const actOf = (name: string): Act | undefined => ACTS.find((act) => act === name)

/** A category by its id, or by a Fides data category that belongs to it. */
export const namedCategory = (pack: PackData, name: string): ElementOf<'category'> | undefined =>
  pack.categories.find(({ id }) => id === name) ?? categoryOf(pack, name)

/** A class of recipients, and the receiver registered under it where one was named. */
export function namedRecipient(
  { pack, standing }: Weighed,
  name: string | undefined,
): { recipient?: ElementOf<'recipient'> | undefined; receiver?: Receiver | undefined } {
  if (name === undefined) return {}
  const receiver = Object.hasOwn(standing.receivers, name) ? standing.receivers[name] : undefined
  return { recipient: pack.recipients.find(({ id }) => id === (receiver?.class ?? name)), receiver }
}

/** A purpose and all above it by `under`, nearest first, each once. */
export function withAbove(pack: PackData, purpose: ElementOf<'purpose'>): ElementOf<'purpose'>[] {
  const found = [purpose]
  for (const one of found) {
    const above = pack.purposes.filter(({ id }) => one.under.includes(id))
    found.push(...above.filter((candidate) => !found.includes(candidate)))
  }
  return found
}

/** What the purpose itself declares, or else the nearest above it that declares anything. */
export function nearestOf<Value>(
  purposes: readonly ElementOf<'purpose'>[],
  read: (purpose: ElementOf<'purpose'>) => Value | undefined,
): Value | undefined {
  for (const purpose of purposes) {
    const value = read(purpose)
    if (value !== undefined && !(Array.isArray(value) && value.length === 0)) return value
  }
  return undefined
}

/** The laws that protect a person: those of the person's jurisdictions, or of all of the pack's where these are not known. */
export function lawsOf({ pack, laws, person }: Weighed, category: ElementOf<'category'>): PackData[] {
  const jurisdictions = person.jurisdictions.length > 0 ? person.jurisdictions : pack.jurisdictions
  return laws.filter(({ applies }) => {
    const { jurisdictions: theirs = [], handling = [], roles = [] } = applies ?? {}
    return (
      (theirs.length === 0 || theirs.some((one) => jurisdictions.includes(one))) &&
      (handling.length === 0 || handling.some((one) => category.handling.includes(one))) &&
      (roles.length === 0 || roles.includes(pack.role))
    )
  })
}

/** The grounds of the person's laws that lift a ban; a law without any does not know the ban. */
export const lawGrounds = (
  { lawsOfPerson, category, on }: Case,
  lifts: ElementOf<'ground'>['lifts'][number],
): ElementOf<'ground'>[] =>
  lawsOfPerson
    .flatMap(({ grounds }) => grounds)
    .filter(
      (ground) =>
        ground.lifts.includes(lifts) &&
        inForceOn(ground, on) &&
        (ground.handling.length === 0 || ground.handling.some((one) => category.handling.includes(one))) &&
        !ground.notFor.some((one) => category.handling.includes(one)),
    )

/** The consents of the pack that cover the purpose. */
export const consentsFor = ({ pack, purposes }: Case): ElementOf<'consent'>[] =>
  pack.consents.filter((consent) => consent.purposes.some((id) => purposes.some((one) => one.id === id)))

/** Whether a consent that covers the purpose stands. */
export const consented = (one: Case): boolean =>
  consentsFor(one).some(({ id }) => one.person.consents.includes(id))

/** Whole years from a day of birth to a day; who was born on 29 February is a year older on 1 March in common years. */
export function ageOn(born: string, on: string): number {
  const years = Number(on.slice(0, 4)) - Number(born.slice(0, 4))
  return on.slice(5) < born.slice(5) ? years - 1 : years
}

/** References of elements, for reasons. */
export const refsTo = (kind: string, elements: readonly { id: string }[]): string[] =>
  elements.map(({ id }) => `${kind}:${id}`)

/** Names of elements in both languages, one after the other. */
export const namesOf = (elements: readonly { name: Local }[]): Local => ({
  ja: elements.length === 0 ? 'なし' : elements.map(({ name }) => name.ja).join('、'),
  en: elements.length === 0 ? 'none' : elements.map(({ name }) => name.en).join(', '),
})
