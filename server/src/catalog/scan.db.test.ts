// SPDX-License-Identifier: Apache-2.0
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { EnrolledOperator } from '../../../tests/support/accounts.ts'
import { home, testApplication, type TestApplication } from '../../../tests/support/application.ts'
import { whyNot } from '../../../tests/support/available.ts'
import { testDatabase } from '../../../tests/support/database.ts'
import { startMariadb } from '../../../tests/connectors/mariadb.ts'
import { system } from '../ledger/index.ts'
import type { Drift, SystemView } from './contract.ts'

let world: TestApplication
let engineer: EnrolledOperator

const base = `/api/organisations/${home}/catalog`
const get = async <Body>(path: string): Promise<Body> => {
  const reply = await engineer.browser.get(`${base}/${path}`)
  expect(reply.status, reply.raw).toBe(200)
  return reply.body as Body
}
const drift = (key: string, state: Drift['state'] = 'open') =>
  get<Drift[]>(`drift?source=${key}&state=${state}`)
const byCode = (a: string | null, b: string | null) => (String(a) < String(b) ? -1 : 1)
const names = (found: readonly Drift[], kind: Drift['kind']) =>
  found
    .filter((one) => one.kind === kind)
    .map(({ collection, field }) => (field === null ? collection : `${collection}.${field}`))
    .toSorted(byCode)
const standing = async (key: string) => (await get<SystemView[]>('systems')).find((one) => one.key === key)

async function scan(source: string): Promise<SystemView> {
  expect((await engineer.browser.post(`${base}/scans`, { source })).status).toBe(202)
  return ended(source)
}
const ended = (source: string): Promise<SystemView> =>
  vi.waitFor(
    async () => {
      const found = await standing(source)
      if (found?.scan?.state === 'done' || found?.scan?.state === 'failed') return found
      throw new Error(`still ${found?.scan?.state}`)
    },
    { timeout: 30_000, interval: 100 },
  )

const mapOf = (key: string, table: string, fields: readonly (readonly [string, string?])[]) => `dataset:
- fides_key: ${key}
  collections:
  - name: ${table}
    fields:
${fields
  .map(([name, category]) => {
    const identity = category === 'user.contact.email' ? ', fides_meta: { identity: email }' : ''
    return `    - { name: ${name}${category ? `, data_categories: [${category}]` : ''}${identity} }`
  })
  .join('\n')}
`
const members = (key: string) =>
  mapOf(key, 'members', [['id'], ['shimei', 'user.name'], ['email', 'user.contact.email']])

async function postgres(sql: string): Promise<{ url: string; client: pg.Client }> {
  const { url } = await testDatabase('empty')
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(sql)
  return { url, client }
}

beforeAll(async () => {
  world = await testApplication()
  engineer = await world.operator('engineer', 'engineer')
})
afterAll(() => world.close())

const missing = whyNot('mariadbd')
describe('a scan of MariaDB', () => {
  it('finds drift as in any other database, and tells tables that may no longer be read', async ({
    skip,
  }) => {
    if (missing) return skip(missing)
    const server = await startMariadb()
    try {
      await server.run(`create database crm character set utf8mb4; use crm;
        create table members (id int auto_increment primary key, shimei varchar(40), email varchar(80), birth_date date);
        create table calls (id int auto_increment primary key, member_id int, memo text,
          foreign key (member_id) references members (id));
        create table 旧会員 (番号 int primary key, 氏名 varchar(40), 携帯電話 varchar(20));
        insert into members (shimei, email, birth_date) values ('松風 梢', 'kozue@matsukaze.example.jp', '1971-02-03'),
          ('松風 樹', 'itsuki@matsukaze.example.jp', '1988-11-30');
        insert into calls (member_id, memo) values (1, '持病で通院しているため、午後の訪問を希望されました。'), (2, '担当を替えてほしいとのこと。');
        insert into 旧会員 values (1, '松風 梢', '090-0000-0001');
        create user reader@localhost identified by 'let me in'; grant select on crm.* to reader@localhost;`)
      const url = `mysql://reader:let%20me%20in@localhost/crm?socketPath=${encodeURIComponent(server.socket)}`
      await world.app.catalog.connect(home, system, { key: 'crm', url, map: members('crm') })
      expect(await scan('crm')).toMatchObject({ engine: 'mysql', tables: 3, scan: { state: 'done' } })
      const found = await drift('crm')
      expect(names(found, 'unmapped-table')).toEqual(['calls', '旧会員'])
      expect(names(found, 'unmapped-column')).toContain('members.birth_date')
      const act = await engineer.browser.post(`${base}/drift/decisions`, {
        drifts: found.filter(({ kind }) => kind === 'unmapped-table').map(({ id }) => id),
        kind: 'accept',
      })
      expect(act.status, act.raw).toBe(201)
      expect(names(await drift('crm'), 'unmapped-table')).toEqual([])
      await server.run(`revoke select on crm.* from reader@localhost; grant select on crm.members to reader@localhost;
        flush privileges;`)
      expect(await scan('crm')).toMatchObject({ tables: 1, scan: { state: 'done' } })
      const gone = (await drift('crm')).filter(({ kind }) => kind === 'table-gone')
      expect(gone.map(({ collection }) => collection).toSorted(byCode)).toEqual(['calls', '旧会員'])
      expect(gone[0]?.why.ja).toContain('権限')
      const before = (await drift('crm')).map(({ id }) => id)
      await server.run('revoke select on crm.members from reader@localhost; flush privileges;')
      const blind = await scan('crm')
      expect(blind.scan?.state).toBe('failed')
      expect(['forbidden', 'refused']).toContain(blind.scan?.reason)
      expect((await drift('crm')).map(({ id }) => id)).toEqual(before)
    } finally {
      await server.stop()
    }
    return undefined
  }, 60_000)
})

