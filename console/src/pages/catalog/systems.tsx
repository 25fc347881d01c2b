// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { Link } from 'react-router'
import type { SystemView } from 'yakusoku/contract'
import { useWords } from '../../language.ts'
import { useWorking } from '../../session.tsx'
import { useAnnounce } from '../../ui/announce.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { Failure } from '../../ui/failure.tsx'
import { Icon } from '../../ui/icons.tsx'
import { Loaded } from '../../ui/loading.tsx'
import { Empty, Panel } from '../../ui/panel.tsx'
import { Moment } from '../../ui/time.tsx'
import classes from './catalog.module.css'
import { isScanning, useDisconnect, useScan, useSystems } from './queries.ts'

/** The connected systems: how each stands, its last scan, and a new one. */
export function Systems(): ReactNode {
  const { t } = useWords()
  const { organisation, can } = useWorking()
  const systems = useSystems(organisation.id)
  const scan = useScan(organisation.id)
  const busy = systems.data?.every(isScanning) ?? true
  useScansAnnounced(systems.data)
  return (
    <>
      {can('sources:manage') && (
        <div className={classes['buttons']}>
          <Button
            leftSection={<Icon name="refresh" />}
            disabled={busy}
            loading={scan.isPending}
            onClick={() => scan.mutate(null)}
          >
            {t('catalog.scanAll')}
          </Button>
          <Button component={Link} to={`/${organisation.id}/catalog/connect`} variant="default">
            {t('catalog.connect')}
          </Button>
        </div>
      )}
      {scan.error && <Failure error={scan.error} />}
      <Loaded query={systems} lines={3}>
        {(list) =>
          list.length === 0 ? (
            <Panel title={t('catalog.part.systems')}>
              <Empty title={t('catalog.noSystems')}>{t('catalog.noSystemsWhy')}</Empty>
            </Panel>
          ) : (
            list.map((system) => (
              <System key={system.key} system={system} onScan={() => scan.mutate(system.key)} />
            ))
          )
        }
      </Loaded>
    </>
  )
}

/** Says when a scan that was under way has ended. */
function useScansAnnounced(systems: readonly SystemView[] | undefined): void {
  const { t } = useWords()
  const announce = useAnnounce()
  const moving = useRef(new Set<string>())
  useEffect(() => {
    for (const system of systems ?? []) {
      if (isScanning(system)) moving.current.add(system.key)
      else if (moving.current.delete(system.key)) announce(t('catalog.scanned', { system: system.key }))
    }
  }, [systems, announce, t])
}

function System(props: { readonly system: SystemView; readonly onScan: () => void }): ReactNode {
  const { t } = useWords()
  const { organisation, can } = useWorking()
  const [leaving, setLeaving] = useState(false)
  const { system } = props
  return (
    <Panel title={system.key} aside={<Standing system={system} />}>
      <p className={classes['small']}>
        <code>{system.where}</code>
      </p>
      <p className={classes['line']}>
        <span>{t('catalog.mapped', { collections: system.collections, fields: system.fields })}</span>
        {system.tables !== null && (
          <span>{t('catalog.seen', { tables: system.tables, columns: system.columns ?? 0 })}</span>
        )}
        {system.scannedAt !== null && (
          <span>
            {t('catalog.lastScan')} <Moment at={system.scannedAt} />
          </span>
        )}
      </p>
      {isScanning(system) && <Progress system={system} />}
      {!isScanning(system) && <Changes system={system} />}
      <div className={classes['buttons']}>
        {can('sources:manage') && (
          <Button variant="default" disabled={isScanning(system)} onClick={props.onScan}>
            {t('catalog.scanOne')}
          </Button>
        )}
        <Link to={`/${organisation.id}/catalog/fields?source=${encodeURIComponent(system.key)}`}>
          {t('catalog.toFields')}
        </Link>
        {can('sources:manage') && (
          <Button variant="subtle" color="red" onClick={() => setLeaving(true)}>
            {t('catalog.disconnect')}
          </Button>
        )}
      </div>
      {leaving && <Disconnect system={system.key} onClose={() => setLeaving(false)} />}
    </Panel>
  )
}

function Standing({ system }: { readonly system: SystemView }): ReactNode {
  const { t } = useWords()
  const { organisation } = useWorking()
  if (system.scan?.state === 'failed') {
    return (
      <Badge tone="bad" icon="stop">
        {t(`catalog.failed.${system.scan.reason as 'refused'}`, t('catalog.failed.other'))}
      </Badge>
    )
  }
  if (system.scannedAt === null) {
    return (
      <Badge tone="plain" icon="dash">
        {t('catalog.neverScanned')}
      </Badge>
    )
  }
  if (system.drift.open === 0) {
    return (
      <Badge tone="good" icon="check">
        {t('catalog.noDriftHere')}
      </Badge>
    )
  }
  return (
    <Link to={`/${organisation.id}/catalog/drift?source=${encodeURIComponent(system.key)}`}>
      <Badge tone="warn" icon="warning">
        {t('catalog.openDrift', { count: system.drift.open })}
      </Badge>
    </Link>
  )
}

function Progress({ system }: { readonly system: SystemView }): ReactNode {
  const { t } = useWords()
  const { done = 0, total = null } = system.scan?.tables ?? {}
  const away = system.scan?.state === 'waiting' && system.scan.reason !== null
  return (
    <div className={classes['progress']}>
      <p className={classes['small']}>
        {away
          ? t('catalog.away')
          : total === null
            ? t('catalog.scanning')
            : t('catalog.scanningOf', { done, total })}
      </p>
      {!away && (
        <progress
          aria-label={t('catalog.scanning')}
          max={total ?? 1}
          value={total === null ? undefined : done}
        />
      )}
    </div>
  )
}

function Changes({ system }: { readonly system: SystemView }): ReactNode {
  const { t } = useWords()
  const { added = [], removed = [] } = system.scan?.changes ?? {}
  if (added.length + removed.length === 0) return null
  return (
    <details className={classes['changes']}>
      <summary>{t('catalog.changes', { added: added.length, removed: removed.length })}</summary>
      <ul>
        {added.map((name) => (
          <li key={`+${name}`}>
            {t('catalog.added')} <code>{name}</code>
          </li>
        ))}
        {removed.map((name) => (
          <li key={`-${name}`}>
            {t('catalog.removed')} <code>{name}</code>
          </li>
        ))}
      </ul>
    </details>
  )
}

function Disconnect(props: { readonly system: string; readonly onClose: () => void }): ReactNode {
  const { t } = useWords()
  const { organisation } = useWorking()
  const disconnect = useDisconnect(organisation.id)
  return (
    <Confirm
      opened
      danger
      title={t('catalog.disconnectTitle', { system: props.system })}
      action={t('catalog.disconnect')}
      busy={disconnect.isPending}
      error={disconnect.error}
      onClose={props.onClose}
      onConfirm={() => disconnect.mutate(props.system, { onSuccess: props.onClose })}
    >
      <p className={classes['say']}>{t('catalog.disconnectSays')}</p>
    </Confirm>
  )
}
