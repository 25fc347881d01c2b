// SPDX-License-Identifier: Apache-2.0
/** What the part of emergency uses reads and does. */
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import type { GateReviewNote, GateReviewPage, NewReview } from 'yakusoku/contract'
import { ApiError, call, pathOf } from '../../api.ts'
import { useWorking } from '../../session.tsx'

const key = (organisation: string) => ['gate', organisation, 'reviews']

/** Emergency uses that wait for their review, or those reviewed, page by page. */
export function useReviews(state: 'open' | 'closed') {
  const { organisation } = useWorking()
  return useInfiniteQuery({
    queryKey: [...key(organisation.id), state],
    queryFn: ({ pageParam, signal }) =>
      call<GateReviewPage>(pathOf(organisation.id, ['gate', 'reviews'], { state, before: pageParam }), {
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  })
}

/** Records what a look afterwards found. */
export function useReview(use: string) {
  const { organisation } = useWorking()
  const client = useQueryClient()
  const renew = () => {
    void client.invalidateQueries({ queryKey: key(organisation.id) })
    void client.invalidateQueries({ queryKey: ['today', organisation.id] })
    void client.invalidateQueries({ queryKey: ['promises', organisation.id] })
  }
  return useMutation({
    mutationFn: (body: NewReview) =>
      call<{ readonly fact: string }>(pathOf(organisation.id, ['gate', 'reviews', use]), {
        method: 'POST',
        body,
      }),
    onSuccess: renew,
    // Somebody else was faster: what they found is shown.
    onError: (error) => {
      if (error instanceof ApiError && error.status === 409) renew()
    },
  })
}

/** Reads what a reviewer wrote; the reading is recorded. */
export function useNote(use: string) {
  const { organisation } = useWorking()
  return useMutation({
    mutationFn: () => call<GateReviewNote>(pathOf(organisation.id, ['gate', 'reviews', use, 'note'])),
  })
}
