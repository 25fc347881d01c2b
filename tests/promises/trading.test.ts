// SPDX-License-Identifier: Apache-2.0
import { beforeAll, describe, expect, it } from 'vitest'
import type {
  ApplicableLaws,
  CollectionNotice,
  Drift,
  RecordMade,
  RecordView,
} from '../../server/src/contract.ts'
import {
  beginDraft,
  checkWith,
  expectCategories,
  look,
  mapOf,
  scanWith,
  tablesOf,
  type CategoryWorld,
} from './world/categories.ts'
import { day } from './world/environment.ts'
import type { Person } from './world/person.ts'
import { publish } from './world/publication.ts'
import { found } from './world/request.ts'
import { customers, hidden, shop, shopRows } from './world/trading-systems.ts'
import { eventually, openOffice, openWorld, packFile, type Office, type World } from './world/world.ts'
import './gate/trading.ts'

const organisation = 'trading'
const base = `/api/organisations/${organisation}`
let world: World
let office: Office
let manager: Person
let register: CategoryWorld

beforeAll(async () => {
  world = await openWorld()
  office = await openOffice(world, organisation)
  manager = office.manager
  const { url } = await world.database('trading_shop', tablesOf(shop) + shopRows)
  const connect = async (bare: boolean) => {
    await scanWith(manager, organisation, { key: 'shop', url, map: mapOf('shop', shop, bare) })
    return look(manager, organisation)
  }
  const before = await connect(true)
  const after = await connect(false)
  const page = (await world.visitor.page(`/privacy/${organisation}/policy`)).html
  register = { organisation, manager, before, after, page, draft: await beginDraft(manager, organisation) }
})

/** An element that the promise names is left out of the data: the policy is then not in order, at the promise. */
async function expectNamed(promise: string, id: string): Promise<void> {
  const yaml = packFile(organisation, 'pack.yaml')
  const without = yaml.replace(new RegExp(`^ {2}- \\{ id: ${id}, from: .*\\n`, 'm'), '')
  expect(without).not.toBe(yaml)
  const { findings } = await checkWith(manager, organisation, register.draft, without)
  const line = without.split('\n').findIndex((one) => one.startsWith(`  - { id: ${promise},`)) + 1
  expect(findings).toContainEqual(expect.objectContaining({ rule: 'pack/unknown-reference', line }))
}

describe('the law of each person', () => {
  const ids = ({ laws }: ApplicableLaws) => laws.map(({ id }) => id)
  const lawsOf = (email: string) => manager.does<ApplicableLaws>('POST', `${base}/catalog/laws`, { email })

  it('TRD-3.1 gives each person a jurisdiction, which selects the laws that apply', async () => {
    const japanese = await lawsOf(customers.jp)
    expect(japanese.jurisdictions).toMatchObject([{ code: 'JP', from: 'field' }])
    expect(ids(japanese)).toContain('law/appi')
    expect(ids(japanese)).not.toContain('law/gdpr')
    const german = await lawsOf(customers.de)
    expect(german.jurisdictions.map(({ code }) => code)).toContain('DE')
    expect(ids(german)).toContain('law/gdpr')
    expect(ids(german)).not.toContain('law/appi')
    expect((await lawsOf(customers.nowhere)).jurisdictions).toMatchObject([{ from: 'default' }])
    for (const [country, law] of [
      ['FR', 'law/gdpr'],
      ['JP', 'law/appi'],
    ] as const)
      expect(ids(await manager.read(`${base}/catalog/laws?jurisdiction=${country}`))).toContain(law)
    const elsewhere = ids(await manager.read(`${base}/catalog/laws?jurisdiction=BR`))
    expect(elsewhere.filter((id) => id === 'law/appi' || id === 'law/gdpr')).toEqual([])
  })
})

