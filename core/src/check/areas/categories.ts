// SPDX-License-Identifier: Apache-2.0
import { rules } from '../define.ts'
import type { CheckContext, Found, Hit } from '../rule.ts'

const CONTACTS = 'channels: [form], subjects: [customers], fides: [user.contact]'
const MORE = '  - { id: contacts, channels: [form]'

const ORDERS = {
  replace: MORE,
  with: `  - { id: ‸orders, channels: [form], subjects: [customers], fides: [user.orders], name: { ja: 注文, en: Orders } }\n${MORE}`,
}

const each = (
  context: CheckContext,
  wrong: (category: Found<'category'>['element']) => boolean,
  key?: string,
): Hit[] =>
  context
    .all('category')
    .filter(({ element }) => wrong(element))
    .map(({ element, path }) => ({
      at: context.at(key === undefined ? [...path, 'id'] : [...path, key]),
      words: { id: element.id, name: element.name },
    }))

// The purposes of number use that the My Number Act lists are social security, tax and disaster response.
const LISTED =
  /社会保険|社会保障|年金|雇用保険|健康保険|労災|労働保険|税|源泉|支払調書|災害|social (?:security|insurance)|pension|tax|withholding|disaster/i

/** Rules about the kinds of data a pack names. */
export const categoryRules = rules(
  {
    id: 'categories/no-channel',
    severity: 'error',
    title: ['取得方法のない区分', 'A category that comes in by no channel'],
    why: [
      'どこから得たかを言えない情報は、適正に取得したと示すことができません。',
      'Where nobody can say how data came in, nobody can show that it was collected properly.',
    ],
    message: [
      '区分 {id}（{name}）には取得方法がありません。',
      'Category {id} ({name}) has no channel by which it comes in.',
    ],
    suggestion: [
      'channels に取得方法の id を書いてください。',
      'Name the channels it comes in by under "channels".',
    ],
    find: (context) => each(context, ({ channels }) => channels.length === 0),
    sample: {
      replace: CONTACTS,
      good: CONTACTS,
      bad: 'subjects: [customers], fides: [user.contact]',
      also: [{ replace: '[category:contacts]', with: '[category:contacts, channel:form]' }],
    },
  },
  {
    id: 'categories/no-purpose',
    severity: 'error',
    title: ['どの利用目的も使わない区分', 'A category that no purpose uses'],
    why: [
      '使う目的のない個人情報は、持つ理由がありません（最小化）。',
      'Personal data that no purpose uses is held without a reason (data minimisation).',
    ],
    message: ['区分 {id}（{name}）をどの利用目的も使いません。', 'No purpose uses category {id} ({name}).'],
    suggestion: [
      '利用目的の uses に加えるか、区分を取り除いてください。',
      'Add it to "uses" of a purpose, or remove the category.',
    ],
    find: (context) => {
      const used = new Set(context.all('purpose').flatMap(({ element }) => element.uses))
      return each(context, ({ id }) => !used.has(id))
    },
    sample: {
      replace: 'delivery, uses: [contacts]',
      good: 'delivery, uses: [contacts, orders]',
      bad: 'delivery, uses: [contacts]',
      also: [
        ORDERS,
        {
          replace: 'after leaving, categories: [contacts]',
          with: 'after leaving, categories: [contacts, orders]',
        },
      ],
    },
  },
  {
    id: 'categories/no-retention',
    severity: 'error',
    title: ['終わりのない区分', 'A category that no retention rule ends'],
    why: [
      '保存期間のない情報は、いつまでも残ります。利用する必要がなくなった個人データは遅滞なく消去するよう努めなければなりません（個人情報保護法第22条）。',
      'Without a retention rule data stays for ever; what is no longer needed has to go without delay (APPI Art. 22).',
    ],
    message: [
      '区分 {id}（{name}）を終わらせる保存期間がありません。',
      'No retention rule ends category {id} ({name}).',
    ],
    suggestion: [
      'retention の一つの categories に加えてください。',
      'Add it to "categories" of a retention rule.',
    ],
    find: (context) => {
      const ended = new Set(context.all('retention').flatMap(({ element }) => element.categories))
      return each(context, ({ id }) => !ended.has(id))
    },
    sample: {
      replace: 'after leaving, categories: [contacts]',
      good: 'after leaving, categories: [contacts, orders]',
      bad: 'after leaving, categories: [contacts]',
      also: [ORDERS, { replace: 'delivery, uses: [contacts]', with: 'delivery, uses: [contacts, orders]' }],
    },
  },
  {
    id: 'categories/no-subject',
    severity: 'warning',
    title: ['誰の情報か分からない区分', 'A category about nobody'],
    why: [
      '誰の情報かが決まらなければ、請求や事故のときに対象者を割り出せません。',
      'Unless it is known whose data it is, nobody can tell who is affected by a request or an incident.',
    ],
    message: [
      '区分 {id}（{name}）には本人の種類がありません。',
      'Category {id} ({name}) names no kind of person it is about.',
    ],
    suggestion: ['subjects に本人の種類を書いてください。', 'Name the kinds of person under "subjects".'],
    find: (context) => each(context, ({ subjects }) => subjects.length === 0),
    sample: {
      replace: CONTACTS,
      good: CONTACTS,
      bad: 'channels: [form], fides: [user.contact]',
      also: [{ replace: '[category:contacts]', with: '[category:contacts, subject:customers]' }],
    },
  },
  {
    id: 'categories/no-data-category',
    severity: 'warning',
    title: ['データマップに結べない区分', 'A category that no field can be tied to'],
    why: [
      'Fides のデータ区分がなければ、データベースの項目がこの区分のものだと分からず、開示にも消去にも現れません。',
      'Without a Fides category no field of a database can be known as this category: it appears in no disclosure and no erasure.',
    ],
    message: [
      '区分 {id}（{name}）にデータ区分（fides）がありません。',
      'Category {id} ({name}) has no Fides data category.',
    ],
    suggestion: [
      'fides に user.contact などの区分を書いてください。',
      'Write one such as user.contact under "fides".',
    ],
    find: (context) => each(context, ({ fides }) => fides.length === 0),
    sample: { replace: CONTACTS, good: CONTACTS, bad: 'channels: [form], subjects: [customers]' },
  },
  {
    id: 'categories/special-care-without-consent',
    severity: 'error',
    title: ['同意のない要配慮個人情報', 'Special-care data without consent'],
    why: [
      '要配慮個人情報の取得には、法令に基づく場合などを除き、あらかじめ本人の同意が必要です（個人情報保護法第20条第2項）。',
      'Special-care personal information needs the person’s consent before it is collected, save where a law or an emergency covers it (APPI Art. 20(2)).',
    ],
    message: [
      '要配慮個人情報 {id}（{name}）を使う目的 {purpose} に、同意も法令上の根拠もありません。',
      'Purpose {purpose} uses special-care data {id} ({name}) with neither consent nor a legal obligation or vital interest.',
    ],
    suggestion: [
      '目的の basis を consent とし、同意を求める文言（consents）を加えてください。',
      'Set the basis of the purpose to "consent" and add a consent that asks for it.',
    ],
    find: specialCareWithoutConsent,
    sample: {
      replace: '{ id: delivery, uses: [contacts], roles: [clerk], basis: contract,',
      good: '{ id: delivery, uses: [contacts], roles: [clerk], basis: legal-obligation,',
      bad: '{ id: delivery, uses: [‸contacts], roles: [clerk], basis: contract,',
      also: [{ replace: CONTACTS, with: `${CONTACTS}, handling: [special-care]` }],
    },
  },
  {
    id: 'categories/restricted-without-clearance',
    severity: 'error',
    title: ['承認の仕組みのない制限付き情報', 'Restricted data that nothing restricts'],
    why: [
      '「指名された者だけ」と定めても、承認のない者を止めるものが約束になければ守られません。',
      'Data for named people only stays so only where a promise is kept by something that stops everybody else.',
    ],
    message: [
      '制限付きの区分 {id}（{name}）があるのに、承認のない者を止める約束（system:clearance）がありません。',
      'Category {id} ({name}) is restricted, but no promise is kept by system:clearance, which stops people without clearance.',
    ],
    suggestion: [
      '承認を受けた者だけが扱うという文に system:clearance を結んでください。',
      'Bind the sentence that only cleared people handle it to system:clearance.',
    ],
    find: (context) =>
      context.usesOf('system', 'clearance').length > 0
        ? []
        : each(context, ({ handling }) => handling.includes('restricted'), 'handling'),
    sample: {
      replace: CONTACTS,
      good: CONTACTS,
      bad: `${CONTACTS}, handling: ‸[restricted]`,
    },
  },
  {
    id: 'categories/my-number-purpose',
    severity: 'error',
    title: ['個人番号の目的外利用', 'My Number used beyond the listed purposes'],
    why: [
      '個人番号は社会保障・税・災害対策の手続など、番号法が列挙する事務にしか使えません（番号法第9条）。本人の同意があっても同じです。',
      'Individual numbers may be used only for what the My Number Act lists (social security, tax, disaster response; Art. 9), whatever a person agrees to.',
    ],
    message: [
      '個人番号 {id}（{name}）を使う目的 {purpose} は、社会保障・税・災害対策の法定の事務に見えません。',
      'Purpose {purpose} uses individual numbers {id} ({name}) but is no legal duty of social security, tax or disaster response.',
    ],
    suggestion: [
      '法定の事務だけの目的を分け、basis を legal-obligation とし、名前に事務を書いてください。',
      'Make a purpose of its own for the legal procedure, with basis legal-obligation and the procedure in its name.',
    ],
    find: myNumberPurposes,
    sample: {
      replace:
        '{ id: delivery, uses: [contacts], roles: [clerk], basis: contract, name: { ja: 配送, en: Delivery } }',
      good: '{ id: delivery, uses: [contacts, numbers], roles: [clerk], basis: legal-obligation, name: { ja: 源泉徴収, en: Withholding tax } }',
      bad: '{ id: delivery, uses: [contacts, ‸numbers], roles: [clerk], basis: contract, name: { ja: 配送, en: Delivery } }',
      also: [
        {
          replace: MORE,
          with: `  - { id: numbers, channels: [form], subjects: [customers], fides: [user.government_id], handling: [my-number], name: { ja: 個人番号, en: Individual numbers } }\n${MORE}`,
        },
        {
          replace: 'after leaving, categories: [contacts]',
          with: 'after leaving, categories: [contacts, numbers]',
        },
      ],
    },
  },
  {
    id: 'categories/my-number-recipient',
    severity: 'error',
    title: ['個人番号の提供先', 'My Number handed to others'],
    why: [
      '特定個人情報は、行政機関や事務の委託先など番号法第19条が列挙する相手にしか提供できません。',
      'Individual numbers may be handed only to those whom Art. 19 of the My Number Act lists, such as authorities and contractors of the procedure.',
    ],
    message: [
      '提供先 {recipient} に個人番号 {id} を提供できません。',
      'Recipient {recipient} cannot be given individual numbers ({id}).',
    ],
    suggestion: ['categories から取り除いてください。', 'Remove it from "categories" of the recipient.'],
    find: (context) =>
      context.all('recipient').flatMap(({ element, path }) =>
        element.categories.flatMap((id, index) => {
          // A processor hands numbers back to the client that entrusted them.
          const returned =
            context.data.role === 'processor' &&
            element.members.some((member) => context.find('entity', member)?.element.kind === 'client')
          const listed = element.kind === 'contractor' || element.kind === 'public-body' || returned
          const numbers = context.find('category', id)?.element.handling.includes('my-number') ?? false
          if (!numbers || listed) return []
          return [{ at: context.at([...path, 'categories', index]), words: { id, recipient: element.id } }]
        }),
      ),
    sample: {
      replace:
        'kind: contractor, countries: [JP], purposes: [delivery], categories: [contacts], grounds: [service-need]',
      good: 'kind: contractor, countries: [JP], purposes: [delivery], categories: [contacts], grounds: [service-need]',
      bad: 'kind: third-party, countries: [JP], purposes: [delivery], categories: [‸contacts], grounds: [service-need]',
      also: [
        { replace: CONTACTS, with: `${CONTACTS}, handling: [my-number]` },
        {
          replace:
            '{ id: delivery, uses: [contacts], roles: [clerk], basis: contract, name: { ja: 配送, en: Delivery } }',
          with: '{ id: delivery, uses: [contacts], roles: [clerk], basis: legal-obligation, name: { ja: 年金の届出, en: Pension filings } }',
        },
        {
          replace: 'news, uses: [contacts], roles: [clerk], basis: consent, name: { ja: お知らせ, en: News }',
          with: 'news, uses: [contacts], roles: [clerk], basis: legal-obligation, name: { ja: 税務の届出, en: Tax filings }',
        },
      ],
    },
  },
)

