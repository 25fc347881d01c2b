// SPDX-License-Identifier: Apache-2.0
import type { MapProblem, Read } from '@yakusoku/core/datamap'
import { catalogues } from './catalogue-cache.ts'
import type { Connector } from './connector.ts'
import { failureOf, type SourceFailure } from './failure.ts'
import { matchMap } from './match-map.ts'
import { describeUrl, openConnector } from './open.ts'

/** Somebody waits for the answer; describing tables takes far less. In milliseconds. */
const PATIENCE = 30_000

/** What matching with a live database brought: what of the map is not there, or why nobody could look. */
export interface MapCheck {
  readonly problems: readonly MapProblem[]
  readonly failure?: SourceFailure
}

/** Matches what would be read of one source with its tables and columns as they are now; reads no rows. */
export const checkMap = async (url: string, reads: readonly Read[]): Promise<MapCheck> => {
  let connector: Connector | undefined
  try {
    connector = await openConnector(url, { timeout: PATIENCE })
    const { problems } = await matchMap(connector, reads)
    // A map is mended after its tables changed: what was described before that must not judge the next reading.
    catalogues.forget()
    return { problems }
  } catch (error) {
    return { problems: [], failure: failureOf(error, describeUrl(url)) }
  } finally {
    await connector?.close()
  }
}
