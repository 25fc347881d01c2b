// SPDX-License-Identifier: Apache-2.0
import { styleText } from 'node:util'
import type { Finding, Summary } from '@yakusoku/core/check'

type Language = 'ja' | 'en'

const COLOURS = { error: 'red', warning: 'yellow', note: 'cyan' } as const
const SEVERITY = {
  error: { ja: 'エラー', en: 'error' },
  warning: { ja: '警告', en: 'warning' },
  note: { ja: '注記', en: 'note' },
} as const

/** A finding for a terminal: the place to click, what is wrong, and what to do. */
export function findingText(finding: Finding, language: Language, colours: boolean): string {
  const { file, line, column, severity, rule, message, suggestion } = finding
  const paint = (style: Parameters<typeof styleText>[0], text: string) =>
    colours ? styleText(style, text, { validateStream: false }) : text
  const place = paint('bold', `${file}:${line}:${column}`)
  const weight = paint(COLOURS[severity], SEVERITY[severity][language])
  return [
    `${place} ${weight} ${paint('dim', rule)}`,
    `  ${message[language]}`,
    `  ${paint('dim', '→')} ${suggestion[language]}`,
    '',
  ].join('\n')
}

const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`

/** The last line: how many packs and findings, and for which day. */
export function summaryText(
  { errors, warnings, notes, allowed }: Summary,
  { packs, asOf, language }: { packs: number; asOf: string; language: Language },
): string {
  if (language === 'ja') {
    const counted =
      errors + warnings + notes === 0
        ? '指摘はありません'
        : `エラー ${errors}、警告 ${warnings}、注記 ${notes}`
    return `パック ${packs}: ${counted}${allowed > 0 ? `（許容 ${allowed}）` : ''}。基準日 ${asOf}`
  }
  const counted =
    errors + warnings + notes === 0
      ? 'no findings'
      : [plural(errors, 'error'), plural(warnings, 'warning'), plural(notes, 'note')].join(', ')
  return `${plural(packs, 'pack')}: ${counted}${allowed > 0 ? ` (${allowed} allowed)` : ''}, as of ${asOf}`
}
