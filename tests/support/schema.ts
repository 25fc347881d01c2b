// SPDX-License-Identifier: Apache-2.0
import type pg from 'pg'

const relations = `
  select n.nspname || '.' || c.relname as name,
    case when c.relrowsecurity then 'row security' else 'no row security' end
      || case when c.relforcerowsecurity then ', forced' else '' end as security,
    pg_get_userbyid(c.relowner) as owner, coalesce(array_to_string(c.reloptions, ', '), '') as options
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p') and n.nspname = any($1::text[]) order by 1`

const columns = `
  select format('%s %s%s%s', a.attname, format_type(a.atttypid, a.atttypmod),
    case when a.attnotnull then ' not null' else '' end,
    coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '')) as line
  from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
  where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped order by a.attnum`

const rules = `
  select format('constraint %s: %s', conname, pg_get_constraintdef(oid)) as line
    from pg_constraint where conrelid = $1::regclass and contype <> 'n'
  union all select format('index %s', regexp_replace(indexdef, '^CREATE ', ''))
    from pg_indexes where format('%I.%I', schemaname, tablename)::regclass = $1::regclass
  union all select format('policy %s: %s%s', polname, pg_get_expr(polqual, polrelid),
      coalesce(' with check ' || pg_get_expr(polwithcheck, polrelid), ''))
    from pg_policy where polrelid = $1::regclass
  union all select format('trigger %s', pg_get_triggerdef(oid))
    from pg_trigger where tgrelid = $1::regclass and not tgisinternal
  order by 1`

const routines = `
  select pg_get_functiondef(p.oid) as line from pg_proc p join pg_namespace n on n.oid = p.pronamespace
  where n.nspname = any($1::text[]) order by p.proname`

/** Everything the migrations made, as text in an order that does not depend on theirs. */
export async function describeSchema(client: pg.ClientBase): Promise<string> {
  const lines = async (query: string, value: unknown) =>
    (await client.query<{ line: string }>(query, [value])).rows.map(({ line }) => line)
  const schemas = await client.query<{ name: string }>(
    `select nspname as name from pg_namespace where nspname !~ '^(pg_|information_schema|public$)' order by 1`,
  )
  const names = schemas.rows.map(({ name }) => name)
  const tables = await client.query<Record<'name' | 'security' | 'owner' | 'options', string>>(relations, [
    names,
  ])
  const parts: string[] = [`schemas: ${names.join(', ')}`]
  for (const { name, security, owner, options } of tables.rows) {
    const head = [`${name} (${security}; owner ${owner}${options === '' ? '' : `; ${options}`})`]
    parts.push([...head, ...(await lines(columns, name)), ...(await lines(rules, name))].join('\n  '))
  }
  parts.push(...(await lines(routines, names)).map((body) => body.trimEnd()))
  return `${parts.join('\n\n')}\n`
}
