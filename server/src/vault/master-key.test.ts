// SPDX-License-Identifier: Apache-2.0
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { addMasterKey, masterKeyFile } from './master-key.ts'

describe('the master key file', () => {
  let file: string
  beforeEach(() => {
    file = join(mkdtempSync(join(tmpdir(), 'yakusoku-keys-')), 'keys', 'master.json')
  })

  const key = Buffer.from('0123456789abcdef0123456789abcdef')

  it('is made at the first start, readable by its owner alone', () => {
    const made = masterKeyFile(file, true)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    const wrapped = made.wrap(key, 'place')
    expect(Buffer.from(masterKeyFile(file, false).unwrap(made.id, wrapped, 'place'))).toEqual(key)
  })

  it('is never made anew where organisations have keys already', () => {
    expect(() => masterKeyFile(file, false)).toThrow(/missing.*put it back/)
  })

  it.each([0o640, 0o604, 0o666])('is refused with mode %o', (mode) => {
    masterKeyFile(file, true)
    chmodSync(file, mode)
    expect(() => masterKeyFile(file, true)).toThrow(/can be read by others: chmod 600/)
  })

  it.each([
    ['empty', ''],
    ['cut short', '[{"id":"a","key":'],
    ['another document', '{"keys":[]}'],
    ['without keys', '[]'],
    ['a key of another length', '[{"id":"a","key":"c2hvcnQ="}]'],
  ])('is refused when it is %s, with what to do', (_what, content) => {
    masterKeyFile(file, true)
    writeFileSync(file, content)
    expect(() => masterKeyFile(file, true)).toThrow(/is damaged: put back a copy/)
    expect(readFileSync(file, 'utf8')).toBe(content)
  })

  it('opens nothing wrapped by the key of another installation', () => {
    const other = masterKeyFile(join(mkdtempSync(join(tmpdir(), 'yakusoku-keys-')), 'master.json'), true)
    const ours = masterKeyFile(file, true)
    expect(() => ours.unwrap(other.id, other.wrap(key, 'place'), 'place')).toThrow(/is not in .*put back/)
    expect(() => ours.unwrap(ours.id, other.wrap(key, 'place'), 'place')).toThrow()
  })

  it('keeps older keys when a new one is added, and a server that runs learns of it', () => {
    const running = masterKeyFile(file, true)
    const before = running.wrap(key, 'place')
    const rotated = addMasterKey(file)
    expect(rotated.id).not.toBe(running.id)
    expect(Buffer.from(rotated.unwrap(running.id, before, 'place'))).toEqual(key)
    expect(Buffer.from(running.unwrap(rotated.id, rotated.wrap(key, 'place'), 'place'))).toEqual(key)
  })
  it('is given one new key at a time, and a rotation that was killed says what to remove', () => {
    masterKeyFile(file, true)
    writeFileSync(`${file}.new`, '[{')
    const before = readFileSync(file, 'utf8')
    expect(() => addMasterKey(file)).toThrow(/another rotation is under way.*remove .*master\.json\.new/)
    expect(readFileSync(file, 'utf8')).toBe(before)
    rmSync(`${file}.new`)
    addMasterKey(file)
    expect(JSON.parse(readFileSync(file, 'utf8'))).toHaveLength(2)
    expect(existsSync(`${file}.new`)).toBe(false)
    expect(statSync(file).mode & 0o777).toBe(0o600)
  })
})
