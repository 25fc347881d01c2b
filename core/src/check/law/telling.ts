// SPDX-License-Identifier: Apache-2.0
import type { DataPath, PackData } from '@yakusoku/core/packs'
import { rules } from '../define.ts'
import type { CheckContext, Hit } from '../rule.ts'
import { breach, lawful, named } from './laws.ts'
import { EXTENDS, sampleLaw, STANDS } from './sample-law.ts'

type Shown = PackData['items'][number]['shows'][number]

const PROOF = '{ id: mail-code, method: mail-code, name: { ja: 確認番号, en: Mail code } }'
const COPY = (blackOut: string) =>
  `{ id: mail-code, method: document, documents: [‸{ ja: 住民票の写し, en: Resident register }], blackOut: [${blackOut}], name: { ja: 書類, en: Document } }`
const NUMBER = '{ ja: マイナンバー, en: My Number }'

/** Rules about what the laws have people told, and what must not be shown. */
export const tellingLawRules = rules(
  {
    id: 'law/announcement-item',
    severity: 'error',
    title: ['周知すべき事項の欠落', 'Something people must be told is missing'],
    why: [
      '法が挙げる事項は、いつも本人が知り得る状態になければなりません。',
      'What the law lists has to be open to people at all times.',
    ],
    message: [
      '{article} の事項「{item}」を示すもの（{shown}）がパックにありません。',
      'Nothing in the pack tells what {article} asks: {item} ({shown}).',
    ],
    suggestion: ['{where} を書いてください。', 'Write {where}.'],
    find: announcements,
    sample: {
      replace: '    fee: { amount: 0 }\n',
      good: '    fee: { amount: 0 }\n',
      bad: '',
      also: [EXTENDS, { replace: 'procedures:\n  - id', with: 'procedures:\n  ‸- id' }],
      laws: [
        sampleLaw(
          `items:\n  - { id: fees, shows: [fees], ${STANDS}\nannouncements:\n  - { id: public, at: always, items: [fees], ${STANDS}`,
        ),
      ],
    },
  },
  {
    id: 'law/proof-shows-too-much',
    severity: 'error',
    title: ['確認書類に残る不要な情報', 'A proof that shows more than it may'],
    why: [
      '本人確認に要らない情報は、受け取ることも残すこともできません。',
      'What the check of identity does not need may be neither taken nor kept.',
    ],
    message: [
      '確認書類 {id} の「{document}」で「{hidden}」を隠すよう求めていません（{article}）。',
      'Proof {id} does not ask to black out "{hidden}" on "{document}" ({article}).',
    ],
    suggestion: ['blackOut に「{hidden}」を加えてください。', 'Add "{hidden}" to "blackOut".'],
    find: proofs,
    sample: {
      replace: PROOF,
      good: COPY(`${NUMBER}, { ja: 本籍地, en: Registered domicile }`),
      bad: COPY(NUMBER),
      also: [EXTENDS],
      laws: [
        sampleLaw(
          `proofs:\n  - { id: register, method: document, documents: [{ ja: 住民票, en: resident register }], blackOut: [{ ja: 本籍, en: domicile }, { ja: 個人番号, en: individual number }], ${STANDS}`,
        ),
      ],
    },
  },
  {
    id: 'law/purpose-vague',
    severity: 'warning',
    title: ['特定したことにならない利用目的', 'A purpose that specifies nothing'],
    why: [
      '「事業活動のため」のような言い方では、本人は何に使われるかを想像できません。',
      'From words like "for our business activities" nobody can tell what happens to their data.',
    ],
    message: [
      '利用目的 {id}（{name}）は、{article} が不十分とする言い方です。',
      'Purpose {id} ({name}) is worded as {article} calls insufficient.',
    ],
    suggestion: [
      '何を、どの事業で、どう使うかを書いてください。',
      'Say what is used, in which business, and how.',
    ],
    find: vague,
    sample: {
      replace: 'name: { ja: 配送, en: Delivery }',
      good: 'name: { ja: 配送, en: Delivery }',
      bad: 'name: ‸{ ja: 事業活動のため, en: Business activities }',
      also: [EXTENDS],
      laws: [
        sampleLaw(
          `terms:\n  - { id: vague-business, description: { ja: 不十分, en: Insufficient }, name: { ja: 事業活動に用いるため, en: for our business activities }, source: { article: Sample Act Art. 1, asOf: 2026-11-21 }, effectiveFrom: 2022-04-01 }`,
        ),
      ],
    },
  },
)

