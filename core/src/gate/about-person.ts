// SPDX-License-Identifier: Apache-2.0
// What stands in the way for this one person: age, consent, objection, restriction, the end of retention.
import { inForceOn, type ElementOf } from '@yakusoku/core/packs'
import {
  ageOn,
  consented,
  consentsFor,
  namesOf,
  nearestOf,
  refsTo,
  type Case,
  type Obstacle,
} from './case.ts'
import { OUTWARD } from './question.ts'

/** The purpose is about people of this kind, and what it waits for has happened to them. */
export function rightPerson({ pack, person, purpose, purposes }: Case): Obstacle[] {
  const found: Obstacle[] = []
  const about = nearestOf(purposes, ({ subjects }) => subjects) ?? []
  const by = [`purpose:${purpose.id}`, 'system:purpose-limitation']
  const words = { purpose: purpose.name }
  const others =
    about.length > 0 && person.subjects.length > 0 && !about.some((id) => person.subjects.includes(id))
  if (others) found.push({ reason: 'other-people', by, words, lift: 'purpose' })
  const after = nearestOf(purposes, (above) => above.after)
  const event = pack.events.find(({ id }) => id === after)
  if (event && !person.happened.includes(event.id))
    found.push({ reason: 'not-yet', by, words: { ...words, event: event.name }, lift: 'purpose' })
  return found
}

const tooYoung = (
  minors: readonly ElementOf<'minor'>[],
  { person, on }: Case,
): ElementOf<'minor'> | undefined =>
  minors.find(
    (minor) =>
      person.born !== undefined &&
      inForceOn(minor, on) &&
      ageOn(person.born, on) < minor.below &&
      !(minor.collection === 'guardian-consent' && person.guardian),
  )

/** Nothing is collected of a person known to be below the age limit, or only with the statutory agent. */
export function oldEnough(one: Case): Obstacle[] {
  if (one.act !== 'collect') return []
  const minor = tooYoung(one.pack.minors, one)
  if (!minor) return []
  const by = [`minor:${minor.id}`, 'system:age-check']
  const words = { below: String(minor.below) }
  return minor.collection === 'deny'
    ? [{ reason: 'minor', by, words }]
    : [{ reason: 'guardian-consent', by, words, lift: 'consent' }]
}

/** A purpose that rests on consent has one that stands, of the statutory agent where the law of the person asks. */
export function consentStands(one: Case): Obstacle[] {
  const { purpose, purposes, lawsOfPerson } = one
  if (nearestOf(purposes, ({ basis }) => basis) !== 'consent') return []
  const consents = consentsFor(one)
  const by = [
    ...refsTo('consent', consents),
    'system:prior-consent',
    'system:legal-basis',
    `purpose:${purpose.id}`,
  ]
  const words = { purpose: purpose.name, consents: namesOf(consents) }
  if (!consented(one)) return [{ reason: 'no-consent', by, words, lift: 'consent' }]
  const minor = tooYoung(
    lawsOfPerson
      .flatMap(({ minors }) => minors)
      .filter(({ collection }) => collection === 'guardian-consent'),
    one,
  )
  if (!minor) return []
  const article = minor.source?.article
  return [{ reason: 'guardian-consent', by, article, words: { below: String(minor.below) }, lift: 'consent' }]
}

/** No objection, restriction or suspension stands against it (APPI Art. 35, GDPR Art. 18, 21). */
export function notStopped({ pack, act, category, person, purpose, purposes }: Case): Obstacle[] {
  const found: Obstacle[] = []
  const words = { purpose: purpose.name, category: category.name }
  const rights = (kinds: readonly string[]): string[] =>
    refsTo(
      'right',
      pack.rights.filter(({ kind }) => kinds.includes(kind)),
    )
  if (person.objections.some((id) => purposes.some((above) => above.id === id)))
    found.push({
      reason: 'objected',
      by: [...rights(['objection']), 'system:balancing-assessment', 'system:preferences-obeyed'],
      words,
      lift: 'stop',
    })
  if (person.restricted.includes(category.id) || person.restricted.includes('*'))
    found.push({
      reason: 'restricted',
      by: [...rights(['restriction']), 'system:restriction'],
      words,
      lift: 'stop',
    })
  const outward = OUTWARD.includes(act)
  const stopped = person.suspended.includes('use') ? act !== 'disclose' : false
  if (stopped || (outward && person.suspended.includes('provide')))
    found.push({
      reason: 'suspended',
      by: [...rights(['suspension-of-use', 'suspension-of-provision']), 'system:restriction'],
      words,
      lift: 'stop',
    })
  return found
}

/** What has run its retention is used for nothing any more. */
export function stillKept({ pack, category, person }: Case): Obstacle[] {
  if (!person.over.includes(category.id)) return []
  const rules = pack.retention.filter(({ categories }) => categories.includes(category.id))
  const by = [...refsTo('retention', rules), 'system:scheduled-disposal']
  return [{ reason: 'retention-over', by, words: { category: category.name } }]
}
