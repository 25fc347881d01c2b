// SPDX-License-Identifier: Apache-2.0
import { isAlias, isMap, isScalar, isSeq, LineCounter, parseAllDocuments } from 'yaml'
import type { Document, Node } from 'yaml'
import type { MapProblem, Named, Place } from './datamap.ts'
import { nearest } from './nearest.ts'

const MAX_BYTES = 4 * 1024 * 1024
const MAX_ALIASES = 1000
const MAX_DEPTH = 64

/** A map file as it was read: text, or bytes that have yet to prove they are UTF-8. */
export interface MapFile {
  readonly name: string
  readonly content: string | Uint8Array
}

/** A key of a YAML mapping with its value and place. */
export interface Entry {
  readonly key: string
  readonly at: Place
  readonly value: Node | null
}

/** Walks one YAML file and notes every problem with its place; nothing it does throws. */
export interface Reader {
  readonly file: string
  readonly roots: (Node | null)[]
  readonly problems: MapProblem[]
  at(node: Node | null | undefined): Place
  fail(at: Place, code: string, en: string, ja: string): void
  warn(at: Place, code: string, en: string, ja: string): void
  entries(node: Node | null, what: string, known: readonly string[]): Map<string, Entry>
  items(entry: Entry | undefined): (Node | null)[]
  text(entry: Entry | undefined): string | undefined
  flag(entry: Entry | undefined): boolean
  whole(entry: Entry | undefined): number | undefined
  names(entry: Entry | undefined): Named[]
  plain(node: Node | null): unknown
}

const decode = (file: MapFile): { text: string } | { en: string; ja: string; code: string } => {
  const bytes = typeof file.content === 'string' ? undefined : file.content
  const size = bytes?.length ?? (file.content as string).length
  if (size > MAX_BYTES)
    return {
      code: 'too-large',
      en: `The file has ${size} bytes; a map may have at most ${MAX_BYTES}. Split it into several files.`,
      ja: `ファイルが ${size} バイトあります。上限は ${MAX_BYTES} バイトです。複数のファイルに分けてください。`,
    }
  const encoding = {
    code: 'encoding',
    en: 'The file is not UTF-8 text. Save it as UTF-8 and try again.',
    ja: 'UTF-8 のテキストではありません。UTF-8 で保存し直してください。',
  }
  try {
    const text = bytes ? new TextDecoder('utf-8', { fatal: true }).decode(bytes) : (file.content as string)
    return text.includes('\0') ? encoding : { text: text.replace(/^\uFEFF/, '') }
  } catch {
    return encoding
  }
}

/** The Japanese word for a part of a map, for messages. */
export const japanese = (what: string): string =>
  what
    .replace(/^(A|The) dataset/, 'データセット')
    .replace(/^(A|The) collection/, 'コレクション')
    .replace(/^(A|The) field/, 'フィールド')
    .replace(/^A reference/, '参照')
    .replace(/ "(.*)"$/, '「$1」')

const kindOf = (node: Node | null): string => {
  if (isMap(node)) return 'a mapping'
  if (isSeq(node)) return 'a list'
  if (isScalar(node) && node.value !== null)
    return `${typeof node.value} (${JSON.stringify(node.value).slice(0, 40)})`
  return 'nothing'
}

const parse = (text: string, lines: LineCounter): Document[] | string => {
  try {
    // Repeated keys are looked for below: the library takes the square of their number.
    return [...parseAllDocuments(text, { lineCounter: lines, uniqueKeys: false })]
  } catch (error) {
    return error instanceof RangeError ? 'depth' : 'broken'
  }
}

const tooDeep = (node: unknown, depth = 0): boolean => {
  if (depth > MAX_DEPTH) return true
  if (isMap(node)) return node.items.some((pair) => tooDeep(pair.value, depth + 1))
  return isSeq(node) && node.items.some((item) => tooDeep(item, depth + 1))
}

/** Keys that stand twice in one mapping. */
const repeatedKeys = (node: unknown): Node[] => {
  if (isSeq(node)) return node.items.flatMap(repeatedKeys)
  if (!isMap(node)) return []
  const seen = new Set<unknown>()
  return node.items.flatMap(({ key, value }) => {
    const name = isScalar(key) ? key.value : key
    const again = seen.has(name) ? [key as Node] : []
    seen.add(name)
    return [...again, ...repeatedKeys(value)]
  })
}

