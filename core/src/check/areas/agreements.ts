// SPDX-License-Identifier: Apache-2.0
import { rules } from '../define.ts'
import type { CheckContext, Hit } from '../rule.ts'

const CONSENT = '{ id: newsletter, purposes: [news], text'

/** Rules about consents, messages, preferences and grounds of handing over. */
export const agreementRules = rules(
  {
    id: 'consents/not-withdrawable',
    severity: 'error',
    title: ['撤回できない同意', 'A consent that cannot be withdrawn'],
    why: [
      '撤回できない同意は、自由に与えられた同意とはいえません（GDPR 第7条第3項）。',
      'Consent that cannot be taken back was not given freely (Art. 7(3) GDPR).',
    ],
    message: ['同意 {id}（{name}）は撤回できません。', 'Consent {id} ({name}) cannot be withdrawn.'],
    suggestion: [
      'withdrawable: false を取り除くか、同意以外の根拠によってください。',
      'Remove "withdrawable: false", or rest on another basis than consent.',
    ],
    find: (context) =>
      context
        .all('consent')
        .filter(({ element }) => !element.withdrawable)
        .map(({ element, path }) => ({
          at: context.at([...path, 'withdrawable']),
          words: { id: element.id, name: element.name },
        })),
    sample: {
      replace: CONSENT,
      good: CONSENT,
      bad: '{ id: newsletter, purposes: [news], withdrawable: ‸false, text',
    },
  },
  {
    id: 'consents/no-purpose',
    severity: 'error',
    title: ['何への同意か分からない同意', 'A consent to nothing'],
    why: ['目的を特定しない同意は、何も認めません。', 'Consent that names no purpose permits nothing.'],
    message: ['同意 {id}（{name}）に利用目的がありません。', 'Consent {id} ({name}) names no purpose.'],
    suggestion: ['purposes に目的を書いてください。', 'Name the purposes under "purposes".'],
    find: (context) =>
      context
        .all('consent')
        .filter(({ element }) => element.purposes.length === 0)
        .map(({ element, path }) => ({
          at: context.at([...path, 'id']),
          words: { id: element.id, name: element.name },
        })),
    sample: {
      replace: '{ id: newsletter, purposes: [news], text',
      good: '{ id: newsletter, purposes: [news], text',
      bad: '{ id: ‸newsletter, text',
      also: [
        { replace: 'basis: consent, name: { ja: お知らせ', with: 'basis: contract, name: { ja: お知らせ' },
        { replace: '[purpose:news,', with: '[purpose:news,' },
      ],
    },
  },
  {
    id: 'consents/no-way-to-withdraw',
    severity: 'error',
    title: ['撤回の手続のない同意', 'Consent without a way to withdraw it'],
    why: [
      '撤回は、与えるのと同じくらい簡単でなければなりません。',
      'Withdrawing has to be as easy as giving (Art. 7(3) GDPR).',
    ],
    message: [
      '同意がありますが、撤回の請求（kind: consent-withdrawal の right）がありません。',
      'There are consents, but no right of kind consent-withdrawal.',
    ],
    suggestion: [
      'rights に consent-withdrawal を加えてください。',
      'Add a right of kind consent-withdrawal.',
    ],
    find: (context) =>
      context.all('consent').length > 0 &&
      !context.all('right').some(({ element }) => element.kind === 'consent-withdrawal')
        ? [{ at: context.at(['consents', 0, 'id']) }]
        : [],
    sample: {
      replace: '{ id: withdrawal, kind: consent-withdrawal,',
      good: '{ id: withdrawal, kind: consent-withdrawal,',
      bad: '{ id: withdrawal, kind: other,',
      also: [{ replace: CONSENT, with: '{ id: ‸newsletter, purposes: [news], text' }],
    },
  },
  {
    id: 'messages/no-opt-out',
    severity: 'warning',
    title: ['断れない任意のご連絡', 'An optional message that nobody can refuse'],
    why: [
      '任意のご連絡は、断る方法があって初めて任意です。',
      'A message is optional only where people can refuse it.',
    ],
    message: [
      '任意のご連絡 {id}（{name}）を断る希望（opt-out）がありません。',
      'No opt-out covers the optional message {id} ({name}).',
    ],
    suggestion: [
      'kind: opt-out の preferences の messages に加えてください。',
      'Add it to the messages of a preference of kind opt-out.',
    ],
    find: messagesWithoutOptOut,
    sample: {
      replace: 'messages:\n',
      good: 'messages:\n  - { id: receipt, essential: true, purpose: delivery, name: { ja: 受領書, en: Receipt } }\n',
      bad: 'messages:\n  - { id: ‸offers, essential: false, purpose: news, name: { ja: ご案内, en: Offers } }\n',
    },
  },
  {
    id: 'grounds/emergency-without-review',
    severity: 'error',
    title: ['事後の確認のない緊急利用', 'Break-glass that nobody reviews'],
    why: [
      '直ちに認める利用は、後から必ず誰かが当否を確かめなければ抜け道になります。',
      'What is permitted at once has to be reviewed afterwards, or it is a way around every rule.',
    ],
    message: [
      '根拠 {id}（{name}）は直ちに認めますが、事後の確認（review）がありません。',
      'Ground {id} ({name}) permits at once, but no duty reviews it.',
    ],
    suggestion: ['review に確認の職務を書いてください。', 'Name the duty that reviews it under "review".'],
    find: (context) =>
      context
        .all('ground')
        .filter(({ element }) => element.breakGlass && element.review === undefined)
        .map(({ element, path }) => ({
          at: context.at([...path, 'breakGlass']),
          words: { id: element.id, name: element.name },
        })),
    sample: {
      replace: '{ id: service-need, kind: need,',
      good: '{ id: service-need, kind: emergency, breakGlass: true, review: review,',
      bad: '{ id: service-need, kind: emergency, breakGlass: ‸true,',
    },
  },
  {
    id: 'grounds/legal-process-without-document',
    severity: 'warning',
    title: ['文書を求めない法的手続', 'A legal process without its document'],
    why: [
      '令状や照会書のない提供は、法的手続によったと後から示せません。',
      'Without the order or warrant nobody can show later that the law was behind it.',
    ],
    message: [
      '根拠 {id}（{name}）に必要な文書（document）がありません。',
      'Ground {id} ({name}) names no document that must be there.',
    ],
    suggestion: [
      'document に令状、命令、照会書などを書いてください。',
      'Name the order, warrant or request under "document".',
    ],
    find: (context) =>
      context
        .all('ground')
        .filter(({ element }) => element.kind === 'legal-process' && element.document === undefined)
        .map(({ element, path }) => ({
          at: context.at([...path, 'kind']),
          words: { id: element.id, name: element.name },
        })),
    sample: {
      replace: '{ id: service-need, kind: need,',
      good: '{ id: service-need, kind: legal-process, document: { ja: 令状の写し, en: A copy of the order },',
      bad: '{ id: service-need, kind: ‸legal-process,',
    },
  },
  {
    id: 'recipients/advance-notice-missing',
    severity: 'error',
    title: ['事前の通知のない事前通知', 'Advance notice that is never given'],
    why: [
      '事前の通知を求めながら、通知もその期間もなければ、提供は永久に止まるか、知らせずに行われます。',
      'Where notice ahead is required but none is defined, the provision either never happens or happens unannounced.',
    ],
    message: [
      '提供先 {id} は事前の通知を求めますが、期間（ahead）のある通知がありません。',
      'Recipient {id} requires advance notice, but names no notice with a period ("ahead").',
    ],
    suggestion: [
      'notice に ahead のある通知を書いてください。',
      'Name a notice that has "ahead" under "notice".',
    ],
    find: (context) =>
      context
        .all('recipient')
        .filter(
          ({ element: { requires, notice } }) =>
            requires.includes('advance-notice') &&
            (notice === undefined || context.find('notice', notice)?.element.ahead === undefined),
        )
        .map(({ element, path }) => ({ at: context.at([...path, 'requires']), words: { id: element.id } })),
    sample: {
      replace: 'requires: [contract, assessment]',
      good: 'requires: [contract, advance-notice], notice: change-mail',
      bad: 'requires: ‸[contract, advance-notice]',
    },
  },
  {
    id: 'recipients/consent-not-asked',
    severity: 'error',
    title: ['求められない提供の同意', 'Consent to a provision that nobody asks for'],
    why: [
      '同意を条件とする提供は、求める文言がなければ一度もできません。',
      'A provision on condition of consent can never happen where no consent asks for it.',
    ],
    message: [
      '提供先 {id} は同意を求めますが、その目的への同意がありません。',
      'Recipient {id} requires consent, but no consent covers one of its purposes.',
    ],
    suggestion: [
      'consents に提供先の目的を加えてください。',
      'Add a consent for a purpose of the recipient.',
    ],
    find: (context) => {
      const asked = new Set(context.all('consent').flatMap(({ element }) => element.purposes))
      return context
        .all('recipient')
        .filter(
          ({ element }) =>
            element.requires.includes('consent') && !element.purposes.some((id) => asked.has(id)),
        )
        .map(({ element, path }) => ({ at: context.at([...path, 'requires']), words: { id: element.id } }))
    },
    sample: {
      replace: 'requires: [contract, assessment]',
      good: 'requires: [contract, assessment]',
      bad: 'requires: ‸[contract, consent]',
    },
  },
)

function messagesWithoutOptOut(context: CheckContext): Hit[] {
  const refusable = new Set(
    context
      .all('preference')
      .filter(({ element }) => element.kind === 'opt-out')
      .flatMap(({ element }) => element.messages),
  )
  return context
    .all('message')
    .filter(({ element }) => !element.essential && !refusable.has(element.id))
    .map(({ element, path }) => ({
      at: context.at([...path, 'id']),
      words: { id: element.id, name: element.name },
    }))
}
