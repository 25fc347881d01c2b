// SPDX-License-Identifier: Apache-2.0
import { appendFileSync, existsSync, readFileSync, truncateSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'
import { inOrganisation, listOrganisations, type Database } from '../database/index.ts'
import { flushFolder, operatorError } from '../kernel/index.ts'
import { deletePerson, erasures } from './store.ts'

interface Entry {
  readonly organisation: string
  readonly person: string
  readonly at: string
}

const keyOf = (entry: Entry) => `${entry.organisation}:${entry.person}`

/**
 * Makes the journal file (one JSON line an erasure, no personal data) and the database say the same: what the
 * database knows is appended to the file, and who is erased in the file but has a key again (a backup was
 * restored) is erased again. Runs before the server serves and from time to time while it does.
 */
export async function reconcileErasures(
  db: Database,
  file: string,
): Promise<{ replayed: number; journalled: number }> {
  endLastLine(file)
  const journal = new Map(readJournal(file).map((entry) => [keyOf(entry), entry]))
  const known = new Set<string>()
  const missing: Entry[] = []
  const tenants = await listOrganisations(db)
  for (const organisation of tenants) {
    for (const row of await inOrganisation(db, organisation, (tx) => erasures(tx, organisation))) {
      const entry = { organisation, person: row.person_id, at: row.erased_at.toISOString() }
      known.add(keyOf(entry))
      if (!journal.has(keyOf(entry))) missing.push(entry)
    }
  }
  const again = [...journal.values()].filter(
    (entry) => !known.has(keyOf(entry)) && tenants.includes(entry.organisation),
  )
  for (const entry of again) {
    await inOrganisation(db, entry.organisation, (tx) =>
      deletePerson(tx, entry.organisation, entry.person, entry.at),
    )
  }
  appendJournal(file, missing)
  return { replayed: again.length, journalled: missing.length }
}

/** What a crash left of a last line is taken away (the database has it), so that the next one starts a line of its own. */
function endLastLine(file: string): void {
  if (!existsSync(file)) return
  const content = readFileSync(file)
  const end = content.lastIndexOf('\n') + 1
  if (end === content.length) return
  const last = content.subarray(end).toString()
  if (entryOf(last) !== undefined) appendFileSync(file, '\n', { flush: true })
  else truncateSync(file, end)
}

const EntrySchema = z.object({ organisation: z.string(), person: z.uuid(), at: z.iso.datetime() })

function entryOf(line: string): Entry | undefined {
  try {
    return EntrySchema.safeParse(JSON.parse(line)).data
  } catch {
    return undefined
  }
}

function readJournal(file: string): Entry[] {
  if (!existsSync(file)) return []
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean)
  return lines.map((line, index) => {
    const entry = entryOf(line)
    if (entry === undefined)
      throw operatorError(
        `${file}:${index + 1}: 消去の記録が壊れています。控えを戻してください。`,
        `${file}:${index + 1}: the erasure journal is damaged: put back a copy of it`,
      )
    return entry
  })
}

function appendJournal(file: string, entries: readonly Entry[]): void {
  if (entries.length === 0) return
  const isNew = !existsSync(file)
  const lines = entries.map((entry) => `${JSON.stringify(entry)}\n`).join('')
  // Unlike a single write, this goes on after one that was cut short, and says so where the disk is full.
  appendFileSync(file, lines, { mode: 0o600, flush: true })
  if (isNew) flushFolder(dirname(file))
}
