// SPDX-License-Identifier: Apache-2.0
import { posix } from 'node:path'
import { filesBelow, read } from '../tidy/sources.ts'

/** The chapters of the user guide, which exist in every language. */
export const chapters = filesBelow('docs/guide/en').map((path) => posix.basename(path))

/** Every page a reader may open: the guide, the pages at the top, the reference and the decisions. */
export const pages: readonly string[] = [
  ...filesBelow('.').filter((path) => /^[^/]+\.md$/.test(path)),
  ...filesBelow('docs').filter((path) => path.endsWith('.md')),
  'packs/README.md',
]

/** The pages that tell users what to type; decisions and reference are not among them. */
export const userPages = pages.filter((path) => /^(docs\/guide\/|README)/.test(path))

/** A heading with its level. */
export interface Heading {
  readonly level: number
  readonly text: string
}

/** The headings of a page, those in code blocks left out. */
export function headings(path: string): Heading[] {
  return [...withoutCode(read(path)).matchAll(/^(#+) (.+)$/gm)].map(([, marks, text]) => ({
    level: (marks as string).length,
    text: (text as string).trim(),
  }))
}

/** The anchor of a heading as code hosts make it: lower case, punctuation gone, spaces to hyphens. */
export function anchorOf({ text }: Heading): string {
  return text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\p{M}_ -]/gu, '')
    .replaceAll(' ', '-')
}

/** A page without its code, where brackets and hashes mean something else. */
export function withoutCode(page: string): string {
  return page.replaceAll(/^( *)```[\s\S]*?^\1```$/gm, '').replaceAll(/`[^`\n]*`/g, '')
}

/** The links of a page that lead into the repository, with the text of their target. */
export function links(path: string): { target: string; anchor: string }[] {
  const found = withoutCode(read(path)).matchAll(/\]\(([^)\s]+)\)/g)
  return [...found]
    .map(([, link]) => link as string)
    .filter((link) => !/^[a-z]+:/.test(link))
    .map((link) => {
      const [file = '', anchor = ''] = decodeURI(link).split('#')
      const target = file === '' ? path : posix.normalize(posix.join(posix.dirname(path), file))
      return { target, anchor }
    })
}

/** Whatever is written as code in a page: blocks, and pieces within a line. */
export function codeOf(path: string): string {
  const page = read(path)
  const blocks = [...page.matchAll(/^( *)```\w*\n([\s\S]*?)^\1```$/gm)].map(([, , code]) => code as string)
  const inline = [...page.replaceAll(/^( *)```[\s\S]*?^\1```$/gm, '').matchAll(/`([^`\n]+)`/g)]
  return [...blocks, ...inline.map(([, code]) => code as string)].join('\n').replaceAll(/\\\n\s*/g, ' ')
}

/** The code block behind a mark `<!-- example: NAME -->`. */
export function example(path: string, name: string): string {
  const found = new RegExp(`<!-- example: ${name} -->\\n\`\`\`\\w+\\n([\\s\\S]*?)\`\`\``).exec(read(path))
  if (found === null) throw new Error(`${path} has no example ${name}`)
  return found[1] as string
}
