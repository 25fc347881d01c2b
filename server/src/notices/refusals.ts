// SPDX-License-Identifier: Apache-2.0
import { defineRefusals, text } from '../kernel/index.ts'

/** What notices refuse. */
export const noticesRefusals = defineRefusals({
  'notices.too-early': {
    status: 409,
    message: text(
      '施行日が早すぎます。「{notice}」は、施行日の前に{ahead}の期間を要します。',
      'The effective day is too early: “{noticeEn}” has to run {ahead} ahead of it.',
    ),
    remedy: text('施行日を{day}以降にしてください。', 'Choose {day} or a later day.'),
  },
  'notices.no-mail': {
    status: 409,
    message: text('この通知にメールの送付先はありません。', 'This notice has no recipients by mail.'),
    remedy: text('方法がメールの通知を選んでください。', 'Choose a notice whose way is mail.'),
  },
  'notices.nothing-failed': {
    status: 409,
    message: text('届かなかった宛先はありません。', 'No mail of this notice failed.'),
    remedy: text('送り直すものはありません。', 'There is nothing to send again.'),
  },
  'notices.told-already': {
    status: 409,
    message: text(
      'この取引先への説明はすでに記録されています。',
      'This client was recorded as told already.',
    ),
    remedy: text('画面を読み込み直してください。', 'Load the page again.'),
  },
  'notices.unknown-version': {
    status: 422,
    message: text('版 {version} は公表されていません。', 'Version {version} was not published.'),
    remedy: text('公表された版は {known} です。', 'The published versions are {known}.'),
  },
  'notices.not-in-force': {
    status: 422,
    message: text(
      '{at} より後の利用日時は記録できません。',
      'A use cannot be recorded ahead: {at} has not come.',
    ),
    remedy: text('利用のあった日時を送ってください。', 'Send the time at which the use took place.'),
  },
  'notices.none-in-force': {
    status: 422,
    message: text(
      '{day}には、まだどの版も効力を生じていませんでした。',
      'No version was in force yet on {day}.',
    ),
    remedy: text('最初の版は{first}から有効です。', 'The first version is in force from {first}.'),
  },
  'notices.sent-this-year': {
    status: 409,
    message: text('今年のご案内はすでに送りました。', 'This year’s message went out already.'),
    remedy: text('次は{day}以降に送れます。', 'The next can go out from {day}.'),
  },
})
