// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { root } from '../tidy/sources.ts'

const cli = join(root, 'server', 'src', 'cli.ts')

/** Runs the command line as a person does. */
export function yakusoku(...words: string[]): string {
  const parameters = ['--disable-warning=ExperimentalWarning', cli, ...words]
  // The cache of compiled modules that `npm start` keeps: a command is asked for its help many times.
  const env = {
    ...process.env,
    NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'yakusoku-compiled'),
  }
  const { stdout, stderr, status } = spawnSync(process.execPath, parameters, { encoding: 'utf8', env })
  if (status !== 0) throw new Error(`yakusoku ${words.join(' ')} ended with ${status}: ${stderr}`)
  return stdout
}

/** Every command with its options, read from its own help: `ledger export` → `--organisation`, `--out`, …. */
export function commands(): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>()
  const visit = (words: readonly string[]) => {
    const help = yakusoku(...words, '--help')
    const [, listed = ''] = help.split(/^Commands:$/m)
    const below = [...listed.matchAll(/^ {2}([a-z]+)/gm)].map(([, name]) => name as string)
    for (const name of below.filter((one) => one !== 'help')) visit([...words, name])
    if (below.length === 0 && words.length > 0)
      found.set(words.join(' '), new Set([...help.matchAll(/--[a-z-]+/g)].map(([option]) => option)))
  }
  visit([])
  return found
}

/** A use of the command line in a text: the words before the first value, and the options. */
export interface Use {
  readonly words: readonly string[]
  readonly options: readonly string[]
}

/** Finds `npx yakusoku …` in code; what only names the program (`npx yakusoku …`) is no use of it. */
export function uses(code: string): Use[] {
  return [...code.matchAll(/npx yakusoku ([^\n|]*)/g)].flatMap(([, line]) => {
    const words = (line as string).trim().split(/\s+/)
    const end = words.findIndex((word) => !/^[a-z]+$/.test(word))
    const named = end < 0 ? words : words.slice(0, end)
    const options = words.filter((word) => /^--[a-z]/.test(word)).map((word) => word.replace(/=.*/, ''))
    return named.length === 0 ? [] : [{ words: named, options }]
  })
}
