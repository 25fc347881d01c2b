// SPDX-License-Identifier: Apache-2.0
import { messageLine, NOTHING, openGate, type Gate, type Standing } from '@yakusoku/core/gate'
import type { Pack, PackData } from '@yakusoku/core/packs'
import { lastPosition, personsAfter, type PlacedPerson } from '../consent/index.ts'
import { inOrganisation, type Tx } from '../database/index.ts'
import { newestTime } from '../ledger/index.ts'
import { readStanding, readWords, standingRevision } from '../standing/index.ts'
import { callersOf, NO_CALLERS } from './callers.ts'
import { Days, mostSetBackMilliseconds } from './days.ts'
import type { GatePorts } from './ports.ts'

const pageOfPersons = 5_000
const compareClockMilliseconds = 2_000
/** Changes that are kept as they were told, for everybody who follows; older ones are read again. */
const mostKept = 64
const mostPersonsKept = 500

/** Changes of persons between two positions, as a line of the stream. */
export interface Batch {
  readonly position: bigint
  readonly line: string
}

/** Keeps a gate up to date: the pack in force, how the organisation stands, and every person, change by change. */
export class Follower {
  readonly gate: Gate
  readonly days: Days
  pack: Pack
  standing: Standing = NOTHING
  callers = NO_CALLERS
  /** Number of the policy that the gate decides by; the same on every server, and it only grows. */
  revision = -1
  /** The last change of a person that the gate knows. */
  position = 0n
  /** When the last look began that saw everything. */
  seenAt = -Infinity
  /** Milliseconds by which the clock stands before the newest fact, where that is too far to go by it. */
  setBack = 0
  readonly #ports: GatePorts
  readonly #organisation: string
  readonly #heard = new Set<() => void>()
  readonly #batches = new Map<bigint, Batch>()
  #day = ''
  #standingRevision = -1n
  #comparedAt = -Infinity
  #looking: Promise<void> | undefined

  constructor(ports: GatePorts, organisation: string) {
    this.#ports = ports
    this.#organisation = organisation
    this.pack = ports.inForce(organisation)
    this.days = new Days(ports.clock, zoneOf(this.pack))
    this.gate = openGate(dataOf(this.pack), ports.laws)
  }

  /** Looks for news; who asks while that is under way waits for the same look. */
  follow(): Promise<void> {
    return (this.#looking ??= this.#look().finally(() => (this.#looking = undefined)))
  }

  /** Looks for news and sees everything that was committed before it was called. */
  async followAfresh(): Promise<void> {
    await this.#looking?.catch(() => undefined)
    return this.follow()
  }

  /** Tells whenever something has changed, until the function that it returns is called. */
  onNews(heard: () => void): () => void {
    this.#heard.add(heard)
    return () => void this.#heard.delete(heard)
  }

  /** The changes that follow a position which this gate has passed. */
  async batchAfter(after: bigint): Promise<Batch> {
    const kept = this.#batches.get(after)
    if (kept) return kept
    const { db } = this.#ports
    return inOrganisation(db, this.#organisation, async (tx) => {
      const last = await lastPosition(tx, this.#organisation)
      return batchOf(after, await this.#page(tx, after, last, mostPersonsKept))
    })
  }

  async #look(): Promise<void> {
    const began = performance.now()
    while (await inOrganisation(this.#ports.db, this.#organisation, (tx) => this.#takeNews(tx)));
    this.seenAt = began
  }

  /** Takes over a page of changes; true while there are more. */
  async #takeNews(tx: Tx): Promise<boolean> {
    await this.#compareClock(tx)
    await this.#takeGround(tx)
    const last = await lastPosition(tx, this.#organisation)
    if (last <= this.position) return false
    const after = this.position
    const page = await this.#page(tx, after, last, pageOfPersons)
    for (const { person, state } of page.persons) this.gate.setPerson(person, state)
    this.position = page.position
    this.#keep(after, page)
    this.#tell()
    return page.more
  }

  /**
   * The pack in force, and how the organisation stands: taken over together, because a purpose that a version brings must
   * not be there before what is known of it.
   */
  async #takeGround(tx: Tx): Promise<void> {
    const pack = this.#ports.inForce(this.#organisation)
    const revision = revisionOf(this.#ports.policyNews(), pack)
    const newer = revision > this.revision
    const day = this.days.today()
    const stands = await standingRevision(tx, this.#organisation)
    if (!newer && day === this.#day && stands === this.#standingRevision) return
    const standing = await readStanding(this.#ports, tx, this.#organisation, day)
    const words = await readWords(tx, this.#organisation, day)
    this.standing = standing
    this.gate.setStanding(standing)
    if (newer && pack !== this.pack) this.gate.setPack(dataOf(pack), this.#ports.laws)
    if (newer) [this.pack, this.revision] = [pack, revision]
    this.callers = callersOf(words, standing, this.pack)
    this.days.in(zoneOf(this.pack))
    this.#day = day
    this.#standingRevision = stands
    this.#tell()
  }

  async #compareClock(tx: Tx): Promise<void> {
    const now = performance.now()
    if (now - this.#comparedAt >= compareClockMilliseconds) {
      const newest = await newestTime(tx, this.#organisation)
      if (newest !== undefined) this.days.note(newest.epochMilliseconds)
      this.#comparedAt = now
    }
    const milliseconds = this.days.setBack()
    const before = this.setBack
    this.setBack = milliseconds > mostSetBackMilliseconds ? milliseconds : 0
    if (this.setBack > 0 && before === 0)
      this.#ports.log.error('gate.clock-set-back', { organisation: this.#organisation, milliseconds })
  }

  async #page(tx: Tx, after: bigint, last: bigint, limit: number): Promise<Page> {
    const persons = await personsAfter(this.#ports, tx, this.#organisation, after, limit)
    const reached = persons.at(-1)?.position ?? after
    const more = persons.length === limit
    // A number may have no person any more; the last one that was seen before the persons is reached all the same.
    return { persons, more, position: more || reached > last ? reached : last }
  }

  #keep(after: bigint, page: Page): void {
    if (this.#heard.size === 0 || page.persons.length > mostPersonsKept) return
    if (this.#batches.size >= mostKept) {
      const [oldest] = this.#batches.keys()
      this.#batches.delete(oldest as bigint)
    }
    this.#batches.set(after, batchOf(after, page))
  }

  #tell(): void {
    for (const heard of this.#heard) heard()
  }
}

interface Page {
  readonly persons: readonly PlacedPerson[]
  readonly position: bigint
  readonly more: boolean
}

function batchOf(after: bigint, { persons, position }: Page): Batch {
  const line = messageLine({
    kind: 'persons',
    after: String(after),
    position: String(position),
    persons: persons.map(({ person, state }) => ({ key: person, state: state ?? null })),
  })
  return { position, line: `${line}\n` }
}

/** A pack without its text, which no gate reads: it need not travel. */
function dataOf(pack: Pack): PackData {
  const { policy: _, ...data } = pack
  return data
}

const zoneOf = (pack: Pack): string => pack.calendar?.timeZone ?? 'Asia/Tokyo'

const daysApart = 100_000

/**
 * Publications and withdrawals are counted for the whole installation; of the versions published so far, a later one comes
 * into force without another.
 */
const revisionOf = (news: number, { effective }: Pack): number =>
  news * daysApart + Math.floor(Date.parse(effective) / 86_400_000)
