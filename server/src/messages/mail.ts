// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod'
import { inOrganisation, type Database, type Tx } from '../database/index.ts'
import { instantOf, newId, refuse, Refusal, type Clock, type Language } from '../kernel/index.ts'
import type { NewFact, Reference } from '../ledger/index.ts'
import { htmlBody, plainBody } from './body.ts'
import type { Office } from './documents.ts'
import { MailPostponed, MailRejected, messagesRefusals } from './refusals.ts'
import { sendingMilliseconds, type Carrier } from './smtp.ts'
import * as store from './store.ts'
import { writeMail, type MailKind, type MailValues } from './texts.ts'

/** Seals and opens bytes under a person's key; the vault is one. `open` refuses `vault.erased` for an erased person. */
export interface Seal {
  sealAll(
    tx: Tx,
    organisation: string,
    values: readonly { readonly person: string; readonly plain: Uint8Array }[],
  ): Promise<Uint8Array[]>
  open(tx: Tx, organisation: string, person: string, sealed: Uint8Array): Promise<Uint8Array>
}

/** What mail needs of its neighbours; all but the carrier within the caller's transaction. */
export interface MailPorts {
  readonly db: Database
  readonly clock: Clock
  readonly seal: Seal
  /** Makes the job that calls {@link Mail.deliver}; it must exist exactly when `tx` commits. */
  readonly enqueue: (tx: Tx, job: { organisation: string; message: string }) => Promise<void>
  /** Appends facts `messages.sent` and `messages.failed`. */
  readonly record: (tx: Tx, organisation: string, facts: readonly NewFact[]) => Promise<unknown>
  /** The organisation's office: name and address mails come from, and who signs them. */
  readonly office: (tx: Tx, organisation: string, language: Language) => Promise<Office>
  /** Reads a stored file that is to be attached; undefined when it is gone. */
  readonly readFile: (tx: Tx, organisation: string, file: string) => Promise<Uint8Array | undefined>
  /** Without one, mails stay in the outbox, waiting. */
  readonly carrier: Carrier | undefined
}

/** A mail to be written and sent. */
export interface MailOrder<K extends MailKind> {
  readonly kind: K
  /** The person it is about and whose key seals it. */
  readonly personId: string
  readonly to: string
  readonly language: Language
  readonly values: MailValues[K]
  /** What it belongs to (a request), for the timeline. */
  readonly subjectRef?: Reference
  readonly attachments?: readonly { readonly name: string; readonly type: string; readonly file: string }[]
}

const ContentSchema = z.object({
  from: z.object({ name: z.string(), address: z.string() }),
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
  attachments: z.array(z.object({ name: z.string(), type: z.string(), file: z.string() })),
})

/** What a mail says, once opened. */
export type MailContent = z.infer<typeof ContentSchema>

/** A mail whole, as the outbox shows it. */
export interface OutboxMail extends MailContent {
  readonly id: string
  readonly kind: string
  readonly language: Language
  readonly state: store.MailState
  readonly queuedAt: string
}

/** How a mail of a subject stands, without what it says. */
export interface MailStanding {
  readonly id: string
  readonly kind: string
  /** `kept`: waits in the outbox, because there is no server to send it. */
  readonly state: store.MailState | 'kept'
  readonly at: string
  readonly error: string | null
}

/** RFC 5321, 4.5.4.1: a sender gives up after four to five days. */
const givenUpMilliseconds = 5 * 86_400_000
const leaseMilliseconds = sendingMilliseconds + 15_000
const address = z.email().max(254)

/** Mails: written and queued in the business transaction, sent by a job, recorded as facts. */
export class Mail {
  readonly #ports: MailPorts

  constructor(ports: MailPorts) {
    this.#ports = ports
  }

  /** Writes a mail within the caller's transaction and enqueues its sending; gives its id. */
  async queue<K extends MailKind>(tx: Tx, organisation: string, order: MailOrder<K>): Promise<string> {
    return (await this.queueAll(tx, organisation, [order]))[0] as string
  }

