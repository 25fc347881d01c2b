// SPDX-License-Identifier: Apache-2.0
import type { Temporal } from 'temporal-polyfill'
import type { Tx } from '../database/index.ts'
import { newId, type Text } from '../kernel/index.ts'
import { system, type Ledger, type NewFact, type Reference } from '../ledger/index.ts'
import type { Duty } from './contract.ts'
import * as store from './store.ts'
import { dutyTitles } from './texts.ts'

/** A duty to be opened. */
export interface NewDuty {
  readonly kind: string
  /** What must be done, where the policy names it and the kind does not say enough. */
  readonly title?: Text
  readonly subject: Reference & { readonly label: string }
  readonly ownerRole: string
  readonly promises: readonly string[]
  readonly at: Temporal.Instant
  readonly due: Temporal.Instant
  readonly warn?: Temporal.Instant | undefined
  /** How the deadline was computed, as `deadline` of the calendar tells it. */
  readonly reckoning: readonly Text[]
}

const asDate = (instant: Temporal.Instant) => new Date(instant.epochMilliseconds)

/** Whether a moment, in epoch milliseconds, is too late: a deadline is the first moment that is (see core's calendar). */
export const isLate = (due: Date, at: number): boolean => at >= due.getTime()

/** Opens a duty; the same duty that is still open stays as it is. */
export async function openDuty(ledger: Ledger, tx: Tx, organisation: string, duty: NewDuty): Promise<void> {
  const id = newId()
  const opened = await store.insertDuty(tx, organisation, {
    id,
    kind: duty.kind,
    title: duty.title ?? null,
    subject_kind: duty.subject.kind,
    subject_id: duty.subject.id,
    subject_label: duty.subject.label,
    owner_role: duty.ownerRole,
    promises: [...duty.promises],
    opened_at: asDate(duty.at),
    warn_at: duty.warn === undefined ? null : asDate(duty.warn),
    due_at: asDate(duty.due),
    reckoning: [...duty.reckoning],
  })
  if (!opened) return
  const clear = { duty: id, kind: duty.kind, due: duty.due.toString(), ownerRole: duty.ownerRole }
  await ledger.append(tx, organisation, [
    { ...dutyFact('duties.opened', duty.at, system, duty.subject, clear, duty.promises), shows: false },
  ])
}

/**
 * Closes an open duty with the fact that is its evidence; nothing happens when none is open. `withdrawn` says that
 * nothing asks for it any more: it was not done, and counts neither as kept nor as late.
 */
export async function closeDuty(
  ledger: Ledger,
  tx: Tx,
  organisation: string,
  closing: {
    readonly kind: string
    readonly subject: Reference
    readonly at: Temporal.Instant
    readonly actor: Reference
    readonly evidence: string
    readonly withdrawn?: boolean
  },
): Promise<void> {
  const { kind, subject, at, actor, evidence, withdrawn = false } = closing
  const row = await store.closeDuty(tx, organisation, {
    kind,
    subject: subject.id,
    at: asDate(at),
    evidence,
    withdrawn,
  })
  if (row === undefined) return
  if (withdrawn) {
    const gone = { duty: row.id, kind, evidence }
    await ledger.append(tx, organisation, [
      { ...dutyFact('duties.withdrawn', at, actor, subject, gone, row.promises), shows: false },
    ])
    return
  }
  const clear = { duty: row.id, kind, evidence, inTime: !isLate(row.due_at, at.epochMilliseconds) }
  await ledger.append(tx, organisation, [dutyFact('duties.closed', at, actor, subject, clear, row.promises)])
}

function dutyFact(
  type: string,
  at: Temporal.Instant,
  actor: Reference,
  subject: Reference,
  clear: NonNullable<NewFact['clear']>,
  promises: readonly string[],
): NewFact {
  return { type, at, actor, subject: { kind: subject.kind, id: subject.id }, clear, promises }
}

/** Open duties, the earliest due first, at most `limit`. */
export async function openDuties(
  tx: Tx,
  organisation: string,
  now: Temporal.Instant,
  limit = 200,
): Promise<Duty[]> {
  return (await store.openDuties(tx, organisation, limit)).map((row) => toView(row, now))
}

/** All duties about a subject, closed ones too. */
export async function dutiesOf(
  tx: Tx,
  organisation: string,
  subject: string,
  now: Temporal.Instant,
): Promise<Duty[]> {
  return (await store.dutiesOf(tx, organisation, subject)).map((row) => toView(row, now))
}

/** Duties of one kind, open or closed. */
export async function dutiesOfKind(
  tx: Tx,
  organisation: string,
  wanted: store.OfKind,
  now: Temporal.Instant,
): Promise<Duty[]> {
  return (await store.dutiesOfKind(tx, organisation, wanted)).map((row) => toView(row, now))
}

/** How many duties stand open, warned and overdue for each promise. */
export function countByPromise(
  tx: Tx,
  organisation: string,
  now: Temporal.Instant,
): ReturnType<typeof store.countByPromise> {
  return store.countByPromise(tx, organisation, asDate(now))
}

/** How often duties of each promise were done in time, of those that ended or should have ended since a moment. */
export function keptInTime(
  tx: Tx,
  organisation: string,
  { since, now }: { since: Temporal.Instant; now: Temporal.Instant },
): ReturnType<typeof store.keptInTime> {
  return store.keptInTime(tx, organisation, { since: asDate(since), now: asDate(now) })
}

function toView(row: store.DutyRow, now: Temporal.Instant): Duty {
  const title = row.title ?? dutyTitles[row.kind]
  if (title === undefined) throw new Error(`duty kind ${row.kind} has no title`)
  return {
    id: row.id,
    kind: row.kind,
    title,
    subject: { kind: row.subject_kind, id: row.subject_id, label: row.subject_label },
    ownerRole: row.owner_role,
    promises: row.promises,
    openedAt: row.opened_at.toISOString(),
    warnAt: row.warn_at?.toISOString() ?? null,
    dueAt: row.due_at.toISOString(),
    closedAt: row.closed_at?.toISOString() ?? null,
    evidence: row.evidence,
    state: stateOf(row, now.epochMilliseconds),
    reckoning: row.reckoning,
  }
}

function stateOf(row: store.DutyRow, now: number): Duty['state'] {
  if (row.closed_at !== null) return 'closed'
  if (isLate(row.due_at, now)) return 'overdue'
  return row.warn_at !== null && row.warn_at.getTime() <= now ? 'warning' : 'open'
}
