// SPDX-License-Identifier: Apache-2.0
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import type { Pack } from '@yakusoku/core/packs'
import { beforeAll, describe, expect, it } from 'vitest'
import { readPacks } from '../policies/index.ts'
import { datasetOf } from './connected.ts'
import { decisionsFor } from './contract.ts'
import { findDrift, stillAbout, type Finding } from './drift.ts'
import { countSensitive, sensitiveIn, type SensitiveKind } from './free-text.ts'
import { editFor } from './map-edits.ts'
import type { Survey, SurveyColumn } from './survey.ts'
import type { System } from './ties.ts'
import { editDatamap, type MapEdit } from '@yakusoku/core/datamap'

let pack: Pack
beforeAll(async () => {
  const packs = await readPacks(fileURLToPath(new URL('../../../packs', import.meta.url)))
  pack = packs.find((one) => one.pack?.id === 'cleaning')?.pack as Pack
})

/** What a column may hold and what a map may say of it: covered by the pack, not covered, or nothing personal. */
const kinds = ['user.contact.email', 'user.name', 'user.health_and_medical', 'system.operations'] as const
interface Column {
  readonly name: string
  readonly holds: (typeof kinds)[number]
  readonly sure: number
  /** In the database, in the map, or in both. */
  readonly where: 'database' | 'map' | 'both'
  readonly says: (typeof kinds)[number] | null
}
interface World {
  readonly tables: readonly { readonly name: string; readonly columns: readonly Column[] }[]
}

const column = fc.record({
  name: fc.stringMatching(/^[a-z]{1,6}$/),
  holds: fc.constantFrom(...kinds),
  sure: fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100),
  where: fc.constantFrom('database' as const, 'map' as const, 'both' as const),
  says: fc.option(fc.constantFrom(...kinds)),
})
const table = fc.record({
  name: fc.stringMatching(/^[a-z]{1,6}$/),
  columns: fc.uniqueArray(column, { minLength: 1, maxLength: 6, selector: ({ name }) => name }),
})
const worlds: fc.Arbitrary<World> = fc.record({
  tables: fc.uniqueArray(table, { maxLength: 6, selector: ({ name }) => name }),
})

const why = { ja: '理由', en: 'reason' }
const surveyed = ({ name, holds, sure }: Column): SurveyColumn => ({
  name,
  type: 'text',
  kind: 'text',
  primary: false,
  guess: { category: holds, confidence: sure, why },
  sensitive: {},
})

function systemOf({ tables }: World): System {
  const survey: Survey = {
    engine: 'postgres',
    tables: tables.flatMap(({ name, columns }) => {
      const there = columns.filter(({ where }) => where !== 'map')
      if (there.length === 0) return []
      return [
        {
          name,
          bare: true,
          view: false,
          rows: 10,
          sampled: 10,
          read: 'whole' as const,
          columns: there.map(surveyed),
        },
      ]
    }),
  }
  return { key: 'one', dataset: datasetOf({ key: 'one', map: mapOf({ tables }) }), survey }
}

function mapOf({ tables }: World): string {
  const collections = tables.flatMap(({ name, columns }) => {
    const mapped = columns.filter(({ where }) => where !== 'database')
    const fields = mapped.map(
      (one) =>
        `    # ${one.name} was looked at\n    - { name: ${one.name}${one.says ? `, data_categories: [${one.says}]` : ''} }\n`,
    )
    return mapped.length === 0 ? [] : [`  - name: ${name}\n    fields:\n${fields.join('')}`]
  })
  return `dataset:\n- fides_key: one\n  collections:${collections.length === 0 ? ' []\n' : `\n${collections.join('')}`}`
}

const drifts = (system: System) => findDrift({ systems: [system], pack })
const names = (found: readonly Finding[]) => found.map(({ identity }) => identity)

