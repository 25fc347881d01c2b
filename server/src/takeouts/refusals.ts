// SPDX-License-Identifier: Apache-2.0
import { defineRefusals, text } from '../kernel/index.ts'

/** What the log of take-outs refuses. */
export const takeOutRefusals = defineRefusals({
  'takeouts.incomplete': {
    status: 422,
    message: text(
      '持ち出しの記録に足りない、又は誤った項目があります：{fields}',
      'The log of the take-out lacks these, or they are wrong: {fields}',
    ),
    remedy: text(
      'context.take_out に、件数 count、媒体 medium（{media}）、持出し先 destination、返却の予定日 return_by（YYYY-MM-DD）を入れて問い合わせてください。委託元の承諾による持ち出しには、その文書 context.document も要ります。',
      'Ask with context.take_out: count (how many), medium ({media}), destination (where to) and return_by (YYYY-MM-DD); on the ground of the client’s consent with its document too, context.document.',
    ),
  },
  'takeouts.return-past': {
    status: 422,
    message: text(
      '返却の予定日（{day}）が今日（{today}）より前です。',
      'The day of return ({day}) is before today ({today}).',
    ),
    remedy: text(
      'context.take_out.return_by に、今日かそれより後の日を入れてください。',
      'Give today or a later day as context.take_out.return_by.',
    ),
  },
  'takeouts.wrong-day': {
    status: 422,
    message: text(
      '返却の日（{day}）が、持ち出した日（{from}）から今日（{today}）までの間にありません。',
      'The day of return ({day}) is not between the day of the take-out ({from}) and today ({today}).',
    ),
    remedy: text('返却された日を入れてください。', 'Give the day on which it came back.'),
  },
  'takeouts.returned-already': {
    status: 409,
    message: text('この持ち出しは、すでに返却されています。', 'This take-out came back already.'),
    remedy: text('返却の記録を確かめてください。', 'Look at the record of its return.'),
  },
  'takeouts.too-much': {
    status: 422,
    message: text(
      '一度に書き出せるのは {limit} 件までです。',
      'At most {limit} take-outs are exported at once.',
    ),
    remedy: text('期間を分けてください。', 'Choose a shorter period.'),
  },
})
