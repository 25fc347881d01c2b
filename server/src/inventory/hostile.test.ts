// SPDX-License-Identifier: Apache-2.0
import { deflateRawSync } from 'node:zlib'
import { strToU8, unzipSync, zipSync, type Zippable } from 'fflate'
import { describe, expect, it } from 'vitest'
import { openSheet } from './sheet-open.ts'
import { guard } from './sheet-guard.ts'
import { writeSheet } from './sheet-write.ts'

const at = '2026-11-22T00:00:00.000Z'
const fine = () => writeSheet({ organisation: 'cleaning', name: 'x', language: 'ja', at, entries: [] })

/** The workbook with parts replaced or added. */
async function withParts(parts: Zippable): Promise<Buffer> {
  return Buffer.from(zipSync({ ...unzipSync(await fine()), ...parts }))
}

const sheet = (rows: string) =>
  strToU8(
    `<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows}</sheetData></worksheet>`,
  )

/** A ZIP file of one part that claims to be smaller than it is. */
function lying(claimed: number, real: number): Buffer {
  const packed = deflateRawSync(Buffer.alloc(real))
  const name = Buffer.from('[Content_Types].xml')
  const other = Buffer.from('xl/workbook.xml')
  const local = (label: Buffer) => {
    const head = Buffer.alloc(30)
    head.writeUInt32LE(0x04034b50, 0)
    head.writeUInt16LE(8, 8)
    head.writeUInt32LE(packed.length, 18)
    head.writeUInt32LE(claimed, 22)
    head.writeUInt16LE(label.length, 26)
    return Buffer.concat([head, label, packed])
  }
  const listed = (label: Buffer, from: number) => {
    const head = Buffer.alloc(46)
    head.writeUInt32LE(0x02014b50, 0)
    head.writeUInt16LE(8, 10)
    head.writeUInt32LE(packed.length, 20)
    head.writeUInt32LE(claimed, 24)
    head.writeUInt16LE(label.length, 28)
    head.writeUInt32LE(from, 42)
    return Buffer.concat([head, label])
  }
  const [first, second] = [local(name), local(other)]
  const directory = Buffer.concat([listed(name, 0), listed(other, first.length)])
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(2, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(first.length + second.length, 16)
  return Buffer.concat([first, second, directory, end])
}

const ole = (inside: string) =>
  Buffer.concat([
    Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
    Buffer.alloc(2_000),
    Buffer.from(inside, 'utf16le'),
  ])

describe('a file', () => {
  it('that this system wrote passes', async () => {
    expect(guard(await fine())).toBeUndefined()
  })

  it.each([
    [
      'Shift_JIS text',
      Buffer.from([0x8d, 0x80, 0x96, 0xda, 0x2c, 0x96, 0xda, 0x93, 0x49, 0x0a]),
      'kind',
      'Shift_JIS',
    ],
    [
      'UTF-16 text',
      Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('項目,目的', 'utf16le')]),
      'kind',
      'UTF-16',
    ],
    ['UTF-8 text', Buffer.from('項目,目的\n'), 'kind', 'UTF-8'],
    ['nothing', Buffer.alloc(0), 'kind', 'empty'],
    ['a PDF', Buffer.from('%PDF-1.7\n%\xff'), 'kind', 'PDF'],
    ['an old workbook', ole('Workbook'), 'kind', '.xls'],
    ['an encrypted workbook', ole('EncryptedPackage'), 'encrypted', ''],
    ['a ZIP of something else', Buffer.from(zipSync({ 'a.txt': strToU8('a') })), 'kind', 'no workbook'],
    ['a claim that is too small', lying(1_000, 50_000_000), 'damaged', ''],
  ] as const)('of %s is told from a workbook', (_what, bytes, code, detail) => {
    const problem = guard(bytes as Buffer)
    expect(problem?.code).toBe(code)
    expect(problem?.detail?.en ?? '').toContain(detail)
  })

  it('with macros is refused', async () => {
    expect(guard(await withParts({ 'xl/vbaProject.bin': strToU8('x') }))).toEqual({ code: 'macros' })
    // Under another name, the relations tell.
    const type = 'http://schemas.microsoft.com/office/2006/relationships/vbaProject'
    const rels = `<Relationships><Relationship Id="r1" Type="${type}" Target="a.bin"/></Relationships>`
    const hidden = await withParts({ 'xl/a.bin': strToU8('x'), 'xl/_rels/workbook.xml.rels': strToU8(rels) })
    expect(guard(hidden)).toEqual({ code: 'macros' })
  })

  it('cut off anywhere is damaged, never a crash', async () => {
    const whole = await fine()
    for (const part of [0.1, 0.5, 0.9, 0.999]) {
      const cut = whole.subarray(0, Math.floor(whole.length * part))
      expect(guard(cut)).toEqual({ code: 'damaged' })
    }
  })

  it.each([
    ['one part swells', { 'xl/worksheets/sheet9.xml': new Uint8Array(29_000_000) }],
    ['one part is too large', { 'xl/worksheets/sheet9.xml': new Uint8Array(31_000_000) }],
    [
      'the parts are too large together',
      Object.fromEntries(
        Array.from({ length: 30 }, (_, at) => [
          `xl/media/${at}.bin`,
          [new Uint8Array(2_100_000).fill(at), { level: 0 }],
        ]),
      ),
    ],
    [
      'there are too many parts',
      Object.fromEntries(Array.from({ length: 400 }, (_, at) => [`a${at}.txt`, strToU8('a')])),
    ],
    [
      'it has a document type',
      { 'xl/workbook.xml': strToU8('<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><workbook/>') },
    ],
    [
      'it has one in UTF-16',
      { 'xl/workbook.xml': new Uint8Array(Buffer.from('\ufeff<!DOCTYPE a><workbook/>', 'utf16le')) },
    ],
  ] as [string, Zippable][])('in which %s is unsafe', async (_what, parts) => {
    expect(guard(await withParts(parts))?.code).toBe('unsafe')
  })
})

