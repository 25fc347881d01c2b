// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely'
import type { Tx } from '../database/index.ts'
import type { Text } from '../kernel/index.ts'
import type { EvidenceKind } from './contract.ts'
import type { LastCycle, Wanted } from './programme.ts'

/** A cycle as stored; days are YYYY-MM-DD. */
export interface CycleRow {
  readonly id: string
  readonly reference: string
  readonly version: string
  readonly anchor: string
  readonly every: string
  readonly starts: string
  readonly ends: string
  readonly name: Text
  readonly description: Text | null
  readonly wanted: readonly Wanted[]
  readonly owner_role: string
  readonly promises: readonly string[]
  readonly opened_at: Date
  readonly warn_at: Date | null
  readonly due_at: Date
  readonly reckoning: readonly Text[]
  readonly person_id: string | null
  readonly state: 'open' | 'completed' | 'withdrawn'
  readonly ended_at: Date | null
  readonly ended_by_kind: string | null
  readonly ended_by_id: string | null
  readonly fact: string | null
}

/** A piece of evidence as stored. */
export interface EvidenceRow {
  readonly cycle_id: string
  readonly wanted: string
  readonly kind: EvidenceKind
  readonly given_at: Date
  readonly given_by_kind: string
  readonly given_by_id: string
  readonly fact: string
  readonly sha256: Buffer | null
  readonly bytes: number | null
  readonly media_type: string | null
  readonly file_id: string | null
  readonly sealed: Buffer | null
  readonly facts: readonly string[] | null
}

/** What was looked at last. */
export interface SweepRow {
  readonly begun: string
  readonly swept_on: string | null
  readonly version: string | null
}

const columns = sql`id, reference, version, anchor::text, every, starts::text, ends::text, name, description, wanted,
  owner_role, promises, opened_at, warn_at, due_at, reckoning, person_id, state, ended_at, ended_by_kind, ended_by_id,
  fact`

/** What was looked at last; undefined before the first time. */
export async function sweepOf(tx: Tx, organisation: string): Promise<SweepRow | undefined> {
  const found = await sql<SweepRow>`select begun::text, swept_on::text, version from programme.sweeps
    where organisation_id = ${organisation}`.execute(tx)
  return found.rows[0]
}

/** Begins the programme of an organisation where it was not begun, and lets one sweep at a time go on. */
export async function beginSweep(tx: Tx, organisation: string, day: string): Promise<SweepRow> {
  await sql`insert into programme.sweeps (organisation_id, begun) values (${organisation}, ${day})
    on conflict do nothing`.execute(tx)
  const found = await sql<SweepRow>`select begun::text, swept_on::text, version from programme.sweeps
    where organisation_id = ${organisation} for update`.execute(tx)
  return found.rows[0] as SweepRow
}

/** Notes what was looked at. */
export async function endSweep(tx: Tx, organisation: string, day: string, version: string): Promise<void> {
  await sql`update programme.sweeps set swept_on = ${day}, version = ${version}
    where organisation_id = ${organisation}`.execute(tx)
}

/** The last cycle opened of each element. */
export async function lastCycles(tx: Tx, organisation: string): Promise<Map<string, LastCycle>> {
  const found = await sql<LastCycle & { reference: string }>`
    select distinct on (reference) reference, anchor::text, every, starts::text from programme.cycles
    where organisation_id = ${organisation} order by reference, starts desc`.execute(tx)
  return new Map(found.rows.map((row) => [row.reference, row]))
}

/** Keeps a new cycle. */
export async function insertCycle(
  tx: Tx,
  organisation: string,
  row: Omit<CycleRow, 'person_id' | 'state' | 'ended_at' | 'ended_by_kind' | 'ended_by_id' | 'fact'>,
): Promise<void> {
  await sql`insert into programme.cycles (organisation_id, id, reference, version, anchor, every, starts, ends, name,
      description, wanted, owner_role, promises, opened_at, warn_at, due_at, reckoning, state)
    values (${organisation}, ${row.id}, ${row.reference}, ${row.version}, ${row.anchor}, ${row.every}, ${row.starts},
      ${row.ends}, ${JSON.stringify(row.name)}, ${row.description === null ? null : JSON.stringify(row.description)},
      ${JSON.stringify(row.wanted)}, ${row.owner_role}, ${[...row.promises]}, ${row.opened_at}, ${row.warn_at},
      ${row.due_at}, ${JSON.stringify(row.reckoning)}, 'open')`.execute(tx)
}

