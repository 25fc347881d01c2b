// SPDX-License-Identifier: Apache-2.0
import { defineRefusals, text } from '../kernel/index.ts'

/** What the register of persons refuses. */
export const consentRefusals = defineRefusals({
  'consent.unknown': {
    status: 422,
    message: text(
      '{field} の {unknown} は、有効な方針の{whatJa}にありません。',
      '{field}: the policy in force has no {whatEn} {unknown}.',
    ),
    remedy: text('{meantJa}', '{meantEn}'),
  },
  'consent.unknown-version': {
    status: 422,
    message: text('方針に版 {version} はありません。', 'The policy has no version {version}.'),
    remedy: text('次のいずれかを送ってください：{known}', 'Send one of: {known}'),
  },
  'consent.not-in-version': {
    status: 422,
    message: text(
      '版 {version} に、同意 {consent} の文言はありません。',
      'Version {version} has no words of the consent {consent}.',
    ),
    remedy: text('本人が見た版を送ってください。', 'Send the version whose words the person saw.'),
  },
  'consent.does-not-stand': {
    status: 409,
    message: text(
      '{subject} は記録されていないため、取り消せません。',
      '{subject} does not stand, so that there is nothing to take back.',
    ),
    remedy: text(
      '本人と同じ識別子で記録したか、確かめてください。何も変えていません。',
      'Check that it was recorded under the same identifier of the person. Nothing was changed.',
    ),
  },
  'consent.not-withdrawable': {
    status: 409,
    message: text(
      '同意 {consent} は、方針で撤回できないと定めています。',
      'The policy says that the consent {consent} cannot be withdrawn.',
    ),
    remedy: text(
      '利用を止める求めとして、利用停止か異議を記録してください。',
      'Record a suspension or an objection, if the person wants the use to stop.',
    ),
  },
  'consent.in-future': {
    status: 422,
    message: text('日時 {at} は先の日時です。', 'The time {at} is yet to come.'),
    remedy: text('本人が言った日時を送ってください。', 'Send the time at which the person said it.'),
  },
  'consent.wrong-birth': {
    status: 422,
    message: text('生年月日がありえません。', 'The day of birth cannot be.'),
    remedy: text('1900年以後、今日までの日付にしてください。', 'Send a day from 1900 to today.'),
  },
})
