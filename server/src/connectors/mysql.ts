// SPDX-License-Identifier: Apache-2.0
import type { Connection, ConnectionOptions } from 'mysql2/promise'
import type { Json, Key } from '@yakusoku/core/datamap'
import { chunkMatches, RowGatherer, tuplesApart } from './chunk.ts'
import type {
  Column,
  Connector,
  ConnectorOptions,
  DistinctQuery,
  FindQuery,
  Found,
  Match,
  Table,
  TableName,
  Target,
} from './connector.ts'
import { failureOf, SourceFailure } from './failure.ts'
import { holds } from './holding.ts'
import { integerJson, parseJson } from './json.ts'
import { inspectMysql } from './mysql-catalogue.ts'
import { mysqlSample, type NumberedSample } from './sample.ts'

// Loaded with the first source that needs it: a start without one is spared 90 files.
const createConnection = async (settings: ConnectionOptions): Promise<Connection> =>
  (await import('mysql2/promise')).createConnection(settings)

/** A prepared statement takes 65,535 parameters; the optimiser stops using ranges long before. */
const PARAMETERS = 10_000

const quote = (name: string): string => `\`${name.replaceAll('`', '``')}\``
const tableSql = (table: TableName): string =>
  table.schema === undefined ? quote(table.name) : `${quote(table.schema)}.${quote(table.name)}`

const toJson = (column: Column, value: unknown): Json => {
  if (value === null || value === undefined) return null
  if (Buffer.isBuffer(value)) {
    if (column.type.startsWith('bit')) return integerJson(BigInt(`0x${value.toString('hex') || '0'}`))
    return column.kind === 'text' ? value.toString('utf8') : value.toString('base64')
  }
  if (typeof value === 'bigint') return String(value)
  if (column.kind === 'float' && typeof value === 'number')
    return column.type.startsWith('float') ? Number(Math.fround(value).toPrecision(7)) : value
  if (typeof value === 'string') {
    if (column.kind === 'json') return parseJson(value)
    if (column.kind === 'timestamp')
      return value.replace(' ', 'T') + (column.type.startsWith('timestamp') ? 'Z' : '')
    return value
  }
  return typeof value === 'number' || typeof value === 'boolean' ? value : parseJson(JSON.stringify(value))
}

/** Numbers travel as text: MySQL turns a constant into the column's type and keeps its index and every digit. */
const keyBinding = (column: Column, key: Key): string | Buffer => {
  if (typeof key === 'boolean') return key ? '1' : '0'
  if (column.kind === 'bytes') return Buffer.from(String(key), 'base64')
  // A single-precision column is compared as a double: 0.1 is not what it holds.
  if (column.type.startsWith('float')) return String(Math.fround(Number(key)))
  if (column.kind !== 'timestamp') return String(key)
  const text = String(key)
  const zoned = /(Z|[+-]\d{2}(:?\d{2})?)$/i.test(text) && text.length > 10
  return zoned ? new Date(text).toISOString().replace('T', ' ').replace('Z', '') : text.replace('T', ' ')
}

/** Members a path may have to be tried with and without a list at each. */
const MOST_STEPS = 5

