// SPDX-License-Identifier: Apache-2.0
import {
  extendedLaws,
  loadPack,
  resolvePack,
  type FloorRow,
  type PackData,
  type PackFile,
  type PackSource,
  type Problem,
} from '@yakusoku/core/packs'
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

// More findings of one rule are one finding about the whole pack.
const MANY = 2_000

/**
 * Checks the files of a pack's folder: the structural problems of loading, then every rule with meaning, as far as the
 * data could be read. Never throws. Findings that a comment allows are there too, with the reason.
 */
export function checkPack(files: readonly PackFile[], options: CheckOptions): CheckedPack {
  const { problems, source } = loadPack(files, options.floor ? { floor: options.floor } : {})
  if (!source) return { findings: sorted(problems.map(structuralFinding)) }
  const structural = [...problems, ...extensionProblems(source, options)].map(structuralFinding)
  const context = contextOf(source, options.laws ?? [], options.asOf)
  const asked = MEANING_RULES.filter(({ lawsToo = false }) => lawsToo || source.data.kind === 'organisation')
  const found = asked.flatMap((rule) =>
    rule
      .find(context)
      .slice(0, MANY)
      .map((hit) => findingOf(rule, hit)),
  )
  const allowances = allowancesIn(files)
  const reasons = reasonsOf(allowances)
  const all = [...structural, ...found.map((finding) => allowed(finding, reasons))]
  return { data: source.data, findings: sorted([...all, ...allowanceFindings(allowances, all)]) }
}

// Without any law given, nobody asked whether those that the pack extends are there.
function extensionProblems(source: PackSource, { laws, asOf }: CheckOptions): Problem[] {
  if (!laws) return []
  const { data, locate } = source
  // What is wrong further on is told at the own entry that leads there.
  const leading = ({ id }: PackData): number =>
    data.extends.findIndex(
      (first) =>
        first === id || extendedLaws({ ...data, extends: [first] }, laws, asOf).some((law) => law.id === id),
    )
  return resolvePack(data, laws, asOf, (pack, path) =>
    locate(pack.id === data.id ? path : ['extends', Math.max(0, leading(pack))]),
  ).problems
}

// A comment counts for its own line and the next: the reasons by what a finding there is called and where it stands.
function reasonsOf(allowances: readonly Allowance[]): ReadonlyMap<string, string> {
  const reasons = new Map<string, string>()
  for (const { rule, reason, file, line } of allowances)
    for (const place of [line, line + 1])
      if (reason !== '' && !reasons.has(`${rule} ${place} ${file}`))
        reasons.set(`${rule} ${place} ${file}`, reason)
  return reasons
}

function allowed(finding: Finding, reasons: ReadonlyMap<string, string>): Finding {
  const reason = reasons.get(`${finding.rule} ${finding.line} ${finding.file}`)
  return reason === undefined ? finding : { ...finding, allowed: reason }
}
