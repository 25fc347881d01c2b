// SPDX-License-Identifier: Apache-2.0
import { identifierKind, OUTWARD, type Decision, type Obligation, type Question } from '@yakusoku/core/gate'
import { deadline, CalendarSchema, JAPAN } from '@yakusoku/core/calendar'
import { categoryOf } from '@yakusoku/core/packs'
import { openDuty } from '../duties/index.ts'
import { inOrganisation, type Listening, type Tx } from '../database/index.ts'
import { newId, Refusal, refuse, text } from '../kernel/index.ts'
import type { Reference } from '../ledger/index.ts'
import { recordProvision, recordReceipt } from '../recipients/index.ts'
import { receiverNamed } from '../standing/index.ts'
import { takeOut, takeOutRefusals, type TakingOut } from '../takeouts/index.ts'
import type { Asked } from '@yakusoku/core/authzen'
import { mostBehindMilliseconds, openNode, type Node } from './node.ts'
import type { GatePorts } from './ports.ts'
import { gateRefusals } from './refusals.ts'
import { reviewDuty } from './reviews.ts'
import { actorKept, keepable } from './kept-names.ts'
import { Uses } from './uses.ts'

/** A decision, and the record that was written with it. */
export interface Answered {
  readonly decision: Decision
  readonly record?: string | undefined
}

/** A decision with what it was made from. */
interface Given {
  readonly node: Node
  readonly asked: Asked
  readonly person: string | undefined
  readonly day: string
  readonly asking: (person: string | undefined, on: string) => Decision
  readonly decision: Decision
}

const channels = ['yakusoku_consent', 'yakusoku_standing']

/** The gates of every organisation on this server; each is opened when it is first asked. */
export class Gates {
  readonly uses: Uses
  readonly #ports: GatePorts
  readonly #nodes = new Map<string, Promise<Node>>()
  readonly #open = new Map<string, Node>()
  #timer: NodeJS.Timeout | undefined
  #listening: Listening | undefined

  constructor(ports: GatePorts) {
    this.#ports = ports
    this.uses = new Uses(ports)
  }

