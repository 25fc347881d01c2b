// SPDX-License-Identifier: Apache-2.0
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { constants } from 'node:os'
import { join } from 'node:path'
import { isatty } from 'node:tty'
import { fail, root } from './say.mjs'

const wanted = 24

/** Path of the Node everything of ours runs on: the pinned platform package, or this one where none exists. */
export function runtime() {
  const platform = process.platform === 'win32' ? 'win' : process.platform
  const folder = join(root, 'node_modules', `node-${platform}-${process.arch}`)
  const pinned = join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  if (existsSync(pinned) && runs(pinned, folder)) return pinned
  if (Number(process.versions.node.split('.')[0]) >= wanted) return process.execPath
  return fail(
    `Yakusoku runs on Node ${wanted}. There is no package of it for ${process.platform} ${process.arch}, and this ` +
      `is Node ${process.versions.node}: install Node ${wanted} or later, then run the same command again.`,
  )
}

function runs(pinned, folder) {
  if (process.execPath === pinned) return true
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const answer = spawnSync(pinned, ['--version'], { encoding: 'utf8' })
  // A binary for another C library is there but does not run.
  return answer.status === 0 && answer.stdout.trim() === `v${version}`
}

/**
 * Runs our Node with these arguments in the foreground until it ends: signals are passed on, its exit code becomes
 * ours.
 */
export function runNode(parameters, environment = {}) {
  const child = spawn(runtime(), parameters, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...environment },
  })
  const told = new Set()
  const pass = (signal) => {
    // Ctrl-C in a terminal reaches the child by itself, and npm repeats signals: each is passed on once.
    if ((signal === 'SIGINT' && isatty(0)) || told.has(signal)) return
    told.add(signal)
    setTimeout(() => told.delete(signal), 1_000).unref()
    child.kill(signal)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, pass)
  return new Promise((resolve) => {
    child.once('error', (error) => fail(`Node could not be started: ${error.message}`))
    child.once('exit', (code, signal) => resolve(code ?? 128 + (constants.signals[signal] ?? 0)))
  })
}
