// SPDX-License-Identifier: Apache-2.0
/** Signing in: password, then the second factor; or a passkey, which is both. */
import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { Navigate, useLocation, useNavigate } from 'react-router'
import { useWords } from '../../language.ts'
import { useSession, useSessionChanged } from '../../session.tsx'
import { Loading } from '../../ui/loading.tsx'
import { Failure } from '../../ui/failure.tsx'
import { signOut, type Next } from './calls.ts'
import { CodeStep } from './code-step.tsx'
import { Enrolment } from '../../second-factor/index.ts'
import { Frame } from './frame.tsx'
import { PasskeyStep } from './passkey-step.tsx'
import { PasswordStep } from './password-step.tsx'

/** The page that asks who somebody is. */
export function SignIn(): ReactNode {
  const { t } = useWords()
  const session = useSession()
  const finish = useFinish()
  const [step, setStep] = useState<'password' | Next>('password')
  const [password, setPassword] = useState('')
  if (session.isPending) return <Loading />
  if (step === 'password' && session.data?.secondFactor === 'proven') return <Arrive />
  const enrol = step === 'enrol' || (step === 'password' && session.data?.secondFactor === 'missing')
  const go = (next: Next) => (next === 'done' ? finish() : setStep(next))
  if (enrol) {
    return (
      <Frame title={t('enrol.title')} lead={t('enrol.lead')}>
        <Enrolment password={password} onDone={finish} />
        <SomebodyElse onLeft={() => setStep('password')} />
      </Frame>
    )
  }
  return (
    <Frame title={t('signIn.title')} lead={t('signIn.lead')}>
      {step === 'password' && <PasswordStep onNext={go} onPassword={setPassword} />}
      {step === 'code' && <CodeStep onNext={go} onRestart={() => setStep('password')} />}
      {(step === 'passkey' || step === 'done') && (
        <PasskeyStep onNext={go} onRestart={() => setStep('password')} />
      )}
    </Frame>
  )
}

/** The way out for who finds the sign-in of somebody who did not finish it, on a machine that several people use. */
function SomebodyElse({ onLeft }: { readonly onLeft: () => void }): ReactNode {
  const { t } = useWords()
  const sessionChanged = useSessionChanged()
  const leave = useMutation({
    mutationFn: signOut,
    onSuccess: () => {
      onLeft()
      return sessionChanged()
    },
  })
  return (
    <>
      {leave.error && <Failure error={leave.error} />}
      <Button variant="subtle" loading={leave.isPending} onClick={() => leave.mutate()}>
        {t('enrol.somebodyElse')}
      </Button>
    </>
  )
}

// Only paths of this console, never another site.
function useOrigin(): string {
  const state = useLocation().state as { from?: unknown } | null
  return typeof state?.from === 'string' && /^\/[^/\\]/.test(state.from) ? state.from : '/'
}

function Arrive(): ReactNode {
  return <Navigate to={useOrigin()} replace />
}

function useFinish() {
  const sessionChanged = useSessionChanged()
  const navigate = useNavigate()
  const origin = useOrigin()
  return () => void sessionChanged().then(() => navigate(origin, { replace: true }))
}
