// SPDX-License-Identifier: Apache-2.0
/** The versions of the policy, and the drafts of the next one. */
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { Link, useNavigate } from 'react-router'
import type { DraftSummary, VersionSummary } from 'yakusoku/contract'
import { formatInstant } from '../../dates.ts'
import { useWords } from '../../language.ts'
import { useWorking } from '../../session.tsx'
import { useAnnounce } from '../../ui/announce.tsx'
import { Failure } from '../../ui/failure.tsx'
import { Loaded } from '../../ui/loading.tsx'
import { Permitted } from '../../ui/not-permitted.tsx'
import { Page } from '../../ui/page.tsx'
import { Empty, Panel, Particulars } from '../../ui/panel.tsx'
import { Table } from '../../ui/table.tsx'
import { Moment } from '../../ui/time.tsx'
import { ChangeSummary, DraftStateBadge, VersionStateBadge } from './looks.tsx'
import { useBegin, useDrafts, useVersions } from './queries.ts'
import { useWho } from './who.tsx'
import { Withdraw } from './withdraw.tsx'

/** The page of the policy's versions and drafts. */
export function Policy(): ReactNode {
  const { t } = useWords()
  return (
    <Permitted to="policies:read" title={t('policy.title')}>
      <Overview />
    </Permitted>
  )
}

function Overview(): ReactNode {
  const { t } = useWords()
  const { organisation, can } = useWorking()
  const versions = useVersions(organisation.id)
  const drafts = useDrafts(organisation.id)
  const begin = useBegin(organisation.id)
  const announce = useAnnounce()
  const navigate = useNavigate()
  const start = () =>
    begin.mutate(undefined, {
      onSuccess: ({ id }) => {
        announce(t('policy.beganDone'))
        void navigate(`drafts/${id}`)
      },
    })
  return (
    <Page
      title={t('policy.title')}
      lead={t('policy.lead')}
      actions={
        can('policies:write') && (
          <Button onClick={start} loading={begin.isPending}>
            {t('policy.begin')}
          </Button>
        )
      }
    >
      {begin.error && <Failure error={begin.error} />}
      <Loaded query={versions}>{(all) => <Standing versions={all} />}</Loaded>
      <Panel title={t('policy.drafts')} flush>
        <Loaded query={drafts}>{(all) => <Drafts drafts={all} />}</Loaded>
      </Panel>
      <Loaded query={versions}>{(all) => <History versions={all} />}</Loaded>
    </Page>
  )
}

/** What is in force, and what was published and waits for its day. */
function Standing({ versions }: { readonly versions: readonly VersionSummary[] }): ReactNode {
  const { t } = useWords()
  const coming = versions.filter(({ state }) => state === 'coming')
  return (
    <>
      {versions
        .filter(({ state }) => state === 'in-force')
        .map((one) => (
          <Panel key={one.version} title={t('policy.inForce')}>
            <About version={one} />
          </Panel>
        ))}
      {coming.length > 0 && (
        <Panel title={t('policy.coming')}>
          {coming.map((one) => (
            <div key={one.version}>
              <About version={one} />
              <Withdraw version={one.version} />
            </div>
          ))}
        </Panel>
      )}
    </>
  )
}

function About({ version: one }: { readonly version: VersionSummary }): ReactNode {
  const { t, language } = useWords()
  return (
    <Particulars
      items={[
        [
          t('policy.version'),
          <Link key="version" to={`versions/${one.version}`}>
            {one.version}
          </Link>,
        ],
        [t('policy.effective'), formatInstant(one.effective, 'day', language)],
        [t('policy.changes'), <ChangeSummary key="changes" changes={one.changes} />],
      ]}
    />
  )
}

function Drafts({ drafts }: { readonly drafts: readonly DraftSummary[] }): ReactNode {
  const { t } = useWords()
  const who = useWho()
  if (drafts.length === 0) return <Empty title={t('policy.noDrafts')}>{t('policy.noDraftsWhy')}</Empty>
  return (
    <Table
      caption={t('policy.drafts')}
      heads={[t('policy.version'), t('policy.state'), t('policy.changed'), t('policy.who')]}
    >
      {drafts.map((draft) => (
        <tr key={draft.id}>
          <td>
            <Link to={`drafts/${draft.id}`}>
              {t('policy.draftTitle', { version: draft.version ?? t('policy.noVersion') })}
            </Link>{' '}
            {draft.origin === 'folder' && t('policy.fromFolder')}
          </td>
          <td>
            <DraftStateBadge state={draft.state} />
          </td>
          <td>
            <Moment at={draft.changedAt} />
          </td>
          <td>{who(draft.changedBy)}</td>
        </tr>
      ))}
    </Table>
  )
}

function History({ versions }: { readonly versions: readonly VersionSummary[] }): ReactNode {
  const { t, language } = useWords()
  const who = useWho()
  return (
    <Panel title={t('policy.history')} flush>
      <Table
        caption={t('policy.history')}
        heads={[
          t('policy.version'),
          t('policy.state'),
          t('policy.effective'),
          t('policy.changes'),
          t('policy.published'),
          t('policy.approvedBy'),
        ]}
      >
        {versions.map((one) => (
          <tr key={one.version}>
            <td>
              <Link to={`versions/${one.version}`}>{one.version}</Link>
            </td>
            <td>
              <VersionStateBadge state={one.state} />
            </td>
            <td>{formatInstant(one.effective, 'day', language)}</td>
            <td style={{ minWidth: '16rem' }}>
              <ChangeSummary changes={one.changes} />
            </td>
            <td>
              <Moment at={one.publishedAt} /> {who(one.publishedBy)}
            </td>
            <td>{one.approvedBy ? who(one.approvedBy) : t('policy.byFolder')}</td>
          </tr>
        ))}
      </Table>
    </Panel>
  )
}
