// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto'
import type { Tx } from '../database/index.ts'
import { operatorError } from '../kernel/index.ts'
import { cipher, type Cipher } from './cipher.ts'
import type { MasterKey } from './master-key.ts'
import {
  addOrganisationKey,
  organisationKeys,
  personKeysBelow,
  replaceWrapping,
  savePersonKeys,
  type KeyPurpose,
} from './store.ts'

/** An organisation's unwrapped keys by purpose, each version; held in memory only. */
export interface OrganisationKeys {
  /** Newest version of a purpose's key. */
  newest(purpose: KeyPurpose): { version: number; cipher: Cipher; key: Buffer }
  /** The cipher of one version. */
  at(purpose: KeyPurpose, version: number): Cipher
}

const purposes: readonly KeyPurpose[] = ['persons', 'index', 'own']
const context = (organisation: string, purpose: string, version: number) =>
  `key:${organisation}:${purpose}:${version}`

/** Creates the keys an organisation does not have yet. */
export async function createOrganisationKeys(tx: Tx, master: MasterKey, organisation: string): Promise<void> {
  const known = new Set((await organisationKeys(tx, organisation)).map((row) => row.purpose))
  for (const purpose of purposes.filter((one) => !known.has(one)))
    await newVersion(tx, master, organisation, purpose, 1)
}

async function newVersion(
  tx: Tx,
  master: MasterKey,
  organisation: string,
  purpose: KeyPurpose,
  version: number,
): Promise<boolean> {
  const wrapped = Buffer.from(master.wrap(randomBytes(32), context(organisation, purpose, version)))
  // Never over a key that is there: what somebody sealed under it in the meantime could not be opened any more.
  return addOrganisationKey(tx, organisation, { purpose, version, master_key_id: master.id, wrapped })
}

/** Unwraps all keys of an organisation. */
export async function loadOrganisationKeys(
  tx: Tx,
  master: MasterKey,
  organisation: string,
): Promise<OrganisationKeys> {
  const versions = new Map<string, { version: number; cipher: Cipher; key: Buffer }>()
  const newest = new Map<KeyPurpose, { version: number; cipher: Cipher; key: Buffer }>()
  for (const row of await organisationKeys(tx, organisation)) {
    const key = Buffer.from(
      master.unwrap(row.master_key_id, row.wrapped, context(organisation, row.purpose, row.version)),
    )
    const entry = { version: row.version, cipher: cipher(key), key }
    versions.set(`${row.purpose}:${row.version}`, entry)
    newest.set(row.purpose, entry)
  }
  const need = <T>(value: T | undefined): T => {
    if (value === undefined) throw new Error(`organisation ${organisation} has no such key`)
    return value
  }
  return {
    newest: (purpose) => need(newest.get(purpose)),
    at: (purpose, version) => need(versions.get(`${purpose}:${version}`)).cipher,
  }
}

/** Wraps all keys of an organisation with the newest master key; values are not touched. */
export async function rewrapOrganisation(tx: Tx, master: MasterKey, organisation: string): Promise<number> {
  const rows = (await organisationKeys(tx, organisation)).filter((row) => row.master_key_id !== master.id)
  for (const row of rows) {
    const where = context(organisation, row.purpose, row.version)
    const wrapped = Buffer.from(master.wrap(master.unwrap(row.master_key_id, row.wrapped, where), where))
    await replaceWrapping(tx, organisation, { ...row, master_key_id: master.id, wrapped })
  }
  return rows.length
}

/** Gives the organisation a new key for wrapping its persons' keys. */
export async function rotatePersonsKey(tx: Tx, master: MasterKey, organisation: string): Promise<number> {
  const keys = await loadOrganisationKeys(tx, master, organisation)
  const version = keys.newest('persons').version + 1
  if (!(await newVersion(tx, master, organisation, 'persons', version)))
    throw operatorError(
      `${organisation} の鍵は、別のプロセスが更新しています。終わるまで待ってください。`,
      `the key of ${organisation} is being rotated by another process: wait until it is done`,
    )
  return version
}

/**
 * Wraps up to `limit` persons' keys with the newest key, in the order of the persons behind one of them; returns the
 * persons, none when all are done.
 */
export async function rewrapPersons(
  tx: Tx,
  keys: OrganisationKeys,
  organisation: string,
  { behind, limit }: { behind: string; limit: number },
): Promise<string[]> {
  const { version, cipher: newest } = keys.newest('persons')
  const rows = await personKeysBelow(tx, organisation, { version, behind, limit })
  const rewrapped = rows.map((row) => {
    const where = `person:${organisation}:${row.person_id}`
    const key = keys.at('persons', row.key_version).open(row.wrapped, where)
    return { person_id: row.person_id, key_version: version, wrapped: Buffer.from(newest.seal(key, where)) }
  })
  if (rewrapped.length > 0) await savePersonKeys(tx, organisation, rewrapped)
  return rewrapped.map((row) => row.person_id)
}
