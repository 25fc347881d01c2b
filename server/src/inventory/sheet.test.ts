// SPDX-License-Identifier: Apache-2.0
import { columns, type Cells, type Language } from '@yakusoku/core/inventory'
import exceljs, { type Workbook } from 'exceljs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compare } from './compare.ts'
import { edit, type Edits } from './entries.ts'
import { guard } from './sheet-guard.ts'
import { readBook, type RawBook } from './sheet-read.ts'
import { originOf, rowsOf } from './sheet-rows.ts'
import { dataSheet, placeOf } from './sheet-shape.ts'
import { writeSheet } from './sheet-write.ts'
import type { EntryRow } from './store.ts'

const at = '2026-11-22T00:00:00.000Z'
const organisation = 'cleaning'
const writing = { by: { kind: 'operator', id: 'one' }, at }

function cellsOf(edits: Edits): Cells {
  const edited = edit({}, { item: '項目', ...edits }, writing)
  if (!edited.ok) throw new Error(JSON.stringify(edited.problems))
  return edited.cells
}

function entryOf(no: number, cells: Cells, revision = 1): EntryRow {
  const id = `00000000-0000-7000-8000-${String(no).padStart(12, '0')}`
  const date = new Date(at)
  const rest = { source: null, gone: false, state: 'open', created_at: date, changed_at: date } as const
  return { id, no, revision, cells, reviewed_at: null, ...rest }
}

const write = (entries: readonly EntryRow[], language: Language = 'ja') =>
  writeSheet({ organisation, name: 'ミナツユ清美', language, at, entries })

/** Reads in this process; that the process answers the same, and holds to its bounds, hostile.test.ts shows. */
async function bookOf(bytes: Buffer): Promise<RawBook> {
  const book = guard(bytes) ?? (await readBook(bytes, Object.values(dataSheet)))
  if ('code' in book) throw new Error(JSON.stringify(book))
  return book
}

async function read(bytes: Buffer, entries: readonly EntryRow[]) {
  const book = await bookOf(bytes)
  const { language, at: from } = originOf(book, organisation)
  const bases = new Map(entries.map(({ id, revision, cells }) => [`${id}@${revision}`, cells]))
  return compare(rowsOf(book), { language, at: from, entries, bases })
}

/** The file as somebody saves it after `change`. */
async function saved(
  entries: readonly EntryRow[],
  change: (book: Workbook) => void,
  language: Language = 'ja',
) {
  const book = new exceljs.Workbook()
  await book.xlsx.load((await write(entries, language)) as never)
  change(book)
  return Buffer.from(await book.xlsx.writeBuffer())
}

/** Where a column stands in an export. */
const columnAt = (id: string) => 5 + columns.findIndex((column) => column.id === id)
const data = (book: Workbook) => book.worksheets[0] as NonNullable<Workbook['worksheets'][0]>

const two = [
  entryOf(1, cellsOf({ item: '会社名', place: '=1+1', count: '007', specialCare: 'no' })),
  entryOf(2, cellsOf({ item: '担当者の氏名', note: '一行目\n二行目', route: 'ﾃﾞﾝﾜ' })),
]

describe('a workbook', () => {
  const word = fc.oneof(
    fc.constantFrom(
      '=1+1',
      '+A1',
      '-1',
      '@x',
      '007',
      '00',
      'ｱｲｳﾞ',
      '𠮷𩸽',
      '_x0041_',
      '_x0041_x0042_',
      '一行\n二行',
    ),
    fc.constantFrom(
      ' ',
      '  前後  ',
      '\n',
      'タブ\tあり',
      '2026-04-01',
      '1900-01-00',
      '#REF!',
      'TRUE',
      '<&>"\'',
      '长'.repeat(3_000),
    ),
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.string({ unit: 'grapheme', maxLength: 60 }),
  )
  const cells = fc
    .record(
      Object.fromEntries(
        columns.map(({ id, kind, choices }) => [
          id,
          kind === 'choice' ? fc.constantFrom('', ...choices.map((one) => one.id)) : word,
        ]),
      ),
      { requiredKeys: [] },
    )
    .map((edits) => edit({}, { ...edits, item: `項目${(edits as Edits)['item'] ?? ''}` }, writing))
    .filter((edited) => edited.ok)
    .map((edited) => edited.cells)

  it('comes back as it went out, in both languages, whatever stands in its cells', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(cells, { maxLength: 6 }),
        fc.constantFrom('ja', 'en'),
        async (all, language) => {
          const entries = all.map((one, index) => entryOf(index + 1, one))
          const { report } = await read(await write(entries, language as Language), entries)
          expect(report).toMatchObject({
            unchanged: entries.length,
            added: [],
            changed: [],
            removed: [],
            refused: [],
          })
        },
      ),
      { numRuns: 25 },
    )
  })

  it('holds text only: what begins with = + - or @ is no formula', async () => {
    const book = new exceljs.Workbook()
    await book.xlsx.load((await write(two)) as never)
    data(book).eachRow((row) =>
      row.eachCell((cell) => {
        expect([exceljs.ValueType.String, exceljs.ValueType.Null]).toContain(cell.type)
      }),
    )
    const place = data(book).getRow(2).getCell(columnAt('place'))
    expect([place.value, place.numFmt, place.type]).toEqual(['=1+1', '@', exceljs.ValueType.String])
  })

  it('has a frozen heading, widths, lists to choose from and a sheet that explains each column', async () => {
    const book = new exceljs.Workbook()
    await book.xlsx.load((await write(two, 'en')) as never)
    expect(data(book).views[0]).toMatchObject({ state: 'frozen', ySplit: 1 })
    expect(data(book).getColumn(columnAt('item')).width).toBeGreaterThan(20)
    expect(data(book).getRow(2).getCell(columnAt('medium')).dataValidation).toMatchObject({
      type: 'list',
      formulae: ['"Electronic,Paper,Electronic and paper"'],
    })
    const says = book.getWorksheet('Explanations')
    const words: string[] = []
    says?.eachRow((row) => words.push(row.getCell(2).text))
    for (const { name } of columns) expect(words).toContain(name.en)
  })
})

