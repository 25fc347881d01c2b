// SPDX-License-Identifier: Apache-2.0
/** Who is signed in and where they work: read once, kept for every page. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { createContext, use } from 'react'
import type { Permission, Session } from 'yakusoku/contract'
import { ApiError, call } from './api.ts'

/** One organisation of the session, with the operator's roles and permissions there. */
type Workplace = Session['organisations'][number]

/** The operator, the organisation on screen, and what may be done in it. */
export interface Working {
  readonly session: Session
  readonly organisation: Workplace
  readonly can: (permission: Permission) => boolean
}

/** Key of the session in the query cache. */
export const sessionKey = ['session'] as const

async function readSession(): Promise<Session | null> {
  try {
    return await call<Session>('/api/session')
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) return null
    throw error
  }
}

/** The session, or null when nobody is signed in. */
export function useSession() {
  return useQuery({
    queryKey: sessionKey,
    queryFn: readSession,
    staleTime: 60_000,
    // Whoever signed in again in another window comes back to this one.
    refetchOnWindowFocus: ({ state }) => (state.data === null ? 'always' : true),
  })
}

/** Reads the session again after it changed (signed in, second factor proven). */
export function useSessionChanged(): () => Promise<void> {
  const client = useQueryClient()
  return () => client.refetchQueries({ queryKey: sessionKey })
}

/** Set by the shell for every page below it. */
export const WorkingContext = createContext<Working | null>(null)

/** Who works where, below the shell. */
export function useWorking(): Working {
  const working = use(WorkingContext)
  if (working === null) throw new Error('useWorking outside of the shell')
  return working
}
