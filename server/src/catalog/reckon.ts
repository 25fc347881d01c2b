// SPDX-License-Identifier: Apache-2.0
import { CalendarSchema, deadline, JAPAN, type DeadlineRule, type Temporal } from '@yakusoku/core/calendar'
import { promisesKeptBy, type Pack } from '@yakusoku/core/packs'
import type { Tx } from '../database/index.ts'
import { closeDuty, openDuty } from '../duties/index.ts'
import { newId } from '../kernel/index.ts'
import { system, type Ledger, type NewFact, type Reference } from '../ledger/index.ts'
import { findDrift, stillAbout, type Finding } from './drift.ts'
import * as store from './store.ts'
import type { System } from './ties.ts'

/** Why a decision no longer stands. */
export type Reopening = 'undone' | 'changed' | 'late' | 'returned'

/** What a comparison reads and writes with. */
export interface ReckonPorts {
  readonly ledger: Ledger
  readonly at: Temporal.Instant
  readonly pack: Pack
  readonly systems: readonly System[]
  readonly collected: readonly string[]
  /** Who brought the comparison about. */
  readonly actor?: Reference
  /** The fact of what made drift vanish or be decided, where it is no drift's own: evidence of a duty that closes. */
  readonly because?: string
}

const driftRule: DeadlineRule = { convention: 'BUSINESS_DAYS', days: 10, warn: { businessDays: 3 } }

const asDate = (at: Temporal.Instant): Date => new Date(at.epochMilliseconds)

/** Promises a drift bears on: those that its category helps to keep. */
export const promisesOf = (pack: Pack, { category }: Pick<Finding, 'category'>): string[] =>
  category === null ? [] : promisesKeptBy(pack, `category:${category}`)

/** What a fact says of a drift: names and kinds, never a value. */
export const driftFact = (
  type: string,
  at: Temporal.Instant,
  actor: Reference,
  drift: { readonly id: string; readonly finding: Finding },
  more: Readonly<Record<string, string | number | null>> = {},
): NewFact => {
  const { kind, source, collection, field, fides, category } = drift.finding
  const subject = { kind: 'drift', id: drift.id }
  return { type, at, actor, subject, clear: { kind, source, collection, field, fides, category, ...more } }
}

interface Comparison {
  readonly fresh: { id: string; finding: Finding }[]
  readonly known: { id: string; finding: Finding; row: store.DriftRow }[]
  readonly gone: store.DriftRow[]
}

function compare(rows: readonly store.DriftRow[], found: readonly Finding[]): Comparison {
  const byIdentity = new Map(rows.map((row) => [row.finding.identity, row]))
  const now = new Set(found.map(({ identity }) => identity))
  return {
    fresh: found.flatMap((one) => (byIdentity.has(one.identity) ? [] : [{ id: newId(), finding: one }])),
    known: found.flatMap((one) => {
      const row = byIdentity.get(one.identity)
      return row === undefined ? [] : [{ id: row.id, finding: one, row }]
    }),
    gone: rows.filter((row) => row.gone_at === null && !now.has(row.finding.identity)),
  }
}

function reopening(
  { finding }: Comparison['known'][number],
  decision: store.DecisionRow,
  today: string,
): Reopening | undefined {
  if (!stillAbout(decision.fingerprint, finding.fingerprint)) return 'changed'
  if (decision.until !== null && decision.until < today) return 'late'
  // What was taken into the map is not taken in. What is to be gone by a day may come and go until then.
  return decision.kind === 'accept' ? 'returned' : undefined
}

/**
 * Compares what is held with what is promised and brings register, facts and duties in line, within the transaction
 * of whatever changed. Decisions about what has changed since, or was to be done by a day that passed, run out.
 */
