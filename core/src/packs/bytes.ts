// SPDX-License-Identifier: Apache-2.0
import { problem, type Place, type Problem } from './problems.ts'
import type { Local } from './terms.ts'

/** A file of a pack as it was found: text, or bytes whose encoding is still to be seen. */
export type PackFile = { path: string } & ({ text: string } | { bytes: Uint8Array })

/** Bytes of one file at most; a pack of 2,000 promises has about half of it. */
export const MAX_FILE_BYTES = 1_000_000

/** The text of a file, or why it cannot be read. */
export function readText(file: PackFile): { text?: string; problems: Problem[] } {
  const size = 'text' in file ? file.text.length : file.bytes.length
  const start = { path: file.path, line: 1, column: 1 }
  if (size > MAX_FILE_BYTES)
    return refused('file/too-large', start, { size: String(size), limit: String(MAX_FILE_BYTES) })
  const decoded = 'text' in file ? { text: file.text } : decode(file.bytes)
  if (decoded.text === undefined) {
    return refused(
      'file/encoding',
      { path: file.path, ...placeOf(decoded.before) },
      { encoding: decoded.encoding },
    )
  }
  const text = decoded.text.replace(/^\uFEFF/, '')
  if (text.trim() === '') return refused('file/empty', start)
  const control = /[^\P{Cc}\t\n\r]/u.exec(text)
  if (!control) return { text, problems: [] }
  const code = `U+${control[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`
  return refused(
    'file/control-character',
    { path: file.path, ...placeOf(text.slice(0, control.index)) },
    { code },
  )
}

const refused = (
  rule: Parameters<typeof problem>[0],
  place: Place,
  words: Record<string, string | Local> = {},
) => ({
  problems: [problem(rule, place, words)],
})

type Decoded = { text: string } | { text?: undefined; encoding: string | Local; before: string }

const BROKEN: Local = { ja: '壊れた UTF-8 か、文章でないファイル', en: 'broken UTF-8, or no text at all' }

function decode(bytes: Uint8Array): Decoded {
  const wide = wideEncoding(bytes)
  if (wide) return { encoding: wide, before: '' }
  // Its letters are those of ASCII, between escapes that no text has.
  const letters = new TextDecoder('latin1').decode(bytes)
  if (ESCAPES.some((escape) => letters.includes(escape))) return { encoding: 'ISO-2022-JP', before: '' }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) }
  } catch {
    return { encoding: legacyEncoding(bytes), before: validPrefix(bytes) }
  }
}

// The escapes to JIS X 0208 and back of RFC 1468, the JIS of old mail.
const ESCAPES = ['\u001B$@', '\u001B$B']

function wideEncoding(bytes: Uint8Array): string | undefined {
  const [first, second, third, fourth] = bytes
  if (first === 0xff && second === 0xfe) return third === 0 && fourth === 0 ? 'UTF-32 LE' : 'UTF-16 LE'
  if (first === 0xfe && second === 0xff) return 'UTF-16 BE'
  if (first === 0 && second === 0 && third === 0xfe && fourth === 0xff) return 'UTF-32 BE'
  // ASCII in UTF-16 without a mark: every second byte is zero.
  if (first !== 0 && second === 0 && third !== 0 && fourth === 0) return 'UTF-16 LE'
  if (first === 0 && second !== 0 && third === 0 && fourth !== 0) return 'UTF-16 BE'
  return undefined
}

function legacyEncoding(bytes: Uint8Array): string | Local {
  const reads = (label: string): string | undefined => {
    try {
      return new TextDecoder(label, { fatal: true }).decode(bytes)
    } catch {
      return undefined
    }
  }
  const candidates = (['Shift_JIS', 'EUC-JP'] as const)
    .map((label) => ({ label, text: reads(label.toLowerCase()) }))
    .filter((candidate) => candidate.text !== undefined)
    .map(({ label, text }) => ({ label, score: likeliness(text ?? '') }))
    .toSorted((a, b) => b.score - a.score)
  return candidates[0]?.label ?? BROKEN
}

// The wrong one of the two encodings gives half-width kana and rare characters instead of hiragana.
const likeliness = (text: string): number =>
  (text.match(/[ぁ-んァ-ヶー、。]/g)?.length ?? 0) - 2 * (text.match(/[｡-ﾟ]/g)?.length ?? 0)

function validPrefix(bytes: Uint8Array): string {
  const lenient = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
  const bad = lenient.indexOf('\uFFFD')
  return lenient.slice(0, Math.max(bad, 0))
}

function placeOf(before: string): { line: number; column: number } {
  const lines = before.split('\n')
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 }
}
