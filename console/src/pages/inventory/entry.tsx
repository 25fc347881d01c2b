// SPDX-License-Identifier: Apache-2.0
import { Button, Textarea } from '@mantine/core'
import { columnOf, columns, groups, nameOf, shown } from '@yakusoku/core/inventory'
import { useState, type ReactNode } from 'react'
import { Link, useParams } from 'react-router'
import type { InventoryEntry, InventoryHistory } from 'yakusoku/contract'
import { useWords } from '../../language.ts'
import { useWorking } from '../../session.tsx'
import { useAnnounce } from '../../ui/announce.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { Permitted } from '../../ui/not-permitted.tsx'
import { One } from '../../ui/one.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Moment } from '../../ui/time.tsx'
import { Cell } from './cell.tsx'
import classes from './inventory.module.css'
import { useEntry, useMove } from './queries.ts'

/** The page of one entry. */
export function Entry(): ReactNode {
  const { t } = useWords()
  return (
    <Permitted to="inventory:read" title={t('inventory.title')}>
      <Read />
    </Permitted>
  )
}

function Read(): ReactNode {
  const { t, language } = useWords()
  const { organisation, can } = useWorking()
  const { id = '' } = useParams()
  const history = useEntry(organisation.id, id)
  const entry = history.data?.entry
  const title = entry
    ? t('inventory.entry', { no: entry.no, item: shown(entry.cells, 'item', language) })
    : t('inventory.title')
  return (
    <One
      query={history}
      list="inventory"
      back={t('inventory.back')}
      title={title}
      actions={entry && can('inventory:write') && <Moving key={entry.revision} entry={entry} />}
    >
      {(read) => (
        <>
          {read.entry.gone && (
            <p className={classes['say']}>
              <Badge tone="warn" icon="warning">
                {t('inventory.gone')}
              </Badge>{' '}
              {t('inventory.goneSays')}
            </p>
          )}
          {groups.map((group) => (
            <Panel key={group.id} title={group.name[language]}>
              <dl className={classes['cells']}>
                {columns
                  .filter((column) => column.group === group.id)
                  .map((column) => (
                    <div key={column.id}>
                      <dt title={column.says[language]}>{column.name[language]}</dt>
                      <dd>
                        <Cell key={read.entry.revision} entry={read.entry} column={column.id} mark />
                      </dd>
                    </div>
                  ))}
              </dl>
            </Panel>
          ))}
          <History history={read} />
        </>
      )}
    </One>
  )
}

function Moving({ entry }: { readonly entry: InventoryEntry }): ReactNode {
  const { t } = useWords()
  const { organisation } = useWorking()
  const announce = useAnnounce()
  const verb = entry.state === 'open' ? 'close' : 'reopen'
  const move = useMove(organisation.id, entry.id, verb)
  const [opened, setOpened] = useState(false)
  const [reason, setReason] = useState('')
  return (
    <>
      <Button variant="default" onClick={() => setOpened(true)}>
        {t(`inventory.${verb}`)}
      </Button>
      <Confirm
        opened={opened}
        title={t(`inventory.${verb}`)}
        action={t(`inventory.${verb}`)}
        busy={move.isPending}
        disabled={reason.trim() === ''}
        error={move.error}
        onClose={() => setOpened(false)}
        onConfirm={() =>
          move.mutate(
            { revision: entry.revision, reason },
            { onSuccess: () => announce(t('inventory.moved')) },
          )
        }
      >
        <p className={classes['say']}>{t(`inventory.${verb}Says`)}</p>
        <Textarea
          label={t('inventory.reason')}
          required
          maxLength={1_000}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      </Confirm>
    </>
  )
}

function History({ history }: { readonly history: InventoryHistory }): ReactNode {
  const { t, language } = useWords()
  const { organisation, can } = useWorking()
  const valueOf = (column: string, value: string) =>
    value === '' ? t('inventory.blank') : nameOf(column, value, language)
  return (
    <Panel title={t('inventory.history')}>
      <ol className={classes['history']}>
        {history.revisions.map((one) => (
          <li key={one.revision}>
            <p className={classes['say']}>
              <b>{t(`inventory.what.${one.what}`)}</b> <Moment at={one.at} />{' '}
              {t('inventory.by', { actor: one.actor, via: t(`inventory.via.${one.via}`) })}{' '}
              {can('ledger:read') && (
                <Link to={`/${organisation.id}/ledger/${one.fact}`}>{t('inventory.fact')}</Link>
              )}
            </p>
            {one.reason && <p className={classes['say']}>{one.reason}</p>}
            {one.what !== 'added' && one.changes.length > 0 && (
              <ul>
                {one.changes.map(({ column, from, to }) => (
                  <li key={column}>
                    {columnOf(column)?.name[language] ?? column}: <del>{valueOf(column, from[language])}</del>{' '}
                    → <ins>{valueOf(column, to[language])}</ins>
                  </li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ol>
    </Panel>
  )
}
