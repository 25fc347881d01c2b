// SPDX-License-Identifier: Apache-2.0
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { sending } from './sending.ts'

function endless() {
  const made = { parts: 0, ended: false }
  async function* parts(): AsyncGenerator<string, void> {
    try {
      for (;;) {
        made.parts += 1
        yield 'x'.repeat(10_000)
      }
    } finally {
      made.ended = true
    }
  }
  return { made, parts: parts() }
}

describe('sending', () => {
  it('makes no more than a little for who takes nothing, and cuts them off', async () => {
    const { made, parts } = endless()
    const stop = new AbortController()
    const stream = sending(parts, stop, 50)
    stream.read(0)
    await new Promise((resolve) => stream.once('close', resolve))
    expect(made.parts).toBeLessThan(100)
    await sleep(1)
    expect([made.ended, stop.signal.aborted]).toEqual([true, true])
  })

  it('leaves alone who takes what there is, however seldom there is something', async () => {
    const stop = new AbortController()
    async function* seldom(): AsyncGenerator<string, void> {
      for (const part of ['a', 'b', 'c']) {
        await sleep(40)
        yield part
      }
    }
    const taken: string[] = []
    for await (const part of sending(seldom(), stop, 20)) taken.push(String(part))
    expect(taken.join('')).toBe('abc')
  })
})
