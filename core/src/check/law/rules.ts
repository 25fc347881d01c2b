// SPDX-License-Identifier: Apache-2.0
import type { Rule } from '../rule.ts'

/** Rules about what an organisation's pack may not do with the laws it extends; one file a rule beside this one. */
export const lawRules: readonly Rule[] = []
