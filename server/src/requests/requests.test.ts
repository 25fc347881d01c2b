// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check'
import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { AskSchema, requestStates, type Exclusion, type RequestState } from './contract.ts'
import { applyExclusions, checkExclusions, suspect, type FoundCollection } from './found.ts'
import { finderOf, fullNames } from './names.ts'
import { buildPackage, csvCell } from './package.ts'
import {
  abilitiesOf,
  allMoves,
  canMove,
  move,
  newCode,
  newFollowSecret,
  newNumber,
  readTyped,
} from './requests.ts'

const ended: readonly RequestState[] = ['answered', 'refused', 'withdrawn', 'expired']

describe('the table of moves', () => {
  it('lets no order of moves leave an end, nor answer what nobody approved', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...allMoves), { maxLength: 30 }), (wanted) => {
        let state: RequestState = 'asked'
        const done: string[] = []
        for (const what of wanted) {
          if (!canMove(state, what)) {
            expect(() => move(state, what)).toThrow('requests.wrong-state')
            continue
          }
          expect(ended).not.toContain(state)
          state = move(state, what)
          done.push(what)
        }
        expect(requestStates).toContain(state)
        if (state === 'answered') {
          expect(done[0]).toBe('receive')
          expect(done.slice(-2)).toEqual(['approve', 'answer'])
          expect(done.at(-3)).toBe('finish-collecting')
        }
        if (state === 'expired') expect(done).toEqual(['expire'])
      }),
    )
  })

  it('reaches every state but by way of proving the address', () => {
    const reached = new Set<RequestState>(['asked'])
    for (const _ of requestStates)
      for (const state of Array.from(reached))
        for (const what of allMoves) if (canMove(state, what)) reached.add(move(state, what))
    expect([...reached].sort()).toEqual([...requestStates].sort())
  })

  it('offers nothing to whoever is permitted nothing, and no decision on what has ended', () => {
    const all = new Set(['requests:review', 'requests:approve'])
    for (const state of requestStates) expect(abilitiesOf(state, new Set())).toEqual([])
    for (const state of ended)
      expect(abilitiesOf(state, all).filter((one) => one !== 'read-found' && one !== 'print')).toEqual([])
    expect(abilitiesOf('review', new Set(['requests:review']))).not.toContain('approve')
  })
})

describe('numbers, secrets and codes', () => {
  // What people make of a letter when they copy it from paper.
  const slips: Readonly<Record<string, readonly string[]>> = {
    '0': ['0', 'o', 'O', '０'],
    '1': ['1', 'i', 'l', 'I', 'Ｌ'],
    V: ['V', 'v', 'u'],
    '-': ['-', ' ', '', '－', 'ー', '　'],
  }

  it('are read alike however they are typed', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(newNumber(2026), newFollowSecret()),
        fc.infiniteStream(fc.nat()),
        (value, picks) => {
          const typed = value.split('').map((letter) => {
            const choices = slips[letter] ?? [letter, letter.toLowerCase()]
            return choices[(picks.next().value as number) % choices.length]
          })
          expect(readTyped(typed.join(''))).toBe(readTyped(value))
        },
      ),
    )
  })

  it('hold no letter that reads like another', () => {
    for (let n = 0; n < 200; n += 1) {
      expect(newNumber(2026)).toMatch(/^2026(-[0-9A-HJKMNP-TV-Z]{4}){2}$/)
      expect(newFollowSecret()).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$/)
      expect(newCode()).toMatch(/^\d{6}$/)
    }
  })
})

