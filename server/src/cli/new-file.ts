// SPDX-License-Identifier: Apache-2.0
import { open, rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'

/** Writes a file that is not there yet, down to the disk; of one that cannot be written whole nothing is left. */
export async function writeNewFile(file: string, content: AsyncIterable<Uint8Array>): Promise<void> {
  const handle = await open(file, 'wx')
  try {
    await pipeline(content, handle.createWriteStream({ flush: true }))
  } catch (error) {
    await rm(file, { force: true })
    throw error
  }
}
