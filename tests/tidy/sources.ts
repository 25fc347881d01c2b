// SPDX-License-Identifier: Apache-2.0
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseSync } from 'oxc-parser'

/** The repository's folder. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

/** A function of any form, by its place. */
export interface Length {
  readonly line: number
  readonly lines: number
}

/** One source file as the rules look at it. Paths are relative to the repository, with `/`. */
export interface Source {
  readonly path: string
  readonly text: string
  /** The text with comments blanked out. */
  readonly code: string
  /** Paths of the files it imports, values and types alike. */
  readonly files: readonly string[]
  /** Paths of the files it starts as processes of their own. */
  readonly started: readonly string[]
  /** Names of the packages it imports, `node:` modules included. */
  readonly packages: readonly string[]
  readonly functions: readonly Length[]
}

const skipped = new Set(['node_modules', 'dist', '.git', '.tmp', 'data', 'coverage'])

/** Every file below a folder (or the file itself), without what is installed or built. */
export function filesBelow(folder: string): string[] {
  const path = join(root, folder)
  if (!existsSync(path)) return []
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) => {
    const below = posix.join(folder, entry.name)
    if (entry.isDirectory()) return skipped.has(entry.name) ? [] : filesBelow(below)
    return entry.isFile() ? [below] : []
  })
}

/** Reads a file of the repository. */
export function read(path: string): string {
  return readFileSync(join(root, path), 'utf8')
}

/** Reads and parses every TypeScript and JavaScript file of ours. */
export function readSources(): Source[] {
  return filesBelow('.')
    .filter((path) => /\.(ts|tsx|mjs)$/.test(path))
    .map(readSource)
}

function readSource(path: string): Source {
  const text = read(path)
  const { program, comments, errors } = parseSync(path, text)
  if (errors.length > 0) throw new Error(`${path} cannot be parsed: ${errors[0]?.message}`)
  let code = text
  for (const { start, end } of comments) {
    code = code.slice(0, start) + code.slice(start, end).replaceAll(/[^\n]/g, ' ') + code.slice(end)
  }
  const { imported, started } = requested(program)
  return {
    path,
    text,
    code,
    files: imported.flatMap((specifier) => resolveFile(path, specifier)),
    started: started.flatMap((specifier) => resolveFile(path, specifier)),
    packages: imported.filter((specifier) => !specifier.startsWith('.')).map(packageOf),
    functions: functionsOf(program, text),
  }
}

/** An ESTree node, as far as the rules look into one. */
interface Node {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly [member: string]: unknown
}

function walk(node: unknown, visit: (node: Node) => void): void {
  if (Array.isArray(node)) for (const one of node) walk(one, visit)
  if (typeof node !== 'object' || node === null || Array.isArray(node)) return
  if (typeof (node as Node).type === 'string') visit(node as Node)
  for (const member of Object.values(node)) if (typeof member === 'object') walk(member, visit)
}

const importing = new Set([
  'ImportDeclaration',
  'ExportAllDeclaration',
  'ExportNamedDeclaration',
  'ImportExpression',
  'TSImportType',
])

function requested(program: unknown): { imported: string[]; started: string[] } {
  const [imported, started]: [string[], string[]] = [[], []]
  walk(program, (node) => {
    const value = (node['source'] as { value?: unknown } | null | undefined)?.value
    if (importing.has(node.type) && typeof value === 'string') imported.push(value)
    // new URL('worker.ts', import.meta.url): a process or worker of its own.
    const callee = node['callee'] as { name?: unknown } | undefined
    const [first] =
      node.type === 'NewExpression' && callee?.name === 'URL' ? (node['arguments'] as Node[]) : []
    const file = first?.['value']
    if (typeof file === 'string' && file.endsWith('.ts')) started.push(file.replace(/^(?!\.)/, './'))
  })
  return { imported, started }
}

const functionTypes = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'])

function functionsOf(program: unknown, text: string): Length[] {
  const breaks: number[] = []
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) breaks.push(at)
  const lineOf = (offset: number) => {
    let [low, high] = [0, breaks.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((breaks[middle] as number) < offset) low = middle + 1
      else high = middle
    }
    return low + 1
  }
  const found: Length[] = []
  walk(program, (node) => {
    if (!functionTypes.has(node.type)) return
    const line = lineOf(node.start)
    found.push({ line, lines: lineOf(node.end) - line + 1 })
  })
  return found
}

function packageOf(specifier: string): string {
  const parts = specifier.split('/')
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] as string)
}

/** Where an import leads, when it leads to a file of ours. */
function resolveFile(from: string, specifier: string): string[] {
  if (specifier.startsWith('.')) {
    const path = posix.normalize(posix.join(posix.dirname(from), specifier))
    return /\.(ts|tsx|mjs)$/.test(path) ? [path] : []
  }
  const folder = /^@yakusoku\/core\/(.+)$/.exec(specifier)?.[1]
  if (folder !== undefined) return [`core/src/${folder}/index.ts`]
  return specifier === 'yakusoku/contract' ? ['server/src/contract.ts'] : []
}