describe('drift', () => {
  it('has one identity each, the same whatever the order of tables, with a decision that fits', () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const found = drifts(systemOf(world))
        expect(new Set(names(found)).size).toBe(found.length)
        const turned = drifts(systemOf({ tables: world.tables.toReversed() }))
        expect(new Map(turned.map((one) => [one.identity, one.fingerprint]))).toEqual(
          new Map(found.map((one) => [one.identity, one.fingerprint])),
        )
        for (const { kind } of found) expect(decisionsFor[kind].length).toBeGreaterThan(0)
      }),
    )
  })

  it('tells each surely personal column that no map knows, and each mapped one that is gone', () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const found = drifts(systemOf(world))
        for (const { name, columns } of world.tables) {
          for (const one of columns) {
            const personal = one.holds.startsWith('user') && one.sure >= 0.6
            const told = found.some(
              ({ collection, field, columns: own }) =>
                collection === name &&
                (field === one.name || field === null || own.some((own_) => own_.name === one.name)),
            )
            if (one.where === 'database' && personal) expect(told, `${name}.${one.name}`).toBe(true)
            if (one.where === 'map') expect(told, `${name}.${one.name}`).toBe(true)
          }
        }
      }),
    )
  })

  it('finds nothing where map and database agree and the pack covers all, but what the pack has besides', () => {
    fc.assert(
      fc.property(worlds, ({ tables }) => {
        const agreed = tables.map(({ name, columns }) => ({
          name,
          columns: columns.map((one) => {
            const holds = one.holds === 'user.health_and_medical' ? 'user.name' : one.holds
            return { ...one, holds, says: holds, where: 'both' as const }
          }),
        }))
        expect(new Set(drifts(systemOf({ tables: agreed })).map(({ kind }) => kind))).toEqual(
          new Set(['not-found']),
        )
      }),
    )
  })

  it('is gone once accepted, and the comments of the map are still there', () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const system = systemOf(world)
        const accepted = drifts(system).filter(({ kind }) => decisionsFor[kind].includes('accept'))
        const edits = accepted
          .map((one) => editFor(system, one))
          .filter((one): one is MapEdit => one !== undefined)
        expect(edits).toHaveLength(accepted.length)
        const map = mapOf(world)
        const edited = editDatamap(map, edits)
        if (!('text' in edited)) throw new Error(`failed: ${JSON.stringify(edited.failed)}`)
        const after = drifts({ ...system, dataset: datasetOf({ key: 'one', map: edited.text }) })
        const left = new Set(names(after))
        expect(accepted.filter(({ identity }) => left.has(identity))).toEqual([])
        for (const { columns } of world.tables)
          for (const one of columns)
            if (one.where === 'both') expect(edited.text).toContain(`# ${one.name} was looked at`)
      }),
    )
  })

  it('says nothing of a system that was not scanned, nor what is missing until all were', () => {
    const seen = systemOf({ tables: [] })
    expect(findDrift({ systems: [], pack })).toEqual([])
    expect(findDrift({ systems: [seen, { ...seen, key: 'two', survey: undefined }], pack })).toEqual([])
    expect(drifts(seen).map(({ category }) => category)).toEqual(pack.categories.map(({ id }) => id))
  })

  it('goes on being missing while a system that is new was not looked at, unless it is found', () => {
    const seen = systemOf({ tables: [] })
    const fresh = { ...seen, key: 'two', survey: undefined }
    const [first, second] = pack.categories.map(({ id }) => id) as [string, string]
    const missing = (collected: string[]) =>
      findDrift({ systems: [seen, fresh], pack, collected, missing: [first, second] }).map(
        ({ category }) => category,
      )
    expect(missing([])).toEqual([first, second])
    expect(missing([first])).toEqual([second])
  })

  it('stays decided when a sample shows less of it, and not when it shows more', () => {
    const of = (kinds: readonly SensitiveKind[], type = 'text') => {
      const system = systemOf({
        tables: [
          {
            name: 't',
            columns: [{ name: 'c', holds: 'system.operations', sure: 1, where: 'both', says: null }],
          },
        ],
      })
      const [table] = system.survey?.tables ?? []
      const sensitive = Object.fromEntries(kinds.map((kind) => [kind, 1]))
      const columns = (table?.columns ?? []).map((one) => ({ ...one, type, sensitive }))
      const survey = {
        engine: 'postgres' as const,
        tables: [{ ...(table as NonNullable<typeof table>), columns }],
      }
      return drifts({ ...system, survey }).find(({ kind }) => kind === 'free-text')?.fingerprint as string
    }
    const decided = of(['special-care', 'card'])
    expect(['special-care', 'card'].map((kind) => stillAbout(decided, of([kind as SensitiveKind])))).toEqual([
      true,
      true,
    ])
    expect(stillAbout(decided, of(['my-number']))).toBe(false)
    expect(stillAbout(of(['card']), decided)).toBe(false)
    expect(stillAbout(decided, of(['card'], 'varchar'))).toBe(false)
  })

  it('calls a mapped category contradicted by values of another form, and not by a mere likeness', () => {
    const one = (says: string, values: string) => {
      const { survey, dataset } = systemOf({
        tables: [
          {
            name: 't',
            columns: [{ name: 'c', holds: 'user.name', sure: 0, where: 'both', says: 'user.name' }],
          },
        ],
      })
      const [seen] = survey?.tables ?? []
      const columns = (seen?.columns ?? []).map((own) => ({
        ...own,
        values: { category: values, confidence: 0.97, why },
      }))
      const map = mapOf({
        tables: [
          {
            name: 't',
            columns: [{ name: 'c', holds: 'user.name', sure: 0, where: 'both', says: says as 'user.name' }],
          },
        ],
      })
      expect(dataset?.key).toBe('one')
      const system = {
        key: 'one',
        dataset: datasetOf({ key: 'one', map }),
        survey: { engine: 'postgres' as const, tables: [{ ...(seen as NonNullable<typeof seen>), columns }] },
      }
      return drifts(system).some(({ kind }) => kind === 'contradicted')
    }
    const number = 'user.government_id.national_identification_number'
    expect(one('user.contact.email', number)).toBe(true)
    expect(one('user.content.inquiry', number)).toBe(true)
    expect(one('user.contact.address', 'user.contact.email')).toBe(true)
    expect(one('user.contact.address', 'user.contact.phone_number')).toBe(false)
    expect(one('user.content.inquiry', 'user.contact.email')).toBe(false)
    expect(one('user.contact', 'user.contact.email')).toBe(false)
  })
})

