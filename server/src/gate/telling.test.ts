// SPDX-License-Identifier: Apache-2.0
import { NOTHING } from '@yakusoku/core/gate'
import { describe, expect, it } from 'vitest'
import type { Follower } from './follower.ts'
import type { Node } from './node.ts'
import { changes } from './telling.ts'

/** A node whose changes are numbers, told to whoever listens. */
function nodeAt(position: bigint) {
  const heard = new Set<() => void>()
  const follower = {
    revision: 1,
    pack: {},
    standing: NOTHING,
    setBack: 0,
    position,
    onNews(one: () => void) {
      heard.add(one)
      return () => void heard.delete(one)
    },
    batchAfter: async () => ({ position: follower.position, line: `to ${follower.position}\n` }),
  }
  const node = { follower: follower as unknown as Follower, today: () => '2026-11-22', behind: () => 0 }
  const change = () => {
    follower.position += 1n
    for (const one of heard) one()
  }
  return { node: node as unknown as Node, follower, change, heard }
}

const kindsOf = (lines: readonly string[]): string[] =>
  lines.map((line) =>
    line.startsWith('{') ? String((JSON.parse(line) as { kind: string }).kind) : line.trim(),
  )

async function all(lines: AsyncIterable<string>): Promise<string[]> {
  const taken: string[] = []
  for await (const line of lines) taken.push(line)
  return taken
}

describe('the lines that are told', () => {
  it('are those that somebody misses, then what happens, also what happens while a line is taken', async () => {
    const { node, change, heard } = nodeAt(5n)
    const stop = new AbortController()
    const taken: string[] = []
    for await (const line of changes(node, { position: 3n, revision: 1 }, true, stop.signal)) {
      taken.push(line)
      if (taken.length === 3) change()
      if (taken.length === 4) setTimeout(change, 5)
      if (taken.length === 5) stop.abort()
    }
    expect(kindsOf(taken)).toEqual(['standing', 'to 5', 'here', 'to 6', 'to 7'])
    expect(heard.size).toBe(0)
  })

  it('end with a sign of life where nobody waits', async () => {
    const { node } = nodeAt(5n)
    const taken = await all(changes(node, { position: 5n, revision: 1 }, false, new AbortController().signal))
    expect(kindsOf(taken)).toEqual(['standing', 'here'])
  })

  it('end where the database has less than this server knows, instead of going round', async () => {
    const { node, follower } = nodeAt(5n)
    follower.batchAfter = async () => ({ position: 3n, line: 'never\n' })
    const taken = await all(changes(node, { position: 3n, revision: 1 }, true, new AbortController().signal))
    expect(kindsOf(taken)).toEqual(['standing'])
  })

  it('end where the clock was set back', async () => {
    const { node, follower } = nodeAt(5n)
    follower.setBack = 600_000
    const taken = await all(changes(node, { position: 3n, revision: 1 }, true, new AbortController().signal))
    expect(taken).toEqual([])
  })
})
