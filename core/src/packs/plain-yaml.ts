// SPDX-License-Identifier: Apache-2.0

/** A node of plain YAML: where it begins, and what is inside. */
export type PlainNode = {
  offset: number
  entries?: Map<string, { key: number; value: PlainNode }>
  items?: PlainNode[]
}

/** Plain YAML read: its data and its nodes. */
export type PlainYaml = { data: Record<string, unknown>; root: PlainNode }

type Read = { data: unknown; node: PlainNode }
type Line = { start: number; indent: number; end: number }

const MAX_DEPTH = 20
const KEY = /[A-Za-z][\w-]*(?=:(?:[ \n]|$))/y
const FLOW_KEY = /[A-Za-z][\w-]*(?=: )/y
// What a plain scalar may begin with here; every indicator of YAML is left to the full parser.
const PLAIN_START = /[^\s\-?:,[\]{}#&*!|>'"%@`]/y

/**
 * Reads the plain part of YAML 1.2 that packs are written in, several times faster than the full parser: block maps and
 * lists, flow collections on one line, and scalars on one line. Anything else, and whatever is wrong, gives undefined:
 * then the full parser reads it and tells what it finds. What this reads, the full parser reads the same.
 */
export function readPlainYaml(text: string): PlainYaml | undefined {
  try {
    const reader = new PlainReader(text)
    const read = reader.document()
    return read && { data: read.data as Record<string, unknown>, root: read.node }
  } catch (error) {
    if (error === NOT_PLAIN) return undefined
    throw error
  }
}

// Thrown and caught inside this file only: the way out of any depth.
const NOT_PLAIN = new Error('not plain')

const give = (): never => {
  throw NOT_PLAIN
}

class PlainReader {
  readonly #text: string
  readonly #lines: Line[]
  /** The line a block is being read from. */
  #line = 0
  /** Where a flow collection or scalar is being read. */
  #at = 0
  #depth = 0

  constructor(text: string) {
    this.#text = text
    if (/[\t\r\u0085\u2028\u2029\uFEFF]|^(?:---|\.\.\.|%)/m.test(text)) give()
    this.#lines = linesOf(text)
  }

  document(): Read | undefined {
    const first = this.#lines[0]
    if (!first || first.indent !== 0 || this.#text[first.start] === '-') return undefined
    const read = this.#map(0, first.start)
    return this.#line === this.#lines.length ? read : undefined
  }

  /** A block map whose keys stand at an indent, the first one at `start` (behind a dash, perhaps). */
  #map(indent: number, start: number): Read {
    this.#enter()
    const data: Record<string, unknown> = {}
    const entries: NonNullable<PlainNode['entries']> = new Map()
    for (let at: number | undefined = start; at !== undefined; at = this.#next(indent)) {
      const key = this.#match(KEY, at)
      if (entries.has(key) || key === '__proto__') give()
      const value = this.#afterKey(indent, at + key.length + 1)
      data[key] = value.data
      entries.set(key, { key: at, value: value.node })
    }
    this.#depth -= 1
    return { data, node: { offset: start, entries } }
  }

  /** The start of the next line when it goes on with a map at this indent; a deeper line belongs to nobody. */
  #next(indent: number): number | undefined {
    const line = this.#lines[this.#line]
    if (!line || line.indent < indent) return undefined
    if (line.indent > indent || this.#text[line.start] === '-') give()
    return line.start
  }

  #afterKey(indent: number, at: number): Read {
    const line = this.#lines[this.#line] as Line
    const from = this.#skip(at, line.end)
    if (from < line.end) return this.#inline(from, line)
    this.#line += 1
    const next = this.#lines[this.#line]
    if (!next || next.indent < indent) return give()
    const dash = this.#text[next.start] === '-'
    if (dash) return this.#list(next.indent)
    return next.indent > indent ? this.#map(next.indent, next.start) : give()
  }

  #list(indent: number): Read {
    this.#enter()
    const offset = (this.#lines[this.#line] as Line).start
    const data: unknown[] = []
    const items: PlainNode[] = []
    for (;;) {
      const line = this.#lines[this.#line]
      if (!line || line.indent < indent || (line.indent === indent && this.#text[line.start] !== '-')) break
      if (line.indent > indent || this.#text[line.start + 1] !== ' ') give()
      const from = this.#skip(line.start + 2, line.end)
      if (from >= line.end) give()
      const inside = this.#has(KEY, from)
        ? this.#map(indent + from - line.start, from)
        : this.#inline(from, line)
      data.push(inside.data)
      items.push(inside.node)
    }
    this.#depth -= 1
    return { data, node: { offset, items } }
  }

  /** A value that begins and ends on a line. */
  #inline(from: number, line: Line): Read {
    this.#at = from
    const read = this.#value(line.end, false)
    const rest = this.#skip(this.#at, line.end)
    if (rest < line.end) give()
    this.#line += 1
    return read
  }

  #value(end: number, flow: boolean): Read {
    const offset = this.#at
    const sign = this.#text[offset]
    if (sign === '{') return this.#flowMap(end)
    if (sign === '[') return this.#flowList(end)
    if (sign === "'" || sign === '"') return { data: this.#quoted(sign, end), node: { offset } }
    return { data: this.#plain(end, flow), node: { offset } }
  }

  #flowMap(end: number): Read {
    this.#enter()
    const offset = this.#at
    const data: Record<string, unknown> = {}
    const entries: NonNullable<PlainNode['entries']> = new Map()
    this.#step(end)
    while (this.#text[this.#at] !== '}') {
      const at = this.#at
      const key = this.#match(FLOW_KEY, at)
      if (entries.has(key) || key === '__proto__') give()
      this.#at = this.#skip(at + key.length + 1, end)
      const value = this.#value(end, true)
      data[key] = value.data
      entries.set(key, { key: at, value: value.node })
      this.#separator('}', end)
    }
    this.#at += 1
    this.#depth -= 1
    return { data, node: { offset, entries } }
  }

  #flowList(end: number): Read {
    this.#enter()
    const offset = this.#at
    const data: unknown[] = []
    const items: PlainNode[] = []
    this.#step(end)
    while (this.#text[this.#at] !== ']') {
      const { data: item, node } = this.#value(end, true)
      data.push(item)
      items.push(node)
      this.#separator(']', end)
    }
    this.#at += 1
    this.#depth -= 1
    return { data, node: { offset, items } }
  }

  /** Past an opening bracket and the spaces behind it. */
  #step(end: number): void {
    this.#at = this.#skip(this.#at + 1, end)
  }

  /** Past a comma and spaces, or up to the closing bracket. */
  #separator(close: string, end: number): void {
    this.#at = this.#skip(this.#at, end)
    const sign = this.#at < end ? this.#text[this.#at] : undefined
    if (sign === close) return
    if (sign !== ',') give()
    this.#step(end)
    // A comma before the end is allowed, and unusual enough to be left to the full parser.
    if (this.#at >= end || this.#text[this.#at] === close) give()
  }

  #quoted(quote: string, end: number): string {
    const from = this.#at + 1
    let to = this.#text.indexOf(quote, from)
    // In single quotes two of them stand for one.
    while (quote === "'" && to >= 0 && this.#text[to + 1] === quote) to = this.#text.indexOf(quote, to + 2)
    if (to < 0 || to >= end) give()
    const content = this.#text.slice(from, to)
    if (quote === '"' && content.includes('\\')) give()
    this.#at = to + 1
    // Behind the quote only what ends a value may stand.
    if (!/[\s,\]}]/.test(this.#text[this.#at] ?? '\n')) give()
    return quote === "'" ? content.replaceAll("''", "'") : content
  }

  #plain(end: number, flow: boolean): string | number | boolean | null {
    const from = this.#at
    if (!this.#has(PLAIN_START, from)) give()
    let to = from
    for (; to < end; to += 1) {
      const sign = this.#text[to] as string
      if (flow && (sign === ',' || sign === ']' || sign === '}')) break
      if (flow && (sign === '[' || sign === '{')) give()
      if (sign === ':' && (/[\s,[\]{}]/.test(this.#text[to + 1] ?? ' ') || to + 1 >= end)) give()
    }
    const content = this.#text.slice(from, to).trimEnd()
    this.#at = from + content.length
    return resolved(content)
  }

  #enter(): void {
    this.#depth += 1
    if (this.#depth > MAX_DEPTH) give()
  }

  #skip(at: number, end: number): number {
    let to = at
    while (to < end && this.#text[to] === ' ') to += 1
    return to
  }

  #has(pattern: RegExp, at: number): boolean {
    pattern.lastIndex = at
    return pattern.test(this.#text)
  }

  #match(pattern: RegExp, at: number): string {
    pattern.lastIndex = at
    return pattern.exec(this.#text)?.[0] ?? give()
  }
}

/** The lines that say something, each up to its comment; one with a quote before `#` is left whole. */
function linesOf(text: string): Line[] {
  const lines: Line[] = []
  for (let from = 0; from <= text.length;) {
    const found = text.indexOf('\n', from)
    const to = found < 0 ? text.length : found
    const content = text.slice(from, to)
    const indent = content.length - content.trimStart().length
    if (indent < content.length && content[indent] !== '#') {
      const comment = content.indexOf(' #')
      // Whether a sign stands in quotes is for the full parser to see.
      if (comment >= 0 && /['"]/.test(content)) give()
      const said = (comment < 0 ? content : content.slice(0, comment)).trimEnd()
      lines.push({ start: from + indent, indent, end: from + said.length })
    }
    from = to + 1
  }
  return lines
}

// Other numbers: signs, fractions, exponents, 0x, 0o, .inf, .nan.
const NUMERIC = /^(?:[-+]?(?:\.\d+|\d+\.\d*|\d+)(?:[eE][-+]?\d+)?|0[xo][\da-fA-F]*|[-+]?\.(?:inf|nan))$/i

/** What a plain scalar means in the core schema of YAML 1.2. */
function resolved(content: string): string | number | boolean | null {
  if (content === 'true' || content === 'false') return content === 'true'
  if (/^(?:~|null|Null|NULL|True|TRUE|False|FALSE)$/.test(content)) return give()
  if (/^\d+$/.test(content)) return content.length > 15 || /^0[0-9]/.test(content) ? give() : Number(content)
  if (NUMERIC.test(content)) return give()
  return content
}
