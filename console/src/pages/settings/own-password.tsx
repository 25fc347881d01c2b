// SPDX-License-Identifier: Apache-2.0
import { Button, PasswordInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { call } from '../../api.ts'
import { useWords } from '../../language.ts'
import { useAnnounce } from '../../ui/announce.tsx'
import { Failure } from '../../ui/failure.tsx'
import { Panel } from '../../ui/panel.tsx'
import classes from './settings.module.css'

/** Changing one's own password; every other session ends. */
export function OwnPassword(): ReactNode {
  const { t } = useWords()
  const announce = useAnnounce()
  const [currentPassword, setCurrent] = useState('')
  const [newPassword, setNew] = useState('')
  const change = useMutation({
    mutationFn: () =>
      call('/api/auth/change-password', { method: 'POST', body: { currentPassword, newPassword } }),
    onSuccess: () => {
      setCurrent('')
      setNew('')
      announce(t('own.passwordChanged'))
    },
  })
  const toggle = { 'aria-label': t('signIn.showPassword') }
  return (
    <Panel title={t('own.password')}>
      <form
        className={classes['form']}
        onSubmit={(event) => {
          event.preventDefault()
          change.mutate()
        }}
      >
        {change.error && <Failure error={change.error} />}
        <PasswordInput
          label={t('own.currentPassword')}
          autoComplete="current-password"
          required
          value={currentPassword}
          onChange={(event) => setCurrent(event.currentTarget.value)}
          visibilityToggleButtonProps={toggle}
        />
        <PasswordInput
          label={t('join.password')}
          description={t('join.passwordWhy')}
          autoComplete="new-password"
          required
          minLength={12}
          value={newPassword}
          onChange={(event) => setNew(event.currentTarget.value)}
          visibilityToggleButtonProps={toggle}
        />
        <p className={classes['small']}>{t('own.passwordSays')}</p>
        <Button type="submit" size="md" variant="outline" loading={change.isPending}>
          {t('own.passwordDo')}
        </Button>
      </form>
    </Panel>
  )
}
