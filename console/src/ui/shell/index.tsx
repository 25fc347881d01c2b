// SPDX-License-Identifier: Apache-2.0
/** What stands around every page: skip link, header with organisation, language and account, and navigation. */
import { lazy, Suspense, useEffect, useMemo, useState, type ReactNode } from 'react'
import { Navigate, Outlet, useLocation, useParams } from 'react-router'
import type { Session } from 'yakusoku/contract'
import { useWords } from '../../language.ts'
import { useSession, WorkingContext, type Working } from '../../session.tsx'
import { Loading } from '../loading.tsx'
import { Failure } from '../failure.tsx'
import { Header } from './header.tsx'
import { Navigation } from './navigation.tsx'
import { UnknownOrganisation } from './unknown-organisation.tsx'
import classes from './shell.module.css'

const SessionEnded = lazy(async () => ({ default: (await import('./session-ended.tsx')).SessionEnded }))

/** The frame of the pages of one organisation; sends who is not signed in to the sign-in page; keeps what was typed when a session ends. */
export function Shell(): ReactNode {
  const session = useSession()
  const location = useLocation()
  const proven = session.data?.secondFactor === 'proven' ? session.data : null
  const [kept, setKept] = useState(proven)
  const another = proven !== null && kept !== null && proven.operator.id !== kept.operator.id
  if (proven !== null && proven !== kept && !another) setKept(proven)
  useEffect(() => {
    // Nothing that was read for one operator is shown to the next.
    if (another) window.location.reload()
  }, [another])
  if (session.error && kept === null) {
    return <Failure error={session.error} retry={() => void session.refetch()} />
  }
  if (session.data === undefined || another) return <Loading />
  if (kept === null) {
    return <Navigate to="/sign-in" replace state={{ from: location.pathname + location.search }} />
  }
  return (
    <>
      <div hidden={proven === null}>
        <Framed session={kept} />
      </div>
      {proven === null && (
        <Suspense>
          <SessionEnded again={() => void session.refetch()} />
        </Suspense>
      )}
    </>
  )
}

function Framed({ session }: { readonly session: Session }): ReactNode {
  const { t } = useWords()
  const { organisation: id } = useParams()
  const { pathname } = useLocation()
  const working = useMemo<Working | null>(() => {
    const organisation = session.organisations.find((one) => one.id === id)
    return organisation
      ? { session, organisation, can: (permission) => organisation.permissions.includes(permission) }
      : null
  }, [session, id])
  return (
    <WorkingContext value={working}>
      <a className={classes['skip']} href="#main">
        {t('shell.skip')}
      </a>
      <Header session={session} working={working} />
      <div className={classes['frame']}>
        {working && <Navigation working={working} />}
        <main id="main" className={classes['main']} tabIndex={-1}>
          <Suspense fallback={<Loading />} key={pathname}>
            {working ? <Outlet /> : <UnknownOrganisation session={session} />}
          </Suspense>
          <p className={classes['zone']}>{t('shell.zone')}</p>
        </main>
      </div>
    </WorkingContext>
  )
}
