// SPDX-License-Identifier: Apache-2.0
import type { Column, Connector, ForeignKey, Kind, Table, TableName } from './connector.ts'

/** Rows of a table that holds them itself: a table just loaded was never counted, or counted when it was empty. */
const ownRows = (table: string): string =>
  `case when ${table}.reltuples > 0 then ${table}.reltuples else coalesce(pg_relation_size(${table}.oid), 0) / 100 end`

const estimate = `case when c.relkind = 'p' then (
    select coalesce(sum(${ownRows('p')}), 0)
    from pg_partition_tree(c.oid) t join pg_class p on p.oid = t.relid where t.isleaf)
  else ${ownRows('c')} end::bigint`

/** Describes the tables named: $1 schemas (null: on the search path), $2 names. Every join costs a new session. */
const lookUpSql = `
select n.nspname, c.relname, c.relkind::text,
  ${estimate}, a.attname,
  format_type(case when t.typtype = 'd' then t.typbasetype when t.typcategory = 'A' then t.typelem else t.oid end, -1),
  t.typcategory::text, t.typtype::text, t.oid::text, (not a.attnotnull)::text, a.attnum::text,
  (select string_agg(i.indkey::text, ';') from pg_index i where i.indrelid = c.oid and i.indisvalid and i.indpred is null)
from unnest($1::text[], $2::text[]) w (schema, name) join pg_class c on c.relname = w.name
join pg_namespace n on n.oid = c.relnamespace
  and (w.schema = n.nspname or w.schema is null and n.nspname = any (current_schemas(false)))
join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
join pg_type t on t.oid = a.atttypid
where c.relkind in ('r', 'p', 'v', 'm', 'f')
order by array_position(current_schemas(false), n.nspname), n.nspname, c.relname, a.attnum`

/** Labels of the enum types, or of arrays and domains of them: $1 the types' oids. */
const labelsSql = `
select t.oid::text, json_agg(e.enumlabel order by e.enumsortorder)::text
from pg_type t join pg_enum e on e.enumtypid in (t.oid, t.typelem, t.typbasetype)
where t.oid = any ($1::oid[]) group by 1`

/** Describes all tables with everything a draft needs: $1 the schemas, null for all. */
const surveySql = `
select n.nspname, c.relname, c.relkind::text,
  ${estimate},
  coalesce((
    select json_agg(json_build_object(
      'name', a.attname, 'type', format_type(coalesce(nullif(t.typbasetype, 0), t.oid), -1),
      'category', bt.typcategory, 'element', format_type(nullif(bt.typelem, 0), -1),
      'elementCategory', et.typcategory, 'nullable', not a.attnotnull,
      'length', case when a.atttypmod > 4 and t.typname in ('varchar', 'bpchar') then a.atttypmod - 4 end,
      'labels', (select json_agg(e.enumlabel order by e.enumsortorder) from pg_enum e where e.enumtypid = bt.oid)
    ) order by a.attnum)
    from pg_attribute a join pg_type t on t.oid = a.atttypid
    join pg_type bt on bt.oid = coalesce(nullif(t.typbasetype, 0), t.oid)
    left join pg_type et on et.oid = bt.typelem
    where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped), '[]')::text,
  coalesce((
    select json_agg(json_build_object(
      'type', k.contype, 'columns', (select json_agg(a.attname order by o.i) from unnest(k.conkey)
        with ordinality o(n, i) join pg_attribute a on a.attrelid = k.conrelid and a.attnum = o.n),
      'schema', fn.nspname, 'table', f.relname,
      'references', (select json_agg(a.attname order by o.i) from unnest(k.confkey)
        with ordinality o(n, i) join pg_attribute a on a.attrelid = k.confrelid and a.attnum = o.n)
    ) order by k.conname)
    from pg_constraint k left join pg_class f on f.oid = k.confrelid left join pg_namespace fn on fn.oid = f.relnamespace
    where k.conrelid = c.oid and k.contype in ('p', 'f')), '[]')::text,
  coalesce((
    select json_agg((select json_agg(a.attname order by o.i) from unnest(i.indkey::int2[])
      with ordinality o(n, i) join pg_attribute a on a.attrelid = i.indrelid and a.attnum = o.n))
    from pg_index i where i.indrelid = c.oid and i.indisvalid and i.indpred is null and i.indkey[0] <> 0), '[]')::text,
  coalesce(array_position(current_schemas(false), n.nspname), 1000)
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'p', 'v', 'm', 'f') and not c.relispartition
  and n.nspname <> 'information_schema' and n.nspname !~ '^pg_'
  and ($1::text[] is null or n.nspname = any ($1::text[]))
order by 8, n.nspname, c.relname`

/** Lists the tables that can be seen, those on the search path without their schema. */
export const namesSql = `
select case when n.nspname = any (current_schemas(false)) then null else n.nspname end, c.relname
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'p', 'v', 'm', 'f') and not c.relispartition
  and n.nspname <> 'information_schema' and n.nspname !~ '^pg_' order by 1, 2`

type Wanted = Exclude<Parameters<Connector['inspect']>[0], undefined>

