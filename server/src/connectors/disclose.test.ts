// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { parseDatamaps } from '@yakusoku/core/datamap'
import { disclose } from './disclose.ts'
import type { DiscloseOptions } from './disclose.ts'
import type { Identities } from './feed.ts'

const folders: string[] = []

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

/** Makes one SQLite file for each dataset and walks the maps over them. */
const walk = async (
  databases: Record<string, string>,
  maps: string[],
  identities: Identities = { email: ['me@example.com'] },
  options: DiscloseOptions = {},
) => {
  const folder = mkdtempSync(join(tmpdir(), 'yakusoku-walk-'))
  folders.push(folder)
  const connections = Object.fromEntries(
    Object.entries(databases).map(([key, sql]) => {
      const path = join(folder, `${key}.db`)
      if (sql) {
        const database = new DatabaseSync(path)
        database.exec(sql)
        database.close()
      }
      return [key, `sqlite:${path}`]
    }),
  )
  const { datasets, problems } = parseDatamaps(maps.map((content, i) => ({ name: `${i}.yml`, content })))
  expect(problems).toEqual([])
  return disclose(datasets, connections, identities, options)
}

const field = (name: string, meta = '', categories = '') =>
  `          - {name: ${name}, data_categories: [${categories}], fides_meta: {${meta}}}`
const to = (target: string, dataset = 'd', direction = 'to') =>
  `references: [{dataset: ${dataset}, field: ${target}${direction ? `, direction: ${direction}` : ''}}]`
const map = (collections: Record<string, string[]>, key = 'd', grouped: Record<string, string> = {}) =>
  [
    `dataset:\n  - fides_key: ${key}\n    collections:`,
    ...Object.entries(collections).flatMap(([name, fields]) => [
      `      - name: ${name}`,
      ...(grouped[name] ? [`        grouped_inputs: [${grouped[name]}]`] : []),
      '        fields:',
      ...fields,
    ]),
  ].join('\n')

const seed = field('mail', 'identity: email')

