// SPDX-License-Identifier: Apache-2.0
import { useQuery } from '@tanstack/react-query'
import type { Duty, Today } from 'yakusoku/contract'
import { call, pathOf } from '../../api.ts'

/** Reads the first screen, and again each minute while it is looked at. */
export function useToday(organisation: string) {
  return useQuery({
    queryKey: ['today', organisation],
    queryFn: ({ signal }) => call<Today>(pathOf(organisation, ['today']), { signal }),
    refetchInterval: 60_000,
  })
}

/** Duties that wait, in the order of urgency: overdue, warned, the rest; each by its deadline. */
export function byUrgency(duties: readonly Duty[]): readonly Duty[] {
  const rank = { overdue: 0, warning: 1, open: 2, closed: 3 } as const
  return duties
    .filter(({ state }) => state !== 'closed')
    .toSorted((a, b) => rank[a.state] - rank[b.state] || a.dueAt.localeCompare(b.dueAt))
}
