// SPDX-License-Identifier: Apache-2.0
// What a claimed ground takes out of the way, what nothing does, and what comes with a permit.
import { describe, expect, test } from 'vitest'
import type { Lift } from './case.ts'
import type { Obligation } from './obligations.ts'
import { ask, EUROPE, MILL, HOME, NUMBERS, shopWithElement, told, type Asked } from './sample.case.ts'

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

describe('what a claimed ground needs', () => {
  const hobby = { purpose: 'hobby' }

  test('is a document for every exception, also where the policy names none', () => {
    const pack = shopWithElement('grounds', 'by-law', { document: undefined })
    expect(told({ ...hobby, pack, ground: 'by-law' })).toBe('deny: document-missing')
    expect(told({ ...hobby, pack, ...law })).toBe('permit')
  })

  test('is the consent that the act asks for: to use, beyond the purposes, or to provide', () => {
    const agreement = { ground: 'agreement' }
    const beyond = [{ purpose: 'hobby', category: 'contact' }]
    expect(told({ ...hobby, ...agreement })).toBe('deny: no-consent')
    expect(told({ ...hobby, ...agreement, person: { beyond } })).toBe('permit')
    expect(told({ purpose: 'news', ...agreement, person: { consents: ['news-consent'] } })).toBe('permit')
    const provide = { act: 'provide', recipient: 'partners', ...agreement, person: { jurisdictions: ['FR'] } }
    const agreed = { ...provide.person, consents: ['delivery-consent'] }
    expect(told({ ...provide, person: agreed })).toBe('permit')
    const plain = shopWithElement('consents', 'delivery-consent', { lifts: [] })
    expect(told({ ...provide, person: agreed, pack: plain })).toBe('deny: consent-to-provide')
    const more = { ...provide.person, beyond: [{ purpose: 'delivery', category: 'contact' }] }
    expect(told({ ...provide, person: more })).toBe('deny: consent-to-provide')
  })

  test('is what the law asks for that act, of the ground of that kind that lacks least', () => {
    const lawWith = (...changes: (readonly [id: string, conditions: readonly string[]])[]) => ({
      ...HOME,
      grounds: HOME.grounds.flatMap((one) => {
        const found = changes.filter(([id]) => id === one.id)
        return found.length === 0
          ? [one]
          : found.map(([id, conditions], at) => ({ ...one, id: `${id}-${at}`, conditions }) as typeof one)
      }),
    })
    const reasonBy = (home: ReturnType<typeof lawWith>, asked: Asked, ...conditions: string[]) =>
      told({ ...asked, laws: [home, EUROPE, NUMBERS], ground: 'life', document: 'x', conditions })
    const provide = { act: 'provide', recipient: 'authorities' }
    const [open, strict] = [lawWith(['art-27-life', []]), lawWith(['art-18-life', []])]
    expect([reasonBy(open, provide), reasonBy(open, hobby)]).toEqual(['permit', 'deny: condition-not-stated'])
    expect([reasonBy(strict, hobby), reasonBy(strict, provide)]).toEqual([
      'permit',
      'deny: condition-not-stated',
    ])
    const care = { ...HOME.grounds.find(({ id }) => id === 'art-20-law'), conditions: ['no-undue-harm'] }
    const careful = { ...HOME, grounds: [...HOME.grounds, { ...care, id: 'art-20-life', kind: 'emergency' }] }
    const caring = careful as ReturnType<typeof lawWith>
    expect(reasonBy(caring, health)).toBe('deny: condition-not-stated')
    expect(reasonBy(caring, health, 'no-undue-harm')).toBe('permit')
    const either = lawWith(
      ['art-18-life', ['consent-would-hinder', 'no-undue-harm']],
      ['art-18-life', ['consent-difficult']],
    )
    expect(reasonBy(either, hobby, 'consent-difficult')).toBe('permit')
    expect(reasonBy(either, hobby, 'consent-would-hinder', 'no-undue-harm')).toBe('permit')
    expect(reasonBy(either, hobby, 'no-undue-harm')).toBe('deny: condition-not-stated')
  })

  test('is what the policy sets: a check of the receiver, a notice, a filing', () => {
    const claim = (
      conditions: readonly string[],
      more: Asked = {},
      recipient: Record<string, unknown> = {},
    ) => {
      const pack = shopWithElement('recipients', 'partners', recipient)
      const grounds = pack.grounds.map((one) => (one.id === 'need' ? { ...one, conditions } : one))
      const asked = { act: 'provide', recipient: 'partners', ground: 'need', person: european, ...more }
      return told({ ...asked, pack: { ...pack, grounds: grounds as typeof pack.grounds } })
    }
    expect(claim(['within-purpose', 'withdrawable'])).toBe('permit')
    expect(claim(['recipient-checked'])).toBe('deny: condition-not-stated')
    expect(claim(['recipient-checked'], { conditions: ['recipient-checked'] })).toMatch(/^deny/)
    expect(claim(['recipient-checked'], { standing: { checked: ['partners'] } })).toBe('permit')
    expect(claim(['advance-notice'])).toBe('deny: condition-not-stated')
    expect(claim(['advance-notice'], { conditions: ['advance-notice'] })).toBe('permit')
    const notice = { notice: 'sale-notice' }
    expect(claim(['advance-notice'], {}, notice)).toBe('permit')
    const untold = { conditions: ['advance-notice'], standing: { notices: {} } }
    expect(claim(['advance-notice'], untold, notice)).toBe('deny: not-announced')
    const dealers = { act: 'provide', recipient: 'dealers', person: european, ground: 'filed-sale' }
    expect([told(dealers), told({ ...dealers, standing: { filed: [] } })]).toEqual([
      'permit',
      'deny: not-filed',
    ])
  })

  test('is met by every country the data goes to, where it is for some countries only', () => {
    const pack = shopWithElement('recipients', 'partners', { grounds: ['need'], countries: [] })
    const grounds = pack.grounds.map((one) => (one.id === 'need' ? { ...one, countries: ['US'] } : one))
    const to = (...countries: (string | undefined)[]) => {
      const receivers = { x: { class: 'partners', country: countries[1] } }
      const asked = { act: 'provide', recipient: 'x', country: countries[0], standing: { receivers } }
      return ask({ ...asked, pack: { ...pack, grounds } }).reason
    }
    expect(to('US')).not.toBe('no-ground')
    expect([to('US', 'CN'), to('CN', 'US'), to('CN'), to()]).toEqual(Array(4).fill('no-ground'))
  })

  test('is for a legal process what it is for the law', () => {
    const pack = shopWithElement('grounds', 'by-law', { kind: 'legal-process' })
    expect(told({ ...hobby, pack, ...law })).toBe('permit')
    expect(told({ act: 'provide', recipient: 'authorities', pack, ...law })).toBe('permit')
  })
})

