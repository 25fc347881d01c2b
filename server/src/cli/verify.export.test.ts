// SPDX-License-Identifier: Apache-2.0
import { createPrivateKey, sign as signBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { ExportRecord, SignEd25519, VerifyReport } from '@yakusoku/core/ledger'
import {
  CompactRange,
  createVerifier,
  encodeExport,
  noteKey,
  printVkey,
  signCheckpoint,
} from '@yakusoku/core/ledger'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { verifyExport } from './verify.export.ts'
import type { Sharing } from './verify.export.ts'
import { nodePrimitives, nodeSha256 } from './verify.primitives.ts'
import { findCuts, proveSpans } from './verify.spans.ts'

let folder = ''
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'yakusoku-spans-'))))
afterAll(() => rm(folder, { recursive: true }))

const secret = createPrivateKey({
  key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, 5)]),
  format: 'der',
  type: 'pkcs8',
})
const publicKey = new Uint8Array(Buffer.from(secret.export({ format: 'jwk' }).x ?? '', 'base64url'))
const key = noteKey('ledger.example.jp/hoshi-cleaning', publicKey) ?? expect.fail('no key')
const sign: SignEd25519 = (message) => new Uint8Array(signBytes(null, message, secret))
const log = { origin: key.name, vkey: printVkey(key) }

const size = 2_000
const genuine = exportOf()
const options = { trustedKey: log.vkey }

// A checkpoint before the first fact, and behind every 40th.
function exportOf(): Buffer {
  const range = new CompactRange(nodeSha256)
  const records: ExportRecord[] = []
  for (let index = 0; index <= size; index++) {
    if (index % 40 === 0) {
      const checkpoint = { origin: key.name, size: index, root: range.root() }
      records.push({ kind: 'checkpoint', text: signCheckpoint(checkpoint, key, sign) })
    }
    if (index === size) break
    const entry = Buffer.from(`{"actor":"p${index}","time":"2026-04-01T00:00:00Z"}`)
    range.appendEntry(entry)
    records.push({ kind: 'fact', entry })
  }
  const checkpoints = size / 40 + 1
  const header = {
    organisation: 'hoshi',
    origin: key.name,
    size,
    checkpoints,
    created: '2026-11-21T09:00:00Z',
    key,
  }
  return Buffer.concat([...encodeExport(header, sign, records, nodeSha256)])
}

function alone(bytes: Uint8Array): VerifyReport {
  return createVerifier({ ...nodePrimitives, ...options })
    .push(bytes)
    .finish()
}

async function withFile<T>(bytes: Uint8Array, use: (fd: number) => T | Promise<T>): Promise<T> {
  const path = join(folder, 'ledger.txt')
  await writeFile(path, bytes)
  const handle = await open(path)
  try {
    return await use(handle.fd)
  } finally {
    await handle.close()
  }
}

const together = (bytes: Uint8Array, sharing: Partial<Sharing>) =>
  withFile(bytes, (fd) => verifyExport(fd, options, { spanLength: 10_000, ...sharing }))

