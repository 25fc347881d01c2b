// SPDX-License-Identifier: Apache-2.0
import { Readable } from 'node:stream'

/** Bytes that wait for a slow reader at most. */
const mostWaitingBytes = 262_144

/** Who takes nothing for this long is cut off: what they know is too old to decide by anyway. */
export const patienceMilliseconds = 30_000

/**
 * Sends parts as fast as they are taken, and cuts off who takes none. `stop` ends what makes the parts, once nobody takes
 * them any more.
 */
export function sending(
  parts: AsyncGenerator<string | Uint8Array, void>,
  stop: AbortController,
  patience: number = patienceMilliseconds,
): Readable {
  const stream = Readable.from(
    watched(parts, patience, () => stream.destroy()),
    {
      objectMode: false,
      highWaterMark: mostWaitingBytes,
    },
  )
  stream.once('close', () => stop.abort())
  return stream
}

async function* watched(
  parts: AsyncGenerator<string | Uint8Array, void>,
  patience: number,
  cut: () => void,
): AsyncGenerator<string | Uint8Array, void> {
  for await (const part of parts) {
    const timer = setTimeout(cut, patience)
    try {
      yield part
    } finally {
      clearTimeout(timer)
    }
  }
}
