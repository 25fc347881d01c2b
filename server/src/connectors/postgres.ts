// SPDX-License-Identifier: Apache-2.0
import pg from 'pg'
import type { Json, Key } from '@yakusoku/core/datamap'
import { chunkMatches, isApart, RowGatherer, tuplesApart } from './chunk.ts'
import type {
  Column,
  Connector,
  ConnectorOptions,
  DistinctQuery,
  FindQuery,
  Found,
  Match,
  Table,
  Target,
} from './connector.ts'
import { failureOf, SourceFailure } from './failure.ts'
import { holds } from './holding.ts'
import { integerJson, parseJson } from './json.ts'
import { inspectPostgres, namesSql } from './postgres-catalogue.ts'
import { postgresSample } from './sample.ts'

/** Parameters of a statement are counted in 16 bits; each match takes one per column, whatever its length. */
const PARAMETERS = 60_000

const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`
const tableSql = (table: Table): string =>
  table.schema === undefined ? quote(table.name) : `${quote(table.schema)}.${quote(table.name)}`

const toJson = (column: Column, text: string | null): Json => {
  if (text === null) return null
  if (column.list || column.kind === 'json') return parseJson(text)
  switch (column.kind) {
    case 'integer':
      return integerJson(BigInt(text))
    case 'float':
      return Number.isFinite(Number(text)) ? Number(text) : text
    case 'boolean':
      return text === 't'
    case 'timestamp':
      return text.replace(' ', 'T').replace(/\+00$/, 'Z')
    case 'bytes':
      return Buffer.from(text.slice(2), 'hex').toString('base64')
    case 'text':
      // Blanks at the end of char(n) are padding of the storage, not part of the value.
      return column.type === 'bpchar' || column.type === 'character' ? text.replace(/ +$/, '') : text
    case 'date':
    case 'decimal':
    case 'enum':
    case 'other':
    case 'time':
    case 'uuid':
      return text
  }
}

/** The type keys are cast to: as wide as its family, so that no value overflows and every index still serves. */
const castOf = (column: Column): string => {
  if (column.kind === 'integer' && column.type !== 'oid') return 'bigint'
  if (column.kind === 'text')
    return column.type === 'character' || column.type === 'bpchar'
      ? 'bpchar'
      : column.type === 'citext'
        ? 'citext'
        : 'text'
  return column.kind === 'other' ? 'text' : column.type
}

/** What begins and ends as JSON does; "[sic] see below" and "{name}" do not. */
const jsonLike = String.raw`'^\s*(\[\s*(\]|["0-9{\[-]|true|false|null).*\]|\{\s*(\}|").*\})\s*$'`

const member = ({ column, path }: Target): string => {
  const name = quote(column.name)
  // JSON kept as text may be no JSON in some rows, and a cast that fails would end the whole reading.
  const json =
    column.kind === 'text' ? `case when ${name} ~ ${jsonLike} then ${name}::jsonb end` : `${name}::jsonb`
  return `jsonb_path_query(${json}, ${literal(`$${path.map((p) => `.${JSON.stringify(p)}`).join('')}[*]`)})`
}
// A path comes from the map, not from a person's data; jsonpath is no place for a parameter.
const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`

const keyText = (column: Column, key: Key): string =>
  column.kind === 'bytes' ? `\\x${Buffer.from(String(key), 'base64').toString('hex')}` : String(key)

/**
 * How a column stands in a comparison. Types we do not know are compared as they are shown; a cast may write them
 * otherwise (inet gains its mask). A domain of an enum has no comparison of its own.
 */
const operand = ({ kind, name, type }: Column): string => {
  if (kind === 'other') return `concat(${quote(name)})`
  return kind === 'enum' ? `${quote(name)}::${type}` : quote(name)
}

/** Whether what is compared lies inside JSON: a member, or an element of a list that is no array of the engine. */
const isInside = ({ column, path, lists }: Target): boolean =>
  path.length > 0 || column.kind === 'json' || (lists[0] === true && !column.list)

