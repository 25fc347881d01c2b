// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely'
import type { AgedPerson, Decision, Question } from '@yakusoku/core/gate'
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

/** How often something was used so, and when last. */
export interface CountedUse {
  readonly use: Use
  readonly count: number
  readonly last: Date
}

/** Adds counts to what is stored. */
export async function addUses(tx: Tx, organisation: string, uses: readonly CountedUse[]): Promise<void> {
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

/** A kind of question that got one answer on a day: what deciding again needs, and nothing of anybody. */
export interface KindRow {
  readonly day: string
  /** Half a SHA-256 of the rest but the count, in hexadecimal digits. */
  readonly kind: string
  readonly question: Question
  /** Null where nobody in particular was asked about. */
  readonly person: Partial<AgedPerson> | null
  /** Only what decided is kept of the person. */
  readonly least: boolean
  readonly answer: Decision['answer']
  readonly reason: Decision['reason']
  readonly count: number
}

/** Kinds of a day that are kept at most, up to the last batch. */
const mostKinds = 5_000

/** Adds kinds to what is stored; of a day that has very many already, no new ones. */
export async function addKinds(tx: Tx, organisation: string, kinds: readonly KindRow[]): Promise<void> {
  if (kinds.length === 0) return
  await sql`
    with given as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(kinds)}::jsonb) as one (
        day date, kind text, question jsonb, person jsonb, least boolean, answer text, reason text, count bigint)
    ), full_days as materialized (
      select day from gate.kinds
      where organisation_id = ${organisation} and day in (select day from given)
      group by day having count(*) >= ${mostKinds}
    )
    insert into gate.kinds
    select ${organisation}, day, decode(kind, 'hex'), question, person, least, answer, reason, count
    from given
    where day not in (select day from full_days) or exists (
      select from gate.kinds as known
      where known.organisation_id = ${organisation} and known.day = given.day
        and known.kind = decode(given.kind, 'hex'))
    on conflict (organisation_id, day, kind) do update set count = kinds.count + excluded.count`.execute(tx)
}

/** Kinds of some days, the most frequent of them where there are more, day by day. */
export async function kindsBetween(
  tx: Tx,
  organisation: string,
  { since, until, limit }: Omit<UseSearch, 'answers'>,
): Promise<KindRow[]> {
  const { rows } = await sql<Omit<KindRow, 'count'> & { count: string }>`
    select to_char(day, 'YYYY-MM-DD') as day, encode(kind, 'hex') as kind, question, person, least, answer, reason, count
    from (
      select * from gate.kinds
      where organisation_id = ${organisation} and day between ${since} and ${until}
      order by kinds.count desc, kinds.day desc, kinds.kind limit ${limit}
    ) as most
    order by most.day, most.kind`.execute(tx)
  return rows.map((row) => ({ ...row, count: Number(row.count) }))
}

/** How many answers were counted in some days, and of how many of them kinds are kept. */
export async function answersBetween(
  tx: Tx,
  organisation: string,
  { since, until }: Pick<UseSearch, 'since' | 'until'>,
): Promise<{ counted: number; kept: number }> {
  const { rows } = await sql<{ counted: string; kept: string }>`
    select
      (select coalesce(sum(count), 0) from gate.uses
        where organisation_id = ${organisation} and day between ${since} and ${until}) as counted,
      (select coalesce(sum(count), 0) from gate.kinds
        where organisation_id = ${organisation} and day between ${since} and ${until}) as kept`.execute(tx)
  return { counted: Number(rows[0]?.counted ?? 0), kept: Number(rows[0]?.kept ?? 0) }
}

/** Deletes the kinds of the days before one. */
export async function forgetKinds(tx: Tx, organisation: string, before: string): Promise<void> {
  await sql`delete from gate.kinds where organisation_id = ${organisation} and day < ${before}`.execute(tx)
}
