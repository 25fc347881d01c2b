// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely'
import type { Tx } from '../database/index.ts'
import type { TakeOutBasis, TakeOutMedium } from './contract.ts'

/** A take-out as stored; days are YYYY-MM-DD. */
export interface TakeOutRow {
  readonly id: string
  readonly category: string
  readonly purpose: string
  readonly ground: string | null
  readonly client: string | null
  readonly basis: TakeOutBasis
  readonly items: number
  readonly medium: TakeOutMedium
  readonly actor: string
  readonly person_id: string
  readonly details: Buffer
  readonly version: string
  readonly taken_at: Date
  readonly taken_on: string
  readonly return_by: string
  readonly fact: string
  readonly returned_on: string | null
  readonly returned_at: Date | null
  readonly returned_kind: string | null
  readonly returned_id: string | null
  readonly return_details: Buffer | null
  readonly return_fact: string | null
}

/** A take-out that is not back. */
export type NewRow = Omit<TakeOutRow, `return${string}`> & Pick<TakeOutRow, 'return_by'>

const columns = sql.raw(
  `id, category, purpose, ground, client, basis, items::float8 as items, medium, actor, person_id, details, version,
   taken_at, taken_on::text as taken_on, return_by::text as return_by, fact, returned_on::text as returned_on,
   returned_at, returned_kind, returned_id, return_details, return_fact`,
)

/** Writes down a take-out. */
export async function insertTakeOut(tx: Tx, organisation: string, row: NewRow): Promise<void> {
  await sql`
    insert into takeouts.log (organisation_id, id, category, purpose, ground, client, basis, items, medium, actor,
      person_id, details, version, taken_at, taken_on, return_by, fact)
    values (${organisation}, ${row.id}, ${row.category}, ${row.purpose}, ${row.ground}, ${row.client}, ${row.basis},
      ${row.items}, ${row.medium}, ${row.actor}, ${row.person_id}, ${row.details}, ${row.version}, ${row.taken_at},
      ${row.taken_on}, ${row.return_by}, ${row.fact})`.execute(tx)
}

/** How a take-out came back. */
export type ReturnRow = {
  readonly [
    K in 'returned_on' | 'returned_at' | 'returned_kind' | 'returned_id' | 'return_details' | 'return_fact'
  ]: NonNullable<TakeOutRow[K]>
}

/** Writes down a return; false where it was returned before. */
export async function markReturned(
  tx: Tx,
  organisation: string,
  id: string,
  row: ReturnRow,
): Promise<boolean> {
  const done = await sql`
    update takeouts.log set returned_on = ${row.returned_on}, returned_at = ${row.returned_at},
      returned_kind = ${row.returned_kind}, returned_id = ${row.returned_id},
      return_details = ${row.return_details}, return_fact = ${row.return_fact}
    where organisation_id = ${organisation} and id = ${id} and returned_on is null`.execute(tx)
  return done.numAffectedRows === 1n
}

/** One take-out. */
export async function takeOutById(tx: Tx, organisation: string, id: string): Promise<TakeOutRow | undefined> {
  const found = await sql<TakeOutRow>`
    select ${columns} from takeouts.log where organisation_id = ${organisation} and id = ${id}`.execute(tx)
  return found.rows[0]
}

/** What is out, the earliest return first. */
export async function openTakeOuts(tx: Tx, organisation: string, limit: number): Promise<TakeOutRow[]> {
  const found = await sql<TakeOutRow>`
    select ${columns} from takeouts.log where organisation_id = ${organisation} and returned_on is null
    order by return_by, id limit ${limit}`.execute(tx)
  return found.rows
}

/** What came back, the last taken out first. */
export async function returnedTakeOuts(
  tx: Tx,
  organisation: string,
  { before, limit }: { readonly before?: string | undefined; readonly limit: number },
): Promise<TakeOutRow[]> {
  const found = await sql<TakeOutRow>`
    select ${columns} from takeouts.log where organisation_id = ${organisation} and returned_on is not null
      ${before === undefined ? sql`` : sql`and id < ${before}`}
    order by id desc limit ${limit}`.execute(tx)
  return found.rows
}

/** What was taken out in some days, in order. */
export async function takeOutsBetween(
  tx: Tx,
  organisation: string,
  { from, to, limit }: { readonly from: string; readonly to: string; readonly limit: number },
): Promise<TakeOutRow[]> {
  const found = await sql<TakeOutRow>`
    select ${columns} from takeouts.log
    where organisation_id = ${organisation} and taken_on between ${from} and ${to}
    order by id limit ${limit}`.execute(tx)
  return found.rows
}
