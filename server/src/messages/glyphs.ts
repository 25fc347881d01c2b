// SPDX-License-Identifier: Apache-2.0

/** Whether a font has a glyph for a code point. */
export type Coverage = (codePoint: number) => boolean

/** The geta mark, which Japanese printing has always set where a character is missing. */
export const missingGlyph = '〓'

/**
 * Reads which characters a TrueType font can show, from its `cmap` table (OpenType specification, formats 4
 * and 12). PDF/A forbids a character without a glyph, so it has to be known before the page is set.
 */
export function coverageOf(font: Uint8Array): Coverage {
  const view = new DataView(font.buffer, font.byteOffset, font.byteLength)
  const cmap = tableOffset(view, 'cmap')
  const seen = new Uint8Array(0x110000 / 8)
  for (let index = 0; index < view.getUint16(cmap + 2); index += 1) {
    const subtable = cmap + view.getUint32(cmap + 4 + index * 8 + 4)
    const format = view.getUint16(subtable)
    if (format === 4) readSegments(view, subtable, seen)
    if (format === 12) readGroups(view, subtable, seen)
  }
  return (codePoint) => ((seen[codePoint >> 3] ?? 0) & (1 << (codePoint & 7))) !== 0
}

function tableOffset(view: DataView, tag: string): number {
  for (let index = 0; index < view.getUint16(4); index += 1) {
    const entry = 12 + index * 16
    const name = String.fromCharCode(...[0, 1, 2, 3].map((byte) => view.getUint8(entry + byte)))
    if (name === tag) return view.getUint32(entry + 8)
  }
  throw new Error(`the font has no table ${tag}`)
}

function mark(seen: Uint8Array, codePoint: number): void {
  seen[codePoint >> 3] = (seen[codePoint >> 3] ?? 0) | (1 << (codePoint & 7))
}

function readSegments(view: DataView, subtable: number, seen: Uint8Array): void {
  const size = view.getUint16(subtable + 6)
  const [ends, starts] = [subtable + 14, subtable + 16 + size]
  for (let segment = 0; segment < size; segment += 2) {
    const [start, end] = [view.getUint16(starts + segment), view.getUint16(ends + segment)]
    const delta = view.getUint16(starts + size + segment)
    const place = starts + size * 2 + segment
    const offset = view.getUint16(place)
    for (let code = start; code <= end && code !== 0xffff; code += 1) {
      const listed = offset === 0 ? code : view.getUint16(place + offset + (code - start) * 2)
      if (listed !== 0 && ((listed + delta) & 0xffff) !== 0) mark(seen, code)
    }
  }
}

function readGroups(view: DataView, subtable: number, seen: Uint8Array): void {
  for (let group = 0; group < view.getUint32(subtable + 12); group += 1) {
    const entry = subtable + 16 + group * 12
    for (let code = view.getUint32(entry); code <= view.getUint32(entry + 4); code += 1) mark(seen, code)
  }
}

/** Joiners, variation selectors, direction marks, byte-order marks: without ink, so they can go without loss. */
const inkless = /\p{Default_Ignorable_Code_Point}/gu

/** A run without any place to break a line; past its length it would leave the paper. */
const longRun = /[\u0021-\u2FFF\uFF61-\uFF9F]{25,}/gu

/** Such a run is broken after a mark of addresses and names, or where a dozen characters have none. */
const breakingPlaces = /(?:.{6,11}?[@./\-_:;,?&=]|.{12})(?=.{4})/gu

/** Stands where a line may be broken. No character of the document: the templates set it as an empty place. */
export const breakMark = '\u200B'

/** What `legible` made of a text: the text, and how many characters the font could not show. */
export interface Legible {
  readonly text: string
  readonly missing: number
}

/**
 * Makes any text fit to print: accents composed, inkless characters gone, what the font lacks (and control
 * characters) replaced by {@link missingGlyph}, places to break put into runs longer than a column.
 */
export function legible(value: string, covers: Coverage): Legible {
  let missing = 0
  let text = ''
  const plain = value
    .toWellFormed()
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replaceAll('\t', ' ')
    .replace(inkless, '')
    // Only where there are marks to compose: NFC as a whole would turn 神 (U+FA19) in a name into 神 (U+795E).
    .replace(/.\p{M}+/gu, (cluster) => cluster.normalize('NFC'))
  for (const character of plain) {
    const shown = character === '\n' || covers(character.codePointAt(0) as number)
    if (!shown) missing += 1
    text += shown ? character : missingGlyph
  }
  return { text: text.replace(longRun, breakable), missing }
}

function breakable(run: string): string {
  return run.replace(breakingPlaces, `$&${breakMark}`)
}
