// SPDX-License-Identifier: Apache-2.0
import { defineRefusals, text } from '../kernel/index.ts'

/** What the records of provision and receipt refuse. */
export const recipientsRefusals = defineRefusals({
  'recipients.no-law': {
    status: 409,
    message: text(
      'この組織に適用される法令に、提供と受領の記録を求めるものはありません。',
      'No law that applies to this organisation asks for records of provision or receipt.',
    ),
    remedy: text('方針の対象の国・地域を確かめてください。', 'Check the jurisdictions of the policy.'),
  },
  'recipients.not-asked': {
    status: 409,
    message: text(
      'この{direction}に記録は要りません：{name}（{article}）。',
      'No record is asked for: {nameEn} ({articleEn}).',
    ),
    remedy: text(
      '根拠と相手が正しければ、記録は不要です。違うときは直してください。',
      'Nothing is to be recorded if ground and other side are right; correct them otherwise.',
    ),
  },
  'recipients.unknown-ground': {
    status: 422,
    message: text('根拠 {unknown} は {law} にありません。', '{law} has no ground {unknown}.'),
    remedy: text('次のいずれかを送ってください：{known}', 'Send one of: {known}'),
  },
  'recipients.ground-needed': {
    status: 422,
    message: text('{direction}の根拠が足りません。', 'The ground of the act is missing.'),
    remedy: text('次のいずれかを送ってください：{known}', 'Send one of: {known}'),
  },
  'recipients.transfer-ground-needed': {
    status: 422,
    message: text(
      '国外（{country}）への提供は、委託・承継・共同利用だけを根拠にできません（第28条）。',
      'Entrustment, succession or joint use alone does not reach abroad ({country}): Article 28.',
    ),
    remedy: text('国外への提供の根拠を加えてください：{known}', 'Add a ground of provision abroad: {known}'),
  },
  'recipients.item-missing': {
    status: 422,
    message: text('法令の求める項目がありません：{items}', 'The law asks for what is missing: {itemsEn}'),
    remedy: text(
      'その項目を加えるか、まだ保存している以前の記録を earlier に指定してください。',
      'Add it, or name in `earlier` a record still kept that says it.',
    ),
  },
  'recipients.method-not-allowed': {
    status: 422,
    message: text(
      'この記録は、その方法（{method}）では作れません（{article}）。',
      'This record may not be made by the method {method} ({articleEn}).',
    ),
    remedy: text('次の方法にしてください：{known}', 'Use: {known}'),
  },
  'recipients.unknown-category': {
    status: 422,
    message: text('情報の種類 {unknown} は方針にありません。', 'The policy has no kind of data {unknown}.'),
    remedy: text('方針の categories の id を送ってください。', 'Send ids of the categories of the policy.'),
  },
  'recipients.unknown-channel': {
    status: 422,
    message: text(
      '第三者からの受取りの経路 {unknown} は方針にありません。',
      'The policy has no channel {unknown} by which third parties give data.',
    ),
    remedy: text('次のいずれかを channel に送ってください：{known}', 'Send as `channel` one of: {known}'),
  },
  'recipients.unknown-recipient': {
    status: 422,
    message: text('提供先の区分 {unknown} は方針にありません。', 'The policy has no recipient {unknown}.'),
    remedy: text('次のいずれかを送ってください：{known}', 'Send one of: {known}'),
  },
  'recipients.wrong-dates': {
    status: 422,
    message: text(
      '日付が正しくありません：{first}から{last}。',
      'The days are not in order: {first} to {last}.',
    ),
    remedy: text(
      '都度の記録は一日だけを、一括の記録は最初と最後の日をこの順に送ってください。一年より先の日は使えません。',
      'Send one day where a record is made each time, first and last day in that order for a series, none of them more than a year ahead.',
    ),
  },
  'recipients.unknown-record': {
    status: 422,
    message: text(
      '{field} の記録は、同じ相手との同じ向きの、今も保存している記録ではありません。',
      'The record in {field} is none of the same direction and other side that is still kept.',
    ),
    remedy: text('記録の一覧で id を確かめてください。', 'Look its id up in the list of records.'),
  },
  'recipients.corrected-already': {
    status: 409,
    message: text('この記録はすでに訂正されています。', 'This record was corrected already.'),
    remedy: text('最新の訂正を訂正してください。', 'Correct the newest correction.'),
  },
  'recipients.too-much': {
    status: 422,
    message: text(
      '書き出す記録が多すぎます（上限 {limit}）。',
      'There is too much to export at once (at most {limit}).',
    ),
    remedy: text('期間を短くしてください。', 'Choose a shorter period.'),
  },
})
