// SPDX-License-Identifier: Apache-2.0
// What whoever is permitted has to do about it.
import type { ElementOf, PackData } from '@yakusoku/core/packs'
import { countriesOf, nearestOf, type Case } from './case.ts'
import { groundUsed } from './grounds.ts'
import { OUTWARD } from './question.ts'
import { identifiesNobody, lawKind } from './receiving.ts'

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
  if (fields.length > 0) found.push({ kind: 'only-fields', fields: fields.toSorted() })
  if (category.handling.includes('masked') && act !== 'collect')
    found.push({ kind: 'mask', category: category.id })
  if (purposes.some(({ deidentified }) => deidentified) && one.question.deidentified !== true)
    found.push({ kind: 'deidentify' })
  if (used?.breakGlass && used.review !== undefined) found.push({ kind: 'review', duty: used.review })
  if (act === 'take-out') found.push({ kind: 'log', act })
  return found
}

/** Records of provision and receipt, unless the law frees the other side or the ground from them (APPI Art. 29, 30). */
function records(one: Case): Obligation[] {
  const { pack, act, lawsOfPerson, question } = one
  const of = OUTWARD.includes(act) ? 'provision' : act === 'collect' ? 'receipt' : undefined
  if (of === undefined) return []
  const received = pack.channels.find(({ id }) => id === question.channel)?.from === 'third-party'
  if (of === 'receipt' && !received) return []
  // Entrusted data goes where its client has it go: the record of that provision is the client's.
  if (identifiesNobody(one) || (pack.role === 'processor' && question.client !== undefined)) return []
  const asking = lawsOfPerson
    .filter((law) => law.records.some((kind) => kind.of === of))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .map((law) => ({ law, grounds: of === 'receipt' ? [] : groundsOf(one, law) }))
    .find(({ law, grounds }) => of === 'receipt' || !isFreed(one, law, grounds))
  if (!asking) return []
  const [first] = asking.law.records
    .filter((kind) => kind.of === of)
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
  const grounds = asking.grounds.map(({ id }) => id).toSorted()
  return [{ kind: 'record', of, article: first?.source?.article, grounds }]
}

/** The grounds of a law on which data goes out: what was used in the law's words, or else the consent that stands. */
function groundsOf(one: Case, law: PackData): ElementOf<'ground'>[] {
  const used = groundUsed(one)
  const kind = used && lawKind(used.kind, one.recipient?.kind)
  const foreign = isAbroad(one, law)
  const outward = law.grounds.filter(
    ({ lifts }) => lifts.includes('provision-consent') || (foreign && lifts.includes('transfer-consent')),
  )
  const named = outward.filter((ground) => ground.kind === kind)
  const matching = named.length > 0 ? named : outward.filter((ground) => ground.kind === 'consent')
  const reaches = matching.some(({ lifts }) => lifts.includes('transfer-consent'))
  return foreign && !reaches ? [...matching, ...ofRoute(one, outward)] : matching
}

/**
 * The ground on which data goes abroad, beside the one on which it is provided: that of the declared route. Of several of
 * a kind the article named first stands for them, for equivalent measures a contract.
 */
function ofRoute(one: Case, outward: readonly ElementOf<'ground'>[]): ElementOf<'ground'>[] {
  const bases = one.pack.transfers
    .filter(({ recipient, country }) => recipient === one.recipient?.id && countriesOf(one).includes(country))
    .map(({ basis }): string => basis)
  const order = ({ source, id }: ElementOf<'ground'>): string => `${source?.article ?? ''} ${id}`
  return outward
    .filter(({ kind, lifts }) => bases.includes(kind) && lifts.includes('transfer-consent'))
    .toSorted((a, b) => (order(a) < order(b) ? -1 : 1))
    .slice(0, 1)
}

function isFreed(one: Case, law: PackData, grounds: readonly ElementOf<'ground'>[]): boolean {
  const bodies = new Set(law.records.flatMap(({ of, notWith }) => (of === 'provision' ? notWith : [])))
  if (law.recipients.some(({ id, kind }) => bodies.has(id) && kind === one.recipient?.kind)) return true
  const act = isAbroad(one, law) ? 'transfer' : 'provide'
  return grounds.some(({ lifts, acts }) => lifts.includes('provision-record') && acts.includes(act))
}

// A country whose protection the law holds to be as good is no foreign one.
const isAbroad = (one: Case, law: PackData): boolean =>
  countriesOf(one).some(
    (country) =>
      !(law.applies?.jurisdictions ?? []).includes(country) &&
      !law.grounds.some(
        ({ kind, countries }) => kind === 'designated-country' && countries.includes(country),
      ),
  )
