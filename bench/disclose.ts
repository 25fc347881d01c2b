// SPDX-License-Identifier: Apache-2.0
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { parseDatamaps } from '@yakusoku/core/datamap'
import { disclose } from '../server/src/connectors/index.ts'
import { startEmbedded } from '../server/src/database/index.ts'
import { median, type Measure } from './measure.ts'

/** Persons in each database; with visits and orders, requests and logins that makes 5 M rows in each. */
const PERSONS = 500_000

const postgresSql = [
  `create table customer (id int primary key, email text, name text, address_id int)`,
  `create table address (id int primary key, city text, street text)`,
  `create table orders (id int primary key, customer_id int, total numeric(10,2), placed timestamptz)`,
  `create table order_item (order_id int, line int, product text, quantity int, primary key (order_id, line))`,
  `insert into customer select i, 'person' || i || '@example.com', 'Person ' || i, i from generate_series(1, ${PERSONS}) i`,
  `insert into address select i, 'City ' || i % 1000, 'Street ' || i from generate_series(1, ${PERSONS}) i`,
  `insert into orders select i, 1 + i % ${PERSONS}, i % 10000, timestamptz '2020-01-01 00:00+00' + i * interval '1 second'
     from generate_series(1, ${PERSONS * 3}) i`,
  `insert into order_item select 1 + i % ${PERSONS * 3}, i / ${PERSONS * 3}, 'Product ' || i % 500, 1 + i % 5
     from generate_series(0, ${PERSONS * 5 - 1}) i`,
  `create index on customer (email)`,
  `create index on orders (customer_id)`,
  `analyze`,
]

const sqliteSql = `
  pragma journal_mode = off; pragma synchronous = off; pragma cache_size = -65536;
  create table member (id integer primary key, mail text, customer_no integer, nickname text);
  create table login (id integer primary key, member_id integer, ip text, at text);
  create table ticket (id integer primary key, customer_no integer, subject text);
  begin;
  insert into member with recursive n(i) as (select 1 union all select i + 1 from n where i < ${PERSONS})
    select i, 'person' || i || '@example.com', i, 'nick' || i from n;
  insert into login with recursive n(i) as (select 1 union all select i + 1 from n where i < ${PERSONS * 7})
    select i, 1 + i % ${PERSONS}, '10.0.' || i % 256 || '.1', '2024-01-01 00:00:00' from n;
  insert into ticket with recursive n(i) as (select 1 union all select i + 1 from n where i < ${PERSONS * 2})
    select i, 1 + i % ${PERSONS}, 'Subject ' || i from n;
  commit;
  create index member_mail on member (mail);
  create index login_member on login (member_id);
  create index ticket_customer on ticket (customer_no);`

const maps = `
dataset:
  - fides_key: shop
    collections:
      - name: customer
        fields:
          - {name: id}
          - {name: email, data_categories: [user.contact.email], fides_meta: {identity: email, data_type: string}}
          - {name: name, data_categories: [user.name]}
          - {name: address_id, fides_meta: {references: [{dataset: shop, field: address.id, direction: to}]}}
      - name: address
        fields: [{name: id}, {name: city}, {name: street}]
      - name: orders
        fields:
          - {name: id}
          - {name: customer_id, fides_meta: {references: [{dataset: shop, field: customer.id, direction: from}]}}
          - {name: total}
          - {name: placed}
      - name: order_item
        fields:
          - {name: order_id, fides_meta: {references: [{dataset: shop, field: orders.id, direction: from}]}}
          - {name: line}
          - {name: product}
          - {name: quantity}
  - fides_key: site
    collections:
      - name: member
        fields:
          - {name: id}
          - {name: mail, fides_meta: {identity: email, data_type: string}}
          - {name: nickname}
      - name: login
        fields:
          - {name: id}
          - {name: member_id, fides_meta: {references: [{dataset: site, field: member.id, direction: from}]}}
          - {name: ip}
          - {name: at}
      - name: ticket
        fields:
          - {name: id}
          - {name: customer_no, fides_meta: {references: [{dataset: shop, field: customer.id, direction: from}]}}
          - {name: subject}
`

const build = async (postgres: string, sqlite: string): Promise<void> => {
  const client = new pg.Client({ connectionString: postgres })
  await client.connect()
  for (const sql of postgresSql) await client.query(sql)
  await client.end()
  const database = new DatabaseSync(sqlite)
  database.exec(sqliteSql)
  database.close()
}

