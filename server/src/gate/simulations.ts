// SPDX-License-Identifier: Apache-2.0
// A draft held against what was decided: reads what is kept, decides it again, and tells what was found by its names.
import { openSimulation } from '@yakusoku/core/gate'
import { presented } from '@yakusoku/core/authzen'
import { SECTIONS, type Kind, type Local, type Pack, type PackData } from '@yakusoku/core/packs'
import { Temporal } from 'temporal-polyfill'
import { setImmediate } from 'node:timers/promises'
import { inOrganisation, type Tx } from '../database/index.ts'
import { refuse } from '../kernel/index.ts'
import { readDraftPack } from '../policies/index.ts'
import { receiversOf } from '../standing/index.ts'
import type { GateSimulation } from './contract.ts'
import type { Gates } from './gates.ts'
import { standingKept } from './kinds.ts'
import { aboutPeople, type NameOf } from './person-words.ts'
import type { GatePorts } from './ports.ts'
import { gateRefusals } from './refusals.ts'
import { simulate, type Change, type Found } from './simulation.ts'
import { answersBetween, kindsBetween } from './store.ts'

/** Kinds that are decided again at once; what is rarer is counted, and said to be left out. */
const mostKinds = 50_000
/** Simulations that are remembered, and how long, for whoever turns their pages. */
const mostRemembered = 16
const rememberedMilliseconds = 300_000
/** So long others wait at most. */
const turnMilliseconds = 10

/** Which draft is simulated, on how many days, and which changes are told. */
export interface SimulationAsked {
  readonly organisation: string
  readonly draft: string
  readonly days: number
  readonly from: number
  readonly limit: number
}

interface Simulation extends Omit<GateSimulation, 'changes' | 'names' | 'total'>, Pick<Found, 'changes'> {
  readonly names: NameOf
}

/** Simulations of drafts on this server. */
export class Simulations {
  readonly #gates: Gates
  readonly #ports: GatePorts
  // One at a time: however many are asked for, others are answered in between.
  #turn: Promise<unknown> = Promise.resolve()
  readonly #remembered = new Map<string, { readonly at: number; readonly made: Promise<Simulation> }>()

  constructor(gates: Gates, ports: GatePorts) {
    this.#gates = gates
    this.#ports = ports
  }

  /** A page of a simulation: the first makes it anew. Refuses `common.not-found` and `gate.draft-unreadable`. */
  async page(asked: SimulationAsked): Promise<GateSimulation> {
    const { organisation, draft, days, from, limit } = asked
    const name = `${organisation} ${draft} ${days}`
    const known = this.#remembered.get(name)
    const fresh = known && performance.now() - known.at < rememberedMilliseconds
    const made = from > 0 && fresh ? known.made : this.#inTurn(asked)
    if (made !== known?.made) this.#remember(name, made)
    const { changes, names, ...found } = await made
    const shown = changes.slice(from, from + limit)
    return {
      ...found,
      changes: shown.map((one) => told(one, names)),
      names: Object.fromEntries(
        shown.flatMap(referencesOf).map(([kind, id]) => [`${kind}:${id}`, names(kind, id)]),
      ),
      total: changes.length,
    }
  }

