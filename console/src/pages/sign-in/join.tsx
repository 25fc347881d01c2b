// SPDX-License-Identifier: Apache-2.0
/** Joining by a one-time link: name and password, then the second factor. */
import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useEffect, useState, type ReactNode } from 'react'
import { Link, useLocation, useNavigate } from 'react-router'
import type { JoinLink } from 'yakusoku/contract'
import { useWords } from '../../language.ts'
import { useSessionChanged } from '../../session.tsx'
import { Failure } from '../../ui/failure.tsx'
import { Loaded } from '../../ui/loading.tsx'
import { join, readLink } from './calls.ts'
import { Enrolment } from '../../second-factor/index.ts'
import { Frame } from './frame.tsx'
import classes from './sign-in.module.css'

/** The page behind a one-time link. */
export function Join(): ReactNode {
  const { t } = useWords()
  const token = useToken()
  const [password, setPassword] = useState<string | null>(null)
  const sessionChanged = useSessionChanged()
  const navigate = useNavigate()
  const done = () => void sessionChanged().then(() => navigate('/', { replace: true }))
  const link = useQuery({
    queryKey: ['link', token],
    queryFn: () => readLink(token),
    enabled: password === null,
    retry: false,
    staleTime: Infinity,
  })
  if (password !== null) {
    return (
      <Frame title={t('enrol.title')} lead={t('enrol.lead')}>
        <Enrolment password={password} onDone={done} />
      </Frame>
    )
  }
  return (
    <Frame title={t('join.title')} lead={link.data && t(`join.lead.${link.data.purpose}`)}>
      <Loaded query={link}>
        {(invitation) =>
          invitation.passwordNeeded ? (
            <NewPassword token={token} invitation={invitation} onJoined={setPassword} />
          ) : (
            <JoinAgain token={token} onJoined={done} />
          )
        }
      </Loaded>
      {link.error && (
        <>
          <p>
            <Link to="/sign-in">{t('join.used')}</Link>
          </p>
          <p className={classes['small']}>{t('join.invalid')}</p>
        </>
      )}
    </Frame>
  )
}

// The token leaves the address at once, so that neither history nor a photograph of the screen keeps it.
function useToken(): string {
  const { hash, state } = useLocation()
  const navigate = useNavigate()
  const inAddress = new URLSearchParams(hash.slice(1)).get('token')
  const kept = (state as { token?: unknown } | null)?.token
  useEffect(() => {
    if (inAddress) void navigate('/join', { replace: true, state: { token: inAddress } })
  }, [inAddress, navigate])
  return inAddress ?? (typeof kept === 'string' ? kept : '')
}

function NewPassword(props: {
  readonly token: string
  readonly invitation: JoinLink
  readonly onJoined: (password: string) => void
}): ReactNode {
  const { t } = useWords()
  const [name, setName] = useState(props.invitation.name)
  const [password, setPassword] = useState('')
  const accept = useMutation({
    mutationFn: () => join({ token: props.token, name: name.trim(), password }),
    onSuccess: () => props.onJoined(password),
  })
  return (
    <form
      className={classes['form']}
      onSubmit={(event) => {
        event.preventDefault()
        accept.mutate()
      }}
    >
      {accept.error && <Failure error={accept.error} />}
      <TextInput label={t('signIn.email')} value={props.invitation.email} readOnly autoComplete="username" />
      <TextInput
        label={t('join.name')}
        description={t('join.nameWhy')}
        autoComplete="name"
        required
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <PasswordInput
        label={t('join.password')}
        description={t('join.passwordWhy')}
        autoComplete="new-password"
        required
        minLength={12}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
      />
      <Button type="submit" size="md" loading={accept.isPending}>
        {t('join.do')}
      </Button>
    </form>
  )
}

/** Somebody with an account joins one more organisation: signed in, one press; else sign in first. */
function JoinAgain({
  token,
  onJoined,
}: {
  readonly token: string
  readonly onJoined: () => void
}): ReactNode {
  const { t } = useWords()
  const accept = useMutation({ mutationFn: () => join({ token }), onSuccess: onJoined })
  return (
    <div className={classes['form']}>
      {accept.error && <Failure error={accept.error} />}
      <p>{t('join.again')}</p>
      <Button size="md" loading={accept.isPending} onClick={() => accept.mutate()}>
        {t('join.againDo')}
      </Button>
      <Link to="/sign-in" state={{ from: `/join#token=${encodeURIComponent(token)}` }}>
        {t('join.signIn')}
      </Link>
    </div>
  )
}
