// SPDX-License-Identifier: Apache-2.0
/**
 * `yakusoku check` of a pack with 2,000 promises, beside its limit of one second: reading the files, every structural
 * rule and every rule with meaning, both languages, and the law that the pack extends. The pack is the sample pack with
 * categories, retention rules and sentences of their own for each promise, a figure in each.
 */
import { readFileSync } from 'node:fs'
import { checkPack, SAMPLE_PACK, summaryOf } from '@yakusoku/core/check'
import { loadPack, type PackData } from '@yakusoku/core/packs'
import { median, type Measure } from './measure.ts'

const promises = Number(process.env['BENCH_PROMISES'] ?? 2_000)
const rounds = Number(process.env['BENCH_ROUNDS'] ?? 5)

/** Checks a pack of 2,000 promises beside the second it may take. */
export async function bench(): Promise<Measure[]> {
  const files = Object.entries(largePack(promises)).map(([path, text]) => ({ path, text }))
  const law = readFileSync(new URL('../packs/law/appi/pack.yaml', import.meta.url))
  const laws: PackData[] = [{ path: 'pack.yaml', bytes: new Uint8Array(law) }].flatMap(
    (file) => loadPack([file]).source?.data ?? [],
  )
  const times: number[] = []
  const users: number[] = []
  let summary = ''
  for (let round = 0; round < rounds; round += 1) {
    const cpu = process.cpuUsage()
    const start = performance.now()
    const { findings } = checkPack(files, { asOf: '2026-11-22', laws })
    times.push((performance.now() - start) / 1000)
    users.push(process.cpuUsage(cpu).user / 1e6)
    const { errors, warnings, notes } = summaryOf(findings)
    summary = `${errors} errors, ${warnings} warnings, ${notes} notes`
  }
  const [first = 0] = times
  const [user = 0] = users
  const bytes = files.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0)
  const note =
    `the first check of a process, its code not yet compiled (median of ${rounds}: ${median(times).toFixed(2)} s), ` +
    `${user.toFixed(2)} s of user code on all threads (median ${median(users).toFixed(2)}); ` +
    `${promises} promises, ${Math.round(bytes / 1024)} KiB in three files; it finds ${summary}`
  return [
    {
      name: `check of ${promises} promises / its limit`,
      ours: first,
      beside: 1,
      ratio: first,
      goal: 1,
      unit: 's',
      note,
    },
  ]
}

/** The sample pack with `count` promises more, each with a category, a purpose, a retention rule and two sentences. */
function largePack(count: number): Record<string, string> {
  const more = Array.from({ length: count }, (_, index) => index + 1)
  const yaml = SAMPLE_PACK['pack.yaml']
  const lists: Record<string, (index: number) => string> = {
    categories: (index) =>
      `  - { id: kind-${index}, channels: [form], subjects: [customers], fides: [user.kind${index}], name: { ja: 区分${index}, en: Kind ${index} } }`,
    purposes: (index) =>
      `  - { id: use-${index}, under: [delivery], uses: [kind-${index}], roles: [clerk], basis: contract, name: { ja: 目的${index}, en: Use ${index} } }`,
    retention: (index) =>
      `  - { id: kept-${index}, rule: P${(index % 9) + 1}Y after leaving, categories: [kind-${index}], disposals: [erasure], name: { ja: 保存${index}, en: Keeping ${index} } }`,
    promises: (index) => `  - { id: SMP-4.${index}, mode: enforced, keptBy: [retention:kept-${index}] }`,
  }
  const large = Object.entries(lists).reduce(
    (text, [list, line]) => inserted(text, `${list}:\n`, more.map(line)),
    yaml,
  )
  const kanji = '一二三四五六七八九'
  const ja = more.map(
    (index) => `- 区分${index}の情報は、退会から${kanji[index % 9]}年間保存します。{#SMP-4.${index}}`,
  )
  const en = more.map(
    (index) =>
      `- We keep information of kind ${index} for ${(index % 9) + 1} years after a customer leaves. {#SMP-4.${index}}`,
  )
  return {
    'pack.yaml': large.replace('jurisdictions: [JP]', 'jurisdictions: [JP]\nextends: [law/appi]'),
    'policy.ja.md': `${SAMPLE_PACK['policy.ja.md']}\n## 4. 期間\n\n${ja.join('\n')}\n`,
    'policy.en.md': `${SAMPLE_PACK['policy.en.md']}\n## 4. Periods\n\n${en.join('\n')}\n`,
  }
}

function inserted(text: string, after: string, lines: readonly string[]): string {
  const at = text.indexOf(`\n${after}`) + 1 + after.length
  return `${text.slice(0, at)}${lines.join('\n')}\n${text.slice(at)}`
}
