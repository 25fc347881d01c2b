// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely'
import type { Tx } from '../database/index.ts'
import type { NoticeWay, RecipientState, SourceReading } from './contract.ts'

/** A notice as stored. */
export interface NoticeRow {
  readonly id: string
  readonly notice: string
  readonly way: NoticeWay
  readonly version: string
  readonly previous: string | null
  readonly round: string
  readonly effective: string
  readonly state: 'gathering' | 'open' | 'closed'
  readonly concerns: string[] | null
  readonly sources: SourceReading[]
  readonly planned_at: Date
  readonly shown_until: string | null
  readonly gathered_at: Date | null
  readonly closed_at: Date | null
}

const columns = sql.raw(
  `id, notice, way, version, previous, round, effective::text as effective, state, concerns, sources, planned_at,
   shown_until::text as shown_until, gathered_at, closed_at`,
)

/** Adds a notice; false when the same was planned before. */
export async function insertNotice(
  tx: Tx,
  organisation: string,
  row: Omit<NoticeRow, 'sources' | 'gathered_at' | 'closed_at' | 'planned_at'> & { planned_at: string },
): Promise<boolean> {
  const added = await sql`
    insert into notices.notices (organisation_id, id, notice, way, version, previous, round, effective, state,
      concerns, planned_at, shown_until)
    values (${organisation}, ${row.id}, ${row.notice}, ${row.way}, ${row.version}, ${row.previous}, ${row.round},
      ${row.effective}, ${row.state}, ${row.concerns === null ? null : JSON.stringify(row.concerns)}::jsonb,
      ${row.planned_at}, ${row.shown_until})
    on conflict do nothing returning 1`.execute(tx)
  return added.rows.length === 1
}

/** One notice, locked where it is going to change; recipients may be added to it meanwhile. */
export async function noticeById(
  tx: Tx,
  organisation: string,
  id: string,
  lock = false,
): Promise<NoticeRow | undefined> {
  const found = await sql<NoticeRow>`
    select ${columns} from notices.notices where organisation_id = ${organisation} and id = ${id}
    ${lock ? sql`for no key update` : sql``}`.execute(tx)
  return found.rows[0]
}

/** The newest notices first. */
export async function listNotices(tx: Tx, organisation: string, limit = 200): Promise<NoticeRow[]> {
  const found = await sql<NoticeRow>`
    select ${columns} from notices.notices where organisation_id = ${organisation}
    order by planned_at desc, id desc limit ${limit}`.execute(tx)
  return found.rows
}

/** The notices that are not closed. */
export async function openNotices(tx: Tx, organisation: string): Promise<NoticeRow[]> {
  const found = await sql<NoticeRow>`
    select ${columns} from notices.notices where organisation_id = ${organisation} and state <> 'closed'
    order by id`.execute(tx)
  return found.rows
}

/** Changes what became of a notice. */
export async function updateNotice(
  tx: Tx,
  organisation: string,
  id: string,
  change: {
    state?: NoticeRow['state']
    sources?: readonly SourceReading[]
    gathered_at?: string
    closed_at?: string | null
  },
): Promise<void> {
  const sets = Object.entries(change).map(([column, value]) =>
    column === 'sources'
      ? sql`${sql.ref(column)} = ${JSON.stringify(value)}::jsonb`
      : sql`${sql.ref(column)} = ${value as string | null}`,
  )
  await sql`
    update notices.notices set ${sql.join(sets)} where organisation_id = ${organisation} and id = ${id}`.execute(
    tx,
  )
}

/** A person a notice goes to. */
export interface RecipientRow {
  readonly person_id: string
  readonly language: 'ja' | 'en'
  readonly address: Buffer
  readonly state: RecipientState
  readonly message_id: string | null
  readonly reason: string | null
  readonly changed_at: Date
}

/** Adds recipients, each once; gives how many are new. */
export async function addRecipients(
  tx: Tx,
  organisation: string,
  notice: string,
  rows: readonly { person: string; language: string; address: Uint8Array }[],
  at: string,
): Promise<number> {
  const added = await sql`
    insert into notices.recipients (organisation_id, notice_id, person_id, language, address, changed_at)
    select ${organisation}, ${notice}, person, language, address, ${at} from unnest(
      ${rows.map((row) => row.person)}::uuid[], ${rows.map((row) => row.language)}::text[],
      ${rows.map((row) => Buffer.from(row.address))}::bytea[]) as given (person, language, address)
    on conflict do nothing returning 1`.execute(tx)
  return added.rows.length
}

