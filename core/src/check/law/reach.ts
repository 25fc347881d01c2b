// SPDX-License-Identifier: Apache-2.0
import { compareLengths, isWithin, lawsFor, SECTIONS, type Kind } from '@yakusoku/core/packs'
import { rules } from '../define.ts'
import type { CheckContext, Hit } from '../rule.ts'
import { breach, lawful, named, within } from './laws.ts'
import { EXTENDS, sampleLaw, STANDS } from './sample-law.ts'

const SINGAPORE = {
  replace: 'countries: [JP], purposes: [delivery]',
  with: 'countries: [JP, SG], purposes: [delivery]',
}
const DEED = {
  replace: 'consents:\n',
  with: '  - { id: deed, kind: external, owner: manager, renewEvery: P1Y, document: { ja: 契約書, en: Contract }, name: { ja: 相当措置, en: Equivalent measures } }\nconsents:\n',
}
const BOUND = { replace: '[safeguard:locks]', with: '[safeguard:locks, safeguard:deed, transfer:abroad]' }
const transfer = (words: string) =>
  `transfers:\n  - { id: abroad, recipient: carriers, country: ${words}, safeguards: [deed], review: review, name: { ja: 国外, en: Abroad } }\n`
const CHECKED = `roles:\n  - { id: manager, ${STANDS}\nevidence:\n  - { id: report, kind: file, ${STANDS}\nduties:\n  - { id: check, owner: manager, every: P6M, due: { convention: CALENDAR_DAYS, days: 30 }, evidence: [report], ${STANDS}\ngrounds:\n  - { id: equivalent, kind: equivalent-measures, acts: [transfer], review: check, ${STANDS}`

