// SPDX-License-Identifier: Apache-2.0
import { rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Log } from '../kernel/index.ts'
import { createCluster, ownFolder, preparePlace, urlOf, type Place } from './cluster.ts'
import { alive, answers, launch, runningPid, stopProcess } from './postmaster.ts'

/** A PostgreSQL that we started, or found running from an earlier start, and may stop. */
export interface Embedded {
  /** Connection URL over the Unix socket, as the superuser. */
  readonly url: string
  /** Process id of the postmaster; another one after it had to be started again. */
  readonly pid: number
  /** Folder of the database files. */
  readonly folder: string
  /** Whether it was still running from an earlier start. */
  readonly adopted: boolean
  /** From now on, starts it again whenever it ends by itself. */
  guard(log: Log): void
  /** Lets go of it: it runs on. */
  release(): void
  /** Ends it orderly ("fast shutdown") and waits for its end. */
  stop(): Promise<void>
}

/**
 * Starts the embedded PostgreSQL of `dataFolder`, creating it at the first start.
 * It listens on a Unix socket only and never runs as root (PostgreSQL refuses uid 0): as root we step down to
 * `postgres` or `nobody`. A postmaster left behind by a killed server is adopted.
 */
export async function startEmbedded(
  dataFolder: string,
  options: Record<string, string> = {},
): Promise<Embedded> {
  const place = await preparePlace(resolve(dataFolder))
  await createCluster(place)
  const { pid, adopted } = await run(place, options)
  return new Postmaster(place, options, pid, adopted)
}

async function run(
  place: Place,
  options: Record<string, string>,
): Promise<{ pid: number; adopted: boolean }> {
  const running = await runningPid(place)
  if (running !== undefined) {
    if (await answers(place, 10_000, () => !alive(running))) return { pid: running, adopted: true }
    await stopProcess(running)
  }
  try {
    return { pid: await launch(place, options), adopted: false }
  } catch (error) {
    // Another start on the same folder may have been a moment quicker.
    const other = await runningPid(place)
    if (other !== undefined && (await answers(place, 10_000))) return { pid: other, adopted: true }
    throw error
  }
}

const watchMilliseconds = 250
const againMilliseconds = 2_000

class Postmaster implements Embedded {
  readonly url: string
  readonly folder: string
  readonly adopted: boolean
  readonly #place: Place
  readonly #options: Record<string, string>
  #pid: number
  #watched = false

  constructor(place: Place, options: Record<string, string>, pid: number, adopted: boolean) {
    this.url = urlOf(place)
    this.folder = place.folder
    this.adopted = adopted
    this.#place = place
    this.#options = options
    this.#pid = pid
  }

  get pid(): number {
    return this.#pid
  }

  guard(log: Log): void {
    if (this.#watched) return
    this.#watched = true
    void this.#watch(log)
  }

  release(): void {
    this.#watched = false
  }

  async stop(): Promise<void> {
    this.#watched = false
    await stopProcess(this.#pid)
    rmSync(this.#place.sockets, { recursive: true, force: true })
  }

  /** Polls, because a postmaster that was adopted is no child of ours. */
  async #watch(log: Log): Promise<void> {
    const pause = (milliseconds: number) => sleep(milliseconds, undefined, { ref: false })
    for (;;) {
      await pause(watchMilliseconds)
      if (!this.#watched) return
      if (alive(this.#pid)) continue
      log.error('database.ended', { pid: this.#pid })
      try {
        ownFolder(this.#place, this.#place.sockets)
        this.#pid = (await run(this.#place, this.#options)).pid
        log.warn('database.started-again', { pid: this.#pid })
      } catch (error) {
        // It says why in its own log; a full disk or a folder that is away may come right by itself.
        log.error('database.start-failed', { error, databaseLog: this.#place.log })
        await pause(againMilliseconds)
      }
    }
  }
}
