// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseDatamaps, planReads } from '@yakusoku/core/datamap'
import { Command } from 'commander'
import { draftMap } from '../catalog/index.ts'
import { describeUrl, openConnector } from '../connectors/index.ts'
import { registerDisclose } from './disclose.ts'
import { keyFrom } from './map.ts'

let folder = ''
const at = (name: string) => join(folder, name)

const schema = `pragma foreign_keys = off;
create table customer (customer_id integer primary key, first_name varchar(40), email varchar(60), support_rep_id integer references employee (employee_id));
create table employee (employee_id integer primary key, last_name varchar(20), email varchar(60), reports_to integer references employee (employee_id));
create table invoice (invoice_id integer primary key, customer_id integer references customer (customer_id), total decimal(10,2));
create table invoice_line (invoice_id integer references invoice (invoice_id), line_no integer, track_id integer references track (track_id), primary key (invoice_id, line_no));
create table line_return (return_id integer primary key, inv integer, ln integer, foreign key (inv, ln) references invoice_line (invoice_id, line_no));
create table track (track_id integer primary key, name varchar(200));
create table chart (place integer primary key, track_id integer references track (track_id));
create table audit (id integer primary key, client_ip varchar(40));
insert into employee values (1, '上司', 'boss@corp.example', null), (2, '担当', 'rep@corp.example', 1);
insert into customer values (1, '花子', 'hanako@mail.example', 2), (2, '太郎', 'taro@mail.example', 2);
insert into invoice values (1, 1, 3.5), (2, 2, 4.5);
insert into invoice_line values (1, 1, 1), (1, 2, 2), (2, 1, 1), (2, 2, 3);
insert into line_return values (1, 1, 2), (2, 2, 1), (3, 2, 2);
insert into track values (1, 'one'), (2, 'two'), (3, '=cmd');
insert into audit values (1, '10.0.0.1');`

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'yakusoku-cli-'))
  const database = new DatabaseSync(at('shop.db'))
  database.exec(schema)
  database.close()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** The command as a person starts it, without what the rest of the command line loads. */
const program = `
import { Command } from 'commander'
import { registerDisclose } from ${JSON.stringify(new URL('./disclose.ts', import.meta.url).href)}
const program = new Command('yakusoku')
registerDisclose(program)
await program.parseAsync()`

const run = (...words: string[]) => {
  const here = fileURLToPath(new URL('.', import.meta.url))
  const start = [
    '--disable-warning=ExperimentalWarning',
    '--input-type=module',
    '-e',
    program,
    '--',
    'disclose',
    ...words,
  ]
  const { status, stdout, stderr } = spawnSync(process.execPath, start, {
    cwd: here,
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
  })
  return { status, stdout, stderr }
}

const draft = async (name: string): Promise<string> => {
  const connector = await openConnector(`sqlite:${at('shop.db')}`)
  const { yaml } = await draftMap(connector, { key: 'shop' })
  await connector.close()
  writeFileSync(at(name), yaml)
  return yaml
}

describe('yakusoku map', () => {
  it('names a map after its database, and never takes a part of a password for it', () => {
    const urls = {
      'postgres://u:hunter2@host/shop?sslmode=require': 'shop',
      'postgres:///shop?host=/run/postgresql': 'shop',
      'mysql://h/店 1?socketPath=/a/b': '1',
      'sqlite:/a/b c.sqlite3?x=1': 'b_c',
      'sqlite:x.db': 'x',
      'postgres://u:hunter2@host': 'database',
      'postgres://u:hunter2/hunter2@host': 'database',
      'postgres://u:hunter2?hunter2@host/shop': 'database',
      hunter2: 'database',
    }
    expect(Object.fromEntries(Object.keys(urls).map((url) => [url, keyFrom(url)]))).toEqual(urls)
    for (const url of Object.keys(urls)) expect(describeUrl(url)).not.toContain('hunter2')
  })

  it('drafts a map that reads back without a problem and can be walked', async () => {
    const { datasets, problems } = parseDatamaps([{ name: 'd.yml', content: await draft('d.yml') }])
    expect(problems).toEqual([])
    const { plan, problems: planned } = planReads(datasets, { identities: ['email'] })
    expect(planned).toEqual([])
    expect(plan?.steps.every((step) => !step.circular)).toBe(true)
  })

  it('groups composite keys, stays with one person, and never writes a value down', async () => {
    const yaml = await draft('d.yml')
    const [shop] = parseDatamaps([{ name: 'd.yml', content: yaml }]).datasets
    const named = (name: string) => shop?.collections.find((c) => c.name === name)
    expect(named('line_return')?.groupedInputs.map((g) => g.name)).toEqual(['inv', 'ln'])
    expect(named('customer')?.fields.find((f) => f.name === 'support_rep_id')?.references).toEqual([])
    expect(named('employee')?.fields.find((f) => f.name === 'reports_to')?.references).toEqual([])
    expect(named('audit')?.skipProcessing).toBe(true)
    expect(named('chart')?.fields.find((f) => f.name === 'track_id')?.references).toMatchObject([
      { field: 'track.track_id', direction: 'to' },
    ])
    expect(named('customer')?.fields.find((f) => f.name === 'email')).toMatchObject({
      identity: 'email',
      categories: ['user.contact.email'],
    })
    expect(yaml).not.toMatch(/hanako|花子|10\.0\.0\.1/)
  })
})

