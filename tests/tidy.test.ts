// SPDX-License-Identifier: Apache-2.0
import { basename, posix } from 'node:path'
import { describe, expect, it } from 'vitest'
import { generatedPages } from '../scripts/generate-docs.ts'
import { circles, reachable } from './tidy/circles.ts'
import { allowedLength, openedAside, unusedByImport } from './tidy/exceptions.ts'
import { filesBelow, read, readSources, type Source } from './tidy/sources.ts'

const sources = readSources()
const byPath = new Map(sources.map((source) => [source.path, source]))
const graph = new Map(sources.map((source) => [source.path, source.files]))
const withStarted = new Map(sources.map(({ path, files, started }) => [path, [...files, ...started]]))
const isTest = (path: string) => /\.(test|case|fixture|setup)\.tsx?$/.test(path) || path.startsWith('tests/')
const inside = (folder: string) => sources.filter(({ path }) => path.startsWith(`${folder}/`))
const folderOf = (path: string) => /^(?:core|server)\/src\/([^/]+)\//.exec(path)?.[1]

/** The order of the server's folders, from the ground up, as ARCHITECTURE.md tells it. */
const order = [...read('ARCHITECTURE.md').matchAll(/^\| \w+ \| (.+?) \|/gm)]
  .flatMap(([, cell]) => [...(cell as string).matchAll(/`([a-z-]+)`/g)])
  .map(([, name]) => name as string)

/** What breaks a rule, each with its place; the rule itself is the message. */
function expectNone(rule: string, broken: readonly string[]): void {
  if (broken.length > 0) expect.fail([rule, ...broken].join('\n  '))
}

function imports(from: readonly Source[]): { from: string; to: string }[] {
  return from.flatMap(({ path, files }) => files.map((to) => ({ from: path, to })))
}

const show = ({ from, to }: { from: string; to: string }) => `${from} imports ${to}`

describe('the plan of the house', () => {
  it('lists in ARCHITECTURE.md exactly the folders of server/src', () => {
    const folders = new Set(filesBelow('server/src').flatMap((path) => folderOf(path) ?? []))
    expect([...folders].sort()).toEqual([...order].sort())
  })

  it('lets a folder of the server import only those below it', () => {
    const climbing = imports(inside('server/src')).filter(({ from, to }) => {
      const [own, other] = [folderOf(from), folderOf(to)]
      if (own === undefined || !to.startsWith('server/src/') || own === other) return false
      // Commands run the whole application; everything else stands below it.
      if (own === 'cli' && to === 'server/src/application.ts') return false
      return other === undefined || order.indexOf(other) >= order.indexOf(own)
    })
    expectNone('Calls go down; news goes up through the ledger (ARCHITECTURE.md, order).', climbing.map(show))
  })

  it('enters a folder by its door only', () => {
    const intruding = imports(sources).filter(({ from, to }) => {
      const other = folderOf(to)
      const sameFolder = folderOf(from) === other && from.split('/')[0] === to.split('/')[0]
      if (other === undefined || sameFolder || to.endsWith(`/${other}/index.ts`)) return false
      if (openedAside[from] === other) return false
      // What is made for tests serves those of every folder.
      if (isTest(from) && to.endsWith('.case.ts')) return false
      return !(from.endsWith('contract.ts') && to.endsWith('/contract.ts'))
    })
    expectNone(
      'From outside a folder only its index.ts is imported; contract.ts by contracts.',
      intruding.map(show),
    )
  })

  it('never goes out by the own door', () => {
    const roundabout = imports(sources).filter(
      ({ from, to }) => !isTest(from) && to === posix.join(posix.dirname(from), 'index.ts'),
    )
    expectNone('Inside a folder siblings import each other’s files, never the door.', roundabout.map(show))
  })

  it('keeps the arrows between workspaces pointing down', () => {
    const allowed: Record<string, readonly string[]> = {
      core: ['core'],
      server: ['server', 'core'],
      console: ['console', 'core', 'server/src/contract.ts'],
      sdk: ['sdk', 'core'],
    }
    const wrong = imports(sources).filter(({ from, to }) => {
      const own = allowed[from.split('/')[0] as string]
      if (own === undefined || (isTest(from) && to.startsWith('tests/'))) return false
      return !own.some((start) => to === start || to.startsWith(`${start}/`))
    })
    expectNone(
      'console → server/contract and core; server and sdk → core; core → nothing of ours.',
      wrong.map(show),
    )
  })

  it('has no circles of files, of values or of types', () => {
    expectNone(
      'Imports never run in a circle.',
      circles(graph).map((circle) => circle.join(' ↔ ')),
    )
  })

  it('imports only files that exist', () => {
    const lost = imports(sources).filter(({ to }) => !byPath.has(to))
    expectNone('Every relative import leads to a file.', lost.map(show))
  })

  it('reaches every file from an entry, a test or a bench', () => {
    const entry =
      /^server\/src\/(main|cli|contract)\.ts$|^core\/src\/\w+\/index\.ts$|^console\/src\/main\.tsx$|^sdk\/src\/(index|kysely|express|fastify|hono)\.ts$/
    const also = /(\.test\.tsx?|\.config\.ts|\.setup\.ts)$|^bench\/\w+\.ts$|^scripts\/[\w-]+\.(ts|mjs)$/
    const entries = sources.map(({ path }) => path).filter((path) => entry.test(path) || also.test(path))
    const seen = reachable(withStarted, entries)
    const orphans = sources.map(({ path }) => path).filter((path) => !seen.has(path))
    expectNone('No orphan files: what nothing imports is removed.', orphans)
  })

  it('keeps what a browser loads of the server pure', () => {
    const loaded = [...reachable(graph, ['server/src/contract.ts'])].flatMap(
      (path) => byPath.get(path)?.packages.map((name) => ({ from: path, to: name })) ?? [],
    )
    const pure = ['zod', 'temporal-polyfill', '@yakusoku/core']
    const impure = loaded.filter(({ from, to }) => from.startsWith('server/') && !pure.includes(to))
    expectNone('contract.ts holds wire shapes that a browser may load.', impure.map(show))
  })
})

