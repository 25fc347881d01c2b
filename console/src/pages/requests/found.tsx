// SPDX-License-Identifier: Apache-2.0
import { Button, Checkbox } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import type { Found, RequestDetail } from 'yakusoku/contract'
import { useWords } from '../../language.ts'
import { useWorking } from '../../session.tsx'
import { useAnnounce } from '../../ui/announce.tsx'
import { Failure } from '../../ui/failure.tsx'
import { Icon } from '../../ui/icons.tsx'
import { Loaded } from '../../ui/loading.tsx'
import { Empty, Panel } from '../../ui/panel.tsx'
import { Moment } from '../../ui/time.tsx'
import { CollectionView } from './collection.tsx'
import { ExcludeDialog } from './exclude-dialog.tsx'
import { marksOf, type Target } from './exclusions.ts'
import { useExclusions, useFound } from './queries.ts'
import classes from './requests.module.css'

/** What was found, shown on demand because each reading is recorded. */
export function FoundPanel({ request }: { readonly request: RequestDetail }): ReactNode {
  const { t } = useWords()
  const { organisation } = useWorking()
  const [asked, setAsked] = useState(false)
  const found = useFound(organisation.id, request.id, asked)
  return (
    <Panel title={t('found.title')} flush={asked && found.data !== undefined}>
      {!asked && (
        <>
          <p className={classes['say']}>{t('found.recorded')}</p>
          <Button
            variant="outline"
            size="md"
            onClick={() => setAsked(true)}
            leftSection={<Icon name="eye" />}
          >
            {t('found.show')}
          </Button>
        </>
      )}
      {asked && <Loaded query={found}>{(read) => <Contents found={read} request={request} />}</Loaded>}
    </Panel>
  )
}

function Contents({ found, request }: { readonly found: Found; readonly request: RequestDetail }): ReactNode {
  const { t } = useWords()
  const { organisation } = useWorking()
  const announce = useAnnounce()
  const exclusions = useExclusions(organisation.id, request.id)
  const [target, setTarget] = useState<Target | null>(null)
  const [onlyMarked, setOnlyMarked] = useState(false)
  const editable = request.abilities.includes('exclude')
  const collections = found.collections.filter(({ rows }) => rows.length > 0)
  const shown = onlyMarked ? collections.filter(({ suspicions }) => suspicions.length > 0) : collections
  const putBack = (one: Target) =>
    exclusions.mutate(
      { kind: 'include', targets: [one] },
      { onSuccess: () => announce(t('found.putBackDone')) },
    )
  return (
    <>
      <div className={classes['foundHead']}>
        <Summary found={found} />
        <Checkbox
          label={t('found.onlyMarked')}
          checked={onlyMarked}
          onChange={(event) => setOnlyMarked(event.currentTarget.checked)}
        />
        {exclusions.error && <Failure error={exclusions.error} />}
      </div>
      {collections.length === 0 && <Empty title={t('found.nothing')}>{t('found.nothingWhy')}</Empty>}
      {collections.length > 0 && shown.length === 0 && <Empty title={t('found.noneMarked')} />}
      {shown.map((collection) => (
        <CollectionView
          key={collection.collection}
          collection={collection}
          exclusions={found.exclusions}
          onlyMarked={onlyMarked}
          onExclude={editable ? setTarget : null}
          onInclude={editable ? putBack : null}
        />
      ))}
      <ExcludeDialog
        key={target ? Object.values(target).join() : ''}
        found={found}
        target={target}
        busy={exclusions.isPending}
        error={exclusions.error}
        onClose={() => {
          exclusions.reset()
          setTarget(null)
        }}
        onExclude={(edit) =>
          exclusions.mutate(edit, {
            onSuccess: () => {
              announce(t('found.excludedDone', { count: edit.targets.length }))
              setTarget(null)
            },
          })
        }
      />
    </>
  )
}

function Summary({ found }: { readonly found: Found }): ReactNode {
  const { t } = useWords()
  const rows = found.collections.reduce((sum, collection) => sum + collection.rows.length, 0)
  const { marked, left } = marksOf(found)
  return (
    <div>
      <p className={classes['say']}>
        {t('found.summary', {
          rows,
          collections: found.collections.filter((one) => one.rows.length > 0).length,
        })}{' '}
        {t('found.collectedAt')} <Moment at={found.collectedAt} />
      </p>
      <p className={classes['say']} role="status">
        {marked === 0 ? t('found.noMarks') : t('found.marks', { count: marked, left })}{' '}
        {t('found.excluded', { count: found.exclusions.length })}
      </p>
    </div>
  )
}
