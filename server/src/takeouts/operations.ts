// SPDX-License-Identifier: Apache-2.0
import { endOfDay, JAPAN, startOfDay, Temporal } from '@yakusoku/core/calendar'
import { promisesKeptBy, type Pack } from '@yakusoku/core/packs'
import { inOrganisation, type Tx } from '../database/index.ts'
import { closeDuty, openDuty } from '../duties/index.ts'
import { commonRefusals, newId, refuse, text } from '../kernel/index.ts'
import type { Reference } from '../ledger/index.ts'
import type { NewReturn } from './contract.ts'
import type { TakeOutPorts } from './ports.ts'
import { takeOutRefusals } from './refusals.ts'
import * as store from './store.ts'
import { basisOf, readTakeOut } from './takeouts.ts'

/** Kind of the duty to bring back what is out. */
const dutyKind = 'takeouts.return'

/** A take-out that was permitted: what is known of it, and `context.take_out` as it was sent. */
export interface TakingOut {
  readonly category: string
  readonly purpose: string
  readonly ground: string | undefined
  readonly client: string | undefined
  readonly document: string | undefined
  /** Who takes it out: as asked, and as it may stand in clear. */
  readonly actor: { readonly id: string; readonly kept: string }
  /** Promises that decided it. */
  readonly promises: readonly string[]
  readonly sent: unknown
}

/** The day of now in the organisation's zone. */
export const todayOf = ({ clock }: Pick<TakeOutPorts, 'clock'>, pack: Pack): string =>
  clock
    .now()
    .toZonedDateTimeISO((pack.calendar ?? JAPAN).timeZone)
    .toPlainDate()
    .toString()

/**
 * Logs a take-out in the caller's transaction and opens the duty to bring it back; gives the entry's id. Refuses
 * `takeouts.incomplete` and `takeouts.return-past`.
 */
export async function takeOut(
  ports: TakeOutPorts,
  tx: Tx,
  organisation: string,
  taking: TakingOut,
  caller: Reference,
): Promise<string> {
  const pack = ports.inForce(organisation)
  const today = todayOf(ports, pack)
  const basis = basisOf(pack.grounds.find(({ id }) => id === taking.ground))
  const { document, sent } = taking
  const given = readTakeOut({ sent, document, basis, today })
  const { count, medium, destination, return_by: returnBy } = given
  const [id, at] = [newId(), ports.clock.now()]
  const person = await ports.vault.createPerson(tx, organisation)
  const details = { actor: taking.actor.id, destination, document: document ?? null }
  const promises = promisesOf(pack, taking.promises)
  const { category, purpose, ground = null, client = null } = taking
  const actor = taking.actor.kept
  const clear = { category, purpose, basis, count, medium, actor, returnBy }
  const [fact] = await ports.ledger.append(tx, organisation, [
    {
      type: 'takeouts.taken',
      at,
      actor: caller,
      subject: { kind: 'take-out', id },
      clear: { ...clear, ...(ground !== null && { ground }), ...(client !== null && { client }) },
      sealed: { person, value: details },
      promises,
    },
  ])
  const sealed = await ports.vault.seal(tx, organisation, person, Buffer.from(JSON.stringify(details)))
  const logged = { id, category, purpose, ground, client, basis, medium, actor, items: count }
  await store.insertTakeOut(tx, organisation, {
    ...logged,
    person_id: person,
    details: Buffer.from(sealed),
    version: pack.version,
    taken_at: new Date(at.epochMilliseconds),
    taken_on: today,
    return_by: returnBy,
    fact: fact?.id as string,
  })
  await openReturn(ports, tx, organisation, { id, pack, promises, returnBy })
  return id
}

const promisesOf = (pack: Pack, decided: readonly string[]): string[] => [
  ...new Set([...promisesKeptBy(pack, 'system:take-out-log'), ...decided]),
]

/** The duty to bring it back by the end of the day that was given; that day begins with a warning. */
async function openReturn(
  { ledger, clock }: TakeOutPorts,
  tx: Tx,
  organisation: string,
  out: {
    readonly id: string
    readonly pack: Pack
    readonly promises: readonly string[]
    readonly returnBy: string
  },
): Promise<void> {
  const calendar = out.pack.calendar ?? JAPAN
  const day = Temporal.PlainDate.from(out.returnBy)
  await openDuty(ledger, tx, organisation, {
    kind: dutyKind,
    subject: { kind: 'take-out', id: out.id, label: out.returnBy },
    ownerRole: 'privacy-manager',
    promises: out.promises,
    at: clock.now(),
    due: endOfDay(day, calendar),
    warn: startOfDay(day, calendar),
    reckoning: [
      text(
        `持ち出しのときに示された返却の予定日（${out.returnBy}）の終わり`,
        `The end of the day of return that was given with the take-out (${out.returnBy})`,
      ),
    ],
  })
}

/**
 * Records that a take-out came back, which ends its duty. Refuses `common.not-found`, `takeouts.wrong-day` and
 * `takeouts.returned-already`.
 */
export async function bringBack(
  ports: TakeOutPorts,
  organisation: string,
  id: string,
  { day, by, note }: NewReturn,
  actor: Reference,
): Promise<{ fact: string }> {
  const { ledger, vault, clock } = ports
  const pack = ports.inForce(organisation)
  const today = todayOf(ports, pack)
  return inOrganisation(ports.db, organisation, async (tx) => {
    const row = await store.takeOutById(tx, organisation, id)
    if (!row) throw refuse(commonRefusals, 'common.not-found')
    if (row.returned_on !== null) throw refuse(takeOutRefusals, 'takeouts.returned-already')
    if (day < row.taken_on || day > today)
      throw refuse(takeOutRefusals, 'takeouts.wrong-day', { day, from: row.taken_on, today })
    const [at, subject] = [clock.now(), { kind: 'take-out', id }]
    const details = { returnedBy: by, note: note ?? null }
    const [fact] = await ledger.append(tx, organisation, [
      {
        type: 'takeouts.returned',
        at,
        actor,
        subject,
        clear: { day, inTime: day <= row.return_by },
        sealed: { person: row.person_id, value: details },
        promises: promisesKeptBy(pack, 'system:take-out-log'),
      },
    ])
    if (!fact) throw new Error('the fact of a return was not recorded')
    const plain = Buffer.from(JSON.stringify(details))
    const returned = await store.markReturned(tx, organisation, id, {
      returned_on: day,
      returned_at: new Date(at.epochMilliseconds),
      returned_kind: actor.kind,
      returned_id: actor.id,
      return_details: Buffer.from(await vault.seal(tx, organisation, row.person_id, plain)),
      return_fact: fact.id,
    })
    // Somebody else was faster.
    if (!returned) throw refuse(takeOutRefusals, 'takeouts.returned-already')
    await closeDuty(ledger, tx, organisation, { kind: dutyKind, subject, at, actor, evidence: fact.id })
    return { fact: fact.id }
  })
}
