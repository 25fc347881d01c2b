// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely'
import type { Temporal } from 'temporal-polyfill'
import type { Tx } from '../database/index.ts'
import type { Language } from '../kernel/index.ts'

/** Where a mail stands. */
export type MailState = 'waiting' | 'sent' | 'failed'

/** A mail as stored; what it says is sealed. */
export interface MailRow {
  readonly id: string
  readonly kind: string
  readonly person_id: string
  readonly subject_kind: string | null
  readonly subject_id: string | null
  readonly language: Language
  readonly sealed: Buffer
  readonly message_id: string
  readonly state: MailState
  readonly attempts: number
  readonly queued_at: Date
  readonly ended_at: Date | null
  readonly last_error: string | null
  /** Taken back while it was being handed over. */
  readonly recalled: boolean
}

type NewMail = Omit<
  MailRow,
  'state' | 'attempts' | 'queued_at' | 'ended_at' | 'last_error' | 'recalled' | 'sealed'
> & { readonly sealed: Uint8Array }

const columns = sql.raw(
  'id, kind, person_id, subject_kind, subject_id, language, sealed, message_id, state, attempts, queued_at, ended_at, last_error, recalled',
)

/** Adds mails that wait. */
export async function insertMails(
  tx: Tx,
  organisation: string,
  mails: readonly NewMail[],
  queuedAt: string,
): Promise<void> {
  const all = <K extends keyof NewMail>(column: K) => mails.map((mail) => mail[column])
  await sql`
    insert into messages.messages
      (organisation_id, id, kind, person_id, subject_kind, subject_id, language, sealed, message_id, queued_at)
    select ${organisation}, id, kind, person_id, subject_kind, subject_id, language, sealed, message_id, ${queuedAt}
    from unnest(${all('id')}::uuid[], ${all('kind')}::text[], ${all('person_id')}::uuid[],
      ${all('subject_kind')}::text[], ${all('subject_id')}::text[], ${all('language')}::text[],
      ${mails.map((mail) => Buffer.from(mail.sealed))}::bytea[], ${all('message_id')}::text[])
      as given (id, kind, person_id, subject_kind, subject_id, language, sealed, message_id)`.execute(tx)
}

/** Takes a waiting mail to send it, unless somebody else is at it; counts the attempt. */
export async function leaseMail(
  tx: Tx,
  organisation: string,
  id: string,
  now: Temporal.Instant,
  until: Temporal.Instant,
): Promise<MailRow | undefined> {
  const leased = await sql<MailRow>`
    update messages.messages set attempts = attempts + 1, leased_until = ${until.toString()}
    where organisation_id = ${organisation} and id = ${id} and state = 'waiting'
      and (leased_until is null or leased_until <= ${now.toString()})
    returning ${columns}`.execute(tx)
  return leased.rows[0]
}

/** Ends a mail's waiting; false when it had ended already. */
export async function endMail(
  tx: Tx,
  organisation: string,
  id: string,
  end: { state: 'sent' | 'failed'; at: Temporal.Instant; providerId: string | null; error: string | null },
): Promise<boolean> {
  const ended = await sql`
    update messages.messages
    set state = ${end.state}, ended_at = ${end.at.toString()}, provider_id = ${end.providerId},
      last_error = ${end.error}, leased_until = null
    where organisation_id = ${organisation} and id = ${id} and state = 'waiting'`.execute(tx)
  return ended.numAffectedRows === 1n
}

/** Gives a leased mail back, with the code of why it did not leave; true when it was taken back meanwhile. */
export async function returnMail(tx: Tx, organisation: string, id: string, error: string): Promise<boolean> {
  const returned = await sql<{ recalled: boolean }>`
    update messages.messages set leased_until = null, last_error = ${error}
    where organisation_id = ${organisation} and id = ${id} and state = 'waiting'
    returning recalled`.execute(tx)
  return returned.rows[0]?.recalled === true
}

/** Gives back every mail that somebody was sending. */
export async function returnAllMails(tx: Tx, organisation: string): Promise<void> {
  await sql`
    update messages.messages set leased_until = null
    where organisation_id = ${organisation} and state = 'waiting' and leased_until is not null`.execute(tx)
}

/**
 * Ends the waiting mails of a subject that nobody is sending, and gives their ids; those that somebody is sending are
 * marked, so that they are not tried another time.
 */
export async function recallMails(
  tx: Tx,
  organisation: string,
  subjectId: string,
  at: Temporal.Instant,
): Promise<string[]> {
  const ended = await sql<{ id: string }>`
    update messages.messages set state = 'failed', last_error = 'recalled', ended_at = ${at.toString()},
      leased_until = null
    where organisation_id = ${organisation} and subject_id = ${subjectId} and state = 'waiting'
      and (leased_until is null or leased_until <= ${at.toString()})
    returning id`.execute(tx)
  await sql`
    update messages.messages set recalled = true
    where organisation_id = ${organisation} and subject_id = ${subjectId} and state = 'waiting'`.execute(tx)
  return ended.rows.map((row) => row.id)
}

/** Ids of the mails that wait to be sent. */
export async function waitingMails(tx: Tx, organisation: string): Promise<string[]> {
  const found = await sql<{ id: string }>`
    select id from messages.messages
    where organisation_id = ${organisation} and state = 'waiting' order by id`.execute(tx)
  return found.rows.map((row) => row.id)
}

/** One mail. */
export async function loadMail(tx: Tx, organisation: string, id: string): Promise<MailRow | undefined> {
  const found = await sql<MailRow>`
    select ${columns} from messages.messages
    where organisation_id = ${organisation} and id = ${id}`.execute(tx)
  return found.rows[0]
}

/** The newest mails, or those about one subject. */
export async function loadMails(
  tx: Tx,
  organisation: string,
  { subjectId, limit }: { subjectId?: string | undefined; limit: number },
): Promise<MailRow[]> {
  const found = await sql<MailRow>`
    select ${columns} from messages.messages
    where organisation_id = ${organisation} and (${subjectId ?? null}::text is null or subject_id = ${subjectId ?? null})
    order by queued_at desc, id desc limit ${limit}`.execute(tx)
  return found.rows
}
