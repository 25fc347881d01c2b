// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Json, MapProblem, Row } from '@yakusoku/core/datamap'
import type { Disclosure } from '../connectors/index.ts'
import { localised, tell } from './terminal.ts'

/** Writes one problem as editors understand it: file, line, column, then what and what to do. */
export const problemLine = (problem: MapProblem): string => {
  const place = problem.at ? `${problem.at.file}:${problem.at.line}:${problem.at.column}: ` : ''
  return `${place}${problem.severity} [${problem.code}] ${localised(problem)}`
}

const cell = (value: Json | undefined): string => {
  if (value === null || value === undefined) return ''
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value)
  // A spreadsheet would run such text as a formula.
  const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

const csv = (rows: readonly Row[]): string => {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const lines = [columns.map(cell), ...rows.map((row) => columns.map((c) => cell(row[c])))]
  // The mark tells spreadsheets that the text is UTF-8.
  return `\uFEFF${lines.map((line) => line.join(',')).join('\r\n')}\r\n`
}

const fileName = (address: string): string => address.replace(/[^\p{L}\p{N}_.-]+/gu, '.').replace(/^\.+/, '')

/** Names that differ only in what a file name may not hold, or in case, get a number. */
const freeName = (name: string, taken: Set<string>): string => {
  const numbered = (n: number): string => {
    const one = n ? `${name}.${n}` : name || 'collection'
    return taken.has(one.toLowerCase()) ? numbered(n + 1) : one
  }
  const free = numbered(0)
  taken.add(free.toLowerCase())
  return free
}

/** Writes each collection as JSON and CSV, and an index of them; readable by their owner only. */
export const writeFolder = (folder: string, result: Disclosure): void => {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  // Where the disk fills up half-way, no index of an earlier run may vouch for what is there.
  rmSync(join(folder, 'index.json'), { force: true })
  const save = (name: string, text: string) => writeFileSync(join(folder, name), text, { mode: 0o600 })
  const taken = new Set<string>(['index'])
  const collections = Object.entries(result.rows).map(([address, rows]) => {
    const name = freeName(fileName(address), taken)
    save(`${name}.json`, `${JSON.stringify(rows, null, 2)}\n`)
    save(`${name}.csv`, csv(rows))
    return { address, rows: rows.length, json: `${name}.json`, csv: `${name}.csv` }
  })
  const { complete, gaps, ignored, sources } = result
  save('index.json', `${JSON.stringify({ complete, collections, gaps, ignored, sources }, null, 2)}\n`)
}

const gapWording: Record<Disclosure['gaps'][number]['reason'], { en: string; ja: string }> = {
  'source-unavailable': { en: 'NOT READ, its source is unavailable', ja: '未読(接続先が利用できません)' },
  'fed-by-unavailable': {
    en: 'MAY BE INCOMPLETE, a source before it is unavailable',
    ja: '不足の可能性(前段の接続先が利用できません)',
  },
  'row-limit': { en: 'CUT at the row limit', ja: '行数の上限で打ち切り' },
}

const ignoredWording: Record<Disclosure['ignored'][number]['reason'], { en: string; ja: string }> = {
  'skip-processing': { en: 'skipped by the map', ja: 'マップの指定により対象外' },
  'identity-not-given': { en: 'needs another identity', ja: '別の identity が必要' },
  'nothing-personal': { en: 'not linked, nothing personal in it', ja: '参照なし・個人データなし' },
  'custom-request-field': { en: 'not linked', ja: '参照なし' },
}

const remarkFor = (result: Disclosure, address: string): string => {
  const gap = result.gaps.find((g) => g.address === address)
  if (gap) return localised(gapWording[gap.reason])
  const ignored = result.ignored.find((i) => i.address === address)
  if (!ignored) return ''
  const kinds = ignored.identities.length ? ` (${ignored.identities.join(', ')})` : ''
  return localised(ignoredWording[ignored.reason]) + kinds
}

/** Sums up for a person: rows of each collection, sources, and what is missing. */
export const summary = (result: Disclosure): string => {
  const addresses = Object.keys(result.rows)
  const width = Math.max(10, ...addresses.map((a) => a.length))
  const lines = addresses.map((address) => {
    const count = String(result.rows[address]?.length ?? 0).padStart(7)
    return `${address.padEnd(width)} ${count}  ${remarkFor(result, address)}`.trimEnd()
  })
  const total = Object.values(result.rows).reduce((sum, rows) => sum + rows.length, 0)
  const queries = result.sources.reduce((sum, s) => sum + s.queries, 0)
  const sources = result.sources.map(
    (s) => `${s.dataset}: ${s.where}, ${s.queries} + ${s.catalogueQueries}, ${s.milliseconds.toFixed(1)} ms`,
  )
  const head = localised({ en: 'collection', ja: 'コレクション' })
  return [
    `${head.padEnd(width)} ${localised({ en: '   rows', ja: '     行' })}`,
    ...lines,
    '',
    localised({
      en: `${total} rows by ${queries} queries in ${result.milliseconds.toFixed(0)} ms`,
      ja: `${total} 行、問い合わせ ${queries} 回、${result.milliseconds.toFixed(0)} ミリ秒`,
    }),
    localised({
      en: 'source: queries + catalogue queries, time',
      ja: '接続先: 問い合わせ + カタログ参照、時間',
    }),
    ...sources.map((s) => `  ${s}`),
  ].join('\n')
}

/** Tells on standard error what the result lacks. */
export const tellShortfalls = (result: Disclosure): void => {
  for (const problem of result.problems) tell(problemLine(problem))
  for (const { dataset, failure } of result.sources) if (failure) tell(`${dataset}: ${localised(failure)}`)
  for (const gap of result.gaps) tell(`${gap.address}: ${localised(gapWording[gap.reason])}`)
}
