// SPDX-License-Identifier: Apache-2.0
// Where something could slip through: names, days, ages, circles, countries, laws, clients.
import { describe, expect, test } from 'vitest'
import { ageOn, hasCome, standsOn } from './days.ts'
import {
  ask,
  EUROPE,
  HOME,
  MILL,
  NUMBERS,
  packOf,
  SHOP_PARTS,
  shopWith,
  shopWithElement,
  told,
  type Asked,
} from './sample.case.ts'

const european = { jurisdictions: ['FR', 'EU'] }
const agreed = { consents: ['delivery-consent'] }

describe('names', () => {
  const outward = { act: 'provide', person: { jurisdictions: ['JP'], ...agreed } }

  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', '', ' ', '*'])(
    'that objects have, or that are none, name nothing: “%s”',
    (name) => {
      for (const asked of [
        { act: name },
        { category: name },
        { purpose: name },
        { ground: name },
        { client: name },
        { channel: name },
        { actor: { roles: [name] } },
        { ...outward, recipient: name },
      ])
        expect(ask(asked).answer).toBe('gap')
      const keys = { category: 'keys', purpose: 'service', actor: { id: name, roles: ['clerk'] } }
      expect(told(keys)).toBe('deny: not-cleared')
    },
  )

  test.each(['Contact', 'CONTACT', 'contact ', ' contact', 'ｃontact', 'соntact', 'contact​', 'cont act'])(
    'that only look alike are others: “%s”',
    (name) => expect(told({ category: name })).toBe('gap: unknown-category'),
  )

  test('of a role count only where the pack has the role on that day', () => {
    expect(told({ actor: { roles: ['boss', 'clerk'] } })).toBe('permit')
    const ended = shopWithElement('roles', 'clerk', { effectiveTo: '2026-11-21' })
    expect(told({ pack: ended, actor: { roles: ['clerk', 'guest'] } })).toBe('deny: role-not-allowed')
  })

  test('of a class of recipients are not taken over by a receiver of another class', () => {
    const receivers = { partners: { class: 'authorities' }, x: { class: 'gone' } }
    const asked = { ...outward, standing: { receivers }, ground: 'by-law', document: 'Art. 5' }
    expect(told({ ...asked, recipient: 'partners' })).toBe('deny: ground-not-for-act')
    expect(told({ ...asked, recipient: 'x' })).toBe('gap: unknown-recipient')
  })
})

describe('categories by Fides key', () => {
  test('below one of the pack are covered, above one are not', () => {
    expect(told({ category: 'user.contact' })).toBe('permit')
    expect(told({ category: 'user.contact.email' })).toBe('permit')
    expect(told({ category: 'user' })).toBe('gap: unknown-category')
    expect(told({ category: 'user.contacts' })).toBe('gap: unknown-category')
  })

  test('are held to the fields that the purpose needs', () => {
    const news = { purpose: 'news', person: { consents: ['news-consent'] } }
    expect(told({ ...news, category: 'user.contact.email' })).toBe('permit')
    expect(told({ ...news, category: 'user.contact.email.work' })).toBe('permit')
    expect(told({ ...news, category: 'user.contact.phone_number' })).toBe('deny: beyond-purpose')
    expect(ask({ ...news, category: 'user.contact' }).obligations).toContainEqual({
      kind: 'only-fields',
      fields: ['user.contact.email'],
    })
  })

  test('that two claim alike are of neither, and an ended one does not fall to the wider', () => {
    const twice = shopWithElement('categories', 'orders', { fides: ['user.contact'] })
    expect(told({ pack: twice, category: 'user.contact.email' })).toBe('gap: unknown-category')
    const narrow = { fides: ['user.contact.email'], effectiveTo: '2026-11-21' }
    const ended = shopWithElement('categories', 'unused', narrow)
    expect(told({ pack: ended, category: 'user.contact.email' })).toBe('gap: unknown-category')
    expect(told({ pack: ended, category: 'user.contact.post' })).toBe('permit')
  })
})

