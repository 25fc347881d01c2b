// SPDX-License-Identifier: Apache-2.0
import type { Collection, Dataset, Field, Json } from '@yakusoku/core/datamap'
import { failureOf, SourceFailure } from './failure.ts'
import { matchMap } from './match-map.ts'
import { describeUrl, openConnector } from './open.ts'

/** Which column of which collection is read, and the columns beside it; all of them plain columns of text. */
export interface Wanted {
  readonly dataset: Dataset
  readonly collection: Collection
  readonly field: Field
  readonly beside: readonly Field[]
}

/**
 * The different values of a field, page by page, so that no more than a page is in memory; each row is the value and
 * what stands beside it. Throws {@link SourceFailure}.
 */
export async function* distinctValues(url: string, wanted: Wanted, size = 2_000): AsyncGenerator<Json[][]> {
  const { dataset, field, beside } = wanted
  const where = describeUrl(url)
  const connector = await openConnector(url)
  try {
    const collection = { ...wanted.collection, fields: [field, ...beside] }
    const address = `${dataset.key}:${collection.name}`
    const { ready } = await matchMap(connector, [{ address, dataset, collection, feeds: [] }])
    const [found] = ready
    const [column, ...others] = found?.columns ?? []
    if (found === undefined || column === undefined) throw new SourceFailure('query-failed', where, address)
    let after: string | undefined
    for (;;) {
      const more = after === undefined ? {} : { after }
      const rows = await connector.distinct({
        table: found.table,
        column,
        beside: others,
        limit: size,
        ...more,
      })
      if (rows.length > 0) yield rows
      if (rows.length < size) return
      // A column of text, by what is wanted.
      after = rows.at(-1)?.[0] as string
    }
  } catch (error) {
    throw failureOf(error, where)
  } finally {
    await connector.close()
  }
}