describe('the form', () => {
  const form = { kind: 'disclosure', name: '楓', email: 'taro@kaede.example.jp', language: 'ja' }

  it('takes an address typed full width for the same address', () => {
    expect(AskSchema.parse({ ...form, email: ' ｔａｒｏ＠ｋａｅｄｅ．ｅｘａｍｐｌｅ．ｊｐ ' }).email).toBe(
      form.email,
    )
  })

  it('keeps every letter a person can have in their name, and nothing that no keyboard writes', () => {
    const { name, note } = AskSchema.parse({ ...form, name: '𠮷田\u0000ﾊﾅ\ud800', note: 'a\r\nb\u0007\tc' })
    expect(name).toBe('𠮷田 ﾊﾅ\ufffd')
    expect(note).toBe('a\nb c')
  })

  it('refuses a name of nothing but space', () => {
    expect(AskSchema.safeParse({ ...form, name: ' \u0000　' }).success).toBe(false)
  })
})

const people: FoundCollection = {
  collection: 'shop:people',
  source: 'shop',
  categories: [],
  fields: [
    { name: 'email', categories: ['user.contact.email'] },
    { name: 'name', categories: ['user.name'] },
    { name: 'text', categories: ['user.content'] },
  ],
  rows: [],
}
const withRows = (rows: Record<string, unknown>[], collection = 'shop:people'): FoundCollection => ({
  ...people,
  collection,
  rows,
})
const own = new Set(['Taro@kaede.example.jp'])

