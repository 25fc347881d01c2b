// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, expect, it } from 'vitest'
import { parseDatamaps } from '@yakusoku/core/datamap'
import { RowGatherer } from './chunk.ts'
import { disclose } from './disclose.ts'

const folder = mkdtempSync(join(tmpdir(), 'yakusoku-random-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const TABLES = 5
type Cell = number | null
type Data = Cell[][][]
type Link = readonly [table: number, column: number, toTable: number, toColumn: number]

/** What is reached, told the slow way: add rows that equal a value of a row already there until none is added. */
const reached = (data: Data, links: readonly Link[], seeds: readonly number[]): Set<Cell[]>[] => {
  const found = data.map((rows, t) => new Set(seeds.includes(t) ? rows.filter((row) => row[0] === 0) : []))
  for (let grew = true; grew;) {
    grew = false
    for (const [table, column, toTable, toColumn] of links)
      for (const row of found[table] ?? [])
        for (const other of data[toTable] ?? [])
          if (row[column] !== null && row[column] === other[toColumn] && !found[toTable]?.has(other)) {
            found[toTable]?.add(other)
            grew = true
          }
  }
  return found
}

const mapOf = (links: readonly Link[], seeds: readonly number[], both: boolean): string => {
  const fields = (t: number) =>
    ['a', 'b', 'c'].map((name, c) => {
      const out = links.filter(([table, column]) => table === t && column === c)
      const references = out.map(([, , to, column], i) => {
        // Every other link is written at its far end, which must mean the same.
        return both && i % 2 && to !== t
          ? []
          : [{ dataset: 'd', field: `t${to}.${'abc'[column]}`, direction: 'to' }]
      })
      const back = links
        .filter(([table, column], i) => both && linkIndex(links, i) % 2 === 1 && table !== t && column < 3)
        .filter(([, , to, column]) => to === t && column === c)
        .map(([table, column]) => ({ dataset: 'd', field: `t${table}.${'abc'[column]}`, direction: 'from' }))
      const meta = {
        references: [...references.flat(), ...back],
        ...(seeds.includes(t) && c === 0 ? { identity: 'id' } : {}),
      }
      return { name, fides_meta: meta }
    })
  const collections = Array.from({ length: TABLES }, (_, t) => ({ name: `t${t}`, fields: fields(t) }))
  return JSON.stringify({ fides_key: 'd', collections })
}

/** The place of a link among those of its own table and column. */
const linkIndex = (links: readonly Link[], index: number): number => {
  const [table, column] = links[index] ?? []
  return links.slice(0, index).filter(([t, c]) => t === table && c === column).length
}

it('the walk finds exactly the rows that references reach, circles included, and each row once', async () => {
  const cell = fc.option(fc.nat(6), { nil: null })
  const data = fc.array(fc.array(fc.tuple(cell, cell, cell), { maxLength: 8 }), {
    minLength: TABLES,
    maxLength: TABLES,
  })
  const link = fc
    .tuple(fc.nat(TABLES - 1), fc.nat(2), fc.nat(TABLES - 1), fc.nat(2))
    .filter(([a, column, b, toColumn]) => a !== b || column !== toColumn)
  const seeds = fc.uniqueArray(fc.nat(TABLES - 1), { minLength: 1, maxLength: 2 })
  let run = 0
  await fc.assert(
    fc.asyncProperty(
      data,
      fc.uniqueArray(link, { maxLength: 9, selector: String }),
      seeds,
      fc.boolean(),
      async (rows, links, first, both) => {
        const path = join(folder, `${run++}.db`)
        const database = new DatabaseSync(path)
        rows.forEach((list, t) => {
          database.exec(`create table t${t} (a integer, b integer, c integer)`)
          for (const row of list) database.prepare(`insert into t${t} values (?, ?, ?)`).run(...row)
        })
        database.close()
        const { datasets } = parseDatamaps([{ name: 'm', content: mapOf(links, first, both) }])
        const result = await disclose(datasets, { d: `sqlite:${path}` }, { id: ['0'] })
        expect(result.problems.filter((p) => p.code !== 'self-reference')).toEqual([])
        const expected = reached(rows, links, first)
        const sorted = (list: readonly unknown[]) => list.map((row) => JSON.stringify(row)).toSorted()
        for (let t = 0; t < TABLES; t++)
          expect(sorted((result.rows[`d:t${t}`] ?? []).map((r) => [r['a'], r['b'], r['c']]))).toEqual(
            sorted([...(expected[t] ?? [])]),
          )
      },
    ),
    { numRuns: 40 },
  )
}, 120_000)

it('rows of several statements are gathered however many one of them brings', () => {
  const gatherer = new RowGatherer()
  gatherer.add(Array.from({ length: 200_001 }, (_, i) => ({ values: [i], locator: String(i) })))
  gatherer.add([{ values: [7], locator: '7' }])
  expect(gatherer.rows).toHaveLength(200_001)
})

it('tuples that sources only know together are asked for up to a limit, and that there were more is told', async () => {
  const path = join(folder, 'tuples.db')
  const database = new DatabaseSync(path)
  database.exec(`create table a (mail text, x int); create table b (mail text, y int);
    insert into a with recursive n(i) as (select 1 union all select i + 1 from n where i < 500) select 'me', i from n;
    insert into b select mail, x from a;
    create table c (x int, y int, n int); insert into c values (1, 1, 1), (2, 500, 2), (500, 500, 3);`)
  database.close()
  const seed = { name: 'mail', fides_meta: { identity: 'email' } }
  const to = (field: string) => ({ references: [{ dataset: 'd', field, direction: 'to' }] })
  const collections = [
    { name: 'a', fields: [seed, { name: 'x', fides_meta: to('c.x') }] },
    { name: 'b', fields: [seed, { name: 'y', fides_meta: to('c.y') }] },
    { name: 'c', grouped_inputs: ['x', 'y'], fields: [{ name: 'x' }, { name: 'y' }, { name: 'n' }] },
  ]
  const content = JSON.stringify({ fides_key: 'd', collections })
  const { datasets } = parseDatamaps([{ name: 'm', content }])
  const result = await disclose(datasets, { d: `sqlite:${path}` }, { email: ['me'] })
  expect(result.rows['d:c']?.map((row) => row['n'])).toEqual([1, 2])
  expect([result.complete, result.gaps]).toEqual([
    false,
    [{ address: 'd:c', reason: 'row-limit', dataset: 'd' }],
  ])
})
