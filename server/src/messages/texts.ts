// SPDX-License-Identifier: Apache-2.0
import { text, type Language, type Text } from '../kernel/index.ts'
import { paragraph, type MailText, type Part } from './body.ts'
import { writtenDay } from './dates.ts'
import type { Office } from './documents.ts'
import { groundWords, type Ground } from './grounds.ts'

/** What each kind of mail needs to know. Days are `2026-11-21`, links whole addresses. */
export interface MailValues {
  /** The code that proves control of the address. */
  'verification-code': { readonly code: string; readonly minutes: number }
  /** The request has its number and its clock runs. */
  'request-received': {
    readonly number: string
    readonly receivedOn: string
    readonly dueOn: string | null
    readonly secret: string
    readonly followUrl: string
  }
  /** The answer can be fetched. */
  'answer-ready': {
    readonly number: string
    readonly url: string
    readonly expiresOn: string
    /** What is in the package, one line a file. */
    readonly contents: readonly string[]
    /** Whether something was left out of it. */
    readonly partial: boolean
    /** Where number and secret give a new link. */
    readonly followUrl: string
  }
  /** The request is refused. */
  'request-refused': {
    readonly number: string
    readonly ground: Ground
    readonly explanation: string
    readonly followUrl: string
  }
  /** The policy changes, or is called to mind once a year (`yearly`). */
  'policy-changed': {
    readonly version: string
    readonly effectiveOn: string
    readonly yearly: boolean
    readonly changes: readonly { readonly kind: ChangeKind; readonly summary: string }[]
    readonly url: string
    /** The two versions side by side; none for the year's message. */
    readonly compareUrl: string | null
    /** Whether going on to use the service after that day counts as acceptance. */
    readonly acceptedByUse: boolean
  }
}

/** What a change of the policy is about. */
export type ChangeKind = 'service' | 'law' | 'security' | 'clarification' | 'contact'

/** The kinds of change in both languages. */
export const changeKinds: Readonly<Record<ChangeKind, Text>> = {
  service: text('サービスの変更', 'Service'),
  law: text('法令への対応', 'Law'),
  security: text('安全管理の強化', 'Security'),
  clarification: text('表現の明確化', 'Clarification'),
  contact: text('連絡先の変更', 'Contact'),
}

/** A kind of mail. */
export type MailKind = keyof MailValues

type Author<K extends MailKind> = (values: MailValues[K], office: Office) => Omit<MailText, 'signature'>
type Authors = { readonly [K in MailKind]: Author<K> }

const link = (label: string, url: string): Part => ({ kind: 'link', label, url })

