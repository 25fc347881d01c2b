// SPDX-License-Identifier: Apache-2.0
import { deadline, JAPAN, startOfDay, Temporal, type Deadline } from '@yakusoku/core/calendar'
import type { Pack } from '@yakusoku/core/packs'
import { inOrganisation, type Tx } from '../database/index.ts'
import { closeDuty, openDuty } from '../duties/index.ts'
import { newId } from '../kernel/index.ts'
import { system } from '../ledger/index.ts'
import type { ProgrammePorts } from './ports.ts'
import { dueCycle, recurringOf, sinceOf, type DueCycle, type Recurring } from './programme.ts'
import * as store from './store.ts'

/** Kind of the duties that the programme opens. */
export const dutyKind = 'programme.carry-out'

/** Today where the organisation is, YYYY-MM-DD. */
function todayOf({ clock }: ProgrammePorts, pack: Pack): string {
  return clock
    .now()
    .toZonedDateTimeISO((pack.calendar ?? JAPAN).timeZone)
    .toPlainDate()
    .toString()
}

/**
 * Opens the cycle that runs today of everything that recurs, and withdraws what the policy no longer asks for. Once a
 * day, and when another version comes into force; each cycle once, whatever crashed and however many servers there are.
 */
export async function sweepProgramme(ports: ProgrammePorts, organisation: string): Promise<void> {
  const pack = ports.inForce(organisation)
  const day = todayOf(ports, pack)
  const done = ({ swept_on: on, version }: store.SweepRow) => on === day && version === pack.version
  await inOrganisation(ports.db, organisation, async (tx) => {
    const known = await store.sweepOf(tx, organisation)
    if (known !== undefined && done(known)) return
    const sweep = await store.beginSweep(tx, organisation, day)
    if (done(sweep)) return
    const elsewhere = await ports.elsewhere(tx, organisation, pack)
    const named = pack.effective <= day ? recurringOf(pack, day) : []
    const wanted = named.filter(({ reference }) => !elsewhere.has(reference))
    await withdrawOthers(ports, tx, organisation, { pack, wanted, elsewhere })
    const last = await store.lastCycles(tx, organisation)
    for (const one of wanted) {
      const since = sinceOf(ports.history(organisation), pack, {
        reference: one.reference,
        begun: sweep.begun,
      })
      const due = dueCycle(one.every, { since, last: last.get(one.reference), day })
      if (!due.ok) ports.log.error('programme.no-cycle', { organisation, reference: one.reference })
      else if (due.value !== undefined) await open(ports, tx, organisation, { pack, one, due: due.value })
    }
    await store.endSweep(tx, organisation, day, pack.version)
  })
}

/** When a cycle is due, counted from the beginning of its first day. */
function termOf(pack: Pack, one: Recurring, { starts }: DueCycle): Deadline | undefined {
  const calendar = pack.calendar ?? JAPAN
  const term = deadline(one.rule, startOfDay(Temporal.PlainDate.from(starts), calendar), calendar)
  return term.ok ? term.value : undefined
}

async function open(
  ports: ProgrammePorts,
  tx: Tx,
  organisation: string,
  { pack, one, due }: { readonly pack: Pack; readonly one: Recurring; readonly due: DueCycle },
): Promise<void> {
  const term = termOf(pack, one, due)
  if (term === undefined) {
    ports.log.error('programme.no-deadline', { organisation, reference: one.reference })
    return
  }
  const id = newId()
  const at = ports.clock.now()
  const { reference, name, promises, owner } = one
  const { missed, ...days } = due
  const cycle = { ...days, id, reference, name, promises, version: pack.version }
  await store.insertCycle(tx, organisation, {
    ...cycle,
    description: one.description,
    wanted: one.wanted,
    owner_role: owner,
    opened_at: new Date(at.epochMilliseconds),
    warn_at: term.warnAt === undefined ? null : new Date(term.warnAt.epochMilliseconds),
    due_at: new Date(term.due.epochMilliseconds),
    reckoning: term.steps,
  })
  const subject = { kind: 'cycle', id }
  const { starts, ends, every } = due
  const clear = { reference, starts, ends, every, version: pack.version, ...(missed > 0 && { missed }) }
  await ports.ledger.append(tx, organisation, [
    { type: 'programme.opened', at, actor: system, subject, clear, promises, shows: false },
  ])
  await openDuty(ports.ledger, tx, organisation, {
    kind: dutyKind,
    title: name,
    subject: { ...subject, label: starts },
    ownerRole: owner,
    promises,
    at,
    due: term.due,
    warn: term.warnAt,
    reckoning: term.steps,
  })
}

/** Ends what waits and is no longer asked for here, with a fact that says why. */
async function withdrawOthers(
  ports: ProgrammePorts,
  tx: Tx,
  organisation: string,
  {
    pack,
    wanted,
    elsewhere,
  }: {
    readonly pack: Pack
    readonly wanted: readonly Recurring[]
    readonly elsewhere: ReadonlySet<string>
  },
): Promise<void> {
  const asked = new Set(wanted.map(({ reference }) => reference))
  const waiting = await store.openCycles(tx, organisation)
  const at = ports.clock.now()
  for (const { id, reference, promises } of waiting.filter((row) => !asked.has(row.reference))) {
    const subject = { kind: 'cycle', id }
    const why = elsewhere.has(reference) ? 'carried-elsewhere' : 'not-in-policy'
    const clear = { reference, why, version: pack.version }
    const [fact] = await ports.ledger.append(tx, organisation, [
      { type: 'programme.withdrawn', at, actor: system, subject, clear, promises, shows: false },
    ])
    const evidence = fact?.id as string
    await store.endCycle(tx, organisation, id, {
      state: 'withdrawn',
      ended_at: new Date(at.epochMilliseconds),
      ended_by_kind: system.kind,
      ended_by_id: system.id,
      fact: evidence,
    })
    const closing = { kind: dutyKind, subject, at, actor: system, evidence, withdrawn: true }
    await closeDuty(ports.ledger, tx, organisation, closing)
  }
}
