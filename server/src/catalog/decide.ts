// SPDX-License-Identifier: Apache-2.0
import { editDatamap } from '@yakusoku/core/datamap'
import { JAPAN, type Temporal } from '@yakusoku/core/calendar'
import type { Pack } from '@yakusoku/core/packs'
import { inOrganisation, type Tx } from '../database/index.ts'
import { commonRefusals, newId, refuse } from '../kernel/index.ts'
import type { Reference } from '../ledger/index.ts'
import { checkMaps, type Source } from './check.ts'
import { readSources, reckonNow, systemsOf, type CatalogPorts } from './connected.ts'
import { decisionsFor, type Decide } from './contract.ts'
import type { Finding } from './drift.ts'
import { editFor } from './map-edits.ts'
import { driftFact, promisesOf } from './reckon.ts'
import { catalogRefusals } from './refusals.ts'
import * as store from './store.ts'

interface Chosen {
  readonly id: string
  readonly finding: Finding
}

const asDate = (at: Temporal.Instant): Date => new Date(at.epochMilliseconds)

/**
 * Records what a person decides about one or several drifts: all of them or none. Accepting writes the map. Refuses
 * `catalog.drift-decided`, `catalog.decision-unfit`, `catalog.decision-incomplete`, or what a map is refused for.
 */
export async function decide(
  ports: CatalogPorts,
  organisation: string,
  actor: Reference,
  asked: Decide,
): Promise<{ act: string }> {
  const pack = ports.inForce(organisation)
  const at = ports.clock.now()
  complete(asked, today(pack, at))
  return inOrganisation(ports.db, organisation, async (tx) => {
    await store.lockSources(tx, organisation)
    const chosen = await choose(tx, organisation, asked)
    const act = newId()
    const maps =
      asked.kind === 'accept' ? await editMaps(ports, tx, organisation, chosen, asked.fides) : new Map()
    for (const one of chosen) {
      const map = maps.get(one.finding.source)
      await store.saveDecision(tx, organisation, {
        ...(await decisionOf(ports, tx, organisation, one, asked)),
        act,
        map_before: map?.before ?? null,
        map_after: map?.after ?? null,
        decided_at: asDate(at),
        actor_kind: actor.kind,
        actor_id: actor.id,
      })
    }
    const more = { decision: asked.kind, act, until: asked.until ?? null, form: asked.form ?? null }
    const facts = await ports.ledger.append(
      tx,
      organisation,
      chosen.map((one) => ({
        ...driftFact('catalog.drift-decided', at, actor, one, more),
        promises: promisesOf(pack, one.finding),
      })),
    )
    await reckonNow(ports, tx, organisation, { actor, because: facts.at(-1)?.id as string })
    return { act }
  })
}

const today = (pack: Pack, at: Temporal.Instant): string =>
  at
    .toZonedDateTimeISO(pack.calendar?.timeZone ?? JAPAN.timeZone)
    .toPlainDate()
    .toString()

/** What each kind of decision has to say. */
function complete({ kind, reason, until, form, place }: Decide, day: string): void {
  const missing = {
    accept: [],
    'not-personal': reason === undefined ? ['reason'] : [],
    remove: until === undefined ? ['until'] : [],
    promise: until === undefined ? ['until'] : [],
    elsewhere: [...(form === undefined ? ['form'] : []), ...(place === undefined ? ['place'] : [])],
  }[kind]
  if (missing.length > 0)
    throw refuse(catalogRefusals, 'catalog.decision-incomplete', { missing: missing.join(', ') })
  if (until !== undefined && until < day) throw refuse(catalogRefusals, 'catalog.decision-past', { until })
}

async function choose(tx: Tx, organisation: string, { drifts, kind }: Decide): Promise<Chosen[]> {
  const rows = new Map((await store.driftRows(tx, organisation)).map((row) => [row.id, row]))
  const decided = new Set((await store.standingDecisions(tx, organisation)).map(({ drift_id }) => drift_id))
  return [...new Set(drifts)].map((id) => {
    const row = rows.get(id)
    if (row === undefined) throw refuse(commonRefusals, 'common.not-found')
    if (row.gone_at !== null || decided.has(id))
      throw refuse(catalogRefusals, 'catalog.drift-decided', { drift: id })
    if (!decisionsFor[row.finding.kind].includes(kind))
      throw refuse(catalogRefusals, 'catalog.decision-unfit', { decision: kind, drift: row.finding.kind })
    return { id, finding: row.finding }
  })
}

