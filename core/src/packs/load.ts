// SPDX-License-Identifier: Apache-2.0
import { agreementProblems } from './agreement.ts'
import { readText, type PackFile } from './bytes.ts'
import { readYaml, type DataPath, type YamlSource } from './document.ts'
import { floorProblems, type FloorRow } from './floor.ts'
import { issueProblems } from './issues.ts'
import { inOrder, problem, type Place, type Problem } from './problems.ts'
import { referenceProblems } from './references.ts'
import { PackSchema, type PackData } from './schema.ts'
import { structureProblems } from './structure.ts'
import { parsePolicy, type PlacedSentence, type PolicyText } from './text.ts'
import type { Language } from './terms.ts'

/** A pack: its data and its policy text. Law and standard packs have empty texts. */
export type Pack = PackData & { policy: Record<Language, PolicyText> }

/** Where each part of a loaded pack stands, for checks that come after loading. */
export type PackSource = {
  /** What `pack.yaml` says; there even where a reference leads nowhere or the texts disagree. */
  data: PackData
  locate: (path: DataPath) => Place
  policy: Record<Language, PolicyText<PlacedSentence>>
}

/** The pack when it has no errors, every problem in the order of the files, and the source when it could be read. */
export type LoadedPack = { pack?: Pack; problems: Problem[]; source?: PackSource }

const NAMES = ['pack.yaml', 'policy.ja.md', 'policy.en.md']
const MAX_PROBLEMS = 500

/** Reads a pack from the files of its folder. Never throws: what is wrong comes back as problems with places. */
export function loadPack(
  files: readonly PackFile[],
  options: { floor?: readonly FloorRow[] } = {},
): LoadedPack {
  const { texts, problems } = readFiles(files)
  const yaml = texts.get('pack.yaml')
  const source = yaml === undefined ? undefined : readYaml(yaml.text, yaml.path)
  if (!source || source.data === undefined) return done([...problems, ...(source?.problems ?? [])])
  const parsed = PackSchema.safeParse(source.data)
  const ruled = parsed.success && parsed.data.kind !== 'organisation'
  const absent = NAMES.filter(
    (name) => !texts.has(name) && !(ruled && name !== 'pack.yaml') && !refusedFile(problems, name),
  )
  problems.push(
    ...absent.map((name) => problem('file/missing', { path: name, line: 1, column: 1 }, { name })),
  )
  const policy = { ja: readPolicy(texts, 'ja', problems), en: readPolicy(texts, 'en', problems) }
  if (!parsed.success) return done([...problems, ...issueProblems(parsed.error.issues, source)])
  problems.push(...dataProblems(parsed.data, source, options.floor))
  if (texts.has('policy.ja.md') && texts.has('policy.en.md'))
    problems.push(...agreementProblems(parsed.data, source, policy))
  return done(problems, parsed.data, { data: parsed.data, locate: source.locate, policy })
}

const dataProblems = (data: PackData, source: YamlSource, floor: readonly FloorRow[] = []): Problem[] => [
  ...referenceProblems(data, source),
  ...structureProblems(data, source),
  ...floorProblems(data, source, floor),
]

function done(problems: Problem[], data?: PackData, source?: PackSource): LoadedPack {
  const ordered = inOrder(problems).slice(0, MAX_PROBLEMS)
  if (!data || !source) return { problems: ordered }
  if (ordered.some((found) => found.severity === 'error')) return { problems: ordered, source }
  return {
    pack: { ...data, policy: { ja: unplaced(source.policy.ja), en: unplaced(source.policy.en) } },
    problems: ordered,
    source,
  }
}

type Texts = Map<string, { path: string; text: string }>

function readFiles(files: readonly PackFile[]): { texts: Texts; problems: Problem[] } {
  const texts: Texts = new Map()
  const problems: Problem[] = []
  const met = new Set<string>()
  for (const file of files) {
    const name = file.path.split(/[\\/]/).at(-1) ?? file.path
    const start = { path: name, line: 1, column: 1 }
    if (!NAMES.includes(name)) problems.push(problem('file/unknown', start))
    else if (met.has(name)) problems.push(problem('file/repeated', start, { name }))
    else {
      met.add(name)
      const read = readText({ ...file, path: name })
      problems.push(...read.problems)
      if (read.text !== undefined) texts.set(name, { path: name, text: read.text })
    }
  }
  if (!met.has('pack.yaml'))
    problems.push(problem('file/missing', { path: 'pack.yaml', line: 1, column: 1 }, { name: 'pack.yaml' }))
  return { texts, problems }
}

const refusedFile = (problems: Problem[], name: string): boolean =>
  problems.some((found) => found.path === name)

function readPolicy(texts: Texts, language: Language, problems: Problem[]): PolicyText<PlacedSentence> {
  const file = texts.get(`policy.${language}.md`)
  if (!file) return { language, sections: [] }
  const read = parsePolicy(file.text, language, file.path)
  problems.push(...read.problems)
  return read.policy
}

const unplaced = ({ language, sections }: PolicyText<PlacedSentence>): PolicyText => ({
  language,
  sections: sections.map(({ heading, level, sentences }) => ({
    heading,
    level,
    sentences: sentences.map(({ text, promises, note, form, block }) => ({
      text,
      promises,
      note,
      form,
      block,
    })),
  })),
})