  /** Begins to write down what is asked, every second, and to look for news as soon as the database tells of some. */
  start(): void {
    this.#timer ??= setInterval(() => void this.uses.write(), 1_000)
    this.#listening ??= this.#ports.listen(channels, (_channel, organisation) => {
      for (const [id, opening] of this.#nodes)
        if (organisation === undefined || organisation === id)
          // A look that fails is tried again, and told, by the node itself.
          void opening.then((node) => node.follower.followAfresh()).catch(() => undefined)
    })
  }

  /** Ends everything; what was counted is written down. */
  async stop(): Promise<void> {
    clearInterval(this.#timer)
    await this.#listening?.stop()
    for (const node of await Promise.allSettled(this.#nodes.values()))
      if (node.status === 'fulfilled') node.value.stop()
    await this.uses.write()
  }

  /** The node of an organisation, ready to decide. Refuses `common.not-found`, `gate.behind` and `gate.clock-set-back`. */
  async node(organisation: string): Promise<Node> {
    const known = this.#nodes.get(organisation)
    const opening = known ?? openNode(this.#ports, organisation)
    this.#nodes.set(organisation, opening)
    const node = await opening.catch((error: unknown) => {
      this.#nodes.delete(organisation)
      throw error
    })
    this.#open.set(organisation, node)
    if (node.behind() > mostBehindMilliseconds) await node.follow().catch(() => undefined)
    const milliseconds = node.behind()
    if (milliseconds > mostBehindMilliseconds) throw refuse(gateRefusals, 'gate.behind', { milliseconds })
    const setBack = Math.ceil(node.follower.setBack / 60_000)
    if (setBack > 0) throw refuse(gateRefusals, 'gate.clock-set-back', { minutes: setBack })
    return node
  }

  /** The node of an organisation where it is open and may decide now. */
  ready(organisation: string): Node | undefined {
    const node = this.#open.get(organisation)
    return node && node.behind() <= mostBehindMilliseconds && node.follower.setBack <= 0 ? node : undefined
  }

  /** Decides without leaving a trace: for explanations, searches and trying. */
  look(node: Node, asked: Asked): Decision {
    return node.gate.decide(asked.question, keyOf(node, asked), node.today())
  }

  /**
   * Decides one question. A permit that has to be recorded is recorded before it is told; what cannot be recorded is
   * not permitted.
   */
  async ask(node: Node, organisation: string, asked: Asked, caller: Reference): Promise<Answered> {
    const given = this.#decide(node, asked)
    const { decision } = given
    if (asked.dryRun || !decision.obligations.some(writes))
      return { decision: this.#note(given, organisation) }
    const done = await this.#permit(node, organisation, asked, decision, caller)
    this.#note(given, organisation, done.decision)
    return done
  }

  /** Decides one question as {@link ask} does; undefined for a permit that has to be recorded first. */
  askAtOnce(node: Node, organisation: string, asked: Asked): Decision | undefined {
    const given = this.#decide(node, asked)
    return given.decision.obligations.some(writes) ? undefined : this.#note(given, organisation)
  }

  #decide(node: Node, asked: Asked): Given {
    const person = keyOf(node, asked)
    const day = node.today()
    const asking = node.gate.remembered(asked.question)
    return { node, asked, person, day, asking, decision: asking(person, day) }
  }

  #note(given: Given, organisation: string, told = given.decision): Decision {
    const { node, asked, person, day, asking, decision } = given
    if (asked.dryRun) return told
    const stands = node.gate.alike.of(person, day)
    this.uses.note(node, organisation, day, { asking, question: asked.question, stands, decision, told })
    return told
  }

  async #permit(
    node: Node,
    organisation: string,
    asked: Asked,
    decision: Decision,
    caller: Reference,
  ): Promise<Answered> {
    try {
      const record = await inOrganisation(this.#ports.db, organisation, (tx) =>
        this.#write(tx, node, organisation, asked, decision, caller),
      )
      return { decision, record }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      const { title, code, remedy } = error
      return {
        decision: {
          ...decision,
          answer: 'deny',
          reason: 'not-recordable',
          obligations: [],
          says: title,
          remedy: code in takeOutRefusals ? remedy : recordable,
        },
      }
    }
  }

  async #write(
    tx: Tx,
    node: Node,
    organisation: string,
    { question, person, takeOut: sent }: Asked,
    decision: Decision,
    caller: Reference,
  ): Promise<string | undefined> {
    const { ledger, clock, recipients } = this.#ports
    const at = clock.now()
    const id = newId()
    const { act, purpose, recipient, ground, client } = question
    const category = this.#categoryOf(organisation, question.category)
    const conditions = (question.conditions ?? []).filter((one) => keepable(one) === one)
    const [fact] = await ledger.append(tx, organisation, [
      {
        type: 'gate.permitted',
        at,
        actor: caller,
        subject: { kind: 'use', id },
        clear: {
          act,
          category,
          purpose,
          actor: actorKept(question.actor.id),
          ...(recipient !== undefined && { recipient }),
          ...(ground !== undefined && { ground }),
          ...(client !== undefined && { client }),
          ...(question.document !== undefined && { document: true }),
          ...(conditions.length > 0 && { conditions }),
        },
        promises: decision.promises,
      },
    ])
    await this.#review(tx, organisation, id, decision)
    if (decision.obligations.some(({ kind }) => kind === 'log'))
      return takeOut(this.#ports, tx, organisation, takingOf(question, category, decision, sent), caller)
    const obligation = decision.obligations.find((one) => one.kind === 'record')
    if (obligation?.kind !== 'record') return fact?.id
    const record = obligation.of === 'provision' ? recordProvision : recordReceipt
    const given = await recordOf(
      tx,
      organisation,
      node,
      { question: { ...question, category }, person },
      obligation.grounds,
    )
    const made = await record(recipients, tx, organisation, given, caller)
    return made.recorded ? made.id : fact?.id
  }

  // A caller may name a Fides key below a declared one, in words of its own: what is kept is the policy's category.
  #categoryOf(organisation: string, name: string): string {
    const pack = this.#ports.inForce(organisation)
    return pack.categories.find(({ id }) => id === name)?.id ?? categoryOf(pack, name)?.id ?? ''
  }

  /** Break-glass: the use stands, and somebody looks at it afterwards. */
  async #review(
    tx: Tx,
    organisation: string,
    use: string,
    { obligations, promises }: Decision,
  ): Promise<void> {
    const review = obligations.find((one) => one.kind === 'review')
    if (review?.kind !== 'review') return
    const pack = this.#ports.inForce(organisation)
    const duty = pack.duties.find(({ id }) => id === review.duty)
    if (!duty) return
    const at = this.#ports.clock.now()
    const due = deadline(duty.due, at, pack.calendar ?? CalendarSchema.parse(JAPAN))
    if (!due.ok) throw new Error(`the deadline of ${duty.id} cannot be computed: ${due.problem.message.en}`)
    const owner = pack.roles.find(({ id }) => id === duty.owner)
    await openDuty(this.#ports.ledger, tx, organisation, {
      kind: reviewDuty,
      title: duty.name,
      subject: { kind: 'use', id: use, label: duty.name.ja },
      ownerRole: owner?.account ?? 'privacy-manager',
      promises: [...promises],
      at,
      due: due.value.due,
      warn: due.value.warnAt,
      reckoning: due.value.steps,
    })
  }
}

