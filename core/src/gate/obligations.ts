// SPDX-License-Identifier: Apache-2.0
// What whoever is permitted has to do about it.
import { inForceOn } from '@yakusoku/core/packs'
import { nearestOf, type Case } from './case.ts'
import { groundUsed } from './grounds.ts'
import { OUTWARD } from './question.ts'
import { lawKind } from './receiving.ts'

/** Something that comes with a permit. */
export type Obligation =
  /** A record of provision or receipt is required by law. */
  | { readonly kind: 'record'; readonly of: 'provision' | 'receipt'; readonly article?: string | undefined }
  /** Nothing but these Fides categories may be released. */
  | { readonly kind: 'only-fields'; readonly fields: readonly string[] }
  /** Values are shown masked. */
  | { readonly kind: 'mask'; readonly category: string }
  /** The result must identify nobody. */
  | { readonly kind: 'deidentify' }
  /** The use is reviewed afterwards, as this duty of the pack says. */
  | { readonly kind: 'review'; readonly duty: string }
  /** This take-out is logged. */
  | { readonly kind: 'log'; readonly act: 'take-out' }

/** The obligations of a permitted case, always in the same order. */
export function obligations(one: Case): Obligation[] {
  const { act, category, purposes } = one
  const used = groundUsed(one)
  const fields = nearestOf(purposes, (purpose) => purpose.fields)
  const found: Obligation[] = [...records(one)]
  if (fields) found.push({ kind: 'only-fields', fields })
  if (category.handling.includes('masked') && act !== 'collect')
    found.push({ kind: 'mask', category: category.id })
  if (purposes.some(({ deidentified }) => deidentified) && one.question.deidentified !== true)
    found.push({ kind: 'deidentify' })
  if (used?.breakGlass && used.review !== undefined) found.push({ kind: 'review', duty: used.review })
  if (act === 'take-out') found.push({ kind: 'log', act })
  return found
}

/** Records of provision and receipt, unless the law frees the ground from them (APPI Art. 29, 30). */
function records(one: Case): Obligation[] {
  const { pack, act, lawsOfPerson, question, recipient, on } = one
  const of = OUTWARD.includes(act) ? 'provision' : act === 'collect' ? 'receipt' : undefined
  if (of === undefined) return []
  const kinds = lawsOfPerson
    .flatMap((law) => law.records)
    .filter((kind) => kind.of === of && inForceOn(kind, on))
  const [first] = kinds
  if (!first) return []
  const record: Obligation = { kind: 'record', of, article: first.source?.article }
  if (of === 'receipt')
    return pack.channels.find(({ id }) => id === question.channel)?.from === 'third-party' ? [record] : []
  const used = groundUsed(one)
  const kind = used && lawKind(used.kind, recipient?.kind)
  const foreign = question.country !== undefined && !pack.jurisdictions.slice(0, 1).includes(question.country)
  const freed = lawsOfPerson
    .flatMap(({ grounds }) => grounds)
    .some(
      (ground) =>
        ground.kind === kind &&
        inForceOn(ground, on) &&
        ground.lifts.includes('provision-record') &&
        ground.acts.includes(foreign ? 'transfer' : 'provide'),
    )
  return freed ? [] : [record]
}
