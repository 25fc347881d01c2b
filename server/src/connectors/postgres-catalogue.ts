// SPDX-License-Identifier: Apache-2.0
import type { Column, ForeignKey, Kind, Table, TableName } from './connector.ts'

/** Describes tables in one statement: $1 schemas, $2 names (both null for all), $3 schemas to list. */
export const inspectSql = `
with wanted as (select * from unnest($1::text[], $2::text[]) as w(schema, name))
select n.nspname, c.relname, c.relkind::text,
  case when c.reltuples >= 0 then c.reltuples else pg_relation_size(c.oid) / 100 end::bigint,
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
  and ($2::text[] is null or exists (select from wanted w where w.name = c.relname
    and (w.schema = n.nspname or w.schema is null and n.nspname = any (current_schemas(false)))))
  and ($3::text[] is null or n.nspname = any ($3::text[]))
order by 8, n.nspname, c.relname`

/** Lists the tables that can be seen, those on the search path without their schema. */
export const namesSql = `
select case when n.nspname = any (current_schemas(false)) then null else n.nspname end, c.relname
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'p', 'v', 'm', 'f') and not c.relispartition
  and n.nspname <> 'information_schema' and n.nspname !~ '^pg_' order by 1, 2`

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

/** Reads one row of {@link inspectSql}. */
export const toTable = (row: readonly (string | null)[]): Table => {
  const [schema, name, kind, rows, columns, keys, indexes] = row.map((v) => v ?? '')
  const constraints = JSON.parse(keys || '[]') as KeyRow[]
  // A row keeps its place for the length of a snapshot, which is as long as one reading lasts.
  const placed = kind === 'r' || kind === 'p' || kind === 'm'
  return {
    schema: schema ?? '',
    name: name ?? '',
    view: kind === 'v' || kind === 'm',
    columns: (JSON.parse(columns || '[]') as ColumnRow[]).map(toColumn),
    primaryKey: constraints.find((k) => k.type === 'p')?.columns ?? [],
    foreignKeys: constraints.filter((k) => k.type === 'f').map(toForeignKey),
    indexes: (JSON.parse(indexes || '[]') as (string[] | null)[]).map((i) => i ?? []),
    estimatedRows: Number(rows),
    ...(placed ? { locator: "tableoid::text || ' ' || ctid::text" } : {}),
  }
}

/** Splits names into the two parallel lists {@link inspectSql} takes. */
export const toLists = (tables: readonly TableName[]): [(string | null)[], string[]] => [
  tables.map((t) => t.schema ?? null),
  tables.map((t) => t.name),
]
