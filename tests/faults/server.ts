// SPDX-License-Identifier: Apache-2.0
import { spawn, type ChildProcess } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { serverEnvironment, serverParameters } from '../../scripts/server.mjs'

/**
 * A port nobody listens on now. It is none of those that the system gives to whoever asks for any (32768 and above on
 * Linux, 49152 elsewhere): so it stays free until its server listens, and while that is killed and started again.
 */
export async function freePort(): Promise<number> {
  const port = 10_000 + randomInt(20_000)
  const server = createServer()
  const free = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => resolve(true))
  })
  if (!free) return freePort()
  await new Promise<void>((resolve) => server.close(() => resolve()))
  return port
}

/** Waits until `done` gives something other than undefined or false; throws after a time, saying what for. */
export async function until<T>(
  what: string,
  done: () => Promise<T | undefined | false> | T | undefined | false,
  milliseconds = 60_000,
): Promise<T> {
  for (const end = Date.now() + milliseconds; ; await sleep(20)) {
    const value = await done()
    if (value !== undefined && value !== false) return value
    if (Date.now() > end) throw new Error(`waited ${milliseconds} ms for ${what}`)
  }
}

/** A real server process on a data folder of its own, which can be killed and started again. */
export class ServerProcess {
  readonly data: string
  readonly url: string
  readonly #port: number
  readonly #settings: Readonly<Record<string, string>>
  #child: ChildProcess | undefined
  /** All it said, over all its lives. */
  said = ''

  constructor(port: number, settings: Readonly<Record<string, string>> = {}, data?: string) {
    if (data === undefined) {
      this.data = mkdtempSync(join(tmpdir(), 'yakusoku-fault-'))
      // The user PostgreSQL runs as has to enter it.
      chmodSync(this.data, 0o755)
    } else this.data = data
    this.#port = port
    this.url = `http://localhost:${port}`
    this.#settings = settings
  }

  /** Starts the process without waiting for anything. */
  spawn(): ChildProcess {
    const child = spawn(process.execPath, serverParameters, {
      env: {
        ...process.env,
        ...serverEnvironment,
        YAKUSOKU_DATA: this.data,
        YAKUSOKU_PORT: String(this.#port),
        YAKUSOKU_LOG: 'warn',
        ...this.#settings,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const keep = (part: Buffer) => (this.said += part.toString())
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    this.#child = child
    return child
  }

  /** Starts the process and waits until it is ready and has said where it is. */
  async start(): Promise<void> {
    const before = this.said.length
    this.spawn()
    await this.untilReady(180_000)
    await until('the server to say where it is', () => this.said.includes('Ctrl-C', before))
  }

  /** Waits until it is ready; throws what it said when it ended by itself. */
  async untilReady(milliseconds = 60_000): Promise<void> {
    const child = this.#child
    await until(
      'the server to be ready',
      () => {
        if (child !== undefined && child.exitCode !== null)
          throw new Error(`the server ended with ${child.exitCode}:\n${this.said.slice(-2_000)}`)
        return this.isReady()
      },
      milliseconds,
    )
  }

  async isReady(): Promise<boolean> {
    return (await fetch(`${this.url}/ready`).catch(() => undefined))?.status === 200
  }

  /** `kill -9`, and waits for the kernel to have done it. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL')
  }

  /** Ends it as Ctrl-C does. */
  async stop(): Promise<void> {
    await this.#end('SIGTERM')
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
    const gone = new Promise((resolve) => child.once('exit', resolve))
    child.kill(signal)
    await gone
  }

  /** Process id of the embedded PostgreSQL, from its own file. */
  databasePid(): number | undefined {
    const file = join(this.data, 'postgres', 'postmaster.pid')
    return existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : undefined
  }

  /** Ends server and database and removes their folder. */
  async remove(): Promise<void> {
    await this.stop()
    const pid = this.databasePid()
    if (pid !== undefined) endDatabase(pid)
    rmSync(this.data, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
  }
}

function endDatabase(pid: number): void {
  try {
    process.kill(pid, 'SIGQUIT')
  } catch {
    // It is gone already.
  }
}