const ja: Authors = {
  'verification-code': ({ code, minutes }, office) => ({
    subject: `【${office.name}】確認コードのお知らせ`,
    parts: [
      paragraph(`${office.name}です。個人情報に関するご請求のお手続きをいただき、ありがとうございます。`),
      paragraph('メールアドレスの確認のため、次のコードをお手続きの画面に入力してください。'),
      { kind: 'code', text: code },
      paragraph(
        `コードは${minutes}分間有効です。ほかの方には教えないでください。当社からコードをお尋ねすることはありません。`,
      ),
      paragraph(
        'お心当たりのない場合は、このメールを破棄してください。コードを入力しないかぎり、手続きは進みません。',
      ),
    ],
  }),
  'request-received': ({ number, receivedOn, dueOn, secret, followUrl }, office) => ({
    subject: `【${office.name}】開示のご請求を受け付けました（受付番号 ${number}）`,
    parts: [
      paragraph('保有個人データの開示のご請求を、次のとおり受け付けました。'),
      {
        kind: 'facts',
        pairs: [
          ['受付番号', number],
          ['照会キー', secret],
          ['受付日', writtenDay(receivedOn, 'ja')],
          ...(dueOn === null ? [] : [['回答期限', writtenDay(dueOn, 'ja')] as const]),
        ],
      },
      paragraph(
        'これから、当社のシステムに保管している記録をお調べし、担当者が内容を確認したうえで回答いたします。',
      ),
      link('進み具合は、次のページで受付番号と照会キーを入力してご覧いただけます。', followUrl),
      paragraph('照会キーは、回答の受け取りにも必要です。このメールを大切に保管してください。'),
    ],
  }),
  'answer-ready': ({ number, url, expiresOn, contents, partial, followUrl }, office) => ({
    subject: `【${office.name}】ご請求への回答をご用意しました（受付番号 ${number}）`,
    parts: [
      paragraph(`受付番号 ${number} のご請求について、回答をご用意しました。`),
      link(`次のアドレスから、${writtenDay(expiresOn, 'ja')}まで受け取れます。`, url),
      paragraph('お渡しする内容は次のとおりです。'),
      { kind: 'list', items: contents },
      ...(partial
        ? [paragraph('一部の情報を除いています。除いた部分とその理由は、開示書面に記載しています。')]
        : []),
      paragraph('このアドレスを知っている方はどなたでも受け取れます。ほかの方に転送しないでください。'),
      link(
        '期限を過ぎても、次のページで受付番号と照会キーを入力すると、新しいアドレスを受け取れます。',
        followUrl,
      ),
    ],
  }),
  'request-refused': ({ number, ground, explanation, followUrl }, office) => ({
    subject: `【${office.name}】ご請求への回答（受付番号 ${number}）`,
    parts: [
      paragraph(
        `受付番号 ${number} のご請求について検討いたしましたが、まことに恐れ入りますが、応じることができません。理由は次のとおりです。`,
      ),
      {
        kind: 'facts',
        pairs: [
          ['理由', groundWords[ground].ja],
          ...(explanation === '' ? [] : [['説明', explanation] as const]),
        ],
      },
      link('これまでの経過は、次のページでご覧いただけます。', followUrl),
      paragraph(
        'この回答にご不明な点やご不満がありましたら、下記の窓口へお申し出ください。個人情報保護委員会の相談窓口をご利用いただくこともできます。',
      ),
    ],
  }),
  'policy-changed': ({ version, effectiveOn, yearly, changes, ...rest }, office) => ({
    subject: yearly
      ? `【${office.name}】個人情報の取扱いについてのご案内（年に一度のお知らせ）`
      : `【${office.name}】個人情報の取扱いを変更します（${writtenDay(effectiveOn, 'ja')}から）`,
    parts: [
      paragraph(
        yearly
          ? `${office.name}です。当社がお預かりしている情報の取扱いを、年に一度ご案内しています。`
          : `${office.name}です。当社の個人情報の取扱い（プライバシーポリシー）を変更しますので、お知らせします。`,
      ),
      {
        kind: 'facts',
        pairs: [
          ['版', version],
          ['施行日', writtenDay(effectiveOn, 'ja')],
        ],
      },
      ...(changes.length === 0
        ? []
        : [
            paragraph(yearly ? '直近の変更の内容は次のとおりです。' : '変更の内容は次のとおりです。'),
            {
              kind: 'list' as const,
              items: changes.map(({ kind, summary }) => `${changeKinds[kind].ja}：${summary}`),
            },
          ]),
      link('全文は、次のページでご覧いただけます。', rest.url),
      ...(rest.compareUrl === null ? [] : [link('変更の前と後を並べてご覧いただけます。', rest.compareUrl)]),
      ...(rest.acceptedByUse && !yearly
        ? [
            paragraph(
              '施行日より後に引き続きサービスをご利用いただいた場合は、変更後の取扱いに同意いただいたものとして記録します。',
            ),
          ]
        : []),
      paragraph('ご質問やご希望は、下記の窓口へお寄せください。'),
    ],
  }),
}

