// SPDX-License-Identifier: Apache-2.0
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { datesBefore } from './dates.ts'
import type { Cell } from './rows.ts'
import { websiteTables } from './website.rows.ts'
import type { World } from './world.ts'

const read = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8')

/**
 * Makes the website's store under another name and gives it its own when it is whole and on disk: killed at any
 * moment, the file is there whole or not at all.
 */
export function loadWebsite(file: string, world: World, version: number, reference: string): void {
  const draft = `${file}.draft`
  mkdirSync(dirname(file), { recursive: true })
  for (const rest of [draft, `${draft}-journal`]) rmSync(rest, { force: true })
  const database = new DatabaseSync(draft)
  try {
    // A draft needs no journal: if it is not finished it is thrown away.
    database.exec('pragma journal_mode = off; pragma synchronous = off; pragma foreign_keys = off')
    database.exec(read('website.tables.sql'))
    database.exec('begin')
    fill(database, world, reference)
    database.exec(read('website.indexes.sql'))
    database.exec(`pragma user_version = ${version}; commit; analyze`)
  } finally {
    database.close()
  }
  toDisk(draft)
  renameSync(draft, file)
  toDisk(dirname(file))
}

function fill(database: DatabaseSync, world: World, reference: string): void {
  const dates = datesBefore(reference)
  for (const { table, rows } of websiteTables) {
    let insert: ReturnType<DatabaseSync['prepare']> | undefined
    for (const row of rows(world, dates)) {
      insert ??= database.prepare(`insert into ${table} values (${row.map(() => '?').join(', ')})`)
      insert.run(...row.map(bound))
    }
  }
}

function bound(cell: Cell): string | number | null {
  if (typeof cell === 'boolean') return Number(cell)
  return typeof cell === 'object' && cell !== null ? JSON.stringify(cell) : cell
}

function toDisk(path: string): void {
  // Windows opens no folders; there the rename itself is what counts.
  if (process.platform === 'win32') return
  const handle = openSync(path, 'r')
  fsyncSync(handle)
  closeSync(handle)
}
