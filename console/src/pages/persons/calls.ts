// SPDX-License-Identifier: Apache-2.0
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { PersonChoices, PersonKnown, PersonRecorded } from 'yakusoku/contract'
import { call, pathOf } from '../../api.ts'
import { useWorking } from '../../session.tsx'
import type { SaidPath } from './said.ts'

const key = (organisation: string) => ['persons', organisation]

/** What may be said of people; changes with the policy only. */
export function usePersonChoices() {
  const { organisation } = useWorking()
  return useQuery({
    queryKey: [...key(organisation.id), 'choices'],
    queryFn: ({ signal }) => call<PersonChoices>(pathOf(organisation.id, ['persons', 'choices']), { signal }),
    staleTime: 300_000,
  })
}

/** Whom somebody looked up, and when: looking again asks again. */
export interface Looked {
  readonly person: string
  readonly time: number
}

/** What is known of a person. Looking is recorded, so it is done once, and again after a change. */
export function usePerson({ person, time }: Looked) {
  const { organisation } = useWorking()
  return useQuery({
    queryKey: [...key(organisation.id), 'known', person, time],
    queryFn: ({ signal }) =>
      call<PersonKnown>(pathOf(organisation.id, ['persons', 'lookups']), {
        method: 'POST',
        body: { person },
        signal,
      }),
    staleTime: Infinity,
    gcTime: 0,
  })
}

/** Records what a person said. */
export function useSay(person: string) {
  const { organisation } = useWorking()
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ path, body }: { readonly path: SaidPath; readonly body: Record<string, unknown> }) =>
      call<PersonRecorded>(pathOf(organisation.id, ['persons', path]), {
        method: 'POST',
        body: { person, ...body },
      }),
    onSuccess: () => client.invalidateQueries({ queryKey: [...key(organisation.id), 'known', person] }),
  })
}