const tellRepeated = (
  { fail }: Pick<Reader, 'fail'>,
  placeAt: (offset: number) => Place,
  key: Node,
): void => {
  const name = isScalar(key) ? String(key.value).slice(0, 100) : ''
  fail(
    placeAt(key.range?.[0] ?? 0),
    'yaml',
    `The key "${name}" stands twice in one mapping. Remove one.`,
    `キー「${name}」が同じ階層に二度書かれています。片方を消してください。`,
  )
}

/** Opens a map file for reading; encoding, size, syntax and alias bombs are refused here. */
export const openReader = (file: MapFile): Reader => {
  const problems: MapProblem[] = []
  const lines = new LineCounter()
  const origin: Place = { file: file.name, line: 1, column: 1 }
  const placeAt = (offset: number): Place => {
    const { line, col } = lines.linePos(offset)
    return { file: file.name, line: Math.max(line, 1), column: Math.max(col, 1) }
  }
  const add = (severity: 'error' | 'warning') => (at: Place, code: string, en: string, ja: string) => {
    problems.push({ severity, code, at, en, ja })
  }
  const fail = add('error')
  const decoded = decode(file)
  const base = { file: file.name, problems, fail, warn: add('warning') }
  if (!('text' in decoded)) {
    fail(origin, decoded.code, decoded.en, decoded.ja)
    return { ...base, roots: [], ...access(base, placeAt, origin, undefined) }
  }
  const documents = parse(decoded.text, lines)
  if (typeof documents === 'string' || documents.some((d) => tooDeep(d.contents))) {
    fail(
      origin,
      'too-deep',
      'The file is nested too deeply to be a data map. Flatten it.',
      '入れ子が深すぎます。構造を浅くしてください。',
    )
    return { ...base, roots: [], ...access(base, placeAt, origin, undefined) }
  }
  for (const error of documents.flatMap((d) => d.errors))
    fail(
      placeAt(error.pos[0]),
      'yaml',
      `Not valid YAML: ${error.message.split('\n')[0]}`,
      `YAML として読めません: ${error.message.split('\n')[0]}`,
    )
  for (const key of documents.flatMap((d) => repeatedKeys(d.contents))) tellRepeated(base, placeAt, key)
  const broken = problems.length > 0
  return {
    ...base,
    roots: broken ? [] : documents.map((d) => d.contents as Node | null),
    ...access(base, placeAt, origin, documents),
  }
}

type Base = Pick<Reader, 'file' | 'problems' | 'fail' | 'warn'>
type Access = Omit<Reader, 'file' | 'problems' | 'fail' | 'warn' | 'roots'>

type Resolve = (node: unknown) => Node | null

/** Follows aliases, and stops following them when there are as many as only a bomb has. */
const resolver = (base: Base, at: Reader['at'], documents: readonly Document[]): Resolve => {
  let aliases = 0
  const resolve: Resolve = (node) => {
    if (!isAlias(node)) return (node ?? null) as Node | null
    aliases += 1
    if (aliases > MAX_ALIASES) {
      if (aliases === MAX_ALIASES + 1)
        base.fail(
          at(node),
          'alias-bomb',
          `The file expands more than ${MAX_ALIASES} aliases, as a YAML bomb does. Write the parts out.`,
          `エイリアスの展開が ${MAX_ALIASES} 回を超えました(YAML 爆弾の疑い)。エイリアスを使わずに書いてください。`,
        )
      return null
    }
    for (const document of documents) {
      const found = node.resolve(document)
      if (found) return resolve(found)
    }
    return null
  }
  return resolve
}

const scalar = (entry: Entry | undefined): unknown =>
  entry && isScalar(entry.value) ? entry.value.value : undefined
const empty = (entry: Entry): boolean => !entry.value || (isScalar(entry.value) && entry.value.value === null)

