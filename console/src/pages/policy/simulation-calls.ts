// SPDX-License-Identifier: Apache-2.0
import { useInfiniteQuery, useQueryClient, type InfiniteData } from '@tanstack/react-query'
import type { Draft, GateSimulation } from 'yakusoku/contract'
import { call, pathOf } from '../../api.ts'

type Seen = Pick<Draft, 'id' | 'revision'>

const keyOf = (organisation: string, { id, revision }: Seen) =>
  ['policy', organisation, 'simulation', id, revision] as const

/** A draft as saved, held against the decisions of some days; only on demand, since it decides thousands again. */
export function useSimulation(organisation: string, draft: Seen, days: number) {
  return useInfiniteQuery({
    queryKey: [...keyOf(organisation, draft), days],
    queryFn: ({ pageParam, signal }) => {
      const query = { days: String(days), from: String(pageParam) }
      const path = pathOf(organisation, ['policy', 'drafts', draft.id, 'simulation'], query)
      return call<GateSimulation>(path, { signal })
    },
    initialPageParam: 0,
    getNextPageParam: (last, pages) => {
      const shown = pages.reduce((sum, { changes }) => sum + changes.length, 0)
      return shown < last.total ? shown : undefined
    },
    enabled: false,
    staleTime: Infinity,
    retry: false,
  })
}

/** What was last found of a draft as it is saved; nothing where it was not simulated. */
export function useLastSimulation(organisation: string, draft: Seen): GateSimulation | undefined {
  const found = useQueryClient()
    .getQueryCache()
    .findAll({ queryKey: keyOf(organisation, draft) })
    .toSorted((a, b) => b.state.dataUpdatedAt - a.state.dataUpdatedAt)
  return (found[0]?.state.data as InfiniteData<GateSimulation> | undefined)?.pages[0]
}
