// SPDX-License-Identifier: Apache-2.0
import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { refuse } from '../kernel/index.ts'
import { inventoryRefusals } from './refusals.ts'
import type { FileProblem } from './sheet-guard.ts'
import type { RawBook } from './sheet-read.ts'
import type { Asked } from './sheet.process.ts'
import { dataSheet } from './sheet-shape.ts'

/** What reading one workbook may take. */
export interface Bounds {
  readonly seconds: number
  readonly megabytes: number
}

const usual: Bounds = { seconds: 20, megabytes: 320 }

/** Workbooks are read one at a time: what one may take is bounded, what ten take together would not be. */
let before: Promise<unknown> = Promise.resolve()

/** Reads an uploaded workbook in a process of its own, within bounds of time and memory, or refuses it with its reason. */
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

/**
 * In a process and not in a thread: what a hostile file makes a library allocate at once ends the whole process,
 * whatever the bounds of a thread. It is given nothing of the environment.
 */
function read(bytes: Uint8Array, { seconds, megabytes }: Bounds): Promise<Answer> {
  const child = fork(fileURLToPath(new URL('./sheet.process.ts', import.meta.url)), {
    execArgv: [`--max-old-space-size=${megabytes}`, '--disable-warning=ExperimentalWarning'],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    env: {},
  })
  let timer: NodeJS.Timeout | undefined
  return new Promise<Answer>((resolve, reject) => {
    timer = setTimeout(() => resolve({ code: 'slow' }), seconds * 1_000)
    child
      .once('message', (answer) => resolve(answer as Answer))
      .once('error', reject)
      .once('exit', (code, signal) => {
        if (signal === 'SIGABRT' || code === 134) resolve(swollen)
        else reject(new Error('the process that reads a workbook ended'))
      })
    const asked: Asked = { bytes, wanted: Object.values(dataSheet) }
    child.send(asked, (error) => error && reject(error))
  }).finally(() => {
    clearTimeout(timer)
    child.kill('SIGKILL')
  })
}

const swollen: Answer = {
  code: 'unsafe',
  detail: { ja: '読むのに多くのメモリーを要する', en: 'it takes too much memory to read' },
}
