// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { coverageOf, legible } from './glyphs.ts'

const font = createRequire(import.meta.url).resolve(
  '@expo-google-fonts/noto-sans-jp/400Regular/NotoSansJP_400Regular.ttf',
)
const covers = coverageOf(readFileSync(font))
const shown = (text: string) => legible(text, covers)

describe('what a document can print', () => {
  it('knows the characters of the typeface', () => {
    for (const character of 'Aあア漢髙﨑𠮷㈱①ｶﾅ〓—é')
      expect(covers(character.codePointAt(0) as number)).toBe(true)
    for (const character of '😀م\u0000\uFFFF') expect(covers(character.codePointAt(0) as number)).toBe(false)
  })

  it('leaves the shape of a name alone', () => {
    expect(shown('神\uFA19祥\uFA1A 髙﨑')).toEqual({ text: '神\uFA19祥\uFA1A 髙﨑', missing: 0 })
  })

  it('composes what is written with marks, and drops selectors without ink', () => {
    expect(shown('か\u3099 e\u0301 葛\u{E0100} \uFEFFx')).toEqual({ text: 'が é 葛 x', missing: 0 })
  })

  it('marks and counts what it cannot show', () => {
    expect(shown('a😀\u0000b')).toEqual({ text: 'a〓〓b', missing: 2 })
  })

  it('turns every kind of line end into one', () => {
    expect(shown('a\r\nb\rc\u2028d\u0085e').text).toBe('a\nb\nc\nd\ne')
  })

  it('never leaves a character that the typeface lacks, whatever comes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (value) => {
        const text = shown(value).text.replaceAll('\u200B', '').replaceAll('\n', '')
        for (const character of text) expect(covers(character.codePointAt(0) as number)).toBe(true)
      }),
    )
  })
})
