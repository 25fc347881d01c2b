// SPDX-License-Identifier: Apache-2.0
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { SAMPLE_PACK, type Finding } from '@yakusoku/core/check'
import { checkCommand, type CheckArguments } from './check.ts'
import { LawShelf, ownPacks } from './check-folders.ts'

const root = mkdtempSync(join(tmpdir(), 'yakusoku-check-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

let told = ''
beforeEach(() => {
  told = ''
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    told += String(text)
    return true
  })
})

// Of a country whose law no pack of the product holds, so that only the sample's own findings count.
const yaml = SAMPLE_PACK['pack.yaml']
  .replace('jurisdictions: [JP]', 'jurisdictions: [NZ]')
  .replace('countries: [JP]', 'countries: [NZ]')
const shelf = new LawShelf()

type Files = Record<string, string | Uint8Array>
let folders = 0

/** A folder of the sample pack, with files in place of its own; one that is empty text is left out. */
function folder(changes: Files = {}): string {
  folders += 1
  const path = join(root, `pack-${folders}`)
  mkdirSync(path)
  for (const [name, content] of Object.entries({ ...SAMPLE_PACK, 'pack.yaml': yaml, ...changes }))
    if (content !== '') writeFileSync(join(path, name), content)
  return path
}

function run(paths: string | readonly string[], options: CheckArguments = {}) {
  let printed = ''
  const code = checkCommand(
    typeof paths === 'string' ? [paths] : paths,
    { lang: 'en', ...options },
    {
      write: (text) => {
        printed += text
      },
      colours: false,
      today: '2026-11-22',
      shelf,
    },
  )
  return { code, printed }
}

/** The first finding of a folder, as JSON gives it. */
function first(path: string): Finding {
  const { printed } = run(path, { format: 'json' })
  const [pack] = (JSON.parse(printed) as { packs: { findings: Finding[] }[] }).packs
  const [finding] = pack?.findings ?? []
  if (!finding) throw new Error('nothing was found')
  return finding
}

const wrongPeriod = { 'policy.ja.md': SAMPLE_PACK['policy.ja.md'].replace('7年間', '五年間') }

