// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { findFigures, type Figure } from '@yakusoku/core/figures'
import { checkPack } from './index.ts'

const names = ['pack.yaml', 'policy.ja.md', 'policy.en.md'] as const
const packs = ['cleaning', 'staffing', 'homecare', 'trading', 'processor']
const read = (pack: string) =>
  Object.fromEntries(
    names.map((name) => [
      name,
      readFileSync(new URL(`../../../packs/${pack}/${name}`, import.meta.url), 'utf8'),
    ]),
  ) as Record<(typeof names)[number], string>

/** The lines of a policy that have findings, as "rule line". */
const told = (files: Record<string, string>, file: string): string[] =>
  checkPack(
    Object.entries(files).map(([path, text]) => ({ path, text })),
    { asOf: '2026-11-22' },
  )
    .findings.filter((finding) => finding.file === file && finding.allowed === undefined)
    .map(({ rule, line }) => `${rule} ${line}`)

/** Changes the first number in each figure of the lines that carry a promise; says which lines were changed. */
function changed(
  text: string,
  by: (digits: string, figure: Figure) => string,
): { text: string; lines: number[] } {
  const lines: number[] = []
  const result = text.split('\n').map((line, index) => {
    const mark = line.search(/\{#[A-Z]/)
    const figures =
      mark < 0
        ? []
        : findFigures(line.slice(0, mark)).filter(
            ({ kind, text: said }) => kind !== 'count' && /\d/.test(said),
          )
    let changing = line
    for (const figure of figures.toReversed()) {
      const end = figure.start + figure.text.length
      const said = figure.text.replace(/\d+/, (digits) => by(digits, figure))
      changing = changing.slice(0, figure.start) + said + changing.slice(end)
    }
    if (changing !== line) lines.push(index + 1)
    return changing
  })
  return { text: result.join('\n'), lines }
}

const kanji = (digits: string): string => {
  const value = Number(digits)
  if (value >= 100)
    return digits
      .split('')
      .map((digit) => '〇一二三四五六七八九'[Number(digit)])
      .join('')
  const [tens, ones] = [Math.floor(value / 10), value % 10]
  const sign = (digit: number) => '〇一二三四五六七八九'[digit] ?? ''
  return `${tens > 1 ? sign(tens) : ''}${tens > 0 ? '十' : ''}${ones > 0 ? sign(ones) : ''}`
}
const wide = (digits: string): string =>
  digits.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))

describe('the figures of the five packs', () => {
  test.each(
    packs.flatMap((pack) => (['policy.ja.md', 'policy.en.md'] as const).map((file) => [pack, file] as const)),
  )('are missed nowhere when they are wrong: %s %s', (pack, file) => {
    const files = read(pack)
    const { text, lines } = changed(files[file], (digits) => String(Number(digits) + 1))
    const before = new Set(told(files, file))
    const found = told({ ...files, [file]: text }, file).filter((one) => !before.has(one))
    const missed = lines.filter(
      (line) => !found.some((one) => one.startsWith('figures/') && one.endsWith(` ${line}`)),
    )
    expect(missed).toEqual([])
  })

  test.each(
    packs.flatMap((pack) => [[pack, 'kanji', kanji] as const, [pack, 'full-width digits', wide] as const]),
  )('are the same in other writing: %s in %s', (pack, _, write) => {
    const files = read(pack)
    const { text } = changed(files['policy.ja.md'], write)
    expect(told({ ...files, 'policy.ja.md': text }, 'policy.ja.md')).toEqual(told(files, 'policy.ja.md'))
  })
})
