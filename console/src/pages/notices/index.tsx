// SPDX-License-Identifier: Apache-2.0
/** Who was told of which version, how it stands, and which version applied to somebody. */
import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import type { Notice, Overview } from 'yakusoku/contract'
import { formatInstant } from '../../dates.ts'
import { useWords } from '../../language.ts'
import { useWorking } from '../../session.tsx'
import { useAnnounce } from '../../ui/announce.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { Loaded } from '../../ui/loading.tsx'
import { Permitted } from '../../ui/not-permitted.tsx'
import { Page } from '../../ui/page.tsx'
import { Empty, Panel } from '../../ui/panel.tsx'
import { Table } from '../../ui/table.tsx'
import { ApplicableVersion } from './applicable.tsx'
import { useNoticeChanges, useNotices } from './calls.ts'
import { VersionNotices } from './version.tsx'

/** The page of notices. */
export function Notices(): ReactNode {
  const { t } = useWords()
  return (
    <Permitted to="notices:read" title={t('notices.title')}>
      <Read />
    </Permitted>
  )
}

function Read(): ReactNode {
  const { t } = useWords()
  const { organisation, can } = useWorking()
  const notices = useNotices()
  return (
    <Page
      title={t('notices.title')}
      lead={t('notices.lead')}
      actions={
        <Button component="a" variant="default" href={`/privacy/${organisation.id}/policy`} target="_blank">
          {t('notices.publicPage')}
        </Button>
      }
    >
      <Loaded query={notices} lines={6}>
        {(read) => (
          <>
            {read.notices.length === 0 && (
              <Panel title={t('notices.sent')}>
                <Empty title={t('notices.none')}>{t('notices.noneWhy')}</Empty>
              </Panel>
            )}
            {byVersion(read.notices).map(([version, some]) => (
              <VersionNotices key={version} version={version} notices={some} />
            ))}
            <Yearly yearly={read.yearly} />
            <Acceptances acceptances={read.acceptances} />
          </>
        )}
      </Loaded>
      {can('acceptances:read') && <ApplicableVersion />}
    </Page>
  )
}

function byVersion(notices: readonly Notice[]): [string, Notice[]][] {
  const groups = new Map<string, Notice[]>()
  for (const one of notices) groups.set(one.version, [...(groups.get(one.version) ?? []), one])
  return [...groups]
}

function Yearly({ yearly }: Pick<Overview, 'yearly'>): ReactNode {
  const { t, say, language } = useWords()
  const { can } = useWorking()
  const [sending, setSending] = useState<Overview['yearly'][number] | null>(null)
  if (yearly.length === 0) return null
  const day = (iso: string) => formatInstant(iso, 'day', language)
  return (
    <Panel title={t('notices.yearly')} flush>
      <Table
        caption={t('notices.yearly')}
        heads={[t('notices.notice'), t('notices.round'), t('notices.state'), t('notices.actions')]}
      >
        {yearly.map((one) => (
          <tr key={one.notice}>
            <th scope="row">{say(one.name)}</th>
            <td>{t('notices.since', { day: day(one.round) })}</td>
            <td>
              {one.sent ? (
                <Badge tone="good" icon="check">
                  {t('notices.yearlySent')}
                </Badge>
              ) : (
                <Badge tone="plain" icon="dash">
                  {t('notices.yearlyNotSent')}
                </Badge>
              )}
            </td>
            <td>
              {one.sent ? (
                t('notices.nextFrom', { day: day(one.next) })
              ) : (
                <Button
                  size="compact-md"
                  variant="default"
                  disabled={!can('notices:send')}
                  onClick={() => setSending(one)}
                >
                  {t('notices.sendYearly')}
                </Button>
              )}
            </td>
          </tr>
        ))}
      </Table>
      {sending && <SendYearly yearly={sending} onClose={() => setSending(null)} />}
    </Panel>
  )
}

function SendYearly(props: {
  readonly yearly: Overview['yearly'][number]
  readonly onClose: () => void
}): ReactNode {
  const { t, say } = useWords()
  const announce = useAnnounce()
  const { yearly } = useNoticeChanges()
  return (
    <Confirm
      opened
      title={say(props.yearly.name)}
      action={t('notices.sendYearly')}
      busy={yearly.isPending}
      error={yearly.error}
      onClose={props.onClose}
      onConfirm={() =>
        yearly.mutate(props.yearly.notice, {
          onSuccess: () => {
            announce(t('notices.yearlyBegun'))
            props.onClose()
          },
        })
      }
    >
      <p>{t('notices.sendYearlySays')}</p>
    </Confirm>
  )
}

function Acceptances({ acceptances }: Pick<Overview, 'acceptances'>): ReactNode {
  const { t } = useWords()
  return (
    <Panel title={t('notices.acceptances')} flush={acceptances.length > 0}>
      {acceptances.length === 0 ? (
        <Empty title={t('notices.noAcceptance')}>{t('notices.noAcceptanceWhy')}</Empty>
      ) : (
        <Table
          caption={t('notices.acceptances')}
          heads={[t('notices.version'), t('notices.acknowledged'), t('notices.used')]}
        >
          {acceptances.map(({ version, acknowledged, used }) => (
            <tr key={version}>
              <th scope="row">{version}</th>
              <td>{t('notices.people', { count: acknowledged })}</td>
              <td>{t('notices.people', { count: used })}</td>
            </tr>
          ))}
        </Table>
      )}
    </Panel>
  )
}
