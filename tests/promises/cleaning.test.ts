// SPDX-License-Identifier: Apache-2.0
import { beforeAll, describe, expect, it } from 'vitest'
import type { CollectorView, Duty, Talk, VersionSummary, WebsiteNotice } from '../../server/src/contract.ts'
import { beginDraft, checkWith, expectCategories, look, type CategoryWorld } from './world/categories.ts'
import { contacts, firstReadings, openSystems, type Systems } from './world/cleaning-systems.ts'
import { day, serverTime } from './world/environment.ts'
import { Notices } from './world/notices.ts'
import type { Person } from './world/person.ts'
import { publish, revised } from './world/publication.ts'
import { eventually, openOffice, openWorld, packFile, type Office, type World } from './world/world.ts'

const organisation = 'cleaning'
/** The version the organisation was founded with. */
const first = '1.0.1'
/** The answer to data that the policy does not declare. */
const undeclared = { status: 422, body: { code: 'catalog.not-declared' } }
let world: World
let office: Office
let manager: Person
let register: CategoryWorld
let systems: Systems

beforeAll(async () => {
  world = await openWorld()
  office = await openOffice(world, organisation)
  manager = office.manager
  systems = await openSystems(world)
  const before = await systems.connect(manager, { bare: true })
  const after = await systems.connect(manager)
  const page = (await world.visitor.page(`/privacy/${organisation}/policy`)).html
  const draft = await beginDraft(manager, organisation)
  register = { organisation, manager, before, after, page, draft }
})

