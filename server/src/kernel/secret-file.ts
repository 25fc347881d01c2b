// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { operatorError, type Text } from './language.ts'

/**
 * Makes a file that only its owner can read, with its folder, unless it is there. It appears whole or not at all,
 * whenever the process is killed; of two processes at the same moment one makes it, and both go on with that one.
 */
export function makeSecretFile(file: string, content: string): void {
  if (existsSync(file)) return
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  const unfinished = `${file}.${randomBytes(4).toString('hex')}`
  try {
    writeFileSync(unfinished, content, { mode: 0o600, flush: true })
    // Unlike a renaming, a link never takes the place of a file that came there in the meantime.
    linkSync(unfinished, file)
  } catch (error) {
    if ((error as { code?: string }).code !== 'EEXIST') throw error
  } finally {
    rmSync(unfinished, { force: true })
  }
  flushFolder(dirname(file))
}

/**
 * Writes down to the disk which files a folder has: without it a power cut takes back a file that was just made or
 * renamed, after a database on another machine was told of it.
 */
export function flushFolder(folder: string): void {
  // Windows opens no folders.
  if (process.platform === 'win32') return
  const descriptor = openSync(folder, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

/** Throws when others than the owner could read a file of secrets; `what` is how its message calls it. */
export function refuseReadable(file: string, what: Text): void {
  if (process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0)
    throw operatorError(
      `${what.ja} ${file} をほかの利用者が読めます。chmod 600 で閉じてください。`,
      `the ${what.en} ${file} can be read by others: chmod 600 it`,
    )
}
