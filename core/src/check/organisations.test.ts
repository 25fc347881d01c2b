// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { loadPack, parseFloor, type PackData } from '@yakusoku/core/packs'
import { checkPack } from './index.ts'

const packs = new URL('../../../packs/', import.meta.url)
const read = (path: string) => new Uint8Array(readFileSync(fileURLToPath(new URL(path, packs))))
const floor = parseFloor(new TextDecoder().decode(read('promises.tsv'))).rows

const laws: PackData[] = ['law', 'std'].flatMap((folder) =>
  readdirSync(fileURLToPath(new URL(folder, packs))).flatMap((name) => {
    const { pack } = loadPack([{ path: 'pack.yaml', bytes: read(`${folder}/${name}/pack.yaml`) }])
    return pack ? [pack] : []
  }),
)

const LETTERS = { cleaning: 'CLN', staffing: 'STF', homecare: 'HOM', trading: 'TRD', processor: 'PRC' }

describe.each(Object.entries(LETTERS))('the pack %s', (id, letters) => {
  const files = ['pack.yaml', 'policy.ja.md', 'policy.en.md'].map((path) => ({
    path,
    bytes: read(`${id}/${path}`),
  }))
  const rows = floor.filter((row) => row.id.startsWith(`${letters}-`))

  // The day the law packs were read; later days bring amendments that a new version answers.
  test('has no finding that nobody gave a reason for', () => {
    const { findings } = checkPack(files, { asOf: '2026-11-22', laws, floor: rows })
    const open = findings.filter(({ allowed }) => allowed === undefined)
    expect(open.map(({ rule, file, line, message }) => `${file}:${line} ${rule} ${message.en}`)).toEqual([])
  })
})
