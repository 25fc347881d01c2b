// SPDX-License-Identifier: Apache-2.0
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { text, type Text } from '../kernel/index.ts'
import { makeApart } from './apart.ts'
import type { DemonstrationStep } from './making.ts'
import { letRead } from './reader.ts'
import { ownDatabase, standing, websiteFile } from './stands.ts'

/** Where the demonstration is to stand. */
export interface DemonstrationPlace {
  /** PostgreSQL to make it in, as a user who may create a database, or a schema. */
  readonly databaseUrl: string
  /** True: a database of its own, `demonstration_operations` (embedded PostgreSQL). False: a schema of that name. */
  readonly ownDatabase: boolean
  readonly dataFolder: string
  /** Day all dates are counted back from, `YYYY-MM-DD`; of no effect when the demonstration already stands. */
  readonly referenceDate: string
  /** Told at each table while something is being made; never when everything stands. */
  readonly progress?: (step: DemonstrationStep) => void
}

/** One source system, as `yakusoku disclose` and the catalog want it. */
export interface DemonstrationSource {
  /** `fides_key` of its data map. */
  readonly key: 'operations' | 'website'
  readonly name: Text
  /** Connection URL: `postgres://…` or `sqlite:PATH`; of a database of its own, for a role that only reads. */
  readonly url: string
  /** Path of its data map, Fides dataset YAML. */
  readonly mapFile: string
}

/** What {@link createDemonstration} leaves behind. */
export interface Demonstration {
  /** Whether anything had to be made now. */
  readonly made: boolean
  readonly sources: readonly DemonstrationSource[]
}

/** Paths of the data maps, for commands that need no database. */
export const demonstrationMaps = {
  operations: fileURLToPath(new URL('operations.dataset.yml', import.meta.url)),
  website: fileURLToPath(new URL('website.dataset.yml', import.meta.url)),
} as const

/**
 * Makes the fictional company's two source systems where they are not whole yet; changes nothing where they are.
 * Each becomes visible only when it is complete, and two servers starting at once make them once. Throws when the
 * database cannot be reached or does not let itself be written.
 */
export async function createDemonstration(place: DemonstrationPlace): Promise<Demonstration> {
  const operationsUrl = place.ownDatabase ? await ownDatabase(place.databaseUrl) : place.databaseUrl
  const websitePath = websiteFile(place.dataFolder)
  const order = { operationsUrl, websitePath, referenceDate: place.referenceDate }
  const made = !(await stands(operationsUrl, websitePath)) && (await makeApart(order, place.progress))
  // Somebody's own PostgreSQL is no place to make roles in.
  const sourceUrl = place.ownDatabase ? await letRead(operationsUrl) : operationsUrl
  return { made, sources: sources(sourceUrl, websitePath) }
}

async function stands(operationsUrl: string, websitePath: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: operationsUrl })
  await client.connect()
  try {
    return (await standing(client, websitePath)) === 'whole'
  } finally {
    await client.end()
  }
}

function sources(operationsUrl: string, file: string): DemonstrationSource[] {
  return [
    {
      key: 'operations',
      name: text('業務システム', 'Operations system'),
      url: operationsUrl,
      mapFile: demonstrationMaps.operations,
    },
    {
      key: 'website',
      name: text('ウェブサイト', 'Website'),
      url: `sqlite:${file}`,
      mapFile: demonstrationMaps.website,
    },
  ]
}
