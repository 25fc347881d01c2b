// SPDX-License-Identifier: Apache-2.0
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type {
  NewStanding,
  Operator,
  PolicyView,
  StandingChoices,
  StandingEntry,
  StandingList,
  Token,
} from 'yakusoku/contract'
import { call, pathOf } from '../../api.ts'
import { useWorking } from '../../session.tsx'

const key = (organisation: string) => ['standing', organisation]

/** Every entry of the register, those that ended too. */
export function useStanding() {
  const { organisation } = useWorking()
  return useQuery({
    queryKey: [...key(organisation.id), 'entries'],
    queryFn: ({ signal }) => call<StandingList>(pathOf(organisation.id, ['standing']), { signal }),
  })
}

/** What entries may be made of; changes with the policy only. */
export function useStandingChoices() {
  const { organisation } = useWorking()
  return useQuery({
    queryKey: [...key(organisation.id), 'choices'],
    queryFn: ({ signal }) =>
      call<StandingChoices>(pathOf(organisation.id, ['standing', 'choices']), { signal }),
    staleTime: 300_000,
  })
}

/** The operators who work here, for who may read them. */
export function useOperators() {
  const { organisation, can } = useWorking()
  return useQuery({
    queryKey: ['operators', organisation.id],
    queryFn: ({ signal }) =>
      call<{ readonly operators: readonly Operator[] }>(pathOf(organisation.id, ['operators']), { signal }),
    enabled: can('operators:read'),
  })
}

/** The tokens by which programs ask, for who may see them. */
export function useTokens() {
  const { organisation, can } = useWorking()
  return useQuery({
    queryKey: ['tokens', organisation.id],
    queryFn: ({ signal }) =>
      call<{ readonly tokens: readonly Token[] }>(pathOf(organisation.id, ['tokens']), { signal }),
    enabled: can('tokens:manage'),
  })
}

/** The promises of the policy in force, with what keeps each. */
export function usePromises() {
  const { organisation, can } = useWorking()
  return useQuery({
    queryKey: ['promises', organisation.id],
    queryFn: ({ signal }) => call<PolicyView>(pathOf(organisation.id, ['promises']), { signal }),
    enabled: can('promises:read'),
  })
}

/** Registers an entry, or changes the one that is named. */
export function useWrite() {
  const { organisation } = useWorking()
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, body }: { readonly id: string | null; readonly body: NewStanding }) =>
      id === null
        ? call<StandingEntry>(pathOf(organisation.id, ['standing', 'entries']), { method: 'POST', body })
        : call<StandingEntry>(pathOf(organisation.id, ['standing', 'entries', id]), { method: 'PUT', body }),
    onSuccess: () => client.invalidateQueries({ queryKey: key(organisation.id) }),
  })
}

/** Ends an entry. */
export function useEnd() {
  const { organisation } = useWorking()
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, reason }: { readonly id: string; readonly reason: string }) =>
      call<StandingEntry>(pathOf(organisation.id, ['standing', 'entries', id, 'end']), {
        method: 'POST',
        body: { reason },
      }),
    onSuccess: () => client.invalidateQueries({ queryKey: key(organisation.id) }),
  })
}
