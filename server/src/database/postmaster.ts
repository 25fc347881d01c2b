// SPDX-License-Identifier: Apache-2.0
import { execFile, spawn } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import pg from 'pg'
import { operatorError } from '../kernel/index.ts'
import { ids, urlOf, type Place } from './cluster.ts'

const run = promisify(execFile)

/** The process id of the postmaster that runs on a place's files, if one does. */
export async function runningPid(place: Place): Promise<number | undefined> {
  const file = join(place.folder, 'postmaster.pid')
  if (!existsSync(file)) return undefined
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0])
  // After a reboot the number may be that of any process: a signal must never go to one that is not ours.
  return Number.isInteger(pid) && pid > 0 && alive(pid) && (await serves(pid, place)) ? pid : undefined
}

async function serves(pid: number, place: Place): Promise<boolean> {
  return (await commandOf(pid)).includes(place.folder)
}

async function commandOf(pid: number): Promise<string> {
  try {
    if (process.platform === 'linux')
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
    if (process.platform === 'win32')
      return (await run('wmic', ['process', 'where', `processid=${pid}`])).stdout
    return (await run('ps', ['-ww', '-o', 'args=', '-p', String(pid)])).stdout
  } catch {
    return ''
  }
}

/** Whether a process lives. */
export function alive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as { code?: string }).code === 'EPERM'
  }
}

/** Starts a postmaster and waits until it answers; throws with the end of its log when it does not. */
export async function launch(place: Place, options: Readonly<Record<string, string>>): Promise<number> {
  const log = openSync(place.log, 'a', 0o600)
  const set = { listen_addresses: '', unix_socket_directories: place.sockets, ...options }
  const flags = Object.entries(set).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  // Detached: Ctrl-C in the terminal reaches us first, and we stop it in order.
  const child = spawn(join(place.native, 'bin', 'postgres'), ['-D', place.folder, ...flags], {
    ...ids(place),
    cwd: place.sockets,
    detached: true,
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  let failure: string | undefined
  child.once('error', (error) => (failure = error.message))
  child.once('exit', (code) => (failure = `PostgreSQL ended at once with code ${code}`))
  child.unref()
  if (await answers(place, 60_000, () => failure !== undefined)) return child.pid as number
  const why = failure ?? 'PostgreSQL did not answer within 60 s'
  throw operatorError(
    `PostgreSQL が起動しませんでした。記録は ${place.log} にあります。`,
    `${why}; its log is ${place.log}:\n${tail(place.log)}`,
  )
}

function tail(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n').slice(-5).join('\n') : ''
}

/** Whether PostgreSQL takes a connection within a time. */
export async function answers(
  place: Place,
  milliseconds: number,
  gaveUp: () => boolean = () => false,
): Promise<boolean> {
  const end = Date.now() + milliseconds
  while (Date.now() < end && !gaveUp()) {
    const client = new pg.Client({ connectionString: urlOf(place), connectionTimeoutMillis: 5_000 })
    client.on('error', () => undefined)
    try {
      await client.connect()
      return true
    } catch {
      await sleep(15)
    } finally {
      await client.end().catch(() => undefined)
    }
  }
  return false
}

/** Ends a postmaster orderly ("fast shutdown") and waits for its end. */
export async function stopProcess(pid: number): Promise<void> {
  if (!alive(pid)) return
  process.kill(pid, 'SIGINT')
  for (let tries = 0; tries < 2_000 && alive(pid); tries += 1) await sleep(10)
}
