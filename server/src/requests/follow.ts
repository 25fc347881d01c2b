// SPDX-License-Identifier: Apache-2.0
import { timingSafeEqual } from 'node:crypto'
import type { Fact, Receipt } from '@yakusoku/core/ledger'
import { inOrganisation, type Tx } from '../database/index.ts'
import { refuse } from '../kernel/index.ts'
import { listFacts, receiptOf } from '../ledger/index.ts'
import { newLink, readExclusions } from './answer.ts'
import { dateOf, promisesOf, readAsk, requester, secretHash, subjectOf } from './ask.ts'
import type { Follow, refusalGrounds } from './contract.ts'
import { endUnanswered } from './end.ts'
import { isErased } from './erased.ts'
import type { RequestPorts } from './ports.ts'
import { requestRefusals } from './refusals.ts'
import { readTyped } from './requests.ts'
import * as store from './store.ts'
import { publicSentenceOf, publicSteps } from './texts.ts'

/** Number and secret as the requester typed them. */
export interface Key {
  readonly number: string
  readonly secret: string
}

const noSecret = Buffer.alloc(32)

/**
 * The request of a number, if the secret is its own. Refuses `requests.unknown` for either being wrong, alike and after
 * the same work.
 */
async function mine(tx: Tx, organisation: string, key: Key, lock = false): Promise<store.RequestRow> {
  const typed = readTyped(key.number)
  const number = [typed.slice(0, 4), typed.slice(4, 8), typed.slice(8)].join('-')
  const row = await store.requestByNumber(tx, organisation, number)
  const right = timingSafeEqual(row?.secret_hash ?? noSecret, secretHash(readTyped(key.secret)))
  if (row === undefined || !right) throw refuse(requestRefusals, 'requests.unknown')
  return lock ? ((await store.requestById(tx, organisation, row.id, true)) as store.RequestRow) : row
}

/** What the requester sees of their request: state, steps, deadline. */
export function follow(ports: RequestPorts, organisation: string, key: Key): Promise<Follow> {
  return inOrganisation(ports.db, organisation, async (tx) => {
    const row = await mine(tx, organisation, key)
    const facts = await factsOf(tx, organisation, row.id, publicSteps)
    const steps = facts.map((fact) => ({ time: fact.time, sentence: publicSentenceOf(fact) }))
    return {
      number: row.number,
      kind: row.kind,
      state: row.state,
      receivedAt: (row.received_at ?? row.asked_at).toISOString(),
      dueOn: row.due_on,
      steps,
      refusal: await refusalOf(ports, tx, organisation, row),
      downloadUntil: row.package_file === null ? null : (row.download_expires_at?.toISOString() ?? null),
    }
  })
}

/** A request's facts of some types, oldest first: asked for by type, because readings and tries may be without number. */
async function factsOf(tx: Tx, organisation: string, id: string, types: readonly string[]): Promise<Fact[]> {
  const found: Fact[] = []
  for (const type of types) {
    const page = await listFacts(tx, organisation, { subject: id, type, limit: 20 })
    found.push(...page.map(({ fact }) => fact))
  }
  return found.sort((a, b) => (a.id < b.id ? -1 : 1))
}

/** The ground and explanation of a refusal, opened; null where there is none or its person was erased. */
export async function refusalOf(
  ports: RequestPorts,
  tx: Tx,
  organisation: string,
  row: store.RequestRow,
): Promise<Follow['refusal']> {
  if (row.refusal_ground === null || row.refusal_explanation === null) return null
  try {
    const plain = await ports.vault.open(tx, organisation, row.person_id, row.refusal_explanation)
    return {
      ground: row.refusal_ground as (typeof refusalGrounds)[number],
      explanation: Buffer.from(plain).toString(),
    }
  } catch (error) {
    if (isErased(error)) return null
    throw error
  }
}

