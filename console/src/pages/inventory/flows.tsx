// SPDX-License-Identifier: Apache-2.0
import { Button, Checkbox, Group, TextInput } from '@mantine/core'
import { drawFlows, flowGraph, flowGroups, folded, layOut, type FlowGraph } from '@yakusoku/core/inventory'
import { useDeferredValue, useEffect, useId, useMemo, useState, type ReactNode } from 'react'
import { useSearchParams } from 'react-router'
import type { Inventory } from 'yakusoku/contract'
import { pathOf } from '../../api.ts'
import { useWords } from '../../language.ts'
import { useWorking } from '../../session.tsx'
import { Icon } from '../../ui/icons.tsx'
import { Empty, Panel } from '../../ui/panel.tsx'
import { Table } from '../../ui/table.tsx'
import classes from './inventory.module.css'
import { Drawing } from './drawing.tsx'

type Entries = Inventory['entries']

/** The picture of flows, narrowed to a station at will, with the same content as a table. */
export function Flows({ inventory }: { readonly inventory: Inventory }): ReactNode {
  const { t, language } = useWords()
  const [query, setQuery] = useSearchParams()
  const entries = useMemo(
    () => inventory.entries.filter(({ state }) => state === 'open'),
    [inventory.entries],
  )
  const focus = query.get('focus') ?? undefined
  const every = query.get('all') === 'true'
  const opened = query.getAll('open').join('\n')
  const graph = useMemo(
    () =>
      flowGraph(entries, {
        language,
        focus,
        open: new Set(opened.split('\n')),
        ...(every && { most: Infinity }),
      }),
    [entries, language, focus, opened, every],
  )
  const change = (edit: (next: URLSearchParams) => void) => {
    const next = new URLSearchParams(query)
    edit(next)
    setQuery(next, { preventScrollReset: true })
  }
  if (entries.length === 0)
    return (
      <Panel title={t('inventory.flows')}>
        <Empty title={t('inventory.flowNone')}>{t('inventory.flowNoneWhy')}</Empty>
      </Panel>
    )
  return (
    <>
      <Controls
        graph={graph}
        focus={focus}
        every={every}
        onFocus={(id) => change((next) => (id === undefined ? next.delete('focus') : next.set('focus', id)))}
        onOpen={(id) => change((next) => next.append('open', id))}
        onEvery={(on) => change((next) => (on ? next.set('all', 'true') : next.delete('all')))}
        entries={entries}
      />
      <Panel title={focus === undefined ? t('inventory.flows') : titleOf(focus, graph, t)}>
        <Picture graph={graph} onChoose={(id) => change((next) => next.set('focus', id))} />
        <Same graph={graph} />
      </Panel>
    </>
  )
}

function titleOf(focus: string, graph: FlowGraph, t: ReturnType<typeof useWords>['t']): string {
  const label = focus.slice(focus.indexOf(':') + 1).replace(/^\*/, '')
  return t('inventory.flowFocus', { label, count: graph.entries })
}

function Picture(props: { readonly graph: FlowGraph; readonly onChoose?: (id: string) => void }): ReactNode {
  const { t, language } = useWords()
  const { graph } = props
  const shape = useMemo(
    () => drawFlows(layOut(graph), { language, title: t('inventory.flows') }),
    [graph, language, t],
  )
  return (
    <div className={classes['picture']}>
      <Drawing shape={shape} {...(props.onChoose && { onChoose: props.onChoose })} />
    </div>
  )
}

