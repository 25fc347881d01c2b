// SPDX-License-Identifier: Apache-2.0
import { beforeAll, describe, expect, it } from 'vitest'
import { beginDraft, checkWith } from './world/categories.ts'
import { openOffice, openWorld, packFile, type Office, type World } from './world/world.ts'
import './gate/processor.ts'

const organisation = 'processor'
let world: World
let office: Office
beforeAll(async () => {
  world = await openWorld()
  office = await openOffice(world, organisation)
})

describe('the regulations of a processor', () => {
  it('PRC-1.1 keeps its terms with their meanings: employee is everybody under its direction, directors included', async () => {
    const page = async (language: string) =>
      (await world.visitor.page(`/privacy/${organisation}/policy?lang=${language}`)).words
    const [ja, en] = [await page('ja'), await page('en')]
    for (const term of [
      'Database A body of information',
      'Personal data Personal information that makes up',
      'The individual The person whom',
    ])
      expect(en).toContain(term)
    expect(en).toMatch(
      /Employee Everybody who works under our direction: regular, part-time, temporary and dispatched workers, directors and auditors\./,
    )
    for (const term of [
      'データベース 特定の個人情報',
      '個人データ データベースを構成する',
      '本人 個人情報によって識別される',
      '従業者 当社の指揮監督の下',
    ])
      expect(ja).toContain(term)
    for (const who of ['パートタイマー', '契約社員', '派遣社員', '取締役', '監査役'])
      expect(ja).toContain(who)
    // A term that the text uses and the data does not define, and a term without a meaning, are refused.
    const draft = await beginDraft(office.manager, organisation)
    const yaml = packFile(organisation, 'pack.yaml')
    const line = (text: string) =>
      text.split('\n').findIndex((one) => one.startsWith('  - { id: PRC-1.1,')) + 1
    for (const term of ['database', 'personal-data', 'individual', 'employee']) {
      const entry = new RegExp(`^ {2}- \\{ id: ${term}, description: .*\\n`, 'm')
      const without = yaml.replace(entry, '')
      const { findings } = await checkWith(office.manager, organisation, draft, without)
      const missing = { rule: 'pack/unknown-reference', severity: 'error', line: line(without) }
      expect(findings).toContainEqual(expect.objectContaining(missing))
      const empty = yaml.replace(entry, `  - { id: ${term}, name: { ja: 語, en: Term } }\n`)
      expect((await checkWith(office.manager, organisation, draft, empty)).errors).toBeGreaterThan(0)
    }
  })
})
