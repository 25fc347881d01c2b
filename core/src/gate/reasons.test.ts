// SPDX-License-Identifier: Apache-2.0
// For every reason of the gate something that it denies, and what it permits once the reason is gone.
import { describe, expect, test } from 'vitest'
import { DENIALS, GAPS, type DenialReason, type GapReason } from './reasons.ts'
import {
  ask,
  EUROPE,
  HOME,
  MILL,
  NUMBERS,
  SHOP,
  SHOP_PARTS,
  shopWith,
  shopWithElement,
  told,
  type Asked,
} from './sample.case.ts'

/** What is not permitted, and what is: where the gap or the denial has gone. */
type Pair = readonly [no: Asked, yes: Asked]

const provided = { act: 'provide', person: { consents: ['delivery-consent'], jurisdictions: ['JP'] } }
const lawful = { ...provided, recipient: 'authorities', document: 'warrant 12' }
const mill = { pack: MILL, laws: [HOME], category: 'letters', purpose: 'printing', client: 'acorn' }
const health = { category: 'health', purpose: 'service', act: 'collect' }
const european = { person: { jurisdictions: ['DE', 'EU'] } }
const staffed = { purpose: 'staffing' }
const number = { category: 'numbers', purpose: 'tax' }
const news = { purpose: 'news', person: { consents: ['news-consent'] } }
const limits = (consents: readonly string[], born: string) => ({
  purpose: 'news',
  person: { consents, born },
})
const receivers = (id: string, change: object) => ({
  standing: {
    receivers: {
      [id]: { class: 'carriers', contractUntil: '2027-03-31', assessedUntil: '2027-03-31', ...change },
    },
  },
})

const GAP_CASES: Record<GapReason, Pair> = {
  'not-in-force': [{ on: '2026-03-31' }, { on: '2026-04-01' }],
  'law-missing': [{ laws: [HOME, EUROPE] }, { laws: [NUMBERS, EUROPE, HOME] }],
  'unknown-act': [{ act: 'sell' }, { act: 'read' }],
  'unknown-category': [{ category: 'contacts' }, { category: 'contact' }],
  'unknown-purpose': [{ purpose: 'deliver' }, { purpose: 'delivery' }],
  'purpose-not-in-force': [
    { pack: shopWithElement('purposes', 'service', { effectiveTo: '2026-11-21' }) },
    { pack: shopWithElement('purposes', 'service', { effectiveTo: '2026-11-22' }) },
  ],
  'unknown-role': [{ actor: { roles: ['boss'] } }, { actor: { roles: ['boss', 'clerk'] } }],
  'actor-without-role': [{ actor: { roles: [] } }, { actor: { roles: ['clerk'] } }],
  'unknown-recipient': [
    { act: 'entrust', recipient: 'yamoto' },
    { act: 'entrust', recipient: 'yamato' },
  ],
  'recipient-missing': [{ act: 'entrust' }, { act: 'entrust', recipient: 'yamato' }],
  'recipient-not-of-act': [
    { act: 'disclose', recipient: 'yamato' },
    { act: 'entrust', recipient: 'yamato' },
  ],
  'recipient-without-ground': [
    { ...provided, recipient: 'nowhere' },
    { ...provided, recipient: 'partners' },
  ],
  'unknown-ground': [
    { ...lawful, ground: 'law' },
    { ...lawful, ground: 'by-law' },
  ],
  'unknown-client': [{ ...mill, client: 'cedar' }, mill],
  'client-missing': [{ ...mill, client: undefined }, mill],
  'unknown-channel': [{ channel: 'fax' }, { channel: 'form' }],
  'category-without-purpose': [{ category: 'unused' }, { category: 'orders' }],
  'purpose-without-role': [
    { purpose: 'ownerless', category: 'orders' },
    { purpose: 'delivery', category: 'orders' },
  ],
}

