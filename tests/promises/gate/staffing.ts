// SPDX-License-Identifier: Apache-2.0
// Sections 1, 6 and 8 of the policy: whose data is used for what. Run by ../staffing.test.ts.
import { describe, expect, it } from 'vitest'
import type { FactPage, RecordView } from '../../../server/src/contract.ts'
import { day } from '../world/environment.ts'
import { AtGate } from '../world/gate.ts'
import { to, use, type Ask, type Facts } from '../world/question.ts'
import { clearance, notice, receiver } from '../world/receivers.ts'
import { eventually } from '../world/world.ts'

const gate = new AtGate('staffing')
const base = '/api/organisations/staffing'

const collect = (category: string, forPurpose: string, channel: string): Ask => ({
  ...use(category, forPurpose, 'recruiters'),
  act: 'collect',
  channel,
})

describe('the gate of a staffing group', () => {
  gate.opens([
    receiver('client-a', 'dispatch-clients'),
    receiver('pension-office', 'tax-and-insurance-offices'),
    receiver('career-co', 'group-employee-data', { entity: 'career' }),
    notice('joint-use-announcement'),
    clearance('seri', 'individual-numbers'),
  ])

  const obtained = gate.shows({
    permits: collect('applicant-details', 'applicant-screening', 'recruitment-form'),
    denies: {
      'channel-not-named': collect('application-forms', 'recruitment-form-screening', 'placement-agency'),
    },
    besides: { 'unknown-channel': collect('applicant-details', 'applicant-screening', 'bought-list') },
    limit: true,
  })

  it('STF-1.1 obtains applications by the ways that are declared for them and no other, and each answer is kept', async (context) => {
    await obtained(context)
    type Use = { answer: string; reason: string; act: string; category: string; promises: string[] }
    const kept = await eventually('the answers to be kept', async () => {
      const uses = await gate.manager.read<Use[]>(`${base}/gate/uses?limit=1000`)
      const found = uses.filter(({ act }) => act === 'collect')
      return new Set(found.map(({ answer }) => answer)).size === 3 && found
    })
    const of = (answer: string) => kept.find((one) => one.answer === answer)
    expect(of('permit')).toMatchObject({ reason: 'permitted', category: 'applicant-details' })
    expect(of('deny')).toMatchObject({ reason: 'channel-not-named', category: 'application-forms' })
    expect(of('deny')?.promises).toContain('STF-1.1')
    expect(of('gap')).toMatchObject({ reason: 'unknown-channel', category: 'applicant-details' })
  })

  it(
    'STF-1.2 uses birth dates of employees for their welfare, and not their payroll, which it does not need',
    gate.shows({
      permits: use('employee-birth-dates', 'group-welfare', 'welfare-staff'),
      denies: { 'beyond-purpose': use('employee-payroll', 'group-welfare', 'welfare-staff') },
      limit: true,
    }),
  )

  describe('provision to a client', () => {
    const subjects = ['registrants']
    const profile = ['matching-profiles', 'assignment-matching', 'coordinators'] as const
    const introduce = (of: Facts, more: Partial<Ask> = {}) =>
      to('provide', 'client-a', profile, { of, ...more })
    const record = { kind: 'record', of: 'provision', grounds: ['provide-with-consent'] }
    const consenting = introduce({ subjects, consents: ['provision-to-clients'] }, { owes: [record] })
    const denials = gate.shows({
      permits: consenting,
      denies: {
        'no-ground': introduce({ subjects }),
        'consent-to-provide': introduce({ subjects }, { ground: 'prior-consent' }),
      },
    })

    it('STF-1.3 provides nothing without prior consent, and with it writes down to whom, what and when', async (context) => {
      await denials(context)
      const told = await gate.permits(consenting, 'STF-1.3')
      const made = await gate.manager.read<RecordView>(`${base}/recipients/records/${told.record}`)
      expect(made).toMatchObject({
        direction: 'provision',
        grounds: ['provide-with-consent'],
        recipient: 'dispatch-clients',
        counterparty: '株式会社client-a',
        country: 'JP',
        data: ['matching-profiles'],
        persons: 1,
        first: day(),
        details: { counterparty: { address: expect.any(String), representative: expect.any(String) } },
      })
      expect(made.people).toHaveLength(1)
      const { facts } = await gate.manager.read<FactPage>(`${base}/ledger/facts?type=gate.permitted`)
      expect(facts[0]).toMatchObject({
        promises: expect.arrayContaining(['STF-1.3']),
        clear: { act: 'provide', category: 'matching-profiles', recipient: 'client-a' },
      })
      expect(JSON.stringify(facts)).not.toContain('K-0')
    })
  })

  it(
    'STF-1.4 uses what inquirers said to answer them, not to sell to them',
    gate.shows({
      permits: use('inquirer-details', 'inquiries-answered', 'privacy-desk'),
      denies: {
        'beyond-purpose': use('inquirer-details', 'group-customer-relations', 'sales-staff'),
        'unknown-purpose': use('inquirer-details', 'marketing', 'sales-staff'),
      },
      among: true,
      limit: true,
    }),
  )

  describe('a new purpose', () => {
    const ask = (of?: Facts) => use('customer-names', 'group-customer-relations', 'sales-staff', of && { of })
    const consenting = ask({ consents: ['new-purpose'] })
    const unmoved = gate.shows({
      permits: consenting,
      denies: { 'purpose-needs-consent': ask() },
      limit: true,
    })

    it('STF-1.5 opens to nobody before they were told of it, and then to those who consent', async (context) => {
      const body = {
        kind: 'new-purpose',
        purpose: 'group-customer-relations',
        version: '1.0.0',
        related: false,
      } as const
      const entry = await gate.register({ body })
      await gate.becomes('purpose-not-told', consenting)
      await gate.denies('purpose-not-told', consenting, 'STF-1.5')
      await gate.change(entry, { ...body, told: day(-30) })
      await gate.becomes('permitted', consenting)
      await unmoved(context)
      await gate.end(entry)
    })
  })

  describe('the Individual Number', () => {
    const asked = ['individual-numbers', 'my-number-tax', 'my-number-clerks'] as const
    const consented: Facts = {
      subjects: ['employees'],
      happened: ['joining'],
      consents: ['provision-to-clients', 'new-purpose'],
      beyond: [{ purpose: 'employment-management', category: 'individual-numbers' }],
    }
    it(
      'STF-6.1 is used for what the law lists by who is cleared for it, and nothing widens that: no consent, no group, no late storage',
      gate.shows({
        permits: use(...asked, { by: 'seri' }),
        denies: {
          'my-number': [
            use('individual-numbers', 'employment-management', 'personnel-staff', {
              by: 'seri',
              of: consented,
            }),
            to('share', 'career-co', asked, { by: 'seri' }),
            to('provide', 'pension-office', asked, { by: 'seri' }),
          ],
        },
        besides: {
          'not-cleared': use(...asked),
          'retention-over': use(...asked, { by: 'seri', of: { over: ['individual-numbers'] } }),
        },
      }),
    )
  })

  describe('whose data is used for what', () => {
    it(
      'STF-8.1 answers inquirers by what they asked, and by nothing that is known of staff',
      gate.purpose(['inquiries', 'inquiries-answered', 'privacy-desk'], {
        role: 'recruiters',
        category: 'matching-profiles',
      }),
    )

    it(
      'STF-8.2 demands performance of partners by their contracts, not by payrolls',
      gate.purpose(['partner-contracts', 'claims-on-partners', 'sales-staff'], {
        role: 'recruiters',
        category: 'employee-payroll',
      }),
    )

    it(
      'STF-8.3 screens applicants by the records of their selection, not by payrolls',
      gate.purpose(['selection-records', 'applicant-screening', 'recruiters'], {
        role: 'sales-staff',
        category: 'employee-payroll',
      }),
    )

    it(
      'STF-8.4 screens who sent a recruitment form by that form, not by inquiries',
      gate.purpose(['application-forms', 'recruitment-form-screening', 'recruiters'], {
        role: 'coordinators',
        category: 'inquiries',
      }),
    )

    it(
      'STF-8.5 matches people to assignments by what they entered on the website, not by forms sent elsewhere',
      gate.purpose(['matching-profiles', 'assignment-matching', 'coordinators'], {
        role: 'recruiters',
        category: 'application-forms',
      }),
    )

    it(
      'STF-8.6 manages employees who have joined by their personnel records, not by how they were selected',
      gate.purpose(
        ['personnel-records', 'employment-management', 'personnel-staff'],
        { role: 'sales-staff', category: 'selection-records' },
        { of: { subjects: ['employees'], happened: ['joining'] } },
      ),
    )

    it(
      'STF-8.7 manages temporary staff by their assignments, not by the payroll of employees',
      gate.purpose(
        ['assignment-records', 'staff-employment-management', 'coordinators'],
        { role: 'sales-staff', category: 'employee-payroll' },
        { of: { subjects: ['temporary-staff'], happened: ['joining'] } },
      ),
    )
  })
})
