// SPDX-License-Identifier: Apache-2.0
import { createHash, createHmac, randomBytes } from 'node:crypto'
import { inOrganisation, type Database, type Tx } from '../database/index.ts'
import { newId, refuse } from '../kernel/index.ts'
import { blindIndex, cipher, type Cipher } from './cipher.ts'
import {
  createOrganisationKeys,
  loadOrganisationKeys,
  rewrapOrganisation,
  rewrapPersons,
  rotatePersonsKey,
  type OrganisationKeys,
} from './keys.ts'
import type { MasterKey } from './master-key.ts'
import { vaultRefusals } from './refusals.ts'
import * as store from './store.ts'

/** A sealed file's plain facts. */
export interface StoredFile {
  readonly id: string
  readonly bytes: number
  /** SHA-256 of the content, hex. */
  readonly sha256: string
}

/** A value to be sealed for a person. */
export interface ForPerson {
  readonly person: string
  readonly plain: Uint8Array
}

const chunkBytes = 262_144
const cachedSealers = 10_000
const beforeAll = '00000000-0000-0000-0000-000000000000'

/** The keys of persons and what is sealed under them. Every method runs in the caller's tenant transaction. */
export class Vault {
  readonly #master: MasterKey
  readonly #organisations = new Map<string, Promise<OrganisationKeys>>()
  /** Only for sealing: to open, the key is read each time, so that an erased person is erased on every server at once. */
  readonly #sealers = new Map<string, Cipher>()

  constructor(master: MasterKey) {
    this.#master = master
  }

