// SPDX-License-Identifier: Apache-2.0
// What a claimed ground takes out of the way, what nothing does, and what comes with a permit.
import { describe, expect, test } from 'vitest'
import type { Lift } from './case.ts'
import type { Obligation } from './obligations.ts'
import { ask, MILL, HOME, shopWithElement, told, type Asked } from './sample.case.ts'

const law = { ground: 'by-law', document: 'Art. 5' }
const research = { ground: 'research', document: 'protocol 3' }
const rescue = { ground: 'rescue' }
const guest = { id: 'aoi', roles: ['guest'] }
const european = { jurisdictions: ['DE', 'EU'] }
const both = { jurisdictions: ['JP', 'DE', 'EU'] }
const health = { category: 'health', purpose: 'service', act: 'collect', channel: 'agency' }
const keys = { category: 'keys', purpose: 'service', act: 'read', standing: { clearances: {} } }
const worldwide = shopWithElement('recipients', 'authorities', { countries: ['JP', 'US'] })
const abroad = {
  act: 'provide',
  recipient: 'authorities',
  country: 'US',
  pack: worldwide,
  document: 'Art. 5',
}

/** For each lift what is denied, the ground that lifts it, and a ground that does not. */
const LIFTS: Record<Lift, readonly [reason: string, asked: Asked, by: Asked, notBy: Asked]> = {
  purpose: ['beyond-purpose', { purpose: 'hobby' }, law, {}],
  role: ['role-not-allowed', { actor: guest }, rescue, law],
  basis: ['no-basis', { purpose: 'hobby', category: 'orders', person: european }, law, research],
  consent: ['no-consent', { purpose: 'news', person: european }, law, research],
  'special-care': [
    'special-care',
    health,
    law,
    { ground: 'life', document: 'x', conditions: ['consent-difficult'] },
  ],
  stop: ['suspended', { person: { suspended: ['use'] } }, law, research],
  clearance: ['not-cleared', keys, rescue, {}],
  provision: ['no-ground', { act: 'provide', recipient: 'authorities' }, law, {}],
  transfer: ['no-ground', abroad, law, {}],
}

describe('a claimed ground', () => {
  test.each(Object.entries(LIFTS))(
    'lifts the obstacle “%s” where it may, and no other ground does',
    (_, row) => {
      const [reason, asked, by, notBy] = row
      expect(told(asked)).toBe(`deny: ${reason}`)
      expect(told({ ...asked, ...by })).toBe('permit')
      expect(told({ ...asked, ...notBy })).toMatch(/^deny: /)
    },
  )

  test('lifts nothing without its document, and nothing while it is not claimed', () => {
    expect(told({ purpose: 'hobby', ground: 'by-law' })).toBe('deny: document-missing')
    expect(told({ purpose: 'hobby', ...law, document: '' })).toBe('deny: document-missing')
    expect(told({ act: 'provide', recipient: 'rescuers', actor: guest })).toBe('deny: role-not-allowed')
    expect(told({ act: 'provide', recipient: 'rescuers', actor: guest, ...rescue })).toBe('permit')
  })

  test('needs every law of the person to know the exception', () => {
    expect(told({ ...health, ...law })).toBe('permit')
    expect(told({ ...health, ...law, person: european })).toBe('deny: special-care')
    expect(told({ ...health, ...law, person: both })).toBe('deny: special-care')
    expect(told({ ...abroad, ...law })).toBe('permit')
    expect(told({ ...abroad, ...law, person: european })).toBe('deny: no-transfer-route')
    expect(told({ ...abroad, ...law, person: both })).toBe('deny: no-transfer-route')
  })

  test('carries the condition of the law though the policy names none, unless it is permitted at once', () => {
    const life = { act: 'use', purpose: 'hobby', ground: 'life', document: 'note' }
    expect(told(life)).toBe('deny: condition-not-stated')
    expect(told({ ...life, conditions: ['consent-would-hinder'] })).toBe('deny: condition-not-stated')
    expect(told({ ...life, conditions: ['consent-difficult'] })).toBe('permit')
    expect(told({ purpose: 'hobby', ...rescue })).toBe('permit')
  })

  test('of research never overrides what the person stopped, and an objection outlives a consent', () => {
    for (const stopped of [
      { objections: ['delivery'] },
      { restricted: ['contact'] },
      { suspended: ['use'] as const },
    ]) {
      const person = { ...stopped, consents: ['delivery-consent'] }
      expect(ask({ person }).answer).toBe('deny')
      expect(ask({ person, ...research }).answer).toBe('deny')
      expect(ask({ person, ...law }).answer).toBe('permit')
    }
  })
})

