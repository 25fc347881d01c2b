// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely'
import type { Tx } from '../database/index.ts'
import type { State } from './state.ts'

/** A person as stored; without a state the person was forgotten. */
export interface PersonRow {
  /** 32 hex digits. */
  readonly key: string
  readonly person_id: string | null
  readonly state: Partial<State> | null
  readonly born: Buffer | null
  readonly position: bigint
}

const columns = sql.raw("replace(person_key::text, '-', '') as key, person_id, state, born, position")

type StoredRow = Omit<PersonRow, 'position'> & { readonly position: string }

const numbered = (row: StoredRow): PersonRow => ({ ...row, position: BigInt(row.position) })

/** One person by key. */
export async function personByKey(tx: Tx, organisation: string, key: string): Promise<PersonRow | undefined> {
  const found = await sql<StoredRow>`
    select ${columns} from consent.persons
    where organisation_id = ${organisation} and person_key = ${key}::uuid`.execute(tx)
  return found.rows.map(numbered)[0]
}

/** People changed after a position, in the order of their last changes. */
export async function personsAfter(
  tx: Tx,
  organisation: string,
  position: bigint,
  limit: number,
): Promise<PersonRow[]> {
  const found = await sql<StoredRow>`
    select ${columns} from consent.persons
    where organisation_id = ${organisation} and position > ${position}
    order by position limit ${limit}`.execute(tx)
  return found.rows.map(numbered)
}

/** The number of the last change. */
export async function lastPosition(tx: Tx, organisation: string): Promise<bigint> {
  const found = await sql<{ position: string }>`
    select position from consent.positions where organisation_id = ${organisation}`.execute(tx)
  return BigInt(found.rows[0]?.position ?? 0)
}

/**
 * Writes a person without a new position. It waits here for whoever is destroying the person's key, and not with the
 * position in hand, which whoever destroys it needs.
 */
export async function putPerson(
  tx: Tx,
  organisation: string,
  row: Omit<PersonRow, 'position'> & { readonly changed_at: string },
): Promise<void> {
  await sql`
    insert into consent.persons (organisation_id, person_key, person_id, state, born, position, changed_at)
    values (${organisation}, ${row.key}::uuid, ${row.person_id}, ${JSON.stringify(row.state)}::jsonb, ${row.born}, 0,
      ${row.changed_at})
    on conflict (organisation_id, person_key) do update set person_id = excluded.person_id, state = excluded.state,
      born = excluded.born, changed_at = excluded.changed_at`.execute(tx)
}

/** Gives people their next positions; others who change anything wait until this transaction ends. Wakes gates then. */
export async function place(tx: Tx, organisation: string, keys: readonly string[]): Promise<bigint> {
  const found = await sql<{ position: string }>`
    insert into consent.positions as p (organisation_id, position) values (${organisation}, ${keys.length})
    on conflict (organisation_id) do update set position = p.position + ${keys.length}
    returning position`.execute(tx)
  const last = BigInt(found.rows[0]?.position ?? 0)
  await sql`
    update consent.persons set position = ${last}::bigint - ${keys.length}::int + given.place
    from unnest(${keys}::uuid[]) with ordinality as given (key, place)
    where organisation_id = ${organisation} and person_key = given.key`.execute(tx)
  await sql`select pg_notify('yakusoku_consent', ${organisation})`.execute(tx)
  return last
}
