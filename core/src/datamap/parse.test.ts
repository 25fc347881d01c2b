// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseDatamaps } from './parse.ts'
import { printDatamap } from './print.ts'
import type { Dataset } from './datamap.ts'

const read = (content: string | Uint8Array) => parseDatamaps([{ name: 'm.yml', content }])
const codes = (content: string | Uint8Array) =>
  read(content).problems.map((p) => [p.code, p.at?.line, p.at?.column])

const whole = `
dataset:
  - fides_key: shop
    name: Shop
    description: All of it
    organization_fides_key: default_organization
    fides_meta:
      after: [other]
      namespace: {database_name: d, schema: s}
    collections:
      - name: customer
        data_categories: [user]
        fides_meta:
          after: [shop.address]
          erase_after: [shop.address]
          skip_processing: false
        fields:
          - name: email
            data_categories: [user.contact.email]
            fidesops_meta:
              identity: email
              data_type: string
              length: 40
              masking_strategy_override: {strategy: random}
          - name: info
            fides_meta: {data_type: 'object[]', return_all_elements: true}
            fields:
              - name: phone
                fides_meta:
                  references:
                    - {dataset: shop, field: address.a.b, direction: from}
                    - {dataset: shop, field: address.id}
      - name: address
        grouped_inputs: [id]
        fields: [{name: id, fides_meta: {primary_key: True}}]
`

const lineOf = (text: string): number => whole.slice(0, whole.indexOf(text)).split('\n').length

/** Places say where a file had something; a printed file has it elsewhere. */
const withoutPlaces = (datasets: readonly Dataset[]): unknown =>
  JSON.parse(JSON.stringify(datasets, (key, value: unknown) => (key === 'at' ? undefined : value)))

describe('a data map', () => {
  it('is read with everything Fides declares, under both names of the meta section', () => {
    const { datasets, problems } = read(whole)
    expect(problems).toEqual([])
    const [shop] = datasets
    const [customer, address] = shop?.collections ?? []
    expect(shop).toMatchObject({
      key: 'shop',
      after: [{ name: 'other' }],
      namespace: { database_name: 'd', schema: 's' },
    })
    expect(customer).toMatchObject({
      after: [{ name: 'shop.address' }],
      eraseAfter: [{ name: 'shop.address' }],
    })
    expect(customer?.fields[0]).toMatchObject({
      identity: 'email',
      dataType: 'string',
      length: 40,
      extraMeta: { masking_strategy_override: { strategy: 'random' } },
      at: { file: 'm.yml', line: lineOf('- name: email'), column: 13 },
    })
    expect(customer?.fields[1]).toMatchObject({ isArray: true, dataType: 'object', returnAllElements: true })
    expect(customer?.fields[1]?.fields[0]).toMatchObject({
      path: ['info', 'phone'],
      returnAllElements: true,
      references: [
        { dataset: 'shop', field: 'address.a.b', direction: 'from' },
        { dataset: 'shop', field: 'address.id' },
      ],
    })
    expect(address).toMatchObject({ groupedInputs: [{ name: 'id' }], fields: [{ primaryKey: true }] })
  })

  it('may say null wherever it says nothing', () => {
    const nulls =
      'references: null, identity: null, primary_key: null, data_type: null, length: null, custom_request_field: null'
    const { datasets, problems } = read(`
fides_key: a
data_categories: null
fides_meta: {after: null, namespace: null}
collections:
  - {name: c, description: null, data_categories: null, fides_meta: null, fields: [{name: f, fields: null, data_categories: null, fides_meta: {${nulls}}}]}`)
    expect(problems).toEqual([])
    expect(datasets[0]?.collections[0]?.fields[0]).toMatchObject({
      categories: [],
      references: [],
      fields: [],
      primaryKey: false,
    })
  })

  it('may be a bare dataset, a list, or several documents', () => {
    const one = 'fides_key: a\ncollections: []\n'
    expect(read(one).datasets.map((d) => d.key)).toEqual(['a'])
    expect(read('- fides_key: a\n  collections: []\n').datasets.map((d) => d.key)).toEqual(['a'])
    expect(read(`${one}---\nfides_key: b\ncollections: []\n`).datasets.map((d) => d.key)).toEqual(['a', 'b'])
  })

  it('printed and read again is the same map', () => {
    const first = read(whole).datasets
    expect(withoutPlaces(read(printDatamap(first)).datasets)).toEqual(withoutPlaces(first))
  })

  it('printed and read again is the same map, whatever its names and texts', () => {
    const name = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
      .filter((s) => !/[\0\uFEFF]/.test(s))
    const field = fc.record({
      name,
      category: name,
      description: name,
      primary: fc.boolean(),
      identity: name,
    })
    fc.assert(
      fc.property(
        name,
        fc.uniqueArray(field, { selector: (f) => f.name, minLength: 1, maxLength: 4 }),
        (key, fields) => {
          const at = { file: '', line: 1, column: 1 }
          const dataset: Dataset = {
            key,
            categories: [],
            after: [],
            namespace: {},
            extra: {},
            extraMeta: {},
            at,
            collections: [
              {
                name: key,
                categories: [],
                after: [],
                eraseAfter: [],
                groupedInputs: [],
                skipProcessing: false,
                extra: {},
                extraMeta: {},
                at,
                fields: fields.map((f) => ({
                  name: f.name,
                  path: [f.name],
                  description: f.description,
                  categories: [f.category],
                  isArray: false,
                  identity: f.identity,
                  primaryKey: f.primary,
                  returnAllElements: false,
                  references: [],
                  fields: [],
                  extra: {},
                  extraMeta: {},
                  at,
                })),
              },
            ],
          }
          expect(withoutPlaces(read(printDatamap([dataset])).datasets)).toEqual(withoutPlaces([dataset]))
        },
      ),
    )
  })
})

