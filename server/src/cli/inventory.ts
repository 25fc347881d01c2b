// SPDX-License-Identifier: Apache-2.0
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import type { Command } from 'commander'
import { askServer, noAnswer, type Asked } from './ask-server.ts'
import { tell, terminalLanguage, type Sentence } from './terminal.ts'

/** What `yakusoku inventory export` takes. */
export interface ExportArguments {
  readonly server: string
  readonly organisation: string
  readonly out?: string
  readonly tokenFile?: string
  readonly lang?: string
}

/** Fetches the open entries of an inventory as a workbook and writes them to a new file: 0, or 2 where that cannot be. */
export async function exportCommand(options: ExportArguments): Promise<0 | 2> {
  const { server, organisation, tokenFile, lang = terminalLanguage() } = options
  if (lang !== 'ja' && lang !== 'en') {
    tell({
      en: `--lang ${lang}: choose one of ja, en.`,
      ja: `--lang ${lang}: ja か en を指定してください。`,
    })
    return 2
  }
  const out = options.out ?? `${organisation.replaceAll(/[^\w.-]+/g, '_')}-inventory.xlsx`
  const asked: Asked = { server, organisation, lang, ...(tokenFile === undefined ? {} : { tokenFile }) }
  const wrong = existsSync(out) ? taken(out) : await fetchTo(out, asked)
  tell((wrong ?? written(out))[lang])
  return wrong === undefined ? 0 : 2
}

async function fetchTo(out: string, asked: Parameters<typeof askServer>[0]): Promise<Sentence | undefined> {
  const way = askServer(asked)
  if ('wrong' in way) return way.wrong
  const given = await way.ask(`inventory/export?lang=${asked.lang}`, 'inventory:read')
  if ('wrong' in given) return given.wrong
  const { answer } = given
  const isZip = answer instanceof Uint8Array && answer[0] === 0x50 && answer[1] === 0x4b
  return isZip ? save(out, answer) : noAnswer(asked.server).wrong
}

function save(out: string, bytes: Uint8Array): Sentence | undefined {
  try {
    writeFileSync(out, bytes, { flag: 'wx', mode: 0o600 })
    return undefined
  } catch (error) {
    const code = String((error as { code?: unknown }).code)
    if (code === 'EEXIST') return taken(out)
    // Half a workbook is none.
    rmSync(out, { force: true })
    return {
      en: `--out ${out}: cannot be written (${code}). Choose another place.`,
      ja: `--out ${out}: 書き込めません（${code}）。別の場所を指定してください。`,
    }
  }
}

const taken = (out: string): Sentence => ({
  en: `--out ${out}: the file exists and is left alone. Choose another name or remove it.`,
  ja: `--out ${out}: すでにファイルがあるため、上書きしません。別の名前にするか削除してください。`,
})

const written = (out: string): Sentence => ({
  en: `The open entries of the inventory are in ${out}.`,
  ja: `取扱い中の項目を ${out} に書き出しました。`,
})

/** Adds `inventory export` to the command line. */
export const registerInventory = (program: Command): void => {
  program
    .command('inventory')
    .description('the inventory of personal information / 個人情報管理台帳')
    .command('export')
    .description('write the open entries to an Excel file / 取扱い中の項目を Excel に書き出す')
    .requiredOption('--server <url>', 'the server, e.g. http://localhost:8420 / サーバー')
    .requiredOption('--organisation <id>', 'the organisation there / そこでの組織')
    .option('--out <file>', 'a new file; ORGANISATION-inventory.xlsx otherwise / 新しいファイルの名前')
    .option(
      '--token-file <file>',
      'file with an API token that may inventory:read; or YAKUSOKU_TOKEN / API トークンを入れたファイル',
    )
    .option('--lang <language>', 'ja or en: language of the workbook / ブックの言語', terminalLanguage())
    .exitOverride((end) => process.exit(end.exitCode === 0 ? 0 : 2))
    .action(async (options: ExportArguments) => {
      process.exitCode = await exportCommand(options)
    })
}