describe('the promise tests', () => {
  it('know the server from outside only: its wire shapes, and nothing that runs', () => {
    const tests = inside('tests/promises').map(({ path }) => path)
    const shapes = reachable(graph, ['server/src/contract.ts'])
    const inner = [...reachable(graph, tests)].filter(
      (path) => /^(server|core|console)\//.test(path) && !shapes.has(path),
    )
    expectNone('A promise is tested over HTTP, mail and the command line.', inner)
    expect(tests.length).toBeGreaterThan(10)
  })
})

describe('core', () => {
  it('has no clock, no chance, no network, no disk and no process', () => {
    const forbidden =
      /['"]node:|\bprocess\.|\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\bTemporal\.Now\b|\bfetch\(|\bsetTimeout\(|\bconsole\./g
    const found = inside('core/src')
      .filter(({ path }) => !isTest(path))
      .flatMap(({ path, code }) => [...code.matchAll(forbidden)].map(([word]) => `${path}: ${word}`))
    expectNone('core runs in a server, a browser and an auditor’s laptop: time and chance come in.', found)
  })
})

describe('the rooms', () => {
  it('keeps functions within 50 lines and React components within 150', () => {
    const long = sources.flatMap(({ path, functions }) => {
      const limit = path.endsWith('.tsx') ? 150 : 50
      if (isTest(path) || allowedLength[path] !== undefined) return []
      return functions
        .filter(({ lines }) => lines > limit)
        .map(({ line, lines }) => `${path}:${line} has ${lines}`)
    })
    expectNone('Functions have at most 50 lines (aim for 10), components 150.', long)
  })

  it('keeps files within 400 lines', () => {
    const long = sources.flatMap(({ path, text }) => {
      const lines = text.trimEnd().split('\n').length
      return lines > (allowedLength[path]?.lines ?? 400) ? [`${path} has ${lines}`] : []
    })
    expectNone('Files have at most 400 lines (aim for 100); tables of data are named in exceptions.ts.', long)
  })

  it('names no file after what it is not', () => {
    const banned = /^(utils?|helpers?|common|misc|types)$/
    const named = sources.filter(({ path }) =>
      path.split('/').some((part) => banned.test(part.replace(/\..*$/, ''))),
    )
    expectNone(
      'No utils, helpers, common, misc or types: name the thing.',
      named.map(({ path }) => path),
    )
  })

  it('names the licence in the first line', () => {
    const line = '// SPDX-License-Identifier: Apache-2.0'
    const without = sources.filter(({ text }) => !text.replace(/^#!.*\n/, '').startsWith(line))
    expectNone(
      `Each file begins with ${line}.`,
      without.map(({ path }) => path),
    )
  })

  it('reads the environment in one place', () => {
    const reading = inside('server/src').filter(
      ({ path, code }) =>
        !isTest(path) &&
        /\bprocess\.env\b/.test(code) &&
        !/^server\/src\/(main\.ts|cli\.ts|cli\/)/.test(path),
    )
    expectNone(
      'Settings are read once, by kernel/config; the roof hands it the environment.',
      reading.map(({ path }) => path),
    )
  })

  it('leaves nothing half done behind', () => {
    const left = /\bTO[D]O\b|\bFIX[M]E\b|\b(?:it|test|describe)\.(?:only|skip|todo|fails)\(/g
    const found = sources.flatMap(({ path, text }) =>
      [...text.matchAll(left)].map(([word]) => `${path}: ${word}`),
    )
    expectNone('No leftovers, no test switched off; skipIf needs available() and its reason.', found)
    const unexplained = sources.filter(
      ({ code, text }) =>
        /\b(?:skipIf|runIf)\(/.test(code) && !/\bavailable\(/.test(code) && !/\(needs [^)]+\)/.test(text),
    )
    expectNone(
      'A test that may be left out says why: by tests/support/available.ts, or "(needs …)" in its name.',
      unexplained.map(({ path }) => path),
    )
  })

  it('names no host of a package registry', () => {
    const hosts =
      /registry[.]npmjs[.]|registry[.]yarnpkg[.]|npm[.]pkg[.]github|deb[.]debian[.]org|npmmirror[.]/
    const naming = filesBelow('.').filter(
      (path) => !/\.(png|ico|ttf|woff2)$/.test(path) && hosts.test(read(path)),
    )
    expectNone('Where packages come from is the machine’s own setting.', naming)
  })
})

describe('the database', () => {
  it('numbers its migrations once each', () => {
    const files = filesBelow('server/migrations').map((path) => basename(path))
    const names = files.filter((name) => name !== 'schema.snapshot.txt')
    expectNone(
      'A migration is called 0000_name.sql.',
      names.filter((name) => !/^\d{4}_[a-z-]+\.sql$/.test(name)),
    )
    const numbers = names.map((name) => name.slice(0, 4))
    expectNone(
      'No number is used twice.',
      numbers.filter((number, at) => numbers.indexOf(number) !== at),
    )
  })
})

describe('the documents', () => {
  it('say what the code says: errors and settings', async () => {
    for (const [path, page] of Object.entries(await generatedPages())) {
      expect(read(path), `${path} is generated: npm run docs`).toBe(page)
    }
  })

  it('name every refusal that the code can give, and no other', () => {
    const documented = new Set(
      [...read('docs/reference/errors.md').matchAll(/^## (.+)$/gm)].map(([, code]) => code as string),
    )
    const given = inside('server/src').flatMap(({ path, code }) =>
      isTest(path)
        ? []
        : [...code.matchAll(/\brefuse\(\s*\w+,\s*'([^']+)'/g)].map(([, name]) => name as string),
    )
    expectNone(
      'Every refusal has its entry in docs/reference/errors.md.',
      given.filter((code) => !documented.has(code)),
    )
    const text = inside('server/src')
      .filter(({ path }) => !isTest(path))
      .map(({ code }) => code)
      .join('\n')
    const idle = [...documented].filter((code) => text.split(`'${code}'`).length < 3)
    expectNone('A refusal that nothing gives is removed.', idle)
  })

  it('lead to files that exist, and name scripts that exist', () => {
    const pages = filesBelow('.').filter((path) => path.endsWith('.md') && !path.startsWith('packs/'))
    const scripts = Object.keys((JSON.parse(read('package.json')) as { scripts: object }).scripts)
    const wrong = pages.flatMap((path) => {
      const text = read(path)
      const links = [...text.matchAll(/\]\((?!\w+:|#)([^)#]+)/g)].map(([, link]) => link as string)
      const dead = links.filter((link) => {
        const target = posix.join(posix.dirname(path), link)
        return filesBelow(posix.dirname(target)).every(
          (file) => file !== target && !file.startsWith(`${target}/`),
        )
      })
      const named = [...text.matchAll(/\bnpm run ([\w:]+)/g)].map(([, name]) => name as string)
      return [...dead, ...named.filter((name) => !scripts.includes(name))].map((what) => `${path}: ${what}`)
    })
    expectNone('Whatever a document names exists.', wrong)
  })
})

describe('the words', () => {
  /** The words by their path in the tree. */
  const flat = (words: object, path = ''): [string, string][] =>
    Object.entries(words).flatMap(([name, value]) =>
      typeof value === 'string' ? [[`${path}${name}`, value]] : flat(value as object, `${path}${name}.`),
    )
  const places = (words: string) =>
    [...words.matchAll(/\{\{\s*(\w+)/g)]
      .map(([, name]) => name as string)
      .sort((a, b) => a.localeCompare(b))
      .join()

  it('exist in Japanese and in English, with the same places to fill in', async () => {
    const [{ ja }, { en }] = await Promise.all([
      import('../console/src/words/ja.ts'),
      import('../console/src/words/en.ts'),
    ])
    const [japanese, english] = [new Map(flat(ja)), new Map(flat(en))]
    // English has a form for one and a form for many; Japanese has one form.
    const plural = (name: string) => name.replace(/_(one|other)$/, '')
    const names = (words: ReadonlyMap<string, string>) => new Set([...words.keys()].map(plural))
    const [inJapanese, inEnglish] = [names(japanese), names(english)]
    expectNone('Every word of the console stands in both languages.', [
      ...[...inJapanese].filter((name) => !inEnglish.has(name)),
      ...[...inEnglish].filter((name) => !inJapanese.has(name)),
    ])
    const differing = [...english].filter(([name, words]) => {
      const other = japanese.get(name) ?? japanese.get(plural(name)) ?? japanese.get(`${plural(name)}_other`)
      return other !== undefined && !name.endsWith('_one') && places(words) !== places(other)
    })
    expectNone(
      'The places to fill in are the same.',
      differing.map(([name]) => name),
    )
  })
})

describe('what we depend on', () => {
  const workspaces = ['core', 'server', 'console', 'sdk'].map((name) => {
    const manifest = JSON.parse(read(`${name}/package.json`)) as Record<
      string,
      Record<string, string> | undefined
    >
    return { name, manifest, own: inside(name) }
  })

  it('is pinned exactly', () => {
    const manifests = [
      ...workspaces.map(({ manifest }) => manifest),
      JSON.parse(read('package.json')) as never,
    ]
    const versions = manifests.flatMap((manifest) =>
      ['dependencies', 'devDependencies', 'optionalDependencies'].flatMap((kind) =>
        Object.entries(manifest[kind] ?? {}),
      ),
    )
    expectNone(
      'A version is a number, not a range.',
      versions
        .filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
        .map((pair) => pair.join(' ')),
    )
  })

  it('is used, and is declared where it is used', () => {
    for (const { name, manifest, own } of workspaces) {
      const imported = new Set(own.flatMap(({ packages }) => packages))
      const styles = filesBelow(name).filter((path) => path.endsWith('.css'))
      const words = [...own.map(({ code }) => code), ...styles.map(read)].join('\n')
      const declared = Object.keys(manifest['dependencies'] ?? {})
      const idle = declared.filter(
        (one) => !imported.has(one) && !words.includes(one) && unusedByImport[one] === undefined,
      )
      expectNone(`${name}: a dependency that nothing imports is removed.`, idle)
      const shipped = own.filter(({ path }) => !isTest(path) && path.startsWith(`${name}/src/`))
      const foreign = new Set(shipped.flatMap(({ packages }) => packages))
      const peers = Object.keys(manifest['peerDependencies'] ?? {})
      const known = [...declared, ...peers, '@yakusoku/core']
      const missing = [...foreign].filter((one) => !one.startsWith('node:') && !known.includes(one))
      expectNone(`${name}: what is imported stands in its package.json.`, missing)
    }
  })
})
