// SPDX-License-Identifier: Apache-2.0
import { createVerifier, leafHash, parseTilePath, verifyReceipt } from '@yakusoku/core/ledger'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { testDatabase, type TestDatabase } from '../../../tests/support/database.ts'
import { foundOrganisations } from '../../../tests/support/organisation.ts'
import { inOrganisation } from '../database/index.ts'
import { createLog } from '../kernel/index.ts'
import {
  listFacts,
  receiptOf,
  readEntries,
  readFact,
  readTile,
  sha256,
  state,
  system,
  type NewFact,
} from './index.ts'

const organisation = 'alpha'

describe('the ledger', () => {
  let database: TestDatabase
  let ground: Awaited<ReturnType<typeof foundOrganisations>>
  beforeAll(async () => {
    database = await testDatabase()
    ground = await foundOrganisations(database.db, organisation, 'beta')
  })
  afterAll(() => database.close())

  const fact = (n: number, more: Partial<NewFact> = {}): NewFact => ({
    type: 'tests.happened',
    at: ground.clock.now(),
    actor: system,
    subject: { kind: 'test', id: `subject-${n}` },
    clear: { n },
    promises: ['CLN-5.12'],
    ...more,
  })
  const append = (count: number) =>
    inOrganisation(database.db, organisation, (tx) =>
      ground.ledger.append(
        tx,
        organisation,
        Array.from({ length: count }, (_, n) => fact(n)),
      ),
    )
  const stateNow = () => inOrganisation(database.db, organisation, (tx) => state(tx, organisation))
  const superuser = async (statement: string) => {
    const client = new pg.Client({ connectionString: database.url })
    await client.connect()
    const { rows } = await client.query<Record<string, unknown>>(statement)
    await client.end()
    return rows
  }
  const report = async () => {
    const verifier = createVerifier({ sha256 })
    for await (const line of ground.ledger.export(organisation)) verifier.push(line)
    return verifier.finish()
  }

  it('keeps no fact of a transaction that fails', async () => {
    const failing = inOrganisation(database.db, organisation, async (tx) => {
      await ground.ledger.append(tx, organisation, [fact(1)])
      throw new Error('business failed')
    })
    await expect(failing).rejects.toThrow('business failed')
    expect(await stateNow()).toMatchObject({ size: 0, waiting: 0 })
  })

  it('records no fact that nobody could read again', async () => {
    for (const id of ['', 'x'.repeat(201)])
      await expect(
        inOrganisation(database.db, organisation, (tx) =>
          ground.ledger.append(tx, organisation, [fact(1, { subject: { kind: 'test', id } })]),
        ),
      ).rejects.toThrow('too long')
    expect(await stateNow()).toMatchObject({ waiting: 0 })
  })

  it('numbers committed facts once, over many batches and with several sequencers at work', async () => {
    for (const count of [1, 2, 253, 300, 700]) {
      await append(count)
      await Promise.all([1, 2, 3].map(() => ground.ledger.sequence(organisation)))
    }
    await ground.ledger.sequence(organisation)
    expect(await stateNow()).toMatchObject({ size: 1256, waiting: 0, health: 'well' })
    const found = await report()
    expect(found.findings).toEqual([])
  })

  it('proves every fact against the signed head', async () => {
    await inOrganisation(database.db, organisation, async (tx) => {
      for (const { fact: listed } of await listFacts(tx, organisation, { limit: 5 })) {
        const receipt = await receiptOf(tx, organisation, listed.id)
        expect(verifyReceipt(JSON.stringify(receipt))).toMatchObject({ ok: true, fact: { id: listed.id } })
      }
    })
  })

  it('serves tiles and entry bundles of every width up to the tree', async () => {
    const tile = parseTilePath('tile/0/004.p/232')
    await inOrganisation(database.db, organisation, async (tx) => {
      expect(tile).toMatchObject({ level: 0, index: 4, width: 232 })
      const bytes = await readTile(tx, organisation, { level: 0, index: 4, width: 232 })
      const entries = await readEntries(tx, organisation, 1024, 232)
      expect(entries?.map((entry) => Buffer.from(leafHash(entry)).toString('hex')).join('')).toBe(
        Buffer.from(bytes ?? []).toString('hex'),
      )
      expect(await readTile(tx, organisation, { level: 0, index: 4, width: 233 })).toBeUndefined()
      expect(await readTile(tx, organisation, { level: 0, index: 9, width: 1 })).toBeUndefined()
    })
  })

  it('finds the number of a fact that was committed long after younger ones, and none while it waits', async () => {
    const numberOf = (id: string) =>
      inOrganisation(
        database.db,
        organisation,
        async (tx) => (await readFact(tx, organisation, id)).leafIndex,
      )
    let late = ''
    await inOrganisation(database.db, organisation, async (tx) => {
      late = (await ground.ledger.append(tx, organisation, [fact(1)]))[0]?.id ?? ''
      for (const count of [300, 200]) {
        await append(count)
        await ground.ledger.sequence(organisation)
      }
    })
    const { size } = await stateNow()
    expect(await numberOf(late)).toBeUndefined()
    await ground.ledger.sequence(organisation)
    expect(await numberOf(late)).toBe(size)
    const [younger] = await append(1)
    expect(await numberOf(younger?.id ?? '')).toBeUndefined()
    await ground.ledger.sequence(organisation)
    expect(await numberOf(younger?.id ?? '')).toBe(size + 1)
  })

  it('gives each fact the number under which the tree holds it', async () => {
    await inOrganisation(database.db, organisation, async (tx) => {
      const listed = await listFacts(tx, organisation, { limit: 5_000, order: 'oldest' })
      const { size } = await state(tx, organisation)
      expect(listed.map(({ leafIndex }) => leafIndex).sort((a, b) => Number(a) - Number(b))).toEqual(
        Array.from({ length: size }, (_, index) => index),
      )
      for (const { fact: found, leafIndex } of listed) {
        if (Number(leafIndex) % 97 !== 0) continue
        const [entry] = (await readEntries(tx, organisation, Number(leafIndex), 1)) ?? []
        expect(JSON.parse(Buffer.from(entry ?? '').toString())).toMatchObject({ id: found.id })
      }
    })
  })

  it('numbers a long queue in several signed steps', async () => {
    for (let n = 0; n < 6; n += 1) await append(2_000)
    const { size, waiting } = await stateNow()
    expect(waiting).toBe(12_000)
    expect(await ground.ledger.sequence(organisation)).toBe(12_000)
    expect(await stateNow()).toMatchObject({ size: size + 12_000, waiting: 0 })
    const signed = await superuser(
      `select size::int from ledger.checkpoints where size > ${size} order by size`,
    )
    expect(signed).toEqual([{ size: size + 10_000 }, { size: size + 12_000 }])
    expect((await report()).findings).toEqual([])
  })

  it('is behind when a fact has waited for more than a minute, however few they are', async () => {
    await append(1)
    expect(await stateNow()).toMatchObject({ waiting: 1, health: 'well' })
    vi.useFakeTimers({ now: Date.now() + 61_000, toFake: ['Date'] })
    const later = await stateNow().finally(() => vi.useRealTimers())
    expect(later).toMatchObject({ waiting: 1, health: 'behind' })
    await ground.ledger.sequence(organisation)
  })

  it('seals the personal part under the key of its person, and keeps verifying after the key is destroyed', async () => {
    const secret = '山田 太郎 taro@example.jp'
    const person = await inOrganisation(database.db, organisation, async (tx) => {
      const id = await ground.vault.createPerson(tx, organisation)
      await ground.ledger.append(tx, organisation, [fact(1, { sealed: { person: id, value: { secret } } })])
      return id
    })
    await ground.ledger.sequence(organisation)
    const [newest] = await inOrganisation(database.db, organisation, (tx) =>
      listFacts(tx, organisation, { limit: 1 }),
    )
    const sealed = Buffer.from(newest?.fact.sealed ?? '', 'base64url')
    const open = () =>
      inOrganisation(database.db, organisation, (tx) => ground.vault.open(tx, organisation, person, sealed))
    expect(Buffer.from(await open()).toString()).toContain(secret)
    expect(JSON.stringify(newest)).not.toContain('太郎')
    await inOrganisation(database.db, organisation, (tx) =>
      ground.vault.erase(tx, organisation, person, '2026-11-20T00:00:00Z'),
    )
    await expect(open()).rejects.toMatchObject({ code: 'vault.erased' })
    expect((await report()).findings).toEqual([])
  })

  it('shows an organisation nothing of another', async () => {
    const seen = await inOrganisation(database.db, 'beta', (tx) =>
      sql`select 1 from ledger.facts`.execute(tx),
    )
    expect(seen.rows).toEqual([])
    await expect(
      inOrganisation(database.db, 'beta', (tx) => ground.ledger.append(tx, organisation, [fact(1)])),
    ).rejects.toThrow(/row-level security/)
  })

  describe('of which somebody altered what is stored', () => {
    const edges = `(level, tile_index) in (
      select level, max(tile_index) from ledger.tiles where organisation_id = '${organisation}' group by level)`
    const flip = (tiles: string, byte: number) =>
      superuser(`update ledger.tiles set hashes = set_byte(hashes, ${byte}, get_byte(hashes, ${byte}) # 1)
        where organisation_id = '${organisation}' and ${tiles}`)
    const renameSigner = (from: string, to: string) =>
      superuser(`update ledger.checkpoints set note = replace(note, '${from}', '${to}')`)

    it('signs no head that does not follow from the last one it signed, and numbers for everybody else', async () => {
      await append(1)
      const { size, health } = await stateNow()
      expect(health).toBe('well')
      const refused = () =>
        expect(ground.ledger.sequence(organisation)).rejects.toMatchObject({ code: 'ledger.tree-altered' })
      await renameSigner('— ', '— x')
      await refused()
      expect(await ground.ledger.inspect(organisation)).toEqual([{ leafIndex: size, code: 'root-differs' }])
      await renameSigner('— x', '— ')
      const newest = `organisation_id = '${organisation}' and size = ${size}`
      await superuser(`create table ledger.gone as select * from ledger.checkpoints where ${newest}`)
      await superuser(`delete from ledger.checkpoints where ${newest}`)
      await refused()
      expect(await ground.ledger.inspect(organisation)).toMatchObject([{ code: 'root-differs' }])
      await superuser('insert into ledger.checkpoints select * from ledger.gone; drop table ledger.gone')
      await flip(edges, 0)
      await refused()
      await inOrganisation(database.db, 'beta', (tx) => ground.ledger.append(tx, 'beta', [fact(1)]))
      const events: string[] = []
      ground.ledger.start(createLog('error', (line) => void events.push(line)))
      const sizeOfBeta = () =>
        inOrganisation(database.db, 'beta', async (tx) => (await state(tx, 'beta')).size)
      await expect.poll(sizeOfBeta, { timeout: 20_000 }).toBe(1)
      await ground.ledger.stop()
      expect(events[0]).toMatch(/ledger.sequencing-failed.*"organisation":"alpha".*ledger.tree-altered/)
      expect(await stateNow()).toMatchObject({ size, waiting: 1, health: 'damaged' })
      await flip(edges, 0)
      expect(await ground.ledger.sequence(organisation)).toBe(1)
      expect(await ground.ledger.inspect(organisation)).toEqual([])
      expect(await stateNow()).toMatchObject({ size: size + 1, health: 'well' })
    })

    it('finds a hash above the leaves that is another', async () => {
      await flip('level = 1 and tile_index = 0', 40)
      expect(await ground.ledger.inspect(organisation)).toEqual([{ leafIndex: 0, code: 'tile-altered' }])
      await flip('level = 1 and tile_index = 0', 40)
      expect(await ground.ledger.inspect(organisation)).toEqual([])
    })

    it('finds a deleted fact where it is missing, and proves what stands behind the next head', async () => {
      await superuser(`create table ledger.gone as select f.* from ledger.facts f join ledger.leaves l
        on f.id = l.fact_ids[4] where l.first_index = 3 and f.organisation_id = '${organisation}'`)
      await superuser('delete from ledger.facts where id in (select id from ledger.gone)')
      expect(await ground.ledger.inspect(organisation)).toEqual([{ leafIndex: 6, code: 'fact-missing' }])
      const { findings, unproven, proven, facts } = await report()
      expect(findings[0]).toMatchObject({ code: 'fact-order', leafIndex: 6 })
      expect(new Set(findings.map(({ code }) => code))).toEqual(new Set(['fact-order', 'checkpoint-root']))
      expect(unproven).toEqual([{ from: 3, to: 255 }])
      expect([proven, facts]).toEqual([(await stateNow()).size - 253, (await stateNow()).size - 1])
      await superuser('insert into ledger.facts select * from ledger.gone')
      await superuser('drop table ledger.gone')
      expect(await ground.ledger.inspect(organisation)).toEqual([])
    })
  })

  it('finds a fact that was altered in the database, in the inspection and in the export', async () => {
    expect(await ground.ledger.inspect(organisation)).toEqual([])
    await superuser(`update ledger.facts set entry = replace(entry, '"n":7}', '"n":8}')
      where id = (select id from ledger.facts where entry like '%"n":7}%' order by id limit 1)`)
    const damage = await ground.ledger.inspect(organisation)
    expect(damage).toEqual([{ leafIndex: expect.any(Number), code: 'fact-altered' }])
    expect(await stateNow()).toMatchObject({ health: 'damaged' })
    expect(await ground.ledger.inspectWhenDue(organisation)).toBeUndefined()
    ground.clock.pass({ hours: 25 })
    expect(await ground.ledger.inspectWhenDue(organisation)).toEqual(damage)
    const all = () =>
      inOrganisation(database.db, organisation, (tx) =>
        listFacts(tx, organisation, { order: 'oldest', limit: 100 }),
      )
    await expect(all()).rejects.toMatchObject({ code: 'ledger.altered' })
    const { findings } = await report()
    expect(findings[0]).toMatchObject({ leafIndex: damage[0]?.leafIndex })
  })
})
