// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { useWords } from '../language.ts'
import { Icon } from '../ui/icons.tsx'
import { passkeysPossible, registerPasskey } from './calls.ts'
import { PasskeyFailure } from './passkey-failure.tsx'
import classes from './second-factor.module.css'
import { TotpSetup } from './totp-setup.tsx'

/** Setting up the second factor: an authenticator app or a passkey, as the person prefers. */
export function Enrolment(props: { readonly password: string; readonly onDone: () => void }): ReactNode {
  const { t } = useWords()
  const [totp, setTotp] = useState(false)
  const passkey = useMutation({ mutationFn: () => registerPasskey(''), onSuccess: props.onDone })
  if (totp) return <TotpSetup password={props.password} onDone={props.onDone} onBack={() => setTotp(false)} />
  return (
    <div className={classes['choices']}>
      {passkey.error && <PasskeyFailure error={passkey.error} />}
      <section className={classes['choice']}>
        <h2>
          <Icon name="clock" />
          {t('enrol.totp')}
        </h2>
        <p>{t('enrol.totpWhy')}</p>
        <Button size="md" onClick={() => setTotp(true)}>
          {t('enrol.totpDo')}
        </Button>
      </section>
      <section className={classes['choice']}>
        <h2>
          <Icon name="key" />
          {t('enrol.passkey')}
        </h2>
        <p>{passkeysPossible() ? t('enrol.passkeyWhy') : t('enrol.passkeyImpossible')}</p>
        <Button
          size="md"
          variant="outline"
          disabled={!passkeysPossible()}
          loading={passkey.isPending}
          onClick={() => passkey.mutate()}
        >
          {t('enrol.passkeyDo')}
        </Button>
      </section>
    </div>
  )
}
