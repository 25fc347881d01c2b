// SPDX-License-Identifier: Apache-2.0
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** A promise of the mission: what kind of ability keeps it, in one sentence, and the test that shows it. */
export interface MissionEntry {
  readonly id: string
  /** The least mode that is acceptable. */
  readonly mode: 'enforced' | 'duty' | 'attested'
  readonly capability: string
  readonly sentence: string
  readonly test: PromiseTest | null
}

/** Where a promise is tested from outside. */
export interface PromiseTest {
  readonly file: string
  readonly name: string
}

const packs = new URL('../../../packs/', import.meta.url)
const modes: Readonly<Record<string, MissionEntry['mode']>> = { E: 'enforced', D: 'duty', A: 'attested' }

/** The promises this product sets out to keep, by id; the files come with it, the tests themselves need not. */
function readMission(folder: URL = packs): ReadonlyMap<string, MissionEntry> {
  const [rows, tests] = ['promises.tsv', 'promise-tests.json'].map((name) => {
    const path = fileURLToPath(new URL(name, folder))
    return existsSync(path) ? readFileSync(path, 'utf8') : ''
  })
  const tested = JSON.parse(tests || '{}') as Readonly<Record<string, PromiseTest>>
  const entries = (rows ?? '').split('\n').flatMap((row): MissionEntry[] => {
    const [id = '', mode = '', capability = '', sentence = ''] = row.split('\t')
    const known = modes[mode]
    if (known === undefined || row.startsWith('#')) return []
    return [{ id, mode: known, capability, sentence, test: tested[id] ?? null }]
  })
  return new Map(entries.map((entry) => [entry.id, entry]))
}

let read: ReadonlyMap<string, MissionEntry> | undefined

/** The mission as it came with this product, read once. */
export const mission = (): ReadonlyMap<string, MissionEntry> => (read ??= readMission())
