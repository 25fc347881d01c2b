// SPDX-License-Identifier: Apache-2.0
/** A process that reads one uploaded workbook, and may be ended with all it holds when that takes too long or too much. */
import { guard } from './sheet-guard.ts'
import { readBook, type RawBook } from './sheet-read.ts'
import type { FileProblem } from './sheet-guard.ts'

/** What the process is asked: the bytes of the file, and the names a sheet of data may have. */
export interface Asked {
  readonly bytes: Uint8Array
  readonly wanted: readonly string[]
}

async function answer({ bytes, wanted }: Asked): Promise<RawBook | FileProblem> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    return guard(file) ?? (await readBook(file, wanted))
  } catch {
    // What passed the guard and still cannot be read is no workbook that Excel would write.
    return { code: 'damaged' }
  }
}

process.once('message', (asked: Asked) => {
  void answer(asked).then((found) => process.send?.(found))
})
