// SPDX-License-Identifier: Apache-2.0
import type { PackData } from './schema.ts'
import { SECTIONS } from './sections.ts'

type Handling = PackData['categories'][number]['handling'][number]

/** Whom and what a question about the law is about; what is left out is not known and excludes nothing. */
export type LawCase = {
  /** Countries or unions whose law may protect the person: `['JP']`, `['DE', 'EU']`. */
  jurisdictions?: readonly string[]
  /** How the data concerned is marked in its categories. */
  handling?: readonly Handling[]
  role?: PackData['role']
  /** YYYY-MM-DD. */
  asOf: string
}

/** True on the days on which an element is in force, first and last included. */
export const inForceOn = (
  { effectiveFrom, effectiveTo }: { effectiveFrom?: string | undefined; effectiveTo?: string | undefined },
  asOf: string,
): boolean =>
  (effectiveFrom === undefined || effectiveFrom <= asOf) && (effectiveTo === undefined || asOf <= effectiveTo)

/** A pack with only those elements that are in force on a day. */
export function packOn(pack: PackData, asOf: string): PackData {
  const sections = Object.values(SECTIONS).map((section) => {
    const elements: { effectiveFrom?: string | undefined; effectiveTo?: string | undefined }[] = pack[section]
    return [section, elements.filter((element) => inForceOn(element, asOf))]
  })
  return { ...pack, ...(Object.fromEntries(sections) as Partial<PackData>) }
}

/** Of the versions of each pack the one in force on a day: the latest that has begun. Order is kept. */
export function versionsOn(packs: readonly PackData[], asOf: string): PackData[] {
  const begun = packs.filter(({ effective }) => effective <= asOf)
  return begun.filter((pack) => !begun.some((other) => other.id === pack.id && isLater(other, pack)))
}

const isLater = (a: PackData, b: PackData): boolean =>
  a.effective === b.effective ? compareVersions(a.version, b.version) > 0 : a.effective > b.effective

function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((text) => text.split('.').map(Number))
  return (left ?? []).map((part, index) => part - (right?.[index] ?? 0)).find((part) => part !== 0) ?? 0
}

/**
 * The law packs that apply to a case: in force, and each of jurisdictions, handling and role either open or met. A pack
 * without `applies`, such as a standard that is followed by choice, applies only to those who extend it.
 */
export function applicableLaws(packs: readonly PackData[], found: LawCase): PackData[] {
  return versionsOn(packs, found.asOf).filter(({ kind, applies }) => {
    if (kind === 'organisation' || !applies) return false
    return (
      meets(applies.jurisdictions, found.jurisdictions) &&
      meets(applies.handling, found.handling) &&
      meets(applies.roles, found.role === undefined ? undefined : [found.role])
    )
  })
}

const meets = (asked: readonly string[], given: readonly string[] | undefined): boolean =>
  asked.length === 0 || given === undefined || given.some((one) => asked.includes(one))

/** The laws that apply to an organisation as its pack describes it: by its jurisdictions, its categories and its role. */
export const lawsFor = (pack: PackData, laws: readonly PackData[], asOf: string): PackData[] =>
  applicableLaws(laws, {
    jurisdictions: pack.jurisdictions,
    handling: [...new Set(pack.categories.flatMap(({ handling }) => handling))],
    role: pack.role,
    asOf,
  })
