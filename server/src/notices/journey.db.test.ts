// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { parseDatamaps } from '@yakusoku/core/datamap'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { EnrolledOperator } from '../../../tests/support/accounts.ts'
import { home, people, testApplication, type TestApplication } from '../../../tests/support/application.ts'
import { openMailbox, type Mailbox } from '../../../tests/support/mailbox.ts'
import { announceNext, dayIn, nextVersion, publishNext, sweep } from '../../../tests/support/notices.ts'
import { until } from '../../../tests/faults/server.ts'
import { inOrganisation } from '../database/index.ts'
import { gather, send } from './index.ts'
import type { Notice, Overview } from './contract.ts'

let world: TestApplication
let box: Mailbox
let manager: EnrolledOperator
let desk: EnrolledOperator
const base = `/api/organisations/${home}/notices`

beforeAll(async () => {
  box = await openMailbox()
  world = await testApplication({ smtpUrl: box.url })
  manager = await world.operator('manager', 'privacy-manager')
  desk = await world.operator('desk', 'desk')
})
afterAll(async () => {
  await world.close()
  await box.close()
})

const first = () => world.app.policies.versions(home)[0]?.version as string
const overview = async () => (await manager.browser.get(base)).body as unknown as Overview
const noticeOf = async (version: string, way: string) =>
  (await overview()).notices.find((one) => one.version === version && one.way === way) as Notice
const types = async (id: string) =>
  (
    await world.query<{ type: string }>(
      "select type from ledger.facts where subject_id = $1 and type like 'notices.%' order by id",
      [id],
    )
  ).map(({ type }) => type)
/** Until every mail of a notice has ended, then as the sweep leaves it. */
async function settled(version: string): Promise<Notice> {
  await until(`the mails of ${version}`, async () => {
    await sweep(world)
    return (await noticeOf(version, 'mail')).state === 'closed'
  })
  return noticeOf(version, 'mail')
}

