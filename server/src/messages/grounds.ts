// SPDX-License-Identifier: Apache-2.0
import { text, type Text } from '../kernel/index.ts'

/** The grounds of a refusal in words, with their place in the Act (art. 33, paragraphs 2 and 3). */
export const groundWords = {
  harm: text(
    '本人又は第三者の生命、身体、財産その他の権利利益を害するおそれがあるため（個人情報保護法第33条第2項第1号）',
    'It might harm the life, body, property or other rights of you or of another person (Act on the Protection of Personal Information, Article 33, paragraph 2, item 1)',
  ),
  hindrance: text(
    '当社の業務の適正な実施に著しい支障を及ぼすおそれがあるため（個人情報保護法第33条第2項第2号）',
    'It might seriously hinder the proper conduct of our business (Act on the Protection of Personal Information, Article 33, paragraph 2, item 2)',
  ),
  'other-law': text(
    '他の法令に違反することとなるため（個人情報保護法第33条第2項第3号）',
    'It would violate another law (Act on the Protection of Personal Information, Article 33, paragraph 2, item 3)',
  ),
  'no-such-data': text(
    'ご請求の保有個人データが存在しないため（個人情報保護法第33条第3項）',
    'We hold no such personal data (Act on the Protection of Personal Information, Article 33, paragraph 3)',
  ),
  'wrong-person': text(
    'ご請求者がご本人であることを確認できなかったため',
    'We could not confirm that the request comes from the person it is about',
  ),
} as const satisfies Readonly<Record<string, Text>>

const article = (item: number) =>
  text(
    `個人情報保護法第33条第2項第${item}号`,
    `Act on the Protection of Personal Information, Article 33, paragraph 2, item ${item}`,
  )

/** Where in the Act a ground stands on which a part of an answer may be kept back. */
export const groundArticles = {
  harm: article(1),
  hindrance: article(2),
  'other-law': article(3),
} as const satisfies Readonly<Record<string, Text>>

/** One of the grounds of {@link groundWords}. */
export type Ground = keyof typeof groundWords
