// SPDX-License-Identifier: Apache-2.0
import { beforeAll, describe, expect, it } from 'vitest'
import type {
  CollectionNotice,
  CycleDetail,
  Cycles,
  FactView,
  PromiseView,
  WebsiteNotice,
} from '../../server/src/contract.ts'
import { beginDraft, checkWith, stateOf } from './world/categories.ts'
import { day } from './world/environment.ts'
import { publish } from './world/publication.ts'
import { eventually, openOffice, openWorld, packFile, type Office, type World } from './world/world.ts'
import './gate/homecare.ts'

const organisation = 'homecare'
let world: World
let office: Office
const page = async (language: 'ja' | 'en', path = 'policy') => {
  const { status, html, words } = await world.visitor.page(
    `/privacy/${organisation}/${path}?lang=${language}`,
  )
  expect(status).toBe(200)
  /** The words of a part of the page, by its heading. */
  const part = (name: string) => {
    const begin = html.indexOf(`<section aria-labelledby="part-${name}">`)
    expect(begin).toBeGreaterThan(0)
    return html
      .slice(begin, html.indexOf('</section>', begin))
      .replaceAll(/<[^>]*>/g, ' ')
      .replaceAll('&#39;', "'")
      .replaceAll(/\s+/g, ' ')
  }
  return { html, words, part }
}
/** Both names of the elements of a section of pack.yaml. */
function namesOf(section: string): { ja: string; en: string }[] {
  const lines =
    new RegExp(`^${section}:\\n((?: .*\\n)+)`, 'm').exec(packFile(organisation, 'pack.yaml'))?.[1] ?? ''
  const names = lines.matchAll(/ name: \{ ja: ([^,}]+), en: (?:'((?:[^']|'')+)'|"([^"]+)"|([^}]+?)) \} \}$/gm)
  return [...names].map(([, ja = '', a, b, c]) => ({ ja, en: (a ?? b ?? c ?? '').replaceAll("''", "'") }))
}

beforeAll(async () => {
  world = await openWorld()
  office = await openOffice(world, organisation)
})

describe('the homepage of a company for household services', () => {
  const isHeld = async (id: string) => expect(await stateOf(office.manager, organisation, id)).toBe('held')

  it('HOM-10.1 states the name of the company in both languages', async () => {
    const head = (html: string) =>
      html.slice(html.indexOf('<main'), html.indexOf('<nav aria-label', html.indexOf('<main')))
    expect(head((await page('ja')).html)).toContain('ユノハタ家事サービス株式会社')
    expect(head((await page('en')).html)).toContain('Yunohata Home Services Co., Ltd.')
    await isHeld('HOM-10.1')
  })

  it('HOM-10.2 states every purpose of use with the data it uses', async () => {
    const purposes = namesOf('purposes').slice(1)
    expect(purposes.length).toBeGreaterThan(15)
    const [ja, en] = [(await page('ja')).part('purposes'), (await page('en')).part('purposes')]
    for (const name of purposes)
      expect([ja, en]).toEqual([expect.stringContaining(name.ja), expect.stringContaining(name.en)])
    expect(en).toContain(
      'Babysitting Customers: names, contact details, birth dates, Household, home and wishes',
    )
    await isHeld('HOM-10.2')
  })

  it('HOM-10.3 states the procedures of disclosure, correction and suspension, and how answers are delivered', async () => {
    const [ja, en] = [(await page('ja')).part('procedures'), (await page('en')).part('procedures')]
    const ways = 'post, telephone, mail, this site'
    for (const right of ['Disclosure', 'Correction', 'Suspension of use', 'Suspension of provision'])
      expect(en).toMatch(new RegExp(` ${right} ${ways} [^|]*? None (download|mail), letter`))
    for (const right of ['開示', '訂正', '利用の停止', '第三者への提供の停止'])
      expect(ja).toContain(` ${right} `)
    expect(ja).toContain('ダウンロード')
    expect(ja).toContain('郵送')
    await isHeld('HOM-10.3')
  })

  it('HOM-10.4 states the response centre and every way to reach it', async () => {
    const en = (await page('en')).part('desk')
    for (const way of [
      'Customer response centre',
      'center@yunohata.example',
      '03-0000-0300',
      '4-6-2 Hatacho',
    ])
      expect(en).toContain(way)
    expect((await page('ja')).part('desk')).toContain('お客様相談センター')
    const yaml = packFile(organisation, 'pack.yaml')
    const nowhere = yaml.replace(/^ {4}(mail|phone|post|web): .*\n/gm, '')
    const draft = await beginDraft(office.manager, organisation)
    const { findings } = await checkWith(office.manager, organisation, draft, nowhere)
    expect(findings.map(({ rule }) => rule)).toContain('desks/no-way-to-reach')
    await isHeld('HOM-10.4')
  })
})

