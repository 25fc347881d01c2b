// SPDX-License-Identifier: Apache-2.0
import { chmodSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { sessionSecretFile } from './session-secret.ts'

describe('the session secret file', () => {
  let file: string
  beforeEach(() => {
    file = join(mkdtempSync(join(tmpdir(), 'yakusoku-secret-')), 'keys', 'session.secret')
  })

  it('is made once, readable by its owner alone, and leaves nothing beside it', () => {
    const secret = sessionSecretFile(file)
    expect(secret).toMatch(/^[\w-]{48}$/)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readdirSync(dirname(file))).toEqual(['session.secret'])
    expect(sessionSecretFile(file)).toBe(secret)
  })

  it.each([
    ['empty', ''],
    ['blank', ' \n'.repeat(40)],
    ['cut short', 'half-of-a-secret'],
  ])('is refused when it is %s, with what to do', (_what, content) => {
    sessionSecretFile(file)
    writeFileSync(file, content)
    expect(() => sessionSecretFile(file)).toThrow(/is damaged: put back a copy.*recovery link/)
    expect(readFileSync(file, 'utf8')).toBe(content)
  })

  it('is refused when others can read it', () => {
    sessionSecretFile(file)
    chmodSync(file, 0o644)
    expect(() => sessionSecretFile(file)).toThrow(/session\.secret can be read by others: chmod 600/)
  })
})