describe('purposes', () => {
  test('below a consented one are covered, those above are not', () => {
    const above = { consents: ['news-consent'] }
    expect(told({ purpose: 'weekly-news', person: above })).toBe('permit')
    const weekly = shopWithElement('consents', 'news-consent', { purposes: ['weekly-news'] })
    expect(told({ pack: weekly, purpose: 'weekly-news', person: above })).toBe('permit')
    expect(told({ pack: weekly, purpose: 'news', person: above })).toBe('deny: no-consent')
  })

  test('use what those above use, and not what those below use', () => {
    expect(told({ purpose: 'delivery', category: 'cards' })).toBe('permit')
    expect(told({ purpose: 'service', category: 'orders' })).toBe('deny: beyond-purpose')
  })

  test('in a circle are decided, and those as near as each other all count', () => {
    const name = { ja: '目的', en: 'purpose' }
    const circle = shopWith({
      purposes: [
        { id: 'a', under: ['b'], name },
        { id: 'b', under: ['c', 'd', 'b'], uses: ['contact'], name },
        { id: 'c', under: ['a'], basis: 'contract', roles: ['clerk'], name },
        { id: 'd', under: ['a'], basis: 'consent', roles: ['guest'], after: 'joining', name },
      ],
      consents: SHOP_PARTS['consents']?.map((one) => ({ ...one, purposes: ['d'] })),
      recipients: [],
    })
    const asked = { pack: circle, purpose: 'a' }
    expect(told({ ...asked, person: { consents: ['news-consent'], happened: ['joining'] } })).toBe('permit')
    expect(told({ ...asked, person: { consents: ['news-consent'] } })).toBe('deny: not-yet')
    expect(told({ ...asked, person: { happened: ['joining'] } })).toBe('deny: no-consent')
  })

  test('that are below take over what is weighed, assessed and listed for those above', () => {
    const name = { ja: '下', en: 'below' }
    const below = (above: string) =>
      shopWith({ purposes: [...(SHOP_PARTS['purposes'] ?? []), { id: 'below', under: [above], name }] })
    const asked = (above: string, more: Asked = {}) => told({ pack: below(above), purpose: 'below', ...more })
    expect(asked('tax', { category: 'numbers' })).toBe('permit')
    expect(asked('gifts', { category: 'numbers' })).toBe('deny: my-number')
    expect(asked('analysis', { category: 'orders', person: european })).toBe('permit')
    const unassessed = { category: 'orders', person: european, standing: { assessments: ['delivery'] } }
    expect(asked('analysis', unassessed)).toBe('deny: not-assessed')
    expect(asked('statistics', { category: 'orders', act: 'disclose' })).toBe('deny: identifiable')
  })

  test('about some kinds of people are for each of these, and the others for everybody', () => {
    const customers = { subjects: ['customers'] }
    expect(told({ person: customers })).toBe('permit')
    const both = shopWithElement('purposes', 'delivery', { subjects: ['staff', 'customers'] })
    expect(told({ pack: both, person: customers })).toBe('permit')
    expect(told({ pack: both, person: { subjects: ['guests'] } })).toBe('deny: other-people')
  })

  test('that need several fields are for each of these', () => {
    const fields = ['user.contact.email', 'user.contact.phone_number']
    const pack = shopWithElement('purposes', 'delivery', { fields })
    for (const category of fields) expect(told({ pack, category })).toBe('permit')
    expect(told({ pack, category: 'user.contact.address' })).toBe('deny: beyond-purpose')
  })

  test('wait for their event though the pack has it no more', () => {
    const ended = shopWithElement('events', 'joining', { effectiveTo: '2026-11-21' })
    expect(told({ pack: ended, purpose: 'staffing' })).toBe('deny: not-yet')
  })
})

