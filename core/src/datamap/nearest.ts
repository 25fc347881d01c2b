// SPDX-License-Identifier: Apache-2.0

const distance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1
      next.push(Math.min((next[j - 1] ?? 0) + 1, (row[j] ?? 0) + 1, (row[j - 1] ?? 0) + cost))
    }
    row = next
  }
  return row[b.length] ?? 0
}

/** Finds the known name closest to a mistyped one, or nothing when none is close. */
export const nearest = (name: string, known: Iterable<string>): string | undefined => {
  const wanted = name.slice(0, 64).toLowerCase()
  let best: string | undefined
  let least = Math.max(2, Math.floor(wanted.length / 3)) + 1
  for (const candidate of known) {
    if (Math.abs(candidate.length - wanted.length) >= least) continue
    const d = distance(wanted, candidate.toLowerCase())
    if (d < least) [best, least] = [candidate, d]
  }
  return best
}
