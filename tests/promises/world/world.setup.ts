// SPDX-License-Identifier: Apache-2.0
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:http'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { openMailbox } from '../../support/mailbox.ts'
import { freePort, ServerProcess } from '../../faults/server.ts'
import { inTheFuture } from './environment.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Address of the {@link Gate} to the one server of the promise tests. */
    promisesGate: string
  }
}

/** What a test file is told of the running server. */
export interface RunningServer {
  readonly url: string
  /** Its data folder, for the command line. */
  readonly data: string
  /** Its embedded PostgreSQL, where the small source databases are made. */
  readonly postgres: { readonly host: string; readonly password: string }
}

/**
 * One real server for all test files, started as `npm start` does when the first of them asks, with a real SMTP
 * server beside it. Test files run in processes of their own: they ask here for its address and for the mails.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const box = await openMailbox()
  const server = new ServerProcess(await freePort(), {
    YAKUSOKU_DEMONSTRATION: 'off',
    YAKUSOKU_SMTP_URL: box.url,
    ...inTheFuture,
  })
  let running: Promise<RunningServer> | undefined
  const gate = createServer((request, response) => {
    const answer = request.url === '/mails' ? Promise.resolve(box.raw) : (running ??= start(server))
    answer.then(
      (found) => response.setHeader('content-type', 'application/json').end(JSON.stringify(found)),
      (error: unknown) => {
        response.statusCode = 500
        response.end(String(error))
      },
    )
  })
  await new Promise<void>((resolve) => gate.listen(0, '127.0.0.1', resolve))
  project.provide('promisesGate', `http://127.0.0.1:${(gate.address() as AddressInfo).port}`)
  return async () => {
    gate.close()
    if (running !== undefined) await server.remove()
    await box.close()
  }
}

async function start(server: ServerProcess): Promise<RunningServer> {
  await server.start()
  // Line 5 of the file is the folder of the socket.
  const postmaster = readFileSync(join(server.data, 'postgres', 'postmaster.pid'), 'utf8').split('\n')
  const password = readFileSync(join(server.data, 'postgres', 'yakusoku.password'), 'utf8')
  return { url: server.url, data: server.data, postgres: { host: postmaster[4] as string, password } }
}