describe('yakusoku check', () => {
  test('ends with 0 and one line for a pack without findings', () => {
    expect(run(folder())).toEqual({ code: 0, printed: '1 pack: no findings, as of 2026-11-22\n' })
    expect(run(folder(), { lang: 'ja' }).printed).toBe('パック 1: 指摘はありません。基準日 2026-11-22\n')
  })

  test('ends with 1 for an error and prints where, what and what to do', () => {
    const path = folder(wrongPeriod)
    const { code, printed } = run(path)
    expect(code).toBe(1)
    expect(printed.split('\n')).toEqual([
      `${relative('.', path)}/policy.ja.md:11:13 error figures/period-differs`,
      expect.stringMatching(
        /^ {2}The sentence says "五年間", the data says 7 years \(pack.yaml line \d+\)\.$/,
      ),
      '  → Change the sentence or the data, so that both say the same.',
      '',
      '1 pack: 1 error, 0 warnings, 0 notes, as of 2026-11-22',
      '',
    ])
    expect(run(path, { lang: 'ja' }).printed).toContain('文は「五年間」ですが、データは 7年 です')
  })

  test('checks several folders in one run, each once', () => {
    const [good, bad] = [folder(), folder(wrongPeriod)]
    expect(run([good, bad, good]).printed).toContain('2 packs: 1 error')
  })

  test('checks every pack inside a folder of packs, and leaves out files that a glob brings along', () => {
    const several = join(root, 'several')
    for (const name of ['one', 'law/two']) {
      mkdirSync(join(several, name), { recursive: true })
      for (const [file, content] of Object.entries({ ...SAMPLE_PACK, 'pack.yaml': yaml }))
        writeFileSync(join(several, name, file), content)
    }
    writeFileSync(join(several, 'README.md'), 'x')
    const clean = { code: 0, printed: '2 packs: no findings, as of 2026-11-22\n' }
    expect(run(several)).toEqual(clean)
    expect(run(['README.md', 'one', 'law'].map((name) => join(several, name)))).toEqual(clean)
    expect(run(join(several, 'README.md'))).toEqual({ code: 2, printed: '' })
  })

  test('fails on warnings only above the number that is allowed', () => {
    const path = folder({ 'pack.yaml': yaml.replace('renewEvery: P1Y', 'renewEvery: P5Y') })
    expect(run(path).code).toBe(0)
    expect(run(path, { maxWarnings: '1' }).code).toBe(0)
    expect(run(path, { maxWarnings: '0' }).code).toBe(1)
  })

  test('checks for the day given', () => {
    const path = folder({
      'pack.yaml': yaml.replace(
        '{ id: contacts-kept, rule',
        '{ id: contacts-kept, effectiveTo: 2026-12-31, rule',
      ),
    })
    expect(run(path).code).toBe(0)
    const later = run(path, { asOf: '2027-01-01' })
    expect(later.code).toBe(1)
    expect(later.printed).toContain('promises/keeper-not-in-force')
  })

  test('prints JSON with every finding, its two languages and its page', () => {
    expect(first(folder(wrongPeriod))).toMatchObject({
      rule: 'figures/period-differs',
      severity: 'error',
      line: 11,
      column: 13,
      message: { ja: expect.stringContaining('五年間') },
      page: 'docs/reference/rules.md#figuresperiod-differs',
    })
  })

  test('prints SARIF whose paths lead from here to the files', () => {
    const path = folder(wrongPeriod)
    const { code, printed } = run(path, { format: 'sarif' })
    expect(code).toBe(1)
    expect(JSON.parse(printed)).toMatchObject({
      version: '2.1.0',
      runs: [
        {
          results: [
            {
              locations: [
                { physicalLocation: { artifactLocation: { uri: `${relative('.', path)}/policy.ja.md` } } },
              ],
            },
          ],
        },
      ],
    })
  })

  test('counts what a comment allows, and prints it no more', () => {
    const allowed = `  # yakusoku-allow safeguards/renewed-too-rarely: the lease runs for five years\n  - { id: locks,`
    const path = folder({
      'pack.yaml': yaml.replace('renewEvery: P1Y', 'renewEvery: P5Y').replace('  - { id: locks,', allowed),
    })
    expect(run(path, { maxWarnings: '0' })).toEqual({
      code: 0,
      printed: '1 pack: no findings (1 allowed), as of 2026-11-22\n',
    })
  })

  test('finds the laws that a pack extends among those of the product and beside its folder', () => {
    const extending = (id: string) => ({
      'pack.yaml': yaml.replace('jurisdictions: [NZ]', `jurisdictions: [NZ]\nextends: [${id}]`),
    })
    expect(run(folder(extending('law/absent'))).printed).toContain('extends/unknown')
    expect(run(folder(extending('law/appi'))).printed).not.toContain('extends/unknown')
    const law = join(root, 'law', 'local')
    mkdirSync(law, { recursive: true })
    const words =
      'kind: law\nversion: 1.0.0\nname: { ja: 条例, en: Ordinance }\neffective: 2026-04-01\nmodified: 2026-04-01\n'
    writeFileSync(join(law, 'pack.yaml'), `format: 1\nid: law/local\n${words}`)
    expect(run(folder(extending('law/local'))).printed).not.toContain('extends/unknown')
    expect(run(law).code).toBe(0)
  })

  test('finds nothing wrong in the law and standard packs of the product', () => {
    const laws = ['law/appi', 'law/my-number', 'law/gdpr', 'std/jis-q-15001'].map((id) => join(ownPacks, id))
    expect(run(laws)).toMatchObject({ code: 0, printed: expect.stringContaining('4 packs: no findings') })
  })
})

