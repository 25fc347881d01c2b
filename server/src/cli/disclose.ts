// SPDX-License-Identifier: Apache-2.0
import type { Command } from 'commander'
import { nearest, parseDatamaps, planReads } from '@yakusoku/core/datamap'
import type { Dataset, Plan } from '@yakusoku/core/datamap'
import { disclose } from '../connectors/index.ts'
import type { Disclosure, Identities } from '../connectors/index.ts'
import { problemLine, summary, tellShortfalls, writeFolder } from './disclose-output.ts'
import { readMapFiles } from './map-files.ts'
import { pairs, tell } from './terminal.ts'

/** What `yakusoku disclose` takes. */
export interface DiscloseArguments {
  readonly map: readonly string[]
  readonly connect: readonly string[]
  readonly identity: readonly string[]
  readonly target?: readonly string[]
  readonly out?: string
  readonly json?: boolean
  readonly timeout?: string
}

/** How a command ended: 0 all read, 1 the maps are wrong, 2 the command line is, 3 something could not be read. */
export type ExitCode = 0 | 1 | 2 | 3

const wrongWords = (words: readonly string[], option: string, form: string): boolean => {
  for (const word of words)
    tell({
      en: `${option} ${word.split('=')[0]}: write it as ${form}.`,
      ja: `${option} ${word.split('=')[0]}: ${form} の形で書いてください。`,
    })
  return words.length > 0
}

/** One dataset is in one place; naming two would silently read only the last. */
const checkTwice = (found: readonly [string, string][]): boolean => {
  const twice = [...Map.groupBy(found, ([key]) => key)].filter(
    ([, list]) => new Set(list.map(([, url]) => url)).size > 1,
  )
  for (const [key] of twice)
    tell({
      en: `--connect ${key}: given twice with different URLs. Keep one.`,
      ja: `--connect ${key}: 異なる URL が二度指定されています。一つにしてください。`,
    })
  return twice.length > 0
}

const checkConnections = (
  datasets: readonly Dataset[],
  connections: Record<string, string>,
  plan: Plan | undefined,
): boolean => {
  const keys = datasets.map((d) => d.key)
  const unknown = Object.keys(connections).filter((key) => !keys.includes(key))
  // A dataset of which nothing is read needs no connection.
  const needed = new Set(plan?.steps.flatMap((step) => step.reads.map((read) => read.dataset.key)))
  const missing = [...needed].filter((key) => connections[key] === undefined)
  for (const key of unknown) {
    const near = nearest(key, keys)
    tell({
      en: `--connect ${key}: no map declares this fides_key.${near ? ` Did you mean "${near}"?` : ''} The maps declare: ${keys.join(', ')}.`,
      ja: `--connect ${key}: この fides_key はマップにありません。${near ? `「${near}」ではありませんか。` : ''}マップにあるもの: ${keys.join('、')}。`,
    })
  }
  for (const key of missing)
    tell({
      en: `The map declares "${key}", but nothing says where it is. Add --connect ${key}=URL.`,
      ja: `マップの「${key}」の接続先が指定されていません。--connect ${key}=URL を追加してください。`,
    })
  return unknown.length + missing.length === 0
}

const load = (paths: readonly string[]): Dataset[] | ExitCode => {
  const { files, missing } = readMapFiles(paths)
  for (const path of missing)
    tell({
      en: `--map ${path}: there is no such file that can be read, or no .yml or .yaml in the folder.`,
      ja: `--map ${path}: 読めるファイルがないか、フォルダーに .yml / .yaml がありません。`,
    })
  if (missing.length) return 2
  const { datasets, problems } = parseDatamaps(files)
  for (const problem of problems) tell(problemLine(problem))
  return problems.some((p) => p.severity === 'error') ? 1 : datasets
}

const gatherIdentities = (found: readonly [string, string][]): Identities => {
  const groups = Map.groupBy(found, ([kind]) => kind)
  return Object.fromEntries([...groups].map(([kind, list]) => [kind, list.map(([, value]) => value)]))
}

