// SPDX-License-Identifier: Apache-2.0
import { fill, type Language } from '../kernel/index.ts'
import type { HeldCollection } from './documents.ts'

/** A field of a row in words: the label and the value, and whether it needs the page's whole width. */
export type Cell = readonly [label: string, value: string, wide: boolean]

/** Rows as the page sets them: a table where narrow, blocks of label and value where wide, run on where many. */
export type Arranged =
  | { readonly kind: 'table'; readonly head: string[]; readonly weights: number[]; readonly rows: string[][] }
  | { readonly kind: 'blocks' | 'runs'; readonly rows: Cell[][] }

/** A table may be as wide as this many half-width characters (165 mm at 8.5 points). */
const tableWidth = 100
const columnMaximum = 44
const manyRows = 100
const shortValue = 26
/** A value longer than this many characters is cut: one of 500,000 alone takes 0.9 GB. */
const longestValue = 20_000
const words = {
  ja: {
    yes: 'はい',
    no: 'いいえ',
    removed: '（除外）',
    cut: '…（この書面には{all}字のうち最初の{shown}字を載せています）',
  },
  en: {
    yes: 'Yes',
    no: 'No',
    removed: '(left out)',
    cut: '… (this document shows the first {shown} of {all} characters)',
  },
} as const

/** A value as read from a database, in words; what is empty is shown as a dash. */
export function shownValue(value: unknown, language: Language): string {
  if (value === null || value === undefined || value === '') return '—'
  if (typeof value === 'string') return value
  if (typeof value === 'boolean') return value ? words[language].yes : words[language].no
  if (typeof value === 'number' || typeof value === 'bigint') return String(value)
  return JSON.stringify(value, null, 1) ?? '—'
}

function withoutEnd(value: string, language: Language): string {
  if (value.length <= longestValue) return value
  // Not between the halves of a character.
  const shown = value.slice(0, longestValue).replace(/[\uD800-\uDBFF]$/, '')
  return shown + fill(words[language].cut, { all: value.length, shown: shown.length })
}

/** The width of a text in half-width characters: kanji, kana and full-width forms count two. */
export function widthOf(text: string): number {
  let width = 0
  for (const character of text) {
    const code = character.codePointAt(0) as number
    width += code < 0x1100 || (code >= 0xff61 && code <= 0xff9f) ? 1 : 2
  }
  return width
}

/** Chooses how to set the rows of a collection and turns every value into words. */
export function arrange(collection: HeldCollection, language: Language): Arranged {
  const head = collection.fields.map((field) => field.label ?? field.name)
  const rows = collection.rows.map((row) =>
    collection.fields.map(({ name }) =>
      // What was taken out is no part of the row; what is empty is null.
      name in row ? withoutEnd(shownValue(row[name], language), language) : words[language].removed,
    ),
  )
  const widths = head.map((label, column) => columnWidth(label, rows, column))
  const fits = widths.every((width) => width <= columnMaximum)
  if (fits && widths.reduce((sum, width) => sum + width, 0) <= tableWidth) {
    return { kind: 'table', head, weights: widths, rows }
  }
  return { kind: rows.length > manyRows ? 'runs' : 'blocks', rows: rows.map((row) => cells(head, row)) }
}

function columnWidth(label: string, rows: readonly string[][], column: number): number {
  // A label may break over two lines; a value that has line breaks of its own belongs in a block.
  let width = Math.max(6, Math.ceil(widthOf(label) / 2))
  for (const row of rows) {
    const value = row[column] ?? ''
    width = Math.max(width, value.includes('\n') ? columnMaximum + 1 : widthOf(value))
  }
  return width + 2
}

function cells(head: readonly string[], row: readonly string[]): Cell[] {
  const isShort = (column: number) => {
    const value = row[column]
    return value !== undefined && widthOf(value) <= shortValue && !value.includes('\n')
  }
  const list: Cell[] = []
  let free = true
  head.forEach((label, column) => {
    // A short value stands beside another short one; alone in its line it may as well have the whole line.
    const wide = !isShort(column) || (free && !isShort(column + 1))
    list.push([label, row[column] ?? '—', wide])
    free = wide || !free
  })
  return list
}
