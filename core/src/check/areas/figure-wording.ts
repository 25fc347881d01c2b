// SPDX-License-Identifier: Apache-2.0
import { findFigures, printQuantity, quantityKey, type Quantity } from '@yakusoku/core/figures'
import { parseRetention, type DataPath } from '@yakusoku/core/packs'
import { inPeriod, periodsOf } from '../data-figures.ts'
import { rules } from '../define.ts'
import type { CheckContext, FoundSentence, Hit } from '../rule.ts'
import { bareKey, comparable, differs, placeIn, toldFigures, type ToldFigure } from './told-figures.ts'

const JA = 'policy.ja.md' as const
const EN = 'policy.en.md' as const
const KEPT_JA = 'ご連絡先は、退会から7年間保存します。'
const KEPT_EN = 'for 7 years after a customer leaves'

/** Rules about figures that sentences state and nothing answers for, or that contradict each other. */
export const figureWordingRules = rules(
  {
    id: 'figures/languages-differ',
    severity: 'error',
    title: ['二つの言語で数字が違う', 'The two languages state different figures'],
    why: [
      'どちらの言語を読んでも同じ約束でなければ、読んだ人ごとに違う約束をしたことになります。',
      'A policy that says different things in two languages has made two promises.',
    ],
    message: [
      '一方の言語にある「{text}」が、他方の言語の同じ約束（{id}）にありません。',
      '"{text}" is said in one language only of promise {id}.',
    ],
    suggestion: [
      '二つの文の数字を揃えてください。他方の文: {other}',
      'Let both sentences state the same figures. The other sentence: {other}',
    ],
    find: languagesDiffer,
    sample: {
      file: EN,
      replace: 'We keep documents under lock.',
      good: 'We keep documents under lock and check it once a year.',
      bad: 'We keep documents under lock and check it once.',
      also: [
        { file: JA, replace: '書類は施錠して保管します。', with: '書類は施錠して保管し、‸毎年確かめます。' },
      ],
    },
  },
  {
    id: 'figures/languages-differ-in-data',
    severity: 'error',
    title: [
      'データの二つの言語で数字が違う',
      'The two languages of a text in the data state different figures',
    ],
    why: [
      '名前や同意の文言も人が読む約束です。言語ごとに違う数字は、違う約束になります。',
      'Names and the words of consents are read by people too: different figures are different promises.',
    ],
    message: ['「{ja}」と「{en}」の数字が違います。', '"{ja}" and "{en}" state different figures.'],
    suggestion: ['二つの言語の数字を揃えてください。', 'Let both languages state the same figures.'],
    find: dataLanguagesDiffer,
    sample: {
      replace: 'name: { ja: 18歳未満の方, en: People under 18 }',
      good: 'name: { ja: 18歳未満の方, en: People under eighteen }',
      bad: 'name: ‸{ ja: 18歳未満の方, en: People under 16 }',
    },
  },
  {
    id: 'figures/unbacked',
    severity: 'warning',
    title: ['守るもののない数字', 'A figure that nothing keeps'],
    why: [
      '期間や金額を約束しても、それを持つ要素に結ばれていなければ、誰も何もその数字を守りません。',
      'A period or an amount is kept only where the sentence is bound to an element that has it.',
    ],
    message: [
      '「{text}」と約束していますが、{keepers} にこの種の数字がありません。',
      'The sentence promises "{text}", but {keepers} has no such figure.',
    ],
    suggestion: [
      'その数字を持つ要素（保存期間、手続、通知、職務など）を keptBy に加えてください。',
      'Add the element that has the figure (a retention rule, procedure, notice, duty …) to keptBy.',
    ],
    find: unbacked,
    sample: {
      replace: '[right:disclosure, system:deadline-clock]',
      good: '[right:disclosure]',
      bad: '[system:deadline-clock]',
      also: [
        { replace: '[category:contacts]', with: '[category:contacts, right:disclosure]' },
        { file: JA, replace: '開示のご請求には30日以内', with: '開示のご請求には‸30日以内' },
      ],
    },
  },
  {
    id: 'figures/words-and-digits-differ',
    severity: 'error',
    title: ['語と数字が違う', 'Words and digits differ'],
    why: [
      '二通りに書いた数が違えば、どちらが約束か争いになります。',
      'A number written twice with two values is a dispute waiting to happen.',
    ],
    message: ['「{text}」の二つの数が違います。', 'The two numbers in "{text}" differ.'],
    suggestion: ['数を一つだけ書いてください。', 'Write the number once.'],
    find: (context) =>
      toldFigures(context)
        .filter(({ figure }) => figure.doubt !== undefined)
        .map(({ sentence, figure }) => ({
          at: placeIn(sentence, figure.start),
          words: { text: figure.text },
        })),
    sample: { file: EN, replace: 'for 7 years', good: 'for seven (7) years', bad: 'for ‸seven (5) years' },
  },
  {
    id: 'figures/open-ended',
    severity: 'warning',
    title: ['終わりを言わない保存期間', 'A period of keeping without an end'],
    why: [
      '「7年以上保存」は最短だけを約束し、いつ消えるかを言いません。データは確かな期間で消します。',
      '"At least 7 years" promises a minimum and no end, while the data ends at a definite time.',
    ],
    message: [
      '「{text}」は終わりを約束しませんが、データの保存期間 {id} は終わります。',
      '"{text}" promises no end, but retention rule {id} has one.',
    ],
    suggestion: [
      '「以上」を取り除き、終わる期間を書いてください。',
      'Leave out "at least" and state the period at whose end the data goes.',
    ],
    find: openEnded,
    sample: {
      file: EN,
      replace: KEPT_EN,
      good: KEPT_EN,
      bad: 'for at least ‸7 years after a customer leaves',
    },
  },
  {
    id: 'figures/untold',
    severity: 'note',
    title: ['文に書かれていない保存期間', 'A period of keeping that no sentence tells'],
    why: [
      '保存期間を示すと、本人は請求せずに終わりの時を知ることができます。',
      'Where the period is told, people know without asking when their data goes.',
    ],
    message: [
      '保存期間 {id} は {data} ですが、結ばれた文（{promise}）はそれを言いません。',
      'Retention rule {id} is {data}, which the sentence bound to it ({promise}) does not tell.',
    ],
    suggestion: ['期間を文に書いてください。', 'Write the period into the sentence.'],
    find: untold,
    sample: {
      replace: 'rule: P7Y after leaving',
      good: 'rule: relationship',
      bad: 'rule: P7Y after leaving',
      also: [
        { file: JA, replace: KEPT_JA, with: '‸ご連絡先は、必要な間保存します。' },
        { file: EN, replace: KEPT_EN, with: 'as long as needed' },
        { replace: '[category:contacts]', with: '[category:contacts, event:leaving]' },
      ],
    },
  },
  {
    id: 'figures/in-note',
    severity: 'warning',
    title: ['説明の文にある約束の数字', 'A figure in a sentence that only explains'],
    why: [
      '期間や年齢を書いた文は約束です。{#note} のままでは何も守りません。',
      'A sentence that states a period or an age is a promise; marked as a note, nothing keeps it.',
    ],
    message: ['説明の文（{mark}）に「{text}」とあります。', 'A sentence marked {mark} states "{text}".'],
    suggestion: [
      '約束の印を付けるか、数字を約束の文へ移してください。',
      'Give it the mark of a promise, or move the figure into a sentence that has one.',
    ],
    find: inNotes,
    sample: {
      file: JA,
      replace: '窓口の受付は平日の9時から18時までです。',
      good: '窓口の受付は平日の9時から18時までです。',
      bad: '窓口の受付は平日の9時から18時まで、お返事は‸3日以内です。',
    },
  },
)

