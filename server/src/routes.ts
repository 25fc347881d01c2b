// SPDX-License-Identifier: Apache-2.0
import { html } from 'ghtml'
import { accountsRefusals, requires, type Accounts, type Permission } from './accounts/index.ts'
import {
  catalogRefusals,
  registerCatalogRoutes,
  registerCountRoutes,
  registerDriftRoutes,
  registerLawRoutes,
  type Catalog,
} from './catalog/index.ts'
import { consentRefusals, registerConsentRoutes, type ConsentPorts } from './consent/index.ts'
import { inInstallation, inOrganisation, type Connection } from './database/index.ts'
import {
  languageOf,
  registerAssets,
  registerDocs,
  registerHealth,
  sendPage,
  type Guard,
  type Http,
  type Measure,
} from './http/index.ts'
import { registerDutyRoutes } from './duties/index.ts'
import {
  gateRefusals,
  registerAuthzenRoutes,
  registerFollowRoutes,
  registerGateRoutes,
  registerReviewRoutes,
  registerSimulationRoutes,
  type GatePorts,
  type Gates,
} from './gate/index.ts'
import { inventoryRefusals, registerInventoryRoutes } from './inventory/index.ts'
import { commonRefusals, refuse, text, type Clock, type Config, type RefusalTable } from './kernel/index.ts'
import { ledgerRefusals, registerLedgerRoutes, state, type Ledger, type Reference } from './ledger/index.ts'
import { messagesRefusals, outboxPage, type Mail, type Printer } from './messages/index.ts'
import {
  noticesRefusals,
  registerNoticeRoutes,
  registerPolicyPages,
  type NoticePorts,
} from './notices/index.ts'
import {
  policiesRefusals,
  registerDraftRoutes,
  registerPolicyRoutes,
  registerVersionRoutes,
  type Policies,
  type PublicationPorts,
} from './policies/index.ts'
import { recipientsRefusals, registerRecipientRoutes, type RecipientPorts } from './recipients/index.ts'
import { registerTakeOutRoutes, takeOutRefusals } from './takeouts/index.ts'
import type { Jobs } from './jobs/index.ts'
import { programmeRefusals, registerProgrammeRoutes, type ProgrammePorts } from './programme/index.ts'
import {
  counts,
  registerPrivacyPages,
  registerPublicRequestRoutes,
  registerRequestRoutes,
  requestRefusals,
  type RequestPorts,
} from './requests/index.ts'
import { registerStandingRoutes, standingRefusals, type StandingPorts } from './standing/index.ts'
import { registerTodayRoutes } from './today/index.ts'
import { vaultRefusals, type Vault } from './vault/index.ts'
import { sql } from 'kysely'

/** Everything a server is made of. */
export interface Parts {
  readonly config: Config
  readonly clock: Clock
  readonly connection: Connection
  readonly vault: Vault
  readonly ledger: Ledger
  readonly policies: Policies
  readonly publication: PublicationPorts
  readonly programme: ProgrammePorts
  readonly catalog: Catalog
  readonly accounts: Accounts
  readonly mail: Mail
  readonly notices: NoticePorts
  readonly recipients: RecipientPorts
  readonly standing: StandingPorts
  readonly consent: ConsentPorts
  readonly gate: GatePorts
  readonly gates: Gates
  readonly requests: RequestPorts
  readonly jobs: Jobs
  readonly printer: Printer
}

/** Every refusal there is, for the page and the document of error codes. */
export const allRefusals: RefusalTable = {
  ...commonRefusals,
  ...vaultRefusals,
  ...ledgerRefusals,
  ...accountsRefusals,
  ...policiesRefusals,
  ...programmeRefusals,
  ...catalogRefusals,
  ...inventoryRefusals,
  ...messagesRefusals,
  ...noticesRefusals,
  ...recipientsRefusals,
  ...takeOutRefusals,
  ...standingRefusals,
  ...consentRefusals,
  ...gateRefusals,
  ...requestRefusals,
}

/** Registers all routes of a server. */
export async function registerRoutes(http: Http, parts: Parts): Promise<void> {
  const { accounts, clock, ledger, policies, requests } = parts
  const { db } = parts.connection
  const nameActors = actorNames(accounts)
  accounts.registerRoutes(http)
  registerAssets(http)
  await registerDocs(http, allRefusals)
  registerHealth(http, { ready: () => ready(parts), measures: measures(parts) })
  const guard: Guard = (permission) => requires(permission as Permission)
  registerDutyRoutes(http, db, clock, guard)
  registerProgrammeRoutes(http, parts.programme)
  registerInventoryRoutes(http, inventoryPorts(parts, nameActors))
  registerCatalogRoutes(http, parts.catalog)
  registerDriftRoutes(http, parts.catalog.ports, nameActors)
  registerLawRoutes(http, parts.catalog)
  registerCountRoutes(http, parts.catalog.ports)
  registerLedgerRoutes(http, {
    db,
    ledger,
    nameActors,
    guard,
    exists: (organisation) => policies.organisations().includes(organisation),
  })
  registerPolicyRoutes(http, db, policies, clock)
  registerVersionRoutes(http, { ...parts.publication, nameActors })
  registerDraftRoutes(http, { ...parts.publication, nameActors })
  registerNoticeRoutes(http, parts.notices)
  registerRecipientRoutes(http, parts.recipients, nameActors)
  registerTakeOutRoutes(http, parts.gate)
  registerStandingRoutes(http, parts.standing)
  registerConsentRoutes(http, parts.consent)
  registerGateRoutes(http, parts.gates, parts.gate)
  registerFollowRoutes(http, parts.gates, parts.gate)
  registerReviewRoutes(http, parts.gate)
  registerSimulationRoutes(http, parts.gates, parts.gate)
  registerAuthzenRoutes(http, parts.gates, parts.gate, {
    publicUrl: parts.config.publicUrl,
    remembered: (authorization) => accounts.remembered(authorization),
  })
  registerRequestRoutes(http, requests, nameActors)
  registerPublicRequestRoutes(http, requests)
  registerTodayRoutes(http, { db, clock, policies, requests })
  await registerPolicyPages(http, parts.notices)
  await registerPrivacyPages(http, requests)
  registerFront(http, parts)
}

