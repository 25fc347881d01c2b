// SPDX-License-Identifier: Apache-2.0
import { coerce, valuesAt } from '@yakusoku/core/datamap'
import type { Feed, Json, Key, Row } from '@yakusoku/core/datamap'
import type { Match, Target } from './connector.ts'
import { keyFor, keyName } from './keys.ts'
import { fieldsAlong, targetOf } from './match-map.ts'
import type { Ready } from './match-map.ts'

/** What the person is known by: each kind with its values. */
export type Identities = Readonly<Record<string, readonly (string | number)[]>>

/** Rows already read, by address. */
export type RowsRead = ReadonlyMap<string, readonly Row[]>

/** The matches a collection is asked with, and how many values were of no use to it. */
export interface Asked {
  readonly any: readonly Match[]
  /** Whether there were more tuples than can be asked for. */
  readonly cut: boolean
  readonly dropped: readonly { path: string; count: number; type: string }[]
}

interface Work {
  readonly ready: Ready
  readonly targets: Map<string, Target>
  readonly dropped: Map<string, number>
  cut: boolean
}

/** Values of sources that know nothing of each other are combined each with each; no more than these are asked for. */
const MOST_TUPLES = 200_000

/** A blank names nobody: rows of strangers have it in common. */
const isBlank = (value: Key): boolean => typeof value === 'string' && value.trim() === ''

const usable = (work: Work, path: string, values: readonly Key[]): Key[] => {
  const target = work.targets.get(path)
  const field = fieldsAlong(work.ready.read.collection.fields, path).at(-1)
  if (!target || !field) return []
  const inJson = target.path.length > 0 || (target.lists[0] === true && !target.column.list)
  const kept = new Map<string, Key>()
  for (const value of values) {
    if (isBlank(value)) continue
    const typed = coerce(value, field.dataType)
    const key = typed === undefined ? undefined : keyFor(target.column, typed, inJson)
    if (key === undefined) work.dropped.set(path, (work.dropped.get(path) ?? 0) + 1)
    else kept.set(keyName([key]), key)
  }
  return [...kept.values()]
}

const sourceRows = (feed: Feed, identities: Identities, rows: RowsRead): readonly Row[] => {
  if ('address' in feed.source) return rows.get(feed.source.address) ?? []
  const { identity } = feed.source
  return (identities[identity] ?? []).map((value) => ({ [identity]: value }))
}

const valuesOf = ({ source }: Feed, row: Row): Key[] =>
  valuesAt(row as Json, 'address' in source ? source.names : [source.identity])

type Tuple = ReadonlyMap<string, Key>

/** Every tuple of one list joined with every tuple of the other that does not contradict it. */
const join = (work: Work, left: readonly Tuple[], right: readonly Tuple[]): Tuple[] => {
  const joined: Tuple[] = []
  for (const a of left)
    for (const b of right) {
      if (!agree(a, b)) continue
      if (joined.length === MOST_TUPLES) {
        work.cut = true
        return joined
      }
      joined.push(new Map([...a, ...b]))
    }
  return joined
}

/** All ways to take one value for each path. */
const spread = (work: Work, choices: readonly (readonly [string, readonly Key[]])[]): Tuple[] =>
  choices
    .map(([path, keys]) => keys.map((key): Tuple => new Map([[path, key]])))
    .reduce<Tuple[]>((tuples, list) => join(work, tuples, list), [new Map()])

const agree = (a: Tuple, b: Tuple): boolean =>
  [...a].every(([path, key]) => !b.has(path) || b.get(path) === key)

/** A source that knows a whole tuple needs no other; those that know a part of it complete each other. */
const complete = (work: Work, byPaths: ReadonlyMap<string, readonly Tuple[]>, width: number): Tuple[] => {
  const lists = [...byPaths].map(([paths, list]) => ({ list, whole: paths.split('\0').length === width }))
  const pieced = lists
    .filter(({ whole }) => !whole)
    .reduce<Tuple[]>((left, { list }) => join(work, left, list), [new Map()])
  return [...lists.flatMap(({ list, whole }) => (whole ? list : [])), ...pieced].filter(
    (tuple) => tuple.size === width && width > 0,
  )
}

/**
 * Values of one row stay together: a tuple never mixes rows of one source. Fields fed by another source (an
 * identity, say) are combined with every tuple.
 */
const tuplesOf = (
  work: Work,
  grouped: readonly string[],
  identities: Identities,
  rows: RowsRead,
): Match[] => {
  const feeds = work.ready.read.feeds.filter((feed) => grouped.includes(feed.path))
  const bySource = Map.groupBy(feeds, (feed) =>
    'address' in feed.source ? feed.source.address : `?${feed.source.identity}`,
  )
  const byPaths = new Map<string, Tuple[]>()
  for (const group of bySource.values()) {
    const paths = [...new Set(group.map((feed) => feed.path))].toSorted()
    const list = byPaths.get(paths.join('\0')) ?? []
    const [first] = group
    for (const row of first ? sourceRows(first, identities, rows) : []) {
      const choices = paths.map((path) => {
        const own = group.filter((feed) => feed.path === path)
        const values = own.flatMap((feed) => valuesOf(feed, row))
        return [path, usable(work, path, values)] as const
      })
      for (const tuple of spread(work, choices)) list.push(tuple)
    }
    byPaths.set(paths.join('\0'), list)
  }
  const covered = [...new Set(feeds.map((feed) => feed.path))]
  const tuples = complete(work, byPaths, covered.length)
  const targets = covered.flatMap((path) => work.targets.get(path) ?? [])
  const keys = new Map(
    tuples.map((tuple) => covered.flatMap((path) => tuple.get(path) ?? [])).map((key) => [keyName(key), key]),
  )
  return keys.size && targets.length === covered.length ? [{ targets, keys: [...keys.values()] }] : []
}

/** Gathers what a collection is asked with from the identities and the rows read so far, each value once. */
export const gather = (ready: Ready, identities: Identities, rows: RowsRead): Asked => {
  const paths = [...new Set(ready.read.feeds.map((feed) => feed.path))]
  const targets = new Map(
    paths.flatMap((path) => {
      const target = targetOf(ready, path)
      return target ? [[path, target] as const] : []
    }),
  )
  const work: Work = { ready, targets, dropped: new Map(), cut: false }
  const grouped = ready.read.collection.groupedInputs.map((named) => named.name)
  const together = grouped.filter((path) => paths.includes(path)).length > 1 ? grouped : []
  const any = paths.flatMap((path): Match[] => {
    const target = targets.get(path)
    if (!target || together.includes(path)) return []
    const values = ready.read.feeds
      .filter((feed) => feed.path === path)
      .flatMap((feed) => sourceRows(feed, identities, rows).flatMap((row) => valuesOf(feed, row)))
    const keys = usable(work, path, values)
    return keys.length ? [{ targets: [target], keys: keys.map((key) => [key]) }] : []
  })
  if (together.length) any.push(...tuplesOf(work, together, identities, rows))
  const dropped = [...work.dropped].map(([path, count]) => ({
    path,
    count,
    type: targets.get(path)?.column.type ?? '',
  }))
  return { any, cut: work.cut, dropped }
}
