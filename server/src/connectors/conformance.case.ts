// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseDatamaps } from '@yakusoku/core/datamap'
import type { Json } from '@yakusoku/core/datamap'
import type { Column, Connector, FindQuery, Match, Table } from './connector.ts'
import { disclose } from './disclose.ts'
import { SourceFailure } from './failure.ts'
import { openConnector } from './open.ts'

/** What an engine brings to the suite: where its database is, and how it writes what differs. */
export interface Fixture {
  readonly url: string
  /** Runs statements as the database's owner. */
  run(sql: string): Promise<void>
  /** URLs that must fail, with the code of the failure. */
  readonly broken: readonly (readonly [name: string, url: string, code: string])[]
  /** Column definitions and values for every kind the engine has, with the JSON expected of them. */
  readonly kinds: readonly (readonly [column: string, type: string, value: string, expected: Json])[]
  /** A statement of the catalogue's reader that takes longer than 50 ms, where the engine can be ended at all. */
  readonly slow?: string
  readonly quote: (name: string) => string
  close(): Promise<void>
}

const schema = (q: Fixture['quote']) => `
create table person (id int primary key, mail varchar(200), name varchar(200));
create table part (a int, b int, word varchar(50), primary key (a, b));
create table child (id int primary key, a int, b int, person_id int,
  foreign key (a, b) references part (a, b), foreign key (person_id) references person (id));
create table plain (word varchar(50), n int);
create table chat (id int primary key, mails json, talk json, tags varchar(50));
create view seen as select word, n from plain;
create table ${q('odd "na`me')} (${q('se"le`ct')} int primary key, ${q('order')} varchar(20));
create index person_mail on person (mail);
insert into person values (1, 'a@example.com', '𠮷野家 👨‍👩‍👧'), (2, 'b@example.com', 'ﾊﾝｶｸ'), (3, 'it''s; drop table person', null);
insert into part values (1, 1, 'one-one'), (1, 2, 'one-two'), (2, 1, 'two-one');
insert into child values (1, 1, 2, 1), (2, 2, 1, 1), (3, 1, 1, 2);
insert into chat values (1, '["a@example.com", "b@example.com"]', '[{"by": 7}, {"by": 8}]', ' ["vip", 7]'),
  (2, '["c@example.com"]', '[{"by": "9"}]', '[sic] vip'), (3, '[]', null, '{vip}'), (4, null, '[]', 'vip');