  /** {@link queue} for many mails, with as many statements as for one, but for their jobs; ids in their order. */
  async queueAll<K extends MailKind>(
    tx: Tx,
    organisation: string,
    orders: readonly MailOrder<K>[],
  ): Promise<string[]> {
    const { seal, clock, enqueue, carrier } = this.#ports
    const written = []
    const offices = new Map<Language, Office>()
    for (const order of orders) {
      const { language, personId: person } = order
      const office = offices.get(language) ?? (await this.#ports.office(tx, organisation, language))
      offices.set(language, office)
      if (office.email === undefined) throw refuse(messagesRefusals, 'messages.no-sender')
      if (!address.safeParse(order.to).success) throw refuse(messagesRefusals, 'messages.bad-address')
      const domain = office.email.slice(office.email.lastIndexOf('@') + 1)
      const plain = Buffer.from(JSON.stringify(contentOf(order, office, office.email)))
      written.push({ id: newId(), order, domain, person, plain })
    }
    const sealed = await seal.sealAll(tx, organisation, written)
    const rows = written.map(({ id, order, domain }, at) => ({
      id,
      kind: order.kind,
      person_id: order.personId,
      subject_kind: order.subjectRef?.kind ?? null,
      subject_id: order.subjectRef?.id ?? null,
      language: order.language,
      sealed: sealed[at] as Uint8Array,
      message_id: `<${id}@${domain}>`,
    }))
    await store.insertMails(tx, organisation, rows, clock.now().toString())
    const ids = rows.map(({ id }) => id)
    // Without a carrier nobody has anything to do: they get their jobs at the start at which there is one.
    if (carrier !== undefined) for (const message of ids) await enqueue(tx, { organisation, message })
    return ids
  }

  /**
   * The job's work: sends a waiting mail and records what became of it. Running again is harmless; a crash between
   * the server's acceptance and our commit sends the mail once more, under the same Message-ID, by which mailboxes
   * know it. Throws {@link MailPostponed} (a `TryAgain`) where the job has to run later.
   */
  async deliver(organisation: string, id: string): Promise<'sent' | 'failed' | 'kept' | 'done-before'> {
    const { db, carrier } = this.#ports
    if (carrier === undefined) return 'kept'
    const taken = await inOrganisation(db, organisation, (tx) => this.#take(tx, organisation, id))
    if ('ended' in taken) return taken.ended
    try {
      const { providerId } = await carrier.send(taken.outgoing)
      return await this.#end(organisation, taken.row, { state: 'sent', providerId, error: null })
    } catch (error) {
      return this.#fault(organisation, taken.row, error)
    }
  }

  /** Gives back the mails a server that died was sending; only for the one server there is. */
  async takeUpLeft(organisation: string): Promise<void> {
    await inOrganisation(this.#ports.db, organisation, (tx) => store.returnAllMails(tx, organisation))
  }

  /** The mails that were kept while there was no carrier, or whose job was lost; none while there is no carrier. */
  waiting(organisation: string): Promise<string[]> {
    if (this.#ports.carrier === undefined) return Promise.resolve([])
    return inOrganisation(this.#ports.db, organisation, (tx) => store.waitingMails(tx, organisation))
  }

  /**
   * Takes back the mails of a subject that have not left; gives their ids. Whoever takes them back records why. A mail
   * that is being handed over at this moment may leave; where it does not, it is not tried again, and fails as
   * `recalled`.
   */
  recall(tx: Tx, organisation: string, subjectId: string): Promise<string[]> {
    return store.recallMails(tx, organisation, subjectId, this.#ports.clock.now())
  }

  /** The newest mails opened, newest first; `search` keeps those whose recipient or subject has the text. */
  async listOutbox(tx: Tx, organisation: string, search = '', limit = 200): Promise<OutboxMail[]> {
    const rows = await store.loadMails(tx, organisation, { limit })
    const mails: OutboxMail[] = []
    for (const row of rows) {
      const content = await this.#open(tx, organisation, row)
      if (content !== undefined) mails.push(outboxMail(row, content))
    }
    const wanted = search.trim().toLowerCase()
    return mails.filter(({ to, subject }) => `${to}\n${subject}`.toLowerCase().includes(wanted))
  }

  /** One mail opened; undefined when there is none, or when its person was erased. */
  async readOutbox(tx: Tx, organisation: string, id: string): Promise<OutboxMail | undefined> {
    const row = await store.loadMail(tx, organisation, id)
    const content = row === undefined ? undefined : await this.#open(tx, organisation, row)
    return row === undefined || content === undefined ? undefined : outboxMail(row, content)
  }

  /** How the mails of a subject stand, oldest first; opens none. */
  async standing(tx: Tx, organisation: string, subjectId: string): Promise<MailStanding[]> {
    const rows = await store.loadMails(tx, organisation, { subjectId, limit: 1_000 })
    return rows.reverse().map((row) => ({
      id: row.id,
      kind: row.kind,
      state: row.state === 'waiting' && this.#ports.carrier === undefined ? ('kept' as const) : row.state,
      at: instantOf(row.ended_at ?? row.queued_at).toString(),
      error: row.last_error,
    }))
  }

  async #take(tx: Tx, organisation: string, id: string) {
    const now = this.#ports.clock.now()
    const until = now.add({ milliseconds: leaseMilliseconds })
    const row = await store.leaseMail(tx, organisation, id, now, until)
    if (row === undefined) {
      const standing = await store.loadMail(tx, organisation, id)
      if (standing?.state === 'waiting') throw new MailPostponed('under-way')
      return { ended: 'done-before' as const }
    }
    if (row.recalled) return { ended: await this.#fail(tx, organisation, row, 'recalled') }
    const content = await this.#open(tx, organisation, row)
    if (content === undefined) return { ended: await this.#fail(tx, organisation, row, 'erased') }
    const attachments = await this.#attachments(tx, organisation, content)
    if (attachments === undefined)
      return { ended: await this.#fail(tx, organisation, row, 'attachment-gone') }
    const { message_id: messageId, queued_at: date, language } = row
    return { row, outgoing: { ...content, attachments, messageId, date, language } }
  }

  async #attachments(tx: Tx, organisation: string, content: MailContent) {
    const attachments = []
    for (const { name, type, file } of content.attachments) {
      const bytes = await this.#ports.readFile(tx, organisation, file)
      if (bytes === undefined) return undefined
      attachments.push({ name, type, bytes })
    }
    return attachments
  }

  async #open(tx: Tx, organisation: string, row: store.MailRow): Promise<MailContent | undefined> {
    try {
      const plain = await this.#ports.seal.open(tx, organisation, row.person_id, row.sealed)
      return ContentSchema.parse(JSON.parse(Buffer.from(plain).toString('utf8')))
    } catch (error) {
      if (error instanceof Refusal && error.code === 'vault.erased') return undefined
      throw error
    }
  }

  async #fault(organisation: string, row: store.MailRow, error: unknown): Promise<'failed'> {
    const { db, clock } = this.#ports
    if (error instanceof MailRejected) {
      return inOrganisation(db, organisation, (tx) => this.#fail(tx, organisation, row, error.code))
    }
    if (!(error instanceof MailPostponed)) throw error
    const age = clock.now().epochMilliseconds - row.queued_at.getTime()
    const ended = await inOrganisation(db, organisation, async (tx) => {
      if (age > givenUpMilliseconds) return this.#fail(tx, organisation, row, `given-up-${error.code}`)
      const recalled = await store.returnMail(tx, organisation, row.id, error.code)
      return recalled ? this.#fail(tx, organisation, row, 'recalled') : undefined
    })
    if (ended !== undefined) return ended
    throw error
  }

  async #end(
    organisation: string,
    row: store.MailRow,
    end: { state: 'sent'; providerId: string | null; error: null },
  ): Promise<'sent'> {
    await inOrganisation(this.#ports.db, organisation, async (tx) => {
      const at = this.#ports.clock.now()
      if (!(await store.endMail(tx, organisation, row.id, { ...end, at }))) return
      await this.#record(tx, organisation, row, 'messages.sent', {})
    })
    return end.state
  }

  async #fail(tx: Tx, organisation: string, row: store.MailRow, error: string): Promise<'failed'> {
    const at = this.#ports.clock.now()
    const ended = await store.endMail(tx, organisation, row.id, {
      state: 'failed',
      at,
      providerId: null,
      error,
    })
    if (ended) await this.#record(tx, organisation, row, 'messages.failed', { error })
    return 'failed'
  }

  async #record(
    tx: Tx,
    organisation: string,
    row: store.MailRow,
    type: string,
    more: Record<string, string>,
  ) {
    const subject =
      row.subject_kind === null || row.subject_id === null
        ? { kind: 'message', id: row.id }
        : { kind: row.subject_kind, id: row.subject_id }
    const clear = { message: row.id, kind: row.kind, attempts: row.attempts, ...more }
    const actor = { kind: 'system', id: 'yakusoku' }
    await this.#ports.record(tx, organisation, [{ type, at: this.#ports.clock.now(), actor, subject, clear }])
  }
}

function contentOf<K extends MailKind>(order: MailOrder<K>, office: Office, from: string): MailContent {
  const written = writeMail(order.kind, order.language, order.values, office)
  return {
    from: { name: office.name, address: from },
    to: order.to,
    subject: written.subject,
    text: plainBody(written, order.language),
    html: htmlBody(written, order.language),
    attachments: (order.attachments ?? []).map(({ name, type, file }) => ({ name, type, file })),
  }
}

function outboxMail(row: store.MailRow, content: MailContent): OutboxMail {
  const { id, kind, language, state } = row
  return { ...content, id, kind, language, state, queuedAt: instantOf(row.queued_at).toString() }
}
