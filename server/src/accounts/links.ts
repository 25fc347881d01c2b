// SPDX-License-Identifier: Apache-2.0
import { inInstallation, inOrganisation, type Tx } from '../database/index.ts'
import { newSecret, refuse } from '../kernel/index.ts'
import type { AccountsContext } from './context.ts'
import type { Join, JoinLink, OneTimeLink } from './contract.ts'
import { byThemselves, linkMade } from './facts.ts'
import { hashPassword, weaknessOf } from './passwords.ts'
import { accountsRefusals } from './refusals.ts'
import { hashOfSecret, type SignedIn } from './sessions.ts'
import {
  acceptMembership,
  at,
  findLink,
  findOperator,
  lockMembership,
  lockOperator,
  ownMembershipsWithin,
  putLink,
  resetCredentials,
  setFirstPassword,
  useLink,
  type LinkRow,
  type OperatorRow,
} from './store.ts'

/** How long a one-time link works. */
export const linkDays = 7

/** What a link is for. */
export type LinkPurpose = LinkRow['purpose']

/** Makes a link in a transaction; `organisation` is null for one made by whoever runs the server. */
export async function makeLink(
  { clock, publicUrl }: AccountsContext,
  tx: Tx,
  operator: string,
  purpose: LinkPurpose,
  organisation: string | null,
): Promise<OneTimeLink> {
  const token = newSecret(32)
  const now = clock.now()
  const expires = now.add({ hours: 24 * linkDays })
  await putLink(tx, {
    token_hash: hashOfSecret(token),
    operator_id: operator,
    organisation_id: organisation,
    purpose,
    created_at: at(now),
    expires_at: at(expires),
  })
  // Behind the hash, which no browser sends: no log of a server or proxy on the way keeps it.
  return { url: `${publicUrl}/console/join#token=${token}`, expiresAt: at(expires).toISOString() }
}

/**
 * Makes a link at the command line, which is a fact: of the organisation it leads into, or of every organisation the
 * operator works for.
 */
export async function makeSignInLink(
  context: AccountsContext,
  operator: string,
  purpose: LinkPurpose,
  organisation?: string,
): Promise<OneTimeLink> {
  const { db, journal } = context
  const fact = linkMade(operator, purpose)
  if (organisation === undefined)
    return inInstallation(db, async (tx) => {
      const link = await makeLink(context, tx, operator, purpose, null)
      await journal.writeEverywhere(operator, fact, tx)
      return link
    })
  return inOrganisation(db, organisation, async (tx) => {
    const link = await makeLink(context, tx, operator, purpose, organisation)
    await journal.write(tx, organisation, fact)
    return link
  })
}

interface OpenLink {
  readonly link: LinkRow
  readonly operator: OperatorRow
  /** What the inviting organisation calls them; another organisation's spelling is not for whoever has the link. */
  readonly name: string
  readonly passwordNeeded: boolean
}

/**
 * Opens a link. An organisation's invitation may set the first password only of somebody who works nowhere else yet:
 * otherwise inviting a colleague of another organisation would be a way to become them.
 */
async function open({ db, clock }: AccountsContext, token: string): Promise<OpenLink> {
  const link = await findLink(db, hashOfSecret(token), at(clock.now()))
  const operator = link && (await findOperator(db, { id: link.operator_id }))
  if (link === undefined || operator === undefined) throw refuse(accountsRefusals, 'accounts.link-invalid')
  const trusted = !(await inInstallation(db, (tx) => leadsAway(tx, link)))
  const passwordNeeded = link.purpose === 'recovery' || (!operator.has_password && trusted)
  const { organisation_id: organisation } = link
  const place =
    organisation === null
      ? undefined
      : await inOrganisation(db, organisation, (tx) => lockMembership(tx, operator.id))
  return { link, operator, name: place?.invited_name ?? operator.name, passwordNeeded }
}

/** Whether it is an organisation's link for somebody who works in another one. */
async function leadsAway(tx: Tx, { operator_id: operator, organisation_id: organisation }: LinkRow) {
  if (organisation === null) return false
  const places = await ownMembershipsWithin(tx, operator)
  return places.some((place) => place.organisation_id !== organisation)
}

/** Tells what a link is for. */
export async function describeLink(context: AccountsContext, token: string): Promise<JoinLink> {
  const { link, operator, name, passwordNeeded } = await open(context, token)
  return {
    email: operator.email,
    name,
    purpose: link.purpose,
    expiresAt: link.expires_at.toISOString(),
    passwordNeeded,
  }
}

/** What came of a link: whose it was, and the password they may sign in with at once. */
export interface Joined {
  readonly operator: OperatorRow
  readonly password: string | undefined
}

/** Uses a link: sets name and password where they are needed, and accepts the invitation. */
export async function join(
  context: AccountsContext,
  body: Join,
  present: SignedIn | undefined,
): Promise<Joined> {
  const { link, operator, name, passwordNeeded } = await open(context, body.token)
  const password = passwordNeeded ? (body.password ?? '') : undefined
  if (password === undefined) refuseStranger(operator, present)
  const weakness = password === undefined ? undefined : weaknessOf(password, operator.email)
  if (weakness !== undefined) throw refuse(accountsRefusals, 'accounts.weak-password', { reason: weakness })
  const phc = password === undefined ? undefined : await hashPassword(password)
  await useUp(context, link, body.token, phc === undefined ? undefined : { phc, name: body.name ?? name })
  context.sessions.forget()
  return { operator, password }
}

function refuseStranger(operator: OperatorRow, present: SignedIn | undefined): void {
  if (present?.operator.id === operator.id && present.secondFactor === 'proven') return
  throw refuse(accountsRefusals, 'accounts.sign-in-first')
}

const joinedBy = (link: LinkRow) =>
  byThemselves('accounts.joined', link.operator_id, { purpose: link.purpose })

interface Chosen {
  readonly phc: string
  readonly name: string
}

async function setPassword(tx: Tx, link: LinkRow, { phc, name }: Chosen) {
  const { operator_id: operator, purpose } = link
  if (purpose === 'recovery') return resetCredentials(tx, operator, phc, name)
  // What was so when the link was opened may have changed: the first of two invitations to get here has the account,
  // and who was given a place elsewhere in the meantime is nobody's to become.
  if ((await leadsAway(tx, link)) || !(await setFirstPassword(tx, operator, phc, name)))
    throw refuse(accountsRefusals, 'accounts.sign-in-first')
}

async function useUp(
  { db, clock, journal }: AccountsContext,
  link: LinkRow,
  token: string,
  chosen: Chosen | undefined,
): Promise<void> {
  const now = at(clock.now())
  const work = async (tx: Tx) => {
    // Operator, place, link: in this order wherever they are held, so that nobody waits in a circle.
    await lockOperator(tx, link.operator_id)
    if (link.organisation_id !== null) await lockMembership(tx, link.operator_id)
    if (!(await useLink(tx, hashOfSecret(token), now))) {
      throw refuse(accountsRefusals, 'accounts.link-invalid')
    }
    if (chosen !== undefined) await setPassword(tx, link, chosen)
    if (link.organisation_id === null) return journal.writeEverywhere(link.operator_id, joinedBy(link), tx)
    await acceptMembership(tx, link.operator_id, now)
    await journal.write(tx, link.organisation_id, joinedBy(link))
  }
  await (link.organisation_id === null
    ? inInstallation(db, work)
    : inOrganisation(db, link.organisation_id, work))
}
