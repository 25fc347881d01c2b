// SPDX-License-Identifier: Apache-2.0
// Who may receive what, by which act, after what.
import { describe, expect, test } from 'vitest'
import { ask, HOME, EUROPE, packOf, SHOP, shopWithElement, told } from './sample.case.ts'

const agreed = { consents: ['delivery-consent'] }
const law = { ground: 'by-law', document: 'Art. 5' }
const stands = { contractUntil: '2027-01-01', assessedUntil: '2027-01-01' }

describe('a receiver', () => {
  test('lends its contract to its own class only', () => {
    const entrust = { act: 'entrust', recipient: 'carriers' }
    const as = (name: string) => ({ standing: { receivers: { carriers: { class: name, ...stands } } } })
    expect(told({ ...entrust, ...as('hosts') })).toBe('deny: no-contract')
    expect(told({ ...entrust, ...as('carriers') })).toBe('permit')
  })

  test('gets data by the acts of its ground, by no other', () => {
    expect(told({ act: 'entrust', recipient: 'yamato' })).toBe('permit')
    expect(told({ act: 'provide', recipient: 'yamato' })).toBe('deny: no-ground')
    expect(told({ act: 'provide', recipient: 'yamato', ground: 'entrusting' })).toBe(
      'deny: ground-not-for-act',
    )
  })

  test('within a group is a company that the policy names, joint use or not', () => {
    const pack = shopWithElement('recipients', 'partners', { kind: 'group', members: ['east'] })
    const to = (entity: string | undefined) =>
      told({
        pack,
        act: 'provide',
        recipient: 'x',
        person: agreed,
        standing: { receivers: { x: { class: 'partners', entity } } },
      })
    expect(to('east')).toBe('permit')
    expect(to('west')).toBe('deny: not-a-member')
    expect(to(undefined)).toBe('deny: not-a-member')
  })

  test('of joint use waits for the notice that the policy names, where it names one', () => {
    const share = { act: 'share', recipient: 'east' }
    expect(told({ ...share, standing: { notices: {} } })).toBe('deny: not-announced')
    const silent = shopWithElement('recipients', 'group', { notice: undefined })
    expect(told({ ...share, standing: { notices: {} }, pack: silent })).toBe('permit')
  })

  test('that is a public body needs no record, by whatever ground', () => {
    const pack = shopWithElement('recipients', 'authorities', { grounds: ['agreement'] })
    const asked = { pack, act: 'provide', recipient: 'authorities', ground: 'agreement', document: 'letter' }
    expect(ask({ ...asked, person: agreed })).toMatchObject({ answer: 'permit', obligations: [] })
  })
})

describe('a consent', () => {
  const to = (...lifts: string[]) => shopWithElement('consents', 'delivery-consent', { lifts })
  const provide = { act: 'provide', recipient: 'partners', person: agreed }
  const abroad = { act: 'transfer', recipient: 'partners', country: 'US', person: agreed }

  test('to use is none to provide', () => {
    expect(told({ ...provide, pack: to() })).toBe('deny: consent-to-provide')
    expect(told({ ...provide, pack: to('provision-consent') })).toBe('permit')
    expect(told({ act: 'use', person: agreed, pack: to() })).toBe('permit')
  })

  test('to provide is none to provide abroad, which is one to provide', () => {
    const byConsent = (pack: ReturnType<typeof to>) => ({
      ...pack,
      transfers: pack.transfers.map((one) => ({
        ...one,
        recipient: 'partners',
        basis: 'consent' as const,
      })),
      recipients: pack.recipients.map((one) => ({ ...one, countries: ['JP', 'US'] })),
    })
    expect(told({ ...abroad, pack: byConsent(to('provision-consent')) })).toBe('deny: no-transfer-route')
    expect(told({ ...abroad, pack: byConsent(to('transfer-consent')) })).toBe('permit')
    expect(told({ ...provide, pack: to('transfer-consent') })).toBe('deny: consent-to-provide')
  })

  test('to use is none to special care', () => {
    const care = { category: 'health', purpose: 'service', person: { consents: ['care-consent'] } }
    const plain = shopWithElement('consents', 'care-consent', { lifts: [] })
    expect(told(care)).toBe('permit')
    expect(told({ ...care, act: 'collect', channel: 'agency' })).toBe('permit')
    expect(told({ ...care, act: 'collect', channel: 'agency', pack: plain })).toBe('deny: special-care')
  })
})

describe('re-entrustment', () => {
  const numbers = packOf('law/numbers', {
    applies: { jurisdictions: ['JP'], handling: ['my-number'] },
    roles: [{ id: 'officer', name: { ja: '担当', en: 'officer' } }],
    categories: [{ id: 'number', handling: ['my-number'], name: { ja: '番号', en: 'number' } }],
    purposes: [{ id: 'number-for-tax', name: { ja: '税', en: 'tax' } }],
    recipients: [
      {
        id: 'officers',
        kind: 'contractor',
        categories: ['number'],
        requires: ['re-entrustment-approval'],
        name: { ja: '委託先', en: 'contractors' },
      },
    ],
  })
  const pack = shopWithElement('recipients', 'carriers', { purposes: ['tax'], categories: ['numbers'] })
  const asked = { act: 'entrust', recipient: 'yamato', category: 'numbers', purpose: 'tax' }

  test('is what a processor does: who entrusts first needs nobody’s permission', () => {
    const actor = { id: 'kaede', roles: ['clerk'] }
    const laws = [HOME, EUROPE, numbers]
    expect(told({ ...asked, pack, laws, actor })).toBe('permit')
    expect(told({ ...asked, pack: { ...pack, role: 'processor' }, laws, actor })).toBe('deny: not-approved')
  })

  test('by a processor is approved by a client that is named', () => {
    const actor = { id: 'kaede', roles: ['clerk'] }
    const help = { act: 'entrust', recipient: 'helper', actor }
    expect(told(help)).toBe('permit')
    expect(told({ ...help, pack: { ...SHOP, role: 'processor' } })).toBe('deny: not-approved')
  })
})

