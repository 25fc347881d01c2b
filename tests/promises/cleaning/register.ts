// SPDX-License-Identifier: Apache-2.0
// Sections 1, 2 and 9 of the policy: what the company holds. Run by ../cleaning.test.ts.
import { beforeAll, describe, expect, it } from 'vitest'
import type { CollectorView, Duty } from '../../../server/src/contract.ts'
import { checkWith, expectCategories, look, type CategoryWorld } from '../world/categories.ts'
import { firstReadings, type Systems } from '../world/cleaning-systems.ts'
import { serverTime } from '../world/environment.ts'
import type { Person } from '../world/person.ts'
import { packFile } from '../world/world.ts'
import { company, organisation } from './company.ts'

/** The answer to data that the policy does not declare. */
const undeclared = { status: 422, body: { code: 'catalog.not-declared' } }
let manager: Person
let register: CategoryWorld
let systems: Systems

describe('what the company holds', () => {
  beforeAll(() => {
    ;({ register, systems } = company())
    manager = register.manager
  })

  it('CLN-1.1 every category names its source channel, and a category without one fails the check of the pack', async () => {
    for (const { id, channels } of register.after.categories.values())
      expect(channels.length, id).toBeGreaterThan(0)
    const channels = [...register.after.categories.values()].flatMap((one) =>
      one.channels.map(({ id }) => id),
    )
    expect(new Set(channels)).toEqual(
      new Set(['website', 'website-technical', 'agreement', 'client-contact', 'operations', 'credit-agency']),
    )
    const yaml = packFile(organisation, 'pack.yaml')
    for (const { id } of register.after.categories.values()) {
      const without = yaml.replace(new RegExp(`( id: ${id},) channels: \\[.*?\\],`), '$1')
      const { findings, errors } = await checkWith(manager, organisation, register.draft, without)
      const line = without.split('\n').findIndex((one) => one.includes(`{ id: ${id}, subjects`)) + 1
      expect(findings).toContainEqual(expect.objectContaining({ rule: 'categories/no-channel', line }))
      expect(errors).toBeGreaterThan(0)
    }
  })

  const holds = (id: string, expected: Record<string, string[]>) => expectCategories(register, id, expected)
  const columns = (table: string, ...names: string[]) => names.map((name) => `operations.${table}.${name}`)

  it('CLN-2.1 holds company name, registration and structure of companies as a category of its own', () =>
    holds('CLN-2.1', {
      'company-profile': columns('clients', 'company_name', 'registration', 'parent_company'),
    }))

  it('CLN-2.2 holds business addresses, the main one and one for each facility', () =>
    holds('CLN-2.2', {
      'business-addresses': [
        ...columns('clients', 'main_address'),
        ...columns('facilities', 'facility_address'),
      ],
    }))

  it('CLN-2.3 holds names, titles and departments of contact persons', () =>
    holds('CLN-2.3', { 'contact-persons': columns('contacts', 'name', 'title', 'department') }))

  it('CLN-2.4 holds business phone, mail and the preferred method of communication', () =>
    holds('CLN-2.4', {
      'contact-details': [
        ...columns('contacts', 'phone', 'email', 'preferred_method'),
        'website.inquiries.email',
      ],
    }))

  it('CLN-2.6 holds billing details, payment preference and accounting contacts', () =>
    holds('CLN-2.6', {
      'billing-details': columns('billing', 'billing_details', 'payment_preference', 'accounting_contact'),
    }))

  it('CLN-2.7 holds insurance and liability cover', () =>
    holds('CLN-2.7', { 'insurance-cover': columns('insurance', 'cover') }))

  it('CLN-2.8 holds cleaning schedules, frequencies and timing', () =>
    holds('CLN-2.8', { 'cleaning-schedules': columns('schedules', 'planned', 'frequency', 'timing') }))

  it('CLN-2.10 holds special cleaning and HACCP requirements', () =>
    holds('CLN-2.10', { 'special-requirements': columns('requirements', 'special', 'haccp') }))

  it('CLN-2.11 holds quality audit reports, inspection results and compliance documents', () =>
    holds('CLN-2.11', {
      'quality-documents': columns('quality', 'audit_report', 'inspection_result', 'compliance_document'),
    }))

  it('CLN-2.12 holds service completion reports with the time they were made', async () => {
    await holds('CLN-2.12', { 'completion-reports': columns('completions', 'completed_at', 'report') })
    const stamp = register.after.fields.find(({ field }) => field === 'completed_at')
    expect(stamp).toMatchObject({
      type: expect.stringMatching(/timestamp/),
      categories: ['completion-reports'],
    })
  })

  it('CLN-2.13 holds feedback and evaluations of clients', () =>
    holds('CLN-2.13', { feedback: columns('feedback', 'comment', 'rating') }))

  it('CLN-2.14 holds equipment usage logs and maintenance schedules', () =>
    holds('CLN-2.14', { 'equipment-logs': columns('equipment', 'used', 'maintenance') }))

  it('CLN-2.15 holds safety incident reports and corrective actions', () =>
    holds('CLN-2.15', { 'safety-incidents': columns('incidents', 'incident', 'corrective_action') }))

  it('CLN-2.16 holds website usage: page views, session length and navigation', () =>
    holds('CLN-2.16', {
      'web-usage': ['page', 'seconds', 'came_from'].map((name) => `website.visits.${name}`),
    }))

  it('CLN-2.17 holds IP address, browser and device characteristics', () =>
    holds('CLN-2.17', { 'device-data': ['ip', 'browser', 'device'].map((name) => `website.visits.${name}`) }))

  it('CLN-2.18 holds sensor readings from installed equipment, and keeps up as they come in volume', async () => {
    await holds('CLN-2.18', { 'sensor-readings': columns('readings', 'taken_at', 'level') })
    const category = register.after.categories.get('sensor-readings')
    expect(category).toMatchObject({ systems: [{ rows: firstReadings }], channels: [{ from: 'technical' }] })
    // The equipment itself sends, ten thousand at once; all are taken, or none where one is not as declared.
    const device = `/api/organisations/${organisation}/catalog/collectors/kitchen`
    const fields = [{ name: 'humidity', fides: 'user.sensor.humidity' }]
    await manager.does('PUT', device, { channel: 'operations', fields })
    const reading = (n: number) => ({ at: serverTime().toISOString(), measured: { humidity: n % 100 } })
    const readings = Array.from({ length: 10_000 }, (_, n) => reading(n))
    for (let sent = 0; sent < 10; sent += 1) await manager.does('POST', `${device}/readings`, { readings })
    const spoilt = [...readings.slice(1), { ...reading(0), measured: { humidity: 1, pulse: 60 } }]
    expect(await manager.call('POST', `${device}/readings`, { readings: spoilt })).toMatchObject(undeclared)
    const path = `/api/organisations/${organisation}/catalog/collectors`
    expect(await manager.read<CollectorView[]>(path)).toMatchObject([{ key: 'kitchen', readings: 100_000 }])
  })

  it('CLN-2.19 holds the logs of entry to secured facilities', () =>
    holds('CLN-2.19', { 'access-logs': columns('entries', 'entered_at', 'door') }))

  it('CLN-2.20 holds records of correspondence: mails and phone calls', () =>
    holds('CLN-2.20', {
      correspondence: columns('mails', 'body'),
      'call-logs': columns('calls', 'summary'),
      consultations: columns('meetings', 'minutes'),
    }))

  it('CLN-2.21 holds measurements of performance and service quality', () =>
    holds('CLN-2.21', { 'performance-measures': columns('performance', 'measure', 'score') }))

  it('CLN-2.22 holds contract terms, prices and service levels', () =>
    holds('CLN-2.22', { 'contract-terms': columns('contracts', 'terms', 'price', 'service_level') }))

  it('CLN-2.23 holds invoices, payment history and account status', () =>
    holds('CLN-2.23', { invoices: columns('invoices', 'invoice', 'payments', 'status') }))

  it('CLN-2.24 holds credit references and assessments of financial stability', () =>
    holds('CLN-2.24', { 'credit-references': columns('credit', 'reference', 'assessment') }))

  it('CLN-2.25 holds budgets and cost centres', () =>
    holds('CLN-2.25', { budgets: columns('budgets', 'budget', 'cost_centre') }))

  it('CLN-9.2 limits what is collected automatically to what is declared: anything else is found, and waits for a person', async () => {
    const technical = [...register.after.categories.values()].filter(({ channels }) =>
      channels.some(({ id }) => id === 'website-technical'),
    )
    expect(technical.map(({ id }) => id).sort()).toEqual(['device-data', 'web-usage'])
    const camera = { channel: 'website-technical', fields: [{ name: 'at', fides: 'user.location' }] }
    const device = `/api/organisations/${organisation}/catalog/collectors/camera`
    expect(await manager.call('PUT', device, camera)).toMatchObject(undeclared)
    const drift = async () =>
      (await look(manager, organisation)).drift.filter(({ collection }) => collection === 'visits')
    expect(await drift()).toEqual([])
    // The website begins to record where its visitors are, and who they are, which nothing declares.
    systems.site(`alter table visits add column whereabouts text; alter table visits add column visitor_email text;
      update visits set whereabouts = '35.1, 139.2', visitor_email = 'visitor@yanagi.example.jp'`)
    await systems.connect(manager, { declared: { whereabouts: ['user.location.precise', 'text'] } })
    const found = await drift()
    expect(found.map(({ kind, field }) => `${kind} ${field}`).sort()).toEqual([
      'not-promised whereabouts',
      'unmapped-column visitor_email',
    ])
    const duties = await manager.read<Duty[]>(`/api/organisations/${organisation}/duties`)
    expect(duties.find(({ subject }) => subject.id === 'website')).toMatchObject({ ownerRole: 'engineer' })
    const decide = `/api/organisations/${organisation}/catalog/drift/decisions`
    const drifts = found.map(({ id }) => id)
    // Nobody waves it through without a reason, or by the map alone.
    expect((await manager.call('POST', decide, { drifts, kind: 'not-personal' })).status).toBe(422)
    expect((await manager.call('POST', decide, { drifts, kind: 'accept' })).status).toBe(422)
    systems.site('alter table visits drop column whereabouts; alter table visits drop column visitor_email')
    await systems.connect(manager)
    expect(await drift()).toEqual([])
  })
})
