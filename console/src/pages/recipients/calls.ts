// SPDX-License-Identifier: Apache-2.0
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type {
  Asked,
  NewRecord,
  RecordChoices,
  RecordExport,
  RecordMade,
  RecordPage,
  RecordSearch,
  RecordView,
} from 'yakusoku/contract'
import { call, pathOf } from '../../api.ts'
import { download } from '../../download.ts'
import { useWorking } from '../../session.tsx'

const key = (organisation: string) => ['recipients', organisation]

/** What a record may be made of; changes with the policy only. */
export function useChoices() {
  const { organisation } = useWorking()
  return useQuery({
    queryKey: [...key(organisation.id), 'choices'],
    queryFn: ({ signal }) =>
      call<RecordChoices>(pathOf(organisation.id, ['recipients', 'choices']), { signal }),
    staleTime: 300_000,
  })
}

/** The records a search finds, page by page. A search for a person is recorded, so it is made once. */
export function useRecords(search: RecordSearch) {
  const { organisation } = useWorking()
  const { counterparty, person, ...plain } = search
  const named = counterparty !== undefined || person !== undefined
  return useInfiniteQuery({
    queryKey: [...key(organisation.id), 'records', search],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam: before, signal }) =>
      named
        ? call<RecordPage>(pathOf(organisation.id, ['recipients', 'searches']), {
            method: 'POST',
            body: { ...search, ...(before && { before }) },
            signal,
          })
        : call<RecordPage>(pathOf(organisation.id, ['recipients', 'records'], { ...plain, before }), {
            signal,
          }),
    getNextPageParam: ({ next }) => next ?? undefined,
    ...(named && { staleTime: Infinity }),
  })
}

/** One record. Reading it is recorded, so it is read once and kept. */
export function useRecord(id: string | null) {
  const { organisation } = useWorking()
  return useQuery({
    queryKey: [...key(organisation.id), 'record', id],
    queryFn: ({ signal }) =>
      call<RecordView>(pathOf(organisation.id, ['recipients', 'records', id ?? '']), { signal }),
    enabled: id !== null,
    staleTime: Infinity,
  })
}

/** What the law asks of an act as it was told so far. */
export function useAsked(act: Readonly<Record<string, string>>) {
  const { organisation } = useWorking()
  return useQuery({
    queryKey: [...key(organisation.id), 'asked', act],
    queryFn: ({ signal }) => call<Asked>(pathOf(organisation.id, ['recipients', 'asked'], act), { signal }),
    staleTime: 300_000,
    // What was asked before stays until the answer is there, so that no field comes and goes.
    placeholderData: (before) => before,
  })
}

/** Makes a record. */
export function useAddRecord() {
  const { organisation } = useWorking()
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: NewRecord) =>
      call<RecordMade>(pathOf(organisation.id, ['recipients', 'records']), { method: 'POST', body }),
    onSuccess: () => client.invalidateQueries({ queryKey: key(organisation.id) }),
  })
}

/** Fetches an export and gives it to the browser as a file. */
export function useExport() {
  const { organisation } = useWorking()
  return useMutation({
    mutationFn: (wanted: RecordExport) =>
      download(pathOf(organisation.id, ['recipients', 'exports']), wanted, 'records'),
  })
}