describe('a wrong data map', () => {
  it('is told with file, line and column and what was meant', () => {
    const map = whole
      .replace('identity: email', 'identty: email')
      .replace('direction: from', 'direction: form')
    const { problems } = read(map)
    expect(problems).toMatchObject([
      {
        code: 'unknown-key',
        severity: 'warning',
        at: { file: 'm.yml', line: lineOf('identity: email'), column: 15 },
      },
      { code: 'bad-direction', severity: 'error', at: { line: lineOf('address.a.b') } },
    ])
    expect(problems[0]?.en).toContain('"identity"')
    expect(problems[0]?.ja).toContain('「identity」')
  })

  it('has values of the wrong type named', () => {
    expect(codes('fides_key: 12\ncollections: []')).toEqual([['wrong-type', 1, 1]])
    expect(codes('fides_key: a\ncollections: {b: 1}')).toEqual([['wrong-type', 2, 1]])
    expect(codes(whole.replace('length: 40', 'length: long'))).toEqual([
      ['wrong-type', lineOf('length: 40'), 15],
    ])
    expect(codes(whole.replace('primary_key: True', 'primary_key: maybe'))).toEqual([
      ['wrong-type', lineOf('True'), 42],
    ])
    expect(codes(whole.replace('data_type: string', 'data_type: strng'))).toEqual([
      ['bad-data-type', lineOf('data_type: string'), 26],
    ])
    expect(codes(whole.replace('field: address.id}', 'field: address}'))).toEqual([
      ['bad-reference', lineOf('field: address.id}'), 46],
    ])
  })

  it('misses what every map needs', () => {
    expect(codes('')).toEqual([['no-dataset', 1, 1]])
    expect(codes('systems: []')).toEqual([['no-dataset', 1, 1]])
    expect(codes('dataset:\n  - name: x\n    collections: []')).toEqual([['missing-key', 2, 5]])
    expect(codes('fides_key: a\ncollections:\n  - name: c')).toEqual([['missing-key', 3, 5]])
  })

  it('declares nothing twice', () => {
    expect(codes(whole.replace('- name: address', '- name: customer'))).toEqual([
      ['duplicate', lineOf('- name: address'), 9],
    ])
    const twice = parseDatamaps([
      { name: 'a.yml', content: 'fides_key: a\ncollections: []' },
      { name: 'b.yml', content: 'fides_key: a\ncollections: []' },
    ])
    expect(twice.problems).toMatchObject([{ code: 'duplicate', at: { file: 'b.yml', line: 1 } }])
    expect(codes('fides_key: a\nfides_key: b\ncollections: []')).toEqual([['yaml', 2, 1]])
    expect(codes('fides_key: a\ncollections: [{name: b, fields: [], name: c}]')).toEqual([['yaml', 2, 37]])
  })

  it('is refused when it is no UTF-8, too large, too deep or a bomb', () => {
    expect(codes(new Uint8Array([0x66, 0xff, 0xfe]))).toEqual([['encoding', 1, 1]])
    expect(codes(Buffer.from('\uFEFFfides_key: a', 'utf16le'))).toEqual([['encoding', 1, 1]])
    expect(codes('a\0b')).toEqual([['encoding', 1, 1]])
    expect(codes('#'.repeat(4 * 1024 * 1024 + 1))).toEqual([['too-large', 1, 1]])
    expect(codes(`dataset: ${'['.repeat(5000)}${']'.repeat(5000)}`)).toEqual([['too-deep', 1, 1]])
    const levels = Array.from(
      { length: 9 },
      (_, i) => `x${i + 1}: &x${i + 1} [${Array(9).fill(`*x${i}`).join(', ')}]`,
    )
    const bomb = `x0: &x0 [{name: boom}]\n${levels.join('\n')}\nfides_key: a\nmeta: *x9\ncollections: []`
    expect(codes(bomb).map(([code]) => code)).toContain('alias-bomb')
    expect(codes('dataset:\n  - fides_key: a\n   collections: []').map(([code]) => code)).toContain('yaml')
  })

  it('is read in a time that does not take the square of its keys', () => {
    const keys = Array.from({ length: 10_000 }, (_, i) => `  k${i}: 1\n`).join('')
    expect(codes(`fides_key: a\ncollections: []\nmeta:\n${keys}  k7: 2\n`)).toEqual([['yaml', 10_004, 3]])
  })

  it('never makes the reader throw', () => {
    const scrap = fc.constantFrom(
      'dataset',
      'fides_key',
      'collections',
      ':',
      '- ',
      '\n',
      '  ',
      '{',
      '}',
      '[',
      ']',
      '&a',
      '*a',
      '<<',
      '!!js',
      '"',
      "'",
      '\t',
      'name',
      'fields',
      '\u{1F600}',
    )
    fc.assert(
      fc.property(fc.array(scrap, { maxLength: 60 }), (parts) =>
        Array.isArray(read(parts.join('')).problems),
      ),
    )
  })

  it('keeps aliases and merge keys working where they are honest', () => {
    const { datasets, problems } = read(
      'fides_key: a\ncollections:\n  - &c\n    name: one\n    fields: &f [{name: id}]\n  - <<: *c\n    name: two\n    fields: *f',
    )
    expect(problems).toEqual([])
    expect(datasets[0]?.collections.map((c) => [c.name, c.fields.length])).toEqual([
      ['one', 1],
      ['two', 1],
    ])
  })
})
