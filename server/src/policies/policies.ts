// SPDX-License-Identifier: Apache-2.0
import { canonicalPack, readCanonicalPack, type Pack } from '@yakusoku/core/packs'
import { Temporal } from 'temporal-polyfill'
import {
  inInstallation,
  inOrganisation,
  listOrganisations,
  registerOrganisation,
  type Database,
  type Tx,
} from '../database/index.ts'
import { commonRefusals, refuse, type Clock, type Log } from '../kernel/index.ts'
import { system, type Ledger } from '../ledger/index.ts'
import type { Vault } from '../vault/index.ts'
import { sha256Of, type PolicyFiles } from './files.ts'
import type { CarriedOut } from './kept.ts'
import type { PromiseEvidence } from './promises.ts'
import { recordVersion } from './record.ts'
import { filesOf, lockPublishing, newsNumber, versions, type VersionRow } from './store.ts'

const watchMilliseconds = 1_000

/** A published version that was not withdrawn, with its pack. */
export interface PublishedVersion {
  readonly row: VersionRow
  readonly pack: Pack
}

/** The packs in force. Versions are immutable, so they are parsed once and kept; news of others comes by watching. */
export class Policies {
  readonly #db: Database
  readonly #vault: Vault
  readonly #ledger: Ledger
  readonly #clock: Clock
  readonly #packs = new Map<string, Pack[]>()
  /** Where the data of each category is, told by whoever connects the systems; without, nobody looked. */
  holdings: (tx: Tx, organisation: string) => Promise<Pick<PromiseEvidence, 'categories'>> = async () => ({})
  /** What the capabilities above carry out of a pack, told by them. */
  carriedOut: (pack: Pack) => CarriedOut = () => new Set()
  #news = ''
  #loading: Promise<void> = Promise.resolve()
  #timer: NodeJS.Timeout | undefined

  constructor(db: Database, vault: Vault, ledger: Ledger, clock: Clock) {
    this.#db = db
    this.#vault = vault
    this.#ledger = ledger
    this.#clock = clock
  }

  /**
   * Publishes a pack without approval unless that version stands already; the first one founds the organisation with
   * its keys and its ledger. Throws when the same version was published with other content.
   */
  async publish(pack: Pack, installation: string, files?: PolicyFiles): Promise<boolean> {
    const organisation = pack.id
    await inInstallation(this.#db, (tx) => registerOrganisation(tx, organisation))
    const done = await inOrganisation(this.#db, organisation, async (tx) => {
      await lockPublishing(tx, organisation)
      await this.#vault.prepare(tx, organisation)
      await this.#ledger.found(tx, organisation, `${installation}/${organisation}`)
      return this.#publishVersion(tx, organisation, pack, files)
    })
    this.#packs.delete(organisation)
    return done
  }

  /** Reads what is published into memory; runs before the server serves. Loads never overtake each other. */
  load(): Promise<void> {
    this.#loading = this.#loading.catch(() => undefined).then(() => this.#load())
    return this.#loading
  }

  /** Looks once a second whether any server published or withdrew something, and reads it then. */
  watch(log: Log): void {
    let looking = false
    const lookOnce = async () => {
      if (looking) return
      looking = true
      try {
        await this.look()
      } catch (error) {
        log.error('policies.watching-failed', { error })
      } finally {
        looking = false
      }
    }
    this.#timer ??= setInterval(() => void lookOnce(), watchMilliseconds)
  }

  /** Ends the watching. */
  unwatch(): void {
    clearInterval(this.#timer)
    this.#timer = undefined
  }

  /** The pack in force now. Refuses `common.not-found` for an organisation that has none. */
  inForce(organisation: string): Pack {
    const all = this.#packs.get(organisation) ?? []
    const effective = all.filter((pack) => Temporal.PlainDate.compare(pack.effective, this.today(pack)) <= 0)
    const pack = effective.at(-1) ?? all.at(0)
    if (pack === undefined) throw refuse(commonRefusals, 'common.not-found')
    return pack
  }

  /** The pack that applied, or will apply as things stand, on a day (YYYY-MM-DD); undefined before the first. */
  versionOn(organisation: string, day: string): Pack | undefined {
    return (this.#packs.get(organisation) ?? []).filter((pack) => pack.effective <= day).at(-1)
  }

  /** Every published version that was not withdrawn, in the order in which it comes into force. */
  versions(organisation: string): readonly Pack[] {
    return this.#packs.get(organisation) ?? []
  }

  /** Ids of the organisations that have a pack. */
  organisations(): string[] {
    return [...this.#packs.keys()].filter((id) => this.#packs.get(id)?.length)
  }

  /** Publications and withdrawals of the whole installation that this server has seen: it only grows. */
  news(): number {
    return Number(this.#news)
  }

  /** Looks whether any server published or withdrew something, and reads it. */
  async look(): Promise<void> {
    if ((await newsNumber(this.#db)) !== this.#news) await this.load()
  }

  /** Today in the zone of a pack's organisation, YYYY-MM-DD. */
  today(pack: Pack): string {
    const zone = pack.calendar?.timeZone ?? 'Asia/Tokyo'
    return this.#clock.now().toZonedDateTimeISO(zone).toPlainDate().toString()
  }

  async #load(): Promise<void> {
    const news = await newsNumber(this.#db)
    for (const organisation of await listOrganisations(this.#db)) {
      const rows = await inOrganisation(this.#db, organisation, (tx) => versions(tx, organisation))
      const known = new Map(this.versions(organisation).map((pack) => [pack.version, pack]))
      const standing = rows.filter((row) => row.withdrawn_at === null)
      this.#packs.set(
        organisation,
        standing.map((row) => known.get(row.version) ?? packOf(row)),
      )
    }
    this.#news = news
  }

  async #publishVersion(tx: Tx, organisation: string, pack: Pack, files?: PolicyFiles): Promise<boolean> {
    const known = (await versions(tx, organisation)).find((row) => row.version === pack.version)
    if (known !== undefined) {
      if (saysTheSame(known, pack)) return false
      throw new Error(
        `pack ${organisation} ${pack.version} was published with other content: give the changed pack a new version`,
      )
    }
    await recordVersion(this.#ledger, tx, organisation, {
      pack,
      files,
      at: this.#clock.now(),
      actor: system,
    })
    return true
  }
}

/** Whether a pack is the one published. Read by a newer version of this software, it may have gained empty lists. */
export function saysTheSame(row: VersionRow, pack: Pack): boolean {
  const text = JSON.stringify(canonicalPack(pack))
  return text === row.pack || JSON.stringify(canonicalPack(packOf(row))) === text
}

/** The pack of a published version. Throws where it is not what was published. */
export function packOf(row: VersionRow): Pack {
  // What was changed behind the service must not come into force.
  const pack = sha256Of(row.pack).equals(row.sha256) ? readCanonicalPack(JSON.parse(row.pack)) : undefined
  if (pack === undefined)
    throw new Error(`the published pack version ${row.version} is damaged in the database`)
  return pack
}

/** The files of a published version, or undefined where an older version of this software kept none. */
export async function readFiles(
  tx: Tx,
  organisation: string,
  version: string,
): Promise<PolicyFiles | undefined> {
  const files = await filesOf(tx, organisation, version)
  if (files.length === 0) return undefined
  return Object.fromEntries(files.map(({ path, content }) => [path, content])) as unknown as PolicyFiles
}
