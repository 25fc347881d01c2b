// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisesKeptBy, type Pack } from '@yakusoku/core/packs'
import { Temporal } from 'temporal-polyfill'
import { createAccounts, sessionSecretFile, type Accounts } from './accounts/index.ts'
import { Catalog, holdingsOf } from './catalog/index.ts'
import type { ConsentPorts } from './consent/index.ts'
import {
  installationName,
  listen,
  listOrganisations,
  migrate,
  openDatabase,
  type Connection,
} from './database/index.ts'
import { gateCarriesOut, Gates, type GatePorts } from './gate/index.ts'
import { createHttp, registerConsole, type Http } from './http/index.ts'
import { reviewedHere } from './inventory/index.ts'
import { Jobs } from './jobs/index.ts'
import { operatorError, type Clock, type Config, type Log } from './kernel/index.ts'
import { Ledger } from './ledger/index.ts'
import { createPrinter, Mail, smtpCarrier } from './messages/index.ts'
import {
  acknowledgeInForce,
  announce,
  carriedOut,
  earliestEffective,
  followMails,
  newsOf,
  officeOf,
  withdraw,
  yearlyDuties,
  type NoticePorts,
} from './notices/index.ts'
import {
  Policies,
  readPacks,
  takeUp,
  type EarliestDay,
  type PackFolder,
  type PublicationPorts,
} from './policies/index.ts'
import { recurringReferences, type ProgrammePorts } from './programme/index.ts'
import { recordsCarriedOut } from './recipients/index.ts'
import type { RequestPorts } from './requests/index.ts'
import { followOperators, forgetNewPurposes, noteNewPurposes, type StandingPorts } from './standing/index.ts'
import { takeOutsCarryOut } from './takeouts/index.ts'
import { erasureJournal, lifecycle, type Lifecycle } from './lifecycle.ts'
import { actorNames, registerRoutes, type Parts } from './routes.ts'
import { masterKeyFile, reconcileErasures, Vault } from './vault/index.ts'

/** A server, wired by hand. */
export interface Application extends Parts, Lifecycle {
  readonly http: Http
}

/** What an application is built from. */
export interface Setting {
  readonly config: Config
  readonly databaseUrl: string
  readonly clock: Clock
  readonly log: Log
  /** Folder of the packs to publish at start. */
  readonly packs?: string
}

const packsFolder = fileURLToPath(new URL('../../packs', import.meta.url))
const consoleFolder = fileURLToPath(new URL('../../console/dist', import.meta.url))

/** Builds an application on a database: migrated, packs published, routes registered, nothing running yet. */
export async function createApplication(setting: Setting): Promise<Application> {
  await migrate(setting.databaseUrl)
  const connection = openDatabase(setting.databaseUrl)
  try {
    return await applicationOn(connection, setting)
  } catch (error) {
    // Its idle connections would keep a command from ending.
    await connection.close()
    throw error
  }
}

async function applicationOn(connection: Connection, setting: Setting): Promise<Application> {
  const { config, clock, log } = setting
  const { db } = connection
  const tenants = await listOrganisations(db)
  const vault = new Vault(masterKeyFile(join(config.dataFolder, 'keys', 'master.json'), tenants.length === 0))
  await reconcileErasures(db, erasureJournal(config))
  const ledger = new Ledger(db, vault, clock)
  const policies = new Policies(db, vault, ledger, clock)
  const laws = await takeUpPacks({ db, policies, clock }, setting, log)
  const jobs = new Jobs(setting.databaseUrl, log)
  const printer = createPrinter()
  const catalog = new Catalog({
    db,
    vault,
    ledger,
    clock,
    inForce: (organisation) => policies.inForce(organisation),
    laws,
    enqueue: (tx, name, data) => jobs.enqueue(tx, name, data),
  })
  policies.holdings = (tx, organisation) => holdingsOf(catalog.ports, tx, organisation)
  policies.carriedOut = (pack) =>
    new Set([
      ...carriedOut(pack),
      ...recurringReferences(pack),
      ...gateCarriesOut(pack),
      ...takeOutsCarryOut,
      ...recordsCarriedOut(pack, laws, policies.today(pack)),
    ])
  const mail = createMail(setting, { connection, vault, ledger, policies, jobs })
  const accounts = accountsOf(setting, connection, ledger, policies)
  const inForce = (organisation: string) => policies.inForce(organisation)
  const recipients = { db, clock, vault, ledger, inForce, laws }
  const below = { connection, vault, ledger, policies, catalog, mail, jobs, printer, recipients }
  const http = await createHttp({ log, https: config.publicUrl.startsWith('https:') })
  const parts: Parts = {
    ...below,
    config,
    clock,
    accounts,
    ...partsAbove(setting, { ...below, accounts }, laws),
  }
  await registerRoutes(http, parts)
  await registerConsole(http, consoleFolder)
  return { ...parts, http, ...lifecycle(parts, http, log) }
}

