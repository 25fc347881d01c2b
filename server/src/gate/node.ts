// SPDX-License-Identifier: Apache-2.0
import { openGate, personKey, type Gate } from '@yakusoku/core/gate'
import type { Pack } from '@yakusoku/core/packs'
import { lastPosition, personsAfter } from '../consent/index.ts'
import { inOrganisation, type Tx } from '../database/index.ts'
import { readStanding, readWords, standingRevision } from '../standing/index.ts'
import { callersOf, NO_CALLERS, type Callers } from './callers.ts'
import { Census } from './census.ts'
import type { GatePorts } from './ports.ts'

const lookMilliseconds = 250
const pageOfPersons = 5_000
/** No zone's day begins within a quarter of an hour (UTC offsets are multiples of it). */
const quarterOfAnHour = 900_000

/** Past this a node that has not looked decides nothing any more: a withdrawal counts within a second, or nothing does. */
export const mostBehindMilliseconds = 5_000

/** A gate of one organisation in this server's memory, fed in the order of the changes. */
export interface Node {
  readonly gate: Gate
  readonly census: Census
  /** Who asks, and in which words. */
  readonly callers: () => Callers
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
    today: () => follower.today(),
    version: () => follower.pack.version,
    keyOf: (identifier) => personKey(key, identifier),
    behind: () => Math.max(0, Math.round(performance.now() - follower.seenAt)),
    follow: () => follower.follow(),
    stop: () => clearInterval(timer),
  }
}

/** Keeps a gate up to date: the pack in force, how the organisation stands, and every person, change by change. */
class Follower {
  readonly gate: Gate
  callers: Callers = NO_CALLERS
  pack: Pack
  /** When the last look began that saw everything. */
  seenAt = -Infinity
  readonly #ports: GatePorts
  readonly #organisation: string
  #day = ''
  #position = 0n
  #revision = -1n
  #looking: Promise<void> | undefined
  #known = { quarter: Number.NaN, zone: '', day: '' }

  constructor(ports: GatePorts, organisation: string) {
    this.#ports = ports
    this.#organisation = organisation
    this.pack = ports.inForce(organisation)
    this.gate = openGate(this.pack, ports.laws)
  }

  /** The day in the organisation's zone. */
  today(): string {
    const now = this.#ports.clock.now()
    const zone = this.pack.calendar?.timeZone ?? 'Asia/Tokyo'
    const quarter = Math.floor(now.epochMilliseconds / quarterOfAnHour)
    if (quarter !== this.#known.quarter || zone !== this.#known.zone)
      this.#known = { quarter, zone, day: now.toZonedDateTimeISO(zone).toPlainDate().toString() }
    return this.#known.day
  }

  /** Looks for news; who asks while that is under way waits for the same look. */
  follow(): Promise<void> {
    return (this.#looking ??= this.#look().finally(() => (this.#looking = undefined)))
  }

  async #look(): Promise<void> {
    const began = performance.now()
    this.#takePack()
    while (await inOrganisation(this.#ports.db, this.#organisation, (tx) => this.#takeNews(tx)));
    this.seenAt = began
  }

  #takePack(): void {
    const now = this.#ports.inForce(this.#organisation)
    const today = this.today()
    if (now === this.pack && today === this.#day) return
    this.pack = now
    this.#day = today
    this.gate.setPack(now, this.#ports.laws)
    this.#revision = -1n
  }

  /** Takes over a page of changes; true while there are more. */
  async #takeNews(tx: Tx): Promise<boolean> {
    const revision = await standingRevision(tx, this.#organisation)
    if (revision !== this.#revision) {
      const standing = await readStanding(this.#ports, tx, this.#organisation, this.#day)
      this.gate.setStanding(standing)
      this.callers = callersOf(await readWords(tx, this.#organisation, this.#day), standing, this.pack)
    }
    this.#revision = revision
    if ((await lastPosition(tx, this.#organisation)) === this.#position) return false
    const page = await personsAfter(this.#ports, tx, this.#organisation, this.#position, pageOfPersons)
    for (const { person, state } of page) this.gate.setPerson(person, state)
    this.#position = page.at(-1)?.position ?? this.#position
    return page.length === pageOfPersons
  }
}
