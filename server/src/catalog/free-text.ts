// SPDX-License-Identifier: Apache-2.0
import { numbersInside } from '@yakusoku/core/classify'
import type { Json } from '@yakusoku/core/datamap'
import { text, type Text } from '../kernel/index.ts'

/** What free text may hold that must be handled with special care. */
export const sensitiveKinds = ['special-care', 'my-number', 'card'] as const

/** One of {@link sensitiveKinds}. */
export type SensitiveKind = (typeof sensitiveKinds)[number]

/** How many of the values looked at hold something of a kind; kinds without any are left out. */
export type SensitiveCounts = Partial<Readonly<Record<SensitiveKind, number>>>

/** What each kind is called. */
export const sensitiveNames: Readonly<Record<SensitiveKind, Text>> = {
  'special-care': text(
    '要配慮個人情報を示す言葉（病歴・障害・信条・犯罪歴など）',
    'words of special-care information (illness, disability, creed, criminal record and the like)',
  ),
  'my-number': text('個人番号（マイナンバー）', 'individual numbers (My Number)'),
  card: text('カード番号', 'payment card numbers'),
}

/**
 * Words that speak of a person's special-care information (個人情報保護法 2 条 3 項) and hardly of anything else:
 * 「障害」 alone is what machines have, too. One hit is told to a person, so that the list is narrower than the one by
 * which columns are classified, where hits are weighed together.
 */
const careWords =
  /病歴|既往|持病|通院|入院|診断書|病名|服薬|投薬|妊娠|流産|糖尿病|高血圧|心臓病|がん治療|癌|白血病|てんかん|ぜんそく|喘息|アレルギー|うつ病|鬱病|統合失調|精神疾患|認知症|発達障害|身体障害|知的障害|精神障害|障害者手帳|要介護|車椅子|車いす|人工透析|感染症に|HIV|信仰|宗教|信条|入信|政党|前科|前歴|逮捕|起訴|有罪|服役|犯罪歴|被差別部落|同和|diabet|cancer|pregnan|epilep|asthma|allerg|depressi(on|ve)|dementia|schizophren|wheelchair|disabilit|medical history|hospitali[sz]ed|religio|political party|criminal record|convicted/i

/** Which kinds a text holds. Figures count only where they stand in a text, not where they are the whole value. */
export function sensitiveIn(value: string): SensitiveKind[] {
  const care = careWords.test(value.normalize('NFKC')) ? (['special-care'] as const) : []
  return [...care, ...numbersInside(value)]
}

/** The texts of a value, however deep they stand in a structure. */
function textsIn(value: Json): string[] {
  if (typeof value === 'string') return value.length < 4 ? [] : [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(textsIn)
}

/** Counts the values that hold each kind; the values themselves are not kept. */
export function countSensitive(values: readonly Json[]): SensitiveCounts {
  const counts: Partial<Record<SensitiveKind, number>> = {}
  for (const value of values)
    for (const kind of new Set(textsIn(value).flatMap(sensitiveIn))) counts[kind] = (counts[kind] ?? 0) + 1
  return counts
}
