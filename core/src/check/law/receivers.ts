// SPDX-License-Identifier: Apache-2.0
import type { ElementOf } from '@yakusoku/core/packs'
import { rules } from '../define.ts'
import type { CheckContext, Hit } from '../rule.ts'
import { articleOf, breach, carriesOut, handlingOf, lawful, named } from './laws.ts'
import { EXTENDS, sampleLaw, STANDS } from './sample-law.ts'

const CARRIERS =
  'kind: contractor, countries: [JP], purposes: [delivery], categories: [contacts], grounds: [service-need]'
const SPECIAL = {
  replace: 'fides: [user.contact],',
  with: 'fides: [user.contact], handling: [special-care],',
}
const barring = (kind: string) =>
  sampleLaw(`grounds:\n  - { id: barred, kind: ${kind}, notFor: [special-care], ${STANDS}`)
const LAWFUL = {
  replace: '{ id: delivery, uses: [contacts], roles: [clerk], basis: contract,',
  with: '{ id: delivery, uses: [contacts], roles: [clerk], basis: legal-obligation,',
}
const GROUP = (words: string) => ({
  replace: 'roles:\n',
  with: `entities:\n  - { id: group, kind: parent, ${words}name: { ja: 見本グループ, en: Sample Group } }\nroles:\n`,
})

