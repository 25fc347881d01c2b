// SPDX-License-Identifier: Apache-2.0
// What leaves the country: a client's demand that its data stays, and trouble with measures abroad.
import { describe, expect, test } from 'vitest'
import { HOME, MILL, SHOP_PARTS, shopWith, told, type Asked } from './sample.case.ts'

const cloud = { act: 'entrust', recipient: 'cloud' }
const stands = { contractUntil: '2027-01-01', assessedUntil: '2027-01-01' }
const host = { class: 'hosts', country: 'US', ...stands }

describe('a client that keeps its data within countries', () => {
  const demands = (within: readonly string[] | undefined, more: Asked = {}) =>
    told({ ...cloud, client: 'acorn', ...more, standing: { clients: { acorn: { within } } } })

  test('lets its data go to these and nowhere else', () => {
    expect(demands(['JP'])).toBe('deny: client-keeps-within')
    expect(demands([])).toBe('deny: client-keeps-within')
    expect(demands(['JP', 'US'])).toBe('permit')
    expect(demands(undefined)).toBe('permit')
    expect(demands(['JP'], { recipient: 'yamato' })).toBe('permit')
    expect(demands(['JP'], { recipient: 'yamato', country: 'US' })).toBe('deny: client-keeps-within')
  })

  test('keeps it from where one knows not where it goes', () => {
    const receivers = { somewhere: { class: 'hosts', ...stands } }
    const clients = { acorn: { within: ['JP', 'US', 'DE'] } }
    const asked = { ...cloud, recipient: 'somewhere', client: 'acorn', standing: { receivers, clients } }
    expect(told(asked)).toBe('deny: client-keeps-within')
  })

  test('binds whatever the person agreed to and whatever ground is claimed', () => {
    const agreed = { person: { consents: ['delivery-consent'], jurisdictions: ['JP'] } }
    expect(demands(['JP'], agreed)).toBe('deny: client-keeps-within')
  })

  test('says nothing of the data of others', () => {
    expect(demands(['JP'], { client: undefined })).toBe('permit')
    expect(demands(['JP'], { client: 'beech' })).toBe('gap: unknown-client')
    expect(demands(['JP'], { client: '__proto__' })).toBe('gap: unknown-client')
  })

  test('contracts nothing by being registered: a processor serves whom its policy names', () => {
    const mill = { pack: MILL, laws: [HOME], category: 'letters', purpose: 'printing' }
    const standing = { clients: { cedar: {} } }
    expect(told({ ...mill, client: 'cedar', standing })).toBe('gap: unknown-client')
    expect(told({ ...mill, client: 'acorn', standing })).toBe('permit')
  })

  test('keeps what is used, where it is told to be used elsewhere', () => {
    expect(demands(['JP'], { act: 'use', recipient: undefined, country: 'US' })).toBe(
      'deny: client-keeps-within',
    )
    expect(demands(['JP'], { act: 'use', recipient: undefined })).toBe('permit')
  })
})

describe('a route abroad', () => {
  const [declared = {}] = SHOP_PARTS['transfers'] ?? []
  const by = (change: object, more: Asked = {}) =>
    told({ ...cloud, pack: shopWith({ transfers: [{ ...declared, ...change }] }), ...more })

  test('is for whom it is declared, with all of its safeguards', () => {
    expect(by({ jurisdictions: ['FR', 'JP'] })).toBe('permit')
    expect(by({ jurisdictions: ['FR'] })).toBe('deny: no-transfer-route')
    expect(by({ safeguards: ['clauses', 'gone'] })).toBe('deny: no-transfer-route')
  })

  test('is asked for in every country, where the policy names none of the recipient', () => {
    const recipients = SHOP_PARTS['recipients']?.map((one) =>
      one['id'] === 'hosts' ? { ...one, countries: [] } : one,
    )
    const pack = shopWith({ recipients })
    expect(told({ ...cloud, pack })).toBe('permit')
    expect(told({ ...cloud, pack, country: 'DE' })).toBe('deny: no-transfer-route')
  })

  test('begins at home for a transfer of somebody of whom nothing is known', () => {
    const receivers = { x: { class: 'hosts', ...stands } }
    const asked = { act: 'transfer', recipient: 'x', country: 'JP', standing: { receivers } }
    expect(
      told({ ...asked, person: { jurisdictions: [] }, pack: shopWith({ extends: [] }), laws: [HOME] }),
    ).toBe('permit')
  })

  test('begins at the person’s own country where no law is known', () => {
    const pack = shopWith({ extends: [] })
    const to = (country: string) =>
      told({
        pack,
        laws: [],
        act: 'transfer',
        recipient: 'x',
        country,
        person: { jurisdictions: ['DE'] },
        standing: { receivers: { x: { class: 'hosts', ...stands } } },
      })
    expect([to('DE'), to('JP')]).toEqual(['permit', 'deny: no-transfer-route'])
  })
})

describe('trouble with equivalent measures', () => {
  test('stops what goes by them to that receiver, or to any of a class', () => {
    const standing = (troubles: readonly string[]) => ({ troubles, receivers: { far: host, near: host } })
    const to = (recipient: string, troubles: readonly string[]) =>
      told({ ...cloud, recipient, standing: standing(troubles) })
    expect(to('far', ['far'])).toBe('deny: measures-in-trouble')
    expect(to('near', ['far'])).toBe('permit')
    expect(to('near', ['hosts'])).toBe('deny: measures-in-trouble')
    expect(to('far', ['yamato'])).toBe('permit')
  })

  test('stops what goes to a class of which one is in trouble, as it may be that one', () => {
    const [route] = SHOP_PARTS['transfers'] ?? []
    const partners = (SHOP_PARTS['recipients'] ?? []).map((one) =>
      one['id'] === 'partners' ? { ...one, countries: ['US'] } : one,
    )
    const pack = shopWith({ recipients: partners, transfers: [{ ...route, recipient: 'partners' }] })
    const receivers = { far: { class: 'partners', country: 'US' } }
    const provide = {
      pack,
      act: 'provide',
      recipient: 'partners',
      person: { consents: ['delivery-consent'] },
    }
    expect(told({ ...provide, standing: { receivers, troubles: [] } })).toBe('permit')
    expect(told({ ...provide, standing: { receivers, troubles: ['far'] } })).toBe('deny: measures-in-trouble')
  })

  test('leaves what goes by the consent of the person', () => {
    const [route] = SHOP_PARTS['transfers'] ?? []
    const pack = shopWith({ transfers: [{ ...route, id: 'agreed', basis: 'consent' }, route ?? {}] })
    const asked = { ...cloud, pack, standing: { troubles: ['cloud'] } }
    expect(told(asked)).toBe('deny: measures-in-trouble')
    expect(told({ ...asked, person: { consents: ['delivery-consent'] } })).toBe('permit')
  })
})
