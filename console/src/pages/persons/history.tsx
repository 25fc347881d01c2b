// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { personChannels, type PersonChoices, type PersonKnown } from 'yakusoku/contract'
import { useWords, type Translate } from '../../language.ts'
import { useWorking } from '../../session.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Moment } from '../../ui/time.tsx'
import classes from './persons.module.css'
import { aboutOf, type About } from './said.ts'

/** How what is known of a person came about, newest first. */
export function History({
  known,
  choices,
}: {
  readonly known: PersonKnown
  readonly choices: PersonChoices
}): ReactNode {
  const { t } = useWords()
  const { organisation, can } = useWorking()
  const nameOf = useAbout()
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
              {aboutOf(one.about, choices).map(nameOf).join(t('list.comma'))}
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

function useAbout(): (about: About) => string {
  const { t, say } = useWords()
  return (about) => {
    if (about === 'all') return t('personRestriction.all')
    if ('name' in about) return say(about.name)
    if ('stopped' in about) return t(`personSuspension.${about.stopped}`)
    if ('particular' in about) return t(`personParticular.${about.particular}`)
    return about.id
  }
}
