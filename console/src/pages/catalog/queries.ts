// SPDX-License-Identifier: Apache-2.0
/** What the pages of the catalog read and do. */
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type {
  CatalogCategory,
  CatalogFieldPage,
  Decide,
  DraftedMap,
  Drift,
  SystemView,
} from 'yakusoku/contract'
import { call, pathOf } from '../../api.ts'

/** Whether a scan of the system is under way. */
export const isScanning = ({ scan }: SystemView): boolean =>
  scan?.state === 'waiting' || scan?.state === 'reading'

/** The connected systems; asked often while one is being scanned. */
export function useSystems(organisation: string) {
  return useQuery({
    queryKey: ['catalog', organisation, 'systems'],
    queryFn: ({ signal }) => call<SystemView[]>(pathOf(organisation, ['catalog', 'systems']), { signal }),
    refetchInterval: ({ state }) => (state.data?.some(isScanning) ? 1_000 : 30_000),
  })
}

/** Which fields are shown. */
export interface FieldFilter {
  readonly source: string
  readonly search: string
  readonly category: string
  readonly only: string
}

/** Fields of all systems, more on demand. */
export function useFields(organisation: string, filter: FieldFilter) {
  return useInfiniteQuery({
    queryKey: ['catalog', organisation, 'fields', filter],
    initialPageParam: null as number | null,
    queryFn: ({ pageParam, signal }) =>
      call<CatalogFieldPage>(
        pathOf(organisation, ['catalog', 'fields'], {
          ...filter,
          from: pageParam === null ? null : String(pageParam),
        }),
        { signal },
      ),
    getNextPageParam: ({ next }) => next,
  })
}

/** The categories of the policy with where they are held. */
export function useCategories(organisation: string) {
  return useQuery({
    queryKey: ['catalog', organisation, 'categories'],
    queryFn: ({ signal }) =>
      call<CatalogCategory[]>(pathOf(organisation, ['catalog', 'categories']), { signal }),
  })
}

/** Drift in one state. */
export function useDrift(organisation: string, state: Drift['state']) {
  return useQuery({
    queryKey: ['catalog', organisation, 'drift', state],
    queryFn: ({ signal }) => call<Drift[]>(pathOf(organisation, ['catalog', 'drift'], { state }), { signal }),
  })
}

/** Something done in the catalog, after which all of it is read anew. */
function useAct<Input, Output>(organisation: string, act: (input: Input) => Promise<Output>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: act,
    onSettled: () => {
      for (const key of ['catalog', 'promises', 'today'])
        void client.invalidateQueries({ queryKey: [key, organisation] })
    },
  })
}

/** Scans one system, or all (null). */
export const useScan = (organisation: string) =>
  useAct(organisation, (source: string | null) =>
    call<SystemView[]>(pathOf(organisation, ['catalog', 'scans']), {
      method: 'POST',
      body: source === null ? {} : { source },
    }),
  )

/** Decides about one or several drifts. */
export const useDecide = (organisation: string) =>
  useAct(organisation, (body: Decide) =>
    call<{ act: string }>(pathOf(organisation, ['catalog', 'drift', 'decisions']), { method: 'POST', body }),
  )

/** Takes back what was decided in one act. */
export const useUndo = (organisation: string) =>
  useAct(organisation, (act: string) =>
    call(pathOf(organisation, ['catalog', 'drift', 'decisions', act]), { method: 'DELETE' }),
  )

/** Drafts the map of a system that is to be connected. */
export const useDraft = (organisation: string) =>
  useAct(organisation, ({ key, url }: { key: string; url: string }) =>
    call<DraftedMap>(pathOf(organisation, ['sources', key, 'draft']), { method: 'POST', body: { url } }),
  )

/** Connects a system by its reviewed map, and has it scanned. */
export const useConnect = (organisation: string) =>
  useAct(organisation, async ({ key, url, map }: { key: string; url: string; map: string }) => {
    await call(pathOf(organisation, ['sources', key]), { method: 'PUT', body: { url, map } })
    return call(pathOf(organisation, ['catalog', 'scans']), { method: 'POST', body: { source: key } })
  })

/** Disconnects a system. */
export const useDisconnect = (organisation: string) =>
  useAct(organisation, (key: string) => call(pathOf(organisation, ['sources', key]), { method: 'DELETE' }))
