// SPDX-License-Identifier: Apache-2.0
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { migrate, startEmbedded } from '../../server/src/database/index.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** URL of a real PostgreSQL, as its superuser; the database `template_yakusoku` is migrated. */
    postgres: string
  }
}

/** Starts one real PostgreSQL for all database tests; each test file clones the migrated template. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'yakusoku-test-'))
  chmodSync(folder, 0o755)
  const embedded = await startEmbedded(folder, { fsync: 'off', max_connections: '200' })
  const end = async () => {
    await embedded.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    await makeTemplate(embedded.url)
  } catch (error) {
    await end()
    throw error
  }
  project.provide('postgres', embedded.url)
  return end
}

async function makeTemplate(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query('create database template_yakusoku')
  await client.end()
  await migrate(url.replace('/postgres?', '/template_yakusoku?'))
}
