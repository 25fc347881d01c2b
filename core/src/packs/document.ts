// SPDX-License-Identifier: Apache-2.0
import {
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  parseAllDocuments,
  visit,
  type Document,
  type Node,
  type YAMLParseError,
  type YAMLMap,
} from 'yaml'
import { readPlainYaml, type PlainNode } from './plain-yaml.ts'
import { yamlWords } from './yaml-words.ts'
import { problem, type Place, type Problem } from './problems.ts'

/** A path into the data: keys and list positions from the outside in. */
export type DataPath = readonly (string | number)[]

/** `pack.yaml` read: its plain data, and where each part of it stands. */
export type YamlSource = {
  data: unknown
  problems: Problem[]
  /** The place of a value; of the nearest enclosing one when it is not there. */
  locate: (path: DataPath, shift?: number) => Place
  /** The place of a key. */
  locateKey: (path: DataPath) => Place
}

const MAX_DEPTH = 20

/** Reads one YAML 1.2 document of plain data; anchors, aliases and deep nesting are refused before anything is expanded. */
export function readYaml(text: string, path: string): YamlSource {
  return readPlainly(text, path) ?? readFully(text, path)
}

/** Reads what is plain and right; places are counted when somebody asks for them. */
function readPlainly(text: string, path: string): YamlSource | undefined {
  const plain = readPlainYaml(text)
  if (!plain) return undefined
  let lines: LineCounter | undefined
  const at = (offset: number): Place => {
    lines ??= countedLines(text)
    const { line, col } = lines.linePos(offset)
    return { path, line: Math.max(line, 1), column: Math.max(col, 1) }
  }
  return {
    data: plain.data,
    problems: [],
    locate: (to, shift = 0) => at(plainNode(plain.root, to).node.offset + shift),
    locateKey: (to) => {
      const { node, complete } = plainNode(plain.root, to.slice(0, -1))
      const entry = complete ? node.entries?.get(String(to.at(-1))) : undefined
      return at(entry?.key ?? node.offset)
    },
  }
}

function countedLines(text: string): LineCounter {
  const lines = new LineCounter()
  lines.addNewLine(0)
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines.addNewLine(at + 1)
  return lines
}

function plainNode(root: PlainNode, path: DataPath): { node: PlainNode; complete: boolean } {
  let node = root
  for (const step of path) {
    const next = typeof step === 'number' ? node.items?.[step] : node.entries?.get(step)?.value
    if (!next) return { node, complete: false }
    node = next
  }
  return { node, complete: true }
}

