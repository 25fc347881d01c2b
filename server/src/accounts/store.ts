// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely'
import type { Temporal } from 'temporal-polyfill'
import { inInstallation, type Database, type Tx } from '../database/index.ts'
import { newId } from '../kernel/index.ts'
import type { Permission, Role } from './contract.ts'

/** An operator of the installation, whatever organisations they work for. */
export interface OperatorRow {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly language: 'ja' | 'en'
  /** Whether a password is set, so that signing in is possible. */
  readonly has_password: boolean
  readonly has_totp: boolean
  readonly has_passkey: boolean
}

/** An operator's place in an organisation. */
export interface MembershipRow {
  readonly organisation_id: string
  readonly operator_id: string
  readonly roles: Role[]
  readonly invited_name: string
  readonly invited_at: Date
  readonly accepted_at: Date | null
}

/** An API token without its secret. */
export interface TokenRow {
  readonly id: string
  readonly name: string
  readonly scopes: Permission[]
  readonly owner_id: string
  readonly owner_name: string
  readonly created_at: Date
  readonly expires_at: Date
  readonly last_used_at: Date | null
}

const operatorColumns = sql`o.id, o.name, o.email, o.language, o.two_factor_enabled as has_totp,
  exists (select from accounts.passkeys p where p.operator_id = o.id) as has_passkey,
  exists (select from accounts.credentials c where c.operator_id = o.id and c.password is not null) as has_password`

/** A database moment as the columns take it. */
export function at(instant: Temporal.Instant): Date {
  return new Date(instant.epochMilliseconds)
}

/** Finds an operator by id or by e-mail address (any case). */
export async function findOperator(
  db: Database,
  by: { readonly id: string } | { readonly email: string },
): Promise<OperatorRow | undefined> {
  const condition = 'id' in by ? sql`o.id = ${by.id}` : sql`o.email = ${by.email.toLowerCase()}`
  const found = await sql<OperatorRow>`
    select ${operatorColumns} from accounts.operators o where ${condition}`.execute(db)
  return found.rows[0]
}

/** Makes an operator unless the address has one; gives the operator either way. */
export async function ensureOperator(
  tx: Tx,
  person: { readonly email: string; readonly name: string; readonly language: string },
): Promise<OperatorRow> {
  const email = person.email.toLowerCase()
  await sql`insert into accounts.operators (id, name, email, language)
    values (${newId()}, ${person.name}, ${email}, ${person.language}) on conflict (email) do nothing`.execute(
    tx,
  )
  return (await findOperator(tx, { email })) as OperatorRow
}

/**
 * Holds an operator until the transaction ends: whether an account has a password and where its owner works is decided
 * by one at a time, be it an invitation that sets the first password or a place given without one.
 */
export async function lockOperator(tx: Tx, id: string): Promise<void> {
  await sql`select from accounts.operators where id = ${id} for no key update`.execute(tx)
}

/** Names of operators by id, also of operators who have left. */
export async function namesOf(db: Database, ids: readonly string[]): Promise<Map<string, string>> {
  const found = await sql<{ id: string; name: string }>`
    select id, name from accounts.operators where id = any(${[...new Set(ids)]})`.execute(db)
  return new Map(found.rows.map((row) => [row.id, row.name]))
}

/** Sets the first password and name of an operator; false when they have a password already. */
export async function setFirstPassword(
  tx: Tx,
  operator: string,
  phc: string,
  name: string,
): Promise<boolean> {
  const set = await sql`insert into accounts.credentials (id, operator_id, account_id, provider_id, password)
    values (${newId()}, ${operator}, ${operator}, 'credential', ${phc})
    on conflict (operator_id, provider_id) do nothing returning 1`.execute(tx)
  if (set.rows.length === 0) return false
  await rename(tx, operator, name)
  return true
}