describe('break-glass', () => {
  const glass: Asked = { ...rescue, act: 'read' }

  test('opens at once, and asks for the review', () => {
    expect(ask({ ...keys, ...rescue, actor: guest })).toMatchObject({
      answer: 'permit',
      obligations: [{ kind: 'review', duty: 'looking-back' }],
    })
  })

  test('does not open individual numbers, secrets, the age limit, the end of retention, or what is not declared', () => {
    expect(told({ ...glass, category: 'numbers', purpose: 'gifts' })).toBe('deny: my-number')
    expect(told({ ...glass, category: 'passwords', purpose: 'service' })).toBe('deny: secret')
    expect(told({ ...glass, person: { over: ['contact'] } })).toBe('deny: retention-over')
    expect(told({ ...glass, category: 'unused' })).toBe('gap: category-without-purpose')
    expect(told({ ...glass, purpose: 'emergencies' })).toBe('gap: unknown-purpose')
    const young = { ...rescue, act: 'collect' }
    expect(told({ ...young, person: { born: '2020-01-01' } })).toBe('deny: minor')
    expect(told({ ...young, person: { born: '2012-01-01' } })).toBe('deny: guardian-consent')
  })

  test('gives nobody what the recipient does not get', () => {
    const out = { act: 'provide', recipient: 'rescuers', ...rescue }
    expect(told({ ...out, category: 'keys', purpose: 'service' })).toBe('deny: not-for-recipient')
    expect(told({ ...out, recipient: 'partners' })).toBe('deny: ground-not-for-act')
  })
})

describe('individual numbers', () => {
  const number = { category: 'numbers', purpose: 'tax' }
  const filed = { ...number, act: 'provide', recipient: 'authorities', document: 'form 7' }

  test('leave only by a case that the law lists, whatever anybody agreed to', () => {
    expect(told({ ...filed, ground: 'number-law' })).toBe('permit')
    expect(told({ ...filed, ground: 'by-law' })).toBe('deny: my-number')
    expect(told(filed)).toBe('deny: my-number')
    expect(told({ ...filed, ground: 'number-law', purpose: 'gifts' })).toBe('deny: my-number')
    expect(told({ ...filed, act: 'share', ground: 'number-law' })).toBe('deny: my-number')
  })

  test('of people of any country stand under the law of numbers', () => {
    expect(told({ ...number, person: european })).toBe('permit')
    expect(told({ ...number, purpose: 'gifts', person: european })).toBe('deny: my-number')
  })
})

describe('a permit', () => {
  const agreed = { consents: ['delivery-consent'] }
  const RECORD: Obligation = { kind: 'record', of: 'provision', article: '29', grounds: ['art-27-consent'] }
  const cases: readonly [string, Asked, readonly Obligation[]][] = [
    ['asks for nothing where nothing is due', {}, []],
    [
      'asks to record a provision by consent',
      { act: 'provide', recipient: 'partners', ground: 'agreement', person: agreed },
      [RECORD],
    ],
    ['asks for no record of what is entrusted at home', { act: 'entrust', recipient: 'yamato' }, []],
    [
      'asks to record what is entrusted abroad, wherever the question says it goes',
      { act: 'entrust', recipient: 'cloud' },
      [{ ...RECORD, grounds: ['art-27-entrustment'] }],
    ],
    ['asks for no record of what the law demands', { act: 'provide', recipient: 'authorities', ...law }, []],
    [
      'asks for no record of what identifies nobody',
      {
        act: 'provide',
        recipient: 'partners',
        purpose: 'statistics',
        category: 'orders',
        deidentified: true,
      },
      [],
    ],
    [
      'asks to record a receipt from somebody else',
      { act: 'collect', category: 'orders', channel: 'agency' },
      [{ kind: 'record', of: 'receipt', article: '30', grounds: [] }],
    ],
    ['asks for no record of what the person hands over', { act: 'collect', channel: 'form' }, []],
    [
      'releases only the fields of the purpose',
      { purpose: 'weekly-news', person: { consents: ['news-consent'] } },
      [{ kind: 'only-fields', fields: ['user.contact.email'] }],
    ],
    [
      'masks what is shown masked',
      { category: 'cards', purpose: 'service' },
      [{ kind: 'mask', category: 'cards' }],
    ],
    ['asks to identify nobody', { category: 'orders', purpose: 'statistics' }, [{ kind: 'deidentify' }]],
    [
      'asks for none where nobody is identified',
      { category: 'orders', purpose: 'statistics', deidentified: true },
      [],
    ],
    [
      'asks to log what is taken out',
      { act: 'take-out', ground: 'errand', document: '4' },
      [{ kind: 'log', act: 'take-out' }],
    ],
  ]

  test.each(cases)('%s', (_, asked, obligations) => {
    expect(ask(asked)).toMatchObject({ answer: 'permit', obligations })
  })

  test('of a processor leaves the record to its client', () => {
    const sent = { pack: MILL, laws: [HOME], category: 'letters', purpose: 'printing', client: 'acorn' }
    const found = ask({ ...sent, act: 'provide', recipient: 'post-office' })
    expect(found).toMatchObject({ answer: 'permit', obligations: [] })
  })
})
