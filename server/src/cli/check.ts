// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { Command } from 'commander'
import { checkPack, summaryOf, toSarif, type CheckedPack, type Finding } from '@yakusoku/core/check'
import { parseDate } from '@yakusoku/core/calendar'
import { LawShelf, packFolders, readPackFiles } from './check-folders.ts'
import { findingText, summaryText } from './check-text.ts'
import { tell, terminalLanguage, type Sentence } from './terminal.ts'

/** What `yakusoku check` takes besides the folders, as the command line gives it. */
export interface CheckArguments {
  readonly asOf?: string
  readonly format?: string
  readonly lang?: string
  readonly maxWarnings?: string
}

/** Where `yakusoku check` prints, and whether that shows colours. */
export interface CheckOutput {
  readonly write: (text: string) => void
  readonly colours: boolean
  /** The day to check for where none is given, YYYY-MM-DD. */
  readonly today: string
  /** The laws already read, where several runs share them. */
  readonly shelf?: LawShelf
}

type Settings = {
  asOf: string
  format: 'text' | 'json' | 'sarif'
  language: 'ja' | 'en'
  maxWarnings: number
}

/** A folder that was checked, or why it could not be read. */
type Checked = { folder: string } & (CheckedPack | { unreadable: Sentence })

/** Checks the packs of folders and prints what was found: 0 nothing that fails, 1 errors, 2 the command line or a folder is wrong. */
export function checkCommand(
  folders: readonly string[],
  options: CheckArguments,
  output: CheckOutput,
): 0 | 1 | 2 {
  const settings = settingsFrom(options, output.today)
  if ('wrong' in settings) {
    tell(settings.wrong)
    return 2
  }
  const { shelf = new LawShelf() } = output
  const checked = packFolders(folders).map((folder) => checkFolder(folder, settings, shelf))
  const findings = checked.flatMap((one) => ('findings' in one ? one.findings : []))
  const unreadable = checked.flatMap((one) => ('unreadable' in one ? [one.unreadable] : []))
  output.write(printed(checked, findings, settings, output.colours))
  for (const sentence of unreadable) tell(sentence[settings.language])
  if (unreadable.length > 0) return 2
  const { errors, warnings } = summaryOf(findings)
  return errors > 0 || warnings > settings.maxWarnings ? 1 : 0
}

function settingsFrom(options: CheckArguments, today: string): Settings | { wrong: Sentence } {
  const { asOf = today, format = 'text', lang = terminalLanguage(), maxWarnings } = options
  if (!parseDate(asOf).ok)
    return {
      wrong: {
        en: `--as-of ${asOf}: write a day of the calendar as YYYY-MM-DD, such as 2027-04-01.`,
        ja: `--as-of ${asOf}: 暦にある日を YYYY-MM-DD で書いてください。例: 2027-04-01`,
      },
    }
  if (format !== 'text' && format !== 'json' && format !== 'sarif')
    return { wrong: oneOf('--format', format, 'text, json, sarif') }
  if (lang !== 'ja' && lang !== 'en') return { wrong: oneOf('--lang', lang, 'ja, en') }
  if (maxWarnings !== undefined && !/^\d{1,9}$/.test(maxWarnings))
    return {
      wrong: {
        en: `--max-warnings ${maxWarnings}: write a whole number from 0.`,
        ja: `--max-warnings ${maxWarnings}: 0 以上の整数を書いてください。`,
      },
    }
  return { asOf, format, language: lang, maxWarnings: Number(maxWarnings ?? Number.MAX_SAFE_INTEGER) }
}

const oneOf = (option: string, given: string, known: string): Sentence => ({
  en: `${option} ${given}: choose one of ${known}.`,
  ja: `${option} ${given}: ${known} のどれかを指定してください。`,
})

function checkFolder(folder: string, { asOf }: Settings, shelf: LawShelf): Checked {
  const read = readPackFiles(folder)
  if ('unreadable' in read) return { folder, unreadable: read.unreadable }
  const { findings, data } = checkPack(read.files, { asOf, laws: shelf.for(folder) })
  const from = relative('.', folder)
  const placed = findings.map((finding) => ({ ...finding, file: join(from, finding.file) }))
  return { folder, findings: placed, ...(data ? { data } : {}) }
}

function printed(
  checked: readonly Checked[],
  findings: Finding[],
  settings: Settings,
  colours: boolean,
): string {
  const { format, language, asOf } = settings
  if (format === 'sarif')
    return `${JSON.stringify(toSarif(findings, { language, version: ownVersion() }), null, 2)}\n`
  if (format === 'json') return `${JSON.stringify(jsonOf(checked, findings, asOf), null, 2)}\n`
  const packs = checked.filter((one) => 'findings' in one).length
  // That nothing was found says nothing where nothing was read.
  if (packs === 0) return ''
  const open = findings.filter(({ allowed }) => allowed === undefined)
  const lines = open.map((finding) => findingText(finding, language, colours))
  return `${[...lines, summaryText(summaryOf(findings), { packs, asOf, language })].join('\n')}\n`
}

const jsonOf = (checked: readonly Checked[], findings: readonly Finding[], asOf: string) => ({
  format: 1,
  asOf,
  packs: checked.map((one) =>
    'findings' in one
      ? {
          folder: one.folder,
          id: one.data?.id ?? null,
          version: one.data?.version ?? null,
          findings: one.findings,
        }
      : { folder: one.folder, unreadable: one.unreadable },
  ),
  summary: summaryOf(findings),
})

const ownVersion = (): string =>
  (JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string })
    .version

/** Adds `check` to the command line. */
export const registerCheck = (program: Command): void => {
  program
    .command('check')
    .description('check what packs say against what they do / パックの文とデータと法令を照らし合わせる')
    .argument(
      '<pack...>',
      'folders of packs, or of folders of packs / パックのフォルダー、またはそれらを入れたフォルダー',
    )
    .option('--as-of <date>', 'the day to check for, YYYY-MM-DD; today otherwise / 基準日（省略時は今日）')
    .option('--format <format>', 'text, json or sarif / 出力の形式', 'text')
    .option('--lang <language>', 'ja or en / 表示の言語', terminalLanguage())
    .option('--max-warnings <count>', 'fail above this many warnings / 警告がこの数を超えたら失敗とする')
    .exitOverride((end) => process.exit(end.exitCode === 0 ? 0 : 2))
    .action((folders: string[], options: CheckArguments) => {
      process.exitCode = checkCommand(folders, options, {
        write: (text) => process.stdout.write(text),
        colours: process.stdout.isTTY && !process.env['NO_COLOR'],
        // The day of the machine's own zone, in the form of ISO 8601.
        today: new Intl.DateTimeFormat('sv-SE').format(new Date()),
      })
    })
}
