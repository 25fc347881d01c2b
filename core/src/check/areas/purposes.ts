// SPDX-License-Identifier: Apache-2.0
import { isWithin } from '@yakusoku/core/packs'
import { rules } from '../define.ts'
import { childrenOf, reached } from '../purpose-graph.ts'
import type { CheckContext, Hit } from '../rule.ts'

const DELIVERY = '{ id: delivery, uses: [contacts], roles: [clerk], basis: contract,'
const NEWS = '  - { id: news, uses: [contacts]'

/** Rules about what data is used for. */
export const purposeRules = rules(
  {
    id: 'purposes/nobody-may-act',
    severity: 'error',
    title: ['誰も行えない利用目的', 'A purpose nobody may act on'],
    why: [
      '目的に役割がなければ、システムは誰の利用も認めません。',
      'Where a purpose names no role, the software lets nobody use the data for it.',
    ],
    message: [
      '利用目的 {id}（{name}）を行う役割がありません。',
      'Purpose {id} ({name}) names no role that may act on it.',
    ],
    suggestion: ['roles に行う人の役割を書いてください。', 'Name the roles that act on it under "roles".'],
    find: (context) =>
      context
        .all('purpose')
        .filter(({ element }) => element.uses.length > 0 && element.roles.length === 0)
        .map(({ element, path }) => ({
          at: context.at([...path, 'id']),
          words: { id: element.id, name: element.name },
        })),
    sample: { replace: DELIVERY, good: DELIVERY, bad: '{ id: ‸delivery, uses: [contacts], basis: contract,' },
  },
  {
    id: 'purposes/uses-nothing',
    severity: 'error',
    title: ['何も使わない利用目的', 'A purpose that uses nothing'],
    why: [
      '何も使わず、下に目的もない利用目的は、公表しても意味を持ちません。',
      'A purpose that neither uses data nor stands above one that does says nothing.',
    ],
    message: ['利用目的 {id}（{name}）は何も使いません。', 'Purpose {id} ({name}) uses no category.'],
    suggestion: [
      'uses に区分を書くか、目的を取り除いてください。',
      'Name categories under "uses", or remove the purpose.',
    ],
    find: (context) => {
      const children = childrenOf(context)
      return context
        .all('purpose')
        .filter(({ element }) => element.uses.length === 0 && !children.has(element.id))
        .map(({ element, path }) => ({
          at: context.at([...path, 'id']),
          words: { id: element.id, name: element.name },
        }))
    },
    sample: {
      replace: NEWS,
      good: NEWS,
      bad: `  - { id: ‸planning, roles: [clerk], name: { ja: 計画, en: Planning } }\n${NEWS}`,
    },
  },
  {
    id: 'purposes/undeclared',
    severity: 'error',
    title: ['公表していない利用目的', 'A purpose that the policy does not declare'],
    why: [
      '利用目的はあらかじめ公表し、又は取得の後速やかに通知しなければなりません（個人情報保護法第21条）。文に現れない目的は公表されていません。',
      'Purposes have to be published or notified (APPI Art. 21); one that no sentence is bound to is neither.',
    ],
    message: [
      '利用目的 {id}（{name}）に結ばれた約束がありません。',
      'No promise is bound to purpose {id} ({name}), to one above it or to one below.',
    ],
    suggestion: [
      '目的を述べる文の keptBy に purpose:{id} を加えてください。',
      'Add purpose:{id} to keptBy of the sentence that states it.',
    ],
    find: (context) => {
      const declared = declaredPurposes(context)
      return context
        .all('purpose')
        .filter(({ element }) => element.uses.length > 0 && !declared.has(element.id))
        .map(({ element, path }) => ({
          at: context.at([...path, 'id']),
          words: { id: element.id, name: element.name },
        }))
    },
    sample: {
      replace: NEWS,
      good: `  - { id: planning, under: [delivery], uses: [contacts], roles: [clerk], name: { ja: 計画, en: Planning } }\n${NEWS}`,
      bad: `  - { id: ‸planning, uses: [contacts], roles: [clerk], name: { ja: 計画, en: Planning } }\n${NEWS}`,
    },
  },
  {
    id: 'purposes/no-basis',
    severity: 'warning',
    title: ['法的根拠のない利用目的', 'A purpose without a legal basis'],
    why: [
      'GDPR などの法域では、利用のつど法的根拠が要ります（GDPR 第6条）。',
      'Outside Japan, for instance under Art. 6 GDPR, each use needs a legal basis.',
    ],
    message: [
      '利用目的 {id}（{name}）に basis がありません（法域 {where}）。',
      'Purpose {id} ({name}) has no basis, which {where} asks for.',
    ],
    suggestion: [
      'basis に consent、contract などを書いてください。',
      'Write its basis, such as consent or contract.',
    ],
    find: (context) => {
      const abroad = context.data.jurisdictions.filter((where) => where !== 'JP')
      if (abroad.length === 0) return []
      return context
        .all('purpose')
        .filter(({ element }) => element.uses.length > 0 && element.basis === undefined)
        .map(({ element, path }) => ({
          at: context.at([...path, 'id']),
          words: { id: element.id, name: element.name, where: abroad.join(', ') },
        }))
    },
    sample: {
      replace: DELIVERY,
      good: DELIVERY,
      bad: '{ id: ‸delivery, uses: [contacts], roles: [clerk],',
      also: [{ replace: 'jurisdictions: [JP]', with: 'jurisdictions: [JP, EU]' }],
    },
  },
  {
    id: 'purposes/consent-not-asked',
    severity: 'error',
    title: ['求められない同意', 'A consent that is never asked for'],
    why: [
      '同意を根拠とする目的は、同意を求める文言がなければ一度も行えません。',
      'A purpose that rests on consent can never be acted on where nothing asks for it.',
    ],
    message: [
      '利用目的 {id}（{name}）は同意によりますが、それを求める同意がありません。',
      'Purpose {id} ({name}) rests on consent, but no consent asks for it.',
    ],
    suggestion: ['consents に目的を加えてください。', 'Add it to the purposes of a consent.'],
    find: (context) => {
      const asked = new Set(context.all('consent').flatMap(({ element }) => element.purposes))
      return context
        .all('purpose')
        .filter(({ element }) => element.basis === 'consent' && !asked.has(element.id))
        .map(({ element, path }) => ({
          at: context.at([...path, 'basis']),
          words: { id: element.id, name: element.name },
        }))
    },
    sample: {
      replace: DELIVERY,
      good: DELIVERY,
      bad: '{ id: delivery, uses: [contacts], roles: [clerk], basis: ‸consent,',
    },
  },
  {
    id: 'purposes/subjects-not-held',
    severity: 'warning',
    title: ['その人の情報を持たない利用目的', 'A purpose for people whose data it does not use'],
    why: [
      '目的に書かれた本人の情報が使う区分になければ、その目的は空です。',
      'Where none of the categories a purpose uses is about the people it names, it is empty.',
    ],
    message: [
      '利用目的 {id} は {subject} のためとありますが、使う区分にその人の情報がありません。',
      'Purpose {id} is for {subject}, but no category it uses is about them.',
    ],
    suggestion: ['subjects か uses を改めてください。', 'Correct "subjects" or "uses".'],
    find: subjectsNotHeld,
    sample: {
      replace: DELIVERY,
      good: '{ id: delivery, uses: [contacts], subjects: [customers], roles: [clerk], basis: contract,',
      bad: '{ id: delivery, uses: [contacts], subjects: [‸suppliers], roles: [clerk], basis: contract,',
      also: [
        { replace: '[category:contacts]', with: '[category:contacts, subject:suppliers]' },
        {
          replace: 'en: Customers } }',
          with: 'en: Customers } }\n  - { id: suppliers, name: { ja: 仕入先, en: Suppliers } }',
        },
      ],
    },
  },
  {
    id: 'purposes/category-without-field',
    severity: 'error',
    title: ['項目が一つも残らない区分', 'A category of which no field is left'],
    why: [
      'fields に項目が一つもない区分は、uses に書いても使えません。',
      'A category none of whose fields is among "fields" cannot be used, though "uses" names it.',
    ],
    message: [
      '利用目的 {id} は {category} を使いますが、fields にその項目がありません。',
      'Purpose {id} uses {category}, but "fields" has none of its fields.',
    ],
    suggestion: [
      'fields に項目を加えるか、uses から取り除いてください。',
      'Add one of its fields, or take it from "uses".',
    ],
    find: categoriesWithoutField,
    sample: {
      replace: DELIVERY,
      good: '{ id: delivery, uses: [contacts], fields: [user.contact], roles: [clerk], basis: contract,',
      bad: '{ id: delivery, uses: [contacts, ‸orders], fields: [user.contact], roles: [clerk], basis: contract,',
      also: [
        {
          replace: 'after leaving, categories: [contacts]',
          with: 'after leaving, categories: [contacts, orders]',
        },
        {
          replace: '{ id: news, uses: [contacts]',
          with: '{ id: news, uses: [contacts, orders]',
        },
        {
          replace: '  - { id: contacts, channels',
          with: '  - { id: orders, channels: [form], subjects: [customers], fides: [user.orders], name: { ja: 注文, en: Orders } }\n  - { id: contacts, channels',
        },
      ],
    },
  },
)

