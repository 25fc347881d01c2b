// SPDX-License-Identifier: Apache-2.0
import { actorName, type Receiver, type Standing } from '@yakusoku/core/gate'
import type { BodyOf, StandingKind } from './contract.ts'
import type { EntryRow } from './store.ts'

/** The days (YYYY-MM-DD) on which notices of the system had gone out, by notice and by version. */
export interface Told {
  readonly notices: ReadonlyMap<string, string>
  readonly versions: ReadonlyMap<string, string>
}

/** An entry as far as it is weighed. */
export type Weighed = Pick<EntryRow, 'kind' | 'id' | 'body' | 'since' | 'until'> &
  Partial<Pick<EntryRow, 'ended_at'>>

/** Whether an entry that was not ended stands on a day. */
export const standsOn = ({ since, until }: Pick<Weighed, 'since' | 'until'>, on: string): boolean =>
  since <= on && (until === null || on <= until)

/** What the gate weighs, made of the entries; of those that were ended only actors count, who then have no role. */
export function standingOf(rows: readonly Weighed[], told: Told, on: string): Standing {
  const of = entriesOn(rows, on)
  const notices = new Map(told.notices)
  for (const { body, since } of of('notice'))
    if (since > (notices.get(body.notice) ?? '')) notices.set(body.notice, since)
  return {
    receivers: Object.fromEntries(of('receiver').map(({ id, body }) => [id, receiverOf(body)])),
    notices: Object.fromEntries(notices),
    assessments: of('assessment').map(({ body }) => body.purpose),
    filed: of('filing').map(({ body }) => body.ground),
    checked: of('check').map(({ body }) => body.recipient),
    approvals: of('approval').map(({ body, until }) => approvalOf(body, until)),
    actors: actorsOf(rows, on),
    ...otherNames(rows),
    clearances: byActor(of('clearance').map(({ body }) => [body.actor, body.category])),
    assignments: byActor(of('assignment').map(({ body }) => [body.actor, body.client])),
    newPurposes: Object.fromEntries(
      of('new-purpose').map(({ body }) => [
        body.purpose,
        { related: body.related, told: body.told ?? told.versions.get(body.version) },
      ]),
    ),
    clients: Object.fromEntries(
      of('client').map(({ id, body: { within } }) => [id, within === undefined ? {} : { within }]),
    ),
    troubles: of('trouble').map(({ body }) => body.recipient),
  }
}

type EntryOf<K extends StandingKind> = Weighed & { readonly body: BodyOf<K> }

const entriesOn = (rows: readonly Weighed[], on: string) => {
  const standing = rows.filter((row) => !row.ended_at && standsOn(row, on))
  return <K extends StandingKind>(kind: K) =>
    standing.filter((row): row is EntryOf<K> => row.body.kind === kind)
}

// Who was registered stays known when that is over: otherwise a caller could claim the roles that were taken away.
const actorsOf = (rows: readonly Weighed[], on: string): Standing['actors'] =>
  Object.fromEntries(
    rows.flatMap((row) =>
      row.body.kind === 'actor'
        ? [
            [
              actorName(row.body.type, row.body.actor),
              !row.ended_at && standsOn(row, on) ? row.body.roles : [],
            ],
          ]
        : [],
    ),
  )

/**
 * The actors by their other names; also those whose days are over: under these too they have no role any more. Who has a
 * name now comes after who had it.
 */
function otherNames(rows: readonly Weighed[]): Pick<Standing, 'also'> {
  const former = (row: Weighed): number => (row.ended_at ? 0 : 1)
  const names = rows
    .toSorted((a, b) => former(a) - former(b))
    .flatMap(({ body }) =>
      body.kind === 'actor'
        ? (body.also ?? []).map((one) => [actorName(body.type, one), body.actor] as const)
        : [],
    )
  return names.length > 0 ? { also: Object.fromEntries(names) } : {}
}

const receiverOf = (body: BodyOf<'receiver'>): Receiver => ({
  class: body.class,
  entity: body.entity,
  country: body.country,
  contractUntil: body.contractUntil,
  assessedUntil: body.assessedUntil,
})

const approvalOf = (
  { kind: _kind, document: _document, ...approval }: BodyOf<'approval'>,
  until: string | null,
) => ({ ...approval, ...(until !== null && { until }) })

function byActor(pairs: readonly (readonly [string, string])[]): Record<string, string[]> {
  const found = new Map<string, string[]>()
  for (const [actor, id] of pairs) found.set(actor, [...(found.get(actor) ?? []), id])
  return Object.fromEntries(found)
}
