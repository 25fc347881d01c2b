// SPDX-License-Identifier: Apache-2.0
import { useQuery } from '@tanstack/react-query'
import type { Explanation, GateChoices, GateNode, GateUse, PolicyView } from 'yakusoku/contract'
import { call, pathOf } from '../../api.ts'
import { useWorking } from '../../session.tsx'
import { evaluationOf, type Draft } from './question.ts'

/** The most of one answer that is read at once; more says the page. */
const mostUses = 1_000

/** Whether there may be more of an answer than was read. */
export const isCut = (uses: readonly GateUse[]): boolean =>
  [...Map.groupBy(uses, ({ answer }) => answer).values()].some(({ length }) => length >= mostUses)

const key = (organisation: string) => ['gate', organisation]

/** What a question may be made of; changes with the policy and the register only. */
export function useChoices() {
  const { organisation } = useWorking()
  return useQuery({
    queryKey: [...key(organisation.id), 'choices'],
    queryFn: ({ signal }) => call<GateChoices>(pathOf(organisation.id, ['gate', 'choices']), { signal }),
    staleTime: 60_000,
  })
}

/** The answer to a question with its reasoning. It is asked anew whenever it is sent; nothing is kept of it. */
export function useExplanation(asked: { readonly draft: Draft; readonly time: number } | null) {
  const { organisation } = useWorking()
  return useQuery({
    queryKey: [...key(organisation.id), 'explained', asked],
    queryFn: ({ signal }) =>
      call<Explanation>(pathOf(organisation.id, ['gate', 'explain']), {
        method: 'POST',
        body: evaluationOf(asked?.draft as Draft),
        signal,
      }),
    enabled: asked !== null,
    staleTime: Infinity,
    gcTime: 0,
  })
}

/** The sentences of the policy in force, for the promises of an answer. */
export function useSentences() {
  const { organisation, can } = useWorking()
  return useQuery({
    queryKey: ['promises', organisation.id],
    queryFn: ({ signal }) => call<PolicyView>(pathOf(organisation.id, ['promises']), { signal }),
    enabled: can('promises:read'),
    select: ({ sections }) =>
      new Map(
        sections.flatMap(({ promises }) => promises.map(({ id, sentence }) => [id, sentence] as const)),
      ),
  })
}

/** Days and answers of the uses that are shown. */
export interface UseFilter {
  readonly since: string
  readonly until: string
  readonly answers: readonly GateUse['answer'][]
}

/** What was asked and answered in some days. */
export function useUses({ since, until, answers }: UseFilter) {
  const { organisation } = useWorking()
  return useQuery({
    queryKey: [...key(organisation.id), 'uses', since, until, answers],
    queryFn: async ({ signal }) => {
      const read = (answer: string) => {
        const query = { since, until, answer, limit: String(mostUses) }
        return call<GateUse[]>(pathOf(organisation.id, ['gate', 'uses'], query), { signal })
      }
      return (await Promise.all(answers.map(read))).flat()
    },
    placeholderData: (before) => before,
  })
}

/** How the gate of the server that answers stands. */
export function useNode() {
  const { organisation } = useWorking()
  return useQuery({
    queryKey: [...key(organisation.id), 'node'],
    queryFn: ({ signal }) => call<GateNode>(pathOf(organisation.id, ['gate', 'node']), { signal }),
    refetchInterval: 10_000,
  })
}
