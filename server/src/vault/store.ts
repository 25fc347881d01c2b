// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely'
import type { Tx } from '../database/index.ts'

/** What an organisation's key is for; `index` is never rotated in place, because indexes would no longer match. */
export type KeyPurpose = 'persons' | 'index' | 'own'

export interface OrganisationKeyRow {
  readonly purpose: KeyPurpose
  readonly version: number
  readonly master_key_id: string
  readonly wrapped: Buffer
}

export async function organisationKeys(tx: Tx, organisation: string): Promise<OrganisationKeyRow[]> {
  const found = await sql<OrganisationKeyRow>`
    select purpose, version, master_key_id, wrapped from vault.organisation_keys
    where organisation_id = ${organisation} order by purpose, version`.execute(tx)
  return found.rows
}

/** Adds a key where there is none of that purpose and version; false where another server was quicker. */
export async function addOrganisationKey(
  tx: Tx,
  organisation: string,
  row: OrganisationKeyRow,
): Promise<boolean> {
  const added = await sql`
    insert into vault.organisation_keys (organisation_id, purpose, version, master_key_id, wrapped)
    values (${organisation}, ${row.purpose}, ${row.version}, ${row.master_key_id}, ${row.wrapped})
    on conflict do nothing returning 1`.execute(tx)
  return added.rows.length === 1
}

/** Puts a key wrapped anew in the place of the same key. */
export async function replaceWrapping(tx: Tx, organisation: string, row: OrganisationKeyRow): Promise<void> {
  await sql`
    update vault.organisation_keys set master_key_id = ${row.master_key_id}, wrapped = ${row.wrapped}
    where organisation_id = ${organisation} and purpose = ${row.purpose} and version = ${row.version}`.execute(
    tx,
  )
}

export interface PersonKeyRow {
  readonly person_id: string
  readonly key_version: number
  readonly wrapped: Buffer
}

export async function personKeys(
  tx: Tx,
  organisation: string,
  persons: readonly string[],
): Promise<PersonKeyRow[]> {
  const found = await sql<PersonKeyRow>`
    select person_id, key_version, wrapped from vault.person_keys
    where organisation_id = ${organisation} and person_id = any(${persons}::uuid[])`.execute(tx)
  return found.rows
}

/** Keys wrapped under an older version, in the order of their persons, behind one of them. */
export async function personKeysBelow(
  tx: Tx,
  organisation: string,
  { version, behind, limit }: { version: number; behind: string; limit: number },
): Promise<PersonKeyRow[]> {
  const found = await sql<PersonKeyRow>`
    select person_id, key_version, wrapped from vault.person_keys
    where organisation_id = ${organisation} and person_id > ${behind} and key_version < ${version}
    order by person_id limit ${limit} for update`.execute(tx)
  return found.rows
}

/** Saves keys, over older wrappings of the same ones; the newest version there is to wrap them under. */
export async function savePersonKeys(
  tx: Tx,
  organisation: string,
  rows: readonly PersonKeyRow[],
): Promise<number> {
  const newest = await sql<{ version: number }>`
    with saved as (
      insert into vault.person_keys (organisation_id, person_id, key_version, wrapped)
      select ${organisation}, * from unnest(
        ${rows.map((row) => row.person_id)}::uuid[], ${rows.map((row) => row.key_version)}::int[],
        ${rows.map((row) => row.wrapped)}::bytea[])
      on conflict (organisation_id, person_id)
      do update set key_version = excluded.key_version, wrapped = excluded.wrapped)
    select max(version) as version from vault.organisation_keys
    where organisation_id = ${organisation} and purpose = 'persons'`.execute(tx)
  return newest.rows[0]?.version ?? 0
}

export async function deletePerson(tx: Tx, organisation: string, person: string, at: string): Promise<void> {
  await sql`
    insert into vault.erasures (organisation_id, person_id, erased_at) values (${organisation}, ${person}, ${at})
    on conflict do nothing`.execute(tx)
  await sql`
    delete from vault.person_keys where organisation_id = ${organisation} and person_id = ${person}`.execute(
    tx,
  )
}

export async function erasures(
  tx: Tx,
  organisation: string,
): Promise<{ person_id: string; erased_at: Date }[]> {
  const found = await sql<{ person_id: string; erased_at: Date }>`
    select person_id, erased_at from vault.erasures where organisation_id = ${organisation}`.execute(tx)
  return found.rows
}

