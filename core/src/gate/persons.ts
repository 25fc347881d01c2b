// SPDX-License-Identifier: Apache-2.0
// Persons by key: 24 bytes each in open addressing, in shards that grow one at a time.
import { isDay } from '@yakusoku/core/calendar'
import type { Person } from './facts.ts'
import { Rows } from './rows.ts'

/** Parts of the table, by the first bits of the key. */
export const SHARDS = 64
/** Words of a place: four of the key, the row (plus one; 0 is free, GONE was deleted), the day of birth. */
const STRIDE = 6
const GONE = 0xffffffff
const FULL = 0.85
const GROWTH = 1.4
/** Room beyond those who come at once: a table that is full to the limit is slow to search. */
const SPARE = 1.15

type Shard = { places: Uint32Array; capacity: number; used: number }

const FIRST_DAY = Date.UTC(1900, 0, 1) / 86_400_000

/** A day of birth that is none: nobody is old enough by it, as `ageOn` has it. */
export const NO_DAY = 0xffffffff

/** Days from 1900-01-01 to a day, plus one; 0 for none; the largest number for what is no day. */
export function dayNumber(day: string | undefined): number {
  if (day === undefined) return 0
  if (!isDay(day)) return NO_DAY
  return Math.max(1, Date.parse(day) / 86_400_000 - FIRST_DAY + 1)
}

/** The day of a number, as {@link dayNumber} gives it. */
export const dayOf = (number: number): string | undefined =>
  number === 0
    ? undefined
    : number === NO_DAY
      ? 'unknown'
      : new Date((number - 1 + FIRST_DAY) * 86_400_000).toISOString().slice(0, 10)

/** Every person a gate knows, by key. Keys of 32 hexadecimal digits are kept as their 128 bits; any other key as it is. */
export class Persons {
  readonly rows = new Rows()
  /** Days from 1900-01-01 of the person last asked for by {@link row}, plus one; 0 where it is not known. */
  born = 0
  // Of different sizes, so that they do not all grow at once.
  readonly #shards = Array.from({ length: SHARDS }, (_, at): Shard => emptyShard(8 + (at % 8)))
  readonly #others = new Map<string, { row: number; born: number }>()
  readonly #key = new Uint32Array(4)
  #count = 0

  get count(): number {
    return this.#count + this.#others.size
  }

