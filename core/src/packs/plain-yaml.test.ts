// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isMap, isScalar, isSeq, parseDocument, type Node } from 'yaml'
import { readPlainYaml, type PlainNode } from './plain-yaml.ts'

const packs = ['cleaning', 'staffing', 'homecare', 'trading', 'processor', 'law/appi', 'std/jis-q-15001'].map(
  (id) => readFileSync(new URL(`../../../packs/${id}/pack.yaml`, import.meta.url), 'utf8'),
)

/** Every place of the full parser's nodes, by path: of a value, and of its key. */
function places(node: Node | null | undefined, path = ''): [string, number][] {
  const own: [string, number][] = [[path, node?.range?.[0] ?? -1]]
  if (isMap(node))
    return own.concat(
      node.items.flatMap(({ key, value }) => {
        const name = isScalar(key) ? String(key.value) : '?'
        const at: [string, number] = [`${path}/${name}#key`, isScalar(key) ? (key.range?.[0] ?? -1) : -1]
        return [at, ...places(value as Node, `${path}/${name}`)]
      }),
    )
  if (isSeq(node))
    return own.concat(node.items.flatMap((item, index) => places(item as Node, `${path}/${index}`)))
  return own
}

function plainPlaces(node: PlainNode, path = ''): [string, number][] {
  const own: [string, number][] = [[path, node.offset]]
  for (const [name, { key, value }] of node.entries ?? [])
    own.push([`${path}/${name}#key`, key], ...plainPlaces(value, `${path}/${name}`))
  for (const [index, item] of (node.items ?? []).entries()) own.push(...plainPlaces(item, `${path}/${index}`))
  return own
}

/** Whether a text is read plainly; where it is, the full parser must find nothing wrong and read the same. */
function readAlike(text: string): boolean {
  const plain = readPlainYaml(text)
  if (!plain) return false
  const full = parseDocument(text, { prettyErrors: false })
  expect(
    [...full.errors, ...full.warnings].map(({ message }) => message),
    text,
  ).toEqual([])
  expect(plain.data, text).toEqual(full.toJS())
  expect(plainPlaces(plain.root), text).toEqual(places(full.contents))
  return true
}

describe('plain YAML', () => {
  test('is read like the full parser reads it, places included, in every pack of the product', () => {
    for (const text of packs) expect(readAlike(text)).toBe(true)
  })

  test('is left to the full parser where it has more than plain maps, lists and scalars', () => {
    for (const text of [
      'a: &x 1\nb: *x',
      'a: |\n  text',
      'a: !!str 1',
      '--- \na: 1',
      'a: 1\na: 2',
      'a:\nb: 1',
      'a: "\\u0041"',
      "a: 'it''s",
      'a: one\n  two',
      'a: { b, c }',
      'a: 1.5',
      'a: 0x1f',
      'a: ~',
      'a: b: c',
      'a: [1\n  , 2]',
      '- a',
      'a: - b',
      '? a\n: b',
      'a:\tb',
      '{ a: 1 }',
      "a: 'x' # y",
    ])
      expect(readPlainYaml(text), text).toBeUndefined()
  })

  test('is read alike whatever one changes, as long as it is read at all', () => {
    const lines = packs[0]?.split('\n') ?? []
    const piece = fc.constantFrom(
      '',
      ' ',
      '  ',
      ':',
      ': ',
      '-',
      '- ',
      ',',
      '[',
      ']',
      '{',
      '}',
      '#',
      ' #',
      "'",
      '"',
      '\n',
      '\n  ',
      'x',
      '7',
      '.',
      '~',
      '|',
      '&a',
      'true',
      '\\',
      '日',
    )
    const change = fc.record({ at: fc.nat(), drop: fc.nat(4), piece })
    let alike = 0
    fc.assert(
      fc.property(
        fc.nat(lines.length - 1),
        fc.integer({ min: 1, max: 8 }),
        fc.array(change, { maxLength: 3 }),
        (from, count, changes) => {
          let text = `format: 1\nlist:\n${lines.slice(from, from + count).join('\n')}\nend: x\n`
          for (const { at, drop, piece: inserted } of changes) {
            const place = at % (text.length + 1)
            text = text.slice(0, place) + inserted + text.slice(place + drop)
          }
          if (readAlike(text)) alike += 1
        },
      ),
      { numRuns: 3_000 },
    )
    expect(alike).toBeGreaterThan(100)
  })

  test('is read alike for small texts of its own signs', () => {
    const sign = fc.constantFrom(
      'a',
      'b',
      ':',
      ' ',
      '\n',
      '-',
      '[',
      ']',
      '{',
      '}',
      ',',
      '#',
      "'",
      '"',
      '1',
      '0',
      '.',
      '~',
      '  ',
      ': ',
      '- ',
      'a: ',
      '\n  ',
      '\n- ',
      '?',
      '!',
      '%',
      '@',
      'e',
      '+',
    )
    fc.assert(
      fc.property(fc.array(sign, { maxLength: 14 }), (signs) => {
        readAlike(`a: ${signs.join('')}`)
        readAlike(signs.join(''))
      }),
      { numRuns: 20_000 },
    )
  })
})