/** A new download link for whoever holds number and secret; the mailed one stops working. */
export function renewLink(ports: RequestPorts, organisation: string, key: Key): Promise<string> {
  return inOrganisation(ports.db, organisation, async (tx) => {
    const row = await mine(tx, organisation, key, true)
    if (row.package_file === null) throw refuse(requestRefusals, 'requests.wrong-state', { state: row.state })
    const { token, until } = await newLink(ports, tx, organisation, row)
    await ports.ledger.append(tx, organisation, [
      {
        type: 'requests.link-renewed',
        at: ports.clock.now(),
        actor: requester(row.id),
        subject: subjectOf(row.id),
        clear: { number: row.number, linkUntil: until.toString() },
        promises: promisesOf(ports.inForce(organisation)),
      },
    ])
    return token
  })
}

/** The requester takes the request back; its duty closes with that, and what was found is deleted. */
export function withdraw(ports: RequestPorts, organisation: string, key: Key): Promise<void> {
  return inOrganisation(ports.db, organisation, async (tx) => {
    const row = await mine(tx, organisation, key, true)
    const actor = requester(row.id)
    await endUnanswered(ports, tx, organisation, row, 'withdraw', { type: 'requests.withdrawn', actor })
  })
}

/**
 * Proof of a request for whoever made it: receipts of its being received and, once it is, answered. A fact without a
 * number yet has none; try again within seconds.
 */
export function receipts(ports: RequestPorts, organisation: string, key: Key): Promise<Receipt[]> {
  return inOrganisation(ports.db, organisation, async (tx) => {
    const row = await mine(tx, organisation, key)
    const kinds = ['requests.received', 'requests.answered', 'requests.refused', 'requests.withdrawn']
    const made: Receipt[] = []
    for (const fact of await factsOf(tx, organisation, row.id, kinds)) {
      const receipt = await receiptOf(tx, organisation, fact.id)
      if (receipt !== undefined) made.push(receipt)
    }
    return made
  })
}

/** What a download link leads to. */
export interface Download {
  readonly number: string
  readonly bytes: number
  readonly until: string
  readonly takenOut: number
}

async function byToken(
  ports: RequestPorts,
  tx: Tx,
  organisation: string,
  token: string,
): Promise<store.RequestRow> {
  const row = await store.requestByDownload(tx, organisation, secretHash(token))
  if (row === undefined) throw refuse(requestRefusals, 'requests.link-unknown')
  const expires = row.download_expires_at?.getTime() ?? 0
  if (expires <= ports.clock.now().epochMilliseconds) throw refuse(requestRefusals, 'requests.link-expired')
  // Opening what was asked tells whether there still is a key: of an erased person nothing is left to fetch.
  await readAsk(ports, tx, organisation, row)
  return row
}

/** Looks at a link without fetching: mail scanners open links, and that must not count. */
export function peekDownload(ports: RequestPorts, organisation: string, token: string): Promise<Download> {
  return inOrganisation(ports.db, organisation, async (tx) => {
    const row = await byToken(ports, tx, organisation, token)
    const takenOut = (await readExclusions(ports, tx, organisation, row)).length
    return {
      number: row.number,
      bytes: row.package_bytes ?? 0,
      until: (row.download_expires_at as Date).toISOString(),
      takenOut,
    }
  })
}

/** Fetches the package; that it was fetched is a fact. */
export function fetchPackage(
  ports: RequestPorts,
  organisation: string,
  token: string,
): Promise<{ name: string; archive: Uint8Array }> {
  return inOrganisation(ports.db, organisation, async (tx) => {
    const row = await byToken(ports, tx, organisation, token)
    const archive = await ports.vault.readFile(tx, organisation, row.package_file as string)
    if (archive === undefined) throw refuse(requestRefusals, 'requests.link-unknown')
    const at = ports.clock.now()
    await store.updateRequest(tx, organisation, row.id, { fetched_at: dateOf(at) })
    await ports.ledger.append(tx, organisation, [
      {
        type: 'requests.fetched',
        at,
        actor: requester(row.id),
        subject: subjectOf(row.id),
        clear: { number: row.number, bytes: archive.length },
        promises: promisesOf(ports.inForce(organisation)),
      },
    ])
    return { name: `${row.number}.zip`, archive }
  })
}
