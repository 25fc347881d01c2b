// SPDX-License-Identifier: Apache-2.0
import type { PackDiff } from '@yakusoku/core/diff'
import type { HeldCount } from '../catalog/index.ts'
import type { TouchedHeld } from './diff-server.ts'

type Language = 'ja' | 'en'

const SAID = {
  touched: { ja: '影響する人と記録', en: 'People and records touched' },
  all: { ja: '全体', en: 'in all' },
  tell: { ja: '知らせる', en: 'to tell' },
  consent: { ja: '同意', en: 'consent' },
  unknown: {
    ja: '施行中の方針にない情報の種類（数えていません）',
    en: 'not in the policy in force, not counted',
  },
  away: { ja: '読めなかったシステム', en: 'not read' },
  partly: { ja: '一部しか数えられなかったシステム', en: 'counted in part' },
} as const

/** How many people and records a difference touches, for a terminal: each change, each kind of data, and all of it. */
export function touchedText(diff: PackDiff, touched: TouchedHeld, language: Language): string {
  const line = (what: string, count: HeldCount) => `  ${what}: ${countText(count, language)}`
  const lines = [
    ...diff.elements.flatMap(({ kind, id, categories }, at) => {
      const count = touched.elements[at]
      return count === undefined || categories.length === 0 ? [] : [line(`${kind}:${id}`, count)]
    }),
    ...Object.entries(touched.byCategory).map(([category, count]) => line(category, count)),
    ...acts(diff.tell, touched.tell).map(([act, count]) =>
      line(`${SAID.tell[language]} – ${act.reason[language]}`, count),
    ),
    ...acts(diff.consent, touched.consent).map(([act, count]) =>
      line(`${SAID.consent[language]} – ${act.reason[language]}`, count),
    ),
    line(SAID.all[language], touched.all),
    ...shortfalls(touched.all, language),
  ]
  return `\n${[SAID.touched[language], ...lines].join('\n')}\n`
}

const acts = <Act>(all: readonly Act[], counts: readonly HeldCount[]): [Act, HeldCount][] =>
  all.flatMap((act, at): [Act, HeldCount][] => {
    const count = counts[at]
    return count === undefined ? [] : [[act, count]]
  })

function shortfalls({ unknown, systems }: HeldCount, language: Language): string[] {
  const named = (state: HeldCount['systems'][number]['state']) =>
    systems
      .filter((one) => one.state === state)
      .map(({ source, reason }) => (reason === null ? source : `${source} (${reason})`))
  const told = { unknown, away: named('away'), partly: named('partly') }
  return (['unknown', 'away', 'partly'] as const).flatMap((what) =>
    told[what].length === 0 ? [] : [`  ${SAID[what][language]}: ${told[what].join(', ')}`],
  )
}

const countText = ({ people, records }: HeldCount, language: Language): string =>
  language === 'ja'
    ? `${numberText(people, '人', language)}、${numberText(records, '件', language)}`
    : `${numberText(people, people.count === 1 ? ' person' : ' people', language)}, ${numberText(records, records.count === 1 ? ' record' : ' records', language)}`

function numberText({ count, precision }: HeldCount['people'], unit: string, language: Language): string {
  const number = `${count.toLocaleString('en')}${unit}`
  if (precision === 'exact') return number
  if (language === 'en') return `${precision === 'about' ? 'about' : 'at least'} ${number}`
  return precision === 'about' ? `約 ${number}` : `${number}以上`
}
