// SPDX-License-Identifier: Apache-2.0
import type { Finding } from './finding.ts'

/** How many findings of each weight there are; what a comment allows counts apart. */
export type Summary = { errors: number; warnings: number; notes: number; allowed: number }

/** Counts findings. */
export function summaryOf(findings: readonly Finding[]): Summary {
  const open = findings.filter(({ allowed }) => allowed === undefined)
  const of = (severity: Finding['severity']) => open.filter((finding) => finding.severity === severity).length
  return {
    errors: of('error'),
    warnings: of('warning'),
    notes: of('note'),
    allowed: findings.length - open.length,
  }
}