describe('days', () => {
  const cases: readonly [section: string, id: string, asked: Asked][] = [
    ['purposes', 'delivery', {}],
    ['categories', 'contact', {}],
    ['consents', 'news-consent', { purpose: 'news', person: { consents: ['news-consent'] } }],
    ['recipients', 'carriers', { act: 'entrust', recipient: 'yamato' }],
    ['grounds', 'entrusting', { act: 'entrust', recipient: 'yamato' }],
    ['grounds', 'errand', { act: 'take-out', document: 'slip', ground: 'errand' }],
    ['transfers', 'cloud', { act: 'entrust', recipient: 'cloud' }],
    ['safeguards', 'clauses', { act: 'entrust', recipient: 'cloud' }],
    ['notices', 'abroad-notice', { act: 'entrust', recipient: 'cloud' }],
    ['notices', 'joint-notice', { act: 'share', recipient: 'east' }],
    ['entities', 'east', { act: 'share', recipient: 'east' }],
  ]

  test.each(cases)(
    'of the pack bind: what %s “%s” permits, it permits from its first to its last day',
    (section, id, asked) => {
      const standing = shopWithElement(section, id, {
        effectiveFrom: '2026-11-20',
        effectiveTo: '2026-11-21',
      })
      const on = (day: string) => ask({ ...asked, pack: standing, on: day }).answer
      expect([on('2026-11-19'), on('2026-11-22')]).not.toContain('permit')
      expect([on('2026-11-20'), on('2026-11-21')]).toEqual(['permit', 'permit'])
    },
  )

  test('that are none are before everything', () => {
    for (const on of ['', '2026', '2026-02-30', '2026-11-22T00:00', 'zzzz-zz-zz', '９９９９-12-31'])
      expect(told({ on })).toBe('gap: not-in-force')
    expect([hasCome('', '2026-11-22'), hasCome(undefined, '2026-11-22')]).toEqual([false, false])
    expect([standsOn('tomorrow', '2026-11-22'), standsOn(undefined, '2026-11-22')]).toEqual([false, false])
  })

  test('of a transfer’s notice run before the transfer', () => {
    const cloud = { act: 'entrust', recipient: 'cloud' }
    expect(told({ ...cloud, on: '2026-10-14' })).toBe('deny: not-announced')
    expect(told({ ...cloud, on: '2026-10-15' })).toBe('permit')
  })
})

describe('an age', () => {
  test.each([
    ['2010-11-22', '2026-11-21', 15],
    ['2010-11-22', '2026-11-22', 16],
    ['2010-11-22', '2026-11-23', 16],
    ['2008-02-29', '2026-02-28', 17],
    ['2008-02-29', '2026-03-01', 18],
    ['2008-02-29', '2024-02-28', 15],
    ['2008-02-29', '2024-02-29', 16],
    ['2026-11-23', '2026-11-22', -1],
    ['unknown', '2026-11-22', -1],
    ['', '2026-11-22', -1],
  ])('of somebody born on %s is on %s: %i', (born, on, age) => expect(ageOn(born, on)).toBe(age))

  test('below that of consent makes no consent count without the statutory agent, for whatever it is needed', () => {
    const born = '2012-01-01'
    const provide = { act: 'provide', recipient: 'partners' }
    const consents = ['delivery-consent', 'news-consent']
    for (const asked of [provide, { purpose: 'news' }]) {
      expect(ask({ ...asked, person: { consents, born } }).answer).toBe('deny')
      expect(ask({ ...asked, person: { consents, born, guardian: true } }).answer).toBe('permit')
    }
    const beyond = [{ purpose: 'hobby', category: 'contact' }]
    expect(told({ purpose: 'hobby', person: { beyond, born } })).toBe('deny: beyond-purpose')
    expect(told({ purpose: 'news', person: { born } })).toBe('deny: no-consent')
  })
})

