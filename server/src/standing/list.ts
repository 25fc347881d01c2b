// SPDX-License-Identifier: Apache-2.0
import type { Pack } from '@yakusoku/core/packs'
import { inOrganisation, type Tx } from '../database/index.ts'
import type { Reference } from '../ledger/index.ts'
import type { StandingChoices, StandingEntry, StandingKind, StandingList } from './contract.ts'
import { referenceOf } from './entries.ts'
import type { StandingPorts } from './ports.ts'
import { readTold, standingRevision } from './read.ts'
import { standsOn, type Told } from './standing.ts'
import * as store from './store.ts'

/** Entries of a kind or of all, those that were not ended first. */
export function listEntries(
  ports: StandingPorts,
  organisation: string,
  kind?: StandingKind,
): Promise<StandingList> {
  ports.inForce(organisation)
  return inOrganisation(ports.db, organisation, async (tx) => {
    const rows = await store.entries(tx, organisation, { kind, ended: true })
    const told = await readTold(ports, tx, organisation)
    const entries = await views(ports, organisation, rows, told)
    return { entries, revision: String(await standingRevision(tx, organisation)) }
  })
}

/** One entry as it is shown. */
export async function viewOf(
  ports: StandingPorts,
  tx: Tx,
  organisation: string,
  row: store.EntryRow,
): Promise<StandingEntry> {
  const told = await readTold(ports, tx, organisation)
  return (await views(ports, organisation, [row], told))[0] as StandingEntry
}

async function views(
  ports: StandingPorts,
  organisation: string,
  rows: readonly store.EntryRow[],
  told: Told,
): Promise<StandingEntry[]> {
  const zone = ports.inForce(organisation).calendar?.timeZone ?? 'Asia/Tokyo'
  const today = ports.clock.now().toZonedDateTimeISO(zone).toPlainDate().toString()
  const actors = rows.map((row) => JSON.parse(row.changed_by) as Reference)
  const name = await ports.nameActors(actors)
  return rows.map((row, at) => ({
    id: referenceOf(row),
    body: row.body,
    since: row.since,
    until: row.until,
    stands: row.ended_at === null && standsOn(row, today),
    told:
      row.body.kind === 'new-purpose' ? (row.body.told ?? told.versions.get(row.body.version) ?? null) : null,
    changedAt: row.changed_at.toISOString(),
    changedBy: name(actors[at] as Reference),
    endedAt: row.ended_at?.toISOString() ?? null,
    fact: row.fact,
  }))
}

const named = (elements: readonly { id: string; name: { ja: string; en: string } }[]) =>
  elements.map(({ id, name }) => ({ id, name }))

/** What entries may be made of. */
export function choicesOf({
  recipients,
  entities,
  purposes,
  grounds,
  notices,
  categories,
  roles,
  channels,
}: Pack): StandingChoices {
  return {
    recipients: named(recipients),
    entities: entities.map(({ id, name, kind }) => ({ id, name, client: kind === 'client' })),
    purposes: named(purposes),
    grounds: named(grounds),
    notices: named(notices),
    roles: named(roles),
    categories: named(categories),
    channels: named(channels),
    restricted: named(categories.filter(({ handling }) => handling.includes('restricted'))),
  }
}
