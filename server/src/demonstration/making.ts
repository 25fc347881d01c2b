// SPDX-License-Identifier: Apache-2.0
import { rmSync } from 'node:fs'
import pg from 'pg'
import { text, type Text } from '../kernel/index.ts'
import { loadOperations, operationsTables } from './operations.ts'
import { demonstrationVersion, standing, type OperationsMark } from './stands.ts'
import { loadWebsite } from './website.ts'
import { buildWorld } from './world.ts'

/** How far the making is. */
export interface DemonstrationStep {
  /** Sentence for the person who waits. */
  readonly text: Text
  /** Share done, 0 to 1. */
  readonly share: number
}

/** What is to be made, where, and counted back from which day. */
export interface MakingOrder {
  readonly operationsUrl: string
  readonly websitePath: string
  readonly referenceDate: string
}

/** Makes what does not stand, one process at a time; tells whether anything had to be made. */
export async function make(
  order: MakingOrder,
  progress: (step: DemonstrationStep) => void,
): Promise<boolean> {
  const client = new pg.Client({ connectionString: order.operationsUrl })
  await client.connect()
  try {
    await client.query(`select pg_advisory_lock(hashtext('yakusoku.demonstration'))`)
    const there = await standing(client, order.websitePath)
    if (there === 'whole') return false
    const mark = { version: demonstrationVersion, reference: order.referenceDate }
    await makeMissing(
      client,
      order.websitePath,
      there === 'nothing' ? { mark } : { standing: there },
      progress,
    )
    return true
  } finally {
    await client.end()
  }
}

async function makeMissing(
  client: pg.Client,
  websitePath: string,
  operations: { mark: OperationsMark } | { standing: OperationsMark },
  progress: (step: DemonstrationStep) => void,
): Promise<void> {
  const world = buildWorld()
  const { reference } = 'mark' in operations ? operations.mark : operations.standing
  const website = () => {
    progress({ text: steps.website, share: 0.6 })
    loadWebsite(websitePath, world, demonstrationVersion, reference)
    progress({ text: steps.keys, share: 0.75 })
  }
  if ('standing' in operations) website()
  else {
    // The website's rows point at the operations system's contacts: when those are made anew, so are these.
    rmSync(websitePath, { force: true })
    const loaded = (tables: number) =>
      progress({ text: steps.operations, share: (0.6 * tables) / operationsTables.length })
    await loadOperations(client, world, operations.mark, { loaded, meanwhile: website })
  }
  progress({ text: steps.ready, share: 1 })
}

const steps = {
  operations: text('業務システムの見本データを作成しています', 'Making the sample operations system'),
  website: text('ウェブサイトの見本データを作成しています', 'Making the sample website'),
  keys: text('見本データの索引を作成しています', 'Building the indexes of the sample data'),
  ready: text('見本データができました', 'The sample data are ready'),
} as const satisfies Record<string, Text>
