// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { conforms } from './conformance.case.ts'
import type { Column, Table } from './connector.ts'
import { openConnector } from './open.ts'

conforms('the SQLite connector', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'yakusoku-sqlite-'))
  const path = join(folder, 'data base.db')
  writeFileSync(join(folder, 'text.db'), 'this is no database, however long it goes on'.repeat(40))
  return {
    url: `sqlite:${path}`,
    run: async (sql) => {
      const database = new DatabaseSync(path)
      database.exec(sql)
      database.close()
    },
    broken: [
      ['a file that is not there', `sqlite:${join(folder, 'none.db')}`, 'no-database'],
      ['a file that is no database', `sqlite:${join(folder, 'text.db')}`, 'no-database'],
      ['another scheme', 'oracle://u:hunter2@h/d', 'bad-url'],
    ],
    kinds: [
      ['small', 'integer', '7', 7],
      ['big', 'bigint', '9007199254740993', '9007199254740993'],
      ['money', 'decimal(10,2)', '12.5', 12.5],
      ['ratio', 'real', '0.1', 0.1],
      ['yes', 'boolean', '1', 1],
      ['words', 'text', `'漢字😀ｶﾅ'`, '漢字😀ｶﾅ'],
      ['day', 'date', `'2024-02-29'`, '2024-02-29'],
      ['moment', 'datetime', `'2024-02-29 12:34:56.789'`, '2024-02-29 12:34:56.789'],
      ['raw', 'blob', `x'00ff10'`, 'AP8Q'],
      ['loose', '', `'007'`, '007'],
    ],
    quote: (name) => `"${name.replaceAll('"', '""')}"`,
    close: async () => rmSync(folder, { recursive: true }),
  }
})

it('the SQLite connector reads a large table without an index beside the main thread, and can be stopped there', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'yakusoku-sqlite-'))
  const path = join(folder, 'large.db')
  const database = new DatabaseSync(path)
  database.exec(`create table t (id integer primary key, word text, raw blob);
    insert into t with recursive n(i) as (select 1 union all select i + 1 from n where i < 300000)
      select i, 'word ' || i, x'00ff' from n;`)
  database.close()
  const connector = await openConnector(`sqlite:${path}`, { timeout: 60_000 })
  const [table] = (await connector.inspect({ tables: [{ name: 't' }] })) as [Table]
  const target = { column: table.columns[1] as Column, path: [], lists: [false] }
  const query = {
    table,
    columns: table.columns,
    any: [{ targets: [target], keys: [['word 299999']] }],
    limit: 10,
    locate: true,
  }
  let turns = 0
  const turn = setInterval(() => turns++, 1)
  const found = await connector.find(query)
  clearInterval(turn)
  expect(found).toEqual([{ values: [299999, 'word 299999', 'AP8='], locator: '299999' }])
  expect(turns).toBeGreaterThan(0)
  const stop = new AbortController()
  const stopped = connector.find(query, stop.signal)
  stop.abort()
  await expect(stopped).rejects.toMatchObject({ code: 'aborted' })
  await connector.close()
  rmSync(folder, { recursive: true })
})
