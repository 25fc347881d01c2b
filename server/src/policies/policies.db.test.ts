// SPDX-License-Identifier: Apache-2.0
import { fileURLToPath } from 'node:url'
import type { Pack } from '@yakusoku/core/packs'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { foundOrganisations } from '../../../tests/support/organisation.ts'
import { testDatabase, type TestDatabase } from '../../../tests/support/database.ts'
import { inOrganisation } from '../database/index.ts'
import { Policies, readPacks } from './index.ts'

let database: TestDatabase
let world: Awaited<ReturnType<typeof foundOrganisations>>
let pack: Pack
beforeAll(async () => {
  database = await testDatabase()
  world = await foundOrganisations(database.db)
  const packs = await readPacks(fileURLToPath(new URL('../../../packs', import.meta.url)))
  pack = packs.find((one) => one.pack?.id === 'cleaning')?.pack as Pack
})
afterAll(() => database.close())

const opened = async () => {
  const policies = new Policies(database.db, world.vault, world.ledger, world.clock)
  await policies.load()
  return policies
}
const publish = async (change: Partial<Pack>) => (await opened()).publish({ ...pack, ...change }, 'test')

describe('a pack', () => {
  it('is published once, by two servers that start at the same moment too', async () => {
    const both = await Promise.all([publish({ id: 'alpha' }), publish({ id: 'alpha' })])
    expect(both.sort()).toEqual([false, true])
    expect(await publish({ id: 'alpha' })).toBe(false)
    const next = { id: 'alpha', version: '1.1.0', effective: '2027-04-01' }
    const again = await Promise.all(Array.from({ length: 6 }, () => publish(next)))
    expect(again.filter(Boolean)).toHaveLength(1)
    const published = await inOrganisation(database.db, 'alpha', (tx) =>
      sql<{ clear: { version: string; sha256: string } }>`
        select entry::json->'clear' as clear from ledger.facts
        where organisation_id = 'alpha' and type = 'policies.published'`.execute(tx),
    )
    expect(published.rows.map(({ clear }) => clear.version).sort()).toEqual([pack.version, '1.1.0'])
  })

  it('that was changed under the same version is refused, and the version stays as it was', async () => {
    await publish({ id: 'beta' })
    await expect(publish({ id: 'beta', modified: '2026-03-17' })).rejects.toThrow(
      'was published with other content',
    )
    expect((await opened()).inForce('beta').modified).toBe(pack.modified)
  })

  it('that an older version of the software published, without lists that came later, is the same pack', async () => {
    await publish({ id: 'gamma' })
    await inOrganisation(database.db, 'gamma', (tx) =>
      sql`update policies.versions set pack = (pack::jsonb - 'entities')::text,
          sha256 = sha256(convert_to((pack::jsonb - 'entities')::text, 'UTF8'))
        where organisation_id = 'gamma'`.execute(tx),
    )
    expect(await publish({ id: 'gamma', entities: [] })).toBe(false)
    await expect(publish({ id: 'gamma' })).rejects.toThrow('was published with other content')
  })

  it('comes into force on its day in the organisation’s zone', async () => {
    await publish({ id: 'delta' })
    await publish({ id: 'delta', version: '1.1.0', effective: '2026-11-21' })
    const policies = await opened()
    const at = (instant: string) => {
      world.clock.pass(world.clock.now().until(instant))
      return policies.inForce('delta').version
    }
    expect(at('2026-11-20T14:59:59Z')).toBe(pack.version)
    expect(at('2026-11-20T15:00:00Z')).toBe('1.1.0')
  })

  it('of another organisation is not to be had', async () => {
    expect(() => new Policies(database.db, world.vault, world.ledger, world.clock).inForce('nobody')).toThrow(
      expect.objectContaining({ code: 'common.not-found' }),
    )
  })
})
