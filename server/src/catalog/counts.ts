// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto'
import { promisesKeptBy, type Pack } from '@yakusoku/core/packs'
import { openHeld, SourceFailure, type HeldReader } from '../connectors/index.ts'
import { inOrganisation } from '../database/index.ts'
import type { Reference } from '../ledger/index.ts'
import { blindIndex } from '../vault/index.ts'
import { readSources, systemsOf, type CatalogPorts } from './connected.ts'
import type { HeldCount } from './contract.ts'
import { waysToPeople, type Placed, type Way } from './holders.ts'
import { tieFields, type System } from './ties.ts'

/** How much one count may take up; beyond, the answer says at least. */
export interface CountLimits {
  /** Hashes kept in memory at once. */
  readonly hashes: number
  /** One statement, and all of the reading, in milliseconds. */
  readonly statement: number
  readonly answer: number
}

const usual: CountLimits = { hashes: 500_000, statement: 15_000, answer: 45_000 }

/** Rows of one collection that hold something asked for, by these fields. */
interface Held extends Placed {
  readonly fields: readonly string[]
}

/** What is known so far: whom, as hashes under a key that nobody keeps, and whether that is too many or too few. */
interface Tally {
  readonly key: Uint8Array
  readonly people: Set<string>
  readonly kinds: Set<string>
  readonly stop: AbortSignal
  readonly limits: CountLimits
  hashes: number
  /** Whether there may be fewer people than were counted, or more. */
  peopleOff: { over: boolean; under: boolean }
  recordsOff: { over: boolean; under: boolean }
}

type Readers = (source: string) => Promise<HeldReader>
type Part = HeldCount['systems'][number]

const last = new WeakMap<CatalogPorts, Map<string, Promise<unknown>>>()

/**
 * Counts the records and the people, each once over all systems, of whom data of some of the pack's categories is
 * held. Identifiers are compared as keyed hashes in memory and forgotten; that they are read is a fact beforehand.
 * An organisation's counts wait for each other, so that many of them take up no more than one.
 */
export function countHeld(
  ports: CatalogPorts,
  organisation: string,
  actor: Reference,
  categories: readonly string[],
  limits: CountLimits = usual,
): Promise<HeldCount> {
  const all = last.get(ports) ?? new Map<string, Promise<unknown>>()
  const before = all.get(organisation) ?? Promise.resolve()
  const next = before
    .catch(() => undefined)
    .then(() => countNow(ports, organisation, { actor, categories, limits }))
  last.set(ports, all.set(organisation, next))
  return next
}

async function countNow(
  ports: CatalogPorts,
  organisation: string,
  { actor, categories, limits }: { actor: Reference; categories: readonly string[]; limits: CountLimits },
): Promise<HeldCount> {
  const pack = ports.inForce(organisation)
  const known = new Set(pack.categories.map(({ id }) => id))
  const asked = [...new Set(categories)].toSorted()
  const wanted = asked.filter((id) => known.has(id))
  const { systems, urls } = await prepare(ports, organisation, actor, pack, wanted)
  const tally = newTally(limits)
  const readers = new Map<string, Promise<HeldReader>>()
  const reader: Readers = (source) => {
    const open = readers.get(source) ?? openOne(systems, urls, source, limits)
    readers.set(source, open)
    return open
  }
  try {
    const parts: Part[] = []
    for (const system of systems)
      parts.push(await countSystem(tally, systems, system, { pack, wanted, reader }))
    return {
      categories: wanted,
      unknown: asked.filter((id) => !known.has(id)),
      people: { count: tally.people.size, precision: precisionOf(tally.peopleOff, tally.kinds.size > 1) },
      records: {
        count: parts.reduce((sum, one) => sum + one.records, 0),
        precision: precisionOf(tally.recordsOff),
      },
      systems: parts,
    }
  } finally {
    for (const open of readers.values()) await open.then((one) => one.close()).catch(() => undefined)
  }
}

const newTally = (limits: CountLimits): Tally => ({
  limits,
  key: randomBytes(32),
  people: new Set(),
  kinds: new Set(),
  stop: AbortSignal.timeout(limits.answer),
  hashes: 0,
  peopleOff: { over: false, under: false },
  recordsOff: { over: false, under: false },
})

/** Somebody known by a mail address here and by a number there may be counted twice. */
function precisionOf(
  { over, under }: Tally['peopleOff'],
  severalKinds = false,
): HeldCount['people']['precision'] {
  if (over || severalKinds) return 'about'
  return under ? 'at-least' : 'exact'
}

async function openOne(
  systems: readonly System[],
  urls: ReadonlyMap<string, string>,
  source: string,
  { statement }: CountLimits,
): Promise<HeldReader> {
  const dataset = systems.find(({ key }) => key === source)?.dataset
  if (dataset === undefined) throw new SourceFailure('query-failed', source)
  return openHeld(urls.get(source) ?? '', dataset, { timeout: statement })
}

