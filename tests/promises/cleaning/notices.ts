// SPDX-License-Identifier: Apache-2.0
// Sections 1 and 11 of the policy: who is told of it, and who accepted it. Run by ../cleaning.test.ts.
import { beforeAll, describe, expect, it } from 'vitest'
import type { Talk, VersionSummary, WebsiteNotice } from '../../../server/src/contract.ts'
import { beginDraft, checkWith, stateOf } from '../world/categories.ts'
import { contacts } from '../world/cleaning-systems.ts'
import { day, serverTime } from '../world/environment.ts'
import { Notices } from '../world/notices.ts'
import type { Person } from '../world/person.ts'
import { publish, revised } from '../world/publication.ts'
import { eventually, type Office, type World } from '../world/world.ts'
import { company, organisation } from './company.ts'

/** The version the organisation was founded with. */
const first = '1.0.1'
let world: World
let office: Office
let manager: Person

describe('who is told of the policy, and who accepted it', () => {
  const base = `/api/organisations/${organisation}`
  const summary = { ja: '夜間の清掃を加えました。', en: 'Adds cleaning at night.' }
  const atNight = (yaml: string) =>
    yaml.replace('予定に沿った清掃の実施', '夜間を含む、予定に沿った清掃の実施')
  let notices: Notices
  beforeAll(() => {
    ;({ world, office } = company())
    manager = office.manager
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
    expect(await stateOf(manager, organisation, 'CLN-1.2')).toBe('held')
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
