// SPDX-License-Identifier: Apache-2.0
import { VisuallyHidden } from '@mantine/core'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { RequestDetail } from 'yakusoku/contract'
import { useWords } from '../../language.ts'
import { useWorking } from '../../session.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Panel, Particulars } from '../../ui/panel.tsx'
import { PromiseLinks } from '../../ui/promise-links.tsx'
import { Reckoning } from '../../ui/reckoning.tsx'
import { Moment } from '../../ui/time.tsx'
import { Due } from './board-table.tsx'
import classes from './requests.module.css'

interface Props {
  readonly request: RequestDetail
}

/** Who asks for what, until when, and which promises are served. */
export function About({ request }: Props): ReactNode {
  const { t } = useWords()
  const { requester } = request
  return (
    <Panel title={t('request.about')}>
      <Particulars
        items={[
          [t('request.requester'), requester ? requester.name : t('request.erased')],
          ...(requester ? ([[t('request.email'), requester.email]] as const) : []),
          ...(requester?.note
            ? ([
                [
                  t('request.note'),
                  <span key="note" className={classes['note']}>
                    {requester.note}
                  </span>,
                ],
              ] as const)
            : []),
          ...(requester && requester.identities.length > 0
            ? ([
                [
                  t('request.searchedBy'),
                  requester.identities.map(({ kind, value, checked }) => (
                    <span key={`${kind} ${value}`} className={classes['note']}>
                      {t('request.searchedByOne', { value, checked })}
                    </span>
                  )),
                ],
              ] as const)
            : []),
          [t('request.kind'), t(`requestKind.${request.kind}`)],
          [t('request.language'), t(`languageName.${request.language}`)],
          [t('requests.received'), <Moment key="received" at={request.receivedAt} />],
          [t('requests.due'), <Due key="due" request={request} />],
          [t('request.promises'), <PromiseLinks key="promises" promises={request.promises} />],
        ]}
      />
      <div className={classes['reckoning']}>
        <Reckoning steps={request.reckoning} />
      </div>
      <p className={classes['recorded']}>{t('request.readingRecorded')}</p>
    </Panel>
  )
}

/** Every connected system with what came of it; one that is away says since when. */
export function Sources({ request }: Props): ReactNode {
  const { t } = useWords()
  return (
    <Panel title={t('request.sources')}>
      {request.sources.length === 0 && <p className={classes['say']}>{t('request.noSources')}</p>}
      <ul className={classes['sources']}>
        {request.sources.map((source) => (
          <li key={source.key}>
            <span className={classes['sourceHead']}>
              <code>{source.key}</code>
              <SourceState source={source} />
            </span>
            {source.state === 'unavailable' && (
              <span className={classes['small']}>
                {source.since && (
                  <>
                    {t('request.downSince')} <Moment at={source.since} />{' '}
                  </>
                )}
                {source.reason && <code>{source.reason}</code>} {t('request.retried')}
              </span>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function SourceState({ source }: { readonly source: RequestDetail['sources'][number] }): ReactNode {
  const { t } = useWords()
  if (source.state === 'unavailable') {
    return (
      <Badge tone="bad" icon="warning">
        {t('request.sourceDown')}
      </Badge>
    )
  }
  if (source.state === 'waiting') {
    return (
      <Badge tone="info" icon="clock">
        {t('request.sourceWaiting')}
      </Badge>
    )
  }
  return (
    <Badge tone="good" icon="check">
      {t('request.rows', { count: source.rows ?? 0 })}
    </Badge>
  )
}

/** The refusal, the download and the mail: what the requester got. */
export function Answer({ request }: Props): ReactNode {
  const { t } = useWords()
  const { refusal, download, mail } = request
  if (refusal === null && download === null && mail.length === 0) return null
  return (
    <Panel title={t('request.answer')}>
      {refusal && (
        <Particulars
          items={[
            [t('request.ground'), t(`ground.${refusal.ground}`)],
            [t('request.explanation'), refusal.explanation],
          ]}
        />
      )}
      {download && (
        <Particulars
          items={[
            [t('request.downloadUntil'), <Moment key="until" at={download.expiresAt} />],
            [
              t('request.fetched'),
              download.fetchedAt ? <Moment key="at" at={download.fetchedAt} /> : t('request.notFetched'),
            ],
            [t('request.size'), t('request.kilobytes', { count: Math.ceil(download.bytes / 1000) })],
          ]}
        />
      )}
      {mail.length > 0 && (
        <ul className={classes['mail']}>
          {mail.map((one) => (
            <li key={one.kind + one.at}>
              <span>{t(`mailKind.${one.kind as 'request-received'}`, one.kind)}</span>
              <Badge
                tone={one.state === 'sent' ? 'good' : one.state === 'failed' ? 'bad' : 'info'}
                icon={one.state === 'sent' ? 'check' : one.state === 'failed' ? 'stop' : 'clock'}
              >
                {t(`mailState.${one.state}`)}
              </Badge>
              <span className={classes['small']}>
                <Moment at={one.at} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}

/** What happened, in order; each step leads to its fact. */
export function Timeline({ request }: Props): ReactNode {
  const { t, say } = useWords()
  const { organisation, can } = useWorking()
  return (
    <Panel title={t('request.timeline')}>
      <ol className={classes['timeline']}>
        {request.timeline.map((entry) => (
          <li key={entry.fact}>
            <p className={classes['happened']}>{say(entry.sentence)}</p>
            <p className={classes['small']}>
              <Moment at={entry.time} /> <span>{t(`actor.${entry.actor as 'system'}`, entry.actor)}</span>{' '}
              {can('ledger:read') ? (
                <Link to={`/${organisation.id}/ledger/${entry.fact}`}>
                  {entry.leafIndex === null
                    ? t('ledger.notNumbered')
                    : t('request.leaf', { index: entry.leafIndex })}
                  <VisuallyHidden> {t('request.factOf', { type: entry.type })}</VisuallyHidden>
                </Link>
              ) : (
                <span>
                  {entry.leafIndex === null
                    ? t('ledger.notNumbered')
                    : t('request.leaf', { index: entry.leafIndex })}
                </span>
              )}
            </p>
          </li>
        ))}
      </ol>
    </Panel>
  )
}