/** What somebody would write who knows both schemas: one statement a table, both databases at once. */
const byHand = async (client: pg.Client, database: DatabaseSync, email: string): Promise<number> => {
  const customers = (
    await client.query('select id, email, name, address_id from customer where email = $1', [email])
  ).rows
  const ids = customers.map((c: { id: number }) => c.id)
  const members = database.prepare('select id, mail, nickname from member where mail = ?').all(email)
  const logins = members.flatMap((m) =>
    database.prepare('select id, member_id, ip, at from login where member_id = ?').all(m['id'] ?? null),
  )
  const addresses = await client.query('select id, city, street from address where id = any ($1)', [
    customers.map((c: { address_id: number }) => c.address_id),
  ])
  const orders = (
    await client.query('select id, customer_id, total, placed from orders where customer_id = any ($1)', [
      ids,
    ])
  ).rows
  const items = await client.query(
    'select order_id, line, product, quantity from order_item where order_id = any ($1)',
    [orders.map((o: { id: number }) => o.id)],
  )
  const tickets = ids.flatMap((id) =>
    database.prepare('select id, customer_no, subject from ticket where customer_no = ?').all(id),
  )
  return (
    customers.length +
    members.length +
    logins.length +
    addresses.rows.length +
    orders.length +
    items.rows.length +
    tickets.length
  )
}

const connectedByHand = async (postgres: string, sqlite: string, email: string): Promise<number> => {
  const client = new pg.Client({ connectionString: postgres })
  await client.connect()
  const database = new DatabaseSync(sqlite, { readOnly: true })
  const rows = await byHand(client, database, email)
  database.close()
  await client.end()
  return rows
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

const measure = async (postgres: string, sqlite: string): Promise<Measure[]> => {
  const { datasets } = parseDatamaps([{ name: 'bench.yml', content: maps }])
  const urls = { shop: postgres, site: `sqlite:${sqlite}` }
  const times: Record<'ours' | 'hand', number[]> = { ours: [], hand: [] }
  let [queries, catalogue] = [0, 0]
  const timed = async (into: number[], run: () => Promise<number>): Promise<number> => {
    const begin = performance.now()
    const rows = await run()
    into.push(performance.now() - begin)
    return rows
  }
  const byMap = async (email: string): Promise<number> => {
    const result = await disclose(datasets, urls, { email: [email] })
    queries = sum(result.sources.map((s) => s.queries))
    catalogue += sum(result.sources.map((s) => s.catalogueQueries))
    return sum(Object.values(result.rows).map((rows) => rows.length))
  }
  for (let i = 0; i < 60; i++) {
    const email = `person${1 + ((i * 7919) % PERSONS)}@example.com`
    const ours = () => timed(times.ours, () => byMap(email))
    const hand = () => timed(times.hand, () => connectedByHand(postgres, sqlite, email))
    // In turns, so that neither finds the pages warm more often than the other.
    const [a, b] = i % 2 ? [await ours(), await hand()] : [await hand(), await ours()]
    if (a !== b) throw new Error(`the rows differ: ${a} and ${b}`)
  }
  const [ours, beside] = [median(times.ours), median(times.hand)]
  const first = times.ours[0]?.toFixed(0)
  return [
    {
      name: 'disclosure of one person, two databases, 10 M rows',
      ours,
      beside,
      ratio: ours / beside,
      goal: 1.3,
      unit: 'ms, connecting included',
      note: `${queries} queries, 7 by hand; the catalogue is read once in 5 minutes: first disclosure ${first} ms with its ${catalogue} queries`,
    },
  ]
}

/** Builds two databases of 5 M rows each, measures, and removes them. */
export const bench = async (): Promise<Measure[]> => {
  const folder = mkdtempSync(join(tmpdir(), 'yakusoku-bench-'))
  chmodSync(folder, 0o755)
  const embedded = await startEmbedded(join(folder, 'pg'), { fsync: 'off', max_wal_size: '2GB' })
  try {
    const sqlite = join(folder, 'site.db')
    await build(embedded.url, sqlite)
    return await measure(embedded.url, sqlite)
  } finally {
    await embedded.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

if (import.meta.main)
  for (const { name, ours, beside, ratio, goal, unit, note } of await bench())
    console.log(
      `${name}: ${ours.toFixed(2)} against ${beside.toFixed(2)} ${unit}; ratio ${ratio.toFixed(2)} (goal at most ${goal}); ${note}`,
    )
