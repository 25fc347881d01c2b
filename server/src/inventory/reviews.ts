// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto'
import { deadline, JAPAN, type DeadlineRule } from '@yakusoku/core/calendar'
import { promisesKeptBy, type Pack } from '@yakusoku/core/packs'
import { inOrganisation, type Tx } from '../database/index.ts'
import { closeDuty, openDuties, openDuty } from '../duties/index.ts'
import { instantOf, newId, refuse } from '../kernel/index.ts'
import type { Reference } from '../ledger/index.ts'
import { departmentsOf } from './entries.ts'
import type { InventoryPorts } from './ports.ts'
import { inventoryRefusals } from './refusals.ts'
import * as store from './store.ts'

/** Kind of the duty to review. */
export const reviewDuty = 'inventory.review'

/** What is reviewed at once: everything, or what one department handles. */
export interface Scope {
  readonly key: string
  readonly label: string
  readonly entries: readonly store.EntryRow[]
}

/** The duties of a policy that a review of the inventory carries out: by the standard’s id, or by saying so. */
function reviewDuties(pack: Pack) {
  return pack.duties.filter(
    ({ id, meets }) => id === 'inventory-review' || meets.includes('inventory-review'),
  )
}

/** The promises that the inventory serves. */
export function promisesOf(pack: Pack): string[] {
  return [...new Set(reviewDuties(pack).flatMap(({ id }) => promisesKeptBy(pack, `duty:${id}`)))]
}

/** The duties of a policy that the reviews of a begun inventory are, as references; none while it holds no entry. */
export async function reviewedHere(tx: Tx, organisation: string, pack: Pack): Promise<string[]> {
  const begun = (await store.entries(tx, organisation)).some(({ state }) => state === 'open')
  return begun ? reviewDuties(pack).map(({ id }) => `duty:${id}`) : []
}

/** The scopes in which an inventory is reviewed. Entries that name no department are reviewed as one of their own. */
export function scopesOf(rows: readonly store.EntryRow[], by: 'whole' | 'department'): Scope[] {
  const open = rows.filter(({ state }) => state === 'open')
  if (open.length === 0) return []
  if (by === 'whole') return [{ key: 'whole', label: '個人情報管理台帳 / Inventory', entries: open }]
  const named = open.flatMap((entry) => departmentsOf(entry.cells).map((label) => ({ label, entry })))
  const departments = [...Map.groupBy(named, ({ label }) => label)].toSorted(([a], [b]) => (a < b ? -1 : 1))
  const nameless = open.filter(({ cells }) => departmentsOf(cells).length === 0)
  return [
    ...departments.map(([label, own]) => ({
      key: departmentKey(label),
      label,
      entries: own.map(({ entry }) => entry),
    })),
    ...(nameless.length > 0
      ? [{ key: 'department-none', label: '部署なし / no department', entries: nameless }]
      : []),
  ]
}

/** A name somebody typed does not stand in facts; its digest tells departments apart. */
function departmentKey(label: string): string {
  return `department-${createHash('sha256').update(label).digest('hex').slice(0, 16)}`
}

function subjectOf({ key, label }: Pick<Scope, 'key' | 'label'>) {
  return { kind: 'inventory', id: key, label }
}

/** Opens the duties of review that are missing, and closes those whose scope is no more, with `evidence`. */
export async function settleDuties(
  ports: InventoryPorts,
  tx: Tx,
  organisation: string,
  actor: Reference,
  evidence: string,
): Promise<void> {
  const { review_by: by } = await store.plan(tx, organisation)
  const scopes = scopesOf(await store.entries(tx, organisation), by)
  const at = ports.clock.now()
  const open = (await openDuties(tx, organisation, at, 10_000)).filter(({ kind }) => kind === reviewDuty)
  const wanted = new Set(scopes.map(({ key }) => key))
  for (const { subject } of open)
    if (!wanted.has(subject.id))
      await closeDuty(ports.ledger, tx, organisation, {
        kind: reviewDuty,
        subject,
        at,
        actor,
        evidence,
        withdrawn: true,
      })
  const standing = new Set(open.map(({ subject }) => subject.id))
  for (const scope of scopes) if (!standing.has(scope.key)) await openReview(ports, tx, organisation, scope)
}

/**
 * A year after the entry was reviewed, or made, that waits longest; the policy may ask for more often. Whatever the
 * scopes are called meanwhile, no entry waits longer for that.
 */