const wrong = (base: Base, entry: Entry, want: string, wantJa: string): undefined => {
  base.fail(
    entry.at,
    'wrong-type',
    `"${entry.key}" must be ${want}, but it is ${kindOf(entry.value)}.`,
    `「${entry.key}」は${wantJa}で書いてください。`,
  )
}

const readScalars = (base: Base): Pick<Reader, 'text' | 'flag' | 'whole'> => ({
  text: (entry) => {
    if (!entry || empty(entry)) return undefined
    const value = scalar(entry)
    return typeof value === 'string' ? value : wrong(base, entry, 'text', '文字列')
  },
  flag: (entry) => {
    if (!entry || empty(entry)) return false
    const value = scalar(entry)
    if (typeof value === 'boolean') return value
    // Fides reads YAML 1.1, where these words are truth values too.
    if (typeof value === 'string' && /^(true|yes|on)$/i.test(value)) return true
    if (typeof value === 'string' && /^(false|no|off)$/i.test(value)) return false
    return wrong(base, entry, 'true or false', ' true または false ') ?? false
  },
  whole: (entry) => {
    if (!entry || empty(entry)) return undefined
    const value = scalar(entry)
    if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return value
    return wrong(base, entry, 'a whole number', '0 以上の整数')
  },
})

const access = (
  base: Base,
  placeAt: (offset: number) => Place,
  origin: Place,
  documents: readonly Document[] = [],
): Access => {
  const at = (node: Node | null | undefined): Place => (node?.range ? placeAt(node.range[0]) : origin)
  const resolve = resolver(base, at, documents)
  return {
    at,
    ...readScalars(base),
    entries: (node, what, known) => readEntries({ base, at, resolve }, node, what, known),
    items: (entry) => {
      if (!entry || empty(entry)) return []
      if (isSeq(entry.value)) return entry.value.items.map(resolve)
      return wrong(base, entry, 'a list', '一覧(リスト)') ?? []
    },
    names: (entry) => {
      if (!entry || empty(entry)) return []
      const list = isSeq(entry.value) ? entry.value.items.map(resolve) : [entry.value]
      return list.flatMap((node) => {
        if (isScalar(node) && typeof node.value === 'string') return [{ name: node.value, at: at(node) }]
        const here = { ...entry, value: node, at: at(node) }
        return wrong(base, here, 'a list of names', '名前の一覧') ?? []
      })
    },
    plain: (node) => plain(node, resolve),
  }
}

const plain = (node: unknown, resolve: Resolve): unknown => {
  const found = resolve(node)
  if (isScalar(found)) return found.value
  if (isSeq(found)) return found.items.map((item) => plain(item, resolve))
  if (!isMap(found)) return null
  return Object.fromEntries(
    found.items.map((pair) => [
      String(isScalar(pair.key) ? pair.key.value : pair.key),
      plain(pair.value, resolve),
    ]),
  )
}

const readEntries = (
  { base, at, resolve }: { base: Base; at: Reader['at']; resolve: Resolve },
  node: Node | null,
  what: string,
  known: readonly string[],
): Map<string, Entry> => {
  const found = new Map<string, Entry>()
  const map = resolve(node)
  if (!isMap(map)) {
    base.fail(
      at(node),
      'wrong-type',
      `${what} must be a mapping (key: value), but it is ${kindOf(map)}.`,
      `${japanese(what)}は「キー: 値」の形で書いてください。`,
    )
    return found
  }
  for (const pair of map.items) {
    const key = isScalar(pair.key) ? String(pair.key.value) : ''
    const place = at(pair.key as Node)
    if (key === '<<') {
      for (const [name, entry] of readEntries({ base, at, resolve }, pair.value as Node, what, known))
        if (!found.has(name)) found.set(name, entry)
      continue
    }
    if (!known.includes(key)) {
      const near = nearest(key, known)
      base.warn(
        place,
        'unknown-key',
        `${what} has no key "${key}"; it is ignored.${near ? ` Did you mean "${near}"?` : ''}`,
        `${japanese(what)}に「${key}」というキーはありません。無視します。${near ? `「${near}」ではありませんか。` : ''}`,
      )
      continue
    }
    found.set(key, { key, at: place, value: resolve(pair.value) })
  }
  return found
}
