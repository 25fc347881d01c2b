// SPDX-License-Identifier: Apache-2.0
import { hash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalize } from '../canonical/index.ts'
import { bytesOf, draftOf, testEntry, testKey, verify } from './export.fixture.ts'
import { headerText } from './format.ts'
import type { HeaderFields } from './format.ts'
import { leafHash } from './merkle.ts'
import { printSignature, signNote } from './note.ts'

const { vkey } = testKey(1)
const stranger = testKey(9)
const entries = Array.from({ length: 23 }, (_, i) => testEntry(i))
const sizes = [4, 11, 11, 17, 23]
const genuine = bytesOf(draftOf(entries, sizes))
const lines = genuine.toString().split('\n').slice(0, -1)
const factLines = lines.flatMap((line, i) => (line.startsWith('fact ') ? [i] : []))
const checkpointLines = lines.flatMap((line, i) => (line.startsWith('checkpoint ') ? [i] : []))

type Tampering = { name: string; bytes: Uint8Array; line?: number }

function joined(name: string, changed: readonly string[]): Tampering {
  return { name, bytes: Buffer.from(changed.join('\n') + '\n') }
}

function rehashed(line: string, change: (body: string) => string): string {
  const [word = '', second = ''] = line.split(' ')
  const fact = word === 'fact'
  const body = change(line.slice(line.indexOf('{')))
  const hex = fact ? Buffer.from(leafHash(Buffer.from(body))).toString('hex') : hash('sha256', body, 'hex')
  return fact ? `${word} ${second} ${hex} ${body}` : `${word} ${hex} ${body}`
}

function editJson(change: (value: Record<string, unknown>) => void): (body: string) => string {
  return (body) => {
    const value = JSON.parse(body) as Record<string, unknown>
    change(value)
    const canonical = canonicalize(value)
    return canonical.ok ? canonical.text : body
  }
}

const anyLine = fc.nat(lines.length - 1)
const anyFact = fc.constantFrom(...factLines)
const anyCheckpoint = fc.constantFrom(...checkpointLines)

const flipABit = fc.tuple(fc.nat(genuine.length - 1), fc.nat(7)).map(([at, bit]): Tampering => {
  const bytes = Buffer.from(genuine)
  bytes[at] = (bytes[at] ?? 0) ^ (1 << bit)
  return {
    name: `flip bit ${bit} of byte ${at}`,
    bytes,
    line: genuine.subarray(0, at).toString().split('\n').length,
  }
})
const deleteLines = fc
  .tuple(anyLine, fc.integer({ min: 1, max: 4 }))
  .map(([at, count]) => joined('delete', lines.toSpliced(at, count)))
const doubleALine = fc
  .tuple(anyLine, anyLine)
  .map(([from, to]) => joined('double', lines.toSpliced(to, 0, lines[from] as string)))
const exchangeLines = fc
  .tuple(anyLine, anyLine)
  .map(([a, b]) => joined('exchange', lines.with(a, lines[b] as string).with(b, lines[a] as string)))
const insertALine = fc
  .tuple(anyLine, fc.oneof(fc.string(), fc.constant('{}'), fc.constant('fact 5 x')))
  .map(([at, line]) => joined('insert', lines.toSpliced(at, 0, line.replaceAll('\n', ''))))
const editAFact = fc
  .tuple(anyFact, fc.nat(1_000_000))
  .map(([at, count]) =>
    joined('edit and re-hash', lines.with(at, rehashed(lines[at] as string, edit(count)))),
  )
const deleteAndRenumber = anyFact.map((at) => {
  const rest = lines.toSpliced(at, 1)
  let next = 0
  return joined(
    'delete and renumber',
    rest.map((line) => line.replace(/^fact \d+/, () => `fact ${next++}`)),
  )
})
const insertAndRenumber = fc.tuple(anyFact, fc.integer({ min: 100, max: 999 })).map(([at, index]) => {
  const forged = rehashed(lines[at] as string, () => Buffer.from(testEntry(index)).toString())
  let next = 0
  const all = lines.toSpliced(at, 0, forged)
  return joined(
    'insert and renumber',
    all.map((line) => line.replace(/^fact \d+/, () => `fact ${next++}`)),
  )
})
const truncate = fc
  .nat(genuine.length - 1)
  .map((at): Tampering => ({ name: `cut at ${at}`, bytes: genuine.subarray(0, at) }))
const replaceCheckpoint = fc
  .tuple(anyCheckpoint, anyCheckpoint)
  .map(([at, by]) => joined('replace a checkpoint', lines.with(at, lines[by] as string)))
const editCheckpoint = fc
  .tuple(anyCheckpoint, fc.constantFrom('size', 'root', 'frontier', 'signer'), fc.nat(31))
  .map(([at, what, byte]) =>
    joined(`edit a checkpoint's ${what}`, lines.with(at, forgedCheckpoint(lines[at] as string, what, byte))),
  )
const editHeader = fc
  .tuple(
    fc.constantFrom('organisation', 'origin', 'created', 'size', 'checkpoints'),
    fc.integer({ min: 24, max: 99 }),
    fc.boolean(),
  )
  .map(([name, number, signed]) => {
    const value = name === 'size' || name === 'checkpoints' ? number : `changed ${number}`
    const change = editJson((header) =>
      Object.assign(
        header,
        { [name]: value },
        signed ? strangersSignature({ ...header, [name]: value }) : {},
      ),
    )
    return joined(`edit the header's ${name}`, lines.with(0, rehashed(lines[0] as string, change)))
  })
