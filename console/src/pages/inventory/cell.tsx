// SPDX-License-Identifier: Apache-2.0
import { Button, Group, NativeSelect, Stack, Textarea } from '@mantine/core'
import { columnOf, shown, valueOf } from '@yakusoku/core/inventory'
import { useRef, useState, type ReactNode } from 'react'
import type { InventoryEntry } from 'yakusoku/contract'
import { formatInstant } from '../../dates.ts'
import { useWords } from '../../language.ts'
import { useWorking } from '../../session.tsx'
import { useAnnounce } from '../../ui/announce.tsx'
import { Failure } from '../../ui/failure.tsx'
import classes from './inventory.module.css'
import { useChange } from './queries.ts'

/** One cell: what stands there and where it comes from, and a way to write over it in place. */
export function Cell(props: {
  readonly entry: InventoryEntry
  readonly column: string
  readonly mark?: boolean
}): ReactNode {
  const { entry, column, mark = false } = props
  const { t, language } = useWords()
  const { can } = useWorking()
  const [editing, setEditing] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const text = shown(entry.cells, column, language)
  const name = columnOf(column)?.name[language] ?? column
  if (editing)
    return (
      <Editor
        entry={entry}
        column={column}
        done={() => {
          setEditing(false)
          // The button is drawn anew first.
          setTimeout(() => button.current?.focus())
        }}
      />
    )
  const value = <Value entry={entry} column={column} text={text} />
  const origin = mark && <Origin entry={entry} column={column} />
  if (!can('inventory:write') || entry.state === 'closed')
    return (
      <>
        {value}
        {origin}
      </>
    )
  return (
    <>
      <button
        type="button"
        ref={button}
        className={classes['cell']}
        aria-label={`${t('inventory.edit', { column: name })}: ${text === '' ? t('inventory.blank') : text}`}
        onClick={() => setEditing(true)}
      >
        {value}
      </button>
      {origin}
    </>
  )
}

function Value(props: {
  readonly entry: InventoryEntry
  readonly column: string
  readonly text: string
}): ReactNode {
  const { given } = props.entry.cells[props.column] ?? {}
  const why = useOrigin(props.entry, props.column)
  return (
    <span className={classes['value']} data-given={given !== undefined} title={why}>
      <span className={classes['text']}>{props.text === '' ? '—' : props.text}</span>
    </span>
  )
}

/** Where a value comes from, in words; undefined where there is none. */
function useOrigin({ cells }: InventoryEntry, column: string): string | undefined {
  const { t, say, language } = useWords()
  const { computed, given } = cells[column] ?? {}
  if (given) return t('inventory.givenWhy', { at: formatInstant(given.at, 'time', language) })
  return computed && t('inventory.computedWhy', { why: say(computed.why) })
}

function Origin(props: { readonly entry: InventoryEntry; readonly column: string }): ReactNode {
  return <span className={classes['origin']}>{useOrigin(props.entry, props.column)}</span>
}

function Editor(props: {
  readonly entry: InventoryEntry
  readonly column: string
  readonly done: () => void
}): ReactNode {
  const { entry, column: id, done } = props
  const { t, language } = useWords()
  const { organisation } = useWorking()
  const announce = useAnnounce()
  const change = useChange(organisation.id, entry.id)
  const [value, setValue] = useState(valueOf(entry.cells, id, language))
  const column = columnOf(id)
  const computed = entry.cells[id]?.computed
  if (column === undefined) return null
  const send = (next: string | null) =>
    change.mutate(
      { revision: entry.revision, cells: { [id]: next } },
      {
        onSuccess: () => {
          announce(t('inventory.saved'))
          done()
        },
      },
    )
  const label = column.name[language]
  return (
    <form
      className={classes['editor']}
      onSubmit={(event) => {
        event.preventDefault()
        send(value)
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') done()
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) send(value)
      }}
    >
      <Stack gap="xs">
        {column.kind === 'choice' ? (
          <NativeSelect
            label={label}
            autoFocus
            value={value}
            onChange={(event) => setValue(event.currentTarget.value)}
            data={[
              { value: '', label: t('inventory.blank') },
              ...column.choices.map((choice) => ({ value: choice.id, label: choice.name[language] })),
            ]}
          />
        ) : (
          <Textarea
            label={label}
            description={column.says[language]}
            autoFocus
            rows={Math.min(8, value.split('\n').length + 1)}
            maxLength={4_000}
            value={value}
            onChange={(event) => setValue(event.currentTarget.value)}
          />
        )}
        {computed && (
          <p className={classes['origin']}>
            {t('inventory.wouldBe', { value: shown({ [id]: { computed } }, id, language) })}
          </p>
        )}
        {change.error && <Failure error={change.error} />}
        <Group gap="xs">
          <Button type="submit" size="xs" loading={change.isPending}>
            {t('inventory.save')}
          </Button>
          <Button type="button" size="xs" variant="default" onClick={done}>
            {t('inventory.cancel')}
          </Button>
          {computed && entry.cells[id]?.given && (
            <Button type="button" size="xs" variant="default" onClick={() => send(null)}>
              {t('inventory.revert')}
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  )
}
