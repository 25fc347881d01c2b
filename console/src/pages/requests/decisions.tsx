// SPDX-License-Identifier: Apache-2.0
import { Radio, Stack, Textarea } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import type { Found, RequestDetail } from 'yakusoku/contract'
import { useWords } from '../../language.ts'
import { useWorking } from '../../session.tsx'
import { useAnnounce } from '../../ui/announce.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { Icon } from '../../ui/icons.tsx'
import { marksOf } from './exclusions.ts'
import { useDecision, useFoundHere } from './queries.ts'
import classes from './requests.module.css'

/** What every dialog of a decision is given. */
export interface DialogProps {
  readonly request: RequestDetail
  readonly opened: boolean
  readonly onClose: () => void
}

type Verb = Parameters<typeof useDecision>[2]

/** What the dialogs of decisions share: sending, saying that it is done, closing. */
export function useDeciding({ request, onClose }: DialogProps, verb: Verb, done: string) {
  const { organisation } = useWorking()
  const announce = useAnnounce()
  const decision = useDecision(organisation.id, request.id, verb)
  return {
    busy: decision.isPending,
    error: decision.error,
    decide: (body: object) =>
      decision.mutate(body, {
        onSuccess: () => {
          announce(done)
          onClose()
        },
      }),
    close: () => {
      decision.reset()
      onClose()
    },
  }
}

/** Says what an approval sets going, and that it can't be called back. */
export function ApproveDialog(props: DialogProps): ReactNode {
  const { t } = useWords()
  const { decide, close, ...deciding } = useDeciding(props, 'approve', t('request.approved'))
  const { organisation } = useWorking()
  const found = useFoundHere(organisation.id, props.request.id)
  const rows = props.request.sources.reduce((sum, source) => sum + (source.rows ?? 0), 0)
  const effects = ['approveMakes', 'approveMails', 'approveCloses', 'approveRecords'] as const
  return (
    <Confirm
      {...deciding}
      opened={props.opened}
      title={t('request.approveTitle', { number: props.request.number })}
      action={t('request.approveDo')}
      onClose={close}
      onConfirm={() => decide({})}
    >
      {rows > 0 && <NotLookedAt found={found} />}
      <p className={classes['say']}>
        {rows === 0 ? t('request.approveNothing') : t('request.approveWhat', { count: rows })}
      </p>
      <ul className={classes['effects']}>
        {effects.map((effect) => (
          <li key={effect}>{t(`request.${effect}`)}</li>
        ))}
      </ul>
      <p className={classes['say']}>{t('request.approveFinal')}</p>
    </Confirm>
  )
}

/** Says what may go out unseen: all of it, or what is marked as perhaps somebody else's. */
function NotLookedAt({ found }: { readonly found: Found | undefined }): ReactNode {
  const { t } = useWords()
  const left = found === undefined ? 0 : marksOf(found).left
  if (found !== undefined && left === 0) return null
  return (
    <p className={classes['mark']}>
      <Icon name="warning" size={18} />
      {found === undefined ? t('request.approveUnseen') : t('request.approveMarked', { count: left })}
    </p>
  )
}

const grounds = [
  'harm',
  'hindrance',
  'other-law',
  'no-such-data',
  'wrong-person',
] as const satisfies readonly NonNullable<RequestDetail['refusal']>['ground'][]

/** Asks for the ground the law allows and a sentence for the person. */
export function RefuseDialog(props: DialogProps): ReactNode {
  const { t } = useWords()
  const { decide, close, ...deciding } = useDeciding(props, 'refuse', t('request.refused'))
  const [ground, setGround] = useState('')
  const [explanation, setExplanation] = useState('')
  const language = t(`languageName.${props.request.language}`)
  return (
    <Confirm
      {...deciding}
      danger
      disabled={ground === '' || explanation.trim() === ''}
      opened={props.opened}
      title={t('request.refuseTitle', { number: props.request.number })}
      action={t('request.refuseDo')}
      onClose={close}
      onConfirm={() => decide({ ground, explanation: explanation.trim() })}
    >
      <p className={classes['say']}>{t('request.refuseWhat')}</p>
      <Radio.Group label={t('request.ground')} value={ground} onChange={setGround} required>
        <Stack gap="xs" mt="xs">
          {grounds.map((one) => (
            <Radio key={one} value={one} label={t(`ground.${one}`)} />
          ))}
        </Stack>
      </Radio.Group>
      <Textarea
        label={t('request.explanation')}
        description={t('request.explanationWhy', { language })}
        rows={5}
        required
        maxLength={4_000}
        value={explanation}
        onChange={(event) => setExplanation(event.currentTarget.value)}
      />
    </Confirm>
  )
}
