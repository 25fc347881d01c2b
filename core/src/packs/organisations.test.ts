// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import {
  atLeast,
  findElement,
  findPromise,
  loadPack,
  parseFloor,
  promisesKeptBy,
  retentionOf,
  SECTIONS,
  SYSTEMS,
  type Pack,
} from './index.ts'
import { findReferences } from './references.ts'

const packs = new URL('../../../packs/', import.meta.url)
const read = (path: string) => readFileSync(fileURLToPath(new URL(path, packs)))
const floor = parseFloor(read('promises.tsv').toString())

const ORGANISATIONS = [
  { id: 'cleaning', letters: 'CLN', promises: 160, sections: 12 },
  { id: 'staffing', letters: 'STF', promises: 41, sections: 10 },
  { id: 'homecare', letters: 'HOM', promises: 52, sections: 18 },
  { id: 'trading', letters: 'TRD', promises: 65, sections: 17 },
  { id: 'processor', letters: 'PRC', promises: 28, sections: 13 },
]

const rowsOf = (letters: string) => floor.rows.filter(({ id }) => id.startsWith(`${letters}-`))

function load(id: string, letters: string) {
  const files = ['pack.yaml', 'policy.ja.md', 'policy.en.md'].map((path) => ({
    path,
    bytes: new Uint8Array(read(`${id}/${path}`)),
  }))
  return loadPack(files, { floor: rowsOf(letters) })
}

// Elements that exist for what they name: reached when that is reached.
const ATTACHED = ['retention', 'consent', 'message', 'preference', 'transfer', 'minor']

/** The elements that no promise reaches, by what promises name, what that names, and what is attached to it. */
function unreached(pack: Pack): string[] {
  const edges = new Map<string, string[]>()
  const link = (from: string, to: string) => edges.set(from, [...(edges.get(from) ?? []), to])
  const sectionKind = new Map(Object.entries(SECTIONS).map(([kind, section]) => [section as string, kind]))
  for (const { kind, id, path } of findReferences(pack)) {
    const from = sectionKind.get(String(path[0]))
    if (from === undefined) continue
    const element = (pack[path[0] as 'roles'][path[1] as number] as { id: string }).id
    link(`${from}:${element}`, `${kind}:${id}`)
    if (ATTACHED.includes(from)) link(`${kind}:${id}`, `${from}:${element}`)
  }
  const reached = new Set<string>()
  const visit = (reference: string): void => {
    if (reached.has(reference)) return
    reached.add(reference)
    for (const next of edges.get(reference) ?? []) visit(next)
  }
  for (const { keptBy } of pack.promises) for (const reference of keptBy) visit(reference)
  return Object.entries(SECTIONS).flatMap(([kind, section]) =>
    pack[section]
      .filter((element) => !('kind' in element && element.kind === 'branch'))
      .map(({ id }) => `${kind}:${id}`)
      .filter((reference) => !reached.has(reference)),
  )
}

test('the floor has 346 promises, and five organisations carry them', () => {
  expect(floor.problems).toEqual([])
  expect(floor.rows).toHaveLength(346)
  expect(ORGANISATIONS.reduce((sum, { promises }) => sum + promises, 0)).toBe(346)
})