const DENIAL_CASES: Record<DenialReason, Pair> = {
  'beyond-purpose': [
    { purpose: 'hobby' },
    { purpose: 'hobby', person: { beyond: [{ purpose: 'hobby', category: 'contact' }] } },
  ],
  'channel-not-named': [
    { act: 'collect', channel: 'agency' },
    { act: 'collect', channel: 'form' },
  ],
  'purpose-not-told': [
    { standing: { newPurposes: { delivery: { related: true, told: '2026-11-23' } } } },
    { standing: { newPurposes: { delivery: { related: true, told: '2026-11-22' } } } },
  ],
  'purpose-needs-consent': [
    { standing: { newPurposes: { delivery: { related: false, told: '2026-11-01' } } } },
    {
      standing: { newPurposes: { delivery: { related: false, told: '2026-11-01' } } },
      ...provided,
      act: 'use',
    },
  ],
  'role-not-allowed': [{ actor: { roles: ['nurse'] } }, { actor: { roles: ['nurse', 'clerk'] } }],
  'other-people': [
    { ...staffed, person: { subjects: ['customers'], happened: ['joining'] } },
    { ...staffed, person: { subjects: ['customers', 'staff'], happened: ['joining'] } },
  ],
  'not-yet': [staffed, { ...staffed, person: { happened: ['joining'] } }],
  'no-basis': [
    { ...european, purpose: 'hobby', category: 'orders' },
    { ...european, purpose: 'delivery', category: 'orders' },
  ],
  'not-assessed': [
    { ...european, purpose: 'analysis', category: 'orders', standing: { assessments: [] } },
    { ...european, purpose: 'analysis', category: 'orders' },
  ],
  objected: [{ person: { objections: ['service'] } }, { person: { objections: ['news'] } }],
  'no-consent': [{ purpose: 'news' }, news],
  'guardian-consent': [limits(['news-consent'], '2010-11-23'), limits(['news-consent'], '2010-11-22')],
  'special-care': [
    { ...health, channel: 'agency' },
    { ...health, channel: 'form' },
  ],
  minor: [
    { act: 'collect', person: { born: '2013-11-23', guardian: true } },
    { act: 'collect', person: { born: '2013-11-22', guardian: true } },
  ],
  'my-number': [{ category: 'numbers', purpose: 'gifts' }, number],
  secret: [
    { act: 'read', category: 'passwords', purpose: 'service' },
    { act: 'use', category: 'passwords', purpose: 'service' },
  ],
  'not-cleared': [
    { category: 'keys', purpose: 'service', standing: { clearances: {} } },
    { category: 'keys', purpose: 'service' },
  ],
  'not-assigned': [{ ...mill, actor: { id: 'aoi', roles: ['printer'] } }, mill],
  'retention-over': [{ person: { over: ['contact'] } }, { person: { over: ['orders'] } }],
  restricted: [{ person: { restricted: ['*'] } }, { person: { restricted: ['*'] }, act: 'disclose' }],
  suspended: [
    { ...provided, recipient: 'partners', person: { ...provided.person, suspended: ['provide'] } },
    { person: { suspended: ['provide'] } },
  ],
  'not-contracted': [
    { ...mill, purpose: 'proofreading' },
    {
      ...mill,
      purpose: 'proofreading',
      standing: { approvals: [{ client: 'acorn', purpose: 'proofreading' }] },
    },
  ],
  'not-for-recipient': [
    { ...provided, recipient: 'partners', purpose: 'service', category: 'health' },
    { ...provided, recipient: 'partners' },
  ],
  'not-what-recipient-gets': [
    { ...provided, recipient: 'partners', category: 'cards' },
    { ...provided, recipient: 'partners' },
  ],
  'no-ground': [lawful, { ...lawful, ground: 'by-law' }],
  'ground-not-for-act': [
    { ...lawful, ground: 'rescue' },
    { ...lawful, ground: 'by-law' },
  ],
  'document-missing': [
    { ...lawful, ground: 'by-law', document: ' 　​' },
    { ...lawful, ground: 'by-law' },
  ],
  'condition-not-stated': [
    { ...lawful, ground: 'life' },
    { ...lawful, ground: 'life', conditions: ['consent-difficult'] },
  ],
  'law-does-not-permit': [
    { act: 'provide', recipient: 'partners', ground: 'interest' },
    { ...provided, recipient: 'partners', ground: 'interest' },
  ],
  'consent-to-provide': [
    { act: 'provide', recipient: 'partners' },
    { ...provided, recipient: 'partners' },
  ],
  'not-a-member': [
    { act: 'share', recipient: 'west' },
    { act: 'share', recipient: 'west', on: '2026-11-21' },
  ],
  'not-announced': [
    { act: 'provide', recipient: 'buyers', ground: 'merger', on: '2026-10-30' },
    { act: 'provide', recipient: 'buyers', ground: 'merger', on: '2026-10-31' },
  ],
  'no-contract': [
    { act: 'entrust', recipient: 'x', ...receivers('x', { contractUntil: '2026-11-21' }) },
    { act: 'entrust', recipient: 'x', ...receivers('x', { contractUntil: '2026-11-22' }) },
  ],
  'not-evaluated': [
    { act: 'entrust', recipient: 'x', ...receivers('x', { assessedUntil: undefined }) },
    { act: 'entrust', recipient: 'x', ...receivers('x', { assessedUntil: '2026-11-22' }) },
  ],
  'not-approved': [
    { act: 'entrust', recipient: 'helper', standing: { approvals: [] } },
    { act: 'entrust', recipient: 'helper' },
  ],
  'not-filed': [
    {
      act: 'provide',
      recipient: 'dealers',
      ground: 'filed-sale',
      standing: { filed: [] },
    },
    { act: 'provide', recipient: 'dealers', ground: 'filed-sale' },
  ],
  'country-not-named': [
    { act: 'entrust', recipient: 'yamato', country: 'US' },
    { act: 'entrust', recipient: 'yamato', country: 'JP' },
  ],
  'no-transfer-route': [
    { act: 'entrust', recipient: 'cloud', pack: shopWith({ transfers: [] }) },
    { act: 'entrust', recipient: 'cloud' },
  ],
  'client-keeps-within': [
    {
      act: 'entrust',
      recipient: 'cloud',
      client: 'acorn',
      standing: { clients: { acorn: { within: ['JP'] } } },
    },
    { act: 'entrust', recipient: 'cloud', client: 'acorn', standing: { clients: { acorn: {} } } },
  ],
  'measures-in-trouble': [
    { act: 'entrust', recipient: 'cloud', standing: { troubles: ['cloud'] } },
    { act: 'entrust', recipient: 'cloud', standing: { troubles: ['yamato'] } },
  ],
  identifiable: [
    { act: 'disclose', purpose: 'statistics', category: 'orders' },
    { act: 'disclose', purpose: 'statistics', category: 'orders', deidentified: true },
  ],
}