describe('a new version', () => {
  it('is refused where a notice could not run its time ahead, with the earliest day', async () => {
    const early = announceNext(world, nextVersion('1.1.0', dayIn(world, 29)))
    await expect(early).rejects.toMatchObject({
      code: 'notices.too-early',
      details: { day: dayIn(world, 30) },
    })
    expect((await overview()).notices).toEqual([])
  })

  it('is told by mail to everybody registered, once each, with its summary, day and links', async () => {
    const site = await siteOf()
    // The same person written otherwise in another system, and what is no address.
    for (const [id, email] of [
      [101, ' TARO@kaede.example.jp'],
      [102, 'nobody'],
      [103, 'a@b.example\r\nBcc: c@d.example'],
      [104, '"<script>"@kaede.example.jp'],
    ] as const)
      site.prepare('insert into members (id, email) values (?, ?)').run(id, email)
    site.close()
    await publishNext(world, nextVersion('1.1.0', dayIn(world, 30)))
    const notice = await settled('1.1.0')
    const known = Object.values(people).map(({ email }) => email)
    expect([...new Set(box.recipients)].sort()).toEqual([...known].sort())
    expect(box.recipients).toHaveLength(known.length)
    expect(notice.mails).toMatchObject({ sent: known.length, failed: 0, waiting: 0 })
    expect(notice.sources.map(({ source }) => source).sort()).toEqual(['shop', 'site'])
    expect(notice.sources.reduce((sum, one) => sum + one.unusable, 0)).toBe(3)
    const [mail] = await box.mails()
    expect(mail?.subject).toContain('個人情報の取扱いを変更します')
    expect(mail?.text).toContain('サービスの変更：夜間の清掃を加えました。')
    expect(mail?.text).toContain('http://localhost/privacy/cleaning/policy/versions/1.1.0')
    expect(mail?.text).toContain(`/policy/compare?from=${first()}&to=1.1.0`)
    expect(mail?.text).toContain('同意いただいたものとして記録します')
    expect(await types(notice.id)).toEqual(['notices.planned', 'notices.sent', 'notices.closed'])
  })

  it('leaves no address in clear, in its register or in the ledger', async () => {
    const whole = await world.query<{ text: string }>(`
      select string_agg(r::text, '') as text from notices.recipients r
      union all select string_agg(entry, '') from ledger.facts`)
    expect(JSON.stringify(whole)).not.toMatch(/kaede|tsubaki|6b61656465/)
  })

  it('gathers and sends nothing twice, however often its jobs run', async () => {
    const { id } = await noticeOf('1.1.0', 'mail')
    const before = box.recipients.length
    await world.query("update notices.notices set state = 'gathering' where id = $1", [id])
    await Promise.all([gather(world.app.notices, home, id), gather(world.app.notices, home, id)])
    await Promise.all([send(world.app.notices, home, id), send(world.app.notices, home, id)])
    await settled('1.1.0')
    expect(box.recipients).toHaveLength(before)
  })

  it('is on the website until it has settled in, then its notice closes', async () => {
    const read = async () =>
      JSON.parse((await world.app.http.inject(`/api/privacy/${home}/notices`)).body) as { version: string }[]
    expect(await read()).toMatchObject([
      { version: '1.1.0', previous: first(), effective: dayIn(world, 30), changes: [{ kind: 'service' }] },
    ])
    const { id, shownUntil } = await noticeOf('1.1.0', 'website')
    expect(shownUntil).toBe(dayIn(world, 60))
    world.clock.pass({ hours: 24 * 61 })
    expect(await read()).toEqual([])
    await sweep(world)
    expect(await types(id)).toEqual(['notices.planned', 'notices.closed'])
    world.clock.instant = world.clock.instant.subtract({ hours: 24 * 61 })
  })

  it('opens the task of telling clients, which closes with the telling', async () => {
    const { id, talks } = await noticeOf('1.1.0', 'talk')
    expect(talks).toEqual({ open: 1, told: 0 })
    const [talk] = (await desk.browser.get(`${base}/${id}/talks`)).body as unknown as { id: string }[]
    const told = await desk.browser.post(`${base}/${id}/talks/${talk?.id}`)
    expect(told.status).toBe(200)
    expect((await desk.browser.post(`${base}/${id}/talks/${talk?.id}`)).body['code']).toBe(
      'notices.told-already',
    )
    expect(await types(id)).toEqual(['notices.planned', 'notices.told', 'notices.closed'])
    const duties = await world.query<{ closed: boolean; promises: string[] }>(
      "select closed_at is not null as closed, promises from duties.duties where kind = 'notices.talk'",
    )
    expect(duties).toEqual([{ closed: true, promises: ['CLN-11.4'] }])
  })
})

describe('clients named by a system that is away', () => {
  it('are asked for again, and the page says which system it is', async () => {
    const { id } = await noticeOf('1.1.0', 'talk')
    await world.query("update notices.notices set state = 'gathering' where id = $1", [id])
    const file = join(mkdtempSync(join(tmpdir(), 'yakusoku-clients-')), 'crm.sqlite')
    const catalog = { maps: async () => [{ dataset: clients, url: `sqlite:${file}` }] as never }
    const ports = { ...world.app.notices, catalog }
    await expect(gather(ports, home, id)).rejects.toThrow('source away: crm')
    expect(await noticeOf('1.1.0', 'talk')).toMatchObject({
      state: 'gathering',
      sources: [{ source: 'crm', state: 'unavailable' }],
      talks: { open: 0, told: 1 },
    })
    const crm = new DatabaseSync(file)
    crm.exec(
      "create table clients (id integer primary key, name text); insert into clients (name) values ('A'), ('B'), (null)",
    )
    crm.close()
    await gather(ports, home, id)
    expect(await noticeOf('1.1.0', 'talk')).toMatchObject({ state: 'open', talks: { open: 2, told: 1 } })
    rmSync(dirname(file), { recursive: true })
  })
})

