// SPDX-License-Identifier: Apache-2.0
// Sections 3, 4 and 10 of the policy: what data is used for, and to whom it goes. Run by ../cleaning.test.ts.
import { describe, expect, it } from 'vitest'
import type { Duty } from '../../../server/src/contract.ts'
import { AtGate } from '../world/gate.ts'
import { document, to, use, type Ask } from '../world/question.ts'
import { clearance, receiver } from '../world/receivers.ts'
import { eventually } from '../world/world.ts'

const gate = new AtGate('cleaning')
const only = (...fields: string[]) => ({
  kind: 'only-fields',
  fields: fields.map((field) => `user.${field}`),
})
const reaching = ['contact.email', 'contact.phone_number', 'contact.preference']

/** A ground of the law: with its document it permits, without it denies. */
const ground = (
  id: string,
  [recipient, category, forPurpose, role]: readonly [string, string, string, string],
  more: { denies?: Readonly<Record<string, Ask>>; besides?: Readonly<Record<string, Ask>> } = {},
) => {
  const asked = [category, forPurpose, role] as const
  return gate.shows({
    permits: to('provide', recipient, asked, { ground: id, document }),
    denies: { 'document-missing': to('provide', recipient, asked, { ground: id }), ...more.denies },
    besides: more.besides ?? {},
  })
}

/** An emergency: nobody's clearance, role or document is waited for, and a duty to look at it afterwards is opened. */
function emergency(id: string, recipient: string, [category, outside]: readonly [string, string]) {
  const asked = (data: string, role: string) => [data, 'safety-compliance', role] as const
  const shown = gate.shows({
    permits: to('provide', recipient, asked(category, 'accounting'), {
      ground: id,
      owes: [{ kind: 'review', duty: 'break-glass-review' }],
    }),
    denies: {
      'no-ground': to('provide', recipient, asked(category, 'field-staff'), { by: 'sato' }),
      'not-what-recipient-gets': to('provide', recipient, asked(outside, 'field-staff'), { ground: id }),
    },
  })
  return async (context: Parameters<typeof shown>[0]) => {
    const [promise = ''] = context.task.name.split(' ')
    const before = (await reviews(promise)).length
    await shown(context)
    const open = await eventually('the review', async () => {
      const found = await reviews(promise)
      return found.length > before && found
    })
    expect(open).toHaveLength(before + 1)
    expect(open[0]).toMatchObject({ state: 'open', subject: { kind: 'use' }, closedAt: null })
    expect(Date.parse(open[0]?.dueAt ?? '')).toBeGreaterThan(Date.parse(open[0]?.openedAt ?? ''))
  }
}

/** Open duties to look at emergencies of that ground. */
async function reviews(promise: string): Promise<Duty[]> {
  const duties = await gate.manager.read<Duty[]>('/api/organisations/cleaning/duties')
  return duties.filter((duty) => duty.kind === 'gate.review' && duty.promises.includes(promise))
}