describe('what the group holds', () => {
  const columns = (table: string, ...names: string[]) => names.map((name) => `shop.${table}.${name}`)
  const holds = (id: string, expected: Record<string, string[]>) => expectCategories(register, id, expected)

  it('TRD-4.1 holds contact information as a category of its own', () =>
    holds('TRD-4.1', {
      'contact-information': columns('customers', 'email', 'name', 'phone', 'address', 'country'),
    }))

  it('TRD-4.2 holds identification: birth date, gender, nationality, residence, documents, photo, job, family, background', () =>
    holds('TRD-4.2', {
      identification: columns(
        'identities',
        'born_on',
        'gender',
        'nationality',
        'residence',
        'licence',
        'photo',
        'passport',
        'visa',
        'job',
        'family',
      ),
      'application-documents': columns('applications', 'background'),
    }))

  it('TRD-4.3 knows where credentials are, and lets nobody read them nor discloses them', async () => {
    const { 'account-credentials': expected } = {
      'account-credentials': columns('logins', 'login_name', 'password'),
    }
    expect(expected).toHaveLength(2)
    await holds('TRD-4.3', { 'account-credentials': expected })
    const seen = await found(world, manager, organisation, customers.jp)
    expect(seen).toContain('港 葵')
    for (const secret of [hidden.password, hidden.login]) expect(seen).not.toContain(secret)
  })

  it('TRD-4.4 holds billing, card, payment and bank account, and shows a card number masked only', async () => {
    const expected = columns('payments', 'billing', 'card', 'payment', 'account')
    await holds('TRD-4.4', { 'financial-details': expected })
    const seen = await found(world, manager, organisation, customers.jp)
    expect(seen).not.toContain(hidden.card)
    expect(seen).toMatch(/[•*]{8,}1111/)
  })

  it('TRD-4.5 holds service usage and inquiries', () =>
    holds('TRD-4.5', { 'service-usage': columns('usage', 'bought', 'asked') }))

  it('TRD-4.6 holds location and network behaviour: IP, mobile location, device, logs, cookies', () =>
    holds('TRD-4.6', {
      'location-and-network': columns('traces', 'ip', 'mobile_location', 'device', 'log', 'cookie'),
    }))

  it('TRD-4.7 holds recordings of calls, and visitors on security cameras', () =>
    holds('TRD-4.7', { 'audio-and-video': columns('recordings', 'call', 'camera') }))

  it('TRD-4.8 holds the examination data that law requires', () =>
    holds('TRD-4.8', { 'examination-data': columns('examinations', 'examined') }))

  it('TRD-4.9 holds preferences and hobbies', () =>
    holds('TRD-4.9', { preferences: columns('likings', 'preference', 'hobby') }))

  it('TRD-4.10 scans what people chose to write for sensitive content, which waits until somebody decides', async () => {
    const { drift } = register.after
    const [text] = drift.filter((one) => one.kind === 'free-text')
    expect(text).toMatchObject({ collection: 'remarks', field: 'remark', state: 'open' })
    expect(Object.values(text?.sensitive ?? {})).toEqual([1])
    expect(JSON.stringify(drift)).not.toContain('糖尿病')
    expect(register.after.promises.get('TRD-4.10')?.state).toBe('at-risk')
    const decision = { drifts: [text?.id], kind: 'not-personal', reason: '配送の希望として残す' }
    await manager.does('POST', `${base}/catalog/drift/decisions`, decision)
    const after = await look(manager, organisation)
    expect(after.drift.filter((one: Drift) => one.kind === 'free-text')).toEqual([])
    await expectCategories({ ...register, after }, 'TRD-4.10', {
      'voluntary-information': columns('remarks', 'remark'),
    })
  })
})

