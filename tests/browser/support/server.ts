// SPDX-License-Identifier: Apache-2.0
import { execFile } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serverEnvironment } from '../../../scripts/server.mjs'
import { root } from '../../tidy/sources.ts'
import { connect } from '../../faults/database.ts'
import { freePort, ServerProcess } from '../../faults/server.ts'
import { copyDemonstration } from '../../support/demonstration.ts'

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

/** Starts the server with the demonstration and waits until it says where it is. */
export async function startServer(): Promise<RunningServer> {
  const folder = mkdtempSync(join(tmpdir(), 'yakusoku-browser-'))
  // PostgreSQL runs as another user when this is root.
  chmodSync(folder, 0o755)
  const data = join(folder, 'data')
  await copyDemonstration(data)
  const port = await freePort()
  const settings = {
    NODE_ENV: 'production',
    YAKUSOKU_URL: `http://localhost:${port}`,
    YAKUSOKU_HOST: '',
    YAKUSOKU_SMTP_URL: '',
    YAKUSOKU_DEMONSTRATION: 'on',
    DATABASE_URL: '',
  }
  const server = new ServerProcess(port, settings, data)
  process.once('exit', () => void server.stop())
  await server.start()
  const firstLink = /http\S+\/console\/join#token=\S+/.exec(server.said)?.[0]
  if (firstLink === undefined) throw new Error(`the server printed no first sign-in link:\n${server.said}`)
  const env = { ...process.env, ...serverEnvironment, ...settings, YAKUSOKU_DATA: data, YAKUSOKU_LOG: 'warn' }
  const command = (...words: string[]) => run(['server/src/cli.ts', ...words], env)
  return {
    url: server.url,
    folder,
    firstLink,
    command,
    forgetAsked: () => forgetAsked(server),
    operatorLink: async (email) => (await command('operator', 'link', email)).trim(),
    stop: async () => {
      await server.remove()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function forgetAsked(server: ServerProcess): Promise<void> {
  const database = await connect(server, 'postgres')
  try {
    await database.query('delete from gate.uses; delete from gate.kinds')
  } finally {
    await database.end()
  }
}

function run(words: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', ...words],
      { cwd: root, env },
      (error, stdout, stderr) => {
        if (error === null) resolve(stdout)
        else reject(new Error(`yakusoku ${words.slice(1).join(' ')}: ${error.message}\n${stdout}${stderr}`))
      },
    )
  })
}
