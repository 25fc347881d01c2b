// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'
import { loadPack, parseFloor, RULES, type PackFile } from '@yakusoku/core/packs'
import { checkPack, SAMPLE_PACK } from './index.ts'
import type { Sample } from './rule.ts'
import { sampleFiles } from './sample-pack.ts'
import { STRUCTURAL_SAMPLES } from './structural-samples.ts'

const whole: PackFile[] = Object.entries(SAMPLE_PACK).map(([path, text]) => ({ path, text }))
const instead = (path: string, by: Partial<{ text: string; bytes: Uint8Array }>): PackFile[] =>
  whole.map((file) => (file.path === path ? ({ path, ...by } as PackFile) : file))

function told(files: readonly PackFile[], { laws = [], asOf = '2026-11-22' }: Partial<Sample> = {}) {
  const known = laws.flatMap((text) => loadPack([{ path: 'pack.yaml', text }]).source?.data ?? [])
  const options = laws.length > 0 ? { asOf, laws: known } : { asOf }
  return checkPack(files, options).findings.map(({ rule, file, line, column }) => ({
    rule,
    place: `${file}:${line}:${column}`,
  }))
}

// What is wrong with a file as a whole, and what a list of promises (promises.tsv) asks.
const OTHER: Record<string, () => string[]> = {
  'file/missing': () => told(whole.slice(1)).map(({ rule }) => rule),
  'file/unknown': () => told([...whole, { path: 'notes.txt', text: 'x' }]).map(({ rule }) => rule),
  'file/repeated': () => told([...whole, ...whole.slice(0, 1)]).map(({ rule }) => rule),
  'file/too-large': () =>
    told(instead('policy.ja.md', { text: 'あ'.repeat(1_000_001) })).map(({ rule }) => rule),
  'file/empty': () => told(instead('policy.ja.md', { text: ' \n' })).map(({ rule }) => rule),
  'file/encoding': () =>
    told(instead('policy.ja.md', { bytes: new Uint8Array([0x8c, 0x8e]) })).map(({ rule }) => rule),
  'file/control-character': () => told(instead('policy.en.md', { text: 'We\u0007' })).map(({ rule }) => rule),
  'yaml/too-deep': () =>
    told(instead('pack.yaml', { text: `a: ${'['.repeat(200)}` })).map(({ rule }) => rule),
  'pack/not-a-map': () => told(instead('pack.yaml', { text: '- a' })).map(({ rule }) => rule),
  'pack/promise-weaker': () => floored('SMP-2.4\tE\tx\tx'),
  'pack/promise-absent': () => floored('SMP-9.9\tE\tx\tx'),
  'text/file-line': () => parseFloor('SMP-1.1').problems.map(({ rule }) => rule),
  'extends/not-a-law': () => {
    const pack = SAMPLE_PACK['pack.yaml'].replace(
      'jurisdictions: [JP]',
      'jurisdictions: [JP]\nextends: [other]',
    )
    const laws = [SAMPLE_PACK['pack.yaml'].replace('id: sample\n', 'id: other\n')]
    return told(instead('pack.yaml', { text: pack }), { laws }).map(({ rule }) => rule)
  },
}

function floored(line: string): string[] {
  return checkPack(whole, { asOf: '2026-11-22', floor: parseFloor(line).rows }).findings.map(
    ({ rule }) => rule,
  )
}

describe('the structural rules', () => {
  test('each have a sample', () => {
    const sampled = [...Object.keys(STRUCTURAL_SAMPLES), ...Object.keys(OTHER)]
    expect(Object.keys(RULES).filter((id) => !sampled.includes(id))).toEqual([])
  })

  test.each(Object.entries(STRUCTURAL_SAMPLES))(
    '%s is found in its bad sample, at its place, and not in the good one',
    (id, sample) => {
      const { files, mark } = sampleFiles(sample, 'bad')
      const found = told(files, sample).filter(({ rule }) => rule === id)
      expect(found.length).toBeGreaterThan(0)
      if (mark) expect(found[0]?.place).toBe(`${mark.file}:${mark.line}:${mark.column}`)
      const good = told(sampleFiles(sample, 'good').files, sample)
      expect(good.filter(({ rule }) => rule in RULES)).toEqual([])
    },
  )

  test.each(Object.entries(OTHER))('%s is found', (id, find) => {
    expect(find()).toContain(id)
    expect(told(whole)).toEqual([])
  })
})
