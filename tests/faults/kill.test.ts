// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import PostalMime from 'postal-mime'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { copyDemonstration } from '../support/demonstration.ts'
import { openMailbox, type Mailbox } from '../support/mailbox.ts'
import { connect } from './database.ts'
import { call, insist, makeRequest, tokenFrom, type Kept } from './people.ts'
import { freePort, ServerProcess, until } from './server.ts'

// In full: npm run faults. Within npm test a smaller run finds the same kinds of faults in a minute.
const full = process.env['MODE'] === 'full'
const kills = full ? 50 : 8
const requests = full ? 200 : 30
const seed = Number(process.env['YAKUSOKU_SEED'] ?? Date.now() % 1_000_000)
/** How many facts a request makes, about; a life ends after a random share of them. */
const factsOfRequest = 13
const longestLifeMilliseconds = 20_000
/** Whoever has nothing to do for so long waits for the next kill. */
const idleMilliseconds = 5_000
const atOnce = 12

/** Repeatable for a seed, though the moments it hits are not (mulberry32). */
function randomFrom(start: number): () => number {
  let state = start
  return () => {
    state = (state + 0x6d_2b_79_f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Mails as they arrived, by recipient and by Message-ID. */
class Post {
  readonly #box: Mailbox
  #read = 0
  readonly codes = new Map<string, string>()
  readonly byId = new Map<string, { to: string; subject: string; text: string; times: number }>()

  constructor(box: Mailbox) {
    this.#box = box
  }

  async read(): Promise<void> {
    while (this.#read < this.#box.raw.length) {
      const mail = await PostalMime.parse(Buffer.from(this.#box.raw[this.#read++] as string, 'latin1'))
      const to = mail.to?.[0]?.address ?? ''
      const [id, subject, text] = [mail.messageId ?? '', mail.subject ?? '', mail.text ?? '']
      const known = this.byId.get(id)
      if (known === undefined) this.byId.set(id, { to, subject, text, times: 1 })
      else {
        expect({ to, subject, text }).toEqual({ to: known.to, subject: known.subject, text: known.text })
        known.times += 1
      }
      const code = /^\s*(\d{6})\s*$/m.exec(text)?.[1]
      if (code !== undefined) this.codes.set(to, code)
    }
  }
}

describe(`a server that is killed ${kills} times while ${requests} requests are collected`, () => {
  let server: ServerProcess
  let box: Mailbox
  let post: Post
  let token: string
  let database: pg.Client
  let contacts: string[]
  const starts: number[] = []

  const rows = async <T extends pg.QueryResultRow>(text: string, values: unknown[] = []) =>
    (await database.query<T>(text, values)).rows

  beforeAll(async () => {
    box = await openMailbox()
    post = new Post(box)
    server = new ServerProcess(await freePort(), { YAKUSOKU_SMTP_URL: box.url })
    await copyDemonstration(server.data)
    await server.start()
    token = await tokenFrom(server.url, server.said)
    database = await connect(server, 'postgres')
    const operations = await connect(server, 'demonstration_operations')
    contacts = await emailsOf(operations)
    await operations.end()
  }, 300_000)

  afterAll(async () => {
    await database?.end().catch(() => undefined)
    await server?.remove()
    await box?.close()
  }, 60_000)

  it('answers every request', async () => {
    process.stderr.write(`faults: seed ${seed} (YAKUSOKU_SEED)\n`)
    const begin = Date.now()
    const world = { ended: false }
    const approved = approver(world)
    const [kept] = await Promise.all([everybody(), killer()])
    await until(
      'all requests to be answered',
      async () => (await rows("select 1 from requests.requests where state = 'answered'")).length >= requests,
      120_000,
    )
    world.ended = true
    await approved
    const mean = Math.round(starts.reduce((sum, one) => sum + one, 0) / starts.length)
    process.stderr.write(
      `faults: ${requests} answered through ${starts.length} kills in ${Math.round((Date.now() - begin) / 1000)} s; ` +
        `restart to ready ${mean} ms on average, ${Math.max(...starts)} ms at most\n`,
    )
    const states = await rows<{ id: string; state: string }>('select id, state from requests.requests')
    const stateOf = new Map(states.map((row) => [row.id, row.state]))
    expect(kept.map(({ id }) => stateOf.get(id))).toEqual(kept.map(() => 'answered'))
    expect(states.filter(({ state }) => state !== 'asked')).toHaveLength(requests)
    expect(starts).toHaveLength(kills)
    const known = kept.find(({ key }) => key !== undefined) as Kept
    const follow = await insist('POST', `${server.url}/api/privacy/cleaning/follow`, known.key)
    expect(follow.body).toMatchObject({ state: 'answered' })
  }, 2_400_000)

  it('sends every mail, and a mail that is sent twice under the same Message-ID', async () => {
    const waiting = () => rows("select 1 from messages.messages where state <> 'sent'")
    await until('all mails to be sent', async () => (await waiting()).length === 0, 90_000)
    await post.read()
    const mails = await rows<{ message_id: string; kind: string; subject_id: string }>(
      'select message_id, kind, subject_id from messages.messages',
    )
    expect(new Set(post.byId.keys())).toEqual(new Set(mails.map((mail) => mail.message_id)))
    const received = await rows<{ id: string }>(
      'select id from requests.requests where received_at is not null',
    )
    const kindsOf = Map.groupBy(mails, (mail) => mail.subject_id)
    for (const { id } of received) {
      const kinds = (kindsOf.get(id) ?? []).map((mail) => mail.kind).sort()
      expect(kinds).toEqual(['answer-ready', 'request-received', 'verification-code'])
    }
    const twice = [...post.byId.values()].filter((mail) => mail.times > 1).length
    process.stderr.write(`faults: ${mails.length} mails, ${twice} of them sent more than once\n`)
  }, 120_000)

  it('loses no fact and doubles none', async () => {
    await until(
      'all facts to be numbered',
      async () => (await rows('select 1 from ledger.pending')).length === 0,
    )
    const facts = await rows<{ type: string; subject: string; count: number }>(
      'select type, subject_id as subject, count(*)::int as count from ledger.facts group by 1, 2',
    )
    const received = await rows<{ id: string }>(
      'select id from requests.requests where received_at is not null',
    )
    const asked = await rows<{ id: string }>('select id from requests.requests')
    const once = ['requests.received', 'requests.collected', 'requests.approved', 'requests.answered']
    for (const type of [...once, 'duties.opened', 'duties.closed']) {
      // Duties stand for other matters too, such as what a scan of the systems found.
      const counted = new Map(
        facts
          .filter((row) => row.type === type && asked.some(({ id }) => id === row.subject))
          .map((row) => [row.subject, row.count]),
      )
      expect([type, counted]).toEqual([type, new Map(received.map(({ id }) => [id, 1]))])
    }
    const askedFacts = facts.filter((row) => row.type === 'requests.asked')
    expect(new Map(askedFacts.map((row) => [row.subject, row.count]))).toEqual(
      new Map(asked.map(({ id }) => [id, 1])),
    )
    const sent = await rows<{ id: string }>(
      "select entry::json->'clear'->>'message' as id from ledger.facts where type = 'messages.sent'",
    )
    const mails = await rows<{ id: string }>('select id from messages.messages')
    expect(sent.map(({ id }) => id).sort()).toEqual(mails.map(({ id }) => id).sort())
    const counts =
      await rows(`select (select count(*) from ledger.facts) - (select sum(cardinality(fact_ids)) from ledger.leaves) as missing,
      (select sum(cardinality(fact_ids)) from ledger.leaves) - (select sum(size) from ledger.trees) as beyond`)
    expect(counts).toEqual([{ missing: '0', beyond: '0' }])
  }, 120_000)

  it('closes every duty with the answer as its evidence', async () => {
    const duties = await rows<{ subject_id: string; evidence: string | null; answered: string | null }>(
      `select d.subject_id, d.evidence, f.id::text as answered from duties.duties d
       left join ledger.facts f on f.organisation_id = d.organisation_id and f.subject_id = d.subject_id
         and f.type = 'requests.answered'
       where d.kind = 'requests.answer'`,
    )
    expect(duties).toHaveLength(requests)
    expect(duties.filter((duty) => duty.evidence === null || duty.evidence !== duty.answered)).toEqual([])
  })

  it('leaves no job behind', async () => {
    const left = () => rows("select name, state, data from jobs.job where state <= 'active'")
    await until('all jobs to end', async () => (await left()).length === 0, 60_000)
  }, 90_000)

  it('exports a ledger that verifies offline', async () => {
    const file = join(server.data, 'export.jsonl')
    const answer = await fetch(`${server.url}/api/organisations/cleaning/ledger/export`, {
      headers: { authorization: `Bearer ${token}` },
    })
    writeFileSync(file, Buffer.from(await answer.arrayBuffer()))
    const verified = spawnSync(process.execPath, ['server/src/cli.ts', 'verify', file, '--json'], {
      encoding: 'utf8',
    })
    const report = JSON.parse(verified.stdout) as { export: { ok: boolean; facts: number; proven: number } }
    const [count] = await rows<{ count: number }>(
      "select count(*)::int as count from ledger.facts where organisation_id = 'cleaning'",
    )
    expect(verified.status).toBe(0)
    // Reading the export is a fact itself, numbered after it.
    expect(report.export).toMatchObject({ ok: true, proven: report.export.facts })
    expect(report.export.facts).toBeGreaterThanOrEqual((count?.count ?? Infinity) - 1)
  }, 60_000)

  async function everybody(): Promise<Kept[]> {
    const kept: Kept[] = []
    let next = 0
    const nextAddress = () => contacts.pop() ?? `person-${(strangers += 1)}@example.jp`
    let strangers = 0
    const person = async () => {
      while (next < requests) {
        const number = next++
        // Spread over the kills, so that each hits work of every kind.
        await until('my turn', () => number / requests <= (starts.length + 1) / kills, 2_400_000)
        kept.push(await makeRequest(server.url, nextAddress, (email) => post.codes.get(email)))
      }
    }
    const reader = { ended: false }
    const reading = (async () => {
      while (!reader.ended) {
        await post.read()
        await sleep(50)
      }
    })()
    await Promise.all(Array.from({ length: atOnce }, person))
    reader.ended = true
    await reading
    return kept
  }

  async function approver(world: { ended: boolean }): Promise<void> {
    const base = `${server.url}/api/organisations/cleaning/requests`
    const headers = { authorization: `Bearer ${token}` }
    while (!world.ended) {
      const page = await call('GET', `${base}?state=review`, undefined, headers)
      const waiting = (page?.body['requests'] ?? []) as { id: string }[]
      await Promise.all(
        waiting.slice(0, 8).map(async ({ id }) => {
          const answer = await call('POST', `${base}/${id}/approve`, {}, headers)
          // 409: approved the time before, when the answer got lost.
          if (answer !== undefined && ![200, 409].includes(answer.status))
            throw new Error(`approving was refused: ${JSON.stringify(answer)}`)
        }),
      )
      await sleep(100)
    }
  }

  /** Lets the server live until it has recorded so many facts more: a slow machine is not killed more often. */
  async function life(facts: number): Promise<void> {
    const count = async () =>
      (await rows<{ n: number }>('select count(*)::int as n from ledger.facts'))[0]?.n ?? 0
    let known = await count()
    const goal = known + facts
    const end = Date.now() + longestLifeMilliseconds
    for (let last = Date.now(); known < goal && Date.now() < Math.min(end, last + idleMilliseconds);) {
      await sleep(20)
      const now = await count()
      if (now > known) last = Date.now()
      known = now
    }
  }

  async function killer(): Promise<void> {
    const random = randomFrom(seed)
    while (starts.length < kills) {
      // Now and then before it is ready at all.
      if (random() < 0.1) await sleep(random() * 1_000)
      else {
        await server.untilReady()
        await life(random() * 2 * factsOfRequest * (requests / kills))
        await sleep(random() * 300)
      }
      await server.kill()
      const begin = Date.now()
      server.spawn()
      if (random() < 0.8) await server.untilReady()
      starts.push(Date.now() - begin)
    }
    await server.untilReady()
  }
})

async function emailsOf(operations: pg.Client): Promise<string[]> {
  const columns = await operations.query<{ schema: string; table: string; column: string }>(
    `select table_schema as schema, table_name as table, column_name as column from information_schema.columns
     where column_name ilike '%mail%' and table_name ilike 'contact%' limit 1`,
  )
  const place = columns.rows[0]
  if (place === undefined) throw new Error('the demonstration has no contacts with mail addresses')
  const found = await operations.query<{ email: string }>(
    `select distinct lower("${place.column}") as email from "${place.schema}"."${place.table}"
     where "${place.column}" like '%@%' limit 2000`,
  )
  return found.rows.map((row) => row.email)
}
