// SPDX-License-Identifier: Apache-2.0
import type { DeadlineRule } from '@yakusoku/core/calendar'
import { describeRule } from '@yakusoku/core/calendar'
import { compareLengths, lengthOf } from '@yakusoku/core/packs'
import { rules } from '../define.ts'
import type { CheckContext, Found, Hit } from '../rule.ts'
import { sameArticle } from './articles.ts'
import { articleOf, breach, carriesOut, concerns, lawful, ownInForce, within, type Lawful } from './laws.ts'
import { EXTENDS, sampleLaw, STANDS } from './sample-law.ts'

const right = (words: string) => `rights:\n  - { id: disclosure, kind: disclosure, ${words}${STANDS}`
const MONTH = `procedures:
  - { id: request, channels: [web], deadline: { rule: { convention: CALENDAR_DAYS, days: 20 }, extension: { convention: CALENDAR_DAYS, days: 20 } }, ${STANDS}
`

/** Rules about what the laws give people to ask for. */
export const requestLawRules = rules(
  {
    id: 'law/deadline-longer',
    severity: 'error',
    title: ['法より長い回答期限', 'A deadline longer than the law’s'],
    why: [
      '法の期限は上限です。短くする約束はできますが、延ばすことはできません。',
      'The law’s time is the most there is: a promise may shorten it, never lengthen it.',
    ],
    message: [
      '請求 {id} の期限（{own}）が、{article} の期限（{limit}）より長くなり得ます。',
      'The deadline of {id} ({own}) can be longer than that of {article} ({limit}).',
    ],
    suggestion: ['{limit} に収まる期限にしてください。', 'Make it fit: {limit}.'],
    find: (context) => deadlines(context, 'rule'),
    sample: {
      replace: 'convention: CALENDAR_DAYS, days: 30, warn: { days: 7 } } }\n    fee',
      good: 'convention: CALENDAR_DAYS, days: 20, warn: { days: 7 } } }\n    fee',
      bad: 'convention: CALENDAR_DAYS, days: 30, warn: { days: 7 } } }\n    fee',
      also: [
        EXTENDS,
        { replace: 'deadline: { rule: {', with: 'deadline: { rule: ‸{' },
        {
          file: 'policy.ja.md',
          replace: '- 開示のご請求には30日以内にお答えします。',
          with: '- 開示のご請求にお答えします。',
        },
        { file: 'policy.en.md', replace: 'disclosure within 30 days', with: 'disclosure' },
      ],
      laws: [sampleLaw(MONTH + right('procedure: request, '))],
    },
  },
  {
    id: 'law/extension-longer',
    severity: 'error',
    title: ['法より長い延長', 'An extension longer than the law’s'],
    why: [
      '延長も、法が認める長さまでしかできません。',
      'An extension may be as long as the law allows, and no longer.',
    ],
    message: [
      '請求 {id} の延長（{own}）が、{article} の延長（{limit}）より長くなり得ます。',
      'The extension of {id} ({own}) can be longer than that of {article} ({limit}).',
    ],
    suggestion: ['{limit} に収めるか、延長をやめてください。', 'Make it fit ({limit}), or do without.'],
    find: (context) => deadlines(context, 'extension'),
    sample: {
      replace: 'warn: { days: 7 } } }\n    fee',
      good: 'warn: { days: 7 } }, extension: { convention: CALENDAR_DAYS, days: 10 } }\n    fee',
      bad: 'warn: { days: 7 } }, extension: ‸{ convention: CALENDAR_DAYS, days: 40 } }\n    fee',
      also: [
        EXTENDS,
        {
          replace: 'days: 30, warn: { days: 7 } } }\n    fee',
          with: 'days: 20, warn: { days: 7 } } }\n    fee',
        },
        {
          file: 'policy.ja.md',
          replace: '- 開示のご請求には30日以内にお答えします。',
          with: '- 開示のご請求にお答えします。',
        },
        { file: 'policy.en.md', replace: 'disclosure within 30 days', with: 'disclosure' },
      ],
      laws: [sampleLaw(MONTH + right('procedure: request, '))],
    },
  },
  {
    id: 'law/right-missing',
    severity: 'error',
    title: ['法が与える権利の欠落', 'A right the law gives and the pack does not'],
    why: [
      '法が本人に与える請求は、パックに書かれていなくても受けなければなりません。',
      'What the law lets people ask for has to be answered, whether the pack says so or not.',
    ],
    message: [
      '{article} の請求「{name}」（{kind}）が rights にありません。',
      'The request of {article}, {name} ({kind}), is not among the rights.',
    ],
    suggestion: [
      'kind: {kind} の権利を加えてください。代わりになるもの: {served}',
      'Add a right of kind {kind}. What serves for it: {served}.',
    ],
    find: rightsMissing,
    sample: {
      replace: 'kind: disclosure, procedure',
      good: 'kind: disclosure, procedure',
      bad: 'kind: protection-practices, procedure',
      also: [EXTENDS, { replace: 'rights:\n  - {', with: 'rights:\n  ‸- {' }],
      laws: [sampleLaw(right(''))],
    },
  },
  {
    id: 'law/fee-not-allowed',
    severity: 'error',
    title: ['法が認めない手数料', 'A fee the law does not allow'],
    why: [
      '法が無償とする請求に手数料を課せば、請求を妨げることになります。',
      'A fee where the law wants none stands in the way of the request.',
    ],
    message: [
      '請求 {id} の手数料（{fee}）は {article} で認められません。',
      'The fee of {id} ({fee}) is not allowed by {article}.',
    ],
    suggestion: ['手数料のない手続に分けてください。', 'Give it a procedure without a fee.'],
    find: fees,
    sample: {
      replace: 'fee: { amount: 0 }',
      good: 'fee: { amount: 0 }',
      bad: 'fee: { amount: 500 }',
      also: [
        EXTENDS,
        {
          replace: '{ id: disclosure, kind: disclosure, procedure: standard',
          with: '{ id: disclosure, kind: disclosure, procedure: ‸standard',
        },
      ],
      laws: [sampleLaw(right('fee: none, '))],
    },
  },
  {
    id: 'law/refusal-unknown',
    severity: 'error',
    title: ['法にない拒否の理由', 'A ground of refusal the law does not know'],
    why: [
      '請求を断れるのは、法が挙げる場合だけです。',
      'A request may be refused only on the grounds that the law names.',
    ],
    message: [
      '請求 {id} を断る理由 {refusal}（{name}）は、{article} にありません。',
      'The ground {refusal} ({name}) to refuse {id} is not among those of {article}.',
    ],
    suggestion: [
      '条文を article に書くか、meets に法の理由を挙げるか、取り除いてください。法の理由: {known}',
      'Name its article, list the law’s ground under "meets", or remove it. The law’s grounds: {known}.',
    ],
    find: refusals,
    sample: {
      replace: '{ id: harm, article: APPI Art. 33(2)(i), name',
      good: '{ id: harm, article: APPI Art. 33(2)(i), name',
      bad: '{ id: harm, name',
      also: [EXTENDS, { replace: 'refusals: [harm]', with: 'refusals: [‸harm]' }],
      laws: [
        sampleLaw(
          `refusals:\n  - { id: harm-to-others, ${STANDS.replace('Sample Act Art. 1', "'APPI Art. 33(2)(i)'")}\n${right('refusals: [harm-to-others], ')}`,
        ),
      ],
    },
  },
)

