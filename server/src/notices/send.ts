// SPDX-License-Identifier: Apache-2.0
import { createHash, type Hash } from 'node:crypto'
import type { Pack } from '@yakusoku/core/packs'
import { inOrganisation, type Tx } from '../database/index.ts'
import { commonRefusals, refuse, Refusal, type Language } from '../kernel/index.ts'
import type { NewFact, Reference } from '../ledger/index.ts'
import type { MailOrder } from '../messages/index.ts'
import { awaitVersion, close, noticeFact, packOf, promising, subjectOf } from './announce.ts'
import type { NoticePorts } from './ports.ts'
import { noticesRefusals } from './refusals.ts'
import * as store from './store.ts'

/** Mails written in one transaction. */
const batch = 100
const pageSize = 5_000

/**
 * The job's work: writes and queues the mails that wait, a batch a transaction. A recipient's mail is queued in the
 * transaction that says so, hence once, wherever the job is killed.
 */
export async function send(ports: NoticePorts, organisation: string, id: string): Promise<void> {
  while (await sendBatch(ports, organisation, id));
}

function sendBatch(ports: NoticePorts, organisation: string, id: string): Promise<boolean> {
  return inOrganisation(ports.db, organisation, async (tx) => {
    // Held until the mails are queued, so that a withdrawal takes back either all of them or none.
    const row = await store.noticeById(tx, organisation, id, true)
    if (row === undefined || row.state === 'closed' || row.way !== 'mail') return false
    awaitVersion(ports, organisation, row.version)
    const pack = packOf(ports, organisation, row.version)
    const waiting = await store.takeWaiting(tx, organisation, id, batch)
    await queueAll(ports, tx, organisation, { row, pack, waiting })
    return waiting.length === batch
  })
}

async function queueAll(
  ports: NoticePorts,
  tx: Tx,
  organisation: string,
  { row, pack, waiting }: { row: store.NoticeRow; pack: Pack; waiting: readonly store.RecipientRow[] },
): Promise<void> {
  const at = ports.clock.now().toString()
  const sealed = waiting.map(({ person_id: person, address }) => ({ person, sealed: address }))
  const addresses = await ports.vault.openAll(tx, organisation, sealed)
  const reached: { person: string; language: Language; to: string }[] = []
  for (const [index, { person_id: person, language }] of waiting.entries()) {
    const address = addresses[index]
    if (address !== undefined) reached.push({ person, language, to: Buffer.from(address).toString() })
    else await store.setRecipient(tx, organisation, row.id, person, { state: 'failed', reason: 'erased', at })
  }
  const orders = reached.map(({ person, language, to }) => ({
    ...orderOf(ports, organisation, { row, pack, language }),
    personId: person,
    to,
  }))
  const messages = await ports.mail.queueAll(tx, organisation, orders)
  const queued = reached.map(({ person }, index) => ({ person, message: messages[index] as string }))
  await store.setQueued(tx, organisation, row.id, queued, at)
}

/** The address of a recipient; undefined once the person is erased. */
export async function openAddress(
  { vault }: NoticePorts,
  tx: Tx,
  organisation: string,
  { person_id: person, address }: store.RecipientRow,
): Promise<string | undefined> {
  try {
    return Buffer.from(await vault.open(tx, organisation, person, address)).toString()
  } catch (error) {
    if (error instanceof Refusal && error.code === 'vault.erased') return undefined
    throw error
  }
}

function orderOf(
  { publicUrl }: NoticePorts,
  organisation: string,
  { row, pack, language }: { row: store.NoticeRow; pack: Pack; language: Language },
): Omit<MailOrder<'policy-changed'>, 'personId' | 'to'> {
  const base = `${publicUrl}/privacy/${organisation}/policy`
  const at = `${base}/versions/${encodeURIComponent(row.version)}?lang=${language}`
  const since = encodeURIComponent(row.previous ?? row.version)
  const notice = pack.notices.find(({ id }) => id === row.notice)
  return {
    kind: 'policy-changed',
    language,
    subjectRef: subjectOf(row.id),
    values: {
      version: row.version,
      effectiveOn: row.effective,
      yearly: row.round !== '',
      changes: pack.changes.map(({ kind, summary }) => ({ kind, summary: summary[language] })),
      url: at,
      compareUrl:
        row.previous === null
          ? null
          : `${base}/compare?from=${since}&to=${encodeURIComponent(row.version)}&lang=${language}`,
      acceptedByUse: notice?.acceptance === 'continued-use',
    },
  }
}