  /** Gives an organisation its keys; doing it again changes nothing. */
  async prepare(tx: Tx, organisation: string): Promise<void> {
    this.#organisations.delete(organisation)
    await createOrganisationKeys(tx, this.#master, organisation)
  }

  /** A new person: an opaque id and a key of their own. */
  async createPerson(tx: Tx, organisation: string): Promise<string> {
    return (await this.createPersons(tx, organisation, 1))[0] as string
  }

  /** Several new persons at once. */
  async createPersons(tx: Tx, organisation: string, count: number): Promise<string[]> {
    const made = Array.from({ length: count }, () => ({ person: newId(), key: randomBytes(32) }))
    for (;;) {
      const { version, cipher: wrapping } = (await this.#keys(tx, organisation)).newest('persons')
      const rows = made.map(({ person, key }) => {
        const wrapped = Buffer.from(wrapping.seal(key, this.#where(organisation, person)))
        return { person_id: person, key_version: version, wrapped }
      })
      if ((await store.savePersonKeys(tx, organisation, rows)) <= version) break
      // Another process rotated the key since we read it, and its rotation may be past these persons.
      this.#organisations.delete(organisation)
    }
    return made.map(({ person }) => person)
  }

  /** The person with this identifier (kind `email`, `phone_number`, …), if known. */
  async findPerson(tx: Tx, organisation: string, kind: string, value: string): Promise<string | undefined> {
    return store.personByBlind(tx, organisation, kind, await this.blind(tx, organisation, kind, value))
  }

  /** The person with this identifier, created when unknown; two at the same time become one, and nobody is erased meanwhile. */
  async personFor(tx: Tx, organisation: string, kind: string, value: string): Promise<string> {
    const blind = await this.blind(tx, organisation, kind, value)
    await store.lockIdentifier(tx, organisation, blind)
    const known = await store.personByBlind(tx, organisation, kind, blind)
    if (known !== undefined && (await store.holdPerson(tx, organisation, known))) return known
    const person = await this.createPerson(tx, organisation)
    await store.saveIdentifier(tx, organisation, kind, blind, person)
    return person
  }

  /** {@link personFor} for many values of one kind, with as many statements as for one; in the order of the values. */
  async personsFor(tx: Tx, organisation: string, kind: string, values: readonly string[]): Promise<string[]> {
    const blinds = await Promise.all(values.map((value) => this.blind(tx, organisation, kind, value)))
    const byBlind = new Map(blinds.map((blind) => [blind.toString('hex'), blind]))
    // Locked in one order by everybody, so that two who bring the same people do not wait for each other.
    const wanted = [...byBlind.keys()].sort().map((hex) => byBlind.get(hex) as Buffer)
    await store.lockIdentifiers(tx, organisation, wanted)
    const known = await store.personsByBlind(tx, organisation, kind, wanted)
    const fresh = wanted.filter((blind) => !known.has(blind.toString('hex')))
    const created = await this.createPersons(tx, organisation, fresh.length)
    await store.saveIdentifiers(tx, organisation, kind, fresh, created)
    fresh.forEach((blind, at) => known.set(blind.toString('hex'), created[at] as string))
    return blinds.map((blind) => known.get(blind.toString('hex')) as string)
  }

  /** The keyed hash of an identifier: equal for equal identifiers of one organisation, and nothing else. */
  async blind(tx: Tx, organisation: string, kind: string, value: string): Promise<Buffer> {
    return blindIndex((await this.#keys(tx, organisation)).newest('index').key, kind, value)
  }

  /** The key under which `personKey` names an organisation's people for the gate; tells nothing of other keys. */
  async gateKey(tx: Tx, organisation: string): Promise<Buffer> {
    const { key } = (await this.#keys(tx, organisation)).newest('index')
    return createHmac('sha256', key).update('gate: keys of persons').digest()
  }

  /** Seals bytes under a person's key. Refuses `vault.erased` for a person without a key. */
  async seal(tx: Tx, organisation: string, person: string, plain: Uint8Array): Promise<Uint8Array> {
    return (await this.sealAll(tx, organisation, [{ person, plain }]))[0] as Uint8Array
  }

  /** Seals many values with as many look-ups as there are unknown persons' batches: one. */
  async sealAll(tx: Tx, organisation: string, values: readonly ForPerson[]): Promise<Uint8Array[]> {
    const sealers = new Map<string, Cipher>()
    const unknown = new Set<string>()
    for (const { person } of values) {
      const kept = this.#sealers.get(`${organisation}:${person}`)
      if (kept === undefined) unknown.add(person)
      else sealers.set(person, kept)
    }
    // What is kept may be emptied meanwhile; that is no reason to take anybody here for erased.
    if (unknown.size > 0)
      for (const [person, sealer] of await this.#loadSealers(tx, organisation, [...unknown]))
        sealers.set(person, sealer)
    return values.map(({ person, plain }) => {
      const sealer = sealers.get(person)
      if (sealer === undefined) throw refuse(vaultRefusals, 'vault.erased')
      return sealer.seal(plain, this.#where(organisation, person))
    })
  }

  /** Opens what {@link seal} made. Refuses `vault.erased` when the key is destroyed. */
  async open(tx: Tx, organisation: string, person: string, sealed: Uint8Array): Promise<Uint8Array> {
    return (await this.#cipherOf(tx, organisation, person)).open(sealed, this.#where(organisation, person))
  }

  /** Opens many values with one look-up, in their order; undefined where the key is destroyed. */
  async openAll(
    tx: Tx,
    organisation: string,
    values: readonly { readonly person: string; readonly sealed: Uint8Array }[],
  ): Promise<(Uint8Array | undefined)[]> {
    const persons = [...new Set(values.map(({ person }) => person))]
    const ciphers = new Map<string, Cipher>()
    for (const row of await store.personKeys(tx, organisation, persons))
      ciphers.set(row.person_id, await this.#unwrap(tx, organisation, row))
    return values.map(({ person, sealed }) =>
      ciphers.get(person)?.open(sealed, this.#where(organisation, person)),
    )
  }

  /** Seals a secret of the organisation itself (passwords of sources, its signing key) under `name`. */
  async sealOwn(tx: Tx, organisation: string, name: string, plain: Uint8Array): Promise<Uint8Array> {
    const { version, cipher: own } = (await this.#keys(tx, organisation)).newest('own')
    return Buffer.concat([Buffer.from([version]), own.seal(plain, `own:${organisation}:${name}`)])
  }

  /** Opens what {@link sealOwn} made. */
  async openOwn(tx: Tx, organisation: string, name: string, sealed: Uint8Array): Promise<Uint8Array> {
    const own = (await this.#keys(tx, organisation)).at('own', sealed[0] as number)
    return own.open(sealed.subarray(1), `own:${organisation}:${name}`)
  }

  /** Destroys a person's key: what was sealed under it, here and in the ledger, is gone; hashes still match. */
  async erase(tx: Tx, organisation: string, person: string, at: string): Promise<void> {
    this.#sealers.delete(`${organisation}:${person}`)
    await store.deletePerson(tx, organisation, person, at)
  }

  /** Stores a file sealed under a person's key. */
  async putFile(
    tx: Tx,
    organisation: string,
    person: string,
    content: Uint8Array,
    at: string,
  ): Promise<StoredFile> {
    const id = newId()
    const sha256 = createHash('sha256').update(content).digest()
    const key = await this.#cipherOf(tx, organisation, person)
    await store.saveFile(tx, organisation, { id, person_id: person, bytes: content.length, sha256 }, at)
    for (let seq = 0; seq * chunkBytes < content.length; seq += 1) {
      const part = content.subarray(seq * chunkBytes, (seq + 1) * chunkBytes)
      await store.saveChunk(tx, organisation, id, seq, key.seal(part, `file:${organisation}:${id}:${seq}`))
    }
    return { id, bytes: content.length, sha256: sha256.toString('hex') }
  }

  /** Reads a file whole; undefined when there is none. Throws when it is not what was stored. */
  async readFile(tx: Tx, organisation: string, id: string): Promise<Uint8Array | undefined> {
    const file = await store.fileById(tx, organisation, id)
    if (file === undefined) return undefined
    const key = await this.#cipherOf(tx, organisation, file.person_id)
    const parts: Uint8Array[] = []
    for (let seq = 0; seq * chunkBytes < file.bytes; seq += 1) {
      const sealed = await store.chunk(tx, organisation, id, seq)
      if (sealed === undefined) throw new Error(`file ${id} lacks its part ${seq}`)
      parts.push(key.open(sealed, `file:${organisation}:${id}:${seq}`))
    }
    const content = Buffer.concat(parts)
    if (!createHash('sha256').update(content).digest().equals(file.sha256))
      throw new Error(`file ${id} is damaged`)
    return content
  }

  /** Removes a file. */
  async deleteFile(tx: Tx, organisation: string, id: string): Promise<void> {
    await store.deleteFile(tx, organisation, id)
  }

  /** Wraps the organisations' keys with the newest master key. */
  async rotateMaster(db: Database, organisations: readonly string[]): Promise<number> {
    let count = 0
    for (const organisation of organisations) {
      count += await inOrganisation(db, organisation, (tx) =>
        rewrapOrganisation(tx, this.#master, organisation),
      )
    }
    return count
  }

  /** Gives an organisation a new wrapping key and re-wraps its persons' keys in batches; values are not touched. */
  async rotateOrganisation(db: Database, organisation: string): Promise<number> {
    await inOrganisation(db, organisation, (tx) => rotatePersonsKey(tx, this.#master, organisation))
    this.#organisations.delete(organisation)
    let total = 0
    for (let behind = beforeAll; ;) {
      const done = await inOrganisation(db, organisation, async (tx) =>
        rewrapPersons(tx, await this.#keys(tx, organisation), organisation, { behind, limit: 1_000 }),
      )
      const last = done.at(-1)
      if (last === undefined) return total
      total += done.length
      behind = last
    }
  }

  #where(organisation: string, person: string): string {
    return `person:${organisation}:${person}`
  }

  #keys(tx: Tx, organisation: string): Promise<OrganisationKeys> {
    let keys = this.#organisations.get(organisation)
    if (keys === undefined) {
      keys = loadOrganisationKeys(tx, this.#master, organisation)
      this.#organisations.set(organisation, keys)
      keys.catch(() => this.#organisations.delete(organisation))
    }
    return keys
  }

  async #loadSealers(
    tx: Tx,
    organisation: string,
    persons: readonly string[],
  ): Promise<[person: string, sealer: Cipher][]> {
    if (this.#sealers.size > cachedSealers) this.#sealers.clear()
    const loaded: [string, Cipher][] = []
    for (const row of await store.personKeys(tx, organisation, persons)) {
      const sealer = await this.#unwrap(tx, organisation, row)
      this.#sealers.set(`${organisation}:${row.person_id}`, sealer)
      loaded.push([row.person_id, sealer])
    }
    return loaded
  }

  async #cipherOf(tx: Tx, organisation: string, person: string): Promise<Cipher> {
    const [row] = await store.personKeys(tx, organisation, [person])
    if (row === undefined) throw refuse(vaultRefusals, 'vault.erased')
    return this.#unwrap(tx, organisation, row)
  }

  async #unwrap(tx: Tx, organisation: string, row: store.PersonKeyRow): Promise<Cipher> {
    let keys = await this.#keys(tx, organisation)
    if (row.key_version > keys.newest('persons').version) {
      // Another server rotated the key since we read it.
      this.#organisations.delete(organisation)
      keys = await this.#keys(tx, organisation)
    }
    return cipher(
      keys.at('persons', row.key_version).open(row.wrapped, this.#where(organisation, row.person_id)),
    )
  }
}
