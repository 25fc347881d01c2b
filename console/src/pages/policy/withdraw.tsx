// SPDX-License-Identifier: Apache-2.0
import { Button, Textarea } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { useWords } from '../../language.ts'
import { useWorking } from '../../session.tsx'
import { useAnnounce } from '../../ui/announce.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { useWithdraw } from './queries.ts'

/** The button that withdraws a version before its day, for whoever may approve. */
export function Withdraw({ version }: { readonly version: string }): ReactNode {
  const { t } = useWords()
  const { organisation, can } = useWorking()
  const announce = useAnnounce()
  const withdraw = useWithdraw(organisation.id, version)
  const [opened, setOpened] = useState(false)
  const [reason, setReason] = useState('')
  if (!can('policies:approve')) return null
  return (
    <>
      <Button variant="default" mt="sm" onClick={() => setOpened(true)}>
        {t('policy.withdraw')}
      </Button>
      <Confirm
        danger
        opened={opened}
        title={t('policy.withdrawTitle', { version })}
        action={t('policy.withdraw')}
        busy={withdraw.isPending}
        disabled={reason.trim() === ''}
        error={withdraw.error}
        onClose={() => setOpened(false)}
        onConfirm={() =>
          withdraw.mutate(reason.trim(), {
            onSuccess: () => {
              announce(t('policy.withdrawDone'))
              setOpened(false)
            },
          })
        }
      >
        <p style={{ margin: 0 }}>{t('policy.withdrawWhat')}</p>
        <Textarea
          label={t('policy.reason')}
          rows={3}
          required
          maxLength={2_000}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      </Confirm>
    </>
  )
}