describe('an export verified by several threads', () => {
  test.each([0, 1, 3])('has the report of a single one, with %i beside the first', async (workers) => {
    const report = await together(genuine, { workers })
    expect(report).toEqual(alone(genuine))
    expect([report.ok, report.facts, report.checkpoints]).toEqual([true, 2_000, 51])
  })

  test('has it also where facts, a checkpoint or the header are damaged, or the end is missing', async () => {
    for (const at of [0, 0.1, 0.3, 0.5, 0.7, 0.9, 0.999]) {
      const damaged = Buffer.from(genuine)
      const byte = Math.floor(at * genuine.length)
      damaged[byte] = (damaged[byte] ?? 0) ^ 4
      const report = await together(damaged, { workers: 1 })
      expect(report).toEqual(alone(damaged))
      expect(report.ok).toBe(false)
    }
    const cut = genuine.subarray(0, Math.floor(genuine.length / 2))
    expect(await together(cut, { workers: 1 })).toEqual(alone(cut))
    expect(await together(Buffer.alloc(0), { workers: 1 })).toEqual(alone(Buffer.alloc(0)))
  })

  test('has it also where the other threads cannot start, fail, or end without an answer', async () => {
    const programs = { failing: 'throw new Error("no")', silent: 'process.exit(0)' }
    for (const [name, program] of Object.entries(programs))
      await writeFile(join(folder, `${name}.mjs`), program)
    for (const name of ['absent', 'failing', 'silent']) {
      const report = await together(genuine, { workers: 2, program: new URL(`file://${folder}/${name}.mjs`) })
      expect(report).toEqual(alone(genuine))
    }
    const nowhere = new URL('https://verifier.example.jp/worker.js')
    expect(await together(genuine, { workers: 2, program: nowhere })).toEqual(alone(genuine))
  })

  test('has it also where a thread took spans and was lost with them', async () => {
    const program = `import { workerData } from 'node:worker_threads'
      Atomics.add(new Int32Array(workerData.next), 0, 3)
      process.exit(0)`
    await writeFile(join(folder, 'thief.mjs'), program)
    const thief = new URL(`file://${folder}/thief.mjs`)
    expect(await together(genuine, { workers: 1, program: thief })).toEqual(alone(genuine))
  })
})

describe('the spans of an export', () => {
  test('begin with the first checkpoint and each reach at least the length asked for', async () => {
    const cuts = await withFile(genuine, (fd) => findCuts(fd, genuine.length, 10_000))
    expect(cuts.length).toBeGreaterThan(10)
    for (const [n, { start, end }] of cuts.entries()) {
      expect(genuine.subarray(start, end).toString()).toMatch(/^checkpoint [^\n]*\n$/)
      if (n > 0) expect(start - (cuts[n - 1]?.start ?? 0)).toBeGreaterThanOrEqual(10_000)
    }
    expect(cuts[0]?.start).toBe(genuine.indexOf('\n') + 1)
  })

  test('are found wherever a checkpoint line lies in what is read at once', async () => {
    for (const offset of [-13, -12, -11, -10, -1, 0, 1]) {
      const noise = Buffer.alloc(300_000 + offset, 'x')
      const bytes = Buffer.concat([noise, Buffer.from('\ncheckpoint 1\nfact')])
      const cuts = await withFile(bytes, (fd) => findCuts(fd, bytes.length, 10))
      expect(cuts).toEqual([{ start: noise.length + 1, end: noise.length + 14 }])
    }
  })

  test('are proven by the program of the other threads as by the first', async () => {
    await withFile(genuine, async (fd) => {
      const work = () => ({
        fd,
        log,
        cuts: findCuts(fd, genuine.length, 10_000),
        next: new SharedArrayBuffer(4),
      })
      const worker = new Worker(new URL('verify.worker.ts', import.meta.url), { workerData: work() })
      const [spans] = (await once(worker, 'message')) as [unknown]
      expect(spans).toEqual(proveSpans(work()))
    })
  })

  test('are each taken once, whoever takes them, and not proven where they are damaged', async () => {
    const damaged = Buffer.from(genuine)
    const proven = await withFile(genuine, (fd) => {
      const work = { fd, log, cuts: findCuts(fd, genuine.length, 10_000), next: new SharedArrayBuffer(4) }
      const spans = proveSpans(work)
      expect(proveSpans(work).size).toBe(0)
      damaged[(work.cuts[2]?.end ?? 0) + 100] = 7
      expect([...spans.keys()]).toEqual(work.cuts.slice(1).map((_, n) => n))
      return spans.size
    })
    const left = await withFile(damaged, (fd) => {
      const cuts = findCuts(fd, damaged.length, 10_000)
      return [...proveSpans({ fd, log, cuts, next: new SharedArrayBuffer(4) }).keys()]
    })
    expect(left).toHaveLength(proven - 1)
    expect(left).not.toContain(2)
  })
})
