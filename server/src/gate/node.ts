// SPDX-License-Identifier: Apache-2.0
import { openGate, type Gate } from '@yakusoku/core/gate'
import type { Pack } from '@yakusoku/core/packs'
import { lastPosition, personKey, personsAfter } from '../consent/index.ts'
import { inOrganisation } from '../database/index.ts'
import { readStanding, standingRevision } from '../standing/index.ts'
import type { GatePorts } from './ports.ts'

const lookMilliseconds = 250
const pageOfPersons = 5_000

/** Past this a node that has not looked decides nothing any more: a withdrawal counts within a second, or nothing does. */
export const mostBehindMilliseconds = 5_000

/** A gate of one organisation in this server's memory, fed in the order of the changes. */
export interface Node {
  readonly gate: Gate
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
  const { db, clock, vault, log } = ports
  const key = await inOrganisation(db, organisation, (tx) => vault.gateKey(tx, organisation))
  const todayOf = (pack: Pack): string =>
    clock
      .now()
      .toZonedDateTimeISO(pack.calendar?.timeZone ?? 'Asia/Tokyo')
      .toPlainDate()
      .toString()
  let pack = ports.inForce(organisation)
  let packDay = ''
  let position = 0n
  let revision = -1n
  let seenAt = -Infinity
  const gate = openGate(pack, ports.laws)

  function takePack(): void {
    const now = ports.inForce(organisation)
    const today = todayOf(now)
    if (now === pack && today === packDay) return
    ;[pack, packDay] = [now, today]
    gate.setPack(pack, ports.laws)
    revision = -1n
  }

  async function look(): Promise<void> {
    const began = performance.now()
    takePack()
    for (let more = true; more;)
      more = await inOrganisation(db, organisation, async (tx) => {
        const standing = await standingRevision(tx, organisation)
        if (standing !== revision) gate.setStanding(await readStanding(ports, tx, organisation, packDay))
        revision = standing
        if ((await lastPosition(tx, organisation)) === position) return false
        const page = await personsAfter(ports, tx, organisation, position, pageOfPersons)
        for (const { person, state } of page) gate.setPerson(person, state)
        position = page.at(-1)?.position ?? position
        return page.length === pageOfPersons
      })
    seenAt = began
  }

  let looking: Promise<void> | undefined
  const follow = (): Promise<void> => (looking ??= look().finally(() => (looking = undefined)))
  await follow()
  const timer = setInterval(
    () =>
      void follow().catch((error: unknown) => log.error('gate.following-failed', { organisation, error })),
    lookMilliseconds,
  )
  return {
    gate,
    today: () => todayOf(pack),
    version: () => pack.version,
    keyOf: (identifier) => personKey(key, identifier),
    behind: () => Math.max(0, Math.round(performance.now() - seenAt)),
    follow,
    stop: () => clearInterval(timer),
  }
}
