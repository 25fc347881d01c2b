// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely'
import type { Tx } from '../database/index.ts'

/** A duty as stored. */
export interface DutyRow {
  readonly id: string
  readonly kind: string
  readonly title: { ja: string; en: string } | null
  readonly subject_kind: string
  readonly subject_id: string
  readonly subject_label: string
  readonly owner_role: string
  readonly promises: string[]
  readonly opened_at: Date
  readonly warn_at: Date | null
  readonly due_at: Date
  readonly reckoning: { ja: string; en: string }[]
  readonly closed_at: Date | null
  readonly evidence: string | null
}

export async function insertDuty(
  tx: Tx,
  organisation: string,
  row: Omit<DutyRow, 'closed_at' | 'evidence'>,
): Promise<boolean> {
  const done = await sql`
    insert into duties.duties (organisation_id, id, kind, title, subject_kind, subject_id, subject_label, owner_role, promises,
      opened_at, warn_at, due_at, reckoning)
    values (${organisation}, ${row.id}, ${row.kind},
      ${row.title === null ? null : JSON.stringify(row.title)}::jsonb, ${row.subject_kind}, ${row.subject_id}, ${row.subject_label},
      ${row.owner_role}, ${row.promises}, ${row.opened_at}, ${row.warn_at}, ${row.due_at}, ${JSON.stringify(row.reckoning)}::jsonb)
    on conflict (organisation_id, kind, subject_id) where closed_at is null do nothing`.execute(tx)
  return done.numAffectedRows === 1n
}

/** How an open duty ends. */
export interface Closing {
  readonly kind: string
  readonly subject: string
  readonly at: Date
  readonly evidence: string
  readonly withdrawn: boolean
}

export async function closeDuty(
  tx: Tx,
  organisation: string,
  { kind, subject, at, evidence, withdrawn }: Closing,
): Promise<DutyRow | undefined> {
  const done = await sql<DutyRow>`
    update duties.duties set closed_at = ${at}, evidence = ${evidence}, withdrawn = ${withdrawn}
    where organisation_id = ${organisation} and kind = ${kind} and subject_id = ${subject} and closed_at is null
    returning *`.execute(tx)
  return done.rows[0]
}

export async function openDuties(tx: Tx, organisation: string, limit: number): Promise<DutyRow[]> {
  const found = await sql<DutyRow>`
    select * from duties.duties where organisation_id = ${organisation} and closed_at is null
    order by due_at, id limit ${limit}`.execute(tx)
  return found.rows
}

export async function dutiesOf(tx: Tx, organisation: string, subject: string): Promise<DutyRow[]> {
  const found = await sql<DutyRow>`
    select * from duties.duties where organisation_id = ${organisation} and subject_id = ${subject}
    order by opened_at, id`.execute(tx)
  return found.rows
}

/** Which duties of one kind: open, the earliest due first, or closed, the newest first, page by page. */
export interface OfKind {
  readonly kind: string
  readonly open: boolean
  /** The last one seen of those that are closed. */
  readonly before?: string | undefined
  readonly limit: number
}

export async function dutiesOfKind(
  tx: Tx,
  organisation: string,
  { kind, open, before, limit }: OfKind,
): Promise<DutyRow[]> {
  const found = await sql<DutyRow>`
    select * from duties.duties where organisation_id = ${organisation} and kind = ${kind}
      and ${open ? sql`closed_at is null` : sql`closed_at is not null`}
      ${before === undefined ? sql`` : sql`and id < ${before}`}
    order by ${open ? sql`due_at, id` : sql`id desc`} limit ${limit}`.execute(tx)
  return found.rows
}

/** Open and overdue duties by the promise they serve. */
export async function countByPromise(
  tx: Tx,
  organisation: string,
  now: Date,
): Promise<Map<string, { open: number; warned: number; overdue: number }>> {
  const found = await sql<{ promise: string; open: number; warned: number; overdue: number }>`
    select promise, count(*)::int as open,
      count(*) filter (where warn_at <= ${now})::int as warned,
      count(*) filter (where due_at <= ${now})::int as overdue
    from duties.duties, unnest(promises) as promise
    where organisation_id = ${organisation} and closed_at is null group by promise`.execute(tx)
  return new Map(found.rows.map(({ promise, ...counts }) => [promise, counts]))
}

/** How many duties of each promise were closed in time, of those closed or overdue since a moment. */
export async function keptInTime(
  tx: Tx,
  organisation: string,
  { since, now }: { since: Date; now: Date },
): Promise<Map<string, { kept: number; total: number }>> {
  const found = await sql<{ promise: string; kept: number; total: number }>`
    select promise, count(*) filter (where closed_at < due_at)::int as kept, count(*)::int as total
    from duties.duties, unnest(promises) as promise
    where organisation_id = ${organisation} and not withdrawn
      and (closed_at >= ${since} or (closed_at is null and due_at <= ${now})) group by promise`.execute(tx)
  return new Map(found.rows.map(({ promise, ...counts }) => [promise, counts]))
}
