// SPDX-License-Identifier: Apache-2.0
import { readText, type PackFile } from '@yakusoku/core/packs'

/** A comment that lets a finding stand: `# yakusoku-allow area/name: reason`, on the line of the finding or above it. */
export type Allowance = { rule: string; reason: string; file: string; line: number; column: number }

const COMMENT = /(?:#|<!--)[ \t]*yakusoku-allow[ \t]+([a-z-]+\/[a-z-]+)[ \t]*:?[ \t]*([^\r\n]*)/g

/** Every such comment in the files of a pack. */
export function allowancesIn(files: readonly PackFile[]): Allowance[] {
  return files.flatMap((given) => {
    const file = given.path.split(/[\\/]/).at(-1) ?? given.path
    const { text = '' } = readText(given)
    if (!text.includes('yakusoku-allow')) return []
    return text.split('\n').flatMap((content, index) =>
      [...content.matchAll(COMMENT)].map((found) => ({
        rule: found[1] ?? '',
        reason: (found[2] ?? '').replace(/-->.*$/, '').trim(),
        file,
        line: index + 1,
        column: found.index + 1,
      })),
    )
  })
}
