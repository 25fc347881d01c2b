// SPDX-License-Identifier: Apache-2.0
import exceljs, { type Cell, type Worksheet } from 'exceljs'
import type { FileProblem } from './sheet-guard.ts'
import { metaSheet } from './sheet-shape.ts'

/** A cell as it was read: its text, or why it has none. */
export interface RawCell {
  readonly column: number
  readonly text: string
  readonly problem?: 'formula' | 'error'
}

/** A row that is not empty. */
export interface RawRow {
  readonly row: number
  readonly cells: readonly RawCell[]
}

/** What of a workbook matters, without any type of the library. */
export interface RawBook {
  readonly sheets: readonly string[]
  /** Name and rows of the first sheet that is shown and is not the hidden one. */
  readonly name: string
  readonly rows: readonly RawRow[]
  /** Ranges of merged cells. */
  readonly merged: readonly string[]
  readonly meta: Readonly<Record<string, string>>
}

const limits = { rows: 10_000, columns: 200 } as const

/** What of a sheet is not read: the library would write some of it into each cell of the ranges they name. */
const passedOver = [
  'dataValidations',
  'conditionalFormatting',
  'hyperlinks',
  'cols',
  'rowBreaks',
  'pageSetup',
  'headerFooter',
  'picture',
  'drawing',
  'tableParts',
  'extLst',
]

/** Reads a workbook that passed the guard. `wanted` are the names a sheet of data may have. */
export async function readBook(bytes: Buffer, wanted: readonly string[]): Promise<RawBook | FileProblem> {
  const book = new exceljs.Workbook()
  await book.xlsx.load(bytes as never, { ignoreNodes: passedOver })
  const meta = book.getWorksheet(metaSheet)
  const shown = book.worksheets.filter(({ name }) => name !== metaSheet)
  const data = shown.find(({ name }) => wanted.includes(name)) ?? shown[0]
  if (data !== undefined && (data.rowCount > limits.rows || data.columnCount > limits.columns))
    return {
      code: 'unsafe',
      detail: {
        ja: `行か列が多すぎる（${limits.rows} 行、${limits.columns} 列まで）`,
        en: `too many rows or columns (at most ${limits.rows} and ${limits.columns})`,
      },
    }
  return {
    sheets: shown.map(({ name }) => name),
    name: data?.name ?? '',
    rows: data === undefined ? [] : rowsOf(data),
    merged: data === undefined ? [] : mergedOf(data),
    meta: Object.fromEntries(
      (meta === undefined ? [] : rowsOf(meta)).map(({ cells }) => [cells[0]?.text, cells[1]?.text ?? '']),
    ),
  }
}

function mergedOf(sheet: Worksheet): string[] {
  return [...((sheet.model as { merges?: string[] }).merges ?? [])]
}

function rowsOf(sheet: Worksheet): RawRow[] {
  const rows: RawRow[] = []
  sheet.eachRow((row, number) => {
    const cells: RawCell[] = []
    row.eachCell((cell, column) => {
      const read = readCell(cell)
      if (read.text !== '' || read.problem !== undefined) cells.push({ column, ...read })
    })
    if (cells.length > 0) rows.push({ row: number, cells })
  })
  return rows
}

function readCell(cell: Cell): Pick<RawCell, 'text' | 'problem'> {
  if (cell.type === exceljs.ValueType.Formula) return { text: '', problem: 'formula' }
  if (cell.type === exceljs.ValueType.Error) return { text: '', problem: 'error' }
  // The cells of a merged range repeat their first; the range is told as a whole.
  if (cell.type === exceljs.ValueType.Merge) return { text: '' }
  return { text: textOf(cell.value) }
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString().slice(0, 10)
  if (typeof value === 'object') {
    const { richText, text } = value as { richText?: { text: string }[]; text?: unknown }
    if (richText !== undefined) return richText.map((part) => part.text).join('')
    return textOf(text)
  }
  return String(value as string | number | boolean)
}
