// SPDX-License-Identifier: Apache-2.0
import type { Command } from 'commander'
import { diffPacks, isSame, type PackDiff } from '@yakusoku/core/diff'
import { loadPack, type Pack, type Problem } from '@yakusoku/core/packs'
import { readPackFiles } from './check-folders.ts'
import { countTouched, type TouchedHeld } from './diff-server.ts'
import { diffText } from './diff-text.ts'
import { touchedText } from './diff-touched-text.ts'
import { tell, terminalLanguage, type Sentence } from './terminal.ts'

/** What `yakusoku diff` takes besides the two folders. */
export interface DiffArguments {
  readonly json?: boolean
  readonly lang?: string
  readonly exitCode?: boolean
  readonly server?: string
  readonly organisation?: string
  readonly tokenFile?: string
}

/**
 * Compares the packs of two folders and prints what changed, and with a server how many people and records that
 * touches: 0, with --exit-code 1 where they differ, 2 where something cannot be read or counted.
 */
export async function diffCommand(
  folders: readonly [older: string, newer: string],
  options: DiffArguments,
  write: (text: string) => void,
): Promise<0 | 1 | 2> {
  const { lang = terminalLanguage(), server } = options
  if (lang !== 'ja' && lang !== 'en') {
    tell({
      en: `--lang ${lang}: choose one of ja, en.`,
      ja: `--lang ${lang}: ja か en を指定してください。`,
    })
    return 2
  }
  const [older, newer] = folders.map(readPack)
  const wrong = [older, newer].flatMap((one) => (one && 'wrong' in one ? one.wrong : []))
  for (const sentence of wrong) tell(sentence[lang])
  if (!older || !newer || 'wrong' in older || 'wrong' in newer) return 2
  if (older.pack.id !== newer.pack.id)
    tell(
      {
        en: `These are two packs, ${older.pack.id} and ${newer.pack.id}, not two versions of one.`,
        ja: `一つのパックの二つの版ではなく、二つのパックです（${older.pack.id} と ${newer.pack.id}）。`,
      }[lang],
    )
  const diff = diffPacks(older.pack, newer.pack)
  const organisation = options.organisation ?? newer.pack.id
  const counted =
    server === undefined ? undefined : await countTouched(diff, { ...options, server, organisation, lang })
  if (counted !== undefined && 'wrong' in counted) {
    tell(counted.wrong[lang])
    return 2
  }
  write(printed(diff, newer.pack.id, counted?.touched, { json: options.json === true, lang }))
  return options.exitCode && !isSame(diff) ? 1 : 0
}

function printed(
  diff: PackDiff,
  name: string,
  touched: TouchedHeld | undefined,
  { json, lang }: { json: boolean; lang: 'ja' | 'en' },
): string {
  const more = touched === undefined ? {} : { touched }
  if (json) return `${JSON.stringify({ format: 1, ...diff, ...more }, null, 2)}\n`
  return diffText(diff, name, lang) + (touched === undefined ? '' : touchedText(diff, touched, lang))
}

function readPack(folder: string): { pack: Pack } | { wrong: Sentence[] } {
  const read = readPackFiles(folder)
  if ('unreadable' in read) return { wrong: [read.unreadable] }
  const { pack, problems } = loadPack(read.files)
  if (pack) return { pack }
  const errors = problems.filter(({ severity }) => severity === 'error')
  return { wrong: [...errors.slice(0, 5).map((found) => faultText(folder, found)), checkFirst(folder)] }
}

const faultText = (folder: string, { path, line, column, message }: Problem): Sentence => ({
  en: `${folder}/${path}:${line}:${column} ${message.en}`,
  ja: `${folder}/${path}:${line}:${column} ${message.ja}`,
})

const checkFirst = (folder: string): Sentence => ({
  en: `${folder}: it has errors and cannot be compared. Run: yakusoku check ${folder}`,
  ja: `${folder}: 誤りがあるため比べられません。yakusoku check ${folder} で確かめてください。`,
})

/** Adds `diff` to the command line. */
export const registerDiff = (program: Command): void => {
  program
    .command('diff')
    .description('tell what a new version of a pack changes, and for whom / 版の違いと、その影響を示す')
    .argument('<old>', 'folder of the older version / 旧い版のフォルダー')
    .argument('<new>', 'folder of the newer version / 新しい版のフォルダー')
    .option('--json', 'print JSON / JSON で出す')
    .option('--lang <language>', 'ja or en / 表示の言語', terminalLanguage())
    .option('--exit-code', 'end with 1 where the versions differ / 違いがあれば 1 で終わる')
    .option(
      '--server <url>',
      'count the people and records it touches, on this server / 影響する人数と件数を、このサーバーで数える',
    )
    .option('--organisation <id>', 'the organisation there; default: the pack / そこでの組織（既定はパック）')
    .option(
      '--token-file <file>',
      'file with an API token that may sources:read; or YAKUSOKU_TOKEN / API トークンを入れたファイル',
    )
    .exitOverride((end) => process.exit(end.exitCode === 0 ? 0 : 2))
    .action(async (older: string, newer: string, options: DiffArguments) => {
      process.exitCode = await diffCommand([older, newer], options, (text) => process.stdout.write(text))
    })
}
