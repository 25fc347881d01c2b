// SPDX-License-Identifier: Apache-2.0
const folded = (text: string): string => text.normalize('NFKC').toLowerCase()

/** Whether every word of a search stands somewhere in these texts, in any width and case. */
export function matches(search: string, texts: readonly string[]): boolean {
  const whole = folded(texts.join('\n'))
  return folded(search)
    .split(/\s+/)
    .every((word) => whole.includes(word))
}