/** Rules about what the laws ask of those who are given data, and what may never go to them. */
export const receiverLawRules = rules(
  {
    id: 'law/recipient-requirement',
    severity: 'error',
    title: ['法が求める条件の欠落', 'A condition the law sets is missing'],
    why: [
      '委託先の選定の確認、再委託の許諾などは、データを渡す前に済んでいなければなりません。',
      'What the law sets as a condition, such as assessing a contractor, must be there before data goes.',
    ],
    message: [
      '提供先 {id}（{name}）に、{article} が求める {requirement} がありません。',
      'Recipient {id} ({name}) does not require {requirement}, as {article} asks.',
    ],
    suggestion: ['requires に {requirement} を加えてください。', 'Add {requirement} to "requires".'],
    find: requirements,
    sample: {
      replace: 'requires: [contract, assessment]',
      good: 'requires: [contract, assessment]',
      bad: 'requires: ‸[contract]',
      also: [EXTENDS],
      laws: [
        sampleLaw(
          `recipients:\n  - { id: contractors, kind: contractor, requires: [contract, assessment], ${STANDS}`,
        ),
      ],
    },
  },
  {
    id: 'law/joint-use-party',
    severity: 'error',
    title: [
      '共同利用の管理責任者の住所や代表者がない',
      'Joint use without address or representative of who answers',
    ],
    why: [
      '管理責任者の名称、住所、法人ならその代表者を、あらかじめ本人が知り得る状態に置かなければなりません。',
      'Name, address and representative of the responsible party must be made known before.',
    ],
    message: [
      '{article}: 共同利用 {id} の管理責任者 {party} に {missing} がありません。',
      '{article}: the party responsible for joint use {id}, {party}, has no {missing}.',
    ],
    suggestion: [
      'entities の {party} に {missing} を書いてください。',
      'Write the {missing} of {party} under "entities".',
    ],
    find: parties,
    sample: {
      replace: CARRIERS,
      good: 'kind: joint-user, members: [whole], responsible: whole, countries: [JP], purposes: [delivery], categories: [contacts], grounds: [sharing]',
      bad: 'kind: joint-user, members: [group], responsible: ‸group, countries: [JP], purposes: [delivery], categories: [contacts], grounds: [sharing]',
      also: [
        EXTENDS,
        {
          replace: 'roles:\n',
          with: `${GROUP('address: { ja: 東京都, en: Tokyo }, ').with.replace('roles:\n', '')}  - { id: whole, kind: parent, address: { ja: 東京都, en: Tokyo }, representative: { ja: 代表, en: Head }, name: { ja: 見本本社, en: Sample Parent } }\nroles:\n`,
        },
        { replace: '{ id: service-need, kind: need', with: '{ id: sharing, kind: joint-use' },
        { replace: 'keptBy: [minor:under-18]', with: 'keptBy: [minor:under-18, entity:group, entity:whole]' },
      ],
      laws: [
        sampleLaw(
          `items:\n  - { id: party, shows: [responsible-party], ${STANDS}\nannouncements:\n  - { id: joint, at: joint-use, items: [party], ${STANDS}`,
        ),
      ],
    },
  },
  {
    id: 'law/joint-use-barred',
    severity: 'error',
    title: ['共同利用できない情報', 'Data that may not be used jointly'],
    why: [
      '個人番号のように、共同利用が認められない情報があります。',
      'Some data, such as individual numbers, may not be used jointly at all.',
    ],
    message: [
      '共同利用 {id} に {handling} の区分 {category} を含められません（{article}）。',
      'Joint use {id} may not include {category}, which is {handling} ({article}).',
    ],
    suggestion: ['categories から取り除いてください。', 'Remove it from "categories".'],
    find: (context) => barredFor(context, 'joint-use', ({ kind }) => kind === 'joint-user'),
    sample: {
      replace: `${CARRIERS}, requires`,
      good: CARRIERS.replace('service-need', 'sharing') + ', requires',
      bad: 'kind: joint-user, members: [group], responsible: group, countries: [JP], purposes: [delivery], categories: [‸contacts], grounds: [sharing], requires',
      also: [
        EXTENDS,
        SPECIAL,
        LAWFUL,
        GROUP('address: { ja: 東京都, en: Tokyo }, representative: { ja: 代表, en: Head }, '),
        { replace: '{ id: service-need, kind: need', with: '{ id: sharing, kind: joint-use' },
        { replace: 'keptBy: [minor:under-18]', with: 'keptBy: [minor:under-18, entity:group]' },
      ],
      laws: [barring('joint-use')],
    },
  },
  {
    id: 'law/opt-out-barred',
    severity: 'error',
    title: ['オプトアウトで渡せない情報', 'Data that may not go by opt-out'],
    why: [
      '要配慮個人情報は、オプトアウトでは第三者に提供できません。',
      'Special-care information may not be provided to third parties by opt-out.',
    ],
    message: [
      '提供先 {id} に、{handling} の区分 {category} をオプトアウトで提供できません（{article}）。',
      'Category {category}, which is {handling}, may not go to {id} by opt-out ({article}).',
    ],
    suggestion: [
      'categories から取り除くか、同意などの根拠に改めてください。',
      'Remove it from "categories", or rest on consent.',
    ],
    find: (context) =>
      barredFor(context, 'opt-out', ({ grounds }) =>
        grounds.some((id) => context.find('ground', id)?.element.kind === 'opt-out'),
      ),
    sample: {
      replace: '{ id: service-need, kind: need,',
      good: '{ id: service-need, kind: need,',
      bad: '{ id: service-need, kind: opt-out,',
      also: [
        EXTENDS,
        SPECIAL,
        LAWFUL,
        {
          replace: 'purposes: [delivery], categories: [contacts]',
          with: 'purposes: [delivery], categories: [‸contacts]',
        },
      ],
      laws: [barring('opt-out')],
    },
  },
  {
    id: 'law/consent-barred',
    severity: 'error',
    title: ['同意では広がらない利用', 'Use that consent does not widen'],
    why: [
      '個人番号は、本人が同意しても、法が列挙する事務のほかには使えません。',
      'Not even consent lets individual numbers be used beyond what the law lists.',
    ],
    message: [
      '同意 {id}（{name}）の目的 {purpose} は、{handling} の区分 {category} を使います（{article}）。',
      'Purpose {purpose} of consent {id} ({name}) uses {category}, which is {handling} ({article}).',
    ],
    suggestion: [
      '同意からその目的を外し、目的を分けてください。',
      'Take that purpose out of the consent, or split it.',
    ],
    find: consents,
    sample: {
      replace: 'fides: [user.contact],',
      good: 'fides: [user.contact],',
      bad: 'fides: [user.contact], handling: [special-care],',
      also: [
        EXTENDS,
        LAWFUL,
        { replace: '{ id: newsletter, purposes: [news]', with: '{ id: newsletter, purposes: [‸news]' },
      ],
      laws: [barring('consent')],
    },
  },
  {
    id: 'law/use-not-listed',
    severity: 'error',
    title: ['法が列挙しない利用', 'A use the law does not list'],
    why: [
      '個人番号は法が列挙する事務にしか使えず、どの事務に当たるかを示さない目的では、使うことが認められません。',
      'Individual numbers may be used only for the affairs a law lists; a purpose that names none of them is denied.',
    ],
    message: [
      '利用目的 {id}（{name}）は {category} を使いますが、法（{article}）が列挙するどの事務に当たるかがありません。',
      'Purpose {id} ({name}) uses {category} but names none of the affairs the law lists ({article}).',
    ],
    suggestion: [
      'meets に当たる事務を書くか、uses から取り除いてください。列挙された事務: {known}',
      'Name the affair under "meets", or take the category out of "uses". Listed: {known}.',
    ],
    find: unlistedUses,
    sample: {
      replace:
        '{ id: delivery, uses: [contacts], roles: [clerk], basis: contract, name: { ja: 配送, en: Delivery } }',
      good: '{ id: delivery, meets: [tax], uses: [contacts, numbers], roles: [clerk], basis: legal-obligation, name: { ja: 源泉徴収, en: Withholding tax } }',
      bad: '{ id: delivery, uses: [contacts, ‸numbers], roles: [clerk], basis: legal-obligation, name: { ja: 源泉徴収, en: Withholding tax } }',
      also: [
        EXTENDS,
        {
          replace: '  - { id: contacts, channels: [form]',
          with: '  - { id: numbers, channels: [form], subjects: [customers], fides: [user.government_id], handling: [my-number], name: { ja: 個人番号, en: Individual numbers } }\n  - { id: contacts, channels: [form]',
        },
        {
          replace: 'after leaving, categories: [contacts]',
          with: 'after leaving, categories: [contacts, numbers]',
        },
      ],
      laws: [
        sampleLaw(
          `categories:\n  - { id: number, handling: [my-number], ${STANDS}\npurposes:\n  - { id: tax, uses: [number], ${STANDS}`,
        ),
      ],
    },
  },
)

