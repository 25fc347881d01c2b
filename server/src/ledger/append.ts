// SPDX-License-Identifier: Apache-2.0
import { hash } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { canonicalize } from '@yakusoku/core/canonical'
import { maximumEntryBytes, type Fact, type Sha256 } from '@yakusoku/core/ledger'
import type { Temporal } from 'temporal-polyfill'
import type { Tx } from '../database/index.ts'
import { newId } from '../kernel/index.ts'
import type { Vault } from '../vault/index.ts'
import { insertFacts, type NewRow } from './store.ts'

/** Who acted or what was acted upon: an opaque id with its kind. */
export interface Reference {
  readonly kind: string
  readonly id: string
}

/** A fact to be recorded. `clear` holds no personal data; what does goes into `sealed`, under its person's key. */
export interface NewFact {
  readonly type: string
  readonly version?: number
  readonly at: Temporal.Instant
  readonly actor: Reference
  readonly subject?: Reference
  readonly clear?: Fact['clear']
  readonly sealed?: { readonly person: string; readonly value: unknown }
  readonly promises?: readonly string[]
  /** Whether it shows something of its promises; not so where it only says that something has to be done. */
  readonly shows?: boolean
}

/** The system itself as an actor. */
export const system: Reference = { kind: 'system', id: 'yakusoku' }

/** SHA-256 by OpenSSL, for everything the server hashes. */
export const sha256: Sha256 = (bytes) => hash('sha256', bytes, 'buffer')

/** So many facts are inserted by PostgreSQL while the next so many are sealed and hashed here. */
const part = 250

/** What core's schema of a fact takes of an identifier. */
const longestName = 200

/** Appends facts within the business transaction, sealing what is personal. They get their numbers after the commit. */
export async function append(
  vault: Vault,
  tx: Tx,
  organisation: string,
  facts: readonly NewFact[],
): Promise<Fact[]> {
  const appended: Fact[] = []
  let inserting = Promise.resolve()
  for (let from = 0; from < facts.length; from += part) {
    const some = facts.slice(from, from + part)
    const sealed = await sealParts(vault, tx, organisation, some)
    const whole = some.map((fact, index) => complete(organisation, fact, sealed[index] ?? null))
    const rows = whole.map((fact, index) => toRow(fact, some[index]?.shows ?? true))
    await inserting
    inserting = insertFacts(tx, organisation, rows)
    // Awaited below; a fact of the next part that cannot be recorded must not leave it unobserved.
    inserting.catch(() => undefined)
    appended.push(...whole)
    if (from + part < facts.length) await setImmediate()
  }
  await inserting
  return appended
}

async function sealParts(
  vault: Vault,
  tx: Tx,
  organisation: string,
  facts: readonly NewFact[],
): Promise<(string | null)[]> {
  const values = facts.flatMap((fact) =>
    fact.sealed === undefined
      ? []
      : [{ person: fact.sealed.person, plain: Buffer.from(JSON.stringify(fact.sealed.value)) }],
  )
  const ciphertexts = values.length === 0 ? [] : await vault.sealAll(tx, organisation, values)
  let next = 0
  return facts.map((fact) =>
    fact.sealed === undefined ? null : Buffer.from(ciphertexts[next++] as Uint8Array).toString('base64url'),
  )
}

function complete(organisation: string, fact: NewFact, sealed: string | null): Fact {
  return {
    id: newId(),
    organisation,
    type: fact.type,
    version: fact.version ?? 1,
    time: new Date(fact.at.epochMilliseconds).toISOString(),
    actor: { ...fact.actor },
    subject: fact.subject === undefined ? null : { ...fact.subject },
    person: fact.sealed?.person ?? null,
    clear: fact.clear ?? {},
    sealed,
    promises: [...(fact.promises ?? [])],
  }
}

/** Whether a reader takes the names in a fact: one recorded with others would count as altered for ever. */
function namesFit({ actor, subject, person, promises }: Fact): boolean {
  const names = [actor.kind, actor.id, ...promises]
  if (subject !== null) names.push(subject.kind, subject.id)
  if (person !== null) names.push(person)
  return names.every((name) => name.length > 0 && name.length <= longestName)
}

function toRow(fact: Fact, shows: boolean): NewRow {
  if (!namesFit(fact)) throw new Error(`fact ${fact.type} has a name that is empty or too long`)
  const canonical = canonicalize(fact)
  if (!canonical.ok) throw new Error(`fact ${fact.type} cannot be recorded: ${canonical.problem.message.en}`)
  const entry = canonical.text
  if (Buffer.byteLength(entry) > maximumEntryBytes) throw new Error(`fact ${fact.type} is too long`)
  return {
    id: fact.id,
    type: fact.type,
    subject: fact.subject?.id ?? null,
    shows: shows ? fact.promises : [],
    // The leaf hash of RFC 6962: SHA-256 over a zero byte and the entry.
    hash: hash('sha256', `\0${entry}`, 'hex'),
    entry,
  }
}
