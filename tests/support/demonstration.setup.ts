// SPDX-License-Identifier: Apache-2.0
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { connect } from '../faults/database.ts'
import { freePort, ServerProcess, until } from '../faults/server.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Address that tells, when it is there, the data folder of a first start with the demonstration. */
    demonstration: string
  }
}

/**
 * One first start with the demonstration for all test files, when the first of them asks: each copies its data folder.
 * To make the demonstration takes several times what everything else of a start takes.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'yakusoku-first-start-'))
  // The user PostgreSQL runs as has to enter it.
  chmodSync(folder, 0o755)
  let made: Promise<string> | undefined
  const door = createServer((_request, response) => {
    made ??= make(join(folder, 'data'))
    made.then(
      (data) => response.end(data),
      (error: unknown) => {
        response.statusCode = 500
        response.end(String(error))
      },
    )
  })
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve))
  project.provide('demonstration', `http://127.0.0.1:${(door.address() as AddressInfo).port}`)
  return async () => {
    door.close()
    await made?.catch(() => undefined)
    rmSync(folder, { recursive: true, force: true })
  }
}

async function make(data: string): Promise<string> {
  const server = new ServerProcess(await freePort(), { YAKUSOKU_DEMONSTRATION: 'on' }, data)
  await server.start()
  try {
    const database = await connect(server, 'postgres')
    // What a first start reads of its systems is not read again by each of its copies.
    await until('the first scans to end', async () => {
      const left = await database.query("select 1 from catalog.scans where state in ('waiting', 'reading')")
      return left.rowCount === 0
    })
    await database.end()
  } finally {
    await server.stop()
  }
  return data
}
