// SPDX-License-Identifier: Apache-2.0
// Emergency uses as they are read: the duty to review, what was asked, and what the review found.
import type { Fact } from '@yakusoku/core/ledger'
import { inOrganisation } from '../database/index.ts'
import { dutiesOfKind } from '../duties/index.ts'
import type { Reference } from '../ledger/index.ts'
import type { GateReview, GateReviewPage } from './contract.ts'
import type { GatePorts } from './ports.ts'
import { factsOf, isOwn, reviewDuty, type UseFacts } from './reviews.ts'

/** How many are read at once: all that wait, or a page of those reviewed. */
const mostOpen = 200
const pageLength = 50

/** Which reviews to list. */
export interface ReviewFilter {
  readonly state: 'open' | 'closed'
  readonly before?: string | undefined
}

/** Emergency uses that wait for their review, the earliest due first, or those reviewed, the newest first. */
export async function listReviews(
  ports: GatePorts,
  organisation: string,
  { state, before }: ReviewFilter,
  reader: Reference,
): Promise<GateReviewPage> {
  const { db, clock } = ports
  const open = state === 'open'
  const limit = open ? mostOpen : pageLength + 1
  const found = await inOrganisation(db, organisation, async (tx) => {
    const duties = await dutiesOfKind(
      tx,
      organisation,
      { kind: reviewDuty, open, before, limit },
      clock.now(),
    )
    const rows: Row[] = []
    for (const duty of duties) rows.push({ duty, facts: await factsOf(tx, organisation, duty.subject.id) })
    return rows
  })
  const shown = open ? found : found.slice(0, pageLength)
  const names = await ports.namesOf([...new Set(shown.flatMap(({ facts }) => operatorsIn(facts)))])
  return {
    reviews: shown.flatMap((row) => viewOf(row, names, reader)),
    next: shown.length < found.length ? (shown.at(-1)?.duty.id ?? null) : null,
  }
}

interface Row {
  readonly duty: Awaited<ReturnType<typeof dutiesOfKind>>[number]
  readonly facts: UseFacts
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Ids in the facts of a use that may be those of operators. */
const operatorsIn = ({ permitted, reviewed }: UseFacts): string[] =>
  [permitted?.actor.id, textOf(permitted, 'actor'), reviewed?.actor.id].filter(
    (id): id is string => id !== undefined && id !== null && uuid.test(id),
  )

function viewOf({ duty, facts }: Row, names: ReadonlyMap<string, string>, reader: Reference): GateReview[] {
  const { permitted, reviewed } = facts
  if (!permitted) return []
  const actor = textOf(permitted, 'actor') ?? ''
  const { state, dueAt, reckoning, ownerRole, promises } = duty
  const { conditions } = permitted.clear
  return [
    {
      use: duty.subject.id,
      title: duty.title,
      at: permitted.time,
      act: textOf(permitted, 'act') ?? '',
      category: textOf(permitted, 'category') ?? '',
      purpose: textOf(permitted, 'purpose') ?? '',
      recipient: textOf(permitted, 'recipient'),
      ground: textOf(permitted, 'ground'),
      client: textOf(permitted, 'client'),
      conditions: Array.isArray(conditions) ? conditions.map(String) : [],
      document: permitted.clear['document'] === true,
      actor: { id: actor, name: names.get(actor) ?? null },
      askedBy: named(permitted.actor, names),
      fact: permitted.id,
      state,
      dueAt,
      reckoning,
      ownerRole,
      promises,
      own: isOwn(facts, reader),
      reviewed: reviewed === undefined ? null : reviewedView(reviewed, names),
    },
  ]
}

const reviewedView = (reviewed: Fact, names: ReadonlyMap<string, string>): GateReview['reviewed'] => ({
  at: reviewed.time,
  by: named(reviewed.actor, names),
  outcome: reviewed.clear['outcome'] === 'justified' ? 'justified' : 'not-justified',
  document: reviewed.clear['document'] === true,
  fact: reviewed.id,
})

const named = ({ kind, id }: Reference, names: ReadonlyMap<string, string>) => ({
  kind,
  id,
  name: names.get(id) ?? kind,
})

function textOf(fact: Fact | undefined, name: string): string | null {
  const value = fact?.clear[name]
  return typeof value === 'string' ? value : null
}
