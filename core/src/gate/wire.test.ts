// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { NOBODY, type Person } from './facts.ts'
import { personByChance, standingByChance, worldByChance } from './generated.case.ts'
import { openGate, type Gate } from './node.ts'
import { snapshotFrames } from './snapshot.ts'
import { readSnapshot, type Snapshot } from './snapshot-reader.ts'
import { messageLine, readMessage } from './stream.ts'
import { FRAME, type Read, type StreamMessage } from './wire.ts'

const from = {
  organisation: 'mill',
  revision: 3,
  day: '2026-11-22',
  key: 'ab'.repeat(32),
  position: '17',
}
const hex = fc.stringMatching(/^[0-9a-f]{32}$/)
const born = fc.constantFrom(undefined, '1899-12-31', '1985-02-28', '2012-02-29', 'no day')
const people = fc.uniqueArray(fc.tuple(hex, personByChance, born), {
  maxLength: 60,
  selector: ([key]) => key,
})
const cuts = fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1 })

const fill = (gate: Gate, all: [string, Person, string | undefined][]): void => {
  for (const [key, person, day] of all)
    gate.setPerson(key, { ...person, ...(day !== undefined && { born: day }) })
}

function bytesOf(gate: Gate, reached = '20'): Uint8Array {
  return Buffer.concat([...snapshotFrames(gate, from, () => reached)])
}

function read(bytes: Uint8Array, sizes: readonly number[] = [bytes.length + 1]): Read<Snapshot> {
  const reader = readSnapshot()
  const window = Buffer.alloc(Math.max(...sizes))
  for (let at = 0, nth = 0; at < bytes.length; nth += 1) {
    const size = Math.min(sizes[nth % sizes.length]!, bytes.length - at)
    window.set(bytes.subarray(at, at + size))
    reader.take(window.subarray(0, size))
    at += size
  }
  return reader.finish()
}

const codeOf = (result: Read<unknown>): string => (result.ok ? 'read' : result.problem.code)

const some = openGate(fc.sample(worldByChance, { numRuns: 1, seed: 1 })[0]!.weighed.pack, [])
fill(some, fc.sample(people, { numRuns: 1, seed: 7 })[0]!)

function frame(kind: number, body: string | Uint8Array, length?: number): Uint8Array {
  const bytes = Buffer.from(body)
  const head = Buffer.alloc(5)
  head.writeUInt32LE(length ?? bytes.length)
  head[4] = kind
  return Buffer.concat([head, bytes])
}

function framesOf(gate: Gate): Uint8Array[] {
  return [...snapshotFrames(gate, from, () => '20')]
}

