// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { settings } from '../server/src/kernel/index.ts'
import { commands, uses } from './docs/command-line.ts'
import { anchorOf, chapters, codeOf, example, headings, links, pages, userPages } from './docs/pages.ts'
import { permissionsTable } from './docs/permissions.ts'
import { filesBelow, read, root } from './tidy/sources.ts'

const both = ['en', 'ja'] as const
const known = commands()

describe('the documents', () => {
  it('link only to what is there', () => {
    const broken = pages.flatMap((page) =>
      links(page).flatMap(({ target, anchor }) => {
        if (!existsSync(join(root, target))) return [`${page}: there is no ${target}`]
        if (anchor === '' || statSync(join(root, target)).isDirectory()) return []
        const there = headings(target).map(anchorOf)
        return there.includes(anchor) ? [] : [`${page}: ${target} has no heading #${anchor}`]
      }),
    )
    expect(broken).toEqual([])
  })

  // The token is not the server's setting: it is what the commands that ask a server read.
  it('name only settings that exist', () => {
    const wrong = userPages.flatMap((page) =>
      [...read(page).matchAll(/\b(YAKUSOKU_[A-Z_]+|DATABASE_URL)\b/g)]
        .map(([name]) => name)
        .filter((name) => !(name in settings) && name !== 'YAKUSOKU_TOKEN')
        .map((name) => `${page}: ${name}`),
    )
    expect(wrong).toEqual([])
  })

  it('name only commands and options that exist', () => {
    const named = [...known.keys()].map((name) => name.split(' '))
    const wrong = userPages.flatMap((page) =>
      uses(codeOf(page)).flatMap(({ words, options }) => {
        const command = named.find((name) => name.every((word, at) => words[at] === word))?.join(' ')
        const there = command === undefined ? undefined : known.get(command)
        if (there === undefined) return [`${page}: there is no command ${words.join(' ')}`]
        return options
          .filter((option) => !there.has(option))
          .map((one) => `${page}: ${command} has no ${one}`)
      }),
    )
    expect(wrong).toEqual([])
  })

  it('tell every option of every command somewhere in the guide', () => {
    const guide = both.map((language) =>
      chapters.map((chapter) => codeOf(`docs/guide/${language}/${chapter}`)).join('\n'),
    )
    const untold = [...known].flatMap(([command, options]) =>
      [...options]
        .filter((option) => option !== '--help' && guide.some((page) => !page.includes(option)))
        .map((option) => `${command} ${option}`),
    )
    expect(untold).toEqual([])
  })
})

describe('the guide', () => {
  it('has the same chapters in both languages', () => {
    expect(filesBelow('docs/guide/ja').map((path) => path.replace('/ja/', '/en/'))).toEqual(
      filesBelow('docs/guide/en'),
    )
    expect(chapters.length).toBeGreaterThan(5)
  })

  it('leads from its first page to every chapter', () => {
    for (const language of both) {
      const reached = links(`docs/guide/${language}/README.md`).map(({ target }) => target)
      for (const chapter of chapters.filter((one) => one !== 'README.md'))
        expect(reached).toContain(`docs/guide/${language}/${chapter}`)
    }
  })

  it.each(chapters)('has the same headings, tables and commands in both languages: %s', (chapter) => {
    const shape = (language: string) => {
      const path = `docs/guide/${language}/${chapter}`
      const blocks = [...read(path).matchAll(/^( *)```(\w+)\n([\s\S]*?)^\1```$/gm)]
      return {
        headings: headings(path).map(({ level }) => level),
        rows: [...read(path).matchAll(/^\|/gm)].length,
        items: [...read(path).matchAll(/^(\d+\.|-) /gm)].length,
        // What is printed differs by language; what is typed does not.
        code: blocks.filter(([, , kind]) => kind !== 'text').map(([, , , code]) => code),
      }
    }
    expect(shape('ja')).toEqual(shape('en'))
  })

  it.each([
    ['en', 'permission'],
    ['ja', '権限'],
  ])('prints the permissions of the contract (%s)', (language, heading) => {
    const page = read(`docs/guide/${language}/operators.md`)
    const [, printed = ''] =
      /<!-- permissions: generated .*-->\n([\s\S]*?)\n?<!-- permissions: end -->/.exec(page) ?? []
    expect(printed).toBe(permissionsTable(heading))
  })
})

// Constants that stand inside a capability and are promised to users: file, constant, and how the guide says it.
const figures = [
  ['requests/ask.ts', 'codeMinutes', 'privacy-centre.md', '# minutes', '#分間'],
  ['requests/ask.ts', 'codeAttempts', 'privacy-centre.md', '# attempts', '#回まで入力'],
  ['requests/ask.ts', 'codesAnHour', 'privacy-centre.md', 'At most # codes an hour', '1時間に#回まで'],
  ['requests/answer.ts', 'linkDays', 'privacy-centre.md', 'works for # days', '#日後の終わりまで'],
  ['requests/answer.ts', 'linkDays', 'requests.md', 'works for # days', '#日間有効'],
  ['requests/sweep.ts', 'askedHours', 'requests.md', 'within # hours', '#時間以内'],
  ['requests/board.ts', 'readingMinutes', 'requests.md', 'within # minutes', '#分以内'],
  ['accounts/links.ts', 'linkDays', 'operators.md', 'for # days', '#日間使える'],
] as const

describe('the figures of the guide', () => {
  it.each(figures)('are those of the code: %s %s', (file, name, chapter, en, ja) => {
    const found = new RegExp(`const ${name} = (\\d+)$`, 'm').exec(read(`server/src/${file}`))
    expect(found).not.toBeNull()
    const said = (words: string) => words.replace('#', found?.[1] as string)
    expect(read(`docs/guide/en/${chapter}`)).toContain(said(en))
    expect(read(`docs/guide/ja/${chapter}`)).toContain(said(ja))
  })
})

describe('the example to paste', () => {
  const folder = mkdtempSync(join(tmpdir(), 'yakusoku-guide-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('prints what the guide shows', () => {
    const page = 'docs/guide/en/disclose-and-map.md'
    const node = `${process.execPath} --disable-warning=ExperimentalWarning`
    const script = `${example(page, 'make')}\n${example(page, 'run')}`
      .replaceAll('/tmp/yakusoku-example', folder)
      .replaceAll('npx yakusoku', `${node} server/src/cli.ts`)
      .replaceAll('npx node', node)
    const { stdout, stderr, status } = spawnSync('bash', ['-euo', 'pipefail', '-c', script], {
      cwd: root,
      encoding: 'utf8',
    })
    expect(status, stderr).toBe(0)
    expect(JSON.parse(stdout)).toEqual(JSON.parse(example(page, 'output')))
  })
})
