// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runtime } from './runtime.mjs'
import { fail, root, say, seconds } from './say.mjs'

const stamp = join(root, 'node_modules', '.yakusoku-console')
const built = join(root, 'console', 'dist', 'index.html')

// What the console is made of: its own files, and what it may import of the other workspaces.
const sources = [
  'console/index.html',
  'console/package.json',
  'console/public',
  'console/src',
  'console/vite.config.ts',
  'core/src',
  'server/src',
  'package-lock.json',
]

/** Builds the console into console/dist, unless what stands there was made of the same files. */
export function ensureConsole() {
  const hash = hashOf(sources.flatMap((source) => files(join(root, source))))
  if (existsSync(built) && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return
  say('Building the console …')
  const begin = Date.now()
  rmSync(stamp, { force: true })
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  const parameters = [vite, 'build', 'console', '--logLevel', 'warn']
  const result = spawnSync(runtime(), parameters, { cwd: root, encoding: 'utf8' })
  if (result.status !== 0) fail(`The console could not be built:\n${result.stdout}${result.stderr}`)
  writeFileSync(stamp, hash)
  say(`Console built in ${seconds(begin)}.`)
}

function files(path) {
  if (!existsSync(path)) return []
  if (statSync(path).isFile()) return [path]
  const entries = readdirSync(path, { withFileTypes: true })
  const below = entries.flatMap((entry) => files(join(path, entry.name)))
  const ours = path.startsWith(join(root, 'server'))
  return below.filter((file) => !/\.test\.tsx?$/.test(file) && (!ours || file.endsWith('contract.ts')))
}

function hashOf(paths) {
  const hash = createHash('sha256')
  for (const path of paths.sort())
    hash.update(path.slice(root.length)).update('\0').update(readFileSync(path)).update('\0')
  return hash.digest('hex')
}