// That a contract is missing is told by recipients/contractor-without-contract, law or no law.
function requirements(context: CheckContext): Hit[] {
  const told = new Set<string>()
  return lawful(context, 'recipient').flatMap(({ law, element }) => {
    const marks = element.categories.flatMap(
      (id) => law.categories.find((one) => one.id === id)?.handling ?? [],
    )
    return context.all('recipient').flatMap((own) => {
      const handling = handlingOf(context, own.element.categories)
      const concerned = element.categories.length === 0 || handling.some((mark) => marks.includes(mark))
      if (own.element.kind !== element.kind || !concerned) return []
      return element.requires.flatMap((requirement) => {
        const key = `${own.element.id} ${requirement}`
        if (requirement === 'contract' || own.element.requires.includes(requirement) || told.has(key))
          return []
        // Approval of entrusting on is asked of who was entrusted, which a controller is not.
        if (requirement === 're-entrustment-approval' && context.data.role === 'controller') return []
        told.add(key)
        return [breach(context, [...own.path, 'requires'], { law, element }, { ...named(own), requirement })]
      })
    })
  })
}

const PARTS = [
  ['address', { ja: '住所（address）', en: 'address' }],
  ['representative', { ja: '代表者（representative）', en: 'representative' }],
] as const

function parties(context: CheckContext): Hit[] {
  const asked = lawful(context, 'announcement').find(
    ({ law, element }) =>
      element.at === 'joint-use' &&
      element.items.some((id) =>
        law.items.find((item) => item.id === id)?.shows.includes('responsible-party'),
      ),
  )
  if (!asked) return []
  return context.all('recipient').flatMap(({ element, path }) => {
    const party = context.find('entity', element.responsible ?? '')?.element
    if (element.kind !== 'joint-user' || !party) return []
    return PARTS.filter(([part]) => party[part] === undefined).map(([, missing]) =>
      breach(context, [...path, 'responsible'], asked, { id: element.id, party: party.id, missing }),
    )
  })
}

type Recipient = ElementOf<'recipient'>

function barredFor(context: CheckContext, kind: string, concerned: (recipient: Recipient) => boolean): Hit[] {
  const bars = lawful(context, 'ground').filter(({ element }) => element.kind === kind)
  return context.all('recipient').flatMap(({ element, path }) =>
    concerned(element)
      ? element.categories.flatMap((category, index) => {
          const bar = barOf(context, bars, category)
          if (!bar) return []
          const words = { id: element.id, category, handling: bar.handling }
          return [breach(context, [...path, 'categories', index], bar.found, words)]
        })
      : [],
  )
}

function consents(context: CheckContext): Hit[] {
  const bars = lawful(context, 'ground').filter(({ element }) => element.kind === 'consent')
  return context.all('consent').flatMap((own) =>
    own.element.purposes.flatMap((purpose, index) =>
      (context.find('purpose', purpose)?.element.uses ?? []).flatMap((category) => {
        const bar = barOf(context, bars, category)
        if (!bar) return []
        const words = { ...named(own), purpose, category, handling: bar.handling }
        return [breach(context, [...own.path, 'purposes', index], bar.found, words)]
      }),
    ),
  )
}

/** Purposes that use what a law lets be used for listed affairs only, and name none of these. */
function unlistedUses(context: CheckContext): Hit[] {
  const listed = lawful(context, 'purpose').filter(({ law, element }) =>
    law.categories.some(({ id, handling }) => element.uses.includes(id) && handling.includes('my-number')),
  )
  const [first] = listed
  if (!first) return []
  const known = listed.map(({ element }) => element.id).join(', ')
  return context.all('purpose').flatMap((own) =>
    listed.some(({ element }) => carriesOut(own.element, element))
      ? []
      : own.element.uses.flatMap((category, index) =>
          handlingOf(context, [category]).includes('my-number')
            ? [
                {
                  at: context.at([...own.path, 'uses', index]),
                  words: { ...named(own), category, article: articleOf(first), known },
                },
              ]
            : [],
        ),
  )
}

function barOf(context: CheckContext, bars: ReturnType<typeof lawful<'ground'>>, category: string) {
  for (const handling of handlingOf(context, [category])) {
    const found = bars.find(({ element }) => element.notFor.includes(handling))
    if (found) return { found, handling }
  }
  return undefined
}