const kinds: Record<string, Kind> = {
  smallint: 'integer',
  integer: 'integer',
  bigint: 'integer',
  oid: 'integer',
  numeric: 'decimal',
  real: 'float',
  'double precision': 'float',
  boolean: 'boolean',
  text: 'text',
  'character varying': 'text',
  character: 'text',
  bpchar: 'text',
  name: 'text',
  citext: 'text',
  uuid: 'uuid',
  date: 'date',
  'time without time zone': 'time',
  'time with time zone': 'time',
  'timestamp without time zone': 'timestamp',
  'timestamp with time zone': 'timestamp',
  bytea: 'bytes',
  json: 'json',
  jsonb: 'json',
}

interface ColumnRow {
  name: string
  type: string
  category: string
  element: string | null
  elementCategory: string | null
  nullable: boolean
  length: number | null
  labels: string[] | null
}

interface KeyRow {
  type: string
  columns: string[]
  schema: string | null
  table: string | null
  references: string[] | null
}

const toColumn = (row: ColumnRow): Column => {
  const list = row.category === 'A'
  const type = list ? (row.element ?? row.type) : row.type
  const kind = (list ? row.elementCategory : row.category) === 'E' ? 'enum' : (kinds[type] ?? 'other')
  return {
    name: row.name,
    type,
    kind,
    list,
    nullable: row.nullable,
    ...(row.labels ? { labels: row.labels } : {}),
    ...(row.length === null ? {} : { length: row.length }),
  }
}

const toForeignKey = (row: KeyRow): ForeignKey => ({
  columns: row.columns,
  ...(row.schema === null ? {} : { schema: row.schema }),
  table: row.table ?? '',
  references: row.references ?? [],
})

const placedKinds = ['r', 'p', 'm']
// A row keeps its place for the length of a snapshot, which is as long as one reading lasts.
const locatorOf = (kind: string) =>
  placedKinds.includes(kind) ? { locator: "tableoid::text || ' ' || ctid::text" } : {}

const surveyedTable = (row: TextRow): Table => {
  const [schema = '', name = '', kind = '', rows, columns, keys, indexes] = row.map((v) => v ?? '')
  const constraints = JSON.parse(keys || '[]') as KeyRow[]
  return {
    schema,
    name,
    view: kind === 'v' || kind === 'm',
    columns: (JSON.parse(columns || '[]') as ColumnRow[]).map(toColumn),
    primaryKey: constraints.find((k) => k.type === 'p')?.columns ?? [],
    foreignKeys: constraints.filter((k) => k.type === 'f').map(toForeignKey),
    indexes: (JSON.parse(indexes || '[]') as (string[] | null)[]).map((i) => i ?? []),
    estimatedRows: Number(rows),
    ...locatorOf(kind),
  }
}

type TextRow = (string | null)[]
type Run = (text: string, values: unknown[]) => Promise<TextRow[]>

const foundTable = (rows: readonly TextRow[], labels: ReadonlyMap<string, string[]>): Table => {
  const [schema = '', name = '', kind = '', estimate] = rows[0]?.map((v) => v ?? '') ?? []
  const names = new Map(rows.map((row) => [row[10] ?? '', row[4] ?? '']))
  const columns = rows.map((row): Column => {
    const [column = '', type = '', category, , oid = '', nullable] = row.slice(4).map((v) => v ?? '')
    const found = labels.get(oid)
    return {
      name: column,
      type,
      kind: found ? 'enum' : (kinds[type] ?? 'other'),
      list: category === 'A',
      nullable: nullable === 'true',
      ...(found ? { labels: found } : {}),
    }
  })
  const indexes = (rows[0]?.[11] ?? '').split(';').flatMap((keys) => {
    // An expression counts as column 0; what comes before it is of use.
    const columnsOf = keys.split(' ').map((number) => names.get(number))
    const usable = columnsOf.slice(
      0,
      columnsOf.includes(undefined) ? columnsOf.indexOf(undefined) : undefined,
    )
    return usable.length ? [usable as string[]] : []
  })
  return {
    schema,
    name,
    view: kind === 'v' || kind === 'm',
    columns,
    primaryKey: [],
    foreignKeys: [],
    indexes,
    estimatedRows: Number(estimate),
    ...locatorOf(kind),
  }
}

const lookUp = async (run: Run, tables: readonly TableName[]): Promise<Table[]> => {
  const rows = await run(lookUpSql, [tables.map((t) => t.schema ?? null), tables.map((t) => t.name)])
  const maybe = rows.filter(
    (row) => row[6] === 'E' || ((row[6] === 'A' || row[7] === 'd') && !(row[5] && kinds[row[5]])),
  )
  const labels = new Map(
    (maybe.length ? await run(labelsSql, [[...new Set(maybe.map((row) => row[8]))]]) : []).map(
      ([oid, list]) => [oid ?? '', JSON.parse(list ?? '[]') as string[]] as const,
    ),
  )
  return [...Map.groupBy(rows, (row) => `${row[0]}\0${row[1]}`).values()].map((group) =>
    foundTable(group, labels),
  )
}

/** Describes tables: those named with what reading needs, or whole schemas with keys besides. */
export const inspectPostgres = async (run: Run, wanted: Wanted): Promise<Table[]> =>
  wanted.tables
    ? lookUp(run, wanted.tables)
    : (await run(surveySql, [wanted.schemas ?? null])).map(surveyedTable)