// What each thing to be told rests on in a pack: where it stands, and whether it is there.
const SHOWS: Partial<Record<Shown, { path: DataPath; there: (context: CheckContext) => boolean }>> = {
  'organisation-name': { path: ['organisation'], there: ({ data }) => data.organisation !== undefined },
  'organisation-address': { path: ['organisation'], there: ({ data }) => data.organisation !== undefined },
  representative: { path: ['organisation'], there: ({ data }) => data.organisation !== undefined },
  'privacy-manager': {
    path: ['roles'],
    there: ({ data }) => data.roles.some(({ account }) => account === 'privacy-manager'),
  },
  purposes: { path: ['purposes'], there: ({ data }) => data.purposes.length > 0 },
  categories: { path: ['categories'], there: ({ data }) => data.categories.length > 0 },
  retention: { path: ['retention'], there: ({ data }) => data.retention.length > 0 },
  rights: { path: ['rights'], there: ({ data }) => data.rights.length > 0 },
  'request-procedures': { path: ['procedures'], there: ({ data }) => data.procedures.length > 0 },
  fees: { path: ['procedures'], there: feesTold },
  'consent-withdrawal': {
    path: ['rights'],
    there: ({ data }) =>
      data.consents.length === 0 || data.rights.some(({ kind }) => kind === 'consent-withdrawal'),
  },
  safeguards: { path: ['safeguards'], there: ({ data }) => data.safeguards.length + data.duties.length > 0 },
  desk: {
    path: ['desks'],
    there: ({ data }) => data.desks.some(({ mail, phone, post, web }) => mail ?? phone ?? post ?? web),
  },
}

function feesTold({ data }: CheckContext): boolean {
  const charged = data.rights.filter(({ kind }) => kind === 'disclosure' || kind === 'purpose-notice')
  return charged.every(
    ({ procedure }) => data.procedures.find(({ id }) => id === procedure)?.fee !== undefined,
  )
}

function announcements(context: CheckContext): Hit[] {
  if (context.data.role === 'processor' || context.data.kind !== 'organisation') return []
  const asked = lawful(context, 'announcement').filter(
    ({ element: { at, on } }) => (at === 'always' || at === 'collection') && on === undefined,
  )
  const told = new Set<Shown>()
  return asked.flatMap(({ law, element }) =>
    law.items
      .filter(({ id }) => element.items.includes(id))
      .flatMap((item) =>
        item.shows.flatMap((shown) => {
          const basis = SHOWS[shown]
          if (!basis || told.has(shown) || basis.there(context)) return []
          told.add(shown)
          const words = { item: item.name, shown, where: basis.path.join('.') }
          return [breach(context, basis.path, { law, element: item }, words)]
        }),
      ),
  )
}

// One thing has two names in Japan.
const plain = (text: string): string => text.normalize('NFKC').replaceAll('マイナンバー', '個人番号')

function proofs(context: CheckContext): Hit[] {
  const laws = lawful(context, 'proof').filter(({ element }) => element.blackOut.length > 0)
  const told = new Set<string>()
  return context.all('proof').flatMap(({ element: own, path }) =>
    own.documents.flatMap((document, index) =>
      laws
        .filter(({ element }) => element.documents.some(({ ja }) => plain(document.ja).includes(plain(ja))))
        .flatMap((found) =>
          found.element.blackOut.flatMap((hidden) => {
            const key = `${own.id} ${hidden.ja}`
            const asked = own.blackOut.some(({ ja }) => plain(ja).includes(plain(hidden.ja)))
            if (asked || told.has(key)) return []
            told.add(key)
            return [breach(context, [...path, 'documents', index], found, { id: own.id, document, hidden })]
          }),
        ),
    ),
  )
}

const core = (ja: string): string => ja.replace(/[のに]?(?:用いる|利用する)?ため$/, '')

function vague(context: CheckContext): Hit[] {
  const terms = lawful(context, 'term').filter(({ element }) => element.id.startsWith('vague-'))
  return context.all('purpose').flatMap((own) => {
    const found = terms.find(({ element }) => core(element.name.ja) === core(own.element.name.ja))
    return found ? [breach(context, [...own.path, 'name'], found, named(own))] : []
  })
}
