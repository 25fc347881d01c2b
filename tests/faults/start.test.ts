// SPDX-License-Identifier: Apache-2.0
import { readdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, describe, expect, it } from 'vitest'
import { connect } from './database.ts'
import { insist } from './people.ts'
import { freePort, ServerProcess, until } from './server.ts'

const form = (email: string) => ({ kind: 'disclosure', name: '試験 花子', note: '', language: 'ja', email })
const asking = (server: ServerProcess) => `${server.url}/api/privacy/cleaning/requests`

let servers: ServerProcess[] = []
afterEach(async () => {
  for (const server of servers) await server.remove()
  servers = []
}, 60_000)

async function newServer(settings: Readonly<Record<string, string>> = {}): Promise<ServerProcess> {
  const server = new ServerProcess(await freePort(), settings)
  servers.push(server)
  return server
}

/** Starts a process that is expected to end by itself; its exit code. */
async function runToEnd(server: ServerProcess): Promise<number | null> {
  const child = server.spawn()
  await until('the process to end', () => child.exitCode !== null || child.signalCode !== null)
  return child.exitCode
}

describe('a first start', () => {
  it('that is killed again and again is whole in the end', async () => {
    const server = await newServer()
    // In these moments the database files, the tables, the packs and the demonstration are being made.
    for (const milliseconds of [300, 700, 1_200, 1_800, 2_600, 4_000, 7_000]) {
      server.spawn()
      await sleep(milliseconds)
      await server.kill()
    }
    await server.start()
    const operations = await connect(server, 'demonstration_operations')
    const contacts = await operations.query<{ count: number }>(
      'select count(*)::int as count from demonstration_operations.contacts',
    )
    await operations.end()
    expect(contacts.rows).toEqual([{ count: 20_000 }])
    const [file] = readdirSync(join(server.data, 'demonstration')).filter((name) =>
      /\.(db|sqlite)$/.test(name),
    )
    const website = new DatabaseSync(join(server.data, 'demonstration', file as string), { readOnly: true })
    expect(website.prepare('pragma integrity_check').all()).toEqual([{ integrity_check: 'ok' }])
    expect(website.prepare('pragma foreign_key_check').all()).toEqual([])
    website.close()
    expect((await insist('POST', asking(server), form('hana@example.jp'))).status).toBe(202)
    expect(server.said).toMatch(/console\/join#token=/)
  }, 300_000)
})

describe('a data folder', () => {
  it('has one server: a second one says so and ends, and the first does not notice', async () => {
    const first = await newServer({ YAKUSOKU_DEMONSTRATION: 'off' })
    await first.start()
    const second = new ServerProcess(await freePort(), { YAKUSOKU_DEMONSTRATION: 'off' }, first.data)
    expect(await runToEnd(second)).toBe(1)
    expect(second.said).toContain(`another Yakusoku runs on ${first.data} already`)
    expect(second.said).toContain('YAKUSOKU_DATA')
    expect(second.said).not.toMatch(/\n\s+at /)
    expect((await insist('POST', asking(first), form('hana@example.jp'))).status).toBe(202)
  }, 120_000)

  it('is started on a port of its own: one that is in use is named, with the setting', async () => {
    const first = await newServer({ YAKUSOKU_DEMONSTRATION: 'off' })
    await first.start()
    const port = new URL(first.url).port
    const second = await newServer({ YAKUSOKU_DEMONSTRATION: 'off', YAKUSOKU_PORT: port })
    expect(await runToEnd(second)).toBe(1)
    expect(second.said).toContain(`127.0.0.1:${port} is in use: choose another with YAKUSOKU_PORT`)
    // Its own database is stopped under nobody's feet.
    expect(second.said).not.toContain('"level":"error"')
    expect(second.databasePid()).toBeUndefined()
    expect(await first.isReady()).toBe(true)
  }, 120_000)
})

describe('PostgreSQL that dies under a running server', () => {
  it('is told as unavailable, never as an internal error, and is started again by the server', async () => {
    const server = await newServer({ YAKUSOKU_DEMONSTRATION: 'off' })
    await server.start()
    const accepted = new Set<string>()
    const statuses = new Set<number>()
    const codes = new Set<unknown>()
    const world = { ended: false }
    const asker = async (name: number) => {
      for (let n = 0; !world.ended; n += 1) {
        const answer = await fetch(asking(server), {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            'x-forwarded-for': `10.${name}.${n >> 8}.${n & 255}`,
          },
          body: JSON.stringify(form(`person-${name}-${n}@example.jp`)),
        })
        const body = (await answer.json()) as { id?: string; code?: string }
        statuses.add(answer.status)
        if (body.id === undefined) codes.add(body.code)
        else accepted.add(body.id)
        await sleep(10)
      }
    }
    const askers = [1, 2, 3, 4].map(asker)
    await sleep(500)
    const version = join(server.data, 'postgres', 'PG_VERSION')
    renameSync(version, `${version}.away`)
    process.kill(server.databasePid() as number, 'SIGKILL')
    const ready = async () => (await fetch(`${server.url}/ready`)).status
    await until('the server not to be ready', async () => (await ready()) === 503)
    expect((await fetch(`${server.url}/health`)).status).toBe(200)
    await sleep(3_000)
    renameSync(`${version}.away`, version)
    await until('the server to be ready again', async () => (await ready()) === 200)
    const before = accepted.size
    await until('requests to be taken again', () => accepted.size > before + 10)
    world.ended = true
    await Promise.all(askers)
    expect(statuses).toEqual(new Set([202, 503]))
    expect([...codes]).toEqual(['common.unavailable'])
    expect(server.said).toContain('database.started-again')
    const database = await connect(server, 'postgres')
    const kept = await database.query<{ id: string }>('select id from requests.requests')
    const ids = new Set(kept.rows.map((row) => row.id))
    expect([...accepted].filter((id) => !ids.has(id))).toEqual([])
    await until(
      'all facts to be numbered',
      async () => (await database.query('select 1 from ledger.pending')).rowCount === 0,
    )
    const facts = await database.query<{ asked: number; leaves: number }>(`
      select (select count(*)::int from ledger.facts where type = 'requests.asked') as asked,
        (select count(*)::int from ledger.leaves l join ledger.facts f on f.id = any(l.fact_ids) where f.type = 'requests.asked') as leaves`)
    expect(facts.rows).toEqual([{ asked: ids.size, leaves: ids.size }])
    await database.end()
  }, 180_000)
})
