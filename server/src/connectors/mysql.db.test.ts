// SPDX-License-Identifier: Apache-2.0
import { describe, it } from 'vitest'
import { startMariadb } from '../../../tests/connectors/mariadb.ts'
import { whyNot } from '../../../tests/support/available.ts'
import { conforms } from './conformance.case.ts'

const missing = whyNot('mariadbd')

if (missing)
  describe('the MySQL connector', () => {
    it('conforms', ({ skip }) => skip(missing))
  })
else
  conforms('the MySQL connector', async () => {
    const server = await startMariadb()
    await server.run(`create database demo character set utf8mb4 collate utf8mb4_bin;
      create user reader@localhost identified by 'let me in'; grant select on demo.* to reader@localhost;`)
    const url = (user: string, database: string, socket = server.socket) =>
      `mysql://${user}@localhost/${database}?socketPath=${encodeURIComponent(socket)}`
    return {
      url: url('reader:let%20me%20in', 'demo'),
      run: (sql) => server.run(`use demo; ${sql}`),
      broken: [
        ['nobody listens', 'mysql://u:hunter2@127.0.0.1:1/d', 'down'],
        ['a wrong password', url('reader:hunter2', 'demo'), 'refused'],
        ['no such database', url('root', 'nowhere'), 'no-database'],
        ['a database of others', url('reader:let%20me%20in', 'mysql'), 'refused'],
        ['no such socket', url('u:hunter2', 'd', '/nowhere/at/all.sock'), 'down'],
      ],
      kinds: [
        ['small', 'smallint', '7', 7],
        ['big', 'bigint', '9007199254740993', '9007199254740993'],
        ['huge', 'bigint unsigned', '18446744073709551615', '18446744073709551615'],
        ['money', 'decimal(20,2)', '12345678901234567.50', '12345678901234567.50'],
        ['ratio', 'double', '0.1', 0.1],
        ['single', 'float', '1.1', 1.1],
        ['yes', 'boolean', 'true', 1],
        ['flag', 'bit(1)', `b'1'`, 1],
        ['words', 'varchar(50)', `'漢字😀ｶﾅ'`, '漢字😀ｶﾅ'],
        ['old_western', 'varchar(50) character set latin1', `'café'`, 'café'],
        ['old_japanese', 'varchar(50) character set cp932', `'表示ｶﾅ'`, '表示ｶﾅ'],
        ['choice', `enum('red','it''s')`, `'it''s'`, "it's"],
        ['slanted', String.raw`enum('a\\b')`, String.raw`'a\\b'`, String.raw`a\b`],
        ['day', 'date', `'2024-02-29'`, '2024-02-29'],
        ['clock', 'time', `'12:34:56'`, '12:34:56'],
        ['local', 'datetime(3)', `'2024-02-29 12:34:56.789'`, '2024-02-29T12:34:56.789'],
        ['zoned', 'timestamp', `'2024-02-29 12:34:56'`, '2024-02-29T12:34:56Z'],
        ['raw', 'varbinary(10)', `x'00ff10'`, 'AP8Q'],
        ['doc', 'json', `'{"a": [1]}'`, '{"a": [1]}'],
      ],
      slow: 'select 1 as n, sleep(30) as z',
      quote: (name) => `\`${name.replaceAll('`', '``')}\``,
      close: () => server.stop(),
    }
  })
