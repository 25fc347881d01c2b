// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type pg from 'pg'
import PostalMime from 'postal-mime'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { copyDemonstration } from '../support/demonstration.ts'
import { openMailbox, type Mailbox } from '../support/mailbox.ts'
import { connect } from './database.ts'
import { insist, tokenFrom } from './people.ts'
import { freePort, ServerProcess, until } from './server.ts'

const full = process.env['MODE'] === 'full'
const people = full ? 5_000 : 400
const kills = full ? 12 : 4
const organisation = 'cleaning'

const map = `dataset:
- fides_key: register
  name: 名簿 / Register
  collections:
  - name: contacts
    fields:
    - { name: id, fides_meta: { primary_key: true, data_type: integer } }
    - { name: email, data_categories: [user.contact.email], fides_meta: { identity: email, data_type: string } }
    - { name: language, data_categories: [user.contact.preference], fides_meta: { data_type: string } }
`

describe(`a server that is killed ${kills} times while ${people} people are told of the policy`, () => {
  let server: ServerProcess
  let box: Mailbox
  let database: pg.Client
  let authorization: Record<string, string>
  const base = () => `${server.url}/api/organisations/${organisation}`

  beforeAll(async () => {
    box = await openMailbox()
    server = new ServerProcess(await freePort(), { YAKUSOKU_SMTP_URL: box.url })
    await copyDemonstration(server.data)
    await server.start()
    const scopes = ['notices:read', 'notices:send', 'sources:read', 'sources:manage']
    authorization = { authorization: `Bearer ${await tokenFrom(server.url, server.said, scopes)}` }
    database = await connect(server, 'postgres')
  }, 300_000)
  afterAll(async () => {
    await database?.end().catch(() => undefined)
    await server?.remove()
    await box?.close()
  }, 60_000)

  const send = async (method: 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown) => {
    const answer = await insist(method, `${base()}${path}`, body, authorization)
    expect([path, answer.status < 300, answer.body]).toEqual([path, true, answer.body])
    return answer.body
  }

  it('tells each of them, with one mail', async () => {
    const file = join(server.data, 'register.db')
    makeRegister(file)
    for (const key of ['website', 'operations']) await send('DELETE', `/sources/${key}`)
    await send('PUT', '/sources/register', { url: `sqlite:${file}`, map })
    await send('POST', '/notices/yearly', { notice: 'yearly-message' })
    for (let killed = 1; killed <= kills; killed += 1) {
      const share = Math.floor((people * killed) / (kills + 2))
      await until(`${share} mails`, () => box.raw.length >= share, 120_000)
      await server.kill()
      await server.start()
    }
    await until('the notice to close', isClosed, 180_000)
    const ids = new Map<string, Set<string>>()
    for (const raw of box.raw) {
      const mail = await PostalMime.parse(Buffer.from(raw, 'latin1'))
      const to = mail.to?.[0]?.address ?? ''
      ids.set(to, (ids.get(to) ?? new Set()).add(mail.messageId ?? ''))
    }
    process.stderr.write(`faults: ${box.raw.length - people} mails arrived twice under their Message-ID\n`)
    expect(ids.size).toBe(people)
    expect([...ids.values()].filter((one) => one.size > 1)).toEqual([])
    // Only what the mail server had taken and we had not written down yet is handed over again.
    expect(box.raw.length - people).toBeLessThanOrEqual(kills * 4)
    const { rows } = await database.query<{ sent: string }>(
      `select entry::jsonb -> 'clear' ->> 'count' as sent from ledger.facts where type = 'notices.sent'`,
    )
    expect(rows).toEqual([{ sent: String(people) }])
  }, 500_000)

  async function isClosed(): Promise<boolean> {
    const { rows } = await database.query<{ state: string }>('select state from notices.notices')
    return rows.length === 1 && rows[0]?.state === 'closed'
  }
})

/** A register in which every tenth person stands twice, written otherwise. */
function makeRegister(file: string): void {
  const register = new DatabaseSync(file)
  register.exec('create table contacts (id integer primary key, email text, language text)')
  const insert = register.prepare('insert into contacts (email, language) values (?, ?)')
  for (let n = 0; n < people; n += 1) {
    insert.run(`person${n}@register.example.jp`, n % 2 === 0 ? 'ja' : 'en')
    if (n % 10 === 0) insert.run(` PERSON${n}@register.example.jp`, null)
  }
  register.close()
}
