// SPDX-License-Identifier: Apache-2.0
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { checkPack } from '@yakusoku/core/check'
import { loadPack } from '@yakusoku/core/packs'
import { LawShelf, ownPacks, readPackFiles } from './check-folders.ts'
import { TEMPLATES, type InitArguments } from './init-answers.ts'
import { initCommand, type Ask } from './init.ts'

const base = mkdtempSync(join(tmpdir(), 'yakusoku-init-'))
afterAll(() => rmSync(base, { recursive: true }))

const TODAY = '2026-11-22'
const GIVEN: InitArguments = {
  nameJa: '株式会社ささやき工房',
  nameEn: "Sasayaki Works: Tools & 'More', Inc.",
  addressJa: '東京都ささ区一丁目1番1号',
  addressEn: '1-1-1 Sasa-ku, Tokyo',
  representativeJa: '代表取締役 笹谷 晶',
  representativeEn: 'Akira Sasaya, President',
  managerJa: '総務部長 野々村 環',
  managerEn: 'Tamaki Nonomura, General Affairs',
  mail: 'privacy@sasayaki.example',
  phone: '03-0000-9999',
  website: 'https://sasayaki.example/',
  yes: true,
  lang: 'en',
}

async function run(folder: string, options: InitArguments, ask?: Ask) {
  let out = ''
  let told = ''
  const stderr = vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    told += String(text)
    return true
  })
  const code = await initCommand(folder, options, { write: (text) => (out += text), today: TODAY, ask })
  stderr.mockRestore()
  return { code, out, told }
}

const filesOf = (folder: string) => {
  const read = readPackFiles(folder)
  if (!('files' in read)) throw new Error(read.unreadable.en)
  return read.files
}

describe.each(Object.keys(TEMPLATES))('a pack started from %s', (from) => {
  const folder = join(base, from)

  test('is made, checked, and passes the check without an error or a warning', async () => {
    const { code, out, told } = await run(folder, { ...GIVEN, from })
    expect(`${told}${code}`).toBe('0')
    expect(out).toContain(`yakusoku check ${folder}`)
    const { findings } = checkPack(filesOf(folder), { asOf: TODAY, laws: new LawShelf().for(folder) })
    const open = findings.filter(({ allowed, severity }) => allowed === undefined && severity !== 'note')
    expect(open.map(({ rule, line, message }) => `${rule} ${line} ${message.en}`)).toEqual([])
  })

  test('keeps nothing of the fictional company, neither in data nor in text', () => {
    const old = loadPack(filesOf(join(ownPacks, from))).pack
    const now = loadPack(filesOf(folder)).pack
    if (!old?.organisation || !now) throw new Error('both packs load')
    const whole = readdirSync(folder)
      .map((name) => readFileSync(join(folder, name), 'utf8'))
      .join('\n')
    const people = [
      ...old.entities.map(({ representative }) => representative),
      ...old.roles.map(({ holder }) => holder),
    ]
    const company = [old.organisation.name, old.organisation.address, old.organisation.representative]
    const names = old.entities.map(({ name }) => name)
    for (const detail of [...company, ...people, ...names])
      for (const text of detail ? [detail.ja, detail.en] : []) expect(whole, text).not.toContain(text)
    const host = old.organisation.website?.replace('https://', '') ?? 'nothing'
    expect(whole).not.toContain(host)
    expect(whole).not.toMatch(new RegExp(`${old.promises[0]?.id.split('-')[0]}-\\d`))
    expect(whole).not.toContain(old.organisation.name.en.split(' ')[0])
  })

  test('says what it was told', () => {
    const now = loadPack(filesOf(folder)).pack
    expect(now).toMatchObject({
      id: from,
      version: '1.0.0',
      effective: TODAY,
      organisation: {
        name: { ja: GIVEN.nameJa, en: GIVEN.nameEn },
        address: { ja: GIVEN.addressJa, en: GIVEN.addressEn },
        website: 'https://sasayaki.example',
      },
    })
    expect(now?.roles.find(({ account }) => account === 'privacy-manager')?.holder?.ja).toBe(GIVEN.managerJa)
    expect(now?.desks[0]).toMatchObject({ mail: GIVEN.mail, phone: GIVEN.phone })
  })
})

describe('yakusoku init', () => {
  test('touches nothing of a folder that is not empty', async () => {
    const folder = join(base, 'occupied')
    mkdirSync(folder)
    writeFileSync(join(folder, 'mine.txt'), 'mine')
    const { code, told } = await run(folder, GIVEN)
    expect(code).toBe(2)
    expect(told).toContain('there is something in this folder')
    expect(readdirSync(folder)).toEqual(['mine.txt'])
    expect((await run(join(folder, 'mine.txt'), GIVEN)).code).toBe(2)
  })

  test('names at once all that is missing or wrong, and makes nothing', async () => {
    const folder = join(base, 'missing')
    const { code, told } = await run(folder, {
      yes: true,
      lang: 'en',
      mail: 'nobody',
      effective: '2026-02-30',
      from: 'bakery',
      nameJa: '{#x}',
    })
    expect(code).toBe(2)
    for (const part of [
      '--name-en: it is needed',
      '--mail: write a mail address',
      '--effective:',
      '--from: choose one of',
      '--name-ja: it may have no',
    ])
      expect(told).toContain(part)
    expect(existsSync(folder)).toBe(false)
  })

  test('asks at a terminal for what it was not told, again where the answer will not do', async () => {
    const { nameJa: _name, mail: _mail, yes: _yes, ...rest } = GIVEN
    const asked: string[] = []
    const answers: Record<string, string[]> = {
      組織の名称: ['株式会社あらため商店'],
      相談窓口: ['わからない', 'desk@arata.example'],
    }
    const { code, told } = await run(join(base, 'asked'), { ...rest, lang: 'ja' }, (prompt) => {
      asked.push(prompt)
      const key = Object.keys(answers).find((start) => prompt.startsWith(start))
      return Promise.resolve((key && answers[key]?.shift()) ?? '')
    })
    expect(code).toBe(0)
    expect(asked.filter((prompt) => prompt.startsWith('相談窓口の'))).toHaveLength(2)
    expect(told).toContain('メールアドレスを書いてください')
    expect(asked.find((prompt) => prompt.startsWith('パックの id'))).toBe('パックの id [asked]: ')
    expect(loadPack(filesOf(join(base, 'asked'))).pack?.organisation?.name.ja).toBe('株式会社あらため商店')
  })

  test('extends the laws of the jurisdictions it is told', async () => {
    const folder = join(base, 'abroad')
    await run(folder, { ...GIVEN, from: 'cleaning', jurisdictions: 'JP,DE' })
    expect(loadPack(filesOf(folder)).pack).toMatchObject({
      extends: ['law/appi', 'law/external-transmission', 'law/gdpr'],
      jurisdictions: ['JP', 'DE'],
    })
  })
})