// What is entrusted is answered for by the client, so that a processor's pack need not offer it.
const offers = (context: CheckContext): boolean => context.data.role === 'controller'

/** The pack's rights with the law's rights of the same kind that bind them. */
function bound(context: CheckContext): { own: Found<'right'>; law: Lawful<'right'> }[] {
  const all = lawful(context, 'right')
  return context
    .all('right')
    .flatMap((own) =>
      all
        .filter(
          ({ law, element }) => element.kind === own.element.kind && concerns(own.element.jurisdictions, law),
        )
        .map((law) => ({ own, law })),
    )
}

const procedureOf = (context: CheckContext, own: Found<'right'>) =>
  context.find('procedure', own.element.procedure ?? '')

function deadlines(context: CheckContext, part: 'rule' | 'extension'): Hit[] {
  const told = new Set<string>()
  return bound(context).flatMap(({ own, law }) => {
    const procedure = procedureOf(context, own)
    const limit = within(law.law, 'procedure', law.element.procedure ?? '')
    const [had, most] = [procedure?.element.deadline[part], limit?.deadline[part]]
    if (!procedure || !limit || !had || !most) return []
    const order = longerThan(had, most)
    const key = `${procedure.element.id} ${limit.id}`
    if (order === undefined || told.has(key)) return []
    told.add(key)
    const words = { id: own.element.id, own: describeRule(had), limit: describeRule(most) }
    const hit = breach(
      context,
      [...procedure.path, 'deadline', part],
      { law: law.law, element: limit },
      words,
    )
    return [order === 'depends' ? { ...hit, severity: 'warning' as const } : hit]
  })
}

