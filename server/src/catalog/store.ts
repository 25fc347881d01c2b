// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely'
import type { Tx } from '../database/index.ts'
import type { DecisionKind, elsewhereForms } from './contract.ts'
import type { Finding } from './drift.ts'
import type { Survey } from './survey.ts'

/** A connected system as stored: its URL sealed, its data map as text. */
export interface SourceRow {
  readonly key: string
  readonly url: Buffer
  readonly map: string
  readonly registered_at: Date
}

/** Lets one transaction at a time change an organisation's sources: their maps are only right together. */
export async function lockSources(tx: Tx, organisation: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${organisation}:sources`}, 0))`.execute(tx)
}

export async function saveSource(
  tx: Tx,
  organisation: string,
  row: Omit<SourceRow, 'registered_at'>,
  at: string,
): Promise<void> {
  await sql`
    insert into catalog.sources (organisation_id, key, url, map, registered_at)
    values (${organisation}, ${row.key}, ${row.url}, ${row.map}, ${at})
    on conflict (organisation_id, key) do update set url = excluded.url, map = excluded.map`.execute(tx)
}

export async function sources(tx: Tx, organisation: string): Promise<SourceRow[]> {
  const found = await sql<SourceRow>`
    select key, url, map, registered_at from catalog.sources where organisation_id = ${organisation} order by key`.execute(
    tx,
  )
  return found.rows
}

export async function deleteSource(tx: Tx, organisation: string, key: string): Promise<void> {
  await sql`delete from catalog.sources where organisation_id = ${organisation} and key = ${key}`.execute(tx)
}

/** A scan as stored. */
export interface ScanRow {
  readonly id: string
  readonly source_key: string
  readonly state: 'waiting' | 'reading' | 'done' | 'failed'
  readonly requested_at: Date
  readonly ended_at: Date | null
  readonly tables_total: number | null
  readonly tables_done: number
  readonly reason: string | null
  readonly changes: { added: string[]; removed: string[] } | null
}

/** Makes a scan unless one of that source is under way; tells which is. */
export async function insertScan(
  tx: Tx,
  organisation: string,
  { id, source, at }: { id: string; source: string; at: Date },
): Promise<{ id: string; made: boolean }> {
  const made = await sql`
    insert into catalog.scans (organisation_id, id, source_key, state, requested_at)
    values (${organisation}, ${id}, ${source}, 'waiting', ${at})
    on conflict (organisation_id, source_key) where state in ('waiting', 'reading') do nothing`.execute(tx)
  if (made.numAffectedRows === 1n) return { id, made: true }
  const found = await sql<{ id: string }>`
    select id from catalog.scans
    where organisation_id = ${organisation} and source_key = ${source} and state in ('waiting', 'reading')`.execute(
    tx,
  )
  return { id: found.rows[0]?.id ?? id, made: false }
}

export async function scanById(tx: Tx, organisation: string, id: string): Promise<ScanRow | undefined> {
  const found = await sql<ScanRow>`
    select * from catalog.scans where organisation_id = ${organisation} and id = ${id} for update`.execute(tx)
  return found.rows[0]
}

export async function updateScan(
  tx: Tx,
  organisation: string,
  id: string,
  row: Partial<Pick<ScanRow, 'state' | 'ended_at' | 'tables_total' | 'tables_done' | 'reason' | 'changes'>>,
): Promise<void> {
  const value = (key: keyof typeof row) =>
    sql`${key === 'changes' ? JSON.stringify(row[key] ?? null) : row[key]}`
  const keys = Object.keys(row) as (keyof typeof row)[]
  const sets = keys.map((key) =>
    key === 'changes' ? sql`changes = ${value(key)}::jsonb` : sql`${sql.ref(key)} = ${value(key)}`,
  )
  await sql`
    update catalog.scans set ${sql.join(sets)} where organisation_id = ${organisation} and id = ${id}`.execute(
    tx,
  )
}

/** The scan of each source that is under way, else the latest. */
export async function latestScans(tx: Tx, organisation: string): Promise<ScanRow[]> {
  const found = await sql<ScanRow>`
    select distinct on (source_key) * from catalog.scans where organisation_id = ${organisation}
    order by source_key, state in ('waiting', 'reading') desc, requested_at desc, id desc`.execute(tx)
  return found.rows
}

/** Ends what was to be scanned in a source that is no longer connected, and forgets what was seen there. */
export async function forgetSource(tx: Tx, organisation: string, source: string, at: Date): Promise<void> {
  await sql`
    update catalog.scans set state = 'failed', ended_at = ${at}, reason = 'disconnected'
    where organisation_id = ${organisation} and source_key = ${source} and state in ('waiting', 'reading')`.execute(
    tx,
  )
  await sql`
    delete from catalog.surveys where organisation_id = ${organisation} and source_key = ${source}`.execute(
    tx,
  )
}

/** What the last scan of a source saw. */
export interface SurveyRow {
  readonly source_key: string
  readonly scanned_at: Date
  readonly survey: Survey
}

export async function saveSurvey(
  tx: Tx,
  organisation: string,
  row: { source: string; scan: string; at: Date; survey: Survey },
): Promise<void> {
  await sql`
    insert into catalog.surveys (organisation_id, source_key, scan_id, scanned_at, survey)
    values (${organisation}, ${row.source}, ${row.scan}, ${row.at}, ${JSON.stringify(row.survey)}::jsonb)
    on conflict (organisation_id, source_key)
    do update set scan_id = excluded.scan_id, scanned_at = excluded.scanned_at, survey = excluded.survey`.execute(
    tx,
  )
}

