// SPDX-License-Identifier: Apache-2.0
import { text, type Text } from '../kernel/index.ts'

/** What each kind of duty asks for. A kind without a sentence here is a bug that the tests find. */
export const dutyTitles: Readonly<Record<string, Text>> = {
  'requests.answer': text('本人からの請求に回答する', 'Answer a person’s request'),
  'catalog.decide-drift': text(
    'データの実態と約束の差異について判断する',
    'Decide where what is held and what is promised differ',
  ),
}