type Below = Pick<
  Parts,
  | 'connection'
  | 'vault'
  | 'ledger'
  | 'policies'
  | 'catalog'
  | 'mail'
  | 'jobs'
  | 'printer'
  | 'recipients'
  | 'accounts'
>

/** The capabilities that stand on what is below, each with the ports it is given. */
function partsAbove(setting: Setting, below: Below, laws: PublicationPorts['laws']) {
  const { policies, recipients } = below
  const notices = noticePorts(setting, below)
  const requests = requestPorts(setting, { ...below, notices })
  const standing = standingPorts(setting, below)
  const consent = consentPorts(setting, below)
  const publication = publicationPorts(setting, { ...below, notices, standing }, laws)
  const programme = programmePorts(setting, below)
  const gate: GatePorts = {
    ...recipients,
    log: setting.log,
    recipients,
    history: (organisation) => policies.versions(organisation),
    policyNews: () => policies.news(),
    lookForPolicies: () => policies.look(),
    listen: (channels, heard) => listen(below.connection.pool, channels, heard),
    recheck: (request) => below.accounts.recheck(request),
    namesOf: (ids) => below.accounts.nameOf(ids),
  }
  return { notices, requests, standing, consent, publication, programme, gate, gates: new Gates(gate) }
}

function publicationPorts(
  { clock }: Setting,
  {
    connection,
    ledger,
    policies,
    notices,
    standing,
  }: Pick<Parts, 'connection' | 'ledger' | 'policies' | 'notices' | 'standing'>,
  laws: PublicationPorts['laws'],
): PublicationPorts {
  return {
    db: connection.db,
    ledger,
    clock,
    policies,
    laws,
    earliest: (version, previous) => earliestDay(version, previous, policies.today(version)),
    announce: async (tx, organisation, publication) => {
      await announce(notices, tx, organisation, publication.version, publication.previous)
      await noteNewPurposes(standing, tx, organisation, publication)
    },
    retract: async (tx, organisation, version) => {
      await withdraw(notices, tx, organisation, version)
      await forgetNewPurposes(standing, tx, organisation, version)
    },
  }
}

/** When a version published today may come into force at the earliest, as its notices promise. */
function earliestDay(version: Pack, previous: Pack, today: string): EarliestDay | undefined {
  const { day, notice } = earliestEffective(version, previous, Temporal.PlainDate.from(today))
  return notice && { day: day.toString(), notice: notice.name }
}

/**
 * Takes up the organisations of a folder of packs; returns the law and standard packs there are. A broken pack stops the
 * start where its organisation is not founded yet; otherwise what is published stays in force, and the log tells.
 */
async function takeUpPacks(
  parts: Pick<PublicationPorts, 'db' | 'policies' | 'clock'>,
  { config, packs: given }: Setting,
  log: Log,
): Promise<PublicationPorts['laws']> {
  await parts.policies.load()
  const installation = await installationName(parts.db)
  const packs = await readPacks(given ?? config.packsFolder ?? packsFolder)
  for (const found of packs) {
    if (found.pack === undefined) refuseBroken(found, parts.policies, log)
    else if (found.pack.kind === 'organisation') await takeUp(parts, found, installation, log)
  }
  await parts.policies.load()
  const lawsOf = (found: readonly PackFolder[]) =>
    found.flatMap(({ pack }) => (pack !== undefined && pack.kind !== 'organisation' ? [pack] : []))
  if (config.packsFolder === undefined) return lawsOf(packs)
  // Packs of one's own extend the laws of the product, unless a law of the same id stands beside them.
  const beside = lawsOf(packs)
  const ours = lawsOf(await readPacks(packsFolder))
  return [...beside, ...ours.filter(({ id }) => !beside.some((law) => law.id === id))]
}

function refuseBroken({ folder, id, problems }: PackFolder, policies: Policies, log: Log): void {
  const broken = problems.filter((problem) => problem.severity === 'error')
  const lines = broken.map(
    (one) => `${one.path}:${one.line}:${one.column} ${one.message.en} / ${one.message.ja}`,
  )
  if (id === undefined || !policies.organisations().includes(id))
    throw operatorError(
      `${folder} のパックは公開できません。`,
      `the pack in ${folder} cannot be published:\n${lines.join('\n')}`,
    )
  log.error('policies.broken-folder', { folder, problems: broken.length, first: lines[0] })
}

