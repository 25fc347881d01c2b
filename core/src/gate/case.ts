// SPDX-License-Identifier: Apache-2.0
import { isWithin, type ElementOf, type Local, type PackData } from '@yakusoku/core/packs'
import { ageOn } from './days.ts'
import type { Person, Receiver, Standing } from './facts.ts'
import type { DenialReason } from './reasons.ts'
import { ACTS, type Act, type Question } from './question.ts'

/** What an exception of the law, or of the policy, takes away. */
export type Lift =
  | 'purpose'
  | 'role'
  | 'basis'
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
  /** That it is what the claimed ground lacks. */
  readonly claimed?: boolean | undefined
}

/** What is weighed: the pack and its laws, of which only what is in force on the day counts, and the facts. */
export type Weighed = {
  readonly pack: PackData
  readonly laws: readonly PackData[]
  readonly standing: Standing
  readonly person: Person
  /** YYYY-MM-DD, in the organisation's zone. */
  readonly on: string
}

/** A question whose names are all declared, with what they name; `pack` and `laws` hold only what is in force on the day. */
export type Case = Weighed & {
  /** The pack with what has ended or not begun: that a rule was made for something outlives what it names. */
  readonly whole: PackData
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

/**
 * A category in force by its id, or by a Fides data category that belongs to it: one that two claim alike belongs to
 * neither, and that of a category which has ended does not fall to the wider one around it.
 */
export function namedCategory(
  whole: PackData,
  pack: PackData,
  name: string,
): ElementOf<'category'> | undefined {
  const byId = pack.categories.find(({ id }) => id === name)
  if (byId) return byId
  const lengths = whole.categories.map(({ fides }) =>
    Math.max(0, ...fides.filter((key) => isWithin(name, key)).map((key) => key.length)),
  )
  const longest = Math.max(0, ...lengths)
  const nearest = whole.categories.filter(
    (one, index) => longest > 0 && lengths[index] === longest && pack.categories.includes(one),
  )
  return nearest.length === 1 ? nearest[0] : undefined
}

/** A class of recipients, and the receiver registered under it where one was named; a class is no receiver of another. */
export function namedRecipient(
  { pack, standing }: Weighed,
  name: string | undefined,
): { recipient?: ElementOf<'recipient'> | undefined; receiver?: Receiver | undefined } {
  if (name === undefined) return {}
  const known = Object.hasOwn(standing.receivers, name) ? standing.receivers[name] : undefined
  const itself = pack.recipients.find(({ id }) => id === name)
  const receiver = itself && known?.class !== name ? undefined : known
  return { recipient: itself ?? pack.recipients.find(({ id }) => id === receiver?.class), receiver }
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

/**
 * What the purpose itself declares, or else what those nearest above it declare that declare anything: all of them, where
 * several are as near.
 */
export function nearestOf<Value>(
  purposes: readonly ElementOf<'purpose'>[],
  read: (purpose: ElementOf<'purpose'>) => readonly Value[],
): Value[] {
  const seen = new Set<ElementOf<'purpose'>>()
  let level = purposes.slice(0, 1)
  while (level.length > 0) {
    const values = [...new Set(level.flatMap(read))]
    if (values.length > 0) return values
    for (const one of level) seen.add(one)
    const above = new Set(level.flatMap(({ under }) => under))
    level = purposes.filter((one) => above.has(one.id) && !seen.has(one))
  }
  return []
}

/** The legal bases on which a purpose rests: its own, or those nearest above. */
export const basesOf = ({ purposes }: Pick<Case, 'purposes'>): Basis[] =>
  nearestOf(purposes, ({ basis }) => (basis === undefined ? [] : [basis]))

/** A legal basis of a purpose. */
export type Basis = NonNullable<ElementOf<'purpose'>['basis']>

const areaOf = ({ applies }: PackData): readonly string[] => applies?.jurisdictions ?? []

/**
 * The laws that protect a person: those of the person's jurisdictions, or of all of the pack's where these are not known.
 * Whom no known law protects, the law of the organisation's own country does; a law about a kind of data, such as
 * individual numbers, protects that of everybody.
 */
export function lawsOf({ pack, laws, person }: Weighed, category: ElementOf<'category'>): PackData[] {
  const known = person.jurisdictions.length > 0 ? person.jurisdictions : pack.jurisdictions
  const covered = laws.some((law) => areaOf(law).some((one) => known.includes(one)))
  const theirs = covered ? known : pack.jurisdictions.slice(0, 1)
  return laws.filter((law) => {
    const { handling = [], roles = [] } = law.applies ?? {}
    const where = handling.length > 0 ? [...theirs, ...pack.jurisdictions] : theirs
    return (
      (areaOf(law).length === 0 || areaOf(law).some((one) => where.includes(one))) &&
      (handling.length === 0 || handling.some((one) => category.handling.includes(one))) &&
      (roles.length === 0 || roles.includes(pack.role))
    )
  })
}

/** The grounds that lift a ban, by each law of the person that knows the ban; a law without any does not. */
export const lawGrounds = (
  { lawsOfPerson, category }: Case,
  lifts: ElementOf<'ground'>['lifts'][number],
): ElementOf<'ground'>[][] =>
  lawsOfPerson
    .filter((law) => law.grounds.some((ground) => ground.lifts.includes(lifts)))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ grounds }) =>
      grounds
        .filter((ground) => ground.lifts.includes(lifts) && isFor(ground, category))
        .toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    )

