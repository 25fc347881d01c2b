// SPDX-License-Identifier: Apache-2.0
import { checkPack, sorted, type Finding } from '@yakusoku/core/check'
import {
  findPromise,
  loadPack,
  SECTIONS,
  type DataPath,
  type Kind,
  type Pack,
  type PackData,
  type PackSource,
} from '@yakusoku/core/packs'
import { comparePacks } from './changes.ts'
import type { DraftCheck, PolicyDiff, PolicyOutline } from './contract.ts'
import { asPackFiles, type PolicyFiles } from './files.ts'
import { publicationFindings, type Standing } from './publication.ts'

/** Files checked: what is told of them, and the pack when nothing about its form is wrong. */
export interface CheckedFiles {
  readonly check: DraftCheck
  readonly pack: Pack | undefined
}

/** Checks the files of a draft with every rule there is, and against what is published. Never throws for bad input. */
export function checkFiles(files: PolicyFiles, laws: readonly PackData[], standing: Standing): CheckedFiles {
  const given = asPackFiles(files)
  const { pack, source } = loadPack(given)
  const asOf = [source?.data.effective ?? '', standing.today].sort().at(-1) as string
  const { findings } = checkPack(given, { asOf, laws })
  const diff = pack && comparePacks(standing.base, pack)
  const own = source ? publicationFindings(source.data, source.locate, standing, diff, pack) : []
  return { check: told(sorted([...findings, ...own]), source, pack, diff), pack }
}

function told(
  findings: Finding[],
  source: PackSource | undefined,
  pack: Pack | undefined,
  diff: PolicyDiff | undefined,
): DraftCheck {
  const count = (severity: Finding['severity']) =>
    findings.filter((one) => one.severity === severity && one.allowed === undefined).length
  return {
    version: source?.data.version ?? null,
    effective: source?.data.effective ?? null,
    changes: source?.data.changes ?? [],
    errors: count('error'),
    warnings: count('warning'),
    findings,
    outline: source ? outlineOf(source, pack) : { promises: [] },
    diff: diff ?? null,
  }
}

/** Where each promise, its sentences and what keeps it stand in the three files. */
function outlineOf({ data, locate, policy }: PackSource, pack: Pack | undefined): PolicyOutline {
  const sentences = sentencesByPromise(policy)
  const at = (path: DataPath) => {
    const { path: file, line, column } = locate(path)
    return { file, line, column }
  }
  const elements = placesOf(data)
  return {
    promises: data.promises.map(({ id, mode, keptBy }, index) => {
      const names = pack && findPromise(pack, id)?.keptBy
      return {
        id,
        mode,
        at: at(['promises', index]),
        sentences: sentences.get(id) ?? [],
        keptBy: keptBy.map((reference, number) => {
          const path = elements.get(reference)
          const name = names?.[number]?.name ?? { ja: reference, en: reference }
          return { reference, name, at: path ? at(path) : null }
        }),
      }
    }),
  }
}

type Sentences = PolicyOutline['promises'][number]['sentences']

function sentencesByPromise(policy: PackSource['policy']): Map<string, Sentences> {
  const found = new Map<string, Sentences>()
  for (const { language, sections } of [policy.ja, policy.en])
    for (const { sentences } of sections)
      for (const { text, line, column, marks, promises } of sentences)
        for (const id of promises) {
          const endLine = Math.max(line, ...marks.map((mark) => mark.line))
          const entry = { language, file: `policy.${language}.md`, line, column, endLine, text }
          found.set(id, [...(found.get(id) ?? []), entry])
        }
  return found
}

function placesOf(data: PackData): Map<string, DataPath> {
  const places = (Object.entries(SECTIONS) as [Kind, (typeof SECTIONS)[Kind]][]).flatMap(([kind, section]) =>
    data[section].map(({ id }, index): [string, DataPath] => [`${kind}:${id}`, [section, index]]),
  )
  return new Map(places)
}