const COMPARED_KINDS = new Set(['period', 'cycle', 'money', 'age', 'time'])

function languagesDiffer(context: CheckContext): Hit[] {
  const bySentence = new Map<FoundSentence, ToldFigure[]>()
  for (const told of toldFigures(context))
    bySentence.set(told.sentence, [...(bySentence.get(told.sentence) ?? []), told])
  return context.promises.flatMap(({ id, sentence: { ja, en } }) => {
    if (!ja || !en || ja.promises[0] !== id) return []
    const [japanese, english] = [ja, en].map((sentence) =>
      (bySentence.get(sentence) ?? []).filter(({ figure }) => COMPARED_KINDS.has(figure.kind)),
    ) as [ToldFigure[], ToldFigure[]]
    // What differs from the data is told there.
    if ([...japanese, ...english].some(differs)) return []
    const extra = [...missing(english, japanese), ...missing(japanese, english)][0]
    if (!extra) return []
    const other = extra.sentence === ja ? en : ja
    const words = { text: extra.figure.text, id, other: other.text }
    return [{ at: placeIn(extra.sentence, extra.figure.start), words }]
  })
}

function dataLanguagesDiffer(context: CheckContext): Hit[] {
  const keys = (text: string): string =>
    findFigures(text)
      .filter(({ kind }) => kind !== 'cycle' && COMPARED_KINDS.has(kind))
      .map(bareKey)
      .toSorted((a, b) => (a < b ? -1 : 1))
      .join()
  const visit = (value: unknown, path: DataPath): Hit[] => {
    if (Array.isArray(value)) return value.flatMap((item, index) => visit(item, [...path, index]))
    if (typeof value !== 'object' || value === null) return []
    const { ja, en } = value as { ja?: unknown; en?: unknown }
    if (typeof ja === 'string' && typeof en === 'string')
      return keys(ja) === keys(en) ? [] : [{ at: context.at(path), words: { ja, en } }]
    return Object.entries(value).flatMap(([key, inner]) => visit(inner, [...path, key]))
  }
  return visit(context.data, [])
}