describe('suspicions', () => {
  it('never fall on a field that only repeats the requester’s own values', () => {
    const mine = { email: 'taro@KAEDE.example.jp', name: '楓 太郎', text: '連絡先 taro@kaede.example.jp' }
    const linked = withRows([{ email: null, name: '楓　太郎', text: '' }], 'shop:linked')
    const marked = suspect([linked, withRows([mine])], own)
    expect(marked.flatMap((one) => one.suspicions)).toEqual([])
  })

  it('fall on every name and address that none of the requester’s own rows has', () => {
    const rows = [
      { email: 'taro@kaede.example.jp', name: '楓 太郎', text: '' },
      { email: 'ren@tsubaki.example.jp', name: '椿 蓮', text: '' },
      { email: null, name: '楓 太郎', text: ['写し: ＲＥＮ＠tsubaki.example.jp'] },
    ]
    expect(suspect([withRows(rows)], own)[0]?.suspicions).toEqual([
      { row: 1, field: 'email' },
      { row: 1, field: 'name' },
      { row: 2, field: 'text' },
    ])
  })

  it('learn nothing from a row that also holds somebody else’s address', () => {
    const mail: FoundCollection = {
      ...people,
      collection: 'shop:mail',
      fields: [
        { name: 'sender', categories: ['user.contact.email'] },
        { name: 'receiver', categories: ['user.contact.email'] },
        { name: 'receiver_name', categories: ['user.name'] },
      ],
      rows: [{ sender: 'taro@kaede.example.jp', receiver: 'ren@tsubaki.example.jp', receiver_name: '椿 蓮' }],
    }
    const fields = suspect([mail], own)[0]?.suspicions.map((one) => one.field)
    expect(fields).toEqual(['receiver', 'receiver_name'])
  })

  it('fall on arrays and on JSON in texts as on plain ones', () => {
    const row = { email: 'taro@kaede.example.jp', name: '楓 太郎' }
    const others = ['{"copy":["ren@tsubaki.example.jp"]}', { to: ['ren@tsubaki.example.jp'] }]
    const rows = [...others, '{"copy":["taro@kaede.example.jp"]}'].map((text) => ({ ...row, text }))
    expect(suspect([withRows(rows)], own)[0]?.suspicions).toEqual([
      { row: 0, field: 'text' },
      { row: 1, field: 'text' },
    ])
  })

  it('fall on the names of others in texts: of people in the same answer, and of whoever is addressed', () => {
    const mine = { email: 'taro@kaede.example.jp', name: '楓 太郎' }
    const other = { email: 'ren@tsubaki.example.jp', name: '椿 蓮', text: '' }
    const texts = ['窓口は椿蓮が引き継ぐ', '後任は柊　花子様です', '楓 太郎様、お客様各位', '楓太郎より']
    const rows = [...texts.map((text) => ({ ...mine, text })), other]
    const marked = suspect([withRows(rows)], own)[0]?.suspicions.filter(({ row }) => row < texts.length)
    expect(marked).toEqual([
      { row: 0, field: 'text' },
      { row: 1, field: 'text' },
    ])
  })

  it('join the parts of a name in either order, and never look for a part alone', () => {
    expect(fullNames(['椿', '蓮'])).toEqual(['椿蓮', '蓮椿'])
    expect(fullNames(['Ren', 'Mark'])).toEqual(['renmark', 'markren'])
    const names = finderOf(fullNames(['Ren', 'Mark']))
    expect(names('Marketing at Renfield')).toBe(false)
    expect(names('ask Ren  Mark')).toBe(true)
  })

  it('find a name wherever it stands, and no other', () => {
    const letters = fc.string({ unit: fc.constantFrom('椿', '蓮', '楓', 'a', '𠮷'), maxLength: 8 })
    const name = fc.constantFrom('椿蓮', '楓椿', 'aa椿', '𠮷楓')
    fc.assert(
      fc.property(letters, fc.array(name, { maxLength: 3 }), (given, names) => {
        expect(finderOf(names)(given)).toBe(names.some((one) => given.includes(one)))
      }),
    )
  })

  it('never fall on the address or telephone of a company', () => {
    const company: FoundCollection = {
      ...people,
      collection: 'shop:clients',
      fields: [
        { name: 'name', categories: ['user.contact.organization'] },
        { name: 'sector', categories: ['user.contact.organization'] },
        { name: 'address', categories: ['user.contact.address'] },
        { name: 'phone', categories: ['user.contact.phone_number'] },
      ],
      rows: [{ name: '楓商店', sector: '小売', address: '東京都0-0', phone: '03-0000-0000' }],
    }
    expect(suspect([company], own)[0]?.suspicions).toEqual([])
  })

  it('do not depend on the order of the collections', () => {
    const row = fc.record({
      email: fc.constantFrom('taro@kaede.example.jp', 'ren@tsubaki.example.jp', null),
      name: fc.constantFrom('楓 太郎', '椿 蓮', '楓　太郎', ''),
      text: fc.constantFrom('', 'ren@tsubaki.example.jp'),
    })
    fc.assert(
      fc.property(fc.array(fc.array(row, { maxLength: 4 }), { maxLength: 4 }), (given) => {
        const collections = given.map((rows, index) => withRows(rows, `shop:c${index}`))
        const byName = (marked: ReturnType<typeof suspect>) =>
          Object.fromEntries(marked.map((one) => [one.collection, one.suspicions]))
        expect(byName(suspect(collections.toReversed(), own))).toEqual(byName(suspect(collections, own)))
      }),
    )
  })
})

const places = fc.record({
  collection: fc.constantFrom('shop:people', 'shop:linked'),
  row: fc.nat({ max: 3 }),
  field: fc.constantFrom('email', 'name', 'text', null),
  ground: fc.constantFrom('harm', 'hindrance'),
  reason: fc.constantFrom('a', 'b'),
})
const found = {
  collectedAt: '2026-11-20T00:00:00Z',
  collections: ['shop:people', 'shop:linked'].map((collection) => ({
    ...withRows(
      Array.from({ length: 4 }, (_, n) => ({ email: `${n}`, name: `${collection}${n}`, text: 'x' })),
      collection,
    ),
    suspicions: [],
  })),
}

