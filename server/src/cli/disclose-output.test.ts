// SPDX-License-Identifier: Apache-2.0
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { writeFolder } from './disclose-output.ts'

it('gives each collection a file of its own, however alike their names are', () => {
  const folder = mkdtempSync(join(tmpdir(), 'yakusoku-out-'))
  const rows = { 'd:a b': [{ n: 1 }], 'd:a.b': [{ n: 2 }], 'd:A:B': [{ n: 3 }], '::': [{ n: 4 }] }
  const rest = { problems: [], sources: [], gaps: [], ignored: [], complete: true, milliseconds: 1 }
  writeFolder(folder, { rows, ...rest })
  const index = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')) as {
    collections: { address: string; json: string }[]
  }
  const found = index.collections.map(({ address, json }) => [
    address,
    JSON.parse(readFileSync(join(folder, json), 'utf8')) as unknown,
  ])
  expect(Object.fromEntries(found)).toEqual(rows)
  expect(new Set(readdirSync(folder).map((name) => name.toLowerCase())).size).toBe(9)
  rmSync(folder, { recursive: true })
})

it('leaves no index of an earlier run beside files that could not all be written', () => {
  const folder = mkdtempSync(join(tmpdir(), 'yakusoku-out-'))
  const rest = { problems: [], sources: [], gaps: [], ignored: [], complete: true, milliseconds: 1 }
  writeFolder(folder, { rows: { 'd:a': [{ n: 1 }] }, ...rest })
  expect(existsSync(join(folder, 'index.json'))).toBe(true)
  mkdirSync(join(folder, 'd.b.json'))
  expect(() => writeFolder(folder, { rows: { 'd:a': [], 'd:b': [] }, ...rest })).toThrow('EISDIR')
  expect(existsSync(join(folder, 'index.json'))).toBe(false)
  rmSync(folder, { recursive: true })
})
