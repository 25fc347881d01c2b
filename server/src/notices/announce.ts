// SPDX-License-Identifier: Apache-2.0
import { Temporal } from '@yakusoku/core/calendar'
import { promisesKeptBy, type ElementOf, type Pack } from '@yakusoku/core/packs'
import type { Tx } from '../database/index.ts'
import { closeDuty } from '../duties/index.ts'
import { TryAgain } from '../jobs/index.ts'
import { newId, refuse } from '../kernel/index.ts'
import { system, type NewFact, type Reference } from '../ledger/index.ts'
import { concernedBy, earliestEffective, noticesOf } from './changes.ts'
import type { NoticeWay } from './contract.ts'
import type { NoticePorts } from './ports.ts'
import { noticesRefusals } from './refusals.ts'
import * as store from './store.ts'

/** How long a website notice stays after the day the version comes into force. */
const shownDays = 30

/** Today where the organisation is. */
export function todayOf({ clock }: NoticePorts, pack: Pack): Temporal.PlainDate {
  return clock
    .now()
    .toZonedDateTimeISO(pack.calendar?.timeZone ?? 'Asia/Tokyo')
    .toPlainDate()
}

/** The notice as the subject of facts. */
export const subjectOf = (id: string): Reference => ({ kind: 'notice', id })

/** The promises that a notice of the pack keeps. */
export const promisesOf = (pack: Pack, notice: string): string[] => promisesKeptBy(pack, `notice:${notice}`)

/** The kind of duty that telling somebody in person, or by letter, is. */
export const dutyKindOf = (way: NoticeWay): string => (way === 'letter' ? 'notices.letter' : 'notices.talk')

/** A published version, or what is in force where it was withdrawn since. */
export const packOf = (ports: NoticePorts, organisation: string, version: string): Pack =>
  ports.history(organisation).find((one) => one.version === version) ?? ports.inForce(organisation)

/** The version that promises a notice: the one it tells of, or the one before, where that promised more. */
export function promising(
  ports: NoticePorts,
  organisation: string,
  { notice, version, previous }: Pick<store.NoticeRow, 'notice' | 'version' | 'previous'>,
): Pack {
  const pack = packOf(ports, organisation, version)
  if (previous === null || pack.notices.some(({ id }) => id === notice)) return pack
  return packOf(ports, organisation, previous)
}

/** Refuses to work on a version that this server has not read yet; it reads what others publish within a second. */
export function awaitVersion(ports: NoticePorts, organisation: string, version: string): void {
  if (!ports.history(organisation).some((one) => one.version === version))
    throw new TryAgain('the version is not read yet')
}

/** A fact about a notice. */
export function noticeFact(
  ports: NoticePorts,
  row: Pick<store.NoticeRow, 'id' | 'notice' | 'way' | 'version'>,
  { type, clear, actor = system }: { type: string; clear: NonNullable<NewFact['clear']>; actor?: Reference },
  pack: Pack,
): NewFact {
  const { notice, way, version } = row
  return {
    type,
    at: ports.clock.now(),
    actor,
    subject: subjectOf(row.id),
    clear: { notice, way, version, ...clear },
    promises: promisesOf(pack, notice),
  }
}

/**
 * Plans the notices that a newly published version calls for, in the transaction that publishes it. Refuses
 * `notices.too-early` where a notice has to run ahead of the effective day and could not.
 */
export async function announce(
  ports: NoticePorts,
  tx: Tx,
  organisation: string,
  version: Pack,
  previous: Pack | undefined,
): Promise<void> {
  refuseTooEarly(version, previous, todayOf(ports, version))
  if (previous === undefined) return
  const concerns = concernedBy(version, previous)
  for (const { notice, by } of noticesOf(version, previous))
    for (const way of waysOf(notice))
      await plan(ports, tx, organisation, {
        pack: version,
        by,
        previous: previous.version,
        notice,
        way,
        concerns,
      })
}

function refuseTooEarly(version: Pack, previous: Pack | undefined, today: Temporal.PlainDate): void {
  const { day, notice } = earliestEffective(version, previous, today)
  if (notice === undefined || version.effective >= day.toString()) return
  throw refuse(noticesRefusals, 'notices.too-early', {
    notice: notice.name.ja,
    noticeEn: notice.name.en,
    ahead: notice.ahead,
    day: day.toString(),
  })
}