describe('exclusions', () => {
  it('take out exactly what they point at, and count it once however often it is marked', () => {
    fc.assert(
      fc.property(fc.array(places, { maxLength: 12 }), (exclusions: Exclusion[]) => {
        checkExclusions(found, exclusions)
        const { collections, removed } = applyExclusions(found, exclusions)
        let rows = 0
        let fields = 0
        for (const { collection, rows: before } of found.collections) {
          const after = collections.find((one) => one.collection === collection)?.rows ?? []
          const kept = before.flatMap((row, index) => {
            const here = exclusions.filter((one) => one.collection === collection && one.row === index)
            if (here.some((one) => one.field === null)) return []
            return [
              Object.fromEntries(
                Object.entries(row).filter(([name]) => !here.some((one) => one.field === name)),
              ),
            ]
          })
          expect(after).toEqual(kept)
          rows += before.length - after.length
          fields += after.reduce((sum, row) => sum + 3 - Object.keys(row).length, 0)
        }
        expect(removed.reduce((sum, one) => sum + one.rows, 0)).toBe(rows)
        expect(removed.reduce((sum, one) => sum + one.fields, 0)).toBe(fields)
      }),
    )
  })

  it('are refused where they point at nothing', () => {
    for (const wrong of [
      { collection: 'shop:nobody', row: 0, field: null },
      { collection: 'shop:people', row: 4, field: null },
      { collection: 'shop:people', row: 0, field: 'password' },
      { collection: 'shop:people', row: 0, field: '__proto__' },
    ])
      expect(() => checkExclusions(found, [{ ...wrong, ground: 'harm', reason: 'a' }])).toThrow(
        'requests.unknown-place',
      )
  })
})

/** Reads RFC 4180, written for the test alone. */
function readCsv(content: string): string[][] {
  const cells = [...content.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)]
  const rows: string[][] = [[]]
  for (const [, quoted, plain, end] of cells) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? '')
    if (end === '\r\n') rows.push([])
  }
  return rows.slice(0, -1)
}

describe('the package', () => {
  const parts = {
    number: '2026-AAAA-BBBB',
    answeredAt: '2026-11-20T00:00:00Z',
    removed: [],
    cut: [],
    disclosure: new Uint8Array([1]),
    letter: new Uint8Array([2]),
  }

  it('gives every text back through JSON and CSV, save the mark before a formula', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'binary', maxLength: 12 }), { minLength: 1, maxLength: 5 }),
        (texts) => {
          const rows = texts.map((one) => ({ email: 'a', name: one, text: 1 }))
          const files = unzipSync(buildPackage({ ...parts, collections: [withRows(rows)] }).archive)
          const data = JSON.parse(strFromU8(files['data.json'] as Uint8Array))
          expect(data.data['shop:people']).toEqual(JSON.parse(JSON.stringify(rows)))
          const csv = new TextDecoder('utf-8', { ignoreBOM: false }).decode(files['csv/shop_people.csv'])
          const cells = readCsv(csv)
            .slice(1)
            .map((row) => row[1])
          expect(cells).toEqual(texts.map((one) => (/^[=+\-@\t\r\n＝＋－＠]/.test(one) ? `'${one}` : one)))
        },
      ),
    )
  })

  it('holds no cell of text that a spreadsheet would run', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'),
        fc.string(),
        (start, rest) => {
          expect(csvCell(start + rest).replace(/^"/, '')).toMatch(/^'/)
        },
      ),
    )
    expect(csvCell(-5)).toBe('-5')
  })

  it('keeps tables apart whose names a file cannot have', () => {
    const row = { email: 'a', name: 'b', text: 'c' }
    const names = ['店:顧客', '店:注文', 'shop:a/b', 'shop:a\\b', 'shop:A_b', '../../etc:x']
    const collections = names.map((name) => withRows([row], name))
    const { archive, files } = buildPackage({ ...parts, collections })
    const tables = Object.keys(unzipSync(archive)).filter((name) => name.startsWith('csv/'))
    expect(new Set(tables.map((name) => name.toLowerCase())).size).toBe(names.length)
    expect(tables).toContain('csv/店_顧客.csv')
    expect(tables.filter((name) => name.slice(4).includes('/'))).toEqual([])
    expect(files).toHaveLength(names.length + 3)
  })
})