/** What the law asks to be told of data that others gave with the consent of the person. */
const receiptBy = (channel: string) => ({
  direction: 'receipt',
  grounds: ['provide-with-consent'],
  channel,
  counterparty: {
    name: `架空商会（${channel}）`,
    address: '東京都かくう区一丁目1番1号',
    representative: '架空 渡',
  },
  history: { how: '店頭で本人から取得', confirmedBy: '申込書の写し' },
  persons: [{ kind: 'email', value: customers.jp, name: '港 葵' }],
  data: ['contact-information'],
  consent: { reference: '申込書の同意欄' },
})

describe('where the group has data from', () => {
  const channels = () => [...register.after.categories.values()].flatMap((one) => one.channels)
  const from = (hand: string) =>
    [
      ...new Set(
        channels()
          .filter((one) => one.from === hand)
          .map(({ id }) => id),
      ),
    ].sort()

  it('TRD-5.1 from the person: face to face, phone, mail, email, forms, contracts, questionnaires', async () => {
    const expected = ['contracts', 'email', 'face-to-face', 'forms', 'phone', 'post', 'questionnaires']
    expect(from('person')).toEqual(expected)
    for (const channel of expected) await expectNamed('TRD-5.1', channel)
    expect(register.before.promises.get('TRD-5.1')?.state).toBe('not-yet')
    expect(register.after.promises.get('TRD-5.1')?.state).toBe('held')
  })

  it('TRD-5.2 from others, each recorded as received from a third party where the law asks, and only there', async () => {
    const expected = ['group', 'outsourced', 'partners', 'service-providers', 'stores']
    expect(from('third-party')).toEqual(expected)
    for (const channel of expected) await expectNamed('TRD-5.2', channel)
    const path = `${base}/recipients/records`
    for (const channel of expected) {
      const given = receiptBy(channel)
      const { id } = await manager.does<RecordMade>('POST', path, given)
      const { details, people, ...kept } = await manager.read<RecordView>(`${path}/${id}`)
      expect(kept).toMatchObject({ direction: 'receipt', channel, data: given.data, law: 'law/appi' })
      expect(details).toMatchObject({ counterparty: given.counterparty, history: given.history })
      expect([details?.consent, people]).toEqual([given.consent.reference, given.persons])
      for (const part of ['counterparty', 'history', 'persons', 'data', 'consent'] as const) {
        const { [part]: _left, ...lacking } = given
        const refused = await manager.call('POST', path, lacking)
        expect([part, refused.status, refused.body]).toEqual([
          part,
          422,
          expect.objectContaining({ code: 'recipients.item-missing' }),
        ])
      }
    }
    for (const ground of ['joint-use', 'entrustment', 'succession', 'provide-by-law']) {
      const refused = await manager.call('POST', path, { ...receiptBy('group'), grounds: [ground] })
      expect([ground, refused.status]).toEqual([ground, 409])
      expect(refused.body).toMatchObject({ code: 'recipients.not-asked' })
    }
    const promise = await eventually('the number of the last fact', async () => {
      const found = (await look(manager, organisation)).promises.get('TRD-5.2')
      return found?.lastEvidence ? found : undefined
    })
    expect(promise).toMatchObject({ state: 'held', lastEvidence: { type: 'recipients.received' } })
  })

  it('TRD-5.3 technically, while a service is used, and nothing but what is declared so', async () => {
    expect(from('technical')).toEqual(['cameras', 'service-technical'])
    const technical = [...register.after.categories.values()].filter(({ channels: all }) =>
      all.some((one) => one.from === 'technical'),
    )
    expect(technical.map(({ id }) => id).sort()).toEqual(['audio-and-video', 'location-and-network'])
    for (const channel of ['cameras', 'service-technical']) await expectNamed('TRD-5.3', channel)
    expect(register.before.promises.get('TRD-5.3')?.state).toBe('not-yet')
    expect(register.after.promises.get('TRD-5.3')?.state).toBe('held')
  })

  it('TRD-5.4 by succession of business, told for each category that can come that way', async () => {
    expect(from('succession')).toEqual(['succession'])
    const inherited = [...register.after.categories.values()].filter(({ channels: all }) =>
      all.some(({ id }) => id === 'succession'),
    )
    expect(inherited.map(({ id }) => id).sort()).toEqual(['contact-information', 'identification'])
    await expectNamed('TRD-5.4', 'succession')
    expect(register.before.promises.get('TRD-5.4')?.state).toBe('not-yet')
    expect(register.after.promises.get('TRD-5.4')?.state).toBe('held')
  })

  it('TRD-5.5 tells at each point of collection that giving is voluntary, and what follows without it', async () => {
    const form = async (language: string) =>
      (await world.visitor.page(`/privacy/${organisation}/requests/new?lang=${language}`)).words
    expect(await form('ja')).toContain('ご入力は任意です')
    expect(await form('en')).toMatch(
      /You are free to give this or not\. Without your e-mail address and name/,
    )
    const consequences = new Set<string>()
    for (const channel of [
      'face-to-face',
      'phone',
      'post',
      'email',
      'forms',
      'contracts',
      'questionnaires',
    ]) {
      const told = await world.visitor.read<CollectionNotice>(
        `/api/privacy/${organisation}/collection/${channel}`,
      )
      for (const language of ['ja', 'en'] as const) {
        const path = `/privacy/${organisation}/collection/${channel}?lang=${language}`
        const { words } = await world.visitor.page(path)
        expect(words).toContain(told.voluntary[language].split(/[。.]/)[0])
        for (const { consequence } of told.withheld) {
          expect(words).toContain(consequence[language])
          consequences.add(consequence.en)
        }
      }
    }
    const all = packFile(organisation, 'pack.yaml').matchAll(/ifWithheld: \{ ja: .*?, en: (.*?) \}/g)
    expect(consequences).toEqual(new Set([...all].map(([, en]) => en)))
  })
})