describe('what the company does and asks for', () => {
  it('HOM-1.3 covers shopping, housework, laundry, storage, babysitting and what relates to them, and leaves none out', async () => {
    const services = ['shopping', 'housework', 'laundry', 'storage', 'babysitting', 'related']
    const [ja, en] = [(await page('ja')).part('purposes'), (await page('en')).part('purposes')]
    for (const name of [
      'Shopping',
      'Housework',
      'Laundry and cleaning pick-up',
      'Storage',
      'Babysitting',
      'Related services',
    ])
      expect(en).toContain(name)
    for (const name of ['買物', '家事', '洗濯物', '保管', 'ベビーシッター', '関連するサービス'])
      expect(ja).toContain(name)
    const draft = await beginDraft(office.manager, organisation)
    const yaml = packFile(organisation, 'pack.yaml')
    for (const service of services) {
      const without = yaml.replace(new RegExp(`^ {2}- \\{ id: service-${service}, .*\\n`, 'm'), '')
      const { findings } = await checkWith(office.manager, organisation, draft, without)
      const line = without.split('\n').findIndex((one) => one.startsWith('  - { id: HOM-1.3,')) + 1
      expect(findings).toContainEqual(expect.objectContaining({ rule: 'pack/unknown-reference', line }))
    }
    expect(await stateOf(office.manager, organisation, 'HOM-1.3')).toBe('held')
  })

  it('HOM-4.1 announces purposes before obtaining, on paper too, and announces a change of them', async () => {
    // On a form of this site, before anything is sent.
    const form = await world.visitor.page(`/privacy/${organisation}/requests/new?lang=en`)
    expect(form.words).toMatch(
      /What you enter is used only to verify you and to answer, under version 1\.0\.0/,
    )
    // For the company's own forms, on the web and on paper, each way by which people give data.
    for (const channel of ['application-form', 'website', 'phone', 'visit', 'questionnaire', 'recruitment']) {
      const path = `/api/privacy/${organisation}/collection/${channel}`
      const told = await world.visitor.read<CollectionNotice>(path)
      expect(told.purposes.length).toBeGreaterThan(0)
      const sheet = await page('en', `collection/${channel}`)
      expect(sheet.words).toContain('This page can be printed.')
      for (const { name, categories } of told.purposes) {
        expect(categories.length).toBeGreaterThan(0)
        expect(sheet.words).toContain(name.en)
      }
      expect((await page('ja')).html).toContain(`href="/privacy/${organisation}/collection/${channel}"`)
    }
    expect(
      (await world.visitor.call('GET', `/api/privacy/${organisation}/collection/service-work`)).status,
    ).toBe(404)
    const change = (yaml: string) => yaml.replace('en: Recruiting }', 'en: Recruiting and internships }')
    const revision = {
      version: '1.1.0',
      effective: day(20),
      kind: 'service',
      ja: '実習を加えました。',
      en: 'Adds internships.',
    } as const
    expect(await publish(office, organisation, { ...revision, change })).toMatchObject({ status: 200 })
    const shown = await world.visitor.read<WebsiteNotice[]>(`/api/privacy/${organisation}/notices`)
    expect(shown).toContainEqual(expect.objectContaining({ version: '1.1.0', effective: day(20) }))
    expect((await page('en', 'policy/versions/1.1.0')).words).toContain('Adds internships.')
  })
})