describe('an import', () => {
  it('tells what was added, changed cell by cell, removed and left', async () => {
    const three = [...two, entryOf(3, cellsOf({ item: '消す項目' }))]
    const file = await saved(three, (book) => {
      const sheet = data(book)
      sheet.getRow(2).getCell(columnAt('specialCare')).value = '有'
      sheet.spliceRows(4, 1)
      sheet.getRow(4).getCell(columnAt('item')).value = '紙の名簿'
      sheet.getRow(4).getCell(columnAt('medium')).value = '紙'
    })
    const { report } = await read(file, three)
    expect(report).toMatchObject({
      unchanged: 1,
      added: [{ row: 4, item: '紙の名簿', cells: [{ column: 'item' }, { column: 'medium', to: '紙' }] }],
      changed: [{ no: 1, row: 2, cells: [{ column: 'specialCare', from: '無', to: '有' }] }],
      removed: [{ no: 3, item: '消す項目' }],
      refused: [],
    })
  })

  it('takes columns in any order and headings in any width', async () => {
    const file = await saved(two, (book) => {
      const sheet = data(book)
      const last = columnAt('note')
      for (const row of [1, 2, 3]) {
        const [a, b] = [sheet.getRow(row).getCell(columnAt('item')), sheet.getRow(row).getCell(last)]
        ;[a.value, b.value] = [b.value, a.value]
      }
      sheet.getRow(1).getCell(2).value = ' 管理ＩＤ '
    })
    expect((await read(file, two)).report).toMatchObject({ unchanged: 2, refused: [], changed: [] })
  })

  it('compares a row with what was exported, and refuses only what both changed', async () => {
    const file = await saved(two, (book) => {
      data(book).getRow(2).getCell(columnAt('count')).value = '008'
    })
    const now = two.map((entry) => ({
      ...entry,
      revision: 2,
      cells: { ...entry.cells, ...cellsOf({ item: '新しい名称' }) },
    }))
    const book = await bookOf(file)
    const bases = new Map(two.map(({ id, cells }) => [`${id}@1`, cells]))
    const { report } = compare(rowsOf(book), { language: 'ja', at, entries: now, bases })
    expect(report).toMatchObject({ unchanged: 1, changed: [], refused: [{ place: 'B2', code: 'stale' }] })
  })

  it('leaves alone what was added after the export', async () => {
    const later = { ...entryOf(3, cellsOf({})), created_at: new Date('2026-12-01T00:00:00Z') }
    expect((await read(await write(two), [...two, later])).report).toMatchObject({
      removed: [],
      unchanged: 2,
    })
  })

  const bad: [string, (book: Workbook) => void, string, string][] = [
    [
      'a formula',
      (book) =>
        void (data(book).getRow(2).getCell(columnAt('note')).value = {
          formula: 'HYPERLINK("http://x.example","x")',
        } as never),
      'formula',
      'note',
    ],
    [
      'an error',
      (book) => void (data(book).getRow(2).getCell(columnAt('note')).value = { error: '#REF!' } as never),
      'error',
      'note',
    ],
    [
      'a word that is no choice',
      (book) => void (data(book).getRow(2).getCell(columnAt('medium')).value = '石板'),
      'choice',
      'medium',
    ],
    [
      'a mail address',
      (book) => void (data(book).getRow(2).getCell(columnAt('manager')).value = 'taro@kaede.example.jp'),
      'personal',
      'manager',
    ],
    [
      'a phone number in full width',
      (book) =>
        void (data(book).getRow(2).getCell(columnAt('manager')).value = '０３－０000－0001'
          .replace('－', '-')
          .replace('－', '-')),
      'personal',
      'manager',
    ],
    [
      'too long a text',
      (book) => void (data(book).getRow(2).getCell(columnAt('note')).value = 'あ'.repeat(4_001)),
      'too-long',
      'note',
    ],
    [
      'an item left empty',
      (book) => void (data(book).getRow(2).getCell(columnAt('item')).value = null),
      'empty',
      'item',
    ],
  ]
  it.each(bad)('refuses %s with its place', async (_what, change, code, column) => {
    const { report } = await read(await saved(two, change), two)
    expect(report.refused).toMatchObject([{ code, place: placeOf(columnAt(column), 2) }])
  })

  it('refuses merged cells, ids that stand twice and ids it does not know, each with its place', async () => {
    const file = await saved(two, (book) => {
      const sheet = data(book)
      sheet.mergeCells('G2:G3')
      sheet.getRow(4).getCell(2).value = two[0]?.id as string
      sheet.getRow(4).getCell(3).value = '1'
      sheet.getRow(5).getCell(2).value = 'somebody-else'
    })
    const { refused } = (await read(file, two)).report
    expect(refused.map(({ place, code }) => [place, code])).toEqual(
      expect.arrayContaining([
        ['G2:G3', 'merged'],
        ['B4', 'duplicate-id'],
        ['B5', 'unknown-id'],
      ]),
    )
  })

  it.each([false, true])('reads dates as days, in the system of 1900 and of 1904 (%s)', async (date1904) => {
    const file = await saved(two, (book) => {
      book.properties.date1904 = date1904
      const cell = data(book).getRow(2).getCell(columnAt('note'))
      cell.value = new Date('2026-04-01T00:00:00Z')
      cell.numFmt = 'yyyy/mm/dd'
    })
    const { report } = await read(file, two)
    expect(report.changed).toMatchObject([{ cells: [{ column: 'note', to: '2026-04-01' }] }])
  })

  it('says where half-width kana stand, and takes them as they are', async () => {
    const { report } = await read(await write(two), two)
    expect(report.notices).toMatchObject([{ message: { ja: expect.stringContaining('半角カナ') as string } }])
  })

  it('says of columns it does not know that they are not read', async () => {
    const file = await saved(two, (book) => {
      data(book).getRow(1).getCell(60).value = '私的なメモ'
      data(book).getRow(2).getCell(60).value = 'x'
    })
    expect((await read(file, two)).report.notices).toContainEqual(expect.objectContaining({ place: 'BH1' }))
  })
})