describe('kinds of data', () => {
  test('that are special stay so where an exception replaces the consent a purpose rests on', () => {
    const pack = shopWithElement('purposes', 'service', { basis: 'consent' })
    const health = { pack, category: 'health', purpose: 'service', act: 'collect', channel: 'form' }
    expect(told({ ...health, ...law, person: { jurisdictions: ['DE', 'EU'] } })).toBe('deny: special-care')
    expect(told({ ...health, person: { consents: ['care-consent'] } })).toBe('permit')
  })

  test('that are secret are neither shown nor taken out', () => {
    const secret = { category: 'passwords', purpose: 'service' }
    for (const act of ['read', 'disclose', 'copy', 'take-out'])
      expect(told({ ...secret, act, ground: act === 'take-out' ? 'errand' : undefined, document: '4' })).toBe(
        'deny: secret',
      )
  })

  test('whose retention is over may come in anew, and are used for nothing else', () => {
    const person = { over: ['contact'] }
    expect(told({ act: 'collect', channel: 'form', person })).toBe('permit')
    for (const act of ['use', 'read', 'disclose']) expect(told({ act, person })).toBe('deny: retention-over')
  })
})

test('break-glass that nobody claims opens nothing, whatever the ground', () => {
  const pack = shopWithElement('grounds', 'agreement', { breakGlass: true, review: 'looking-back' })
  const asked = { pack, act: 'provide', recipient: 'partners', person: agreed }
  expect(told(asked)).toBe('permit')
  expect(told({ ...asked, actor: { roles: ['guest'] } })).toBe('deny: role-not-allowed')
  expect(told({ ...asked, actor: { roles: ['guest'] }, ground: 'agreement' })).toBe('permit')
})

describe('what a recipient requires', () => {
  const european = { jurisdictions: ['FR', 'EU'] }
  const provide = { act: 'provide', recipient: 'partners' }
  const requiring = (...requires: string[]) => shopWithElement('recipients', 'partners', { requires })

  test('is asked for where no law asks: consent, a document', () => {
    const consent = { ...provide, pack: requiring('consent') }
    expect(told({ ...consent, person: european })).toBe('deny: consent-to-provide')
    expect(told({ ...consent, person: { ...european, ...agreed } })).toBe('permit')
    const document = { ...provide, pack: requiring('document'), person: european }
    expect([told(document), told({ ...document, document: 'letter' })]).toEqual([
      'deny: document-missing',
      'permit',
    ])
  })

  test('is approved for that purpose or one above it', () => {
    const approved = (purpose: string) =>
      told({
        act: 'entrust',
        recipient: 'helper',
        standing: { approvals: [{ client: 'shop', receiver: 'helper', purpose }] },
      })
    expect([approved('delivery'), approved('service')]).toEqual(['permit', 'permit'])
    expect(approved('news')).toBe('deny: not-approved')
  })

  test('by law of some kinds of data is not required of others', () => {
    const name = { ja: '要配慮', en: 'special' }
    const law = packOf('law/home', {
      ...HOME,
      categories: [{ id: 'special', handling: ['special-care'], name }],
      recipients: [
        { id: 'careful', kind: 'contractor', categories: ['special'], requires: ['document'], name },
      ],
    })
    const careful = { laws: [law, EUROPE, packOf('law/numbers', {})], act: 'entrust', recipient: 'yamato' }
    const pack = shopWithElement('recipients', 'carriers', {
      purposes: ['service'],
      categories: ['contact', 'health'],
    })
    expect(told({ ...careful, pack })).toBe('permit')
    const health = { ...careful, pack, category: 'health', purpose: 'service' }
    const person = { consents: ['care-consent'] }
    expect(told({ ...health, person })).toBe('deny: document-missing')
    expect(told({ ...health, person, document: 'letter' })).toBe('permit')
  })
})

describe('provision without consent', () => {
  const provide = { act: 'provide', recipient: 'partners' }

  test('is not what a client of a controller, or what is called anonymous, makes it', () => {
    const clients = { acorn: {} }
    expect(told({ ...provide, client: 'acorn', standing: { clients } })).toBe('deny: consent-to-provide')
    expect(told({ ...provide, deidentified: true })).toBe('deny: consent-to-provide')
    const counts = { ...provide, purpose: 'statistics', category: 'orders' }
    expect(told({ ...counts, deidentified: true })).toBe('permit')
    expect(told({ ...counts, person: { jurisdictions: ['FR', 'EU'] } })).toBe('deny: identifiable')
  })

  test('is to a contractor by the need of the service, and by no other name', () => {
    const carriers = (ground: string) => shopWithElement('recipients', 'carriers', { grounds: [ground] })
    const asked = { act: 'provide', recipient: 'yamato' }
    expect(told({ ...asked, pack: carriers('need') })).toBe('permit')
    expect(told({ ...asked, pack: carriers('interest'), ground: 'interest' })).toBe(
      'deny: law-does-not-permit',
    )
  })

  test('is a gap to a recipient without purposes, categories or grounds', () => {
    for (const nothing of [{ purposes: [] }, { categories: [] }, { grounds: [] }])
      expect(told({ ...provide, pack: shopWithElement('recipients', 'partners', nothing) })).toBe(
        'gap: recipient-without-ground',
      )
  })
})