/** Starts an operator anew: this password and name, no second factor, no session. */
export async function resetCredentials(tx: Tx, operator: string, phc: string, name: string): Promise<void> {
  await sql`delete from accounts.credentials where operator_id = ${operator}`.execute(tx)
  await setFirstPassword(tx, operator, phc, name)
  await sql`delete from accounts.sessions where operator_id = ${operator}`.execute(tx)
  await sql`delete from accounts.second_factors where operator_id = ${operator}`.execute(tx)
  await sql`delete from accounts.passkeys where operator_id = ${operator}`.execute(tx)
  await sql`update accounts.operators set two_factor_enabled = false where id = ${operator}`.execute(tx)
}

async function rename(tx: Tx, operator: string, name: string): Promise<void> {
  await sql`update accounts.operators set name = ${name}, updated_at = now() where id = ${operator}`.execute(
    tx,
  )
}

/**
 * The accepted places of one operator in all organisations. No organisation is chosen yet, so this is the one read
 * that goes by the second row-level policy, which shows an operator the rows about themselves and nothing else.
 */
export function ownMemberships(db: Database, operator: string): Promise<MembershipRow[]> {
  return inInstallation(db, (tx) => ownMembershipsWithin(tx, operator))
}

/** {@link ownMemberships} within a transaction of the installation. */
export async function ownMembershipsWithin(tx: Tx, operator: string): Promise<MembershipRow[]> {
  await sql`select set_config('yakusoku.operator', ${operator}, true)`.execute(tx)
  const found = await sql<MembershipRow>`select m.* from accounts.memberships m
    join yakusoku.organisations o on o.id = m.organisation_id
    where m.operator_id = ${operator} and m.accepted_at is not null
    order by o.registered_at, o.id`.execute(tx)
  // What follows in this transaction sees one organisation's rows again, and no others.
  await sql`select set_config('yakusoku.operator', '', true)`.execute(tx)
  return found.rows
}

/** All places in the transaction's organisation with their operators, in order of invitation. */
export async function listMembers(tx: Tx): Promise<(MembershipRow & OperatorRow)[]> {
  const found = await sql<MembershipRow & OperatorRow>`
    select m.*, ${operatorColumns} from accounts.memberships m join accounts.operators o on o.id = m.operator_id
    order by m.invited_at, m.operator_id`.execute(tx)
  return found.rows
}

/** One place in the transaction's organisation, locked until its end. */
export async function lockMembership(tx: Tx, operator: string): Promise<MembershipRow | undefined> {
  const found = await sql<MembershipRow>`
    select * from accounts.memberships where operator_id = ${operator} for update`.execute(tx)
  return found.rows[0]
}

/** Ids of the active privacy managers, locked in a fixed order so that two removals cannot both see the other. */
export async function lockPrivacyManagers(tx: Tx): Promise<string[]> {
  const found = await sql<{ operator_id: string }>`select operator_id from accounts.memberships
    where 'privacy-manager' = any(roles) and accepted_at is not null order by operator_id for update`.execute(
    tx,
  )
  return found.rows.map((row) => row.operator_id)
}

/** Writes a place: new, or with other roles. An accepted one stays accepted. */
export async function putMembership(tx: Tx, row: MembershipRow): Promise<void> {
  await sql`insert into accounts.memberships
      (organisation_id, operator_id, roles, invited_name, invited_at, accepted_at)
    values (${row.organisation_id}, ${row.operator_id}, ${row.roles}, ${row.invited_name}, ${row.invited_at},
      ${row.accepted_at})
    on conflict (organisation_id, operator_id) do update set roles = excluded.roles,
      invited_name = excluded.invited_name,
      accepted_at = coalesce(accounts.memberships.accepted_at, excluded.accepted_at)`.execute(tx)
}

/** Marks the invitation of an operator into the transaction's organisation as accepted. */
export async function acceptMembership(tx: Tx, operator: string, now: Date): Promise<void> {
  await sql`update accounts.memberships set accepted_at = coalesce(accepted_at, ${now})
    where operator_id = ${operator}`.execute(tx)
}

