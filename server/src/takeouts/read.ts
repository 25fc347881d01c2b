// SPDX-License-Identifier: Apache-2.0
import { promisesKeptBy } from '@yakusoku/core/packs'
import { inOrganisation, type Tx } from '../database/index.ts'
import { commonRefusals, refuse } from '../kernel/index.ts'
import type { Reference } from '../ledger/index.ts'
import {
  TakeOutExportSchema,
  type TakeOutDetails,
  type TakeOutEntry,
  type TakeOutExport,
  type TakeOutPage,
} from './contract.ts'
import { todayOf } from './operations.ts'
import type { TakeOutPorts } from './ports.ts'
import { takeOutRefusals } from './refusals.ts'
import { csvOf } from './sheet.ts'
import * as store from './store.ts'
import { stateOf } from './takeouts.ts'

const mostOut = 500
const pageLength = 50
const mostExported = 5_000

/** Which take-outs to list. */
export interface TakeOutFilter {
  readonly state: 'out' | 'returned'
  readonly before?: string | undefined
}

/** Take-outs that are out, the earliest return first, or that came back, the last taken out first. */
export async function listTakeOuts(
  ports: TakeOutPorts,
  organisation: string,
  { state, before }: TakeOutFilter,
): Promise<TakeOutPage> {
  const out = state === 'out'
  const rows = await inOrganisation(ports.db, organisation, (tx) =>
    out
      ? store.openTakeOuts(tx, organisation, mostOut)
      : store.returnedTakeOuts(tx, organisation, { before, limit: pageLength + 1 }),
  )
  const shown = out ? rows : rows.slice(0, pageLength)
  return {
    takeOuts: await viewsOf(ports, organisation, shown),
    next: shown.length < rows.length ? (shown.at(-1)?.id ?? null) : null,
  }
}

/** What of a take-out is sealed; reading it is a fact. Refuses `common.not-found`. */
export function readDetails(
  ports: TakeOutPorts,
  organisation: string,
  id: string,
  reader: Reference,
): Promise<TakeOutDetails> {
  return inOrganisation(ports.db, organisation, async (tx) => {
    const row = await store.takeOutById(tx, organisation, id)
    if (!row) throw refuse(commonRefusals, 'common.not-found')
    const [details = null] = await detailsOf(ports, tx, organisation, [row])
    await noteReading(ports, tx, organisation, { reader, subject: { kind: 'take-out', id }, count: 1 })
    return details
  })
}

/** The log of some days as CSV, with what is sealed; exporting is a fact. Refuses `takeouts.too-much`. */
export async function exportTakeOuts(
  ports: TakeOutPorts,
  organisation: string,
  wanted: TakeOutExport,
  reader: Reference,
): Promise<{ readonly name: string; readonly content: Buffer }> {
  const { from = '0001-01-01', to = '9999-12-31', lang } = TakeOutExportSchema.parse(wanted)
  const pack = ports.inForce(organisation)
  const [rows, details] = await inOrganisation(ports.db, organisation, async (tx) => {
    const found = await store.takeOutsBetween(tx, organisation, { from, to, limit: mostExported + 1 })
    if (found.length > mostExported)
      throw refuse(takeOutRefusals, 'takeouts.too-much', { limit: mostExported })
    await noteReading(ports, tx, organisation, { reader, count: found.length })
    return [found, await detailsOf(ports, tx, organisation, found)] as const
  })
  const entries = await viewsOf(ports, organisation, rows)
  const lines = entries.map((entry, at) => ({ entry, details: details[at] ?? null }))
  return {
    name: `${organisation}-take-outs-${todayOf(ports, pack)}.csv`,
    content: csvOf(lines, pack, lang),
  }
}

async function noteReading(
  ports: TakeOutPorts,
  tx: Tx,
  organisation: string,
  { reader, subject, count }: { reader: Reference; subject?: Reference; count: number },
): Promise<void> {
  await ports.ledger.append(tx, organisation, [
    {
      type: subject === undefined ? 'takeouts.exported' : 'takeouts.read',
      at: ports.clock.now(),
      actor: reader,
      ...(subject && { subject }),
      clear: { count },
      promises: promisesKeptBy(ports.inForce(organisation), 'system:access-records'),
    },
  ])
}

/** What is sealed of each; null once the key is destroyed. */
async function detailsOf(
  { vault }: TakeOutPorts,
  tx: Tx,
  organisation: string,
  rows: readonly store.TakeOutRow[],
): Promise<TakeOutDetails[]> {
  const sealed = rows.flatMap(({ person_id: person, details, return_details: back }) => [
    { person, sealed: details },
    { person, sealed: back ?? details },
  ])
  const opened = (await vault.openAll(tx, organisation, sealed)).map((plain) =>
    plain === undefined ? null : (JSON.parse(Buffer.from(plain).toString()) as Partial<Details>),
  )
  return rows.map((_row, at) => {
    const [taken, back] = [opened[2 * at], opened[2 * at + 1]]
    if (!taken) return null
    const { actor = '', destination = '', document = null } = taken
    return { actor, destination, document, returnedBy: back?.returnedBy ?? null, note: back?.note ?? null }
  })
}

type Details = NonNullable<TakeOutDetails>

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

async function viewsOf(
  ports: TakeOutPorts,
  organisation: string,
  rows: readonly store.TakeOutRow[],
): Promise<TakeOutEntry[]> {
  const ids = rows.flatMap(({ actor, returned_id: by }) => [actor, ...(by === null ? [] : [by])])
  const names = await ports.namesOf([...new Set(ids.filter((id) => uuid.test(id)))])
  const today = todayOf(ports, ports.inForce(organisation))
  return rows.map((row) => ({
    id: row.id,
    takenAt: row.taken_at.toISOString(),
    category: row.category,
    count: row.items,
    medium: row.medium,
    purpose: row.purpose,
    basis: row.basis,
    ground: row.ground,
    client: row.client,
    actor: { id: row.actor, name: names.get(row.actor) ?? null },
    returnBy: row.return_by,
    state: stateOf({ returned: row.returned_on !== null, returnBy: row.return_by }, today),
    returned: returnedOf(row, names),
    fact: row.fact,
  }))
}

function returnedOf(row: store.TakeOutRow, names: ReadonlyMap<string, string>): TakeOutEntry['returned'] {
  const { returned_on: day, returned_at: at, returned_kind: kind, returned_id: id, return_fact: fact } = row
  if (day === null || at === null || kind === null || id === null || fact === null) return null
  return { day, at: at.toISOString(), recordedBy: { kind, id, name: names.get(id) ?? kind }, fact }
}