describe.each(ORGANISATIONS)('the pack $id', ({ id, letters, promises, sections }) => {
  const mine = rowsOf(letters)
  const { pack, problems } = load(id, letters)
  if (!pack) throw new Error(JSON.stringify(problems[0]))

  test('loads without a problem, warnings included', () => {
    expect(problems).toEqual([])
  })

  test('carries each of its promises in data and in both texts, kept at least as firmly as it must be', () => {
    expect(mine).toHaveLength(promises)
    expect(pack.promises.map((promise) => promise.id)).toEqual(mine.map((row) => row.id))
    for (const row of mine) {
      const promise = findPromise(pack, row.id)
      expect(promise?.sentence.ja, row.id).toMatch(/[ぁ-ん].*。$/)
      expect(promise?.sentence.en, row.id).toMatch(/^[A-Z].*\.$/)
      expect(promise && atLeast(promise.mode, row.mode), row.id).toBe(true)
    }
  })

  test('stands in numbered sections, with the same promises and as many sentences in both languages', () => {
    for (const language of ['ja', 'en'] as const) {
      const numbered = pack.policy[language].sections.filter(({ level }) => level === 2)
      expect(numbered.map(({ heading }) => heading.split('.')[0])).toEqual(
        Array.from({ length: sections }, (_, index) => String(index + 1)),
      )
      const order = pack.policy[language].sections.flatMap((section) =>
        section.sentences.flatMap((sentence) => sentence.promises),
      )
      expect(order).toEqual(mine.map((row) => row.id))
    }
    const shape = (language: 'ja' | 'en') =>
      pack.policy[language].sections.map(({ level, sentences }) => [
        level,
        sentences.map((sentence) => [sentence.promises, sentence.note]),
      ])
    expect(shape('ja')).toEqual(shape('en'))
  })

  test('gives every category a channel, a subject, one retention rule, a Fides category and a purpose', () => {
    const used = new Set(pack.purposes.flatMap(({ uses }) => uses))
    for (const category of pack.categories) {
      expect(category.channels, category.id).not.toEqual([])
      expect(category.subjects, category.id).not.toEqual([])
      expect(category.fides, category.id).not.toEqual([])
      expect(retentionOf(pack, category.id), category.id).toHaveLength(1)
      expect(used.has(category.id), category.id).toBe(true)
    }
  })

  test('lets somebody act on every purpose that uses something, and somebody sign in to close every duty', () => {
    for (const purpose of pack.purposes)
      expect(purpose.uses.length === 0 || purpose.roles.length > 0, purpose.id).toBe(true)
    for (const duty of pack.duties)
      expect(findElement(pack, 'role', duty.owner)?.account, duty.id).toBeDefined()
  })

  test('names in a promise every retention rule, right, recipient, ground, duty, safeguard, notice and tool', () => {
    for (const kind of [
      'retention',
      'right',
      'recipient',
      'ground',
      'duty',
      'safeguard',
      'notice',
      'tool',
    ] as const) {
      for (const element of pack[SECTIONS[kind]])
        expect(promisesKeptBy(pack, `${kind}:${element.id}`), `${kind}:${element.id}`).not.toEqual([])
    }
  })

  test('has no element that no promise reaches', () => {
    expect(unreached(pack)).toEqual([])
  })

  test('gives a joint use its members and who answers for it, and a contractor its assessment and contract', () => {
    for (const recipient of pack.recipients) {
      if (recipient.kind === 'joint-user') {
        expect(recipient.members, recipient.id).not.toEqual([])
        const responsible = findElement(pack, 'entity', recipient.responsible ?? '')
        expect(responsible?.address && responsible.representative, recipient.id).toBeTruthy()
      }
      if (recipient.kind === 'contractor') expect(recipient.requires, recipient.id).toContain('contract')
    }
  })

  test('gives nobody outside more categories than the purposes of that recipient use', () => {
    for (const recipient of pack.recipients) {
      const used = new Set(
        recipient.purposes.flatMap((purpose) => findElement(pack, 'purpose', purpose)?.uses ?? []),
      )
      for (const category of recipient.categories)
        expect(used.has(category), `${recipient.id} ${category}`).toBe(true)
    }
  })
})

test('each thing the software keeps keeps a promise of one of the organisations', () => {
  const kept = new Set(
    ORGANISATIONS.flatMap(({ id, letters }) => load(id, letters).pack?.promises ?? []).flatMap(
      ({ keptBy }) => keptBy,
    ),
  )
  expect(Object.keys(SYSTEMS).filter((id) => !kept.has(`system:${id}`))).toEqual([])
})
