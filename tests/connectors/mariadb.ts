// SPDX-License-Identifier: Apache-2.0
import { execFileSync, spawn } from 'node:child_process'
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createConnection } from 'mysql2/promise'

/** A throw-away MariaDB of one test file, reached over a socket only. */
export interface TestMariadb {
  readonly socket: string
  run(sql: string): Promise<void>
  stop(): Promise<void>
}

/** As root the server steps down to an account without rights; otherwise it runs as whoever runs the tests. */
const account = (): { name: string; uid?: number } => {
  if (process.getuid?.() !== 0) return { name: process.env['USER'] ?? 'nobody' }
  return { name: 'nobody', uid: Number(execFileSync('id', ['-u', 'nobody'], { encoding: 'utf8' })) }
}

/** Starts a MariaDB with little memory in a folder of its own. */
export const startMariadb = async (): Promise<TestMariadb> => {
  const folder = mkdtempSync(join(tmpdir(), 'yakusoku-maria-'))
  chmodSync(folder, 0o755)
  const { name, uid } = account()
  const data = join(folder, 'data')
  mkdirSync(data)
  if (uid !== undefined) for (const path of [folder, data]) chownSync(path, uid, uid)
  const who = uid === undefined ? [] : [`--user=${name}`]
  const install = ['--no-defaults', ...who, `--datadir=${data}`, '--auth-root-authentication-method=normal']
  execFileSync('mariadb-install-db', [...install, '--skip-test-db'], { stdio: 'ignore' })
  const socket = join(folder, 'server.sock')
  const server = spawn(
    'mariadbd',
    [
      '--no-defaults',
      ...who,
      `--datadir=${data}`,
      `--socket=${socket}`,
      '--skip-networking',
      '--innodb-buffer-pool-size=16M',
      '--innodb-flush-log-at-trx-commit=0',
      '--performance-schema=OFF',
    ],
    { stdio: 'ignore' },
  )
  const ended = new Promise((resolve) => server.once('exit', resolve))
  const connect = () => createConnection({ socketPath: socket, user: 'root', multipleStatements: true })
  const stop = async () => {
    server.kill('SIGTERM')
    await ended
    rmSync(folder, { recursive: true, force: true })
  }
  for (let left = 100; ; left--) {
    try {
      await (await connect()).end()
      break
    } catch (error) {
      if (left === 0 || server.exitCode !== null) {
        await stop()
        throw error
      }
      await sleep(200)
    }
  }
  const run = async (sql: string) => {
    const connection = await connect()
    await connection.query(sql)
    await connection.end()
  }
  return { socket, run, stop }
}