/** Removes an operator from the transaction's organisation, with the tokens and links they have there. */
export async function removeMembership(
  tx: Tx,
  organisation: string,
  operator: string,
  now: Date,
): Promise<void> {
  await sql`update accounts.tokens set revoked_at = ${now}
    where owner_id = ${operator} and revoked_at is null`.execute(tx)
  await sql`delete from accounts.links
    where organisation_id = ${organisation} and operator_id = ${operator} and used_at is null`.execute(tx)
  await sql`delete from accounts.memberships where operator_id = ${operator}`.execute(tx)
}

/** Takes everything away that has run out; gives nothing back. Facts of it stay in the ledger. */
export async function pruneExpired(tx: Tx, now: Date): Promise<void> {
  await sql`delete from accounts.sessions where expires_at < ${now}`.execute(tx)
  await sql`delete from accounts.verifications where expires_at < ${now}`.execute(tx)
  await sql`delete from accounts.links where expires_at < ${now}`.execute(tx)
  await sql`delete from accounts.attempts where resets_at < ${now}`.execute(tx)
  await sql`delete from accounts.used_codes where used_at < ${new Date(now.getTime() - 600_000)}`.execute(tx)
}

/** Ends every session of an operator. */
export async function endSessions(db: Database, operator: string): Promise<void> {
  await sql`delete from accounts.sessions where operator_id = ${operator}`.execute(db)
}

/** Marks a session as having shown its second factor. */
export async function proveSession(db: Database, id: string, factor: 'passkey'): Promise<void> {
  await sql`update accounts.sessions set second_factor = ${factor} where id = ${id}`.execute(db)
}

/** The secret of an operator's authenticator app as it is kept, encrypted. */
export async function secondFactorSecret(db: Database, operator: string): Promise<string | undefined> {
  const found = await sql<{ secret: string }>`
    select secret from accounts.second_factors where operator_id = ${operator}`.execute(db)
  return found.rows[0]?.secret
}

/** Takes a code for used; false when this operator used it in the last ten minutes. */
export async function claimCode(
  db: Database,
  operator: string,
  codeHash: string,
  now: Date,
): Promise<boolean> {
  const claimed = await sql`insert into accounts.used_codes (operator_id, code_hash, used_at)
    values (${operator}, ${codeHash}, ${now})
    on conflict (operator_id, code_hash) do update set used_at = excluded.used_at
      where accounts.used_codes.used_at < ${new Date(now.getTime() - 600_000)}
    returning 1`.execute(db)
  return claimed.rows.length === 1
}

/** A one-time link as stored: only the hash of its token. */
export interface LinkRow {
  readonly operator_id: string
  readonly organisation_id: string | null
  readonly purpose: 'join' | 'recovery'
  readonly expires_at: Date
}

/** Stores a link; an unused earlier one of the same operator and organisation stops working. */
export async function putLink(
  tx: Tx,
  row: LinkRow & { readonly token_hash: string; readonly created_at: Date },
): Promise<void> {
  await sql`delete from accounts.links where operator_id = ${row.operator_id} and used_at is null
    and organisation_id is not distinct from ${row.organisation_id}`.execute(tx)
  await sql`insert into accounts.links (token_hash, operator_id, organisation_id, purpose, created_at, expires_at)
    values (${row.token_hash}, ${row.operator_id}, ${row.organisation_id}, ${row.purpose}, ${row.created_at},
      ${row.expires_at})`.execute(tx)
}

/** Finds a link that still works. */
export async function findLink(db: Database, tokenHash: string, now: Date): Promise<LinkRow | undefined> {
  const found =
    await sql<LinkRow>`select operator_id, organisation_id, purpose, expires_at from accounts.links
    where token_hash = ${tokenHash} and used_at is null and expires_at > ${now}`.execute(db)
  return found.rows[0]
}

/** Uses a link up; false when somebody else just did. */
export async function useLink(tx: Tx, tokenHash: string, now: Date): Promise<boolean> {
  const used = await sql`update accounts.links set used_at = ${now}
    where token_hash = ${tokenHash} and used_at is null and expires_at > ${now} returning 1`.execute(tx)
  return used.rows.length === 1
}