describe('free text', () => {
  it.each([
    ['持病のため通院しています', ['special-care']],
    ['機械の障害で停止しました', []],
    ['番号は 1234 5678 9018 です', ['my-number']],
    ['123456789018', []],
    ['カードは 4111-1111-1111-1111 で', ['card']],
    ['品番 4901234567894 を注文', []],
    ['電話は 03-0000-0001、予約番号 20261122', []],
    ['He is pregnant with ideas', ['special-care']],
  ])('%s', (value, kindsFound) => {
    expect(sensitiveIn(value)).toEqual(kindsFound)
  })
})

describe('structured values', () => {
  it('are looked into, and each counts once', () => {
    const deep = { notes: [{ text: '持病のため' }, { text: '通院中' }], card: 'カード 4111-1111-1111-1111' }
    expect(countSensitive([deep, null, 3, '持病のため通院'])).toEqual({ 'special-care': 2, card: 1 })
  })
})

describe('a system of 150 tables', () => {
  it('is compared whole, each forgotten table once', () => {
    const tables = Array.from({ length: 150 }, (_, at) => ({
      name: `t${at}`,
      columns: Array.from({ length: 20 }, (__, own) => ({
        name: `c${own}`,
        holds: own === 0 ? ('user.contact.email' as const) : ('system.operations' as const),
        sure: 0.9,
        where: at % 10 === 0 ? ('database' as const) : ('both' as const),
        says: own === 0 ? ('user.contact.email' as const) : null,
      })),
    }))
    const found = drifts(systemOf({ tables })).filter(({ source }) => source === 'one')
    expect(found.map(({ kind }) => kind)).toEqual(Array.from({ length: 15 }, () => 'unmapped-table'))
  })
})