describe('yakusoku disclose', { timeout: 60_000 }, () => {
  it('prints the rows of every mapped collection and nothing else', async () => {
    await draft('d.yml')
    const { status, stdout } = run(
      '--map',
      at('d.yml'),
      '--connect',
      `shop=sqlite:${at('shop.db')}`,
      '--identity',
      'email=hanako@mail.example',
      '--json',
    )
    expect(status).toBe(0)
    expect(JSON.parse(stdout)).toEqual({
      rows: {
        'shop:audit': [],
        'shop:chart': [],
        'shop:customer': [
          { customer_id: 1, first_name: '花子', email: 'hanako@mail.example', support_rep_id: 2 },
        ],
        'shop:employee': [],
        'shop:invoice': [{ invoice_id: 1, customer_id: 1, total: 3.5 }],
        'shop:invoice_line': [
          { invoice_id: 1, line_no: 1, track_id: 1 },
          { invoice_id: 1, line_no: 2, track_id: 2 },
        ],
        'shop:line_return': [{ return_id: 1, inv: 1, ln: 2 }],
        'shop:track': [
          { track_id: 1, name: 'one' },
          { track_id: 2, name: 'two' },
        ],
      },
    })
  })

  it('writes a folder that a spreadsheet opens without running anything', async () => {
    await draft('d.yml')
    const { status, stdout } = run(
      '--map',
      at('d.yml'),
      '--connect',
      `shop=sqlite:${at('shop.db')}`,
      '--identity',
      'email=taro@mail.example',
      '--out',
      at('out'),
    )
    expect(status).toBe(0)
    expect(stdout).toMatch(/shop:customer +1/)
    expect(readFileSync(at('out/shop.track.csv'), 'utf8')).toBe("\uFEFFtrack_id,name\r\n1,one\r\n3,'=cmd\r\n")
    expect(JSON.parse(readFileSync(at('out/index.json'), 'utf8'))).toMatchObject({ complete: true })
  })

  it('ends with 1 for a wrong map, 2 for a wrong command line, 3 for a source that is away', async () => {
    const good = ['--connect', `shop=sqlite:${at('shop.db')}`, '--identity', 'email=a@example.com']
    writeFileSync(at('bad.yml'), (await draft('d.yml')).replaceAll('name: first_name', 'name: frist_name'))
    const wrong = run('--map', at('bad.yml'), ...good, '--json')
    expect([wrong.status, wrong.stdout]).toEqual([1, ''])
    expect(wrong.stderr).toMatch(/bad\.yml:\d+:\d+: error \[no-column\].*"first_name"/)
    expect(run('--map', at('d.yml')).status).toBe(2)
    const nowhere = run('--map', at('d.yml'), '--identity', 'email=a@example.com')
    expect([nowhere.status, nowhere.stderr]).toEqual([2, expect.stringContaining('--connect shop=URL')])
    const both = run('--map', at('d.yml'), ...good, '--connect', 'shop=sqlite:other.db')
    expect([both.status, both.stderr]).toEqual([2, expect.stringContaining('--connect shop')])
    expect(run('--map', at('none.yml'), ...good).status).toBe(2)
    expect(run('--map', at('d.yml'), '--connect', 'shop=ftp://x', '--identity', 'email=a').status).toBe(2)
    const away = run(
      '--map',
      at('d.yml'),
      '--connect',
      'shop=postgres://u:hunter2@127.0.0.1:1/d',
      '--identity',
      'email=a',
      '--json',
    )
    expect(away.status).toBe(3)
    expect(
      Object.values((JSON.parse(away.stdout) as { rows: Record<string, unknown[]> }).rows).flat(),
    ).toEqual([])
    expect(away.stderr).not.toContain('hunter2')
  })

  it('does not end with 0 where rows were cut', () => {
    const database = new DatabaseSync(at('large.db'))
    database.exec(`create table a (id integer primary key, mail text); create index a_mail on a (mail);
      insert into a with recursive n (i) as (select 1 union all select i + 1 from n where i <= 200000)
        select i, 'a@example.com' from n`)
    database.close()
    writeFileSync(
      at('large.yml'),
      'fides_key: d\ncollections: [{name: a, fields: [{name: mail, fides_meta: {identity: email}}]}]',
    )
    const words = ['--map', at('large.yml'), '--connect', `d=sqlite:${at('large.db')}`]
    const { status, stderr } = run(...words, '--identity', 'email=a@example.com')
    expect([status, stderr]).toEqual([3, expect.stringContaining('CUT at the row limit')])
  })

  it('reads a map once that is named beside its folder', async () => {
    await draft('d.yml')
    mkdirSync(at('maps'))
    writeFileSync(at('maps/m.yml'), readFileSync(at('d.yml')))
    const place = `shop=sqlite:${at('shop.db')}`
    const words = [
      '--map',
      at('maps'),
      at('maps/m.yml'),
      '--connect',
      place,
      '--identity',
      'email=a@example.com',
    ]
    const { status, stderr } = run(...words, '--json')
    expect([status, stderr]).toEqual([0, ''])
  })

  it('takes options repeated or as a list', () => {
    const command = new Command()
    registerDisclose(command)
    const [disclose] = command.commands
    disclose?.action(() => undefined)
    disclose?.parse(
      ['--map', 'a', 'b', '--map', 'c', '--connect', 'k=u', '--identity', 'x=1', '--identity', 'y=2'],
      { from: 'user' },
    )
    expect(disclose?.opts()).toMatchObject({ map: ['a', 'b', 'c'], identity: ['x=1', 'y=2'] })
  })
})