describe('a mail that does not arrive', () => {
  it('is counted with its reason, shown to who may send again, and sent again', async () => {
    box.refusals.push({ at: 'recipient', code: 550 })
    await publishNext(world, nextVersion('1.2.0', dayIn(world, 31)))
    const notice = await settled('1.2.0')
    expect(notice.mails).toMatchObject({ sent: 2, failed: 1 })
    const failed = (await manager.browser.get(`${base}/${notice.id}/failed`)).body as unknown as {
      address: string
      reason: string
    }[]
    expect(failed).toMatchObject([{ reason: 'smtp-550' }])
    expect(await types(notice.id)).toEqual([
      'notices.planned',
      'notices.sent',
      'notices.failed',
      'notices.closed',
      'notices.read',
    ])
    const before = box.raw.length
    expect((await manager.browser.post(`${base}/${notice.id}/send-again`)).status).toBe(202)
    const after = await settled('1.2.0')
    expect(after.mails).toMatchObject({ sent: 3, failed: 0 })
    expect(box.raw).toHaveLength(before + 1)
    const again = await manager.browser.post(`${base}/${notice.id}/send-again`)
    expect(again.body['code']).toBe('notices.nothing-failed')
  })

  it('that comes back later is found by its Message-ID', async () => {
    const mails = await box.mails()
    const message = mails.at(-1)?.messageId
    const body = { message, reason: '5.1.1' }
    expect((await manager.browser.post(`${base}/bounces`, body)).status).toBe(202)
    expect((await noticeOf('1.2.0', 'mail')).mails).toMatchObject({ sent: 2, bounced: 1 })
    const unknown = { message: '<0190c2f0-0000-7000-8000-000000000000@x.example>' }
    expect((await manager.browser.post(`${base}/bounces`, unknown)).status).toBe(404)
  })

  it('to a person who was erased meanwhile is not written', async () => {
    await world.shop.leave()
    await publishNext(world, nextVersion('1.3.0', dayIn(world, 32)))
    await until('the reading to meet the source that is away', async () =>
      (await noticeOf('1.3.0', 'mail')).sources.some(({ state }) => state === 'unavailable'),
    )
    const { id } = await noticeOf('1.3.0', 'mail')
    await until('the mails of the other source', async () => (await noticeOf('1.3.0', 'mail')).mails.sent > 0)
    const sent = box.raw.length
    const { vault, connection, clock } = world.app
    await inOrganisation(connection.db, home, async (tx) => {
      const person = await vault.findPerson(tx, home, 'email', people.taro.email)
      await vault.erase(tx, home, person as string, clock.now().toString())
    })
    // Not before: the server sends by itself what waits.
    await world.query(
      "update notices.recipients set state = 'waiting', message_id = null where notice_id = $1",
      [id],
    )
    await send(world.app.notices, home, id)
    const failed = (await manager.browser.get(`${base}/${id}/failed`)).body as unknown as object[]
    expect(failed).toMatchObject([{ address: null, reason: 'erased' }])
    await world.shop.comeBack()
    const notice = await settled('1.3.0')
    expect(notice.state).toBe('closed')
    expect(box.raw.length).toBeGreaterThanOrEqual(sent)
  })
})