describe('the ground that is used without a claim', () => {
  test('is none for a use, and the nearest to the person’s will for what leaves, in whatever order', () => {
    const provide = { act: 'provide', recipient: 'partners', person: { consents: ['delivery-consent'] } }
    const used = (asked: Asked) => ask(asked).by.filter((one) => one.startsWith('ground:'))
    expect(used({})).toEqual([])
    expect(used(provide)).toEqual(['ground:agreement'])
    expect(used({ act: 'take-out', document: 'slip' })).toEqual(['ground:errand'])
    const pack = shopWithElement('grounds', 'interest', { kind: 'need' })
    const reversed = { ...pack, grounds: pack.grounds.toReversed() }
    for (const each of [pack, reversed]) {
      expect(used({ ...provide, pack: each })).toEqual(['ground:agreement'])
      expect(used({ ...provide, pack: each, person: european })).toEqual(['ground:interest'])
    }
  })
})

describe('a client’s written consent', () => {
  const letters = { pack: MILL, laws: [HOME], category: 'letters', purpose: 'printing', client: 'acorn' }
  const by = (asked: Asked, ...approvals: object[]) =>
    told({ ...letters, ...asked, standing: { approvals: approvals as never } })

  test('counts for that client, act, purpose and receiver, whatever else is agreed', () => {
    const copy = { act: 'copy' }
    const other = { client: 'birch' }
    expect(by(copy, other, { client: 'acorn', purpose: 'printing' })).toBe('permit')
    for (const not of [{ act: 'use' }, { purpose: 'mailing' }, { receiver: 'post-office' }])
      expect(by(copy, other, { client: 'acorn', ...not })).toBe('deny: no-ground')
    const provide = { act: 'provide', recipient: 'post-office', ground: 'written' }
    expect(by(provide, other, { client: 'acorn', receiver: 'post-office' })).toBe('permit')
    expect(by(provide, { client: 'acorn', receiver: 'binders' })).toBe('deny: not-approved')
    expect(by(provide, other)).toBe('deny: not-approved')
  })

  test('to a use beyond its contract likewise', () => {
    const proof = { purpose: 'proofreading', category: 'addresses', client: 'birch' }
    expect(by(proof, { client: 'acorn' }, { client: 'birch', act: 'use', purpose: 'proofreading' })).toBe(
      'permit',
    )
    for (const not of [{ act: 'read' }, { purpose: 'printing' }, { receiver: 'binders' }])
      expect(by(proof, { client: 'birch', ...not })).toBe('deny: not-contracted')
  })

  test('opens nothing to people who are not named for the client', () => {
    const as = (id: string | undefined, assignments: Record<string, string[]>) =>
      told({ ...letters, actor: { id, roles: ['printer'] }, standing: { assignments } })
    expect(as('kaede', { kaede: ['birch', 'acorn'] })).toBe('permit')
    for (const [id, clients] of [
      ['kaede', ['birch']],
      ['aoi', ['acorn']],
      [undefined, ['acorn']],
    ] as const)
      expect(as(id, { kaede: [...clients] })).toBe('deny: not-assigned')
  })
})
