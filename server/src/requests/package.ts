// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto'
import { zipSync, strToU8, type Zippable } from 'fflate'
import type { FoundCollection, Removed } from './found.ts'

/** The files of an answer with their hashes, and the archive they travel in. */
export interface AnswerPackage {
  readonly archive: Uint8Array
  readonly files: readonly { name: string; bytes: number; sha256: string }[]
}

/** What the archive is made of besides the data. */
export interface PackageParts {
  readonly number: string
  readonly answeredAt: string
  readonly collections: readonly FoundCollection[]
  readonly removed: readonly Removed[]
  /** Keys of the sources that hold more than could be read. */
  readonly cut: readonly string[]
  readonly disclosure: Uint8Array
  readonly letter: Uint8Array
}

// Japanese spreadsheets read the full-width signs as the others.
const formulaStart = /^[=+\-@\t\r\n＝＋－＠]/

/** A text as one CSV cell (RFC 4180). A leading sign that a spreadsheet would run as a formula is quoted away. */
export function csvCell(value: unknown): string {
  if (value === null || value === undefined) return ''
  const plain = typeof value === 'string' ? value : JSON.stringify(value)
  const harmless = typeof value === 'string' && formulaStart.test(plain) ? `'${plain}` : plain
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}

/** A collection as CSV: UTF-8 with a byte order mark, because spreadsheets otherwise misread Japanese. */
export function toCsv(collection: FoundCollection): string {
  const names = collection.fields.map((field) => field.name)
  const lines = [names, ...collection.rows.map((row) => names.map((name) => row[name]))]
  return `\uFEFF${lines.map((cells) => cells.map(csvCell).join(',')).join('\r\n')}\r\n`
}

/** Names of the tables' files: as in the source where a file can be called so, and never twice the same. */
function csvNames(collections: readonly FoundCollection[]): string[] {
  const taken = new Set<string>()
  return collections.map(({ collection }) => {
    const base = collection.replaceAll(/[^\p{L}\p{N}_.-]+/gu, '_').slice(0, 100)
    let name = base
    for (let copy = 2; taken.has(name.toLowerCase()); copy += 1) name = `${base}-${copy}`
    taken.add(name.toLowerCase())
    return `csv/${name}.csv`
  })
}

/** Builds the archive: data as JSON and CSV, the readable document and the letter as PDF. */
export function buildPackage(parts: PackageParts): AnswerPackage {
  const data = {
    request: parts.number,
    answeredAt: parts.answeredAt,
    data: Object.fromEntries(parts.collections.map((one) => [one.collection, one.rows])),
    categories: Object.fromEntries(parts.collections.map((one) => [one.collection, one.categories])),
    takenOut: parts.removed,
    ...(parts.cut.length === 0 ? {} : { notReadWhole: parts.cut }),
  }
  const contents: Record<string, Uint8Array> = {
    'disclosure.pdf': parts.disclosure,
    'letter.pdf': parts.letter,
    'data.json': strToU8(`${JSON.stringify(data, null, 2)}\n`),
  }
  const held = parts.collections.filter((one) => one.rows.length > 0)
  for (const [index, name] of csvNames(held).entries()) {
    contents[name] = strToU8(toCsv(held[index] as FoundCollection))
  }
  const files = Object.entries(contents).map(([name, bytes]) => ({
    name,
    bytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  }))
  const zippable: Zippable = Object.fromEntries(
    Object.entries(contents).map(([name, bytes]) => [name, [bytes, { mtime: new Date(parts.answeredAt) }]]),
  )
  return { archive: zipSync(zippable, { level: 6 }), files }
}