/** Which of some persons a notice goes to already. */
export async function knownRecipients(
  tx: Tx,
  organisation: string,
  notice: string,
  persons: readonly string[],
): Promise<Set<string>> {
  const found = await sql<{ person_id: string }>`
    select person_id from notices.recipients where organisation_id = ${organisation} and notice_id = ${notice}
      and person_id = any(${persons}::uuid[])`.execute(tx)
  return new Set(found.rows.map((row) => row.person_id))
}

/** Takes the next recipients that wait, locked; those that another transaction has are left to it. */
export async function takeWaiting(
  tx: Tx,
  organisation: string,
  notice: string,
  limit: number,
): Promise<RecipientRow[]> {
  const found = await sql<RecipientRow>`
    select person_id, language, address, state, message_id, reason, changed_at from notices.recipients
    where organisation_id = ${organisation} and notice_id = ${notice} and state = 'waiting'
    order by person_id limit ${limit} for update skip locked`.execute(tx)
  return found.rows
}

/** Changes the state of one recipient. */
export async function setRecipient(
  tx: Tx,
  organisation: string,
  notice: string,
  person: string,
  change: { state: RecipientState; message?: string | null; reason?: string | null; at: string },
): Promise<void> {
  await sql`
    update notices.recipients set state = ${change.state}, reason = ${change.reason ?? null},
      message_id = ${change.message === undefined ? sql.ref('message_id') : change.message}, changed_at = ${change.at}
    where organisation_id = ${organisation} and notice_id = ${notice} and person_id = ${person}`.execute(tx)
}

/** Ties recipients to the mails that were queued for them. */
export async function setQueued(
  tx: Tx,
  organisation: string,
  notice: string,
  queued: readonly { person: string; message: string }[],
  at: string,
): Promise<void> {
  await sql`
    update notices.recipients r set state = 'queued', reason = null, message_id = given.message, changed_at = ${at}
    from unnest(${queued.map((one) => one.person)}::uuid[], ${queued.map((one) => one.message)}::uuid[])
      as given (person, message)
    where r.organisation_id = ${organisation} and r.notice_id = ${notice} and r.person_id = given.person`.execute(
    tx,
  )
}

/** The recipient of a mail. */
export async function recipientOf(
  tx: Tx,
  organisation: string,
  message: string,
): Promise<(RecipientRow & { notice_id: string }) | undefined> {
  const found = await sql<RecipientRow & { notice_id: string }>`
    select notice_id, person_id, language, address, state, message_id, reason, changed_at from notices.recipients
    where organisation_id = ${organisation} and message_id = ${message} for update`.execute(tx)
  return found.rows[0]
}

/** How many recipients of each notice stand in each state. */
export async function countRecipients(
  tx: Tx,
  organisation: string,
  notices: readonly string[],
): Promise<{ notice_id: string; state: RecipientState; count: number }[]> {
  const found = await sql<{ notice_id: string; state: RecipientState; count: number }>`
    select notice_id, state, count(*)::int as count from notices.recipients
    where organisation_id = ${organisation} and notice_id = any(${notices}::uuid[])
    group by notice_id, state`.execute(tx)
  return found.rows
}

/** Whether a mail of a notice has still to end. */
export async function isUnderWay(tx: Tx, organisation: string, notice: string): Promise<boolean> {
  const found = await sql<{ there: boolean }>`
    select exists (select from notices.recipients where organisation_id = ${organisation}
      and notice_id = ${notice} and state in ('waiting', 'queued')) as there`.execute(tx)
  return found.rows[0]?.there === true
}

/** Recipients in a state after a person, in their order, page by page. */
export async function pageRecipients(
  tx: Tx,
  organisation: string,
  notice: string,
  page: { states: readonly RecipientState[]; after?: string | undefined; limit: number },
): Promise<RecipientRow[]> {
  const found = await sql<RecipientRow>`
    select person_id, language, address, state, message_id, reason, changed_at from notices.recipients
    where organisation_id = ${organisation} and notice_id = ${notice} and state = any(${page.states}::text[])
      and (${page.after ?? null}::uuid is null or person_id > ${page.after ?? null}::uuid)
    order by person_id limit ${page.limit}`.execute(tx)
  return found.rows
}