/** Stores a token of the transaction's organisation. */
export async function insertToken(
  tx: Tx,
  organisation: string,
  row: Omit<TokenRow, 'owner_name' | 'last_used_at'> & {
    readonly secret_hash: string
    /** The token that made it, if one did. */
    readonly made_by: string | null
  },
): Promise<void> {
  await sql`insert into accounts.tokens
      (organisation_id, id, name, secret_hash, scopes, owner_id, created_at, expires_at, made_by)
    values (${organisation}, ${row.id}, ${row.name}, ${row.secret_hash}, ${row.scopes}, ${row.owner_id},
      ${row.created_at}, ${row.expires_at}, ${row.made_by})`.execute(tx)
}

/** The tokens of the transaction's organisation that are not revoked, newest first; expired ones too. */
export async function listTokens(tx: Tx): Promise<TokenRow[]> {
  const found = await sql<TokenRow>`select t.*, o.name as owner_name from accounts.tokens t
    join accounts.operators o on o.id = t.owner_id
    where t.revoked_at is null order by t.created_at desc, t.id desc`.execute(tx)
  return found.rows
}

/** One token of the transaction's organisation that is not revoked. */
export async function findToken(tx: Tx, id: string): Promise<TokenRow | undefined> {
  const found = await sql<TokenRow>`select t.*, o.name as owner_name from accounts.tokens t
    join accounts.operators o on o.id = t.owner_id where t.id = ${id} and t.revoked_at is null`.execute(tx)
  return found.rows[0]
}

/** Revokes a token of the transaction's organisation and all that was made with it; gives the ids of those that worked. */
export async function revokeToken(tx: Tx, id: string, now: Date): Promise<string[]> {
  const revoked = await sql<{ id: string }>`
    with recursive line as (
      select id from accounts.tokens where id = ${id} and revoked_at is null
      union all
      select made.id from line join accounts.tokens made on made.made_by = line.id where made.revoked_at is null
    )
    update accounts.tokens set revoked_at = ${now} where id in (select id from line) returning id`.execute(tx)
  return revoked.rows.map((row) => row.id)
}

type LiveToken = Pick<TokenRow, 'id' | 'name' | 'scopes' | 'owner_id'> & { readonly roles: Role[] }

/**
 * The live token of the transaction's organisation with this secret, with the roles its owner has there now, and
 * notes the use, at most once a minute.
 */
export async function useToken(tx: Tx, secretHash: string, now: Date): Promise<LiveToken | undefined> {
  const found = await sql<LiveToken>`
    select t.id, t.name, t.scopes, t.owner_id, m.roles from accounts.tokens t
    join accounts.memberships m on m.organisation_id = t.organisation_id and m.operator_id = t.owner_id
    where t.secret_hash = ${secretHash} and t.revoked_at is null and t.expires_at > ${now}
      and m.accepted_at is not null`.execute(tx)
  const token = found.rows[0]
  if (token === undefined) return undefined
  await sql`update accounts.tokens set last_used_at = ${now} where id = ${token.id}
    and (last_used_at is null or last_used_at < ${new Date(now.getTime() - 60_000)})`.execute(tx)
  return token
}

/** Counts one try under a key; the count starts anew when its window is over. */
export async function countTry(
  db: Database,
  key: string,
  now: Date,
  windowSeconds: number,
): Promise<{ readonly count: number; readonly resetsAt: Date }> {
  const resets = new Date(now.getTime() + windowSeconds * 1000)
  const counted = await sql<{ count: number; resets_at: Date }>`
    insert into accounts.attempts (key, count, resets_at) values (${key}, 1, ${resets})
    on conflict (key) do update set
      count = case when accounts.attempts.resets_at <= ${now} then 1 else accounts.attempts.count + 1 end,
      resets_at = case when accounts.attempts.resets_at <= ${now} then excluded.resets_at
        else accounts.attempts.resets_at end
    returning count, resets_at`.execute(db)
  const row = counted.rows[0] as { count: number; resets_at: Date }
  return { count: row.count, resetsAt: row.resets_at }
}

/** Forgets the tries under a key: somebody got in rightly. */
export async function forgetTries(db: Database, key: string): Promise<void> {
  await sql`delete from accounts.attempts where key = ${key}`.execute(db)
}
