// SPDX-License-Identifier: Apache-2.0
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Applicable, FailedMail, Overview, PersonName, Talk } from 'yakusoku/contract'
import { call, pathOf } from '../../api.ts'
import { useWorking } from '../../session.tsx'

const noticesKey = (organisation: string) => ['notices', organisation]
/** Mails end while one looks. */
const refreshMilliseconds = 5_000

/** The notices of the organisation on screen, read anew while something is on its way. */
export function useNotices() {
  const { organisation } = useWorking()
  return useQuery({
    queryKey: noticesKey(organisation.id),
    queryFn: ({ signal }) => call<Overview>(pathOf(organisation.id, ['notices']), { signal }),
    refetchInterval: ({ state }) =>
      state.data?.notices.some(
        (one) => one.state === 'gathering' || (one.way === 'mail' && one.state === 'open'),
      )
        ? refreshMilliseconds
        : false,
  })
}

/** The mails of a notice that did not arrive. Reading them is recorded, so they are read once and kept. */
export function useFailedMails(id: string) {
  const { organisation } = useWorking()
  return useQuery({
    queryKey: ['failed-mails', organisation.id, id],
    queryFn: ({ signal }) =>
      call<readonly FailedMail[]>(pathOf(organisation.id, ['notices', id, 'failed']), { signal }),
    staleTime: Infinity,
  })
}

/** The clients of a notice. */
export function useTalks(id: string) {
  const { organisation } = useWorking()
  return useQuery({
    queryKey: [...noticesKey(organisation.id), id, 'talks'],
    queryFn: ({ signal }) =>
      call<readonly Talk[]>(pathOf(organisation.id, ['notices', id, 'talks']), { signal }),
  })
}

/** Sending again, the yearly message, a telling done. */
export function useNoticeChanges() {
  const { organisation } = useWorking()
  const client = useQueryClient()
  const onSuccess = () => client.invalidateQueries({ queryKey: noticesKey(organisation.id) })
  const at = (...parts: string[]) => pathOf(organisation.id, ['notices', ...parts])
  const sendAgain = useMutation({
    mutationFn: (id: string) => call(at(id, 'send-again'), { method: 'POST' }),
    onSuccess: async (_answer, id) => {
      client.removeQueries({ queryKey: ['failed-mails', organisation.id, id] })
      await onSuccess()
    },
  })
  const yearly = useMutation({
    mutationFn: (notice: string) => call(at('yearly'), { method: 'POST', body: { notice } }),
    onSuccess,
  })
  const tell = useMutation({
    mutationFn: ({ notice, talk }: { notice: string; talk: string }) =>
      call(at(notice, 'talks', talk), { method: 'POST' }),
    onSuccess,
  })
  return { sendAgain, yearly, tell }
}

/** Looks up which version applied to somebody; each look is recorded. */
export function useApplicable() {
  const { organisation } = useWorking()
  return useMutation({
    mutationFn: (body: { readonly person: PersonName; readonly day?: string }) =>
      call<Applicable>(pathOf(organisation.id, ['acceptances', 'applicable']), { method: 'POST', body }),
  })
}
