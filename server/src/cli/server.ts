// SPDX-License-Identifier: Apache-2.0
/** Commands for whoever runs the server: they need its data folder, and work beside a running server. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Command } from 'commander'
import type { Application } from '../application.ts'
import { startEmbedded } from '../database/index.ts'
import { createLog, preferredLanguage, readConfig, systemClock, type Config } from '../kernel/index.ts'
import type { Role } from '../accounts/index.ts'
import { addMasterKey, masterKeyFile, Vault } from '../vault/index.ts'
import { writeNewFile } from './new-file.ts'
import { localised, tell, terminalLanguage } from './terminal.ts'

function configured(): Config {
  const config = readConfig(process.env)
  if ('problems' in config)
    throw new Error(`設定に誤りがあります / the settings are not right:\n  ${config.problems.join('\n  ')}`)
  return config
}

/** Opens the server's parts without serving; a database that was running already stays running. */
async function withApplication<T>(
  work: (application: Application, config: Config) => Promise<T>,
): Promise<T> {
  // Loaded here, so that commands which need no server start at once.
  const { createApplication } = await import('../application.ts')
  const config = configured()
  const embedded = config.databaseUrl === undefined ? await startEmbedded(config.dataFolder) : undefined
  try {
    const databaseUrl = config.databaseUrl ?? embedded?.url ?? ''
    const application = await createApplication({
      config,
      databaseUrl,
      clock: systemClock,
      log: createLog('error'),
    })
    try {
      return await work(application, config)
    } finally {
      await application.stop()
    }
  } finally {
    if (embedded?.adopted === false) await embedded.stop()
  }
}

function knownOrganisation(application: Application, wanted: string | undefined): string {
  const all = application.policies.organisations()
  const organisation = wanted ?? (all.length === 1 ? all[0] : undefined)
  if (organisation !== undefined && all.includes(organisation)) return organisation
  const there = all.join(', ')
  throw new Error(
    localised({
      en: `name an organisation with --organisation; there are: ${there}`,
      ja: `組織を --organisation で指定してください。あるもの: ${there}`,
    }),
  )
}

/** A folder that was named by mistake would be given a new installation, and its empty ledger be taken for the right one. */
function refuseEmptyFolder(): void {
  const { dataFolder } = configured()
  if (existsSync(join(dataFolder, 'keys', 'master.json'))) return
  throw new Error(
    localised({
      en: `no server was ever started on ${dataFolder}: name its folder with YAKUSOKU_DATA`,
      ja: `${dataFolder} でサーバーを動かしたことはありません。サーバーのフォルダーを YAKUSOKU_DATA で指定してください。`,
    }),
  )
}

async function exportLedger(options: { organisation?: string; out?: string }): Promise<void> {
  refuseEmptyFolder()
  if (options.out !== undefined && existsSync(options.out))
    throw new Error(
      localised({
        en: `${options.out} is there already and is never overwritten: name another file`,
        ja: `${options.out} はすでにあります。上書きはしません。別の名前を指定してください。`,
      }),
    )
  await withApplication(async (application) => {
    const organisation = knownOrganisation(application, options.organisation)
    await application.ledger.sequence(organisation)
    const ledger = application.ledger.export(organisation)
    if (options.out === undefined) return pipeline(Readable.from(ledger), process.stdout)
    await writeNewFile(options.out, ledger)
    process.stderr.write(`${options.out}\nnpx yakusoku verify ${options.out}\n`)
  })
}

async function signInLink(email: string): Promise<void> {
  await withApplication(async ({ accounts }) => {
    const operator = await accounts.findOperator(email)
    if (operator === undefined)
      throw new Error(
        localised({
          en: `there is no operator ${email}: npx yakusoku operator add ${email} --organisation ORGANISATION --name NAME --role ROLE`,
          ja: `${email} という担当者はいません: npx yakusoku operator add ${email} --organisation 組織 --name 名前 --role 役割`,
        }),
      )
    const { url, expiresAt } = await accounts.createSignInLink(
      operator.id,
      operator.has_password ? 'recovery' : 'join',
    )
    process.stdout.write(`${url}\n`)
    tell({
      en: `works once, until ${expiresAt}; it sets password and second factor anew`,
      ja: `一度だけ、${expiresAt} まで使えます。パスワードと二つ目の確認方法を決め直します。`,
    })
  })
}

