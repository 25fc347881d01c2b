// SPDX-License-Identifier: Apache-2.0
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Invited, MadeToken, Operator, Role, Token } from 'yakusoku/contract'
import { call, pathOf } from '../../api.ts'
import { useWorking } from '../../session.tsx'

const operatorsKey = (organisation: string) => ['operators', organisation]
const tokensKey = (organisation: string) => ['tokens', organisation]

/** The operators of the organisation on screen. */
export function useOperators() {
  const { organisation } = useWorking()
  return useQuery({
    queryKey: operatorsKey(organisation.id),
    queryFn: ({ signal }) =>
      call<{ readonly operators: readonly Operator[] }>(pathOf(organisation.id, ['operators']), { signal }),
  })
}

/** Who is invited: in which roles, and the language of the mail. */
export interface Invitee {
  readonly email: string
  readonly name: string
  readonly roles: readonly Role[]
  readonly language: 'ja' | 'en'
}

/** Inviting, changing roles, removing. */
export function useOperatorChanges() {
  const { organisation } = useWorking()
  const client = useQueryClient()
  const onSuccess = () => client.invalidateQueries({ queryKey: operatorsKey(organisation.id) })
  const at = (...parts: string[]) => pathOf(organisation.id, ['operators', ...parts])
  const invite = useMutation({
    mutationFn: (body: Invitee) => call<Invited>(at(), { method: 'POST', body }),
    onSuccess,
  })
  const change = useMutation({
    mutationFn: ({ id, roles }: { id: string; roles: readonly Role[] }) =>
      call<Operator>(at(id), { method: 'PATCH', body: { roles } }),
    onSuccess,
  })
  const remove = useMutation({ mutationFn: (id: string) => call(at(id), { method: 'DELETE' }), onSuccess })
  return { invite, change, remove }
}

/** The API tokens of the organisation on screen. */
export function useTokens() {
  const { organisation } = useWorking()
  return useQuery({
    queryKey: tokensKey(organisation.id),
    queryFn: ({ signal }) =>
      call<{ readonly tokens: readonly Token[] }>(pathOf(organisation.id, ['tokens']), { signal }),
  })
}

/** Making and revoking tokens. */
export function useTokenChanges() {
  const { organisation } = useWorking()
  const client = useQueryClient()
  const onSuccess = () => client.invalidateQueries({ queryKey: tokensKey(organisation.id) })
  const make = useMutation({
    mutationFn: (body: Pick<Token, 'name' | 'scopes' | 'expiresAt'>) =>
      call<MadeToken>(pathOf(organisation.id, ['tokens']), { method: 'POST', body }),
    onSuccess,
  })
  const revoke = useMutation({
    mutationFn: (id: string) => call(pathOf(organisation.id, ['tokens', id]), { method: 'DELETE' }),
    onSuccess,
  })
  return { make, revoke }
}
