// SPDX-License-Identifier: Apache-2.0
import type { PolicyOutline } from 'yakusoku/contract'

type Outlined = PolicyOutline['promises'][number]

/** Where the cursor stands: a file, a line from 1, and the file's text. */
export interface Cursor {
  readonly file: string
  readonly line: number
  readonly text: string
}

/**
 * The promises that the line under the cursor is about: those of the sentence, the promise's own entry, or those that
 * the element of pack.yaml helps to keep.
 */
export function promisesAt(outline: PolicyOutline, { file, line, text }: Cursor): readonly Outlined[] {
  if (file !== 'pack.yaml')
    return outline.promises.filter(({ sentences }) =>
      sentences.some((one) => one.file === file && one.line <= line && line <= one.endLine),
    )
  const start = startOfItem(text, line)
  const own = outline.promises.filter(({ at }) => at.line === start)
  if (own.length > 0) return own
  return outline.promises.filter(({ keptBy }) => keptBy.some(({ at }) => at?.line === start))
}

/** The line where the list item around a line begins: an item of pack.yaml may go over several lines. */
function startOfItem(text: string, line: number): number {
  const lines = text.split('\n')
  for (let at = line; at > 0; at -= 1) {
    const here = lines[at - 1] ?? ''
    if (/^\s{0,2}- /.test(here)) return at
    if (/^\S/.test(here)) return line
  }
  return line
}
