// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testDatabase, type TestDatabase } from '../../../tests/support/database.ts'
import { inInstallation, migrate, registerOrganisation } from '../database/index.ts'
import { createLog } from '../kernel/index.ts'
import { jobKey, Jobs, TryAgain, type JobData, type JobHandler } from './index.ts'

const job = (id: string): JobData => ({ organisation: 'alpha', id })

describe('jobs', () => {
  let database: TestDatabase
  const lines: string[] = []
  const log = createLog('info', (line) => void lines.push(line))
  const started: Jobs[] = []

  beforeAll(async () => {
    database = await testDatabase()
    // A cloned database does not inherit the right to create schemas in it.
    await migrate(database.url)
    await inInstallation(database.db, (tx) => registerOrganisation(tx, 'alpha'))
  })
  afterAll(async () => {
    for (const jobs of started) await jobs.stop()
    await database.close()
  })

  async function working(name: string, handler: JobHandler, alone = false, atOnce = 4): Promise<Jobs> {
    const jobs = new Jobs(database.url, log)
    started.push(jobs)
    await jobs.start([{ name, handler, atOnce }], alone)
    return jobs
  }
  const enqueue = (jobs: Jobs, name: string, id: string) =>
    inInstallation(database.db, (tx) => jobs.enqueue(tx, name, job(id)))
  const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))
  async function until(done: () => boolean | Promise<boolean>): Promise<void> {
    for (let tries = 0; tries < 1_500; tries += 1) {
      if (await done()) return
      await pause(20)
    }
    throw new Error('waited 30 s in vain')
  }
  const names = ['exist', 'again', 'beside', 'shared', 'taken']
  const nothingUnderWay = (jobs: Jobs) => until(async () => (await jobs.underWay(...names)).size === 0)

  it('exist exactly when their transaction commits', async () => {
    const ran: string[] = []
    const jobs = await working('exist', async ({ id }) => void ran.push(id))
    await enqueue(jobs, 'exist', 'committed')
    const rolledBack = inInstallation(database.db, async (tx) => {
      await jobs.enqueue(tx, 'exist', job('rolled-back'))
      throw new Error('no')
    })
    await expect(rolledBack).rejects.toThrow('no')
    let commit: (() => void) | undefined
    const slow = inInstallation(database.db, async (tx) => {
      await jobs.enqueue(tx, 'exist', job('slow'))
      await new Promise<void>((resolve) => (commit = resolve))
    })
    await until(() => ran.includes('committed') && commit !== undefined)
    await pause(300)
    expect(ran).toEqual(['committed'])
    commit?.()
    await slow
    await until(() => ran.includes('slow'))
    await nothingUnderWay(jobs)
    expect(ran).toEqual(['committed', 'slow'])
  })

  it('run again after TryAgain, which is no error, and after any other failure, which is one', async () => {
    const ran: string[] = []
    const jobs = await working('again', async ({ id }) => {
      ran.push(id)
      if (ran.filter((one) => one === id).length > 1) return
      if (id === 'later') throw new TryAgain('a source is unavailable')
      throw new Error('secret value of a person')
    })
    await enqueue(jobs, 'again', 'later')
    await enqueue(jobs, 'again', 'broken')
    await nothingUnderWay(jobs)
    expect(ran.toSorted()).toEqual(['broken', 'broken', 'later', 'later'])
    const said = lines.filter((line) => line.includes('"job":"again"'))
    expect(
      said.filter((line) => line.includes('jobs.later') && line.includes('"level":"info"')),
    ).toHaveLength(1)
    expect(
      said.filter((line) => line.includes('jobs.failed') && line.includes('"level":"error"')),
    ).toHaveLength(1)
    expect(said.join()).not.toContain('secret value')
  })

  it('run beside each other, and one that does not end holds up one other at most', async () => {
    const ran: string[] = []
    let release = () => {}
    const stuck = new Promise<void>((resolve) => (release = resolve))
    const jobs = await working('beside', async ({ id }) => {
      if (id === 'stuck') await stuck
      ran.push(id)
    })
    await enqueue(jobs, 'beside', 'stuck')
    for (let n = 0; n < 12; n += 1) await enqueue(jobs, 'beside', `quick-${n}`)
    await until(() => ran.length >= 11)
    release()
    await nothingUnderWay(jobs)
    expect(ran).toHaveLength(13)
  })

  it('are each run by one of two servers', async () => {
    const ran: string[] = []
    const handler = async ({ id }: JobData) => {
      await pause(20)
      ran.push(id)
    }
    const [one, other] = [await working('shared', handler), await working('shared', handler)]
    for (let n = 0; n < 20; n += 1) await enqueue(n % 2 === 0 ? one : other, 'shared', String(n))
    await nothingUnderWay(one)
    expect(ran.toSorted()).toEqual(Array.from({ length: 20 }, (_, n) => String(n)).toSorted())
  })

  it('of a server that died are taken up at once by one that is alone', async () => {
    let died = true
    const ran: string[] = []
    const dead = await working('taken', async () => new Promise(() => undefined))
    await enqueue(dead, 'taken', 'one')
    await until(async () => {
      const rows = await database.pool.query(
        "select 1 from jobs.job where name = 'taken' and state = 'active'",
      )
      return rows.rowCount === 1
    })
    expect(await dead.underWay('shared', 'taken')).toEqual(new Set([jobKey('taken', job('one'))]))
    expect(await dead.underWay('shared')).toEqual(new Set())
    const next = await working(
      'taken',
      async ({ id }) => {
        ran.push(id)
        died = false
      },
      true,
    )
    await until(() => !died)
    expect(ran).toEqual(['one'])
    await nothingUnderWay(next)
  })

  it('run by the settings of this version also where an older one made their queue', async () => {
    await working('older', async () => undefined)
    const settings = async () =>
      (
        await database.pool.query(
          "select retry_limit, expire_seconds, heartbeat_seconds from jobs.queue where name = 'older'",
        )
      ).rows
    const made = await settings()
    await inInstallation(database.db, (tx) =>
      sql`update jobs.queue set retry_limit = 2, expire_seconds = 900, heartbeat_seconds = 60
        where name = 'older'`.execute(tx),
    )
    await working('older', async () => undefined)
    expect(await settings()).toEqual(made)
  })

  it('carry ids and nothing else', async () => {
    const rows = await database.pool.query<{ keys: string[] }>(
      'select distinct array(select jsonb_object_keys(data) order by 1) as keys from jobs.job',
    )
    expect(rows.rows).toEqual([{ keys: ['id', 'organisation'] }])
  })
})
