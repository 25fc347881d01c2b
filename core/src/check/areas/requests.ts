// SPDX-License-Identifier: Apache-2.0
import { rules } from '../define.ts'
import type { CheckContext, Found, Hit } from '../rule.ts'

// What goes on to the client is proven, searched and answered there, by the client's own pack.
const answersItself = (procedure: Found<'procedure'>['element'] | undefined): boolean =>
  procedure?.answeredBy !== 'client'

const each = (
  context: CheckContext,
  wrong: (procedure: Found<'procedure'>['element']) => boolean,
  key: string,
): Hit[] =>
  context
    .all('procedure')
    .filter(({ element }) => answersItself(element) && wrong(element))
    .map(({ element, path }) => ({
      at: context.at([...path, key]),
      words: { id: element.id, name: element.name },
    }))

const FORM = '      - { id: mail, type: mail, required: true, identifies: user.contact.email, name'
const PROOF = '{ id: mail-code, method: mail-code, name: { ja: 確認番号, en: Mail code } }'
const COPY =
  '{ id: mail-code, method: document, documents: [{ ja: マイナンバーカード, en: Individual number card }]'

/** Rules about what people can ask for and how it is answered. */
export const requestRules = rules(
  {
    id: 'procedures/no-identity-check',
    severity: 'error',
    title: ['本人確認のない手続', 'A procedure without an identity check'],
    why: [
      '本人か確かめずに答えれば、開示がそのまま漏えいになります。',
      'An answer given without knowing who asks is itself a leak.',
    ],
    message: [
      '手続 {id}（{name}）に本人確認の方法がありません。',
      'Procedure {id} ({name}) names no proof of identity.',
    ],
    suggestion: ['proofs に確認の方法を書いてください。', 'Name the ways of proof under "proofs".'],
    find: (context) => each(context, ({ proofs }) => proofs.length === 0, 'id'),
    sample: {
      replace: '    channels: [web, mail]\n    proofs: [mail-code]\n',
      good: '    channels: [web, mail]\n    proofs: [mail-code]\n',
      bad: '    channels: [web, mail]\n',
      also: [{ replace: '  - id: standard\n', with: '  - id: ‸standard\n' }],
    },
  },
  {
    id: 'procedures/web-without-form',
    severity: 'warning',
    title: ['書式のないウェブの手続', 'A web procedure without a form'],
    why: [
      'ウェブで受け付けても、尋ねる項目がなければ請求を受け取れません。',
      'A request cannot come in by the web where no field asks for it.',
    ],
    message: [
      '手続 {id}（{name}）はウェブで受け付けますが、書式（form）がありません。',
      'Procedure {id} ({name}) is offered on the web but has no form.',
    ],
    suggestion: ['form に項目を書いてください。', 'Write the fields under "form".'],
    find: (context) =>
      each(context, ({ channels, form }) => channels.includes('web') && form.length === 0, 'channels'),
    sample: {
      replace: '    channels: [web, mail]\n',
      good: '    channels: [mail, post]\n',
      bad: '    channels: ‸[web, mail]\n',
      also: [
        { replace: '    form:\n', with: '    form: []\n' },
        { replace: `${FORM}: { ja: メール, en: Mail } }\n`, with: '' },
      ],
    },
  },
  {
    id: 'procedures/nobody-identified',
    severity: 'warning',
    title: ['誰か分からない書式', 'A form that identifies nobody'],
    why: [
      'どの項目も本人を探す値にならなければ、データベースからその人を見つけられません。',
      'Unless a field gives a value to search by, nobody can be found in the databases.',
    ],
    message: [
      '手続 {id}（{name}）の書式に、本人を探す項目（identifies）がありません。',
      'No field of procedure {id} ({name}) says which data it identifies people by.',
    ],
    suggestion: [
      'メールなどの項目に identifies: user.contact.email のように書いてください。',
      'Give a field such as the mail address identifies: user.contact.email.',
    ],
    find: (context) =>
      each(
        context,
        ({ form }) => form.length > 0 && form.every(({ identifies }) => identifies === undefined),
        'form',
      ),
    sample: {
      replace: FORM,
      good: FORM,
      bad: '      ‸- { id: mail, type: mail, required: true, name',
    },
  },
  {
    id: 'procedures/no-delivery',
    severity: 'warning',
    title: ['渡し方のない回答', 'An answer that cannot be handed over'],
    why: [
      '渡す方法を定めなければ、期限までに答えても本人に届きません。',
      'An answer made in time reaches nobody where no way of delivery is defined.',
    ],
    message: [
      '手続 {id}（{name}）に回答の渡し方がありません。',
      'Procedure {id} ({name}) names no delivery.',
    ],
    suggestion: [
      'deliveries に download、letter などを書いてください。',
      'Write "deliveries", such as download or letter.',
    ],
    find: (context) => each(context, ({ deliveries }) => deliveries.length === 0, 'id'),
    sample: {
      replace: '    deliveries: [download]\n',
      good: '    deliveries: [download]\n',
      bad: '',
      also: [{ replace: '  - id: standard\n', with: '  - id: ‸standard\n' }],
    },
  },
  {
    id: 'rights/no-readable-format',
    severity: 'warning',
    title: ['機械で読めない写し', 'Copies that no machine reads'],
    why: [
      '開示は電磁的記録でも求められます（個人情報保護法第33条第1項）。移行の請求には構造化された形式が要ります（GDPR 第20条）。',
      'Disclosure may be asked for as an electronic record (APPI Art. 33(1)), portability in a structured format (Art. 20 GDPR).',
    ],
    message: [
      '請求 {id}（{name}）の回答に json も csv もありません。',
      'Right {id} ({name}) is answered in neither json nor csv.',
    ],
    suggestion: [
      '手続 {procedure} の formats に json か csv を加えてください。',
      'Add json or csv to the formats of procedure {procedure}.',
    ],
    find: (context) =>
      context.all('right').flatMap(({ element, path }) => {
        const procedure = context.find('procedure', element.procedure ?? '')?.element
        const formats = procedure?.formats ?? ['json']
        const copies = element.kind === 'disclosure' || element.kind === 'portability'
        if (!copies || !answersItself(procedure) || formats.includes('json') || formats.includes('csv'))
          return []
        const words = { id: element.id, name: element.name, procedure: element.procedure ?? '' }
        return [{ at: context.at([...path, 'procedure']), words }]
      }),
    sample: {
      replace: 'formats: [json, pdf]',
      good: 'formats: [csv, pdf]',
      bad: 'formats: [pdf]',
      also: [
        { replace: 'kind: disclosure, procedure: standard', with: 'kind: disclosure, procedure: ‸standard' },
      ],
    },
  },
  {
    id: 'rights/no-agent',
    severity: 'warning',
    title: ['代理人を認めない開示', 'A request that no agent can make'],
    why: [
      '開示等の請求は代理人によってすることができます（個人情報保護法第37条第3項）。',
      'Requests may be made by an agent (APPI Art. 37(3)).',
    ],
    message: [
      '開示の手続 {procedure} が代理人を認めません。',
      'Procedure {procedure}, by which disclosure is asked for, knows no agent.',
    ],
    suggestion: [
      'agents に法定代理人と委任による代理人を書いてください。',
      'Name statutory and delegated agents under "agents".',
    ],
    find: (context) =>
      context.all('right').flatMap(({ element, path }) => {
        const procedure = context.find('procedure', element.procedure ?? '')?.element
        const agents = procedure?.agents
        if (element.kind !== 'disclosure' || !answersItself(procedure) || !agents || agents.length > 0)
          return []
        return [{ at: context.at([...path, 'procedure']), words: { procedure: element.procedure ?? '' } }]
      }),
    sample: {
      replace: '    agents: [guardian]\n',
      good: '    agents: [guardian]\n',
      bad: '',
      also: [
        { replace: 'kind: disclosure, procedure: standard', with: 'kind: disclosure, procedure: ‸standard' },
        { replace: 'keptBy: [minor:under-18]', with: 'keptBy: [minor:under-18, agent:guardian]' },
      ],
    },
  },
  {
    id: 'rights/fee-not-allowed',
    severity: 'error',
    title: ['取れない手数料', 'A fee that may not be charged'],
    why: [
      '手数料を取れるのは利用目的の通知と開示の請求だけです（個人情報保護法第38条）。',
      'A fee may be charged only for disclosure and for telling the purposes (APPI Art. 38).',
    ],
    message: [
      '請求 {id}（{kind}）に手数料 {fee} を取れません。',
      'A fee of {fee} may not be charged for {id} ({kind}).',
    ],
    suggestion: ['手数料のない手続に分けてください。', 'Let it have a procedure without a fee.'],
    find: feesNotAllowed,
    sample: {
      replace: '{ id: withdrawal, kind: consent-withdrawal, procedure: simple,',
      good: '{ id: withdrawal, kind: consent-withdrawal, procedure: simple,',
      bad: '{ id: withdrawal, kind: consent-withdrawal, procedure: ‸standard,',
      also: [
        { replace: 'fee: { amount: 0 }', with: 'fee: { amount: 500 }' },
        { replace: 'keptBy: [minor:under-18]', with: 'keptBy: [minor:under-18, procedure:simple]' },
      ],
    },
  },
  {
    id: 'proofs/number-not-blacked-out',
    severity: 'error',
    title: ['写しに残る個人番号', 'A copy that shows an individual number'],
    why: [
      '個人番号の写った書類を本人確認だけのために受け取ることはできません（番号法第15条、第20条）。',
      'Copies that show an individual number may not be taken for identification alone (My Number Act Art. 15 and 20).',
    ],
    message: [
      '確認書類 {id}（{name}）の「{document}」には個人番号がありますが、黒塗り（blackOut）を求めていません。',
      '"{document}" of proof {id} ({name}) shows an individual number, but nothing asks to black it out.',
    ],
    suggestion: ['blackOut に個人番号を加えてください。', 'Add the individual number to "blackOut".'],
    find: (context) =>
      context.all('proof').flatMap(({ element, path }) => {
        const shown = element.documents.findIndex(({ ja, en }) => NUMBERED.test(`${ja} ${en}`))
        const document = element.documents[shown]
        if (!document || element.blackOut.length > 0) return []
        const words = { id: element.id, name: element.name, document }
        return [{ at: context.at([...path, 'documents', shown]), words }]
      }),
    sample: {
      replace: PROOF,
      good: `${COPY}, blackOut: [{ ja: 個人番号, en: Individual number }], name: { ja: 書類, en: Document } }`,
      bad: `${COPY.replace('[{', '[‸{')}, name: { ja: 書類, en: Document } }`,
    },
  },
)

const NUMBERED = /マイナンバー|個人番号|住民票|individual number|my number/i
const CHARGED = new Set(['disclosure', 'purpose-notice', 'use-and-provision', 'other'])

function feesNotAllowed(context: CheckContext): Hit[] {
  return context.all('right').flatMap(({ element, path }) => {
    const fee = context.find('procedure', element.procedure ?? '')?.element.fee
    if (!fee || fee.amount === 0 || CHARGED.has(element.kind)) return []
    const words = { id: element.id, kind: element.kind, fee: `${fee.amount} ${fee.currency}` }
    return [{ at: context.at([...path, 'procedure']), words }]
  })
}
