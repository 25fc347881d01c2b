// SPDX-License-Identifier: Apache-2.0
import { addPeriod, parsePeriod, Temporal } from '@yakusoku/core/calendar'
import { SECTIONS, type ElementOf, type Kind, type Pack } from '@yakusoku/core/packs'

/** The moments a revision of the policy brings about by itself; a pack's notices name them in `on`. */
export const revisionEvents = [
  'policy-revised',
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
    'material-change': told || weighty || changed('retention') || changed('category'),
    'significant-update': kinds.has('service') || weighty,
    'purpose-changed': purposes,
    'purpose-planned': newPurposes,
    'group-change': changed('entity'),
  }
  return revisionEvents.filter((event) => happened[event])
}

/** The pack's notices that a new version calls for; the first version changes nothing for anybody. */
export function noticesOf(pack: Pack, previous: Pack | undefined): Notice[] {
  if (previous === undefined) return []
  const events = eventsOf(pack, previous)
  return pack.notices.filter(({ on }) => on !== undefined && events.includes(on))
}

/** The earliest day a version published on `today` may come into force, and the notice that asks for it. */
export function earliestEffective(
  pack: Pack,
  previous: Pack | undefined,
  today: Temporal.PlainDate,
): { day: Temporal.PlainDate; notice: Notice | undefined } {
  let found = { day: today, notice: undefined as Notice | undefined }
  for (const notice of noticesOf(pack, previous)) {
    const period = notice.ahead === undefined ? undefined : parsePeriod(notice.ahead)
    const day = period?.ok ? addPeriod(today, period.value) : undefined
    if (day?.ok && Temporal.PlainDate.compare(day.value, found.day) > 0) found = { day: day.value, notice }
  }
  return found
}

/**
 * The categories a new version changes something about, as Fides keys; `null` when it may concern everybody, which
 * also holds for what cannot be tied to a category.
 */
export function concernedBy(pack: Pack, previous: Pack): string[] | null {
  const categories = new Set<string>()
  const add = (kind: Kind, categoriesOf: (id: string, of: Pack) => readonly string[]) => {
    for (const id of changedOf(pack, previous, kind))
      for (const version of [pack, previous]) for (const one of categoriesOf(id, version)) categories.add(one)
  }
  const byId = <T extends Element>(list: readonly T[], id: string) => list.find((one) => one.id === id)
  add('category', (id) => [id])
  add('purpose', (id, of) => byId(of.purposes, id)?.uses ?? [])
  add('retention', (id, of) => byId(of.retention, id)?.categories ?? [])
  add('recipient', (id, of) => byId(of.recipients, id)?.categories ?? [])
  const tied: readonly Kind[] = ['category', 'purpose', 'retention', 'recipient']
  const kinds = Object.keys(SECTIONS) as Kind[]
  const others = kinds.filter((kind) => !tied.includes(kind) && changedOf(pack, previous, kind).length > 0)
  if (categories.size === 0 || others.length > 0) return null
  const fides = [...pack.categories, ...previous.categories].flatMap((one) =>
    categories.has(one.id) ? one.fides : [],
  )
  return fides.length === 0 ? null : [...new Set(fides)].sort()
}