describe('bad input', () => {
  test.each([
    ['a day that does not exist', { asOf: '2026-02-30' }, '--as-of 2026-02-30'],
    ['an unknown format', { format: 'xml' }, 'choose one of text, json, sarif'],
    ['an unknown language', { lang: 'fr' }, 'choose one of ja, en'],
    ['a number of warnings that is none', { maxWarnings: 'many' }, '--max-warnings many'],
  ])('of the command line is told: %s', (_, options, words) => {
    expect(run(folder(), options)).toEqual({ code: 2, printed: '' })
    expect(told).toContain(words)
  })

  test('is told of a folder that is missing, empty or a file, and the rest is checked nevertheless', () => {
    const empty = join(root, 'empty')
    mkdirSync(empty)
    const file = join(folder(), 'pack.yaml')
    const loop = join(root, 'loop')
    symlinkSync(loop, loop)
    const { code, printed } = run([join(root, 'nowhere'), empty, file, loop, folder(wrongPeriod)])
    expect(code).toBe(2)
    expect(printed).toContain('figures/period-differs')
    const lines = told.trim().split('\n')
    expect(lines).toHaveLength(4)
    expect(lines[0]).toMatch(/nowhere: there is no such folder\. Check its name/)
    expect(lines[1]).toMatch(/empty: there is no file in this folder\. Put pack\.yaml/)
    expect(lines[2]).toMatch(/pack\.yaml: this is a file\. Name the folder of the pack: \S*pack-\d+$/)
    expect(lines[3]).toMatch(/loop: it cannot be read \(ELOOP\)/)
  })

  test.skipIf(process.getuid?.() === 0)(
    'is told of a file that may not be read (needs a user other than root)',
    () => {
      const path = folder()
      chmodSync(join(path, 'pack.yaml'), 0)
      expect(run(path).code).toBe(2)
      expect(told).toContain('you may not read it')
    },
  )

  test('is told of Shift_JIS, with the place of its first letter', () => {
    const bytes = new Uint8Array([
      ...new TextEncoder().encode('# '),
      0x8c,
      0x8e,
      0x82,
      0xcc,
      0x95,
      0xfb,
      0x90,
      0x6a,
      0x0a,
    ])
    expect(first(folder({ 'policy.ja.md': bytes }))).toMatchObject({
      rule: 'file/encoding',
      line: 1,
      column: 3,
      message: { en: 'The file is not UTF-8 (it looks like Shift_JIS).' },
      suggestion: { ja: 'エディターで文字コードを UTF-8 にして保存し直してください。' },
    })
  })

  test('is told of UTF-16 with a byte order mark', () => {
    const bytes = new Uint8Array([
      0xff,
      0xfe,
      ...new Uint8Array(new Uint16Array(yaml.split('').map((sign) => sign.charCodeAt(0))).buffer),
    ])
    expect(first(folder({ 'pack.yaml': bytes }))).toMatchObject({
      rule: 'file/encoding',
      message: { en: expect.stringContaining('UTF-16 LE') },
    })
  })

  test('is told of anchors in bulk before anything is expanded', () => {
    const bomb = [
      'a0: &a0 [x]',
      ...Array.from({ length: 40 }, (_, index) => `a${index + 1}: &a${index + 1} [*a${index}, *a${index}]`),
    ]
    expect(first(folder({ 'pack.yaml': bomb.join('\n') }))).toMatchObject({ rule: 'yaml/alias', line: 1 })
  })

  test('is told of a file of 50 MB by its size', () => {
    const large = new Uint8Array(50 * 1024 * 1024).fill(0x20)
    expect(first(folder({ 'policy.en.md': large }))).toMatchObject({
      rule: 'file/too-large',
      file: expect.stringContaining('policy.en.md'),
      message: { en: expect.stringContaining('52428800 bytes') },
    })
  })

  test.each([
    ['a folder without pack.yaml', { 'pack.yaml': '' }, 'file/missing'],
    ['a file that is no part of a pack', { 'notes.txt': 'x' }, 'file/unknown'],
    ['a control character', { 'policy.en.md': 'We keep it.\u0000' }, 'file/control-character'],
    ['YAML that cannot be read', { 'pack.yaml': 'format: [1' }, 'yaml/syntax'],
    ['an unknown key', { 'pack.yaml': yaml.replace('retention:\n', 'retentions:\n') }, 'pack/unknown-key'],
  ])('is told with its place: %s', (_, files, rule) => {
    const { code, printed } = run(folder(files as Files))
    expect(printed).toMatch(new RegExp(`:\\d+:\\d+ (?:error|warning) ${rule}\\n {2}\\S.*\\n {2}→ \\S`))
    expect(code).toBe(rule === 'file/unknown' ? 0 : 1)
  })
})