const present = (result: Disclosure, options: DiscloseArguments): ExitCode => {
  tellShortfalls(result)
  if (result.problems.some((p) => p.severity === 'error')) return 1
  if (options.out !== undefined) {
    try {
      writeFolder(options.out, result)
    } catch (error) {
      const code = (error as { code?: string }).code ?? ''
      tell({
        en: `--out ${options.out}: cannot be written (${code}). Choose another folder or make room.`,
        ja: `--out ${options.out}: 書き込めません(${code})。別のフォルダーを指定するか空き容量を確保してください。`,
      })
      return 2
    }
  }
  if (options.json) process.stdout.write(`${JSON.stringify({ rows: result.rows })}\n`)
  else process.stdout.write(`${summary(result)}\n`)
  // An address that is none is the caller's mistake, not a source that is away.
  if (result.sources.some((s) => s.failure?.code === 'bad-url')) return 2
  return result.complete ? 0 : 3
}

/** Finds what the mapped databases hold of one person and prints it; needs no server. */
export const discloseCommand = async (options: DiscloseArguments): Promise<ExitCode> => {
  const connect = pairs(options.connect)
  const identity = pairs(options.identity)
  const wrong = [
    wrongWords(connect.wrong, '--connect', 'KEY=URL'),
    wrongWords(identity.wrong, '--identity', 'KIND=VALUE'),
  ]
  const timeout = options.timeout === undefined ? undefined : Number(options.timeout) * 1000
  if (timeout !== undefined && !(timeout > 0))
    wrong.push(wrongWords([options.timeout ?? ''], '--timeout', 'SECONDS'))
  if (wrong.includes(true) || checkTwice(connect.found)) return 2
  const datasets = load(options.map)
  if (typeof datasets === 'number') return datasets
  const connections = Object.fromEntries(connect.found)
  const identities = gatherIdentities(identity.found)
  const { plan } = planReads(datasets, {
    identities: Object.keys(identities),
    ...(options.target ? { targets: options.target } : {}),
  })
  if (!checkConnections(datasets, connections, plan)) return 2
  const stop = new AbortController()
  const interrupt = () => stop.abort()
  process.once('SIGINT', interrupt)
  try {
    const result = await disclose(datasets, connections, identities, {
      signal: stop.signal,
      ...(options.target ? { targets: options.target } : {}),
      ...(timeout === undefined ? {} : { timeout }),
    })
    return present(result, options)
  } finally {
    process.off('SIGINT', interrupt)
  }
}

/** Adds `disclose` to the command line. */
export const registerDisclose = (program: Command): void => {
  program
    .command('disclose')
    .description(
      'find what mapped databases hold of one person / 対応付けたデータベースから本人のデータを探す',
    )
    .requiredOption(
      '--map <file...>',
      'Fides dataset YAML, files or folders / Fides データセットの YAML、ファイルかフォルダー',
    )
    // Without any, the datasets that need one are named, which tells more than that an option is missing.
    .option(
      '--connect <key=url...>',
      'where a dataset is: postgres://…, mysql://…, mariadb://…, sqlite:PATH / データセットの場所',
      [],
    )
    .requiredOption(
      '--identity <kind=value...>',
      'what the person is known by, such as email=… / 本人を表すもの（email=… など）',
    )
    .option(
      '--target <category...>',
      'only fields of these data categories and those below them / この分類とその下の項目だけ',
    )
    .option(
      '--out <folder>',
      'write JSON and CSV of each collection there / コレクションごとに JSON と CSV を書くフォルダー',
    )
    .option(
      '--json',
      'print {"rows": …} and nothing else on standard output / 標準出力に {"rows": …} だけを出す',
    )
    .option('--timeout <seconds>', 'end a query that takes longer / これより長い問い合わせを終わらせる（秒）')
    .exitOverride((end) => process.exit(end.exitCode === 0 ? 0 : 2))
    .action(async (options: DiscloseArguments) => {
      process.exitCode = await discloseCommand(options)
    })
}
