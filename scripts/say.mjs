// SPDX-License-Identifier: Apache-2.0
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The repository's folder. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** Tells the person at the terminal what is happening; on standard error, so that output stays clean. */
export function say(line) {
  process.stderr.write(`${line}\n`)
}

/** Ends the process, saying why and what to do. */
export function fail(reason) {
  say(reason)
  process.exit(1)
}

/** The time since `begin` (milliseconds of Date.now) as people read it. */
export function seconds(begin) {
  return `${((Date.now() - begin) / 1000).toFixed(1)} s`
}
