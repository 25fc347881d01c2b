// SPDX-License-Identifier: Apache-2.0
import { Button, Checkbox } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Drift } from 'yakusoku/contract'
import { useWords } from '../../language.ts'
import { Badge } from '../../ui/badge.tsx'
import { Icon } from '../../ui/icons.tsx'
import { PromiseLinks } from '../../ui/promise-links.tsx'
import { Moment } from '../../ui/time.tsx'
import classes from './catalog.module.css'

/** Where a drift is, as people say it: system, table, column; of the policy its category. */
export function usePlace(): (drift: Pick<Drift, 'source' | 'collection' | 'field' | 'category'>) => string {
  const { say } = useWords()
  return ({ source, collection, field, category }) =>
    source === null
      ? category === null
        ? ''
        : say(category.name)
      : [source, [collection, field].filter((part) => part !== null).join('.')].join(' › ')
}

/** One drift: what, where, why, what to do, and what was decided. */
export function DriftItem(props: {
  readonly drift: Drift
  readonly marked: boolean
  readonly onMark: ((on: boolean) => void) | undefined
  readonly onDecide: (() => void) | undefined
  readonly onUndo: (() => void) | undefined
}): ReactNode {
  const { t, say } = useWords()
  const placeOf = usePlace()
  const { drift, onMark, onDecide, onUndo } = props
  const place = placeOf(drift)
  return (
    <li className={classes['item']}>
      {onMark && (
        <Checkbox
          aria-label={t('catalog.mark', { place })}
          checked={props.marked}
          onChange={(event) => onMark(event.currentTarget.checked)}
        />
      )}
      <div className={classes['itemBody']}>
        <div className={classes['itemHead']}>
          <h3>
            <code>{place}</code>
          </h3>
          <Badge
            tone={drift.state === 'open' ? 'warn' : 'plain'}
            icon={drift.state === 'open' ? 'warning' : 'check'}
          >
            {t(`catalog.kind.${drift.kind}`)}
          </Badge>
        </div>
        <p className={classes['say']}>{say(drift.why)}</p>
        {drift.columns.length > 0 && (
          <p className={classes['small']}>
            {drift.columns.map(({ name, fides }) => `${name} (${fides})`).join(t('list.comma'))}
          </p>
        )}
        <p className={classes['line']}>
          {drift.source !== null && drift.category !== null && <span>{say(drift.category.name)}</span>}
          {drift.fides !== null && <code>{drift.fides}</code>}
          {drift.confidence < 1 && (
            <span>{t('catalog.confidence', { percent: Math.round(drift.confidence * 100) })}</span>
          )}
          <span>
            {t('catalog.since')} <Moment at={drift.firstSeen} />
          </span>
          <PromiseLinks promises={drift.promises} />
        </p>
        {drift.state === 'open' && <p className={classes['small']}>{say(drift.suggestion)}</p>}
        {drift.decision && <Decided decision={drift.decision} />}
        {(onDecide || onUndo) && (
          <div className={classes['buttons']}>
            {onDecide && (
              <Button
                size="sm"
                variant="outline"
                aria-label={t('catalog.decideAbout', { place })}
                onClick={onDecide}
              >
                {t('catalog.decide')}
              </Button>
            )}
            {onUndo && (
              <Button
                size="sm"
                variant="default"
                leftSection={<Icon name="undo" />}
                aria-label={t('catalog.undoAbout', { place })}
                onClick={onUndo}
              >
                {t('catalog.undo')}
              </Button>
            )}
          </div>
        )}
      </div>
    </li>
  )
}

function Decided({ decision }: { readonly decision: NonNullable<Drift['decision']> }): ReactNode {
  const { t } = useWords()
  return (
    <p className={classes['line']}>
      <strong>{t(`catalog.decision.${decision.kind}`)}</strong>
      {decision.until !== null && (
        <span>
          {t('catalog.until')} <Moment at={decision.until} shape="day" />
        </span>
      )}
      {decision.form !== null && <span>{t(`catalog.form.${decision.form}`)}</span>}
      {decision.note !== null && <span>{decision.note}</span>}
      <span>
        {decision.decidedBy} <Moment at={decision.decidedAt} />
      </span>
    </p>
  )
}
