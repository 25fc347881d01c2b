// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import type { Notice } from 'yakusoku/contract'
import { formatInstant } from '../../dates.ts'
import { useWords } from '../../language.ts'
import { useWorking } from '../../session.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Table } from '../../ui/table.tsx'
import { Moment } from '../../ui/time.tsx'
import { FailedMails } from './failed.tsx'
import classes from './notices.module.css'
import { Talks } from './talks.tsx'
import { whyAway } from './why-failed.ts'

/** The notices of one version: by which way, how each stands, and what is to be done about it. */
export function VersionNotices(props: {
  readonly version: string
  readonly notices: readonly Notice[]
}): ReactNode {
  const { t, say, language } = useWords()
  const [opened, setOpened] = useState<{ notice: Notice; what: 'failed' | 'talks' } | null>(null)
  const [first] = props.notices
  const heads = ['notice', 'way', 'standing', 'planned', 'actions'] as const
  return (
    <Panel title={t('notices.ofVersion', { version: props.version })}>
      {first && (
        <>
          <p className={classes['effective']}>
            {t('notices.effectiveFrom', { day: formatInstant(first.effective, 'day', language) })}
          </p>
          <ul className={classes['changes']}>
            {first.changes.map(({ kind, summary }, at) => (
              <li key={at}>
                <Badge tone="info">{t(`changeKind.${kind}`)}</Badge> {say(summary)}
              </li>
            ))}
          </ul>
        </>
      )}
      <Table
        caption={t('notices.ofVersion', { version: props.version })}
        heads={heads.map((head) => t(`notices.${head}`))}
      >
        {props.notices.map((notice) => (
          <tr key={notice.id}>
            <th scope="row">
              {say(notice.name)}
              {notice.way === 'mail' && !notice.everybody && (
                <span className={classes['under']}>{t('notices.concerned')}</span>
              )}
            </th>
            <td>{t(`noticeWay.${notice.way}`)}</td>
            <td>
              <Standing notice={notice} />
            </td>
            <td>
              <Moment at={notice.plannedAt} shape="day" />
            </td>
            <td>
              <Actions notice={notice} onOpen={(what) => setOpened({ notice, what })} />
            </td>
          </tr>
        ))}
      </Table>
      {opened?.what === 'failed' && <FailedMails notice={opened.notice} onClose={() => setOpened(null)} />}
      {opened?.what === 'talks' && <Talks notice={opened.notice} onClose={() => setOpened(null)} />}
    </Panel>
  )
}

function Actions(props: {
  readonly notice: Notice
  readonly onOpen: (what: 'failed' | 'talks') => void
}): ReactNode {
  const { t, say } = useWords()
  const { can } = useWorking()
  const { notice, onOpen } = props
  const name = say(notice.name)
  if (notice.way === 'mail' && notice.mails.failed + notice.mails.bounced > 0 && can('notices:send'))
    return (
      <Button
        size="compact-md"
        variant="default"
        aria-label={t('notices.seeFailedOf', { name })}
        onClick={() => onOpen('failed')}
      >
        {t('notices.seeFailed')}
      </Button>
    )
  if (notice.talks.open + notice.talks.told > 0 && can('notices:tell'))
    return (
      <Button
        size="compact-md"
        variant="default"
        aria-label={t('notices.seeTalksOf', { name })}
        onClick={() => onOpen('talks')}
      >
        {t('notices.seeTalks')}
      </Button>
    )
  return null
}

function Standing({ notice }: { readonly notice: Notice }): ReactNode {
  const { t, language } = useWords()
  const { way, state, mails, talks, sources, shownUntil } = notice
  const away = sources.filter((source) => source.state === 'unavailable')
  const unusable = sources.reduce((sum, source) => sum + source.unusable, 0)
  const failed = mails.failed + mails.bounced
  if (way === 'website') {
    const day = formatInstant(shownUntil ?? notice.effective, 'day', language)
    return state === 'closed' ? (
      <Badge tone="plain" icon="dash">
        {t('notices.takenDown')}
      </Badge>
    ) : (
      <Badge tone="good" icon="check">
        {t('notices.shownUntil', { day })}
      </Badge>
    )
  }
  return (
    <ul className={classes['standing']}>
      {state === 'gathering' && (
        <li>
          <Badge tone="info" icon="clock">
            {t('notices.gathering')}
          </Badge>
        </li>
      )}
      {away.map(({ source, reason }) => (
        <li key={source}>
          <Badge tone="bad" icon="stop">
            {t('notices.away', { source, why: t(`notices.whyAway.${whyAway(reason)}`) })}
          </Badge>
        </li>
      ))}
      {way === 'mail' && (
        <>
          <li>{t('notices.sentCount', { count: mails.sent })}</li>
          {mails.waiting + mails.queued > 0 && (
            <li>{t('notices.onTheWay', { count: mails.waiting + mails.queued })}</li>
          )}
          {failed > 0 && (
            <li>
              <Badge tone="bad" icon="stop">
                {t('notices.failedCount', { count: failed })}
              </Badge>
            </li>
          )}
          {unusable > 0 && <li>{t('notices.unusable', { count: unusable })}</li>}
        </>
      )}
      {way !== 'mail' && state !== 'gathering' && (
        <li>{t('notices.toldCount', { told: talks.told, all: talks.told + talks.open })}</li>
      )}
    </ul>
  )
}
