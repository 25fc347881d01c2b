// SPDX-License-Identifier: Apache-2.0
/** What the pages of requests read and do; reading one request or what was found is a fact, so never in passing. */
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { Found, RequestDetail, RequestPage } from 'yakusoku/contract'
import { call, pathOf } from '../../api.ts'
import { applyEdit, type ExclusionEdit } from './exclusions.ts'

// Neither focus nor reconnection may read personal data again: each reading stands in the ledger.
const readOnce = {
  staleTime: Infinity,
  refetchOnWindowFocus: false,
  refetchOnReconnect: false,
  refetchOnMount: 'always',
} as const

/** The board: requests of one state (all when empty), or those with a number. */
export function useBoard(organisation: string, filter: { readonly state: string; readonly number: string }) {
  return useInfiniteQuery({
    queryKey: ['requests', organisation, filter],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      call<RequestPage>(pathOf(organisation, ['requests'], { ...filter, before: pageParam }), { signal }),
    getNextPageParam: ({ next }) => next,
    refetchInterval: 30_000,
  })
}

const detailKey = (organisation: string, id: string) => ['request', organisation, id] as const
const foundKey = (organisation: string, id: string) => ['found', organisation, id] as const

/** One request whole. */
export function useRequest(organisation: string, id: string) {
  return useQuery({
    queryKey: detailKey(organisation, id),
    queryFn: ({ signal }) => call<RequestDetail>(pathOf(organisation, ['requests', id]), { signal }),
    ...readOnce,
  })
}

/** Follows a request that the system is working on by its row of the board, which names nobody; reads it whole when that changed. */
export function useProgress(organisation: string, request: RequestDetail): void {
  const client = useQueryClient()
  const moving = request.state === 'collecting' || request.state === 'packaging'
  const row = useQuery({
    queryKey: ['progress', organisation, request.number],
    queryFn: ({ signal }) =>
      call<RequestPage>(pathOf(organisation, ['requests'], { number: request.number }), { signal }),
    enabled: moving,
    refetchInterval: 2_000,
  })
  const now = row.data?.requests.find(({ id }) => id === request.id)
  const seen = useRef('')
  const shown = `${request.state} ${request.waitingFor.join()}`
  const actual = now ? `${now.state} ${now.waitingFor.join()}` : shown
  useEffect(() => {
    if (!moving || actual === shown || seen.current === actual) return
    seen.current = actual
    void client.invalidateQueries({ queryKey: detailKey(organisation, request.id) })
  }, [moving, actual, shown, client, organisation, request.id])
}

/** What was found; asked for only when somebody presses to see it. */
export function useFound(organisation: string, id: string, enabled: boolean) {
  return useQuery({
    queryKey: foundKey(organisation, id),
    queryFn: ({ signal }) => call<Found>(pathOf(organisation, ['requests', id, 'found']), { signal }),
    enabled,
    ...readOnce,
  })
}

/** What was found, as it stands on this page; undefined where nobody opened it here. Reads nothing. */
export function useFoundHere(organisation: string, id: string): Found | undefined {
  return useQueryClient().getQueryData<Found>(foundKey(organisation, id))
}

/** Takes out and puts back, one after the other, each on top of what the server last said. */
export function useExclusions(organisation: string, id: string) {
  const client = useQueryClient()
  const key = foundKey(organisation, id)
  return useMutation({
    scope: { id: key.join() },
    mutationFn: (edit: ExclusionEdit) => {
      const seen = client.getQueryData<Found>(key)
      return call<Found>(pathOf(organisation, ['requests', id, 'exclusions']), {
        method: 'PUT',
        body: { exclusions: applyEdit(seen?.exclusions ?? [], edit), revision: seen?.revision },
      })
    },
    onSuccess: (found) => client.setQueryData(key, found),
    // Somebody else decided meanwhile: what they left is shown, and nothing of theirs is written over.
    onError: () => client.invalidateQueries({ queryKey: key }),
  })
}

/** Approves, refuses or collects again; what comes back is the request as it is now. */
export function useDecision(organisation: string, id: string, verb: 'approve' | 'refuse' | 'collect-again') {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: object) => {
      // What was looked at is what is approved: the server refuses when it changed since.
      const revision = client.getQueryData<Found>(foundKey(organisation, id))?.revision
      const seen = verb === 'approve' && revision !== undefined ? { revision } : {}
      return call<RequestDetail>(pathOf(organisation, ['requests', id, verb]), {
        method: 'POST',
        body: { ...body, ...seen },
      })
    },
    onSuccess: (request) => {
      client.setQueryData(detailKey(organisation, id), request)
      client.removeQueries({ queryKey: foundKey(organisation, id) })
      void client.invalidateQueries({ queryKey: ['requests', organisation] })
      void client.invalidateQueries({ queryKey: ['today', organisation] })
    },
  })
}
