// SPDX-License-Identifier: Apache-2.0
import { matchingElements, onlyDeclared, planReads, selectTargets } from '@yakusoku/core/datamap'
import type { Dataset, Field, Ignored, Json, MapProblem, Plan, Read, Row, Step } from '@yakusoku/core/datamap'
import { catalogues } from './catalogue-cache.ts'
import { RowGatherer } from './chunk.ts'
import type { Connector, Found, Match } from './connector.ts'
import { failureOf, SourceFailure } from './failure.ts'
import type { FailureCode } from './failure.ts'
import { gather } from './feed.ts'
import type { Identities } from './feed.ts'
import { parseJson } from './json.ts'
import { keyName } from './keys.ts'
import { matchMap } from './match-map.ts'
import type { Ready } from './match-map.ts'
import { describeUrl, openConnector } from './open.ts'
import { foresee } from './warnings.ts'

/** How a disclosure is limited and stopped. */
export interface DiscloseOptions {
  /** Keep only fields of these categories and those below them; rows without any are left out. */
  readonly targets?: readonly string[]
  readonly signal?: AbortSignal
  /** At most this many rows of one collection; more are reported as left out. */
  readonly maxRows?: number
  /** A statement that takes longer is ended, in milliseconds. */
  readonly timeout?: number
  readonly connectTimeout?: number
}

/** What became of one source. Queries for the catalogue are counted apart; datasets of one URL share their counts. */
export interface SourceReport {
  readonly dataset: string
  readonly where: string
  readonly catalogueQueries: number
  readonly queries: number
  readonly milliseconds: number
  readonly failure?: {
    readonly code: FailureCode
    readonly retry: boolean
    readonly en: string
    readonly ja: string
  }
}

/** A collection of which rows may be missing, and why. */
export interface Gap {
  readonly address: string
  readonly reason: 'source-unavailable' | 'fed-by-unavailable' | 'row-limit'
  readonly dataset: string
}

/** What was found of a person. `rows` holds every mapped collection, also empty ones. */
export interface Disclosure {
  readonly rows: Readonly<Record<string, readonly Row[]>>
  /** Errors mean that nothing was read; warnings go with the result. */
  readonly problems: readonly MapProblem[]
  readonly sources: readonly SourceReport[]
  readonly gaps: readonly Gap[]
  readonly ignored: readonly Ignored[]
  /** Whether everything the maps lead to was read. */
  readonly complete: boolean
  readonly milliseconds: number
}

/** Where the data of each dataset is: a URL to open, or a connector that stays open. */
export type Connections = Readonly<Record<string, string | Connector>>

interface Source {
  readonly dataset: string
  readonly where: string
  readonly url?: string
  readonly connector?: Connector
  readonly owned: boolean
  /** Statements of the connector when the catalogue had been read. */
  catalogueQueries: number
  milliseconds: number
  failure?: SourceFailure
}

interface Walk {
  readonly identities: Identities
  readonly options: DiscloseOptions
  readonly sources: ReadonlyMap<string, Source>
  readonly ready: Map<string, Ready>
  readonly rows: Map<string, readonly Row[]>
  readonly gaps: Map<string, Gap>
  readonly problems: MapProblem[]
}

const MAX_ROWS = 200_000

const openSources = async (
  datasets: readonly string[],
  connections: Connections,
  options: DiscloseOptions,
): Promise<Map<string, Source>> => {
  // Two datasets of one database share its connection, and with it one snapshot.
  const opened = new Map<string, Promise<Connector>>()
  const limits = {
    ...(options.timeout === undefined ? {} : { timeout: options.timeout }),
    ...(options.connectTimeout === undefined ? {} : { connectTimeout: options.connectTimeout }),
  }
  const open = async (dataset: string): Promise<Source> => {
    const connection = connections[dataset] ?? ''
    const base = { dataset, catalogueQueries: 0, milliseconds: 0 }
    if (typeof connection !== 'string')
      return { ...base, where: connection.engine, connector: connection, owned: false }
    const where = describeUrl(connection)
    try {
      const shared = opened.get(connection)
      const promise = shared ?? openConnector(connection, limits)
      opened.set(connection, promise)
      return { ...base, where, url: connection, connector: await promise, owned: shared === undefined }
    } catch (error) {
      return { ...base, where, owned: false, failure: failureOf(error, where) }
    }
  }
  return new Map(await Promise.all(datasets.map(async (key) => [key, await open(key)] as const)))
}

const matchSources = async (walk: Walk, reads: readonly Read[]): Promise<void> => {
  const byDataset = Map.groupBy(reads, (read) => read.dataset.key)
  await Promise.all(
    [...byDataset].map(async ([key, wanted]) => {
      const source = walk.sources.get(key)
      if (!source?.connector || source.failure) return
      try {
        const { ready, problems } = await matchMap(source.connector, wanted, source.url)
        source.catalogueQueries = source.connector.queries
        walk.problems.push(...problems)
        for (const one of ready) walk.ready.set(one.read.address, one)
      } catch (error) {
        source.failure = failureOf(error, source.where)
      }
    }),
  )
}

