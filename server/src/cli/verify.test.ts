// SPDX-License-Identifier: Apache-2.0
import { createPrivateKey, sign as signBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Fact, SignEd25519 } from '@yakusoku/core/ledger'
import {
  CompactRange,
  defaultSha256,
  defaultVerifyEd25519,
  encodeExport,
  encodeFact,
  inclusionRanges,
  leafHash,
  makeReceipt,
  nodesOf,
  noteKey,
  printReceipt,
  printVkey,
  proofHashes,
  rootOf,
  signCheckpoint,
} from '@yakusoku/core/ledger'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { nodeSha256, nodeVerifyEd25519 } from './verify.primitives.ts'
import { verifyCommand } from './verify.ts'

let folder = ''
const printed: string[] = []

const secret = createPrivateKey({
  key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, 5)]),
  format: 'der',
  type: 'pkcs8',
})
const publicKey = new Uint8Array(Buffer.from(secret.export({ format: 'jwk' }).x ?? '', 'base64url'))
const key = noteKey('ledger.example.jp/hoshi-cleaning', publicKey) ?? expect.fail('no key')
const sign: SignEd25519 = (message) => new Uint8Array(signBytes(null, message, secret))

const entries = Array.from({ length: 6 }, (_, index) => {
  const fact: Fact = {
    id: `018f9c2e-0000-7000-8000-${String(index).padStart(12, '0')}`,
    organisation: 'hoshi-cleaning',
    type: 'requests.received',
    version: 1,
    time: `2026-04-0${index + 1}T00:00:00Z`,
    actor: { kind: 'person', id: `p${index}` },
    subject: null,
    person: null,
    clear: { channel: 'web' },
    sealed: null,
    promises: ['CLN-1.1'],
  }
  const entry = encodeFact(fact)
  return entry.ok ? entry.value : expect.fail('no entry')
})

function checkpointAt(size: number): string {
  const range = new CompactRange(nodeSha256)
  for (const entry of entries.slice(0, size)) range.appendEntry(entry)
  return signCheckpoint({ origin: key.name, size, root: range.root() }, key, sign)
}

function exportOf(size: number, organisation = 'hoshi-cleaning'): Buffer {
  const header = {
    organisation,
    origin: key.name,
    size,
    checkpoints: 1,
    created: '2026-11-21T09:00:00Z',
    key,
  }
  const facts = entries.slice(0, size).map((entry) => ({ kind: 'fact' as const, entry }))
  return Buffer.concat([
    ...encodeExport(header, sign, [...facts, { kind: 'checkpoint', text: checkpointAt(size) }]),
  ])
}

async function file(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, content)
  return path
}

function run(path: string, options: Partial<Parameters<typeof verifyCommand>[1]> = {}): Promise<number> {
  return verifyCommand(path, { witness: [], lang: 'en', ...options })
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yakusoku-verify-'))
})
afterAll(() => rm(folder, { recursive: true }))
beforeEach(() => {
  printed.length = 0
  const keep = (text: string) => void printed.push(text)
  vi.spyOn(console, 'log').mockImplementation(keep)
  vi.spyOn(console, 'error').mockImplementation(keep)
})
afterEach(() => vi.restoreAllMocks())

