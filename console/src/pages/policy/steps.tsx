// SPDX-License-Identifier: Apache-2.0
import { Button, Group } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import type { Draft, DraftCheck } from 'yakusoku/contract'
import { useWords } from '../../language.ts'
import { Failure } from '../../ui/failure.tsx'
import {
  ApproveDialog,
  DiscardDialog,
  PublishDialog,
  SendBackDialog,
  SubmitDialog,
  useDoing,
  type DialogProps,
} from './dialogs.tsx'

const dialogs = {
  submit: SubmitDialog,
  approve: ApproveDialog,
  sendBack: SendBackDialog,
  publish: PublishDialog,
  discard: DiscardDialog,
} as const satisfies Record<string, (props: DialogProps) => ReactNode>

type Dialog = keyof typeof dialogs

/** What this reader may do with a draft in its state, the way forward first. */
export function dialogsFor({ state, may }: Pick<Draft, 'state' | 'may'>): readonly Dialog[] {
  const writing = state === 'draft' || state === 'sent-back'
  return [
    ...(writing && may.write ? (['submit', 'discard'] as const) : []),
    ...(state === 'submitted' && may.decide ? (['approve'] as const) : []),
    ...(state === 'approved' && may.write ? (['publish'] as const) : []),
    ...((state === 'submitted' || state === 'approved') && may.decide ? (['sendBack'] as const) : []),
  ]
}

/** The buttons of a draft, each with the dialog that says what it will do. */
export function Steps({
  draft,
  check,
  unsaved,
}: {
  readonly draft: Draft
  readonly check: DraftCheck | undefined
  /** Something typed is not saved yet: submitted now, the draft would go without it, and nobody could save it any more. */
  readonly unsaved: boolean
}): ReactNode {
  const { t } = useWords()
  const [opened, setOpened] = useState<Dialog | null>(null)
  const recall = useDoing(draft, 'recall', t('policy.recallDone'))
  const restore = useDoing(draft, 'restore', t('policy.restoreDone'))
  const open = dialogsFor(draft)
  const decided = draft.state === 'submitted' || draft.state === 'approved'
  return (
    <>
      <Group gap="sm">
        {open.map((name, at) => (
          <Button
            key={name}
            {...(at > 0 && { variant: 'default' })}
            disabled={unsaved}
            onClick={() => setOpened(name)}
          >
            {t(`policy.${name}`)}
          </Button>
        ))}
        {decided && draft.may.write && (
          <Button variant="default" loading={recall.busy} onClick={() => recall.act()}>
            {t('policy.recall')}
          </Button>
        )}
        {draft.state === 'discarded' && draft.may.write && (
          <Button variant="default" loading={restore.busy} onClick={() => restore.act()}>
            {t('policy.restore')}
          </Button>
        )}
      </Group>
      {Boolean(recall.error ?? restore.error) && <Failure error={recall.error ?? restore.error} />}
      {open.map((name) => {
        const Shown = dialogs[name]
        return (
          <Shown
            key={name}
            draft={draft}
            check={check}
            opened={opened === name}
            onClose={() => setOpened(null)}
          />
        )
      })}
    </>
  )
}
