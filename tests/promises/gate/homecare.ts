// SPDX-License-Identifier: Apache-2.0
// Sections 1 to 3 and 9 of the policy: what data is used for, and to whom it goes. Run by ../homecare.test.ts.
import { describe, expect, it } from 'vitest'
import type { Duty } from '../../../server/src/contract.ts'
import { AtGate } from '../world/gate.ts'
import { document, to, use, type Ask, type Circumstances } from '../world/question.ts'
import { clearance, notice, receiver } from '../world/receivers.ts'
import { eventually } from '../world/world.ts'

const gate = new AtGate('homecare')
const joined = { subjects: ['employees'], happened: ['joining'] }
const payments = { owes: [{ kind: 'mask', category: 'payments' }] }
const review = [{ kind: 'review', duty: 'emergency-review' }]
const conditions = ['consent-difficult']

/** A purpose that people consent to: permitted to whom they consented, denied of whom they did not. */
const consented = (consent: string, ...asked: readonly [string, string, string]) =>
  gate.shows({
    permits: use(...asked, { of: { consents: [consent] } }),
    denies: { 'no-consent': use(...asked) },
  })

/** Open duties to look at a use in an emergency that served that promise. */
async function reviews(promise: string): Promise<Duty[]> {
  const duties = await gate.manager.read<Duty[]>('/api/organisations/homecare/duties')
  return duties.filter((duty) => duty.kind === 'gate.review' && duty.promises.includes(promise))
}