const condition = (match: Match, parameters: unknown[]): string => {
  const bind = (target: Target, index: number): string => {
    parameters.push(match.keys.map((key) => keyText(target.column, key[index] ?? '')))
    return `$${parameters.length}::${isInside(target) ? 'text' : castOf(target.column)}[]`
  }
  const [target] = match.targets
  const apart = tuplesApart(match, (part) => condition(part, parameters))
  if (apart !== undefined) return apart
  if (match.targets.length > 1) {
    return `(${match.targets.map((t) => operand(t.column)).join(', ')}) in (select * from unnest(${match.targets.map(bind).join(', ')}))`
  }
  if (!target) return 'false'
  const { column } = target
  if (isInside(target))
    return `exists (select from ${member(target)} v where v #>> '{}' = any (${bind(target, 0)}))`
  if (!column.list) return `${operand(column)} = any (${bind(target, 0)})`
  const name = quote(column.name)
  if (column.kind === 'other')
    return `exists (select from unnest(${name}) v where concat(v) = any (${bind(target, 0)}))`
  return `${name} && ${bind(target, 0)}::${column.type}[]`
}

const within = (key: Key, least: number, beyond: number): boolean =>
  Number(key) >= least && Number(key) < beyond

/** Whether a key can be cast to what {@link castOf} says, and to the elements of a list. */
const fits = ({ type, list }: Column, key: Key): boolean => {
  if (type === 'oid') return within(key, 0, 2 ** 32)
  if (list && type === 'integer') return within(key, -(2 ** 31), 2 ** 31)
  if (list && type === 'smallint') return within(key, -(2 ** 15), 2 ** 15)
  if (type !== 'real') return true
  const single = Math.fround(Number(key))
  return Number.isFinite(single) && (single !== 0 || Number(key) === 0)
}

/** PostgreSQL cannot hold NUL or half a surrogate pair in text: such a key equals nothing, nor does one out of range. */
const sendable = (match: Match): Match => ({
  ...match,
  keys: match.keys.filter((key) =>
    key.every((k, i) => {
      const target = match.targets[i]
      if (typeof k === 'string' && (k.includes('\0') || !k.isWellFormed())) return false
      return !target || isInside(target) || fits(target.column, k)
    }),
  ),
})

const selectSql = (query: FindQuery, any: readonly Match[], parameters: unknown[]): string => {
  const columns = query.columns.map((c) => (c.list ? `to_jsonb(${quote(c.name)})` : quote(c.name)))
  if (query.locate && query.table.locator) columns.push(query.table.locator)
  const where = any.map((match) => condition(match, parameters)).join(' or ')
  return `select ${columns.join(', ')} from ${tableSql(query.table)} where ${where} limit ${query.limit + 1}`
}

type TextRow = (string | null)[]

class PostgresConnector implements Connector {
  readonly engine = 'postgres'
  queries = 0
  readonly #client: pg.Client
  readonly #where: string
  readonly #url: string
  readonly #timeout: number
  #open = false
  #last: Promise<unknown> = Promise.resolve()

