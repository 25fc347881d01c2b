// SPDX-License-Identifier: Apache-2.0
import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Client } from 'pg'
import { startEmbedded } from '../../../server/src/database/index.ts'

/** A server as `npm start` runs it, in a process and a data folder of its own. */
export interface RunningServer {
  readonly url: string
  /** Folder for files of the test. */
  readonly folder: string
  /** The one-time link the server printed for its first operator. */
  readonly firstLink: string
  /** A new one-time link for an operator, made by the command line beside the running server. */
  operatorLink(email: string): Promise<string>
  /** Runs `yakusoku` and gives what it printed; fails when it ends with another code than 0. */
  command(...words: string[]): Promise<string>
  /** Empties what the demonstration's programs have asked the gate, for who wants to see it empty. */
  forgetAsked(): Promise<void>
  stop(): Promise<void>
}

const root = fileURLToPath(new URL('../../..', import.meta.url))
const quiet = '--disable-warning=ExperimentalWarning'

/** Starts the server with the demonstration and waits until it says where it is. */
export async function startServer(): Promise<RunningServer> {
  const folder = mkdtempSync(join(tmpdir(), 'yakusoku-browser-'))
  // PostgreSQL runs as another user when this is root.
  chmodSync(folder, 0o755)
  const port = await freePort()
  const url = `http://localhost:${port}`
  const env = {
    ...process.env,
    NODE_ENV: 'production',
    YAKUSOKU_DATA: join(folder, 'data'),
    YAKUSOKU_PORT: String(port),
    YAKUSOKU_URL: url,
    YAKUSOKU_HOST: '',
    YAKUSOKU_SMTP_URL: '',
    YAKUSOKU_DEMONSTRATION: 'on',
    YAKUSOKU_LOG: 'warn',
    DATABASE_URL: '',
  }
  const child = spawn(process.execPath, [quiet, 'server/src/main.ts'], { cwd: root, env })
  const printed = await banner(child)
  const firstLink = /http\S+\/console\/join\?token=\S+/.exec(printed)?.[0]
  if (firstLink === undefined) throw new Error(`the server printed no first sign-in link:\n${printed}`)
  const command = (...words: string[]) => run(['server/src/cli.ts', ...words], env)
  return {
    url,
    folder,
    firstLink,
    command,
    forgetAsked: () => forgetAsked(join(folder, 'data')),
    operatorLink: async (email) => (await command('operator', 'link', email)).trim(),
    stop: async () => {
      await ended(child)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function forgetAsked(data: string): Promise<void> {
  // The one that runs already, which goes on.
  const { url } = await startEmbedded(data)
  const client = new Client(url)
  try {
    await client.connect()
    await client.query('delete from gate.uses; delete from gate.kinds')
  } finally {
    await client.end()
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

/** Everything printed until the server stands; it takes itself down with the test's process. */
function banner(child: ChildProcess): Promise<string> {
  process.once('exit', () => child.kill('SIGTERM'))
  let printed = ''
  return new Promise((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      printed += chunk.toString()
      if (printed.includes('Ctrl-C')) resolve(printed)
    }
    child.stdout?.on('data', hear)
    child.stderr?.on('data', hear)
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}:\n${printed}`)))
  })
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  await gone
}

function run(words: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [quiet, ...words], { cwd: root, env }, (error, stdout, stderr) => {
      if (error === null) resolve(stdout)
      else reject(new Error(`yakusoku ${words.slice(1).join(' ')}: ${error.message}\n${stdout}${stderr}`))
    })
  })
}