async function addOperator(
  email: string,
  options: { name: string; role: string[]; organisation?: string; lang: string },
): Promise<void> {
  const { InvitationSchema, roles } = await import('../accounts/index.ts')
  const who = InvitationSchema.pick({ email: true, name: true }).safeParse({ email, name: options.name })
  if (!who.success)
    throw new Error(
      localised({
        en: `“${email}” must be a mail address such as mori@example.jp, and --name a name of at most 100 characters`,
        ja: `「${email}」は mori@example.jp のようなメールアドレスで、--name は100文字までの名前で指定してください。`,
      }),
    )
  const wrong = options.role.filter((role) => !(roles as readonly string[]).includes(role))
  if (wrong.length > 0)
    throw new Error(
      localised({
        en: `no such role: ${wrong.join(', ')}; there are ${roles.join(', ')}`,
        ja: `${wrong.join(', ')} という役割はありません。あるもの: ${roles.join(', ')}`,
      }),
    )
  await withApplication(async (application) => {
    const organisation = knownOrganisation(application, options.organisation)
    const language = preferredLanguage(options.lang)
    const person = { organisation, ...who.data, roles: options.role as Role[], language }
    const id = await application.accounts.addOperator(person)
    const known = await application.accounts.findOperator(email)
    const accepts = known?.has_password === true
    const { url, expiresAt } = await application.accounts.createSignInLink(
      id,
      'join',
      accepts ? organisation : undefined,
    )
    process.stdout.write(`${url}\n`)
    if (accepts)
      tell({
        en: `${email} has an account: new in ${organisation}, they sign in, then open the link`,
        ja: `${email} にはアカウントがあります。${organisation} には新しいため、サインインしてからリンクを開きます。`,
      })
    tell({ en: `works once, until ${expiresAt}`, ja: `一度だけ、${expiresAt} まで使えます。` })
  })
}

async function rotateKeys(options: { organisation?: string }): Promise<void> {
  const file = join(configured().dataFolder, 'keys', 'master.json')
  if (options.organisation === undefined) {
    masterKeyFile(file, false)
    const master = addMasterKey(file)
    await withApplication(async ({ connection, policies }) => {
      const count = await new Vault(master).rotateMaster(connection.db, policies.organisations())
      const done = {
        en: `keys wrapped anew under master key ${master.id}: ${count}`,
        ja: `マスター鍵 ${master.id} で包み直した鍵: ${count}`,
      }
      process.stdout.write(`${localised(done)}\n`)
    })
    return
  }
  await withApplication(async (application) => {
    const organisation = knownOrganisation(application, options.organisation)
    const count = await application.vault.rotateOrganisation(application.connection.db, organisation)
    const done = { en: `persons' keys wrapped anew: ${count}`, ja: `包み直した個人の鍵: ${count}` }
    process.stdout.write(`${localised(done)}\n`)
  })
}

/** Adds `ledger export`, `operator add`, `operator link` and `keys rotate` to the command line. */
export function registerServerCommands(program: Command): void {
  const ledger = program.command('ledger').description('the ledger of an organisation / 組織の台帳')
  ledger
    .command('export')
    .description(
      'write the whole ledger as a file that anybody can verify offline / 台帳をファイルに書き出す',
    )
    .option('--organisation <id>', 'which organisation, where there are several / 組織（複数あるとき）')
    .option(
      '--out <file>',
      'where to; a file that is there already is never overwritten (default: standard output) / 書き出し先。上書きはしない（省略時は標準出力）',
    )
    .action(exportLedger)
  const operator = program.command('operator').description('operators / 担当者')
  operator
    .command('add <email>')
    .description('add an operator and make the link to join by / 担当者を加えて、参加用のリンクを作る')
    .requiredOption('--name <name>', 'as colleagues see it / 画面に出る名前')
    .requiredOption('--role <role...>', 'privacy-manager, desk, approver, engineer, auditor / 役割')
    .option('--organisation <id>', 'where, if there are several / 組織（複数あるとき）')
    .option('--lang <language>', 'ja or en: language of their screens / 画面の言語', terminalLanguage())
    .action(addOperator)
  operator
    .command('link <email>')
    .description(
      'make a one-time link with which an operator sets password and second factor / 一回限りのリンクを作る',
    )
    .action(signInLink)
  program
    .command('keys')
    .description('keys / 鍵')
    .command('rotate')
    .description(
      'new master key, or with --organisation a new key of it; values are not touched / 鍵を更新する',
    )
    .option(
      '--organisation <id>',
      'rotate this organisation’s key in place of the master key / マスター鍵ではなく、この組織の鍵を更新する',
    )
    .action(rotateKeys)
}
