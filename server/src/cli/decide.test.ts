// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { decideCommand, explainCommand, openFromFiles } from './decide.ts'

const pack = fileURLToPath(new URL('../../../packs/homecare', import.meta.url))
let folder: string
const told: string[] = []

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'yakusoku-decide-'))
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    told.push(String(text))
    return true
  })
})
afterAll(() => {
  vi.restoreAllMocks()
  rmSync(folder, { recursive: true, force: true })
})

const file = (name: string, content: unknown): string => {
  const path = join(folder, name)
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}

const news = (person: string) => ({
  subject: { type: 'actor', id: 'mailer', properties: { roles: ['sales-staff'] } },
  action: { name: 'use' },
  resource: { type: 'customer-profile', id: person },
  context: { purpose: 'service-information' },
})

async function* linesOf(lines: readonly string[]): AsyncGenerator<string> {
  yield* lines
}

async function decided(options: { state?: string; asOf?: string; pack?: string }, lines: readonly string[]) {
  let out = ''
  const code = await decideCommand({ pack, ...options }, linesOf(lines), async (text) => void (out += text))
  return {
    code,
    answers: out
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line)),
  }
}

describe('yakusoku decide', () => {
  it('takes questions in words that the state file explains, from actors whose roles it knows', async () => {
    const asking = (path: string) =>
      JSON.stringify({
        subject: { type: 'user', id: 'e-1024' },
        action: { name: 'GET' },
        resource: { type: 'route', id: path },
      })
    const state = {
      standing: { actors: { 'user:e-1024': ['sales-staff'] } },
      persons: { hana: { consents: ['service-information'] } },
      words: {
        get: { says: { action: 'GET' }, means: { act: 'use', purpose: 'service-information' } },
        profile: {
          says: { type: 'route', ids: ['/people/{person}'] },
          means: { category: 'customer-profile' },
        },
      },
    }
    const lines = [asking('/people/hana'), asking('/people/ren'), asking('/other')]
    const known = await decided({ state: file('words.json', state), asOf: '2027-01-31' }, lines)
    expect(known.answers.map(({ decision, context }) => [decision, context.reason])).toEqual([
      [true, 'permitted'],
      [false, 'no-consent'],
      [false, 'unknown-category'],
    ])
    const bad = await decided(
      { state: file('wrong.json', { words: { get: { says: {}, means: {} } } }) },
      lines,
    )
    expect([bad.code, told.at(-1)]).toEqual([
      2,
      expect.stringContaining('words.get.says: Say at least one thing.'),
    ])
  })

  it('answers each line in its order, by what the state file knows of each person', async () => {
    const state = file('state.json', { persons: { hana: { consents: ['service-information'] }, ren: {} } })
    const lines = ['hana', 'ren', 'nobody'].map((person) => JSON.stringify(news(person)))
    const { code, answers } = await decided({ state }, [lines[0] ?? '', '', ...lines.slice(1)])
    expect(code).toBe(0)
    expect(answers.map(({ decision }) => decision)).toEqual([true, false, false])
    expect(answers[1]).toMatchObject({
      context: { reason: 'no-consent', promises: expect.arrayContaining(['HOM-1.4']) },
    })
    expect(answers[2]).toEqual(answers[1])
  })

  it('denies a line that is no question, says where, and goes on', async () => {
    const { code, answers } = await decided({}, ['{"subject":', '{}', JSON.stringify(news('ren'))])
    expect(code).toBe(1)
    expect(answers).toHaveLength(3)
    expect(answers[0]).toMatchObject({ decision: false, context: { error: { status: 400 } } })
    expect(answers[1].context.error.message).toContain('line 2: subject')
    expect(told.at(-1)).toContain('2 of the lines')
  })

  it('decides for the day that was asked for', () => {
    const opened = openFromFiles({ pack, asOf: '2027-01-31' })
    expect(opened).toMatchObject({ on: '2027-01-31' })
  })

  it.each([
    [{ pack: join('nowhere', 'at-all') }, 'no such folder'],
    [{ asOf: '2026-02-30' }, 'YYYY-MM-DD'],
    [{ state: 'missing.json' }, 'cannot be read as JSON'],
  ])('refuses %j and says what to do', async (options, words) => {
    const { code, answers } = await decided(options, [JSON.stringify(news('ren'))])
    expect([code, answers]).toEqual([2, []])
    expect(told.at(-1)).toContain(words)
  })

  it('refuses a state file with a member it does not know, and names it', async () => {
    const state = file('wrong.json', { persons: { hana: { consent: ['x'] } } })
    expect((await decided({ state }, [])).code).toBe(2)
    expect(told.at(-1)).toContain('persons.hana: Unrecognized key: "consent"')
  })

  it('takes a person called __proto__ for nobody', async () => {
    const state = file('proto.json', '{"persons": {"__proto__": {"consents": ["service-information"]}}}')
    const { answers } = await decided({ state }, [JSON.stringify(news('ren'))])
    expect(answers).toMatchObject([{ decision: false }])
  })
})

describe('yakusoku explain', () => {
  const explained = (options: object, text: string) => {
    let out = ''
    const code = explainCommand({ pack, lang: 'en', ...options }, text, (written) => (out += written))
    return { code, out }
  }

  it('shows the answer, the promise and every check, in both languages', () => {
    const { code, out } = explained({}, JSON.stringify(news('ren')))
    expect(code).toBe(1)
    expect(out).toMatch(/^DENY: .*Solicitation/)
    expect(out).toContain('HOM-1.4')
    expect(out).toContain('├─ consent: The consent of the person')
    expect(explained({ lang: 'ja' }, JSON.stringify(news('ren'))).out).toContain('認められるには')
  })

  it('gives the same as JSON', () => {
    const { out } = explained({ json: true }, JSON.stringify(news('ren')))
    expect(JSON.parse(out)).toMatchObject({ decision: false, answer: 'deny', reason: 'no-consent' })
  })

  it('refuses what is no question', () => {
    expect(explained({}, 'what?').code).toBe(2)
    expect(told.at(-1)).toContain('AuthZEN')
  })
})