function createMail(
  { config, clock }: Setting,
  parts: Pick<Application, 'connection' | 'vault' | 'ledger' | 'policies' | 'jobs'>,
): Mail {
  const { connection, vault, ledger, policies, jobs } = parts
  return new Mail({
    db: connection.db,
    clock,
    seal: vault,
    enqueue: (tx, { organisation, message }) =>
      jobs.enqueue(tx, 'messages.deliver', { organisation, id: message }),
    record: async (tx, organisation, facts) => {
      await ledger.append(tx, organisation, facts)
      await followMails({ clock }, tx, organisation, facts)
    },
    office: async (_tx, organisation, language) => officeOf(policies.inForce(organisation), language),
    readFile: (tx, organisation, file) => vault.readFile(tx, organisation, file),
    carrier: config.smtpUrl === undefined ? undefined : smtpCarrier(config.smtpUrl),
  })
}

function accountsOf(
  { config, clock, log }: Setting,
  connection: Connection,
  ledger: Ledger,
  policies: Policies,
): Accounts {
  return createAccounts({
    connection,
    config,
    clock,
    log,
    secret: sessionSecretFile(join(config.dataFolder, 'keys', 'session.secret')),
    record: async (tx, organisation, fact) => {
      await ledger.append(tx, organisation, [fact])
      const inForce = (id: string) => policies.inForce(id)
      await followOperators({ ledger, clock, inForce }, tx, organisation, [fact])
    },
    promisesOf: (organisation) => promisesKeptBy(policies.inForce(organisation), 'system:second-factor'),
    organisationName: (organisation) => {
      const pack = policies.inForce(organisation)
      return pack.organisation?.name ?? pack.name
    },
  })
}

function consentPorts(
  { clock }: Setting,
  {
    connection,
    vault,
    ledger,
    policies,
    accounts,
  }: Pick<Parts, 'connection' | 'vault' | 'ledger' | 'policies' | 'accounts'>,
): ConsentPorts {
  return {
    db: connection.db,
    clock,
    vault,
    ledger,
    inForce: (organisation) => policies.inForce(organisation),
    history: (organisation) => policies.versions(organisation),
    nameActors: actorNames(accounts),
  }
}

function standingPorts(
  { clock }: Setting,
  {
    connection,
    ledger,
    vault,
    policies,
    accounts,
  }: Pick<Parts, 'connection' | 'ledger' | 'vault' | 'policies' | 'accounts'>,
): StandingPorts {
  return {
    db: connection.db,
    clock,
    ledger,
    vault,
    inForce: (organisation) => policies.inForce(organisation),
    history: (organisation) => policies.versions(organisation),
    nameActors: actorNames(accounts),
    operatorIs: async (organisation, id) => {
      if ((await accounts.membersOf(organisation)).has(id)) return 'here'
      return (await accounts.nameOf([id])).has(id) ? 'gone' : 'unknown'
    },
  }
}

function programmePorts(
  { clock, log }: Setting,
  parts: Pick<Parts, 'connection' | 'vault' | 'ledger' | 'policies' | 'accounts'>,
): ProgrammePorts {
  const { connection, vault, ledger, policies, accounts } = parts
  return {
    db: connection.db,
    clock,
    log,
    vault,
    ledger,
    inForce: (organisation) => policies.inForce(organisation),
    history: (organisation) => policies.versions(organisation),
    elsewhere: async (tx, organisation, pack) =>
      new Set([...yearlyDuties(pack), ...(await reviewedHere(tx, organisation, pack))]),
    nameActors: actorNames(accounts),
  }
}

function requestPorts(
  { config, clock, log }: Setting,
  parts: Pick<
    Parts,
    'connection' | 'vault' | 'ledger' | 'policies' | 'catalog' | 'mail' | 'notices' | 'jobs' | 'printer'
  >,
): RequestPorts {
  const { vault, ledger, mail, printer } = parts
  return {
    db: parts.connection.db,
    clock,
    log,
    vault,
    ledger,
    publicUrl: config.publicUrl,
    inForce: (organisation) => parts.policies.inForce(organisation),
    collect: (organisation, identities) => parts.catalog.collect(organisation, identities),
    identityKinds: (organisation) => parts.catalog.identityKinds(organisation),
    mail,
    printer,
    news: (organisation, language) => newsOf(parts.notices, organisation, language),
    acknowledge: (tx, organisation, given) => acknowledgeInForce(parts.notices, tx, organisation, given),
    enqueue: (tx, name, data) => parts.jobs.enqueue(tx, name, data),
  }
}

function noticePorts(
  { config, clock, log }: Setting,
  parts: Pick<Parts, 'connection' | 'vault' | 'ledger' | 'policies' | 'catalog' | 'mail' | 'jobs'>,
): NoticePorts {
  const { vault, ledger, catalog, mail } = parts
  return {
    db: parts.connection.db,
    clock,
    log,
    vault,
    ledger,
    catalog,
    mail,
    publicUrl: config.publicUrl,
    inForce: (organisation) => parts.policies.inForce(organisation),
    history: (organisation) => parts.policies.versions(organisation),
    enqueue: (tx, name, data) => parts.jobs.enqueue(tx, name, data),
  }
}
