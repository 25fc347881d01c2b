// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { ApiError } from '../../api.ts'
import { useWords } from '../../language.ts'
import { Failure } from '../../ui/failure.tsx'
import { CodeField, verifyTotp } from '../../second-factor/index.ts'
import { verifyBackupCode, type Next } from './calls.ts'
import classes from './sign-in.module.css'

/** The six digits of the authenticator, or a backup code where it is lost. */
export function CodeStep(props: {
  readonly onNext: (next: Next) => void
  readonly onRestart: () => void
}): ReactNode {
  const { t } = useWords()
  const [backup, setBackup] = useState(false)
  const [code, setCode] = useState('')
  const verify = useMutation({
    mutationFn: () => (backup ? verifyBackupCode(code.trim()) : verifyTotp(code.replaceAll(/\s/g, ''))),
    onSuccess: ({ next }) => props.onNext(next),
    onError: () => setCode(''),
  })
  const gone = verify.error instanceof ApiError && verify.error.code === 'accounts.challenge-gone'
  return (
    <form
      className={classes['form']}
      onSubmit={(event) => {
        event.preventDefault()
        verify.mutate()
      }}
    >
      {verify.error && <Failure error={verify.error} {...(gone && { retry: props.onRestart })} />}
      <CodeField backup={backup} code={code} onCode={setCode} />
      <Button type="submit" size="md" loading={verify.isPending}>
        {t('code.do')}
      </Button>
      <Button
        variant="subtle"
        onClick={() => {
          setBackup(!backup)
          setCode('')
          verify.reset()
        }}
      >
        {backup ? t('code.useTotp') : t('code.useBackup')}
      </Button>
      <Button variant="subtle" onClick={props.onRestart}>
        {t('signIn.restart')}
      </Button>
    </form>
  )
}
