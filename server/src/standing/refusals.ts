// SPDX-License-Identifier: Apache-2.0
import { defineRefusals, text } from '../kernel/index.ts'

/** What the register of the organisation's standing refuses. */
export const standingRefusals = defineRefusals({
  'standing.unknown': {
    status: 422,
    message: text(
      '{field} の {unknown} は、有効な方針の{whatJa}にありません。',
      '{field}: the policy in force has no {whatEn} {unknown}.',
    ),
    remedy: text('{meantJa}', '{meantEn}'),
  },
  'standing.not-restricted': {
    status: 422,
    message: text(
      '情報の種類 {category} は、氏名で限定した取扱者だけが扱う種類（restricted）ではありません。',
      'The kind of data {category} is not for cleared people only (restricted).',
    ),
    remedy: text(
      '取扱者を限定する種類を選んでください：{knownJa}',
      'Choose one that is restricted: {knownEn}',
    ),
  },
  'standing.id-needed': {
    status: 422,
    message: text('登録の名前（id）がありません。', 'It needs an id.'),
    remedy: text(
      '提供先なら、ゲートに尋ねるときに使う名前を id に入れてください（例：kumo-clean）。呼び出し側の言葉なら、その登録の名前を入れてください。',
      'Send as `id` the name by which callers of the gate will name the receiver, for instance kumo-clean; of a word, a name for it.',
    ),
  },
  'standing.id-taken': {
    status: 422,
    message: text(
      '{id} は、方針にある提供先の名前です。登録する提供先には使えません。',
      '{id} is a recipient of the policy: a registered receiver cannot have that name.',
    ),
    remedy: text('ほかの id にしてください。', 'Choose another id.'),
  },
  'standing.registered-already': {
    status: 409,
    message: text('{id} はすでに登録されています。', '{id} is registered already.'),
    remedy: text('登録を変えるか、終えてください。', 'Change it, or end it.'),
  },
  'standing.other-entry': {
    status: 422,
    message: text(
      'これは別の登録（{other}）です。{id} の内容だけを変えられます。',
      'This is another entry ({other}); only what {id} says can be changed.',
    ),
    remedy: text('新しく登録し、前のものを終えてください。', 'Register it anew, and end the other.'),
  },
  'standing.wrong-days': {
    status: 422,
    message: text(
      '最後の日（{until}）が最初の日（{since}）より前です。',
      'The last day ({until}) is before the first day ({since}).',
    ),
    remedy: text('日付を確かめてください。', 'Check the days.'),
  },
  'standing.day-ahead': {
    status: 422,
    message: text(
      '通知を出した日（{since}）が先の日付です。',
      'The day on which the notice went out ({since}) is yet to come.',
    ),
    remedy: text('通知を出した日に登録してください。', 'Register it once the notice has gone out.'),
  },
  'standing.operator-gone': {
    status: 422,
    message: text(
      'この担当者（{actor}）は、この組織にはもういません。',
      'This operator ({actor}) does not work here any more.',
    ),
    remedy: text('今いる担当者を選んでください。', 'Choose an operator who works here.'),
  },
  'standing.name-taken': {
    status: 422,
    message: text(
      '同じ名前で知られている行為者（{other}）がすでに登録されています。',
      'Another actor ({other}) is registered by one of these names already.',
    ),
    remedy: text(
      '別名を外すか、先の登録を変えるか終えてください。',
      'Leave that name out, or change or end the other entry.',
    ),
  },
  'standing.ended-already': {
    status: 409,
    message: text('この登録はすでに終わっています。', 'This entry has ended already.'),
    remedy: text('必要なら、もう一度登録してください。', 'Register it again if it is needed.'),
  },
})
