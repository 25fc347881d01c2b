// SPDX-License-Identifier: Apache-2.0
import { fromKysely, PgBoss } from 'pg-boss'
import { asServiceRole, isDatabaseAway, type Tx } from '../database/index.ts'
import type { Log } from '../kernel/index.ts'

/** What a job carries: ids only, because the queue's tables are no place for data of persons. */
export interface JobData {
  readonly organisation: string
  readonly id: string
}

/** Does one step of durable work. It may run again after a crash at any line, so it must find out what is done already. */
export type JobHandler = (data: JobData) => Promise<void>

/** One kind of work. */
export interface JobKind {
  readonly name: string
  readonly handler: JobHandler
  /** How many run at once on this server, an even number; 4 by default. */
  readonly atOnce?: number
}

/** Thrown by a handler whose time has not come (a source is down): tried again later, and no bug. */
export class TryAgain extends Error {
  constructor(reason: string, options?: ErrorOptions) {
    super(reason, options)
    this.name = 'TryAgain'
  }
}

interface JobRow {
  readonly name: string
  readonly data: JobData
}

const queue = {
  // Never given up: the duty's deadline is what people see when work does not succeed.
  retryLimit: 1_000_000,
  retryDelay: 2,
  retryBackoff: true,
  retryDelayMax: 60,
  // A worker that died is missed by its heartbeat; this is for one that hangs. Sooner, the reading of slow systems would
  // be begun again beside the one under way.
  expireInSeconds: 6 * 3_600,
  heartbeatSeconds: 10,
  notify: true,
}

const takeUpLeft = `
  update jobs.job set state = 'retry', start_after = now(), started_on = null, heartbeat_on = null
  where state = 'active' and name = any($1::text[])`

const listUnderWay = `select name, data from jobs.job where state <= 'active' and name = any($1::text[])`

/** Tells a job apart from every other. */
export function jobKey(name: string, { organisation, id }: JobData): string {
  return `${name}:${organisation}:${id}`
}

/** Durable jobs on pg-boss: enqueued in the business transaction, run at least once, tried until they succeed. */
export class Jobs {
  readonly #boss: PgBoss
  readonly #log: Log

  constructor(databaseUrl: string, log: Log) {
    this.#log = log
    this.#boss = new PgBoss({
      ...asServiceRole(databaseUrl),
      schema: 'jobs',
      max: 4,
      useListenNotify: true,
      schedule: false,
      superviseIntervalSeconds: 10,
      monitorIntervalSeconds: 10,
      persistWarnings: false,
    })
    // It is no Error but a copy of one, message and all, which may quote values: only its code is told.
    this.#boss.on('error', (fault) => {
      const { code, queue: name } = fault as { code?: string; queue?: string }
      log[isDatabaseAway(fault) ? 'warn' : 'error']('jobs.queue-failed', { code, job: name })
    })
  }

  /**
   * Creates the queues and starts to work. `alone` says that no other server works on this database: what stands as
   * being worked on was left by a server that died, and is taken up at once instead of when its heartbeat is missed.
   */
  async start(kinds: readonly JobKind[], alone = false): Promise<void> {
    await this.#boss.start()
    for (const { name } of kinds) {
      await this.#boss.createQueue(name, queue)
      // One that an older version made keeps to what that version said until it is told otherwise.
      await this.#boss.updateQueue(name, queue)
    }
    if (alone) await this.#boss.getDb().executeSql(takeUpLeft, [kinds.map((kind) => kind.name)])
    for (const kind of kinds) await this.#work(kind)
  }

  /** The jobs of some kinds that wait or are being worked on: the keys {@link jobKey} makes of them. */
  async underWay(...names: string[]): Promise<Set<string>> {
    const { rows } = (await this.#boss.getDb().executeSql(listUnderWay, [names])) as { rows: JobRow[] }
    return new Set(rows.map(({ name, data }) => jobKey(name, data)))
  }

  /** Enqueues a job: it exists exactly when `tx` commits. `after` delays it by so many seconds. */
  async enqueue(tx: Tx, name: string, data: JobData, after = 0): Promise<void> {
    await this.#boss.send(name, data, { db: fromKysely(tx), ...(after > 0 ? { startAfter: after } : {}) })
  }

  /** Lets the jobs under way end, then stops. */
  async stop(): Promise<void> {
    await this.#boss.stop({ graceful: true, timeout: 10_000 })
  }

  async #work({ name, handler, atOnce = 4 }: JobKind): Promise<void> {
    const options = {
      // Two at a time for each worker: a full fetch is followed by the next at once, and a slow job (a mail server that
      // says nothing) holds up one other and not all.
      batchSize: 2,
      localConcurrency: Math.max(1, Math.floor(atOnce / 2)),
      burstWhenBatchFull: true,
      pollingIntervalSeconds: 1,
      // Nobody is notified when the time of a second try has come.
      notifyPollingIntervalSeconds: 3,
      perJobResults: true,
    } as const
    await this.#boss.work<JobData, unknown, typeof options>(name, options, (jobs) =>
      Promise.all(
        jobs.map(async (job) => {
          try {
            await handler(job.data)
            return { id: job.id, status: 'completed' as const }
          } catch (error) {
            if (error instanceof TryAgain)
              this.#log.info('jobs.later', { job: name, ...job.data, reason: error.message })
            else this.#log.error('jobs.failed', { job: name, ...job.data, error })
            return { id: job.id, status: 'failed' as const }
          }
        }),
      ),
    )
  }
}