/** What lets a permit be recorded. */
const recordable = text(
  '受領者の所在地と代表者を登録し、本人の識別子（key: ではないもの）と、同意などを示す文書を添えて問い合わせてください。',
  'Register the receiver’s address and representative, and ask with the person’s identifier (not a key:) and the document that shows the consent or ground.',
)

const writes = ({ kind }: Obligation): boolean => kind === 'record' || kind === 'review' || kind === 'log'

/** What the log says of a take-out: the ground is the one that was used, claimed or not. */
const takingOf = (
  { purpose, client, document, actor }: Question,
  category: string,
  { by, promises }: Decision,
  sent: unknown,
): TakingOut => ({
  category,
  purpose,
  client,
  document,
  ground: by.find((one) => one.startsWith('ground:'))?.slice('ground:'.length),
  actor: { id: actor.id ?? '', kept: actorKept(actor.id) },
  promises,
  sent,
})

const KEY = /^key:([0-9a-f]{32})$/

/** The key of a person: by the identifier a caller uses, or the key itself as searches give it. */
export const keyIn = (node: Node, person: string): string => KEY.exec(person)?.[1] ?? node.keyOf(person)

const keyOf = (node: Node, { person }: Asked): string | undefined =>
  person === undefined ? undefined : keyIn(node, person)

type NewProvision = Parameters<typeof recordProvision>[3]

async function recordOf(
  tx: Tx,
  organisation: string,
  node: Node,
  { question, person }: Pick<Asked, 'question' | 'person'>,
  grounds: readonly string[],
): Promise<NewProvision> {
  const { recipient, channel, category, document } = question
  const outward = OUTWARD.some((act) => act === question.act)
  const receiver = recipient === undefined ? undefined : await receiverNamed(tx, organisation, recipient)
  const country = question.country ?? receiver?.country
  const { name, address, representative } = receiver ?? {}
  return {
    grounds: [...grounds],
    ...(country !== undefined && { country }),
    ...(outward ? { recipient: receiver?.class ?? recipient } : { channel }),
    date: { first: node.today() },
    ...(name !== undefined &&
      address !== undefined && {
        counterparty: { name, address, ...(representative !== undefined && { representative }) },
      }),
    // A key names nobody: a record has to.
    ...(person !== undefined &&
      !KEY.test(person) && { persons: [{ kind: identifierKind(person), value: person }] }),
    data: [category],
    consent: { reference: document ?? `gate: ${question.purpose}` },
  }
}
