// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest'
import { loadPack, type PackData } from '@yakusoku/core/packs'
import { checkPack, MEANING_RULES } from './index.ts'
import { SAMPLE_PACK, sampleFiles } from './sample-pack.ts'
import type { Rule } from './rule.ts'

const dataOf = (yaml: string): PackData => {
  const { source, problems } = loadPack([{ path: 'pack.yaml', text: yaml }])
  if (!source) throw new Error(JSON.stringify(problems[0]))
  return source.data
}

/** What the check tells of a form of a rule's sample, shortly. */
function told(rule: Rule, form: 'good' | 'bad') {
  const { sample } = rule
  const { files, mark } = sampleFiles(sample, form)
  const laws = (sample.laws ?? []).map(dataOf)
  const { findings } = checkPack(files, { asOf: sample.asOf ?? '2026-11-22', laws })
  return {
    mark,
    findings: findings
      .filter(({ allowed }) => allowed === undefined)
      .map((finding) => `${finding.rule} ${finding.file}:${finding.line}:${finding.column}`),
    messages: findings.flatMap(({ message, suggestion }) => [
      message.ja,
      message.en,
      suggestion.ja,
      suggestion.en,
    ]),
  }
}

describe('the sample pack', () => {
  test('has no finding', () => {
    const files = Object.entries(SAMPLE_PACK).map(([path, text]) => ({ path, text }))
    expect(checkPack(files, { asOf: '2026-11-22' }).findings).toEqual([])
  })
})

describe('the rules', () => {
  test('have ids of their own, an area and a name, at least forty of them', () => {
    const ids = MEANING_RULES.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids.length).toBeGreaterThanOrEqual(40)
    for (const id of ids) expect(id).toMatch(/^[a-z-]+\/[a-z-]+$/)
  })

  test.each(MEANING_RULES.map((rule) => [rule.id, rule] as const))(
    '%s finds its bad sample alone',
    (_, rule) => {
      const { sample } = rule
      const also = [...(sample.also ?? []), ...(sample.badToo ?? [])]
      for (const { file = 'pack.yaml', replace } of [...also, sample]) {
        const changed = also.some((other) => other.with.includes(replace))
        expect(SAMPLE_PACK[file].includes(replace) || changed, `the sample pack has ${replace}`).toBe(true)
      }
      const bad = told(rule, 'bad')
      const place = bad.mark && `${bad.mark.file}:${bad.mark.line}:${bad.mark.column}`
      expect(bad.findings.map((found) => found.split(' ')[0])).toEqual([rule.id])
      if (place !== undefined) expect(bad.findings[0]).toBe(`${rule.id} ${place}`)
      for (const message of bad.messages) expect(message, 'every word is filled in').not.toMatch(/\{\w+\}/)
      expect(told(rule, 'good').findings).toEqual([])
    },
  )
})