  /** The row of a person, 0 for one nobody knows; {@link born} then tells the day of birth. */
  row(name: string): number {
    this.born = 0
    if (!parseKey(name, this.#key)) {
      const other = this.#others.get(name)
      this.born = other?.born ?? 0
      return other?.row ?? 0
    }
    const shard = this.#shard()
    const at = find(shard, this.#key)
    if (at < 0) return 0
    this.born = shard.places[at + 5]!
    return shard.places[at + 4]! - 1
  }

  /** Replaces what is known of a person; without a state the person is forgotten. */
  set(name: string, person: Person | undefined): void {
    const hex = parseKey(name, this.#key)
    if (person === undefined) return hex ? this.#remove() : void this.#others.delete(name)
    const [row, born] = [this.rows.intern(person), dayNumber(person.born)]
    if (hex) this.#put(row, born)
    else this.#others.set(name, { row, born })
  }

  get(name: string): Person | undefined {
    const known = parseKey(name, this.#key) ? find(this.#shard(), this.#key) >= 0 : this.#others.has(name)
    if (!known) return undefined
    const state = this.rows.person(this.row(name))
    const born = dayOf(this.born)
    return born === undefined ? state : { ...state, born }
  }

  /** Every person of one of {@link SHARDS}, as they are at this moment: the records of a snapshot. */
  records(shard: number): Uint8Array {
    const { places } = this.#shards[shard]!
    let alive = 0
    for (let at = 4; at < places.length; at += STRIDE) if (places[at] !== 0 && places[at] !== GONE) alive += 1
    const view = new DataView(new ArrayBuffer(alive * STRIDE * 4))
    for (let at = 0, to = 0; at < places.length; at += STRIDE) {
      const state = places[at + 4]!
      if (state === 0 || state === GONE) continue
      for (let word = 0; word < 4; word += 1, to += 4) view.setUint32(to, places[at + word]!)
      view.setUint32(to, state - 1, true)
      view.setUint32(to + 4, places[at + 5]!, true)
      to += 8
    }
    return new Uint8Array(view.buffer)
  }

  /** Makes room for the people of records of a snapshot at once. */
  reserve(records: Uint8Array): void {
    const coming = new Uint32Array(SHARDS)
    for (let at = 0; at < records.length; at += STRIDE * 4) coming[records[at]! >>> 2]! += 1
    for (const [at, more] of coming.entries()) {
      const shard = this.#shards[at]!
      if ((shard.used + more) / shard.capacity > FULL) enlarge(shard, more)
    }
  }

  /** Takes in one record of a snapshot, whose state is this row here. */
  load(record: DataView, at: number, row: number): void {
    for (let word = 0; word < 4; word += 1) this.#key[word] = record.getUint32(at + word * 4)
    this.#put(row, record.getUint32(at + 20, true))
  }

  /** Every person's row and day of birth, in parts: whoever goes through them may rest in between. */
  *parts(): Generator<(visit: (row: number, born: number) => void) => void> {
    yield (visit) => this.#others.forEach(({ row, born }) => visit(row, born))
    for (const { places } of this.#shards)
      yield (visit) => {
        for (let at = 0; at < places.length; at += STRIDE) {
          const state = places[at + 4]!
          if (state !== 0 && state !== GONE) visit(state - 1, places[at + 5]!)
        }
      }
  }

  #shard(): Shard {
    return this.#shards[this.#key[0]! >>> 26]!
  }

  #put(row: number, born: number): void {
    const shard = this.#shard()
    let at = find(shard, this.#key)
    if (at < 0) {
      if ((shard.used + 1) / shard.capacity > FULL) enlarge(shard)
      at = freePlace(shard, this.#key)
      shard.places.set(this.#key, at)
      shard.used += 1
      this.#count += 1
    }
    shard.places[at + 4] = row + 1
    shard.places[at + 5] = born
  }

  #remove(): void {
    const shard = this.#shard()
    const at = find(shard, this.#key)
    if (at < 0) return
    shard.places[at + 4] = GONE
    shard.places[at + 5] = 0
    this.#count -= 1
  }
}

const emptyShard = (capacity: number): Shard => ({
  places: new Uint32Array(capacity * STRIDE),
  capacity,
  used: 0,
})

/** The value of each hexadecimal digit by its code; 16 for every other character. */
const DIGITS = Uint8Array.from({ length: 128 }, (_, code) => {
  const at = '0123456789abcdef'.indexOf(String.fromCharCode(code))
  return at < 0 ? 16 : at
})

/** Reads 32 lower-case hexadecimal digits into four words; false for anything else. */
function parseKey(name: string, key: Uint32Array): boolean {
  if (name.length !== 32) return false
  let wrong = 0
  for (let word = 0, at = 0; word < 4; word += 1) {
    let value = 0
    for (const end = at + 8; at < end; at += 1) {
      const digit = DIGITS[name.charCodeAt(at)] ?? 16
      wrong |= digit
      value = (value << 4) | digit
    }
    key[word] = value
  }
  return wrong < 16
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

/** Makes room for so many more, leaving out what was deleted. */
function enlarge(shard: Shard, more = 1): void {
  const { places } = shard
  const key = new Uint32Array(4)
  let alive = 0
  for (let at = 4; at < places.length; at += STRIDE) if (places[at] !== 0 && places[at] !== GONE) alive += 1
  const next = emptyShard(Math.ceil(Math.max((alive + 1) * GROWTH, (alive + more) * SPARE) / FULL))
  for (let at = 0; at < places.length; at += STRIDE) {
    const state = places[at + 4]!
    if (state === 0 || state === GONE) continue
    for (let word = 0; word < 4; word += 1) key[word] = places[at + word]!
    const to = freePlace(next, key)
    for (let word = 0; word < STRIDE; word += 1) next.places[to + word] = places[at + word]!
  }
  next.used = alive
  Object.assign(shard, next)
}
