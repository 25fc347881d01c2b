// SPDX-License-Identifier: Apache-2.0
import type { Collection, Dataset, Json } from '@yakusoku/core/datamap'
import type { Column, Connector, ConnectorOptions, Table } from './connector.ts'
import { failureOf, SourceFailure } from './failure.ts'
import { matchMap } from './match-map.ts'
import { describeUrl, openConnector } from './open.ts'

/** Rows of one system counted, and their values read in pages, over one connection. */
export interface HeldReader {
  /** Rows in which one of the fields is there; where that takes too long, the engine's estimate of all rows. */
  count(collection: Collection, holding: readonly string[]): Promise<{ rows: number; estimated: boolean }>
  /**
   * The values of some fields, row by row, of rows in which one of `holding` is there; equal ones may come once.
   * `whole` is false where the table has no key and rows that share the first value are seen as one.
   */
  values(
    collection: Collection,
    fields: readonly string[],
    holding: readonly string[],
  ): Promise<{ pages: AsyncGenerator<Json[][]>; whole: boolean }>
  close(): Promise<void>
}

/** So many that starting to read a page costs little beside reading it, and so few that nothing else waits long. */
const pageSize = 20_000

/** Opens a system to see how much of something it holds. All of it throws {@link SourceFailure}. */
export async function openHeld(
  url: string,
  dataset: Dataset,
  options: Partial<ConnectorOptions> = {},
): Promise<HeldReader> {
  const connector = await openConnector(url, options)
  const where = describeUrl(url)
  const match = (collection: Collection, names: readonly string[]) =>
    matched(connector, where, dataset, collection, names)
  return {
    async count(collection, holding) {
      const { table, columns } = await match(collection, holding)
      try {
        return { rows: await connector.count(table, columns), estimated: false }
      } catch (error) {
        const failure = failureOf(error, where)
        if (failure.code !== 'timeout' || table.view) throw failure
        return { rows: table.estimatedRows, estimated: true }
      }
    },
    async values(collection, fields, holding) {
      const wanted = (await match(collection, fields)).columns
      const { table, columns } = await match(collection, holding)
      const [first] = wanted
      if (first === undefined) throw new SourceFailure('query-failed', where, collection.name)
      // Paging by what has no index would go through the whole table for each page.
      const key = wanted.length > 1 || !indexed(table, first) ? keyOf(table, collection) : undefined
      const order = { table, column: key ?? first, holding: columns }
      const beside = key === undefined ? wanted.slice(1) : wanted
      return {
        pages: pagesOf(connector, { ...order, beside }, key === undefined ? 0 : 1),
        whole: wanted.length === 1 || key !== undefined,
      }
    },
    close: () => connector.close(),
  }
}

async function matched(
  connector: Connector,
  where: string,
  dataset: Dataset,
  collection: Collection,
  names: readonly string[],
): Promise<{ table: Table; columns: readonly Column[] }> {
  const fields = names.flatMap((name) => collection.fields.find((field) => field.name === name) ?? [])
  const address = `${dataset.key}:${collection.name}`
  const wanted = { ...collection, fields }
  try {
    const { ready } = await matchMap(connector, [{ address, dataset, collection: wanted, feeds: [] }])
    const [found] = ready
    if (found === undefined) throw new SourceFailure('query-failed', where, address)
    return found
  } catch (error) {
    throw failureOf(error, where)
  }
}

/** The one column that tells rows apart, by the catalogue or else by the map. */
function keyOf(table: Table, collection: Collection): Column | undefined {
  const declared = collection.fields.filter((field) => field.primaryKey).map(({ name }) => name)
  const [name, ...more] = table.primaryKey.length > 0 ? table.primaryKey : declared
  return more.length > 0 ? undefined : table.columns.find((column) => column.name === name)
}

const indexed = (table: Table, { name }: Column) => table.indexes.some(([leading]) => leading === name)

async function* pagesOf(
  connector: Connector,
  query: { table: Table; column: Column; beside: readonly Column[]; holding: readonly Column[] },
  drop: number,
): AsyncGenerator<Json[][]> {
  let after: string | undefined
  for (;;) {
    const rows = await connector.distinct({
      ...query,
      limit: pageSize,
      ...(after === undefined ? {} : { after }),
    })
    if (rows.length > 0) yield rows.map((row) => row.slice(drop))
    if (rows.length < pageSize) return
    const last = rows.at(-1)?.[0]
    // Only what can be put in an order is a key.
    if (last === null || last === undefined || typeof last === 'object') return
    after = String(last)
  }
}