const literal = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`

const inJson = ({ column, path, lists }: Target, keys: readonly Key[], parameters: unknown[]): string => {
  // Whatever is a list on the way is taken apart, declared or not; a path too long for that goes as the map says.
  const ways = (i: number) => (path.length > MOST_STEPS ? [lists[i] ? '[*]' : ''] : ['', '[*]'])
  const paths = path.reduce(
    (done, name, i) => done.flatMap((way) => ways(i).map((list) => `${way}${list}.${JSON.stringify(name)}`)),
    ['$'],
  )
  const where = paths.flatMap((way) => [way, `${way}[*]`]).map(literal)
  // JSON tells 1 from "1"; the map's key may be either.
  const marks = keys.flatMap((key) => {
    if (typeof key === 'boolean') return [String(key)]
    parameters.push(String(key))
    if (!/^-?\d{1,40}$/.test(String(key))) return ['?']
    parameters.push(String(key))
    return ['?', 'cast(? as decimal(40))']
  })
  const name = quote(column.name)
  return `(json_valid(${name}) and json_overlaps(json_extract(${name}, ${where.join(', ')}), json_array(${marks.join(', ')})))`
}

const condition = (match: Match, parameters: unknown[]): string => {
  const [target] = match.targets
  const apart = tuplesApart(match, (part) => condition(part, parameters))
  if (apart !== undefined) return apart
  if (match.targets.length === 1 && target && (target.path.length || target.lists[0]))
    return inJson(
      target,
      match.keys.map(([key]) => key ?? ''),
      parameters,
    )
  const rows = match.keys.map((key) => {
    key.forEach((k, i) => {
      const column = match.targets[i]?.column
      parameters.push(column ? keyBinding(column, k) : String(k))
    })
    return match.targets.length > 1 ? `(${key.map(() => '?').join(', ')})` : '?'
  })
  const left = match.targets.map((t) => quote(t.column.name)).join(', ')
  return `${match.targets.length > 1 ? `(${left})` : left} in (${rows.join(', ')})`
}

// Every character set MySQL has holds ASCII.
const isPlain = (key: Key | undefined): boolean => typeof key !== 'string' || /^[ -~\t\n\r]*$/.test(key)

const wholeOf = (value: unknown): bigint =>
  typeof value === 'number' || typeof value === 'bigint' || typeof value === 'string' ? BigInt(value) : 0n

class MysqlConnector implements Connector {
  readonly engine = 'mysql'
  queries = 0
  readonly #connection: Connection
  readonly #settings: ConnectionOptions
  readonly #where: string

  constructor(connection: Connection, settings: ConnectionOptions, where: string) {
    this.#connection = connection
    this.#settings = settings
    this.#where = where
    // A connection that breaks while idle must not end the process; the next statement reports it.
    connection.on('error', () => undefined)
  }

  async prepare(timeout: number): Promise<void> {
    const [[version]] = (await this.#connection.query('select version() as v')) as unknown as [
      { v: string }[],
    ]
    const limit = version?.v.includes('MariaDB')
      ? `set session max_statement_time = ${timeout / 1000}`
      : `set session max_execution_time = ${Math.round(timeout)}`
    await this.#connection.query("set session time_zone = '+00:00', sql_mode = ''")
    // Servers too old to know the limit are read without it.
    await this.#connection.query(limit).catch(() => undefined)
    await this.#connection.query('set session transaction isolation level repeatable read')
    await this.#connection.query('start transaction with consistent snapshot, read only')
  }

  async #rows(text: string, parameters: unknown[], signal?: AbortSignal): Promise<unknown[][]> {
    if (signal?.aborted) throw new SourceFailure('aborted', this.#where)
    const cancel = () => void this.#cancel()
    signal?.addEventListener('abort', cancel, { once: true })
    try {
      this.queries += 1
      const values = parameters as (string | Buffer)[]
      const [rows] = await this.#connection.execute({ sql: text, rowsAsArray: true }, values)
      return rows as unknown[][]
    } catch (error) {
      if (signal?.aborted) throw new SourceFailure('aborted', this.#where)
      throw failureOf(error, this.#where)
    } finally {
      signal?.removeEventListener('abort', cancel)
    }
  }

  async #cancel(): Promise<void> {
    try {
      const other = await createConnection(this.#settings)
      await other.query(`kill query ${Number(this.#connection.threadId)}`)
      await other.end()
    } catch {
      // The statement then ends by its own time limit.
    }
  }

  inspect(wanted: Parameters<Connector['inspect']>[0] = {}): Promise<Table[]> {
    return inspectMysql((text, parameters) => this.#rows(text, parameters), wanted)
  }

  async names(): Promise<TableName[]> {
    const text = 'select table_name from information_schema.tables where table_schema = database() order by 1'
    return (await this.#rows(text, [])).map(([name]) => ({ name: String(name) }))
  }

  async find(query: FindQuery, signal?: AbortSignal): Promise<Found[]> {
    const any: Match[] = []
    for (const match of query.any) any.push(await this.#writable(match))
    const chunks = chunkMatches(any, PARAMETERS)
    const locate = (query.locate || chunks.length > 1) && query.table.locator
    const columns = query.columns.map((c) => quote(c.name)).concat(locate ? [locate] : [])
    const gatherer = new RowGatherer()
    for (const chunk of chunks) {
      const parameters: unknown[] = []
      const where = chunk.map((match) => condition(match, parameters)).join(' or ')
      const text = `select ${columns.join(', ')} from ${tableSql(query.table)} where ${where} limit ${query.limit + 1}`
      const rows = (await this.#rows(text, parameters, signal)).map((row) => {
        const values = query.columns.map((column, i) => toJson(column, row[i]))
        return locate ? { values, locator: String(row[columns.length - 1]) } : { values }
      })
      if (chunks.length === 1) return rows
      gatherer.add(rows)
    }
    return [...gatherer.rows]
  }

  /** A key with a character that the column's character set lacks equals nothing; asked with it, MySQL fails. */
  async #writable(match: Match): Promise<Match> {
    let keys = match.keys
    for (const [i, { column }] of match.targets.entries()) {
      if (!column.charset || !/^\w+$/.test(column.charset)) continue
      const foreign = [...new Set(keys.flatMap((key) => (isPlain(key[i]) ? [] : [String(key[i])])))]
      if (!foreign.length) continue
      const lost = new Set<string>()
      for (let start = 0; start < foreign.length; start += 1000) {
        const part = foreign.slice(start, start + 1000)
        const text = part
          .map(() => `select convert(convert(? using ${column.charset}) using utf8mb4)`)
          .join(' union all ')
        const back = await this.#rows(text, part)
        part.forEach((key, at) => back[at]?.[0] !== key && lost.add(key))
      }
      keys = keys.filter((key) => !lost.has(String(key[i])))
    }
    return { targets: match.targets, keys }
  }

  async sample(table: Table, rows: number, signal?: AbortSignal): Promise<Json[][]> {
    const plan = mysqlSample(table, tableSql(table), quote, Math.trunc(rows))
    const found = await this.#rows('text' in plan ? plan.text : await this.#placed(plan, signal), [], signal)
    return found.map((row) => table.columns.map((column, i) => toJson(column, row[i])))
  }

  async #placed(plan: Exclude<NumberedSample, { text: string }>, signal?: AbortSignal): Promise<string> {
    const [[lowest, highest] = []] = await this.#rows(plan.ends, [], signal)
    return plan.between([wholeOf(lowest), wholeOf(highest)])
  }

  async distinct({ table, column, beside, after, limit, holding }: DistinctQuery): Promise<Json[][]> {
    const name = quote(column.name)
    const others = beside.map((one) => `, max(${quote(one.name)})`).join('')
    const later = after === undefined ? '' : ` and ${name} > ?`
    const text = `select min(${name})${others} from ${tableSql(table)} where ${name} is not null${later} and ${holds(holding, quote)}
      group by ${name} order by ${name} limit ${Math.trunc(limit)}`
    const rows = await this.#rows(text, after === undefined ? [] : [after])
    return rows.map((row) => [column, ...beside].map((one, i) => toJson(one, row[i])))
  }

  async count(table: Table, holding: readonly Column[]): Promise<number> {
    const text = `select count(*) from ${tableSql(table)} where ${holds(holding, quote)}`
    const [row] = await this.#rows(text, [])
    return Number(row?.[0] ?? 0)
  }

  async close(): Promise<void> {
    await this.#connection.end().catch(() => this.#connection.destroy())
  }
}

