// SPDX-License-Identifier: Apache-2.0
import { Button, NativeSelect } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import type { Inventory } from 'yakusoku/contract'
import { useWords } from '../../language.ts'
import { useWorking } from '../../session.tsx'
import { useAnnounce } from '../../ui/announce.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { Failure } from '../../ui/failure.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Table } from '../../ui/table.tsx'
import { Moment } from '../../ui/time.tsx'
import classes from './inventory.module.css'
import { usePlan, useReview } from './queries.ts'

type Scope = Inventory['reviews'][number]

/** The reviews: which part was last looked over when, and a way to record that it was. */
export function Reviews({ inventory }: { readonly inventory: Inventory }): ReactNode {
  const { t } = useWords()
  const { organisation, can } = useWorking()
  const [chosen, setChosen] = useState<Scope | null>(null)
  const plan = usePlan(organisation.id)
  const nameOf = (scope: Scope) => (scope.scope === 'whole' ? t('inventory.reviewWhole') : scope.label)
  return (
    <Panel title={t('inventory.review')}>
      <p className={classes['say']}>{t('inventory.reviewSays')}</p>
      {can('inventory:write') && (
        <NativeSelect
          label={t('inventory.reviewBy')}
          className={classes['narrow'] ?? ''}
          value={inventory.reviewBy}
          disabled={plan.isPending}
          onChange={(event) => plan.mutate(event.currentTarget.value as Inventory['reviewBy'])}
          data={[
            { value: 'whole', label: t('inventory.byWhole') },
            { value: 'department', label: t('inventory.byDepartment') },
          ]}
        />
      )}
      {plan.error && <Failure error={plan.error} />}
      <Table
        dense
        caption={t('inventory.review')}
        heads={[t('inventory.department'), t('inventory.reviewEntries'), t('inventory.reviewLast'), '']}
      >
        {inventory.reviews.map((scope) => (
          <tr key={scope.scope}>
            <th scope="row">{nameOf(scope)}</th>
            <td>{scope.entries}</td>
            <td>
              {scope.lastAt ? (
                <Moment at={scope.lastAt} shape="day" />
              ) : (
                <span>{t('inventory.notReviewed')}</span>
              )}
            </td>
            <td>
              {can('inventory:write') && (
                <Button
                  size="xs"
                  variant="default"
                  aria-label={t('inventory.reviewDoOf', { scope: nameOf(scope) })}
                  onClick={() => setChosen(scope)}
                >
                  {t('inventory.reviewDo')}
                </Button>
              )}
            </td>
          </tr>
        ))}
      </Table>
      {chosen && <Recording scope={chosen} name={nameOf(chosen)} onClose={() => setChosen(null)} />}
    </Panel>
  )
}

function Recording(props: {
  readonly scope: Scope
  readonly name: string
  readonly onClose: () => void
}): ReactNode {
  const { t } = useWords()
  const { organisation } = useWorking()
  const announce = useAnnounce()
  const review = useReview(organisation.id)
  return (
    <Confirm
      opened
      title={t('inventory.reviewDo')}
      action={t('inventory.reviewDo')}
      busy={review.isPending}
      error={review.error}
      onClose={props.onClose}
      onConfirm={() =>
        review.mutate(props.scope.scope, {
          onSuccess: () => {
            announce(t('inventory.reviewDone'))
            props.onClose()
          },
        })
      }
    >
      <p className={classes['say']}>
        {t('inventory.reviewConfirm', { scope: props.name, count: props.scope.entries })}
      </p>
    </Confirm>
  )
}
