// SPDX-License-Identifier: Apache-2.0
// The check: what a pack says and does not mean. `checkPack` takes the files of a pack's folder and gives every finding
// with its place, its message and what to do in both languages. Structural rules are core/packs'; the rules here are
// about meaning and stand by area in `areas/`, those about the laws a pack extends in `law/`. Each rule carries a good
// and a bad sample, which the tests run and docs/reference/rules.md shows. Pure; the day comes in as `asOf`.
export { CATALOGUE, type CataloguedRule } from './catalogue.ts'
export { checkPack, type CheckedPack, type CheckOptions } from './check.ts'
export { pageOf, sorted, type Finding } from './finding.ts'
export { MEANING_RULES } from './registry.ts'
export { toSarif } from './sarif.ts'
export { summaryOf, type Summary } from './summary.ts'
export type { Rule, Sample, Severity } from './rule.ts'
export { MARK, SAMPLE_PACK, sampleFiles } from './sample-pack.ts'
