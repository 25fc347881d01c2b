// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process'
import { chmodSync, closeSync, mkdtempSync, openSync, rmdirSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connect } from './database.ts'
import { call, insist } from './people.ts'
import { freePort, ServerProcess, until } from './server.ts'

/** Mounts a file system of so many megabytes; undefined where this user or this machine may not. */
function mountDisk(megabytes: number): string | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return undefined
  const folder = mkdtempSync(join(tmpdir(), 'yakusoku-disk-'))
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0755`, 'tmpfs', folder])
  if (mounted.status === 0) return folder
  rmdirSync(folder)
  return undefined
}

function unmountDisk(folder: string): void {
  spawnSync('umount', ['-l', folder])
  rmdirSync(folder)
}

/** Writes a file until there is no room for another byte. */
function fill(file: string): void {
  const descriptor = openSync(file, 'w')
  for (let size = 1_048_576; size >= 1;) {
    try {
      writeSync(descriptor, Buffer.alloc(size))
    } catch {
      size = Math.floor(size / 2)
    }
  }
  closeSync(descriptor)
}

const form = (email: string) => ({ kind: 'disclosure', name: '試験 次郎', note: '', language: 'ja', email })
const settings = { YAKUSOKU_DEMONSTRATION: 'off' }
const probe = mountDisk(1)
if (probe !== undefined) unmountDisk(probe)

describe.skipIf(probe === undefined)('a disk that is full (needs root and the right to mount)', () => {
  let disks: string[] = []
  let server: ServerProcess
  beforeAll(() => {
    disks = [mountDisk(30) as string, mountDisk(220) as string]
  })
  afterAll(async () => {
    await server?.stop()
    const pid = server?.databasePid()
    if (pid !== undefined) spawnSync('kill', ['-QUIT', String(pid)])
    for (const disk of disks) unmountDisk(disk)
  }, 60_000)

  it('is named at the first start, with what to do', async () => {
    const small = new ServerProcess(await freePort(), settings, disks[0])
    const child = small.spawn()
    await until('the process to end', () => child.exitCode !== null)
    expect(child.exitCode).toBe(1)
    expect(small.said).toMatch(/the disk is full; free about 100 MB/)
    expect(small.said).not.toMatch(/\n\s+at /)
  }, 120_000)

  it('loses nothing, says so, and is left behind as soon as there is room', async () => {
    const folder = join(disks[1] as string, 'data')
    server = new ServerProcess(await freePort(), settings, folder)
    await server.start()
    const asking = `${server.url}/api/privacy/cleaning/requests`
    const accepted: string[] = []
    const askOnce = async (n: number) => {
      const answer = await fetch(asking, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-forwarded-for': `10.8.${n >> 8}.${n & 255}` },
        body: JSON.stringify(form(`person-${n}@example.jp`)),
      })
      const body = (await answer.json()) as { id?: string; code?: string; title?: string }
      if (body.id !== undefined) accepted.push(body.id)
      return { status: answer.status, ...body }
    }
    for (let n = 0; n < 20; n += 1) await askOnce(n)
    expect(accepted).toHaveLength(20)
    const ballast = join(disks[1] as string, 'ballast')
    fill(ballast)
    const refused = new Set<string>()
    // The room inside the files that are there is used up first.
    for (let n = 20; n < 6_000 && refused.size === 0; n += 1) {
      const answer = await askOnce(n)
      if (answer.status !== 202) refused.add(`${answer.status} ${answer.code}`)
    }
    expect([...refused]).toEqual([
      expect.stringMatching(/^(507 common\.storage-full|503 common\.unavailable)$/),
    ])
    expect((await fetch(`${server.url}/health`)).status).toBe(200)
    rmSync(ballast)
    await until('the server to be ready again', () => server.isReady(), 60_000)
    const again = await insist('POST', asking, form('after@example.jp'))
    expect(again.status).toBe(202)
    const database = await connect(server, 'postgres')
    const kept = await database.query<{ id: string }>('select id from requests.requests')
    const ids = new Set(kept.rows.map((row) => row.id))
    expect(accepted.filter((id) => !ids.has(id))).toEqual([])
    await until(
      'all facts to be numbered',
      async () => (await database.query('select 1 from ledger.pending')).rowCount === 0,
    )
    const counts = await database.query<{ facts: number; leaves: number; asked: number }>(`
      select (select count(*)::int from ledger.facts) as facts, (select sum(cardinality(fact_ids))::int from ledger.leaves) as leaves,
        (select count(*)::int from ledger.facts where type = 'requests.asked') as asked`)
    expect(counts.rows[0]?.facts).toBe(counts.rows[0]?.leaves)
    expect(counts.rows[0]?.asked).toBe(ids.size)
    await database.end()
    chmodSync(folder, 0o755)
    expect((await call('GET', `${server.url}/health`))?.status).toBe(200)
  }, 300_000)
})