function specialCareWithoutConsent(context: CheckContext): Hit[] {
  const asked = new Set(context.all('consent').flatMap(({ element }) => element.purposes))
  return context.all('purpose').flatMap(({ element: purpose, path }) =>
    purpose.uses.flatMap((id, index) => {
      const category = context.find('category', id)?.element
      const covered = ['consent', 'legal-obligation', 'vital-interests'].includes(purpose.basis ?? '')
      if (!category?.handling.includes('special-care') || covered || asked.has(purpose.id)) return []
      const words = { id, name: category.name, purpose: purpose.id }
      return [{ at: context.at([...path, 'uses', index]), words }]
    }),
  )
}

function myNumberPurposes(context: CheckContext): Hit[] {
  return context.all('purpose').flatMap(({ element: purpose, path }) =>
    purpose.uses.flatMap((id, index) => {
      const category = context.find('category', id)?.element
      const told = [purpose.name, ...(purpose.description ? [purpose.description] : [])]
      const listed =
        purpose.basis === 'legal-obligation' && told.some(({ ja, en }) => LISTED.test(`${ja} ${en}`))
      if (!category?.handling.includes('my-number') || listed) return []
      const words = { id, name: category.name, purpose: purpose.id }
      return [{ at: context.at([...path, 'uses', index]), words }]
    }),
  )
}
