// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto'
import { deadline } from '@yakusoku/core/calendar'
import { promisesKeptBy, type Pack } from '@yakusoku/core/packs'
import { Temporal } from 'temporal-polyfill'
import { inOrganisation, type Tx } from '../database/index.ts'
import { openDuty } from '../duties/index.ts'
import { commonRefusals, newId, refuse } from '../kernel/index.ts'
import type { NewFact, Reference } from '../ledger/index.ts'
import type { MailValues } from '../messages/index.ts'
import type { Ask } from './contract.ts'
import { onlineRight, servedRight } from './online.ts'
import type { RequestPorts } from './ports.ts'
import { requestRefusals } from './refusals.ts'
import { move, newCode, newFollowSecret, newNumber, readTyped } from './requests.ts'
import * as store from './store.ts'

const codeMinutes = 15
const codeAttempts = 5
const codesAnHour = 5

/** What the requester is given once: without the secret the request cannot be followed. */
export interface Received {
  readonly number: string
  readonly secret: string
  readonly dueOn: string
}

/** The requester as an actor, by the request they speak for. */
export const requester = (id: string): Reference => ({ kind: 'requester', id })
/** A request as the subject of facts and duties. */
export const subjectOf = (id: string): Reference => ({ kind: 'request', id })
/** SHA-256 of a secret of many random bits, as it is kept. */
export const secretHash = (secret: string) => createHash('sha256').update(secret).digest()
/** A `Date` of an instant, for columns. */
export const dateOf = (instant: Temporal.Instant) => new Date(instant.epochMilliseconds)

/** The page on which a request is followed; the secret is typed there. */
export const followUrl = (ports: RequestPorts, organisation: string, number: string) =>
  `${ports.publicUrl}/privacy/${organisation}/follow?number=${number}`

/** The zone in which an organisation's days begin and end. */
export const zoneOf = (pack: Pack): string => pack.calendar?.timeZone ?? 'Asia/Tokyo'

/** The day of a moment in the organisation's zone, `2026-11-21`. */
export function dayIn(pack: Pack, date: Date): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: zoneOf(pack) }).format(date)
}

/** The promises that answering requests for disclosure serves, from the pack. */
export function promisesOf(pack: Pack): string[] {
  const right = servedRight(pack)
  const kept = right === undefined ? [] : promisesKeptBy(pack, `right:${right.id}`)
  return [...new Set([...kept, ...promisesKeptBy(pack, 'system:deadline-clock')])]
}

/** The first step: what the person asks for is kept sealed, and a code goes to their address. */
export async function ask(ports: RequestPorts, organisation: string, asked: Ask): Promise<{ id: string }> {
  const pack = ports.inForce(organisation)
  if (onlineRight(pack) === undefined) throw refuse(requestRefusals, 'requests.not-online')
  return inOrganisation(ports.db, organisation, async (tx) => {
    const at = ports.clock.now()
    const person = await ports.vault.personFor(tx, organisation, 'email', asked.email)
    await limitCodes(ports, tx, organisation, person)
    const id = newId()
    const content = { name: asked.name, email: asked.email, note: asked.note }
    await store.insertRequest(tx, organisation, {
      id,
      number: newNumber(at.toZonedDateTimeISO(zoneOf(pack)).year),
      kind: asked.kind,
      state: 'asked',
      language: asked.language,
      person_id: person,
      asked_at: dateOf(at),
      ask: Buffer.from(
        await ports.vault.seal(tx, organisation, person, Buffer.from(JSON.stringify(content))),
      ),
    })
    await ports.ledger.append(tx, organisation, [
      {
        type: 'requests.asked',
        at,
        actor: requester(id),
        subject: subjectOf(id),
        clear: { kind: asked.kind, language: asked.language, policy: pack.version },
        sealed: { person, value: content },
        promises: promisesKeptBy(pack, 'system:acknowledgement'),
      },
    ])
    await sendCode(ports, tx, organisation, id, person, asked)
    return { id }
  })
}

