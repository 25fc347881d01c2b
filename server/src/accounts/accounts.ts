// SPDX-License-Identifier: Apache-2.0
import type { FastifyRequest } from 'fastify'
import { inInstallation, type Connection } from '../database/index.ts'
import type { Caller, Http } from '../http/index.ts'
import {
  commonRefusals,
  refuse,
  text,
  type Clock,
  type Config,
  type Log,
  type Text,
} from '../kernel/index.ts'
import type { Auth } from './auth.ts'
import { createJournal, type AccountsContext } from './context.ts'
import type { OneTimeLink } from './contract.ts'
import { signInFailed, type PromisesOf, type RecordFact } from './facts.ts'
import { createLimiter } from './limits.ts'
import { makeSignInLink, type LinkPurpose } from './links.ts'
import { addOperator, listOperators, type AddedOperator } from './operators.ts'
import { registerAccountRoutes } from './routes.ts'
import { createSessions, type MayLookUp } from './sessions.ts'
import { registerSignInRoutes } from './sign-in.routes.ts'
import { at, findOperator, namesOf, pruneExpired } from './store.ts'

/** What accounts is built from. */
export interface AccountsOptions {
  readonly connection: Pick<Connection, 'db'>
  readonly config: Pick<Config, 'publicUrl'>
  readonly clock: Clock
  readonly log: Log
  /** At least 32 characters; with another one all sessions end and no authenticator app or backup code fits. */
  readonly secret: string
  /** Appends a fact to an organisation's ledger in the given transaction. */
  readonly record: RecordFact
  /** The promises a kind of fact serves; none by default. */
  readonly promisesOf?: PromisesOf
  /** How an organisation is called; its id by default. */
  readonly organisationName?: (organisation: string) => Text
}

/** Operators, sign-in and tokens of an installation. */
export interface Accounts {
  /** Adds the hook that sets `request.caller`, and all routes. Call it before other routes are registered. */
  registerRoutes(http: Http): void
  /** Who a token in an authorization header stands for, where that was found out in the last seconds. */
  remembered(authorization: string | undefined): Caller | undefined
  /** Finds out anew who is behind a request that goes on for long, and sets `request.caller`. */
  recheck(request: FastifyRequest): Promise<void>
  /**
   * Adds an operator (command line, first start) and gives their id; repeatable. Who has an account already works
   * there once they accepted by a link made for that organisation.
   */
  addOperator(person: AddedOperator): Promise<string>
  /**
   * Makes a one-time link to set a password (join) or to set everything anew (recovery); with an organisation, to
   * accept the place there.
   */
  createSignInLink(operator: string, purpose: LinkPurpose, organisation?: string): Promise<OneTimeLink>
  /** Finds an operator by e-mail address, in any case; undefined when there is none. */
  findOperator(
    email: string,
  ): Promise<{ readonly id: string; readonly name: string; readonly has_password: boolean } | undefined>
  /** Names by operator id, also of operators who left; unknown ids are missing. */
  nameOf(ids: readonly string[]): Promise<Map<string, string>>
  /** Ids of the operators who work in an organisation, those invited too. */
  membersOf(organisation: string): Promise<ReadonlySet<string>>
  /** Deletes what has run out: sessions, challenges, links, counts of tries, used codes. */
  prune(): Promise<void>
  /** Waits for the facts that are written after an answer. */
  settle(): Promise<void>
}

/** Builds accounts. */
export function createAccounts(options: AccountsOptions): Accounts {
  const context = createContext(options)
  const { db, clock } = context
  return {
    registerRoutes(http) {
      const mayLookUp = limitOfLookUps(http)
      http.addHook('onRequest', (request) => context.sessions.authenticate(request, mayLookUp))
      registerSignInRoutes(http, context)
      registerAccountRoutes(http, context)
    },
    recheck: (request) => context.sessions.authenticate(request, async () => undefined),
    remembered: context.sessions.remembered,
    addOperator: (person) => addOperator(context, person),
    createSignInLink: (...given) => makeSignInLink(context, ...given),
    findOperator: (email) => findOperator(db, { email }),
    nameOf: (ids) => namesOf(db, ids),
    membersOf: async (organisation) =>
      new Set((await listOperators(context, organisation)).map(({ id }) => id)),
    prune: () => inInstallation(db, (tx) => pruneExpired(tx, at(clock.now()))),
    settle: () => context.journal.settle(),
  }
}

/** Token look-ups of one address in a minute: a known token is looked up every few seconds, a made-up one each time. */
const mostLookUps = 1_200

function limitOfLookUps(http: Http): MayLookUp {
  const limit = http.createRateLimit({ max: mostLookUps, timeWindow: 60_000 })
  return async (request) => {
    const count = await limit(request)
    if (!count.isAllowed && count.isExceeded)
      throw refuse(commonRefusals, 'common.too-many', { seconds: Math.max(1, count.ttlInSeconds) })
  }
}

function createContext(options: AccountsOptions): AccountsContext {
  const { clock, log, secret, record } = options
  const { db } = options.connection
  const { publicUrl } = options.config
  const journal = createJournal({ db, clock, log }, record, options.promisesOf ?? (() => []))
  const codeRefused = (operator: string) =>
    journal.later('accounts.sign-in-failed', () =>
      journal.writeEverywhere(operator, signInFailed(operator, 'code')),
    )
  let library: Promise<Auth> | undefined
  const auth = () =>
    (library ??= import('./auth.ts').then(({ createAuth }) =>
      createAuth({ db, publicUrl, clock, log, secret, codeRefused }),
    ))
  const sessions = createSessions({ auth, db, clock, publicUrl })
  const limiter = createLimiter(db, clock, secret)
  const organisationName = options.organisationName ?? ((id: string) => text(id, id))
  return { db, clock, log, auth, limiter, sessions, journal, publicUrl, organisationName }
}
