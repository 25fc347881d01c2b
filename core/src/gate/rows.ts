// SPDX-License-Identifier: Apache-2.0
// States of persons, each different one kept once: most people stand like many others. A row is a few words of bits.
import { NOBODY, type Person } from './facts.ts'

const HEAD = 2

/** Rows of bits that stand for states of persons; day of birth apart. Row 0 is {@link NOBODY}. */
export type Rows = {
  /** The row of a state, made when it is new. */
  readonly intern: (person: Person) => number
  readonly person: (row: number) => Person
  /** The bit that stands for a name, given to it when it is new: `consent:news`, `objection:news`, `subject:*`. */
  readonly bit: (name: string) => number
  /** True where the row has any of the bits. */
  readonly any: (row: number, bits: readonly number[]) => boolean
  /** Which list of jurisdictions, and which of uses beyond the purposes, the row has; 0 is the empty one. */
  readonly jurisdictions: (row: number) => number
  readonly beyond: (row: number) => number
  readonly beyondAt: (list: number) => readonly { readonly purpose: string; readonly category: string }[]
  readonly count: () => number
  /** The words of all rows, and how many a row has; they move when a bit is new, and never while nothing is set. */
  readonly words: () => Uint32Array
  readonly width: () => number
}

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

/** Makes an empty set of rows. */
export function makeRows(): Rows {
  const names: string[] = []
  const bits = new Map<string, number>()
  const jurisdictions = lists<string>()
  const beyond = lists<{ purpose: string; category: string }>()
  const byText = new Map<string, number>()
  let width = HEAD + 2
  let words = new Uint32Array(64 * width)
  let count = 0

  function grow(newWidth: number, capacity: number): void {
    const moved = new Uint32Array(capacity * newWidth)
    for (let row = 0; row < count; row += 1)
      moved.set(words.subarray(row * width, (row + 1) * width), row * newWidth)
    words = moved
    width = newWidth
  }

  function bit(name: string): number {
    const found = bits.get(name)
    if (found !== undefined) return found
    const made = names.push(name) - 1
    bits.set(name, made)
    if (HEAD + (made >> 5) >= width) grow(width + 2, words.length / width)
    return made
  }

  function intern(person: Person): number {
    const set = namesOf(person).map(bit)
    const head = [jurisdictions.number(person.jurisdictions), beyond.number(person.beyond)]
    const text = `${head.join()};${[...new Set(set)].toSorted((a, b) => a - b).join()}`
    const found = byText.get(text)
    if (found !== undefined) return found
    if ((count + 1) * width > words.length) grow(width, Math.ceil((words.length / width) * 1.5))
    const start = count * width
    words.set(head, start)
    for (const one of set) words[start + HEAD + (one >> 5)]! |= 1 << (one & 31)
    byText.set(text, count)
    count += 1
    return count - 1
  }

  function person(row: number): Person {
    const start = row * width
    const set = names.filter((_, at) => ((words[start + HEAD + (at >> 5)] ?? 0) >>> (at & 31)) & 1)
    const of = (kind: string): string[] =>
      set.flatMap((name) =>
        name.startsWith(`${kind}:`) && name !== 'subject:*' ? [name.slice(kind.length + 1)] : [],
      )
    return {
      jurisdictions: jurisdictions.at(words[start] ?? 0),
      guardian: set.includes('guardian:'),
      subjects: of('subject'),
      consents: of('consent'),
      objections: of('objection'),
      happened: of('happened'),
      restricted: of('restricted'),
      suspended: of('suspended') as ('use' | 'provide')[],
      over: of('over'),
      beyond: beyond.at(words[start + 1] ?? 0),
    }
  }

  intern(NOBODY)
  return {
    intern,
    person,
    bit,
    any: (row, wanted) =>
      wanted.some((at) => ((words[row * width + HEAD + (at >> 5)] ?? 0) >>> (at & 31)) & 1),
    jurisdictions: (row) => words[row * width] ?? 0,
    beyond: (row) => words[row * width + 1] ?? 0,
    beyondAt: (list) => beyond.at(list),
    count: () => count,
    words: () => words,
    width: () => width,
  }
}

/** Where the bits of a row begin, in words. */
export const BITS_START = HEAD