/** Rules about which laws reach a pack, and what they make of its data, its routes abroad and the young. */
export const reachLawRules = rules(
  {
    id: 'law/not-extended',
    severity: 'error',
    title: ['及ぶはずの法を継承していない', 'A law that applies and is not extended'],
    why: [
      '法域や情報の種類から及ぶ法を extends に書かなければ、それより弱い約束が見つかりません。',
      'Where a law applies by jurisdiction or kind of data but is not extended, nobody sees what is weaker than it.',
    ],
    message: [
      '{law}（{name}）が及びますが、extends にありません。',
      '{law} ({name}) applies, but is not among "extends".',
    ],
    suggestion: ['extends に {law} を加えてください。', 'Add {law} to "extends".'],
    find: notExtended,
    sample: {
      replace: 'jurisdictions: [JP]\n',
      good: 'extends: [law/sample]\njurisdictions: ‸[JP]\n',
      bad: 'jurisdictions: ‸[JP]\n',
      laws: [sampleLaw('', 'applies: { jurisdictions: [JP], roles: [controller] }\n')],
    },
  },
  {
    id: 'law/meets-unknown',
    severity: 'error',
    title: ['法にない定めを果たすという記述', 'It claims to carry out what no law says'],
    why: [
      'meets が指す定めがなければ、果たしているつもりの義務が果たされません。',
      'A name under "meets" that no law has leaves the duty it was meant for undone.',
    ],
    message: ['継承する法に {kind} {id} はありません。', 'No extended law has a {kind} called {id}.'],
    suggestion: ['使えるもの: {known}', 'Known: {known}.'],
    find: meetsUnknown,
    sample: {
      replace: '{ id: locks, kind: physical',
      good: '{ id: locks, meets: [locking], kind: physical',
      bad: '{ id: locks, meets: [‸lokcing], kind: physical',
      also: [EXTENDS],
      laws: [
        sampleLaw(
          `roles:\n  - { id: manager, ${STANDS}\nsafeguards:\n  - { id: locking, kind: physical, owner: manager, document: { ja: 書, en: Paper }, renewEvery: P1Y, ${STANDS}`,
        ),
      ],
    },
  },
  {
    id: 'law/handling-undeclared',
    severity: 'error',
    title: ['法の区分の付け忘れ', 'A kind of data the law names is not marked'],
    why: [
      '要配慮個人情報や個人番号の印がなければ、同意の確認も提供の禁止も働きません。',
      'Without the mark of special-care data or an individual number neither consent nor ban takes effect.',
    ],
    message: [
      '区分 {id}（{name}）の {key} は {article} の {handling} に当たりますが、handling にありません。',
      '{key} of category {id} ({name}) is {handling} by {article}, but "handling" does not say so.',
    ],
    suggestion: ['handling に {handling} を加えてください。', 'Add {handling} to "handling".'],
    find: undeclared,
    sample: {
      replace: 'fides: [user.contact],',
      good: 'fides: [user.contact],',
      bad: 'fides: [user.contact, ‸user.health_and_medical.blood],',
      also: [EXTENDS],
      laws: [
        sampleLaw(
          `categories:\n  - { id: health, handling: [special-care], fides: [user.health_and_medical], ${STANDS}`,
        ),
      ],
    },
  },
  {
    id: 'law/country-not-designated',
    severity: 'error',
    title: ['指定されていない国', 'A country that is not designated'],
    why: [
      '同等の水準にあるとして指定された国は限られ、ほかの国には同意か相当措置が要ります。',
      'Only a few countries are designated; elsewhere consent or equivalent measures are needed.',
    ],
    message: [
      '移転 {id} の国 {country} は、{article} で指定されていません。',
      'Country {country} of transfer {id} is not designated by {article}.',
    ],
    suggestion: [
      'basis を consent か equivalent-measures に改めてください。',
      'Change the basis to consent or equivalent-measures.',
    ],
    find: notDesignated,
    sample: {
      replace: 'transfers: []\n',
      good: transfer('SG, basis: equivalent-measures'),
      bad: transfer('‸SG, basis: designated-country'),
      also: [EXTENDS, SINGAPORE, DEED, BOUND],
      laws: [
        sampleLaw(
          `grounds:\n  - { id: designated, kind: designated-country, acts: [transfer], countries: [FR], ${STANDS}`,
        ),
      ],
    },
  },
  {
    id: 'law/transfer-checked-rarely',
    severity: 'error',
    title: ['間遠な国外の確認', 'A route abroad checked too rarely'],
    why: [
      '相当措置の実施状況と相手国の制度は、法が求める頻度で確かめ続けなければなりません。',
      'Measures and the country’s system have to be checked as often as the law asks.',
    ],
    message: [
      '移転 {id} の確認 {duty} の周期 {own} が、{article} の {limit} より長くなり得ます。',
      'Duty {duty}, which reviews transfer {id}, comes every {own}; {article} asks for every {limit}.',
    ],
    suggestion: [
      '{duty} の every を {limit} 以内にしてください。',
      'Set "every" of {duty} to {limit} or less.',
    ],
    find: checkedRarely,
    sample: {
      replace: 'every: P3M, due: { convention: CALENDAR_DAYS, days: 30,',
      good: 'every: P3M, due: { convention: CALENDAR_DAYS, days: 30,',
      bad: 'every: P1Y, due: { convention: CALENDAR_DAYS, days: 30,',
      also: [
        EXTENDS,
        SINGAPORE,
        DEED,
        BOUND,
        {
          replace: 'transfers: []\n',
          with: transfer('SG, basis: equivalent-measures').replace('review: review', 'review: ‸review'),
        },
        { file: 'policy.ja.md', replace: '四半期ごとに', with: '繰り返し' },
        { file: 'policy.en.md', replace: 'every quarter', with: 'again and again' },
      ],
      laws: [sampleLaw(CHECKED)],
    },
  },
  {
    id: 'law/age-too-low',
    severity: 'error',
    title: ['低すぎる年齢', 'An age limit too low'],
    why: [
      '法が保護者の同意を求める年齢より低い限度では、子どもの同意が有効になりません。',
      'Below the age at which the law wants a guardian, a child’s own consent does not count.',
    ],
    message: [
      '年齢の限度 {id}（{own}歳）が、{article} の {limit} 歳より低くなっています。',
      'Age limit {id} ({own}) is lower than that of {article} ({limit}).',
    ],
    suggestion: ['below を {limit} 以上にしてください。', 'Set "below" to {limit} or more.'],
    find: tooYoung,
    sample: {
      replace: '{ id: under-18, below: 18',
      good: '{ id: under-18, below: 18',
      bad: '{ id: under-18, below: ‸12',
      also: [
        EXTENDS,
        { file: 'policy.ja.md', replace: '18歳未満の方', with: '低年齢の方' },
        { file: 'policy.en.md', replace: 'anybody under 18', with: 'children' },
      ],
      laws: [
        sampleLaw(`minors:\n  - { id: child, below: 16, lowest: 13, collection: guardian-consent, ${STANDS}`),
      ],
    },
  },
)

