// SPDX-License-Identifier: Apache-2.0
import { promisesKeptBy, type Pack } from '@yakusoku/core/packs'
import { Temporal } from 'temporal-polyfill'
import { openConnector, SourceFailure } from '../connectors/index.ts'
import { inOrganisation, type Tx } from '../database/index.ts'
import { TryAgain, jobKey } from '../jobs/index.ts'
import { commonRefusals, newId, refuse } from '../kernel/index.ts'
import { system, type NewFact } from '../ledger/index.ts'
import type { Source } from './check.ts'
import { datasetOf, readSources, reckonNow, systemsOf, type CatalogPorts } from './connected.ts'
import * as store from './store.ts'
import { tableNamed } from './map-edits.ts'
import { remember, type Waiting } from './remember.ts'
import { changesBetween, surveySystem, type Survey } from './survey.ts'
import { tieFields } from './ties.ts'

/** Name of the job that scans one system. */
export const scanJob = 'catalog.scan'

/** Looking at a table takes far less; a statement that takes longer is given up. In milliseconds. */
const patience = 30_000

/** In the organisation's own time: when its systems have least to do. */
const dailyHour = 3

const asDate = (at: Temporal.Instant): Date => new Date(at.epochMilliseconds)

/**
 * Asks for a scan of one system, or of all; a scan that is under way is not begun twice. Refuses `common.not-found`.
 */
export async function requestScans(
  ports: CatalogPorts,
  organisation: string,
  source?: string,
): Promise<void> {
  await inOrganisation(ports.db, organisation, async (tx) => {
    const keys = (await store.sources(tx, organisation)).map(({ key }) => key)
    if (source !== undefined && !keys.includes(source)) throw refuse(commonRefusals, 'common.not-found')
    for (const key of source === undefined ? keys : [source]) await request(ports, tx, organisation, key)
  })
}

/** Asks for a scan of every system that never had one; the sweep at start gives it its job. */
export async function scanFirst(ports: CatalogPorts, organisation: string): Promise<void> {
  await inOrganisation(ports.db, organisation, async (tx) => {
    const had = new Set((await store.latestScans(tx, organisation)).map(({ source_key }) => source_key))
    for (const { key } of await store.sources(tx, organisation))
      if (!had.has(key))
        await store.insertScan(tx, organisation, { id: newId(), source: key, at: asDate(ports.clock.now()) })
  })
}

async function request(ports: CatalogPorts, tx: Tx, organisation: string, source: string): Promise<void> {
  const at = asDate(ports.clock.now())
  const { id, made } = await store.insertScan(tx, organisation, { id: newId(), source, at })
  if (made) await ports.enqueue(tx, scanJob, { organisation, id })
}

/**
 * Scans one system: what it holds is looked at, compared and recorded in one transaction at the end. A system that is
 * away is told and tried again; one that refuses waits for a person, and for the next day.
 */
export async function scan(ports: CatalogPorts, organisation: string, id: string): Promise<void> {
  const source = await begin(ports, organisation, id)
  if (source === undefined) return
  try {
    const survey = await look(ports, organisation, id, source)
    if ((await finish(ports, organisation, id, source, survey)) === 'elsewhere')
      return await scan(ports, organisation, id)
  } catch (error) {
    if (!(error instanceof SourceFailure)) throw error
    await fail(ports, organisation, id, error)
    if (error.retry) throw new TryAgain(`${source.key}: ${error.code}`, { cause: error })
  }
}

function begin(ports: CatalogPorts, organisation: string, id: string): Promise<Source | undefined> {
  return inOrganisation(ports.db, organisation, async (tx) => {
    const row = await store.scanById(tx, organisation, id)
    if (row === undefined || row.state === 'done' || row.state === 'failed') return undefined
    const source = (await readSources(ports, tx, organisation)).find(({ key }) => key === row.source_key)
    if (source === undefined) return undefined
    await store.updateScan(tx, organisation, id, { state: 'reading', tables_done: 0, tables_total: null })
    return source
  })
}

async function look(ports: CatalogPorts, organisation: string, id: string, source: Source): Promise<Survey> {
  const connector = await openConnector(source.url, { timeout: patience })
  let told = 0
  try {
    return await surveySystem(connector, datasetOf(source), async (done, total) => {
      // So often that somebody who watches sees it move, and not for each of a thousand tables.
      if (done < total && done - told < Math.max(1, total / 20)) return
      told = done
      await inOrganisation(ports.db, organisation, (tx) =>
        store.updateScan(tx, organisation, id, { tables_done: done, tables_total: total }),
      )
    })
  } finally {
    await connector.close()
  }
}

