// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { parseDatamaps } from '@yakusoku/core/datamap'
import { disclose, openConnector } from '../connectors/index.ts'
import { draftMap, type DraftOptions } from './draft-map.ts'

const folder = mkdtempSync(join(tmpdir(), 'yakusoku-wild-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

type Cell = string | number | null
const insert = (database: DatabaseSync, table: string, rows: readonly (readonly Cell[])[]) => {
  const marks = rows[0]?.map(() => '?').join(', ') ?? ''
  const statement = database.prepare(`insert into "${table}" values (${marks})`)
  for (const row of rows) statement.run(...row)
}

const rows = (count: number, row: (i: number) => Cell[]): Cell[][] =>
  Array.from({ length: count }, (_, i) => row(i + 1))

const draft = async (
  name: string,
  schema: string,
  data: Readonly<Record<string, readonly (readonly Cell[])[]>> = {},
  options: Partial<DraftOptions> = {},
) => {
  const path = join(folder, `${name}.db`)
  const database = new DatabaseSync(path)
  database.exec(schema)
  for (const [table, some] of Object.entries(data)) insert(database, table, some)
  database.close()
  const connector = await openConnector(`sqlite:${path}`)
  const found = await draftMap(connector, { key: name, year: 2026, ...options })
  await connector.close()
  expect(parseDatamaps([{ name: 'm.yml', content: found.yaml }]).problems).toEqual([])
  const field = (collection: string, column: string) =>
    found.dataset.collections.find((c) => c.name === collection)?.fields.find((f) => f.name === column)
  return { ...found, field, url: `sqlite:${path}` }
}

const people = rows(12, (i) => [
  i,
  `person${i}@mail.example`,
  `09${i % 2}-1234-00${String(i).padStart(2, '0')}`,
])

describe('a map of a database without foreign keys', () => {
  const schema = `
    create table Customers (CustomerID integer primary key, Email text, Phone text);
    create table Orders (OrderID integer primary key, CustomerID integer, PlacedBy integer, ShipName text);
    create table OrderLines (OrderID integer, LineNo integer, ProductID integer, primary key (OrderID, LineNo));
    create table Products (ProductID integer primary key, ProductName text);`
  const data = {
    Customers: people,
    Orders: rows(30, (i) => [i + 100, (i % 12) + 1, i, 'x']),
    OrderLines: rows(40, (i) => [(i % 30) + 101, i, (i % 5) + 1]),
    Products: rows(5, (i) => [i, `thing ${i}`]),
  }

  it('infers references from names, types and values, says so, and can be walked by them', async () => {
    const found = await draft('plain', schema, data)
    expect(found.inferred.map(({ from, to }) => `${from} ${to}`).toSorted()).toEqual([
      'OrderLines Orders',
      'OrderLines Products',
      'Orders Customers',
    ])
    expect(found.field('Orders', 'CustomerID')?.references).toMatchObject([
      { field: 'Customers.CustomerID', direction: 'from' },
    ])
    expect(found.yaml).toMatch(
      /Customers\.CustomerID inferred \(0\.9\d\): names, and 12 of 12 sampled values/,
    )
    expect(found.toConfirm.filter(({ why }) => why === 'inferred')).toHaveLength(3)
    const { datasets } = parseDatamaps([{ name: 'm.yml', content: found.yaml }])
    const read = await disclose(datasets, { plain: found.url }, { email: ['person1@mail.example'] })
    expect(read.rows['plain:Orders']?.map((row) => row['CustomerID'])).toEqual([1, 1])
    expect(read.rows['plain:OrderLines']?.length).toBeGreaterThan(0)
  })

  it('takes no name for a reference whose values are not there', async () => {
    const away = { ...data, Orders: rows(30, (i) => [i + 100, 9000 + i, i, 'x']) }
    const found = await draft('away', schema, away)
    expect(found.field('Orders', 'CustomerID')?.references).toEqual([])
  })

  it('looks at no value when told so, and says that names alone speak', async () => {
    const found = await draft('names', schema, data, { sampleRows: 0 })
    expect(found.yaml).toContain('from names only')
    expect(found.yaml).not.toContain('sampled values')
  })
})

describe('a map of what databases hold in odd ways', () => {
  it('writes members of JSON down, and keys that are data not', async () => {
    const profile = (i: number) =>
      JSON.stringify({
        contact: { email: `p${i}@mail.example` },
        birth_date: `19${60 + i}-01-02`,
        theme: 'dark',
      })
    const byAddress = (i: number) => JSON.stringify({ [`friend${i}@mail.example`]: { since: 2020 } })
    const found = await draft(
      'json',
      'create table users (id integer primary key, email text, profile text, book text)',
      {
        users: rows(30, (i) => [i, `u${i}@mail.example`, profile(i), byAddress(i)]),
      },
    )
    const members = found.field('users', 'profile')?.fields
    expect(members?.map(({ name, categories }) => [name, ...categories])).toEqual([
      ['contact'],
      ['birth_date', 'user.demographic.date_of_birth'],
      ['theme', 'system.operations'],
    ])
    expect(members?.[0]?.fields[0]?.categories).toEqual(['user.contact.email'])
    expect(found.field('users', 'book')?.fields).toEqual([])
  })

  it('tells what a table of attributes holds without naming the attributes', async () => {
    const value = (i: number) => [`080-1111-00${10 + (i % 80)}`, 'blue', '1980-05-06'][i % 3] ?? ''
    const found = await draft(
      'eav',
      'create table customers (id integer primary key, email text); create table customer_attributes (id integer primary key, customer_id integer, attribute_name text, value text)',
      {
        customers: rows(10, (i) => [i, `c${i}@mail.example`]),
        customer_attributes: rows(60, (i) => [
          i,
          (i % 10) + 1,
          ['zz_phone', 'zz_colour', 'zz_dob'][i % 3] ?? '',
          value(i),
        ]),
      },
    )
    expect(found.field('customer_attributes', 'value')?.categories).toEqual(
      expect.arrayContaining(['user.contact.phone_number', 'user.demographic.date_of_birth']),
    )
    expect(found.yaml).not.toContain('zz_')
  })

  it('says of a reference that changes with another column which tables are meant, and follows none', async () => {
    const found = await draft(
      'poly',
      'create table posts (id integer primary key, body text); create table photos (id integer primary key, url text); create table remarks (id integer primary key, entity_type text, entity_id integer, author_email text)',
      {
        posts: rows(5, (i) => [i, 'x']),
        photos: rows(5, (i) => [i, 'y']),
        remarks: rows(20, (i) => [i, i % 2 ? 'Post' : 'Photo', (i % 5) + 1, `a${i}@mail.example`]),
      },
    )
    expect(found.field('remarks', 'entity_id')?.references).toEqual([])
    expect(found.toConfirm.find(({ why }) => why === 'polymorphic')?.en).toMatch(
      /photos, posts|posts, photos/,
    )
  })

  it('ends with circles, self references and keys that are shared', async () => {
    const found = await draft(
      'circle',
      `create table employees (id integer primary key, email text, manager_id integer, team_id integer);
       create table teams (id integer primary key, name text, leader_employee_id integer);
       create table employee_profiles (employee_id integer primary key, 氏名 text, マイナンバー text);`,
      {
        employees: rows(9, (i) => [i, `e${i}@mail.example`, i > 1 ? 1 : null, (i % 3) + 1]),
        teams: rows(3, (i) => [i, `team ${i}`, i]),
        employee_profiles: rows(9, (i) => [i, '山田 太郎', null]),
      },
    )
    expect(found.yaml).toContain('it leads to other rows of the same table')
    expect(found.field('employee_profiles', 'マイナンバー')?.categories).toEqual([
      'user.government_id.national_identification_number',
    ])
    expect(found.toConfirm[0]).toMatchObject({ why: 'careful', field: 'マイナンバー' })
  })

  it('searches no row by the address of whoever entered it, but by whom it is about', async () => {
    const schema = `
      create table "tabUser" (name text primary key, email text);
      create table "tabCustomer" (name text primary key, owner text, modified_by text, email_id text);
      create table "tabNote" (id integer primary key, owner text, body text);
      create table "tabInvoice Item" (name text primary key, parent text, parenttype text, owner text, modified_by text);`
    const staff = (i: number) => `staff${i % 6}@corp.example`
    const found = await draft('frappe', schema, {
      tabUser: rows(12, (i) => [`user${i}`, `person${i}@mail.example`]),
      tabCustomer: rows(12, (i) => [`C-${i}`, staff(i), staff(i + 1), `person${i}@mail.example`]),
      tabNote: rows(12, (i) => [i, `person${i}@mail.example`, 'x']),
      'tabInvoice Item': rows(12, (i) => [`I-${i}`, `C-${i}`, 'Customer', staff(i), staff(i)]),
    })
    const seeds = found.dataset.collections.flatMap(({ name, fields }) =>
      fields.flatMap((field) => (field.identity ? [`${name}.${field.name}`] : [])),
    )
    expect(seeds).toEqual(['tabCustomer.email_id', 'tabNote.owner', 'tabUser.email'])
    expect(found.toConfirm.filter(({ why }) => why === 'polymorphic')).toMatchObject([
      {
        collection: 'tabInvoice Item',
        field: 'parent',
        en: expect.stringContaining('(tabCustomer)') as string,
      },
    ])
  })

  it('drafts 150 tables', async () => {
    const tables = Array.from(
      { length: 149 },
      (_, i) => `create table t${i}_log (id integer primary key, customer_id integer, note text);`,
    )
    const found = await draft(
      'many',
      `create table customers (id integer primary key, email text);${tables.join('')}`,
      {
        customers: rows(9, (i) => [i, `c${i}@mail.example`]),
      },
    )
    expect(found.tables).toBe(150)
    expect(found.inferred).toHaveLength(149)
  })
})

describe('people whose mail addresses stand in a table beside them', () => {
  const schema = `
    create table users (id integer primary key, username text);
    create table user_emails (id integer primary key, user_id integer, email text);
    create table topics (id integer primary key, user_id integer, title text);
    create table posts (id integer primary key, topic_id integer, user_id integer, raw text);
    create table invites (id integer primary key, email text, invited_by_id integer references users (id));`
  const data = {
    users: rows(12, (i) => [i, `name${i}`]),
    user_emails: rows(12, (i) => [i + 50, i, `person${i}@mail.example`]),
    topics: rows(15, (i) => [i, (i % 12) + 1, 'title']),
    posts: rows(40, (i) => [i, (i % 15) + 1, (i % 12) + 1, 'text']),
    invites: rows(12, (i) => [i, `guest${i}@mail.example`, i]),
  }
  const rowsFor = async (name: string, email: string) => {
    const found = await draft(name, schema, data)
    const { datasets } = parseDatamaps([{ name: 'm.yml', content: found.yaml }])
    const { rows: read } = await disclose(datasets, { [name]: found.url }, { email: [email] })
    return Object.fromEntries(Object.entries(read).map(([key, list]) => [key.split(':')[1], list.length]))
  }

  it('are found by them, with all that is theirs and not what others answered', async () => {
    const found = await rowsFor('beside', 'person3@mail.example')
    expect(found).toEqual({ users: 1, user_emails: 1, topics: 2, posts: 4, invites: 1 })
  })

  it('are not found by the address of somebody whom they invited', async () => {
    const found = await rowsFor('beside-guest', 'guest3@mail.example')
    expect(found).toEqual({ users: 0, user_emails: 0, topics: 0, posts: 0, invites: 1 })
  })

  it('are to be confirmed where rows name them and have an address of their own', async () => {
    const { toConfirm } = await draft(
      'apart',
      `create table customers (id integer primary key, name text, email text);
       create table customer_places (id integer primary key, customer_id integer references customers (id), full_name text, phone text);`,
      {
        customers: rows(12, (i) => [i, '山田 太郎', `c${i}@mail.example`]),
        customer_places: rows(12, (i) => [i, i, '山田 花子', `090-1234-00${10 + i}`]),
      },
    )
    expect(toConfirm.filter(({ why }) => why === 'apart')).toMatchObject([
      { collection: 'customer_places', field: 'customer_id', en: expect.stringContaining('customers.id') },
    ])
  })
})

describe('a key that several tables call the same', () => {
  it('leads to none of them but the one whose name a table bears', async () => {
    const { inferred } = await draft(
      'magento',
      `create table customer_entity (entity_id integer primary key, email text);
       create table quote (entity_id integer primary key, customer_id integer, customer_email text);
       create table customer_entity_text (value_id integer primary key, entity_id integer, value text);`,
      {
        customer_entity: rows(12, (i) => [i, `c${i}@mail.example`]),
        quote: rows(12, (i) => [i, 13 - i, `c${13 - i}@mail.example`]),
        customer_entity_text: rows(12, (i) => [i, i, 'x']),
      },
    )
    expect(inferred.map(({ from, columns, to }) => [from, columns[0], to])).toContainEqual([
      'customer_entity_text',
      'entity_id',
      'customer_entity',
    ])
    expect(
      inferred.filter(({ from, columns }) => columns[0] === 'entity_id' && from !== 'customer_entity_text'),
    ).toEqual([])
  })
})

describe('logins beside the people whose they are', () => {
  it('are found by them, and not by what somebody else entered', async () => {
    const found = await draft(
      'logins',
      `pragma foreign_keys = off;
       create table wp_partners (id integer primary key, name text, email text, created_by integer references res_users (id));
       create table res_users (id integer primary key, login text, password text, partner_id integer references wp_partners (id));
       create table orders (id integer primary key, partner_id integer references wp_partners (id), created_by integer references res_users (id));
       create table res_posts (id integer primary key, post_author integer, body text);`,
      {
        wp_partners: rows(12, (i) => [i, `山田 太郎`, `person${i}@mail.example`, 1]),
        res_users: rows(12, (i) => [i, `user${i}`, 'x', i]),
        orders: rows(24, (i) => [i, (i % 12) + 1, 1]),
        res_posts: rows(24, (i) => [i, (i % 12) + 1, 'text']),
      },
    )
    const { datasets } = parseDatamaps([{ name: 'm.yml', content: found.yaml }])
    const read = await disclose(datasets, { logins: found.url }, { email: ['person3@mail.example'] })
    expect(read.rows['logins:res_users']).toMatchObject([{ id: 3 }])
    expect(read.rows['logins:wp_partners']).toMatchObject([{ id: 3 }])
    expect(read.rows['logins:orders']).toHaveLength(2)
    expect(found.inferred.map(({ columns, to }) => [columns[0], to])).toContainEqual([
      'post_author',
      'res_users',
    ])
  })
})

describe('a column that names somebody by what they did', () => {
  it('leads to users rather than to accounts, which may be a company’s', async () => {
    const { inferred } = await draft(
      'approvals',
      `create table accounts (id integer primary key, name text);
       create table users (id integer primary key, email text);
       create table orders (id integer primary key, approver_id integer, account_id integer);`,
      {
        accounts: rows(12, (i) => [i, `Team ${i}`]),
        users: rows(12, (i) => [i, `u${i}@mail.example`]),
        orders: rows(20, (i) => [i, (i % 9) + 1, (i % 12) + 1]),
      },
    )
    expect(Object.fromEntries(inferred.map(({ columns, to }) => [columns[0], to]))).toEqual({
      approver_id: 'users',
      account_id: 'accounts',
    })
  })
})

describe('a structured column', () => {
  it('whose keys are people’s names gives none of them away', async () => {
    const row = JSON.stringify({ 佐藤: '090-0000-0001', 鈴木: '090-0000-0002', 高橋: '090-0000-0003' })
    const { yaml, toConfirm } = await draft(
      'shifts',
      `create table rota (id integer primary key, day text, phones text);
       ${Array.from({ length: 12 }, (_, at) => `insert into rota values (${at}, '2026-11-0${at % 9}', '${row}');`).join('\n')}`,
    )
    for (const name of ['佐藤', '鈴木', '高橋']) expect(yaml + JSON.stringify(toConfirm)).not.toContain(name)
    expect(yaml).toContain('user.contact.phone_number')
  })
})

describe('what was sampled', () => {
  const secret = [
    '1234 5678 9018',
    '123456789018',
    'zelda.secret@mail.example',
    '秘密 花子',
    '4242424242424242',
  ]
  const schema =
    'create table members (id integer primary key, my_number text, mail text, shimei text, card text, memo text)'
  const data = {
    members: rows(20, (i) => [i, ...secret.slice(1), `${secret[0]} 秘密 花子 has diabetes ${i}`]),
  }

  it('stands in no part of a draft and is written nowhere', async () => {
    const written: unknown[] = []
    const spies = (['log', 'info', 'warn', 'error', 'debug'] as const).map((name) =>
      vi.spyOn(console, name).mockImplementation((...words) => void written.push(words)),
    )
    const out = vi.spyOn(process.stdout, 'write').mockImplementation((text) => Boolean(written.push(text)))
    const err = vi.spyOn(process.stderr, 'write').mockImplementation((text) => Boolean(written.push(text)))
    const found = await draft('secret', schema, data).finally(() => {
      for (const spy of [...spies, out, err]) spy.mockRestore()
    })
    const all = JSON.stringify([written, found])
    for (const value of secret) expect(all).not.toContain(value)
    expect(found.field('members', 'my_number')?.categories).toEqual([
      'user.government_id.national_identification_number',
    ])
  })

  it('stands in no failure', async () => {
    const failing =
      "create table t (id integer primary key, mail text); create view v as select mail, abs(json_extract(mail, '$')) from t"
    const found = await draft('failing', failing, { t: [[1, 'zelda.secret@mail.example']] })
    expect(JSON.stringify(found)).not.toContain('zelda')
    expect(found.toConfirm.map(({ why, collection }) => [why, collection])).toContainEqual([
      'not-sampled',
      'v',
    ])
  })
})
