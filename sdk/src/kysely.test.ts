// SPDX-License-Identifier: Apache-2.0
import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import { Kysely, sql, SqliteDialect, CompiledQuery, type SqliteDatabase } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { EUROPE, HOME, NUMBERS, SHOP } from '../../core/src/gate/sample.case.ts'
import { follow } from './follow.ts'
import type { Gate } from './gate.ts'
import { onlyNeeded } from './kysely.ts'
import type { LeftOut } from './masking.ts'
import { FakeServer, TOKEN } from './server.case.ts'

interface Shop {
  customers: { id: string; email: string; note: string | null }
  orders: { number: number; customer: string | null; item: string; product: string }
  products: { code: string; name: string }
  staff: { id: string; salary: number }
}

/** Node's own SQLite in the shape that Kysely knows. */
function sqlite(): SqliteDatabase {
  const database = new DatabaseSync(':memory:')
  return {
    close: () => database.close(),
    prepare: (text) => {
      const statement = database.prepare(text)
      const given = (values: readonly unknown[]) => values as SQLInputValue[]
      return {
        reader: statement.columns().length > 0,
        all: (values) => statement.all(...given(values)),
        run: (values) => statement.run(...given(values)),
        iterate: (values) => statement.iterate(...given(values)),
      }
    },
  }
}

const clerk = { id: 'desk', roles: ['clerk'] }
let server: FakeServer
let gate: Gate
let plain: Kysely<Shop>
let db: Kysely<Shop>
let left: LeftOut[] = []

beforeAll(async () => {
  server = await new FakeServer(SHOP, [HOME, EUROPE, NUMBERS]).start()
  server.person('hana', {})
  server.person('ren', { restricted: ['contact'] })
  server.person('7', { restricted: ['orders'] })
  gate = await follow({ url: server.url, organisation: 'shop', token: TOKEN })
  plain = new Kysely<Shop>({ dialect: new SqliteDialect({ database: sqlite() }) })
  for (const statement of [
    'create table customers (id text primary key, email text, note text)',
    'create table orders (number integer primary key, customer text, item text, product text)',
    'create table products (code text primary key, name text)',
    'create table staff (id text, salary integer)',
    `insert into customers values ('hana', 'hana@example.com', 'calls'), ('ren', 'ren@example.com', null), ('7', 'seven@example.com', null)`,
    `insert into orders values (1, 'hana', 'tea', 'T'), (2, 'ren', 'rice', 'R'), (3, '7', 'salt', 'T'), (4, null, 'found', 'T')`,
    `insert into products values ('T', 'Tea'), ('R', 'Rice')`,
  ])
    await sql.raw(statement).execute(plain)
  db = plain.withPlugin(
    onlyNeeded<Shop>(gate, {
      question: { act: 'use', actor: clerk, purpose: 'delivery' },
      tables: {
        customers: { person: 'id', fields: { id: null, email: 'contact' } },
        orders: { person: 'customer', fields: { number: null, item: 'orders', product: null } },
        products: null,
      },
      onLeft: (out) => (left = out),
    }),
  )
})

afterAll(async () => {
  await plain.destroy()
  await gate.close()
  await server.stop()
})

