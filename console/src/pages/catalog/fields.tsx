// SPDX-License-Identifier: Apache-2.0
import { Button, NativeSelect, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { Link, useSearchParams } from 'react-router'
import type { CatalogField } from 'yakusoku/contract'
import { useWords } from '../../language.ts'
import { useWorking } from '../../session.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Failure } from '../../ui/failure.tsx'
import { Icon } from '../../ui/icons.tsx'
import { Loading } from '../../ui/loading.tsx'
import { Empty, Panel } from '../../ui/panel.tsx'
import { Table } from '../../ui/table.tsx'
import classes from './catalog.module.css'
import { useCategories, useFields, useSystems } from './queries.ts'

const kinds = ['drift', 'personal', 'unmapped'] as const

/** Every field of every system: what it holds, how that is known, and what is wrong with it. */
export function Fields(): ReactNode {
  const { t } = useWords()
  const { organisation } = useWorking()
  const [query, setQuery] = useSearchParams()
  const of = (name: string) => query.get(name) ?? ''
  const filter = { source: of('source'), search: of('search'), category: of('category'), only: of('only') }
  const fields = useFields(organisation.id, filter)
  const rows = fields.data?.pages.flatMap((page) => page.fields) ?? []
  const total = fields.data?.pages[0]?.total
  return (
    <>
      <Filters key={query.toString()} filter={filter} onFilter={(next) => setQuery(next)} />
      <Panel
        title={t('catalog.part.fields')}
        flush
        aside={total !== undefined && <span role="status">{t('catalog.count', { count: total })}</span>}
      >
        {fields.error && !fields.data && <Failure error={fields.error} retry={() => void fields.refetch()} />}
        {fields.isPending && <Loading />}
        {fields.data && rows.length === 0 && (
          <Empty title={t('catalog.noFields')}>{t('catalog.noFieldsWhy')}</Empty>
        )}
        {rows.length > 0 && <FieldTable fields={rows} />}
        {fields.hasNextPage && (
          <div className={classes['next']}>
            <Button
              variant="default"
              loading={fields.isFetchingNextPage}
              onClick={() => void fields.fetchNextPage()}
            >
              {t('list.more')}
            </Button>
          </div>
        )}
      </Panel>
    </>
  )
}

function Filters(props: {
  readonly filter: Readonly<Record<'source' | 'search' | 'category' | 'only', string>>
  readonly onFilter: (filter: Record<string, string>) => void
}): ReactNode {
  const { t, say } = useWords()
  const { organisation } = useWorking()
  const systems = useSystems(organisation.id)
  const categories = useCategories(organisation.id)
  const { filter, onFilter } = props
  const all = { value: '', label: t('filter.all') }
  const choose = (more: Partial<typeof filter>) =>
    onFilter(Object.fromEntries(Object.entries({ ...filter, ...more }).filter(([, value]) => value !== '')))
  return (
    <search>
      <form
        className={classes['filters']}
        onSubmit={(event) => {
          event.preventDefault()
          const search = new FormData(event.currentTarget).get('search')
          choose({ search: typeof search === 'string' ? search.trim() : '' })
        }}
      >
        <NativeSelect
          label={t('catalog.bySystem')}
          value={filter.source}
          onChange={(event) => choose({ source: event.currentTarget.value })}
          data={[all, ...(systems.data ?? []).map(({ key }) => ({ value: key, label: key }))]}
        />
        <NativeSelect
          label={t('catalog.byCategory')}
          value={filter.category}
          onChange={(event) => choose({ category: event.currentTarget.value })}
          data={[all, ...(categories.data ?? []).map(({ id, name }) => ({ value: id, label: say(name) }))]}
        />
        <NativeSelect
          label={t('catalog.only.label')}
          value={filter.only}
          onChange={(event) => choose({ only: event.currentTarget.value })}
          data={[all, ...kinds.map((one) => ({ value: one, label: t(`catalog.only.${one}`) }))]}
        />
        <TextInput type="search" name="search" label={t('catalog.search')} defaultValue={filter.search} />
        <Button type="submit" size="md" variant="outline" leftSection={<Icon name="search" />}>
          {t('filter.search')}
        </Button>
      </form>
    </search>
  )
}

function FieldTable({ fields }: { readonly fields: readonly CatalogField[] }): ReactNode {
  const { t } = useWords()
  const { organisation } = useWorking()
  const heads = ['system', 'table', 'column', 'type', 'holds', 'guess', 'drift'] as const
  return (
    <Table caption={t('catalog.part.fields')} heads={heads.map((head) => t(`catalog.head.${head}`))}>
      {fields.map((field) => (
        <tr key={JSON.stringify([field.source, field.collection, field.field])}>
          <td>{field.source}</td>
          <td>
            <code>{field.collection}</code>
          </td>
          <th scope="row">
            <code>{field.field}</code>
          </th>
          <td>{field.type}</td>
          <td>
            <Holds field={field} />
          </td>
          <td>
            <Guess field={field} />
          </td>
          <td>
            {field.drift.map(({ id, kind, state }) => (
              <Link
                key={id}
                to={`/${organisation.id}/catalog/drift?state=${state}&source=${encodeURIComponent(field.source)}`}
              >
                <Badge tone={state === 'open' ? 'warn' : 'plain'}>{t(`catalog.kind.${kind}`)}</Badge>
              </Link>
            ))}
          </td>
        </tr>
      ))}
    </Table>
  )
}

function Holds({ field }: { readonly field: CatalogField }): ReactNode {
  const { t, say } = useWords()
  const { organisation } = useWorking()
  const categories = useCategories(organisation.id)
  if (!field.mapped) return <span className={classes['small']}>{t('catalog.notMapped')}</span>
  const names = field.categories.map((id) => {
    const found = categories.data?.find((one) => one.id === id)
    return found ? say(found.name) : id
  })
  return (
    <>
      {names.join(t('list.comma'))}
      {field.fides.length > 0 && <code className={classes['under']}>{field.fides.join(' ')}</code>}
    </>
  )
}

function Guess({ field }: { readonly field: CatalogField }): ReactNode {
  const { t, say } = useWords()
  const { guess } = field
  if (guess === null) return null
  return (
    <details>
      <summary>
        <code>{guess.fides}</code> {t('catalog.percent', { percent: Math.round(guess.confidence * 100) })}
      </summary>
      <p className={classes['small']}>{say(guess.why)}</p>
    </details>
  )
}
