// SPDX-License-Identifier: Apache-2.0
import { parseDatamaps, type Dataset } from '@yakusoku/core/datamap'
import type { Pack, PackData } from '@yakusoku/core/packs'
import type { Database, Tx } from '../database/index.ts'
import type { JobData } from '../jobs/index.ts'
import type { Clock } from '../kernel/index.ts'
import type { Ledger, Reference } from '../ledger/index.ts'
import type { Vault } from '../vault/index.ts'
import type { Source } from './check.ts'
import { collectedCategories } from './collected.ts'
import { reckon } from './reckon.ts'
import { sources, surveys } from './store.ts'
import type { System } from './ties.ts'

/** What the catalog stands on. */
export interface CatalogPorts {
  readonly db: Database
  readonly vault: Vault
  readonly ledger: Ledger
  readonly clock: Clock
  readonly inForce: (organisation: string) => Pack
  /** Law and standard packs at hand. */
  readonly laws: readonly PackData[]
  readonly enqueue: (tx: Tx, name: string, data: JobData) => Promise<void>
}

/** The connected systems with their addresses in clear. */
export async function readSources({ vault }: CatalogPorts, tx: Tx, organisation: string): Promise<Source[]> {
  const rows = await sources(tx, organisation)
  return Promise.all(
    rows.map(async ({ key, url, map }) => {
      const plain = await vault.openOwn(tx, organisation, `source:${key}`, url)
      return { key, url: Buffer.from(plain).toString(), map }
    }),
  )
}

/** The dataset of a stored map; a map that a newer version does not read any more counts as none. */
export const datasetOf = ({ key, map }: Pick<Source, 'key' | 'map'>): Dataset | undefined =>
  parseDatamaps([{ name: `${key}.yml`, content: map }]).datasets[0]

/** The connected systems with their maps and what the last scan saw of each. */
export async function systemsOf(tx: Tx, organisation: string): Promise<System[]> {
  const [known, seen] = [await sources(tx, organisation), await surveys(tx, organisation)]
  return known.map(({ key, map }) => ({
    key,
    dataset: datasetOf({ key, map }),
    survey: seen.find(({ source_key }) => source_key === key)?.survey,
  }))
}

/** Compares anew after something changed, in the transaction of the change. */
export async function reckonNow(
  ports: CatalogPorts,
  tx: Tx,
  organisation: string,
  cause: { readonly actor?: Reference; readonly because?: string } = {},
): Promise<void> {
  const { ledger, clock } = ports
  const [at, pack] = [clock.now(), ports.inForce(organisation)]
  const systems = await systemsOf(tx, organisation)
  const collected = (await collectedCategories(tx, organisation, pack)).map(({ category }) => category)
  await reckon({ ledger, at, pack, systems, collected, ...cause }, tx, organisation)
}