function readFully(text: string, path: string): YamlSource {
  const start: Place = { path, line: 1, column: 1 }
  const nowhere = { data: undefined, locate: () => start, locateKey: () => start }
  const deep = tooDeep(text)
  const lines = new LineCounter()
  const at = (offset: number): Place => {
    const { line, col } = lines.linePos(offset)
    return { path, line: Math.max(line, 1), column: Math.max(col, 1) }
  }
  if (deep !== undefined) {
    const before = text.slice(0, deep).split('\n')
    const place = { path, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
    return { ...nowhere, problems: [problem('yaml/too-deep', place, { limit: String(MAX_DEPTH) })] }
  }
  const [document, second] = parsed(text, lines)
  if (document === 'too-deep')
    return { ...nowhere, problems: [problem('yaml/too-deep', start, { limit: String(MAX_DEPTH) })] }
  if (!document) return { ...nowhere, problems: [problem('pack/not-a-map', start)] }
  const problems = [...syntaxProblems(document, at), ...nodeProblems(document, at)]
  if (second && second !== 'too-deep') problems.push(problem('yaml/several-documents', at(second.range[0])))
  if (problems.length > 0) return { ...nowhere, problems }
  const root = document.contents
  if (!isMap(root)) return { ...nowhere, problems: [problem('pack/not-a-map', start)] }
  return {
    data: document.toJS({ maxAliasCount: 0 }),
    problems,
    locate: (to, shift = 0) => at(valueOffset(root, to) + shift),
    locateKey: (to) => at(keyOffset(root, to)),
  }
}

// What still nests too deeply for the parser's recursion (`? ? ? …`) overflows its stack, which is caught here.
function parsed(text: string, lineCounter: LineCounter): (Document.Parsed | 'too-deep')[] {
  try {
    const documents = parseAllDocuments(text, { lineCounter, uniqueKeys: false, prettyErrors: false })
    return Array.isArray(documents) ? documents : []
  } catch {
    return ['too-deep']
  }
}

// The parser is recursive: nesting is bounded before it sees the text. Indentation of two and brackets are both counted.
function tooDeep(text: string): number | undefined {
  let brackets = 0
  for (const found of text.matchAll(/[[{]|[\]}]|^(?:[ \t]*[-?:])*[ \t]/gm)) {
    const piece = found[0]
    if (piece === '[' || piece === '{') brackets += 1
    else if (piece === ']' || piece === '}') brackets = Math.max(0, brackets - 1)
    else if ((piece.match(/[-?:]/g)?.length ?? 0) > MAX_DEPTH) return found.index
    if (brackets > 5 * MAX_DEPTH) return found.index
  }
  return /^(?: {2}){41}/m.exec(text)?.index
}

function syntaxProblems(document: Document.Parsed, at: (offset: number) => Place): Problem[] {
  return document.errors.map((error) => {
    const place = at(openQuote(document, error) ?? error.pos[0])
    if (error.code === 'BAD_ALIAS') return problem('yaml/alias', place)
    return problem('yaml/syntax', place, { detail: yamlWords(error) })
  })
}

// A quote that is never closed is found at the end of the file; a person looks for where it was opened.
function openQuote(document: Document.Parsed, error: YAMLParseError): number | undefined {
  if (error.code !== 'MISSING_CHAR' || !error.message.includes('quote')) return undefined
  let start: number | undefined
  visit(document, {
    Scalar: (_key, node) => {
      if (node.type?.startsWith('QUOTE') && node.range && node.range[0] < error.pos[0]) start = node.range[0]
    },
  })
  return start
}

const MANY = 50

function nodeProblems(document: Document.Parsed, at: (offset: number) => Place): Problem[] {
  const problems: Problem[] = []
  visit(document, {
    Node: (_key, node) => {
      const anchored = isAlias(node) || ('anchor' in node && node.anchor !== undefined)
      if (anchored) problems.push(problem('yaml/alias', at(node.range?.[0] ?? 0)))
      if (isMap(node)) problems.push(...repeatedKeys(node, at))
      return problems.length > MANY ? visit.BREAK : undefined
    },
  })
  return problems.slice(0, MANY)
}

// The parser's own check compares each key with all before it: a map of 100,000 keys would stop everything.
function repeatedKeys(map: YAMLMap, at: (offset: number) => Place): Problem[] {
  const met = new Set<string>()
  return map.items.flatMap(({ key }) => {
    if (!isScalar(key)) return []
    const name = String(key.value)
    if (met.has(name)) return [problem('pack/duplicate-key', at(key.range?.[0] ?? 0), { key: name })]
    met.add(name)
    return []
  })
}

function valueOffset(root: Node, path: DataPath): number {
  return (walk(root, path).node.range ?? [0])[0]
}

function keyOffset(root: Node, path: DataPath): number {
  const key = path.at(-1)
  const { node, complete } = walk(root, path.slice(0, -1))
  if (!complete || !isMap(node)) return (node.range ?? [0])[0]
  const pair = node.items.find((item) => isPair(item) && isScalar(item.key) && String(item.key.value) === key)
  return (pair && isScalar(pair.key) ? pair.key.range : node.range)?.[0] ?? 0
}

function walk(root: Node, path: DataPath): { node: Node; complete: boolean } {
  let node = root
  for (const step of path) {
    const next = isMap(node) || isSeq(node) ? (node.get(step, true) as Node | undefined) : undefined
    if (!next) return { node, complete: false }
    node = next
  }
  return { node, complete: true }
}
