// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { conforms } from './conformance.case.ts'

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
