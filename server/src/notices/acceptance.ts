// SPDX-License-Identifier: Apache-2.0
import { Temporal } from '@yakusoku/core/calendar'
import { promisesKeptBy, type Pack } from '@yakusoku/core/packs'
import { inOrganisation, type Tx } from '../database/index.ts'
import { instantOf, refuse } from '../kernel/index.ts'
import { listFacts, type NewFact, type Reference } from '../ledger/index.ts'
import { todayOf } from './announce.ts'
import type { Acknowledgement, Applicable, PersonName, Uses, UsesRecorded } from './contract.ts'
import * as persons from './persons-store.ts'
import type { NoticePorts } from './ports.ts'
import { noticesRefusals } from './refusals.ts'

const zoneOf = (pack: Pack) => pack.calendar?.timeZone ?? 'Asia/Tokyo'
const dayOf = (pack: Pack, at: Temporal.Instant) =>
  at.toZonedDateTimeISO(zoneOf(pack)).toPlainDate().toString()

/** The version in force on a day; undefined before the first one. */
function versionOn(history: readonly Pack[], day: string): Pack | undefined {
  return history.filter(({ effective }) => effective <= day).at(-1)
}

/** Refuses a day on which no version was in force. A first version that waits for its day stands from its founding on. */
function inForceOn(ports: NoticePorts, organisation: string, day: string): Pack {
  const now = ports.inForce(organisation)
  const history = ports.history(organisation)
  const found = versionOn(history, day) ?? (day >= todayOf(ports, now).toString() ? now : undefined)
  if (found !== undefined) return found
  throw refuse(noticesRefusals, 'notices.none-in-force', { day, first: history[0]?.effective ?? '' })
}

function published(ports: NoticePorts, organisation: string, version: string): Pack {
  const all = ports.history(organisation)
  const found = all.find((one) => one.version === version)
  if (found !== undefined) return found
  const known = all.map((one) => one.version).join(', ')
  throw refuse(noticesRefusals, 'notices.unknown-version', { version, known })
}

function instantGiven(ports: NoticePorts, given: string | undefined): Temporal.Instant {
  const now = ports.clock.now()
  const at = given === undefined ? now : Temporal.Instant.from(given)
  // Clocks of two machines differ a little.
  if (Temporal.Instant.compare(at, now.add({ minutes: 5 })) > 0)
    throw refuse(noticesRefusals, 'notices.not-in-force', { at: at.toString() })
  return at
}

interface Acceptance {
  readonly person: string
  readonly version: Pack
  readonly kind: 'acknowledged' | 'used'
  readonly channel: string
  readonly at: Temporal.Instant
  readonly actor: Reference
}

/** The promises that recording an acceptance keeps. */
function promisesOf(pack: Pack, kind: Acceptance['kind']): string[] {
  if (kind === 'acknowledged') return promisesKeptBy(pack, 'system:acknowledgement')
  const byNotice = pack.notices
    .filter(({ acceptance }) => acceptance === 'continued-use')
    .flatMap(({ id }) => promisesKeptBy(pack, `notice:${id}`))
  return [...new Set([...promisesKeptBy(pack, 'system:continued-use'), ...byNotice])]
}

function factOf({ person, version, kind, channel, at, actor }: Acceptance, now: Temporal.Instant): NewFact {
  return {
    type: `notices.${kind}`,
    at: now,
    actor,
    subject: { kind: 'policy', id: version.version },
    clear: { version: version.version, channel },
    sealed: { person, value: { version: version.version, channel, at: at.toString() } },
    promises: promisesOf(version, kind),
  }
}

/** Records acceptances that are new, each with its fact; gives how many. */
async function record(
  ports: NoticePorts,
  tx: Tx,
  organisation: string,
  found: readonly Acceptance[],
): Promise<number> {
  await persons.lockAcceptances(tx, organisation)
  const keyOf = (one: { person: string; version: string; kind: string }) =>
    `${one.person} ${one.version} ${one.kind}`
  const known = new Set(
    (await persons.acceptancesOf(tx, organisation, [...new Set(found.map((one) => one.person))])).map((row) =>
      keyOf({ person: row.person_id, version: row.version, kind: row.kind }),
    ),
  )
  const fresh = found.filter((one) => {
    const key = keyOf({ ...one, version: one.version.version })
    return !known.has(key) && known.add(key)
  })
  const now = ports.clock.now()
  const facts = await ports.ledger.append(
    tx,
    organisation,
    fresh.map((one) => factOf(one, now)),
  )
  const rows = fresh.map(({ person, version, kind, channel, at }, index) => ({
    person,
    version: version.version,
    kind,
    channel,
    at: at.toString(),
    fact: facts[index]?.id as string,
  }))
  await persons.addAcceptances(tx, organisation, rows)
  return rows.length
}

/** Somebody acknowledges a version by a channel: once each, whatever the number of times it is told. */
export function acknowledge(
  ports: NoticePorts,
  organisation: string,
  given: Acknowledgement,
  actor: Reference,
): Promise<{ version: string; recorded: boolean }> {
  const at = instantGiven(ports, given.at)
  const version =
    given.version === undefined
      ? inForceOn(ports, organisation, dayOf(ports.inForce(organisation), at))
      : published(ports, organisation, given.version)
  return inOrganisation(ports.db, organisation, async (tx) => {
    const { kind, value } = given.person
    const person = await ports.vault.personFor(tx, organisation, kind, value)
    const one = { person, version, kind: 'acknowledged' as const, channel: given.channel, at, actor }
    const count = await record(ports, tx, organisation, [one])
    return { version: version.version, recorded: count > 0 }
  })
}

