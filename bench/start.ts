// SPDX-License-Identifier: Apache-2.0
/**
 * A warm start - the database and the demonstration are there - from `npm start`'s script to the first "ready", and the
 * memory of the server at rest: both beside their limits.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { median, type Measure } from './measure.ts'

const limits = { milliseconds: 2_000, megabytes: 200 }
const warmStarts = 5
const restSeconds = 10
const root = fileURLToPath(new URL('..', import.meta.url))

/** Warm start in milliseconds and memory at rest in megabytes, each as a share of its limit. */
export async function bench(): Promise<Measure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'yakusoku-bench-'))
  chmodSync(folder, 0o755)
  try {
    const cold = await measureStart(folder)
    const warm: number[] = []
    for (let count = 0; count < warmStarts; count += 1) warm.push((await measureStart(folder)).ready)
    const { resident } = await measureStart(folder, restSeconds)
    return [
      {
        ...against('warm start to ready / its limit', median(warm), limits.milliseconds, 'ms'),
        note: `median of ${warmStarts}; the first start, with the demonstration made, took ${Math.round(cold.ready)} ms`,
      },
      {
        ...against('server memory at rest / its limit', resident, limits.megabytes, 'MB'),
        note: `VmRSS of the server's process ${restSeconds} s after the start, nothing asked of it; PostgreSQL apart`,
      },
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function against(name: string, ours: number, beside: number, unit: string) {
  return { name, ours, beside, ratio: ours / beside, goal: 1, unit }
}

async function measureStart(folder: string, rest = 0): Promise<{ ready: number; resident: number }> {
  const port = await freePort()
  const env = { ...process.env, YAKUSOKU_DATA: folder, YAKUSOKU_PORT: String(port), YAKUSOKU_LOG: 'error' }
  const begin = performance.now()
  const server = spawn(process.execPath, ['scripts/start.mjs'], {
    cwd: root,
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  try {
    await answers(server, `http://127.0.0.1:${port}/ready`)
    const ready = performance.now() - begin
    await sleep(rest * 1_000)
    return { ready, resident: residentMegabytes(server) }
  } finally {
    const ended = once(server, 'exit')
    if (server.exitCode === null && server.kill('SIGTERM')) await ended
  }
}

async function answers(server: ChildProcess, url: string): Promise<void> {
  for (const end = performance.now() + 180_000; performance.now() < end; await sleep(10)) {
    if (server.exitCode !== null) throw new Error(`the server ended with code ${server.exitCode}`)
    const response = await fetch(url).catch(() => undefined)
    if (response?.ok) return
  }
  throw new Error('the server was not ready within three minutes')
}

/** Of the server that `npm start`'s script started, not of the script. */
function residentMegabytes({ pid }: ChildProcess): number {
  const [child] = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ')
  const line = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${child}/status`, 'utf8'))
  return Number(line?.[1]) / 1_024
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address !== null ? address.port : 0
}
