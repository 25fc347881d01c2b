// SPDX-License-Identifier: Apache-2.0
import type { Pack, PackData } from '@yakusoku/core/packs'
import type { Act } from './acts.ts'
import type { Detail, ElementChange, PromiseChange } from './change.ts'
import { consentsNeeded } from './consents.ts'
import { detailsOf, elementChanges } from './elements.ts'
import { changeKinds, type ChangeKind } from './kinds.ts'
import { promiseChanges } from './promises.ts'
import { announcements, peopleToTell, type Announcement, type Telling } from './tellings.ts'

/** What differs between two versions of a pack, and what follows from that. */
export type PackDiff = {
  from: string
  to: string
  /** The day the newer version takes effect. */
  effective: string
  promises: PromiseChange[]
  elements: ElementChange[]
  /** Changes outside of the lists: organisation, calendar, laws extended, jurisdictions, role. */
  rest: Detail[]
  /** The kinds of change to name in the summary, the weightiest first. */
  kinds: ChangeKind[]
  tell: Telling[]
  announce: Announcement[]
  consent: Act[]
}

const REST = [
  'organisation',
  'calendar',
  'extends',
  'jurisdictions',
  'role',
  'signedBy',
  'established',
] as const

/** Compares two versions of a pack. Pure; who and how many it touches, `touched` counts from what a caller knows. */
export function diffPacks(older: Pack, newer: Pack): PackDiff {
  const elements = elementChanges(older, newer)
  const promises = promiseChanges(older, newer, elements)
  return {
    from: older.version,
    to: newer.version,
    effective: newer.effective,
    promises,
    elements,
    rest: restOf(older, newer),
    kinds: changeKinds(older, newer, elements, promises),
    tell: peopleToTell(older, newer, elements),
    announce: announcements(older, newer, elements),
    consent: consentsNeeded(older, newer, elements),
  }
}

/** True when two versions say and do the same. */
export const isSame = ({ promises, elements, rest }: PackDiff): boolean =>
  promises.length + elements.length + rest.length === 0

function restOf(older: PackData, newer: PackData): Detail[] {
  const pick = (pack: PackData) => Object.fromEntries(REST.map((key) => [key, pack[key]]))
  return detailsOf(undefined, pick(older), pick(newer)).map((detail) => ({
    ...detail,
    effect: detail.field === 'extends' ? lawsOf(older, newer) : detail.effect,
  }))
}

// A law more binds more.
function lawsOf(older: PackData, newer: PackData): Detail['effect'] {
  const gained = newer.extends.some((id) => !older.extends.includes(id))
  const lost = older.extends.some((id) => !newer.extends.includes(id))
  return gained === lost ? 'mixed' : gained ? 'tightened' : 'weakened'
}