describe('the gate of a company for household services', () => {
  gate.opens([
    receiver('laundry-a', 'service-contractors'),
    receiver('laundry-b', 'service-contractors', { unassessed: true }),
    receiver('allied-a', 'allied-companies'),
    receiver('city-office', 'authorities'),
    receiver('rescue', 'rescue-services'),
    receiver('successor-a', 'successors'),
    receiver('laundry-co', 'household-group', { entity: 'laundry' }),
    receiver('stranger-co', 'household-group'),
    clearance('yuno', 'identity-details'),
    clearance('yuno', 'child-records'),
  ])

  describe('what data is used for', () => {
    it(
      'HOM-1.1 is declared: another purpose is unknown, and data that a service does not need is denied to it',
      gate.shows({
        permits: use('customer-profile', 'service-shopping', 'home-staff'),
        denies: {
          'unknown-purpose': use('customer-profile', 'credit-scoring', 'home-staff'),
          'beyond-purpose': use('payments', 'service-shopping', 'home-staff'),
        },
        limit: true,
      }),
    )

    describe('a service that came later', () => {
      const ask = use('entrusted-items', 'service-storage', 'coordinators')
      const body = { kind: 'new-purpose', purpose: 'service-storage', version: '1.0.0' } as const
      const related = { ...body, related: true, note: '家庭向けサービスに関連します。' }

      it('HOM-1.2 opens once people were told where it relates to those before, and needs consent where it does not', async () => {
        const entry = await gate.register({ body: related })
        await gate.becomes('purpose-not-told', ask)
        await gate.denies('purpose-not-told', ask, 'HOM-1.2')
        await gate.change(entry, { ...body, related: false, told: '2027-03-09' })
        await gate.becomes('purpose-needs-consent', ask)
        const told = await gate.denies('purpose-needs-consent', ask, 'HOM-1.2')
        expect(told.promises[0]).toBe('HOM-1.2')
        await gate.change(entry, { ...related, told: '2027-03-09' })
        await gate.becomes('permitted', ask)
        await gate.end(entry)
      })
    })

    describe('information about services', () => {
      const asked = ['service-orders', 'service-information', 'sales-staff'] as const
      const consents = ['service-information']
      const shown = gate.shows({
        permits: use(...asked, { of: { consents } }),
        denies: {
          'no-consent': use(...asked),
          objected: use(...asked, { of: { consents, objections: ['service-information'] } }),
        },
      })

      it('HOM-1.4 needs consent, heeds the wish to get no more, and ends within a second of the withdrawal', async (context) => {
        await shown(context)
        const delay = await gate.endsAfter(use(...asked), 'consents', {
          say: { act: 'give', consent: 'service-information' },
          takeBack: { act: 'withdraw', consent: 'service-information' },
          reason: 'no-consent',
        })
        expect(delay).toBeLessThanOrEqual(1_000)
      })
    })

    it(
      'HOM-1.5 offers services of allied companies to those who consented to that',
      consented('allied-services', 'customer-profile', 'allied-services', 'sales-staff'),
    )

    it(
      'HOM-1.6 handles applications by the orders, not by payments',
      gate.purpose(['service-orders', 'applications-handled', 'coordinators'], {
        role: 'sales-staff',
        category: 'payments',
      }),
    )

    it(
      'HOM-1.7 confirms identity by who is cleared for the papers, not by payments',
      gate.purpose(
        ['identity-details', 'identity-confirmation', 'coordinators'],
        { role: 'sales-staff', category: 'payments' },
        { by: 'yuno' },
      ),
    )

    it(
      'HOM-1.8 reports on services by the reports, not by payments',
      gate.purpose(['service-reports', 'service-reporting', 'home-staff'], {
        role: 'sales-staff',
        category: 'payments',
      }),
    )

    it(
      'HOM-1.9 carries out transactions by payments, shown masked, and not by what a household is like',
      gate.purpose(
        ['payments', 'transaction-procedures', 'accounting'],
        { role: 'home-staff', category: 'household-details' },
        payments,
      ),
    )

    it(
      'HOM-1.10 studies the market by questionnaires of those who consented to that',
      consented('questionnaires', 'questionnaires', 'research-and-development', 'sales-staff'),
    )

    it(
      'HOM-1.11 exercises rights by payments, shown masked, and not by questionnaires',
      gate.purpose(
        ['payments', 'rights-and-duties', 'accounting'],
        { role: 'home-staff', category: 'questionnaires' },
        payments,
      ),
    )

    it(
      'HOM-1.12 carries out transactions properly by inquiries, not by payments',
      gate.purpose(['inquiries', 'proper-transactions', 'response-centre'], {
        role: 'home-staff',
        category: 'payments',
      }),
    )

    it(
      'HOM-1.13 recruits by what applicants sent, not by what customers are like',
      gate.purpose(['applicant-data', 'recruiting', 'personnel-staff'], {
        role: 'sales-staff',
        category: 'customer-profile',
      }),
    )

    it(
      'HOM-1.14 manages personnel by their files, not by how they applied',
      gate.purpose(
        ['personnel-data', 'personnel-management', 'personnel-staff'],
        { role: 'sales-staff', category: 'applicant-data' },
        { of: joined },
      ),
    )
  })

  describe('use outside the purposes', () => {
    const outside = (more: Circumstances & Pick<Ask, 'of' | 'owes'> = {}) =>
      use('household-details', 'proper-transactions', 'coordinators', more)
    const hindering = ['consent-would-hinder']

    it(
      'HOM-2.1 needs prior consent to that use',
      gate.shows({
        permits: outside({
          ground: 'use-consent',
          of: {
            consents: ['other-use'],
            beyond: [{ purpose: 'proper-transactions', category: 'household-details' }],
          },
        }),
        denies: { 'no-consent': outside({ ground: 'use-consent' }), 'beyond-purpose': outside() },
      }),
    )

    it(
      'HOM-2.2 is permitted where a law asks for it and the document shows that',
      gate.shows({
        permits: outside({ ground: 'use-law', document }),
        denies: { 'document-missing': outside({ ground: 'use-law' }) },
        besides: { 'beyond-purpose': outside({ document }) },
      }),
    )

    const forLife = gate.shows({
      permits: outside({ ground: 'use-life', conditions, owes: review }),
      denies: { 'condition-not-stated': outside({ ground: 'use-life' }) },
    })
    it('HOM-2.3 is permitted at once for life, body or property where consent is hard to obtain, and is looked at afterwards', async (context) => {
      const before = (await reviews('HOM-2.3')).length
      await forLife(context)
      const open = await eventually('the review', async () => {
        const found = await reviews('HOM-2.3')
        return found.length > before && found
      })
      expect(open).toHaveLength(before + 1)
      expect(open[0]).toMatchObject({ state: 'open', subject: { kind: 'use' }, closedAt: null })
    })

    it(
      'HOM-2.4 is permitted to help a public body whose duty consent would hinder, with its request on file',
      gate.shows({
        permits: outside({ ground: 'use-public-cooperation', conditions: hindering, document }),
        denies: {
          'condition-not-stated': outside({ ground: 'use-public-cooperation', document }),
          'document-missing': outside({ ground: 'use-public-cooperation', conditions: hindering }),
        },
      }),
    )
  })

  describe('how data is obtained', () => {
    const collect = (category: string, purpose: string, role: string, channel: string, more = {}): Ask => ({
      ...use(category, purpose, role, more),
      act: 'collect',
      channel,
    })
    it(
      'HOM-3.1 comes by the ways declared for it, never bought or seen on the side',
      gate.shows({
        permits: collect('customer-profile', 'applications-handled', 'coordinators', 'application-form'),
        denies: {
          'channel-not-named': collect(
            'questionnaires',
            'research-and-development',
            'sales-staff',
            'service-work',
            { of: { consents: ['questionnaires'] } },
          ),
        },
        besides: {
          'unknown-channel': collect(
            'customer-profile',
            'applications-handled',
            'coordinators',
            'bought-list',
          ),
        },
        limit: true,
      }),
    )
  })

  describe('to whom data goes', () => {
    const profile = ['customer-profile', 'allied-services', 'sales-staff'] as const
    const record = { kind: 'record', of: 'provision', grounds: ['provide-with-consent'] }
    it(
      'HOM-9.1 goes to a third party with prior consent, for that purpose, and is recorded',
      gate.shows({
        permits: to('provide', 'allied-a', profile, {
          of: { consents: ['allied-services'] },
          owes: [record],
        }),
        denies: {
          'not-for-recipient': to('provide', 'allied-a', [
            'customer-profile',
            'applications-handled',
            'coordinators',
          ]),
          'no-consent': to('provide', 'allied-a', profile),
        },
      }),
    )

    const orders = ['service-orders', 'rights-and-duties', 'response-centre'] as const
    it(
      'HOM-9.2 goes to an authority where a law asks for it and the document shows that',
      gate.shows({
        permits: to('provide', 'city-office', orders, { ground: 'provision-law', document }),
        denies: { 'document-missing': to('provide', 'city-office', orders, { ground: 'provision-law' }) },
      }),
    )

    const child = ['child-records', 'service-babysitting', 'sitters'] as const
    it(
      'HOM-9.3 goes to rescuers at once for life, body or property where consent is hard to obtain',
      gate.shows({
        permits: to('provide', 'rescue', child, { ground: 'provision-life', conditions, owes: review }),
        denies: {
          'condition-not-stated': to('provide', 'rescue', child, { ground: 'provision-life', by: 'yuno' }),
          'no-ground': to('provide', 'rescue', child, { by: 'yuno', of: { consents: ['child-health'] } }),
        },
      }),
    )

    const cooperation = 'provision-public-cooperation'
    it(
      'HOM-9.4 goes to a public body whose duty consent would hinder',
      gate.shows({
        permits: to('provide', 'city-office', orders, {
          ground: cooperation,
          conditions: ['consent-would-hinder'],
          document,
        }),
        denies: {
          'condition-not-stated': to('provide', 'city-office', orders, { ground: cooperation, document }),
        },
      }),
    )

    const laundry = ['entrusted-items', 'service-laundry', 'coordinators'] as const
    it(
      'HOM-9.5 goes to a contractor who was assessed, for what it is contracted for',
      gate.shows({
        permits: to('entrust', 'laundry-a', laundry),
        denies: {
          'not-evaluated': to('entrust', 'laundry-b', laundry),
          'not-for-recipient': to(
            'entrust',
            'laundry-a',
            ['customer-profile', 'service-information', 'sales-staff'],
            { of: { consents: ['service-information'] } },
          ),
        },
      }),
    )

    const succeeded = ['customer-profile', 'transaction-procedures', 'coordinators'] as const
    it(
      'HOM-9.6 goes to the successor of the business with the document of the succession',
      gate.shows({
        permits: to('provide', 'successor-a', succeeded, { ground: 'succession', document }),
        denies: {
          'document-missing': to('provide', 'successor-a', succeeded, { ground: 'succession' }),
          'no-ground': to('provide', 'successor-a', succeeded, { document }),
        },
      }),
    )

    const shared = to('share', 'laundry-co', laundry)
    it('HOM-9.7 is shared within the published range, from the day that it was announced', async () => {
      await gate.denies('no-ground', shared, 'HOM-9.7')
      await gate.register(notice('joint-use'))
      await gate.becomes('permitted', shared)
      await gate.permits(shared, 'HOM-9.7')
      const stranger = await gate.denies('not-a-member', to('share', 'stranger-co', laundry), 'HOM-9.7')
      expect(stranger.promises[0]).toBe('HOM-9.7')
      const more = to('share', 'laundry-co', ['household-details', 'service-housework', 'coordinators'])
      await gate.denies('not-for-recipient', more, 'HOM-9.7')
    })
  })
})
