// SPDX-License-Identifier: Apache-2.0
import { inForceOn, SECTIONS, type Kind } from '@yakusoku/core/packs'
import { rules } from '../define.ts'
import type { CheckContext, Found, Hit } from '../rule.ts'

// What these are is used by other elements; by themselves they stop, record and send nothing.
const INERT = new Set([
  'entity',
  'role',
  'event',
  'subject',
  'agent',
  'refusal',
  'evidence',
  'duty',
  'safeguard',
])
/** Elements that are there for others: alone they do nothing. */
const FOR_OTHERS: readonly Kind[] = [
  'role',
  'event',
  'subject',
  'channel',
  'ground',
  'proof',
  'agent',
  'refusal',
  'procedure',
  'disposal',
  'evidence',
]
/** Elements that act on people: what they do has to be in the text. */
const ACTING: readonly Kind[] = [
  'right',
  'duty',
  'safeguard',
  'notice',
  'retention',
  'minor',
  'transfer',
  'preference',
  'consent',
  'desk',
]

const KEPT = '[retention:contacts-kept]'
const EVENTS = 'events:\n'

/** Rules about promises and what is bound to them. */
export const bindingRules = rules(
  {
    id: 'promises/keeper-cannot-keep',
    severity: 'error',
    title: ['守れないものに結ばれた約束', 'A promise bound to what cannot keep it'],
    why: [
      '役割や出来事は、何も止めず、記録せず、送りません。それだけに結んだ約束は守られません。',
      'A role or an event stops, records and sends nothing: a promise bound to nothing else is not kept.',
    ],
    message: [
      '約束 {id} は enforced ですが、結ばれた {keepers} はそれを守れません。',
      'Promise {id} is enforced, but {keepers} cannot keep it.',
    ],
    suggestion: [
      '目的、保存期間、請求、通知、system など、働くものを keptBy に加えてください。',
      'Add to keptBy something that acts: a purpose, a retention rule, a right, a notice, a system.',
    ],
    find: (context) =>
      context.promises
        .filter(({ mode, keptBy }) => mode === 'enforced' && keptBy.every(({ kind }) => INERT.has(kind)))
        // Where only duties and measures keep it, loading tells that already.
        .filter(({ keptBy }) => keptBy.some(({ kind }) => !['duty', 'safeguard', 'evidence'].includes(kind)))
        .map(({ id, keptBy, path }) => ({
          at: context.at([...path, 'keptBy']),
          words: { id, keepers: keptBy.map((keeper) => `${keeper.kind}:${keeper.id}`).join(', ') },
        })),
    sample: {
      replace: '{ id: SMP-1.1, mode: enforced, keptBy: [category:contacts] }',
      good: '{ id: SMP-1.1, mode: enforced, keptBy: [category:contacts, subject:customers] }',
      bad: '{ id: SMP-1.1, mode: enforced, keptBy: ‸[subject:customers] }',
    },
  },
  {
    id: 'promises/keeper-twice',
    severity: 'warning',
    title: ['同じものに二度結ばれた約束', 'A promise bound twice to the same'],
    why: [
      '同じ参照が二つあるときは、一つは別のもののはずでした。',
      'Of two equal references one was meant to be another.',
    ],
    message: ['約束 {id} は {keeper} に二度結ばれています。', 'Promise {id} names {keeper} twice.'],
    suggestion: ['一つを取り除くか、正しいものに改めてください。', 'Remove one, or name what was meant.'],
    find: (context) =>
      context.promises.flatMap(({ id, keptBy, path }) => {
        const met = new Set<string>()
        return keptBy.flatMap((keeper, index) => {
          const name = `${keeper.kind}:${keeper.id}`
          const twice = met.has(name)
          met.add(name)
          return twice ? [{ at: context.at([...path, 'keptBy', index]), words: { id, keeper: name } }] : []
        })
      }),
    sample: { replace: KEPT, good: KEPT, bad: '[retention:contacts-kept, ‸retention:contacts-kept]' },
  },
  {
    id: 'promises/keeper-not-in-force',
    severity: 'error',
    title: ['その日に効かないものに結ばれた約束', 'A promise bound to what is not in force'],
    why: [
      '始まっていない、又は終わった要素は約束を守りません。',
      'What has not begun or has ended keeps nothing.',
    ],
    message: [
      '約束 {id} の {keeper} は {asOf} に効力がありません（{from}〜{to}）。',
      '{keeper}, which keeps promise {id}, is not in force on {asOf} ({from} to {to}).',
    ],
    suggestion: [
      '効力の期間を改めるか、別の要素に結んでください。',
      'Change the days it is in force, or bind the promise to something else.',
    ],
    find: notInForce,
    sample: {
      replace: '{ id: contacts-kept, rule',
      good: '{ id: contacts-kept, effectiveTo: 2030-12-31, rule',
      bad: '{ id: contacts-kept, effectiveTo: 2026-06-30, rule',
      also: [{ replace: KEPT, with: '[‸retention:contacts-kept]' }],
    },
  },
  {
    id: 'elements/unused',
    severity: 'warning',
    title: ['使われない要素', 'An element that nothing uses'],
    why: [
      '使われない要素は、結び忘れか消し忘れです。',
      'What nothing uses was either forgotten when binding or when removing.',
    ],
    message: ['{kind} {id}（{name}）を何も使いません。', 'Nothing uses {kind} {id} ({name}).'],
    suggestion: [
      '使う要素から参照するか、取り除いてください。',
      'Refer to it where it belongs, or remove it.',
    ],
    find: (context) => FOR_OTHERS.flatMap((kind) => unreferenced(context, kind)),
    sample: {
      replace: EVENTS,
      good: EVENTS,
      bad: `${EVENTS}  - { id: ‸moving, name: { ja: 転居, en: Moving house } }\n`,
    },
  },
  {
    id: 'elements/not-promised',
    severity: 'warning',
    title: ['方針に書かれていない要素', 'An element that the policy does not speak of'],
    why: [
      '動いているのに書かれていないことは、約束していないことです。書けば証拠にもなります。',
      'What is done and not said is not promised; said, it is also proof.',
    ],
    message: [
      '{kind} {id}（{name}）に結ばれた約束がありません。',
      'No promise is bound to {kind} {id} ({name}).',
    ],
    suggestion: [
      'それを述べる文の keptBy に {kind}:{id} を加えてください。',
      'Add {kind}:{id} to keptBy of the sentence that speaks of it.',
    ],
    find: (context) => ACTING.flatMap((kind) => unreferenced(context, kind)),
    sample: {
      replace: 'preferences:\n',
      good: 'preferences:\n',
      bad: 'preferences:\n  - { id: ‸hours, kind: hours, name: { ja: ご連絡の時間帯, en: Hours } }\n',
    },
  },
  {
    id: 'elements/same-name',
    severity: 'warning',
    title: ['同じ名前の要素', 'Two elements of the same name'],
    why: [
      '同じ名前の二つを、読む人も選ぶ人も区別できません。',
      'Nobody who reads or chooses can tell two of the same name apart.',
    ],
    message: [
      '{kind} {id} の名前「{name}」は {first} と同じです。',
      '{kind} {id} has the same name as {first}: {name}.',
    ],
    suggestion: ['一方の名前を変えてください。', 'Rename one of them.'],
    find: sameNames,
    sample: {
      replace:
        '{ id: news, uses: [contacts], roles: [clerk], basis: consent, name: { ja: お知らせ, en: News } }',
      good: '{ id: news, uses: [contacts], roles: [clerk], basis: consent, name: { ja: お知らせ, en: News } }',
      bad: '{ id: news, uses: [contacts], roles: [clerk], basis: consent, name: ‸{ ja: 配送, en: News } }',
    },
  },
)

