// SPDX-License-Identifier: Apache-2.0
import pg from 'pg'
import { parseDatamaps } from '@yakusoku/core/datamap'
import { expect, inject, it } from 'vitest'
import { testDatabase } from '../../../tests/support/database.ts'
import { conforms } from './conformance.case.ts'
import { disclose } from './disclose.ts'

conforms('the PostgreSQL connector', async () => {
  const database = await testDatabase('empty')
  const owner = new pg.Client({ connectionString: database.url })
  await owner.connect()
  await owner.query(`create type "Mood" as enum ('sad', 'it''s 漢字'); create domain moods as "Mood"`)
  await owner.end()
  const base = inject('postgres')
  const socket = /host=([^&]*)/.exec(base)?.[1] ?? ''
  return {
    url: database.url,
    run: async (sql) => {
      const client = new pg.Client({ connectionString: database.url })
      await client.connect()
      await client.query(sql)
      await client.end()
    },
    broken: [
      ['nobody listens', 'postgres://u:hunter2@127.0.0.1:1/d', 'down'],
      ['a wrong password', base.replace(/:[^:@/]*@/, ':hunter2@'), 'refused'],
      ['no such database', base.replace('/postgres?', '/nowhere?'), 'no-database'],
      ['TLS where there is none', `${base}&sslmode=require`, 'tls'],
      ['no such socket', `postgres://u:hunter2@/d?host=${socket}x`, 'down'],
    ],
    kinds: [
      ['small', 'smallint', '7', 7],
      ['big', 'bigint', '9007199254740993', '9007199254740993'],
      ['money', 'numeric(20,2)', '12345678901234567.50', '12345678901234567.50'],
      ['ratio', 'double precision', '0.1', 0.1],
      ['single', 'real', '0.1', 0.1],
      ['object', 'oid', '42', 42],
      ['yes', 'boolean', 'true', true],
      ['mood', '"Mood"', `'it''s 漢字'`, "it's 漢字"],
      ['narrow', 'moods', `'sad'`, 'sad'],
      ['bits', 'bit(8)', `b'01000001'`, '01000001'],
      ['numbers', 'int[]', `'{7,8,null}'`, [7, 8, null]],
      ['singles', 'real[]', `'{0.1}'`, [0.1]],
      ['nets', 'inet[]', `'{10.0.0.1}'`, ['10.0.0.1']],
      ['moods', '"Mood"[]', `'{sad}'`, ['sad']],
      ['words', 'varchar(50)', `'漢字😀ｶﾅ'`, '漢字😀ｶﾅ'],
      ['fixed', 'char(5)', `'ab'`, 'ab'],
      ['day', 'date', `'2024-02-29'`, '2024-02-29'],
      ['clock', 'time', `'12:34:56'`, '12:34:56'],
      ['local', 'timestamp', `'2024-02-29 12:34:56.789'`, '2024-02-29T12:34:56.789'],
      ['zoned', 'timestamptz', `'2024-02-29 12:34:56+09'`, '2024-02-29T03:34:56Z'],
      ['raw', 'bytea', `'\\x00ff10'`, 'AP8Q'],
      ['doc', 'jsonb', `'{"a": [1, 12345678901234567890]}'`, { a: [1, '12345678901234567890'] }],
      ['many', 'text[]', `'{"a,b",c}'`, ['a,b', 'c']],
      [
        'unique_one',
        'uuid',
        `'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'`,
        'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11',
      ],
      ['net', 'inet', `'10.0.0.1'`, '10.0.0.1'],
    ],
    slow: 'select 1 as n, pg_sleep(30)::text as z',
    quote: (name) => `"${name.replaceAll('"', '""')}"`,
    close: () => database.close(),
  }
})

it('the PostgreSQL connector finds tables by schemas whose names hold dots, blanks and capitals', async () => {
  const database = await testDatabase('empty')
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  await client.query(`create schema "店.舗 A"; create table "店.舗 A"."注文.T" ("No.1" int, "Mail" text);
    insert into "店.舗 A"."注文.T" values (1, 'me@example.com');
    create schema b; create table b."T" ("Id" int, note text); insert into b."T" values (1, 'x'), (2, 'y')`)
  await client.end()
  const map = `fides_key: d
collections:
  - name: 店.舗 A.注文.T
    fields:
      - {name: Mail, fides_meta: {identity: email}}
      - {name: No.1, fides_meta: {references: [{dataset: d, field: b.T.Id, direction: to}]}}
  - {name: b.T, fields: [{name: Id}, {name: note}]}`
  const { datasets } = parseDatamaps([{ name: 'm.yml', content: map }])
  const result = await disclose(datasets, { d: database.url }, { email: ['me@example.com'] })
  expect([result.problems, result.rows]).toEqual([
    [],
    { 'd:店.舗 A.注文.T': [{ Mail: 'me@example.com', 'No.1': 1 }], 'd:b.T': [{ Id: 1, note: 'x' }] },
  ])
  await database.close()
})

it('the PostgreSQL connector warns of a missing index before anybody counted the rows, and of partitions', async () => {
  const database = await testDatabase('empty')
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  // A page a row: large by its size, and quickly made.
  await client.query(`create table fresh (id int primary key, mail text, filler text);
    alter table fresh alter filler set storage plain; alter table fresh set (autovacuum_enabled = off);
    analyze fresh;
    create table whole (like fresh) partition by range (id);
    create table part partition of whole default with (autovacuum_enabled = off);
    alter table part alter filler set storage plain;
    insert into fresh select i, null, repeat('x', 7000) from generate_series(1, 1500) i;
    insert into whole select * from fresh; insert into whole values (0, 'me@example.com', '')`)
  await client.end()
  const fields = '[{name: id}, {name: mail, fides_meta: {identity: email}}]'
  const map = `fides_key: d\ncollections: [{name: fresh, fields: ${fields}}, {name: whole, fields: ${fields}}]`
  const { datasets } = parseDatamaps([{ name: 'm.yml', content: map }])
  const { problems, rows } = await disclose(datasets, { d: database.url }, { email: ['me@example.com'] })
  await database.close()
  expect(problems.map(({ code, en }) => [code, en.split(' ')[0]])).toEqual([
    ['no-index', '"fresh.mail"'],
    ['no-index', '"whole.mail"'],
  ])
  expect(rows).toEqual({ 'd:fresh': [], 'd:whole': [{ id: 0, mail: 'me@example.com' }] })
})
