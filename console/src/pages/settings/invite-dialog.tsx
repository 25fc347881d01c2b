// SPDX-License-Identifier: Apache-2.0
import { NativeSelect, TextInput } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import type { Role } from 'yakusoku/contract'
import { useWords, type Language } from '../../language.ts'
import { Confirm } from '../../ui/confirm.tsx'
import { Copyable } from '../../ui/copy.tsx'
import { Moment } from '../../ui/time.tsx'
import { useOperatorChanges } from './calls.ts'
import { RoleChoice } from './role-choice.tsx'
import classes from './settings.module.css'

/** Invites somebody; the one-time link is shown this once, to be handed over. */
export function InviteDialog(props: { readonly opened: boolean; readonly onClose: () => void }): ReactNode {
  const { t, language: own } = useWords()
  const { invite } = useOperatorChanges()
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [roles, setRoles] = useState<readonly Role[]>([])
  const [language, setLanguage] = useState<Language>(own)
  const close = () => {
    invite.reset()
    setName('')
    setEmail('')
    setRoles([])
    props.onClose()
  }
  const made = invite.data
  return (
    <Confirm
      opened={props.opened}
      title={made ? t('operators.invitedTitle', { name: made.operator.name }) : t('operators.invite')}
      action={made ? t('operators.linkKept') : t('operators.inviteDo')}
      disabled={!made && roles.length === 0}
      busy={invite.isPending}
      error={invite.error}
      done={made !== undefined}
      onClose={close}
      onConfirm={() =>
        made ? close() : invite.mutate({ name: name.trim(), email: email.trim(), roles, language })
      }
    >
      {made ? (
        <>
          <p className={classes['say']} role="status">
            {t('operators.linkSays')} <Moment at={made.link.expiresAt} />
          </p>
          <Copyable text={made.link.url} label={t('operators.link')} />
        </>
      ) : (
        <>
          <TextInput
            label={t('join.name')}
            required
            maxLength={100}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <TextInput
            type="email"
            label={t('signIn.email')}
            required
            maxLength={254}
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <NativeSelect
            label={t('operators.language')}
            value={language}
            onChange={(event) => setLanguage(event.currentTarget.value === 'en' ? 'en' : 'ja')}
            data={(['ja', 'en'] as const).map((one) => ({ value: one, label: t(`languageName.${one}`) }))}
          />
          <RoleChoice value={roles} onChange={setRoles} />
        </>
      )}
    </Confirm>
  )
}