insert into plain values ('x', 1), ('x', 1), ('y', 2);
insert into ${q('odd "na`me')} values (1, 'first'), (2, 'second');`

const target = (column: Column) => ({ column, path: [], lists: [false] })

const match = (table: Table, names: string[], keys: Match['keys']): Match => ({
  targets: names.map((name) => target(table.columns.find((c) => c.name === name) as Column)),
  keys,
})

const query = (table: Table, any: Match[], more: Partial<FindQuery> = {}): FindQuery => ({
  table,
  columns: table.columns,
  any,
  limit: 100_000,
  locate: false,
  ...more,
})

/** What every connector keeps to. */
export const conforms = (name: string, open: () => Promise<Fixture>): void => {
  describe(name, () => {
    let fixture: Fixture
    let connector: Connector
    const table = async (wanted: string): Promise<Table> =>
      (await connector.inspect({ tables: [{ name: wanted }] }))[0] as Table

    beforeAll(async () => {
      fixture = await open()
      await fixture.run(schema(fixture.quote))
      connector = await openConnector(fixture.url)
    })
    afterAll(async () => {
      await connector?.close()
      await fixture?.close()
    })

    it('reads keys, composite foreign keys and indexes from the catalogue', async () => {
      const all = await connector.inspect()
      const child = all.find((t) => t.name === 'child') as Table
      expect(child.primaryKey).toEqual(['id'])
      expect(all.find((t) => t.name === 'part')?.primaryKey).toEqual(['a', 'b'])
      const keys = child.foreignKeys.map(({ columns, table: to, references }) => [columns, to, references])
      expect(keys).toHaveLength(2)
      expect(keys).toContainEqual([['a', 'b'], 'part', ['a', 'b']])
      expect(keys).toContainEqual([['person_id'], 'person', ['id']])
      expect((await table('person')).indexes).toContainEqual(['mail'])
    })

    it('lists tables and views', async () => {
      const names = (await connector.names()).map((t) => t.name)
      expect(names).toEqual(expect.arrayContaining(['person', 'part', 'child', 'plain', 'seen']))
      expect((await table('seen')).view).toBe(true)
    })

    it('finds rows by any of several columns', async () => {
      const person = await table('person')
      const any = [match(person, ['id'], [[2]]), match(person, ['mail'], [['a@example.com']])]
      const found = await connector.find(query(person, any))
      expect(found.map((f) => f.values)).toHaveLength(2)
      expect(found.map((f) => f.values)).toEqual(
        expect.arrayContaining([
          [1, 'a@example.com', '𠮷野家 👨‍👩‍👧'],
          [2, 'b@example.com', 'ﾊﾝｶｸ'],
        ]),
      )
    })

    it('pages through the different values of a column, each once, with one value beside', async () => {
      const plain = await table('plain')
      const [word, n] = plain.columns as [Column, Column]
      const all = { table: plain, column: word, beside: [n] }
      const numbers = (rows: Json[][]) => rows.map(([value, beside]) => [value, Number(beside)])
      expect(numbers(await connector.distinct({ ...all, limit: 1 }))).toEqual([['x', 1]])
      expect(numbers(await connector.distinct({ ...all, limit: 9, after: 'x' }))).toEqual([['y', 2]])
      expect(await connector.distinct({ ...all, limit: 9, after: 'y' })).toEqual([])
    })

    it('counts the rows that hold something, and gives values of those alone', async () => {
      const person = await table('person')
      const [id, , called] = person.columns as [Column, Column, Column]
      expect(await connector.count(person, [])).toBe(3)
      expect(await connector.count(person, [called])).toBe(2)
      expect(await connector.count(person, [called, id])).toBe(3)
      const named = { table: person, column: id, beside: [], limit: 9, holding: [called] }
      expect((await connector.distinct(named)).flat().map(Number)).toEqual([1, 2])
    })

    it('keeps tuples together', async () => {
      const part = await table('part')
      const found = await connector.find(
        query(part, [
          match(
            part,
            ['a', 'b'],
            [
              [1, 2],
              [2, 1],
            ],
          ),
        ]),
      )
      expect(new Set(found.map((f) => f.values[2]))).toEqual(new Set(['one-two', 'two-one']))
      expect(found).toHaveLength(2)
    })

    it('finds rows by an element of a list kept as JSON', async () => {
      const chat = await table('chat')
      const ids = async (column: number, path: string[], keys: Match['keys']) => {
        const lists = path.length ? [true, false] : [true]
        const one = { targets: [{ column: chat.columns[column] as Column, path, lists }], keys }
        return new Set((await connector.find(query(chat, [one]))).map((found) => found.values[0]))
      }
      expect(await ids(1, [], [['b@example.com']])).toEqual(new Set([1]))
      expect(await ids(1, [], [['b@example.com'], ['c@example.com'], ['[]']])).toEqual(new Set([1, 2]))
      expect(await ids(2, ['by'], [[8], [9]])).toEqual(new Set([1, 2]))
      // A column of text may hold such a list as well, and in some rows something else.
      expect(await ids(3, [], [['vip']])).toEqual(new Set([1]))
      expect(await ids(3, [], [[7]])).toEqual(new Set([1]))
      // Also where nobody said that it is a list.
      const by = { column: chat.columns[2] as Column, path: ['by'], lists: [false, false] }
      const found = await connector.find(query(chat, [{ targets: [by], keys: [['7'], ['9']] }]))
      expect(new Set(found.map((one) => one.values[0]))).toEqual(new Set([1, 2]))
    })

    it('keeps tuples together of which a part lies inside JSON', async () => {
      const chat = await table('chat')
      const [id, mails] = chat.columns as [Column, Column]
      const targets = [target(id), { column: mails, path: [], lists: [true] }]
      const keys: Match['keys'] = [
        [1, 'c@example.com'],
        [1, 'b@example.com'],
        [2, 'a@example.com'],
      ]
      const found = await connector.find(query(chat, [{ targets, keys }]))
      expect(found.map((one) => one.values[0])).toEqual([1])
      const many = Array.from({ length: 4000 }, (_, i) => [i, 'nobody@example.com'] as const)
      const again = await connector.find(query(chat, [{ targets, keys: [...many, ...keys] }]))
      expect(again.map((one) => one.values[0])).toEqual([1])
    })

    it('takes values as values, whatever they say', async () => {
      const person = await table('person')
      const found = await connector.find(
        query(person, [match(person, ['mail'], [["it's; drop table person"]])]),
      )
      expect(found.map((f) => f.values[0])).toEqual([3])
      const none = await connector.find(
        query(person, [match(person, ['mail'], [["' or 1=1 --"], ['a\0b'], ['\ud800']])]),
      )
      expect(none).toEqual([])
    })

    it('reads tables and columns with quotes and reserved words in their names', async () => {
      const odd = await table('odd "na`me')
      const found = await connector.find(query(odd, [match(odd, ['se"le`ct'], [[2]])]))
      expect(found.map((f) => f.values)).toEqual([[2, 'second']])
    })

    it('finds each row once with more keys than a statement takes', async () => {
      const person = await table('person')
      const ids = Array.from({ length: 70_000 }, (_, i) => [i] as const)
      const any = [
        match(person, ['id'], ids),
        match(person, ['mail'], [['a@example.com'], ['b@example.com']]),
      ]
      const found = await connector.find(query(person, any))
      expect(found).toHaveLength(3)
      expect(new Set(found.map((f) => f.values[0]))).toEqual(new Set([1, 2, 3]))
    })

    it('tells equal rows of a table without key apart', async () => {
      const plain = await table('plain')
      const found = await connector.find(query(plain, [match(plain, ['word'], [['x']])], { locate: true }))
      expect(found).toHaveLength(2)
      const locators = new Set(found.map((f) => f.locator))
      expect(locators.size).toBe(plain.locator === undefined ? 1 : 2)
    })

    it('reads one row more than the limit, so that the rest is noticed', async () => {
      const person = await table('person')
      const any = [match(person, ['id'], [[1], [2], [3]])]
      expect(await connector.find(query(person, any, { limit: 1 }))).toHaveLength(2)
    })

    it('cannot write', async () => {
      const person = await table('person')
      const evil: Table = { ...person, locator: '1); delete from person; --' }
      await expect(
        connector.find(query(evil, [match(person, ['id'], [[1]])], { locate: true })),
      ).rejects.toBeInstanceOf(SourceFailure)
      const again = await openConnector(fixture.url)
      expect(await again.find(query(person, [match(person, ['id'], [[1]])]))).toHaveLength(1)
      await again.close()
    })

    it('shows values of every kind without loss', async () => {
      const columns = fixture.kinds.map(([column, type]) => `${column} ${type}`).join(', ')
      await fixture.run(`create table kinds (id int primary key, ${columns});
        insert into kinds values (1, ${fixture.kinds.map(([, , value]) => value).join(', ')});`)
      const fresh = await openConnector(fixture.url)
      const [kinds] = await fresh.inspect({ tables: [{ name: 'kinds' }] })
      const [row] = await fresh.find(query(kinds as Table, [match(kinds as Table, ['id'], [[1]])]))
      await fresh.close()
      const shown = Object.fromEntries((kinds as Table).columns.map((c, i) => [c.name, row?.values[i]]))
      expect(shown).toEqual({ id: 1, ...Object.fromEntries(fixture.kinds.map(([c, , , v]) => [c, v])) })
    })

    it('asks a column with the values it shows and finds the row again', async () => {
      const fresh = await openConnector(fixture.url)
      const [kinds] = (await fresh.inspect({ tables: [{ name: 'kinds' }] })) as [Table]
      const text = ['id', ...fixture.kinds.map(([c]) => c)].map((c) => `{name: ${c}}`).join(', ')
      for (const column of kinds.columns) {
        if (column.kind === 'json' || column.name === 'id') continue
        const shown = fixture.kinds.find(([c]) => c === column.name)?.[3]
        const expected = Array.isArray(shown) ? shown[0] : shown
        const yaml = `fides_key: k\ncollections: [{name: kinds, fields: [${text.replace(`{name: ${column.name}}`, `{name: ${column.name}, fides_meta: {identity: it}}`)}]}]`
        const { datasets } = parseDatamaps([{ name: 'k.yml', content: yaml }])
        const result = await disclose(datasets, { k: fresh }, { it: [expected as string] })
        expect([column.name, result.rows['k:kinds']?.length]).toEqual([column.name, 1])
      }
      await fresh.close()
    })

    it('finds nothing, and does not fail, where no column could hold the value', async () => {
      const fresh = await openConnector(fixture.url)
      for (const [column] of fixture.kinds) {
        const yaml = `fides_key: k\ncollections: [{name: kinds, fields: [{name: ${column}, fides_meta: {identity: it}}]}]`
        const { datasets } = parseDatamaps([{ name: 'k.yml', content: yaml }])
        const odd = [
          '😀𠮷ﾊ',
          '\0',
          "'",
          '-1e999',
          '99999999999999999999999',
          '9999999999',
          '-1',
          '0000-00-00',
          '2024-02-30',
          '{}',
          '',
        ]
        const result = await disclose(datasets, { k: fresh }, { it: odd })
        expect([column, result.rows['k:kinds'], result.complete]).toEqual([column, [], true])
      }
      await fresh.close()
    })

    it('says what is wrong with a connection and never tells its password', async () => {
      for (const [what, url, code] of fixture.broken) {
        const failure = await openConnector(url, { connectTimeout: 3000 }).catch((error: unknown) => error)
        expect([what, (failure as SourceFailure).code]).toEqual([what, code])
        expect(String(failure) + JSON.stringify(failure)).not.toContain('hunter2')
      }
    })

    it('ends a reading that takes longer than allowed', async ({ skip }) => {
      if (fixture.slow === undefined) skip('this engine has no statement that waits')
      await fixture.run(`create view slow as ${fixture.slow}`)
      const fresh = await openConnector(fixture.url)
      const [slow] = (await fresh.inspect({ tables: [{ name: 'slow' }] })) as [Table]
      await fresh.close()
      const hasty = await openConnector(fixture.url, { timeout: 50 })
      const failure = await hasty
        .find(query(slow, [match(slow, ['n'], [[1]])]))
        .catch((error: unknown) => error)
      await hasty.close()
      expect(failure).toMatchObject({ code: 'timeout', retry: true })
    })

    it('stops in the middle of a reading', async ({ skip }) => {
      if (fixture.slow === undefined) skip('this engine has no statement that waits')
      const fresh = await openConnector(fixture.url)
      const [slow] = (await fresh.inspect({ tables: [{ name: 'slow' }] })) as [Table]
      const stop = new AbortController()
      const reading = fresh.find(query(slow, [match(slow, ['n'], [[1]])]), stop.signal)
      setTimeout(() => stop.abort(), 100)
      await expect(reading).rejects.toMatchObject({ code: 'aborted' })
      await fresh.close()
    })

    it('stops when asked to', async () => {
      const person = await table('person')
      const stopped = connector.find(query(person, [match(person, ['id'], [[1]])]), AbortSignal.abort())
      await expect(stopped).rejects.toMatchObject({ code: 'aborted' })
      expect(await connector.find(query(person, [match(person, ['id'], [[1]])]))).toHaveLength(1)
    })
  })
}