describe('a version that promises less than the one before it', () => {
  it('is told of as that one promised, under its promise', async () => {
    const fewer = (yaml: string) =>
      yaml
        .replace(/^ {2}- \{ id: change-by-mail, .*\n/m, '')
        .replace('keptBy: [notice:change-by-mail]', 'keptBy: [notice:change-on-website]')
    const early = announceNext(world, nextVersion('1.3.1', dayIn(world, 1), fewer))
    await expect(early).rejects.toMatchObject({ code: 'notices.too-early' })
    await publishNext(world, nextVersion('1.3.1', dayIn(world, 32), fewer))
    const { id, name, mails } = await settled('1.3.1')
    expect(name.en).toBe('Mail about a material change')
    expect(mails.sent).toBeGreaterThan(0)
    const [planned] = await world.query<{ entry: string }>(
      "select entry from ledger.facts where subject_id = $1 and type = 'notices.planned'",
      [id],
    )
    expect(JSON.parse(planned?.entry ?? '')).toMatchObject({ promises: ['CLN-11.2'] })
  })
})

describe('a version that is withdrawn before its day', () => {
  it('keeps its mails from leaving and its notice from the website', async () => {
    const pack = nextVersion('1.4.0', dayIn(world, 33))
    for (let n = 0; n < 40; n += 1) box.refusals.push({ at: 'recipient', code: 451 })
    await publishNext(world, pack)
    await until('the mails to be held up', async () => {
      const notice = await noticeOf('1.4.0', 'mail')
      const held = await world.query<{ n: number }>(
        `select count(*)::int as n from messages.messages
          where subject_id = $1 and last_error = 'smtp-451' and leased_until is null`,
        [notice.id],
      )
      return notice.mails.queued > 0 && notice.mails.waiting === 0 && held[0]?.n === notice.mails.queued
    })
    const before = box.raw.length
    const { publication, connection } = world.app
    await inOrganisation(connection.db, home, (tx) => publication.retract(tx, home, pack))
    await until('every mail to have ended', async () => {
      // One may have been tried again at that very moment.
      const { mails } = await noticeOf('1.4.0', 'mail')
      return mails.queued === 0 && mails.waiting === 0
    })
    box.refusals.length = 0
    const { id, state } = await noticeOf('1.4.0', 'mail')
    expect(state).toBe('closed')
    expect((await noticeOf('1.4.0', 'website')).state).toBe('closed')
    const failed = (await manager.browser.get(`${base}/${id}/failed`)).body as unknown as object[]
    expect(failed.length).toBeGreaterThan(0)
    for (const one of failed) expect(one).toMatchObject({ reason: 'withdrawn' })
    expect(await types(id)).toEqual(['notices.planned', 'notices.closed', 'notices.read'])
    await sweep(world)
    expect(box.raw).toHaveLength(before)
  })
})

describe('a withdrawal while mails are being queued', () => {
  it('takes back those too', async () => {
    for (let n = 0; n < 80; n += 1) box.refusals.push({ at: 'recipient', code: 451 })
    const pack = nextVersion('1.5.0', dayIn(world, 34))
    await publishNext(world, pack)
    const held = async () => {
      const { id, mails } = await noticeOf('1.5.0', 'mail')
      return mails.queued > 0 && mails.waiting === 0 && (await waitingMails(id)) === mails.queued
    }
    await until('the mails to be held up', held)
    const { id } = await noticeOf('1.5.0', 'mail')
    await world.query('delete from messages.messages where subject_id = $1', [id])
    await world.query(
      "update notices.recipients set state = 'waiting', message_id = null where notice_id = $1",
      [id],
    )
    const { notices, publication, connection } = world.app
    const [queueing, begun] = gate()
    const [going, go] = gate()
    const mail: typeof notices.mail = {
      recall: (tx, of, subject) => notices.mail.recall(tx, of, subject),
      queueAll: async (tx, of, orders) => {
        begun()
        await going
        return notices.mail.queueAll(tx, of, orders)
      },
    }
    const sending = send({ ...notices, mail }, home, id)
    await queueing
    const withdrawing = inOrganisation(connection.db, home, (tx) => publication.retract(tx, home, pack))
    // Long enough for the withdrawal to have taken back what it sees; the outcome does not hang on it.
    await new Promise((resolve) => setTimeout(resolve, 200))
    go()
    await Promise.all([sending, withdrawing])
    box.refusals.length = 0
    // One that was being handed over at that moment ends with the answer of its server.
    await until('every mail to have ended', async () => {
      const { mails } = await noticeOf('1.5.0', 'mail')
      return mails.queued === 0 && mails.waiting === 0
    })
    expect(await waitingMails(id)).toBe(0)
  })
})

const waitingMails = async (notice: string) =>
  (
    await world.query<{ n: number }>(
      `select count(*)::int as n from messages.messages
        where subject_id = $1 and state = 'waiting' and leased_until is null`,
      [notice],
    )
  )[0]?.n

function gate(): [Promise<void>, () => void] {
  let open: () => void = () => undefined
  const opened = new Promise<void>((resolve) => (open = resolve))
  return [opened, open]
}

const clients = parseDatamaps([
  {
    name: 'crm.yml',
    content: `dataset:
  - fides_key: crm
    name: crm
    collections:
      - name: clients
        fields:
          - { name: id, fides_meta: { primary_key: true, data_type: integer } }
          - { name: name, data_categories: [user.contact.organization], fides_meta: { data_type: string } }
`,
  },
]).datasets[0]

async function siteOf(): Promise<DatabaseSync> {
  const [found] = await world.app.catalog
    .maps(home)
    .then((maps) => maps.filter(({ url }) => url.startsWith('sqlite:')))
  return new DatabaseSync((found?.url ?? '').slice('sqlite:'.length))
}