describe('what a query gives', () => {
  it('is masked by table, column and person', async () => {
    expect(await db.selectFrom('customers').selectAll().orderBy('id', 'desc').execute()).toEqual([
      { id: 'ren' },
      { id: 'hana', email: 'hana@example.com' },
      { id: '7', email: 'seven@example.com' },
    ])
    expect(left.map(({ field, reason, rows }) => [field, reason, rows])).toEqual([
      ['customers.email', 'restricted', 1],
      ['customers.note', 'undeclared', 3],
    ])
  })

  it('needs no column of the person: it is added, and taken away again', async () => {
    expect(await db.selectFrom('customers').select('email').orderBy('id').execute()).toEqual([
      { email: 'seven@example.com' },
      { email: 'hana@example.com' },
      {},
    ])
    expect(await db.selectFrom('orders').select(['item as what']).orderBy('number').execute()).toEqual([
      { what: 'tea' },
      { what: 'rice' },
      {},
      { what: 'found' },
    ])
  })

  it('is told apart in joins, each value by the person of its own table', async () => {
    const rows = await db
      .selectFrom('orders as o')
      .leftJoin('customers as c', 'c.id', 'o.customer')
      .innerJoin('products', 'products.code', 'o.product')
      .select(['o.number', 'o.item', 'c.email as to', 'products.name'])
      .orderBy('o.number')
      .execute()
    expect(rows).toEqual([
      { number: 1, item: 'tea', to: 'hana@example.com', name: 'Tea' },
      { number: 2, item: 'rice', name: 'Rice' },
      { number: 3, to: 'seven@example.com', name: 'Tea' },
      { number: 4, item: 'found', to: null, name: 'Tea' },
    ])
    const star = db.selectFrom('orders').innerJoin('customers', 'customers.id', 'orders.customer')
    expect(await star.selectAll('customers').orderBy('number').execute()).toEqual([
      { id: 'hana', email: 'hana@example.com' },
      { id: 'ren' },
      { id: '7', email: 'seven@example.com' },
    ])
  })

  it('may come from a change, from a stream and from groups that hold the person', async () => {
    const changed = db.updateTable('customers').set({ note: 'x' }).where('id', '=', 'ren')
    expect(await changed.returning(['id', 'email']).executeTakeFirst()).toEqual({ id: 'ren' })
    const made = db.insertInto('customers').values({ id: 'ren2', email: 'r@example.com', note: null })
    expect(await made.returningAll().execute()).toEqual([{ id: 'ren2', email: 'r@example.com' }])
    expect(await db.deleteFrom('customers').where('id', '=', 'ren2').executeTakeFirst()).toMatchObject({
      numDeletedRows: 1n,
    })
    const streamed: unknown[] = []
    for await (const row of db.selectFrom('customers').select('email').where('id', '=', 'ren').stream())
      streamed.push(row)
    expect(streamed).toEqual([{}])
    const grouped = db.selectFrom('customers').select(['id', 'email']).groupBy(['id', 'email']).orderBy('id')
    expect((await grouped.execute()).at(-1)).toEqual({ id: 'ren' })
    expect(await db.selectFrom('products').select('name').distinct().execute()).toHaveLength(2)
  })

  it('is masked by its own query, where several are built from the same beginning', async () => {
    const [customers, everybody] = [
      db.selectFrom('customers').where('id', '=', 'ren'),
      db.selectFrom('customers'),
    ]
    const told = await Promise.all([
      customers.select('email').execute(),
      customers.select('id as who').execute(),
      customers.selectAll().execute(),
      everybody
        .innerJoin('orders', 'customer', 'customers.id')
        .select(['customers.id', 'orders.item'])
        .execute(),
      everybody.select('email').where('id', '=', 'ren').execute(),
    ])
    expect(told.slice(0, 3)).toEqual([[{}], [{ who: 'ren' }], [{ id: 'ren' }]])
    expect(told[3]).toContainEqual({ id: '7' })
    expect(told[4]).toEqual([{}])
    const [email, who] = [customers.select('email as value'), customers.select('id as value')]
    for (const each of [email, who, email])
      expect(await Promise.all([each.execute(), who.execute(), email.execute()])).toEqual(
        [each, who, email].map((one) => [one === who ? { value: 'ren' } : {}]),
      )
    const products = db.selectFrom('products').where('code', '=', 'T').distinct()
    expect(await products.select('name as value').execute()).toEqual([{ value: 'Tea' }])
    expect(await products.select('code as value').execute()).toEqual([{ value: 'T' }])
  })

  it('may be filtered by what it does not give', async () => {
    const found = db
      .selectFrom('customers')
      .select('email')
      .where('id', 'in', (eb) => eb.selectFrom('orders').select('customer').where('item', '=', 'tea'))
    expect(await found.execute()).toEqual([{ email: 'hana@example.com' }])
  })
})

