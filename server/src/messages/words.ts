// SPDX-License-Identifier: Apache-2.0
import { text, type Text } from '../kernel/index.ts'
import type { letterResults } from './documents.ts'

/** The fixed words of the disclosure document; `{…}` places are filled in `present.ts`. */
export const disclosureWords = {
  title: text('保有個人データ開示書', 'Personal data we hold about you'),
  running: text('開示書　{number}', 'Disclosure {number}'),
  forPerson: text('{name} 様', '{name}'),
  number: text('受付番号', 'Request number'),
  received: text('請求受付日', 'Request received'),
  issued: text('作成日', 'Date of this document'),
  collected: text('データの取得日', 'Data read on'),
  extent: text('収録内容', 'Extent'),
  extentValue: text('{collections} 種類の記録、計 {rows} 件', '{rows} records in {collections} collections'),
  reading: text('この書面の読み方', 'How to read this document'),
  readingLines: [
    text(
      'ご請求にもとづき、当社が保有するあなたの個人データを、保管しているシステムの記録ごとに示しています。',
      'On your request, this document shows the personal data we hold about you, one collection of records after another.',
    ),
    text(
      '各記録の見出しの下に、情報の種類と利用目的を書いています。値は保管されているとおりに写しており、空欄は「—」と示しています。',
      'Below each heading stand the kinds of information and what they are used for. Values are copied as they are stored; “—” stands for an empty one.',
    ),
    text(
      '同じ内容を、機械で読み取れる形式（JSON、CSV）でもお渡ししています。',
      'The same data is handed to you in machine-readable form as well (JSON, CSV).',
    ),
  ],
  missing: text(
    'この書面の書体にない文字が {count} 字あり、「〓」で示しています。正確な文字は JSON のファイルでご確認ください。',
    '{count} characters are not in the typeface of this document and are shown as “〓”. The JSON file has them exactly.',
  ),
  contents: text('目次', 'Contents'),
  held: text('保有している記録', 'Records held'),
  source: text('保管場所', 'Kept in'),
  categories: text('情報の種類', 'Kinds of information'),
  collectionPurposes: text('利用目的', 'Used for'),
  rows: text('件数', 'Records'),
  rowsValue: text('{count} 件', '{count}'),
  row: text('{index} / {count} 件目', 'Record {index} of {count}'),
  noRows: text('あなたに関する記録はありませんでした。', 'There are no records about you here.'),
  nothing: text(
    '接続しているシステムに、あなたの個人データは見つかりませんでした。',
    'No personal data about you was found in the connected systems.',
  ),
  cut: text(
    'この書面には {count} 件のうち最初の {shown} 件を載せています。全件は JSON と CSV のファイルにあります。',
    'This document shows the first {shown} of {count} records. All of them are in the JSON and CSV files.',
  ),
  purposes: text('利用目的', 'What the data is used for'),
  purpose: text('利用目的', 'Purpose'),
  usedCategories: text('利用する情報の種類', 'Kinds of information used'),
  basis: text('根拠', 'Ground'),
  recipients: text('提供・委託先', 'Who received the data'),
  recipient: text('相手先', 'Recipient'),
  items: text('項目', 'Items'),
  time: text('時期', 'When'),
  removed: text('除いた情報とその理由', 'What was left out, and why'),
  removedIntro: text(
    '次の情報は、この書面に載せていません。記録の一部の項目だけを除いた箇所は、その記録の中に「（除外）」と示しています。',
    'The following is not part of this document. Where only a field of a record was left out, the record says “(left out)”.',
  ),
  where: text('記録', 'Record'),
  what: text('除いたもの', 'Left out'),
  reason: text('理由', 'Reason'),
  files: text('一緒にお渡ししたファイル', 'Files handed over with this document'),
  rights: text('この後にできること', 'What you can do next'),
  rightsLines: [
    text(
      '内容が事実と異なるときは、訂正・追加・削除を請求できます（個人情報保護法第34条）。',
      'Where the data is not factual, you may ask us to correct, add to or delete it (Act on the Protection of Personal Information, Article 34).',
    ),
    text(
      '法の定める場合には、利用の停止・消去、第三者への提供の停止を請求できます（同法第35条）。',
      'In the cases the Act provides for, you may ask us to stop using or erase the data, or to stop providing it to others (Article 35).',
    ),
    text(
      '第三者への提供の記録の開示も請求できます（同法第33条第5項）。',
      'You may also ask to see the records of provision to third parties (Article 33, paragraph 5).',
    ),
    text(
      'この回答にご不明な点やご不満がありましたら、下記の窓口へお申し出ください。すみやかに対応します。',
      'If anything in this answer is unclear or unsatisfactory, please tell the contact below. We will look into it promptly.',
    ),
  ],
  contact: text('お問い合わせ窓口', 'Contact'),
  complaint: text('当社以外の苦情の申出先', 'Where to complain outside our company'),
} as const

