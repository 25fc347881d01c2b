// SPDX-License-Identifier: Apache-2.0
import { isDatabaseAway, listOrganisations, type Database } from '../database/index.ts'
import type { Clock, Log } from '../kernel/index.ts'
import type { Vault } from '../vault/index.ts'
import { sequence } from './sequence.ts'

const busyMilliseconds = 250
const idleMilliseconds = 1_000

/** Numbers facts of all organisations in the background, soon after a nudge and otherwise once a second. */
export interface Sequencer {
  /** Says that facts were appended; their numbers follow within a moment of the commit. */
  nudge(): void
  /** Ends after the batch under way. */
  stop(): Promise<void>
}

/** Starts the background numbering of a server; several servers do not disturb each other. */
export function startSequencer(db: Database, vault: Vault, clock: Clock, log: Log): Sequencer {
  let stopped = false
  let wake: (() => void) | undefined
  let quickRounds = 0
  const pause = (milliseconds: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  const loop = async () => {
    while (!stopped) {
      try {
        if ((await round({ db, vault, clock, log }, () => stopped)) > 0) quickRounds = 10
      } catch (error) {
        log.error('ledger.sequencing-failed', { error })
      }
      quickRounds = Math.max(0, quickRounds - 1)
      if (!stopped) await pause(quickRounds > 0 ? busyMilliseconds : idleMilliseconds)
    }
  }
  const ended = loop()
  return {
    nudge() {
      // The commit comes after the nudge: a few quick rounds find it.
      if (quickRounds === 0) wake?.()
      quickRounds = 10
    },
    async stop() {
      stopped = true
      wake?.()
      await ended
    },
  }
}

interface Ground {
  readonly db: Database
  readonly vault: Vault
  readonly clock: Clock
  readonly log: Log
}

/** Numbers what waits of every organisation; what is wrong with the ledger of one holds up no other. */
async function round({ db, vault, clock, log }: Ground, stopped: () => boolean): Promise<number> {
  let numbered = 0
  for (const organisation of await listOrganisations(db)) {
    if (stopped()) break
    try {
      numbered += await sequence(db, vault, clock, organisation)
    } catch (error) {
      if (isDatabaseAway(error)) throw error
      log.error('ledger.sequencing-failed', { organisation, error })
    }
  }
  return numbered
}
