// SPDX-License-Identifier: Apache-2.0
import { text, type Text } from '../kernel/index.ts'

/** What each kind of duty asks for. A kind without a sentence here is a bug that the tests find. */
export const dutyTitles: Readonly<Record<string, Text>> = {
  'requests.answer': text('本人からの請求に回答する', 'Answer a person’s request'),
  'notices.talk': text('方針の変更を取引先に直接説明する', 'Tell a client of the changed policy in person'),
  'notices.letter': text('方針の変更を書面で知らせる', 'Tell of the changed policy by letter'),
  'notices.yearly': text('年一回の方針のご案内を送る', 'Send the yearly message about the policy'),
  'catalog.decide-drift': text(
    'データの実態と約束の差異について判断する',
    'Decide where what is held and what is promised differ',
  ),
  'programme.carry-out': text('方針が定める義務を果たす', 'Carry out a duty of the policy'),
  'gate.review': text('緊急の利用を事後に見直す', 'Look afterwards at a use in an emergency'),
  'takeouts.return': text('持ち出したものを返却する', 'Bring back what was taken out'),
  'inventory.review': text('個人情報管理台帳を見直す', 'Review the inventory of personal information'),
}
