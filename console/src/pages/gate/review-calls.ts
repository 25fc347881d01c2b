// SPDX-License-Identifier: Apache-2.0
/** What the part of emergency uses reads and does. */
import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import type { GateReviewNote, GateReviewPage, NewReview } from 'yakusoku/contract'
import { call, pathOf } from '../../api.ts'
import { useWorking } from '../../session.tsx'
import { useSending } from './sending.ts'

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
  return useSending<NewReview>(key(organisation.id), ['gate', 'reviews', use])
}

/** Reads what a reviewer wrote; the reading is recorded. */
export function useNote(use: string) {
  const { organisation } = useWorking()
  return useMutation({
    mutationFn: () => call<GateReviewNote>(pathOf(organisation.id, ['gate', 'reviews', use, 'note'])),
  })
}
