// SPDX-License-Identifier: Apache-2.0
/** What the duties' pages read and do. */
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { CycleDetail, Cycles } from 'yakusoku/contract'
import { ApiError, call, pathOf } from '../../api.ts'

const keyOf = (organisation: string) => ['programme', organisation] as const
const base = ['programme', 'cycles']

/** The cycles that wait. */
export function useWaiting(organisation: string) {
  return useQuery({
    queryKey: [...keyOf(organisation), 'open'],
    queryFn: ({ signal }) => call<Cycles>(pathOf(organisation, base), { signal }),
  })
}

/** The cycles that ended, page by page. */
export function useEnded(organisation: string) {
  return useInfiniteQuery({
    queryKey: [...keyOf(organisation), 'ended'],
    queryFn: ({ pageParam, signal }) =>
      call<Cycles>(pathOf(organisation, base, { state: 'ended', before: pageParam }), { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ more }) => more,
  })
}

/** One cycle. */
export function useCycle(organisation: string, id: string) {
  return useQuery({
    queryKey: [...keyOf(organisation), 'one', id],
    queryFn: ({ signal }) => call<CycleDetail>(pathOf(organisation, [...base, id]), { signal }),
  })
}

/** What somebody gives as evidence. */
export type Giving =
  | { readonly kind: 'file'; readonly file: File }
  | { readonly kind: 'record'; readonly text: string }
  | { readonly kind: 'reference'; readonly facts: readonly string[] }

function useDone<Given>(organisation: string, id: string, act: (given: Given) => Promise<CycleDetail>) {
  const client = useQueryClient()
  const renew = () => {
    void client.invalidateQueries({ queryKey: keyOf(organisation) })
    void client.invalidateQueries({ queryKey: ['today', organisation] })
    void client.invalidateQueries({ queryKey: ['promises', organisation] })
  }
  return useMutation({
    mutationFn: act,
    onSuccess: (cycle) => {
      client.setQueryData([...keyOf(organisation), 'one', id], cycle)
      renew()
    },
    // Somebody else was faster: what they left is shown.
    onError: (error) => {
      if (error instanceof ApiError && error.status === 409) renew()
    },
  })
}

/** Gives one piece of evidence. */
export function useGive(organisation: string, id: string, evidence: string) {
  return useDone(organisation, id, (given: Giving) => {
    const { kind, ...rest } = given
    const path = pathOf(organisation, [...base, id, 'evidence', evidence, kind])
    return call<CycleDetail>(path, {
      method: 'PUT',
      ...(given.kind === 'file' ? { file: given.file } : { body: rest }),
    })
  })
}

/** Completes the cycle. */
export function useComplete(organisation: string, id: string) {
  return useDone(organisation, id, () =>
    call<CycleDetail>(pathOf(organisation, [...base, id, 'complete']), { method: 'POST', body: {} }),
  )
}

/** Where the content of a piece of evidence is. */
export const contentOf = (organisation: string, id: string, evidence: string): string =>
  pathOf(organisation, [...base, id, 'evidence', evidence])

/** Reads a written record; the reading is recorded. */
export function useRecord(organisation: string, id: string, evidence: string) {
  return useMutation({
    mutationFn: () => call<{ text: string }>(contentOf(organisation, id, evidence)),
  })
}
