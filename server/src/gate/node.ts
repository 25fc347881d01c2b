// SPDX-License-Identifier: Apache-2.0
import { personKey, type Gate } from '@yakusoku/core/gate'
import { inOrganisation } from '../database/index.ts'
import type { Callers } from './callers.ts'
import { Census } from './census.ts'
import { Follower } from './follower.ts'
import type { GatePorts } from './ports.ts'

const lookMilliseconds = 250

/** Past this a node that has not looked decides nothing any more: a withdrawal counts within a second, or nothing does. */
export const mostBehindMilliseconds = 5_000

/** A gate of one organisation in this server's memory, fed in the order of the changes. */
export interface Node {
  readonly gate: Gate
  readonly census: Census
  /** Who asks, and in which words. */
  readonly callers: () => Callers
  /** What it has seen, for those who follow. */
  readonly follower: Follower
  /** The key under which persons are named. */
  readonly key: Buffer
  /** The day in the organisation's zone. */
  readonly today: () => string
  readonly version: () => string
  /** The key of a person for the gate, by the identifier a caller uses. */
  readonly keyOf: (identifier: string) => string
  /** Milliseconds since the node last knew that it had seen everything. */
  readonly behind: () => number
  /** Looks for news at once. */
  readonly follow: () => Promise<void>
  readonly stop: () => void
}

/** Opens a node: reads everything that is known, then follows what changes. */
export async function openNode(ports: GatePorts, organisation: string): Promise<Node> {
  const { db, vault, log } = ports
  const key = await inOrganisation(db, organisation, (tx) => vault.gateKey(tx, organisation))
  const follower = new Follower(ports, organisation)
  await follower.follow()
  const timer = setInterval(
    () =>
      void follower
        .follow()
        .catch((error: unknown) => log.error('gate.following-failed', { organisation, error })),
    lookMilliseconds,
  )
  return {
    gate: follower.gate,
    census: new Census(follower.gate),
    callers: () => follower.callers,
    follower,
    key,
    today: () => follower.days.today(),
    version: () => follower.pack.version,
    keyOf: (identifier) => personKey(key, identifier),
    behind: () => Math.max(0, Math.round(performance.now() - follower.seenAt)),
    follow: () => follower.follow(),
    stop: () => clearInterval(timer),
  }
}
