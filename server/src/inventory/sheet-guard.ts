// SPDX-License-Identifier: Apache-2.0
import { inflateRawSync } from 'node:zlib'

/** Why a file is not read, before anything of it is. `detail` names what was found. */
export interface FileProblem {
  readonly code: 'kind' | 'encrypted' | 'macros' | 'damaged' | 'unsafe'
  readonly detail?: { readonly ja: string; readonly en: string }
}

interface Part {
  readonly name: string
  readonly method: number
  readonly packed: number
  readonly size: number
  readonly at: number
}

const limits = { parts: 300, part: 30_000_000, all: 60_000_000, ratio: 200 } as const
const markup = /\.(xml|rels|vml)$/i
/** Cells that merged ranges may cover together: each is made a cell of its own when it is read. */
const mostMerged = 100_000

/**
 * Looks at the bytes of a file before any library does: whether it is a workbook without macros, cut off, or made to
 * swell. Each part is unpacked alone with its size as the limit, so that memory stays bounded whatever it claims.
 */
export function guard(bytes: Buffer): FileProblem | undefined {
  const kind = kindOf(bytes)
  if (kind !== undefined) return kind
  const parts = partsOf(bytes)
  if (!Array.isArray(parts)) return parts
  const names = new Set(parts.map(({ name }) => name.toLowerCase()))
  if ([...names].some((name) => /vbaproject\.bin$|^xl\/macrosheets\//.test(name))) return { code: 'macros' }
  if (!names.has('[content_types].xml') || !names.has('xl/workbook.xml'))
    return {
      code: 'kind',
      detail: { ja: 'ZIP だが Excel ブックではない', en: 'a ZIP file that is no workbook' },
    }
  return swelling(parts) ?? unpackAll(bytes, parts)
}

function kindOf(bytes: Buffer): FileProblem | undefined {
  if (bytes.length >= 4 && bytes.readUInt32LE(0) === 0x04034b50) return undefined
  if (bytes.length >= 8 && bytes.readUInt32BE(0) === 0xd0cf11e0)
    return bytes.includes(Buffer.from('EncryptedPackage', 'utf16le'))
      ? { code: 'encrypted' }
      : { code: 'kind', detail: { ja: '古い形式（.xls など）', en: 'an old format such as .xls' } }
  if (bytes.length === 0) return { code: 'kind', detail: { ja: '空のファイル', en: 'an empty file' } }
  return { code: 'kind', detail: textKind(bytes.subarray(0, 100_000)) }
}

function textKind(bytes: Buffer): { ja: string; en: string } {
  if (bytes.subarray(0, 4).toString('latin1') === '%PDF') return { ja: 'PDF', en: 'a PDF' }
  if (/^(\xff\xfe|\xfe\xff)/.test(bytes.subarray(0, 2).toString('latin1')))
    return { ja: '文字だけのファイル（CSV など、UTF-16）', en: 'plain text such as CSV (UTF-16)' }
  if (bytes.includes(0)) return { ja: '不明な形式', en: 'an unknown format' }
  for (const encoding of ['utf-8', 'shift_jis'] as const) {
    try {
      // The last character may be cut in two.
      new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: true })
      const name = encoding === 'utf-8' ? 'UTF-8' : 'Shift_JIS'
      return { ja: `文字だけのファイル（CSV など、${name}）`, en: `plain text such as CSV (${name})` }
    } catch {
      continue
    }
  }
  return { ja: '不明な形式', en: 'an unknown format' }
}

/** The parts by the directory at the end of the file, or why there is none. */
function partsOf(bytes: Buffer): Part[] | FileProblem {
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]))
  if (end < 0 || end + 22 > bytes.length) return { code: 'damaged' }
  const count = bytes.readUInt16LE(end + 10)
  let at = bytes.readUInt32LE(end + 16)
  if (count > limits.parts)
    return { code: 'unsafe', detail: { ja: `部品が多すぎる（${count}）`, en: `too many parts (${count})` } }
  const parts: Part[] = []
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== 0x02014b50) return { code: 'damaged' }
    if ((bytes.readUInt16LE(at + 8) & 1) === 1) return { code: 'encrypted' }
    const name = bytes.readUInt16LE(at + 28)
    parts.push({
      name: bytes.subarray(at + 46, at + 46 + name).toString(),
      method: bytes.readUInt16LE(at + 10),
      packed: bytes.readUInt32LE(at + 20),
      size: bytes.readUInt32LE(at + 24),
      at: bytes.readUInt32LE(at + 42),
    })
    at += 46 + name + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  return parts
}

