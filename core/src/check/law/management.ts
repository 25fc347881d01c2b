// SPDX-License-Identifier: Apache-2.0
import { describeRule } from '@yakusoku/core/calendar'
import { compareLengths, leastKept, lengthOf, mostKept, isWithin } from '@yakusoku/core/packs'
import { rules } from '../define.ts'
import type { CheckContext, Hit } from '../rule.ts'
import { breach, carriesOut, lawful, named, ownInForce, type Lawful } from './laws.ts'
import { EXTENDS, sampleLaw, STANDS } from './sample-law.ts'

const YEARLY = `roles:\n  - { id: auditor, ${STANDS}\nevidence:\n  - { id: report, kind: file, ${STANDS}\nduties:\n  - { id: audit, owner: auditor, every: P1M, due: { convention: CALENDAR_DAYS, days: 30 }, evidence: [report], ${STANDS}`
const keeping = (rule: string) =>
  sampleLaw(
    `categories:\n  - { id: contact-book, fides: [user.contact.ledger], ${STANDS}\nevents:\n  - { id: end, ${STANDS}\nretention:\n  - { id: books, rule: ${rule}, categories: [contact-book], ${STANDS}`,
  )
const LEDGER = {
  replace: 'fides: [user.contact],',
  good: 'fides: [user.contact],',
  bad: 'fides: [user.contact, user.contact.ledger],',
  also: [
    EXTENDS,
    { replace: 'rule: P7Y after leaving, categories', with: 'rule: ‸P7Y after leaving, categories' },
  ],
}

/** Rules about how long the law has things kept and what it has done again and again. */
export const managementLawRules = rules(
  {
    id: 'law/retention-too-short',
    severity: 'error',
    title: ['法定の期間より短い保存', 'Kept for less than the law demands'],
    why: [
      '法が保存を命じる記録を早く消せば、法に反し、後から示すべきものも失われます。',
      'Erasing early what a law makes one keep breaks that law, and what must be shown later is gone.',
    ],
    message: [
      '保存期間 {id}（{own}）が、{article} の最短（{limit}）より短くなります。',
      'Rule {id} ({own}) keeps for less than {article} demands ({limit}).',
    ],
    suggestion: [
      '{limit} 以上にするか、その記録を別の区分に分けてください。',
      'Keep for {limit} at least, or make those records a category of their own.',
    ],
    find: (context) => keepings(context, 'minimum'),
    sample: { ...LEDGER, laws: [keeping('P10Y after end, bound: minimum')] },
  },
  {
    id: 'law/retention-too-long',
    severity: 'error',
    title: ['法定の期間より長い保存', 'Kept for longer than the law allows'],
    why: [
      '法が上限を定める情報を持ち続けることはできません。',
      'Where the law sets an end, nothing may be kept beyond it.',
    ],
    message: [
      '保存期間 {id}（{own}）が、{article} の最長（{limit}）より長くなります。',
      'Rule {id} ({own}) keeps for longer than {article} allows ({limit}).',
    ],
    suggestion: ['{limit} 以内にしてください。', 'Keep for {limit} at most.'],
    find: (context) => keepings(context, 'maximum'),
    sample: { ...LEDGER, laws: [keeping('P3Y after end, bound: maximum')] },
  },
  {
    id: 'law/duty-missing',
    severity: 'error',
    title: ['規格や法が求める定期の職務の欠落', 'A regular duty that is missing'],
    why: [
      '監査、教育、見直しなどは、行ったことを記録で示せなければなりません。職務がなければ誰も始めません。',
      'Audit, training and review have to be shown by records; without a duty nobody begins.',
    ],
    message: [
      '{article} の定期の職務「{name}」（{id}、{every}）がありません。',
      'The regular duty of {article}, {name} ({id}, {every}), is missing.',
    ],
    suggestion: [
      'id を {id} とするか meets: [{id}] を書いた職務を加えてください。',
      'Add a duty called {id}, or one with meets: [{id}].',
    ],
    find: dutiesMissing,
    sample: {
      replace: '{ id: review, owner: manager, every: P3M,',
      good: '{ id: review, meets: [audit], owner: manager, every: P3M,',
      bad: '{ id: review, owner: manager, every: P3M,',
      also: [EXTENDS, { replace: 'duties:\n  - {', with: 'duties:\n  ‸- {' }],
      laws: [sampleLaw(YEARLY.replace('P1M', 'P1Y'))],
    },
  },
  {
    id: 'law/duty-rarer',
    severity: 'error',
    title: ['求められるより少ない職務', 'A duty done more rarely than asked'],
    why: [
      '周期は、求められるより短くできますが、長くはできません。',
      'A cycle may be shorter than what is asked, never longer.',
    ],
    message: [
      '職務 {id}（{name}）の周期 {own} が、{article} の {limit} より長くなり得ます。',
      'Duty {id} ({name}) comes every {own}, {article} asks for every {limit}.',
    ],
    suggestion: ['every を {limit} 以内にしてください。', 'Set "every" to {limit} or less.'],
    find: dutiesRarer,
    sample: {
      replace: '{ id: review, owner: manager, every: P3M,',
      good: '{ id: review, owner: manager, every: P3M,',
      bad: '{ id: review, meets: [audit], owner: manager, every: ‸P3M,',
      also: [
        EXTENDS,
        {
          replace: 'duties:\n',
          with: 'duties:\n  - { id: audit, owner: manager, every: P1M, due: { convention: CALENDAR_DAYS, days: 20, warn: { days: 7 } }, evidence: [minutes], name: { ja: 監査, en: Audit } }\n',
        },
        { replace: 'keptBy: [duty:review]', with: 'keptBy: [duty:review, duty:audit]' },
      ],
      laws: [sampleLaw(YEARLY)],
    },
  },
  {
    id: 'law/incident-clock',
    severity: 'error',
    title: ['法より遅い漏えい等の報告', 'A breach reported later than the law allows'],
    why: ['報告の期限は法が定める上限です。', 'The time to report is the most the law gives.'],
    message: [
      '報告 {id} の期限（{own}）が、{article} の期限（{limit}）より長くなり得ます。',
      'Report {id} ({own}) can come later than {article} allows ({limit}).',
    ],
    suggestion: ['{limit} に収めてください。', 'Make it fit: {limit}.'],
    find: clocks,
    sample: {
      replace: 'tools:\n',
      good: `reports:\n  - { id: final, to: authority, stage: final, deadline: ‸{ convention: CALENDAR_DAYS, days: 20 }, name: { ja: 確報, en: Final report } }\ntools:\n`,
      bad: `reports:\n  - { id: final, to: authority, stage: final, deadline: ‸{ convention: CALENDAR_DAYS, days: 30 }, name: { ja: 確報, en: Final report } }\ntools:\n`,
      also: [
        EXTENDS,
        { replace: 'keptBy: [minor:under-18]', with: 'keptBy: [minor:under-18, report:final]' },
      ],
      laws: [
        sampleLaw(
          `reports:\n  - { id: final, to: authority, stage: final, deadline: { convention: INCLUSIVE_DAY1_ROLL, days: 30 }, ${STANDS}`,
        ),
      ],
    },
  },
)