const cutTailAndRewriteHeader = fc.tuple(fc.constantFrom(4, 11, 17), fc.boolean()).map(([size, signed]) => {
  const short = bytesOf(
    draftOf(
      entries.slice(0, size),
      sizes.filter((wanted) => wanted <= size),
    ),
  )
    .toString()
    .split('\n')
  const change = editJson((header) =>
    Object.assign(header, { signature: originalSignature }, signed ? strangersSignature(header) : {}),
  )
  return joined('cut the tail', short.slice(0, -1).with(0, rehashed(short[0] as string, change)))
})
const signAnew = fc
  .constant(0)
  .map((): Tampering => ({ name: 'sign anew', bytes: bytesOf(draftOf(entries, sizes, stranger)) }))
const overwrite = fc
  .tuple(fc.nat(genuine.length - 1), fc.uint8Array({ minLength: 1, maxLength: 300 }), fc.nat(300))
  .map(([at, noise, length]): Tampering => {
    return {
      name: 'overwrite',
      bytes: Buffer.concat([genuine.subarray(0, at), noise, genuine.subarray(at + length)]),
    }
  })

const tamperings = [
  flipABit,
  deleteLines,
  doubleALine,
  exchangeLines,
  insertALine,
  editAFact,
  deleteAndRenumber,
  insertAndRenumber,
  truncate,
  replaceCheckpoint,
  editCheckpoint,
  editHeader,
  cutTailAndRewriteHeader,
  signAnew,
  overwrite,
]

const originalSignature = (JSON.parse((lines[0] as string).replace(/^\S+ \S+ /, '')) as { signature: string })
  .signature

function edit(count: number): (body: string) => string {
  return editJson((fact) => Object.assign(fact, { clear: { changed: count } }))
}

function strangersSignature(header: Record<string, unknown>): { signature: string } {
  const note = signNote(headerText(header as HeaderFields), stranger.key, stranger.sign)
  return { signature: note.signatures.map(printSignature).join('').trimEnd() }
}

function forgedCheckpoint(line: string, what: string, byte: number): string {
  return rehashed(
    line,
    editJson((body) => {
      const text = String(body['text'])
      const [origin = '', size = '', root = '', ...rest] = text.split('\n')
      const hashBytes = Buffer.from(root, 'base64')
      hashBytes[byte] = (hashBytes[byte] ?? 0) ^ 1
      const other = hashBytes.toString('base64')
      if (what === 'size') body['text'] = [origin, Number(size) + 1 + byte, root, ...rest].join('\n')
      if (what === 'root') body['text'] = [origin, size, other, ...rest].join('\n')
      if (what === 'frontier') body['frontier'] = [other, ...(body['frontier'] as string[]).slice(1)]
      if (what === 'signer') {
        const note = signNote([origin, size, root, ''].join('\n'), stranger.key, stranger.sign)
        body['text'] = `${note.text}\n${note.signatures.map(printSignature).join('')}`
      }
    }),
  )
}

// Seconds on a quiet machine; the limit is for one that is busy.
describe('tampering', { timeout: 60_000 }, () => {
  test('leaves nothing to find in the genuine export', () => {
    expect(verify(genuine, { trustedKey: vkey }).findings).toEqual([])
  })

  test('of 1,000 random kinds is found each time', () => {
    const names = new Set<string>()
    const property = fc.property(
      fc.oneof(...tamperings),
      fc.integer({ min: 1, max: 5000 }),
      ({ name, bytes }, chunk) => {
        fc.pre(!genuine.equals(bytes))
        names.add(name.replaceAll(/ \d+/g, ''))
        const report = verify(bytes, { trustedKey: vkey }, chunk)
        if (report.ok) expect.fail(`not found: ${name}`)
        expect(
          report.findings.every(
            ({ message, remedy }) => !`${message.ja}${message.en}${remedy.ja}${remedy.en}`.includes('?'),
          ),
        ).toBe(true)
      },
    )
    fc.assert(property, { numRuns: 1000 })
    expect(names.size).toBeGreaterThanOrEqual(tamperings.length)
  })

  test('with any single bit is located on its line, with and without a trusted key', () => {
    const property = fc.property(flipABit, fc.boolean(), ({ name, bytes, line }, trusted) => {
      const options = trusted ? { trustedKey: vkey } : {}
      const [first] = verify(bytes, options).findings
      if (first?.line !== line)
        expect.fail(`${name}: line ${line} expected, ${first?.code} at ${first?.line} found`)
    })
    fc.assert(property, { numRuns: 1000 })
  })

  test('with one bit of each byte of a small export is located on its line', () => {
    const small = bytesOf(draftOf(entries.slice(0, 2), [2]))
    let line = 1
    for (let at = 0; at < small.length; at++) {
      const bytes = Buffer.from(small)
      bytes[at] = (bytes[at] ?? 0) ^ (1 << (at % 8))
      const [first] = verify(bytes).findings
      if (first?.line !== line)
        expect.fail(`byte ${at}: line ${line} expected, ${first?.code} at ${first?.line} found`)
      if (small[at] === 10) line++
    }
    expect(line).toBe(6)
  })
})