/** The fixed words of the letter of answer. */
export const letterWords = {
  title: text('回答書', 'Letter of answer'),
  subtitle: text('保有個人データの開示のご請求について', 'Your request for disclosure of personal data'),
  number: text('受付番号', 'Request number'),
  honorific: text('{name} 様', '{name}'),
  greeting: text('拝啓　時下ますますご清祥のこととお慶び申し上げます。', 'Dear {name},'),
  opening: text(
    '{received}に受け付けましたご請求につきまして、下記のとおり回答いたします。',
    'Thank you for your request, which we received on {received}. Our answer is as follows.',
  ),
  closing: text('敬具', 'Yours sincerely,'),
  mark: text('記', ''),
  end: text('以上', ''),
  result: text('回答', 'Answer'),
  ground: text('理由', 'Ground'),
  explanation: text('説明', 'Explanation'),
  enclosed: text('同封書類', 'Enclosed'),
  fetch: text('電子データ', 'Electronic copy'),
  fetchValue: text(
    '次のアドレスから{expires}まで受け取れます。受付番号と、受付時にお知らせした照会キーをご用意ください。',
    'You can fetch it from this address until {expires}. Have your request number and the secret we gave you at hand.',
  ),
  contact: text('お問い合わせ窓口', 'Contact'),
  complaint: text('苦情の申出', 'Complaints'),
  complaintValue: text(
    'この回答にご不満がある場合は、上記の窓口へお申し出ください。当社以外では、次の窓口へも申し出ることができます。',
    'If you are not satisfied with this answer, please tell the contact above. You may also complain to:',
  ),
  complaintOwn: text(
    'この回答にご不満がある場合は、上記の窓口へお申し出ください。個人情報保護委員会の相談窓口をご利用いただくこともできます。',
    'If you are not satisfied with this answer, please tell the contact above. You may also turn to the Personal Information Protection Commission of Japan.',
  ),
  telephone: text('電話', 'Telephone'),
  email: text('メール', 'Mail'),
  hours: text('受付時間', 'Hours'),
} as const

/** What each result of a request says in the letter. */
export const resultWords: Readonly<Record<(typeof letterResults)[number], Text>> = {
  full: text(
    '保有個人データの全部を開示いたします。',
    'We disclose all the personal data we hold about you.',
  ),
  partial: text(
    '保有個人データの一部を除き、開示いたします。除いた部分とその理由は次のとおりです。',
    'We disclose the personal data we hold about you, except for a part. What is left out, and why, is given below.',
  ),
  refused: text(
    'まことに恐れ入りますが、ご請求に応じることができません。その理由は次のとおりです。',
    'We regret that we cannot comply with your request. The reason is given below.',
  ),
  'no-such-data': text(
    'お調べしましたが、該当する保有個人データはありませんでした。',
    'We searched our systems and hold no such personal data about you.',
  ),
}