describe('a scan', () => {
  it('does not call gone what waits for a decision when another sample does not show it', async () => {
    const { url, client } = await postgres(`
      create table members (id int primary key, shimei text, email text, memo text);
      insert into members values (1, '松風 梢', 'kozue@matsukaze.example.jp', '持病で通院しています。');`)
    const map = mapOf('notes', 'members', [
      ['id'],
      ['shimei', 'user.name'],
      ['email', 'user.contact.email'],
      ['memo', 'user.content'],
    ])
    await world.app.catalog.connect(home, system, { key: 'notes', url, map })
    await scan('notes')
    const [first] = (await drift('notes')).filter(({ kind }) => kind === 'free-text') as [Drift]
    await client.query(`insert into members select i, '松風 ' || i, i || '@matsukaze.example.jp', '特になし'
      from generate_series(2, 20000) i; analyze members`)
    await scan('notes')
    expect((await drift('notes')).map(({ id }) => id)).toContain(first.id)
    await client.query(
      `update members set memo = '特になし'; delete from members where id > 100; analyze members`,
    )
    await scan('notes')
    expect((await drift('notes')).map(({ id }) => id)).not.toContain(first.id)
    await client.end()
  })

  it('begins anew when the address was changed while it read', async () => {
    const old = await postgres('create table members (id int primary key, shimei text, email text)')
    const fresh = await postgres(`create table members (id int primary key, shimei text, email text);
      create table weather (id int primary key, celsius numeric)`)
    const source = { key: 'moving', map: members('moving') }
    await world.app.catalog.connect(home, system, { ...source, url: old.url })
    await old.client.query('begin; lock table members in access exclusive mode')
    expect((await engineer.browser.post(`${base}/scans`, { source: 'moving' })).status).toBe(202)
    await vi.waitFor(async () => expect((await standing('moving'))?.scan?.state).toBe('reading'), {
      timeout: 20_000,
      interval: 50,
    })
    await world.app.catalog.connect(home, system, { ...source, url: fresh.url })
    await old.client.query('rollback')
    expect(await ended('moving')).toMatchObject({ tables: 2, scan: { state: 'done' } })
    await Promise.all([old.client.end(), fresh.client.end()])
  })

  it('takes in a database of 150 tables, and its drift at once', async () => {
    const table = (n: number) =>
      n % 10 === 0
        ? `create table contact_${n} (id int primary key, email text, shimei text, note text);
           insert into contact_${n} select i, 'p' || i || '@hinoki.example.jp', '檜 一', '' from generate_series(1, 20) i;`
        : `create table part_${n} (a int, b int, above int, ${Array.from({ length: 12 }, (_, c) => `c${c} text`).join(', ')},
             primary key (a, b), foreign key (above, b) references part_${n} (a, b));
           insert into part_${n} select i, 1, null from generate_series(1, 20) i;`
    const { url, client } = await postgres(
      `create table members (id int primary key, shimei text, email text);
       ${Array.from({ length: 149 }, (_, at) => table(at + 1)).join('\n')}
       alter table part_1 add constraint round foreign key (above, b) references part_2 (a, b);
       alter table part_2 add constraint trip foreign key (above, b) references part_1 (a, b);`,
    )
    await client.end()
    await world.app.catalog.connect(home, system, { key: 'large', url, map: members('large') })
    expect(await scan('large')).toMatchObject({ tables: 150, scan: { state: 'done' } })
    const found = (await drift('large')).filter(({ kind }) => kind === 'unmapped-table')
    expect(found.map(({ collection }) => collection).toSorted(byCode)).toEqual(
      Array.from({ length: 14 }, (_, at) => `contact_${(at + 1) * 10}`).toSorted(byCode),
    )
    const reply = await engineer.browser.post(`${base}/drift/decisions`, {
      drifts: found.map(({ id }) => id),
      kind: 'accept',
    })
    expect(reply.status, reply.raw).toBe(201)
    expect(names(await drift('large'), 'unmapped-table')).toEqual([])
    expect((await standing('large'))?.collections).toBe(15)
    const undone = await engineer.browser.call(
      'DELETE',
      `${base}/drift/decisions/${String(reply.body['act'])}`,
    )
    expect(undone.status).toBe(204)
    expect(names(await drift('large'), 'unmapped-table')).toHaveLength(14)
  })
})
