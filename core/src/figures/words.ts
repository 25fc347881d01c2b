// SPDX-License-Identifier: Apache-2.0

const UNITS = (
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen ' +
  'seventeen eighteen nineteen'
).split(' ')
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')
const SCALES: Record<string, number> = { thousand: 1_000, million: 1_000_000 }
const VALUES = new Map([
  ...UNITS.map((word, value): [string, number] => [word, value]),
  ...TENS.map((word, index): [string, number] => [word, 10 * (index + 2)]),
])

/** A number written in English words, and where the words end. */
export type WordNumber = { value: number; start: number; end: number }

/** Every number written in English words, such as "one hundred and twenty" or "twenty-one". */
export function findWordNumbers(text: string): WordNumber[] {
  const words = [...text.matchAll(/[a-z]+/gi)].map((found) => ({
    word: found[0].toLowerCase(),
    start: found.index,
    end: found.index + found[0].length,
  }))
  const joined = (at: number) => /^[\s-]+$/.test(text.slice(words[at - 1]?.end, words[at]?.start))
  const numbers: WordNumber[] = []
  for (let at = 0; at < words.length; at += 1) {
    const state = new Count()
    let [length, next] = [0, at]
    if (words[at]?.word === 'a' && isScale(words[at + 1]?.word) && joined(at + 1)) {
      state.take('one')
      next += 1
    }
    for (; next < words.length && (next === at || joined(next)); next += 1) {
      const { word } = words[next] as { word: string }
      if (word === 'and' && next > at && state.mayJoin && joined(next + 1)) continue
      if (!state.take(word)) break
      length = next - at + 1
    }
    if (length === 0) continue
    numbers.push({ value: state.value, start: words[at]?.start ?? 0, end: words[at + length - 1]?.end ?? 0 })
    at += length - 1
  }
  return numbers
}

const isScale = (word: string | undefined): boolean =>
  word !== undefined && (word === 'hundred' || Object.hasOwn(SCALES, word))

/** Takes words one by one as long as they go on with the same number. */
class Count {
  #total = 0
  #group = 0
  /** What may still be added to the group stays below this. */
  #room = 1000
  #scale = Number.POSITIVE_INFINITY
  /** True after hundred and thousand, where "and" belongs to the number. */
  mayJoin = false

  get value(): number {
    return this.#total + this.#group
  }

  take(word: string): boolean {
    const value = VALUES.get(word)
    const taken = value === undefined ? this.#multiply(word) : this.#add(value)
    if (taken) this.mayJoin = isScale(word)
    return taken
  }

  #add(value: number): boolean {
    const needs = value < 10 ? 10 : 100
    if (this.#room < needs || (value === 0 && this.#room < 1000)) return false
    this.#group += value
    this.#room = value >= 20 ? 10 : 1
    return true
  }

  #multiply(word: string): boolean {
    if (word === 'hundred' && this.#group > 0 && this.#group < 10) {
      this.#group *= 100
      this.#room = 100
      return true
    }
    const scale = Object.hasOwn(SCALES, word) ? SCALES[word] : undefined
    if (scale === undefined || this.#group === 0 || scale >= this.#scale) return false
    this.#total += this.#group * scale
    this.#scale = scale
    this.#group = 0
    this.#room = 1000
    return true
  }
}