export async function reckon(ports: ReckonPorts, tx: Tx, organisation: string): Promise<void> {
  const { ledger, at, pack, systems, actor = system } = ports
  const rows = await store.driftRows(tx, organisation)
  const decisions = new Map(
    (await store.standingDecisions(tx, organisation)).map((one) => [one.drift_id, one]),
  )
  const missing = rows.flatMap(({ finding, gone_at: gone }) =>
    finding.kind === 'not-found' && gone === null && finding.category !== null ? [finding.category] : [],
  )
  const found = findDrift({ systems, pack, collected: ports.collected, missing })
  const { fresh, known, gone } = compare(rows, found)
  const today = at
    .toZonedDateTimeISO(pack.calendar?.timeZone ?? JAPAN.timeZone)
    .toPlainDate()
    .toString()
  const reopened = known.flatMap((one) => {
    const decision = decisions.get(one.id)
    const why = decision === undefined ? undefined : reopening(one, decision, today)
    return decision === undefined || why === undefined ? [] : [{ one, decision, why }]
  })
  const back = known.filter(({ row }) => row.gone_at !== null)
  await store.saveDrift(tx, organisation, asDate(at), [...fresh, ...known])
  await store.markGone(
    tx,
    organisation,
    gone.map(({ id }) => id),
    asDate(at),
  )
  await store.endDecisions(
    tx,
    organisation,
    reopened.map(({ decision }) => decision.id),
    asDate(at),
  )
  const facts = await ledger.append(tx, organisation, [
    ...[...fresh, ...back].map((one) =>
      driftFact('catalog.drift-found', at, actor, one, { confidence: one.finding.confidence }),
    ),
    ...reopened.map(({ one, why }) => driftFact('catalog.drift-reopened', at, actor, one, { why })),
    ...gone.map((row) => driftFact('catalog.drift-gone', at, actor, row)),
  ])
  const ended = new Set(reopened.map(({ decision }) => decision.drift_id))
  const open = [...fresh, ...known].filter(({ id }) => !decisions.has(id) || ended.has(id))
  const evidence = ports.because ?? facts.at(-1)?.id
  await keepDuties(ports, tx, organisation, open, [...rows.map((row) => row.finding), ...systems], evidence)
}

/** What a duty is about: a system, or the pack where no system is concerned. */
const scopeOf = ({ source }: Pick<Finding, 'source'>): string => source ?? wholePack

const wholePack = 'categories'

async function keepDuties(
  { ledger, at, pack, actor = system }: ReckonPorts,
  tx: Tx,
  organisation: string,
  open: readonly { finding: Finding }[],
  scopes: readonly (Finding | System)[],
  evidence: string | undefined,
): Promise<void> {
  const kind = 'catalog.decide-drift'
  const waiting = Map.groupBy(open, ({ finding }) => scopeOf(finding))
  for (const [scope, drifts] of waiting) {
    const { due, warnAt, steps } = dueFrom(pack, at)
    const promises = [...new Set(drifts.flatMap(({ finding }) => promisesOf(pack, finding)))].toSorted()
    const ofPack = scope === wholePack
    const subject = ofPack
      ? { kind: 'policy', id: scope, label: pack.organisation?.name.ja ?? pack.name.ja }
      : { kind: 'source', id: scope, label: scope }
    const ownerRole = ofPack ? 'privacy-manager' : 'engineer'
    await openDuty(ledger, tx, organisation, {
      kind,
      subject,
      ownerRole,
      promises,
      at,
      due,
      warn: warnAt,
      reckoning: steps,
    })
  }
  const all = new Set([wholePack, ...scopes.map((one) => ('key' in one ? one.key : scopeOf(one)))])
  for (const scope of all) {
    if (waiting.has(scope) || evidence === undefined) continue
    const subject = { kind: scope === wholePack ? 'policy' : 'source', id: scope }
    await closeDuty(ledger, tx, organisation, { kind, subject, at, actor, evidence })
  }
}

function dueFrom(pack: Pack, at: Temporal.Instant) {
  const computed = deadline(driftRule, at, pack.calendar ?? CalendarSchema.parse(JAPAN))
  if (!computed.ok)
    throw new Error(`the deadline of ${pack.id} cannot be computed: ${computed.problem.message.en}`)
  return computed.value
}
