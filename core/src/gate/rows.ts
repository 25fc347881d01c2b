// SPDX-License-Identifier: Apache-2.0
// States of persons, each different one kept once: most people stand like many others. A row is a few words of bits.
import { NOBODY, type Person } from './facts.ts'

/** Where the bits of a row begin: before them stand the list of jurisdictions, and in two words that of uses beyond. */
export const BITS_START = 3
const MOST_SAID = 100_000

/** The rows as they lie in memory: `width` words of 16 bits each; both change when a bit is new. */
export type Table = { words: Uint16Array; width: number }

/** Names of the bits of a state. */
function namesOf(person: Person): string[] {
  const of = (kind: string, ids: readonly string[]): string[] => ids.map((id) => `${kind}:${id}`)
  return [
    ...of('consent', person.consents),
    ...of('objection', person.objections),
    ...of('happened', person.happened),
    ...of('restricted', person.restricted),
    ...of('suspended', person.suspended),
    ...of('over', person.over),
    ...of('subject', person.subjects),
    ...(person.subjects.length > 0 ? ['subject:*'] : []),
    ...(person.guardian ? ['guardian:'] : []),
  ]
}

const joined = (ids: readonly string[]): string =>
  ids.length === 0 ? '' : ids.length === 1 ? (ids[0] as string) : ids.join('\u0001')

/** A state as it was said, its lists in the order they came. Ids have no control characters: packs allow none. */
const textOf = (one: Person): string =>
  joined(one.consents) +
  '\u0002' +
  joined(one.objections) +
  '\u0002' +
  joined(one.happened) +
  '\u0002' +
  joined(one.subjects) +
  '\u0002' +
  joined(one.restricted) +
  '\u0002' +
  joined(one.suspended) +
  '\u0002' +
  joined(one.over) +
  '\u0002' +
  joined(one.jurisdictions) +
  (one.guardian ? '\u0003' : '') +
  (one.beyond.length === 0 ? '' : JSON.stringify(one.beyond))

/** Lists kept once each, by their text; 0 is the empty one. */
function lists<Item>() {
  const known: (readonly Item[])[] = [[]]
  const numbers = new Map<string, number>([['[]', 0]])
  return {
    number(list: readonly Item[]): number {
      const text = JSON.stringify(list)
      const found = numbers.get(text)
      if (found !== undefined) return found
      numbers.set(text, known.length)
      return known.push(list) - 1
    },
    at: (number: number): readonly Item[] => known[number] ?? [],
  }
}

/** Rows of bits that stand for states of persons; day of birth apart. Row 0 is {@link NOBODY}. */
export class Rows {
  readonly table: Table = { words: new Uint16Array(64 * (BITS_START + 4)), width: BITS_START + 4 }
  readonly #names: string[] = []
  readonly #bits = new Map<string, number>()
  readonly #jurisdictions = lists<string>()
  readonly #beyond = lists<{ purpose: string; category: string }>()
  readonly #byText = new Map<string, number>()
  // States as they come in, so that the usual ones are taken apart once.
  readonly #bySaid = new Map<string, number>()
  #count = 0

  constructor() {
    this.intern(NOBODY)
  }

  /** Rows so far; their numbers are below. */
  get count(): number {
    return this.#count
  }

  /** The row of a state, made when it is new. */
  intern(person: Person): number {
    const said = textOf(person)
    const known = this.#bySaid.get(said)
    if (known !== undefined) return known
    const row = this.#rowOf(person)
    if (this.#bySaid.size >= MOST_SAID) this.#bySaid.clear()
    this.#bySaid.set(said, row)
    return row
  }

  /** The bit that stands for a name, given to it when it is new: `consent:news`, `objection:news`, `subject:*`. */
  bit(name: string): number {
    const found = this.#bits.get(name)
    if (found !== undefined) return found
    const { words, width } = this.table
    const made = this.#names.push(name) - 1
    this.#bits.set(name, made)
    if (BITS_START + (made >> 4) >= width) this.#grow(width + 4, words.length / width)
    return made
  }

  /** The list of uses beyond the purposes with a number; 0 is the empty one. */
  beyondAt(list: number): readonly { readonly purpose: string; readonly category: string }[] {
    return this.#beyond.at(list)
  }

  /** The state that a row stands for. */
  person(row: number): Person {
    const { words, width } = this.table
    const start = row * width
    const set = this.#names.filter(
      (_, at) => ((words[start + BITS_START + (at >> 4)] ?? 0) >>> (at & 15)) & 1,
    )
    const of = (kind: string): string[] =>
      set.flatMap((name) =>
        name.startsWith(`${kind}:`) && name !== 'subject:*' ? [name.slice(kind.length + 1)] : [],
      )
    return {
      jurisdictions: this.#jurisdictions.at(words[start] ?? 0),
      guardian: set.includes('guardian:'),
      subjects: of('subject'),
      consents: of('consent'),
      objections: of('objection'),
      happened: of('happened'),
      restricted: of('restricted'),
      suspended: of('suspended') as ('use' | 'provide')[],
      over: of('over'),
      beyond: this.#beyond.at(beyondOf(this.table, start)),
    }
  }

  #rowOf(person: Person): number {
    const set = [...new Set(namesOf(person).map((name) => this.bit(name)))].toSorted((a, b) => a - b)
    const list = this.#beyond.number(person.beyond)
    const head = [this.#jurisdictions.number(person.jurisdictions), list & 0xffff, list >>> 16]
    const text = `${head.join()};${set.join()}`
    const found = this.#byText.get(text)
    if (found !== undefined) return found
    const { width } = this.table
    const row = this.#count
    if ((row + 1) * width > this.table.words.length)
      this.#grow(width, Math.ceil((this.table.words.length / width) * 1.5))
    this.table.words.set(head, row * width)
    for (const one of set) this.table.words[row * width + BITS_START + (one >> 4)]! |= 1 << (one & 15)
    this.#byText.set(text, row)
    this.#count += 1
    return row
  }

  #grow(width: number, capacity: number): void {
    const { table } = this
    const moved = new Uint16Array(capacity * width)
    for (let row = 0; row < this.#count; row += 1)
      moved.set(table.words.subarray(row * table.width, (row + 1) * table.width), row * width)
    table.words = moved
    table.width = width
  }
}

/** The number of the list of uses beyond the purposes of the row that starts there. */
export const beyondOf = ({ words }: Table, start: number): number =>
  words[start + 1]! + words[start + 2]! * 0x10000
