// SPDX-License-Identifier: Apache-2.0
import type { YamlSource } from './document.ts'
import { problem, type Problem } from './problems.ts'
import { MODES, type Mode, type PackData } from './schema.ts'

/** One row of `packs/promises.tsv`: the least a promise of the mission must be. */
export type FloorRow = { id: string; mode: Mode; capability: string; promise: string }

const LETTERS: Record<string, Mode> = { E: 'enforced', D: 'duty', A: 'attested' }

/** Reads `packs/promises.tsv`: id, mode letter, capability, promise; lines that begin with # are comments. */
export function parseFloor(text: string, path = 'promises.tsv'): { rows: FloorRow[]; problems: Problem[] } {
  const rows: FloorRow[] = []
  const problems: Problem[] = []
  text.split(/\r?\n/).forEach((line, index) => {
    if (line.trim() === '' || line.startsWith('#')) return
    const [id = '', letter = '', capability = '', promise = ''] = line.split('\t')
    const mode = Object.hasOwn(LETTERS, letter) ? LETTERS[letter] : undefined
    if (mode && promise.trim() !== '') rows.push({ id, mode, capability, promise })
    else {
      const detail = {
        ja: 'id、E・D・A、担当、約束の四つをタブで区切ってください。',
        en: 'Write id, E or D or A, capability and promise, separated by tabs.',
      }
      problems.push(problem('text/file-line', { path, line: index + 1, column: 1 }, { detail }))
    }
  })
  return { rows, problems }
}

/** True when `mode` keeps a promise at least as firmly as `required`: enforced before duty before attested. */
export const atLeast = (mode: Mode, required: Mode): boolean => MODES.indexOf(mode) <= MODES.indexOf(required)

/** Promises of the floor that a pack lacks or keeps less firmly than it must. */
export function floorProblems(data: PackData, source: YamlSource, floor: readonly FloorRow[]): Problem[] {
  const places = new Map(data.promises.map((promise, index) => [promise.id, index]))
  return floor.flatMap(({ id, mode: required }) => {
    const index = places.get(id)
    const promise = index === undefined ? undefined : data.promises[index]
    if (index === undefined || !promise)
      return [problem('pack/promise-absent', source.locateKey(['promises']), { id })]
    if (atLeast(promise.mode, required)) return []
    return [
      problem('pack/promise-weaker', source.locate(['promises', index, 'mode']), {
        id,
        mode: promise.mode,
        required,
      }),
    ]
  })
}