describe('the gate of a cleaning company', () => {
  gate.opens([
    receiver('soap-works', 'equipment-vendors'),
    receiver('insurer-a', 'insurers'),
    receiver('labour-office', 'safety-authorities'),
    receiver('ward-office', 'authorities'),
    receiver('tax-office', 'tax-authorities'),
    receiver('fire-brigade', 'emergency-responders'),
    receiver('hospital-a', 'healthcare-providers'),
    receiver('guards-a', 'facility-security'),
    receiver('water-works', 'utilities'),
    receiver('trade-body', 'industry-bodies'),
    clearance('sato', 'facility-access'),
    clearance('sato', 'floor-plans'),
  ])

  describe('what data is used for', () => {
    it(
      'CLN-3.0 permits a use for one declared purpose only, with the fields that purpose needs',
      gate.shows({
        permits: use('contact-details', 'service-updates', 'field-staff', {
          owes: [only(...reaching, 'name', 'service.completion', 'service.schedule')],
        }),
        denies: {
          'beyond-purpose': use('budgets', 'cleaning-work', 'field-staff'),
          'unknown-purpose': use('contact-details', 'advertising', 'client-staff'),
        },
        limit: true,
      }),
    )

    it(
      'CLN-3.1 uses schedules for cleaning by those who clean, never budgets or for the accountants',
      gate.purpose(['cleaning-schedules', 'cleaning-work', 'field-staff'], {
        role: 'accounting',
        category: 'budgets',
      }),
    )

    it(
      'CLN-3.2 uses the logs of equipment to manage resources, but no contact details',
      gate.purpose(['equipment-logs', 'resource-management', 'field-staff'], {
        role: 'client-staff',
        category: 'contact-details',
      }),
    )

    it(
      'CLN-3.3 uses quality documents to assure quality, but no invoices',
      gate.purpose(['quality-documents', 'quality-assurance', 'client-staff'], {
        role: 'accounting',
        category: 'invoices',
      }),
    )

    it(
      'CLN-3.4 uses special requirements to keep food-safety records, but no correspondence',
      gate.purpose(['special-requirements', 'food-safety-records', 'field-staff'], {
        role: 'client-staff',
        category: 'correspondence',
      }),
    )

    it(
      'CLN-3.5 tells of completion by completion reports, with the fields this needs and without contract terms',
      gate.purpose(
        ['completion-reports', 'service-updates', 'field-staff'],
        { role: 'accounting', category: 'contract-terms' },
        { owes: [only(...reaching, 'name', 'service.completion', 'service.schedule')] },
      ),
    )

    it(
      'CLN-3.6 reports on service by performance measures, but by no call logs',
      gate.purpose(['performance-measures', 'service-reports', 'client-staff'], {
        role: 'field-staff',
        category: 'call-logs',
      }),
    )

    it(
      'CLN-3.7 uses safety incidents for health and safety, but no invoices',
      gate.purpose(['safety-incidents', 'safety-compliance', 'field-staff'], {
        role: 'accounting',
        category: 'invoices',
      }),
    )

    it(
      'CLN-3.8 answers inquiries by the inquiries, at the desk only and without credit references',
      gate.purpose(['inquiries', 'inquiries-answered', 'privacy-desk'], {
        role: 'field-staff',
        category: 'credit-references',
      }),
    )

    it(
      'CLN-3.9 reports progress by performance measures, but by no floor plans',
      gate.purpose(
        ['performance-measures', 'progress-reports', 'client-staff'],
        { role: 'field-staff', category: 'floor-plans' },
        { by: 'sato', owes: [only(...reaching, 'name', 'service.completion', 'service.performance')] },
      ),
    )

    it(
      'CLN-3.10 confirms appointments by schedules, but not by invoices',
      gate.purpose(
        ['cleaning-schedules', 'appointments', 'client-staff'],
        { role: 'accounting', category: 'invoices' },
        { owes: [only(...reaching, 'name', 'service.schedule')] },
      ),
    )

    it(
      'CLN-3.11 uses emergency contacts when it is urgent, but no budgets',
      gate.purpose(
        ['facility-access', 'emergency-communication', 'field-staff'],
        { role: 'accounting', category: 'budgets' },
        {
          by: 'sato',
          owes: [only('contact.email', 'contact.emergency', 'contact.phone_number', 'job_title', 'name')],
        },
      ),
    )

    it(
      'CLN-3.12 uses feedback to collect and discuss it, but not who came to the website',
      gate.purpose(
        ['feedback', 'feedback-collection', 'client-staff'],
        { role: 'field-staff', category: 'web-usage' },
        { owes: [only(...reaching, 'content.feedback', 'content.meeting', 'name')] },
      ),
    )

    it(
      'CLN-3.13 coordinates special projects by requirements, but not by feedback',
      gate.purpose(['special-requirements', 'special-projects', 'client-staff'], {
        role: 'accounting',
        category: 'feedback',
      }),
    )

    it(
      'CLN-3.14 analyses performance by sensor readings, but not by contact details',
      gate.purpose(['sensor-readings', 'performance-analysis', 'client-staff'], {
        role: 'field-staff',
        category: 'contact-details',
      }),
    )

    it(
      'CLN-3.17 develops services from consultations, but not from invoices',
      gate.purpose(['consultations', 'service-development', 'client-staff'], {
        role: 'field-staff',
        category: 'invoices',
      }),
    )

    const benchmark = (category: string, deidentified: boolean) =>
      to('provide', 'trade-body', [category, 'benchmarking', 'client-staff'], { deidentified })
    it(
      'CLN-3.18 lets measures out for benchmarking when they identify nobody, and never otherwise',
      gate.shows({
        permits: benchmark('performance-measures', true),
        denies: {
          'consent-to-provide': benchmark('performance-measures', false),
          'beyond-purpose': benchmark('feedback', true),
        },
      }),
    )

    it(
      'CLN-3.20 uses invoices for invoicing by the accountants, but no sensor readings',
      gate.purpose(['invoices', 'invoicing', 'accounting'], {
        role: 'field-staff',
        category: 'sensor-readings',
      }),
    )

    it(
      'CLN-3.21 manages contracts by their terms, but not by sensor readings',
      gate.purpose(['contract-terms', 'contract-management', 'client-staff'], {
        role: 'field-staff',
        category: 'sensor-readings',
      }),
    )

    it(
      'CLN-3.22 plans business by budgets, but not by call logs',
      gate.purpose(['budgets', 'business-planning', 'accounting'], {
        role: 'field-staff',
        category: 'call-logs',
      }),
    )

    it(
      'CLN-3.24 claims insurance by the cover, but not by budgets',
      gate.purpose(['insurance-cover', 'insurance-claims', 'accounting'], {
        role: 'field-staff',
        category: 'budgets',
      }),
    )
  })

  describe('to whom data goes', () => {
    const invoices = ['invoices', 'invoicing', 'accounting'] as const
    it(
      'CLN-4.0 entrusts data where a service needs it, and provides none to those who are not to have it',
      gate.shows({
        permits: to('entrust', 'soap-works', ['equipment-logs', 'resource-management', 'field-staff']),
        denies: { 'not-for-recipient': to('provide', 'fire-brigade', invoices) },
        among: true,
        besides: {
          'unknown-recipient': to('provide', 'data-broker', invoices),
          'consent-to-provide': to('provide', 'insurer-a', [
            'contact-details',
            'insurance-claims',
            'accounting',
          ]),
        },
      }),
    )

    const regulatory = ['quality-documents', 'regulatory-documents', 'client-staff'] as const
    it(
      'CLN-4.6 provides to an authority what a law asks for, with the document that shows it',
      ground('industry-law', ['ward-office', ...regulatory], {
        denies: { 'no-ground': to('provide', 'ward-office', regulatory, { document }) },
      }),
    )

    it(
      'CLN-4.7 provides for a safety inspection what concerns safety, with the document',
      ground('safety-inspection', ['labour-office', 'safety-incidents', 'safety-compliance', 'field-staff'], {
        denies: {
          'not-what-recipient-gets': to(
            'provide',
            'labour-office',
            ['invoices', 'safety-compliance', 'field-staff'],
            { ground: 'safety-inspection', document },
          ),
        },
      }),
    )

    it(
      'CLN-4.8 provides under legal process with the order attached, and not without it',
      ground('legal-process', ['ward-office', 'contact-persons', 'regulatory-documents', 'client-staff']),
    )

    const incident = ['safety-incidents', 'safety-compliance', 'client-staff'] as const
    it(
      'CLN-4.9 reports incidents at work to the office for that, and to no other',
      ground('workplace-reporting', ['labour-office', ...incident], {
        denies: {
          'ground-not-for-act': to('provide', 'ward-office', incident, {
            ground: 'workplace-reporting',
            document,
          }),
        },
      }),
    )

    it(
      'CLN-4.10 reports taxes by invoices, not by safety incidents',
      ground('tax-reporting', ['tax-office', 'invoices', 'regulatory-documents', 'accounting'], {
        denies: {
          'not-what-recipient-gets': to(
            'provide',
            'tax-office',
            ['safety-incidents', 'regulatory-documents', 'accounting'],
            { ground: 'tax-reporting', document },
          ),
        },
      }),
    )

    it(
      'CLN-4.16 lets responders have floor plans at an accident at once, by anybody, and opens the review of it',
      emergency('emergency-response', 'fire-brigade', ['floor-plans', 'quality-documents']),
    )

    it(
      'CLN-4.17 lets healthcare providers have contact persons at once, and opens the review of it',
      emergency('emergency-care', 'hospital-a', ['contact-persons', 'facility-access']),
    )

    it(
      'CLN-4.18 lets the guards of a facility have its entry requirements at once, and opens the review of it',
      emergency('emergency-security', 'guards-a', ['facility-access', 'contact-persons']),
    )

    it(
      'CLN-4.19 lets utilities have floor plans for an emergency repair at once, and opens the review of it',
      emergency('emergency-repair', 'water-works', ['floor-plans', 'safety-incidents']),
    )
  })

  describe('whose data is collected', () => {
    const collect = (born: string): Ask => ({
      ...use('contact-details', 'inquiries-answered', 'client-staff'),
      act: 'collect',
      channel: 'website',
      of: { born },
    })
    it(
      'CLN-10.1 collects nothing of somebody known to be under 18',
      gate.shows({ permits: collect('1990-05-05'), denies: { minor: collect('2015-05-05') }, limit: true }),
    )
  })
})
