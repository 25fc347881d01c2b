// SPDX-License-Identifier: Apache-2.0
// The package as it is published: built, packed, installed where nothing else is, and loaded.
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync, cpSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { EUROPE, HOME, NUMBERS, SHOP } from '../../core/src/gate/sample.case.ts'
import { FakeServer, TOKEN } from './server.case.ts'

const sdk = join(import.meta.dirname, '..')
const root = join(sdk, '..')
const temporary = mkdtempSync(join(tmpdir(), 'yakusoku-sdk-'))
const made = join(temporary, 'made')
const app = join(temporary, 'app')
const installed = join(app, 'node_modules', '@yakusoku', 'sdk')
const run = promisify(execFile)
const npm = (folder: string, ...parameters: string[]) =>
  run('npm', [...parameters, '--offline', '--no-audit', '--no-fund', '--ignore-scripts'], { cwd: folder })

let server: FakeServer

beforeAll(async () => {
  mkdirSync(app, { recursive: true })
  const outDir = join(made, 'dist')
  await build({ configFile: join(sdk, 'vite.config.ts'), logLevel: 'silent', build: { outDir } })
  cpSync(join(sdk, 'package.json'), join(made, 'package.json'))
  await npm(made, 'pack', '--pack-destination', temporary)
  const packed = readdirSync(temporary).find((name) => name.endsWith('.tgz')) ?? ''
  writeFileSync(join(app, 'package.json'), '{ "name": "app", "private": true, "type": "module" }')
  await npm(app, 'install', join(temporary, packed))
  server = await new FakeServer(SHOP, [HOME, EUROPE, NUMBERS]).start()
  server.person('hana', { consents: ['news-consent'] })
}, 120_000)

afterAll(async () => {
  await server.stop()
  rmSync(temporary, { recursive: true, force: true })
})

const scripts = (): string[] => readdirSync(join(installed, 'dist')).filter((name) => name.endsWith('.js'))
const textOf = (name: string): string => readFileSync(join(installed, 'dist', name), 'utf8')
const imports = (name: string): string[] =>
  [...textOf(name).matchAll(/\b(?:from|import)\s*["']([^"']+)["']/g)].map(([, path]) => path as string)
