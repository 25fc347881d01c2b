// SPDX-License-Identifier: Apache-2.0
import { existsSync, writeFileSync } from 'node:fs'
import type { Command } from 'commander'
import { draftMap } from '../catalog/index.ts'
import { describeUrl, openConnector, SourceFailure } from '../connectors/index.ts'
import type { ExitCode } from './disclose.ts'
import { localised, tell } from './terminal.ts'

/** What `yakusoku map` takes besides the URL. */
export interface MapArguments {
  readonly key?: string
  readonly out?: string
  readonly schema?: readonly string[]
}

/** Names a map after its database, or its file; of a URL without one nothing is taken, as a password may stand there. */
export const keyFrom = (url: string): string => {
  const [, path = ''] = /^(?:sqlite:|\w+:\/\/[^/]*\/)(.*)$/s.exec(describeUrl(url)) ?? []
  const plain = (path.split('/').at(-1) ?? '').replace(/\.(db|sqlite3?)$/i, '')
  return plain.replace(/[^A-Za-z0-9_.-]+/g, '_').replace(/^_+|_+$/g, '') || 'database'
}

const taken = (path: string): ExitCode => {
  tell({
    en: `--out ${path}: the file exists and may hold your own changes; it is left alone. Choose another name or remove it.`,
    ja: `--out ${path}: すでにファイルがあります。手直しを失わないよう上書きしません。別の名前にするか削除してください。`,
  })
  return 2
}

const save = (path: string, yaml: string): ExitCode => {
  try {
    writeFileSync(path, yaml, { flag: 'wx' })
    return 0
  } catch (error) {
    const { code } = error as { code?: string }
    if (code === 'EEXIST') return taken(path)
    tell({
      en: `--out ${path}: cannot be written (${code}). Choose another place.`,
      ja: `--out ${path}: 書き込めません(${code})。別の場所を指定してください。`,
    })
    return 2
  }
}

/** Drafts the data map of a live database and prints it or writes it to a new file. */
export const mapCommand = async (url: string, options: MapArguments): Promise<ExitCode> => {
  const key = options.key ?? keyFrom(url)
  if (!/^[A-Za-z0-9_.-]+$/.test(key)) {
    tell({
      en: `--key ${key}: use letters, digits, ".", "_" and "-" only.`,
      ja: `--key ${key}: 英数字と「.」「_」「-」だけを使ってください。`,
    })
    return 2
  }
  // Told before the database is inspected, which may take long.
  if (options.out !== undefined && existsSync(options.out)) return taken(options.out)
  try {
    const connector = await openConnector(url)
    try {
      const draft = await draftMap(connector, { key, ...(options.schema ? { schemas: options.schema } : {}) })
      if (!draft.tables) {
        tell({
          en: 'No table was found there. Check the database and --schema.',
          ja: 'テーブルが見つかりません。データベースと --schema を確かめてください。',
        })
        return 1
      }
      tell({
        en: `${draft.tables} tables, ${draft.columns} columns, ${draft.personal} of them proposed as personal. Review the categories.`,
        ja: `テーブル ${draft.tables}、列 ${draft.columns}、うち個人データの候補 ${draft.personal}。分類を確認してください。`,
      })
      if (options.out !== undefined) return save(options.out, draft.yaml)
      process.stdout.write(draft.yaml)
      return 0
    } finally {
      await connector.close()
    }
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
    .exitOverride((end) => process.exit(end.exitCode === 0 ? 0 : 2))
    .action(async (url: string, options: MapArguments) => {
      process.exitCode = await mapCommand(url, options)
    })
}
