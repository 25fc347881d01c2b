// SPDX-License-Identifier: Apache-2.0
import type { Json } from '@yakusoku/core/datamap'
import { SourceFailure } from '../connectors/index.ts'
import type { Connector, Table } from '../connectors/index.ts'

/** Rows drawn from a table, or why there are none. They live only while a draft is made. */
export interface Sample {
  readonly rows: readonly (readonly Json[])[]
  readonly state: 'drawn' | 'refused' | 'late' | 'not-asked'
}

/** How many rows, and how long drawing them may take, in milliseconds. */
export interface Drawing {
  readonly rows: number
  readonly perTable: number
  readonly inAll: number
  readonly progress?: (done: number, total: number) => void
}

/** A table that may not be read, or a view that no longer can be, is drafted by its names alone. */
const draw = async (connector: Connector, table: Table, rows: number, time: number): Promise<Sample> => {
  if (rows === 0 || table.columns.length === 0) return { rows: [], state: 'not-asked' }
  const signal = AbortSignal.timeout(Math.max(1, Math.round(time)))
  try {
    return { rows: await connector.sample(table, rows, signal), state: 'drawn' }
  } catch (error) {
    if (!(error instanceof SourceFailure)) throw error
    if (signal.aborted || error.code === 'timeout') return { rows: [], state: 'late' }
    if (!error.away) return { rows: [], state: 'refused' }
    throw error
  }
}

/** Draws rows of every table, each within its time and all within theirs; what is late is drafted by its names. */
export const drawSamples = async (
  connector: Connector,
  tables: readonly Table[],
  { rows, perTable, inAll, progress }: Drawing,
): Promise<Map<Table, Sample>> => {
  const end = performance.now() + inAll
  const samples = new Map<Table, Sample>()
  for (const table of tables) {
    const left = end - performance.now()
    samples.set(
      table,
      left <= 0 ? { rows: [], state: 'late' } : await draw(connector, table, rows, Math.min(perTable, left)),
    )
    progress?.(samples.size, tables.length)
  }
  return samples
}