describe('a snapshot', () => {
  test('read in pieces of any size knows the same people and gives the same answers', () => {
    fc.assert(
      fc.property(worldByChance, people, cuts, ({ weighed, questions }, all, sizes) => {
        const gate = openGate(weighed.pack, weighed.laws)
        gate.setStanding(weighed.standing)
        fill(gate, all)
        const result = read(bytesOf(gate), sizes)
        if (!result.ok) throw new Error(result.problem.message.en)
        const copy = result.value
        expect(copy.gate.persons()).toBe(all.length)
        expect(copy.head).toMatchObject({
          organisation: 'mill',
          day: from.day,
          key: from.key,
          position: '17',
        })
        expect(copy.head.policy.revision).toBe(3)
        expect(copy.end).toEqual({ persons: all.length, position: '20' })
        for (const [key] of all) expect(copy.gate.person(key)).toEqual(gate.person(key))
        for (const question of questions)
          for (const key of [undefined, 'f'.repeat(32), ...all.slice(0, 5).map(([name]) => name)])
            expect(copy.gate.decide(question, key, weighed.on)).toEqual(
              gate.decide(question, key, weighed.on),
            )
      }),
      { numRuns: 60 },
    )
  })

  test('taken while people change is the same gate once the changes are replayed', () => {
    const gate = openGate(some.known().pack, [])
    const keys = Array.from({ length: 256 }, (_, at) => at.toString(16).padStart(2, '0').padEnd(32, '7'))
    const state = (...consents: string[]): Person => ({ ...NOBODY, consents })
    for (const key of keys) gate.setPerson(key, state('consent-0'))
    const frames: Uint8Array[] = []
    const changes: [string, Person | undefined][] = []
    for (const one of snapshotFrames(gate, from, () => String(17 + changes.length))) {
      frames.push(one)
      const nth = frames.length
      changes.push([keys[(nth * 37) % 256]!, state('consent-1', `made-${nth}`)])
      changes.push([keys[(nth * 11) % 256]!, undefined])
      for (const [key, person] of changes.slice(-2)) gate.setPerson(key, person)
    }
    const result = read(Buffer.concat(frames))
    if (!result.ok) throw new Error(result.problem.message.en)
    const { gate: copy, end } = result.value
    expect(Number(end.position)).toBeGreaterThan(100)
    for (const [key, person] of changes) copy.setPerson(key, person)
    expect(copy.persons()).toBe(gate.persons())
    for (const key of keys) expect(copy.person(key)).toEqual(gate.person(key))
  })

  test('cut short at any byte is never taken for whole', () => {
    const whole = bytesOf(some)
    expect(codeOf(read(whole))).toBe('read')
    for (let length = 0; length < whole.length; length += length < 2_000 ? 1 : 13)
      expect([length, codeOf(read(whole.subarray(0, length), [4_096]))]).toEqual([length, 'cut-short'])
  })

  test('with any byte changed is read or refused, and never throws', () => {
    const whole = bytesOf(some)
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), (place, by) => {
        const other = Buffer.from(whole)
        other[place] = other[place]! ^ by
        const result = read(other, [50_000])
        if (!result.ok) expect(result.problem.message.ja).toContain('取り直して')
      }),
    )
  })

  test('says what is wrong with it', () => {
    const [head = frame(0, ''), states = head, ...rest] = framesOf(some)
    const end = rest.pop()!
    const record = Buffer.alloc(24)
    const unknown = Buffer.alloc(24, 0xff)
    const cases: [string, Uint8Array[]][] = [
      ['absurd-length', [frame(FRAME.head, '', 0xffffffff)]],
      ['out-of-order', [states]],
      ['out-of-order', [head, head]],
      ['out-of-order', [head, states, ...rest, end, end]],
      ['unknown-kind', [head, frame(9, '')]],
      ['unknown-kind', [frame(9, '')]],
      ['unknown-state', [head, frame(FRAME.persons, record)]],
      ['unknown-state', [head, states, frame(FRAME.persons, unknown)]],
      ['not-understood', [head, states, frame(FRAME.persons, record.subarray(1))]],
      ['not-understood', [frame(FRAME.head, '["format"]')]],
      ['unknown-format', [frame(FRAME.head, '{"format":2}')]],
      ['not-understood', [frame(FRAME.head, '{"format":1}')]],
      ['not-understood', [head, frame(FRAME.states, '[{"consents":[""]}]')]],
      ['not-understood', [head, frame(FRAME.states, '[{"consents":["a\\u0001b"]}]')]],
      ['not-understood', [head, frame(FRAME.states, '[{"forbidden":["everything"]}]')]],
      ['not-understood', [head, frame(FRAME.states, '[{"born":"2001-01-01"}]')]],
      ['not-understood', [head, frame(FRAME.states, Buffer.from([0x5b, 0x22, 0xff, 0x22, 0x5d]))]],
      ['not-understood', [head, frame(FRAME.end, '{"persons":0,"position":"3"}')]],
      ['counts-differ', [head, frame(FRAME.end, '{"persons":1,"position":"20"}')]],
      [
        'counts-differ',
        [
          head,
          states,
          frame(FRAME.persons, Buffer.concat([record, record])),
          frame(FRAME.end, '{"persons":2,"position":"20"}'),
        ],
      ],
      ['cut-short', [head, states, ...rest, end, Buffer.from([1])]],
    ]
    for (const [code, frames] of cases)
      expect([code, codeOf(read(Buffer.concat(frames)))]).toEqual([code, code])
  })

  test('asks for no memory before the bytes are there', () => {
    const reader = readSnapshot()
    const before = process.memoryUsage().arrayBuffers
    expect(reader.take(frame(FRAME.head, '{', 60_000_000))).toBeUndefined()
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1_000_000)
    expect(codeOf(reader.finish())).toBe('cut-short')
  })
})

