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
      'YAKUSOKU_URL: http:// か https:// で始まり、ホスト名（とポート）で終わるアドレス。パスは付けられない / an address that begins with http:// or https:// and ends with the host (and port): no path; 例 / for instance YAKUSOKU_URL=https://privacy.example.jp',
    ],
  })
})

it('repeats no password of a wrong setting', () => {
  expect(JSON.stringify(readConfig({ DATABASE_URL: 'mysql://x:geheim@db/y' }))).not.toContain('geheim')
})

it.each([
  'https://example.jp/privacy',
  'https://example.jp/?x=1',
  'https://example.jp/#x',
  'https://user:geheim@example.jp',
  'nonsense',
  'http://[',
])('refuses %s as a public address: links are made for the root of a host', (url) => {
  const problems = readConfig({ YAKUSOKU_URL: url })
  expect(JSON.stringify(problems)).toMatch(/YAKUSOKU_URL: .*パスは付けられない.*no path/)
  expect(JSON.stringify(problems)).not.toContain('geheim')
})

it.each([
  [{ YAKUSOKU_URL: 'https://Privacy.Example.jp:443/' }, 'https://privacy.example.jp'],
  [{ YAKUSOKU_URL: 'http://example.jp:8080' }, 'http://example.jp:8080'],
  [{}, 'http://localhost:8420'],
  [{ YAKUSOKU_HOST: '0.0.0.0', YAKUSOKU_PORT: '80' }, 'http://localhost'],
  [{ YAKUSOKU_HOST: '::1' }, 'http://localhost:8420'],
  [{ YAKUSOKU_HOST: '2001:db8::7' }, 'http://[2001:db8::7]:8420'],
  [{ YAKUSOKU_HOST: 'intra' }, 'http://intra:8420'],
])('takes from %j the public address %s', (env, publicUrl) => {
  expect(readConfig(env)).toMatchObject({ publicUrl })
})

it.each([
  { YAKUSOKU_PORT: '-1' },
  { YAKUSOKU_PORT: '65536' },
  { YAKUSOKU_PORT: ' ' },
  { YAKUSOKU_PORT: '0x50' },
  { YAKUSOKU_HOST: 'a b' },
  { YAKUSOKU_HOST: 'http://localhost' },
])('refuses %j', (env) => {
  expect(readConfig(env)).toHaveProperty('problems.length', 1)
})

it('loads no demonstration where there are packs of one’s own', () => {
  expect(readConfig({})).toMatchObject({ demonstration: true, packsFolder: undefined })
  expect(readConfig({ YAKUSOKU_PACKS: '/etc/packs', YAKUSOKU_DEMONSTRATION: 'on' })).toMatchObject({
    demonstration: false,
    packsFolder: '/etc/packs',
  })
})

it('takes a database on a Unix socket, which has no host', () => {
  const socket = 'postgres://yakusoku:secret@/yakusoku?host=%2Fvar%2Frun%2Fpostgresql'
  expect(readConfig({ DATABASE_URL: socket })).toMatchObject({ databaseUrl: socket })
  expect(readConfig({ DATABASE_URL: 'postgresql:///yakusoku' })).not.toHaveProperty('problems')
  for (const wrong of ['postgres://', 'postgres:/db', 'postgres://a b/db', 'http://db/yakusoku'])
    expect(readConfig({ DATABASE_URL: wrong })).toHaveProperty('problems')
})
