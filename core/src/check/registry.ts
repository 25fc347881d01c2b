// SPDX-License-Identifier: Apache-2.0
import { lawRules } from './law/rules.ts'
import type { Rule } from './rule.ts'

/** Every rule with meaning, by area. Structural rules are in core/packs and come with loading. */
export const MEANING_RULES: readonly Rule[] = [...lawRules]