/** Reads what is connected, and records that identifiers of persons are about to be read. */
function prepare(
  ports: CatalogPorts,
  organisation: string,
  actor: Reference,
  pack: Pack,
  wanted: readonly string[],
): Promise<{ systems: System[]; urls: Map<string, string> }> {
  return inOrganisation(ports.db, organisation, async (tx) => {
    const systems = await systemsOf(tx, organisation)
    const urls = new Map((await readSources(ports, tx, organisation)).map(({ key, url }) => [key, url]))
    const sources = systems.filter((one) => heldIn(one, pack, wanted).held.length > 0).map(({ key }) => key)
    if (sources.length > 0)
      await ports.ledger.append(tx, organisation, [
        {
          type: 'catalog.holders-counted',
          at: ports.clock.now(),
          actor,
          subject: { kind: 'organisation', id: organisation },
          clear: { categories: [...wanted], sources },
          promises: promisesKeptBy(pack, 'system:access-records'),
        },
      ])
    return { systems, urls }
  })
}

/** The collections of a system that hold a category asked for, and whether one of them cannot be looked at. */
function heldIn(system: System, pack: Pack, wanted: readonly string[]): { held: Held[]; missing: boolean } {
  const { dataset } = system
  if (dataset === undefined) return { held: [], missing: true }
  const fields = tieFields(system, pack).filter(
    ({ mapped, categories }) => mapped && categories.some((one) => wanted.includes(one)),
  )
  const readable = fields.filter(({ there }) => there !== false)
  const held = dataset.collections.flatMap((collection): Held[] => {
    const own = readable.filter((field) => field.collection === collection.name).map(({ field }) => field)
    return own.length === 0 ? [] : [{ dataset, collection, fields: own }]
  })
  const looked = held.filter(({ collection }) => !collection.skipProcessing)
  return { held: looked, missing: looked.length < held.length || readable.length < fields.length }
}

async function countSystem(
  tally: Tally,
  systems: readonly System[],
  system: System,
  { pack, wanted, reader }: { pack: Pack; wanted: readonly string[]; reader: Readers },
): Promise<Part> {
  const { held, missing } = heldIn(system, pack, wanted)
  const part: Part = { source: system.key, state: missing ? 'partly' : 'read', reason: null, records: 0 }
  if (missing) tally.peopleOff.under = tally.recordsOff.under = true
  const datasets = systems.flatMap(({ dataset }) => dataset ?? [])
  for (const one of held) {
    try {
      const { rows, estimated } = await (await reader(system.key)).count(one.collection, one.fields)
      part.records += rows
      if (estimated) tally.recordsOff.over = true
    } catch (error) {
      tally.peopleOff.under = tally.recordsOff.under = true
      Object.assign(part, shortfall(error))
      if (part.state === 'away') return part
      continue
    }
    try {
      if (!(await countPeople(tally, datasets, one, reader))) part.state = 'partly'
    } catch (error) {
      tally.peopleOff.under = true
      Object.assign(part, shortfall(error), { state: 'partly' })
    }
  }
  return part
}

function shortfall(error: unknown): Pick<Part, 'state' | 'reason'> {
  if (!(error instanceof SourceFailure)) throw error
  return { state: error.away || error.code === 'down' ? 'away' : 'partly', reason: error.code }
}

/** Adds those whom the rows of a collection are about; false where not all of them could be looked at. */
async function countPeople(
  tally: Tally,
  datasets: Placed['dataset'][],
  held: Held,
  reader: Readers,
): Promise<boolean> {
  const { ways, sure } = waysToPeople(datasets, held)
  if (!sure && ways.length > 0) tally.peopleOff.over = true
  let whole = ways.length > 0
  for (const way of ways) whole = (await follow(tally, held, way, reader)) && whole
  if (!whole) tally.peopleOff.under = true
  return whole
}

/** Walks one way: the values met at each hop are kept as hashes until the next has been read. */
async function follow(tally: Tally, held: Held, way: Way, reader: Readers): Promise<boolean> {
  const { hops, identity } = way
  tally.kinds.add(identity.kind)
  let whole = true
  let met: Set<string> | undefined
  const names = [...hops.map(({ from }) => from), identity.field]
  for (const [step, name] of names.entries()) {
    const hop = hops[step - 1]
    const place: Placed = hop?.at ?? held
    const ends = step === names.length - 1
    const into = ends ? tally.people : new Set<string>()
    const fields = hop === undefined ? [name] : [hop.to, name]
    const one = await reader(place.dataset.key)
    const read = await one.values(place.collection, fields, hop === undefined ? held.fields : [])
    const kind = ends ? identity.kind : ''
    const all = await take(tally, read.pages, into, { met, kind })
    whole = whole && read.whole && all
    tally.hashes -= met?.size ?? 0
    met = into
  }
  return whole
}

/** Takes in values that belong to what was met before; false where memory or patience ended. */
async function take(
  tally: Tally,
  pages: AsyncGenerator<unknown[][]>,
  into: Set<string>,
  { met, kind }: { met: ReadonlySet<string> | undefined; kind: string },
): Promise<boolean> {
  for await (const page of pages)
    for (const row of page) {
      if (tally.stop.aborted || tally.hashes >= tally.limits.hashes) return false
      const [value, beside] = met === undefined ? [undefined, row[0]] : [row[0], row[1]]
      if (met !== undefined && !met.has(hash(tally, '', value) ?? '')) continue
      const found = hash(tally, kind, beside)
      if (found === undefined || into.has(found)) continue
      into.add(found)
      tally.hashes += 1
    }
  return true
}

/** A value as what equal values have in common, under a key that lives as long as the answer; blank ones name nobody. */
function hash({ key }: Tally, kind: string, value: unknown): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'bigint') return undefined
  const text = String(value).trim()
  return text === '' ? undefined : blindIndex(key, kind, text).toString('base64').slice(0, 20)
}
