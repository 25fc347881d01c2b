// SPDX-License-Identifier: Apache-2.0
import { SECTIONS, type Kind, type PackData } from '@yakusoku/core/packs'
import { reversed, together, type Detail, type Effect, type ElementChange } from './change.ts'
import { COMING, MEANINGS, WORDS } from './meanings.ts'

type Fields = Readonly<Record<string, unknown>>
type Element = Fields & { readonly id: string; readonly name: ElementChange['name'] }

/** Every element that came, went or changed between two versions of a pack, in the order of the format. */
export function elementChanges(older: PackData, newer: PackData): ElementChange[] {
  const keeping = keepersOf(older, newer)
  return (Object.keys(SECTIONS) as Kind[]).flatMap((kind) => {
    const [before, after] = [older, newer].map((pack) => byId(pack[SECTIONS[kind]]))
    const ids = new Set([...(after?.keys() ?? []), ...(before?.keys() ?? [])])
    return [...ids].flatMap((id) => {
      const change = changeOf(kind, before?.get(id), after?.get(id))
      if (!change) return []
      const categories = [older, newer].flatMap((pack) => categoriesOf(pack, kind, id))
      return [
        {
          ...change,
          kind,
          promises: [...(keeping.get(`${kind}:${id}`) ?? [])],
          categories: [...new Set(categories)],
        },
      ]
    })
  })
}

const byId = (elements: readonly { id: string }[]): Map<string, Element> =>
  new Map(elements.map((element) => [element.id, element as Element]))

/** The promises that each element helps to keep, in either version. */
function keepersOf(...packs: readonly PackData[]): Map<string, Set<string>> {
  const keeping = new Map<string, Set<string>>()
  for (const { id, keptBy } of packs.flatMap(({ promises }) => promises))
    for (const reference of keptBy)
      keeping.set(reference, (keeping.get(reference) ?? new Set<string>()).add(id))
  return keeping
}

type Bare = Omit<ElementChange, 'kind' | 'promises' | 'categories'>

function changeOf(kind: Kind, before: Element | undefined, after: Element | undefined): Bare | undefined {
  const known = after ?? before
  if (!known) return undefined
  const { id, name } = known
  const coming = COMING[kind] ?? 'unclear'
  if (!before) return { what: 'added', id, name, effect: coming, details: [] }
  if (!after) return { what: 'removed', id, name, effect: reversed(coming), details: [] }
  const details = detailsOf(kind, before, after)
  if (details.length === 0) return undefined
  return { what: 'changed', id, name, effect: together(details.map(({ effect }) => effect)), details }
}

/** What changed inside two objects, one level further down where a field is judged there. */
export function detailsOf(kind: Kind | undefined, before: Fields, after: Fields, prefix = ''): Detail[] {
  const keys = [...new Set([...Object.keys(after), ...Object.keys(before)])]
  return keys.flatMap((key) => {
    const [old, now] = [before[key], after[key]]
    if (key === 'id' || alike(old, now)) return []
    const field = `${prefix}${key}`
    if (isDeeper(kind, field) && isObject(old) && isObject(now)) return detailsOf(kind, old, now, `${field}.`)
    const detail = { field, effect: judged(kind, field, old, now), before: shown(old), after: shown(now) }
    return [Array.isArray(old) && Array.isArray(now) ? { ...detail, ...movedIn(old, now) } : detail]
  })
}

const isDeeper = (kind: Kind | undefined, field: string): boolean =>
  Object.keys((kind && MEANINGS[kind]) ?? {}).some((known) => known.startsWith(`${field}.`))

function judged(kind: Kind | undefined, field: string, before: unknown, after: unknown): Effect {
  const judge = kind && MEANINGS[kind]?.[field]
  if (judge) return judge(before, after)
  return WORDS.includes(field.split('.').at(-1) ?? '') ? 'reworded' : 'unclear'
}

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function movedIn(before: readonly unknown[], after: readonly unknown[]): Pick<Detail, 'gained' | 'lost'> {
  const beyond = (list: readonly unknown[], other: readonly unknown[]) =>
    list.filter((item) => !other.some((one) => alike(one, item))).map((item) => shown(item) ?? '—')
  return { gained: beyond(after, before), lost: beyond(before, after) }
}

/** A value for a person: lists by their parts, objects as one line. */
function shown(value: unknown): string | undefined {
  if (value === undefined) return undefined
  if (Array.isArray(value)) return value.map(shown).join(', ') || '—'
  if (!isObject(value)) return typeof value === 'string' ? value : JSON.stringify(value)
  const pair = value as { ja?: unknown; en?: unknown }
  if (typeof pair.ja === 'string' && typeof pair.en === 'string') return `${pair.ja} / ${pair.en}`
  return Object.entries(value)
    .map(([key, inner]) => `${key}: ${shown(inner) ?? '—'}`)
    .join(', ')
}

/** Equal but for the order of keys, and of lists. */
export function alike(one: unknown, other: unknown): boolean {
  return JSON.stringify(ordered(one)) === JSON.stringify(ordered(other))
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => JSON.stringify(ordered(item))).toSorted()
  if (!isObject(value)) return value ?? null
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, ordered(inner)]),
  )
}

const namedIn = <Item extends { id: string }>(list: readonly Item[], id: string): Item | undefined =>
  list.find((one) => one.id === id)

const everything = (pack: PackData): string[] => pack.categories.map(({ id }) => id)

const usedBy = (pack: PackData, purpose: string): string[] => namedIn(pack.purposes, purpose)?.uses ?? []

const CONCERNED: Partial<Record<Kind, (pack: PackData, id: string) => readonly string[]>> = {
  category: (_pack, id) => [id],
  purpose: usedBy,
  recipient: (pack, id) => namedIn(pack.recipients, id)?.categories ?? [],
  transfer: (pack, id) => {
    const route = namedIn(pack.transfers, id)
    return route ? (namedIn(pack.recipients, route.recipient)?.categories ?? []) : []
  },
  retention: (pack, id) => namedIn(pack.retention, id)?.categories ?? [],
  consent: (pack, id) =>
    (namedIn(pack.consents, id)?.purposes ?? []).flatMap((purpose) => usedBy(pack, purpose)),
  subject: (pack, id) => pack.categories.filter(({ subjects }) => subjects.includes(id)).map((one) => one.id),
  ground: (pack, id) =>
    pack.recipients.filter(({ grounds }) => grounds.includes(id)).flatMap(({ categories }) => categories),
  right: (pack, id) => {
    const right = namedIn(pack.rights, id)
    return right && right.categories.length > 0 ? right.categories : right ? everything(pack) : []
  },
  procedure: (pack, id) => (pack.rights.some(({ procedure }) => procedure === id) ? everything(pack) : []),
}

/** The kinds of data an element is about; none where it is about no data in particular, such as a lock. */
const categoriesOf = (pack: PackData, kind: Kind, id: string): readonly string[] =>
  CONCERNED[kind]?.(pack, id) ?? []