describe('a workbook that is not an export', () => {
  const refusalOf = async (file: Buffer) => {
    try {
      await read(file, two)
    } catch (error) {
      const { code, details } = error as { code: string; details: { errors?: unknown } }
      return [code, details.errors]
    }
    return ['taken']
  }

  it('is refused with each heading that is missing, renamed or there twice', async () => {
    const file = await saved(two, (book) => {
      const head = data(book).getRow(1)
      head.getCell(columnAt('item')).value = '個人情報の項目名'
      head.getCell(columnAt('note')).value = null
      head.getCell(columnAt('count')).value = '部署'
    })
    const [code, errors] = await refusalOf(file)
    expect(code).toBe('inventory.file-columns')
    expect(errors).toEqual(
      expect.arrayContaining([
        { at: 'G1', message: expect.stringContaining('個人情報の項目名') as string },
        { at: '1:1', message: expect.stringContaining('備考') as string },
        { at: 'I1', message: expect.stringContaining('重複') as string },
      ]),
    )
  })

  it('is refused with its reason: another organisation, no hidden sheet, a wrong sheet', async () => {
    const other = await writeSheet({ organisation: 'elsewhere', name: 'x', language: 'ja', at, entries: two })
    expect((await refusalOf(other))[0]).toBe('inventory.other-organisation')
    const bare = await saved(two, (book) => book.removeWorksheet('_yakusoku'))
    expect((await refusalOf(bare))[0]).toBe('inventory.file-sheet')
    const wrong = await saved(two, (book) => {
      data(book)
        .getRow(1)
        .eachCell((cell) => (cell.value = '売上'))
    })
    expect((await refusalOf(wrong))[0]).toBe('inventory.file-sheet')
  })
})