/** Takes over what the ledger is told of the mails of notices, in the transaction that tells it. */
export async function followMails(
  ports: Pick<NoticePorts, 'clock'>,
  tx: Tx,
  organisation: string,
  facts: readonly NewFact[],
): Promise<void> {
  for (const { type, subject, clear } of facts) {
    if (subject?.kind !== 'notice' || !(type === 'messages.sent' || type === 'messages.failed')) continue
    const { message, error } = clear ?? {}
    const recipient =
      typeof message === 'string' ? await store.recipientOf(tx, organisation, message) : undefined
    // A mail may come back before the server that took it said so.
    if (recipient === undefined || recipient.state === 'bounced') continue
    const state = type === 'messages.sent' ? ('sent' as const) : ('failed' as const)
    const why = error === 'recalled' ? 'withdrawn' : error
    const reason = state === 'failed' ? (typeof why === 'string' ? why : 'unknown') : null
    const at = ports.clock.now().toString()
    await store.setRecipient(tx, organisation, recipient.notice_id, recipient.person_id, {
      state,
      reason,
      at,
    })
  }
}

/** Closes a notice whose mails have all ended, with the numbers and a digest of whom it went to. */
export async function settle(
  ports: NoticePorts,
  tx: Tx,
  organisation: string,
  row: store.NoticeRow,
): Promise<boolean> {
  if (row.gathered_at === null || (await store.isUnderWay(tx, organisation, row.id))) return false
  const pack = promising(ports, organisation, row)
  const sent = await digest(tx, organisation, row.id, ['sent'])
  const failed = await digest(tx, organisation, row.id, ['failed', 'bounced'])
  const fact = (type: string, clear: NonNullable<NewFact['clear']>) =>
    noticeFact(ports, row, { type, clear }, pack)
  const facts = [fact('notices.sent', { ...sent, failed: failed.count })]
  if (failed.count > 0) facts.push(fact('notices.failed', failed))
  await ports.ledger.append(tx, organisation, facts)
  await close(ports, tx, organisation, row, 'all-sent')
  return true
}

/** How many recipients stand in these states, and a hash over their ids in order. */
async function digest(
  tx: Tx,
  organisation: string,
  notice: string,
  states: readonly ('sent' | 'failed' | 'bounced')[],
) {
  const hash: Hash = createHash('sha256')
  let count = 0
  let after: string | undefined
  for (;;) {
    const rows = await store.pageRecipients(tx, organisation, notice, { states, after, limit: pageSize })
    for (const { person_id: person } of rows) hash.update(`${person}\n`)
    count += rows.length
    after = rows.at(-1)?.person_id
    if (rows.length < pageSize) return { count, people: hash.digest('hex') }
  }
}

/** Sends again to those whom the mail did not reach. */
export function sendAgain(
  ports: NoticePorts,
  organisation: string,
  id: string,
  actor: Reference,
): Promise<void> {
  return inOrganisation(ports.db, organisation, async (tx) => {
    const row = await store.noticeById(tx, organisation, id, true)
    if (row === undefined) throw refuse(commonRefusals, 'common.not-found')
    if (row.way !== 'mail') throw refuse(noticesRefusals, 'notices.no-mail')
    const known = ports.history(organisation).map((one) => one.version)
    if (!known.includes(row.version))
      throw refuse(noticesRefusals, 'notices.unknown-version', {
        version: row.version,
        known: known.join(', '),
      })
    const at = ports.clock.now().toString()
    const count = await store.returnFailed(tx, organisation, id, at)
    if (count === 0) throw refuse(noticesRefusals, 'notices.nothing-failed')
    if (row.state === 'closed')
      await store.updateNotice(tx, organisation, id, { state: 'open', closed_at: null })
    const pack = promising(ports, organisation, row)
    await ports.ledger.append(tx, organisation, [
      noticeFact(ports, row, { type: 'notices.sent-again', clear: { count }, actor }, pack),
    ])
    await ports.enqueue(tx, 'notices.send', { organisation, id })
  })
}

/** Takes in that a mail came back; `message` is its id or its Message-ID. */
export function bounced(
  ports: NoticePorts,
  organisation: string,
  { message, reason, actor }: { message: string; reason: string; actor: Reference },
): Promise<void> {
  return inOrganisation(ports.db, organisation, async (tx) => {
    const [id] = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i.exec(message) ?? []
    const recipient = id === undefined ? undefined : await store.recipientOf(tx, organisation, id)
    const row =
      recipient === undefined ? undefined : await store.noticeById(tx, organisation, recipient.notice_id)
    if (recipient === undefined || row === undefined) throw refuse(commonRefusals, 'common.not-found')
    if (recipient.state === 'bounced') return
    const at = ports.clock.now().toString()
    const change = { state: 'bounced' as const, reason, at }
    await store.setRecipient(tx, organisation, row.id, recipient.person_id, change)
    const clear = { message: id as string, reason: 'bounced' }
    const pack = promising(ports, organisation, row)
    await ports.ledger.append(tx, organisation, [
      noticeFact(ports, row, { type: 'notices.failed', clear, actor }, pack),
    ])
  })
}
