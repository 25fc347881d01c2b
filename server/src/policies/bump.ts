// SPDX-License-Identifier: Apache-2.0

/** By how much a version rises: a promise less or weaker, something new or different, wording only, nothing. */
export type Bump = 'major' | 'minor' | 'patch' | 'none'

type Numbers = readonly [number, number, number]

const numbersOf = (version: string): Numbers => {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number)
  return [major, minor, patch]
}

/** Orders versions of three numbers as Semantic Versioning does. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [numbersOf(a), numbersOf(b)]
  return left[0] - right[0] || left[1] - right[1] || left[2] - right[2]
}

/** The least version that rises from another by a bump. */
export function bumpBetween(version: string, bump: Bump): string {
  const [major, minor, patch] = numbersOf(version)
  if (bump === 'major') return `${major + 1}.0.0`
  if (bump === 'minor') return `${major}.${minor + 1}.0`
  return bump === 'patch' ? `${major}.${minor}.${patch + 1}` : version
}

/** Whether a version rises from another at least by a bump. */
export const rises = (from: string, to: string, bump: Bump): boolean =>
  compareVersions(to, bumpBetween(from, bump)) >= 0