describe('the walk', () => {
  it('reads declared fields only, and shows every mapped collection', async () => {
    const result = await walk(
      {
        d: `create table a (mail, secret, id); insert into a values ('me@example.com', 's', 1); create table b (x);`,
      },
      [map({ a: [seed, field('id')], b: [field('x')] })],
    )
    expect(result.rows).toEqual({ 'd:a': [{ mail: 'me@example.com', id: 1 }], 'd:b': [] })
    expect(result.complete).toBe(true)
  })

  it('asks each collection once, with each value once', async () => {
    const result = await walk(
      {
        d: `create table a (mail text, x int, y int); insert into a values ('me@example.com', 1, 2), ('me@example.com', 1, 2);
          create table b (x int, y int); insert into b values (1, 2), (3, 2), (1, 9), (4, 4);`,
      },
      [map({ a: [seed, field('x', to('b.x')), field('y', to('b.y'))], b: [field('x'), field('y')] })],
    )
    expect(result.rows['d:b']).toEqual([
      { x: 1, y: 2 },
      { x: 3, y: 2 },
      { x: 1, y: 9 },
    ])
    expect(result.sources[0]?.queries).toBe(2)
  })

  it('does not find everybody at the same address by a reference without direction', async () => {
    const result = await walk(
      {
        d: `create table customer (mail text, home int); insert into customer values ('me@example.com', 1), ('you@example.com', 1);
          create table address (id int); insert into address values (1), (2);`,
      },
      [map({ customer: [seed, field('home', to('address.id', 'd', ''))], address: [field('id')] })],
    )
    expect(result.rows).toEqual({
      'd:customer': [{ mail: 'me@example.com', home: 1 }],
      'd:address': [{ id: 1 }],
    })
  })

  it('follows a circle of references until it brings nothing new, and counts no row twice', async () => {
    const result = await walk(
      {
        d: `create table a (mail text, z int, x int); create table b (x int, y int); create table c (y int, z int);
          insert into a values ('me@example.com', 0, 1), ('', 1, 2), ('', 2, 3), ('', 3, 1), ('', 99, 99);
          insert into b values (1, 1), (2, 2), (3, 3), (3, 3), (99, 99);
          insert into c values (1, 1), (2, 2), (3, 3), (99, 99);`,
      },
      [
        map({
          a: [seed, field('z'), field('x', to('b.x'))],
          b: [field('x'), field('y', to('c.y'))],
          c: [field('y'), field('z', to('a.z'))],
        }),
      ],
    )
    expect(result.rows['d:a']?.map((r) => r['z'])).toEqual([0, 1, 2, 3])
    expect(result.rows['d:b']).toHaveLength(4)
    expect(result.rows['d:c']).toHaveLength(3)
  })

  it('goes up a tree within one table, and ends where it is a circle', async () => {
    const result = await walk(
      {
        d: `create table staff (mail text, id int, chief int);
          insert into staff values ('me@example.com', 1, 2), ('', 2, 3), ('', 3, 2), ('', 4, 1), ('', 5, null);`,
      },
      [map({ staff: [seed, field('id'), field('chief', to('staff.id'))] })],
    )
    expect(result.rows['d:staff']?.map((r) => r['id'])).toEqual([1, 2, 3])
    expect(result.problems).toMatchObject([{ code: 'self-reference', severity: 'warning' }])
  })

  it('follows columns whose names hold dots', async () => {
    const result = await walk(
      {
        d: `create table a (mail text, "no.1" int); insert into a values ('me@example.com', 7);
          create table b ("a.no" int, n int); insert into b values (7, 1), (8, 2);`,
      },
      [map({ a: [seed, field('no.1', to('b.a.no'))], b: [field('a.no'), field('n')] })],
    )
    expect(result.rows['d:b']).toEqual([{ 'a.no': 7, n: 1 }])
  })

  it('keeps the values of grouped inputs together', async () => {
    const tables = `create table project (mail text, org text, id text);
      insert into project values ('me@example.com', 'o1', 'p1'), ('me@example.com', 'o2', 'p2');
      create table task (org text, project text, n int);
      insert into task values ('o1', 'p1', 1), ('o1', 'p2', 2), ('o2', 'p1', 3), ('o2', 'p2', 4);`
    const fields = {
      project: [seed, field('org', to('task.org')), field('id', to('task.project'))],
      task: [field('org'), field('project'), field('n')],
    }
    const apart = await walk({ d: tables }, [map(fields)])
    expect(apart.rows['d:task']?.map((r) => r['n'])).toEqual([1, 2, 3, 4])
    const together = await walk({ d: tables }, [map(fields, 'd', { task: 'org, project' })])
    expect(together.rows['d:task']?.map((r) => r['n'])).toEqual([1, 4])
  })

  it('combines an identity with every tuple of a group', async () => {
    const fields = {
      project: [seed, field('id', to('user.project'))],
      user: [field('project'), field('mail', 'identity: email')],
    }
    const result = await walk(
      {
        d: `create table project (mail text, id text); insert into project values ('me@example.com', 'p1');
          create table user (project text, mail text);
          insert into user values ('p1', 'me@example.com'), ('p1', 'you@example.com'), ('p2', 'me@example.com');`,
      },
      [map(fields, 'd', { user: 'project, mail' })],
    )
    expect(result.rows['d:user']).toEqual([{ project: 'p1', mail: 'me@example.com' }])
  })

  it('takes whole tuples of one source as they are, beside an identity that feeds a part of them', async () => {
    const fields = {
      project: [field('owner', `identity: email, ${to('user.mail')}`), field('id', to('user.project'))],
      user: [field('project'), field('mail', 'identity: login'), field('n')],
    }
    const result = await walk(
      {
        d: `create table project (owner text, id text); insert into project values ('me@example.com', 'p1');
          create table user (project, mail, n int);
          insert into user values ('p1', 'me@example.com', 1), ('p1', 'other', 2), ('p2', 'me@example.com', 3);`,
      },
      [map(fields, 'd', { user: 'project, mail' })],
      { email: ['me@example.com'], login: ['other'] },
    )
    expect(result.rows['d:user']?.map((r) => r['n'])).toEqual([1])
  })

  it('finds tuples in columns without type, whether they hold text or numbers', async () => {
    const fields = {
      a: [seed, field('x', to('b.x')), field('y', to('b.y'))],
      b: [field('x'), field('y'), field('n')],
    }
    const result = await walk(
      {
        d: `create table a (mail text, x text, y text); insert into a values ('me@example.com', '1', '2');
          create table b (x, y, n); insert into b values (1, 2, 1), ('1', 2, 2), (1, '2', 3), (2, 1, 4);`,
      },
      [map(fields, 'd', { b: 'x, y' })],
    )
    expect(result.rows['d:b']?.map((r) => r['n'])).toEqual([1, 2, 3])
  })

  it('looks nothing up by a blank, which strangers have in common', async () => {
    const result = await walk(
      {
        d: `create table a (mail text, phone text, fax text); insert into a values ('me@example.com', '', ' \u3000');
          create table b (phone text, fax text, n int);
          insert into b values ('', '1', 1), ('2', ' \u3000', 2), ('', '', 3);`,
      },
      [
        map({
          a: [seed, field('phone', to('b.phone')), field('fax', to('b.fax'))],
          b: [field('phone', 'data_type: string'), field('fax'), field('n')],
        }),
      ],
    )
    expect([result.rows['d:b'], result.problems, result.complete]).toEqual([[], [], true])
  })

  it('crosses databases, and turns values into the type of the field they are looked up in', async () => {
    const result = await walk(
      {
        d: `create table a (mail text, code text); insert into a values ('me@example.com', '0042'), ('me@example.com', 'n/a');`,
        e: 'create table b (n int, t); insert into b values (42, 1), (43, 2);',
      },
      [
        map({ a: [seed, field('code', to('b.n', 'e'))] }),
        map({ b: [field('n', 'data_type: integer'), field('t')] }, 'e'),
      ],
    )
    expect(result.rows['e:b']).toEqual([{ n: 42, t: 1 }])
    expect(result.problems).toMatchObject([{ code: 'not-comparable', severity: 'warning' }])
    expect(result.complete).toBe(true)
  })

  it('keeps fields of the wanted categories and leaves out rows without any', async () => {
    const result = await walk(
      {
        d: `create table a (mail text, id int); insert into a values ('me@example.com', 1);
          create table b (id int, n int); insert into b values (1, 5);`,
      },
      [
        map({
          a: [
            field('mail', 'identity: email', 'user.contact.email'),
            field('id', to('b.id'), 'user.unique_id'),
          ],
          b: [field('id', '', 'system.operations'), field('n', '', 'user.contacts')],
        }),
      ],
      undefined,
      { targets: ['user.contact'] },
    )
    expect(result.rows).toEqual({ 'd:a': [{ mail: 'me@example.com' }], 'd:b': [] })
  })

  it('searches inside structured columns and shows of a searched list only what matched', async () => {
    const people = `          - name: people
            fides_meta: {data_type: 'object[]'}
            fields:
              - {name: mail, fides_meta: {identity: email}}
              - {name: rank}`
    const tags = `          - {name: tags, fides_meta: {data_type: 'string[]', identity: tag}}`
    const all = `          - {name: tags, fides_meta: {data_type: 'string[]', identity: tag, return_all_elements: true}}`
    const sql = `create table a (id int, people text, tags text);
      insert into a values (1, '[{"mail": "me@example.com", "rank": 1, "x": 9}, {"mail": "you@example.com", "rank": 2}]', '["q"]'),
        (2, null, '["p", "q"]'), (3, 'no json', '[]');`
    const first = await walk({ d: sql }, [map({ a: [field('id'), people] })])
    expect(first.rows['d:a']).toEqual([{ id: 1, people: [{ mail: 'me@example.com', rank: 1 }] }])
    const second = await walk({ d: sql }, [map({ a: [field('id'), tags] })], { tag: ['q'] })
    expect(second.rows['d:a']).toEqual([
      { id: 1, tags: ['q'] },
      { id: 2, tags: ['q'] },
    ])
    // The map need not say what is a list, and a list may hold what the map does not expect.
    const mixed = people.replace("            fides_meta: {data_type: 'object[]'}\n", '')
    const loose = await walk({ d: sql.replace('[{"mail"', '["?", 1, null, {"mail"') }, [
      map({ a: [field('id'), mixed] }),
    ])
    expect(loose.rows['d:a']).toEqual([{ id: 1, people: [{ mail: 'me@example.com', rank: 1 }] }])
    const third = await walk({ d: sql }, [map({ a: [field('id'), all] })], { tag: ['p'] })
    expect(third.rows['d:a']).toEqual([{ id: 2, tags: ['p', 'q'] }])
  })

  it('says at which line a table or column is named that is not there, and which was meant', async () => {
    const result = await walk({ d: 'create table customer (mail text, name text); create table b (x)' }, [
      map({ custmer: [seed], b: [field('x', 'identity: email'), field('y')] }),
    ])
    expect(result.rows).toEqual({ 'd:custmer': [], 'd:b': [] })
    expect(result.complete).toBe(false)
    expect(result.problems).toMatchObject([
      { code: 'no-table', at: { file: '0.yml', line: 4 }, en: expect.stringContaining('"customer"') },
      { code: 'no-column', at: { file: '0.yml', line: 10 } },
    ])
  })

  it('reports a source that is away as data and reads the rest', async () => {
    const result = await walk(
      {
        d: `create table a (mail text, id int); insert into a values ('me@example.com', 1); create table c (id int);`,
        e: '',
      },
      [
        map({ a: [seed, field('id', to('b.id', 'e'))], c: [field('id', to('b.id', 'e', 'from'))] }),
        map({ b: [field('id')] }, 'e'),
      ],
    )
    expect(result.rows['d:a']).toHaveLength(1)
    expect(result.complete).toBe(false)
    expect(result.gaps.map((g) => [g.address, g.reason, g.dataset])).toEqual([
      ['e:b', 'source-unavailable', 'e'],
      ['d:c', 'fed-by-unavailable', 'e'],
    ])
    expect(result.sources.map((s) => [s.dataset, s.failure?.code])).toEqual([
      ['d', undefined],
      ['e', 'no-database'],
    ])
  })

  it('warns of a large table that is searched without an index, and says how long that may take', async () => {
    const result = await walk(
      {
        d: `create table a (id integer primary key, mail text);
          insert into a (id, mail) values (1000000, 'me@example.com');
          create table filler as select zeroblob(10000000);`,
      },
      [map({ a: [seed] })],
    )
    expect(result.problems).toMatchObject([{ code: 'no-index', at: { file: '0.yml', line: 6 } }])
    expect(result.problems[0]?.en).toMatch(/1,000,000 rows.* 1 s/)
    expect(result.rows['d:a']).toHaveLength(1)
  })

  it('takes a table for no larger than its file, whatever numbers its rows were given', async () => {
    const result = await walk(
      {
        d: `create table a (id integer primary key, mail text); insert into a values (9007199254740993, 'me@example.com');`,
      },
      [map({ a: [seed] })],
    )
    expect(result.problems).toEqual([])
    expect(result.rows['d:a']).toHaveLength(1)
  })

  it('asks no index of each column where an index serves the columns together', async () => {
    const result = await walk(
      {
        d: `create table a (id integer primary key, mail text unique, x integer, y integer);
          create table b (id integer primary key, x integer, y integer, unique (x, y));
          insert into a values (1, 'me@example.com', 3, 4);
          insert into b values (9000000, 3, 4);
          create table filler as select zeroblob(40000000);`,
      },
      [
        map(
          {
            a: [seed, field('x'), field('y')],
            b: [field('x', to('a.x', 'd', 'from')), field('y', to('a.y', 'd', 'from'))],
          },
          'd',
          { b: 'x, y' },
        ),
      ],
    )
    expect(result.problems).toEqual([])
    expect(result.rows['d:b']).toEqual([{ x: 3, y: 4 }])
  })

  it('notices rows beyond the limit', async () => {
    const result = await walk(
      {
        d: `create table a (mail text); insert into a values ('me@example.com'), ('me@example.com'), ('me@example.com')`,
      },
      [map({ a: [seed] })],
      undefined,
      { maxRows: 2 },
    )
    expect(result.rows['d:a']).toHaveLength(2)
    expect(result).toMatchObject({ complete: false, gaps: [{ address: 'd:a', reason: 'row-limit' }] })
  })

  it('stops when asked to and says that nothing is complete', async () => {
    const result = await walk({ d: 'create table a (mail text)' }, [map({ a: [seed] })], undefined, {
      signal: AbortSignal.abort(),
    })
    expect(result).toMatchObject({ complete: false, sources: [{ failure: { code: 'aborted' } }] })
  })
})
