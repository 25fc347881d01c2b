// SPDX-License-Identifier: Apache-2.0
import { loadPack, type FloorRow, type PackData, type PackFile } from '@yakusoku/core/packs'
import { allowancesIn, type Allowance } from './allow.ts'
import { allowanceFindings } from './allow-rules.ts'
import { contextOf } from './context.ts'
import { findingOf, sorted, structuralFinding, type Finding } from './finding.ts'
import { MEANING_RULES } from './registry.ts'

/** A pack that was checked: what `pack.yaml` says, where it could be read, and every finding in order. */
export type CheckedPack = { data?: PackData; findings: Finding[] }

/** What a check is made with: the law and standard packs there are, the day, and the least the promises must be. */
export type CheckOptions = {
  asOf: string
  laws?: readonly PackData[]
  floor?: readonly FloorRow[]
}

/**
 * Checks the files of a pack's folder: the structural problems of loading, then every rule with meaning, as far as the
 * data could be read. Never throws. Findings that a comment allows are there too, with the reason.
 */
export function checkPack(files: readonly PackFile[], options: CheckOptions): CheckedPack {
  const { problems, source } = loadPack(files, options.floor ? { floor: options.floor } : {})
  const structural = problems.map(structuralFinding)
  if (!source) return { findings: sorted(structural) }
  const context = contextOf(source, extended(source.data, options.laws ?? []), options.asOf)
  const found = MEANING_RULES.flatMap((rule) => rule.find(context).map((hit) => findingOf(rule, hit)))
  const allowances = allowancesIn(files)
  const all = [...structural, ...found.map((finding) => allowed(finding, allowances))]
  return { data: source.data, findings: sorted([...all, ...allowanceFindings(allowances, all)]) }
}

function allowed(finding: Finding, allowances: readonly Allowance[]): Finding {
  const allowance = allowances.find(
    ({ rule, reason, file, line }) =>
      rule === finding.rule &&
      reason !== '' &&
      file === finding.file &&
      (line === finding.line || line === finding.line - 1),
  )
  return allowance ? { ...finding, allowed: allowance.reason } : finding
}

/** The packs that a pack extends, directly or through others, each once. */
export function extended(data: PackData, laws: readonly PackData[]): PackData[] {
  const found = new Map<string, PackData>()
  const visit = ({ extends: ids }: PackData): void => {
    for (const id of ids) {
      const law = laws.find((candidate) => candidate.id === id)
      if (!law || found.has(id)) continue
      found.set(id, law)
      visit(law)
    }
  }
  visit(data)
  return [...found.values()]
}
