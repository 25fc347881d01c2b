// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely'
import type { Decision } from '@yakusoku/core/gate'
import type { Tx } from '../database/index.ts'

/** One kind of use on a day: everything alike but the person and the moment. */
export interface Use {
  readonly day: string
  readonly answer: Decision['answer']
  readonly reason: string
  readonly act: string
  readonly category: string
  readonly purpose: string
  readonly recipient: string
  readonly roles: string
  readonly actor: string
  readonly promises: readonly string[]
}

/** A counted use as stored. */
export interface UseRow extends Omit<Use, 'promises'> {
  readonly count: string
  readonly last_at: Date
  readonly promises: string[]
}

/** Adds counts to what is stored. */
export async function addUses(
  tx: Tx,
  organisation: string,
  uses: readonly { readonly use: Use; readonly count: number; readonly last: Date }[],
): Promise<void> {
  const rows = uses.map(({ use, count, last }) => ({ ...use, count, last_at: last }))
  await sql`
    insert into gate.uses
    select ${organisation}, day, answer, reason, act, category, purpose, recipient, roles, actor, count, last_at, promises
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as one (
      day date, answer text, reason text, act text, category text, purpose text, recipient text, roles text,
      actor text, count bigint, last_at timestamptz, promises text[])
    on conflict (organisation_id, day, answer, reason, act, category, purpose, recipient, roles, actor)
    do update set count = uses.count + excluded.count, last_at = excluded.last_at, promises = excluded.promises`.execute(
    tx,
  )
}

/** Which uses are read: days and answers, and how many at most. */
interface UseSearch {
  readonly since: string
  readonly until: string
  readonly answers: readonly string[]
  readonly limit: number
}

/** Uses of some days, the latest and most frequent first. */
export async function usesBetween(
  tx: Tx,
  organisation: string,
  { since, until, answers, limit }: UseSearch,
): Promise<UseRow[]> {
  const { rows } = await sql<UseRow>`
    select to_char(day, 'YYYY-MM-DD') as day, answer, reason, act, category, purpose, recipient, roles, actor,
      count, last_at, promises
    from gate.uses
    where organisation_id = ${organisation} and day between ${since} and ${until} and answer = any(${[...answers]})
    order by day desc, count desc, last_at desc limit ${limit}`.execute(tx)
  return rows
}
