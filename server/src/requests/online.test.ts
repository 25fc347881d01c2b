// SPDX-License-Identifier: Apache-2.0
import { fileURLToPath } from 'node:url'
import type { Pack } from '@yakusoku/core/packs'
import { beforeAll, describe, expect, it } from 'vitest'
import { readPacks } from '../policies/index.ts'
import { ask } from './ask.ts'
import { AskSchema } from './contract.ts'
import { onlineRight } from './online.ts'
import { askView, homeView } from './page-views.ts'
import type { RequestPorts } from './ports.ts'

const packs = new Map<string, Pack>()
beforeAll(async () => {
  const read = await readPacks(fileURLToPath(new URL('../../../packs', import.meta.url)))
  for (const { pack } of read) if (pack !== undefined) packs.set(pack.id, pack)
})
const packOf = (id: string) => packs.get(id) as Pack
const form = { email: '', name: '', note: '' }

describe('a request over the web', () => {
  it('is taken where the policy lets a code to a mail address prove who asks, free and answered by the house', () => {
    const taken = ['cleaning', 'staffing', 'homecare', 'trading', 'processor'].filter(
      (id) => onlineRight(packOf(id)) !== undefined,
    )
    expect(taken).toEqual(['cleaning', 'homecare', 'trading'])
    const { body } = askView({ pack: packOf('cleaning'), language: 'en' }, form)
    expect(body).toContain('name="email"')
    expect(body).toContain('There is no fee.')
  })

  it('is refused where the policy asks for paper, identity documents and a fee, and the page says where to send them', async () => {
    const pack = packOf('staffing')
    const ports = { inForce: () => pack } as unknown as RequestPorts
    const asked = AskSchema.parse({ kind: 'disclosure', email: 'a@b.example.jp', name: '楓', language: 'ja' })
    await expect(ask(ports, 'staffing', asked)).rejects.toMatchObject({ code: 'requests.not-online' })
    const { body } = askView({ pack, language: 'ja' }, form)
    expect(body).not.toContain('<form')
    for (const words of [
      '東京都はるの区若葉町二丁目8番1号',
      '開示等請求書在中',
      '￥500',
      '本人確認書類の写し',
      '運転免許証',
    ])
      expect(body).toContain(words)
    expect(homeView({ pack, language: 'en' }, '').body).toContain('How to make a request.')
  })

  it('is refused by a processor, which passes it on to its client', () => {
    const { body } = askView({ pack: packOf('processor'), language: 'en' }, form)
    expect(body).not.toContain('<form')
    expect(body).toContain('pass your request on to the company that entrusted it')
    expect(body).toContain('clients@shinobue.example')
  })
})
