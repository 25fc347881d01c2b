// SPDX-License-Identifier: Apache-2.0
/** One draft: written, checked, submitted, decided about, published. */
import { useState, type ReactNode } from 'react'
import { useParams } from 'react-router'
import type { Draft as DraftView } from 'yakusoku/contract'
import { formatInstant } from '../../dates.ts'
import { useWords } from '../../language.ts'
import { useWorking } from '../../session.tsx'
import { Loaded } from '../../ui/loading.tsx'
import { Permitted } from '../../ui/not-permitted.tsx'
import { One } from '../../ui/one.tsx'
import { Panel, Particulars } from '../../ui/panel.tsx'
import { Table } from '../../ui/table.tsx'
import { Moment } from '../../ui/time.tsx'
import { Comparison } from './comparison.tsx'
import { Findings } from './findings.tsx'
import { Changes, DraftStateBadge } from './looks.tsx'
import classes from './policy.module.css'
import { useCheck, useDraft, useVersionFiles } from './queries.ts'
import { Simulation } from './simulation.tsx'
import { Steps } from './steps.tsx'
import { useWho } from './who.tsx'
import { Whom } from './whom.tsx'
import { Workbench } from './workbench.tsx'

/** The page of one draft. */
export function Draft(): ReactNode {
  const { t } = useWords()
  const { organisation } = useWorking()
  const { id = '' } = useParams()
  const draft = useDraft(organisation.id, id)
  const version = draft.data?.version ?? t('policy.noVersion')
  return (
    <Permitted to="policies:read" title={t('policy.drafts')}>
      <One
        query={draft}
        list="policy"
        back={t('policy.back')}
        title={t('policy.draftTitle', { version: draft.data ? version : '' })}
      >
        {(read) => <Read key={read.id} draft={read} />}
      </One>
    </Permitted>
  )
}

function Read({ draft }: { readonly draft: DraftView }): ReactNode {
  const { organisation } = useWorking()
  const check = useCheck(organisation.id, draft, {})
  const writing = draft.may.write && (draft.state === 'draft' || draft.state === 'sent-back')
  const [unsaved, setUnsaved] = useState(false)
  return (
    <>
      <Head draft={draft} check={check.data} unsaved={writing && unsaved} />
      {writing ? <Workbench draft={draft} onUnsaved={setUnsaved} /> : <Review draft={draft} />}
      {draft.state !== 'published' && draft.state !== 'discarded' && (
        <Simulation draft={draft} unsaved={writing && unsaved} />
      )}
      <Saves draft={draft} />
    </>
  )
}

function Head(props: Parameters<typeof Steps>[0]): ReactNode {
  const { t, language } = useWords()
  const { draft } = props
  return (
    <Panel title={t('policy.state')} aside={<DraftStateBadge state={draft.state} />}>
      <Says draft={draft} />
      <Particulars
        items={[
          [t('policy.version'), draft.version ?? t('policy.noVersion')],
          [t('policy.basedOn'), draft.basedOn ?? '—'],
          [t('policy.effective'), draft.effective ? formatInstant(draft.effective, 'day', language) : '—'],
        ]}
      />
      <div className={classes['steps']}>
        <Steps {...props} />
      </div>
    </Panel>
  )
}

/** What a draft waits for, in a sentence. */
function Says({ draft }: { readonly draft: DraftView }): ReactNode {
  const { t, say } = useWords()
  const who = useWho()
  const { state, decided, reason, approver } = draft
  const role = approver.name ? say(approver.name) : t(`role.${approver.account as 'approver'}`)
  if (state === 'submitted') return <p className={classes['said']}>{t('policy.waits', { role })}</p>
  if (decided === null) return null
  const name = who(decided.by)
  if (state === 'approved') return <p className={classes['said']}>{t('policy.approvedWaits', { name })}</p>
  if (state !== 'sent-back') return null
  return (
    <p className={classes['said']}>
      <strong>{t('policy.sentBackBecause', { name })}</strong> <Moment at={decided.at} />
      <br />
      {reason}
    </p>
  )
}

/** A draft as it is decided about: what changes, what the check says, and the files side by side. */
function Review({ draft }: { readonly draft: DraftView }): ReactNode {
  const { t } = useWords()
  const { organisation } = useWorking()
  const check = useCheck(organisation.id, draft, {})
  // Beside the version it will follow, as the list of changes is, and not the one it was begun from.
  const before = useVersionFiles(
    organisation.id,
    check.data ? (check.data.diff?.from ?? draft.basedOn) : null,
  )
  return (
    <>
      <Loaded query={check}>
        {(found) => (
          <>
            <Panel title={t('policy.what')}>
              <Changes changes={found.diff?.changes ?? []} />
              {found.diff && (
                <>
                  <h3>{t('policy.whom')}</h3>
                  <Whom diff={found.diff} />
                </>
              )}
            </Panel>
            <Findings check={found} checking={check.isFetching} />
          </>
        )}
      </Loaded>
      <Loaded query={before}>
        {(old) => <Comparison title={t('policy.sideBySide')} before={old.files} after={draft.files} />}
      </Loaded>
    </>
  )
}

function Saves({ draft }: { readonly draft: DraftView }): ReactNode {
  const { t } = useWords()
  const who = useWho()
  return (
    <Panel title={t('policy.saves')} flush>
      <Table
        caption={t('policy.saves')}
        heads={[t('policy.saveNumber'), t('policy.when'), t('policy.who'), t('policy.changedFiles')]}
      >
        {draft.saves.map((save) => (
          <tr key={save.revision}>
            <td>{save.revision}</td>
            <td>
              <Moment at={save.at} />
            </td>
            <td>{who(save.by)}</td>
            <td>{save.changed.join(t('list.comma'))}</td>
          </tr>
        ))}
      </Table>
    </Panel>
  )
}
