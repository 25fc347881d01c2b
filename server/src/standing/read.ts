// SPDX-License-Identifier: Apache-2.0
import type { Standing } from '@yakusoku/core/gate'
import type { Tx } from '../database/index.ts'
import { sentNotices } from '../notices/index.ts'
import type { StandingPorts } from './ports.ts'
import { standingOf, type Told } from './standing.ts'
import * as store from './store.ts'

type ReadingPorts = Pick<StandingPorts, 'inForce' | 'history'>

/** How the organisation stands on a day (YYYY-MM-DD in its zone), as the gate weighs it. */
export async function readStanding(
  ports: ReadingPorts,
  tx: Tx,
  organisation: string,
  on: string,
): Promise<Standing> {
  const rows = [
    ...(await store.entries(tx, organisation, { ended: false })),
    ...(await store.entries(tx, organisation, { kind: 'actor', ended: true })),
  ]
  return standingOf(rows, await readTold(ports, tx, organisation), on)
}

/** Grows whenever {@link readStanding} may give something else for the same day; cheap enough to ask every second. */
export async function standingRevision(tx: Tx, organisation: string): Promise<bigint> {
  const { gone, under } = await sentNotices(tx, organisation)
  const last = Math.max(0, ...gone.map(({ at }) => at.getTime()))
  const parts = [await store.revision(tx, organisation), last, gone.length, under.size]
  return parts.reduce((all, part) => (all << 48n) + BigInt(part), 0n)
}

/** When the notices of the system went out: of each notice, and of each version. Withdrawn versions told nothing. */
export async function readTold(ports: ReadingPorts, tx: Tx, organisation: string): Promise<Told> {
  const zone = ports.inForce(organisation).calendar?.timeZone ?? 'Asia/Tokyo'
  const dayOf = (at: Date) => new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(at)
  const published = new Set(ports.history(organisation).map(({ version }) => version))
  const { gone, under } = await sentNotices(tx, organisation)
  const notices = new Map<string, string>()
  const versions = new Map<string, string>()
  for (const { notice, version, at } of gone) {
    if (!published.has(version)) continue
    const day = dayOf(at)
    const later = (other: string | undefined) => (other !== undefined && other > day ? other : day)
    notices.set(notice, later(notices.get(notice)))
    if (!under.has(version)) versions.set(version, later(versions.get(version)))
  }
  return { notices, versions }
}
