// SPDX-License-Identifier: Apache-2.0
import { addPeriod, deadline, parsePeriod, Temporal, type Period } from '@yakusoku/core/calendar'
import type { ElementOf, Pack } from '@yakusoku/core/packs'
import { inOrganisation, type Tx } from '../database/index.ts'
import { closeDuty, openDuty } from '../duties/index.ts'
import { commonRefusals, refuse } from '../kernel/index.ts'
import type { Reference } from '../ledger/index.ts'
import { plan, promisesOf, todayOf } from './announce.ts'
import type { NoticePorts } from './ports.ts'
import { noticesRefusals } from './refusals.ts'
import * as store from './store.ts'
import { taskOf } from './talks.ts'

const kind = 'notices.yearly'

/** The notices of a pack that go out again and again. */
export const recurring = (pack: Pack): ElementOf<'notice'>[] =>
  pack.notices.filter(({ every, by }) => every !== undefined && by.includes('mail'))

/** The duties of a pack that such a notice carries out, as references: they are reminded of here, and closed by sending. */
export const yearlyDuties = (pack: Pack): string[] =>
  recurring(pack).flatMap(({ id }) =>
    pack.promises
      .filter(({ keptBy }) => keptBy.includes(`notice:${id}`))
      .flatMap(({ keptBy }) => keptBy.filter((one) => one.startsWith('duty:'))),
  )

/** The day on which the round began that is running, and on which the next begins. */
export function roundOf(first: string, every: string, today: string): { day: string; next: string } {
  const start = Temporal.PlainDate.from(first)
  const period = parsePeriod(every)
  const nth = (count: number): string => {
    const span = period.ok ? times(period.value, count) : undefined
    const day = span === undefined ? undefined : addPeriod(start, span)
    return day?.ok ? day.value.toString() : '9999-12-31'
  }
  let count = 0
  while (nth(count + 1) <= today) count += 1
  return { day: nth(count), next: nth(count + 1) }
}

/** Counted from the start, so that a leap day stays one. */
function times(period: Period, count: number): Period {
  return Object.fromEntries(Object.entries(period).map(([unit, n]) => [unit, Number(n) * count])) as Period
}

function rounds(ports: NoticePorts, organisation: string) {
  const pack = ports.inForce(organisation)
  const [first] = ports.history(organisation)
  const today = todayOf(ports, pack).toString()
  return recurring(pack).map((notice) => ({
    pack,
    notice,
    ...roundOf((first ?? pack).effective, notice.every ?? 'P1Y', today),
    begins: (first ?? pack).effective,
  }))
}

/** Opens the duty of sending the year's message, once its round has begun and until it was sent. */
export async function openYearly(ports: NoticePorts, tx: Tx, organisation: string): Promise<void> {
  for (const { pack, notice, day, begins } of rounds(ports, organisation)) {
    // In its first year a policy has just been told to everybody.
    if (day === begins || (await store.roundExists(tx, organisation, notice.id, day))) continue
    const { rule, owner } = taskOf(pack, notice.id)
    const at = ports.clock.now()
    const computed = pack.calendar === undefined ? undefined : deadline(rule, at, pack.calendar)
    const term = computed?.ok ? computed.value : undefined
    await openDuty(ports.ledger, tx, organisation, {
      kind,
      subject: { kind: 'policy-notice', id: notice.id, label: day },
      ownerRole: owner,
      promises: promisesOf(pack, notice.id),
      at,
      due: term?.due ?? at.add({ hours: 24 * 30 }),
      warn: term?.warnAt,
      reckoning: term?.steps ?? [],
    })
  }
}

/** Sends the year's message; its duty closes with the fact. */
export function sendYearly(
  ports: NoticePorts,
  organisation: string,
  { notice, actor }: { notice: string; actor: Reference },
): Promise<void> {
  return inOrganisation(ports.db, organisation, async (tx) => {
    const found = rounds(ports, organisation).find((one) => one.notice.id === notice)
    if (found === undefined) throw refuse(commonRefusals, 'common.not-found')
    const { pack, day, next } = found
    const chosen = {
      pack,
      by: pack,
      previous: null,
      notice: found.notice,
      way: 'mail' as const,
      concerns: null,
    }
    const fact = await plan(ports, tx, organisation, { ...chosen, round: day, actor })
    if (fact === undefined || (await store.roundCount(tx, organisation, notice, day)) > 1)
      throw refuse(noticesRefusals, 'notices.sent-this-year', { day: next })
    const subject = { kind: 'policy-notice', id: notice }
    await closeDuty(ports.ledger, tx, organisation, {
      kind,
      subject,
      at: ports.clock.now(),
      actor,
      evidence: fact,
    })
  })
}

/** The year's messages that may go out now: those of this round that have not. */
export async function dueYearly(
  ports: NoticePorts,
  tx: Tx,
  organisation: string,
): Promise<
  { notice: string; name: { ja: string; en: string }; round: string; sent: boolean; next: string }[]
> {
  const found = []
  for (const { notice, day, next } of rounds(ports, organisation)) {
    const sent = await store.roundExists(tx, organisation, notice.id, day)
    found.push({ notice: notice.id, name: notice.name, round: day, sent, next })
  }
  return found
}
