// SPDX-License-Identifier: Apache-2.0
import { columns, groups, nameOf, valueOf, type Column, type Language } from '@yakusoku/core/inventory'
import exceljs, { type Worksheet } from 'exceljs'
import { escaped } from './sheet-text.ts'
import { dataSheet, fixedColumns, formatVersion, metaSheet, saysSheet } from './sheet-shape.ts'
import type { EntryRow } from './store.ts'

/** What a workbook is made of. */
export interface Sheet {
  readonly organisation: string
  readonly name: string
  readonly language: Language
  /** When it was read; entries added later are not missed on import. */
  readonly at: string
  readonly entries: readonly EntryRow[]
}

const fills = { head: 'FF1A3E8C', computed: 'FFF1F5FB', fixed: 'FFEDEDED' } as const
const font = { name: 'Meiryo UI', size: 10 } as const
/** A3 in the numbering of Office, which the library's types leave out. */
const a3 = 8
const thin = { style: 'thin', color: { argb: 'FFBFBFBF' } } as const
const border = { top: thin, left: thin, bottom: thin, right: thin }

const solid = (argb: string) => ({ type: 'pattern', pattern: 'solid', fgColor: { argb } }) as const

/** Writes the open entries as an Excel workbook: every cell is text, so that nothing in it is ever a formula. */
export async function writeSheet(sheet: Sheet): Promise<Buffer> {
  const book = new exceljs.Workbook()
  book.creator = 'Yakusoku'
  book.created = new Date(sheet.at)
  const data = book.addWorksheet(dataSheet[sheet.language], {
    views: [{ state: 'frozen', xSplit: 1, ySplit: 1 }],
    pageSetup: {
      paperSize: a3 as never,
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
    },
  })
  writeData(data, sheet)
  writeExplanations(book.addWorksheet(saysSheet[sheet.language]), sheet)
  const meta = book.addWorksheet(metaSheet, { state: 'veryHidden' })
  const facts = [
    ['format', String(formatVersion)],
    ['organisation', sheet.organisation],
    ['language', sheet.language],
    ['at', sheet.at],
  ]
  for (const row of facts) meta.addRow(row)
  return Buffer.from(await book.xlsx.writeBuffer())
}

function writeData(data: Worksheet, { language, entries }: Sheet): void {
  data.columns = [...fixedColumns.map(({ width }) => ({ width })), ...columns.map(({ width }) => ({ width }))]
  data.pageSetup.printTitlesRow = '1:1'
  data.headerFooter.oddFooter = '&P / &N'
  const head = data.addRow([
    ...fixedColumns.map(({ name }) => name[language]),
    ...columns.map(({ name }) => name[language]),
  ])
  head.height = 36
  head.eachCell((cell) => {
    cell.font = { ...font, bold: true, color: { argb: 'FFFFFFFF' } }
    cell.fill = solid(fills.head)
    cell.border = border
    cell.alignment = { vertical: 'middle', wrapText: true }
  })
  for (const entry of entries) writeEntry(data, entry, language)
  const last = entries.length + 1
  data.autoFilter = {
    from: { row: 1, column: 1 },
    to: { row: Math.max(last, 2), column: fixedColumns.length + columns.length },
  }
  for (const [index, column] of columns.entries())
    if (column.kind === 'choice') offer(data, fixedColumns.length + index + 1, column, language, last + 500)
}

function writeEntry(data: Worksheet, entry: EntryRow, language: Language): void {
  const fixed = fixedColumns.map(({ value }) => value(entry))
  const values = columns.map(({ id }) => nameOf(id, valueOf(entry.cells, id, language), language))
  const row = data.addRow([...fixed, ...values].map((value) => (value === '' ? null : escaped(value))))
  row.eachCell({ includeEmpty: true }, (cell, at) => {
    const column = columns[at - 1 - fixedColumns.length]
    const own = column && entry.cells[column.id]
    const computed = own?.computed !== undefined && own.given === undefined
    cell.numFmt = '@'
    cell.font = computed ? { ...font, italic: true } : font
    cell.border = border
    cell.alignment = { vertical: 'top', wrapText: true }
    if (column === undefined) cell.fill = solid(fills.fixed)
    else if (computed) cell.fill = solid(fills.computed)
  })
}

/** A list to choose from, also for rows that are still to be written. */
function offer(data: Worksheet, at: number, { choices }: Column, language: Language, last: number): void {
  const list = choices.map(({ name }) => name[language]).join(',')
  const { letter } = data.getColumn(at)
  const validations = (data as unknown as { dataValidations: { add(range: string, what: object): void } })
    .dataValidations
  validations.add(`${letter}2:${letter}${last}`, {
    type: 'list',
    allowBlank: true,
    showErrorMessage: true,
    formulae: [`"${list}"`],
  })
}

const saysHeads = {
  ja: ['区分', '列', '書くこと', '選択肢', '出典'],
  en: ['Group', 'Column', 'What to write', 'Choices', 'Asked for by'],
} as const
const asked = {
  ja: { jis: 'JIS Q 15001 の実務', ppc: 'データマッピング表', both: '両方' },
  en: { jis: 'practice of JIS Q 15001', ppc: 'data-mapping sheet', both: 'both' },
} as const
const lines = {
  ja: [
    '斜体の欄は方針とデータマップから自動で入った値です。書き換えると、その値が優先されます。',
    '管理IDと版は変えないでください。新しい行では空にします。行を消すと、その項目は台帳から外れます。',
    '列の順序は変えてもかまいません。見出しの名前は変えないでください。数式、結合、マクロは読み込めません。',
    '個々の人の情報（氏名、メールアドレス、電話番号など）は書かないでください。',
  ],
  en: [
    'Cells in italics follow from the policy and the data maps. What you write over them takes their place.',
    'Leave id and revision as they are; in new rows leave them empty. Deleting a row takes the entry off the inventory.',
    'The order of columns may change, their headings may not. Formulas, merged cells and macros are not taken.',
    'Write nobody’s data: no names of people, mail addresses or phone numbers.',
  ],
} as const

function writeExplanations(says: Worksheet, { language, name }: Sheet): void {
  says.columns = [{ width: 22 }, { width: 26 }, { width: 60 }, { width: 32 }, { width: 22 }]
  says.addRow([escaped(name)]).font = { ...font, bold: true, size: 12 }
  for (const line of lines[language]) says.addRow([line]).font = font
  says.addRow([])
  const head = says.addRow([...saysHeads[language]])
  head.eachCell((cell) => {
    cell.font = { ...font, bold: true, color: { argb: 'FFFFFFFF' } }
    cell.fill = solid(fills.head)
  })
  for (const column of columns) {
    const group = groups.find(({ id }) => id === column.group)
    const row = says.addRow([
      group?.name[language] ?? '',
      column.name[language],
      column.says[language],
      column.choices.map((choice) => choice.name[language]).join(' / '),
      asked[language][column.of],
    ])
    row.font = font
    row.alignment = { vertical: 'top', wrapText: true }
  }
}