function keepings(context: CheckContext, bound: 'minimum' | 'maximum'): Hit[] {
  return lawful(context, 'retention')
    .filter(({ element }) => element.bound === bound)
    .flatMap((law) =>
      context.all('retention').flatMap((own) => {
        if (own.element.bound !== 'exact' || !governs(context, own.element, law)) return []
        const [had, limit] =
          bound === 'minimum'
            ? [leastKept(own.element.rule), leastKept(law.element.rule)]
            : [mostKept(own.element.rule), mostKept(law.element.rule)]
        if (had === undefined || limit === undefined) return []
        if (compareLengths(had, limit) !== (bound === 'minimum' ? 'shorter' : 'longer')) return []
        const words = { id: own.element.id, own: own.element.rule, limit: law.element.rule }
        return [breach(context, [...own.path, 'rule'], law, words)]
      }),
    )
}

// By name, or because the data is of the same kind.
function governs(
  context: CheckContext,
  own: { id: string; meets: readonly string[]; categories: readonly string[] },
  { law, element }: Lawful<'retention'>,
): boolean {
  if (carriesOut(own, element)) return true
  const keys = element.categories.flatMap((id) => law.categories.find((one) => one.id === id)?.fides ?? [])
  const held = own.categories.flatMap((id) => context.find('category', id)?.element.fides ?? [])
  return held.some((key) => keys.some((parent) => isWithin(key, parent)))
}

function regular(context: CheckContext): Lawful<'duty'>[] {
  return lawful(context, 'duty').filter(
    // A duty that a ground opens, such as checking a recipient abroad, is there only with that ground.
    ({ law, element }) =>
      element.every !== undefined && !law.grounds.some(({ review }) => review === element.id),
  )
}

function dutiesMissing(context: CheckContext): Hit[] {
  return regular(context).flatMap((law) => {
    const done = ownInForce(context, 'duty').some(
      ({ element }) => element.every && carriesOut(element, law.element),
    )
    if (done) return []
    const { id, name, every = '' } = law.element
    const hit = breach(context, ['duties'], law, { id, name, every })
    return [hit.severity === undefined ? hit : { ...hit, severity: 'note' as const }]
  })
}

function dutiesRarer(context: CheckContext): Hit[] {
  return regular(context).flatMap((law) =>
    context.all('duty').flatMap((own) => {
      const [had, limit] = [own.element.every, law.element.every]
      if (!had || !limit || !carriesOut(own.element, law.element)) return []
      const order = compareLengths(had, limit)
      if (order !== 'longer' && order !== 'depends') return []
      return [breach(context, [...own.path, 'every'], law, { ...named(own), own: had, limit })]
    }),
  )
}

function clocks(context: CheckContext): Hit[] {
  const laws = lawful(context, 'report')
  return context.all('report').flatMap((own) => {
    const { to, stage, by, deadline } = own.element
    const alike = laws.filter(
      ({ element }) => element.to === to && element.stage === stage && element.by === by,
    )
    const meant = alike.filter(({ element }) => carriesOut(own.element, element))
    const over = (meant.length > 0 ? meant : alike).filter(({ element }) => {
      const [had, limit] = [deadline && lengthOf(deadline), element.deadline && lengthOf(element.deadline)]
      return had !== undefined && limit !== undefined && compareLengths(had, limit) === 'longer'
    })
    const [first] = over
    // Where nothing says which of several clocks is meant, it is too late only if it is for all.
    if (!first?.element.deadline || !deadline || over.length < (meant.length > 0 ? 1 : alike.length))
      return []
    const words = {
      id: own.element.id,
      own: describeRule(deadline),
      limit: describeRule(first.element.deadline),
    }
    return [breach(context, [...own.path, 'deadline'], first, words)]
  })
}
