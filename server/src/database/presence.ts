// SPDX-License-Identifier: Apache-2.0
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

/** The sign by which servers on one database know of each other. */
export interface Presence {
  /** Whether no other server was there when we came: whatever is marked as under way was left by a dead one. */
  readonly alone: boolean
  /** Takes the sign away. */
  end(): Promise<void>
}

const key = `hashtext('yakusoku.server')`
const againMilliseconds = 1_000

/**
 * Announces this server for as long as its process lives: a lock of its session that all servers share. PostgreSQL
 * frees it the moment the process is gone, even by `kill -9`. `patience` is how long to wait for others to go.
 */
export async function announce(url: string, patienceMilliseconds = 0): Promise<Presence> {
  let ended = false
  let client = await connect(url)
  const alone = await isAlone(client, Date.now() + patienceMilliseconds)
  await client.query(`select pg_advisory_lock_shared(${key})`)
  if (alone) await client.query(`select pg_advisory_unlock(${key})`)
  const watch = () => client.once('end', () => void comeBack())
  const comeBack = async () => {
    while (!ended) {
      await sleep(againMilliseconds, undefined, { ref: false })
      try {
        client = await connect(url)
        await client.query(`select pg_advisory_lock_shared(${key})`)
        watch()
        return
      } catch {
        continue
      }
    }
  }
  watch()
  const end = async () => {
    ended = true
    await client.end().catch(() => undefined)
  }
  return { alone, end }
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 15_000, keepAlive: true })
  client.on('error', () => undefined)
  await client.connect()
  return client
}

async function isAlone(client: pg.Client, until: number): Promise<boolean> {
  for (;;) {
    const tried = await client.query<{ alone: boolean }>(`select pg_try_advisory_lock(${key}) as alone`)
    if (tried.rows[0]?.alone === true) return true
    if (Date.now() >= until) return false
    await sleep(50)
  }
}
