// SPDX-License-Identifier: Apache-2.0
// Reads what the server sends: a snapshot in frames, changes as lines.
import { readMessage, readSnapshot, type StreamMessage } from '@yakusoku/core/gate'
import { knownFrom, type Known } from './known.ts'
import { gatePath, reasonOf, type Link } from './link.ts'
import { GateError } from './refusal.ts'

/** Longer than any message is: whoever sends that is no server of ours. */
const LONGEST_LINE = 64 * 1024 * 1024

const unreachable = (why: string): GateError => new GateError('gate.unreachable', { why })

/**
 * Fetches everything that is known; `alive` is called whenever some of it came. Throws {@link GateError}: what is cut short
 * or no snapshot is no state.
 */
export async function fetchSnapshot(link: Link, signal: AbortSignal, alive: () => void): Promise<Known> {
  const response = await link.request(gatePath(link.organisation, 'snapshot'), { signal })
  const reader = readSnapshot()
  for await (const bytes of pieces(response)) {
    alive()
    const problem = reader.take(bytes)
    if (problem) throw unreachable(problem.message.en)
  }
  const read = reader.finish()
  if (!read.ok) throw unreachable(read.problem.message.en)
  if (read.value.head.organisation !== link.organisation)
    throw new GateError('gate.other-organisation', { organisation: link.organisation })
  return knownFrom(read.value)
}

/** Changes after what is known, until the server or the signal ends them; without `wait` all there are now. */
export async function* changesAfter(
  link: Link,
  { position, revision }: Pick<Known, 'position' | 'revision'>,
  wait: boolean,
  signal: AbortSignal,
): AsyncGenerator<StreamMessage, void, undefined> {
  const asked = `changes?after=${position}&policy=${revision}${wait ? '' : '&wait=0'}`
  const response = await link.request(gatePath(link.organisation, asked), { signal })
  for await (const line of lines(response)) {
    const read = readMessage(line)
    if (!read.ok) throw unreachable(read.problem.message.en)
    yield read.value
  }
}

async function* lines(response: Response): AsyncGenerator<string, void, undefined> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const bytes of pieces(response)) {
    const found = (rest + decoder.decode(bytes, { stream: true })).split('\n')
    rest = found.pop() ?? ''
    if (rest.length > LONGEST_LINE) throw unreachable('a line that does not end')
    yield* found.filter((line) => line !== '')
  }
}

async function* pieces(response: Response): AsyncGenerator<Uint8Array, void, undefined> {
  const reader = response.body?.getReader()
  if (!reader) return
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      yield value
    }
  } catch (error) {
    throw unreachable(reasonOf(error))
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}
