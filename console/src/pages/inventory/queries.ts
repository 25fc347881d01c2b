// SPDX-License-Identifier: Apache-2.0
/** What the inventory's pages read and do. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Inventory, InventoryFilled, InventoryHistory, InventoryImport } from 'yakusoku/contract'
import { ApiError, call, pathOf } from '../../api.ts'

const keyOf = (organisation: string) => ['inventory', organisation] as const
const entryKey = (organisation: string, id: string) => ['inventory', organisation, id] as const

/** The inventory whole. */
export function useInventory(organisation: string) {
  return useQuery({
    queryKey: keyOf(organisation),
    queryFn: ({ signal }) => call<Inventory>(pathOf(organisation, ['inventory']), { signal }),
  })
}

/** One entry with its history. */
export function useEntry(organisation: string, id: string) {
  return useQuery({
    queryKey: entryKey(organisation, id),
    queryFn: ({ signal }) =>
      call<InventoryHistory>(pathOf(organisation, ['inventory', 'entries', id]), { signal }),
  })
}

/** Something done to the inventory; what is shown of it is read anew, and so are the duties. */
function useDone<Given, Answer>(organisation: string, act: (given: Given) => Promise<Answer>) {
  const client = useQueryClient()
  const renew = () => {
    void client.invalidateQueries({ queryKey: keyOf(organisation) })
    void client.invalidateQueries({ queryKey: ['today', organisation] })
  }
  return useMutation({
    mutationFn: act,
    onSuccess: renew,
    // Somebody else was faster: what they left is shown.
    onError: (error) => {
      if (error instanceof ApiError && error.status === 409) renew()
    },
  })
}

/** Changes cells of an entry as it was seen. */
export function useChange(organisation: string, id: string) {
  return useDone(organisation, (body: { revision: number; cells: Record<string, string | null> }) =>
    call<InventoryHistory>(pathOf(organisation, ['inventory', 'entries', id]), { method: 'PATCH', body }),
  )
}

/** Takes an entry off, or puts it back. */
export function useMove(organisation: string, id: string, verb: 'close' | 'reopen') {
  return useDone(organisation, (body: { revision: number; reason: string }) =>
    call<InventoryHistory>(pathOf(organisation, ['inventory', 'entries', id, verb]), {
      method: 'POST',
      body,
    }),
  )
}

/** Adds an entry by hand. */
export function useAdd(organisation: string) {
  return useDone(organisation, (cells: Record<string, string>) =>
    call<InventoryHistory>(pathOf(organisation, ['inventory', 'entries']), {
      method: 'POST',
      body: { cells },
    }),
  )
}

/** Fills the inventory from policy and systems. */
export function useFill(organisation: string) {
  return useDone(organisation, () =>
    call<InventoryFilled>(pathOf(organisation, ['inventory', 'fill']), { method: 'POST', body: {} }),
  )
}

/** Records a review. */
export function useReview(organisation: string) {
  return useDone(organisation, (scope: string) =>
    call<Inventory>(pathOf(organisation, ['inventory', 'reviews']), { method: 'POST', body: { scope } }),
  )
}

/** Chooses how the inventory is reviewed. */
export function usePlan(organisation: string) {
  return useDone(organisation, (by: Inventory['reviewBy']) =>
    call<Inventory>(pathOf(organisation, ['inventory', 'review-plan']), { method: 'PUT', body: { by } }),
  )
}

/** Sends a workbook: without `confirm` to see what it would change, with it to change exactly that. */
export function useImport(organisation: string) {
  return useDone(organisation, ({ file, confirm }: { file: Blob; confirm?: string }) =>
    call<InventoryImport>(pathOf(organisation, ['inventory', 'imports'], { confirm }), {
      method: 'POST',
      file,
    }),
  )
}