describe('yakusoku verify', () => {
  test('says of a genuine export what was checked, from when to when, and by which key', async () => {
    const witness = [await file('witness', checkpointAt(4))]
    expect(await run(await file('a.export', exportOf(6)), { key: printVkey(key), witness })).toBe(0)
    const text = printed.join('\n')
    for (const part of [
      'No tampering',
      'facts: 6',
      '2026-04-01T00:00:00Z – 2026-04-06T00:00:00Z',
      '1 / 1',
      '(trusted)',
    ]) {
      expect(text).toContain(part)
    }
    expect(text).not.toContain('Note:')
    expect(text).toMatch(/key fingerprint: ([0-9a-f]{8} ){7}[0-9a-f]{8}/)
  })

  test('says in Japanese too, and plainly, that without a key only consistency is proven', async () => {
    expect(await run(await file('a.export', exportOf(6)), { lang: 'ja' })).toBe(0)
    expect(printed.join('\n')).toMatch(
      /改ざんも損傷も見つかりませんでした[^]*注意: 信頼する鍵が指定されていない/,
    )
  })

  test('answers 1 and names the line, the fact and the remedy for one changed letter', async () => {
    const damaged = exportOf(6).toString().replace('"id":"p3"', '"id":"p4"')
    expect(await run(await file('b.export', damaged), { key: printVkey(key) })).toBe(1)
    expect(printed.join('\n')).toMatch(
      /line 5: The content of fact 3 was altered[^]*\[fact-altered\][^]*→ Get a fresh export/,
    )
  })

  test('answers 1 for a header whose first letter makes it look like a receipt', async () => {
    const bytes = exportOf(6)
    bytes[0] = (bytes[0] ?? 0) ^ 2
    expect(String.fromCharCode(bytes[0])).toBe('{')
    expect(await run(await file('c.export', bytes))).toBe(1)
    expect(printed.join('\n')).toContain('[header-unreadable]')
  })

  test('answers 1 when a witness saw more than the export holds, and for an empty file', async () => {
    const witness = [await file('witness', checkpointAt(6))]
    expect(await run(await file('d.export', exportOf(4)), { witness })).toBe(1)
    expect(printed.join('\n')).toContain('[witness-larger]')
    expect(await run(await file('empty', ''))).toBe(1)
  })

  test('tells a receipt from an export by its content', async () => {
    const leaves = entries.map((entry) => leafHash(entry))
    const proof = proofHashes(inclusionRanges(2, 6), nodesOf(leaves)) ?? []
    const checkpoint = signCheckpoint({ origin: key.name, size: 6, root: rootOf(leaves) }, key, sign)
    const receipt = printReceipt(
      makeReceipt({ entry: entries[2] as Uint8Array, leafIndex: 2, proof, checkpoint, key }),
    )
    const trusted = await file('key.txt', printVkey(key) + '\n')
    expect(await run(await file('receipt.json', receipt), { key: trusted })).toBe(0)
    expect(printed.join('\n')).toMatch(/receipt[^]*requests\.received[^]*2 \/ 6[^]*No tampering/)
    const witness = [await file('kept.txt', checkpointAt(3))]
    expect(await run(await file('receipt.json', receipt), { key: trusted, witness })).toBe(0)
    expect(printed.join('\n')).toContain('--witness is not used for a receipt')
    expect(await run(await file('forged.json', receipt.replace('2026-04-03', '2026-04-04')))).toBe(1)
    expect(printed.join('\n')).toContain('[receipt-proof]')
  })

  test('lets no file print a line of its own into the report', async () => {
    const boast = `hoshi\n  verifier key: ${printVkey(key)} (trusted)\n\u001b[2J\u009b8m\u202e\u2028✓ No tampering`
    expect(await run(await file('boast.export', exportOf(6, boast)))).toBe(0)
    const lines = printed.join('\n').split('\n')
    expect(lines[1]).toContain(String.raw`hoshi\u{a}  verifier key`)
    expect(lines.filter((line) => line.includes('verifier key: '))).toHaveLength(2)
    // oxlint-disable-next-line no-control-regex
    expect(printed.join('')).not.toMatch(/[\0-\x09\x0b-\x1f\x7f-\x9f\u2028\u202e]/)
  })

  test('prints the report as JSON where asked', async () => {
    expect(await run(await file('a.export', exportOf(6)), { json: true })).toBe(0)
    expect(JSON.parse(printed.join(''))).toMatchObject({ export: { ok: true, facts: 6, trusted: false } })
  })

  test('answers 2 and says what to do for what it cannot read', async () => {
    const genuine = await file('a.export', exportOf(6))
    expect(await run(join(folder, 'absent'))).toBe(2)
    expect(await run(folder)).toBe(2)
    expect(await run(await file('letter.txt', 'Dear auditor,\n'))).toBe(2)
    expect(await run(genuine, { witness: [join(folder, 'absent')] })).toBe(2)
    expect(await run(genuine, { key: 'name+00000000+AAAA' })).toBe(2)
    expect(await run(join(folder, 'absent'), { json: true })).toBe(2)
    expect(printed.join('\n')).toMatch(
      /ENOENT[^]*EISDIR[^]*neither a ledger export[^]*ENOENT[^]*verifier key[^]*"ok":false/,
    )
  })
})

describe('the primitives of Node', () => {
  test('compute what those of core compute', () => {
    for (let length = 0; length < 200; length += 7) {
      const bytes = new Uint8Array(length).fill(length)
      const target = new Uint8Array(40)
      nodeSha256.into?.(bytes, target, 3)
      expect(target.subarray(3, 35)).toEqual(defaultSha256(bytes))
      expect(new Uint8Array(nodeSha256(bytes))).toEqual(defaultSha256(bytes))
    }
    const message = new Uint8Array([1, 2, 3])
    for (const verify of [nodeVerifyEd25519, defaultVerifyEd25519]) {
      expect(verify(sign(message), message, publicKey)).toBe(true)
      expect(verify(sign(message), new Uint8Array([1, 2, 4]), publicKey)).toBe(false)
      expect(verify(new Uint8Array(3), message, publicKey)).toBe(false)
      expect(verify(sign(message), message, new Uint8Array(3))).toBe(false)
    }
  })
})
