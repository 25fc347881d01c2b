// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely'
import type { Tx } from '../database/index.ts'

/** A notice that has gone out to everybody it is for, by one way; for a change of the policy with its version. */
interface SentNotice {
  readonly notice: string
  readonly version: string
  readonly at: Date
}

/** What of the notices of an organisation has gone out, and which versions have some that have not. */
export interface Sent {
  readonly gone: readonly SentNotice[]
  /** Versions of which a notice is still on its way. */
  readonly under: ReadonlySet<string>
}

/** Reads which notices went out, and when: the last mail sent, the last client told, or the day it was put up. */
export async function sentNotices(tx: Tx, organisation: string): Promise<Sent> {
  const found = await sql<{ notice: string; version: string; at: Date | null }>`
    select n.notice, n.version, case
        when n.way = 'website' then n.planned_at
        when n.gathered_at is null then null
        when n.way = 'mail' then case when not r.open then greatest(n.gathered_at, r.last) end
        else case when not t.open then greatest(n.gathered_at, t.last) end
      end as at
    from notices.notices n
    left join lateral (
      select coalesce(bool_or(state in ('waiting', 'queued')), false) as open,
        max(changed_at) filter (where state = 'sent') as last
      from notices.recipients where organisation_id = n.organisation_id and notice_id = n.id
    ) r on n.way = 'mail'
    left join lateral (
      select coalesce(bool_or(told_at is null), false) as open, max(told_at) as last
      from notices.talks where organisation_id = n.organisation_id and notice_id = n.id
    ) t on n.way in ('talk', 'letter')
    where n.organisation_id = ${organisation}`.execute(tx)
  const gone = found.rows.flatMap(({ at, ...notice }) => (at === null ? [] : [{ ...notice, at }]))
  return { gone, under: new Set(found.rows.flatMap(({ at, version }) => (at === null ? [version] : []))) }
}