/** Sends another code; the one before is dead. */
export async function sendAnotherCode(ports: RequestPorts, organisation: string, id: string): Promise<void> {
  await inOrganisation(ports.db, organisation, async (tx) => {
    const row = await askedRow(tx, organisation, id)
    await limitCodes(ports, tx, organisation, row.person_id)
    await ports.ledger.append(tx, organisation, [
      {
        type: 'requests.code-sent',
        at: ports.clock.now(),
        actor: requester(id),
        subject: subjectOf(id),
        promises: promisesKeptBy(ports.inForce(organisation), 'system:identity-check'),
      },
    ])
    await sendCode(ports, tx, organisation, id, row.person_id, {
      ...(await readAsk(ports, tx, organisation, row)),
      language: row.language,
    })
  })
}

/** What the person wrote into the form, opened. */
export async function readAsk(
  ports: RequestPorts,
  tx: Tx,
  organisation: string,
  row: store.RequestRow,
): Promise<{ name: string; email: string; note: string }> {
  const plain = await ports.vault.open(tx, organisation, row.person_id, row.ask)
  return JSON.parse(Buffer.from(plain).toString()) as { name: string; email: string; note: string }
}

async function limitCodes(ports: RequestPorts, tx: Tx, organisation: string, person: string): Promise<void> {
  const hourAgo = dateOf(ports.clock.now().subtract({ hours: 1 }))
  if ((await store.codesSince(tx, organisation, person, hourAgo)) >= codesAnHour) {
    throw refuse(requestRefusals, 'requests.too-many-codes', { seconds: 3_600 })
  }
}

async function sendCode(
  ports: RequestPorts,
  tx: Tx,
  organisation: string,
  id: string,
  person: string,
  asked: { email: string; language: 'ja' | 'en' },
): Promise<void> {
  const code = newCode()
  const at = ports.clock.now()
  const row = await store.requestById(tx, organisation, id)
  await store.updateRequest(tx, organisation, id, {
    code_hash: await ports.vault.blind(tx, organisation, 'code', `${id}:${code}`),
    code_expires_at: dateOf(at.add({ minutes: codeMinutes })),
    code_attempts: 0,
    code_times: [...(row?.code_times ?? []), dateOf(at)],
  })
  await ports.mail.queue(tx, organisation, {
    kind: 'verification-code',
    personId: person,
    to: asked.email,
    language: asked.language,
    values: { code, minutes: codeMinutes },
    subjectRef: subjectOf(id),
  })
}

/**
 * Refuses as {@link prove} does whatever the code: `common.not-found` for no request, `requests.lapsed`, and
 * `requests.code-used` once it is received. A page can be asked for again, a code cannot.
 */
export async function awaitsCode(ports: RequestPorts, organisation: string, id: string): Promise<void> {
  await inOrganisation(ports.db, organisation, (tx) => askedRow(tx, organisation, id))
}

async function askedRow(tx: Tx, organisation: string, id: string): Promise<store.RequestRow> {
  const row = await store.requestById(tx, organisation, id, true)
  if (row === undefined) throw refuse(commonRefusals, 'common.not-found')
  if (row.state === 'expired') throw refuse(requestRefusals, 'requests.lapsed')
  if (row.state !== 'asked') throw refuse(requestRefusals, 'requests.code-used')
  return row
}

/**
 * The second step: the code of the mail proves control of the address. The request is received, its clock runs, a
 * duty stands, collecting starts. A wrong code is counted in its own transaction, so that failing cannot undo it; what
 * is no code at all (nothing typed, a digit missing) costs no attempt.
 */
export async function prove(
  ports: RequestPorts,
  organisation: string,
  id: string,
  code: string,
): Promise<Received> {
  const outcome = await inOrganisation(ports.db, organisation, async (tx) => {
    const row = await askedRow(tx, organisation, id)
    const expires = row.code_expires_at?.getTime() ?? 0
    if (row.code_attempts >= codeAttempts || expires <= ports.clock.now().epochMilliseconds) {
      return { refusal: refuse(requestRefusals, 'requests.code-expired') }
    }
    const typed = code.normalize('NFKC').replaceAll(/\D/g, '')
    if (typed.length !== 6) {
      const attemptsLeft = codeAttempts - row.code_attempts
      return { refusal: refuse(requestRefusals, 'requests.wrong-code', { attemptsLeft }) }
    }
    const given = await ports.vault.blind(tx, organisation, 'code', `${id}:${typed}`)
    if (row.code_hash?.equals(given) !== true)
      return { refusal: await countWrongCode(ports, tx, organisation, row) }
    return { received: await receive(ports, tx, organisation, row) }
  })
  if (outcome.received === undefined) throw outcome.refusal
  return outcome.received
}