  #inTurn(asked: SimulationAsked): Promise<Simulation> {
    const made = this.#turn.then(() => this.#make(asked))
    this.#turn = made.catch(() => undefined)
    return made
  }

  #remember(name: string, made: Promise<Simulation>): void {
    this.#remembered.delete(name)
    this.#remembered.set(name, { at: performance.now(), made })
    made.catch(() => this.#remembered.delete(name))
    const [oldest] = this.#remembered.keys()
    if (this.#remembered.size > mostRemembered && oldest !== undefined) this.#remembered.delete(oldest)
  }

  async #make({ organisation, draft: id, days }: SimulationAsked): Promise<Simulation> {
    const { db } = this.#ports
    const { pack: draft, revision } = await readDraftPack(db, organisation, id)
    if (draft === undefined) throw refuse(gateRefusals, 'gate.draft-unreadable')
    const node = await this.#gates.node(organisation)
    await this.#gates.uses.write()
    const until = node.today()
    const since = Temporal.PlainDate.from(until)
      .subtract({ days: days - 1 })
      .toString()
    const kept = await inOrganisation(db, organisation, (tx) => keptOf(tx, organisation, { since, until }))
    const { pack, laws, standing } = node.gate.known()
    const again = openSimulation(pack, draft, { laws, standing: standingKept(standing) })
    const { changes, ...found } = await simulate(kept.rows, again, restEvery(turnMilliseconds))
    return {
      draft: { id, revision, version: draft.version, effective: draft.effective },
      inForce: pack.version,
      since,
      until,
      decisions: kept.counted,
      ...found,
      left: {
        uncounted: Math.max(0, kept.counted - kept.kept),
        many: Math.max(0, kept.kept - found.simulated.decisions),
      },
      changes,
      names: namesOf([draft, pack], kept.receivers),
    }
  }
}

async function keptOf(tx: Tx, organisation: string, period: { since: string; until: string }) {
  return {
    rows: await kindsBetween(tx, organisation, { ...period, limit: mostKinds }),
    ...(await answersBetween(tx, organisation, period)),
    receivers: new Map((await receiversOf(tx, organisation)).map(({ id, body }) => [id, body.name])),
  }
}

function restEvery(milliseconds: number): () => Promise<void> | undefined {
  let since = performance.now()
  return () =>
    performance.now() - since < milliseconds
      ? undefined
      : setImmediate().then(() => void (since = performance.now()))
}

/** Names by the draft, else by the policy in force, else of registered receivers; what has none is its own name. */
function namesOf(packs: readonly (Pack | PackData)[], receivers: ReadonlyMap<string, string>): NameOf {
  const names = new Map<string, Local>()
  for (const pack of packs.toReversed())
    for (const [kind, section] of Object.entries(SECTIONS))
      for (const { id, name } of pack[section]) names.set(`${kind}:${id}`, name)
  return (kind, id) => {
    const receiver = kind === 'recipient' ? receivers.get(id) : undefined
    return names.get(`${kind}:${id}`) ?? { ja: receiver ?? id, en: receiver ?? id }
  }
}

/** What the reader of a change meets by its id. */
function referencesOf({ kind: { question }, before, after }: Change): [Kind, string][] {
  const { category, purpose, recipient, ground, client, channel, actor } = question
  const named = { category, purpose, recipient, ground, entity: client, channel }
  const masked = [before, after].flatMap(({ obligations }) =>
    obligations.flatMap((one) => (one.kind === 'mask' ? [one.category] : [])),
  )
  return [
    ...Object.entries(named).flatMap(([kind, id]): [Kind, string][] =>
      id === undefined ? [] : [[kind as Kind, id]],
    ),
    ...actor.roles.map((id): [Kind, string] => ['role', id]),
    ...masked.map((id): [Kind, string] => ['category', id]),
  ]
}

function told({ kind, before, after, ...change }: Change, names: NameOf): GateSimulation['changes'][number] {
  const { act, actor, category, purpose, recipient, ground, ...rest } = kind.question
  const details = Object.entries(rest).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.join(' ') : String(value),
  ])
  return {
    ...change,
    question: {
      act,
      category,
      purpose,
      roles: [...actor.roles],
      recipient: recipient ?? null,
      ground: ground ?? null,
      details: Object.fromEntries(details) as Record<string, string>,
    },
    about: aboutPeople(kind.person, kind.least, names),
    least: kind.least,
    before: reasonOf(before),
    after: reasonOf(after),
  }
}

function reasonOf(decision: Change['before']): GateSimulation['changes'][number]['before'] {
  const { context } = presented(decision)
  if ('error' in context) throw new Error('a decision was expected')
  return context
}
