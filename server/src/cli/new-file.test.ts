// SPDX-License-Identifier: Apache-2.0
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { writeNewFile } from './new-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'yakusoku-new-'))
afterAll(() => rmSync(folder, { recursive: true }))

async function* parts(count: number, end?: Error): AsyncGenerator<Uint8Array> {
  for (let n = 0; n < count; n += 1) yield Buffer.from(`${n}\n`)
  if (end !== undefined) throw end
}

it('is written whole or not at all, and never over another', async () => {
  const file = join(folder, 'ledger.txt')
  await expect(writeNewFile(file, parts(9, new Error('the database went away')))).rejects.toThrow('went away')
  expect(existsSync(file)).toBe(false)
  await writeNewFile(file, parts(3))
  await expect(writeNewFile(file, parts(9))).rejects.toMatchObject({ code: 'EEXIST' })
  expect(readFileSync(file, 'utf8')).toBe('0\n1\n2\n')
})
