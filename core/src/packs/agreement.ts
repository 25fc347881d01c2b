// SPDX-License-Identifier: Apache-2.0
import type { YamlSource } from './document.ts'
import { meant } from './nearest.ts'
import { problem, type Problem } from './problems.ts'
import type { PackData } from './schema.ts'
import type { PlacedSentence, PolicyText } from './text.ts'
import type { Language } from './terms.ts'

type Texts = Record<Language, PolicyText<PlacedSentence>>

/** Where the texts and the data do not name the same promises, or the two languages disagree. */
export function agreementProblems(data: PackData, source: YamlSource, texts: Texts): Problem[] {
  return [
    ...textProblems(data, source, texts.ja),
    ...textProblems(data, source, texts.en),
    ...languageProblems(texts),
  ]
}

const fileOf = (language: Language): string => `policy.${language}.md`

function textProblems(data: PackData, source: YamlSource, text: PolicyText<PlacedSentence>): Problem[] {
  const path = fileOf(text.language)
  const known = new Set(data.promises.map((promise) => promise.id))
  const seen = new Map<string, number>()
  const problems: Problem[] = []
  for (const sentence of sentencesOf(text)) {
    if (sentence.marks.length === 0)
      problems.push(problem('text/unbound-sentence', { path, line: sentence.line, column: sentence.column }))
    for (const mark of sentence.marks.filter(({ id }) => sentence.promises.includes(id))) {
      const place = { path, line: mark.line, column: mark.column }
      const first = seen.get(mark.id)
      if (!known.has(mark.id))
        problems.push(
          problem('text/unknown-promise', place, { id: mark.id, nearest: meant(mark.id, [...known]) }),
        )
      else if (first !== undefined)
        problems.push(problem('text/promise-repeated', place, { id: mark.id, first: String(first) }))
      else seen.set(mark.id, mark.line)
    }
  }
  const silent = data.promises.flatMap(({ id }, index) =>
    seen.has(id)
      ? []
      : [
          problem('text/promise-missing', source.locate(['promises', index, 'id']), {
            id,
            file: path,
            mark: `{#${id}}`,
          }),
        ],
  )
  return [...problems, ...silent]
}

function languageProblems({ ja, en }: Texts): Problem[] {
  if (ja.sections.length !== en.sections.length) {
    const words = { ja: String(ja.sections.length), en: String(en.sections.length) }
    return [problem('text/sections-differ', { path: fileOf('en'), line: 1, column: 1 }, words)]
  }
  const inJapanese = boundMarks(ja)
  const inEnglish = boundMarks(en)
  // Missing ones are told already; only what both texts have is compared for order.
  const both = new Set(inEnglish.map((mark) => mark.id))
  const other = inJapanese.filter((mark) => both.has(mark.id))
  const had = new Set(other.map((mark) => mark.id))
  const first = inEnglish
    .filter((mark) => had.has(mark.id))
    .findIndex((mark, index) => mark.id !== other[index]?.id)
  if (first < 0) return []
  const mark = inEnglish.filter((candidate) => had.has(candidate.id))[first]
  const place = { path: fileOf('en'), line: mark?.line ?? 1, column: mark?.column ?? 1 }
  return [problem('text/order-differs', place, { other: other[first]?.id ?? '' })]
}

const sentencesOf = (text: PolicyText<PlacedSentence>) =>
  text.sections.flatMap((section) => section.sentences)
const boundMarks = (text: PolicyText<PlacedSentence>) =>
  sentencesOf(text).flatMap((sentence) => sentence.marks.filter(({ id }) => sentence.promises.includes(id)))
