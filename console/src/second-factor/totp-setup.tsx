// SPDX-License-Identifier: Apache-2.0
import { Button, PasswordInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { lazy, Suspense, useState, type ReactNode } from 'react'
import { useWords } from '../language.ts'
import { Copyable } from '../ui/copy.tsx'
import { Failure } from '../ui/failure.tsx'
import { Loading } from '../ui/loading.tsx'
import { BackupCodes } from './backup-codes.tsx'
import type { TotpEnrolment } from 'yakusoku/contract'
import { enableTotp, verifyTotp } from './calls.ts'
import { CodeField } from './code-field.tsx'
import classes from './second-factor.module.css'

const QrCode = lazy(async () => ({ default: (await import('./qr-code.tsx')).QrCode }))

/** An authenticator app from its secret to its first code, and then the backup codes. */
export function TotpSetup(props: {
  readonly password: string
  readonly onDone: () => void
  readonly onBack: () => void
}): ReactNode {
  const { t } = useWords()
  const [password, setPassword] = useState(props.password)
  const [proven, setProven] = useState(false)
  const enable = useMutation({ mutationFn: () => enableTotp(password) })
  if (enable.data && proven) return <BackupCodes codes={enable.data.backupCodes} onDone={props.onDone} />
  if (enable.data) return <Prove totp={enable.data} onProven={() => setProven(true)} />
  return (
    <form
      className={classes['form']}
      onSubmit={(event) => {
        event.preventDefault()
        enable.mutate()
      }}
    >
      {enable.error && <Failure error={enable.error} />}
      <p>{t('totp.before')}</p>
      <PasswordInput
        label={t('totp.password')}
        autoComplete="current-password"
        required
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
      />
      <Button type="submit" size="md" loading={enable.isPending}>
        {t('totp.begin')}
      </Button>
      <Button variant="subtle" onClick={props.onBack}>
        {t('totp.back')}
      </Button>
    </form>
  )
}

function Prove({
  totp,
  onProven,
}: {
  readonly totp: TotpEnrolment
  readonly onProven: () => void
}): ReactNode {
  const { t } = useWords()
  const [code, setCode] = useState('')
  const verify = useMutation({
    mutationFn: () => verifyTotp(code.replaceAll(/\s/g, '')),
    onSuccess: onProven,
    onError: () => setCode(''),
  })
  return (
    <form
      className={classes['form']}
      onSubmit={(event) => {
        event.preventDefault()
        verify.mutate()
      }}
    >
      {verify.error && <Failure error={verify.error} />}
      <p>{t('totp.scan')}</p>
      <Suspense fallback={<Loading lines={1} height={192} />}>
        <QrCode text={totp.totpURI} label={t('totp.qr')} />
      </Suspense>
      <p className={classes['small']}>
        {t('totp.secretSays')} <a href={totp.totpURI}>{t('totp.open')}</a>
      </p>
      <Copyable text={totp.secret} label={t('totp.secret')} />
      <CodeField backup={false} code={code} onCode={setCode} />
      <Button type="submit" size="md" loading={verify.isPending}>
        {t('totp.prove')}
      </Button>
    </form>
  )
}
