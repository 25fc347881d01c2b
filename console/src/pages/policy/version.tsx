// SPDX-License-Identifier: Apache-2.0
/** One published version: what it says, its hash, and beside it any other version. */
import { NativeSelect } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { useParams } from 'react-router'
import type { VersionSummary } from 'yakusoku/contract'
import { formatInstant } from '../../dates.ts'
import { useWords } from '../../language.ts'
import { useWorking } from '../../session.tsx'
import { Loaded } from '../../ui/loading.tsx'
import { Permitted } from '../../ui/not-permitted.tsx'
import { One } from '../../ui/one.tsx'
import { Panel, Particulars } from '../../ui/panel.tsx'
import { Moment } from '../../ui/time.tsx'
import { Comparison } from './comparison.tsx'
import { Changes, ChangeSummary, VersionStateBadge } from './looks.tsx'
import { useDiff, useVersionFiles, useVersions } from './queries.ts'
import { useWho } from './who.tsx'
import { Whom } from './whom.tsx'
import { Withdraw } from './withdraw.tsx'

/** The page of one version. */
export function Version(): ReactNode {
  const { t } = useWords()
  const { organisation } = useWorking()
  const { version = '' } = useParams()
  const versions = useVersions(organisation.id)
  return (
    <Permitted to="policies:read" title={t('policy.versionOf', { version })}>
      <One query={versions} list="policy" back={t('policy.back')} title={t('policy.versionOf', { version })}>
        {(all) => <Read key={version} all={all} version={version} />}
      </One>
    </Permitted>
  )
}

function Read({
  all,
  version,
}: {
  readonly all: readonly VersionSummary[]
  readonly version: string
}): ReactNode {
  const { t, language } = useWords()
  const who = useWho()
  const one = all.find((candidate) => candidate.version === version)
  if (one === undefined) return <p>{t('notFound.what')}</p>
  return (
    <>
      <Panel title={t('policy.versionOf', { version })} aside={<VersionStateBadge state={one.state} />}>
        <Particulars
          items={[
            [t('policy.effective'), formatInstant(one.effective, 'day', language)],
            [t('policy.changes'), <ChangeSummary key="changes" changes={one.changes} />],
            [
              t('policy.published'),
              <span key="published">
                <Moment at={one.publishedAt} /> {who(one.publishedBy)}
              </span>,
            ],
            [t('policy.approvedBy'), one.approvedBy ? who(one.approvedBy) : t('policy.byFolder')],
            [t('policy.promises'), one.promises],
            [t('policy.hash'), <code key="hash">{one.sha256}</code>],
            ...(one.withdrawn ? [[t('policy.reason'), one.withdrawn.reason] as const] : []),
          ]}
        />
        {one.state === 'coming' && <Withdraw version={version} />}
      </Panel>
      <Beside all={all} version={version} />
    </>
  )
}

/** The version beside another: what differs, and the files side by side. */
function Beside({
  all,
  version,
}: {
  readonly all: readonly VersionSummary[]
  readonly version: string
}): ReactNode {
  const { t } = useWords()
  const { organisation } = useWorking()
  const others = all.filter((one) => one.version !== version)
  const at = all.findIndex((one) => one.version === version)
  // The newest stands first: the one before it in time comes after it in the list.
  const [from, choose] = useState((all[at + 1] ?? others[0])?.version ?? null)
  const before = useVersionFiles(organisation.id, from)
  const after = useVersionFiles(organisation.id, version)
  const diff = useDiff(organisation.id, from, version)
  if (from === null)
    return (
      <Panel title={t('policy.compare')}>
        <p>{t('policy.nothingBefore')}</p>
      </Panel>
    )
  const choice = (
    <NativeSelect
      label={t('policy.compareWith')}
      value={from}
      onChange={(event) => choose(event.currentTarget.value)}
      data={others.map((one) => one.version)}
    />
  )
  return (
    <>
      <Panel title={t('policy.what')} aside={choice}>
        <Loaded query={diff}>
          {(read) => (
            <>
              <Changes changes={read.changes} />
              <h3>{t('policy.whom')}</h3>
              <Whom diff={read} />
            </>
          )}
        </Loaded>
      </Panel>
      <Loaded query={before}>
        {(old) => (
          <Loaded query={after}>
            {(now) => (
              <Comparison key={from} title={t('policy.sideBySide')} before={old.files} after={now.files} />
            )}
          </Loaded>
        )}
      </Loaded>
    </>
  )
}
