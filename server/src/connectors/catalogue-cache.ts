// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto'
import type { Table, TableName } from './connector.ts'

/** How long a description is trusted, in milliseconds; a column that went meanwhile fails its query and is forgotten. */
const TRUST = 300_000

/**
 * Remembers which tables a source has, so that a server asks for the catalogue once in a while and not for every
 * person. Keys are digests: no URL, and so no password, stays behind.
 */
export class CatalogueCache {
  readonly #known = new Map<string, { until: number; tables: readonly Table[] }>()

  #key(url: string, wanted: readonly TableName[]): string {
    return createHash('sha256')
      .update(JSON.stringify([url, wanted]))
      .digest('base64')
  }

  /** The tables as they were described lately, if they were. */
  get(url: string, wanted: readonly TableName[]): readonly Table[] | undefined {
    const found = this.#known.get(this.#key(url, wanted))
    return found && found.until > performance.now() ? found.tables : undefined
  }

  /** Remembers a description; only a complete one should be. */
  keep(url: string, wanted: readonly TableName[], tables: readonly Table[]): void {
    if (this.#known.size >= 1000) this.#known.clear()
    this.#known.set(this.#key(url, wanted), { until: performance.now() + TRUST, tables })
  }

  /** Forgets everything, after a query failed that a changed table would explain. */
  forget(): void {
    this.#known.clear()
  }
}

/** The cache of this process. */
export const catalogues = new CatalogueCache()
