// SPDX-License-Identifier: Apache-2.0
import { existsSync, writeFileSync } from 'node:fs'
import type { Command } from 'commander'
import { loadPack, type Pack } from '@yakusoku/core/packs'
import { draftMap, type Draft } from '../catalog/index.ts'
import { describeUrl, openConnector, SourceFailure } from '../connectors/index.ts'
import { readPackFiles } from './check-folders.ts'
import type { ExitCode } from './disclose.ts'
import { draftAsJson, draftAsText } from './map-summary.ts'
import { localised, tell, terminalLanguage, type Sentence } from './terminal.ts'

/** What `yakusoku map` takes besides the URL. */
export interface MapArguments {
  readonly key?: string
  readonly out?: string
  readonly schema?: readonly string[]
  readonly sample?: string
  readonly values?: boolean
  readonly pack?: string
  readonly json?: boolean
}

/** Names a map after its database, or its file; of a URL without one nothing is taken, as a password may stand there. */
export const keyFrom = (url: string): string => {
  const [, path = ''] = /^(?:sqlite:|\w+:\/\/[^/]*\/)(.*)$/s.exec(describeUrl(url)) ?? []
  const plain = (path.split('/').at(-1) ?? '').replace(/\.(db|sqlite3?)$/i, '')
  return plain.replace(/[^A-Za-z0-9_.-]+/g, '_').replace(/^_+|_+$/g, '') || 'database'
}

const taken = (path: string): Sentence => ({
  en: `--out ${path}: the file exists and may hold your own changes; it is left alone. Choose another name or remove it.`,
  ja: `--out ${path}: すでにファイルがあります。手直しを失わないよう上書きしません。別の名前にするか削除してください。`,
})

const save = (path: string, yaml: string): Sentence | undefined => {
  try {
    writeFileSync(path, yaml, { flag: 'wx' })
    return undefined
  } catch (error) {
    const { code } = error as { code?: string }
    if (code === 'EEXIST') return taken(path)
    return {
      en: `--out ${path}: cannot be written (${code}). Choose another place.`,
      ja: `--out ${path}: 書き込めません(${code})。別の場所を指定してください。`,
    }
  }
}

const DEFAULT_ROWS = 200
const MOST_ROWS = 10_000

/** Rows to draw from each table, or what is wrong with the options. */
const rowsOf = ({ sample, values }: MapArguments): number | Sentence => {
  if (values === false) return 0
  if (sample === undefined) return DEFAULT_ROWS
  const rows = Number(sample)
  if (Number.isInteger(rows) && rows >= 1 && rows <= MOST_ROWS) return rows
  return {
    en: `--sample ${sample}: give a whole number from 1 to ${MOST_ROWS}, or --no-values to read none.`,
    ja: `--sample ${sample}: 1〜${MOST_ROWS} の整数を指定してください。値を読まないなら --no-values です。`,
  }
}

const packFrom = (folder: string): Pack | Sentence => {
  const read = readPackFiles(folder)
  if ('unreadable' in read) return read.unreadable
  const { pack } = loadPack(read.files)
  return (
    pack ?? {
      en: `--pack ${folder}: the pack has errors. Run "yakusoku check ${folder}" and mend them.`,
      ja: `--pack ${folder}: パックに誤りがあります。「yakusoku check ${folder}」で確かめて直してください。`,
    }
  )
}

interface Ready {
  readonly key: string
  readonly rows: number
  readonly pack: Pack | undefined
}

/** Everything that can be wrong before the database is asked, which may take long. */
const prepare = (url: string, options: MapArguments): Ready | Sentence => {
  const key = options.key ?? keyFrom(url)
  if (!/^[A-Za-z0-9_.-]+$/.test(key))
    return {
      en: `--key ${key}: use letters, digits, ".", "_" and "-" only.`,
      ja: `--key ${key}: 英数字と「.」「_」「-」だけを使ってください。`,
    }
  if (options.out !== undefined && existsSync(options.out)) return taken(options.out)
  const rows = rowsOf(options)
  if (typeof rows !== 'number') return rows
  const pack = options.pack === undefined ? undefined : packFrom(options.pack)
  if (pack !== undefined && !('promises' in pack)) return pack
  return { key, rows, pack }
}

