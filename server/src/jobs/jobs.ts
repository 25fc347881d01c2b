// SPDX-License-Identifier: Apache-2.0
import { fromKysely, PgBoss } from 'pg-boss'
import { serviceRole, type Tx } from '../database/index.ts'
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
  /** How many run at once on this server. */
  readonly atOnce?: number
}

/** Thrown by a handler whose time has not come (a source is down): tried again later, and no bug. */
export class TryAgain extends Error {
  constructor(reason: string, options?: ErrorOptions) {
    super(reason, options)
    this.name = 'TryAgain'
  }
}

/** Durable jobs on pg-boss: enqueued in the business transaction, run at least once, tried until they succeed. */
export class Jobs {
  readonly #boss: PgBoss
  readonly #log: Log

  constructor(databaseUrl: string, log: Log) {
    this.#log = log
    this.#boss = new PgBoss({
      connectionString: databaseUrl,
      options: `-c role=${serviceRole}`,
      schema: 'jobs',
      max: 4,
      useListenNotify: true,
      schedule: false,
      superviseIntervalSeconds: 10,
      monitorIntervalSeconds: 10,
      persistWarnings: false,
    })
    this.#boss.on('error', (error) => log.error('jobs.failed', { error }))
  }

  /** Creates the queues and starts to work. */
  async start(kinds: readonly JobKind[]): Promise<void> {
    await this.#boss.start()
    for (const kind of kinds) await this.#work(kind)
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
    await this.#boss.createQueue(name, {
      // Never given up: the duty's deadline is what people see when work does not succeed.
      retryLimit: 1_000_000,
      retryDelay: 2,
      retryBackoff: true,
      retryDelayMax: 60,
      heartbeatSeconds: 10,
      notify: true,
    })
    const options = {
      batchSize: atOnce,
      burstWhenBatchFull: true,
      pollingIntervalSeconds: 1,
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