/** What the inventory is given: the pack in force and the data maps, read when they are asked for. */
function inventoryPorts(
  { connection, clock, ledger, policies, catalog }: Parts,
  nameActors: ReturnType<typeof actorNames>,
) {
  return {
    db: connection.db,
    clock,
    ledger,
    inForce: (organisation: string) => policies.inForce(organisation),
    maps: (organisation: string) => catalog.maps(organisation),
    nameActors,
  }
}

/** Names actors for timelines: operators by their name, everybody else by what they are. */
export function actorNames(accounts: Accounts) {
  return async (actors: readonly Reference[]): Promise<(actor: Reference) => string> => {
    const names = await accounts.nameOf(actors.filter((one) => one.kind === 'operator').map((one) => one.id))
    return (actor) => names.get(actor.id) ?? actor.kind
  }
}

async function ready({ connection }: Parts): Promise<void> {
  await inInstallation(connection.db, (tx) => sql`select 1`.execute(tx))
}

function measures({ policies, connection, requests }: Parts): Measure[] {
  const overAll = async (read: (organisation: string) => Promise<number>) => {
    const numbers = await Promise.all(policies.organisations().map(read))
    return numbers.reduce((sum, one) => sum + one, 0)
  }
  const ledgerState = (organisation: string) =>
    inOrganisation(connection.db, organisation, (tx) => state(tx, organisation))
  return [
    {
      name: 'yakusoku_ledger_facts',
      help: 'Numbered facts',
      read: () => overAll(async (id) => (await ledgerState(id)).size),
    },
    {
      name: 'yakusoku_ledger_waiting',
      help: 'Facts without a number yet',
      read: () => overAll(async (id) => (await ledgerState(id)).waiting),
    },
    {
      name: 'yakusoku_requests_open',
      help: 'Requests received and not ended',
      read: () =>
        overAll(async (id) => {
          const { collecting = 0, review = 0, packaging = 0 } = await counts(requests, id)
          return collecting + review + packaging
        }),
    },
  ]
}

const words = {
  title: text('約束', 'Yakusoku'),
  intro: text(
    '個人情報の取扱いについての約束を、動かし、証明します。',
    'Every promise about personal data, operated and proven.',
  ),
  centres: text('個人情報の窓口', 'Privacy centres'),
  staff: text('担当者の方', 'For staff'),
  console: text('管理画面', 'Console'),
  api: text('API', 'API'),
  outbox: text('送信トレイ（実演用）', 'Outbox (demonstration)'),
}

function isLoopback(address: string): boolean {
  return address === '::1' || /^(::ffff:)?127\./.test(address)
}

function isOwnName(name: string, publicUrl: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]', new URL(publicUrl).hostname].includes(name)
}

/** The front page, and in the demonstration the outbox in place of a mail server. */
function registerFront(http: Http, { config, policies, mail, connection }: Parts): void {
  const showsOutbox = config.demonstration && config.smtpUrl === undefined
  http.get('/', { schema: { hide: true } }, (request, reply) => {
    const language = languageOf(request)
    const centres = policies.organisations().map((id) => {
      const pack = policies.inForce(id)
      return html`<li><a href="/privacy/${id}">${(pack.organisation?.name ?? pack.name)[language]}</a></li>`
    })
    const outbox = showsOutbox
      ? html`<li><a href="/demonstration/outbox">${words.outbox[language]}</a></li>`
      : ''
    const body = html`<p>${words.intro[language]}</p>
      <h2>${words.centres[language]}</h2>
      <ul>
        !${centres}
      </ul>
      <h2>${words.staff[language]}</h2>
      <ul>
        <li><a href="/console/">${words.console[language]}</a></li>
        <li><a href="/api/docs">${words.api[language]}</a></li>
        !${outbox}
      </ul>`
    return sendPage(request, reply, {
      title: words.title[language],
      language,
      organisation: { name: 'Yakusoku', home: '/' },
      body,
    })
  })
  if (!showsOutbox) return
  http.get('/demonstration/outbox', { schema: { hide: true } }, async (request, reply) => {
    // Codes and links stand in it: it is for whoever sits at this machine, and not for a page of another site in
    // their browser, whose name was made to lead here (DNS rebinding). By the header the browser itself writes: such a
    // page may add `X-Forwarded-Host`, which is believed of this machine.
    const { host } = request.headers
    const asked = URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : ''
    if (!isLoopback(request.ip) || !isOwnName(asked, config.publicUrl))
      throw refuse(commonRefusals, 'common.not-found')
    const query = request.query as { search?: unknown }
    const search = typeof query.search === 'string' ? query.search : ''
    const mails = await Promise.all(
      policies
        .organisations()
        .map((id) => inOrganisation(connection.db, id, (tx) => mail.listOutbox(tx, id, search))),
    )
    const newest = mails.flat().sort((a, b) => (a.queuedAt < b.queuedAt ? 1 : -1))
    const shown = outboxPage(newest, languageOf(request), { name: 'Yakusoku', path: request.url, search })
    return reply.type('text/html; charset=utf-8').header('cache-control', 'no-store').send(shown)
  })
}
