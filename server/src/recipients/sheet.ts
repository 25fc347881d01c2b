// SPDX-License-Identifier: Apache-2.0
import { text, type Language, type Text } from '../kernel/index.ts'
import type { RecordedPerson, RecordSummary } from './contract.ts'
import type { Details } from './details.ts'

/** One line of an export: a record and one of its people. */
export interface Line {
  readonly record: Omit<RecordSummary, 'counterparty'>
  readonly details: Details | null
  readonly person: RecordedPerson | null
  readonly fact: string
}

/** Names of what a line holds ids of, in one language. */
export interface Names {
  readonly ground: (id: string) => string
  readonly data: (id: string) => string
  readonly way: (id: string) => string
}

const direction = { provision: text('提供', 'Provision'), receipt: text('受領', 'Receipt') }
const method = {
  'each-time': text('都度', 'Each time'),
  batch: text('一括', 'For a period'),
  'contract-substitute': text('契約書等による代替', 'A contract in its place'),
}

interface Column {
  readonly name: Text
  readonly width: number
  readonly value: (line: Line, names: Names, language: Language) => string | null | undefined
}

const columns: readonly Column[] = [
  { name: text('記録 ID', 'Record'), width: 38, value: ({ record }) => record.id },
  {
    name: text('区分', 'Direction'),
    width: 10,
    value: ({ record }, _names, language) => direction[record.direction][language],
  },
  {
    name: text('根拠', 'Ground'),
    width: 26,
    value: ({ record }, names) => record.grounds.map(names.ground).join(' / '),
  },
  { name: text('提供の日（最初）', 'First day'), width: 12, value: ({ record }) => record.first },
  { name: text('提供の日（最後）', 'Last day'), width: 12, value: ({ record }) => record.last },
  {
    name: text('相手の名称', 'Name of the other side'),
    width: 28,
    value: ({ details }) => details?.counterparty.name,
  },
  { name: text('相手の住所', 'Address'), width: 36, value: ({ details }) => details?.counterparty.address },
  {
    name: text('相手の代表者', 'Representative'),
    width: 22,
    value: ({ details }) => details?.counterparty.representative,
  },
  { name: text('国', 'Country'), width: 8, value: ({ record }) => record.country },
  {
    name: text('経路又は提供先の区分', 'Channel or recipient'),
    width: 22,
    value: ({ record }, names) => {
      const way = record.channel ?? record.recipient
      return way === null ? null : names.way(way)
    },
  },
  {
    name: text('相手が取得した経緯', 'How acquired'),
    width: 36,
    value: ({ details }) => details?.history?.how,
  },
  {
    name: text('経緯を確認した書面', 'Confirmed by'),
    width: 28,
    value: ({ details }) => details?.history?.confirmedBy,
  },
  { name: text('本人の氏名', 'Person'), width: 20, value: ({ person }) => person?.name },
  { name: text('本人を特定する事項', 'Identified by'), width: 28, value: ({ person }) => person?.value },
  {
    name: text('データの項目', 'Items of data'),
    width: 36,
    value: ({ record }, names) => record.data.map(names.data).join(' / '),
  },
  { name: text('委員会による公表', 'Publication'), width: 24, value: ({ details }) => details?.publication },
  { name: text('本人の同意', 'Consent'), width: 28, value: ({ details }) => details?.consent },
  {
    name: text('国外の情報の提供', 'Told about the country'),
    width: 28,
    value: ({ details }) => details?.foreignInformation,
  },
  {
    name: text('作成の方法', 'Method'),
    width: 14,
    value: ({ record }, _names, language) => method[record.method][language],
  },
  { name: text('作成した日', 'Made on'), width: 12, value: ({ record }) => record.madeOn },
  { name: text('保存の期限', 'Kept until'), width: 12, value: ({ record }) => record.keptUntil },
  { name: text('訂正した記録', 'Corrects'), width: 38, value: ({ record }) => record.corrects },
  { name: text('後の訂正', 'Corrected by'), width: 38, value: ({ record }) => record.correctedBy },
  { name: text('台帳の記録', 'Fact'), width: 38, value: ({ fact }) => fact },
]

// Japanese spreadsheets read the full-width signs as the others.
const formulaStart = /^[=+\-@\t\r\n＝＋－＠]/

/** The heading and the cells of an export, all plain text. */
export function cellsOf(lines: readonly Line[], names: Names, language: Language): string[][] {
  const head = columns.map(({ name }) => name[language])
  return [head, ...lines.map((line) => columns.map(({ value }) => value(line, names, language) ?? ''))]
}

/** As CSV (RFC 4180, UTF-8 with its mark); what a spreadsheet would run as a formula is quoted away. */
export function toCsv(cells: readonly (readonly string[])[]): Buffer {
  const cell = (value: string) => {
    const harmless = formulaStart.test(value) ? `'${value}` : value
    return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
  }
  return Buffer.from(`\uFEFF${cells.map((line) => line.map(cell).join(',')).join('\r\n')}\r\n`)
}

/** As an Excel workbook in which every cell is text, so that nothing in it is ever a formula. */
export async function toWorkbook(
  cells: readonly (readonly string[])[],
  { title, at }: { readonly title: string; readonly at: string },
): Promise<Buffer> {
  // Loaded when the first sheet is written: the library takes a third of a second, which every start would pay.
  const { default: exceljs } = await import('exceljs')
  const book = new exceljs.Workbook()
  book.creator = 'Yakusoku'
  book.created = new Date(at)
  const sheet = book.addWorksheet(title, { views: [{ state: 'frozen', ySplit: 1 }] })
  sheet.columns = columns.map(({ width }) => ({ width }))
  sheet.pageSetup = { orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 }
  sheet.pageSetup.printTitlesRow = '1:1'
  for (const line of cells) {
    const row = sheet.addRow(line.map((value) => (value === '' ? null : escaped(value))))
    row.eachCell({ includeEmpty: true }, (one) => {
      one.numFmt = '@'
      one.alignment = { vertical: 'top', wrapText: true }
    })
  }
  sheet.getRow(1).font = { bold: true }
  return Buffer.from(await book.xlsx.writeBuffer())
}

/** `_x0041_` would be read as a letter: the underscore is itself escaped. */
const escaped = (value: string): string => value.replaceAll(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_')