describe('the law of a person', () => {
  const provide = { act: 'provide', recipient: 'partners' }

  test('is that of the jurisdictions of the person', () => {
    expect(told({ ...provide, person: { jurisdictions: ['JP'] } })).toBe('deny: consent-to-provide')
    expect(told({ ...provide, person: european })).toBe('permit')
    expect(told({ ...provide, person: { jurisdictions: ['JP', 'FR', 'EU'] } })).toBe(
      'deny: consent-to-provide',
    )
  })

  test('is that of the organisation’s own country where no law of the person is known', () => {
    expect(told({ ...provide, person: { jurisdictions: ['US'] } })).toBe('deny: consent-to-provide')
    expect(told({ ...provide, person: { jurisdictions: ['jp'] } })).toBe('deny: consent-to-provide')
  })

  test('is every law of the policy where nothing is known', () => {
    const unknown = { jurisdictions: [] }
    expect(told({ ...provide, person: unknown })).toBe('deny: consent-to-provide')
    expect(told({ purpose: 'hobby', category: 'orders', person: unknown })).toBe('deny: no-basis')
  })

  test('counts on the days on which it stands', () => {
    const later = { ...HOME, effective: '2026-11-23' }
    const laws = [later, EUROPE, NUMBERS]
    expect(told({ ...provide, laws })).toBe('permit')
    expect(told({ ...provide, laws, on: '2026-11-23' })).toBe('deny: consent-to-provide')
  })

  test('looks at what the other side is, not at what the ground is called', () => {
    const called = shopWithElement('recipients', 'partners', { grounds: ['entrusting', 'joint', 'merger'] })
    const asked = { pack: called, recipient: 'partners' }
    expect(told({ ...asked, act: 'entrust' })).toBe('deny: consent-to-provide')
    expect(told({ ...asked, act: 'share' })).toBe('deny: consent-to-provide')
    expect(told({ ...asked, act: 'provide', ground: 'merger' })).toBe('deny: law-does-not-permit')
  })
})

describe('countries', () => {
  const toGermany = { act: 'transfer', country: 'DE', recipient: 'x' }
  const standing = (country?: string) => ({
    standing: {
      receivers: { x: { class: 'hosts', country, contractUntil: '2027-01-01', assessedUntil: '2027-01-01' } },
      notices: { 'abroad-notice': '2026-01-01' },
    },
  })

  test('of the area of the person’s law are no countries abroad, others need a route', () => {
    expect(told({ ...toGermany, ...standing(), person: european })).toBe('permit')
    expect(told({ ...toGermany, ...standing() })).toBe('deny: no-transfer-route')
    expect(told({ ...toGermany, ...standing(), country: 'JP', person: european })).toBe(
      'deny: no-transfer-route',
    )
    expect(told({ ...toGermany, ...standing(), country: 'US', person: european })).toBe('permit')
  })

  test('count by where the receiver is registered too, whatever is asked', () => {
    expect(told({ ...toGermany, ...standing('DE'), country: 'JP' })).toBe('deny: no-transfer-route')
    expect(told({ ...toGermany, ...standing('SG'), country: 'JP' })).toBe('deny: country-not-named')
    expect(told({ ...toGermany, ...standing(), country: undefined })).toBe('deny: country-not-named')
    const open = shopWithElement('recipients', 'hosts', { countries: [] })
    expect(told({ ...toGermany, ...standing(), country: undefined, pack: open })).toBe(
      'deny: country-not-named',
    )
  })
})

