// SPDX-License-Identifier: Apache-2.0
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { decideCommand } from './decide.ts'

const pack = fileURLToPath(new URL('../../../packs/cleaning', import.meta.url))
const asOf = '2026-11-22'
let folder: string
const told: string[] = []

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'yakusoku-against-'))
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    told.push(String(text))
    return true
  })
})
afterAll(() => {
  vi.restoreAllMocks()
  rmSync(folder, { recursive: true, force: true })
})

/** The pack with something changed, to come into force next year. */
function changed(name: string, change: (yaml: string) => string): string {
  const path = join(folder, name)
  cpSync(pack, path, { recursive: true })
  const file = join(path, 'pack.yaml')
  const yaml = readFileSync(file, 'utf8').replace(/^effective: .*$/m, 'effective: 2027-04-01')
  writeFileSync(file, change(yaml))
  return path
}

const question = (role: string, id: string, purpose: string, type: string) =>
  JSON.stringify({
    subject: { type: 'program', id: 'visits', properties: { roles: [role] } },
    action: { name: 'use' },
    resource: { type, id },
    context: { purpose },
  })
const remind = (role: string) => question(role, '*', 'appointments', 'contact-details')

async function compared(against: string, lines: readonly string[], state?: object) {
  const path = join(folder, 'state.json')
  if (state) writeFileSync(path, JSON.stringify(state))
  let out = ''
  told.length = 0
  async function* given(): AsyncGenerator<string> {
    yield* lines
  }
  const options = { pack, against, asOf, ...(state && { state: path }) }
  const code = await decideCommand(options, given(), async (text) => void (out += text))
  const written = out.split('\n').filter(Boolean)
  return { code, differences: written.map((line) => JSON.parse(line)), told: told.join('') }
}

describe('yakusoku decide --against', () => {
  it('ends with 0 and writes nothing where the other pack answers the same, though it begins later', async () => {
    const same = changed('same', (yaml) => yaml)
    const {
      code,
      differences,
      told: says,
    } = await compared(same, [remind('field-staff'), '', remind('nobody')])
    expect([code, differences]).toEqual([0, []])
    expect(says).toMatch(/0 of 2|2 件の質問のうち 0 件/)
  })

  it('writes each question that is answered otherwise with both answers, and ends with 1', async () => {
    const stricter = changed('stricter', (yaml) =>
      yaml.replace(/(id: appointments, .*?roles: \[client-staff), field-staff\]/, '$1]'),
    )
    const { code, differences } = await compared(stricter, [remind('client-staff'), remind('field-staff')])
    expect(code).toBe(1)
    expect(differences).toMatchObject([
      {
        line: 2,
        before: { decision: true },
        after: {
          decision: false,
          context: { reason: 'role-not-allowed', remedy: { ja: expect.any(String) } },
        },
      },
    ])
  })

  it('weighs what the state file knows of a person, an age too', async () => {
    const adults = changed('adults', (yaml) => yaml.replace('below: 18', 'below: 20'))
    const collect = (id: string) =>
      question('systems-manager', id, 'website-operation', 'device-data').replace('"use"', '"collect"')
    const state = {
      standing: { assessments: ['website-operation'] },
      persons: { ren: { born: '2007-05-01' }, hana: { born: '1990-05-01' } },
    }
    const { differences } = await compared(
      adults,
      [collect('ren'), collect('hana'), collect('nobody')],
      state,
    )
    expect(differences).toMatchObject([
      { line: 1, before: { decision: true }, after: { context: { reason: 'minor' } } },
    ])
  })

  it('ends with 2 and says which line is no question, and where the other pack is wrong', async () => {
    const same = changed('again', (yaml) => yaml)
    const { code, told: says } = await compared(same, [remind('field-staff'), '{"subject": 1}'])
    expect(code).toBe(2)
    expect(says).toMatch(/line 2|2 行目/)
    expect((await compared(join(folder, 'nowhere'), [remind('field-staff')])).code).toBe(2)
  })
})
