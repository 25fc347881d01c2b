// SPDX-License-Identifier: Apache-2.0
import { Checkbox, NativeSelect, Stack, TextInput } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import type { Permission } from 'yakusoku/contract'
import { useWords } from '../../language.ts'
import { useWorking } from '../../session.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { Copyable } from '../../ui/copy.tsx'
import { useTokenChanges } from './calls.ts'
import classes from './settings.module.css'

const lifetimes = ['30', '90', '180', '364'] as const

/** Makes a token that can do at most what its maker can; its secret is shown this once. */
export function NewTokenDialog(props: { readonly opened: boolean; readonly onClose: () => void }): ReactNode {
  const { t } = useWords()
  const { organisation } = useWorking()
  const { make } = useTokenChanges()
  const [name, setName] = useState('')
  const [scopes, setScopes] = useState<Permission[]>([])
  const [days, setDays] = useState<string>(lifetimes[1])
  const close = () => {
    make.reset()
    setName('')
    setScopes([])
    props.onClose()
  }
  const submit = () => {
    const expiresAt = new Date(Date.now() + Number(days) * 86_400_000).toISOString()
    make.mutate({ name: name.trim(), scopes, expiresAt })
  }
  const made = make.data
  return (
    <Confirm
      opened={props.opened}
      title={t('tokens.make')}
      action={made ? t('tokens.kept') : t('tokens.makeDo')}
      disabled={!made && scopes.length === 0}
      busy={make.isPending}
      error={make.error}
      done={made !== undefined}
      onClose={close}
      onConfirm={made ? close : submit}
    >
      {made ? (
        <>
          <p className={classes['say']} role="status">
            {t('tokens.secretSays')}
          </p>
          <Copyable text={made.secret} label={t('tokens.secret')} />
        </>
      ) : (
        <>
          <TextInput
            label={t('tokens.name')}
            description={t('tokens.nameWhy')}
            required
            maxLength={100}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <NativeSelect
            label={t('tokens.lifetime')}
            value={days}
            onChange={(event) => setDays(event.currentTarget.value)}
            data={lifetimes.map((count) => ({
              value: count,
              label: t('tokens.days', { count: Number(count) }),
            }))}
          />
          <Checkbox.Group
            label={t('tokens.scopes')}
            description={t('tokens.scopesWhy')}
            required
            value={scopes}
            onChange={(value) => setScopes(value as Permission[])}
          >
            <Stack gap="xs" mt="xs">
              {organisation.permissions.map((permission) => (
                <Checkbox
                  key={permission}
                  value={permission}
                  label={
                    <>
                      {t(`permission.${permission}`)} <code>{permission}</code>
                    </>
                  }
                />
              ))}
            </Stack>
          </Checkbox.Group>
        </>
      )}
    </Confirm>
  )
}
