// SPDX-License-Identifier: Apache-2.0
import { folded, type Language } from '@yakusoku/core/inventory'
import { nearest } from '@yakusoku/core/datamap'
import { refuse, text } from '../kernel/index.ts'
import type { InventoryImport } from './contract.ts'
import { inventoryRefusals, cellProblems } from './refusals.ts'
import type { RawBook, RawRow } from './sheet-read.ts'
import { columnNamed, formatVersion, headings, placeOf } from './sheet-shape.ts'

/** A cell of a row by what it means; `broken` was refused when it was read. */
export interface SheetCell {
  readonly row: number
  readonly column: number
  readonly text: string
  readonly broken: boolean
}

/** A row of the sheet: which entry it says it is, and its cells by column. */
export interface SheetRow {
  readonly row: number
  readonly id: SheetCell
  readonly revision: SheetCell
  readonly cells: ReadonlyMap<string, SheetCell>
}

/** The rows of a sheet, with what of it cannot be taken whatever the inventory says. */
export interface SheetRows {
  readonly rows: readonly SheetRow[]
  readonly refused: InventoryImport['refused']
  readonly notices: InventoryImport['notices']
}

/** Whose export a workbook is, and when it was made. */
export interface SheetOrigin {
  readonly language: Language
  readonly at: string
}

/** Reads the hidden sheet. Refuses what is no export, and the export of another organisation. */
export function originOf({ meta }: RawBook, organisation: string): SheetOrigin {
  const { format, organisation: found, language, at } = meta
  const noExport = (ja: string, en: string) =>
    refuse(inventoryRefusals, 'inventory.file-sheet', { reason: `${ja} / ${en}` })
  if (format === undefined || found === undefined || at === undefined || Number.isNaN(Date.parse(at)))
    throw noExport('隠しシートがない', 'its hidden sheet is missing')
  if (format !== String(formatVersion))
    throw noExport(`形式の版が違う（${format}）`, `its form is another version (${format})`)
  if (language !== 'ja' && language !== 'en') throw noExport('言語が不明', 'its language is unknown')
  if (found !== organisation)
    throw refuse(inventoryRefusals, 'inventory.other-organisation', { found, organisation })
  return { language, at }
}

/** Finds the columns by their headings and reads the rows below. Refuses `inventory.file-columns` with each place. */
export function rowsOf(book: RawBook): SheetRows {
  const head = book.rows
    .slice(0, 20)
    .find(({ cells }) => cells.some((cell) => columnNamed(cell.text) === 'id'))
  if (head === undefined) {
    const named = book.sheets.join(', ')
    throw refuse(inventoryRefusals, 'inventory.file-sheet', {
      reason: `見出しの行がない（シート：${named}${mergedAbove(book, '、結合セル：')}） / no row of headings (sheets: ${named}${mergedAbove(book, '; merged cells: ')})`,
    })
  }
  const places = placesOf(head)
  const refused = merges(book, head.row)
  const rows: SheetRow[] = []
  for (const raw of book.rows.filter(({ row }) => row > head.row)) {
    const row = readRow(raw, places)
    if (row !== undefined) rows.push(row)
    refused.push(...unreadable(raw))
  }
  return { rows, refused, notices: [...ignored(head, places), ...halfWidth(book, head.row)] }
}

function placesOf(head: RawRow): Map<string, number> {
  const places = new Map<string, number>()
  const errors: { at: string; message: string }[] = []
  const unknown: { at: string; heading: string }[] = []
  for (const { column, text: heading } of head.cells) {
    const id = columnNamed(heading)
    const at = placeOf(column, head.row)
    if (id === undefined) unknown.push({ at, heading })
    else if (places.has(id))
      errors.push({
        at,
        message: `見出し「${heading}」が重複しています。 / The heading “${heading}” stands twice.`,
      })
    else places.set(id, column)
  }
  const missing = headings.filter(({ id }) => !places.has(id) && id !== 'no' && id !== 'reviewed')
  for (const { name } of missing) {
    const near = unknown.find(({ heading }) => isLike(heading, name))
    const hint =
      near === undefined ? '' : `（${near.at} の「${near.heading}」？ / ${near.at} “${near.heading}”?）`
    errors.push({
      at: near?.at ?? `${head.row}:${head.row}`,
      message: `列「${name.ja}」がありません。 / The column “${name.en}” is missing. ${hint}`.trim(),
    })
  }
  if (errors.length > 0) throw refuse(inventoryRefusals, 'inventory.file-columns', { errors })
  return places
}