describe('the data the company keeps', () => {
  const base = `/api/organisations/${organisation}`
  const cycles = (query: string) => office.manager.read<Cycles>(`${base}/programme/cycles?${query}`)
  const promise = async () =>
    (await office.manager.read<PromiseView[]>(`${base}/promises/register`)).find(({ id }) => id === 'HOM-5.1')

  it('HOM-5.1 is checked and brought up to date every year: the duty opens by itself, and closes with its record only', async () => {
    const { cycles: waiting } = await cycles('reference=duty:accuracy-review')
    expect(waiting).toHaveLength(1)
    const [{ id, starts, ends, dueAt, promises, ownerRole } = { id: '' } as CycleDetail] = waiting
    // It opened when the company's policy was taken up, is due 60 days later, and returns in a year.
    expect([promises, ownerRole]).toEqual([['HOM-5.1'], 'desk'])
    expect(Number(ends.slice(0, 4)) - Number(starts.slice(0, 4))).toBe(1)
    expect(ends.slice(5)).toBe(starts.slice(5))
    expect((Date.parse(dueAt) - Date.parse(`${starts}T00:00+09:00`)) / 86_400_000).toBe(61)
    expect(await promise()).toMatchObject({ openDuties: 1, overdueDuties: 0 })
    // Not without evidence, nor with another kind of it.
    const path = `${base}/programme/cycles/${id}`
    expect(await office.manager.call('POST', `${path}/complete`, {})).toMatchObject({ status: 422 })
    const facts = { facts: [crypto.randomUUID()] }
    const other = await office.manager.call('PUT', `${path}/evidence/record/reference`, facts)
    expect(other.status).toBe(422)
    // Nor by somebody whose duty it is not.
    const text = '登録された 128 件の連絡先を確かめ、三件を更新しました。'
    const stranger = await office.approver.call('PUT', `${path}/evidence/record/record`, { text })
    expect(stranger.status).toBe(403)
    await office.manager.does('PUT', `${path}/evidence/record/record`, { text })
    const done = await office.manager.does<CycleDetail>('POST', `${path}/complete`, {})
    expect(done).toMatchObject({ state: 'completed', evidence: [{ id: 'record', kind: 'record' }] })
    const { fact } = await office.manager.read<{ fact: FactView }>(`${base}/ledger/facts/${done.ended?.fact}`)
    expect(fact).toMatchObject({
      type: 'programme.completed',
      promises: ['HOM-5.1'],
      clear: { inTime: true, evidence: [{ sha256: done.evidence[0]?.given?.sha256 }] },
    })
    expect(JSON.stringify(fact)).not.toContain('連絡先')
    // The cycle is over until the next year; what was done stays readable, and reading it is a fact.
    expect((await cycles('reference=duty:accuracy-review')).cycles).toEqual([])
    expect((await cycles('state=ended&reference=duty:accuracy-review')).cycles).toMatchObject([{ id }])
    // It is evidence as soon as the ledger has numbered it.
    await eventually('the evidence', async () => (await promise())?.lastEvidence?.type === 'duties.closed')
    expect(await promise()).toMatchObject({ openDuties: 0 })
    const told = await office.manager.call('GET', `${path}/evidence/record`)
    expect(told.text).toBe(text)
    const about = await office.manager.read<{ facts: FactView[] }>(`${base}/ledger/facts?subject=${id}`)
    expect(about.facts.map(({ type }) => type)).toContain('programme.evidence-read')
    expect(await promise()).toMatchObject({ lastEvidence: { type: 'duties.closed' } })
  })
})
