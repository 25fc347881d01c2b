// SPDX-License-Identifier: Apache-2.0
import { rules } from '../define.ts'
import { childrenOf, reached } from '../purpose-graph.ts'
import type { CheckContext, Found, Hit } from '../rule.ts'

const CARRIERS =
  'kind: contractor, countries: [JP], purposes: [delivery], categories: [contacts], grounds: [service-need], requires: [contract, assessment]'

type Recipient = Found<'recipient'>

const each = (
  context: CheckContext,
  wrong: (recipient: Recipient['element']) => boolean,
  key = 'id',
): Hit[] =>
  context
    .all('recipient')
    .filter(({ element }) => wrong(element))
    .map(({ element, path }) => ({
      at: context.at([...path, key]),
      words: { id: element.id, name: element.name },
    }))

const kindOf = (context: CheckContext, ground: string) => context.find('ground', ground)?.element.kind

/** Rules about those who are given data. */
export const recipientRules = rules(
  {
    id: 'recipients/no-ground',
    severity: 'error',
    title: ['根拠のない提供先', 'A recipient without ground'],
    why: ['根拠のない提供は、どれも認められません。', 'Without a ground nothing may be handed over at all.'],
    message: [
      '提供先 {id}（{name}）に提供の根拠がありません。',
      'Recipient {id} ({name}) has no ground on which it may be given data.',
    ],
    suggestion: ['grounds に根拠の id を書いてください。', 'Name its grounds under "grounds".'],
    find: (context) => each(context, ({ grounds }) => grounds.length === 0),
    sample: {
      replace: 'grounds: [service-need], requires',
      good: 'grounds: [service-need], requires',
      bad: 'requires',
      also: [
        { replace: '{ id: carriers', with: '{ id: ‸carriers' },
        { replace: 'recipient:carriers]', with: 'recipient:carriers, ground:service-need]' },
      ],
    },
  },
  {
    id: 'recipients/no-purpose',
    severity: 'error',
    title: ['利用目的のない提供先', 'A recipient without purpose'],
    why: ['提供も利用目的の範囲でしかできません。', 'Handing data over is a use and needs a purpose.'],
    message: ['提供先 {id}（{name}）に利用目的がありません。', 'Recipient {id} ({name}) has no purpose.'],
    suggestion: ['purposes に目的を書いてください。', 'Name the purposes under "purposes".'],
    find: (context) => each(context, ({ purposes }) => purposes.length === 0),
    sample: {
      replace: 'purposes: [delivery], categories',
      good: 'purposes: [delivery], categories',
      bad: 'categories',
      also: [{ replace: '{ id: carriers', with: '{ id: ‸carriers' }],
    },
  },
  {
    id: 'recipients/no-category',
    severity: 'error',
    title: ['何も渡さない提供先', 'A recipient that is given nothing'],
    why: [
      '渡す項目を定めなければ、必要な限りに絞れません。',
      'Unless it is said what is handed over, nothing limits it to what is needed.',
    ],
    message: [
      '提供先 {id}（{name}）に渡す区分がありません。',
      'Recipient {id} ({name}) names no category that it is given.',
    ],
    suggestion: ['categories に渡す区分を書いてください。', 'Name what it is given under "categories".'],
    find: (context) => each(context, ({ categories }) => categories.length === 0),
    sample: {
      replace: 'categories: [contacts], grounds',
      good: 'categories: [contacts], grounds',
      bad: 'grounds',
      also: [{ replace: '{ id: carriers', with: '{ id: ‸carriers' }],
    },
  },
  {
    id: 'recipients/category-outside-purpose',
    severity: 'error',
    title: ['目的の外の提供', 'Data handed over beyond its purpose'],
    why: [
      '利用目的が使わない項目を、その目的で渡すことはできません（個人情報保護法第18条）。',
      'What no purpose of the recipient uses cannot be handed over for it (APPI Art. 18).',
    ],
    message: [
      '提供先 {id} に渡す {category} を、その目的（{purposes}）のどれも使いません。',
      'Recipient {id} is given {category}, which none of its purposes ({purposes}) uses.',
    ],
    suggestion: [
      '目的の uses に加えるか、提供先の categories から取り除いてください。',
      'Add it to "uses" of a purpose, or take it from the recipient.',
    ],
    find: outsidePurpose,
    sample: {
      replace: '{ id: delivery, uses: [contacts]',
      good: '{ id: delivery, uses: [contacts, orders]',
      bad: '{ id: delivery, uses: [contacts]',
      also: [
        { replace: CARRIERS, with: CARRIERS.replace('[contacts]', '[contacts, ‸orders]') },
        { replace: '{ id: news, uses: [contacts]', with: '{ id: news, uses: [contacts, orders]' },
        {
          replace: 'after leaving, categories: [contacts]',
          with: 'after leaving, categories: [contacts, orders]',
        },
        {
          replace: '  - { id: contacts, channels',
          with: '  - { id: orders, channels: [form], subjects: [customers], fides: [user.orders], name: { ja: 注文, en: Orders } }\n  - { id: contacts, channels',
        },
      ],
    },
  },
  {
    id: 'recipients/contractor-without-contract',
    severity: 'error',
    title: ['契約のない委託先', 'A contractor without a contract'],
    why: [
      '委託先には必要かつ適切な監督をしなければならず、契約がその拠り所です（個人情報保護法第25条）。',
      'Contractors have to be supervised, and the contract is what that rests on (APPI Art. 25, Art. 28 GDPR).',
    ],
    message: [
      '委託先 {id}（{name}）に契約が求められていません。',
      'Contractor {id} ({name}) is not required to have a contract.',
    ],
    suggestion: ['requires に contract を加えてください。', 'Add "contract" to "requires".'],
    find: (context) =>
      each(
        context,
        ({ kind, requires }) => kind === 'contractor' && !requires.includes('contract'),
        'requires',
      ),
    sample: {
      replace: 'requires: [contract, assessment]',
      good: 'requires: [contract]',
      bad: 'requires: ‸[assessment]',
    },
  },
  {
    id: 'recipients/joint-use-incomplete',
    severity: 'error',
    title: ['定めの足りない共同利用', 'Joint use without what must be published'],
    why: [
      '共同利用では、項目、範囲、目的、管理責任者をあらかじめ本人が知り得る状態に置かなければなりません（個人情報保護法第27条第5項第3号）。',
      'Joint use needs items, scope, purposes and the responsible party to be published before (APPI Art. 27(5)(iii)).',
    ],
    message: [
      '共同利用者 {id}（{name}）に {missing} がありません。',
      'Joint user {id} ({name}) lacks {missing}.',
    ],
    suggestion: [
      'members（範囲）、responsible（管理責任者）、purposes、categories をすべて書いてください。',
      'Write "members", "responsible", "purposes" and "categories".',
    ],
    find: jointUse,
    sample: {
      replace: CARRIERS,
      good: 'kind: joint-user, members: [group], responsible: group, purposes: [delivery], categories: [contacts], grounds: [sharing]',
      bad: 'kind: ‸joint-user, members: [group], purposes: [delivery], categories: [contacts], grounds: [sharing]',
      also: [
        {
          replace: 'roles:\n',
          with: 'entities:\n  - { id: group, kind: parent, name: { ja: 見本グループ, en: Sample Group } }\nroles:\n',
        },
        { replace: '{ id: service-need, kind: need', with: '{ id: sharing, kind: joint-use' },
      ],
    },
  },
  {
    id: 'recipients/joint-use-without-ground',
    severity: 'error',
    title: ['根拠が共同利用でない共同利用者', 'A joint user whose ground is not joint use'],
    why: [
      '共同利用は独自の要件を持つ根拠です。ほかの根拠では共同利用として扱えません。',
      'Joint use is a ground of its own with conditions of its own; another ground does not make it one.',
    ],
    message: [
      '共同利用者 {id}（{name}）の根拠に共同利用がありません。',
      'None of the grounds of joint user {id} ({name}) is joint use.',
    ],
    suggestion: ['kind: joint-use の根拠を加えてください。', 'Add a ground of kind joint-use.'],
    find: (context) =>
      each(
        context,
        ({ kind, grounds }) =>
          kind === 'joint-user' &&
          grounds.length > 0 &&
          !grounds.some((ground) => kindOf(context, ground) === 'joint-use'),
        'grounds',
      ),
    sample: {
      replace: 'grounds: [service-need], requires: [contract, assessment]',
      good: 'grounds: [sharing]',
      bad: 'grounds: ‸[service-need]',
      also: [
        {
          replace: 'kind: contractor, countries: [JP],',
          with: 'kind: joint-user, members: [group], responsible: group,',
        },
        {
          replace: 'roles:\n',
          with: 'entities:\n  - { id: group, kind: parent, name: { ja: 見本グループ, en: Sample Group } }\nroles:\n',
        },
        {
          replace: '  - { id: service-need',
          with: '  - { id: sharing, kind: joint-use, name: { ja: 共同利用, en: Joint use } }\n  - { id: service-need',
        },
        { replace: 'recipient:carriers]', with: 'recipient:carriers, ground:sharing, ground:service-need]' },
      ],
    },
  },
  {
    id: 'recipients/undeclared',
    severity: 'error',
    title: ['方針に書かれていない提供先', 'A recipient that the policy does not tell of'],
    why: [
      '誰に渡るかを知らされていない本人は、止めることも選ぶこともできません。',
      'People who are not told who receives their data can neither stop it nor choose.',
    ],
    message: [
      '提供先 {id}（{name}）に結ばれた約束がありません。',
      'No promise is bound to recipient {id} ({name}).',
    ],
    suggestion: [
      '提供先を述べる文の keptBy に recipient:{id} を加えてください。',
      'Add recipient:{id} to keptBy of the sentence that tells of it.',
    ],
    find: (context) => {
      const named = new Set(
        context.promises.flatMap(({ keptBy }) => keptBy.map(({ kind, id }) => `${kind}:${id}`)),
      )
      const told = ({ id, grounds }: Recipient['element']) =>
        named.has(`recipient:${id}`) || grounds.some((ground) => named.has(`ground:${ground}`))
      return each(context, (recipient) => !told(recipient))
    },
    sample: {
      replace: '[purpose:delivery, recipient:carriers]',
      good: '[purpose:delivery, recipient:carriers]',
      bad: '[purpose:delivery]',
      also: [{ replace: '{ id: carriers', with: '{ id: ‸carriers' }],
    },
  },
)

function outsidePurpose(context: CheckContext): Hit[] {
  const children = childrenOf(context)
  return context.all('recipient').flatMap(({ element, path }) => {
    if (element.purposes.length === 0) return []
    // A purpose that stands above others uses what they use.
    const purposes = [...reached(element.purposes, (id) => children.get(id))]
    const used = new Set(purposes.flatMap((id) => context.find('purpose', id)?.element.uses ?? []))
    return element.categories.flatMap((category, index) => {
      const words = { id: element.id, category, purposes: element.purposes.join(', ') }
      return used.has(category) ? [] : [{ at: context.at([...path, 'categories', index]), words }]
    })
  })
}

function jointUse(context: CheckContext): Hit[] {
  return context.all('recipient').flatMap(({ element, path }) => {
    if (element.kind !== 'joint-user') return []
    const missing = [
      ...(element.members.length === 0 ? ['members'] : []),
      ...(element.responsible === undefined ? ['responsible'] : []),
    ]
    if (missing.length === 0) return []
    const words = { id: element.id, name: element.name, missing: missing.join(', ') }
    return [{ at: context.at([...path, 'kind']), words }]
  })
}
