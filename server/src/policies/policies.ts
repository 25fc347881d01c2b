// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto'
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
import { commonRefusals, refuse, type Clock } from '../kernel/index.ts'
import { system, type Ledger } from '../ledger/index.ts'
import type { Vault } from '../vault/index.ts'
import { lockPublishing, saveVersion, versions, type VersionRow } from './store.ts'

/** The packs in force. Versions are immutable, so they are parsed once and kept. */
export class Policies {
  readonly #db: Database
  readonly #vault: Vault
  readonly #ledger: Ledger
  readonly #clock: Clock
  readonly #packs = new Map<string, Pack[]>()

  constructor(db: Database, vault: Vault, ledger: Ledger, clock: Clock) {
    this.#db = db
    this.#vault = vault
    this.#ledger = ledger
    this.#clock = clock
  }

  /**
   * Publishes a pack unless that version stands already; the first one founds the organisation with its keys and its
   * ledger. Throws when the same version was published with other content.
   */
  async publish(pack: Pack, installation: string): Promise<boolean> {
    const organisation = pack.id
    await inInstallation(this.#db, (tx) => registerOrganisation(tx, organisation))
    const done = await inOrganisation(this.#db, organisation, async (tx) => {
      await lockPublishing(tx, organisation)
      await this.#vault.prepare(tx, organisation)
      await this.#ledger.found(tx, organisation, `${installation}/${organisation}`)
      return this.#publishVersion(tx, organisation, pack)
    })
    this.#packs.delete(organisation)
    return done
  }

  /** Reads what is published into memory; runs before the server serves. */
  async load(): Promise<void> {
    for (const organisation of await listOrganisations(this.#db)) {
      const rows = await inOrganisation(this.#db, organisation, (tx) => versions(tx, organisation))
      this.#packs.set(organisation, rows.map(parse))
    }
  }

  /** The pack in force now. Refuses `common.not-found` for an organisation that has none. */
  inForce(organisation: string): Pack {
    const all = this.#packs.get(organisation) ?? []
    const today = (pack: Pack) =>
      this.#clock
        .now()
        .toZonedDateTimeISO(pack.calendar?.timeZone ?? 'Asia/Tokyo')
        .toPlainDate()
    const effective = all.filter((pack) => Temporal.PlainDate.compare(pack.effective, today(pack)) <= 0)
    const pack = effective.at(-1) ?? all.at(0)
    if (pack === undefined) throw refuse(commonRefusals, 'common.not-found')
    return pack
  }

  /** Ids of the organisations that have a pack. */
  organisations(): string[] {
    return [...this.#packs.keys()].filter((id) => this.#packs.get(id)?.length)
  }

  async #publishVersion(tx: Tx, organisation: string, pack: Pack): Promise<boolean> {
    const text = textOf(pack)
    const sha256 = createHash('sha256').update(text).digest()
    const known = (await versions(tx, organisation)).find((row) => row.version === pack.version)
    if (known !== undefined) {
      // Read by a newer version of this software, the same files may have gained lists that are empty.
      if (known.sha256.equals(sha256) || textOf(parse(known)) === text) return false
      throw new Error(
        `pack ${organisation} ${pack.version} was published with other content: give the changed pack a new version`,
      )
    }
    const at = this.#clock.now()
    await saveVersion(
      tx,
      organisation,
      { version: pack.version, sha256, pack: text, effective: pack.effective },
      at.toString(),
    )
    await this.#ledger.append(tx, organisation, [
      {
        type: 'policies.published',
        at,
        actor: system,
        subject: { kind: 'policy', id: pack.version },
        clear: {
          version: pack.version,
          sha256: sha256.toString('hex'),
          effective: pack.effective,
          changes: pack.changes,
        },
        promises: pack.promises
          .filter((one) => one.keptBy.includes('system:version-history'))
          .map((one) => one.id),
      },
    ])
    return true
  }
}

function textOf(pack: Pack): string {
  return JSON.stringify(canonicalPack(pack))
}

function parse(row: VersionRow): Pack {
  const pack = readCanonicalPack(JSON.parse(row.pack))
  if (pack === undefined)
    throw new Error(`the published pack version ${row.version} is damaged in the database`)
  return pack
}
