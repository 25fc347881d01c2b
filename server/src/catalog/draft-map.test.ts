// SPDX-License-Identifier: Apache-2.0
import { DatabaseSync } from 'node:sqlite'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { parseDatamaps } from '@yakusoku/core/datamap'
import { disclose, openConnector } from '../connectors/index.ts'
import { draftMap } from './draft-map.ts'

const folder = mkdtempSync(join(tmpdir(), 'yakusoku-draft-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const draft = async (name: string, sql: string) => {
  const path = join(folder, `${name}.db`)
  const database = new DatabaseSync(path)
  database.exec(sql)
  database.close()
  const connector = await openConnector(`sqlite:${path}`)
  const { yaml, dataset } = await draftMap(connector, { key: name })
  await connector.close()
  const { datasets, problems } = parseDatamaps([{ name: 'm.yml', content: yaml }])
  expect(problems).toEqual([])
  const named = (collection: string) => dataset.collections.find((c) => c.name === collection)
  const { rows } = await disclose(datasets, { [name]: `sqlite:${path}` }, { email: ['mina@example.com'] })
  return { named, rows, yaml }
}

describe('a drafted map', () => {
  it('groups composite keys that lead to the same columns, so that no half of a key finds a row', async () => {
    const { named, rows } = await draft(
      'trips',
      `create table port (land text, code text, city text, primary key (land, code));
       create table customer (id integer primary key, full_name text, email text);
       create table trip (id integer primary key, customer_id integer references customer (id),
         from_land text, from_code text, to_land text, to_code text,
         foreign key (from_land, from_code) references port (land, code),
         foreign key (to_land, to_code) references port (land, code));
       insert into port values ('JP', 'A', 'Akita'), ('JP', 'B', 'Beppu'), ('KR', 'A', 'Andong'), ('KR', 'C', 'Cheju');
       insert into customer values (1, 'Mina Seki', 'mina@example.com');
       insert into trip values (1, 1, 'JP', 'A', 'KR', 'C');`,
    )
    expect(named('port')?.groupedInputs.map((g) => g.name)).toEqual(['land', 'code'])
    expect(rows['trips:port']?.map((row) => row['city'])).toEqual(expect.arrayContaining(['Akita', 'Cheju']))
    expect(rows['trips:port']?.map((row) => row['city'])).not.toContain('Beppu')
  })

  it('follows one of several composite keys that differ, and says of the other why not', async () => {
    const { named, rows, yaml } = await draft(
      'desk',
      `create table customer (shop integer, no integer, full_name text, email text, primary key (shop, no));
       create table complaint (id integer primary key, shop integer, buyer integer, branch integer, payer integer,
         foreign key (shop, buyer) references customer (shop, no),
         foreign key (branch, payer) references customer (shop, no));
       insert into customer values (1, 1, 'Mina Seki', 'mina@example.com'), (1, 2, 'Jun Abe', 'jun@example.com');
       insert into complaint values (1, 1, 1, 1, 1), (2, 1, 2, 1, 2);`,
    )
    expect(named('complaint')?.groupedInputs).toHaveLength(2)
    expect(rows['desk:complaint']?.map((row) => row['id'])).toEqual([1])
    expect(yaml).toContain('another composite key')
  })

  it('drafts a view that cannot be read any more by its names', async () => {
    const { named } = await draft(
      'views',
      `create table customer (id integer primary key, full_name text, email text);
       create view late as select id, email from customer where abs(json_extract('x', '$')) > 0;
       insert into customer values (1, 'Mina Seki', 'mina@example.com');`,
    )
    expect(named('late')?.fields.map((f) => f.name)).toEqual(['id', 'email'])
  })

  it('writes a key down that nothing of a person leads to, without walking it', async () => {
    const { named, rows } = await draft(
      'shelf',
      `create table customer (id integer primary key, full_name text, email text);
       create table wish (id integer primary key, customer_id integer references customer (id), book_id integer references book (id));
       create table book (id integer primary key, title text);
       create table shelf (id integer primary key, book_id integer references book (id));
       insert into customer values (1, 'Mina Seki', 'mina@example.com');
       insert into book values (1, 'one'), (2, 'two');
       insert into wish values (1, 1, 2);
       insert into shelf values (1, 2);`,
    )
    expect(named('shelf')?.fields[1]?.references).toMatchObject([{ field: 'book.id', direction: 'to' }])
    expect(rows['shelf:book']).toEqual([{ id: 2, title: 'two' }])
    expect(rows['shelf:shelf']).toEqual([])
  })
})