const tlsOf = (url: URL): ConnectionOptions['ssl'] | undefined => {
  const mode =
    url.searchParams.get('sslmode') ?? url.searchParams.get('ssl-mode') ?? url.searchParams.get('ssl')
  if (mode === null || /^(disable|disabled|false|0|prefer|preferred)$/i.test(mode)) return undefined
  return /^(require|required)$/i.test(mode) ? { rejectUnauthorized: false } : {}
}

const settingsOf = (url: URL, options: ConnectorOptions): ConnectionOptions => {
  const socketPath = url.searchParams.get('socketPath') ?? url.searchParams.get('socket')
  const ssl = tlsOf(url)
  return {
    ...(socketPath ? { socketPath } : { host: url.hostname.replace(/^\[|\]$/g, '') || 'localhost' }),
    ...(url.port ? { port: Number(url.port) } : {}),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    database: decodeURIComponent(url.pathname.slice(1)),
    charset: 'utf8mb4',
    connectTimeout: options.connectTimeout,
    dateStrings: true,
    supportBigNumbers: true,
    jsonStrings: true,
    multipleStatements: false,
    ...(ssl ? { ssl } : {}),
  }
}

/** Opens a MySQL or MariaDB database; `where` names it in messages and holds no password. */
export const openMysql = async (url: URL, where: string, options: ConnectorOptions): Promise<Connector> => {
  try {
    const settings = settingsOf(url, options)
    const connection = await createConnection(settings)
    const connector = new MysqlConnector(connection, settings, where)
    await connector.prepare(options.timeout)
    return connector
  } catch (error) {
    throw failureOf(error, where)
  }
}