/** Lets those whose mail failed wait to be sent again; gives how many. */
export async function returnFailed(
  tx: Tx,
  organisation: string,
  notice: string,
  at: string,
): Promise<number> {
  const returned = await sql`
    update notices.recipients set state = 'waiting', message_id = null, reason = null, changed_at = ${at}
    where organisation_id = ${organisation} and notice_id = ${notice}
      and state in ('failed', 'bounced') and reason is distinct from 'erased'`.execute(tx)
  return Number(returned.numAffectedRows)
}

/** A client to be told. */
export interface TalkRow {
  readonly id: string
  readonly label: string
  readonly name: Buffer
  readonly told_at: Date | null
}

/** Adds a client to be told; false when it stands there. */
export async function addTalk(
  tx: Tx,
  organisation: string,
  notice: string,
  talk: { id: string; key: Uint8Array; label: string; name: Uint8Array },
): Promise<boolean> {
  const added = await sql`
    insert into notices.talks (organisation_id, notice_id, id, key, label, name)
    values (${organisation}, ${notice}, ${talk.id}, ${Buffer.from(talk.key)}, ${talk.label}, ${Buffer.from(talk.name)})
    on conflict do nothing returning 1`.execute(tx)
  return added.rows.length === 1
}

/** The clients of a notice, those not told first. */
export async function talksOf(tx: Tx, organisation: string, notice: string): Promise<TalkRow[]> {
  const found = await sql<TalkRow>`
    select id, label, name, told_at from notices.talks
    where organisation_id = ${organisation} and notice_id = ${notice}
    order by told_at nulls first, label, id limit 20000`.execute(tx)
  return found.rows
}

/** Records that a client was told; false when it was before, or is not there. */
export async function setTold(
  tx: Tx,
  organisation: string,
  notice: string,
  id: string,
  by: string,
  at: string,
): Promise<boolean> {
  const told = await sql`
    update notices.talks set told_at = ${at}, told_by = ${by}
    where organisation_id = ${organisation} and notice_id = ${notice} and id = ${id} and told_at is null`.execute(
    tx,
  )
  return told.numAffectedRows === 1n
}

/** How many clients of each notice were told and are to be told. */
export async function countTalks(
  tx: Tx,
  organisation: string,
  notices: readonly string[],
): Promise<{ notice_id: string; open: number; told: number }[]> {
  const found = await sql<{ notice_id: string; open: number; told: number }>`
    select notice_id, count(*) filter (where told_at is null)::int as open, count(told_at)::int as told
    from notices.talks where organisation_id = ${organisation} and notice_id = any(${notices}::uuid[])
    group by notice_id`.execute(tx)
  return found.rows
}

/** How often the message of a round was planned, whatever the version. */
export async function roundCount(
  tx: Tx,
  organisation: string,
  notice: string,
  round: string,
): Promise<number> {
  const found = await sql<{ count: number }>`
    select count(*)::int as count from notices.notices
    where organisation_id = ${organisation} and notice = ${notice} and round = ${round}`.execute(tx)
  return found.rows[0]?.count ?? 0
}

/** Whether the message of a round was planned. */
export async function roundExists(
  tx: Tx,
  organisation: string,
  notice: string,
  round: string,
): Promise<boolean> {
  return (await roundCount(tx, organisation, notice, round)) > 0
}

/** Ends those a withdrawn notice has not reached: who waits, and whose mail was taken back. */
export async function endUnsent(
  tx: Tx,
  organisation: string,
  notice: string,
  recalled: readonly string[],
  at: string,
): Promise<number> {
  const ended = await sql`
    update notices.recipients set state = 'failed', reason = 'withdrawn', changed_at = ${at}
    where organisation_id = ${organisation} and notice_id = ${notice}
      and (state = 'waiting' or (state = 'queued' and message_id = any(${recalled}::uuid[])))`.execute(tx)
  return Number(ended.numAffectedRows)
}
