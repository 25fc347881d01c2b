// SPDX-License-Identifier: Apache-2.0
import { allowRules } from './allow-rules.ts'
import { categoryRules } from './areas/categories.ts'
import { figureRules } from './areas/figures.ts'
import { figureWordingRules } from './areas/figure-wording.ts'
import { purposeRules } from './areas/purposes.ts'
import { recipientRules } from './areas/recipients.ts'
import { abroadRules } from './areas/abroad.ts'
import { agreementRules } from './areas/agreements.ts'
import { keepingRules } from './areas/keeping.ts'
import { requestRules } from './areas/requests.ts'
import { workRules } from './areas/work.ts'
import { houseRules } from './areas/house.ts'
import { siteRules } from './areas/site.ts'
import { bindingRules } from './areas/bindings.ts'
import { languageRules } from './areas/language.ts'
import { textRules } from './areas/text.ts'
import { lawRules } from './law/rules.ts'
import type { Rule } from './rule.ts'

/** Every rule with meaning, by area. Structural rules are in core/packs and come with loading. */
export const MEANING_RULES: readonly Rule[] = [
  ...allowRules,
  ...categoryRules,
  ...figureRules,
  ...figureWordingRules,
  ...purposeRules,
  ...recipientRules,
  ...abroadRules,
  ...agreementRules,
  ...keepingRules,
  ...workRules,
  ...requestRules,
  ...siteRules,
  ...houseRules,
  ...bindingRules,
  ...textRules,
  ...languageRules,
  ...lawRules,
]
