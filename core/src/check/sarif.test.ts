// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { CATALOGUE, checkPack, MEANING_RULES, toSarif } from './index.ts'
import { sampleFiles } from './sample-pack.ts'

const Text = z.strictObject({ text: z.string().min(1), markdown: z.string().optional() })
const Level = z.enum(['none', 'note', 'warning', 'error'])

/** The part of the schema of SARIF 2.1.0 (OASIS, appendix of the standard) that we write, unknown keys refused. */
const Sarif = z.strictObject({
  $schema: z.url(),
  version: z.literal('2.1.0'),
  runs: z
    .array(
      z.strictObject({
        tool: z.strictObject({
          driver: z.strictObject({
            name: z.string(),
            semanticVersion: z.string(),
            language: z.string().regex(/^[a-zA-Z]{2}(-[a-zA-Z]{2})?$/),
            rules: z.array(
              z.strictObject({
                id: z.string(),
                shortDescription: Text,
                fullDescription: Text,
                help: Text,
                defaultConfiguration: z.strictObject({ level: Level }),
              }),
            ),
          }),
        }),
        language: z.string(),
        columnKind: z.enum(['utf16CodeUnits', 'unicodeCodePoints']),
        results: z.array(
          z.strictObject({
            ruleId: z.string(),
            ruleIndex: z.number().int().min(0),
            level: Level,
            message: z.strictObject({ text: z.string().min(1) }),
            locations: z
              .array(
                z.strictObject({
                  physicalLocation: z.strictObject({
                    artifactLocation: z.strictObject({ uri: z.string().min(1) }),
                    region: z.strictObject({
                      startLine: z.number().int().min(1),
                      startColumn: z.number().int().min(1),
                    }),
                  }),
                }),
              )
              .length(1),
            partialFingerprints: z.record(z.string(), z.string()),
            suppressions: z
              .array(
                z.strictObject({ kind: z.enum(['inSource', 'external']), justification: z.string().min(1) }),
              )
              .optional(),
          }),
        ),
      }),
    )
    .length(1),
})

const findings = MEANING_RULES.flatMap(({ sample }) => {
  const { files } = sampleFiles(sample, 'bad')
  return checkPack(files, { asOf: sample.asOf ?? '2026-11-22' }).findings
})

describe('the SARIF log', () => {
  test.each(['ja', 'en'] as const)(
    'has the shape of version 2.1.0 for a finding of every rule, in %s',
    (language) => {
      const log = Sarif.parse(JSON.parse(JSON.stringify(toSarif(findings, { language, version: '0.1.0' }))))
      const [run] = log.runs
      expect(run?.results).toHaveLength(findings.length)
      for (const { ruleId, ruleIndex } of run?.results ?? [])
        expect(run?.tool.driver.rules[ruleIndex]?.id).toBe(ruleId)
    },
  )

  test('counts columns in UTF-16 units, as editors do, behind letters beyond the BMP', () => {
    const text = '# 💡\n\n💡を7年間保存します。{#SMP-2.1}\n'
    const { files } = sampleFiles({ replace: 'id: sample', good: 'id: sample', bad: 'id: sample' }, 'good')
    const changed = files.map((file) => (file.path === 'policy.ja.md' ? { ...file, text } : file))
    const found = checkPack(changed, { asOf: '2026-11-22' }).findings.filter(
      ({ file }) => file === 'policy.ja.md',
    )
    expect(found).toEqual([])
    const bad = changed.map((file) => ({ ...file, text: file.text.replace('💡を7年', '💡を9年') }))
    const told = checkPack(bad, { asOf: '2026-11-22' }).findings.find(
      ({ rule }) => rule === 'figures/period-differs',
    )
    expect(told).toMatchObject({ line: 3, column: 4 })
  })

  test('writes a path as a relative reference, each part encoded', () => {
    const [finding] = findings
    if (!finding) throw new Error('no finding')
    const uris = ['packs/私 の/pack.yaml', 'a:b/pack.yaml', 'packs\\own\\pack.yaml'].map((file) => {
      const log = Sarif.parse(toSarif([{ ...finding, file }], { language: 'en', version: '0.1.0' }))
      return log.runs[0]?.results[0]?.locations[0]?.physicalLocation.artifactLocation.uri
    })
    expect(uris).toEqual([
      'packs/%E7%A7%81%20%E3%81%AE/pack.yaml',
      './a%3Ab/pack.yaml',
      'packs/own/pack.yaml',
    ])
  })

  test('keeps what a comment allows, as suppressed in source', () => {
    const sample = {
      replace: '{ id: locks, kind: physical, owner: manager, renewEvery: P1Y',
      good: '',
      bad: '{ id: locks, kind: physical, owner: manager, renewEvery: P5Y # yakusoku-allow safeguards/renewed-too-rarely: the house is rented for five years\n   ',
    }
    const found = checkPack(sampleFiles(sample, 'bad').files, { asOf: '2026-11-22' }).findings
    expect(found.map(({ rule, allowed }) => [rule, allowed])).toEqual([
      ['safeguards/renewed-too-rarely', 'the house is rented for five years'],
    ])
    const log = Sarif.parse(toSarif(found, { language: 'en', version: '0.1.0' }))
    expect(log.runs[0]?.results[0]?.suppressions).toEqual([
      { kind: 'inSource', justification: 'the house is rented for five years' },
    ])
  })
})

describe('the catalogue', () => {
  test('has every rule once, with texts in both languages', () => {
    const ids = CATALOGUE.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const { title, message, suggestion } of CATALOGUE)
      for (const { ja, en } of [title, message, suggestion]) {
        expect(ja).not.toBe('')
        expect(en).not.toMatch(/[\p{Script=Hiragana}\p{Script=Katakana}]/u)
      }
  })
})
