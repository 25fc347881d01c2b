// SPDX-License-Identifier: Apache-2.0
import { Button, TextInput } from '@mantine/core'
import { useId, type ReactNode } from 'react'
import { Link, useSearchParams } from 'react-router'
import type { FactView } from 'yakusoku/contract'
import { useWords, type Translate } from '../../language.ts'
import { useWorking } from '../../session.tsx'
import { Failure } from '../../ui/failure.tsx'
import { Icon } from '../../ui/icons.tsx'
import { Loading } from '../../ui/loading.tsx'
import { Empty, Panel } from '../../ui/panel.tsx'
import { PromiseLinks } from '../../ui/promise-links.tsx'
import { Table } from '../../ui/table.tsx'
import { Moment } from '../../ui/time.tsx'
import classes from './ledger.module.css'
import { useFacts } from './queries.ts'

/** Facts, newest first, with filters and more on demand. */
export function Facts(): ReactNode {
  const { t } = useWords()
  const { organisation } = useWorking()
  const [query, setQuery] = useSearchParams()
  const filter = { type: query.get('type') ?? '', subject: query.get('subject') ?? '' }
  const facts = useFacts(organisation.id, filter)
  const rows = facts.data?.pages.flatMap((page) => page.facts) ?? []
  return (
    <Panel title={t('ledger.list')} flush>
      <Filter key={filter.type + filter.subject} filter={filter} onFilter={(next) => setQuery(next)} />
      {facts.error && <Failure error={facts.error} retry={() => void facts.refetch()} />}
      {facts.isPending && <Loading />}
      {facts.data && rows.length === 0 && <Empty title={t('ledger.none')}>{t('ledger.noneWhy')}</Empty>}
      {rows.length > 0 && <FactTable facts={rows} />}
      {facts.hasNextPage && (
        <div className={classes['next']}>
          <Button
            variant="default"
            loading={facts.isFetchingNextPage}
            onClick={() => void facts.fetchNextPage()}
          >
            {t('list.more')}
          </Button>
        </div>
      )}
    </Panel>
  )
}

function Filter(props: {
  readonly filter: { readonly type: string; readonly subject: string }
  readonly onFilter: (filter: Record<string, string>) => void
}): ReactNode {
  const { t } = useWords()
  const id = useId()
  return (
    <search>
      <form
        className={classes['filter']}
        onSubmit={(event) => {
          event.preventDefault()
          const form = new FormData(event.currentTarget)
          const entries = ['type', 'subject'].map((name) => [name, textIn(form, name)] as const)
          props.onFilter(Object.fromEntries(entries.filter(([, value]) => value !== '')))
        }}
      >
        <TextInput
          id={`${id}type`}
          name="type"
          label={t('ledger.byType')}
          placeholder="requests.received"
          defaultValue={props.filter.type}
        />
        <TextInput
          id={`${id}subject`}
          name="subject"
          label={t('ledger.bySubject')}
          defaultValue={props.filter.subject}
        />
        <Button type="submit" size="md" leftSection={<Icon name="search" />}>
          {t('filter.apply')}
        </Button>
        {(props.filter.type || props.filter.subject) && (
          <Button size="md" variant="subtle" onClick={() => props.onFilter({})}>
            {t('filter.clear')}
          </Button>
        )}
      </form>
    </search>
  )
}

function textIn(form: FormData, name: string): string {
  const value = form.get(name)
  return typeof value === 'string' ? value.trim() : ''
}

function FactTable({ facts }: { readonly facts: readonly FactView[] }): ReactNode {
  const { t } = useWords()
  const { organisation } = useWorking()
  return (
    <Table
      caption={t('ledger.list')}
      heads={[
        t('ledger.leaf'),
        t('ledger.type'),
        t('ledger.time'),
        t('ledger.actor'),
        t('ledger.subject'),
        t('ledger.promises'),
      ]}
    >
      {facts.map((fact) => (
        <tr key={fact.id}>
          <td className={classes['leaf']}>{fact.leafIndex ?? t('ledger.notNumbered')}</td>
          <th scope="row">
            <Link to={`/${organisation.id}/ledger/${fact.id}`}>{fact.type}</Link>
          </th>
          <td>
            <Moment at={fact.time} />
          </td>
          <td>{actorOf(fact, t)}</td>
          <td>{fact.subject ? subjectOf(fact.subject) : null}</td>
          <td>
            <PromiseLinks promises={fact.promises} />
          </td>
        </tr>
      ))}
    </Table>
  )
}

/** Who acted: the operator's name, else the kind of actor. */
export function actorOf({ actor, actorName }: FactView, t: Translate): string {
  return actorName !== null && actorName !== actor.kind
    ? actorName
    : t(`actor.${actor.kind as 'system'}`, actor.kind)
}

function subjectOf({ kind, id }: { readonly kind: string; readonly id: string }): ReactNode {
  return (
    <>
      {kind} <code title={id}>{id.length > 12 ? `…${id.slice(-8)}` : id}</code>
    </>
  )
}
