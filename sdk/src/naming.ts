// SPDX-License-Identifier: Apache-2.0
import { personKey } from '@yakusoku/core/gate'
import type { Known } from './known.ts'

const MOST = 20_000

const KEY = 'key:'
const DIGITS = 32

/** The name behind `key:`, where there is one. Looked at by hand: this is asked at each decision. */
function nameBehind(person: string): string | undefined {
  if (person.length !== KEY.length + DIGITS || !person.startsWith(KEY)) return undefined
  for (let at = KEY.length; at < person.length; at += 1) {
    const code = person.charCodeAt(at)
    // 0 to 9 and a to f.
    if (code < 48 || (code > 57 && code < 97) || code > 102) return undefined
  }
  return person.slice(KEY.length)
}

/** Names of persons as a gate knows them; those asked for lately are kept, since each costs more than a decision. */
export class Names {
  #key: Uint8Array | undefined
  #young = new Map<string, string>()
  #old = new Map<string, string>()

  /** The name of a person: by the identifier a program uses, or the name itself behind `key:`. */
  of(known: Pick<Known, 'key'>, person: string): string {
    return nameBehind(person) ?? this.hashOf(known, person)
  }

  /** The keyed hash of an identifier. */
  hashOf({ key }: Pick<Known, 'key'>, person: string): string {
    if (key !== this.#key) this.#forget(key)
    const known = this.#young.get(person) ?? this.#old.get(person)
    if (known !== undefined) return known
    const made = personKey(key, person)
    if (this.#young.size >= MOST) [this.#old, this.#young] = [this.#young, new Map()]
    this.#young.set(person, made)
    return made
  }

  #forget(key: Uint8Array): void {
    this.#key = key
    this.#young = new Map()
    this.#old = new Map()
  }
}