async function countWrongCode(ports: RequestPorts, tx: Tx, organisation: string, row: store.RequestRow) {
  const attempts = row.code_attempts + 1
  await store.updateRequest(tx, organisation, row.id, { code_attempts: attempts })
  const attemptsLeft = codeAttempts - attempts
  await ports.ledger.append(tx, organisation, [
    {
      type: 'requests.identity-failed',
      at: ports.clock.now(),
      actor: requester(row.id),
      subject: subjectOf(row.id),
      clear: { method: 'mail-code', attemptsLeft },
      promises: promisesKeptBy(ports.inForce(organisation), 'system:identity-check'),
    },
  ])
  if (attemptsLeft === 0) return refuse(requestRefusals, 'requests.code-expired')
  return refuse(requestRefusals, 'requests.wrong-code', { attemptsLeft })
}

/** When an answer is due, by the pack's rule in the organisation's calendar. */
export function deadlineFor(pack: Pack, asked: Temporal.Instant, proven: Temporal.Instant) {
  const right = servedRight(pack)
  if (right === undefined || pack.calendar === undefined)
    throw new Error(`pack ${pack.id} has no right of disclosure with a calendar`)
  const { rule, from } = right.how.deadline
  const computed = deadline(rule, from === 'received' ? asked : proven, pack.calendar)
  if (!computed.ok)
    throw new Error(`the deadline of ${pack.id} cannot be computed: ${computed.problem.message.en}`)
  return computed.value
}

async function receive(
  ports: RequestPorts,
  tx: Tx,
  organisation: string,
  row: store.RequestRow,
): Promise<Received> {
  const at = ports.clock.now()
  const pack = ports.inForce(organisation)
  const term = deadlineFor(pack, Temporal.Instant.fromEpochMilliseconds(row.asked_at.getTime()), at)
  const received = { number: row.number, secret: newFollowSecret(), dueOn: term.lastDay.toString() }
  const { secret, dueOn } = received
  await store.updateRequest(tx, organisation, row.id, {
    state: move(row.state, 'receive'),
    code_hash: null,
    secret_hash: secretHash(readTyped(secret)),
    received_at: dateOf(at),
    due_at: dateOf(term.due),
    warn_at: term.warnAt === undefined ? null : dateOf(term.warnAt),
    due_on: dueOn,
    reckoning: term.steps.map(({ ja, en }) => ({ ja, en })),
  })
  const [subject, actor, promises] = [subjectOf(row.id), requester(row.id), promisesOf(pack)]
  const fact: NewFact = {
    type: 'requests.received',
    at,
    actor,
    subject,
    clear: { number: row.number, kind: row.kind, identity: 'mail-code', dueOn, policy: pack.version },
    promises: [...promises, ...promisesKeptBy(pack, 'system:identity-check')],
  }
  await ports.ledger.append(tx, organisation, [fact])
  await ports.acknowledge(tx, organisation, { person: row.person_id, channel: 'request-form', actor })
  await openDuty(ports.ledger, tx, organisation, {
    kind: 'requests.answer',
    subject: { ...subject, label: row.number },
    ownerRole: 'desk',
    promises,
    at,
    due: term.due,
    warn: term.warnAt,
    reckoning: term.steps,
  })
  await mailReceived(ports, tx, organisation, row, {
    ...received,
    receivedOn: dayIn(pack, dateOf(at)),
    followUrl: followUrl(ports, organisation, row.number),
  })
  await ports.enqueue(tx, 'requests.collect', { organisation, id: row.id })
  return received
}

async function mailReceived(
  ports: RequestPorts,
  tx: Tx,
  organisation: string,
  row: store.RequestRow,
  values: MailValues['request-received'],
): Promise<void> {
  const { email } = await readAsk(ports, tx, organisation, row)
  await ports.mail.queue(tx, organisation, {
    kind: 'request-received',
    personId: row.person_id,
    to: email,
    language: row.language,
    values,
    subjectRef: subjectOf(row.id),
  })
}
