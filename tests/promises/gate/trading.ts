// SPDX-License-Identifier: Apache-2.0
// Sections 6, 7 and 13 of the policy: bases, purposes, and third parties in Japan. Run by ../trading.test.ts.
import { describe, expect, it } from 'vitest'
import { AtGate } from '../world/gate.ts'
import { to, use, type Ask, type Circumstances, type Facts } from '../world/question.ts'
import { assessment, clearance, notice, receiver } from '../world/receivers.ts'

const gate = new AtGate('trading')
const inEurope = (more: Facts = {}): Facts => ({ jurisdictions: ['DE', 'EU'], ...more })
const inJapan = (more: Facts = {}): Facts => ({ jurisdictions: ['JP'], ...more })
const applicant = (consents: string[] = ['selection']) => inJapan({ subjects: ['applicants'], consents })
const masked = { owes: [{ kind: 'mask', category: 'financial-details' }] }
const record = { kind: 'record', of: 'provision', grounds: ['provide-with-consent'] }
const japanese = { of: inJapan() }

describe('the gate of a trading group', () => {
  gate.opens([
    receiver('lawyer-a', 'professional-advisers'),
    receiver('store-a', 'partners-and-stores'),
    receiver('payment-co', 'group-companies', { entity: 'payment' }),
    receiver('rescue', 'rescue-services'),
    receiver('joint-payment', 'group-joint-use', { entity: 'payment' }),
    ...['marketing-analysis', 'business-administration', 'professional-advice', 'incidental-operations'].map(
      assessment,
    ),
    assessment('recruitment-statistics'),
    notice('joint-use'),
    clearance('ver', 'examination-data'),
  ])

  const introduce = (of: Facts) => use('preferences', 'introductions', 'marketing-staff', { of })

  describe('on which basis', () => {
    const shown = gate.shows({
      permits: introduce(inEurope({ consents: ['introductions'] })),
      denies: { 'no-consent': introduce(inEurope()) },
      limit: true,
    })
    it('TRD-6.1 rests on consent where that is the basis, and ends within a second of its withdrawal', async (context) => {
      await shown(context)
      const delay = await gate.endsAfter(introduce({}), 'consents', {
        say: { act: 'give', consent: 'introductions' },
        takeBack: { act: 'withdraw', consent: 'introductions' },
        reason: 'no-consent',
      })
      expect(delay).toBeLessThanOrEqual(1_000)
    })

    const contract = (subjects: string[]) =>
      use('contact-information', 'contract-management', 'sales-staff', { of: inEurope({ subjects }) })
    it(
      'TRD-6.2 rests on the contract with a customer, and there is none with a visitor',
      gate.shows({ permits: contract(['customers']), denies: { 'other-people': contract(['visitors']) } }),
    )

    const duty = (subjects: string[], by: string) =>
      use('examination-data', 'identity-verification', 'verification-staff', {
        by,
        of: inEurope({ subjects }),
      })
    it(
      'TRD-6.3 rests on a legal duty towards customers, and there is none towards who looks at the website',
      gate.shows({
        permits: duty(['customers'], 'ver'),
        denies: { 'other-people': duty(['website-visitors'], 'ver') },
        besides: { 'not-cleared': duty(['customers'], 'suzuki') },
      }),
    )

    const rescue = ['location-and-network', 'protection-of-life', 'member-staff'] as const
    it(
      'TRD-6.4 rests on the protection of life: rescuers are told at once, and the use is looked at afterwards',
      gate.shows({
        permits: to('provide', 'rescue', rescue, {
          ground: 'life-and-property',
          conditions: ['consent-difficult'],
          of: inJapan(),
          owes: [{ kind: 'review', duty: 'emergency-review' }],
        }),
        denies: {
          'no-ground': to('provide', 'rescue', rescue, japanese),
          'role-not-allowed': use('location-and-network', 'protection-of-life', 'marketing-staff', {
            of: inEurope(),
          }),
        },
      }),
    )

    const develop = (of: Facts) => use('service-usage', 'development', 'marketing-staff', { of })
    const weighed = gate.shows({
      permits: develop(inEurope()),
      denies: { objected: develop(inEurope({ objections: ['development'] })) },
      limit: true,
    })
    it('TRD-6.5 rests on interests that were weighed and recorded, until the person objects', async (context) => {
      const told = await gate.denies('not-assessed', develop(inEurope()), 'TRD-6.5')
      expect(told.promises[0]).toBe('TRD-6.5')
      await gate.register(assessment('development'))
      await gate.becomes('permitted', develop(inEurope()))
      await weighed(context)
    })
  })

  describe('what data is used for', () => {
    const far = (more: Circumstances & Pick<Ask, 'of'>) =>
      use('preferences', 'incidental-operations', 'sales-staff', more)
    it(
      'TRD-7.0 goes beyond the purposes with a consent to just that, given in advance',
      gate.shows({
        permits: far({
          ground: 'prior-consent',
          of: inJapan({
            consents: ['new-purpose'],
            beyond: [{ purpose: 'incidental-operations', category: 'preferences' }],
          }),
        }),
        denies: {
          'beyond-purpose': far(japanese),
          'no-consent': far({ ground: 'prior-consent', of: inJapan() }),
        },
        among: true,
        limit: true,
      }),
    )

    it(
      'TRD-7.1 answers inquiries by how services were used, not by preferences',
      gate.purpose(
        ['service-usage', 'inquiries-and-negotiations', 'member-staff'],
        { role: 'recruiters', category: 'preferences' },
        japanese,
      ),
    )

    it(
      'TRD-7.2 manages contracts by financial details, also after they ended, and not by recordings',
      gate.purpose(
        ['financial-details', 'contract-management', 'corporate-staff'],
        { role: 'marketing-staff', category: 'audio-and-video' },
        {
          ...masked,
          of: inJapan({ subjects: ['customers'], happened: ['transaction-end'] }),
          among: true,
        },
      ),
    )

    it(
      'TRD-7.3 supports procedures by financial details, not by how services were used',
      gate.purpose(
        ['financial-details', 'procedure-support', 'member-staff'],
        { role: 'marketing-staff', category: 'service-usage' },
        { ...masked, ...japanese },
      ),
    )

    const consents = ['introductions']
    it(
      'TRD-7.4 introduces products to those who agreed, and to none who opted out',
      gate.shows({
        permits: introduce(inJapan({ consents })),
        denies: {
          objected: introduce(inJapan({ consents, objections: ['introductions'] })),
          'no-consent': introduce(inJapan()),
        },
        among: true,
      }),
    )

    it(
      'TRD-7.5 develops products by what was told voluntarily, not by financial details',
      gate.purpose(
        ['voluntary-information', 'development', 'marketing-staff'],
        { role: 'sales-staff', category: 'financial-details' },
        japanese,
      ),
    )

    it(
      'TRD-7.6 analyses markets by location and network, not by financial details',
      gate.purpose(
        ['location-and-network', 'marketing-analysis', 'marketing-staff'],
        { role: 'sales-staff', category: 'financial-details' },
        japanese,
      ),
    )

    it(
      'TRD-7.7 administers business by financial details, not by preferences',
      gate.purpose(
        ['financial-details', 'business-administration', 'corporate-staff'],
        { role: 'marketing-staff', category: 'preferences' },
        { ...masked, ...japanese },
      ),
    )

    const advice = (role: string, category = 'financial-details') =>
      to('entrust', 'lawyer-a', [category, 'professional-advice', role], { ...masked, ...japanese })
    it(
      'TRD-7.8 entrusts professional advisers with what they advise on',
      gate.shows({
        permits: advice('corporate-staff'),
        denies: {
          'role-not-allowed': advice('sales-staff'),
          'beyond-purpose': advice('corporate-staff', 'preferences'),
        },
      }),
    )

    it(
      'TRD-7.9 does what goes with the business by how services were used, not by financial details',
      gate.purpose(
        ['service-usage', 'incidental-operations', 'sales-staff'],
        { role: 'marketing-staff', category: 'financial-details' },
        japanese,
      ),
    )
  })

  describe('what applicants sent', () => {
    it(
      'TRD-7.10 serves their selection, by recruiters only',
      gate.purpose(
        ['application-documents', 'selection', 'recruiters'],
        { role: 'sales-staff', category: 'preferences' },
        { of: applicant() },
      ),
    )

    const group = (role: string, of: Facts) =>
      to('provide', 'payment-co', ['application-documents', 'group-recruitment', role], {
        of,
        owes: [record],
      })
    it(
      'TRD-7.11 goes to companies of the group that recruit, with consent, and is recorded',
      gate.shows({
        permits: group('recruiters', applicant()),
        denies: {
          'role-not-allowed': group('sales-staff', applicant()),
          'no-consent': group('recruiters', applicant([])),
        },
      }),
    )

    const personnel = (happened: string[]) =>
      use('application-documents', 'personnel-after-joining', 'personnel-staff', {
        of: inJapan({ subjects: ['applicants'], happened }),
      })
    it(
      'TRD-7.12 becomes a personnel record when they have joined, and not before',
      gate.shows({ permits: personnel(['joining']), denies: { 'not-yet': personnel([]) } }),
    )

    const statistics = (deidentified: boolean): Ask => ({
      ...use('application-documents', 'recruitment-statistics', 'recruiters', { of: applicant() }),
      act: 'disclose',
      deidentified,
    })
    it(
      'TRD-7.13 is told in statistics that identify nobody, and in no others',
      gate.shows({
        permits: statistics(true),
        denies: { identifiable: statistics(false) },
      }),
    )
  })

  describe('third parties in Japan', () => {
    const joint = ['preferences', 'joint-services', 'sales-staff'] as const
    const usage = ['service-usage', 'contract-management', 'sales-staff'] as const
    it(
      'TRD-13.2 get nothing without consent, a company of the group neither, save joint users within what was published',
      gate.shows({
        permits: [
          to('provide', 'store-a', joint, { of: inJapan({ consents: ['joint-services'] }), owes: [record] }),
          to('share', 'joint-payment', usage, japanese),
        ],
        denies: {
          'consent-to-provide': to('provide', 'payment-co', usage, {
            of: inJapan({ subjects: ['customers'] }),
          }),
          'no-consent': to('provide', 'store-a', joint, japanese),
        },
        among: true,
      }),
    )
  })
})
