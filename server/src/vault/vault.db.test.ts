// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testDatabase, type TestDatabase } from '../../../tests/support/database.ts'
import { foundOrganisations } from '../../../tests/support/organisation.ts'
import { inInstallation, inOrganisation, registerOrganisation, type Tx } from '../database/index.ts'
import { addMasterKey, masterKeyFile, reconcileErasures, Vault } from './index.ts'

const at = '2026-11-20T01:00:00Z'
const secret = Buffer.from('東京都港区一丁目 090-0000-0000')

describe('the vault', () => {
  let database: TestDatabase
  let vault: Vault
  let keyFile: string
  beforeAll(async () => {
    database = await testDatabase()
    ;({ vault, keyFile } = await foundOrganisations(database.db, 'alpha', 'beta'))
  })
  afterAll(() => database.close())

  const inAlpha = <T>(work: (tx: Tx) => Promise<T>) => inOrganisation(database.db, 'alpha', work)
  const inBeta = <T>(work: (tx: Tx) => Promise<T>) => inOrganisation(database.db, 'beta', work)
  const newPerson = () => inAlpha((tx) => vault.createPerson(tx, 'alpha'))
  const afresh = () => new Vault(masterKeyFile(keyFile, false))
  const open = async (person: string, sealed: Uint8Array, by = afresh()) =>
    Buffer.from(await inAlpha((tx) => by.open(tx, 'alpha', person, sealed)))

  it('opens a value for the person it was sealed for, also after a restart', async () => {
    const person = await newPerson()
    const sealed = await inAlpha((tx) => vault.seal(tx, 'alpha', person, secret))
    expect(Buffer.from(sealed).includes(secret)).toBe(false)
    expect(await open(person, sealed, vault)).toEqual(secret)
    expect(await open(person, sealed)).toEqual(secret)
  })

  it('seals for a person it knows together with one it does not, also when what it keeps at hand is full', async () => {
    const addresses = Array.from({ length: 10_002 }, (_, i) => `full${i}@mail.example`)
    const persons = await inAlpha((tx) => vault.personsFor(tx, 'alpha', 'email', addresses))
    const values = persons.map((person) => ({ person, plain: secret }))
    const own = afresh()
    await inAlpha((tx) => own.sealAll(tx, 'alpha', values.slice(0, -1)))
    const both = [values[0], values.at(-1)].filter((one) => one !== undefined)
    const sealed = await inAlpha((tx) => own.sealAll(tx, 'alpha', both))
    expect(await open(both[0]?.person ?? '', sealed[0] as Uint8Array)).toEqual(secret)
    expect(await open(both[1]?.person ?? '', sealed[1] as Uint8Array)).toEqual(secret)
  })

  it('does not open a value moved to another person or to another organisation', async () => {
    const [person, other] = [await newPerson(), await newPerson()]
    const sealed = await inAlpha((tx) => vault.seal(tx, 'alpha', person, secret))
    await expect(open(other, sealed)).rejects.toThrow()
    await expect(inBeta((tx) => vault.open(tx, 'beta', person, sealed))).rejects.toMatchObject({
      code: 'vault.erased',
    })
    // Even where somebody copies the person's key along, by hand in the database.
    await inAlpha((tx) => sql`alter table vault.person_keys disable row level security`.execute(tx))
    await inAlpha((tx) =>
      sql`insert into vault.person_keys (organisation_id, person_id, key_version, wrapped)
        select 'beta', person_id, key_version, wrapped from vault.person_keys where person_id = ${person}`.execute(
        tx,
      ),
    )
    await inAlpha((tx) => sql`alter table vault.person_keys enable row level security`.execute(tx))
    await expect(inBeta((tx) => vault.open(tx, 'beta', person, sealed))).rejects.toThrow(/authenticate/)
  })

  it('does not open a secret of the organisation under another name or in another organisation', async () => {
    const sealed = await inAlpha((tx) => vault.sealOwn(tx, 'alpha', 'source:crm', secret))
    expect(Buffer.from(await inAlpha((tx) => vault.openOwn(tx, 'alpha', 'source:crm', sealed)))).toEqual(
      secret,
    )
    await expect(inAlpha((tx) => vault.openOwn(tx, 'alpha', 'source:web', sealed))).rejects.toThrow()
    await expect(inBeta((tx) => vault.openOwn(tx, 'beta', 'source:crm', sealed))).rejects.toThrow()
  })

  it('gives an organisation one set of keys when two servers found it at the same moment', async () => {
    await inInstallation(database.db, (tx) => registerOrganisation(tx, 'gamma'))
    const inGamma = <T>(work: (tx: Tx) => Promise<T>) => inOrganisation(database.db, 'gamma', work)
    const [one, other] = [afresh(), afresh()]
    let second: Promise<void> | undefined
    await inGamma(async (tx) => {
      await one.prepare(tx, 'gamma')
      await one.createPerson(tx, 'gamma')
      second = inGamma((later) => other.prepare(later, 'gamma'))
      // The second has seen no keys and waits to write its own.
      for (let waiting = 0; waiting === 0;) {
        const locks = await sql<{ n: number }>`
          select count(*)::int as n from pg_locks where not granted and locktype = 'transactionid'`.execute(
          tx,
        )
        waiting = locks.rows[0]?.n ?? 0
      }
    })
    await second
    const blinds = await Promise.all(
      [one, other, afresh()].map((by) => inGamma((tx) => by.blind(tx, 'gamma', 'email', 'a@example.jp'))),
    )
    expect(new Set(blinds.map((blind) => blind.toString('hex'))).size).toBe(1)
  })

  it('finds a person by any writing of an identifier, and makes one person of two at the same time', async () => {
    const both = await Promise.all(
      ['Hana@Example.jp', ' hana@example.jp'].map((email) =>
        inAlpha((tx) => vault.personFor(tx, 'alpha', 'email', email)),
      ),
    )
    expect(both[0]).toBe(both[1])
    expect(await inAlpha((tx) => vault.findPerson(tx, 'alpha', 'email', 'ｈａｎａ@example.jp'))).toBe(both[0])
    expect(await inAlpha((tx) => vault.findPerson(tx, 'alpha', 'name', 'hana@example.jp'))).toBeUndefined()
    expect(await inBeta((tx) => vault.findPerson(tx, 'beta', 'email', 'hana@example.jp'))).toBeUndefined()
  })

  it('finds many persons at a time as one by one, in the order asked, also when two ask at once', async () => {
    const emails = Array.from({ length: 60 }, (_, n) => `many${n}@example.jp`)
    const spellings = [...emails, ` ${(emails[3] as string).toUpperCase()}`]
    const [one, other] = await Promise.all([
      inAlpha((tx) => vault.personsFor(tx, 'alpha', 'email', spellings)),
      inAlpha((tx) => vault.personsFor(tx, 'alpha', 'email', spellings.toReversed())),
    ])
    expect(other.toReversed()).toEqual(one)
    expect(one[60]).toBe(one[3])
    expect(new Set(one).size).toBe(60)
    expect(await inAlpha((tx) => vault.personFor(tx, 'alpha', 'email', emails[7] as string))).toBe(one[7])
    expect(await inAlpha((tx) => vault.personsFor(tx, 'alpha', 'email', []))).toEqual([])
  })

  it('keeps identifiers in the database as keyed hashes only', async () => {
    await inAlpha((tx) => vault.personFor(tx, 'alpha', 'email', 'kakusu@example.jp'))
    const kept = await inAlpha((tx) =>
      sql<{ row: string }>`select t::text as row from vault.identifiers t`.execute(tx),
    )
    expect(kept.rows.map(({ row }) => row).join()).not.toContain('kakusu')
  })

  describe('a file', () => {
    const content = randomBytes(700_000)
    const stored = async () => {
      const person = await newPerson()
      const file = await inAlpha((tx) => vault.putFile(tx, 'alpha', person, content, at))
      return { person, file }
    }
    const read = (id: string) => inAlpha((tx) => afresh().readFile(tx, 'alpha', id))

    it('comes back byte for byte; an empty one too', async () => {
      const { person, file } = await stored()
      expect(Buffer.from((await read(file.id)) ?? [])).toEqual(content)
      const empty = await inAlpha((tx) => vault.putFile(tx, 'alpha', person, new Uint8Array(), at))
      expect(await read(empty.id)).toHaveLength(0)
    })

    it.each([
      ['two parts changed places', sql`update vault.file_chunks set seq = 10 - seq where seq in (0, 1)`],
      ['a part is missing', sql`delete from vault.file_chunks where seq = 1`],
      [
        'a bit of a part differs',
        sql`update vault.file_chunks set sealed = set_bit(sealed, 900, 1 - get_bit(sealed, 900)) where seq = 2`,
      ],
      ['it was said to be shorter', sql`update vault.files set bytes = 300000`],
      ['another hash stands beside it', sql`update vault.files set sha256 = decode(repeat('00', 32), 'hex')`],
    ])('is not given out when %s', async (_what, tamper) => {
      const { file } = await stored()
      await inAlpha((tx) => sql`delete from vault.files where id <> ${file.id}`.execute(tx))
      await inAlpha((tx) => tamper.execute(tx))
      await inAlpha((tx) => sql`update vault.file_chunks set seq = seq - 9 where seq > 8`.execute(tx))
      await expect(read(file.id)).rejects.toThrow()
    })

    it('is not given out with a part of another file in it', async () => {
      const [one, other] = [await stored(), await stored()]
      await inAlpha((tx) =>
        sql`update vault.file_chunks c set sealed = o.sealed from vault.file_chunks o
          where c.file_id = ${one.file.id} and o.file_id = ${other.file.id} and c.seq = 0 and o.seq = 0`.execute(
          tx,
        ),
      )
      await expect(read(one.file.id)).rejects.toThrow()
    })

    it('is out of reach of another organisation', async () => {
      const { file } = await stored()
      expect(await inBeta((tx) => vault.readFile(tx, 'beta', file.id))).toBeUndefined()
    })
  })

  describe('rotation', () => {
    it('of an organisation’s key wraps its persons’ keys anew, touches no value, and is seen by other servers', async () => {
      const person = await newPerson()
      const sealed = await inAlpha((tx) => vault.seal(tx, 'alpha', person, secret))
      const other = afresh()
      expect(await open(person, sealed, other)).toEqual(secret)
      const count = await vault.rotateOrganisation(database.db, 'alpha')
      await inAlpha((tx) => other.createPerson(tx, 'alpha'))
      const versions = await inAlpha((tx) =>
        sql<{ key_version: number; n: number }>`
          select key_version, count(*)::int as n from vault.person_keys group by 1`.execute(tx),
      )
      expect(versions.rows).toEqual([{ key_version: 2, n: count + 1 }])
      expect(await open(person, sealed, other)).toEqual(secret)
      expect(await open(person, sealed)).toEqual(secret)
      const since = await inAlpha((tx) => vault.createPerson(tx, 'alpha'))
      const fresh = await inAlpha((tx) => vault.seal(tx, 'alpha', since, secret))
      expect(await open(since, fresh, other)).toEqual(secret)
    })

    it('of the master key wraps the organisations’ keys anew; the newest key alone then opens everything', async () => {
      const person = await newPerson()
      const sealed = await inAlpha((tx) => vault.seal(tx, 'alpha', person, secret))
      const running = afresh()
      const rotated = addMasterKey(keyFile)
      const wrapped = await new Vault(rotated).rotateMaster(database.db, ['alpha', 'beta'])
      expect(wrapped).toBeGreaterThanOrEqual(6)
      expect(await new Vault(rotated).rotateMaster(database.db, ['alpha', 'beta'])).toBe(0)
      expect(await open(person, sealed, running)).toEqual(secret)
      const newestOnly = join(mkdtempSync(join(tmpdir(), 'yakusoku-keys-')), 'master.json')
      const keys = JSON.parse(readFileSync(keyFile, 'utf8')) as unknown[]
      writeFileSync(newestOnly, JSON.stringify(keys.slice(-1)), { mode: 0o600 })
      expect(await open(person, sealed, new Vault(masterKeyFile(newestOnly, false)))).toEqual(secret)
    })

    it('that stopped half way leaves everything readable and can be done again', async () => {
      const person = await newPerson()
      const sealed = await inAlpha((tx) => vault.seal(tx, 'alpha', person, secret))
      const rotated = addMasterKey(keyFile)
      await new Vault(rotated).rotateMaster(database.db, ['alpha'])
      expect(await open(person, sealed)).toEqual(secret)
      expect(await new Vault(rotated).rotateMaster(database.db, ['alpha', 'beta'])).toBeGreaterThan(0)
    })
  })

  describe('erasure', () => {
    const erase = (person: string) => inAlpha((tx) => vault.erase(tx, 'alpha', person, at))

    it('destroys what was sealed, the files and the identifiers of a person, and nobody else’s', async () => {
      const person = await inAlpha((tx) => vault.personFor(tx, 'alpha', 'email', 'gone@example.jp'))
      const other = await newPerson()
      const sealed = await inAlpha((tx) => vault.seal(tx, 'alpha', person, secret))
      const others = await inAlpha((tx) => vault.seal(tx, 'alpha', other, secret))
      const file = await inAlpha((tx) => vault.putFile(tx, 'alpha', person, secret, at))
      const elsewhere = afresh()
      expect(await open(person, sealed, elsewhere)).toEqual(secret)
      await erase(person)
      for (const each of [vault, elsewhere, afresh()])
        await expect(open(person, sealed, each)).rejects.toMatchObject({ code: 'vault.erased', status: 410 })
      await expect(inAlpha((tx) => vault.seal(tx, 'alpha', person, secret))).rejects.toMatchObject({
        code: 'vault.erased',
      })
      expect(await inAlpha((tx) => vault.readFile(tx, 'alpha', file.id))).toBeUndefined()
      expect(await inAlpha((tx) => vault.findPerson(tx, 'alpha', 'email', 'gone@example.jp'))).toBeUndefined()
      expect(await open(other, others)).toEqual(secret)
    })

    it('is done again when an older copy of the database is restored', async () => {
      const journal = join(mkdtempSync(join(tmpdir(), 'yakusoku-journal-')), 'erasures.ndjson')
      const person = await newPerson()
      const sealed = await inAlpha((tx) => vault.seal(tx, 'alpha', person, secret))
      const backup = await inAlpha((tx) =>
        sql<{ wrapped: Buffer; key_version: number }>`
          select wrapped, key_version from vault.person_keys where person_id = ${person}`.execute(tx),
      )
      await erase(person)
      expect((await reconcileErasures(database.db, journal)).replayed).toBe(0)
      const { wrapped, key_version: version } = backup.rows[0] as { wrapped: Buffer; key_version: number }
      await inAlpha(async (tx) => {
        await sql`delete from vault.erasures where person_id = ${person}`.execute(tx)
        await sql`insert into vault.person_keys (organisation_id, person_id, key_version, wrapped)
          values ('alpha', ${person}, ${version}, ${wrapped})`.execute(tx)
      })
      expect(await open(person, sealed)).toEqual(secret)
      expect(await reconcileErasures(database.db, journal)).toEqual({ replayed: 1, journalled: 0 })
      await expect(open(person, sealed)).rejects.toMatchObject({ code: 'vault.erased' })
      expect(await reconcileErasures(database.db, journal)).toEqual({ replayed: 0, journalled: 0 })
    })

    it('is journalled again where the journal’s last line was cut short, and stops at any other damage', async () => {
      const journal = join(mkdtempSync(join(tmpdir(), 'yakusoku-journal-')), 'erasures.ndjson')
      await erase(await newPerson())
      const { journalled } = await reconcileErasures(database.db, journal)
      expect(journalled).toBeGreaterThan(0)
      const whole = readFileSync(journal, 'utf8')
      writeFileSync(journal, whole.slice(0, -20))
      expect(await reconcileErasures(database.db, journal)).toEqual({ replayed: 0, journalled: 1 })
      expect(await reconcileErasures(database.db, journal)).toEqual({ replayed: 0, journalled: 0 })
      writeFileSync(journal, whole.slice(0, -1))
      expect(await reconcileErasures(database.db, journal)).toEqual({ replayed: 0, journalled: 0 })
      expect(readFileSync(journal, 'utf8')).toBe(whole)
      for (const damage of ['not json', '{}', '{"organisation":"alpha","person":"x","at":"today"}']) {
        writeFileSync(journal, `${whole}${damage}\n`)
        await expect(reconcileErasures(database.db, journal)).rejects.toThrow(
          /ndjson:\d+: the erasure journal is damaged/,
        )
      }
    })

    it('writes no personal data into its journal', async () => {
      const journal = join(mkdtempSync(join(tmpdir(), 'yakusoku-journal-')), 'erasures.ndjson')
      const person = await inAlpha((tx) => vault.personFor(tx, 'alpha', 'email', 'silent@example.jp'))
      await erase(person)
      await reconcileErasures(database.db, journal)
      const lines = readFileSync(journal, 'utf8').trim().split('\n')
      for (const line of lines)
        expect(Object.keys(JSON.parse(line) as object)).toEqual(['organisation', 'person', 'at'])
    })
  })
})
