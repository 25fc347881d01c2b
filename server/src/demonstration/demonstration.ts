// SPDX-License-Identifier: Apache-2.0
import { rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { text, type Text } from '../kernel/index.ts'
import { loadOperations, operationsTables, ownDatabase, readMark } from './operations.ts'
import { loadWebsite, websiteFile, websiteVersion } from './website.ts'
import { buildWorld } from './world.ts'

/** Raised when the rows or tables change: what an older version made is then made anew. */
export const demonstrationVersion = 1

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

/** How far the making is. */
export interface DemonstrationStep {
  /** Sentence for the person who waits. */
  readonly text: Text
  /** Share done, 0 to 1. */
  readonly share: number
}

/** One source system, as `yakusoku disclose` and the catalog want it. */
export interface DemonstrationSource {
  /** `fides_key` of its data map. */
  readonly key: 'operations' | 'website'
  readonly name: Text
  /** Connection URL: `postgres://…` or `sqlite:PATH`. */
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
 * Each becomes visible only when it is complete, and two servers starting at once make them once.
 */
export async function createDemonstration(place: DemonstrationPlace): Promise<Demonstration> {
  const operationsUrl = place.ownDatabase ? await ownDatabase(place.databaseUrl) : place.databaseUrl
  const file = websiteFile(place.dataFolder)
  const client = new pg.Client({ connectionString: operationsUrl })
  await client.connect()
  try {
    await client.query(`select pg_advisory_lock(hashtext('yakusoku.demonstration'))`)
    return { made: await complete(client, file, place), sources: sources(operationsUrl, file) }
  } finally {
    await client.end()
  }
}

async function complete(client: pg.Client, file: string, place: DemonstrationPlace): Promise<boolean> {
  const version = demonstrationVersion
  const before = await readMark(client)
  const standing = before?.version === version ? before : undefined
  if (standing && websiteVersion(file) === version) return false
  const world = buildWorld()
  const mark = standing ?? { version, reference: place.referenceDate }
  const website = () => {
    place.progress?.({ text: steps.website, share: 0.6 })
    loadWebsite(file, world, version, mark.reference)
    place.progress?.({ text: steps.keys, share: 0.75 })
  }
  if (standing) website()
  else {
    // The website's rows point at the operations system's contacts: when those are made anew, so are these.
    rmSync(file, { force: true })
    const loaded = (tables: number) => place.progress?.(operationsStep(tables))
    await loadOperations(client, world, mark, { loaded, meanwhile: website })
  }
  place.progress?.({ text: steps.ready, share: 1 })
  return true
}

const steps = {
  operations: text('業務システムの見本データを作成しています', 'Making the sample operations system'),
  website: text('ウェブサイトの見本データを作成しています', 'Making the sample website'),
  keys: text('見本データの索引を作成しています', 'Building the indexes of the sample data'),
  ready: text('見本データができました', 'The sample data are ready'),
} as const

function operationsStep(tables: number): DemonstrationStep {
  return { text: steps.operations, share: (0.6 * tables) / operationsTables.length }
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
