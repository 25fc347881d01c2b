// SPDX-License-Identifier: Apache-2.0
import type { Rule } from '../rule.ts'
import { managementLawRules } from './management.ts'
import { reachLawRules } from './reach.ts'
import { receiverLawRules } from './receivers.ts'
import { requestLawRules } from './requests.ts'
import { tellingLawRules } from './telling.ts'

/** Rules about what an organisation's pack may not do with the laws it extends. */
export const lawRules: readonly Rule[] = [
  ...requestLawRules,
  ...receiverLawRules,
  ...managementLawRules,
  ...reachLawRules,
  ...tellingLawRules,
]
