// SPDX-License-Identifier: Apache-2.0
import { rules } from '../define.ts'
import type { CheckContext, FoundSentence, Hit } from '../rule.ts'

const JA = 'policy.ja.md' as const
const EN = 'policy.en.md' as const
const LOCK_JA = '- 書類は施錠して保管します。{#SMP-2.4}\n'
const DESK_EN = 'The desk is open on weekdays from 9:00 to 18:00. {#note}\n'

const at = ({ file, line, column }: FoundSentence): Hit['at'] => ({ path: file, line, column })

/** Rules about the sentences of the policy. */
export const textRules = rules(
  {
    id: 'text/sentences-differ',
    severity: 'error',
    title: ['二つの言語で文の数が違う', 'The languages differ in their number of sentences'],
    why: [
      '一方にしかない文は、他方の言語で読む人には約束されていません。',
      'A sentence of one language only is promised only to those who read it.',
    ],
    message: [
      '「{heading}」の文の数が違います（日本語 {ja}、英語 {en}）。',
      'The sentences below "{heading}" differ in number (Japanese {ja}, English {en}).',
    ],
    suggestion: [
      '同じ文を同じ順に置いてください。',
      'Give both languages the same sentences in the same order.',
    ],
    find: sentencesDiffer,
    sample: {
      file: EN,
      replace: DESK_EN,
      good: DESK_EN,
      bad: `${DESK_EN}‸We look forward to your visit. {#note}\n`,
    },
  },
  {
    id: 'text/promises-out-of-order',
    severity: 'warning',
    title: ['順の乱れた約束', 'Promises out of order'],
    why: [
      '番号の順に並んでいなければ、問合せで番号を言われても見つけられません。',
      'Where ids do not follow the text, nobody finds the promise whose number is quoted.',
    ],
    message: ['約束 {id} が {before} の後にあります。', 'Promise {id} stands after {before}.'],
    suggestion: [
      '文を番号の順に並べるか、番号を付け直してください。',
      'Put the sentences in the order of their ids, or renumber them.',
    ],
    find: outOfOrder,
    sample: {
      file: JA,
      replace:
        '- 重要な変更は、30日前までにメールでお知らせします。{#SMP-3.1}\n- 18歳未満の方の情報は取得しません。{#SMP-3.2}\n',
      good: '- 重要な変更は、30日前までにメールでお知らせします。{#SMP-3.1}\n- 18歳未満の方の情報は取得しません。{#SMP-3.2}\n',
      bad: '- 18歳未満の方の情報は取得しません。{#SMP-3.2}\n- ‸重要な変更は、30日前までにメールでお知らせします。{#SMP-3.1}\n',
      badToo: [
        {
          file: EN,
          replace:
            '- We tell you of a material change by mail 30 days before. {#SMP-3.1}\n- We do not collect data of anybody under 18. {#SMP-3.2}\n',
          with: '- We do not collect data of anybody under 18. {#SMP-3.2}\n- We tell you of a material change by mail 30 days before. {#SMP-3.1}\n',
        },
      ],
    },
  },
  {
    id: 'text/promise-ids-jump',
    severity: 'warning',
    title: ['番号の飛んだ約束', 'Promise ids with a gap'],
    why: [
      '番号が飛んでいると、約束が抜け落ちたのか初めからないのか分かりません。',
      'A gap leaves open whether a promise was dropped or never there.',
    ],
    message: [
      '約束 {before} の次が {id} で、間の番号がありません。',
      'Promise {before} is followed by {id}; a number between is missing.',
    ],
    suggestion: [
      '抜けた約束を戻すか、番号を付け直してください。',
      'Put the missing promise back, or renumber.',
    ],
    find: idsJump,
    sample: {
      replace: '  - { id: SMP-2.4, mode',
      good: '  - { id: SMP-2.4, mode',
      bad: '  - { id: ‸SMP-2.5, mode',
      badToo: [
        { file: JA, replace: 'SMP-2.4', with: 'SMP-2.5' },
        { file: EN, replace: 'SMP-2.4', with: 'SMP-2.5' },
      ],
    },
  },
  {
    id: 'text/said-twice',
    severity: 'warning',
    title: ['二度書かれた文', 'A sentence said twice'],
    why: [
      '同じ文が二つの約束に結ばれると、一方だけが改められて矛盾します。',
      'Of two promises with the same words one will be changed without the other.',
    ],
    message: ['同じ文が {first} 行目にもあります。', 'The same sentence stands on line {first}.'],
    suggestion: [
      '一つにまとめるか、違いが分かるように書いてください。',
      'Make one of them, or say how they differ.',
    ],
    find: saidTwice,
    sample: {
      file: JA,
      replace: LOCK_JA,
      good: LOCK_JA,
      bad: LOCK_JA.replace('書類は施錠して保管します。', '‸安全管理の状況を四半期ごとに点検します。'),
      also: [{ replace: '[safeguard:locks]', with: '[safeguard:locks, duty:review]' }],
      badToo: [
        { file: EN, replace: 'We keep documents under lock.', with: 'We look at our locks every quarter.' },
      ],
    },
  },
  {
    id: 'text/too-long',
    severity: 'note',
    title: ['長すぎる文', 'A sentence too long to follow'],
    why: [
      '方針は分かりやすい言葉で書かれなければなりません（GDPR 第12条第1項）。',
      'A policy has to be concise and in plain language (Art. 12(1) GDPR).',
    ],
    message: ['この文は {length} あります。', 'This sentence has {length}.'],
    suggestion: ['二つ以上の文に分けてください。', 'Split it into two or more.'],
    find: (context) =>
      context.sentences.flatMap((sentence) => {
        const { language, text } = sentence
        const length = language === 'ja' ? text.length : text.split(/\s+/).length
        if (length <= (language === 'ja' ? 180 : 80)) return []
        return [
          {
            at: at(sentence),
            words: {
              length: {
                ja: `${length}${language === 'ja' ? '字' : '語'}`,
                en: `${length} ${language === 'ja' ? 'characters' : 'words'}`,
              },
            },
          },
        ]
      }),
    sample: {
      file: EN,
      replace: 'We keep documents under lock.',
      good: 'We keep documents under lock, and our staff know where the keys are.',
      bad: `‸We keep documents under lock${', and under another lock behind that'.repeat(14)}.`,
    },
  },
  {
    id: 'text/absolute-security',
    severity: 'warning',
    title: ['守れない絶対の安全', 'A promise of absolute security'],
    why: [
      '絶対の安全は誰にも約束できません。守れないと分かっている約束は、事故のたびに嘘になります。',
      'Nobody can promise absolute security: with the first incident the sentence has been untrue all along.',
    ],
    message: ['「{word}」と約束しています。', 'The sentence promises "{word}".'],
    suggestion: ['実際に講じる措置を書いてください。', 'Say instead which measures are taken.'],
    find: (context) =>
      context.sentences.flatMap((sentence) => {
        const word = ABSOLUTE.exec(sentence.text)
        if (!word) return []
        return [{ at: { path: sentence.file, ...sentence.placeOf(word.index) }, words: { word: word[0] } }]
      }),
    sample: {
      file: EN,
      replace: 'We keep documents under lock.',
      good: 'We keep documents under lock.',
      bad: 'We keep documents ‸absolutely secure.',
    },
  },
  {
    id: 'text/note-commits',
    severity: 'note',
    title: ['約束に読める説明', 'A note that reads like a promise'],
    why: [
      '「必ず」「決して」と言い切る文は、読む人には約束です。',
      'A sentence that says "always" or "never" is a promise to whoever reads it.',
    ],
    message: ['説明の文に「{word}」とあります。', 'A sentence marked as a note says "{word}".'],
    suggestion: [
      '約束の印を付けるか、言い切らない書き方にしてください。',
      'Give it the mark of a promise, or say it less absolutely.',
    ],
    find: (context) =>
      context.sentences.flatMap((sentence) => {
        const word = sentence.note && sentence.promises.length === 0 ? COMMITS.exec(sentence.text) : null
        if (!word) return []
        return [{ at: { path: sentence.file, ...sentence.placeOf(word.index) }, words: { word: word[0] } }]
      }),
    sample: {
      file: JA,
      replace: '窓口の受付は平日の9時から18時までです。',
      good: '窓口の受付は平日の9時から18時までです。',
      bad: '窓口は平日の9時から18時まで‸必ずお受けします。',
    },
  },
)

