// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { proposeCategory, type ColumnFacts } from './propose.ts'

const propose = (column: string, values: readonly unknown[] = [], more: Partial<ColumnFacts> = {}) =>
  proposeCategory({ table: 't', column, isKey: false, year: 2026, values, ...more })

const kindOf = (...words: Parameters<typeof propose>) => {
  const { kind, category } = propose(...words)
  return category === 'system.operations' ? 'none' : kind
}

const days = (from: number, step: number, count = 30) =>
  Array.from({ length: count }, (_, i) => `${from + Math.floor(i * step)}-0${(i % 9) + 1}-1${i % 10}`)

describe('what names and values say together', () => {
  it('is surer than either alone', () => {
    const mails = ['a@mail.example', 'b@mail.example', 'c@mail.example']
    const [both, name, values] = [propose('email', mails), propose('email'), propose('x', mails)]
    expect(both.confidence).toBeGreaterThan(name.confidence)
    expect(both.confidence).toBeGreaterThanOrEqual(values.confidence)
  })

  it('follows values with a form of their own against a name that misleads', () => {
    expect(kindOf('phone', ['a@mail.example', 'b@mail.example', 'c@mail.example', 'd@mail.example'])).toBe(
      'email',
    )
    expect(kindOf('email', ['yes', 'no', 'no', 'yes', 'maybe', 'never'])).toBe('none')
  })

  it('keeps a name whose values are hashed or masked', () => {
    expect(kindOf('phone', ['***-****-1234', '***-****-5678', '***-****-9012'])).toBe('phone')
  })

  it('takes a flag, a type or a time for what it is', () => {
    for (const column of [
      'email_verified',
      'is_phone_public',
      'address_type',
      'email_sent_at',
      'メール配信フラグ',
      '性別区分',
    ])
      expect([column, kindOf(column)]).toEqual([column, column === '性別区分' ? 'gender' : 'none'])
    for (const column of ['blood_type', 'marital_status', 'device_token', 'birth_date'])
      expect([column, kindOf(column)]).not.toEqual([column, 'none'])
  })

  it('lets the type and the width of a column speak', () => {
    expect(kindOf('name', [], { table: 'customers', type: 'integer' })).toBe('none')
    expect(kindOf('x', ['a@mail.example'], { type: 'text', length: 3 })).toBe('none')
    expect(kindOf('disability', [true, false], { type: 'boolean' })).toBe('disability')
  })
})

describe('what stands around a column', () => {
  const key = (column: string, leadsTo: string, table = 'customers') =>
    kindOf(column, [], { table, leadsTo, isKey: true })

  it('tells what a key to a list of choices says of a person', () => {
    expect([key('sex_id', 'mtb_sex'), key('religion_id', 'religions', 'answers')]).toEqual([
      'gender',
      'creed',
    ])
    expect([key('都道府県コード', '都道府県'), key('pref_id', 'prefs', 'shops')]).toEqual(['state', 'none'])
    expect([key('product_id', 'products'), key('address_id', 'addresses')]).toEqual(['none', 'none'])
    expect(propose('user_id', [], { leadsTo: 'users', isKey: true }).category).toBe('user.unique_id')
  })

  it('makes what is written in a table of patients health, and not a list of drugs', () => {
    const of = (table: string, column: string) => kindOf(column, [], { table })
    expect([of('処方', '薬品名'), of('診療記録', 'S'), of('lab_results', 'result_value')]).toEqual([
      'health',
      'health',
      'health',
    ])
    expect([of('薬品マスタ', '薬品名'), of('処方', '登録日時'), of('orders', 'value')]).toEqual([
      'none',
      'none',
      'none',
    ])
  })

  it('knows documents where people prove who they are, and the numbers an organisation gives them', () => {
    expect(kindOf('doc_no', ['123456789012', '223456789013'], { table: 'plg_kyc' })).toBe('identity')
    expect(propose('カルテ番号', ['K000001', 'K000002']).category).toBe('user.unique_id')
    expect(propose('order_no', ['K000001', 'K000002']).category).toBe('system.operations')
  })
})

describe('values that say yes or no', () => {
  const flags = ['0', '1', '1', '0', '1', '0']
  it('are no number of a document, whatever the column is called', () => {
    expect(kindOf('マイナ保険証', flags, { type: 'integer' })).toBe('none')
    expect(kindOf('障害', flags, { type: 'integer' })).toBe('disability')
  })
})

describe('one text many times over', () => {
  it('still tells what stands inside it', () => {
    const values = Array.from(
      { length: 30 },
      () => '足が不自由で車椅子を使っているため、少し待ってください。',
    )
    expect(propose('special_instructions', values)).toMatchObject({ kind: 'free-text', careful: true })
  })
})

describe('dates of birth', () => {
  it('are told from other dates by how they are spread', () => {
    expect(kindOf('d', days(1940, 2.2))).toBe('birth')
    expect(kindOf('d', days(2024, 0.05))).toBe('none')
    expect(kindOf('birthday', days(1940, 2.2))).toBe('birth')
    expect(kindOf('入社日', days(1985, 1.2))).toBe('none')
    expect(
      kindOf(
        'd',
        days(1940, 2.2).map((day) => `${day} 10:20:30`),
      ),
    ).toBe('none')
  })
})

describe('any column at all', () => {
  const value = fc.oneof(fc.string({ maxLength: 200 }), fc.double(), fc.constant(null), fc.boolean())

  it('gets an answer between 0 and 1 with a reason in both languages', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), fc.array(value, { maxLength: 30 }), (column, values) => {
        const { confidence, en, ja } = propose(column, values)
        expect(confidence).toBeGreaterThanOrEqual(0)
        expect(confidence).toBeLessThan(1)
        expect([en, ja].every((text) => text.length > 0)).toBe(true)
      }),
    )
  })

  it('never finds its values in the answer', () => {
    const secret = fc.stringMatching(/^[a-z]{8,20}[0-9]{6,10}$/)
    fc.assert(
      fc.property(fc.array(secret, { minLength: 1, maxLength: 20 }), (values) => {
        const answer = JSON.stringify(propose('memo', [...values, ...values.map((v) => `${v}@mail.example`)]))
        for (const one of values) expect(answer).not.toContain(one)
      }),
    )
  })

  it('ends soon with texts made to keep expressions busy', () => {
    const long = [
      'a'.repeat(2000),
      '1 '.repeat(1000),
      'Aa '.repeat(600),
      'あ'.repeat(2000),
      '12-'.repeat(600),
      '@'.repeat(2000),
      `${'x '.repeat(50)}1`,
    ]
    expect(long.map((text) => typeof propose('c', [text, text.slice(0, 119), text.slice(0, 45)]).en)).toEqual(
      long.map(() => 'string'),
    )
  })
})