const en: Authors = {
  'verification-code': ({ code, minutes }, office) => ({
    subject: `Your confirmation code – ${office.name}`,
    parts: [
      paragraph(`Thank you for contacting ${office.name} about your personal data.`),
      paragraph('To confirm your mail address, please enter this code on the page where you started:'),
      { kind: 'code', text: code },
      paragraph(`The code is valid for ${minutes} minutes. Please tell it to nobody; we never ask for it.`),
      paragraph('If you did not start this, please discard this mail. Nothing happens without the code.'),
    ],
  }),
  'request-received': ({ number, receivedOn, dueOn, secret, followUrl }, office) => ({
    subject: `We received your request (${number}) – ${office.name}`,
    parts: [
      paragraph('We have received your request for disclosure of your personal data.'),
      {
        kind: 'facts',
        pairs: [
          ['Request number', number],
          ['Secret', secret],
          ['Received', writtenDay(receivedOn, 'en')],
          ...(dueOn === null ? [] : [['We answer by', writtenDay(dueOn, 'en')] as const]),
        ],
      },
      paragraph(
        'We now search the records in our systems. A member of our staff looks through what is found before we answer.',
      ),
      link('You can follow the request here, with its number and the secret:', followUrl),
      paragraph('You also need the secret to receive the answer, so please keep this mail.'),
    ],
  }),
  'answer-ready': ({ number, url, expiresOn, contents, partial, followUrl }, office) => ({
    subject: `The answer to your request is ready (${number}) – ${office.name}`,
    parts: [
      paragraph(`The answer to your request ${number} is ready.`),
      link(`You can fetch it here until ${writtenDay(expiresOn, 'en')}:`, url),
      paragraph('It contains:'),
      { kind: 'list', items: contents },
      ...(partial ? [paragraph('Some information was left out. The document says what, and why.')] : []),
      paragraph('Anybody who knows this address can fetch the answer, so please do not forward it.'),
      link('After that day, number and secret of your request give you a new address here:', followUrl),
    ],
  }),
  'request-refused': ({ number, ground, explanation, followUrl }, office) => ({
    subject: `The answer to your request (${number}) – ${office.name}`,
    parts: [
      paragraph(
        `We have considered your request ${number} and regret that we cannot comply with it, for this reason:`,
      ),
      {
        kind: 'facts',
        pairs: [
          ['Ground', groundWords[ground].en],
          ...(explanation === '' ? [] : [['Explanation', explanation] as const]),
        ],
      },
      link('You can see the course of the request here:', followUrl),
      paragraph(
        'If this answer is unclear or unsatisfactory, please tell the contact below. You may also turn to the Personal Information Protection Commission of Japan.',
      ),
    ],
  }),
  'policy-changed': ({ version, effectiveOn, yearly, changes, ...rest }, office) => ({
    subject: yearly
      ? `How we handle your personal data: our yearly message – ${office.name}`
      : `Our privacy policy changes on ${writtenDay(effectiveOn, 'en')} – ${office.name}`,
    parts: [
      paragraph(
        yearly
          ? `Once a year ${office.name} reminds you of how we handle the information we hold.`
          : `${office.name} is changing how it handles personal data, and tells you beforehand.`,
      ),
      {
        kind: 'facts',
        pairs: [
          ['Version', version],
          ['Effective from', writtenDay(effectiveOn, 'en')],
        ],
      },
      ...(changes.length === 0
        ? []
        : [
            paragraph(yearly ? 'What changed last:' : 'What changes:'),
            {
              kind: 'list' as const,
              items: changes.map(({ kind, summary }) => `${changeKinds[kind].en}: ${summary}`),
            },
          ]),
      link('You can read the whole policy here:', rest.url),
      ...(rest.compareUrl === null ? [] : [link('Both versions side by side:', rest.compareUrl)]),
      ...(rest.acceptedByUse && !yearly
        ? [
            paragraph(
              'If you go on using our service after that day, we record this as acceptance of the changed policy.',
            ),
          ]
        : []),
      paragraph('Please send questions and wishes to the contact below.'),
    ],
  }),
}

function signature(office: Office, language: Language): string[] {
  const labels =
    language === 'ja' ? ['電話：', 'メール：', '受付時間：'] : ['Telephone: ', 'Mail: ', 'Hours: ']
  const named = (label: string | undefined, value: string | undefined) =>
    value === undefined ? [] : [`${label}${value}`]
  return [
    office.name,
    ...(office.department === undefined ? [] : [office.department]),
    ...office.postalAddress,
    ...named(labels[0], office.telephone),
    ...named(labels[1], office.email),
    ...named(labels[2], office.hours),
    ...(office.url === undefined ? [] : [office.url]),
  ]
}

/** Writes a mail of a kind in a language, signed by the organisation's office. */
export function writeMail<K extends MailKind>(
  kind: K,
  language: Language,
  values: MailValues[K],
  office: Office,
): MailText {
  const author = (language === 'ja' ? ja : en)[kind]
  return { ...author(values, office), signature: signature(office, language) }
}