/** Whether a ground is for data that is handled so. */
export const isFor = ({ handling, notFor }: ElementOf<'ground'>, category: ElementOf<'category'>): boolean =>
  (handling.length === 0 || handling.some((one) => category.handling.includes(one))) &&
  !notFor.some((one) => category.handling.includes(one))

/** What a person consents to besides use for a purpose. */
export type Consented = ElementOf<'consent'>['lifts'][number]

/** The consents of the pack that cover the purpose, and what is done besides using it. */
export const consentsFor = ({ pack, purposes }: Case, to?: Consented): ElementOf<'consent'>[] =>
  pack.consents.filter(
    (consent) =>
      consent.purposes.some((id) => purposes.some((one) => one.id === id)) &&
      (to === undefined || consent.lifts.includes(to)),
  )

/** Whether a consent that covers the purpose, and that, stands, whoever gave it. */
export const agreed = (one: Case, to?: Consented): boolean =>
  consentsFor(one, to).some(({ id }) => one.person.consents.includes(id))

/** The first age limit, the strictest first, that the person is known to be below, without the statutory agent where that serves. */
export function tooYoung(
  minors: readonly ElementOf<'minor'>[],
  { person, on }: Case,
): ElementOf<'minor'> | undefined {
  const { born } = person
  if (born === undefined) return undefined
  const age = ageOn(born, on)
  const strictest = (a: ElementOf<'minor'>, b: ElementOf<'minor'>): number =>
    Number(b.collection === 'deny') - Number(a.collection === 'deny') ||
    b.below - a.below ||
    (a.id < b.id ? -1 : 1)
  return minors
    .toSorted(strictest)
    .find(({ below, collection }) => age < below && !(collection === 'guardian-consent' && person.guardian))
}

/** The age below which, by the law of the person, the person alone cannot consent, where the person is below it. */
export const tooYoungToConsent = (one: Case): ElementOf<'minor'> | undefined =>
  tooYoung(
    one.lawsOfPerson.flatMap(({ minors }) => minors.filter((each) => each.collection === 'guardian-consent')),
    one,
  )

/** Whether a consent that covers the purpose, and that, stands, of the statutory agent where the law of the person asks. */
export const consented = (one: Case, to?: Consented): boolean => agreed(one, to) && !tooYoungToConsent(one)

/** The consents to provision for the purpose; who consents to provision abroad consents to provision. */
export const consentsToProvide = (one: Case): ElementOf<'consent'>[] => [
  ...consentsFor(one, 'provision-consent'),
  ...(one.act === 'transfer' ? consentsFor(one, 'transfer-consent') : []),
]

/** Whether one of them stands. */
export const consentedToProvide = (one: Case): boolean =>
  consented(one, 'provision-consent') || (one.act === 'transfer' && consented(one, 'transfer-consent'))

/** Whether the person agreed beforehand to this use beyond the purposes. */
export const agreedBeyond = (one: Case): boolean =>
  one.person.beyond.some((use) => use.purpose === one.purpose.id && use.category === one.category.id) &&
  !tooYoungToConsent(one)

/** Countries the data goes to, as far as they are told: the one asked about and where the receiver is. */
export function countriesOf({ pack, question, recipient, receiver }: Case): string[] {
  const entity = pack.entities.find(({ id }) => id === receiver?.entity)
  const told = [question.country, receiver?.country ?? entity?.country].filter((one) => one !== undefined)
  if (told.length > 0) return [...new Set(told)]
  return recipient?.countries.length === 1 ? recipient.countries : []
}

/** Whether a text says anything. */
export const says = (text: string | undefined): boolean => text !== undefined && /[\p{L}\p{N}]/u.test(text)

/** References of elements, for reasons. */
export const refsTo = (kind: string, elements: readonly { id: string }[]): string[] =>
  elements.map(({ id }) => `${kind}:${id}`)

/** Names of elements in both languages, one after the other. */
export const namesOf = (elements: readonly { name: Local }[]): Local => ({
  ja: elements.length === 0 ? 'なし' : elements.map(({ name }) => name.ja).join('、'),
  en: elements.length === 0 ? 'none' : elements.map(({ name }) => name.en).join(', '),
})
