// SPDX-License-Identifier: Apache-2.0
import {
  extendedLaws,
  findReferences,
  SECTIONS,
  type FoundReference,
  type Kind,
  type PackData,
  type PackSource,
  versionsOn,
} from '@yakusoku/core/packs'
import type { CheckContext, Found, FoundPromise, FoundSentence } from './rule.ts'

/** Lays out a loaded pack for the rules: everything they look up is looked up once. */
export function contextOf(source: PackSource, laws: readonly PackData[], asOf: string): CheckContext {
  const { data } = source
  const elements = elementsOf(data)
  const lists = new Map([...elements].map(([kind, byId]) => [kind, [...byId.values()]]))
  const users = usersOf(data)
  const sentences = sentencesOf(source)
  return {
    data,
    laws: extendedLaws(data, laws, asOf),
    known: versionsOn(laws, asOf),
    asOf,
    at: source.locate,
    all: <K extends Kind>(kind: K) => (lists.get(kind) ?? []) as Found<K>[],
    find: <K extends Kind>(kind: K, id: string) => elements.get(kind)?.get(id) as Found<K> | undefined,
    usesOf: (kind, id) => users.get(`${kind}:${id}`) ?? [],
    sentences,
    promises: promisesOf(data, sentences),
  }
}

function elementsOf(data: PackData): Map<Kind, Map<string, Found<Kind>>> {
  return new Map(
    (Object.keys(SECTIONS) as Kind[]).map((kind) => {
      const found = data[SECTIONS[kind]].map((element, index): [string, Found<Kind>] => [
        element.id,
        { element, path: [SECTIONS[kind], index] },
      ])
      return [kind, new Map(found)]
    }),
  )
}

function usersOf(data: PackData): Map<string, FoundReference[]> {
  const users = new Map<string, FoundReference[]>()
  for (const reference of findReferences(data)) {
    const key = `${reference.kind}:${reference.id}`
    const known = users.get(key)
    if (known) known.push(reference)
    else users.set(key, [reference])
  }
  return users
}

const sentencesOf = ({ policy }: PackSource): FoundSentence[] =>
  [policy.ja, policy.en].flatMap(({ language, sections }) =>
    sections.flatMap(({ heading, sentences }) =>
      sentences.map((sentence) => ({ ...sentence, language, heading, file: `policy.${language}.md` })),
    ),
  )

function promisesOf(data: PackData, sentences: readonly FoundSentence[]): FoundPromise[] {
  const said = { ja: new Map<string, FoundSentence>(), en: new Map<string, FoundSentence>() }
  for (const sentence of sentences)
    for (const id of sentence.promises)
      if (!said[sentence.language].has(id)) said[sentence.language].set(id, sentence)
  return data.promises.map(({ id, mode, keptBy }, index) => {
    const [ja, en] = [said.ja.get(id), said.en.get(id)]
    return {
      id,
      mode,
      path: ['promises', index],
      keptBy: keptBy.map((reference) => {
        const [kind = '', named = ''] = reference.split(':')
        return { kind, id: named }
      }),
      sentence: { ...(ja ? { ja } : {}), ...(en ? { en } : {}) },
    }
  })
}
