// SPDX-License-Identifier: Apache-2.0
/** A thread that reads one uploaded workbook, and may be ended with all it holds when that takes too long or too much. */
import { parentPort, workerData } from 'node:worker_threads'
import { guard } from './sheet-guard.ts'
import { readBook } from './sheet-read.ts'

const { bytes, wanted } = workerData as { bytes: Uint8Array; wanted: string[] }
const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
try {
  const problem = guard(file)
  parentPort?.postMessage(problem === undefined ? await readBook(file, wanted) : problem)
} catch {
  // What passed the guard and still cannot be read is no workbook that Excel would write.
  parentPort?.postMessage({ code: 'damaged' })
}