function isLike(heading: string, name: { ja: string; en: string }): boolean {
  const given = folded(heading)
  const [ja, en] = [folded(name.ja), folded(name.en)]
  return given.includes(ja) || ja.includes(given) || nearest(given, [ja, en]) !== undefined
}

function readRow(raw: RawRow, places: ReadonlyMap<string, number>): SheetRow | undefined {
  const byColumn = new Map(raw.cells.map((cell) => [cell.column, cell]))
  const at = (id: string): SheetCell => {
    const column = places.get(id) ?? 1
    const cell = byColumn.get(column)
    return { row: raw.row, column, text: cell?.text ?? '', broken: cell?.problem !== undefined }
  }
  const cells = new Map(
    [...places.keys()].filter((id) => id !== 'id' && id !== 'revision').map((id) => [id, at(id)]),
  )
  const [id, revision] = [at('id'), at('revision')]
  const blank = [id, revision, ...cells.values()].every((cell) => cell.text.trim() === '' && !cell.broken)
  return blank ? undefined : { row: raw.row, id, revision, cells }
}

function unreadable({ row, cells }: RawRow): InventoryImport['refused'] {
  return cells.flatMap(({ column, problem }) => {
    if (problem === undefined) return []
    const { message, remedy } = cellProblems[problem]
    return [{ place: placeOf(column, row), code: problem, message: { ...message }, remedy: { ...remedy } }]
  })
}

/** Merged ranges near the top, which may be why no heading is found. */
function mergedAbove({ merged }: RawBook, before: string): string {
  const near = merged.filter((range) => Number(/\d+/.exec(range)?.[0] ?? 99) <= 20).slice(0, 5)
  return near.length > 0 ? `${before}${near.join(', ')}` : ''
}

function merges({ merged }: RawBook, head: number): InventoryImport['refused'] {
  const { message, remedy } = cellProblems.merged
  return merged
    .filter((range) => Number(/(\d+)$/.exec(range)?.[1] ?? 0) >= head)
    .map((place) => ({ place, code: 'merged', message: { ...message }, remedy: { ...remedy } }))
}

function ignored(head: RawRow, places: ReadonlyMap<string, number>): InventoryImport['notices'] {
  const used = new Set(places.values())
  return head.cells
    .filter(({ column, text: heading }) => !used.has(column) && heading.trim() !== '')
    .map(({ column, text: heading }) => ({
      place: placeOf(column, head.row),
      message: text(
        `列「${heading}」は台帳にないため読みません。`,
        `The column “${heading}” is not one of the inventory and is not read.`,
      ),
    }))
}

const kana = /[\uff61-\uff9f]/

function halfWidth(book: RawBook, head: number): InventoryImport['notices'] {
  const found = book.rows
    .filter(({ row }) => row > head)
    .flatMap(({ row, cells }) =>
      cells.filter((cell) => kana.test(cell.text)).map(({ column }) => placeOf(column, row)),
    )
  if (found.length === 0) return []
  const places = found.length > 5 ? [...found.slice(0, 5), '…'].join(', ') : found.join(', ')
  return [
    {
      place: found[0] as string,
      message: text(
        `半角カナがあります。そのまま取り込みます（${places}）。`,
        `There are half-width kana; they are taken as they are (${places}).`,
      ),
    },
  ]
}