async function finish(
  ports: CatalogPorts,
  organisation: string,
  id: string,
  source: Source,
  looked: Survey,
): Promise<'done' | 'elsewhere'> {
  return inOrganisation(ports.db, organisation, async (tx) => {
    await store.lockSources(tx, organisation)
    const row = await store.scanById(tx, organisation, id)
    // Disconnected meanwhile, or another run of this job was quicker.
    if (row?.state !== 'reading') return 'done'
    // What was seen under another address says nothing of this one.
    const now = (await readSources(ports, tx, organisation)).find(({ key }) => key === source.key)
    if (now?.url !== source.url) return 'elsewhere'
    const before = (await store.surveys(tx, organisation)).find(({ source_key }) => source_key === source.key)
    const survey = remember(before?.survey, looked, await waiting(tx, organisation, source, looked))
    const changes = changesBetween(before?.survey, survey)
    const at = ports.clock.now()
    await store.saveSurvey(tx, organisation, { source: source.key, scan: id, at: asDate(at), survey })
    await store.updateScan(tx, organisation, id, {
      state: 'done',
      ended_at: asDate(at),
      reason: null,
      changes,
    })
    const pack = ports.inForce(organisation)
    const [fact] = await ports.ledger.append(tx, organisation, [
      await scanned(tx, organisation, pack, { at, source: source.key, survey, changes }),
    ])
    await reckonNow(ports, tx, organisation, fact === undefined ? {} : { because: fact.id })
    return 'done'
  })
}

/** Tells columns about which a person has not decided yet. */
async function waiting(tx: Tx, organisation: string, source: Source, survey: Survey): Promise<Waiting> {
  const decided = new Set((await store.standingDecisions(tx, organisation)).map(({ drift_id }) => drift_id))
  const system = { key: source.key, dataset: datasetOf(source), survey }
  const places = (await store.driftRows(tx, organisation)).flatMap(({ id, finding, gone_at: gone }) => {
    const { collection, field } = finding
    if (gone !== null || decided.has(id) || finding.source !== source.key || collection === null) return []
    return [{ table: tableNamed(system, collection), field }]
  })
  const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase()
  return (table, column) =>
    places.some((one) => one.table === table && (one.field === null || same(one.field, column.name)))
}

/** That a system was looked at, and for which promises it shows where the data is. */
async function scanned(
  tx: Tx,
  organisation: string,
  pack: Pack,
  seen: {
    at: Temporal.Instant
    source: string
    survey: Survey
    changes: { added: string[]; removed: string[] }
  },
): Promise<NewFact> {
  const { at, source, survey, changes } = seen
  const own = (await systemsOf(tx, organisation)).filter(({ key }) => key === source)
  const held = own.flatMap((one) => tieFields(one, pack)).filter(({ there }) => there === true)
  const categories = new Set(held.flatMap((field) => field.categories))
  const kept = [
    ...pack.categories.filter(({ id }) => categories.has(id)).map(({ id }) => `category:${id}`),
    'system:free-text-scan',
  ]
  return {
    type: 'catalog.scanned',
    at,
    actor: system,
    subject: { kind: 'source', id: source },
    clear: {
      engine: survey.engine,
      tables: survey.tables.length,
      columns: survey.tables.reduce((sum, { columns }) => sum + columns.length, 0),
      added: changes.added.length,
      removed: changes.removed.length,
    },
    promises: [...new Set(kept.flatMap((one) => promisesKeptBy(pack, one)))].toSorted(),
  }
}

function fail(ports: CatalogPorts, organisation: string, id: string, error: SourceFailure): Promise<void> {
  return inOrganisation(ports.db, organisation, async (tx) => {
    const row = await store.scanById(tx, organisation, id)
    if (row?.state !== 'reading') return
    const end = error.retry
      ? { state: 'waiting' as const }
      : { state: 'failed' as const, ended_at: asDate(ports.clock.now()) }
    await store.updateScan(tx, organisation, id, { ...end, reason: error.code })
  })
}

/** The last time at which scans of a day were due. */
function lastDue(pack: Pack, now: Temporal.Instant): Temporal.Instant {
  const local = now.toZonedDateTimeISO(pack.calendar?.timeZone ?? 'Asia/Tokyo')
  const today = local.with({
    hour: dailyHour,
    minute: 0,
    second: 0,
    millisecond: 0,
    microsecond: 0,
    nanosecond: 0,
  })
  const due = Temporal.ZonedDateTime.compare(today, local) <= 0 ? today : today.subtract({ days: 1 })
  return due.toInstant()
}

/**
 * Asks for the scans of the day, and puts right what a crash may have left: a scan under way whose job is gone gets
 * one again. Runs at start and then now and again.
 */
export async function sweepScans(
  ports: CatalogPorts,
  organisation: string,
  underWay: ReadonlySet<string>,
): Promise<void> {
  const due = asDate(lastDue(ports.inForce(organisation), ports.clock.now()))
  await inOrganisation(ports.db, organisation, async (tx) => {
    const latest = new Map((await store.latestScans(tx, organisation)).map((row) => [row.source_key, row]))
    for (const { key, registered_at } of await store.sources(tx, organisation)) {
      const last = latest.get(key)
      const moving = last !== undefined && (last.state === 'waiting' || last.state === 'reading')
      if (moving && !underWay.has(jobKey(scanJob, { organisation, id: last.id })))
        await ports.enqueue(tx, scanJob, { organisation, id: last.id })
      if (!moving && (last?.requested_at ?? registered_at) < due) await request(ports, tx, organisation, key)
    }
  })
}
