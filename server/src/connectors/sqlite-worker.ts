// SPDX-License-Identifier: Apache-2.0
/** Runs one long reading of a SQLite file beside the main thread, which it would otherwise hold up. */
import { DatabaseSync } from 'node:sqlite'
import type { SQLInputValue } from 'node:sqlite'
import { parentPort, workerData } from 'node:worker_threads'

const { path, text, parameters, busy } = workerData as {
  path: string
  text: string
  parameters: SQLInputValue[]
  busy: number
}

try {
  const database = new DatabaseSync(path, { readOnly: true, timeout: busy })
  const statement = database.prepare(text)
  statement.setReadBigInts(true)
  statement.setReturnArrays(true)
  const rows = statement.all(...parameters)
  database.close()
  parentPort?.postMessage({ rows })
} catch (error) {
  parentPort?.postMessage({ errcode: (error as { errcode?: number }).errcode ?? 1 })
}
