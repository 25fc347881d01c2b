// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { EnrolledOperator } from '../../../tests/support/accounts.ts'
import {
  drafting,
  publicationWorld,
  samplePack,
  type PublicationWorld,
} from '../../../tests/support/publication.ts'
import type { DraftCheck } from './contract.ts'

let world: PublicationWorld
let writer: EnrolledOperator
let id: string
beforeAll(async () => {
  world = await publicationWorld()
  writer = await world.operator('writer', ['privacy-manager'])
  id = (await drafting.begin(writer.browser)).id
})
afterAll(() => world.close())

const base = '/api/organisations/sample/policy'
const base64 = (bytes: Iterable<number>) => ({ base64: Buffer.from([...bytes]).toString('base64') })
const put = (name: string, file: unknown) =>
  drafting.save(writer.browser, id, { revision: 1, files: { [name]: file } })
const told = async (files: Record<string, string>) => {
  const { body, status } = await drafting.act(writer.browser, id, 'check', { files })
  expect(status).toBe(200)
  return (body as unknown as DraftCheck).findings.map(
    (one) => `${one.rule} ${one.file}:${one.line}:${one.column}`,
  )
}

/** 「約束」 in Shift_JIS, on the second line. */
const shiftJis = [...Buffer.from('# A\n'), 0x96, 0xf1, 0x91, 0xa9]

describe('a file that was sent', () => {
  it.each([
    ['in Shift_JIS', shiftJis, 'policy.ja.md:2:1', 'Shift_JIS'],
    [
      'in UTF-16 with a mark',
      [0xff, 0xfe, ...Buffer.from('約束', 'utf16le')],
      'policy.ja.md:1:1',
      'UTF-16 LE',
    ],
    ['cut in the middle of a character', [...Buffer.from('約束')].slice(0, 5), 'policy.ja.md:1:2', 'UTF-8'],
    ['with a control character', [...Buffer.from('a\n\u0000')], 'policy.ja.md:2:1', 'U+0000'],
    ['of more than a megabyte', Buffer.alloc(1_000_001, 'a'), 'policy.ja.md:1:1', '1000001'],
  ])('%s is refused with its place, and nothing is saved', async (_, bytes, at, named) => {
    const refused = await put('policy.ja.md', base64(bytes))
    expect([refused.status, refused.body['code']]).toEqual([422, 'policies.unreadable-file'])
    const [error] = refused.body['errors'] as { at: string; message: string }[]
    expect(error?.at).toBe(at)
    expect(error?.message).toContain(named)
    expect((await drafting.read(writer.browser, id)).revision).toBe(1)
  })

  it('with half of a character pair is refused', async () => {
    const refused = await put('policy.ja.md', 'a\ud800')
    expect([refused.status, refused.body['code']]).toEqual([422, 'policies.unreadable-file'])
  })

  it('of fifty megabytes is refused before it is read, with the limit', async () => {
    const refused = await put('pack.yaml', 'x'.repeat(50_000_000))
    expect([refused.status, refused.body['code']]).toEqual([413, 'common.too-large'])
  })

  it('with a name that no pack has is refused', async () => {
    const refused = await put('../pack.yaml', 'x')
    expect([refused.status, refused.body['code']]).toEqual([400, 'common.invalid'])
  })
})

describe('the check of a draft', () => {
  const bomb = [
    'a: &a [x, x]',
    ...'bcdefgh'.split('').map((key, at) => `${key}: &${key} [*${'abcdefg'[at]}, *${'abcdefg'[at]}]`),
  ]

  it('tells anchors in bulk, broken YAML, deep nesting and emptiness with line and column', async () => {
    expect(await told({ 'pack.yaml': bomb.join('\n') })).toContain('yaml/alias pack.yaml:1:7')
    expect((await told({ 'pack.yaml': 'a: 1\nb: "open\n' })).join()).toContain('yaml/syntax pack.yaml:2')
    expect((await told({ 'pack.yaml': '['.repeat(50_000) })).join()).toContain('yaml/too-deep pack.yaml:1')
    expect(await told({ 'pack.yaml': '' })).toContain('file/empty pack.yaml:1:1')
    expect((await told({ 'pack.yaml': 'just words' })).join()).toContain('pack/not-a-map pack.yaml:1:1')
  })

  it('tells an unknown key with the nearest one and a sentence without its promise', async () => {
    const yaml = samplePack['pack.yaml'].replace('retention:', 'retentoin:')
    const { body } = await drafting.act(writer.browser, id, 'check', { files: { 'pack.yaml': yaml } })
    const { findings } = body as unknown as DraftCheck
    expect(findings.map(({ message, suggestion }) => message.en + suggestion.en).join()).toContain(
      'retention',
    )
    const text = samplePack['policy.ja.md'].replace('{#SMP-2.1}', '')
    expect((await told({ 'policy.ja.md': text })).join()).toContain('policy.ja.md:')
  })

  it('of no draft there is, is not found', async () => {
    const { status } = await writer.browser.post(
      `${base}/drafts/00000000-0000-7000-8000-000000000000/check`,
      {},
    )
    expect(status).toBe(404)
  })
})