describe('a query whose result cannot be told apart', () => {
  const clear = { code: 'query.not-attributable', remedy: { ja: /\S/, en: /\S/ } }
  const cases: [string, () => Promise<unknown>][] = [
    ['raw SQL', () => sql`select email from customers`.execute(db)],
    [
      'a raw column',
      () =>
        db
          .selectFrom('customers')
          .select(sql<string>`email`.as('x'))
          .execute(),
    ],
    [
      'a function',
      () =>
        db
          .selectFrom('customers')
          .select((eb) => eb.fn.max('email').as('x'))
          .execute(),
    ],
    [
      'a subquery as a column',
      () =>
        db
          .selectFrom('products')
          .select((eb) => eb.selectFrom('customers').select('email').limit(1).as('name'))
          .execute(),
    ],
    [
      'a subquery as a table',
      () =>
        db
          .selectFrom((eb) => eb.selectFrom('customers').select('email').as('products'))
          .select('products.email')
          .execute(),
    ],
    [
      'with',
      () =>
        db
          .with('products', (eb) => eb.selectFrom('customers').select('email as name'))
          .selectFrom('products')
          .select('name')
          .execute(),
    ],
    [
      'a union',
      () =>
        plain
          .withPlugin(db.getExecutor().plugins[0]!)
          .selectFrom('products')
          .select('name')
          .union((eb) => eb.selectFrom('customers').select('email as name'))
          .execute(),
    ],
    [
      'a union in raw SQL',
      () =>
        db
          .selectFrom('customers')
          .select('email')
          .modifyEnd(sql`union select note, 'hana' from customers`)
          .execute(),
    ],
    [
      'more columns in raw SQL',
      () =>
        db
          .selectFrom('customers')
          .select('email')
          .modifyFront(sql`note as email,`)
          .execute(),
    ],
    [
      '* of several tables',
      () => db.selectFrom('orders').innerJoin('products', 'code', 'product').selectAll().execute(),
    ],
    ['* beside another name', () => db.selectFrom('customers').select('id as note').selectAll().execute()],
    [
      'two columns of one name',
      () =>
        db
          .selectFrom('customers')
          .innerJoin('products', 'code', 'id')
          .select(['customers.email', 'products.name as email'])
          .execute(),
    ],
    [
      'two columns of a table under one name',
      () => db.selectFrom('customers').select(['email as x', 'id as x']).execute(),
    ],
    [
      'a column of two tables under one name',
      () =>
        db
          .selectFrom('customers as a')
          .innerJoin('customers as b', (on) => on.onTrue())
          .select(['a.email', 'b.email'])
          .execute(),
    ],
    [
      '* of one table and of another',
      () =>
        db
          .selectFrom('orders')
          .innerJoin('products', 'code', 'product')
          .selectAll('orders')
          .selectAll('products')
          .execute(),
    ],
    [
      'distinct values with the person of another table',
      () =>
        db
          .selectFrom('customers as a')
          .innerJoin('customers as b', (on) => on.onTrue())
          .select(['a.email', 'b.id'])
          .distinct()
          .execute(),
    ],
    [
      'a column of no table among several',
      () => db.selectFrom('customers').innerJoin('products', 'code', 'id').select('name').execute(),
    ],
    [
      'distinct values without their person',
      () => db.selectFrom('customers').select('email').distinct().execute(),
    ],
    [
      'groups without their person',
      () => db.selectFrom('customers').select('email').groupBy('email').execute(),
    ],
    [
      'a query that was built elsewhere',
      () => db.executeQuery(CompiledQuery.raw('select email from customers')),
    ],
    [
      'a query that was compiled without the plugin',
      () => db.executeQuery(plain.selectFrom('customers').select('email').compile()),
    ],
  ]

  it.each(cases)('is refused: %s', async (_, run) => {
    await expect(Promise.resolve().then(run)).rejects.toMatchObject({
      code: clear.code,
      remedy: { ja: expect.stringMatching(/\S/) as string, en: expect.stringMatching(/\S/) as string },
    })
  })

  it('is refused where a table or a column is not declared', async () => {
    const staff = Promise.resolve().then(() => db.selectFrom('staff').selectAll().execute())
    await expect(staff).rejects.toMatchObject({ code: 'query.undeclared-table' })
    const elsewhere = Promise.resolve().then(() =>
      db.withSchema('temp').selectFrom('customers').selectAll().execute(),
    )
    await expect(elsewhere).rejects.toMatchObject({ code: 'query.undeclared-table' })
    const note = Promise.resolve().then(() => db.selectFrom('customers').select('note').execute())
    await expect(note).rejects.toMatchObject({ code: 'query.undeclared-column' })
  })

  it('runs all the same without the plugin, when somebody says so', async () => {
    const count = db
      .withoutPlugins()
      .selectFrom('customers')
      .select((eb) => eb.fn.countAll().as('n'))
    expect(await count.executeTakeFirst()).toEqual({ n: 3 })
  })
})

describe('a gate that is behind', () => {
  it('gives nothing', async () => {
    const behind = await follow({ url: server.url, organisation: 'shop', token: TOKEN, limit: 60_000 })
    const tables = { customers: { person: 'id', fields: { email: 'contact' } } } as const
    const plugin = onlyNeeded<Shop>(behind, {
      question: { act: 'use', actor: clerk, purpose: 'delivery' },
      tables,
    })
    await behind.close()
    await expect(
      plain.withPlugin(plugin).selectFrom('customers').select('email').execute(),
    ).rejects.toMatchObject({
      code: 'gate.closed',
    })
  })
})
