// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parsePolicy } from './index.ts'

const sentences = (text: string, language: 'ja' | 'en' = 'en') =>
  parsePolicy(text, language, 'p.md').policy.sections.flatMap((section) => section.sentences)

describe('policy text', () => {
  test('splits a paragraph at its sentences and binds the last one before a mark', () => {
    const text = 'We are Kasumi Co., Ltd. of Tokyo. We keep it for 7.5 years. {#SMP-1} It helps. {#note}'
    expect(sentences(text).map(({ text: read, promises, note }) => [read, promises, note])).toEqual([
      ['We are Kasumi Co., Ltd. of Tokyo.', [], false],
      ['We keep it for 7.5 years.', ['SMP-1'], false],
      ['It helps.', [], true],
    ])
  })

  test('binds a whole bullet, whatever sentences it has', () => {
    expect(
      sentences('- One. Two.{#SMP-1}\n- 三つ。四つ。{#SMP-2}\n').map(({ text, promises, form, block }) => [
        text,
        promises,
        form,
        block,
      ]),
    ).toEqual([
      ['One. Two.', ['SMP-1'], 'bullet', 1],
      ['三つ。四つ。', ['SMP-2'], 'bullet', 2],
    ])
  })

  test('joins wrapped lines as each script does, and keeps the place of the mark', () => {
    const [english] = sentences('We keep\nit. {#SMP-1}')
    expect(english).toMatchObject({
      text: 'We keep it.',
      line: 1,
      column: 1,
      marks: [{ id: 'SMP-1', line: 2, column: 5 }],
    })
    expect(sentences('  当社は\n  守ります。{#SMP-1}', 'ja')[0]).toMatchObject({
      text: '当社は守ります。',
      line: 1,
      column: 3,
      marks: [{ line: 2, column: 8 }],
    })
  })

  test('does not split inside Japanese brackets', () => {
    expect(sentences('「守ります。」と約束します。{#SMP-1}', 'ja').map(({ text }) => text)).toEqual([
      '「守ります。」と約束します。',
    ])
  })

  test('does not split inside Japanese round brackets, nor before the end of bold text', () => {
    const text = '当社は（株式会社見本。以下同じ。）を守ります。**太字です。** {#SMP-1} 「可。」です。{#note}'
    expect(sentences(text, 'ja').map((sentence) => sentence.text)).toEqual([
      '当社は（株式会社見本。以下同じ。）を守ります。',
      '**太字です。**',
      '「可。」です。',
    ])
  })

  test.each([
    'We keep it for approx. 7 years, i.e. until the end (see Art. 5 and Sec. 3 vs. No. 9).',
    'Call Mr. Smith or Dr. Jones of the U.S. office at 9 a.m. on weekdays.',
  ])('does not split behind an abbreviation that goes on: %s', (text) => {
    expect(sentences(`${text} Then call again.`).map((sentence) => sentence.text)).toEqual([
      text,
      'Then call again.',
    ])
  })

  test('takes a ruled line for a break, and says that a table cannot be used', () => {
    const { policy, problems } = parsePolicy(
      'One. {#SMP-1}\n---\nTwo. {#SMP-2}\n\n| a | b |\n|---|:--|\n',
      'en',
      'p.md',
    )
    expect(policy.sections[0]?.sentences.slice(0, 2).map(({ text }) => text)).toEqual(['One.', 'Two.'])
    expect(problems).toMatchObject([{ rule: 'text/table', line: 5, column: 1 }])
  })

  test('lets one sentence keep two promises', () => {
    expect(sentences('Both. {#SMP-1}{#SMP-2}')[0]?.promises).toEqual(['SMP-1', 'SMP-2'])
  })

  test('gives the headings with their levels and skips comments', () => {
    const { policy } = parsePolicy('# A\n<!-- not\nthis -->\n## B\nText. {#SMP-1}\n', 'en', 'p.md')
    expect(policy.sections.map(({ heading, level }) => [heading, level])).toEqual([
      ['A', 1],
      ['B', 2],
    ])
    expect(policy.sections[1]?.sentences[0]).toMatchObject({ text: 'Text.', line: 5, column: 1 })
  })

  test('reads a heading with and without closing hashes, and with a mark that does not belong there', () => {
    const { policy, problems } = parsePolicy('## A ##\n# B# {#SMP-1}\n#\tC\n#\n', 'en', 'p.md')
    expect(policy.sections.slice(0, 3).map(({ heading, level }) => [heading, level])).toEqual([
      ['A', 2],
      ['B#', 1],
      ['C', 1],
    ])
    expect(problems).toMatchObject([{ rule: 'text/mark-on-heading', line: 2, column: 6 }])
  })

  // With an expression that backtracks each of these takes hours, and the run's own limit ends the test.
  test.each([
    ['a heading and spaces', `# a${' '.repeat(400_000)}x`],
    ['a heading of hashes', `# ${'#'.repeat(400_000)}x`],
    ['tags that never end', '<a'.repeat(200_000)],
    ['a brace and spaces', `{${' '.repeat(400_000)}!`],
    ['comments that never end', '<!--'.repeat(100_000)],
    ['spaces and a rule', `${' '.repeat(400_000)}--${' '.repeat(400_000)}`],
    ['brackets that never end', '（「『'.repeat(100_000)],
    ['full stops', '. '.repeat(200_000)],
    ['a paragraph of short lines', 'あ。\n'.repeat(300_000)],
  ])('reads a long hostile line: %s', (_name, line) => {
    expect(parsePolicy(line, 'en', 'p.md').policy.language).toBe('en')
  })

  test('tells the place of each letter of a paragraph, however it is wrapped', () => {
    const lines = fc.array(fc.stringMatching(/^ {0,2}[a-c約束]{1,5}$/), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(lines, (written) => {
        const [sentence] = sentences(written.join('\n'))
        for (const [offset, letter] of (sentence?.text ?? '').split('').entries()) {
          const { line, column } = sentence?.placeOf(offset) ?? { line: 0, column: 0 }
          // A space that joins two lines stands behind the first of them.
          expect(written[line - 1]?.[column - 1] ?? ' ').toBe(letter)
        }
      }),
    )
  })

  test('loses no letter of the text and never throws', () => {
    const piece = fc.constantFrom(
      '当社は',
      '守ります。',
      'We keep it. ',
      '{#SMP-1}',
      '\n',
      '- ',
      '# ',
      '{#',
      '｛',
      'a',
      ' ',
      '. ',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const text = pieces.join('')
        const { policy } = parsePolicy(text, 'ja', 'p.md')
        const read = policy.sections
          .flatMap(({ heading, sentences: all }) => [heading, ...all.map((sentence) => sentence.text)])
          .join('')
        const kanji = (value: string) => value.match(/[ぁ-龠]/g)?.join('') ?? ''
        expect(kanji(read)).toBe(kanji(text))
      }),
    )
  })
})
