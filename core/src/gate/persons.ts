// SPDX-License-Identifier: Apache-2.0
// Persons by key: 24 bytes each in open addressing, in shards that grow one at a time.
import { parseDate } from '@yakusoku/core/calendar'
import type { Person } from './facts.ts'
import { makeRows, type Rows } from './rows.ts'

const SHARDS = 64
/** Words of a place: four of the key, the row (plus one; 0 is free, GONE was deleted), the day of birth. */
const STRIDE = 6
const GONE = 0xffffffff
const FULL = 0.8

type Shard = { places: Uint32Array; capacity: number; used: number }

/** Every person a gate knows, by key. */
export type Persons = {
  readonly rows: Rows
  readonly set: (key: string, person: Person | undefined) => void
  readonly get: (key: string) => Person | undefined
  /** The row of a person, 0 for one nobody knows; `born` then tells the day of birth. */
  readonly row: (key: string) => number
  /** Days from 1900-01-01 of the person last asked for by `row`, plus one; 0 where it is not known. */
  readonly born: () => number
  readonly count: () => number
}

const FIRST_DAY = Date.UTC(1900, 0, 1) / 86_400_000

/** Days from 1900-01-01 to a day, plus one; 0 for none. */
export function dayNumber(day: string | undefined): number {
  const parsed = day === undefined ? undefined : parseDate(day)
  if (!parsed?.ok) return 0
  const { year, month, day: date } = parsed.value
  return Math.max(1, Date.UTC(year, month - 1, date) / 86_400_000 - FIRST_DAY + 1)
}

const dayOf = (number: number): string | undefined =>
  number === 0 ? undefined : new Date((number - 1 + FIRST_DAY) * 86_400_000).toISOString().slice(0, 10)

/** Makes an empty table. Keys of 32 hexadecimal digits are kept as their 128 bits; any other key as it is. */
export function makePersons(): Persons {
  const rows = makeRows()
  const shards = Array.from({ length: SHARDS }, (): Shard => emptyShard(8))
  const others = new Map<string, { row: number; born: number }>()
  const key = new Uint32Array(4)
  let bornFound = 0
  let count = 0

  function place(): number {
    const shard = shards[key[0]! >>> 26]!
    const at = find(shard, key)
    return at
  }

  function put(row: number, born: number): void {
    const shard = shards[key[0]! >>> 26]!
    let at = find(shard, key)
    if (at < 0) {
      if ((shard.used + 1) / shard.capacity > FULL) enlarge(shard)
      at = freePlace(shard, key)
      shard.places.set(key, at)
      shard.used += 1
      count += 1
    }
    shard.places[at + 4] = row + 1
    shard.places[at + 5] = born
  }

  function remove(): void {
    const shard = shards[key[0]! >>> 26]!
    const at = find(shard, key)
    if (at < 0) return
    shard.places[at + 4] = GONE
    shard.places[at + 5] = 0
    count -= 1
  }

  function row(name: string): number {
    bornFound = 0
    if (!parseKey(name, key)) {
      const other = others.get(name)
      bornFound = other?.born ?? 0
      return other?.row ?? 0
    }
    const at = place()
    if (at < 0) return 0
    const { places } = shards[key[0]! >>> 26]!
    bornFound = places[at + 5]!
    return places[at + 4]! - 1
  }

  function set(name: string, person: Person | undefined): void {
    const hex = parseKey(name, key)
    if (person === undefined) return hex ? remove() : void others.delete(name)
    const [state, born] = [rows.intern(person), dayNumber(person.born)]
    if (hex) put(state, born)
    else others.set(name, { row: state, born })
  }

  const known = (name: string): boolean => (parseKey(name, key) ? place() >= 0 : others.has(name))
  return {
    rows,
    set,
    row,
    born: () => bornFound,
    get: (name) => {
      if (!known(name)) return undefined
      const state = rows.person(row(name))
      return bornFound === 0 ? state : { ...state, born: dayOf(bornFound) }
    },
    count: () => count + others.size,
  }
}

const emptyShard = (capacity: number): Shard => ({
  places: new Uint32Array(capacity * STRIDE),
  capacity,
  used: 0,
})

/** Reads 32 lower-case hexadecimal digits into four words; false for anything else. */
function parseKey(name: string, key: Uint32Array): boolean {
  if (name.length !== 32) return false
  for (let word = 0; word < 4; word += 1) {
    let value = 0
    for (let at = word * 8; at < word * 8 + 8; at += 1) {
      const code = name.charCodeAt(at)
      const digit = code >= 48 && code <= 57 ? code - 48 : code >= 97 && code <= 102 ? code - 87 : -1
      if (digit < 0) return false
      value = (value << 4) | digit
    }
    key[word] = value
  }
  return true
}

const startOf = (shard: Shard, key: Uint32Array): number =>
  ((key[1]! ^ Math.imul(key[2]!, 0x9e3779b1)) >>> 0) % shard.capacity

/** Where the key stands, counted in words; -1 where it does not. */
function find(shard: Shard, key: Uint32Array): number {
  const { places, capacity } = shard
  const [a, b, c, d] = [key[0]!, key[1]!, key[2]!, key[3]!]
  for (
    let at = startOf(shard, key), tried = 0;
    tried < capacity;
    at = at + 1 === capacity ? 0 : at + 1, tried += 1
  ) {
    const start = at * STRIDE
    const state = places[start + 4]!
    if (state === 0) return -1
    if (
      state !== GONE &&
      places[start] === a &&
      places[start + 1] === b &&
      places[start + 2] === c &&
      places[start + 3] === d
    )
      return start
  }
  return -1
}

function freePlace(shard: Shard, key: Uint32Array): number {
  let at = startOf(shard, key)
  while (shard.places[at * STRIDE + 4] !== 0) at = at + 1 === shard.capacity ? 0 : at + 1
  return at * STRIDE
}

/** Makes room, leaving out what was deleted. */
function enlarge(shard: Shard): void {
  const { places } = shard
  let alive = 0
  for (let at = 4; at < places.length; at += STRIDE) if (places[at] !== 0 && places[at] !== GONE) alive += 1
  const next = emptyShard(Math.max(8, Math.ceil(((alive + 1) * 1.25) / FULL)))
  for (let at = 0; at < places.length; at += STRIDE) {
    const state = places[at + 4]!
    if (state === 0 || state === GONE) continue
    const one = places.subarray(at, at + STRIDE)
    next.places.set(one, freePlace(next, one))
  }
  next.used = alive
  Object.assign(shard, next)
}