const tooLarge = (megabytes: number): FileProblem => ({
  code: 'unsafe',
  detail: {
    ja: `展開すると大きすぎる（上限 ${megabytes} MB）`,
    en: `unpacked it is too large (at most ${megabytes} MB)`,
  },
})

function swelling(parts: readonly Part[]): FileProblem | undefined {
  if (parts.some(({ size }) => size > limits.part)) return tooLarge(limits.part / 1e6)
  if (parts.reduce((sum, { size }) => sum + size, 0) > limits.all) return tooLarge(limits.all / 1e6)
  const bomb = parts.find(({ size, packed }) => size > 1_000_000 && size > packed * limits.ratio)
  if (bomb === undefined) return undefined
  return {
    code: 'unsafe',
    detail: { ja: `${bomb.name} の圧縮率が異常`, en: `${bomb.name} is compressed beyond reason` },
  }
}

function unpackAll(bytes: Buffer, parts: readonly Part[]): FileProblem | undefined {
  for (const part of parts) {
    const content = unpack(bytes, part)
    if (content === undefined || content.length !== part.size) return { code: 'damaged' }
    const problem = markup.test(part.name) ? ofMarkup(part.name, asText(content)) : undefined
    if (problem !== undefined) return problem
  }
  return undefined
}

function ofMarkup(name: string, text: string): FileProblem | undefined {
  if (/<!(DOCTYPE|ENTITY)/i.test(text))
    return {
      code: 'unsafe',
      detail: { ja: `${name} に DTD がある`, en: `${name} has a document type declaration` },
    }
  // A macro may stand in a part of any name: the directory and the relations say what it is.
  if (/^\[Content_Types\]\.xml$|\.rels$/i.test(name) && /macroEnabled|vbaProject|xlMacrosheet/i.test(text))
    return { code: 'macros' }
  if (/^xl\/worksheets\//i.test(name) && mergedCells(text) > mostMerged)
    return {
      code: 'unsafe',
      detail: {
        ja: `${name} の結合セルが大きすぎる`,
        en: `${name} merges too many cells`,
      },
    }
  return undefined
}

/** How many cells the merged ranges of a sheet cover. */
function mergedCells(text: string): number {
  const ranges = text.matchAll(
    /<(?:\w+:)?mergeCell\s[^>]*?ref\s*=\s*["']\$?([A-Z]+)\$?(\d+):\$?([A-Z]+)\$?(\d+)/gi,
  )
  let sum = 0
  for (const [, left = '', top, right = '', bottom] of ranges)
    sum += (Math.abs(numbered(right) - numbered(left)) + 1) * (Math.abs(Number(bottom) - Number(top)) + 1)
  return sum
}

const numbered = (letters: string): number =>
  Array.from(letters.toUpperCase()).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0)

function unpack(bytes: Buffer, { at, packed, size, method }: Part): Buffer | undefined {
  if (at + 30 > bytes.length || bytes.readUInt32LE(at) !== 0x04034b50) return undefined
  const start = at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28)
  const content = bytes.subarray(start, start + packed)
  if (content.length !== packed) return undefined
  if (method === 0) return content
  try {
    return method === 8 ? inflateRawSync(content, { maxOutputLength: Math.max(size, 1) }) : undefined
  } catch {
    return undefined
  }
}

/** A part as text, whichever of the encodings of XML it is in. */
function asText(content: Buffer): string {
  return content.includes(0) ? content.toString('latin1').replaceAll('\0', '') : content.toString('latin1')
}
