// SPDX-License-Identifier: Apache-2.0
// What whoever is permitted has to do about it.
import { inForceOn, type ElementOf } from '@yakusoku/core/packs'
import { nearestOf, type Case } from './case.ts'
import { groundUsed } from './grounds.ts'
import { OUTWARD } from './question.ts'
import { lawKind } from './receiving.ts'

/** Something that comes with a permit. */
export type Obligation =
  /** A record of provision or receipt is required by law, on these grounds of the law. */
  | {
      readonly kind: 'record'
      readonly of: 'provision' | 'receipt'
      readonly article?: string | undefined
      readonly grounds: readonly string[]
    }
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
  const { pack, act, lawsOfPerson, question, on } = one
  const of = OUTWARD.includes(act) ? 'provision' : act === 'collect' ? 'receipt' : undefined
  if (of === undefined) return []
  const kinds = lawsOfPerson
    .flatMap((law) => law.records)
    .filter((kind) => kind.of === of && inForceOn(kind, on))
  const [first] = kinds
  if (!first) return []
  const record = { kind: 'record', of, article: first.source?.article } as const
  if (of === 'receipt') {
    const received = pack.channels.find(({ id }) => id === question.channel)?.from === 'third-party'
    return received ? [{ ...record, grounds: [] }] : []
  }
  const foreign = question.country !== undefined && !pack.jurisdictions.slice(0, 1).includes(question.country)
  const grounds = groundsOfLaw(one, foreign)
  const freed = grounds.some(
    ({ acts, lifts }) =>
      lifts.includes('provision-record') && acts.includes(foreign ? 'transfer' : 'provide'),
  )
  return freed ? [] : [{ ...record, grounds: grounds.map(({ id }) => id) }]
}

/** The grounds of the law on which data goes out: what was used in the law's words, or else the consent that stands. */
function groundsOfLaw(one: Case, foreign: boolean): ElementOf<'ground'>[] {
  const used = groundUsed(one)
  const kind = used && lawKind(used.kind, one.recipient?.kind)
  const outward = one.lawsOfPerson
    .flatMap((law) => law.grounds)
    .filter(
      (ground) =>
        inForceOn(ground, one.on) &&
        (ground.lifts.includes('provision-consent') ||
          (foreign && ground.lifts.includes('transfer-consent'))),
    )
  const matching = outward.filter((ground) => ground.kind === kind)
  return matching.length > 0 ? matching : outward.filter((ground) => ground.kind === 'consent')
}
