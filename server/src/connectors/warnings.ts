// SPDX-License-Identifier: Apache-2.0
import type { MapProblem } from '@yakusoku/core/datamap'
import type { Kind } from './connector.ts'
import { fieldsAlong, targetOf } from './match-map.ts'
import type { Ready } from './match-map.ts'

/** A table this large without an index on the column it is searched by is worth a word. */
const LARGE = 100_000
/** Rows a database reads in a second when it must look at each; a cautious figure for warm, narrow tables. */
const ROWS_PER_SECOND = 2_000_000

const families: Record<Kind, string> = {
  integer: 'number',
  decimal: 'number',
  float: 'number',
  boolean: 'number',
  text: 'text',
  enum: 'text',
  other: 'text',
  uuid: 'uuid',
  date: 'time',
  timestamp: 'time',
  time: 'clock',
  bytes: 'bytes',
  json: 'json',
}

const withoutIndex = (ready: Ready, path: string): MapProblem[] => {
  const target = targetOf(ready, path)
  const { table } = ready
  // Columns that are searched together are served by an index that begins with any of them.
  const group = ready.read.collection.groupedInputs.map((named) => named.name)
  const together = group.includes(path) ? group.flatMap((one) => targetOf(ready, one)?.column.name ?? []) : []
  const names = [target?.column.name, ...together]
  const served = table.indexes.some((index) => names.includes(index[0]))
  if (!target || served || table.view || table.estimatedRows < LARGE) return []
  const seconds = Math.max(1, Math.ceil(table.estimatedRows / ROWS_PER_SECOND))
  const rows = table.estimatedRows.toLocaleString('en')
  const at = fieldsAlong(ready.read.collection.fields, path).at(-1)?.at
  return [
    {
      severity: 'warning',
      code: 'no-index',
      ...(at ? { at } : {}),
      en: `"${table.name}.${target.column.name}" has no index and the table has about ${rows} rows: each search reads them all, about ${seconds} s or more. Create an index on "${target.column.name}".`,
      ja: `「${table.name}.${target.column.name}」に索引がなく、テーブルには約 ${rows} 行あります。検索のたびに全行を読むため ${seconds} 秒以上かかります。「${target.column.name}」に索引を作成してください。`,
    },
  ]
}

const wrongType = (ready: Ready, path: string, source: Ready, sourcePath: string): MapProblem[] => {
  const target = targetOf(ready, path)
  const origin = targetOf(source, sourcePath)
  if (!target || !origin || target.path.length || origin.path.length) return []
  // What a list in JSON holds is not known from the catalogue.
  if ([target, origin].some(({ column, lists }) => column.kind === 'json' && lists[0])) return []
  const [to, from] = [families[target.column.kind], families[origin.column.kind]]
  if (to === from || to === 'text' || from === 'text') return []
  const at = fieldsAlong(ready.read.collection.fields, path).at(-1)?.at
  return [
    {
      severity: 'warning',
      code: 'type-mismatch',
      ...(at ? { at } : {}),
      en: `"${source.read.address}.${sourcePath}" (${origin.column.type}) can hardly equal "${ready.read.address}.${path}" (${target.column.type}). Check the reference.`,
      ja: `「${source.read.address}.${sourcePath}」(${origin.column.type})と「${ready.read.address}.${path}」(${target.column.type})は型が合いません。参照を確かめてください。`,
    },
  ]
}

/** Says what will be slow or can find nothing, before anything is read. */
export const foresee = (all: ReadonlyMap<string, Ready>): MapProblem[] => {
  const warnings = new Map<string, MapProblem>()
  for (const ready of all.values())
    for (const { source, path } of ready.read.feeds) {
      const origin = 'address' in source ? all.get(source.address) : undefined
      const found = withoutIndex(ready, path)
      if (origin && 'path' in source) found.push(...wrongType(ready, path, origin, source.path))
      for (const warning of found) warnings.set(warning.en, warning)
    }
  return [...warnings.values()]
}