/** Says how far the reading is, once it has taken more than a second and where somebody watches. */
const progressLine = () => {
  const start = performance.now()
  let shown = false
  return {
    tell: (done: number, total: number): void => {
      if (!process.stderr.isTTY || performance.now() - start < 1000) return
      shown = true
      process.stderr.write(`\r${localised({ en: 'tables read', ja: '読んだテーブル' })} ${done}/${total} `)
    },
    end: (): void => {
      if (shown) process.stderr.write('\r\x1b[K')
    },
  }
}

const draft = async (url: string, { key, rows, pack }: Ready, schema?: readonly string[]): Promise<Draft> => {
  const connector = await openConnector(url)
  const progress = progressLine()
  try {
    return await draftMap(connector, {
      key,
      sampleRows: rows,
      year: new Date().getFullYear(),
      progress: progress.tell,
      ...(pack ? { pack } : {}),
      ...(schema ? { schemas: schema } : {}),
    })
  } finally {
    progress.end()
    await connector.close()
  }
}

const show = (found: Draft, { out, json = false }: MapArguments): ExitCode => {
  const wrong = out === undefined ? undefined : save(out, found.yaml)
  if (wrong) {
    tell(wrong)
    return 2
  }
  if (json) process.stdout.write(`${JSON.stringify(draftAsJson(found), null, 2)}\n`)
  else if (out === undefined) process.stdout.write(found.yaml)
  tell(draftAsText(found, terminalLanguage(), out))
  return 0
}

/** Drafts the data map of a live database and prints it or writes it to a new file. */
export const mapCommand = async (url: string, options: MapArguments): Promise<ExitCode> => {
  const ready = prepare(url, options)
  if (!('key' in ready)) {
    tell(ready)
    return 2
  }
  try {
    const found = await draft(url, ready, options.schema)
    if (found.tables > 0) return show(found, options)
    tell({
      en: 'No table was found there. Check the database and --schema.',
      ja: 'テーブルが見つかりません。データベースと --schema を確かめてください。',
    })
    return 1
  } catch (error) {
    if (!(error instanceof SourceFailure)) throw error
    tell(localised(error))
    return error.code === 'bad-url' ? 2 : 3
  }
}

/** Adds `map` to the command line. */
export const registerMap = (program: Command): void => {
  program
    .command('map')
    .description('draft the data map of a live database / データベースからデータマップの下書きを作る')
    .argument('<url>', 'postgres://…, mysql://…, mariadb://… or sqlite:PATH')
    .option(
      '--key <key>',
      'fides_key of the dataset; the name of the database otherwise / データセットの fides_key（省略時はデータベースの名前）',
    )
    .option(
      '--out <file>',
      'write to a new file instead of standard output / 標準出力の代わりに新しいファイルへ書く',
    )
    .option('--schema <name...>', 'only these schemas / このスキーマだけ')
    .option(
      '--sample <rows>',
      `rows looked at in each table, spread over it (${DEFAULT_ROWS}) / テーブルごとに見る行数（全体から散らして選ぶ）`,
    )
    .option('--no-values', 'look at names and types only / 値を読まず、名前と型だけで判断する')
    .option('--pack <folder>', 'propose the categories of this pack besides / このパックの分類も候補に示す')
    .option('--json', 'print what was found as JSON / 結果を JSON で出す')
    .exitOverride((end) => process.exit(end.exitCode === 0 ? 0 : 2))
    .action(async (url: string, options: MapArguments) => {
      process.exitCode = await mapCommand(url, options)
    })
}