const overlap = (field: string, held: readonly string[]): boolean =>
  held.some((key) => isWithin(field, key) || isWithin(key, field))

const heldBy = (context: CheckContext, category: string): readonly string[] =>
  context.find('category', category)?.element.fides ?? []

function categoriesWithoutField(context: CheckContext): Hit[] {
  return context
    .all('purpose')
    .flatMap(({ element: { id, uses, fields }, path }) =>
      uses.flatMap((category, index) =>
        fields.length === 0 || fields.some((field) => overlap(field, heldBy(context, category)))
          ? []
          : [{ at: context.at([...path, 'uses', index]), words: { id, category } }],
      ),
    )
}

/** Purposes that a promise names, with all that stands below and above them. */
function declaredPurposes(context: CheckContext): Set<string> {
  const children = childrenOf(context)
  const named = context.promises.flatMap(({ keptBy }) =>
    keptBy.flatMap((keeper) => namedPurposes(context, keeper)),
  )
  const above = reached(named, (id) => context.find('purpose', id)?.element.under)
  return new Set([...above, ...reached(named, (id) => children.get(id))])
}

// A consent or message in the text declares the purpose it is for.
function namedPurposes(context: CheckContext, { kind, id }: { kind: string; id: string }): string[] {
  if (kind === 'purpose') return [id]
  if (kind === 'consent') return context.find('consent', id)?.element.purposes ?? []
  const message = kind === 'message' ? context.find('message', id)?.element.purpose : undefined
  return message === undefined ? [] : [message]
}

function subjectsNotHeld(context: CheckContext): Hit[] {
  return context.all('purpose').flatMap(({ element, path }) => {
    const held = new Set(element.uses.flatMap((id) => context.find('category', id)?.element.subjects ?? []))
    if (element.uses.length === 0) return []
    return element.subjects.flatMap((subject, index) =>
      held.has(subject)
        ? []
        : [{ at: context.at([...path, 'subjects', index]), words: { id: element.id, subject } }],
    )
  })
}
