// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto'
import { allFields, parseDatamaps, type Dataset } from '@yakusoku/core/datamap'
import type { Pack } from '@yakusoku/core/packs'
import { describeUrl, disclose, type Disclosure } from '../connectors/index.ts'
import { inOrganisation } from '../database/index.ts'
import { commonRefusals, refuse } from '../kernel/index.ts'
import { listFacts, type Reference } from '../ledger/index.ts'
import { checkDatabase, checkMaps, checkRest, type Checked, type Source } from './check.ts'
import { masked, showingOf, type Showing } from './handling.ts'
import { readSources, reckonNow, type CatalogPorts } from './connected.ts'
import { deleteSource, forgetSource, lockSources, saveSource } from './store.ts'

/** What the walk over all connected systems brought; with a system away, which one and why. */
export interface CollectedData {
  readonly sources: {
    key: string
    state: 'read' | 'unavailable' | 'waiting'
    rows: number | null
    reason: string | null
  }[]
  readonly collections: {
    collection: string
    source: string
    /** What the map says the collection holds. */
    title?: string
    categories: string[]
    fields: { name: string; categories: string[] }[]
    rows: Record<string, unknown>[]
  }[]
  readonly queries: number
}

/** A source as people see it: never its password. */
export interface SourceView {
  readonly key: string
  readonly where: string
  readonly collections: number
  readonly fields: number
}

/** The register of connected systems and their data maps. */
export class Catalog {
  readonly ports: CatalogPorts

  constructor(ports: CatalogPorts) {
    this.ports = ports
  }

  /**
   * Connects a system or replaces its map after checking it as every request will read it. Refuses with
   * `catalog.bad-map`, `catalog.other-key` or `catalog.unreachable`, and nothing is changed then.
   */
  async connectChecked(organisation: string, actor: Reference, source: Source): Promise<Checked> {
    const before = await inOrganisation(this.ports.db, organisation, (tx) =>
      readSources(this.ports, tx, organisation),
    )
    const checked = await checkDatabase(before, source, checkMaps(before, source))
    // Another map may have come or gone while the database was asked.
    await this.connect(organisation, actor, source, (now) => void checkMaps(now, source))
    return checked
  }

  /** Connects a system or replaces its map unchecked but for `check`; the URL is kept sealed. */
  async connect(
    organisation: string,
    actor: Reference,
    source: Source,
    check: (sources: readonly Source[]) => void = () => undefined,
  ): Promise<void> {
    await inOrganisation(this.ports.db, organisation, async (tx) => {
      await lockSources(tx, organisation)
      const all = await readSources(this.ports, tx, organisation)
      check(all)
      const known = all.find((one) => one.key === source.key)
      if (known?.url === source.url && known.map === source.map) return
      const at = this.ports.clock.now()
      const url = Buffer.from(
        await this.ports.vault.sealOwn(tx, organisation, `source:${source.key}`, Buffer.from(source.url)),
      )
      await saveSource(tx, organisation, { key: source.key, url, map: source.map }, at.toString())
      const clear = { source: source.key, where: describeUrl(source.url), map: sha256(source.map) }
      const subject = { kind: 'source', id: source.key }
      const fact = { type: 'catalog.connected', at, actor, subject, clear }
      const [connected] = await this.ports.ledger.append(tx, organisation, [fact])
      await reckonNow(this.ports, tx, organisation, { actor, because: connected?.id as string })
    })
  }

  /**
   * Connects a system that never was. Of one that is connected only the address is brought up to date, its map being
   * somebody's work by now; one that somebody disconnected stays so.
   */
  async offer(organisation: string, actor: Reference, source: Source): Promise<void> {
    const [all, past] = await inOrganisation(this.ports.db, organisation, async (tx) => [
      await readSources(this.ports, tx, organisation),
      await listFacts(tx, organisation, { type: 'catalog.connected', subject: source.key, limit: 1 }),
    ])
    const known = all.find((one) => one.key === source.key)
    if (known === undefined && past.length > 0) return
    await this.connect(organisation, actor, { ...source, map: known?.map ?? source.map })
  }

  /**
   * Disconnects a system: its address and map are deleted, what was found in it stays with its requests. Refuses with
   * `common.not-found`, or `catalog.in-use` where other maps could not be read without it.
   */
  async disconnect(organisation: string, actor: Reference, key: string): Promise<void> {
    await inOrganisation(this.ports.db, organisation, async (tx) => {
      await lockSources(tx, organisation)
      const all = await readSources(this.ports, tx, organisation)
      const source = all.find((one) => one.key === key)
      if (source === undefined) throw refuse(commonRefusals, 'common.not-found')
      checkRest(all, key)
      await deleteSource(tx, organisation, key)
      const clear = { source: key, where: describeUrl(source.url), map: sha256(source.map) }
      const fact = { type: 'catalog.disconnected', actor, subject: { kind: 'source', id: key }, clear }
      const at = this.ports.clock.now()
      const [gone] = await this.ports.ledger.append(tx, organisation, [{ ...fact, at }])
      await forgetSource(tx, organisation, key, new Date(at.epochMilliseconds))
      await reckonNow(this.ports, tx, organisation, { actor, because: gone?.id as string })
    })
  }

