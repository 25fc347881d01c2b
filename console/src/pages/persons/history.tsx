// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { personChannels, type PersonKnown } from 'yakusoku/contract'
import { useWords, type Translate } from '../../language.ts'
import { useWorking } from '../../session.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Moment } from '../../ui/time.tsx'
import classes from './persons.module.css'

/** How what is known of a person came about, newest first. */
export function History({ known }: { readonly known: PersonKnown }): ReactNode {
  const { t } = useWords()
  const { organisation, can } = useWorking()
  if (known.history.length === 0) return null
  return (
    <Panel title={t('persons.history')}>
      <ol className={classes['list']}>
        {known.history.map((one) => (
          <li key={one.fact}>
            <span>
              {can('ledger:read') ? (
                <Link to={`/${organisation.id}/ledger/${one.fact}`}>{factName(t, one.type)}</Link>
              ) : (
                factName(t, one.type)
              )}{' '}
              {aboutOf(one.about)}
            </span>
            <span className={classes['under']}>
              <Moment at={one.at} /> · {one.by} · {channelName(t, one.channel)}
              {one.evidence !== null && ` · ${one.evidence}`}
            </span>
          </li>
        ))}
      </ol>
      {known.more && <p>{t('persons.more')}</p>}
    </Panel>
  )
}

const factTypes = [
  'consent.given',
  'consent.withdrawn',
  'consent.objected',
  'consent.objection-lifted',
  'consent.restricted',
  'consent.restriction-lifted',
  'consent.suspended',
  'consent.resumed',
  'consent.described',
  'consent.happened',
  'consent.event-corrected',
  'consent.retention-over',
  'consent.retention-runs',
  'consent.beyond-agreed',
  'consent.beyond-withdrawn',
] as const

function factName(t: Translate, type: string): string {
  const known = factTypes.find((one) => one === type)
  return known === undefined ? type : t(`personFact.${known}`)
}

function channelName(t: Translate, channel: string | null): string {
  const known = personChannels.find((one) => one === channel)
  return known === undefined ? '' : t(`personChannel.${known}`)
}

/** The ids that a fact is about. */
function aboutOf(about: Readonly<Record<string, unknown>>): string {
  const { consent, purpose, category, categories, what, event, fields } = about
  return [consent, purpose, category, categories, what, event, fields]
    .flat()
    .filter((one) => typeof one === 'string')
    .join(', ')
}
