// SPDX-License-Identifier: Apache-2.0
import { inOrganisation, type Tx } from '../database/index.ts'
import { commonRefusals, refuse, type Language } from '../kernel/index.ts'
import type { Reference } from '../ledger/index.ts'
import { noticeFact, packOf, promising, todayOf } from './announce.ts'
import type { FailedMail, Notice, Overview, WebsiteNotice } from './contract.ts'
import { websiteNoticeView } from './notice-view.ts'
import * as persons from './persons-store.ts'
import type { NoticePorts } from './ports.ts'
import { openAddress } from './send.ts'
import * as store from './store.ts'
import { dueYearly } from './year.ts'

const failedShown = 200

/** Every notice with its numbers, newest first, and what the console says around them. */
export function overview(ports: NoticePorts, organisation: string): Promise<Overview> {
  return inOrganisation(ports.db, organisation, async (tx) => ({
    notices: await views(ports, tx, organisation, await store.listNotices(tx, organisation)),
    yearly: await dueYearly(ports, tx, organisation),
    acceptances: await persons.countAcceptances(tx, organisation),
  }))
}

async function views(
  ports: NoticePorts,
  tx: Tx,
  organisation: string,
  rows: readonly store.NoticeRow[],
): Promise<Notice[]> {
  const ids = rows.map(({ id }) => id)
  const mails = await store.countRecipients(tx, organisation, ids)
  const talks = await store.countTalks(tx, organisation, ids)
  return rows.map((row) => {
    const pack = packOf(ports, organisation, row.version)
    const counts = { waiting: 0, queued: 0, sent: 0, failed: 0, bounced: 0 }
    for (const { notice_id, state, count } of mails) if (notice_id === row.id) counts[state] = count
    const { open = 0, told = 0 } = talks.find(({ notice_id }) => notice_id === row.id) ?? {}
    return {
      id: row.id,
      notice: row.notice,
      name: promising(ports, organisation, row).notices.find(({ id }) => id === row.notice)?.name ?? {
        ja: row.notice,
        en: row.notice,
      },
      way: row.way,
      version: row.version,
      previous: row.previous,
      yearly: row.round !== '',
      effective: row.effective,
      changes: [...pack.changes],
      state: row.state,
      everybody: row.concerns === null,
      plannedAt: row.planned_at.toISOString(),
      closedAt: row.closed_at?.toISOString() ?? null,
      shownUntil: row.shown_until,
      sources: row.sources,
      mails: counts,
      talks: { open, told },
    }
  })
}

/** The mails of a notice that did not arrive, with their addresses; looking at them is a fact. */
export function failedMails(
  ports: NoticePorts,
  organisation: string,
  id: string,
  reader: Reference,
): Promise<FailedMail[]> {
  return inOrganisation(ports.db, organisation, async (tx) => {
    const row = await store.noticeById(tx, organisation, id)
    if (row === undefined) throw refuse(commonRefusals, 'common.not-found')
    const states = ['failed', 'bounced'] as const
    const rows = await store.pageRecipients(tx, organisation, id, { states, limit: failedShown })
    const found: FailedMail[] = []
    for (const one of rows)
      found.push({
        address: (await openAddress(ports, tx, organisation, one)) ?? null,
        state: one.state as 'failed' | 'bounced',
        reason: one.reason,
        at: one.changed_at.toISOString(),
      })
    if (rows.length > 0) {
      const pack = promising(ports, organisation, row)
      const clear = { what: 'failed-mails', count: rows.length }
      await ports.ledger.append(tx, organisation, [
        noticeFact(ports, row, { type: 'notices.read', clear, actor: reader }, pack),
      ])
    }
    return found
  })
}

/** The website notices that are to be shown today. */
export function websiteNotices(ports: NoticePorts, organisation: string): Promise<WebsiteNotice[]> {
  const today = todayOf(ports, ports.inForce(organisation)).toString()
  return inOrganisation(ports.db, organisation, async (tx) => {
    const rows = await store.openNotices(tx, organisation)
    const shown = rows.filter((row) => row.way === 'website' && today <= (row.shown_until ?? today))
    // A version that calls for several notices on the website is told of once.
    const versions = new Map(shown.map((row) => [row.version, row]))
    return [...versions.values()].map((row) => {
      const { changes } = packOf(ports, organisation, row.version)
      const base = `${ports.publicUrl}/privacy/${organisation}/policy`
      return {
        version: row.version,
        previous: row.previous,
        effective: row.effective,
        publishedAt: row.planned_at.toISOString(),
        shownUntil: row.shown_until ?? row.effective,
        changes: [...changes],
        url: `${base}/versions/${encodeURIComponent(row.version)}`,
        compareUrl:
          row.previous === null
            ? null
            : `${base}/compare?from=${encodeURIComponent(row.previous)}&to=${encodeURIComponent(row.version)}`,
      }
    })
  })
}

/** What the first page of the privacy centre says of changes, as HTML; empty where there are none. */
export async function newsOf(ports: NoticePorts, organisation: string, language: Language): Promise<string> {
  const pack = ports.inForce(organisation)
  const notices = await websiteNotices(ports, organisation)
  return websiteNoticeView({ pack, language }, notices, todayOf(ports, pack).toString())
}
