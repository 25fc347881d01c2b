// SPDX-License-Identifier: Apache-2.0
import type { ElementOf, Pack } from '@yakusoku/core/packs'

/** Where a category of the pack is, and how much about it nobody has decided yet. */
export interface CategoryStanding {
  readonly state: 'found' | 'elsewhere' | 'not-found' | 'unknown'
  /** Undecided differences between what is held and what is promised. */
  readonly drift: number
}

/** Where the data of each category is; without it nobody looked yet. */
export type Categories = ReadonlyMap<string, CategoryStanding> | undefined

/** What of a pack the capabilities above this one carry out: references such as `notice:change-by-mail`. */
export type CarriedOut = ReadonlySet<string>

/** What this version of the software itself keeps; everything else a pack names is honestly "not yet". */
const keptNow: ReadonlySet<string> = new Set([
  'system:sealing',
  'system:second-factor',
  'system:access-records',
  'system:identity-check',
  'system:other-people-removed',
  'system:deadline-clock',
  'system:version-history',
  'system:policy-dates',
  'system:declared-collection',
  'system:free-text-scan',
  'system:jurisdiction-law',
  'system:secret-values',
  'system:masked-values',
  'system:defined-terms',
])

/** The ways of a procedure that this version takes requests by, and hands answers over by. */
const channels: ReadonlySet<string> = new Set(['web'])
const deliveries: ReadonlySet<string> = new Set(['download', 'letter'])

/** The categories by which a reference to data is kept: itself, or those that come by the channel or from the subject. */
export function categoriesOf(reference: string, pack: Pack): Pack['categories'] | undefined {
  const [kind, id = ''] = reference.split(':')
  if (kind === 'category') return pack.categories.filter((one) => one.id === id)
  if (kind === 'channel') return pack.categories.filter((one) => one.channels.includes(id))
  return kind === 'subject' ? pack.categories.filter(({ subjects }) => subjects.includes(id)) : undefined
}

/** Data is handled as promised where it was found, or somebody says where it is, and where it comes from is told. */
const isHeld = (category: Pack['categories'][number], categories: Categories): boolean => {
  const state = categories?.get(category.id)?.state
  return category.channels.length > 0 && (state === 'found' || state === 'elsewhere')
}

/** A procedure operates when each way in, each proof and each way out that it names does. */
function isWhole(pack: Pack, procedure: ElementOf<'procedure'>): boolean {
  return (
    procedure.answeredBy === 'organisation' &&
    (procedure.fee?.amount ?? 0) === 0 &&
    procedure.channels.every((one) => channels.has(one)) &&
    procedure.deliveries.every((one) => deliveries.has(one)) &&
    procedure.proofs.every((id) => isProof(pack, id))
  )
}

const isProof = (pack: Pack, id: string): boolean =>
  pack.proofs.some((proof) => proof.id === id && proof.method === 'mail-code')

/** Whether this version carries out what a reference names, whole: what is half there does not count. */
export function isKept(
  reference: string,
  pack: Pack,
  categories: Categories,
  carriedOut: CarriedOut,
): boolean {
  const [kind, id = ''] = reference.split(':')
  const held = categoriesOf(reference, pack)
  if (held !== undefined) return held.some((one) => isHeld(one, categories))
  // Definitions and companies stand in the published version, which never changes.
  if (kind === 'term') return pack.terms.some((one) => one.id === id)
  if (kind === 'entity') return pack.entities.some((one) => one.id === id)
  if (kind === 'right') return pack.rights.some((right) => right.id === id && right.kind === 'disclosure')
  if (kind === 'procedure') {
    const found = pack.procedures.find((one) => one.id === id)
    const discloses = pack.rights.some((right) => right.kind === 'disclosure' && right.procedure === id)
    return found !== undefined && discloses && isWhole(pack, found)
  }
  if (kind === 'proof') return isProof(pack, id)
  return keptNow.has(reference) || carriedOut.has(reference)
}
