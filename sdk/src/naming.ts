// SPDX-License-Identifier: Apache-2.0
import { personKey } from '@yakusoku/core/gate'
import type { Known } from './known.ts'

const KEY = /^key:([0-9a-f]{32})$/
const MOST = 20_000

/** Names of persons as a gate knows them; those asked for lately are kept, since each costs more than a decision. */
export class Names {
  #key: Uint8Array | undefined
  #young = new Map<string, string>()
  #old = new Map<string, string>()

  /** The name of a person: by the identifier a program uses, or the name itself behind `key:`. */
  of({ key }: Pick<Known, 'key'>, person: string): string {
    const given = person.startsWith('key:') ? KEY.exec(person)?.[1] : undefined
    if (given !== undefined) return given
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
