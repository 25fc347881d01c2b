// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { Temporal } from 'temporal-polyfill'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { testDatabase, type TestDatabase } from '../../../tests/support/database.ts'
import { openMailbox, openSilentServer, type Mailbox } from '../../../tests/support/mailbox.ts'
import { inInstallation, inOrganisation, registerOrganisation } from '../database/index.ts'
import { TryAgain } from '../jobs/index.ts'
import { newId } from '../kernel/index.ts'
import type { NewFact } from '../ledger/index.ts'
import { masterKeyFile, Vault } from '../vault/index.ts'
import { Mail, type MailOrder, type MailPorts } from './mail.ts'
import { MailPostponed } from './refusals.ts'
import { smtpCarrier } from './smtp.ts'

const office = { name: 'みどり清掃株式会社', postalAddress: [], email: 'privacy@midori.example' }

describe('a mail', () => {
  let database: TestDatabase
  let mailbox: Mailbox
  let person: string
  let now = Temporal.Instant.from('2026-11-21T03:00:00Z')
  const keys = mkdtempSync(join(tmpdir(), 'yakusoku-mail-'))
  const vault = new Vault(masterKeyFile(join(keys, 'master.key'), true))
  const facts: NewFact[] = []
  const jobs: { organisation: string; message: string }[] = []
  const files = new Map<string, Uint8Array>()

  beforeAll(async () => {
    database = await testDatabase()
    await inInstallation(database.db, async (tx) => {
      await registerOrganisation(tx, 'alpha')
      await registerOrganisation(tx, 'beta')
    })
    person = await inAlpha(async (tx) => {
      await vault.prepare(tx, 'alpha')
      return vault.createPerson(tx, 'alpha')
    })
  })
  beforeEach(async () => {
    mailbox = await openMailbox()
    facts.length = 0
    jobs.length = 0
    return () => mailbox.close().catch(() => undefined)
  })
  afterAll(() => {
    rmSync(keys, { recursive: true })
    return database.close()
  })

  const inAlpha = <T>(work: Parameters<typeof inOrganisation<T>>[2]) =>
    inOrganisation(database.db, 'alpha', work)
  const post = (changes: Partial<MailPorts> = {}) =>
    new Mail({
      db: database.db,
      clock: { now: () => now },
      seal: vault,
      enqueue: async (_tx, job) => void jobs.push(job),
      record: async (_tx, _organisation, recorded) => void facts.push(...recorded),
      office: async () => office,
      readFile: async (_tx, _organisation, file) => files.get(file),
      carrier: smtpCarrier(mailbox.url, { silenceMilliseconds: 400, wholeMilliseconds: 2_000 }),
      ...changes,
    })
  const order = (changes: Partial<MailOrder<'request-refused'>> = {}): MailOrder<'request-refused'> => ({
    kind: 'request-refused',
    personId: person,
    to: 'hanako@kaede.example',
    language: 'ja',
    subjectRef: { kind: 'request', id: 'r-1' },
    values: {
      number: '2026-7K3M',
      ground: 'other-law',
      explanation: '髙﨑さま、𠮷日に調査中です。',
      followUrl: 'https://midori.example/follow',
    },
    ...changes,
  })
  const queued = (mail: Mail, changes: Partial<MailOrder<'request-refused'>> = {}) =>
    inAlpha((tx) => mail.queue(tx, 'alpha', order(changes)))
  const row = async (id: string) => {
    const found = await inAlpha((tx) =>
      sql<{ state: string; attempts: number; last_error: string | null; sealed: Buffer }>`
        select state, attempts, last_error, sealed from messages.messages where id = ${id}`.execute(tx),
    )
    return found.rows[0]
  }

  it('arrives as it was written: Japanese subject, text, HTML, sender, and the headers of a machine', async () => {
    const id = await queued(post())
    expect(jobs).toEqual([{ organisation: 'alpha', message: id }])
    expect(await post().deliver('alpha', id)).toBe('sent')
    const [mail] = await mailbox.mails()
    expect(mail?.subject).toBe('【みどり清掃株式会社】ご請求への回答（受付番号 2026-7K3M）')
    expect(mail?.text).toContain('髙﨑さま、𠮷日に調査中です。')
    expect(mail?.html).toContain('髙﨑さま、𠮷日に調査中です。')
    expect(mail?.from).toMatchObject({ name: office.name, address: office.email })
    expect(mail?.to).toMatchObject([{ address: 'hanako@kaede.example' }])
    expect(mail?.messageId).toBe(`<${id}@midori.example>`)
    expect(mail?.date).toBe('2026-11-21T03:00:00.000Z')
    const headers = Object.fromEntries((mail?.headers ?? []).map(({ key, value }) => [key, value]))
    expect(headers).toMatchObject({ 'auto-submitted': 'auto-generated', 'content-language': 'ja' })
    expect(headers['list-id']).toContain('<personal-data.midori.example>')
  })

  it('is a fact once sent, without the address in clear, in the fact or in the row', async () => {
    const id = await queued(post())
    await post().deliver('alpha', id)
    expect(facts).toMatchObject([
      {
        type: 'messages.sent',
        subject: { kind: 'request', id: 'r-1' },
        clear: { message: id, kind: 'request-refused', attempts: 1 },
      },
    ])
    const whole = await inAlpha((tx) =>
      sql<{ text: string }>`select m::text as text from messages.messages m where id = ${id}`.execute(tx),
    )
    expect(JSON.stringify(facts) + whole.rows[0]?.text).not.toMatch(/hanako|kaede|髙﨑|68616e616b6f/)
  })

  it('carries attachments byte by byte', async () => {
    files.set('f1', randomBytes(5_000))
    const attachments = [{ name: '開示書.pdf', type: 'application/pdf', file: 'f1' }]
    await post().deliver('alpha', await queued(post(), { attachments }))
    const [mail] = await mailbox.mails()
    expect(mail?.attachments[0]?.filename).toBe('開示書.pdf')
    expect(Buffer.from(mail?.attachments[0]?.content as ArrayBuffer)).toEqual(files.get('f1'))
  })

  it('is not sent again when the job runs again', async () => {
    const id = await queued(post())
    await post().deliver('alpha', id)
    expect(await post().deliver('alpha', id)).toBe('done-before')
    expect(mailbox.raw).toHaveLength(1)
    expect(facts).toHaveLength(1)
  })

  it.each([{ at: 'recipient' }, { at: 'data' }] as const)(
    'waits after a 451 at $at, then arrives',
    async ({ at }) => {
      mailbox.refusals.push({ at, code: 451 })
      const id = await queued(post())
      await expect(post().deliver('alpha', id)).rejects.toThrow(TryAgain)
      expect(await row(id)).toMatchObject({ state: 'waiting', attempts: 1, last_error: 'smtp-451' })
      expect(await post().deliver('alpha', id)).toBe('sent')
      expect(await row(id)).toMatchObject({ state: 'sent', attempts: 2, last_error: null })
    },
  )

  it.each([{ at: 'recipient' }, { at: 'data' }] as const)(
    'fails for good after a 550 at $at',
    async ({ at }) => {
      mailbox.refusals.push({ at, code: 550, text: 'hanako@kaede.example is unknown here' })
      const id = await queued(post())
      expect(await post().deliver('alpha', id)).toBe('failed')
      expect(await post().deliver('alpha', id)).toBe('done-before')
      expect(await row(id)).toMatchObject({ state: 'failed', last_error: 'smtp-550' })
      expect(facts).toMatchObject([{ type: 'messages.failed', clear: { error: 'smtp-550' } }])
      expect(JSON.stringify(facts)).not.toContain('hanako')
    },
  )

  it('waits while nobody listens, and arrives once somebody does', async () => {
    const { port } = mailbox
    await mailbox.close()
    const mail = post()
    const id = await queued(mail)
    await expect(mail.deliver('alpha', id)).rejects.toMatchObject({ code: 'econnrefused' })
    mailbox = await openMailbox(port)
    expect(await mail.deliver('alpha', id)).toBe('sent')
  })

  it('waits when the server says nothing', async () => {
    const silent = await openSilentServer()
    const mail = post({ carrier: smtpCarrier(silent.url, { silenceMilliseconds: 200 }) })
    await expect(mail.deliver('alpha', await queued(mail))).rejects.toMatchObject({ code: 'etimedout' })
    await silent.close()
  })

  it('waits when the password is refused, because that is ours to correct', async () => {
    const mail = post({ carrier: smtpCarrier(mailbox.url.replace('//', '//user:wrong@')) })
    const id = await queued(mail)
    await expect(mail.deliver('alpha', id)).rejects.toThrow(TryAgain)
    expect(await row(id)).toMatchObject({ state: 'waiting' })
  })

  it('is given up after five days', async () => {
    mailbox.refusals.push({ at: 'data', code: 451 })
    const id = await queued(post())
    now = now.add({ hours: 121 })
    expect(await post().deliver('alpha', id)).toBe('failed')
    expect(await row(id)).toMatchObject({ last_error: 'given-up-smtp-451' })
  })

  it.each(['while its server is asked', 'before the crash that ended the asking'])(
    'is not tried again when it is taken back %s',
    async (when) => {
      const crashes = when !== 'while its server is asked'
      const taken: string[][] = []
      const carrier: MailPorts['carrier'] = {
        send: async () => {
          taken.push(await inAlpha((tx) => post().recall(tx, 'alpha', 'r-1')))
          throw crashes ? new Error('killed') : new MailPostponed('smtp-451')
        },
      }
      const id = await queued(post())
      const trying = post({ carrier }).deliver('alpha', id)
      if (crashes) await expect(trying).rejects.toThrow('killed')
      else expect(await trying).toBe('failed')
      if (crashes) {
        now = now.add({ minutes: 2 })
        expect(await post().deliver('alpha', id)).toBe('failed')
      }
      expect(taken[0]).not.toContain(id)
      expect(mailbox.raw).toHaveLength(0)
      expect(await row(id)).toMatchObject({ state: 'failed', last_error: 'recalled' })
      expect(facts.filter(({ clear }) => clear?.['message'] === id)).toMatchObject([
        { type: 'messages.failed', clear: { error: 'recalled' } },
      ])
    },
  )

  it('may arrive twice after a crash between acceptance and commit, but under one Message-ID and as one fact', async () => {
    const crashing = post({ record: () => Promise.reject(new Error('killed')) })
    const id = await queued(crashing)
    await expect(crashing.deliver('alpha', id)).rejects.toThrow('killed')
    await expect(post().deliver('alpha', id)).rejects.toMatchObject({ code: 'under-way' })
    now = now.add({ minutes: 2 })
    expect(await post().deliver('alpha', id)).toBe('sent')
    expect((await mailbox.mails()).map(({ messageId }) => messageId)).toEqual(
      Array(2).fill(`<${id}@midori.example>`),
    )
    expect(facts).toHaveLength(1)
  })

  it('is sent once by workers that run at the same time', async () => {
    const id = await queued(post())
    const runs = await Promise.allSettled([1, 2, 3].map(() => post().deliver('alpha', id)))
    expect(runs.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThan(0)
    expect(mailbox.raw).toHaveLength(1)
  })

  it.each([
    'a@kaede.example\r\nBcc: all@kaede.example',
    'a@kaede.example, b@kaede.example',
    'Name <a@kaede.example>',
    'nobody',
  ])('refuses the recipient %j', async (to) => {
    await expect(queued(post(), { to })).rejects.toMatchObject({ code: 'messages.bad-address' })
    expect(jobs).toEqual([])
  })

  it('lets no value make a header or a recipient of its own', async () => {
    const hostile = '1\r\nBcc: evil@kaede.example\r\n\r\nbody'
    const values = { ...order().values, number: hostile }
    const hostileOffice = async () => ({ ...office, name: `社\r\nX-Evil: yes` })
    const mail = post({ office: hostileOffice })
    await mail.deliver('alpha', await queued(mail, { values }))
    const [received] = await mailbox.mails()
    expect(mailbox.recipients).toEqual(['hanako@kaede.example'])
    const keys = (received?.headers ?? []).map(({ key }) => key)
    expect(keys).not.toContain('bcc')
    expect(keys).not.toContain('x-evil')
    expect(received?.subject).toContain('Bcc: evil@kaede.example')
  })

  it('fails when its person was erased before it left', async () => {
    const erased = await inAlpha((tx) => vault.createPerson(tx, 'alpha'))
    const id = await queued(post(), { personId: erased })
    await inAlpha((tx) => vault.erase(tx, 'alpha', erased, now.toString()))
    expect(await post().deliver('alpha', id)).toBe('failed')
    expect(await row(id)).toMatchObject({ last_error: 'erased' })
    expect(mailbox.raw).toEqual([])
    expect(await inAlpha((tx) => post().readOutbox(tx, 'alpha', id))).toBeUndefined()
  })

  it('stays in the outbox without a mail server, where it can be found by its recipient', async () => {
    const mail = post({ carrier: undefined })
    const id = await queued(mail, { to: 'only-here@kaede.example' })
    expect(await mail.deliver('alpha', id)).toBe('kept')
    const found = await inAlpha((tx) => mail.listOutbox(tx, 'alpha', 'ONLY-here'))
    expect(found).toMatchObject([
      { id, to: 'only-here@kaede.example', state: 'waiting', kind: 'request-refused' },
    ])
    expect((await inAlpha((tx) => mail.readOutbox(tx, 'alpha', id)))?.text).toContain('2026-7K3M')
  })

  it('waits to be sent once there is a mail server, though it was kept while there was none', async () => {
    const kept = post({ carrier: undefined })
    const id = await queued(kept)
    await kept.deliver('alpha', id)
    expect(await kept.waiting('alpha')).toEqual([])
    expect(await post().waiting('alpha')).toContain(id)
    expect(await post().deliver('alpha', id)).toBe('sent')
    expect(await post().waiting('alpha')).not.toContain(id)
  })

  it('exists with its job exactly when the business transaction commits', async () => {
    const rolledBack = inAlpha(async (tx) => {
      await post().queue(tx, 'alpha', order({ subjectRef: { kind: 'request', id: 'r-2' } }))
      throw new Error('rolled back')
    })
    await expect(rolledBack).rejects.toThrow('rolled back')
    expect(await inAlpha((tx) => post().standing(tx, 'alpha', 'r-2'))).toEqual([])
  })

  it('tells how the mails of a request stand', async () => {
    const id = await queued(post(), { subjectRef: { kind: 'request', id: 'r-3' } })
    const stands = (mail: Mail) => inAlpha((tx) => mail.standing(tx, 'alpha', 'r-3'))
    expect(await stands(post())).toMatchObject([{ id, state: 'waiting' }])
    expect(await stands(post({ carrier: undefined }))).toMatchObject([{ id, state: 'kept' }])
    await post().deliver('alpha', id)
    expect(await stands(post())).toMatchObject([{ id, kind: 'request-refused', state: 'sent', error: null }])
  })

  it('is nobody else’s: another organisation can neither read, list nor send it', async () => {
    const id = await queued(post(), { subjectRef: { kind: 'request', id: 'r-4' } })
    const inBeta = <T>(work: Parameters<typeof inOrganisation<T>>[2]) =>
      inOrganisation(database.db, 'beta', work)
    for (const organisation of ['alpha', 'beta']) {
      expect(await inBeta((tx) => post().readOutbox(tx, organisation, id))).toBeUndefined()
      expect(await inBeta((tx) => post().listOutbox(tx, organisation))).toEqual([])
      expect(await inBeta((tx) => post().standing(tx, organisation, 'r-4'))).toEqual([])
    }
    expect(await post().deliver('beta', id)).toBe('done-before')
    expect(mailbox.raw).toEqual([])
  })

  it('is unknown: its job ends quietly', async () => {
    expect(await post().deliver('alpha', newId())).toBe('done-before')
  })
})
