// SPDX-License-Identifier: Apache-2.0
import { Button, Group, NativeSelect, TextInput } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { useSearchParams } from 'react-router'
import type { Inventory } from 'yakusoku/contract'
import { pathOf } from '../../api.ts'
import { formatInstant } from '../../dates.ts'
import { useWords } from '../../language.ts'
import { useWorking } from '../../session.tsx'
import { useAnnounce } from '../../ui/announce.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Choices } from '../../ui/choices.tsx'
import { Failure } from '../../ui/failure.tsx'
import { Icon } from '../../ui/icons.tsx'
import { Empty, Panel } from '../../ui/panel.tsx'
import { AddDialog } from './add-dialog.tsx'
import { ImportDialog } from './import-dialog.tsx'
import classes from './inventory.module.css'
import { useFill } from './queries.ts'
import { Reviews } from './reviews.tsx'
import { departmentsIn, inState, select, type Selection } from './selection.ts'
import { EntryTable } from './table.tsx'

const states = ['open', 'gone', 'closed'] as const

/** The list of entries with what can be done to all of them. */
export function List({ inventory }: { readonly inventory: Inventory }): ReactNode {
  const { t, language } = useWords()
  const [query, setQuery] = useSearchParams()
  const selection: Selection = {
    state: states.find((one) => one === query.get('state')) ?? 'open',
    department: query.get('department') ?? '',
    words: query.get('words') ?? '',
    sort: query.get('sort') ?? 'no',
  }
  const choose = (name: keyof Selection, value: string) => {
    const next = new URLSearchParams(query)
    if (value === '' || (name === 'sort' && value === 'no')) next.delete(name)
    else next.set(name, value)
    setQuery(next, { replace: true, preventScrollReset: true })
  }
  const found = select(inventory.entries, selection, language)
  return (
    <>
      <Actions inventory={inventory} />
      {inventory.entries.length > 0 && (
        <Filters inventory={inventory} selection={selection} found={found.length} choose={choose} />
      )}
      <Panel title={t('inventory.list')} flush>
        {inventory.entries.length === 0 && (
          <Empty title={t('inventory.empty')}>{t('inventory.emptyWhy')}</Empty>
        )}
        {inventory.entries.length > 0 && found.length === 0 && (
          <Empty title={t('inventory.none')}>{t('inventory.noneWhy')}</Empty>
        )}
        {found.length > 0 && (
          <EntryTable entries={found} sort={selection.sort} onSort={(sort) => choose('sort', sort)} />
        )}
      </Panel>
      {inventory.reviews.length > 0 && <Reviews inventory={inventory} />}
    </>
  )
}

function Actions({ inventory }: { readonly inventory: Inventory }): ReactNode {
  const { t, language } = useWords()
  const { organisation, can } = useWorking()
  const announce = useAnnounce()
  const fill = useFill(organisation.id)
  const [dialog, setDialog] = useState<'add' | 'import' | null>(null)
  const { filled, version } = inventory
  return (
    <>
      <Group gap="sm" className={classes['actions'] ?? ''}>
        {can('inventory:write') && (
          <>
            <Button
              loading={fill.isPending}
              variant={filled?.version === version ? 'default' : 'filled'}
              onClick={() =>
                fill.mutate(undefined, {
                  onSuccess: (done) => announce(t('inventory.filled', { ...done })),
                })
              }
            >
              {t('inventory.fill')}
            </Button>
            <Button variant="default" onClick={() => setDialog('add')}>
              {t('inventory.add')}
            </Button>
            <Button variant="default" onClick={() => setDialog('import')}>
              {t('inventory.import')}
            </Button>
          </>
        )}
        <Button
          component="a"
          variant="default"
          leftSection={<Icon name="download" />}
          href={pathOf(organisation.id, ['inventory', 'export'], { lang: language })}
          download
        >
          {t('inventory.export')}
        </Button>
      </Group>
      {fill.error && <Failure error={fill.error} />}
      {filled && (
        <p className={classes['small']}>
          {t('inventory.filledBy', {
            version: filled.version,
            at: formatInstant(filled.at, 'time', language),
          })}
          {filled.version !== version && (
            <Badge tone="warn" icon="warning">
              {t('inventory.stale', { version })}
            </Badge>
          )}
        </p>
      )}
      {dialog === 'add' && <AddDialog onClose={() => setDialog(null)} />}
      {dialog === 'import' && <ImportDialog onClose={() => setDialog(null)} />}
    </>
  )
}

function Filters(props: {
  readonly inventory: Inventory
  readonly selection: Selection
  readonly found: number
  readonly choose: (name: keyof Selection, value: string) => void
}): ReactNode {
  const { t, language } = useWords()
  const { inventory, selection, choose } = props
  return (
    <search className={classes['filters']}>
      <Choices
        label={t('inventory.state')}
        value={selection.state}
        onChange={(value) => choose('state', value)}
        choices={states.map((state) => ({
          value: state,
          label: t(`inventory.${state}`),
          count: inState(inventory.entries, state).length,
        }))}
      />
      <div className={classes['fields']}>
        <NativeSelect
          label={t('inventory.department')}
          value={selection.department}
          onChange={(event) => choose('department', event.currentTarget.value)}
          data={[
            { value: '', label: t('filter.all') },
            ...departmentsIn(inventory.entries, language).map((name) => ({ value: name, label: name })),
          ]}
        />
        <TextInput
          type="search"
          label={t('inventory.search')}
          placeholder={t('inventory.searchHint')}
          leftSection={<Icon name="search" />}
          value={selection.words}
          onChange={(event) => choose('words', event.currentTarget.value)}
        />
      </div>
      <p role="status" className={classes['small']}>
        {t('inventory.found', { count: props.found })}
      </p>
    </search>
  )
}