const position = fc.bigInt({ min: 0n, max: 2n ** 63n - 1n })
const positions = fc
  .tuple(position, position)
  .map((both) => both.toSorted((a, b) => (a < b ? -1 : 1)).map(String) as [string, string])
const key = hex
const messages: fc.Arbitrary<StreamMessage> = fc.oneof(
  fc
    .tuple(positions, fc.array(fc.record({ key, state: fc.option(personByChance) }), { maxLength: 5 }))
    .map(([[after, reached], persons]) => ({ kind: 'persons', after, position: reached, persons }) as const),
  standingByChance.map((standing) => ({ kind: 'standing', standing }) as const),
  worldByChance.map(({ weighed: { pack, laws, standing } }) => {
    return { kind: 'policy', revision: 4, version: pack.version, pack, laws, standing } as const
  }),
  fc.record({
    kind: fc.constant('here' as const),
    position: position.map(String),
    day: fc.constant('2026-11-22'),
    behind: fc.nat(),
  }),
)

describe('a message of the stream', () => {
  test('is read as it was written', () => {
    fc.assert(
      fc.property(messages, (message) => {
        const line = messageLine(message)
        expect(line).not.toContain('\n')
        const result = readMessage(line)
        expect(JSON.parse(JSON.stringify(result))).toEqual(
          JSON.parse(JSON.stringify({ ok: true, value: message })),
        )
      }),
    )
  })

  test('cut short, or any other text, is refused and never throws', () => {
    fc.assert(
      fc.property(messages, fc.nat(), (message, at) => {
        const line = messageLine(message)
        expect(readMessage(line.slice(0, at % line.length)).ok).toBe(false)
      }),
    )
    fc.assert(fc.property(fc.json(), (text) => void readMessage(text)))
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(readMessage(text).ok).toBe(false)
      }),
    )
  })

  test.each([
    ['unknown-kind', '{"kind":"__proto__"}'],
    ['unknown-kind', '{"kind":"forget-all"}'],
    ['unknown-kind', '{}'],
    ['not-understood', 'null'],
    ['not-understood', '{"kind":"here","position":"1","day":"2026-11-22"}'],
    ['not-understood', '{"kind":"here","position":"-1","day":"2026-11-22","behind":0}'],
    ['not-understood', '{"kind":"here","position":1,"day":"2026-11-22","behind":0}'],
    ['not-understood', '{"kind":"here","position":"1","day":"today","behind":0}'],
    ['not-understood', '{"kind":"here","position":"1","day":"2026-11-22","behind":0,"new":true}'],
    ['not-understood', '{"kind":"persons","after":"2","position":"1","persons":[]}'],
    [
      'not-understood',
      '{"kind":"persons","after":"1","position":"2","persons":[{"key":"taro","state":null}]}',
    ],
    [
      'not-understood',
      '{"kind":"persons","after":"1","position":"2","persons":[{"key":"00000000000000000000000000000000"}]}',
    ],
    ['not-understood', '{"kind":"policy","revision":-1,"version":"1.0.0","pack":{},"laws":[]}'],
    ['not-understood', '{"kind":"standing","standing":{"forbidden":["everything"]}}'],
  ])('is refused as %s: %s', (code, line) => {
    expect(codeOf(readMessage(line))).toBe(code)
  })
})
