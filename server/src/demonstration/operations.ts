// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { correspondenceTables } from './correspondence.rows.ts'
import { datesBefore } from './dates.ts'
import { directoryTables } from './directory.rows.ts'
import { moneyTables } from './money.rows.ts'
import type { Cell, Row, TableRows } from './rows.ts'
import { operationsName, type OperationsMark } from './stands.ts'
import { workTables } from './work.rows.ts'
import type { World } from './world.ts'

/** Every table of the operations system with its first rows. */
export const operationsTables: readonly TableRows[] = [
  ...directoryTables,
  ...workTables,
  ...moneyTables,
  ...correspondenceTables,
]

const read = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8')

/** What the caller hears of, and does beside, the load. */
export interface LoadHooks {
  /** Called when so many tables have their rows. */
  readonly loaded?: (tables: number) => void
  /** Work of this process for the while PostgreSQL builds keys and indexes. */
  readonly meanwhile?: () => void
}

/**
 * Makes the operations system anew in one transaction, the mark last: killed at any moment, nothing of it stands.
 * What stood under its name before is dropped.
 */
export async function loadOperations(
  client: pg.ClientBase,
  world: World,
  mark: OperationsMark,
  hooks: LoadHooks = {},
): Promise<void> {
  const dates = datesBefore(mark.reference)
  await client.query('begin')
  try {
    await client.query(`drop schema if exists ${operationsName} cascade; create schema ${operationsName};
      set local search_path to ${operationsName}; set local maintenance_work_mem to '64MB';
      set local timezone to 'UTC'; set local synchronous_commit to on`)
    await client.query(read('operations.tables.sql'))
    for (const [at, { table, rows }] of operationsTables.entries()) {
      await copyRows(client, table, rows(world, dates))
      hooks.loaded?.(at + 1)
    }
    const keys = client.query(read('operations.keys.sql'))
    // While that process builds indexes this one is free.
    await Promise.all([keys, Promise.resolve().then(() => hooks.meanwhile?.())])
    await client.query(
      `comment on schema ${operationsName} is 'Yakusoku demonstration ${mark.version}, ${mark.reference}'`,
    )
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  }
  await client.query(
    `analyze ${operationsTables.map(({ table }) => `${operationsName}.${table}`).join(', ')}`,
  )
}

async function copyRows(client: pg.ClientBase, table: string, rows: Iterable<Row>): Promise<void> {
  // Large pieces: each crosses to the other process in one write, and PostgreSQL parses while we make the next.
  await pipeline(
    Readable.from(pieces(rows), { objectMode: false }),
    client.query(copyFrom(`copy ${table} from stdin`)),
  )
}

function* pieces(rows: Iterable<Row>): Iterable<Buffer> {
  let piece = ''
  for (const row of rows) {
    for (let at = 0; at < row.length; at += 1) piece += (at === 0 ? '' : '\t') + copyCell(row[at] as Cell)
    piece += '\n'
    if (piece.length > 131_072) {
      yield Buffer.from(piece)
      piece = ''
    }
  }
  if (piece !== '') yield Buffer.from(piece)
}

/** A cell in PostgreSQL's COPY text format. */
export function copyCell(cell: Cell): string {
  if (cell === null) return '\\N'
  if (typeof cell === 'string') return escaped(cell)
  if (typeof cell === 'object') return escaped(`{${cell.map((item) => JSON.stringify(item)).join(',')}}`)
  return String(cell)
}

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

function escaped(value: string): string {
  return /[\\\t\n\r]/.test(value) ? value.replace(/[\\\t\n\r]/g, (sign) => escapes[sign] as string) : value
}