  /** The connected systems. */
  list(organisation: string): Promise<SourceView[]> {
    return inOrganisation(this.ports.db, organisation, async (tx) => {
      const known = await readSources(this.ports, tx, organisation)
      return known.map(({ key, url, map }) => {
        const [dataset] = parse(key, map)
        const collections = dataset?.collections ?? []
        const fields = collections.reduce((sum, one) => sum + allFields(one.fields).length, 0)
        return { key, where: describeUrl(url), collections: collections.length, fields }
      })
    })
  }

  /** Finds what the connected systems hold about the identities given, by walking the data maps. */
  async collect(
    organisation: string,
    identities: Readonly<Record<string, readonly string[]>>,
  ): Promise<CollectedData> {
    const known = await inOrganisation(this.ports.db, organisation, (tx) =>
      readSources(this.ports, tx, organisation),
    )
    const pack = this.ports.inForce(organisation)
    const datasets = known.flatMap(({ key, map }) => parse(key, map))
    const urls = Object.fromEntries(known.map(({ key, url }) => [key, url]))
    const result = await disclose(datasets, urls, identities)
    return {
      sources: brokenMaps(datasets, result) ?? result.sources.map((source) => standing(source, result)),
      collections: datasets.flatMap((dataset) => collectionsOf(dataset, result.rows, pack)),
      queries: result.sources.reduce((sum, one) => sum + one.queries, 0),
    }
  }

  /** Kinds of identity that the maps of the connected systems begin with. */
  async identityKinds(organisation: string): Promise<string[]> {
    const fields = (await this.maps(organisation)).flatMap(({ dataset }) =>
      dataset.collections.flatMap((one) => allFields(one.fields)),
    )
    return [...new Set(fields.flatMap(({ identity }) => identity ?? []))].toSorted()
  }

  /** The parsed maps of the connected systems with their addresses, for those who read whole columns. */
  async maps(organisation: string): Promise<{ dataset: Dataset; url: string }[]> {
    const known = await inOrganisation(this.ports.db, organisation, (tx) =>
      readSources(this.ports, tx, organisation),
    )
    return known.flatMap(({ key, url, map }) => parse(key, map).map((dataset) => ({ dataset, url })))
  }
}

type SourceStanding = CollectedData['sources'][number]

/** How a source was read. Rows beyond the limit are missing from an otherwise whole reading, and that is said. */
function standing(
  { dataset, failure }: Disclosure['sources'][number],
  { rows, gaps }: Disclosure,
): SourceStanding {
  const own = gaps.filter((gap) => gap.dataset === dataset)
  const missing = failure?.code ?? own.find((gap) => gap.reason !== 'row-limit')?.reason
  if (missing !== undefined) return { key: dataset, state: 'unavailable', rows: null, reason: missing }
  const counts = Object.entries(rows).map(([address, found]) =>
    address.startsWith(`${dataset}:`) ? found.length : 0,
  )
  const sum = counts.reduce((total, count) => total + count, 0)
  return { key: dataset, state: 'read', rows: sum, reason: own[0]?.reason ?? null }
}

/**
 * With an error in a map nothing was read; the sources whose maps are wrong say so until somebody mends them. Maps
 * that know none of the person's identities are as good as wrong: nothing would ever be found.
 */
function brokenMaps(
  datasets: readonly Dataset[],
  { problems, sources }: Disclosure,
): SourceStanding[] | undefined {
  const errors = problems.filter(
    ({ severity, code }) => severity === 'error' || (code === 'unknown-identity' && sources.length === 0),
  )
  if (errors.length === 0) return undefined
  const errorOf = (key: string) => errors.find((problem) => problem.at?.file === `${key}.yml`)
  const everywhere = datasets.every(({ key }) => errorOf(key) === undefined) ? errors[0] : undefined
  return datasets.map(({ key }) => {
    const error = errorOf(key) ?? everywhere
    if (error === undefined) return { key, state: 'waiting', rows: null, reason: null }
    return { key, state: 'unavailable', rows: null, reason: `map-${error.code}` }
  })
}

const sha256 = (content: string) => createHash('sha256').update(content).digest('hex')

function parse(key: string, map: string): Dataset[] {
  const { datasets, problems } = parseDatamaps([{ name: `${key}.yml`, content: map }])
  const broken = problems.find((problem) => problem.severity === 'error')
  if (broken !== undefined) throw new Error(`the data map of ${key} is not valid any more: ${broken.code}`)
  return [...datasets]
}

function collectionsOf(
  dataset: Dataset,
  rows: Readonly<Record<string, readonly object[]>>,
  pack: Pack,
): CollectedData['collections'] {
  return dataset.collections.map((collection) => {
    const address = `${dataset.key}:${collection.name}`
    const showing = new Map(collection.fields.map((field) => [field.name, showingOf(field, pack)]))
    const fields = collection.fields
      .filter(({ name }) => showing.get(name) !== 'nothing')
      .map((field) => ({
        name: field.name,
        categories: [...new Set(allFields([field]).flatMap((one) => one.categories))],
      }))
    return {
      collection: address,
      source: dataset.key,
      ...(collection.description === undefined ? {} : { title: collection.description }),
      categories: [...new Set([...collection.categories, ...fields.flatMap((field) => field.categories)])],
      fields,
      rows: (rows[address] ?? []).map((row) => visible(row, showing)),
    }
  })
}

/** A row without what nobody may see, and with the rest as it may be seen. */
const visible = (row: object, showing: ReadonlyMap<string, Showing>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(row)
      .filter(([name]) => showing.get(name) !== 'nothing')
      .map(([name, value]) => [name, showing.get(name) === 'masked' ? masked(value) : value]),
  )
