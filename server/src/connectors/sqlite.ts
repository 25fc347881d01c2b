// SPDX-License-Identifier: Apache-2.0
import { existsSync, statSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import type { SQLOutputValue } from 'node:sqlite'
import type { Json, Key } from '@yakusoku/core/datamap'
import { chunkMatches, RowGatherer, tuplesApart } from './chunk.ts'
import type {
  Column,
  Connector,
  ConnectorOptions,
  DistinctQuery,
  FindQuery,
  Found,
  Kind,
  Match,
  Table,
  TableName,
  Target,
} from './connector.ts'
import { SourceFailure } from './failure.ts'
import { holds } from './holding.ts'
import { integerJson } from './json.ts'
import { sqliteSample } from './sample.ts'
import { runBeside, sqliteFailure } from './sqlite-beside.ts'

/** SQLite takes 32,766 parameters in one statement. */
const PARAMETERS = 30_000

const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`
const tableSql = (table: TableName): string =>
  table.schema === undefined ? quote(table.name) : `${quote(table.schema)}.${quote(table.name)}`

const toJson = (value: SQLOutputValue | undefined): Json => {
  if (value === null || value === undefined) return null
  if (typeof value === 'bigint') return integerJson(value)
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value)
  return typeof value === 'string' ? value : Buffer.from(value).toString('base64')
}

/**
 * SQLite compares by the column's affinity, so text is right for every kind; only a column without affinity tells
 * 1 from '1', and is asked both ways.
 */
const kindOf = (type: string): Kind => {
  const name = type.toUpperCase()
  if (name.includes('INT')) return 'integer'
  if (/CHAR|CLOB|TEXT/.test(name)) return 'text'
  if (name === '' || name.includes('BLOB')) return name === '' ? 'other' : 'bytes'
  if (/REAL|FLOA|DOUB/.test(name)) return 'float'
  return 'other'
}

/** Columns keep what they are given whatever their type, so a key is never refused, only shaped. */
const bindings = (column: Column, key: Key): (string | number | bigint | Uint8Array)[] => {
  if (typeof key === 'boolean') return [key ? 1 : 0]
  if (column.kind === 'bytes') return [Buffer.from(String(key), 'base64'), String(key)]
  return isLoose(column) ? looseBindings(key) : [key]
}

const isLoose = ({ kind, type }: Column): boolean => kind === 'bytes' || (kind === 'other' && type === '')

/** In how many ways the keys of these matches may have to be asked. */
const waysOf = (any: readonly Match[]): number =>
  Math.max(...any.map(({ targets }) => 2 ** Math.max(1, targets.filter((t) => isLoose(t.column)).length)))

/** What a loosely typed place may hold for one key: JSON, and a column without type, tell 1 from '1'. */
const looseBindings = (key: Key): (string | number | bigint)[] => {
  if (typeof key === 'boolean') return [key ? 1 : 0]
  if (typeof key !== 'string') return [key, String(key)]
  return /^-?\d{1,18}$/.test(key) ? [key, BigInt(key)] : [key]
}

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`

/** Unfolds a JSON column along a path into its single values; whatever is a list on the way is taken apart. */
const unfold = ({ column, path }: Target): { from: string; value: string } => {
  const items = (json: string) =>
    `json_each(case json_type(${json}) when 'array' then ${json} else json_array(json(${json})) end)`
  const from = [`${items(quote(column.name))} j0`]
  path.forEach((name, i) => {
    const inside = literal(`$.${JSON.stringify(name)}`)
    from.push(`${items(`case j${i}.type when 'object' then j${i}.value -> ${inside} end`)} j${i + 1}`)
  })
  return { from: from.join(', '), value: `j${path.length}.atom` }
}

const inJson = (target: Target, keys: readonly Key[], parameters: unknown[]): string => {
  const values = keys.flatMap(looseBindings)
  parameters.push(...values)
  const { from, value } = unfold(target)
  const found = `select 1 from ${from} where ${value} in (${values.map(() => '?').join(', ')})`
  return `case when json_valid(${quote(target.column.name)}) then exists (${found}) else 0 end`
}

const condition = (match: Match, parameters: unknown[]): string => {
  const [target] = match.targets
  if (!target) return '0'
  const apart = tuplesApart(match, (part) => condition(part, parameters))
  if (apart !== undefined) return apart
  if (match.targets.length > 1) {
    const rows = match.keys.flatMap((key) => {
      const ways = key.reduce<unknown[][]>(
        (done, k, i) => {
          const values = bindings(match.targets[i]?.column ?? target.column, k)
          return done.flatMap((row) => values.map((value) => [...row, value]))
        },
        [[]],
      )
      parameters.push(...ways.flat())
      return ways.map((row) => `(${row.map(() => '?').join(', ')})`)
    })
    return `(${match.targets.map((t) => quote(t.column.name)).join(', ')}) in (values ${rows.join(', ')})`
  }
  const keys = match.keys.map(([key]) => key ?? '')
  if (target.path.length || target.lists[0]) return inJson(target, keys, parameters)
  const values = keys.flatMap((key) => bindings(target.column, key))
  parameters.push(...values)
  return `${quote(target.column.name)} in (${values.map(() => '?').join(', ')})`
}

interface InfoRow {
  schema: string
  tableName: string
  kind: string
  strict: bigint
  withoutRowid: bigint
  name: string
  type: string
  notNull: bigint
  key: bigint
}

const inspectSql = `
select l.schema, l.name as tableName, l.type as kind, l.wr as withoutRowid,
  i.name, i.type, i."notnull" as "notNull", i.pk as key
from pragma_table_list l join pragma_table_xinfo(l.name, l.schema) i
where l.schema = 'main' and l.type in ('table', 'view', 'virtual') and l.name not like 'sqlite\\_%' escape '\\' and i.hidden <> 1`

/** No row takes fewer bytes of the file. */
const LEAST_ROW = 4

/** A table this large, searched without an index, is read beside the main thread. */
const LARGE = 200_000

const scans = ({ table, any }: FindQuery): boolean =>
  table.estimatedRows >= LARGE &&
  any.some(
    ({ targets: [target] }) =>
      target?.path.length || !table.indexes.some((i) => i[0] === target?.column.name),
  )

class SqliteConnector implements Connector {
  readonly engine = 'sqlite'
  queries = 0
  readonly #database: DatabaseSync
  readonly #where: string
  readonly #path: string
  readonly #options: ConnectorOptions

  constructor(path: string, where: string, options: ConnectorOptions) {
    this.#where = where
    this.#path = path
    this.#options = options
    this.#database = new DatabaseSync(path, { readOnly: true, timeout: options.connectTimeout })
    // No transaction around the whole reading: outside WAL mode it would keep the file's owner from writing.
    this.#database.exec('pragma query_only = 1')
  }

  #rows(text: string, parameters: unknown[], signal?: AbortSignal): SQLOutputValue[][] {
    if (signal?.aborted) throw new SourceFailure('aborted', this.#where)
    this.queries += 1
    const end = performance.now() + this.#options.timeout
    try {
      const statement = this.#database.prepare(text)
      statement.setReadBigInts(true)
      statement.setReturnArrays(true)
      const rows: SQLOutputValue[][] = []
      for (const row of statement.iterate(...(parameters as SQLOutputValue[]))) {
        rows.push(row as unknown as SQLOutputValue[])
        if (performance.now() > end) throw new SourceFailure('timeout', this.#where)
      }
      return rows
    } catch (error) {
      throw sqliteFailure(error, this.#where)
    }
  }

  #beside(text: string, parameters: unknown[], signal?: AbortSignal): Promise<SQLOutputValue[][]> {
    if (signal?.aborted) throw new SourceFailure('aborted', this.#where)
    this.queries += 1
    const job = { path: this.#path, text, parameters, busy: this.#options.connectTimeout }
    return runBeside(job, this.#where, this.#options.timeout, signal)
  }

  async inspect(wanted: Parameters<Connector['inspect']>[0] = {}): Promise<Table[]> {
    const names = wanted.tables?.map((t) => t.name.toLowerCase())
    const filter = names ? ` and lower(l.name) in (${names.map(() => '?').join(', ')})` : ''
    const text = `${inspectSql}${filter} order by l.name, i.cid`
    const groups = new Map<string, InfoRow[]>()
    for (const [schema, tableName, kind, withoutRowid, name, type, notNull, key] of this.#rows(
      text,
      names ?? [],
    )) {
      const row = { schema, tableName, kind, withoutRowid, name, type, notNull, key } as unknown as InfoRow
      groups.set(row.tableName, [...(groups.get(row.tableName) ?? []), row])
    }
    return [...groups.values()].map((rows) => this.#table(rows))
  }

  #table(rows: InfoRow[]): Table {
    const [first] = rows
    const name = first?.tableName ?? ''
    const view = first?.kind === 'view'
    const columns = rows.map((row): Column => {
      const length = /\((\d+)\)/.exec(row.type)?.[1]
      const base = {
        name: row.name,
        type: row.type,
        kind: kindOf(row.type),
        list: false,
        nullable: row.notNull === 0n,
      }
      return length === undefined ? base : { ...base, length: Number(length) }
    })
    const primaryKey = rows
      .filter((r) => r.key > 0n)
      .toSorted((a, b) => Number(a.key - b.key))
      .map((r) => r.name)
    const taken = new Set(columns.map((c) => c.name.toLowerCase()))
    const rowid = ['rowid', '_rowid_', 'oid'].find((word) => !taken.has(word))
    const locator =
      first?.withoutRowid === 1n ? primaryKey.map((c) => `quote(${quote(c)})`).join(` || ' ' || `) : rowid
    return {
      name,
      view,
      columns,
      primaryKey,
      foreignKeys: view ? [] : this.#foreignKeys(name),
      indexes: view ? [] : this.#indexes(name, primaryKey),
      estimatedRows: view || !rowid ? 0 : this.#estimate(name, rowid),
      ...(view || !locator || first?.kind === 'virtual' ? {} : { locator }),
    }
  }

  #foreignKeys(table: string): Table['foreignKeys'] {
    const keys = new Map<bigint, { columns: string[]; table: string; references: string[] }>()
    const text = 'select id, "table", "from", "to" from pragma_foreign_key_list(?) order by id, seq'
    for (const [id, target, from, to] of this.#rows(text, [table])) {
      const key = keys.get(id as bigint) ?? { columns: [], table: String(target), references: [] }
      key.columns.push(String(from))
      // Without a column the primary key of the other table is meant.
      if (to !== null) key.references.push(String(to))
      keys.set(id as bigint, key)
    }
    return [...keys.values()].map((key) =>
      key.references.length ? key : { ...key, references: this.#primaryKey(key.table) },
    )
  }

  #primaryKey(table: string): string[] {
    return this.#rows('select name from pragma_table_info(?) where pk > 0 order by pk', [table]).map(([n]) =>
      String(n),
    )
  }

  #indexes(table: string, primaryKey: string[]): string[][] {
    const indexes = new Map<string, string[]>()
    const text = `select l.name, i.name from pragma_index_list(?) l join pragma_index_info(l.name) i
      where l.partial = 0 order by l.seq, i.seqno`
    for (const [index, column] of this.#rows(text, [table]))
      if (column !== null) indexes.set(String(index), [...(indexes.get(String(index)) ?? []), String(column)])
    return [...indexes.values(), ...(primaryKey.length ? [primaryKey] : [])]
  }

  #estimate(table: string, rowid: string): number {
    // The highest rowid is read from the end of the tree at once; counting would read it all. Where numbers are
    // given by somebody else it says nothing, but the file holds no more rows than it has room for.
    try {
      const [[highest, bytes] = [0n, 0n]] = this.#rows(
        `select coalesce(max(${rowid}), 0), (select page_count * page_size from pragma_page_count, pragma_page_size)
         from ${quote(table)}`,
        [],
      )
      return Math.min(Number(highest), Math.floor(Number(bytes) / LEAST_ROW))
    } catch {
      return 0
    }
  }

  async names(): Promise<TableName[]> {
    const text = `select name from sqlite_schema where type in ('table', 'view') and name not like 'sqlite\\_%' escape '\\' order by 1`
    return this.#rows(text, []).map(([name]) => ({ name: String(name) }))
  }

  async find(query: FindQuery, signal?: AbortSignal): Promise<Found[]> {
    const chunks = chunkMatches(query.any, Math.floor(PARAMETERS / waysOf(query.any)))
    const locate = (query.locate || chunks.length > 1) && query.table.locator
    const columns = query.columns.map((c) => quote(c.name)).concat(locate ? [locate] : [])
    const gatherer = new RowGatherer()
    for (const chunk of chunks) {
      const parameters: unknown[] = []
      const where = chunk.map((match) => condition(match, parameters)).join(' or ')
      const text = `select ${columns.join(', ')} from ${tableSql(query.table)} where ${where} limit ${query.limit + 1}`
      const found = scans(query)
        ? await this.#beside(text, parameters, signal)
        : this.#rows(text, parameters, signal)
      const rows = found.map((row) => {
        const values = query.columns.map((_, i) => toJson(row[i]))
        return locate ? { values, locator: String(row[columns.length - 1]) } : { values }
      })
      if (chunks.length === 1) return rows
      gatherer.add(rows)
    }
    return [...gatherer.rows]
  }

  async sample(table: Table, rows: number, signal?: AbortSignal): Promise<Json[][]> {
    const plan = sqliteSample(table, tableSql(table), quote, Math.trunc(rows))
    let text = 'text' in plan ? plan.text : ''
    if (!('text' in plan)) {
      const [[lowest, highest] = []] = this.#rows(plan.ends, [], signal)
      text = plan.between([BigInt(String(lowest ?? 0)), BigInt(String(highest ?? 0))])
    }
    // What a view does before its first row comes, only a thread of its own can be kept from.
    const found = table.view ? await this.#beside(text, [], signal) : this.#rows(text, [], signal)
    return found.map((row) => row.map(toJson))
  }

  async distinct({ table, column, beside, after, limit, holding }: DistinctQuery): Promise<Json[][]> {
    const name = quote(column.name)
    const others = beside.map((one) => `, max(${quote(one.name)})`).join('')
    const later = after === undefined ? '' : ` and ${name} > ?`
    const text = `select ${name}${others} from ${quote(table.name)} where ${name} is not null${later} and ${holds(holding, quote)}
      group by ${name} order by ${name} limit ${Math.trunc(limit)}`
    const parameters = after === undefined ? [] : [after]
    const rows = await this.#reading(table, text, parameters)
    return rows.map((row) => row.map(toJson))
  }

  async count(table: Table, holding: readonly Column[]): Promise<number> {
    const text = `select count(*) from ${quote(table.name)} where ${holds(holding, quote)}`
    const [row] = await this.#reading(table, text, [])
    return Number(row?.[0] ?? 0)
  }

  /** What goes through a whole large table goes through it on a thread of its own. */
  async #reading(table: Table, text: string, parameters: unknown[]): Promise<SQLOutputValue[][]> {
    const small = table.estimatedRows < LARGE && !table.view
    return small ? this.#rows(text, parameters) : this.#beside(text, parameters)
  }

  async close(): Promise<void> {
    if (this.#database.isOpen) this.#database.close()
  }
}

/** Opens an existing SQLite file for reading; it is never created or changed. */
export const openSqlite = async (
  path: string,
  where: string,
  options: ConnectorOptions,
): Promise<Connector> => {
  if (!existsSync(path) || !statSync(path).isFile())
    throw new SourceFailure('no-database', where, 'no such file')
  try {
    const connector = new SqliteConnector(path, where, options)
    // The header is only read with the first statement: what is no database is found out here.
    await connector.names()
    connector.queries = 0
    return connector
  } catch (error) {
    throw sqliteFailure(error, where)
  }
}
