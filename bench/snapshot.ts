// SPDX-License-Identifier: Apache-2.0
/**
 * A snapshot of a million persons: from a server with its database, over HTTP, into a gate in another process that is
 * ready to decide.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { follow } from '../sdk/src/index.ts'
import { createApplication } from '../server/src/application.ts'
import { startEmbedded } from '../server/src/database/index.ts'
import { createLog, systemClock } from '../server/src/kernel/index.ts'
import { enrolled } from '../tests/support/accounts.ts'
import { median, type Measure } from './measure.ts'

const organisation = 'cleaning'
const persons = 1_000_000
const limitSeconds = 3
const rounds = 3

/** What the server's process tells once it serves. */
interface Served {
  readonly url: string
  readonly token: string
  /** Seconds it took to read everybody into its own gate. */
  readonly loading: number
}

/** What a process that follows tells once it is ready. */
interface Ready {
  readonly seconds: number
  readonly bytes: number
}

/** Seconds until a snapshot of a million persons is fetched and ready, beside the limit. */
export async function bench(): Promise<Measure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'yakusoku-bench-'))
  chmodSync(folder, 0o755)
  const server = child('--server', folder)
  try {
    const served = await said<Served>(server)
    const before = resident(server)
    const watch = highest(server)
    const all: Ready[] = []
    for (let round = 0; round < rounds; round += 1)
      all.push(await said(child('--reader', served.url, served.token)))
    return [measureOf(all, served, (await watch()) - before)]
  } finally {
    const ended = once(server, 'exit')
    if (server.exitCode === null && server.kill('SIGTERM')) await ended
    rmSync(folder, { recursive: true, force: true })
  }
}

function measureOf(all: readonly Ready[], { loading }: Served, grown: number): Measure {
  const seconds = median(all.map((one) => one.seconds))
  const megabytes = (all[0]?.bytes ?? 0) / 1e6
  const rate = Math.round(persons / seconds).toLocaleString('en')
  return {
    name: 'a snapshot of 1 M persons fetched and ready / its limit',
    ours: seconds,
    beside: limitSeconds,
    ratio: seconds / limitSeconds,
    goal: 1,
    unit: 's',
    note: `${rate} persons/s, ${megabytes.toFixed(0)} MB over HTTP into another process by the SDK, median of ${rounds}; meanwhile the server grew by ${Math.round(grown)} MB at most; it had read them from its database in ${loading.toFixed(1)} s`,
  }
}

const child = (...words: string[]): ChildProcess =>
  spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', fileURLToPath(import.meta.url), ...words],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )

/** The line of JSON that a process prints once it is where it has to be. */
async function said<Said>(from: ChildProcess): Promise<Said> {
  for await (const line of createInterface({ input: from.stdout as NodeJS.ReadableStream }))
    if (line.startsWith('{')) return JSON.parse(line) as Said
  throw new Error(`the process ended with code ${from.exitCode} and said nothing`)
}

function resident({ pid }: ChildProcess): number {
  const line = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
  return Number(line?.[1]) / 1_024
}

/** Looks at a process's memory now and again, until it is asked for the most there was. */
function highest(of: ChildProcess): () => Promise<number> {
  let most = 0
  let watching = true
  const watched = (async () => {
    while (watching) {
      most = Math.max(most, resident(of))
      await sleep(20)
    }
  })()
  return async () => {
    watching = false
    await watched
    return most
  }
}

/** People of 600 different states, as the register has them; who they are is known to nobody. */
const insertPersons = `
  with changed as (
    insert into consent.positions (organisation_id, position) values ('${organisation}', ${persons})
    on conflict (organisation_id) do update set position = consent.positions.position + ${persons}
    returning position)
  insert into consent.persons (organisation_id, person_key, person_id, state, born, position, changed_at)
  select '${organisation}', md5('bench ' || n)::uuid, null,
    jsonb_strip_nulls(jsonb_build_object(
      'consents', case when n % 3 > 0 then jsonb_build_array('website-measurement') end,
      'jurisdictions', case when n % 7 = 0 then jsonb_build_array('JP') end,
      'objections', case when n % 20 = 1 then jsonb_build_array('feedback-collection') end,
      'suspended', case when n % 50 = 0 then jsonb_build_array('use') end,
      'happened', case when n % 4 > 0 then jsonb_build_array('completion', 'event-' || n % 5) end)),
    null, position - ${persons} + n, now()
  from changed, generate_series(1, ${persons}) n`

async function serve(folder: string): Promise<void> {
  const embedded = await startEmbedded(folder)
  const config = {
    dataFolder: folder,
    host: '127.0.0.1',
    port: 0,
    publicUrl: 'http://localhost',
    databaseUrl: embedded.url,
    smtpUrl: undefined,
    demonstration: false,
    logLevel: 'error',
  } as const
  const log = createLog('error')
  const application = await createApplication({ config, databaseUrl: embedded.url, clock: systemClock, log })
  await application.start(true)
  const client = new pg.Client({ connectionString: embedded.url })
  await client.connect()
  await client.query(insertPersons)
  await client.query('analyze consent.persons')
  await client.end()
  const token = await tokenFor(application)
  await application.http.listen({ host: '127.0.0.1', port: 0 })
  const { port } = application.http.server.address() as AddressInfo
  const start = performance.now()
  await application.gates.node(organisation)
  const loading = (performance.now() - start) / 1_000
  const served: Served = { url: `http://127.0.0.1:${port}`, token, loading }
  console.log(JSON.stringify(served))
  process.once(
    'SIGTERM',
    () =>
      void application
        .stop()
        .then(() => embedded.stop())
        .then(() => process.exit(0)),
  )
}

async function tokenFor({ accounts, http }: Parameters<typeof enrolled>[0]): Promise<string> {
  const { browser } = await enrolled({ accounts, http }, 'Aoi', { [organisation]: ['privacy-manager'] })
  const { body } = await browser.post(`/api/organisations/${organisation}/tokens`, {
    name: 'bench',
    scopes: ['gate:follow', 'gate:ask'],
    expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
  })
  return body['secret'] as string
}

async function read(url: string, token: string): Promise<void> {
  let bytes = 0
  const counting: typeof fetch = async (...asked) => {
    const response = await fetch(...asked)
    const count = new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        bytes += chunk.length
        controller.enqueue(chunk)
      },
    })
    return new Response(response.body?.pipeThrough(count) ?? null, response)
  }
  const start = performance.now()
  const gate = await follow({ url, organisation, token, fetch: counting })
  const ready: Ready = { seconds: (performance.now() - start) / 1_000, bytes }
  await gate.close()
  console.log(JSON.stringify(ready))
}

const [mode, ...words] = process.argv.slice(2)
if (mode === '--server') await serve(words[0] as string)
if (mode === '--reader') await read(words[0] as string, words[1] as string)