const missing = (told: readonly ToldFigure[], other: readonly ToldFigure[]): ToldFigure[] => {
  const keys = new Set(other.map(({ figure }) => bareKey(figure)))
  return told.filter(({ figure }) => !keys.has(bareKey(figure)))
}

const HELD_BY_ELEMENTS = new Set(['period', 'cycle', 'money', 'age'])

// Told once a promise, in the language in which it stands first.
function unbacked(context: CheckContext): Hit[] {
  const keepers = new Map(context.promises.map(({ id, keptBy }) => [id, keptBy]))
  const met = new Set<string>()
  return toldFigures(context).flatMap((told) => {
    const { figure, sentence } = told
    const key = `${sentence.promises.join()} ${bareKey(figure)}`
    const held =
      sentence.promises.length === 0 || !HELD_BY_ELEMENTS.has(figure.kind) || comparable(told).length > 0
    if (held || met.has(key)) return []
    met.add(key)
    const names = sentence.promises
      .flatMap((id) => keepers.get(id) ?? [])
      .map(({ kind, id }) => `${kind}:${id}`)
    return [{ at: placeIn(sentence, figure.start), words: { text: figure.text, keepers: names.join(', ') } }]
  })
}

function openEnded(context: CheckContext): Hit[] {
  return toldFigures(context).flatMap((told) => {
    const { figure, sentence } = told
    if (
      figure.kind !== 'period' ||
      (figure.bound !== 'at-least' && figure.bound !== 'above') ||
      differs(told)
    )
      return []
    const data = comparable(told).find(
      ({ quantity, path }) => path[0] === 'retention' && quantityKey(quantity) === quantityKey(figure),
    )
    const rule = data && context.data.retention[Number(data.path[1])]
    return rule ? [{ at: placeIn(sentence, figure.start), words: { text: figure.text, id: rule.id } }] : []
  })
}

// One language is enough to tell: the other is compared with it.
function untold(context: CheckContext): Hit[] {
  const periods = toldFigures(context).filter(({ figure }) => figure.kind === 'period')
  const telling = new Set(periods.map(({ sentence }) => sentence))
  return context.promises.flatMap((promise) => {
    const sentence = promise.sentence.ja
    if (!sentence || telling.has(sentence)) return []
    return promise.keptBy.flatMap(({ kind, id }) => {
      const rule = kind === 'retention' ? context.find('retention', id)?.element.rule : undefined
      const parsed = rule === undefined ? undefined : parseRetention(rule)
      const periods = parsed?.ok ? periodsOf(parsed.rule).flatMap((period) => inPeriod(period) ?? []) : []
      if (periods.length === 0) return []
      return [{ at: placeIn(sentence, 0), words: { id, promise: promise.id, data: printed(periods) } }]
    })
  })
}

const printed = (quantities: readonly Quantity[]) => ({
  ja: quantities.map((quantity) => printQuantity(quantity).ja).join('、'),
  en: quantities.map((quantity) => printQuantity(quantity).en).join(', '),
})

function inNotes(context: CheckContext): Hit[] {
  return toldFigures(context)
    .filter(
      ({ figure, sentence }) =>
        sentence.note && sentence.promises.length === 0 && /^(?:period|age|cycle)$/.test(figure.kind),
    )
    .map(({ figure, sentence }) => ({
      at: placeIn(sentence, figure.start),
      words: { text: figure.text, mark: '{#note}' },
    }))
}
