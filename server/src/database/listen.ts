// SPDX-License-Identifier: Apache-2.0
import type pg from 'pg'

const retryMilliseconds = 1_000

/** Hears what others notify until it is stopped. */
export interface Listening {
  stop(): Promise<void>
}

/**
 * Listens on channels over a connection of its own. `heard` gets channel and payload; without a payload when the
 * connection is new, because anything may have been said in the meantime. A lost connection is made again.
 */
export function listen(
  pool: pg.Pool,
  channels: readonly string[],
  heard: (channel: string, payload: string | undefined) => void,
): Listening {
  let stopped = false
  let client: pg.PoolClient | undefined
  let timer: NodeJS.Timeout | undefined
  const again = () => {
    client?.release(true)
    client = undefined
    if (!stopped) timer = setTimeout(() => void (connecting = connect()), retryMilliseconds)
  }
  const connect = async () => {
    try {
      const fresh = await pool.connect()
      client = fresh
      fresh.on('notification', ({ channel, payload }) => heard(channel, payload))
      fresh.once('end', () => (client === fresh ? again() : undefined))
      for (const channel of channels) await fresh.query(`listen ${fresh.escapeIdentifier(channel)}`)
      if (stopped) return
      for (const channel of channels) heard(channel, undefined)
    } catch {
      again()
    }
  }
  let connecting = connect()
  return {
    async stop() {
      stopped = true
      clearTimeout(timer)
      await connecting
      client?.release(true)
      client = undefined
    },
  }
}