  constructor(url: string, where: string, options: ConnectorOptions) {
    this.#where = where
    this.#url = url
    this.#timeout = Math.round(options.timeout)
    this.#client = new pg.Client({
      connectionString: url,
      connectionTimeoutMillis: options.connectTimeout,
      application_name: 'yakusoku',
      types: { getTypeParser: () => (text: string | Buffer) => text },
    })
    // A connection that breaks while idle must not end the process; the next statement reports it.
    this.#client.on('error', () => undefined)
  }

  async connect(): Promise<this> {
    try {
      await this.#client.connect()
      return this
    } catch (error) {
      await this.#client.end().catch(() => undefined)
      throw failureOf(error, this.#where)
    }
  }

  /** All reading of one connection sees one moment of the database, and could not write if it wanted to. */
  async #snapshot(): Promise<void> {
    if (this.#open) return
    await this.#client.query(
      `begin isolation level repeatable read read only; set local statement_timeout = ${this.#timeout};
       set local timezone = 'UTC'; set local datestyle = 'ISO'; set local intervalstyle = 'iso_8601';
       set local bytea_output = 'hex'; set local extra_float_digits = 1`,
    )
    this.#open = true
  }

  /** One statement after another: the snapshot is one connection's. */
  #run(text: string, values: unknown[], signal?: AbortSignal): Promise<TextRow[]> {
    const next = this.#last.then(() => this.#send(text, values, signal))
    this.#last = next.catch(() => undefined)
    return next
  }

  async #send(text: string, values: unknown[], signal?: AbortSignal): Promise<TextRow[]> {
    if (signal?.aborted) throw new SourceFailure('aborted', this.#where)
    const cancel = () => void this.#cancel()
    signal?.addEventListener('abort', cancel, { once: true })
    try {
      await this.#snapshot()
      this.queries += 1
      const { rows } = await this.#client.query<TextRow>({ text, values, rowMode: 'array' })
      return rows
    } catch (error) {
      if (this.#open) await this.#client.query('rollback').catch(() => undefined)
      this.#open = false
      if (signal?.aborted) throw new SourceFailure('aborted', this.#where)
      throw failureOf(error, this.#where)
    } finally {
      signal?.removeEventListener('abort', cancel)
    }
  }

  async #cancel(): Promise<void> {
    const other = new pg.Client({ connectionString: this.#url, connectionTimeoutMillis: 5000 })
    other.on('error', () => undefined)
    const { processID } = this.#client as unknown as { processID?: number }
    try {
      await other.connect()
      await other.query('select pg_cancel_backend($1)', [processID])
    } catch {
      // The statement then ends by its own time limit.
    } finally {
      await other.end().catch(() => undefined)
    }
  }

  inspect(wanted: Parameters<Connector['inspect']>[0] = {}): Promise<Table[]> {
    return inspectPostgres((text, values) => this.#run(text, values), wanted)
  }

  async names() {
    return (await this.#run(namesSql, [])).map(([schema, name]) => ({
      ...(schema ? { schema } : {}),
      name: name ?? '',
    }))
  }

  async find(query: FindQuery, signal?: AbortSignal): Promise<Found[]> {
    const any = query.any.map(sendable).filter((match) => match.keys.length)
    if (!any.length) return []
    // Lists travel as arrays, one parameter each; only tuples that are taken apart need one for each value.
    const chunks = any.some(isApart) ? chunkMatches(any, PARAMETERS) : [any]
    const located = { ...query, locate: query.locate || chunks.length > 1 }
    const gatherer = new RowGatherer()
    for (const chunk of chunks) {
      const parameters: unknown[] = []
      const rows = await this.#run(selectSql(located, chunk, parameters), parameters, signal)
      const found = rows.map((row): Found => {
        const values = query.columns.map((column, i) => toJson(column, row[i] ?? null))
        const locator = row[query.columns.length]
        return locator === undefined || locator === null ? { values } : { values, locator }
      })
      if (chunks.length === 1) return found
      gatherer.add(found)
    }
    return [...gatherer.rows]
  }

  async sample(table: Table, rows: number, signal?: AbortSignal): Promise<Json[][]> {
    const wanted = Math.trunc(rows)
    let found: TextRow[] = []
    for (const text of postgresSample(table, tableSql(table), quote, wanted)) {
      if (found.length >= wanted / 2 && found.length > 0) break
      found = await this.#run(text, [], signal)
    }
    return found.map((row) => table.columns.map((c, i) => toJson(c, row[i] ?? null)))
  }

  async distinct({ table, column, beside, after, limit, holding }: DistinctQuery): Promise<Json[][]> {
    const name = quote(column.name)
    const others = beside.map((one) => `, max(${quote(one.name)}::text)`).join('')
    const later = after === undefined ? '' : ` and ${name} > $1::${castOf(column)}`
    const text = `select ${name}${others} from ${tableSql(table)} where ${name} is not null${later} and ${holds(holding, quote)}
      group by ${name} order by ${name} limit ${Math.trunc(limit)}`
    const rows = await this.#run(text, after === undefined ? [] : [after])
    return rows.map(([value, ...rest]) => [toJson(column, value ?? null), ...rest])
  }

  async count(table: Table, holding: readonly Column[]): Promise<number> {
    const text = `select count(*) from ${tableSql(table)} where ${holds(holding, quote)}`
    const [row] = await this.#run(text, [])
    return Number(row?.[0] ?? 0)
  }

  async close(): Promise<void> {
    await this.#client.end().catch(() => undefined)
  }
}

/** URLs mean what they mean to libpq: `require` encrypts, `verify-full` also checks who answers. */
const libpqUrl = (url: string): string => {
  const plain = url.replace(/([?&])sslmode=(prefer|allow)(&|$)/, '$1')
  return /[?&]sslmode=/.test(plain) && !plain.includes('uselibpqcompat=')
    ? `${plain}&uselibpqcompat=true`
    : plain
}

/** Opens a PostgreSQL database; `where` names it in messages and holds no password. */
export const openPostgres = (url: string, where: string, options: ConnectorOptions): Promise<Connector> =>
  new PostgresConnector(libpqUrl(url), where, options).connect()
