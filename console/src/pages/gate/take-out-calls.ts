// SPDX-License-Identifier: Apache-2.0
/** What the part of take-outs reads and does. */
import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import type { NewReturn, TakeOutDetails, TakeOutExport, TakeOutPage } from 'yakusoku/contract'
import { call, pathOf } from '../../api.ts'
import { download } from '../../download.ts'
import { useWorking } from '../../session.tsx'
import { useSending } from './sending.ts'

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
  return useSending<NewReturn>(key(organisation.id), ['takeouts', id, 'return'])
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