const ABSOLUTE =
  /絶対に(?:漏|安全|流出|守)|完全に(?:安全|防)|100 ?[%％][のな]?(?:安全|防)|漏えいすることはありません|(?:absolutely|completely|totally|100 ?%) (?:secure|safe)|can(?:not| never) (?:ever )?(?:be )?(?:leaked?|hacked|breached)/i
const COMMITS = /必ず|決して|一切|いかなる場合も|\b(?:always|never|under no circumstances|guarantee)\b/i

// By section, so that one missing sentence is told where it is missing; a wrong number of sections is told elsewhere.
function sentencesDiffer(context: CheckContext): Hit[] {
  const [ja, en] = (['ja', 'en'] as const).map((language) => groups(context, language)) as [Group[], Group[]]
  if (ja.length !== en.length) return []
  const promises = (all: Group) => all.sentences.flatMap((sentence) => sentence.promises).join()
  return en.flatMap((group, index) => {
    const other = ja[index]
    if (!other || other.sentences.length === group.sentences.length) return []
    // Where a promise is missing or stands elsewhere, that is told already.
    if (promises(other) !== promises(group)) return []
    const extra = group.sentences.find(
      (sentence, position) => sentence.note !== other.sentences[position]?.note,
    )
    const place = extra ?? group.sentences.at(-1)
    const words = {
      heading: { ja: other.heading, en: group.heading },
      ja: String(other.sentences.length),
      en: String(group.sentences.length),
    }
    return place ? [{ at: at(place), words }] : []
  })
}

