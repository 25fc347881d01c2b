// SPDX-License-Identifier: Apache-2.0
// What stands in the way for this one person: age, consent, objection, restriction, the end of retention.
import type { Local } from '@yakusoku/core/packs'
import {
  agreed,
  basesOf,
  consented,
  consentsFor,
  namesOf,
  nearestOf,
  refsTo,
  tooYoung,
  tooYoungToConsent,
  type Case,
  type Obstacle,
} from './case.ts'
import { OUTWARD } from './question.ts'

/** The purpose is about people of this kind, where the kind is known, and what it waits for has happened to them. */
export function rightPerson({ pack, person, purpose, purposes }: Case): Obstacle[] {
  const about = nearestOf(purposes, ({ subjects }) => subjects)
  const by = [`purpose:${purpose.id}`, 'system:purpose-limitation']
  const words = { purpose: purpose.name }
  const others =
    about.length > 0 && person.subjects.length > 0 && !about.some((id) => person.subjects.includes(id))
  const named = (event: string): Local =>
    pack.events.find(({ id }) => id === event)?.name ?? { ja: event, en: event }
  return [
    ...(others ? [{ reason: 'other-people', by, words, lift: 'purpose' } as const] : []),
    ...nearestOf(purposes, ({ after }) => (after === undefined ? [] : [after]))
      .filter((event) => !person.happened.includes(event))
      .map(
        (event) =>
          ({ reason: 'not-yet', by, words: { ...words, event: named(event) }, lift: 'purpose' }) as const,
      ),
  ]
}

/** Nothing is collected of a person known to be below the age limit, or only with the statutory agent; nothing lifts that. */
export function oldEnough(one: Case): Obstacle[] {
  const minor = one.act === 'collect' ? tooYoung(one.pack.minors, one) : undefined
  if (!minor) return []
  const by = [`minor:${minor.id}`, 'system:age-check']
  const reason = minor.collection === 'deny' ? 'minor' : 'guardian-consent'
  return [{ reason, by, words: { below: String(minor.below) } }]
}

/** A purpose that rests on consent has one that stands, of the statutory agent where the law of the person asks. */
export function consentStands(one: Case): Obstacle[] {
  if (!basesOf(one).includes('consent') || consented(one)) return []
  const { purpose } = one
  const consents = consentsFor(one)
  const by = [
    ...refsTo('consent', consents),
    'system:prior-consent',
    'system:legal-basis',
    `purpose:${purpose.id}`,
  ]
  const minor = agreed(one) ? tooYoungToConsent(one) : undefined
  if (minor)
    return [
      {
        reason: 'guardian-consent',
        by,
        article: minor.source?.article,
        words: { below: String(minor.below) },
        lift: 'consent',
      },
    ]
  const words = { purpose: purpose.name, consents: namesOf(consents) }
  return [{ reason: 'no-consent', by, words, lift: 'consent' }]
}

/** No objection, restriction or suspension stands against it (APPI Art. 35, GDPR Art. 18, 21); restricted or suspended, the person may still see the data. */
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
  const restricted = person.restricted.includes(category.id) || person.restricted.includes('*')
  if (restricted && act !== 'disclose')
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

/** What has run its retention is used for nothing any more; what comes in anew is kept anew. */
export function stillKept({ act, pack, category, person }: Case): Obstacle[] {
  if (act === 'collect' || !person.over.includes(category.id)) return []
  const rules = pack.retention.filter(({ categories }) => categories.includes(category.id))
  const by = [...refsTo('retention', rules), 'system:scheduled-disposal']
  return [{ reason: 'retention-over', by, words: { category: category.name } }]
}
