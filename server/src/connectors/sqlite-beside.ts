// SPDX-License-Identifier: Apache-2.0
import { once } from 'node:events'
import type { SQLOutputValue } from 'node:sqlite'
import { Worker } from 'node:worker_threads'
import { failureOf, SourceFailure } from './failure.ts'

/** Turns SQLite's error into a failure that says what to do. */
export const sqliteFailure = (error: unknown, where: string): SourceFailure => {
  const { errcode, code } = error as { errcode?: number; code?: string }
  // Result codes of SQLite: 5 busy, 6 locked, 10 I/O, 14 cannot open; 11 corrupt, 26 not a database.
  const primary = errcode === undefined ? undefined : errcode & 0xff
  if (primary === 5 || primary === 6 || primary === 10 || primary === 14)
    return new SourceFailure('down', where, `SQLite ${primary}`)
  if (primary === 11 || primary === 26)
    return new SourceFailure('no-database', where, 'not a SQLite database')
  if (primary === 23) return new SourceFailure('forbidden', where)
  if (primary !== undefined) return new SourceFailure('query-failed', where, `SQLite ${primary}`)
  return failureOf(error instanceof Error && code === undefined ? { message: '' } : error, where)
}

/** A reading that takes long: the file, the statement and how long to wait for a lock, in milliseconds. */
export interface Job {
  readonly path: string
  readonly text: string
  readonly parameters: readonly unknown[]
  readonly busy: number
}

/** Runs a reading in a thread of its own, which can be ended whatever it is doing. */
export const runBeside = async (
  job: Job,
  where: string,
  timeout: number,
  signal?: AbortSignal,
): Promise<SQLOutputValue[][]> => {
  const worker = new Worker(new URL('./sqlite-worker.ts', import.meta.url), { workerData: job })
  const limit = AbortSignal.timeout(timeout)
  const end = AbortSignal.any(signal ? [limit, signal] : [limit])
  try {
    const [answer] = (await once(worker, 'message', { signal: end })) as [
      { rows?: SQLOutputValue[][]; errcode?: number },
    ]
    if (answer.rows) return answer.rows
    throw sqliteFailure(answer, where)
  } catch (error) {
    if (signal?.aborted) throw new SourceFailure('aborted', where)
    if (limit.aborted) throw new SourceFailure('timeout', where)
    throw error
  } finally {
    await worker.terminate()
  }
}
