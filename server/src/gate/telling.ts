// SPDX-License-Identifier: Apache-2.0
// What one who follows is told: first what they miss, then what changes, in lines; or everything, in frames.
import { messageLine, snapshotFrames, type StreamMessage } from '@yakusoku/core/gate'
import { setImmediate } from 'node:timers/promises'
import type { Follower } from './follower.ts'
import type { Node } from './node.ts'

const signOfLifeMilliseconds = 500

/** Where somebody who follows stands. */
export interface Reached {
  /** The last change of a person that they know. */
  readonly position: bigint
  /** The number of their policy; without one they have none. */
  readonly revision: number
}

/** A snapshot of everything that the node knows, frame by frame; cut short where the signal comes first. */
export async function* everything(
  node: Node,
  organisation: string,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void> {
  const { follower, key } = node
  const from = {
    organisation,
    revision: follower.revision,
    day: node.today(),
    key: key.toString('hex'),
    position: String(follower.position),
  }
  for (const frame of snapshotFrames(follower.gate, from, () => String(follower.position))) {
    if (signal.aborted) return
    yield frame
    // Others are answered between two parts, however many people there are.
    await setImmediate()
  }
}

/** The lines that follow where somebody stands; with `wait` until the signal, otherwise all that there are now. */
export async function* changes(
  node: Node,
  { position, revision }: Reached,
  wait: boolean,
  signal: AbortSignal,
): AsyncGenerator<string, void> {
  const { follower } = node
  const told = new Told(follower, revision)
  let at = position
  let said = -Infinity
  // Where the clock was set back nothing is decided here, and nobody is to be told that all is well.
  while (!signal.aborted && follower.setBack === 0) {
    yield* told.ground()
    if (at < follower.position) {
      const batch = await follower.batchAfter(at)
      // A database that was put back under this server has nothing there any more.
      if (batch.position <= at) return
      at = batch.position
      yield batch.line
      continue
    }
    if (!wait || performance.now() - said >= signOfLifeMilliseconds) {
      said = performance.now()
      yield line({ kind: 'here', position: String(at), day: node.today(), behind: node.behind() })
      if (!wait) return
      // While the line was taken something may have changed.
      continue
    }
    await news(follower, signOfLifeMilliseconds - (performance.now() - said), signal)
  }
}

/** What somebody was told of policy and standing. */
class Told {
  readonly #follower: Follower
  #revision: number
  #pack: Follower['pack'] | undefined
  #standing: Follower['standing'] | undefined

  constructor(follower: Follower, revision: number) {
    this.#follower = follower
    this.#revision = revision
    if (follower.revision <= revision) this.#pack = follower.pack
  }

  *ground(): Generator<string> {
    const { standing, pack, revision, gate } = this.#follower
    if (pack !== this.#pack && revision > this.#revision) {
      const { laws, pack: own } = gate.known()
      yield line({ kind: 'policy', revision, version: pack.version, pack: own, laws, standing })
      this.#pack = pack
      this.#revision = revision
    } else if (standing !== this.#standing) yield line({ kind: 'standing', standing })
    this.#standing = standing
  }
}

const line = (message: StreamMessage): string => `${messageLine(message)}\n`

/** Waits for something new, at most so long. */
function news(follower: Follower, milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      stop()
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, Math.max(0, milliseconds))
    const stop = follower.onNews(done)
    signal.addEventListener('abort', done)
  })
}