function notExtended(context: CheckContext): Hit[] {
  const { data, known, laws, asOf } = context
  if (data.kind !== 'organisation') return []
  const missing = lawsFor(data, known, asOf).filter(({ id }) => !laws.some((law) => law.id === id))
  // One that comes with another missing one is not asked for by itself.
  return missing
    .filter(({ id }) => !missing.some((other) => other.extends.includes(id)))
    .map(({ id, name }) => ({ at: context.at(['jurisdictions']), words: { law: id, name } }))
}

function meetsUnknown(context: CheckContext): Hit[] {
  // Without any law at hand nobody can tell.
  if (context.known.length === 0) return []
  return (Object.keys(SECTIONS) as Kind[]).flatMap((kind) => {
    const known = new Set(context.laws.flatMap((law) => law[SECTIONS[kind]].map(({ id }) => id)))
    return context.all(kind).flatMap(({ element, path }) =>
      element.meets.flatMap((id, index) =>
        known.has(id)
          ? []
          : [
              {
                at: context.at([...path, 'meets', index]),
                words: { kind, id, known: [...known].join(', ') || '—' },
              },
            ],
      ),
    )
  })
}

function undeclared(context: CheckContext): Hit[] {
  const marked = lawful(context, 'category').filter(({ element }) =>
    element.handling.some((mark) => mark === 'special-care' || mark === 'my-number'),
  )
  return context.all('category').flatMap((own) =>
    own.element.fides.flatMap((key, index) => {
      const found = marked.find(({ element }) => element.fides.some((parent) => isWithin(key, parent)))
      const handling = found?.element.handling.find((mark) => mark === 'special-care' || mark === 'my-number')
      if (!found || !handling || own.element.handling.includes(handling)) return []
      return [breach(context, [...own.path, 'fides', index], found, { ...named(own), key, handling })]
    }),
  )
}

function notDesignated(context: CheckContext): Hit[] {
  const designated = lawful(context, 'ground').filter(({ element }) => element.kind === 'designated-country')
  const [first] = designated
  if (!first) return []
  const countries = new Set(designated.flatMap(({ element }) => element.countries))
  return context
    .all('transfer')
    .filter(({ element }) => element.basis === 'designated-country' && !countries.has(element.country))
    .map(({ element, path }) =>
      breach(context, [...path, 'country'], first, { id: element.id, country: element.country }),
    )
}

function checkedRarely(context: CheckContext): Hit[] {
  const asked = lawful(context, 'ground').find(
    ({ element }) => element.kind === 'equivalent-measures' && element.review !== undefined,
  )
  const limit = asked && within(asked.law, 'duty', asked.element.review ?? '')?.every
  if (!asked || !limit) return []
  return context.all('transfer').flatMap(({ element, path }) => {
    const own = context.find('duty', element.review ?? '')?.element.every
    if (element.basis !== 'equivalent-measures' || !own) return []
    const order = compareLengths(own, limit)
    if (order !== 'longer' && order !== 'depends') return []
    const words = { id: element.id, duty: element.review ?? '', own, limit }
    return [breach(context, [...path, 'review'], asked, words)]
  })
}

function tooYoung(context: CheckContext): Hit[] {
  return lawful(context, 'minor').flatMap((found) =>
    context.all('minor').flatMap(({ element, path }) => {
      const { below, lowest = below } = found.element
      const limit = element.below < lowest ? lowest : element.below < below ? below : undefined
      if (limit === undefined) return []
      const words = { id: element.id, own: String(element.below), limit: String(limit) }
      const hit = breach(context, [...path, 'below'], found, words)
      return [limit === below && lowest < below ? { ...hit, severity: 'warning' as const } : hit]
    }),
  )
}
