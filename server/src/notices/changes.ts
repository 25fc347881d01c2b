// SPDX-License-Identifier: Apache-2.0
import { addPeriod, parsePeriod, Temporal } from '@yakusoku/core/calendar'
import { findPromise, SECTIONS, type ElementOf, type Kind, type Pack } from '@yakusoku/core/packs'

/** The moments a revision of the policy brings about by itself; a pack's notices name them in `on`. */
export const revisionEvents = [
  'policy-revised',
  'policy-updated',
  'material-change',
  'significant-update',
  'purpose-changed',
  'purpose-planned',
  'group-change',
] as const

type Notice = ElementOf<'notice'>
type Element = { readonly id: string }

const listOf = (pack: Pack, kind: Kind): readonly Element[] => pack[SECTIONS[kind]]

/** Ids of the elements of a kind that are new, gone or different. */
function changedOf(pack: Pack, previous: Pack, kind: Kind): string[] {
  const texts = (of: Pack) => new Map(listOf(of, kind).map((one) => [one.id, JSON.stringify(one)]))
  const [now, before] = [texts(pack), texts(previous)]
  return [...new Set([...now.keys(), ...before.keys()])].filter((id) => now.get(id) !== before.get(id))
}

/**
 * What a new version is, beside the one before it. Material is a change of service, law or security, as its summary
 * says, or of purposes, recipients or keeping, whatever it says; significant is a change of the service itself, of its
 * purposes or its recipients.
 */
export function eventsOf(pack: Pack, previous: Pack): string[] {
  const kinds = new Set<string>(pack.changes.map((change) => change.kind))
  const changed = (kind: Kind) => changedOf(pack, previous, kind).length > 0
  const purposes = changed('purpose')
  const newPurposes = pack.purposes.some(({ id }) => !previous.purposes.some((one) => one.id === id))
  const weighty = purposes || changed('recipient')
  const told = ['service', 'law', 'security'].some((kind) => kinds.has(kind))
  const happened: Record<(typeof revisionEvents)[number], boolean> = {
    'policy-revised': true,
    'policy-updated': true,
    'material-change': told || weighty || changed('retention') || changed('category'),
    'significant-update': kinds.has('service') || weighty,
    'purpose-changed': purposes,
    'purpose-planned': newPurposes,
    'group-change': changed('entity'),
  }
  return revisionEvents.filter((event) => happened[event])
}

/** A notice and the version that promises it. */
export interface Promised {
  readonly notice: Notice
  readonly by: Pack
}

/**
 * The notices that a new version calls for: those the version before it promised, which bind for this change though
 * the new one promises less, and those that the new one adds. The first version changes nothing for anybody.
 */
export function noticesOf(pack: Pack, previous: Pack | undefined): Promised[] {
  if (previous === undefined) return []
  const events = eventsOf(pack, previous)
  return [pack, previous].flatMap((by) =>
    by.notices.flatMap((notice) =>
      notice.on !== undefined && events.includes(notice.on) ? [{ notice, by }] : [],
    ),
  )
}

/** The earliest day a version published on `today` may come into force, and the notice that asks for it. */
export function earliestEffective(
  pack: Pack,
  previous: Pack | undefined,
  today: Temporal.PlainDate,
): { day: Temporal.PlainDate; notice: Notice | undefined } {
  let found = { day: today, notice: undefined as Notice | undefined }
  for (const { notice } of noticesOf(pack, previous)) {
    const period = notice.ahead === undefined ? undefined : parsePeriod(notice.ahead)
    const day = period?.ok ? addPeriod(today, period.value) : undefined
    if (day?.ok && Temporal.PlainDate.compare(day.value, found.day) > 0) found = { day: day.value, notice }
  }
  return found
}

const byId = <T extends Element>(list: readonly T[], id: string) => list.find((one) => one.id === id)

/** The kinds of element that are tied to categories, and how. */
const tied = {
  category: (id) => [id],
  purpose: (id, of) => byId(of.purposes, id)?.uses ?? [],
  retention: (id, of) => byId(of.retention, id)?.categories ?? [],
  recipient: (id, of) => byId(of.recipients, id)?.categories ?? [],
} as const satisfies Partial<Record<Kind, (id: string, of: Pack) => readonly string[]>>

const isTied = (kind: Kind): kind is keyof typeof tied => Object.hasOwn(tied, kind)

/**
 * The categories a new version changes something about, as Fides keys; `null` when it may concern everybody, which
 * also holds for what cannot be tied to a category, and for a category that no connected system can be asked about.
 */
export function concernedBy(pack: Pack, previous: Pack): string[] | null {
  const categories = new Set<string>()
  const elements = new Set<string>()
  for (const kind of Object.keys(SECTIONS) as Kind[])
    for (const id of changedOf(pack, previous, kind)) {
      const found = isTied(kind) ? [pack, previous].flatMap((of) => tied[kind](id, of)) : []
      if (found.length === 0) return null
      for (const one of found) categories.add(one)
      elements.add(`${kind}:${id}`)
    }
  if (categories.size === 0 || saysMore(pack, previous, elements)) return null
  const keys = [...categories].map((id) =>
    [pack, previous].flatMap((of) => byId(of.categories, id)?.fides ?? []),
  )
  return keys.some((found) => found.length === 0) ? null : [...new Set(keys.flat())].sort()
}

/** Whether a promise changed that none of the changed elements keeps: it may be about anybody. */
function saysMore(pack: Pack, previous: Pack, elements: ReadonlySet<string>): boolean {
  const ids = new Set([pack, previous].flatMap(({ promises }) => promises.map(({ id }) => id)))
  return [...ids].some((id) => {
    const [now, before] = [pack, previous].map((of) => findPromise(of, id))
    if (JSON.stringify(now) === JSON.stringify(before)) return false
    const keepers = [now, before].flatMap((one) => one?.keptBy ?? [])
    return !keepers.some((one) => elements.has(`${one.kind}:${one.id}`))
  })
}
