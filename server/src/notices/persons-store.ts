// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely'
import type { Tx } from '../database/index.ts'

/** What a person did with a version. */
export interface AcceptanceRow {
  readonly person_id: string
  readonly version: string
  readonly kind: 'acknowledged' | 'used'
  readonly channel: string
  readonly at: Date
  readonly fact: string
}

/** Lets one transaction at a time record acceptances, so that each is a fact once. */
export async function lockAcceptances(tx: Tx, organisation: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`notices.acceptances ${organisation}`}, 0))`.execute(
    tx,
  )
}

/** What persons did, oldest first. */
export async function acceptancesOf(
  tx: Tx,
  organisation: string,
  persons: readonly string[],
): Promise<AcceptanceRow[]> {
  const found = await sql<AcceptanceRow>`
    select person_id, version, kind, channel, at, fact from notices.acceptances
    where organisation_id = ${organisation} and person_id = any(${persons}::uuid[]) order by at`.execute(tx)
  return found.rows
}

/** Keeps acceptances. */
export async function addAcceptances(
  tx: Tx,
  organisation: string,
  rows: readonly {
    person: string
    version: string
    kind: string
    channel: string
    at: string
    fact: string
  }[],
): Promise<void> {
  await sql`
    insert into notices.acceptances (organisation_id, person_id, version, kind, channel, at, fact)
    select ${organisation}, * from unnest(${rows.map((row) => row.person)}::uuid[],
      ${rows.map((row) => row.version)}::text[], ${rows.map((row) => row.kind)}::text[],
      ${rows.map((row) => row.channel)}::text[], ${rows.map((row) => row.at)}::timestamptz[],
      ${rows.map((row) => row.fact)}::uuid[])`.execute(tx)
}

/** How many people acknowledged and accepted each version. */
export async function countAcceptances(
  tx: Tx,
  organisation: string,
): Promise<{ version: string; acknowledged: number; used: number }[]> {
  const found = await sql<{ version: string; acknowledged: number; used: number }>`
    select version, count(*) filter (where kind = 'acknowledged')::int as acknowledged,
      count(*) filter (where kind = 'used')::int as used
    from notices.acceptances where organisation_id = ${organisation} group by version`.execute(tx)
  return found.rows
}

/** The notices that reached a person. */
export async function noticesTo(
  tx: Tx,
  organisation: string,
  person: string,
): Promise<{ version: string; way: string; at: Date }[]> {
  const found = await sql<{ version: string; way: string; at: Date }>`
    select n.version, n.way, r.changed_at as at from notices.recipients r
    join notices.notices n on n.organisation_id = r.organisation_id and n.id = r.notice_id
    where r.organisation_id = ${organisation} and r.person_id = ${person} and r.state = 'sent'
    order by r.changed_at`.execute(tx)
  return found.rows
}