describe('what the company holds', () => {
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

describe('who is told of the policy, and who accepted it', () => {
  const base = `/api/organisations/${organisation}`
  const summary = { ja: '夜間の清掃を加えました。', en: 'Adds cleaning at night.' }
  const atNight = (yaml: string) =>
    yaml.replace('予定に沿った清掃の実施', '夜間を含む、予定に沿った清掃の実施')
  let notices: Notices
  beforeAll(() => {
    notices = new Notices(manager, organisation)
  })
  const startOf = (date: string) => `${date}T00:00:00+09:00`

  it('CLN-1.2 acknowledges a named version on engaging, visiting or sending; who, version, channel and when are a fact', async () => {
    expect((await notices.acknowledge(contacts.hana, 'agreement', '9.9.9')).status).toBe(422)
    expect(await notices.acknowledge(contacts.hana, 'agreement', first)).toMatchObject({
      status: 200,
      body: { version: first },
    })
    expect(await notices.acknowledge('visitor@yanagi.example.jp', 'website')).toMatchObject({
      status: 200,
      body: { version: first },
    })
    const sender = 'sender@yanagi.example.jp'
    const form = `/privacy/${organisation}/requests/new`
    expect((await world.visitor.page(form)).words).toContain(first)
    const sent = await world.visitor.submit(form, { email: sender, name: '柳 楽', note: '' })
    const [mail] = await eventually('the code', async () => {
      const mails = await world.mailsTo(sender)
      return mails.length > 0 && mails
    })
    expect((await notices.applicable(sender)).because).toBe('in-force')
    const code = /\b\d{6}\b/.exec(mail?.text ?? '')?.[0] ?? ''
    expect((await world.visitor.submit(sent.location ?? '', { code })).status).toBe(201)
    const told = await notices.facts('notices.acknowledged')
    for (const [who, channel] of [
      [contacts.hana, 'agreement'],
      ['visitor@yanagi.example.jp', 'website'],
      [sender, 'request-form'],
    ] as const) {
      const { evidence, because, version } = await notices.applicable(who)
      expect({ because, version }).toEqual({ because: 'acknowledged', version: first })
      const fact = told.find(({ id }) => id === evidence[0]?.fact)
      expect(fact).toMatchObject({ clear: { version: first, channel }, sealed: true })
      expect(fact?.promises).toContain('CLN-1.2')
      expect(fact?.time.slice(0, 10)).toBe(serverTime().toISOString().slice(0, 10))
    }
    expect(JSON.stringify(told)).not.toMatch(/yanagi|kaede/)
    expect((await notices.applicable('stranger@yanagi.example.jp')).known).toBe(false)
  })

  it('CLN-11.6 records continued use after the effective day as acceptance, and use before it as none', async () => {
    const clarified = {
      version: '1.0.2',
      kind: 'clarification',
      effective: day(),
      ja: '言い回しを改めました。',
      en: 'Rewords a sentence.',
      reword: { en: ['looks after their hygiene', 'sees to their hygiene'] },
    } as const
    expect((await notices.use(contacts.mio, startOf(day(-1)))).body.accepted).toBe(1)
    expect(await publish(office, organisation, clarified)).toMatchObject({ status: 200 })
    await eventually(
      'the version in force',
      async () => (await notices.applicable(contacts.mio)).version === '1.0.2',
    )
    expect(await notices.applicable(contacts.mio)).toMatchObject({ version: '1.0.2', because: 'in-force' })
    expect((await notices.use(contacts.mio, startOf(day(-2)))).body.accepted).toBe(0)
    expect((await notices.applicable(contacts.mio)).because).toBe('in-force')
    expect((await notices.use(contacts.mio, startOf(day(2)))).status).toBe(422)
    expect((await notices.use(contacts.mio, serverTime().toISOString())).body.accepted).toBe(1)
    const accepted = await notices.applicable(contacts.mio)
    expect(accepted).toMatchObject({ version: '1.0.2', because: 'used' })
    expect(await notices.applicable(contacts.mio, day(-1))).toMatchObject({ version: first, because: 'used' })
    const [fact] = await notices.facts('notices.used')
    expect(fact).toMatchObject({ clear: { version: '1.0.2', channel: 'operations' }, sealed: true })
    expect(fact?.promises).toContain('CLN-11.6')
    expect(accepted.evidence.map((one) => one.fact)).toContain(fact?.id)
    // A clarification is no material change: nobody is written to because of it.
    expect((await notices.overview()).notices.filter((one) => one.version === '1.0.2')).toEqual([])
  })

  it('CLN-11.2 mails a material change to registered business contacts, once each, and ahead of its day', async () => {
    const service = { version: '1.1.0', kind: 'service', ...summary, change: atNight } as const
    const early = await publish(office, organisation, { ...service, effective: day(29) })
    expect(early.status).toBe(422)
    expect(early.text).toContain(`Mail about a material change” is promised ahead`)
    expect(early.text).toContain(day(30))
    expect(await publish(office, organisation, { ...service, effective: day(30) })).toMatchObject({
      status: 200,
    })
    const notice = await eventually('the mails', async () => {
      const found = await notices.of('1.1.0', 'mail')
      return found?.mails.sent === 3 && found
    })
    expect(notice.mails).toEqual({ waiting: 0, queued: 0, sent: 3, failed: 0, bounced: 0 })
    for (const address of Object.values(contacts)) {
      const mails = (await world.mailsTo(address)).filter(({ text }) => text?.includes('1.1.0'))
      expect(mails).toHaveLength(1)
      expect(mails[0]?.text).toContain(summary.ja)
      expect(mails[0]?.text).toContain(`${world.url}/privacy/${organisation}/policy/versions/1.1.0`)
    }
    expect(await world.mailsTo('sender@yanagi.example.jp')).not.toContainEqual(
      expect.objectContaining({ text: expect.stringContaining('1.1.0') }),
    )
    const planned = (await notices.facts('notices.planned')).find(({ clear }) => clear['way'] === 'mail')
    expect(planned).toMatchObject({ promises: ['CLN-11.2'], clear: { version: '1.1.0' } })
  })

  it('CLN-11.3 shows a material change on the website with its effective day and summary', async () => {
    const shown = await world.visitor.read<WebsiteNotice[]>(`/api/privacy/${organisation}/notices`)
    expect(shown).toMatchObject([
      { version: '1.1.0', previous: '1.0.2', effective: day(30), changes: [{ kind: 'service', summary }] },
    ])
    for (const language of ['ja', 'en'] as const) {
      const page = (version = '') =>
        world.visitor.page(`/privacy/${organisation}/policy${version}?lang=${language}`)
      expect((await page()).html).toContain(`/policy/versions/1.1.0`)
      const coming = await page('/versions/1.1.0')
      expect(coming.html).toContain(`<time datetime="${day(30)}">`)
      expect(coming.words).toContain(summary[language])
    }
    expect((await notices.of('1.1.0', 'website'))?.shownUntil).toBe(day(60))
  })

  it('CLN-11.4 opens a task for each client to be told in person, which closes only with the telling', async () => {
    const notice = await eventually('the tasks', async () => {
      const found = await notices.of('1.1.0', 'talk')
      return found?.talks.open === 2 && found
    })
    const talks = await manager.read<Talk[]>(`${base}/notices/${notice.id}/talks`)
    expect(talks.map(({ name }) => name).sort()).toEqual(['ホテル楓', '料亭椿'])
    const open = await notices.duties('CLN-11.4')
    expect(open).toHaveLength(2)
    for (const duty of open) {
      expect(duty.ownerRole).toBe('desk')
      expect(new Date(duty.dueAt).getTime()).toBeGreaterThan(serverTime().getTime())
    }
    const [talk] = talks
    await manager.does('POST', `${base}/notices/${notice.id}/talks/${talk?.id}`)
    expect(await notices.duties('CLN-11.4')).toHaveLength(1)
    expect((await notices.facts('notices.told'))[0]).toMatchObject({
      promises: expect.arrayContaining(['CLN-11.4']),
    })
  })

  it('CLN-11.5 makes the yearly message a duty with owner and deadline, which closes only when it goes to every client', async () => {
    const duty = async () => (await notices.duties('CLN-11.5'))[0]
    const open = await eventually('the duty', duty)
    expect(open).toMatchObject({ ownerRole: 'privacy-manager' })
    expect(new Date(open.dueAt).getTime()).toBeGreaterThan(serverTime().getTime())
    const before = (await world.mailsTo(contacts.hana)).length
    const send = () => manager.call('POST', `${base}/notices/yearly`, { notice: 'yearly-message' })
    expect((await send()).status).toBe(202)
    await eventually('the message', async () => (await world.mailsTo(contacts.hana)).length > before)
    expect(await duty()).toBeUndefined()
    expect((await send()).status).toBe(409)
    const yearly = (await notices.overview()).notices.find((one) => one.yearly)
    expect(yearly).toMatchObject({ notice: 'yearly-message', everybody: true })
    await eventually(
      'all messages',
      async () => (await notices.overview()).notices.find((one) => one.yearly)?.mails.sent === 3,
    )
  })

  it('CLN-11.1 gives each version its effective day, the day of its last change and a summary by kind', async () => {
    const versions = await manager.read<VersionSummary[]>(`${base}/policy/versions`)
    expect(versions.map(({ version, effective }) => [version, effective])).toEqual([
      ['1.1.0', day(30)],
      ['1.0.2', day()],
      [first, '2026-04-01'],
    ])
    expect(versions.map(({ changes }) => changes[0]?.kind)).toEqual([
      'service',
      'clarification',
      'clarification',
    ])
    for (const { version, effective, changes } of versions) {
      const { html, words } = await world.visitor.page(
        `/privacy/${organisation}/policy/versions/${version}?lang=en`,
      )
      expect(html).toContain(`<time datetime="${effective}">`)
      expect(html).toContain('<time datetime="2026-03-16">')
      expect(words).toContain(changes[0]?.summary.en)
    }
    const draft = await beginDraft(manager, organisation)
    const yaml = revised(organisation, {
      version: '1.2.0',
      effective: day(40),
      kind: 'law',
      ja: '法',
      en: 'Law',
    })
    const errorsOf = async (files: string) => (await checkWith(manager, organisation, draft, files)).errors
    for (const kind of ['service', 'law', 'security', 'clarification', 'contact'])
      expect(await errorsOf(yaml.replace('kind: law,', `kind: ${kind},`)), kind).toBe(0)
    expect(await errorsOf(yaml.replace('kind: law,', 'kind: other,'))).toBeGreaterThan(0)
    for (const key of ['effective', 'modified', 'changes'])
      expect(await errorsOf(yaml.replace(new RegExp(`^${key}: .*\\n`, 'm'), '')), key).toBeGreaterThan(0)
  })
})
