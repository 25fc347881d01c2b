// SPDX-License-Identifier: Apache-2.0
import { Button, Checkbox, NativeSelect } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { useSearchParams } from 'react-router'
import type { Drift } from 'yakusoku/contract'
import { useWords } from '../../language.ts'
import { useWorking } from '../../session.tsx'
import { useAnnounce } from '../../ui/announce.tsx'
import { Failure } from '../../ui/failure.tsx'
import { Loaded } from '../../ui/loading.tsx'
import { Empty, Panel } from '../../ui/panel.tsx'
import classes from './catalog.module.css'
import { DecideDialog } from './decide-dialog.tsx'
import { DriftItem } from './drift-item.tsx'
import { useDrift, useUndo } from './queries.ts'

const states = ['open', 'decided', 'gone'] as const

/** Drift in a state, chosen by system, decided one by one or several at once. */
export function DriftList(): ReactNode {
  const { t } = useWords()
  const { organisation } = useWorking()
  const [query, setQuery] = useSearchParams()
  const state = states.find((one) => one === query.get('state')) ?? 'open'
  const source = query.get('source') ?? ''
  const drift = useDrift(organisation.id, state)
  const sources = [...new Set(drift.data?.map((one) => one.source ?? '') ?? [])].filter(Boolean)
  const choose = (name: string, value: string) => {
    const next = new URLSearchParams(query)
    if (value === '') next.delete(name)
    else next.set(name, value)
    setQuery(next, { replace: true })
  }
  return (
    <>
      <search className={classes['filters']}>
        <NativeSelect
          label={t('catalog.byState')}
          value={state}
          onChange={(event) => choose('state', event.currentTarget.value)}
          data={states.map((one) => ({ value: one, label: t(`catalog.state.${one}`) }))}
        />
        <NativeSelect
          label={t('catalog.bySystem')}
          value={source}
          onChange={(event) => choose('source', event.currentTarget.value)}
          data={[
            { value: '', label: t('filter.all') },
            ...[...new Set([...sources, ...(source ? [source] : [])])].map((one) => ({
              value: one,
              label: one,
            })),
          ]}
        />
      </search>
      <Loaded query={drift} lines={5}>
        {(list) => (
          <Chosen
            key={`${state} ${source}`}
            list={source === '' ? list : list.filter((one) => one.source === source)}
            state={state}
          />
        )}
      </Loaded>
    </>
  )
}

function Chosen({
  list,
  state,
}: {
  readonly list: readonly Drift[]
  readonly state: Drift['state']
}): ReactNode {
  const { t } = useWords()
  const { organisation, can } = useWorking()
  const announce = useAnnounce()
  const undo = useUndo(organisation.id)
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set())
  const [deciding, setDeciding] = useState<readonly Drift[]>([])
  const several = list.filter(({ id }) => marked.has(id))
  const may = can('sources:manage')
  const mark = (ids: readonly string[], on: boolean) =>
    setMarked((now) => new Set(on ? [...now, ...ids] : [...now].filter((id) => !ids.includes(id))))
  return (
    <Panel
      title={t(`catalog.state.${state}`)}
      flush
      aside={<span role="status">{t('catalog.count', { count: list.length })}</span>}
    >
      {undo.error && <Failure error={undo.error} />}
      {list.length === 0 && <Empty title={t(`catalog.none.${state}`)}>{t(`catalog.noneWhy.${state}`)}</Empty>}
      {state === 'open' && may && list.length > 1 && (
        <div className={classes['bulk']}>
          <Checkbox
            label={t('catalog.markAll')}
            checked={several.length === list.length}
            indeterminate={several.length > 0 && several.length < list.length}
            onChange={(event) =>
              mark(
                list.map(({ id }) => id),
                event.currentTarget.checked,
              )
            }
          />
          <Button size="sm" disabled={several.length === 0} onClick={() => setDeciding(several)}>
            {t('catalog.decideSeveral', { count: several.length })}
          </Button>
        </div>
      )}
      <ul className={classes['drift']}>
        {list.map((one) => (
          <DriftItem
            key={one.id}
            drift={one}
            marked={marked.has(one.id)}
            onMark={state === 'open' && may ? (on) => mark([one.id], on) : undefined}
            onDecide={state === 'open' && may ? () => setDeciding([one]) : undefined}
            onUndo={
              one.decision && may
                ? () =>
                    undo.mutate(one.decision?.act ?? '', { onSuccess: () => announce(t('catalog.undone')) })
                : undefined
            }
          />
        ))}
      </ul>
      {deciding.length > 0 && (
        <DecideDialog
          drifts={deciding}
          onClose={() => setDeciding([])}
          onDone={() => {
            setDeciding([])
            setMarked(new Set())
            announce(t('catalog.decided', { count: deciding.length }))
          }}
        />
      )}
    </Panel>
  )
}
