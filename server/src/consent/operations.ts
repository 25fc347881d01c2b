// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto'
import { identifierKind, personKey } from '@yakusoku/core/gate'
import { promisesKeptBy, type Pack } from '@yakusoku/core/packs'
import { Temporal } from '@yakusoku/core/calendar'
import { inOrganisation, type Tx } from '../database/index.ts'
import { refuse } from '../kernel/index.ts'
import type { NewFact, Reference } from '../ledger/index.ts'
import { FACTS, type Command } from './commands.ts'
import { decide, keeps } from './consent.ts'
import type { PersonChannel, PersonRecorded } from './contract.ts'
import type { ConsentPorts } from './ports.ts'
import { consentRefusals } from './refusals.ts'
import { sparse, UNKNOWN, viewOf } from './state.ts'
import * as store from './store.ts'

/** What a person said, and how it is known. */
export interface Said {
  /** What callers know the person by. */
  readonly person: string
  readonly channel: PersonChannel
  readonly evidence?: string | undefined
  /** RFC 3339; now when left out. */
  readonly at?: string | undefined
  readonly command: Command
}

/** Records what a person said: the fact, and what stands from now on, for every gate to follow. */
export async function record(
  ports: ConsentPorts,
  organisation: string,
  said: Said,
  actor: Reference,
): Promise<PersonRecorded> {
  const once = () =>
    inOrganisation(ports.db, organisation, (tx) => recordIn(ports, tx, organisation, { said, actor }))
  try {
    return await once()
  } catch (error) {
    if (!isErased(error)) throw error
    // Erased while this was being written: what was said is of the person as they come anew.
    return once()
  }
}

/** Whether a person's key was destroyed under one's hands: told by the vault, or by the reference to it. */
const isErased = (error: unknown): boolean => {
  const { code } = (error ?? {}) as { code?: unknown }
  return code === 'vault.erased' || code === '23503'
}

/** {@link record} in the caller's transaction. */
export async function recordIn(
  ports: ConsentPorts,
  tx: Tx,
  organisation: string,
  { said, actor }: { readonly said: Said; readonly actor: Reference },
): Promise<PersonRecorded> {
  const pack = ports.inForce(organisation)
  const now = ports.clock.now()
  const at = saidAt(said, now)
  const key = personKey(await ports.vault.gateKey(tx, organisation), said.person)
  // Makes whoever records something of the same person wait until this is done.
  const person = await ports.vault.personFor(tx, organisation, identifierKind(said.person), said.person)
  const known = await store.personByKey(tx, organisation, key)
  const matter = { pack, history: ports.history(organisation), today: dayOf(now, pack) }
  const state = decide(matter, { ...UNKNOWN, ...known?.state }, said.command)
  const { born, sealed } = await bornAfter(ports, tx, organisation, { known, person, command: said.command })
  const changed_at = now.toString()
  await store.putPerson(tx, organisation, {
    key,
    person_id: person,
    state: sparse(state),
    born: sealed,
    changed_at,
  })
  const [fact] = await ports.ledger.append(tx, organisation, [
    {
      ...factOf(matter, said, at),
      at: now,
      actor,
      subject: { kind: 'person', id: person },
      sealed: { person, value: sealedOf(said) },
    },
  ])
  const position = await store.place(tx, organisation, [key])
  return { fact: fact?.id as string, position: String(position), state: viewOf(state, born) }
}

const dayOf = (at: Temporal.Instant, pack: Pack): string =>
  at
    .toZonedDateTimeISO(pack.calendar?.timeZone ?? 'Asia/Tokyo')
    .toPlainDate()
    .toString()

function saidAt({ at }: Said, now: Temporal.Instant): Temporal.Instant {
  const said = at === undefined ? now : Temporal.Instant.from(at)
  // A clock that goes a little ahead of ours is no future.
  if (Temporal.Instant.compare(said, now.add({ minutes: 5 })) > 0)
    throw refuse(consentRefusals, 'consent.in-future', { at })
  return said
}

/** The day of birth that is known afterwards, and as it is stored. */
async function bornAfter(
  { vault }: ConsentPorts,
  tx: Tx,
  organisation: string,
  { known, person, command }: { known: store.PersonRow | undefined; person: string; command: Command },
): Promise<{ born: string | null; sealed: Buffer | null }> {
  const said = command.type === 'describe' ? command.born : undefined
  if (said === null) return { born: null, sealed: null }
  if (said !== undefined)
    return { born: said, sealed: Buffer.from(await vault.seal(tx, organisation, person, Buffer.from(said))) }
  if (known === undefined || known.born === null || known.person_id !== person)
    return { born: null, sealed: null }
  const opened = await vault.open(tx, organisation, person, known.born)
  return { born: Buffer.from(opened).toString(), sealed: known.born }
}

const hashOf = (words: string): string => createHash('sha256').update(words.normalize('NFC')).digest('hex')

function factOf(
  { pack, history }: { readonly pack: Pack; readonly history: readonly Pack[] },
  { channel, command }: Said,
  at: Temporal.Instant,
): Pick<NewFact, 'type' | 'clear' | 'promises'> {
  const references = keeps(pack, command)
  return {
    type: FACTS[command.type],
    clear: { channel, saidAt: at.toString(), ...clearOf(history, command) },
    promises: [...new Set(references.flatMap((reference) => promisesKeptBy(pack, reference)))],
  }
}

/** What of a command names nobody: ids of the policy, and hashes of the words that were shown. */
function clearOf(history: readonly Pack[], command: Command): NonNullable<NewFact['clear']> {
  if (command.type === 'describe') {
    const told = ['jurisdictions', 'born', 'guardian', 'subjects'] as const
    return { fields: told.filter((field) => command[field] !== undefined) }
  }
  if (command.type === 'give') {
    const { consent, version, language } = command
    const seen = history.find((one) => one.version === version)?.consents.find(({ id }) => id === consent)
    return { consent, version, language, text: hashOf(seen?.text[language] ?? '') }
  }
  if (command.type === 'agree-beyond') {
    const { purpose, category, words } = command
    return { purpose, category, text: hashOf(words) }
  }
  if ('categories' in command) return { categories: [...command.categories] }
  const { type: _type, ...names } = command
  return names
}

function sealedOf({ person, evidence, command }: Said): Record<string, unknown> {
  const { type: _type, ...described } = command
  return {
    person,
    ...(evidence !== undefined && { evidence }),
    ...(command.type === 'describe' && described),
    ...(command.type === 'agree-beyond' && { words: command.words }),
  }
}
