// SPDX-License-Identifier: Apache-2.0
import { problem, type Problem } from './problems.ts'
import type { Language } from './terms.ts'

/** A sentence of the policy; `note` marks one that only explains, `block` groups the sentences of one paragraph or list. */
export type Sentence = {
  text: string
  promises: string[]
  note: boolean
  form: 'paragraph' | 'bullet'
  block: number
}

/** A heading (empty before the first) and the sentences below it. */
export type Section<S extends Sentence = Sentence> = { heading: string; level: number; sentences: S[] }

/** The policy in one language. */
export type PolicyText<S extends Sentence = Sentence> = { language: Language; sections: Section<S>[] }

/** A sentence with the place where it begins. */
export type PlacedSentence = Sentence & {
  line: number
  column: number
  marks: { id: string; line: number; column: number }[]
  /** The place of a letter of `text`, which may go over several lines of the file. */
  placeOf: (offset: number) => { line: number; column: number }
}

type Chunk = { text: string; line: number; column: number }
type Block = { form: Sentence['form']; chunks: Chunk[] }

const MARK = /\{#([^{}\s]*)\}/g
const PROMISE = /^[A-Z]{2,6}-\d+(?:\.\d+)*$/
// What was probably meant as a mark: full-width signs, a missing #, a space, a missing brace.
const MALFORMED =
  /[{｛]\s*(?:[#＃]\s*)?[A-Za-zＡ-Ｚ]{2,6}\s*[-－‐ー]\s*[\d０-９.．]+\s*[}｝]?|[{｛][#＃][^}｝\n]*[}｝]?/g
const HTML = /<\/?[a-zA-Z][^<>\n]*>/
// The line between the head of a table and its rows; the rule between two parts of a text.
const TABLE = /^\s*\|?[\s:]*-{2,}[\s:]*\|[-\s:|]*$/
const RULED = /^\s*(?:-{3,}|\*{3,}|_{3,})\s*$/

/**
 * Reads a policy written in Markdown. A sentence ends with the mark of its promise, `{#CLN-3.1}`; one that only
 * explains ends with `{#note}`. In a paragraph the mark belongs to the last sentence before it, in a bullet to all of it.
 */
export function parsePolicy(
  text: string,
  language: Language,
  path: string,
): { policy: PolicyText<PlacedSentence>; problems: Problem[] } {
  const problems: Problem[] = []
  const sections: Section<PlacedSentence>[] = [{ heading: '', level: 0, sentences: [] }]
  let block = 0
  for (const part of partsOf(text, path, problems)) {
    if ('heading' in part) {
      sections.push({ heading: part.heading, level: part.level, sentences: [] })
      continue
    }
    block += 1
    for (const sentence of sentencesOf(part, path, problems))
      sections.at(-1)?.sentences.push({ ...sentence, form: part.form, block })
  }
  const kept = sections.filter((section, index) => index > 0 || section.sentences.length > 0)
  return { policy: { language, sections: kept }, problems }
}

type Part = Block | { heading: string; level: number }

function partsOf(text: string, path: string, problems: Problem[]): Part[] {
  const parts: Part[] = []
  let open: Block | undefined
  withoutComments(text)
    .split(/\r?\n/)
    .forEach((raw, index, lines) => {
      const line = index + 1
      if (isUnderHead(lines[line])) problems.push(problem('text/table', { path, line, column: 1 }))
      const html = HTML.exec(raw)
      if (html) problems.push(problem('text/html', { path, line, column: html.index + 1 }))
      const heading = /^(#{1,6})\s(.*)$/.exec(raw)
      const bullet = /^(\s*(?:[-*+]|\d+[.)])\s+)(.*)$/.exec(raw)
      if (heading) {
        const mark = raw.indexOf('{#')
        if (mark > 0) problems.push(problem('text/mark-on-heading', { path, line, column: mark + 1 }))
        parts.push({ heading: headingText(heading[2] ?? ''), level: heading[1]?.length ?? 1 })
        open = undefined
      } else if (bullet) {
        open = {
          form: 'bullet',
          chunks: [{ text: bullet[2] ?? '', line, column: (bullet[1]?.length ?? 0) + 1 }],
        }
        parts.push(open)
      } else if (raw.trim() === '' || RULED.test(raw)) {
        open = undefined
      } else if (open) {
        open.chunks.push(chunkOf(raw, line))
      } else {
        open = { form: 'paragraph', chunks: [chunkOf(raw, line)] }
        parts.push(open)
      }
    })
  return parts
}

// The line below a head is short; an expression over any line would take hours over spaces.
const isUnderHead = (line = ''): boolean => line.length < 1_000 && TABLE.test(line)

// By hand: an expression for "and the closing hashes, if any" takes hours over a long line of spaces.
function headingText(written: string): string {
  const text = written.trim()
  let end = text.length
  while (text[end - 1] === '#') end -= 1
  return text.slice(0, end).replace(MARK, '').trim()
}

const chunkOf = (raw: string, line: number): Chunk => ({
  text: raw.trimStart(),
  line,
  column: raw.length - raw.trimStart().length + 1,
})

// Comments go, their lines stay, so that places remain true.
const withoutComments = (text: string): string =>
  text.replace(/<!--[\s\S]*?(?:-->|$)/g, (comment) => comment.replace(/[^\n]/g, ' '))

type Bare = Omit<PlacedSentence, 'form' | 'block'>

function sentencesOf(block: Block, path: string, problems: Problem[]): Bare[] {
  const joined = joinChunks(block.chunks)
  const sentences: Bare[] = []
  let from = 0
  for (const group of markGroups(joined.text)) {
    const pieces = split(joined.text.slice(from, group.start), from, block.form)
    const marks = group.marks.map((mark) => ({ id: mark.id, ...joined.place(mark.at) }))
    const last = pieces.pop()
    for (const piece of pieces) sentences.push(sentence(piece, [], joined))
    if (last) sentences.push(sentence(last, marks, joined))
    else problems.push(problem('text/mark-without-sentence', { path, ...joined.place(group.start) }))
    from = group.end
  }
  for (const piece of split(joined.text.slice(from), from, block.form))
    sentences.push(sentence(piece, [], joined))
  return checkMarks(sentences, joined, path, problems)
}

type Joined = { text: string; place: (offset: number) => { line: number; column: number } }

function joinChunks(chunks: Chunk[]): Joined {
  let text = ''
  let last = ''
  const starts: { offset: number; chunk: Chunk }[] = []
  for (const chunk of chunks) {
    // Lines of Japanese join without a space. A pattern with $ would walk through all the text for each line.
    if (text !== '' && !(WIDE.test(last.slice(-1)) && WIDE.test(chunk.text.slice(0, 1)))) text += ' '
    starts.push({ offset: text.length, chunk })
    last = chunk.text.trimEnd()
    text += last
  }
  const place = (offset: number) => {
    const start = starts[lastUpTo(starts, offset)]
    return {
      line: start?.chunk.line ?? 1,
      column: (start?.chunk.column ?? 1) + Math.max(0, offset - (start?.offset ?? 0)),
    }
  }
  return { text, place }
}

const WIDE = /[\u3000-\uFFFF]/

/** The index of the last start that is not behind an offset; 0 where all are. A paragraph may have any number of lines. */
function lastUpTo(starts: readonly { offset: number }[], offset: number): number {
  let [from, to] = [0, starts.length]
  while (to - from > 1) {
    const middle = (from + to) >> 1
    if ((starts[middle]?.offset ?? 0) <= offset) from = middle
    else to = middle
  }
  return from
}

type MarkGroup = { start: number; end: number; marks: { id: string; at: number }[] }

function markGroups(text: string): MarkGroup[] {
  const groups: MarkGroup[] = []
  for (const found of text.matchAll(MARK)) {
    const mark = { id: found[1] ?? '', at: found.index }
    const end = found.index + found[0].length
    const last = groups.at(-1)
    if (last && text.slice(last.end, found.index).trim() === '') {
      last.marks.push(mark)
      last.end = end
    } else groups.push({ start: found.index, end, marks: [mark] })
  }
  return groups
}

type Piece = { text: string; start: number }

// What stands in Japanese brackets ends no sentence, nor does a full stop behind a title or an abbreviation that goes on
// with a number, or before a small letter: approx. 7 years, 9 a.m. on weekdays.
const BRACKETED = '（[^（）]{0,300}）|「[^「」]{0,300}」|『[^『』]{0,300}』'
const TITLES = '\\b(?:Co|Ltd|Inc|No|Mr|Mrs|Ms|Dr|Prof|St|U\\.[SK]|cf|vs|e\\.g|i\\.e|etc)'
const COUNTED = '\\b(?:[Nn]o|[Aa]rts?|[Ss]ecs?|approx|pp?|[Cc]h|[Vv]ol)'
const ENDS = new RegExp(
  `${BRACKETED}|([。！？](?![」』）)]|\\*+(?:\\s|$))|(?<!${TITLES})[.!?](?=\\s+[^\\sa-z])(?<!${COUNTED}\\.(?=\\s+\\d)))`,
  'g',
)

function split(text: string, offset: number, form: Sentence['form']): Piece[] {
  if (form === 'bullet') return trimmed([{ text, start: offset }])
  const pieces: Piece[] = []
  let from = 0
  for (const found of text.matchAll(ENDS)) {
    if (found[1] === undefined) continue
    const end = found.index + found[0].length
    pieces.push({ text: text.slice(from, end), start: offset + from })
    from = end
  }
  pieces.push({ text: text.slice(from), start: offset + from })
  return trimmed(pieces)
}

const trimmed = (pieces: Piece[]): Piece[] =>
  pieces
    .map(({ text, start }) => ({ text: text.trim(), start: start + text.length - text.trimStart().length }))
    .filter((piece) => piece.text !== '')

const sentence = (piece: Piece, marks: PlacedSentence['marks'], joined: Joined): Bare => ({
  text: piece.text,
  promises: marks.map((mark) => mark.id).filter((id) => id !== 'note'),
  note: marks.some((mark) => mark.id === 'note'),
  marks,
  ...joined.place(piece.start),
  placeOf: (offset) => joined.place(piece.start + offset),
})

function checkMarks(sentences: Bare[], joined: Joined, path: string, problems: Problem[]): Bare[] {
  const bad = sentences
    .flatMap((entry) => entry.marks)
    .filter((mark) => mark.id !== 'note' && !PROMISE.test(mark.id))
  for (const { id, line, column } of bad)
    problems.push(problem('text/mark-malformed', { path, line, column }, { mark: `{#${id}}` }))
  for (const found of joined.text.matchAll(MALFORMED)) {
    if (/^\{#[^{}\s]*\}$/.test(found[0])) continue
    problems.push(problem('text/mark-malformed', { path, ...joined.place(found.index) }, { mark: found[0] }))
  }
  return sentences.map((entry) => ({ ...entry, promises: entry.promises.filter((id) => PROMISE.test(id)) }))
}
