// SPDX-License-Identifier: Apache-2.0
import { allFields } from '@yakusoku/core/datamap'
import { categoryOf, type Pack } from '@yakusoku/core/packs'
import { describeUrl } from '../connectors/index.ts'
import { inOrganisation, type Tx } from '../database/index.ts'
import type { Reference } from '../ledger/index.ts'
import { categoryViews, type Standing } from './categories.ts'
import { readSources, systemsOf, type CatalogPorts } from './connected.ts'
import {
  decisionsFor,
  type CatalogCategory,
  type CatalogField,
  type CatalogFieldPage,
  type Drift,
  type Scan,
  type SystemView,
} from './contract.ts'
import { suggestions } from './drift-texts.ts'
import { collectedCategories } from './collected.ts'
import { promisesOf } from './reckon.ts'
import * as store from './store.ts'
import { personalGuess, tieFields, type TiedField } from './ties.ts'

/** Names those who decided. */
export type NameActors = (actors: readonly Reference[]) => Promise<(actor: Reference) => string>

interface Register {
  readonly rows: readonly store.DriftRow[]
  readonly decisions: ReadonlyMap<string, store.DecisionRow>
}

async function register(tx: Tx, organisation: string): Promise<Register> {
  const rows = await store.driftRows(tx, organisation)
  const standing = await store.standingDecisions(tx, organisation)
  return { rows, decisions: new Map(standing.map((one) => [one.drift_id, one])) }
}

function stateOf({ decisions }: Register, row: store.DriftRow): Drift['state'] {
  if (decisions.has(row.id)) return 'decided'
  return row.gone_at === null ? 'open' : 'gone'
}

const scanView = (row: store.ScanRow): Scan => ({
  id: row.id,
  source: row.source_key,
  state: row.state,
  requestedAt: row.requested_at.toISOString(),
  endedAt: row.ended_at?.toISOString() ?? null,
  tables: { done: row.tables_done, total: row.tables_total },
  reason: row.reason,
  changes: row.changes,
})

/** The connected systems with their last scan and how much of their drift is open. */
export function listSystems(ports: CatalogPorts, organisation: string): Promise<SystemView[]> {
  return inOrganisation(ports.db, organisation, async (tx) => {
    // Read first: whatever a scan that ended has brought is then seen, too.
    const scans = new Map((await store.latestScans(tx, organisation)).map((row) => [row.source_key, row]))
    const known = await readSources(ports, tx, organisation)
    const systems = new Map((await systemsOf(tx, organisation)).map((one) => [one.key, one]))
    const seen = new Map(
      (await store.surveys(tx, organisation)).map((row) => [row.source_key, row.scanned_at]),
    )
    const drift = await register(tx, organisation)
    return known.map(({ key, url }): SystemView => {
      const collections = systems.get(key)?.dataset?.collections ?? []
      const survey = systems.get(key)?.survey
      const own = drift.rows.filter(({ finding }) => finding.source === key).map((row) => stateOf(drift, row))
      const scan = scans.get(key)
      return {
        key,
        where: describeUrl(url),
        engine: survey?.engine ?? null,
        collections: collections.length,
        fields: collections.reduce((sum, one) => sum + allFields(one.fields).length, 0),
        tables: survey?.tables.length ?? null,
        columns: survey?.tables.reduce((sum, { columns }) => sum + columns.length, 0) ?? null,
        scannedAt: seen.get(key)?.toISOString() ?? null,
        scan: scan === undefined ? null : scanView(scan),
        drift: {
          open: own.filter((state) => state === 'open').length,
          decided: own.filter((state) => state === 'decided').length,
        },
      }
    })
  })
}

/** Which fields are asked for. */
export interface FieldFilter {
  readonly source?: string | undefined
  readonly search?: string | undefined
  readonly category?: string | undefined
  readonly only?: 'drift' | 'personal' | 'unmapped' | undefined
  readonly from?: number | undefined
}

const pageLength = 200

/** Fields of the connected systems as maps, databases and pack know them, a page at a time. */
export function listFields(
  ports: CatalogPorts,
  organisation: string,
  filter: FieldFilter,
): Promise<CatalogFieldPage> {
  const pack = ports.inForce(organisation)
  return inOrganisation(ports.db, organisation, async (tx) => {
    const drift = await register(tx, organisation)
    const byPlace = Map.groupBy(
      drift.rows.filter((row) => row.gone_at === null && row.finding.source !== null),
      ({ finding }) => placeOf(finding.source, finding.collection, finding.field),
    )
    const all = (await systemsOf(tx, organisation)).flatMap((system) => tieFields(system, pack))
    const found = all
      .map((field) =>
        viewField(
          pack,
          field,
          [field.field, null].flatMap(
            (name) => byPlace.get(placeOf(field.source, field.collection, name)) ?? [],
          ),
          drift,
        ),
      )
      .filter((field) => fits(field, filter))
    const from = filter.from ?? 0
    const next = from + pageLength < found.length ? from + pageLength : null
    return { total: found.length, fields: found.slice(from, from + pageLength), next }
  })
}

const placeOf = (...parts: readonly (string | null)[]): string => JSON.stringify(parts)