export async function surveys(tx: Tx, organisation: string): Promise<SurveyRow[]> {
  const found = await sql<SurveyRow>`
    select source_key, scanned_at, survey from catalog.surveys where organisation_id = ${organisation}`.execute(
    tx,
  )
  return found.rows
}

/** A drift as stored. */
export interface DriftRow {
  readonly id: string
  readonly finding: Finding
  readonly first_seen: Date
  readonly last_seen: Date
  readonly gone_at: Date | null
}

/** Stores what was found: new ones with the id given, known ones by their identity. */
export async function saveDrift(
  tx: Tx,
  organisation: string,
  at: Date,
  found: readonly { id: string; finding: Finding }[],
): Promise<void> {
  if (found.length === 0) return
  await sql`
    insert into catalog.drift (organisation_id, id, identity, finding, first_seen, last_seen)
    select ${organisation}, one.id, one.finding ->> 'identity', one.finding, ${at}, ${at}
    from jsonb_to_recordset(${JSON.stringify(found)}::jsonb) as one (id uuid, finding jsonb)
    on conflict (organisation_id, identity)
    do update set finding = excluded.finding, last_seen = excluded.last_seen, gone_at = null`.execute(tx)
}

export async function markGone(
  tx: Tx,
  organisation: string,
  ids: readonly string[],
  at: Date,
): Promise<void> {
  if (ids.length === 0) return
  await sql`
    update catalog.drift set gone_at = ${at}
    where organisation_id = ${organisation} and id = any(${[...ids]}::uuid[])`.execute(tx)
}

export async function driftRows(tx: Tx, organisation: string): Promise<DriftRow[]> {
  const found = await sql<DriftRow>`
    select id, finding, first_seen, last_seen, gone_at from catalog.drift
    where organisation_id = ${organisation} order by first_seen, id`.execute(tx)
  return found.rows
}

/** A decision as stored; `note` is sealed. */
export interface DecisionRow {
  readonly id: string
  readonly drift_id: string
  readonly act: string
  readonly kind: DecisionKind
  readonly fingerprint: string
  readonly until: string | null
  readonly form: (typeof elsewhereForms)[number] | null
  readonly note: Buffer | null
  readonly map_before: string | null
  readonly map_after: string | null
  readonly decided_at: Date
  readonly actor_kind: string
  readonly actor_id: string
}

export async function saveDecision(tx: Tx, organisation: string, row: DecisionRow): Promise<void> {
  await sql`
    insert into catalog.decisions (organisation_id, id, drift_id, act, kind, fingerprint, until, form, note, map_before,
      map_after, decided_at, actor_kind, actor_id)
    values (${organisation}, ${row.id}, ${row.drift_id}, ${row.act}, ${row.kind}, ${row.fingerprint}, ${row.until},
      ${row.form}, ${row.note}, ${row.map_before}, ${row.map_after}, ${row.decided_at}, ${row.actor_kind},
      ${row.actor_id})`.execute(tx)
}

/** The decisions that stand. */
export async function standingDecisions(tx: Tx, organisation: string): Promise<DecisionRow[]> {
  const found = await sql<DecisionRow>`
    select id, drift_id, act, kind, fingerprint, until::text as until, form, note, map_before, map_after, decided_at,
      actor_kind, actor_id
    from catalog.decisions where organisation_id = ${organisation} and ended_at is null`.execute(tx)
  return found.rows
}

export async function endDecisions(
  tx: Tx,
  organisation: string,
  ids: readonly string[],
  at: Date,
): Promise<void> {
  if (ids.length === 0) return
  await sql`
    update catalog.decisions set ended_at = ${at}
    where organisation_id = ${organisation} and id = any(${[...ids]}::uuid[])`.execute(tx)
}

/** A device with what it is declared to send. */
export interface CollectorRow {
  readonly key: string
  readonly channel: string
  readonly fields: readonly { readonly name: string; readonly fides: string }[]
  readonly readings: number
  readonly last_at: Date | null
}

export async function saveCollector(
  tx: Tx,
  organisation: string,
  row: Pick<CollectorRow, 'key' | 'channel' | 'fields'>,
  at: Date,
): Promise<void> {
  await sql`
    insert into catalog.collectors (organisation_id, key, channel, fields, declared_at)
    values (${organisation}, ${row.key}, ${row.channel}, ${JSON.stringify(row.fields)}::jsonb, ${at})
    on conflict (organisation_id, key)
    do update set channel = excluded.channel, fields = excluded.fields, declared_at = excluded.declared_at`.execute(
    tx,
  )
}

/** The collectors with how many readings each sent, and when it measured last. */
export async function collectors(tx: Tx, organisation: string): Promise<CollectorRow[]> {
  const found = await sql<CollectorRow>`
    select key, channel, fields, count(r.id)::int as readings, max(r.at) as last_at
    from catalog.collectors c left join catalog.readings r on r.organisation_id = c.organisation_id and r.collector = c.key
    where c.organisation_id = ${organisation} group by c.organisation_id, c.key order by key`.execute(tx)
  return found.rows
}

export async function insertReadings(
  tx: Tx,
  organisation: string,
  collector: string,
  readings: readonly { readonly at: string; readonly measured: object }[],
): Promise<void> {
  await sql`
    insert into catalog.readings (organisation_id, collector, at, measured)
    select ${organisation}, ${collector}, one.at, one.measured
    from jsonb_to_recordset(${JSON.stringify(readings)}::jsonb) as one (at timestamptz, measured jsonb)`.execute(
    tx,
  )
}