const rows = (cases: Readonly<Record<string, Pair>>) =>
  Object.entries(cases).map(([reason, [no, yes]]) => ({ reason, no, yes }))

describe('what is not declared', () => {
  test.each(rows(GAP_CASES))('is a gap for $reason, and gone once it is declared', ({ reason, no, yes }) => {
    expect(ask(no)).toMatchObject({ answer: 'gap', reason })
    expect(ask(yes)).toMatchObject({ answer: 'permit', reason: 'permitted' })
  })
})

describe('what stands in the way', () => {
  test.each(rows(DENIAL_CASES))(
    'denies for $reason, and permits once that is gone',
    ({ reason, no, yes }) => {
      expect(ask(no)).toMatchObject({ answer: 'deny', reason })
      expect(ask(yes)).toMatchObject({ answer: 'permit', reason: 'permitted' })
    },
  )
})

describe('every reason', () => {
  test('has a case of its own here', () => {
    expect(Object.keys({ ...GAP_CASES, ...DENIAL_CASES }).toSorted()).toEqual(
      Object.keys({ ...GAPS, ...DENIALS }).toSorted(),
    )
  })

  test.each(rows({ ...GAP_CASES, ...DENIAL_CASES }))(
    'says $reason in both languages, all words filled',
    ({ no }) => {
      const { says, remedy, by } = ask(no)
      for (const text of [says.ja, says.en, remedy?.ja ?? '', remedy?.en ?? '']) {
        expect(text).toMatch(/[\p{L}]/u)
        expect(text).not.toMatch(/[{}]|undefined|\[object|“”|「」/)
        expect(text.trim()).toBe(text)
      }
      expect(by.length).toBeGreaterThan(0)
      expect(by.every((one) => /^[a-z-]+:[a-z0-9-]+$/.test(one))).toBe(true)
    },
  )

  test('names the promises that were kept by it, the deciding one first', () => {
    expect(ask({ purpose: 'news' }).promises).toEqual(['SHP-2'])
    expect(ask({ purpose: 'mail' }).promises).toEqual(['SHP-1'])
    expect(ask({}).promises).toEqual(['SHP-1'])
  })

  test('names the article where the law decides', () => {
    expect(ask({ act: 'provide', recipient: 'partners' }).article).toBe('art-27-consent')
    expect(ask({ ...health, channel: 'agency' }).article).toBe('art-20-consent')
    expect(ask({ ...european, purpose: 'hobby', category: 'orders' }).article).toBe('art-6-consent')
    expect(ask({ category: 'numbers', purpose: 'gifts' }).article).toBe('19')
  })

  test('of the law of an ended element is gone with it', () => {
    const ended = shopWithElement('minors', 'child', { effectiveTo: '2026-11-21' })
    expect(ask({ act: 'collect', pack: ended, person: { born: '2020-01-01', guardian: true } }).answer).toBe(
      'permit',
    )
    expect(ask({ act: 'collect', pack: SHOP, person: { born: '2020-01-01', guardian: true } }).answer).toBe(
      'deny',
    )
  })
})

test('special care is let by a basis that the law knows without conditions', () => {
  const pack = shopWithElement('purposes', 'service', { basis: 'vital-interests' })
  const health = { pack, category: 'health', purpose: 'service', ...european }
  const grounds = EUROPE.grounds.map((one) =>
    one.id === 'art-9-life' ? { ...one, conditions: ['consent-difficult' as const] } : one,
  )
  expect(told(health)).toBe('permit')
  expect(told({ ...health, laws: [HOME, { ...EUROPE, grounds }, NUMBERS] })).toBe('deny: special-care')
})

describe('a legal basis', () => {
  const analysis = { purpose: 'analysis', category: 'orders' }

  test('is one that the person’s law knows, among others', () => {
    const grounds = EUROPE.grounds.filter(({ id }) => id !== 'art-6-interests')
    const laws = [HOME, { ...EUROPE, grounds }, NUMBERS]
    expect(told({ ...analysis, ...european })).toBe('permit')
    expect(told({ ...analysis, ...european, laws })).toBe('deny: no-basis')
    expect(told({ ...european, laws })).toBe('permit')
  })

  test('of interests is weighed where the law asks, or the policy promises it among other things', () => {
    const unassessed = { ...analysis, standing: { assessments: [] } }
    const balancing = {
      id: 'SHP-3',
      mode: 'enforced',
      keptBy: ['purpose:news', 'system:balancing-assessment'],
    }
    const pack = shopWith({ promises: [...(SHOP_PARTS['promises'] ?? []), balancing] })
    expect([told(unassessed), told({ ...unassessed, pack })]).toEqual(['permit', 'deny: not-assessed'])
    expect(told({ ...analysis, pack })).toBe('permit')
  })
})

test('individual numbers are for any affair and by any case that the law lists', () => {
  const laws = [
    HOME,
    EUROPE,
    {
      ...NUMBERS,
      purposes: NUMBERS.purposes.flatMap((one) => [{ ...one, id: 'pension' }, one]),
      grounds: NUMBERS.grounds.flatMap((one) => [{ ...one, id: `${one.id}-2` }, one]),
    },
  ]
  const tax = { laws, category: 'numbers', purpose: 'tax' }
  const out = { ...tax, act: 'provide', recipient: 'authorities', document: 'form' }
  expect(told(tax)).toBe('permit')
  expect([told({ ...out, ground: 'number-law' }), told({ ...out, ground: 'by-law' })]).toEqual([
    'permit',
    'deny: my-number',
  ])
})