function viewField(
  pack: Pack,
  field: TiedField,
  drift: readonly store.DriftRow[],
  all: Register,
): CatalogField {
  const guess = personalGuess(field.column)
  return {
    source: field.source,
    collection: field.collection,
    field: field.field,
    type: field.type,
    mapped: field.mapped,
    there: field.there,
    fides: [...field.fides],
    categories: [...field.categories],
    guess:
      guess === undefined
        ? null
        : {
            fides: guess.category,
            category: categoryOf(pack, guess.category)?.id ?? null,
            confidence: guess.confidence,
            why: guess.why,
          },
    drift: drift.flatMap((row) => {
      const state = stateOf(all, row)
      return state === 'gone' ? [] : [{ id: row.id, kind: row.finding.kind, state }]
    }),
  }
}

function fits(field: CatalogField, { source, search, category, only }: FieldFilter): boolean {
  if (source !== undefined && field.source !== source) return false
  if (category !== undefined && !field.categories.includes(category)) return false
  if (only === 'drift' && field.drift.every(({ state }) => state !== 'open')) return false
  if (only === 'unmapped' && field.mapped) return false
  if (only === 'personal' && field.guess === null && !field.fides.some((one) => one.startsWith('user')))
    return false
  const words = (search ?? '').normalize('NFKC').toLowerCase().split(/\s+/)
  const text = [field.source, field.collection, field.field, ...field.fides, ...field.categories]
    .join(' ')
    .normalize('NFKC')
    .toLowerCase()
  return words.every((word) => text.includes(word))
}

/** Drift by state, what is undecided in the order of first sight. */
export function listDrift(
  ports: CatalogPorts,
  organisation: string,
  filter: { readonly state: Drift['state']; readonly source?: string | undefined },
  nameActors: NameActors,
): Promise<Drift[]> {
  const pack = ports.inForce(organisation)
  return inOrganisation(ports.db, organisation, async (tx) => {
    const all = await register(tx, organisation)
    const rows = all.rows.filter(
      (row) =>
        stateOf(all, row) === filter.state &&
        (filter.source === undefined || row.finding.source === filter.source),
    )
    const actorOf = ({ actor_kind: kind, actor_id: id }: store.DecisionRow): Reference => ({ kind, id })
    const name = await nameActors([...all.decisions.values()].map(actorOf))
    return Promise.all(
      rows.map(async (row) => {
        const decision = all.decisions.get(row.id)
        return {
          ...viewDrift(pack, row, stateOf(all, row)),
          decision:
            decision === undefined
              ? null
              : await viewDecision(ports, tx, organisation, decision, name(actorOf(decision))),
        }
      }),
    )
  })
}

function viewDrift(pack: Pack, row: store.DriftRow, state: Drift['state']): Omit<Drift, 'decision'> {
  const { kind, source, collection, field, fides, category, columns, rows, sensitive, confidence, why } =
    row.finding
  const named = pack.categories.find(({ id }) => id === category)
  return {
    id: row.id,
    kind,
    state,
    source,
    collection,
    field,
    fides,
    category: named === undefined ? null : { id: named.id, name: named.name },
    columns: columns.map((one) => ({ ...one })),
    rows,
    sensitive: { ...sensitive },
    confidence,
    why,
    suggestion: suggestions[kind],
    decisions: [...decisionsFor[kind]],
    promises: promisesOf(pack, row.finding),
    firstSeen: row.first_seen.toISOString(),
    lastSeen: row.last_seen.toISOString(),
    goneAt: row.gone_at?.toISOString() ?? null,
  }
}

async function viewDecision(
  { vault }: CatalogPorts,
  tx: Tx,
  organisation: string,
  row: store.DecisionRow,
  decidedBy: string,
): Promise<NonNullable<Drift['decision']>> {
  const { kind, act, until, form, note } = row
  const words =
    note && Buffer.from(await vault.openOwn(tx, organisation, `drift:${row.drift_id}`, note)).toString()
  return { kind, act, until, form, note: words, decidedAt: row.decided_at.toISOString(), decidedBy }
}

/** What is known of the pack's categories: found, held elsewhere, missing, and what is undecided about each. */
async function standingOf(ports: CatalogPorts, tx: Tx, organisation: string): Promise<Standing> {
  const systems = await systemsOf(tx, organisation)
  const all = await register(tx, organisation)
  const open = all.rows.filter((row) => stateOf(all, row) === 'open')
  const elsewhere = await Promise.all(
    all.rows.flatMap((row) => {
      const decision = all.decisions.get(row.id)
      const { category, kind } = row.finding
      if (
        decision?.kind !== 'elsewhere' ||
        decision.form === null ||
        category === null ||
        kind !== 'not-found'
      )
        return []
      const { form } = decision
      return [
        viewDecision(ports, tx, organisation, decision, '').then(({ note }) => ({
          category,
          form,
          place: note,
        })),
      ]
    }),
  )
  const collected = await collectedCategories(tx, organisation, ports.inForce(organisation))
  return { systems, collected, open: open.map(({ finding }) => finding), elsewhere }
}

/** Where the data of each category of the pack in force is, for the state of promises. */
export async function holdingsOf(
  ports: CatalogPorts,
  tx: Tx,
  organisation: string,
): Promise<{ categories: Map<string, Pick<CatalogCategory, 'state' | 'drift'>> }> {
  const views = categoryViews(ports.inForce(organisation), await standingOf(ports, tx, organisation))
  return { categories: new Map(views.map(({ id, state, drift }) => [id, { state, drift }])) }
}

/** The categories of the pack in force, each with where it is and what is promised about it. */
export function listCategories(ports: CatalogPorts, organisation: string): Promise<CatalogCategory[]> {
  const pack = ports.inForce(organisation)
  return inOrganisation(ports.db, organisation, async (tx) =>
    categoryViews(pack, await standingOf(ports, tx, organisation)),
  )
}
