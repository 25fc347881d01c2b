// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { StandingEntry } from 'yakusoku/contract'
import { dayOf, formatDay } from '../../dates.ts'
import { useWords } from '../../language.ts'
import { useWorking } from '../../session.tsx'
import { Badge, type Tone } from '../../ui/badge.tsx'
import type { IconName } from '../../ui/icons.tsx'
import { Table } from '../../ui/table.tsx'
import { Moment } from '../../ui/time.tsx'
import { useValues } from './names.ts'
import { draftOf, duesOf, fieldsOf, lackingOf, stateOf, type Due, type Field } from './register.ts'
import classes from './standing.module.css'

interface Rows {
  readonly entries: readonly StandingEntry[]
  readonly onChange: ((entry: StandingEntry) => void) | null
  readonly onEnd: ((entry: StandingEntry) => void) | null
}

/** Entries of one kind as a table: what each says, until when, and who registered it. */
export function Entries({
  caption,
  entries,
  onChange,
  onEnd,
}: Rows & { readonly caption: string }): ReactNode {
  const { t } = useWords()
  const heads: ReactNode[] = [
    t('standing.about'),
    t('standing.stateHead'),
    t('standing.days'),
    t('standing.recorded'),
  ]
  if (onChange || onEnd) heads.push(<span className={classes['actions']}>{t('standing.do')}</span>)
  return (
    <Table caption={caption} heads={heads}>
      {entries.map((entry) => (
        <Row key={`${entry.id} ${entry.fact}`} entry={entry} onChange={onChange} onEnd={onEnd} />
      ))}
    </Table>
  )
}

/** What an entry is called: what it is about, in the reader's words. */
export function useTitles(): (entry: StandingEntry) => string {
  const { t } = useWords()
  const value = useValues()
  return (entry) => {
    const draft = draftOf(entry)
    if (entry.body.kind === 'receiver' || entry.body.kind === 'client') return entry.body.name
    const fields: readonly Field[] = fieldsOf[entry.body.kind]
    const about = fields.filter((field) => (entry.body.kind === 'approval' ? field.required : field.about))
    return about.map((field) => value(field, draft[field.name] ?? '')).join(t('list.comma'))
  }
}

/** What an entry says besides its name; days stand in their own column. */
export function useParticulars(): (entry: StandingEntry) => readonly (readonly [string, string])[] {
  const { t } = useWords()
  const value = useValues()
  return (entry) => {
    const { kind } = entry.body
    const draft = draftOf(entry)
    const fields: readonly Field[] = fieldsOf[kind]
    return fields
      .filter(
        ({ name, about, required }) =>
          !(kind === 'approval' ? required : about) || (name === 'id' && kind === 'receiver'),
      )
      .filter(({ name }) => !['contractUntil', 'assessedUntil'].includes(name))
      .filter(({ name }) => !((kind === 'receiver' || kind === 'client') && name === 'name'))
      .filter(({ name, control }) => draft[name] || control === 'yes')
      .map((field) => [t(`standing.field.${field.name}`), value(field, draft[field.name] ?? '')])
  }
}

function Row({
  entry,
  onChange,
  onEnd,
}: Omit<Rows, 'entries'> & { readonly entry: StandingEntry }): ReactNode {
  const { t, language } = useWords()
  const { organisation, can } = useWorking()
  const title = useTitles()(entry)
  const particulars = useParticulars()(entry)
  return (
    <tr>
      <th scope="row" className={classes['what']}>
        <b>{title}</b>
        {particulars.map(([name, said]) => (
          <span key={name} className={classes['under']}>
            {t('standing.particular', { name, said })}
          </span>
        ))}
        {entry.body.kind === 'new-purpose' && entry.told !== null && !entry.body.told && (
          <span className={classes['under']}>
            {t('standing.particular', {
              name: t('standing.field.told'),
              said: formatDay(entry.told, language),
            })}
          </span>
        )}
      </th>
      <td>
        <State entry={entry} />
      </td>
      <td>
        <Days entry={entry} />
      </td>
      <td>
        <Moment at={entry.changedAt} shape="day" />
        <span className={classes['under']}>
          {entry.changedBy === 'system' ? t('actor.system') : entry.changedBy}
          {can('ledger:read') && (
            <>
              {' · '}
              <Link
                to={`/${organisation.id}/ledger/${entry.fact}`}
                aria-label={t('standing.factOf', { what: title })}
              >
                {t('standing.fact')}
              </Link>
            </>
          )}
        </span>
      </td>
      {(onChange || onEnd) && (
        <td>
          <div className={classes['actions']}>
            {onChange && (
              <Button
                size="xs"
                variant="default"
                aria-label={t('standing.changeOf', { what: title })}
                onClick={() => onChange(entry)}
              >
                {t('standing.change')}
              </Button>
            )}
            {onEnd && (
              <Button
                size="xs"
                variant="default"
                aria-label={t('standing.endOf', { what: title })}
                onClick={() => onEnd(entry)}
              >
                {t('standing.end')}
              </Button>
            )}
          </div>
        </td>
      )}
    </tr>
  )
}

const looks = {
  stands: ['good', 'check'],
  partial: ['plain', 'info'],
  soon: ['warn', 'clock'],
  lapsed: ['bad', 'warning'],
  coming: ['info', 'clock'],
  over: ['bad', 'stop'],
  ended: ['plain', 'dash'],
} as const satisfies Record<ReturnType<typeof stateOf>, readonly [Tone, IconName]>

function State({ entry }: { readonly entry: StandingEntry }): ReactNode {
  const { t } = useWords()
  const state = stateOf(entry, dayOf(Date.now()))
  const [tone, icon] = looks[state]
  return (
    <Badge tone={tone} icon={icon}>
      {t(`standing.state.${state}`)}
    </Badge>
  )
}

function Days({ entry }: { readonly entry: StandingEntry }): ReactNode {
  const { t, language } = useWords()
  const dues = duesOf(entry, dayOf(Date.now()))
  const since = entry.body.kind === 'notice' ? 'standing.wentOutOn' : 'standing.sinceDay'
  const lacking = entry.endedAt === null ? lackingOf(entry) : []
  return (
    <div className={classes['days']}>
      {dues.map((due) => (
        <span key={due.what}>
          {t('standing.particular', {
            name: t(`standing.field.${due.what}`),
            said: formatDay(due.day, language),
          })}
          {entry.endedAt === null && <Near due={due} />}
        </span>
      ))}
      {lacking.map((what) => (
        <span key={what}>
          {t('standing.particular', { name: t(`standing.field.${what}`), said: t('standing.notKnown') })}
        </span>
      ))}
      <span className={classes['under']}>{t(since, { day: formatDay(entry.since, language) })}</span>
    </div>
  )
}

/** How near a last day is, in words; a day far off needs none. */
function Near({ due: { state, days } }: { readonly due: Due }): ReactNode {
  const { t } = useWords()
  if (state === 'later') return null
  if (state === 'over')
    return (
      <Badge tone="bad" icon="stop">
        {t('standing.overSince', { count: -days })}
      </Badge>
    )
  return (
    <Badge tone="warn" icon="clock">
      {days === 0 ? t('standing.lastToday') : t('standing.left', { count: days })}
    </Badge>
  )
}
