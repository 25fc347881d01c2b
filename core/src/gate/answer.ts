// SPDX-License-Identifier: Apache-2.0
// The answer of the gate: permit, deny or gap, what decided it, in words, and the whole reasoning as a tree.
import { filled, type ElementOf, type Local, type PackData } from '@yakusoku/core/packs'
import type { Case, Obstacle, Weighed } from './case.ts'
import type { Gap } from './declared.ts'
import type { Obligation } from './obligations.ts'
import { DENIALS, GAPS, type DenialReason, type GapReason } from './reasons.ts'

/** One check, what it found in the way, and what of that the claimed ground did not lift. */
export type Step = {
  readonly check: string
  readonly obstacles: readonly Obstacle[]
  readonly standing: readonly Obstacle[]
}

/** The answer to one question. */
export type Decision = {
  /** `gap`: something is not declared; it denies as `deny` does. */
  readonly answer: 'permit' | 'deny' | 'gap'
  /** `not-recordable`: a host could not write the record that the permit needs. */
  readonly reason: 'permitted' | DenialReason | GapReason | 'not-recordable'
  /** What decided: elements of the pack and systems, `kind:id`, the nearest first. */
  readonly by: readonly string[]
  /** The promises that these keep, the deciding one first. */
  readonly promises: readonly string[]
  readonly article?: string | undefined
  readonly obligations: readonly Obligation[]
  readonly says: Local
  /** What would make it a yes; absent from a permit. */
  readonly remedy?: Local | undefined
  /** Every check with what it found; empty where a gap ended it before. */
  readonly steps: readonly Step[]
}

type Outcome =
  | { readonly gap: Gap }
  | {
      readonly case: Case
      readonly steps: readonly Step[]
      readonly denied: Obstacle | undefined
      readonly ground: ElementOf<'ground'> | undefined
      readonly obligations: readonly Obligation[]
    }

/** Puts an outcome into words, and names the promises that decided it. */
export function answered({ pack }: Weighed, outcome: Outcome): Decision {
  if ('gap' in outcome) {
    const { reason, by, words } = outcome.gap
    return { answer: 'gap', ...said(pack, reason, by, words), obligations: [], steps: [] }
  }
  const { denied, steps } = outcome
  if (denied) {
    const { reason, by, words, article } = denied
    return { answer: 'deny', ...said(pack, reason, by, words), article, obligations: [], steps }
  }
  return {
    answer: 'permit',
    ...permitted(outcome.case, outcome.ground),
    obligations: outcome.obligations,
    steps,
  }
}

function said(
  pack: PackData,
  reason: DenialReason | GapReason,
  by: readonly string[],
  words: Readonly<Record<string, string | Local>>,
) {
  const { says, remedy } = { ...GAPS, ...DENIALS }[reason]
  return {
    reason,
    by,
    promises: promisesOf(pack, by),
    says: filled(says, words),
    remedy: filled(remedy, words),
  }
}

function permitted(one: Case, ground: ElementOf<'ground'> | undefined) {
  const { pack, purpose, purposes, recipient } = one
  const by = [
    ...(ground ? [`ground:${ground.id}`] : []),
    ...(recipient ? [`recipient:${recipient.id}`] : []),
    ...purposes.map(({ id }) => `purpose:${id}`),
  ]
  const says = ground
    ? { ja: `根拠「${ground.name.ja}」により認めます。`, en: `Permitted on the ground “${ground.name.en}”.` }
    : {
        ja: `利用目的「${purpose.name.ja}」として認めます。`,
        en: `Permitted for the purpose “${purpose.name.en}”.`,
      }
  return {
    reason: 'permitted' as const,
    by,
    promises: promisesOf(pack, by),
    article: (ground ?? purpose).source?.article,
    says,
  }
}

/** The promises that the references keep: those of the first reference first, each in the order of the pack. */
export const promisesOf = (pack: PackData, references: readonly string[]): string[] => [
  ...new Set(
    references.flatMap((one) =>
      pack.promises.filter(({ keptBy }) => keptBy.includes(one)).map(({ id }) => id),
    ),
  ),
]