/** Everything that is loaded with a door. */
function loaded(name: string): Set<string> {
  const found = new Set([name])
  for (const one of found) for (const path of imports(one)) found.add(path.replace(/^\.\//, ''))
  return found
}
const kilobytes = (names: Iterable<string>): number =>
  [...names].reduce((sum, name) => sum + gzipSync(textOf(name)).length / 1_000, 0)

const asking = `
const question = { act: 'use', actor: { id: 'app', roles: ['clerk'] }, category: 'contact', purpose: 'news' } as const
const options = { url: process.env.URL ?? '', token: process.env.TOKEN ?? '', organisation: 'shop' }
`
const node = (program: string) => {
  writeFileSync(join(app, 'program.js'), program.replaceAll(' as const', ''))
  return run(process.execPath, ['program.js'], {
    cwd: app,
    env: { URL: server.url, TOKEN },
    timeout: 20_000,
  })
}

describe('the package', () => {
  it('comes alone: no other package is installed with it, and none is imported', () => {
    expect(readdirSync(join(app, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual([
      '@yakusoku',
    ])
    expect(readdirSync(join(app, 'node_modules', '@yakusoku'))).toEqual(['sdk'])
    expect(
      scripts()
        .flatMap(imports)
        .filter((path) => !path.startsWith('./')),
    ).toEqual([])
  })

  it('is small: 40 kB compressed with the gate in it, and each adapter 6 kB beside it', () => {
    const own = loaded('index.js')
    expect(kilobytes(own)).toBeLessThan(40)
    for (const door of ['kysely.js', 'express.js', 'fastify.js', 'hono.js'])
      expect(kilobytes([...loaded(door)].filter((name) => !own.has(name)))).toBeLessThan(6)
  })

  it('decides in a plain program, which ends by itself when its gate holds no stream', async () => {
    const { stdout } = await node(`
      import { follow } from '@yakusoku/sdk'
      import '@yakusoku/sdk/kysely'; import '@yakusoku/sdk/express'
      import '@yakusoku/sdk/fastify'; import '@yakusoku/sdk/hono'
      ${asking}
      const gate = await follow({ ...options, stream: false })
      console.log(gate.decide(question, 'hana').answer, gate.decide(question, 'ren').answer)`)
    expect(stdout).toBe('permit deny\n')
  })

  it('lets a program end that closes its gate', async () => {
    const { stdout } = await node(`
      import { follow, GateError } from '@yakusoku/sdk'
      ${asking}
      const gate = await follow(options)
      console.log(gate.decide(question, 'hana').answer)
      await gate.close()
      try { gate.decide(question) } catch (error) { console.log(error instanceof GateError, error.code) }`)
    expect(stdout).toBe('permit\ntrue gate.closed\n')
  })

  it.each(['true', 'false'])(
    'tells a program that there is no server before it ends: stream %s',
    async (stream) => {
      const { stdout } = await node(`
      import { follow } from '@yakusoku/sdk'
      const options = { url: 'http://127.0.0.1:1', organisation: 'shop', token: 'none', patience: 400 }
      await follow({ ...options, stream: ${stream} }).catch((error) => console.log(error.code))`)
      expect(stdout).toBe('gate.unreachable\n')
    },
  )

  it('has types that stand without any other package', async () => {
    writeFileSync(
      join(app, 'program.ts'),
      `import { follow, onlyFields, GateError, type Answer, type Gate, type Question } from '@yakusoku/sdk'
       declare const process: { readonly env: Readonly<Record<string, string | undefined>> }
       ${asking}
       const gate: Gate = await follow({ ...options, onEvent: (event) => { if (event.kind === 'behind') event.milliseconds.toFixed() } })
       const answer: Answer = await gate.ask(question satisfies Question, 'hana', { dryRun: true })
       for (const one of answer.obligations) if (one.kind === 'record') one.grounds.join()
       const rows = [{ id: 1, email: 'a', address: { street: 'b' } }]
       const { rows: kept, left } = onlyFields(gate, rows, { question, person: 'id', fields: { email: 'user.contact', address: { street: 'x' } } })
       const street: string | undefined = kept[0]?.address?.street
       export const all: [typeof left, string | undefined] = [left, street]
       // @ts-expect-error -- an act is needed
       gate.decide({ actor: { id: 'app', roles: [] }, category: 'contact', purpose: 'news' })
       // @ts-expect-error -- no such field
       onlyFields(gate, rows, { question, person: 'nobody', fields: {} })
       if (new GateError('gate.behind').code === 'gate.closed') throw new Error()`,
    )
    writeFileSync(
      join(app, 'tsconfig.json'),
      JSON.stringify({
        compilerOptions: {
          strict: true,
          exactOptionalPropertyTypes: true,
          noEmit: true,
          target: 'es2022',
          lib: ['es2022', 'dom'],
          types: [],
          module: 'nodenext',
        },
        files: ['program.ts'],
      }),
    )
    const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc')
    const checked = await run(process.execPath, [tsc, '-p', app]).catch((error: { stdout: string }) => error)
    expect(checked.stdout).toBe('')
  })

  it('runs where there are only the web’s own interfaces', async () => {
    const parameters = ['--experimental-vm-modules', fileURLToPath(new URL('edge.case.ts', import.meta.url))]
    const given = [join(installed, 'dist'), server.url, TOKEN]
    const { stdout } = await run(process.execPath, [...parameters, ...given], { timeout: 20_000 })
    const once = ['permit', 'deny', [{ id: 'hana', email: 'h' }]]
    expect(JSON.parse(stdout)).toEqual([...once, ...once])
  })
})
