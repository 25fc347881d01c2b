// SPDX-License-Identifier: Apache-2.0
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ApiError, call, pathOf } from '../../api.ts'
import { useWorking } from '../../session.tsx'

/** Sends what ends a duty, and reads anew what that changes: the list, the duties, the promises. */
export function useSending<Body>(list: readonly string[], path: readonly string[]) {
  const { organisation } = useWorking()
  const client = useQueryClient()
  const renew = () => {
    for (const queryKey of [list, ['today', organisation.id], ['promises', organisation.id]])
      void client.invalidateQueries({ queryKey })
  }
  return useMutation({
    mutationFn: (body: Body) =>
      call<{ readonly fact: string }>(pathOf(organisation.id, path), { method: 'POST', body }),
    onSuccess: renew,
    // Somebody else was faster: what they did is shown.
    onError: (error) => {
      if (error instanceof ApiError && error.status === 409) renew()
    },
  })
}
