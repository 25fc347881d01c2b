// SPDX-License-Identifier: Apache-2.0
import { sameQuantity, type Quantity, type QuantityKind } from '@yakusoku/core/figures'
import { rules } from '../define.ts'
import type { CheckContext, Hit } from '../rule.ts'
import { comparable, difference, differs, toldFigures, type ToldFigure } from './told-figures.ts'

const TEXTS = {
  severity: 'error',
  why: [
    '人は文を信じ、仕組みはデータに従います。二つが違えば約束は破られます。',
    'People rely on the sentence, the software obeys the data: where they differ the promise is broken.',
  ],
  message: [
    '文は「{text}」ですが、データは {data} です（pack.yaml {line} 行目）。',
    'The sentence says "{text}", the data says {data} (pack.yaml line {line}).',
  ],
  suggestion: [
    '文とデータのどちらかを改め、一致させてください。',
    'Change the sentence or the data, so that both say the same.',
  ],
} as const

const JA = 'policy.ja.md' as const
const EN = 'policy.en.md' as const
const ANSWER_JA = '開示のご請求には30日以内にお答えします。'
const ANSWER_EN = 'We answer requests for disclosure within 30 days.'
const DESK_JA = '窓口の受付は平日の9時から18時までです。'

const differing =
  (kind: QuantityKind) =>
  (context: CheckContext): Hit[] =>
    toldFigures(context)
      .filter((told) => told.figure.kind === kind && differs(told))
      .map((told) => difference(context, told, comparable(told)))

/** Rules that compare what sentences state in numbers with the data of what keeps them. */
export const figureRules = rules(
  {
    ...TEXTS,
    id: 'figures/period-differs',
    title: ['期間が文とデータで違う', 'A period differs between text and data'],
    find: differing('period'),
    sample: {
      file: JA,
      replace: '退会から7年間保存します。',
      good: '退会から七年間保存します。',
      bad: '退会から‸五年間保存します。',
    },
  },
  {
    ...TEXTS,
    id: 'figures/cycle-differs',
    title: ['周期が文とデータで違う', 'How often differs between text and data'],
    find: differing('cycle'),
    sample: {
      file: EN,
      replace: 'every quarter',
      good: 'four times a year',
      bad: '‸twice a year',
    },
  },
  {
    ...TEXTS,
    id: 'figures/fee-differs',
    title: ['手数料が文とデータで違う', 'A fee differs between text and data'],
    find: (context) => [...differing('money')(context), ...feesInNotes(context)],
    sample: {
      file: JA,
      replace: ANSWER_JA,
      good: '開示のご請求には、手数料500円で30日以内にお答えします。',
      bad: '開示のご請求には、手数料‸三百円で30日以内にお答えします。',
      also: [
        { replace: 'fee: { amount: 0 }', with: 'fee: { amount: 500 }' },
        {
          file: EN,
          replace: ANSWER_EN,
          with: 'We answer requests for disclosure within 30 days for a fee of 500 yen.',
        },
      ],
    },
  },
  {
    ...TEXTS,
    id: 'figures/age-differs',
    title: ['年齢が文とデータで違う', 'An age differs between text and data'],
    find: differing('age'),
    sample: { file: EN, replace: 'under 18', good: 'under the age of eighteen', bad: '‸under sixteen' },
  },
  {
    ...TEXTS,
    id: 'figures/people-differ',
    title: ['人数が文とデータで違う', 'A number of people differs between text and data'],
    find: differing('count'),
    sample: {
      file: JA,
      replace: '退会から7年間保存します。',
      good: '退会から7年間保存し、2名の承認で消去します。',
      bad: '退会から7年間保存し、‸三名の承認で消去します。',
      also: [
        { replace: '[retention:contacts-kept]', with: '[retention:contacts-kept, disposal:erasure]' },
        {
          file: EN,
          replace: 'for 7 years after a customer leaves',
          with: 'for 7 years after a customer leaves and erase them when two people agree',
        },
      ],
    },
  },
  {
    ...TEXTS,
    id: 'figures/hours-differ',
    title: ['受付時間が文と暦で違う', 'Desk hours differ between text and calendar'],
    why: [
      '期限は暦の受付時間で数えられます。書かれた時間に来た人が待たされてはなりません。',
      'Deadlines are counted in the hours of the calendar; nobody who comes at the hours written may find the desk closed.',
    ],
    find: hoursDiffer,
    sample: {
      file: JA,
      replace: DESK_JA,
      good: '窓口の受付は平日の午前9時から午後6時までです。',
      bad: '窓口の受付は平日の‸10時から18時までです。',
    },
  },
)

const AT_DESK = /窓口|受付|営業時間|\bdesk\b|\bopen\b|office hours/i
const OF_REQUEST = /請求|開示|手数料|費用|\brequests?\b|\bfees?\b/i

const minutes = (clock: string): number => {
  const [hours = 0, rest = 0] = clock.split(':').map(Number)
  return 60 * hours + rest
}

function hoursDiffer(context: CheckContext): Hit[] {
  const hours = (context.data.calendar?.deskHours ?? []).map(({ from, to }, index) => ({
    quantity: { kind: 'time', amount: minutes(from), upTo: minutes(to) } satisfies Quantity,
    path: ['calendar', 'deskHours', index],
  }))
  if (hours.length === 0) return []
  return toldFigures(context)
    .filter(
      ({ figure, sentence }) =>
        figure.kind === 'time' && figure.upTo !== undefined && AT_DESK.test(sentence.text),
    )
    .filter(({ figure }) => !hours.some(({ quantity }) => sameQuantity(quantity, figure)))
    .map((told) => difference(context, told, hours))
}

// What a note says about the cost of requests is compared with the fees of the procedures that rights use.
function feesInNotes(context: CheckContext): Hit[] {
  const fees = context.all('procedure').flatMap(({ element: { fee }, path }) =>
    fee
      ? [
          {
            quantity: { kind: 'money', amount: fee.amount, currency: fee.currency } satisfies Quantity,
            path: [...path, 'fee'],
          },
        ]
      : [],
  )
  const inNote = ({ figure, sentence }: ToldFigure) =>
    sentence.promises.length === 0 && figure.kind === 'money' && OF_REQUEST.test(sentence.text)
  if (fees.length === 0) return []
  return toldFigures(context)
    .filter((told) => inNote(told) && !fees.some(({ quantity }) => sameQuantity(quantity, told.figure)))
    .map((told) => difference(context, told, fees))
}
