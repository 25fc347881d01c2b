// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest'
import { readConfig, settings } from './config.ts'

it('takes every example of a setting', () => {
  const env = Object.fromEntries(Object.entries(settings).map(([name, { example }]) => [name, example]))
  expect(readConfig(env)).toMatchObject({ port: 8420, publicUrl: 'https://privacy.example.jp' })
})

it('says of a wrong setting what form it has, in both languages, and gives an example', () => {
  expect(readConfig({ YAKUSOKU_PORT: 'eighty', YAKUSOKU_URL: 'ftp://privacy.example.jp' })).toEqual({
    problems: [
      'YAKUSOKU_PORT: 0から65535までの整数 / a whole number from 0 to 65535; 例 / for instance YAKUSOKU_PORT=8420',
      'YAKUSOKU_URL: http:// か https:// で始まるアドレス / an address that begins with http:// or https://; 例 / for instance YAKUSOKU_URL=https://privacy.example.jp',
    ],
  })
})

it('repeats no password of a wrong setting', () => {
  expect(JSON.stringify(readConfig({ DATABASE_URL: 'mysql://x:geheim@db/y' }))).not.toContain('geheim')
})