describe('the policy of the group on the web', () => {
  const visit = (path: string) => world.visitor.page(`/privacy/${organisation}${path}`)

  it('TRD-9.5 marks every link to a site of others as outside this policy', async () => {
    for (const [language, mark] of [
      ['ja', '（外部サイト：この方針の対象外）'],
      ['en', '(another site, outside this policy)'],
    ] as const) {
      const { html } = await visit(`/policy?lang=${language}`)
      const links = [...html.matchAll(/<a\s[^>]*href="(https?:[^"]+)"[^>]*>[^<]*<\/a>\s*([^<]*)/g)]
      expect(links.length).toBeGreaterThan(5)
      for (const [link, , after] of links) {
        expect(link).toContain('rel="external')
        expect(after).toContain(mark)
      }
      for (const path of ['', '/requests/new', '/follow', '/collection/forms'])
        expect((await visit(`${path}?lang=${language}`)).html).not.toMatch(/<a\s[^>]*href="https?:/)
    }
  })

  it('TRD-17.1 shows the date of the latest update, and a newer one once it was updated', async () => {
    const shown = async () => {
      const { html } = await visit('/policy?lang=en')
      return /Last modified<\/dt>\s*<dd>\s*<time datetime="([\d-]+)">/.exec(html)?.[1]
    }
    expect(await shown()).toBe('2026-03-18')
    const change = (yaml: string) => yaml.replace(/^modified: .*$/m, `modified: ${day()}`)
    const [year, month, date] = day().split('-').map(Number)
    const revision = {
      version: '1.1.0',
      effective: day(),
      kind: 'clarification',
      ja: '言い回しを改めました。',
      en: 'Rewords a sentence.',
      reword: {
        ja: ['2026年3月18日', `${year}年${month}月${date}日`],
        en: [
          '18 March 2026',
          new Intl.DateTimeFormat('en-GB', { dateStyle: 'long' }).format(new Date(`${day()}T00:00`)),
        ],
      },
    } as const
    expect(await publish(office, organisation, { ...revision, change })).toMatchObject({ status: 200 })
    expect(await shown()).toBe(day())
  })
})