function longerThan(own: DeadlineRule, limit: DeadlineRule): 'longer' | 'depends' | undefined {
  const [had, most] = [lengthOf(own), lengthOf(limit)]
  if (limit.convention === 'NO_NUMBER_WITHOUT_DELAY' || had === undefined || most === undefined)
    return undefined
  const order = compareLengths(had, most)
  return order === 'longer' || order === 'depends' ? order : undefined
}

function rightsMissing(context: CheckContext): Hit[] {
  if (!offers(context)) return []
  const told = new Set<string>()
  return lawful(context, 'right').flatMap((law) => {
    const { kind, servedBy } = law.element
    // One that reaches only some kinds of data serves for no other.
    const serves = (own: Found<'right'>['element']) =>
      own.kind === kind || (servedBy.includes(own.kind) && own.categories.length === 0)
    const given = ownInForce(context, 'right').some(
      ({ element }) => serves(element) && concerns(element.jurisdictions, law.law),
    )
    // What serves for any request, and what the software does not tell apart, is not asked for by name.
    if (given || kind === 'other' || told.has(`${law.law.id} ${kind}`)) return []
    told.add(`${law.law.id} ${kind}`)
    const words = { kind, name: law.element.name, served: [kind, ...servedBy].join(', ') }
    return [breach(context, ['rights'], law, words)]
  })
}

function fees(context: CheckContext): Hit[] {
  return bound(context).flatMap(({ own, law }) => {
    const fee = procedureOf(context, own)?.element.fee
    if (law.element.fee !== 'none' || !fee || fee.amount === 0) return []
    const words = { id: own.element.id, fee: `${fee.amount} ${fee.currency}` }
    return [breach(context, [...own.path, 'procedure'], law, words)]
  })
}

function refusals(context: CheckContext): Hit[] {
  if (!offers(context)) return []
  const laws = lawful(context, 'right').filter(({ element }) => element.refusals.length > 0)
  return context.all('right').flatMap((own) => {
    const { kind, jurisdictions } = own.element
    const binding = laws.filter(
      ({ law, element }) =>
        (element.kind === kind || element.servedBy.includes(kind)) && concerns(jurisdictions, law),
    )
    const first = binding[0]
    if (!first) return []
    const known = binding.flatMap(({ law, element }) =>
      element.refusals.flatMap((id) => within(law, 'refusal', id) ?? []),
    )
    return own.element.refusals.flatMap((id, index) => {
      const refusal = context.find('refusal', id)?.element
      if (!refusal || known.some((one) => knows(one, refusal))) return []
      const words = {
        id: own.element.id,
        refusal: id,
        name: refusal.name,
        article: [...new Set(binding.map(articleOf))].join(', '),
        known: [...new Set(known.map((one) => one.id))].join(', '),
      }
      return [breach(context, [...own.path, 'refusals', index], first, words)]
    })
  })
}

type Refusal = Found<'refusal'>['element']

const knows = (law: Refusal, own: Refusal): boolean =>
  carriesOut(own, law) || sameArticle(own.article ?? own.source?.article ?? '', law.source?.article ?? '')
