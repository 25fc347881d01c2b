// SPDX-License-Identifier: Apache-2.0
import { parsePeriod, Temporal, turnOn, type DeadlineRule, type Result } from '@yakusoku/core/calendar'
import { promisesKeptBy, type ElementOf, type Pack } from '@yakusoku/core/packs'
import type { Text } from '../kernel/index.ts'
import type { EvidenceKind } from './contract.ts'

/** Evidence that a cycle asks for. */
export interface Wanted {
  readonly id: string
  readonly kind: EvidenceKind
  readonly name: Text
}

/** What a pack promises to do again and again: a duty with `every`, or a safeguard whose document is renewed. */
export interface Recurring {
  /** `duty:…` or `safeguard:…`. */
  readonly reference: string
  readonly name: Text
  readonly description: Text | null
  readonly every: string
  /** Counted from the start of each cycle. */
  readonly rule: DeadlineRule
  /** The role of the operators who own it. */
  readonly owner: string
  readonly wanted: readonly Wanted[]
  readonly promises: readonly string[]
}

/** Everything of a pack that recurs and is in force on a day (YYYY-MM-DD). */
export function recurringOf(pack: Pack, day: string): Recurring[] {
  const standing = ({ effectiveFrom = day, effectiveTo = day }: ElementOf<'duty' | 'safeguard'>) =>
    effectiveFrom <= day && day <= effectiveTo
  return [
    ...pack.duties.filter(standing).flatMap((duty) => fromDuty(pack, duty)),
    ...pack.safeguards.filter(standing).map((safeguard) => fromSafeguard(pack, safeguard)),
  ]
}

function fromDuty(pack: Pack, duty: ElementOf<'duty'>): Recurring[] {
  if (duty.every === undefined) return []
  const wanted = duty.evidence.flatMap((id) => pack.evidence.filter((one) => one.id === id))
  return [
    {
      ...common(pack, `duty:${duty.id}`, duty),
      every: duty.every,
      rule: duty.due,
      wanted: wanted.map(({ id, kind, name }) => ({ id, kind, name })),
    },
  ]
}

/** Its document is first due one warning ahead of nothing, so that much after the start, and then every `renewEvery`. */
function fromSafeguard(pack: Pack, safeguard: ElementOf<'safeguard'>): Recurring {
  return {
    ...common(pack, `safeguard:${safeguard.id}`, safeguard),
    every: safeguard.renewEvery,
    rule: renewalRule(safeguard.warn),
    wanted: [{ id: 'document', kind: 'file', name: safeguard.document }],
  }
}

/** The duty to renew runs for as long as the pack warns ahead of the end, and warns the whole time. */
function renewalRule(warn: ElementOf<'safeguard'>['warn']): DeadlineRule {
  if ('days' in warn) return { convention: 'CALENDAR_DAYS', days: Math.max(1, warn.days), warn }
  if ('hours' in warn) return { convention: 'HOURS', hours: Math.max(24, warn.hours), warn }
  return { convention: 'BUSINESS_DAYS', days: warn.businessDays, warn }
}

function common(pack: Pack, reference: string, element: ElementOf<'duty' | 'safeguard'>) {
  const owner = pack.roles.find(({ id }) => id === element.owner)
  return {
    reference,
    name: element.name,
    description: element.description ?? null,
    owner: owner?.account ?? 'privacy-manager',
    promises: promisesKeptBy(pack, reference),
  }
}

/** The cycle of an element that was opened last. */
export interface LastCycle {
  readonly anchor: string
  readonly every: string
  readonly starts: string
}

/** A cycle to be opened. */
export interface DueCycle extends LastCycle {
  /** The day on which the next cycle starts. */
  readonly ends: string
  /** How many cycles passed since the last one without being opened, while nothing ran. */
  readonly missed: number
}

/**
 * The cycle that runs on a day, where it was not opened yet. A series starts on `since` and is counted from there, so
 * that a month's end stays one; another period begins where the running cycle ends; an element that was dropped and
 * has come back since starts anew.
 */
export function dueCycle(
  every: string,
  {
    since,
    last,
    day,
  }: { readonly since: string; readonly last: LastCycle | undefined; readonly day: string },
): Result<DueCycle | undefined> {
  if (day < since) return { ok: true, value: undefined }
  const known = last !== undefined && last.starts >= since ? last : undefined
  if (known === undefined || known.every === every) {
    const anchor = known?.anchor ?? since
    return within({ anchor, every, after: known?.starts }, day)
  }
  const running = turn(known.anchor, known.every, known.starts)
  if (!running.ok) return running
  const anchor = running.value.next.toString()
  return day < anchor ? { ok: true, value: undefined } : within({ anchor, every, after: undefined }, day)
}

function within(
  { anchor, every, after }: { anchor: string; every: string; after: string | undefined },
  day: string,
): Result<DueCycle | undefined> {
  const found = turn(anchor, every, day)
  if (!found.ok) return found
  const starts = found.value.day.toString()
  if (after !== undefined && starts <= after) return { ok: true, value: undefined }
  const before = after === undefined ? undefined : turn(anchor, every, after)
  if (before !== undefined && !before.ok) return before
  const missed = found.value.turn - (before === undefined ? 0 : before.value.turn + 1)
  return { ok: true, value: { anchor, every, starts, ends: found.value.next.toString(), missed } }
}

function turn(anchor: string, every: string, day: string): ReturnType<typeof turnOn> {
  const period = parsePeriod(every)
  if (!period.ok) return period
  return turnOn(Temporal.PlainDate.from(anchor), period.value, Temporal.PlainDate.from(day))
}

/**
 * The day from which an element's cycles count: the day of the oldest version that has had it without a break up to
 * the one in force, and not before the programme itself began (YYYY-MM-DD, all of them).
 */
export function sinceOf(
  history: readonly Pack[],
  inForce: Pack,
  { reference, begun }: { readonly reference: string; readonly begun: string },
): string {
  const upToNow = history.filter(({ effective }) => effective <= inForce.effective)
  const without = upToNow.findLastIndex((pack) => !has(pack, reference))
  const first = upToNow[without + 1] ?? inForce
  const [kind, id] = reference.split(':')
  const element = (kind === 'duty' ? inForce.duties : inForce.safeguards).find((one) => one.id === id)
  return [first.effective, element?.effectiveFrom ?? begun, begun].toSorted().at(-1) as string
}

const has = (pack: Pack, reference: string): boolean =>
  pack.duties.some(({ id, every }) => every !== undefined && reference === `duty:${id}`) ||
  pack.safeguards.some(({ id }) => reference === `safeguard:${id}`)

/** What of a pack this capability carries out, as references of `keptBy`. */
export const recurringReferences = (pack: Pack): Set<string> =>
  new Set([
    ...pack.duties.flatMap(({ id, every }) => (every === undefined ? [] : [`duty:${id}`])),
    ...pack.safeguards.map(({ id }) => `safeguard:${id}`),
  ])

/** Whether an operator with these roles owns a cycle: by its own role, or as who manages privacy. */
export const owns = (roles: readonly string[], ownerRole: string): boolean =>
  roles.includes(ownerRole) || roles.includes('privacy-manager')

/** Whether an operator with these roles may read evidence: its owners, and who audits. */
export const mayRead = (roles: readonly string[], ownerRole: string): boolean =>
  owns(roles, ownerRole) || roles.includes('auditor')