function Controls(props: {
  readonly graph: FlowGraph
  readonly entries: Entries
  readonly focus: string | undefined
  readonly every: boolean
  readonly onFocus: (id: string | undefined) => void
  readonly onOpen: (id: string) => void
  readonly onEvery: (on: boolean) => void
}): ReactNode {
  const { t, language } = useWords()
  const { organisation } = useWorking()
  const [query] = useSearchParams()
  const [atlas, setAtlas] = useState(false)
  const groups = props.graph.nodes.filter(({ things }) => things > 1)
  const address = pathOf(organisation.id, ['inventory', 'flows.svg'], { lang: language })
  return (
    <div className={classes['filters']}>
      <Find entries={props.entries} onFind={props.onFocus} />
      {groups.length > 0 && (
        <Group gap="xs" role="group" aria-label={t('inventory.flowGroups')}>
          {groups.map(({ id, label, things }) => (
            <Button key={id} size="xs" variant="default" onClick={() => props.onOpen(id)}>
              {t('inventory.flowOpen', { label, count: things })}
            </Button>
          ))}
        </Group>
      )}
      <Group gap="sm">
        {props.focus !== undefined && (
          <Button leftSection={<Icon name="undo" />} onClick={() => props.onFocus(undefined)}>
            {t('inventory.flowBack')}
          </Button>
        )}
        <Checkbox
          label={t('inventory.flowEvery')}
          checked={props.every}
          onChange={(event) => props.onEvery(event.currentTarget.checked)}
        />
        <Button
          component="a"
          variant="default"
          leftSection={<Icon name="download" />}
          href={`${address}&${query.toString()}`}
          download
        >
          {t('inventory.flowSave')}
        </Button>
        <Button variant="default" onClick={() => window.print()}>
          {t('inventory.flowPrint')}
        </Button>
        <Button variant="default" onClick={() => setAtlas(true)}>
          {t('inventory.flowPrintAll')}
        </Button>
      </Group>
      {atlas && <Atlas entries={props.entries} onDone={() => setAtlas(false)} />}
    </div>
  )
}

const listed = 30

/** Finds a station by its name, whether it is drawn or stands in a group. */
function Find(props: { readonly entries: Entries; readonly onFind: (id: string) => void }): ReactNode {
  const { t, language } = useWords()
  const [words, setWords] = useState('')
  const wanted = folded(useDeferredValue(words))
  const all = useMemo(
    () => flowGraph(props.entries, { language, most: Infinity }).nodes,
    [props.entries, language],
  )
  const found = wanted === '' ? [] : all.filter(({ label }) => folded(label).includes(wanted))
  return (
    <div>
      <TextInput
        type="search"
        label={t('inventory.flowSearch')}
        leftSection={<Icon name="search" />}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      {wanted !== '' && (
        <>
          <p role="status" className={classes['small']}>
            {t('inventory.found', { count: found.length })}
          </p>
          <Group gap="xs">
            {found.slice(0, listed).map(({ id, label }) => (
              <Button key={id} size="xs" variant="default" onClick={() => props.onFind(id)}>
                {label}
              </Button>
            ))}
          </Group>
        </>
      )}
    </div>
  )
}

/** One page for each process, drawn for the printer alone; the printer's dialog opens once they are there. */
function Atlas({ entries, onDone }: { readonly entries: Entries; readonly onDone: () => void }): ReactNode {
  const { language } = useWords()
  const pages = useMemo(() => flowGroups(entries, 'system', language), [entries, language])
  useEffect(() => {
    window.addEventListener('afterprint', onDone)
    document.documentElement.dataset['atlas'] = 'true'
    const timer = setTimeout(() => window.print(), 100)
    return () => {
      clearTimeout(timer)
      window.removeEventListener('afterprint', onDone)
      delete document.documentElement.dataset['atlas']
    }
  }, [onDone])
  return (
    <div className={classes['atlas']}>
      {pages.map(({ id, label }) => (
        <section key={id}>
          <h2>{label}</h2>
          <Picture graph={flowGraph(entries, { language, focus: id })} />
        </section>
      ))}
    </div>
  )
}

/** The flows as a table: what a screen reader reads, and what a phone shows. */
function Same({ graph }: { readonly graph: FlowGraph }): ReactNode {
  const { t } = useWords()
  const id = useId()
  const labels = new Map(graph.nodes.map((node) => [node.id, node.label]))
  return (
    <details className={classes['same']}>
      <summary id={id}>{t('inventory.flowTable')}</summary>
      <Table
        dense
        caption={t('inventory.flowTable')}
        heads={[t('inventory.flowFrom'), t('inventory.flowTo'), t('inventory.flowEntries')]}
      >
        {graph.links.map(({ from, to, entries }) => (
          <tr key={`${from}\n${to}`}>
            <td>{labels.get(from)}</td>
            <td>{labels.get(to)}</td>
            <td>{entries}</td>
          </tr>
        ))}
      </Table>
    </details>
  )
}
