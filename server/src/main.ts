// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs'
import { flushCompileCache } from 'node:module'
import { createApplication, type Application } from './application.ts'
import { scanFirst } from './catalog/index.ts'
import { announce, startEmbedded, type Embedded, type Presence } from './database/index.ts'
import {
  askAsPrograms,
  createDemonstration,
  demonstrationOperators,
  recordThirdParties,
  registerStanding,
} from './demonstration/index.ts'
import { createLog, operatorError, readConfig, systemClock, type Config, type Log } from './kernel/index.ts'
import { system } from './ledger/index.ts'

const neededMajor = 24

/** Says something to whoever started the server. */
const say = (line: string) => void process.stdout.write(`${line}\n`)

async function main(): Promise<void> {
  if (Number(process.versions.node.split('.')[0]) < neededMajor) {
    throw operatorError(
      `Node ${neededMajor} が必要です（これは ${process.version}）。npm start で起動すると、用意されます。`,
      `Node ${neededMajor} is needed, this is ${process.version}: start with npm start, which brings it`,
    )
  }
  const config = readConfig(process.env)
  if ('problems' in config)
    throw new Error(`設定に誤りがあります / the settings are not right:\n  ${config.problems.join('\n  ')}`)
  const embedded = config.databaseUrl === undefined ? await startEmbedded(config.dataFolder) : undefined
  const presence = await announcePresence(config, embedded)
  try {
    await serve(config, embedded, presence)
  } catch (error) {
    await presence.end()
    await embedded?.stop()
    throw error
  }
}

const othersGoneMilliseconds = 3_000

/** A data folder has one server; a database of yours may have several. */
async function announcePresence(config: Config, embedded: Embedded | undefined): Promise<Presence> {
  if (embedded === undefined) return announce(config.databaseUrl as string)
  const presence = await announce(embedded.url, embedded.adopted ? othersGoneMilliseconds : 0)
  if (presence.alone) return presence
  await presence.end()
  throw operatorError(
    `${config.dataFolder} では別の Yakusoku が動いています。それを止めるか、YAKUSOKU_DATA で別のフォルダーを指定してください。`,
    `another Yakusoku runs on ${config.dataFolder} already: stop it, or give this one a folder with YAKUSOKU_DATA`,
  )
}

async function serve(config: Config, embedded: Embedded | undefined, presence: Presence): Promise<void> {
  const databaseUrl = config.databaseUrl ?? (embedded as Embedded).url
  const log = createLog(config.logLevel)
  // Node would print the error whole, and those of a database quote the values of people.
  process.on('uncaughtException', (error) => {
    log.error('server.crashed', { error })
    process.exit(1)
  })
  embedded?.guard(log)
  const application = await createApplication({ config, databaseUrl, clock: systemClock, log })
  try {
    const link = config.demonstration ? await loadDemonstration(application, config, databaseUrl) : undefined
    await application.start(presence.alone)
    await listen(application, config)
    banner(config, link)
  } catch (error) {
    // What runs in the background must not complain of a database that is stopped under it.
    await application.stop()
    throw error
  }
  // What was compiled is kept for the next start, which a server that is killed could not do at its end.
  flushCompileCache()
  endWithSignals(log, [() => application.stop(), () => presence.end(), async () => embedded?.stop()])
}

async function listen({ http }: Application, { host, port }: Config): Promise<void> {
  try {
    await http.listen({ host, port })
  } catch (error) {
    const { code } = error as { code?: string }
    if (code !== 'EADDRINUSE' && code !== 'EACCES' && code !== 'EADDRNOTAVAIL') throw error
    const [ja, en] = {
      EADDRINUSE: ['は使われています', 'is in use'],
      EACCES: ['を使う権限がありません', 'may not be used by this user'],
      EADDRNOTAVAIL: ['はこの機械のアドレスではありません', 'is not ours'],
    }[code] as [string, string]
    throw operatorError(
      `${host}:${port} ${ja}。YAKUSOKU_PORT か YAKUSOKU_HOST で別のものを指定してください。`,
      `${host}:${port} ${en}: choose another with YAKUSOKU_PORT or YAKUSOKU_HOST`,
      { cause: error },
    )
  }
}

/** Makes the fictional company's systems at the first start, connects them, and gives the first operator a link. */
async function loadDemonstration(
  application: Application,
  config: Config,
  databaseUrl: string,
): Promise<string | undefined> {
  const { accounts, catalog, policies, recipients, standing, consent, gates } = application
  const today = systemClock.now().toZonedDateTimeISO('Asia/Tokyo').toPlainDate().toString()
  const { sources } = await createDemonstration({
    databaseUrl,
    ownDatabase: config.databaseUrl === undefined,
    dataFolder: config.dataFolder,
    referenceDate: today,
    progress: ({ text, share }) =>
      say(`  ${String(Math.round(share * 100)).padStart(3)} %  ${text.ja} / ${text.en}`),
  })
  for (const { key, url, mapFile } of sources) {
    await catalog.offer('cleaning', system, { key, url, map: readFileSync(mapFile, 'utf8') })
  }
  await scanFirst(catalog.ports, 'cleaning')
  await recordThirdParties(recipients, policies.organisations(), today)
  for (const { name, email, roles } of demonstrationOperators) {
    const known = await accounts.findOperator(email)
    if (known === undefined)
      await accounts.addOperator({ organisation: 'cleaning', language: 'ja', name, email, roles: [...roles] })
  }
  const cleared = await accounts.findOperator(demonstrationOperators[1]?.email ?? '')
  const registered = await registerStanding(
    { standing, consent, cleared: cleared ? [cleared.id] : [] },
    policies.organisations(),
    today,
  )
  if (registered) await askAsPrograms(gates, policies.organisations())
  return firstLink(application)
}

/** A link for the first operator, until they have joined with one; after that whoever runs the server makes them. */
async function firstLink({ accounts }: Application): Promise<string | undefined> {
  const first = await accounts.findOperator(demonstrationOperators[0]?.email ?? '')
  if (first === undefined || first.has_password) return undefined
  return (await accounts.createSignInLink(first.id, 'join')).url
}

function banner(config: Config, link: string | undefined): void {
  const url = config.publicUrl
  say('')
  say('約束 Yakusoku')
  say(`  個人情報の窓口 / Privacy centre   ${url}/${config.demonstration ? 'privacy/cleaning' : ''}`)
  say(`  管理画面 / Console                ${url}/console/`)
  say(`  API                               ${url}/api/docs`)
  if (config.demonstration && config.smtpUrl === undefined)
    say(`  送信トレイ / Outbox               ${url}/demonstration/outbox`)
  if (link !== undefined) {
    say('')
    say('  最初のサインイン（一度だけ使えます） / First sign-in, works once:')
    say(`  ${link}`)
  }
  if (config.demonstration && link === undefined) {
    say('')
    say('  新しいサインイン用リンク / A new sign-in link:  npx yakusoku operator link EMAIL')
  }
  say('')
  say(`  データ / Data: ${config.dataFolder}    停止 / Stop: Ctrl-C`)
}

/** Ends everything in order; what cannot be ended does not keep the rest from its end. */
function endWithSignals(log: Log, steps: readonly (() => Promise<void>)[]): void {
  let ending = false
  const end = async () => {
    if (ending) return
    ending = true
    let failed = false
    for (const step of steps)
      await step().catch((error: unknown) => {
        failed = true
        log.error('server.end-failed', { error })
      })
    process.exit(failed ? 1 : 0)
  }
  process.on('SIGINT', () => void end())
  process.on('SIGTERM', () => void end())
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
})