/** A form shows the purposes where data is given (see the pages); the other ways go out by themselves. */
function waysOf({ by }: ElementOf<'notice'>): NoticeWay[] {
  return by.filter((way) => way !== 'form')
}

/** What is to be planned: a notice of a version by one way. */
export interface Plan {
  readonly pack: Pack
  /** The version that promises the notice. */
  readonly by: Pack
  readonly previous: string | null
  readonly notice: ElementOf<'notice'>
  readonly way: NoticeWay
  readonly concerns: string[] | null
  /** The day of the year's message; none for a change. */
  readonly round?: string
  readonly actor?: Reference
}

/** Plans one notice; the id of its fact, or undefined when it was planned before. */
export async function plan(
  ports: NoticePorts,
  tx: Tx,
  organisation: string,
  { pack, by, previous, notice, way, concerns, round = '', actor }: Plan,
): Promise<string | undefined> {
  const row = {
    id: newId(),
    notice: notice.id,
    way,
    version: pack.version,
    previous,
    round,
    effective: pack.effective,
    state: way === 'website' ? ('open' as const) : ('gathering' as const),
    concerns,
    planned_at: ports.clock.now().toString(),
    shown_until: way === 'website' ? shownUntil(ports, pack) : null,
  }
  if (!(await store.insertNotice(tx, organisation, row))) return undefined
  const clear = {
    effective: pack.effective,
    concerns: concerns ?? 'everybody',
    ...(row.shown_until === null ? {} : { shownUntil: row.shown_until }),
    ...(round === '' ? {} : { round }),
  }
  const planned = { type: 'notices.planned', clear, ...(actor === undefined ? {} : { actor }) }
  const [fact] = await ports.ledger.append(tx, organisation, [noticeFact(ports, row, planned, by)])
  if (way !== 'website') await ports.enqueue(tx, 'notices.gather', { organisation, id: row.id })
  return fact?.id
}

function shownUntil(ports: NoticePorts, pack: Pack): string {
  const today = todayOf(ports, pack)
  const effective = Temporal.PlainDate.from(pack.effective)
  const start = Temporal.PlainDate.compare(effective, today) > 0 ? effective : today
  return start.add({ days: shownDays }).toString()
}

/** Ends what is still on its way of a version that was withdrawn: no further mail leaves, nothing is shown. */
export async function withdraw(
  ports: NoticePorts,
  tx: Tx,
  organisation: string,
  version: Pack,
): Promise<void> {
  for (const { id, version: of, round } of await store.openNotices(tx, organisation))
    if (of === version.version && round === '') {
      // Whoever is queueing mails of it ends first: what they queue is taken back with the rest.
      const row = await store.noticeById(tx, organisation, id, true)
      if (row === undefined || row.state === 'closed') continue
      const recalled = row.way === 'mail' ? await ports.mail.recall(tx, organisation, row.id) : []
      await store.endUnsent(tx, organisation, row.id, recalled, ports.clock.now().toString())
      await close(ports, tx, organisation, row, 'withdrawn')
    }
}

/** Closes a notice with its fact, and the duties of what was not told. */
export async function close(
  ports: NoticePorts,
  tx: Tx,
  organisation: string,
  row: store.NoticeRow,
  reason: string,
): Promise<void> {
  const at = ports.clock.now()
  const pack = promising(ports, organisation, row)
  await store.updateNotice(tx, organisation, row.id, { state: 'closed', closed_at: at.toString() })
  const [fact] = await ports.ledger.append(tx, organisation, [
    noticeFact(ports, row, { type: 'notices.closed', clear: { reason } }, pack),
  ])
  for (const { id, told_at } of await store.talksOf(tx, organisation, row.id))
    if (told_at === null)
      await closeDuty(ports.ledger, tx, organisation, {
        kind: dutyKindOf(row.way),
        subject: { kind: 'notice-talk', id },
        at,
        actor: system,
        evidence: fact?.id as string,
      })
}