/**
 * Records, in the caller's transaction, that somebody who is known by now acknowledged the version in force: what they
 * sent in came under it, and the form named it.
 */
export async function acknowledgeInForce(
  ports: NoticePorts,
  tx: Tx,
  organisation: string,
  { person, channel, actor }: { person: string; channel: string; actor: Reference },
): Promise<void> {
  const version = ports.inForce(organisation)
  const at = ports.clock.now()
  await record(ports, tx, organisation, [{ person, version, kind: 'acknowledged', channel, at, actor }])
}

/** Whether going on to use the service accepts a version: one of its notices says so. */
export const acceptsByUse = (pack: Pack): boolean =>
  pack.notices.some(({ acceptance }) => acceptance === 'continued-use')

/** Takes in who used the service; the first use under a version is the acceptance of it. */
export function recordUses(
  ports: NoticePorts,
  organisation: string,
  { channel, uses }: Uses,
  actor: Reference,
): Promise<UsesRecorded> {
  const history = ports.history(organisation)
  const pack = ports.inForce(organisation)
  const known = uses.map(({ person, at }) => {
    const instant = instantGiven(ports, at)
    return { person, at: instant, version: versionOn(history, dayOf(pack, instant)) }
  })
  // A use before a version's day accepts nothing of it.
  const counting = known.flatMap(({ version, ...use }) =>
    version !== undefined && acceptsByUse(version) ? [{ ...use, version }] : [],
  )
  return inOrganisation(ports.db, organisation, async (tx) => {
    const found: Acceptance[] = []
    for (const [kind, same] of Map.groupBy(counting, (one) => one.person.kind)) {
      const values = same.map((one) => one.person.value)
      const ids = await ports.vault.personsFor(tx, organisation, kind, values)
      same.forEach(({ at, version }, index) =>
        found.push({ person: ids[index] as string, version, kind: 'used', channel, at, actor }),
      )
    }
    found.sort((a, b) => Temporal.Instant.compare(a.at, b.at))
    const accepted = await record(ports, tx, organisation, found)
    return {
      accepted,
      knownBefore: counting.length - accepted,
      withoutAcceptance: uses.length - counting.length,
    }
  })
}

/**
 * Which version applied to somebody on a day: the one in force then, and what they did with it by the end of that day,
 * an acknowledgement before a use. Reading it is a fact.
 */
export function applicable(
  ports: NoticePorts,
  organisation: string,
  { name, day, reader }: { name: PersonName; day?: string | undefined; reader: Reference },
): Promise<Applicable> {
  const pack = ports.inForce(organisation)
  const asked = day ?? todayOf(ports, pack).toString()
  const inForce = inForceOn(ports, organisation, asked)
  return inOrganisation(ports.db, organisation, async (tx) => {
    const person = await ports.vault.findPerson(tx, organisation, name.kind, name.value)
    const rows = person === undefined ? [] : await persons.acceptancesOf(tx, organisation, [person])
    const told = person === undefined ? [] : await persons.noticesTo(tx, organisation, person)
    const until = rows.filter((row) => dayOf(pack, instantOf(row.at)) <= asked)
    const own = until.filter((row) => row.version === inForce.version)
    const [best] = [...own.filter((row) => row.kind === 'acknowledged'), ...own]
    if (person !== undefined) await noteReading(ports, tx, organisation, { person, asked, reader, pack })
    const [publication] = await listFacts(tx, organisation, {
      type: 'policies.published',
      subject: inForce.version,
      limit: 1,
    })
    return {
      day: asked,
      version: inForce.version,
      effective: inForce.effective,
      because: best?.kind ?? 'in-force',
      known: person !== undefined && (rows.length > 0 || told.length > 0),
      evidence: evidenceOf(pack, asked, until, told),
      published: { fact: publication?.fact.id ?? null },
    }
  })
}

/** What was recorded of a person up to a day, oldest first. */
function evidenceOf(
  pack: Pack,
  asked: string,
  rows: readonly persons.AcceptanceRow[],
  told: Awaited<ReturnType<typeof persons.noticesTo>>,
): Applicable['evidence'] {
  const did = rows.map(({ version, kind, channel, at, fact }) => ({
    version,
    kind,
    channel,
    at: at.toISOString(),
    fact,
  }))
  const heard = told
    .filter(({ at }) => dayOf(pack, instantOf(at)) <= asked)
    .map(({ version, way, at }) => ({
      version,
      kind: 'notified' as const,
      channel: way,
      at: at.toISOString(),
      fact: null,
    }))
  return [...did, ...heard].sort((a, b) => (a.at < b.at ? -1 : 1))
}

async function noteReading(
  ports: NoticePorts,
  tx: Tx,
  organisation: string,
  { person, asked, reader, pack }: { person: string; asked: string; reader: Reference; pack: Pack },
): Promise<void> {
  await ports.ledger.append(tx, organisation, [
    {
      type: 'notices.read',
      at: ports.clock.now(),
      actor: reader,
      subject: { kind: 'person', id: person },
      clear: { what: 'applicable-version', day: asked },
      promises: promisesKeptBy(pack, 'system:access-records'),
    },
  ])
}
