// SPDX-License-Identifier: Apache-2.0
import type { Random } from './random.ts'
import type { Contact } from './world.ts'

/** How a colleague is named in a note: with or without the given name, seldom with the number to ring. */
export function mention(random: Random, about: Contact): string {
  const others = about.facility.contacts.filter((other) => other.id !== about.id)
  if (others.length === 0) return '現場責任者の方'
  const other = random.pick(others)
  const full = `${other.name.family} ${other.name.given}様`
  if (random.chance(0.2)) return `${full}(${other.mobile})`
  return random.chance(0.6) ? full : `${other.name.family}様`
}

/** Remarks on a visit or a report; `{who}` is somebody else. */
export const remarks = [
  '仕上がり良好。{who}立会い。',
  '厨房排水溝にぬめりあり、次回重点清掃。{who}へ報告済み。',
  '客室3室は使用中のため未実施。{who}の指示により翌日に振替。',
  '床ワックスの乾燥に時間を要し、退館は20分遅れ。',
  '窓サッシの結露が目立つ。写真を添付し共有。',
  '鍵は{who}へ返却。',
  'Carpet stain near the lift remains; second treatment next week.',
  '備品庫の洗剤残量わずか。補充を依頼。',
] as const

/** What was said on the telephone. */
export const callSummaries = [
  '定期清掃の日程変更の相談。来週火曜に変更。',
  '請求書の宛名について。今後は{who}宛てに変更したいとのこと。',
  '床の汚れについての苦情。翌朝に再清掃で了承。',
  '{who}が退職されるため、緊急連絡先の変更依頼。',
  '宴会場の特別清掃の見積依頼。',
  '折り返し希望。{who}からも同件で連絡あり。',
  '害虫対策の相談。専門業者を紹介。',
  'Asked for the completion report in English.',
] as const

/** Subjects and bodies of mails. */
export const mails = [
  ['清掃完了のご報告', '本日の作業が完了しました。ご確認をお願いいたします。'],
  ['次回訪問日のご案内', '次回は予定どおり伺います。立会いは{who}と伺っております。'],
  ['お見積りの件', 'ご依頼の特別清掃につき、お見積りをお送りします。'],
  ['請求書送付のご案内', '今月分の請求書をお送りします。'],
  ['衛生点検の結果について', '点検の結果、指摘は1件でした。{who}にも同じ内容をお送りしています。'],
  ['担当者変更のご連絡', '弊社の担当が変わります。引き続きよろしくお願いいたします。'],
  ['Service schedule for next month', 'Please find the schedule attached. {who} has confirmed the dates.'],
] as const

/** Comments of those whose premises are cleaned. */
export const comments = [
  '毎回ていねいで助かっています。',
  '時間どおりに来ていただけませんでした。{who}も困っていました。',
  '以前より水まわりがきれいになりました。',
  '担当の方の挨拶が気持ちよく、{who}からも好評です。',
  '洗剤のにおいが残ることがあります。',
  '報告書が見やすくなりました。',
  '{who}の要望も聞いてもらえますか。客室の香りについてです。',
] as const

/** Incidents and what was done. */
export const incidents = [
  ['転倒', '濡れた床で{who}が足を滑らせた。けがは軽い打撲。', '乾燥確認まで立入表示を外さない運用に変更。'],
  ['物損', '脚立が壁に当たり壁紙に傷。', '養生範囲を見直し、保険で補修。'],
  ['鍵', '通用口の鍵の返却が翌日になった。{who}へ連絡し謝罪。', '返却時に二名で確認。'],
  ['漏水', '清掃中に給湯管から漏水。{who}が元栓を閉めた。', '作業前の点検項目に追加。'],
  ['薬剤', '洗剤の希釈を誤った。', '計量容器を交換し再教育。'],
] as const

/** Fills `{who}` with a colleague of `about`. */
export function told(random: Random, sentence: string, about: Contact): string {
  return sentence.includes('{who}') ? sentence.replace('{who}', mention(random, about)) : sentence
}