type Group = { heading: string; sentences: FoundSentence[] }

function groups(context: CheckContext, language: 'ja' | 'en'): Group[] {
  const all: Group[] = []
  for (const sentence of context.sentences) {
    if (sentence.language !== language) continue
    const last = all.at(-1)
    if (last?.heading === sentence.heading) last.sentences.push(sentence)
    else all.push({ heading: sentence.heading, sentences: [sentence] })
  }
  return all
}

const numbers = (id: string): number[] => (/[\d.]+$/.exec(id)?.[0] ?? '').split('.').map(Number)

const lettersOf = (id: string): string => id.replace(/-.*$/, '')

function precedes(one: string, other: string): boolean {
  if (lettersOf(one) !== lettersOf(other)) return false
  const [a, b] = [numbers(one), numbers(other)]
  const differing = a.findIndex((part, index) => part !== b[index])
  return differing < 0 ? a.length < b.length : (a[differing] ?? 0) < (b[differing] ?? -1)
}

function inSequence(one: string, other: string): number {
  const [a, b] = [lettersOf(one), lettersOf(other)]
  if (a !== b) return a < b ? -1 : 1
  return precedes(one, other) ? -1 : precedes(other, one) ? 1 : 0
}

// The order of the two languages is compared elsewhere: one is enough.
function outOfOrder(context: CheckContext): Hit[] {
  let before = ''
  return context.sentences
    .filter(({ language }) => language === 'ja')
    .flatMap((sentence) =>
      sentence.promises.flatMap((id) => {
        const wrong = before !== '' && precedes(id, before)
        const words = { id, before }
        before = wrong ? before : id
        return wrong ? [{ at: at(sentence), words }] : []
      }),
    )
}

function idsJump(context: CheckContext): Hit[] {
  const promises = context.promises.toSorted((a, b) => inSequence(a.id, b.id))
  return promises.flatMap(({ id, path }, index) => {
    const before = promises[index - 1]?.id
    if (before === undefined) return []
    const [a, b] = [numbers(before), numbers(id)]
    const sameLevel =
      lettersOf(before) === lettersOf(id) &&
      a.length === b.length &&
      a.slice(0, -1).join('.') === b.slice(0, -1).join('.')
    if (!sameLevel || (b.at(-1) ?? 0) - (a.at(-1) ?? 0) <= 1) return []
    return [{ at: context.at([...path, 'id']), words: { id, before } }]
  })
}

function saidTwice(context: CheckContext): Hit[] {
  const first = new Map<string, FoundSentence>()
  return context.sentences.flatMap((sentence) => {
    const key = `${sentence.language} ${sentence.text}`
    const earlier = first.get(key)
    first.set(key, earlier ?? sentence)
    if (!earlier || sentence.promises.length === 0) return []
    return [{ at: at(sentence), words: { first: String(earlier.line) } }]
  })
}
