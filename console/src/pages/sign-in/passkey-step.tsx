// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useWords } from '../../language.ts'
import { PasskeyFailure } from '../../second-factor/index.ts'
import { Icon } from '../../ui/icons.tsx'
import { signInByPasskey, type Next } from './calls.ts'
import classes from './sign-in.module.css'

/** Signing in by passkey, as a button does it. */
export function usePasskey(onNext: (next: Next) => void) {
  return useMutation({ mutationFn: signInByPasskey, onSuccess: ({ next }) => onNext(next) })
}

/** The password was right, and this account has a passkey for its second factor. */
export function PasskeyStep(props: {
  readonly onNext: (next: Next) => void
  readonly onRestart: () => void
}): ReactNode {
  const { t } = useWords()
  const passkey = usePasskey(props.onNext)
  return (
    <div className={classes['form']}>
      {passkey.error && <PasskeyFailure error={passkey.error} />}
      <p>{t('signIn.passkeySays')}</p>
      <Button
        size="md"
        loading={passkey.isPending}
        onClick={() => passkey.mutate()}
        leftSection={<Icon name="key" />}
      >
        {t('signIn.passkey')}
      </Button>
      <Button variant="subtle" onClick={props.onRestart}>
        {t('signIn.restart')}
      </Button>
    </div>
  )
}
