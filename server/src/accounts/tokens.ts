// SPDX-License-Identifier: Apache-2.0
import { inOrganisation, type Tx } from '../database/index.ts'
import { commonRefusals, newId, newSecret, refuse } from '../kernel/index.ts'
import { refuseBeyond, type KnownCaller } from './access.ts'
import type { AccountsContext } from './context.ts'
import type { MadeToken, NewToken, Token } from './contract.ts'
import { tokenMade, tokenRevoked } from './facts.ts'
import { answerableFor, partyOf } from './operators.ts'
import { accountsRefusals } from './refusals.ts'
import { hashOfSecret } from './sessions.ts'
import {
  at,
  findToken,
  insertToken,
  listTokens,
  lockMembership,
  revokeToken,
  type TokenRow,
} from './store.ts'

const longestDays = 365

/** Lists the tokens of an organisation that are not revoked. */
export async function readTokens(context: AccountsContext, organisation: string): Promise<Token[]> {
  return (await inOrganisation(context.db, organisation, listTokens)).map(present)
}

/**
 * Makes a token: never with more than its maker has, never for longer than a year, and one made by a token never
 * outlives it, be it over or revoked. Its secret is in the answer only.
 */
export async function makeToken(
  context: AccountsContext,
  caller: KnownCaller,
  organisation: string,
  wish: NewToken,
): Promise<MadeToken> {
  refuseBeyond(caller, organisation, wish.scopes)
  const secret = `yks_${organisation}_${newSecret(32)}`
  const token = await inOrganisation(context.db, organisation, async (tx) => {
    const owner = await answerableFor(tx, caller)
    const maker = await holdMaker(tx, caller, owner)
    const row = {
      id: newId(),
      name: wish.name,
      scopes: wish.scopes,
      owner_id: owner,
      created_at: at(context.clock.now()),
      expires_at: expiryOf(context, maker, wish),
    }
    const secret_hash = hashOfSecret(secret)
    await insertToken(tx, organisation, { ...row, secret_hash, made_by: maker?.id ?? null })
    const clear = { owner, scopes: [...wish.scopes], expiresAt: row.expires_at.toISOString() }
    await context.journal.write(tx, organisation, tokenMade(partyOf(caller), row.id, clear))
    return (await findToken(tx, row.id)) as TokenRow
  })
  return { token: present(token), secret }
}

/**
 * The token that makes another, if one does. Its owner's place is held until the end of the transaction: whoever is
 * removed or whose token is revoked at this moment leaves nothing behind that works.
 */
async function holdMaker(tx: Tx, caller: KnownCaller, owner: string): Promise<TokenRow | undefined> {
  const place = await lockMembership(tx, owner)
  const maker = caller.kind === 'token' ? await findToken(tx, caller.id) : undefined
  const gone = place === undefined || (caller.kind === 'token' && maker === undefined)
  if (gone) throw refuse(accountsRefusals, 'accounts.sign-in-needed')
  return maker
}

function expiryOf({ clock }: AccountsContext, maker: TokenRow | undefined, wish: NewToken): Date {
  const now = at(clock.now())
  // Of whatever precision it was written in: what is no moment is not within the range either.
  const wished = new Date(wish.expiresAt)
  const year = new Date(now.getTime() + longestDays * 86_400_000)
  const latest = maker === undefined || maker.expires_at > year ? year : maker.expires_at
  if (wished > now && wished <= latest) return wished
  throw refuse(accountsRefusals, 'accounts.expiry', { latest: latest.toISOString() })
}

/** Revokes a token and those made with it; they stop working at once on this server, within seconds on others. */
export async function endToken(
  context: AccountsContext,
  caller: KnownCaller,
  organisation: string,
  id: string,
): Promise<void> {
  await inOrganisation(context.db, organisation, async (tx) => {
    const owner = (await findToken(tx, id))?.owner_id
    if (owner !== undefined) await lockMembership(tx, owner)
    const revoked = await revokeToken(tx, id, at(context.clock.now()))
    if (revoked.length === 0) throw refuse(commonRefusals, 'common.not-found')
    for (const one of revoked)
      await context.journal.write(tx, organisation, tokenRevoked(partyOf(caller), one))
  })
  context.sessions.forget()
}

function present(row: TokenRow): Token {
  return {
    id: row.id,
    name: row.name,
    scopes: row.scopes,
    owner: { id: row.owner_id, name: row.owner_name },
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
  }
}
