// SPDX-License-Identifier: Apache-2.0
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

/** A program of the system that some tests need. */
export type Program = 'chromium' | 'curl' | 'mariadbd' | 'pdftotext'

const commands: Record<Program, readonly string[]> = {
  chromium: ['chromium', 'chromium-browser', 'google-chrome'],
  curl: ['curl'],
  mariadbd: ['mariadbd'],
  pdftotext: ['pdftotext'],
}

/** Path of the program, or undefined when this machine has none: then `describe.skipIf` the tests that need it. */
export function available(program: Program): string | undefined {
  if (handedOver()[program] !== undefined) return undefined
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/local/bin', '/usr/sbin', '/usr/bin']
  return folders
    .flatMap((folder) => commands[program].map((command) => join(folder, command)))
    .find(isExecutable)
}

/** Why {@link available} gives nothing; undefined when it gives a path. */
export function whyNot(program: Program): string | undefined {
  if (available(program) !== undefined) return undefined
  return handedOver()[program] ?? `${program} is not on this machine; npm test installs it where it may`
}

/** What `npm test` found missing, with the reason: it hands this over by an environment variable of its own. */
function handedOver(): Partial<Record<Program, string>> {
  return JSON.parse(process.env['YAKUSOKU_TEST_WITHOUT'] || '{}') as Partial<Record<Program, string>>
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