async function decisionOf(
  { vault }: CatalogPorts,
  tx: Tx,
  organisation: string,
  { id: drift, finding }: Chosen,
  { kind, reason, until, form, place }: Decide,
): Promise<
  Omit<store.DecisionRow, 'act' | 'map_before' | 'map_after' | 'decided_at' | 'actor_kind' | 'actor_id'>
> {
  const words = place ?? reason
  const note =
    words === undefined
      ? null
      : Buffer.from(await vault.sealOwn(tx, organisation, `drift:${drift}`, Buffer.from(words)))
  const id = newId()
  const { fingerprint } = finding
  return { id, drift_id: drift, kind, fingerprint, until: until ?? null, form: form ?? null, note }
}

interface EditedSource {
  readonly before: string
  readonly after: string
}

/** Writes what is accepted into the maps of the systems concerned, each checked as any map that comes in. */
async function editMaps(
  ports: CatalogPorts,
  tx: Tx,
  organisation: string,
  chosen: readonly Chosen[],
  fides: string | undefined,
): Promise<Map<string | null, EditedSource>> {
  const systems = await systemsOf(tx, organisation)
  const edited = new Map<string | null, EditedSource>()
  for (const [key, drifts] of Map.groupBy(chosen, ({ finding }) => finding.source)) {
    const system = systems.find((one) => one.key === key)
    const all = await readSources(ports, tx, organisation)
    const source = all.find((one) => one.key === key)
    const edits = drifts.map(({ finding }) => system && editFor(system, finding, fides))
    const result =
      source === undefined || edits.includes(undefined)
        ? undefined
        : editDatamap(
            source.map,
            edits.flatMap((edit) => edit ?? []),
          )
    if (source === undefined || result === undefined || 'failed' in result)
      throw refuse(catalogRefusals, 'catalog.map-changed', { key: key ?? '' })
    await replaceMap(ports, tx, organisation, all, { ...source, map: result.text })
    edited.set(key, { before: source.map, after: result.text })
  }
  return edited
}

async function replaceMap(
  { vault, clock }: CatalogPorts,
  tx: Tx,
  organisation: string,
  all: readonly Source[],
  source: Source,
): Promise<void> {
  checkMaps(all, source)
  const { key, map } = source
  const url = Buffer.from(await vault.sealOwn(tx, organisation, `source:${key}`, Buffer.from(source.url)))
  await store.saveSource(tx, organisation, { key, url, map }, clock.now().toString())
}

/**
 * Takes a decision back, with all that was decided in the same act: the drift is open again, and a map that was
 * written is as it was. Refuses `catalog.map-changed` where somebody worked on the map since.
 */
export async function undo(
  ports: CatalogPorts,
  organisation: string,
  actor: Reference,
  act: string,
): Promise<void> {
  await inOrganisation(ports.db, organisation, async (tx) => {
    await store.lockSources(tx, organisation)
    const decisions = (await store.standingDecisions(tx, organisation)).filter((one) => one.act === act)
    if (decisions.length === 0) throw refuse(commonRefusals, 'common.not-found')
    const rows = new Map((await store.driftRows(tx, organisation)).map((row) => [row.id, row]))
    await restoreMaps(ports, tx, organisation, decisions, rows)
    const at = ports.clock.now()
    await store.endDecisions(
      tx,
      organisation,
      decisions.map(({ id }) => id),
      asDate(at),
    )
    const pack = ports.inForce(organisation)
    const facts = await ports.ledger.append(
      tx,
      organisation,
      decisions.flatMap(({ drift_id: id }) => {
        const row = rows.get(id)
        if (row === undefined) return []
        const fact = driftFact('catalog.drift-reopened', at, actor, row, { why: 'undone' })
        return [{ ...fact, promises: promisesOf(pack, row.finding) }]
      }),
    )
    await reckonNow(ports, tx, organisation, { actor, because: facts.at(-1)?.id as string })
  })
}

async function restoreMaps(
  ports: CatalogPorts,
  tx: Tx,
  organisation: string,
  decisions: readonly store.DecisionRow[],
  rows: ReadonlyMap<string, store.DriftRow>,
): Promise<void> {
  const written = new Map(
    decisions.flatMap((one) => {
      const key = rows.get(one.drift_id)?.finding.source
      if (key === undefined || key === null || one.map_before === null || one.map_after === null) return []
      return [[key, { before: one.map_before, after: one.map_after }] as const]
    }),
  )
  for (const [key, { before, after }] of written) {
    const all = await readSources(ports, tx, organisation)
    const source = all.find((one) => one.key === key)
    if (source?.map !== after) throw refuse(catalogRefusals, 'catalog.map-changed', { key })
    await replaceMap(ports, tx, organisation, all, { ...source, map: before })
  }
}