const structured = (value: Json, field: Field): Json => {
  const nested = field.fields.length > 0 || field.isArray
  // MariaDB and SQLite keep JSON as text.
  if (!nested || typeof value !== 'string' || !/^\s*[[{]/.test(value))
    return onlyDeclared(value, field.fields)
  try {
    return onlyDeclared(parseJson(value), field.fields)
  } catch {
    return value
  }
}

const toRow = (ready: Ready, found: Found): Row =>
  Object.fromEntries(
    ready.read.collection.fields.map((field, i) => [field.name, structured(found.values[i] ?? null, field)]),
  )

/** Of a list that was searched only what matched is the person's, unless the map says otherwise. */
const narrow = (ready: Ready, any: readonly Match[], row: Row): Row => {
  const searches = any.flatMap(({ targets: [target, ...others], keys }) => {
    if (others.length) return []
    const field = ready.read.collection.fields[target ? ready.columns.indexOf(target.column) : -1]
    if (!target || !field || returnsAll(field, target.path)) return []
    return [{ path: [field.name, ...target.path], values: new Set(keys.map(([key]) => String(key))) }]
  })
  return searches.length ? matchingElements(row, searches) : row
}

const returnsAll = (field: Field, path: readonly string[]): boolean => {
  const next = field.fields.find((f) => f.name === path[0])
  return field.returnAllElements || (next !== undefined && returnsAll(next, path.slice(1)))
}

const ask = async (walk: Walk, ready: Ready, any: readonly Match[], locate: boolean): Promise<Found[]> => {
  const source = walk.sources.get(ready.read.dataset.key)
  if (!source?.connector || !any.length) return []
  const limit = walk.options.maxRows ?? MAX_ROWS
  const begin = performance.now()
  try {
    const query = { table: ready.table, columns: ready.columns, any, limit, locate }
    return await source.connector.find(query, walk.options.signal)
  } catch (error) {
    source.failure = failureOf(error, source.where)
    if (source.failure.code === 'query-failed') catalogues.forget()
    walk.gaps.set(ready.read.address, {
      address: ready.read.address,
      reason: 'source-unavailable',
      dataset: source.dataset,
    })
    throw source.failure
  } finally {
    source.milliseconds += performance.now() - begin
  }
}

const noteCut = (walk: Walk, { read: { address, dataset } }: Ready): void => {
  walk.gaps.set(address, { address, reason: 'row-limit', dataset: dataset.key })
}

const cut = (walk: Walk, ready: Ready, rows: Row[]): Row[] => {
  const limit = walk.options.maxRows ?? MAX_ROWS
  if (rows.length <= limit) return rows
  noteCut(walk, ready)
  return rows.slice(0, limit)
}

const noteDropped = (walk: Walk, ready: Ready, dropped: ReturnType<typeof gather>['dropped']): void => {
  for (const { path, count, type } of dropped)
    walk.problems.push({
      severity: 'warning',
      code: 'not-comparable',
      at: ready.read.collection.at,
      en: `${count} value(s) could not be compared with "${ready.read.address}.${path}" (${type}) and were left out.`,
      ja: `${count} 件の値は「${ready.read.address}.${path}」(${type})と比較できないため除きました。`,
    })
}

const readOnce = async (walk: Walk, ready: Ready): Promise<void> => {
  const { any, dropped, cut: few } = gather(ready, walk.identities, walk.rows)
  noteDropped(walk, ready, dropped)
  if (few) noteCut(walk, ready)
  const found = await ask(walk, ready, any, false)
  walk.rows.set(
    ready.read.address,
    cut(
      walk,
      ready,
      found.map((one) => narrow(ready, any, toRow(ready, one))),
    ),
  )
}

const unasked = (any: readonly Match[], asked: Set<string>): Match[] =>
  any.flatMap((match) => {
    const name = match.targets.map((t) => [t.column.name, ...t.path].join('.')).join(',')
    const keys = match.keys.filter((key) => {
      const id = `${name}\0${keyName(key)}`
      return asked.has(id) ? false : asked.add(id)
    })
    return keys.length ? [{ targets: match.targets, keys }] : []
  })

/** Collections that feed each other are asked in turn, with new values only, until none brings a new one. */
const readCircle = async (walk: Walk, circle: readonly Ready[]): Promise<void> => {
  const state = circle.map((ready) => ({ ready, asked: new Set<string>(), gatherer: new RowGatherer() }))
  for (let fresh = true; fresh;) {
    fresh = false
    for (const { ready, asked, gatherer } of state) {
      const { any } = gather(ready, walk.identities, walk.rows)
      const news = unasked(any, asked)
      if (!news.length || walk.gaps.has(ready.read.address)) continue
      fresh = true
      gatherer.add(await ask(walk, ready, news, true))
      const rows = gatherer.rows.map((one) => narrow(ready, any, toRow(ready, one)))
      walk.rows.set(ready.read.address, cut(walk, ready, rows))
    }
  }
  for (const { ready } of state) {
    const { dropped, cut: few } = gather(ready, walk.identities, walk.rows)
    noteDropped(walk, ready, dropped)
    if (few) noteCut(walk, ready)
  }
}

const noteGap = (walk: Walk, read: Read): boolean => {
  const { address, dataset } = read
  const failure = walk.sources.get(dataset.key)?.failure
  if (failure && (failure.away || !walk.ready.has(address))) {
    walk.gaps.set(address, { address, reason: 'source-unavailable', dataset: dataset.key })
    return true
  }
  for (const { source } of read.feeds) {
    const gap = 'address' in source ? walk.gaps.get(source.address) : undefined
    if (gap && !walk.gaps.has(address))
      walk.gaps.set(address, { address, reason: 'fed-by-unavailable', dataset: gap.dataset })
  }
  return false
}

const runStep = async (walk: Walk, step: Step): Promise<void> => {
  const ready = step.reads.flatMap((read) =>
    noteGap(walk, read) ? [] : (walk.ready.get(read.address) ?? []),
  )
  const [first] = ready
  try {
    if (step.circular) await readCircle(walk, ready)
    else if (first) await readOnce(walk, first)
  } catch (error) {
    // Only what a source answers is expected; anything else is a bug and goes on.
    if (!(error instanceof SourceFailure)) throw error
    for (const { read } of ready) noteGap(walk, read)
    for (const { address, dataset } of step.reads)
      if (step.circular && !walk.gaps.has(address))
        walk.gaps.set(address, { address, reason: 'fed-by-unavailable', dataset: dataset.key })
  }
}

const runSteps = async (walk: Walk, plan: Plan): Promise<void> => {
  const running: Promise<void>[] = []
  for (const step of plan.steps) {
    const before = step.waitsFor.flatMap((index) => running[index] ?? [])
    running.push(Promise.all(before).then(() => runStep(walk, step)))
  }
  await Promise.all(running)
}

const finish = (
  walk: Walk,
  plan: Plan | undefined,
  begin: number,
  addresses: readonly string[],
): Disclosure => {
  const failed = walk.problems.some((p) => p.severity === 'error')
  const fieldsOf = new Map([...walk.ready].map(([address, { read }]) => [address, read.collection.fields]))
  const select = (address: string): readonly Row[] => {
    const rows = failed ? [] : (walk.rows.get(address) ?? [])
    const targets = walk.options.targets ?? []
    if (!targets.length) return rows
    return rows.flatMap((row) => {
      const kept = selectTargets(row, fieldsOf.get(address) ?? [], targets)
      return kept ? [kept] : []
    })
  }
  const sources = [...walk.sources.values()]
  return {
    rows: Object.fromEntries(addresses.map((address) => [address, select(address)])),
    problems: walk.problems,
    sources: sources.map(({ dataset, where, catalogueQueries, connector, milliseconds, failure }) => ({
      dataset,
      where,
      catalogueQueries,
      queries: (connector?.queries ?? catalogueQueries) - catalogueQueries,
      milliseconds,
      ...(failure
        ? { failure: { code: failure.code, retry: failure.retry, en: failure.en, ja: failure.ja } }
        : {}),
    })),
    gaps: [...walk.gaps.values()],
    ignored: plan?.ignored ?? [],
    complete: !failed && plan !== undefined && walk.gaps.size === 0 && sources.every((s) => !s.failure),
    milliseconds: performance.now() - begin,
  }
}

/**
 * Finds what the mapped databases hold of one person: starts from the identities, follows the references, one
 * statement for each collection. A source that is away is reported as data, and the rest is read all the same.
 */
export const disclose = async (
  datasets: readonly Dataset[],
  connections: Connections,
  identities: Identities,
  options: DiscloseOptions = {},
): Promise<Disclosure> => {
  const begin = performance.now()
  const kinds = Object.keys(identities)
  const { plan, problems } = planReads(datasets, {
    identities: kinds,
    ...(options.targets ? { targets: options.targets } : {}),
  })
  const addresses = datasets.flatMap((d) => d.collections.map((c) => `${d.key}:${c.name}`))
  const reads = plan?.steps.flatMap((step) => step.reads) ?? []
  const sources = await openSources([...new Set(reads.map((r) => r.dataset.key))], connections, options)
  const walk: Walk = {
    identities,
    options,
    sources,
    ready: new Map(),
    rows: new Map(),
    gaps: new Map(),
    problems: [...problems],
  }
  try {
    await matchSources(walk, reads)
    walk.problems.push(...foresee(walk.ready))
    if (plan && !walk.problems.some((p) => p.severity === 'error')) await runSteps(walk, plan)
    return finish(walk, plan, begin, addresses)
  } finally {
    for (const { owned, connector } of sources.values()) if (owned) await connector?.close()
  }
}
