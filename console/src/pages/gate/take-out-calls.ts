// SPDX-License-Identifier: Apache-2.0
/** What the part of take-outs reads and does. */
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import type { NewReturn, TakeOutDetails, TakeOutExport, TakeOutPage } from 'yakusoku/contract'
import { ApiError, call, pathOf } from '../../api.ts'
import { download } from '../../download.ts'
import { useWorking } from '../../session.tsx'

/** The most that is out and read at once. */
export const mostOut = 500

const key = (organisation: string) => ['takeouts', organisation]

/** What is out, or what came back, page by page. */
export function useTakeOuts(state: 'out' | 'returned') {
  const { organisation } = useWorking()
  return useInfiniteQuery({
    queryKey: [...key(organisation.id), state],
    queryFn: ({ pageParam, signal }) =>
      call<TakeOutPage>(pathOf(organisation.id, ['takeouts'], { state, before: pageParam }), { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  })
}

/** Records that something came back. */
export function useReturn(id: string) {
  const { organisation } = useWorking()
  const client = useQueryClient()
  const renew = () => {
    void client.invalidateQueries({ queryKey: key(organisation.id) })
    void client.invalidateQueries({ queryKey: ['today', organisation.id] })
    void client.invalidateQueries({ queryKey: ['promises', organisation.id] })
  }
  return useMutation({
    mutationFn: (body: NewReturn) =>
      call<{ readonly fact: string }>(pathOf(organisation.id, ['takeouts', id, 'return']), {
        method: 'POST',
        body,
      }),
    onSuccess: renew,
    // Somebody else was faster: what they recorded is shown.
    onError: (error) => {
      if (error instanceof ApiError && error.status === 409) renew()
    },
  })
}

/** Reads who took it where; the reading is recorded. */
export function useDetails(id: string) {
  const { organisation } = useWorking()
  return useMutation({
    mutationFn: () => call<TakeOutDetails>(pathOf(organisation.id, ['takeouts', id, 'details'])),
  })
}

/** Saves the log of some days as a file. */
export function useExport() {
  const { organisation } = useWorking()
  return useMutation({
    mutationFn: (wanted: TakeOutExport) =>
      download(pathOf(organisation.id, ['takeouts', 'exports']), wanted, 'take-outs.csv'),
  })
}
