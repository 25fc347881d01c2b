// SPDX-License-Identifier: Apache-2.0
import { isCard, isMyNumber, type Json } from '@yakusoku/core/datamap'
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
 * 「障害」 alone is what machines have, too.
 */
const careWords =
  /病歴|既往|持病|通院|入院|診断書|病名|服薬|投薬|妊娠|流産|糖尿病|高血圧|心臓病|がん治療|癌|白血病|てんかん|ぜんそく|喘息|アレルギー|うつ病|鬱病|統合失調|精神疾患|認知症|発達障害|身体障害|知的障害|精神障害|障害者手帳|要介護|車椅子|車いす|人工透析|感染症に|HIV|信仰|宗教|信条|入信|政党|前科|前歴|逮捕|起訴|有罪|服役|犯罪歴|被差別部落|同和|diabet|cancer|pregnan|epilep|asthma|allerg|depressi(on|ve)|dementia|schizophren|wheelchair|disabilit|medical history|hospitali[sz]ed|religio|political party|criminal record|convicted/i

const runsOfDigits = /(?<![\d.-])\d(?:[ -]?\d){11,18}(?![\d-])/g

/** Which kinds a text holds. Figures count only where they stand in a text, not where they are the whole value. */
export function sensitiveIn(value: string): SensitiveKind[] {
  const plain = value.normalize('NFKC')
  const numbers = [...plain.matchAll(runsOfDigits)].map(([digits]) => digits)
  const inside = numbers.filter((digits) => plain.trim().length > digits.length)
  const found: SensitiveKind[] = []
  if (careWords.test(plain)) found.push('special-care')
  if (inside.some(isMyNumber)) found.push('my-number')
  if (inside.some(isCard)) found.push('card')
  return found
}

/** Counts the values that hold each kind; the values themselves are not kept. */
export function countSensitive(values: readonly Json[]): SensitiveCounts {
  const counts: Partial<Record<SensitiveKind, number>> = {}
  for (const value of values) {
    if (typeof value !== 'string' || value.length < 4) continue
    for (const kind of sensitiveIn(value)) counts[kind] = (counts[kind] ?? 0) + 1
  }
  return counts
}