export async function personByBlind(
  tx: Tx,
  organisation: string,
  kind: string,
  blind: Buffer,
): Promise<string | undefined> {
  const found = await sql<{ person_id: string }>`
    select person_id from vault.identifiers
    where organisation_id = ${organisation} and kind = ${kind} and blind = ${blind}`.execute(tx)
  return found.rows[0]?.person_id
}

/**
 * Makes whoever erases a person wait for this transaction; false for one who is erased. Who came to the person's rows first
 * and to the key afterwards would meet an erasure, which goes the other way.
 */
export async function holdPerson(tx: Tx, organisation: string, person: string): Promise<boolean> {
  const found = await sql`
    select 1 from vault.person_keys
    where organisation_id = ${organisation} and person_id = ${person} for key share`.execute(tx)
  return found.rows.length > 0
}

/** Makes whoever looks for the same identifier wait for this transaction. */
export async function lockIdentifier(tx: Tx, organisation: string, blind: Buffer): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${organisation}, ${blind.readBigInt64BE().toString()}))`.execute(
    tx,
  )
}

export async function saveIdentifier(
  tx: Tx,
  organisation: string,
  kind: string,
  blind: Buffer,
  person: string,
): Promise<void> {
  await sql`
    insert into vault.identifiers (organisation_id, kind, blind, person_id)
    values (${organisation}, ${kind}, ${blind}, ${person}) on conflict do nothing`.execute(tx)
}

/** {@link lockIdentifier} for many, in the order given. */
export async function lockIdentifiers(
  tx: Tx,
  organisation: string,
  blinds: readonly Buffer[],
): Promise<void> {
  const keys = blinds.map((blind) => blind.readBigInt64BE().toString())
  await sql`
    select pg_advisory_xact_lock(hashtextextended(${organisation}, key::bigint))
    from unnest(${keys}::text[]) with ordinality as given (key, place) order by place`.execute(tx)
}

/** Which of the identifiers are known: the person of each, by the hash in hex. */
export async function personsByBlind(
  tx: Tx,
  organisation: string,
  kind: string,
  blinds: readonly Buffer[],
): Promise<Map<string, string>> {
  const found = await sql<{ blind: Buffer; person_id: string }>`
    select blind, person_id from vault.identifiers
    where organisation_id = ${organisation} and kind = ${kind} and blind = any(${blinds}::bytea[])`.execute(
    tx,
  )
  return new Map(found.rows.map((row) => [row.blind.toString('hex'), row.person_id]))
}

export async function saveIdentifiers(
  tx: Tx,
  organisation: string,
  kind: string,
  blinds: readonly Buffer[],
  persons: readonly string[],
): Promise<void> {
  await sql`
    insert into vault.identifiers (organisation_id, kind, blind, person_id)
    select ${organisation}, ${kind}, * from unnest(${blinds}::bytea[], ${persons}::uuid[])
    on conflict do nothing`.execute(tx)
}

export interface FileRow {
  readonly id: string
  readonly person_id: string
  readonly bytes: number
  readonly sha256: Buffer
}

export async function saveFile(tx: Tx, organisation: string, file: FileRow, at: string): Promise<void> {
  await sql`
    insert into vault.files (organisation_id, id, person_id, bytes, sha256, created_at)
    values (${organisation}, ${file.id}, ${file.person_id}, ${file.bytes}, ${file.sha256}, ${at})`.execute(tx)
}

export async function saveChunk(
  tx: Tx,
  organisation: string,
  file: string,
  seq: number,
  sealed: Uint8Array,
): Promise<void> {
  await sql`
    insert into vault.file_chunks (organisation_id, file_id, seq, sealed)
    values (${organisation}, ${file}, ${seq}, ${sealed})`.execute(tx)
}

export async function fileById(tx: Tx, organisation: string, id: string): Promise<FileRow | undefined> {
  const found = await sql<FileRow>`
    select id, person_id, bytes::float8 as bytes, sha256 from vault.files
    where organisation_id = ${organisation} and id = ${id}`.execute(tx)
  return found.rows[0]
}

export async function chunk(
  tx: Tx,
  organisation: string,
  file: string,
  seq: number,
): Promise<Buffer | undefined> {
  const found = await sql<{ sealed: Buffer }>`
    select sealed from vault.file_chunks
    where organisation_id = ${organisation} and file_id = ${file} and seq = ${seq}`.execute(tx)
  return found.rows[0]?.sealed
}

export async function deleteFile(tx: Tx, organisation: string, id: string): Promise<void> {
  await sql`delete from vault.files where organisation_id = ${organisation} and id = ${id}`.execute(tx)
}
