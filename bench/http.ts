// SPDX-License-Identifier: Apache-2.0
/**
 * Evaluations over HTTP, from a real server with its database and demonstration, beside a bare `node:http` server that
 * reads a body of the same size and answers as many bytes.
 */
import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { Agent, createServer, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { goodPassword, tokenOf, totpCode } from '../tests/support/signing-in.ts'
import { median, type Measure } from './measure.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const CONNECTIONS = 32
const SECONDS = 4
const ROUNDS = 3
/** Rounds until the code of both is compiled: some fifty thousand requests. */
const WARM = 3

/** The question about one of ten thousand customers, so that no answer is found where the last one lay. */
const question = (customer: number): string =>
  JSON.stringify({
    subject: { type: 'actor', id: 'billing-batch', properties: { roles: ['accounting'] } },
    action: { name: 'use' },
    resource: { type: 'invoices', id: `K-${String(customer % 10_000).padStart(6, '0')}` },
    context: { purpose: 'invoicing' },
  })
const length = question(0).length
let asked = 0

/** Where questions go, and what goes with them. */
interface Target {
  readonly port: number
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
}

/** Evaluations a second over HTTP beside the bare server's, alternately in the same run. */
export async function bench(): Promise<Measure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'yakusoku-bench-'))
  chmodSync(folder, 0o755)
  const port = await freePort()
  const env = {
    ...process.env,
    YAKUSOKU_DATA: folder,
    YAKUSOKU_PORT: String(port),
    YAKUSOKU_URL: `http://localhost:${port}`,
    YAKUSOKU_LOG: 'error',
  }
  const server = spawn(process.execPath, ['scripts/start.mjs'], {
    cwd: root,
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  let echo: ChildProcess | undefined
  try {
    await ready(server, port)
    const token = await tokenFor(port, env)
    const ours: Target = {
      port,
      path: '/access/v1/evaluation',
      headers: { authorization: `Bearer ${token}` },
    }
    const size = Buffer.byteLength(await first(ours))
    const echoPort = await freePort()
    echo = spawn(
      process.execPath,
      [fileURLToPath(import.meta.url), '--echo', String(echoPort), String(size)],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    )
    await once(echo.stdout as NodeJS.ReadableStream, 'data')
    return [await compared(ours, { port: echoPort, path: '/', headers: {} }, size)]
  } finally {
    echo?.kill()
    const ended = once(server, 'exit')
    if (server.exitCode === null && server.kill('SIGTERM')) await ended
    rmSync(folder, { recursive: true, force: true })
  }
}

async function compared(ours: Target, bare: Target, size: number): Promise<Measure> {
  const rates: { ours: number; bare: number }[] = []
  for (let round = 0; round < WARM + ROUNDS; round += 1)
    rates.push({ ours: await rateOf(ours), bare: await rateOf(bare) })
  const counted = rates.slice(WARM)
  const rate = median(counted.map((one) => one.ours))
  const limit = median(counted.map((one) => one.bare))
  return {
    name: 'evaluations over HTTP / a bare node:http server, same sizes',
    ours: rate,
    beside: limit,
    ratio: rate / limit,
    goal: 0.7,
    better: 'higher',
    unit: 'requests/s',
    note: `${CONNECTIONS} connections, ${length} bytes in and ${size} out, ${ROUNDS} rounds of ${SECONDS} s each in turn after ${WARM} to warm up, the client on the same cores`,
  }
}

/** An API token of the demonstration's cleaning company, made as an operator makes one. */
async function tokenFor(port: number, env: NodeJS.ProcessEnv): Promise<string> {
  const words = [
    '--disable-warning=ExperimentalWarning',
    join(root, 'server/src/cli.ts'),
    'operator',
    'link',
    'ritsuko.saegusa@minatsuyu.example.jp',
  ]
  const { stdout } = await promisify(execFile)(process.execPath, words, { cwd: root, env })
  const cookies = new Map<string, string>()
  const does = async (path: string, body: unknown): Promise<Record<string, string>> => {
    const response = await fetch(`http://localhost:${port}${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        origin: `http://localhost:${port}`,
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      },
      body: JSON.stringify(body),
    })
    for (const set of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? []
      cookies.set(name, value)
    }
    const text = await response.text()
    if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`)
    return text === '' ? {} : JSON.parse(text)
  }
  await does('/api/accounts/join', { token: tokenOf(stdout.trim()), name: 'Aoi', password: goodPassword })
  const { secret = '' } = await does('/api/auth/two-factor/enable', { password: goodPassword })
  await does('/api/auth/two-factor/verify-totp', { code: totpCode(secret) })
  const made = await does('/api/organisations/cleaning/tokens', {
    name: 'bench',
    scopes: ['gate:ask'],
    expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
  })
  return made['secret'] as string
}

const first = (target: Target): Promise<string> => send(target, new Agent())

function send({ port, path, headers }: Target, agent: Agent): Promise<string> {
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        agent,
        host: '127.0.0.1',
        port,
        path,
        method: 'POST',
        headers: { 'content-type': 'application/json', 'content-length': length, ...headers },
      },
      (response) => {
        let text = ''
        response.setEncoding('utf8')
        response.on('data', (part: string) => (text += part))
        response.on('end', () =>
          response.statusCode === 200 ? resolve(text) : reject(new Error(`${response.statusCode} ${text}`)),
        )
      },
    )
    sent.on('error', reject)
    sent.end(question((asked += 7)))
  })
}

/** Answers a second while so many connections ask one question after the other. */
async function rateOf(target: Target): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS })
  let answers = 0
  const start = performance.now()
  const end = start + SECONDS * 1_000
  const one = async (): Promise<void> => {
    while (performance.now() < end) {
      await send(target, agent)
      answers += 1
    }
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, one))
  agent.destroy()
  return answers / ((performance.now() - start) / 1_000)
}

async function ready(server: ChildProcess, port: number): Promise<void> {
  for (const end = performance.now() + 180_000; performance.now() < end; await sleep(100)) {
    if (server.exitCode !== null) throw new Error(`the server ended with code ${server.exitCode}`)
    const response = await fetch(`http://127.0.0.1:${port}/ready`).catch(() => undefined)
    if (response?.ok) return
  }
  throw new Error('the server was not ready within three minutes')
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address !== null ? address.port : 0
}

/** The bare server: reads the body, answers so many bytes. */
function serveEcho(port: number, size: number): void {
  const answer = Buffer.alloc(size, 'x')
  createServer((incoming, response) => {
    incoming.on('data', () => undefined)
    incoming.on('end', () => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': size })
      response.end(answer)
    })
  }).listen(port, '127.0.0.1', () => console.log('ready'))
}

const [mode, port, size] = process.argv.slice(2)
if (mode === '--echo') serveEcho(Number(port), Number(size))
