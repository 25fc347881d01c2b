// SPDX-License-Identifier: Apache-2.0
import { Worker } from 'node:worker_threads'
import { refuse } from '../kernel/index.ts'
import { inventoryRefusals } from './refusals.ts'
import type { FileProblem } from './sheet-guard.ts'
import type { RawBook } from './sheet-read.ts'
import { dataSheet } from './sheet-shape.ts'

/** What reading one workbook may take. */
export interface Bounds {
  readonly seconds: number
  readonly megabytes: number
}

const usual: Bounds = { seconds: 20, megabytes: 320 }

/** Workbooks are read one at a time: what one may take is bounded, what ten take together would not be. */
let before: Promise<unknown> = Promise.resolve()

/** Reads an uploaded workbook in a thread of its own, within bounds of time and memory, or refuses it with its reason. */
export async function openSheet(bytes: Uint8Array, bounds: Bounds = usual): Promise<RawBook> {
  const turn = before.then(() => read(bytes, bounds))
  before = turn.catch(() => undefined)
  const answer = await turn
  if (!('code' in answer)) return answer
  const { code, detail } = answer
  const both = detail ?? { ja: '', en: '' }
  if (code === 'kind')
    throw refuse(inventoryRefusals, 'inventory.file-kind', { kind: `${both.ja} / ${both.en}` })
  if (code === 'encrypted') throw refuse(inventoryRefusals, 'inventory.file-encrypted')
  if (code === 'macros') throw refuse(inventoryRefusals, 'inventory.file-macros')
  if (code === 'slow') throw refuse(inventoryRefusals, 'inventory.file-slow', { seconds: bounds.seconds })
  if (code === 'damaged') throw refuse(inventoryRefusals, 'inventory.file-damaged')
  throw refuse(inventoryRefusals, 'inventory.file-unsafe', { reason: `${both.ja} / ${both.en}` })
}

type Answer = RawBook | FileProblem | { readonly code: 'slow'; readonly detail?: undefined }

function read(bytes: Uint8Array, { seconds, megabytes }: Bounds): Promise<Answer> {
  const worker = new Worker(new URL('./sheet.worker.ts', import.meta.url), {
    workerData: { bytes, wanted: Object.values(dataSheet) },
    resourceLimits: { maxOldGenerationSizeMb: megabytes },
    stdout: true,
    stderr: true,
  })
  return new Promise<Answer>((resolve, reject) => {
    const timer = setTimeout(() => resolve({ code: 'slow' }), seconds * 1_000)
    const ended = (error?: unknown) => {
      const { code } = (error ?? {}) as { code?: unknown }
      if (code === 'ERR_WORKER_OUT_OF_MEMORY') resolve(swollen)
      else reject(error instanceof Error ? error : new Error('the thread that reads a workbook ended'))
    }
    worker
      .once('message', resolve)
      .once('error', ended)
      .once('exit', () => ended())
    worker.once('message', () => clearTimeout(timer)).once('exit', () => clearTimeout(timer))
  }).finally(() => void worker.terminate())
}

const swollen: Answer = {
  code: 'unsafe',
  detail: { ja: '読むのに多くのメモリーを要する', en: 'it takes too much memory to read' },
}