/** Cycles that wait, the earliest due first. */
export async function openCycles(tx: Tx, organisation: string): Promise<CycleRow[]> {
  const found = await sql<CycleRow>`select ${columns} from programme.cycles
    where organisation_id = ${organisation} and state = 'open' order by due_at, id limit 1000`.execute(tx)
  return found.rows
}

/** Cycles that ended, the last opened first, of one element or of all. */
export async function endedCycles(
  tx: Tx,
  organisation: string,
  {
    before,
    reference,
    limit,
  }: { before?: string | undefined; reference?: string | undefined; limit: number },
): Promise<CycleRow[]> {
  const found = await sql<CycleRow>`select ${columns} from programme.cycles
    where organisation_id = ${organisation} and state <> 'open'
      ${before === undefined ? sql`` : sql`and id < ${before}`}
      ${reference === undefined ? sql`` : sql`and reference = ${reference}`}
    order by id desc limit ${limit}`.execute(tx)
  return found.rows
}

/** One cycle; `lock` holds it until the end of the transaction. */
export async function cycleById(
  tx: Tx,
  organisation: string,
  id: string,
  lock = false,
): Promise<CycleRow | undefined> {
  const found = await sql<CycleRow>`select ${columns} from programme.cycles
    where organisation_id = ${organisation} and id = ${id} ${lock ? sql`for update` : sql``}`.execute(tx)
  return found.rows[0]
}

/** Gives a cycle the key under which its evidence is sealed. */
export async function savePerson(tx: Tx, organisation: string, id: string, person: string): Promise<void> {
  await sql`update programme.cycles set person_id = ${person}
    where organisation_id = ${organisation} and id = ${id}`.execute(tx)
}

/** Ends a cycle with its fact. */
export async function endCycle(
  tx: Tx,
  organisation: string,
  id: string,
  end: Pick<CycleRow, 'state' | 'ended_at' | 'ended_by_kind' | 'ended_by_id' | 'fact'>,
): Promise<void> {
  await sql`update programme.cycles set state = ${end.state}, ended_at = ${end.ended_at},
      ended_by_kind = ${end.ended_by_kind}, ended_by_id = ${end.ended_by_id}, fact = ${end.fact}
    where organisation_id = ${organisation} and id = ${id}`.execute(tx)
}

/** The evidence given for cycles. */
export async function evidenceOf(
  tx: Tx,
  organisation: string,
  cycles: readonly string[],
): Promise<EvidenceRow[]> {
  const found =
    await sql<EvidenceRow>`select cycle_id, wanted, kind, given_at, given_by_kind, given_by_id, fact, sha256,
      bytes, media_type, file_id, sealed, facts from programme.evidence
    where organisation_id = ${organisation} and cycle_id = any(${[...cycles]}::uuid[])
    order by given_at, wanted`.execute(tx)
  return found.rows
}

/** Keeps a piece of evidence in the place of what was given for the same before. */
export async function saveEvidence(tx: Tx, organisation: string, row: EvidenceRow): Promise<void> {
  await sql`delete from programme.evidence where organisation_id = ${organisation}
    and cycle_id = ${row.cycle_id} and wanted = ${row.wanted}`.execute(tx)
  await sql`insert into programme.evidence (organisation_id, cycle_id, wanted, kind, given_at, given_by_kind,
      given_by_id, fact, sha256, bytes, media_type, file_id, sealed, facts)
    values (${organisation}, ${row.cycle_id}, ${row.wanted}, ${row.kind}, ${row.given_at}, ${row.given_by_kind},
      ${row.given_by_id}, ${row.fact}, ${row.sha256}, ${row.bytes}, ${row.media_type}, ${row.file_id}, ${row.sealed},
      ${row.facts === null ? null : [...row.facts]}::uuid[])`.execute(tx)
}