function unreferenced(context: CheckContext, kind: Kind): Hit[] {
  return (context.all(kind) as readonly Found<Kind>[])
    .filter(({ element }) => context.usesOf(kind, element.id).length === 0)
    .map(({ element, path }) => ({
      at: context.at([...path, 'id']),
      words: { kind, id: element.id, name: element.name },
    }))
}

function notInForce(context: CheckContext): Hit[] {
  return context.promises.flatMap(({ id, keptBy, path }) =>
    keptBy.flatMap((keeper, index) => {
      if (!Object.hasOwn(SECTIONS, keeper.kind)) return []
      const found = context.find(keeper.kind as Kind, keeper.id)?.element
      if (!found || inForceOn(found, context.asOf)) return []
      const words = {
        id,
        keeper: `${keeper.kind}:${keeper.id}`,
        asOf: context.asOf,
        from: found.effectiveFrom ?? '',
        to: found.effectiveTo ?? '',
      }
      return [{ at: context.at([...path, 'keptBy', index]), words }]
    }),
  )
}

function sameNames(context: CheckContext): Hit[] {
  return (Object.keys(SECTIONS) as Kind[]).flatMap((kind) => {
    const first = { ja: new Map<string, string>(), en: new Map<string, string>() }
    return (context.all(kind) as readonly Found<Kind>[]).flatMap(({ element, path }) => {
      const language = (['ja', 'en'] as const).find((one) => first[one].has(element.name[one]))
      const other = language && first[language].get(element.name[language])
      for (const one of ['ja', 'en'] as const)
        if (!first[one].has(element.name[one])) first[one].set(element.name[one], element.id)
      if (language === undefined || other === undefined) return []
      return [
        {
          at: context.at([...path, 'name']),
          words: { kind, id: element.id, first: other, name: element.name[language] },
        },
      ]
    })
  })
}
