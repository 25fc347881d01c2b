// SPDX-License-Identifier: Apache-2.0
import { RULES, type Local, type RuleId } from '@yakusoku/core/packs'
import { MEANING_RULES } from './registry.ts'
import type { Sample, Severity } from './rule.ts'
import { STRUCTURAL_SAMPLES } from './structural-samples.ts'

/** A rule as the documentation and SARIF tell it; structural rules have no reason, those about whole files no sample. */
export type CataloguedRule = {
  id: string
  severity: Severity
  title: Local
  why?: Local
  message: Local
  suggestion: Local
  sample?: Sample
}

function sampleOf(id: RuleId): { sample?: Sample } {
  const sample = STRUCTURAL_SAMPLES[id]
  return sample ? { sample } : {}
}

const open = (text: string): string => text.replace(/\{\w+\}/g, '…')

/** Every rule the check can tell of, structural ones included, in the order of their ids. */
export const CATALOGUE: readonly CataloguedRule[] = [
  ...MEANING_RULES.map(({ id, severity, title, why, message, suggestion, sample }) => ({
    id,
    severity,
    title,
    why,
    message,
    suggestion,
    sample,
  })),
  ...Object.entries(RULES).map(([id, { severity, message, suggestion }]) => ({
    ...sampleOf(id as RuleId),
    id,
    severity,
    title: { ja: open(message.ja).replace(/。$/, ''), en: open(message.en).replace(/\.$/, '') },
    message,
    suggestion,
  })),
].toSorted((a, b) => (a.id < b.id ? -1 : 1))