describe('a processor', () => {
  const letters = { pack: MILL, laws: [HOME], category: 'letters', purpose: 'printing', client: 'acorn' }

  test('uses nothing entrusted without a client, also after its contract has ended', () => {
    expect(told({ ...letters, client: undefined })).toBe('gap: client-missing')
    expect(told({ ...letters, client: undefined, on: '2027-04-01' })).toBe('gap: client-missing')
    expect(told({ ...letters, on: '2027-03-31' })).toBe('permit')
    expect(told({ ...letters, on: '2027-04-01' })).toBe('gap: unknown-client')
    expect(told({ ...letters, client: undefined, purpose: 'proofreading' })).toBe('gap: client-missing')
    expect(told({ ...letters, client: undefined, category: 'own-staff', purpose: 'payroll' })).toBe('permit')
  })

  test('serves each of several clients by each of several services, and those below them', () => {
    const name = { ja: '下', en: 'below' }
    const pack = {
      ...MILL,
      entities: MILL.entities.map((one) =>
        one.id === 'birch' ? { ...one, services: ['mailing', 'printing'] } : one,
      ),
      promises: MILL.promises.flatMap((one) => [{ ...one, id: 'MIL-0', keptBy: [] }, one]),
      purposes: packOf('mill', {
        ...MILL,
        purposes: [...MILL.purposes, { id: 'binding', under: ['printing'], name }],
      }).purposes,
    }
    for (const client of ['acorn', 'birch'])
      for (const purpose of ['printing', 'binding']) {
        expect(told({ ...letters, pack, client, purpose })).toBe('permit')
        expect(told({ ...letters, pack, client: undefined, purpose })).toBe('gap: client-missing')
        const unnamed = { standing: { assignments: {} } }
        expect(told({ ...letters, pack, client, purpose, ...unnamed })).toBe('deny: not-assigned')
      }
    const approvals = [{ client: 'acorn', purpose: 'printing', act: 'copy' }]
    expect(told({ ...letters, pack, purpose: 'binding', act: 'copy', standing: { approvals } })).toBe(
      'permit',
    )
  })

  test('uses the data of one client by no agreement of another', () => {
    const approvals = [{ client: 'birch' }]
    const asked = { ...letters, purpose: 'proofreading', standing: { approvals } }
    expect(told({ ...asked, client: 'birch' })).toBe('deny: not-contracted')
    expect(told({ ...asked, client: 'birch', category: 'addresses' })).toBe('permit')
    expect(told(asked)).toBe('deny: not-contracted')
  })

  test('passes on by an approval of that client, for that act, up to its last day', () => {
    const pass = { ...letters, act: 'entrust', recipient: 'bindery' }
    const approved = (approval: object): string =>
      told({ ...pass, standing: { approvals: [{ client: 'acorn', receiver: 'bindery', ...approval }] } })
    expect(approved({})).toBe('permit')
    expect(approved({ until: '2026-11-22' })).toBe('permit')
    expect(approved({ until: '2026-11-21' })).toBe('deny: not-approved')
    expect(approved({ until: 'open' })).toBe('deny: not-approved')
    expect(approved({ client: 'birch' })).toBe('deny: not-approved')
    expect(approved({ act: 'use' })).toBe('deny: not-approved')
    expect(approved({ receiver: 'other' })).toBe('deny: not-approved')
    expect(approved({ receiver: 'binders' })).toBe('permit')
  })

  test('copies on its client’s consent only', () => {
    const copy = { ...letters, act: 'copy' }
    expect(told(copy)).toBe('deny: no-ground')
    expect(told({ ...copy, standing: { approvals: [{ client: 'acorn', act: 'copy' }] } })).toBe('permit')
    const ended = packOf('mill', {
      ...MILL,
      grounds: MILL.grounds.map((one) => ({ ...one, effectiveTo: '2026-11-21' })),
    })
    expect(told({ ...copy, pack: ended })).toBe('deny: no-ground')
  })
})

describe('what a person stopped', () => {
  test('leaves the person’s own sight of the data', () => {
    for (const person of [{ suspended: ['use', 'provide'] as const }, { restricted: ['contact'] }]) {
      expect(ask({ person }).answer).toBe('deny')
      expect(told({ person, act: 'disclose' })).toBe('permit')
      expect(ask({ person, act: 'read' }).answer).toBe('deny')
    }
  })

  test('by a suspension of provision stops what leaves, and no use', () => {
    const person = { suspended: ['provide'] as const }
    expect(told({ person })).toBe('permit')
    expect(told({ person, act: 'entrust', recipient: 'yamato' })).toBe('deny: suspended')
  })
})
