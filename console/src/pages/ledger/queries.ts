// SPDX-License-Identifier: Apache-2.0
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { Receipt } from '@yakusoku/core/ledger'
import type { FactPage, FactView, LedgerState } from 'yakusoku/contract'
import { call, pathOf } from '../../api.ts'

/** One fact with its proof; null until the sequencer has numbered it. */
export interface ProvenFact {
  readonly fact: FactView
  readonly receipt: Receipt | null
}

/** Where the ledger stands. */
export function useLedger(organisation: string) {
  return useQuery({
    queryKey: ['ledger', organisation],
    queryFn: ({ signal }) => call<LedgerState>(pathOf(organisation, ['ledger']), { signal }),
  })
}

/** Facts, newest first, of one type and about one subject where these are given. */
export function useFacts(organisation: string, filter: { readonly type: string; readonly subject: string }) {
  return useInfiniteQuery({
    queryKey: ['facts', organisation, filter],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      call<FactPage>(pathOf(organisation, ['ledger', 'facts'], { ...filter, before: pageParam }), { signal }),
    getNextPageParam: ({ next }) => next,
  })
}

/** One fact; asked again while it waits for its number. */
export function useFact(organisation: string, id: string) {
  return useQuery({
    queryKey: ['fact', organisation, id],
    queryFn: ({ signal }) => call<ProvenFact>(pathOf(organisation, ['ledger', 'facts', id]), { signal }),
    refetchInterval: ({ state }) => (state.data && state.data.receipt === null ? 2_000 : false),
  })
}
