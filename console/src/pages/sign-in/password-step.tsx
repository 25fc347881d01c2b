// SPDX-License-Identifier: Apache-2.0
import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { useWords } from '../../language.ts'
import { Failure } from '../../ui/failure.tsx'
import { Icon } from '../../ui/icons.tsx'
import { PasskeyFailure, passkeysPossible } from '../../second-factor/index.ts'
import { signIn, type Next } from './calls.ts'
import { usePasskey } from './passkey-step.tsx'
import classes from './sign-in.module.css'

/** Mail address and password, or a passkey instead of both. */
export function PasswordStep(props: {
  readonly onNext: (next: Next) => void
  readonly onPassword: (password: string) => void
}): ReactNode {
  const { t } = useWords()
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const passkey = usePasskey(props.onNext)
  const login = useMutation({
    mutationFn: () => signIn({ email: email.trim(), password }),
    onSuccess: ({ next }) => {
      // Kept only in memory: setting up an authenticator asks for it once more.
      props.onPassword(password)
      props.onNext(next)
    },
  })
  return (
    <form
      className={classes['form']}
      onSubmit={(event) => {
        event.preventDefault()
        login.mutate()
      }}
    >
      {login.error && <Failure error={login.error} />}
      {passkey.error && <PasskeyFailure error={passkey.error} />}
      <TextInput
        type="email"
        label={t('signIn.email')}
        autoComplete="username webauthn"
        required
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <PasswordInput
        label={t('signIn.password')}
        autoComplete="current-password"
        required
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
      />
      <Button type="submit" size="md" loading={login.isPending}>
        {t('signIn.do')}
      </Button>
      {passkeysPossible() && (
        <>
          <div className={classes['or']}>{t('signIn.or')}</div>
          <Button
            size="md"
            variant="default"
            loading={passkey.isPending}
            onClick={() => passkey.mutate()}
            leftSection={<Icon name="key" />}
          >
            {t('signIn.passkey')}
          </Button>
        </>
      )}
      <p className={classes['small']}>{t('signIn.lost')}</p>
    </form>
  )
}
