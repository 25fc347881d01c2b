// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely'
import type { Database, Tx } from '../database/index.ts'
import type { Reference } from '../ledger/index.ts'
import type { FileName, PolicyFiles } from './files.ts'

/** A published version. */
export interface VersionRow {
  readonly version: string
  readonly sha256: Buffer
  readonly pack: string
  readonly effective: string
  readonly published_at: Date
  readonly published_by: Reference
  readonly approved_by: Reference | null
  readonly draft_id: string | null
  readonly withdrawn_at: Date | null
  readonly withdrawn_by: Reference | null
  readonly withdrawn_reason: string | null
}

/** What a version is when it is published. */
export interface NewVersion extends Pick<
  VersionRow,
  'version' | 'sha256' | 'pack' | 'effective' | 'published_by'
> {
  readonly approved_by?: Reference | null
  readonly draft_id?: string | null
}

/** Lets one transaction publish at a time: servers that start together bring the same new version. */
export async function lockPublishing(tx: Tx, organisation: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`policies.versions ${organisation}`}, 0))`.execute(
    tx,
  )
}

/** Keeps a version for good; `at` is the instant of its publication. */
export async function saveVersion(tx: Tx, organisation: string, row: NewVersion, at: string): Promise<void> {
  await sql`
    insert into policies.versions
      (organisation_id, version, sha256, pack, effective, published_at, published_by, approved_by, draft_id)
    values (${organisation}, ${row.version}, ${row.sha256}, ${row.pack}, ${row.effective}, ${at},
      ${JSON.stringify(row.published_by)}, ${json(row.approved_by)}, ${row.draft_id ?? null})`.execute(tx)
  await sql`update policies.news set number = number + 1`.execute(tx)
}

const json = (value: Reference | null | undefined) => (value ? JSON.stringify(value) : null)

/** What was published, in the order in which it comes into force; what was withdrawn too. */
export async function versions(tx: Tx, organisation: string): Promise<VersionRow[]> {
  const found = await sql<VersionRow>`
    select version, sha256, pack, effective::text as effective, published_at, published_by, approved_by, draft_id,
      withdrawn_at, withdrawn_by, withdrawn_reason
    from policies.versions where organisation_id = ${organisation} order by effective, published_at`.execute(
    tx,
  )
  return found.rows
}

/** Marks a version as withdrawn; its number stays taken. */
export async function withdrawVersion(
  tx: Tx,
  organisation: string,
  version: string,
  { at, by, reason }: { at: string; by: Reference; reason: string },
): Promise<void> {
  await sql`update policies.versions
    set withdrawn_at = ${at}, withdrawn_by = ${JSON.stringify(by)}, withdrawn_reason = ${reason}
    where organisation_id = ${organisation} and version = ${version}`.execute(tx)
  await sql`update policies.news set number = number + 1`.execute(tx)
}

/** Grows whenever a version of any organisation was published or withdrawn. */
export async function newsNumber(db: Database): Promise<string> {
  const found = await sql<{ number: string }>`select number from policies.news`.execute(db)
  return found.rows[0]?.number ?? '0'
}

/** One file of a published version, as it was. */
export interface FileRow {
  readonly path: FileName
  readonly sha256: Buffer
  readonly content: string
}

/** Keeps the files of a version; those kept already stay as they are. */
export async function saveFiles(
  tx: Tx,
  organisation: string,
  version: string,
  files: readonly FileRow[],
): Promise<void> {
  for (const { path, sha256, content } of files)
    await sql`insert into policies.files (organisation_id, version, path, sha256, content)
      values (${organisation}, ${version}, ${path}, ${sha256}, ${content}) on conflict do nothing`.execute(tx)
}

/** The files of a version; none for one that an older version of this software published. */
export async function filesOf(tx: Tx, organisation: string, version: string): Promise<FileRow[]> {
  const found = await sql<FileRow>`select path, sha256, content from policies.files
    where organisation_id = ${organisation} and version = ${version}`.execute(tx)
  return found.rows
}

/** A draft of the next version. */
export interface DraftRow {
  readonly id: string
  readonly state: 'draft' | 'sent-back' | 'submitted' | 'approved' | 'published' | 'discarded'
  readonly revision: number
  readonly origin: 'console' | 'folder'
  readonly based_on: string | null
  readonly files: PolicyFiles
  readonly authors: readonly string[]
  readonly created_at: Date
  readonly created_by: Reference
  readonly changed_at: Date
  readonly changed_by: Reference
  readonly submitted_at: Date | null
  readonly submitted_by: Reference | null
  readonly decided_at: Date | null
  readonly decided_by: Reference | null
  readonly decided_beside: string | null
  readonly reason: string | null
  readonly published_version: string | null
}

const draftColumns = sql`id, state, revision, origin, based_on, authors, created_at, created_by, changed_at, changed_by,
  submitted_at, submitted_by, decided_at, decided_by, decided_beside, reason, published_version,
  json_build_object('pack.yaml', pack_yaml, 'policy.ja.md', policy_ja, 'policy.en.md', policy_en) as files`

/** Keeps a new draft. */
export async function insertDraft(tx: Tx, organisation: string, row: DraftRow): Promise<void> {
  const { files } = row
  await sql`insert into policies.drafts (organisation_id, id, state, revision, origin, based_on, pack_yaml, policy_ja,
      policy_en, authors, created_at, created_by, changed_at, changed_by)
    values (${organisation}, ${row.id}, ${row.state}, ${row.revision}, ${row.origin}, ${row.based_on},
      ${files['pack.yaml']}, ${files['policy.ja.md']}, ${files['policy.en.md']}, ${row.authors}, ${row.created_at},
      ${JSON.stringify(row.created_by)}, ${row.changed_at}, ${JSON.stringify(row.changed_by)})`.execute(tx)
}

/** One draft; `lock` holds it until the end of the transaction. */
export async function findDraft(
  tx: Tx,
  organisation: string,
  id: string,
  lock = false,
): Promise<DraftRow | undefined> {
  const found = await sql<DraftRow>`select ${draftColumns} from policies.drafts
    where organisation_id = ${organisation} and id = ${id} ${lock ? sql`for update` : sql``}`.execute(tx)
  return found.rows[0]
}

/** The newest drafts, the last changed first. */
export async function listDrafts(tx: Tx, organisation: string, limit: number): Promise<DraftRow[]> {
  const found = await sql<DraftRow>`select ${draftColumns} from policies.drafts
    where organisation_id = ${organisation} order by changed_at desc, id desc limit ${limit}`.execute(tx)
  return found.rows
}

/** Whether a draft of the folder began with files of this hash, whatever became of it. */
export async function hadDraftOf(tx: Tx, organisation: string, sha256: Buffer): Promise<boolean> {
  const found = await sql`select 1 from policies.drafts d
    join policies.saves s on s.organisation_id = d.organisation_id and s.draft_id = d.id and s.revision = 1
    where d.organisation_id = ${organisation} and d.origin = 'folder' and s.sha256 = ${sha256}`.execute(tx)
  return found.rows.length > 0
}

/** The text whose hash stands for the three files together. */
export const joined = (files: PolicyFiles): string =>
  [files['pack.yaml'], files['policy.ja.md'], files['policy.en.md']].join('\u0001')

/** Writes what changed about a draft. */
export async function updateDraft(tx: Tx, organisation: string, row: DraftRow): Promise<void> {
  const { files } = row
  await sql`update policies.drafts set state = ${row.state}, revision = ${row.revision},
      pack_yaml = ${files['pack.yaml']}, policy_ja = ${files['policy.ja.md']}, policy_en = ${files['policy.en.md']},
      authors = ${row.authors}, changed_at = ${row.changed_at}, changed_by = ${JSON.stringify(row.changed_by)},
      submitted_at = ${row.submitted_at}, submitted_by = ${json(row.submitted_by)}, decided_at = ${row.decided_at},
      decided_by = ${json(row.decided_by)}, decided_beside = ${row.decided_beside}, reason = ${row.reason},
      published_version = ${row.published_version}
    where organisation_id = ${organisation} and id = ${row.id}`.execute(tx)
}

/** One save of a draft. */
export interface SaveRow {
  readonly revision: number
  readonly at: Date
  readonly by: Reference
  readonly sha256: Buffer
  readonly changed: readonly FileName[]
}

/** Notes a save. */
export async function insertSave(tx: Tx, organisation: string, draft: string, row: SaveRow): Promise<void> {
  await sql`insert into policies.saves (organisation_id, draft_id, revision, at, by, sha256, changed)
    values (${organisation}, ${draft}, ${row.revision}, ${row.at}, ${JSON.stringify(row.by)}, ${row.sha256},
      ${row.changed})`.execute(tx)
}

/** The saves of a draft, the newest first, at most 100. */
export async function listSaves(tx: Tx, organisation: string, draft: string): Promise<SaveRow[]> {
  const found = await sql<SaveRow>`select revision, at, by, sha256, changed from policies.saves
    where organisation_id = ${organisation} and draft_id = ${draft} order by revision desc limit 100`.execute(
    tx,
  )
  return found.rows
}
