// SPDX-License-Identifier: Apache-2.0
import { Checkbox, Textarea, TextInput } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import type { Draft, DraftCheck } from 'yakusoku/contract'
import { formatInstant } from '../../dates.ts'
import { useWords } from '../../language.ts'
import { useWorking } from '../../session.tsx'
import { useAnnounce } from '../../ui/announce.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { Changes, ChangeSummary } from './looks.tsx'
import classes from './policy.module.css'
import { useDraftAction, type DraftVerb } from './queries.ts'
import { SimulationSays } from './simulation-says.tsx'
import { Whom } from './whom.tsx'

/** What every dialog about a draft is given. */
export interface DialogProps {
  readonly draft: Draft
  readonly check: DraftCheck | undefined
  readonly opened: boolean
  readonly onClose: () => void
}

/** Does something to a draft, says that it was done, and closes the dialog it was asked in. */
export function useDoing(draft: Draft, verb: DraftVerb, done: string, onClose: () => void = () => undefined) {
  const { organisation } = useWorking()
  const announce = useAnnounce()
  const action = useDraftAction(organisation.id, draft, verb)
  return {
    busy: action.isPending,
    error: action.error,
    act: (body: object = {}) =>
      action.mutate(body, {
        onSuccess: () => {
          announce(done)
          onClose()
        },
      }),
    onClose: () => {
      action.reset()
      onClose()
    },
  }
}

const versionOf = ({ draft, check }: DialogProps) => check?.version ?? draft.version ?? '—'

/** Asks for approval; errors come first, warnings must have been read. */
export function SubmitDialog(props: DialogProps): ReactNode {
  const { t, say } = useWords()
  const { draft, check } = props
  const { act, ...doing } = useDoing(draft, 'submit', t('policy.submitted'), props.onClose)
  const [seen, setSeen] = useState(false)
  const { errors = 0, warnings = 0 } = check ?? {}
  const { account, name } = draft.approver
  return (
    <Confirm
      {...doing}
      opened={props.opened}
      title={t('policy.submitTitle', { version: versionOf(props) })}
      action={t('policy.submit')}
      disabled={check === undefined || errors > 0 || (warnings > 0 && !seen)}
      onConfirm={() => act({ warningsSeen: warnings })}
    >
      <p className={classes['say']}>
        {t('policy.submitWhat', { role: name ? say(name) : t(`role.${account as 'approver'}`) })}
      </p>
      {errors > 0 && <p className={classes['say']}>{t('policy.errorsFirst', { count: errors })}</p>}
      {warnings > 0 && (
        <Checkbox
          label={t('policy.warningsSeen', { count: warnings })}
          checked={seen}
          onChange={(event) => setSeen(event.currentTarget.checked)}
        />
      )}
    </Confirm>
  )
}

/** Approves what was compared. */
export function ApproveDialog(props: DialogProps): ReactNode {
  const { t } = useWords()
  const beside = props.check?.diff?.from ?? undefined
  const { act, ...doing } = useDoing(props.draft, 'approve', t('policy.approveDone'), props.onClose)
  return (
    <Confirm
      {...doing}
      opened={props.opened}
      title={t('policy.approveTitle', { version: versionOf(props) })}
      action={t('policy.approve')}
      disabled={props.check === undefined}
      onConfirm={() => act({ beside })}
    >
      <p className={classes['say']}>{t('policy.approveWhat')}</p>
      <SimulationSays draft={props.draft} />
    </Confirm>
  )
}

/** Sends a draft back with the reason. */
export function SendBackDialog(props: DialogProps): ReactNode {
  const { t } = useWords()
  const { act, ...doing } = useDoing(props.draft, 'send-back', t('policy.sendBackDone'), props.onClose)
  const [reason, setReason] = useState('')
  return (
    <Confirm
      {...doing}
      danger
      opened={props.opened}
      title={t('policy.sendBackTitle', { version: versionOf(props) })}
      action={t('policy.sendBack')}
      disabled={reason.trim() === ''}
      onConfirm={() => act({ reason: reason.trim() })}
    >
      <Textarea
        label={t('policy.reason')}
        description={t('policy.reasonWhy')}
        rows={4}
        required
        maxLength={2_000}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </Confirm>
  )
}

/** Says what is published, from when and what changes, and asks for the version to be typed. */
export function PublishDialog(props: DialogProps): ReactNode {
  const { t, language } = useWords()
  const { draft, check } = props
  const { act, ...doing } = useDoing(draft, 'publish', t('policy.publishDone'), props.onClose)
  const [version, setVersion] = useState('')
  const day = check?.effective ? formatInstant(check.effective, 'day', language) : '—'
  return (
    <Confirm
      {...doing}
      opened={props.opened}
      title={t('policy.publishTitle', { version: versionOf(props) })}
      action={t('policy.publish')}
      disabled={version.trim() !== versionOf(props)}
      onConfirm={() => act({ version: version.trim() })}
    >
      <p className={classes['say']}>{t('policy.publishWhat', { day })}</p>
      <SimulationSays draft={draft} />
      {check && <ChangeSummary changes={check.changes} />}
      <div className={classes['within']} tabIndex={0} role="group" aria-label={t('policy.what')}>
        {check?.diff && <Whom diff={check.diff} />}
        <Changes changes={check?.diff?.changes ?? []} />
      </div>
      <TextInput
        label={t('policy.publishType')}
        placeholder={versionOf(props)}
        autoComplete="off"
        required
        value={version}
        onChange={(event) => setVersion(event.currentTarget.value)}
      />
    </Confirm>
  )
}

/** Puts a draft aside. */
export function DiscardDialog(props: DialogProps): ReactNode {
  const { t } = useWords()
  const { act, ...doing } = useDoing(props.draft, 'discard', t('policy.discardDone'), props.onClose)
  return (
    <Confirm
      {...doing}
      danger
      opened={props.opened}
      title={t('policy.discardTitle')}
      action={t('policy.discard')}
      onConfirm={() => act()}
    >
      <p className={classes['say']}>{t('policy.discardWhat')}</p>
    </Confirm>
  )
}