async function openReview(ports: InventoryPorts, tx: Tx, organisation: string, scope: Scope): Promise<void> {
  const pack = ports.inForce(organisation)
  const [own] = reviewDuties(pack)
  const rule: DeadlineRule = {
    convention: 'CIVIL_CODE_PERIOD',
    period: own?.every ?? 'P1Y',
    warn: { days: 60 },
  }
  const looked = scope.entries.map((entry) => (entry.reviewed_at ?? entry.created_at).getTime())
  const from = instantOf(new Date(looked.reduce((a, b) => Math.min(a, b))))
  const term = deadline(rule, from, pack.calendar ?? JAPAN)
  if (!term.ok) throw new Error(`the review of ${organisation} has no deadline: ${term.problem.message.en}`)
  await openDuty(ports.ledger, tx, organisation, {
    kind: reviewDuty,
    subject: subjectOf(scope),
    ownerRole: 'privacy-manager',
    promises: promisesOf(pack),
    at: ports.clock.now(),
    due: term.value.due,
    warn: term.value.warnAt,
    reckoning: term.value.steps,
  })
}

/** Records that the inventory, or what a department handles, was reviewed; the duty closes and the next one opens. */
export async function review(
  ports: InventoryPorts,
  organisation: string,
  actor: Reference,
  wanted: string,
): Promise<void> {
  await inOrganisation(ports.db, organisation, async (tx) => {
    await store.lock(tx, organisation)
    const rows = await store.entries(tx, organisation)
    const { review_by: by } = await store.plan(tx, organisation)
    const scopes = scopesOf(rows, wanted === 'whole' ? 'whole' : by)
    const scope = scopes.find(({ key }) => key === wanted)
    if (scope === undefined) throw refuse(inventoryRefusals, 'inventory.nothing-to-review')
    const at = ports.clock.now()
    const evidence = await record(ports, tx, organisation, actor, scope)
    for (const one of wanted === 'whole' ? scopesOf(rows, by) : [scope])
      await closeDuty(ports.ledger, tx, organisation, {
        kind: reviewDuty,
        subject: subjectOf(one),
        at,
        actor,
        evidence,
      })
    await settleDuties(ports, tx, organisation, actor, evidence)
  })
}

/** Writes a review down with its fact, which names the revisions that were looked at by their digest; gives its id. */
async function record(
  ports: InventoryPorts,
  tx: Tx,
  organisation: string,
  actor: Reference,
  { key, label, entries }: Scope,
): Promise<string> {
  const at = ports.clock.now()
  const state = entries.map(({ id, revision }) => `${id}@${revision}`).join('\n')
  const [fact] = await ports.ledger.append(tx, organisation, [
    {
      type: 'inventory.reviewed',
      at,
      actor,
      subject: { kind: 'inventory', id: key },
      clear: { entries: entries.length, revisions: createHash('sha256').update(state).digest('hex') },
      promises: promisesOf(ports.inForce(organisation)),
    },
  ])
  const date = new Date(at.epochMilliseconds)
  await store.saveReview(tx, organisation, {
    id: newId(),
    scope: key,
    label,
    at: date,
    actor_kind: actor.kind,
    actor_id: actor.id,
    entries: entries.length,
    fact: fact?.id as string,
  })
  const ids = entries.map(({ id }) => id)
  await store.markReviewed(tx, organisation, ids, date)
  return fact?.id as string
}

/** Chooses whether the inventory is reviewed as a whole or by department. */
export async function planReviews(
  ports: InventoryPorts,
  organisation: string,
  actor: Reference,
  by: 'whole' | 'department',
): Promise<void> {
  await inOrganisation(ports.db, organisation, async (tx) => {
    await store.lock(tx, organisation)
    const before = await store.plan(tx, organisation)
    if (before.review_by === by) return
    await store.savePlan(tx, organisation, { ...before, review_by: by })
    const [fact] = await ports.ledger.append(tx, organisation, [
      {
        type: 'inventory.review-planned',
        at: ports.clock.now(),
        actor,
        subject: { kind: 'inventory', id: 'whole' },
        clear: { by },
        promises: promisesOf(ports.inForce(organisation)),
      },
    ])
    await settleDuties(ports, tx, organisation, actor, fact?.id as string)
  })
}