describe('the process that reads', () => {
  it('reads what this system wrote', async () => {
    expect(await openSheet(await fine())).toMatchObject({
      name: '個人情報管理台帳',
      meta: { organisation: 'cleaning' },
    })
  })

  it('refuses broken XML and too many rows, and lives on', async () => {
    const broken = await withParts({ 'xl/worksheets/sheet1.xml': strToU8('<worksheet><row') })
    await expect(openSheet(broken)).rejects.toMatchObject({ code: 'inventory.file-damaged' })
    const rows = Array.from(
      { length: 10_500 },
      (_, at) => `<row r="${at + 1}"><c r="A${at + 1}"><v>${at}</v></c></row>`,
    )
    const long = await withParts({ 'xl/worksheets/sheet1.xml': sheet(rows.join('')) })
    await expect(openSheet(long)).rejects.toMatchObject({ code: 'inventory.file-unsafe' })
    expect((await openSheet(await fine())).name).toBe('個人情報管理台帳')
  })

  it('is ended when a small file would take all memory', async () => {
    // Numbers that differ, so that nothing looks compressed beyond reason, in cells that each cost hundreds of bytes.
    const letters = Array.from('ABCDEFGHIJKLMNOPQRST')
    const row = (at: number) =>
      `<row r="${at}">${letters.map((letter, column) => `<c r="${letter}${at}"><v>${at * 7_919 + column}</v></c>`).join('')}</row>`
    const rows = sheet(Array.from({ length: 9_000 }, (_, at) => row(at + 1)).join(''))
    const swollen = await withParts({ 'xl/worksheets/sheet1.xml': rows })
    expect(guard(swollen)).toBeUndefined()
    await expect(openSheet(swollen, { seconds: 60, megabytes: 60 })).rejects.toMatchObject({
      code: 'inventory.file-unsafe',
    })
  })

  it('holds to the sheet whatever ranges the file names, and refuses a merge of everything', async () => {
    const part = 'xl/worksheets/sheet1.xml'
    const [own = ''] = [unzipSync(await fine())[part]].map((bytes) => Buffer.from(bytes ?? []).toString())
    const everything = 'A1:XFD1048576'
    const lists = own.replace(
      /<dataValidations[^>]*>/,
      `$&<dataValidation type="list" sqref="${everything}"><formula1>"a"</formula1></dataValidation>`,
    )
    expect(lists).toContain(everything)
    expect((await openSheet(await withParts({ [part]: strToU8(lists) }))).name).toBe('個人情報管理台帳')
    const merged = own.replace('</sheetData>', `$&<mergeCells><mergeCell ref="${everything}"/></mergeCells>`)
    await expect(openSheet(await withParts({ [part]: strToU8(merged) }))).rejects.toMatchObject({
      code: 'inventory.file-unsafe',
    })
  })

  it('is ended when it takes too long', async () => {
    const bounds = { seconds: 0.001, megabytes: 320 }
    await expect(openSheet(await fine(), bounds)).rejects.toMatchObject({ code: 'inventory.file-slow' })
  })
})
