// SPDX-License-Identifier: Apache-2.0
/** What the pages of the policy read and do. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type {
  Draft,
  DraftCheck,
  DraftSummary,
  PolicyDiff,
  VersionFiles,
  VersionSummary,
} from 'yakusoku/contract'
import { call, pathOf } from '../../api.ts'

/** The three files of a pack, in the order in which they are shown. */
export const fileNames = ['policy.ja.md', 'policy.en.md', 'pack.yaml'] as const

/** One of {@link fileNames}. */
export type FileName = (typeof fileNames)[number]

/** The files as text. */
export type Files = Draft['files']

const path = (organisation: string, ...parts: string[]) => pathOf(organisation, ['policy', ...parts])
/** Key of a draft in the query cache. */
export const draftKey = (organisation: string, id: string) => ['policy', organisation, 'draft', id] as const

/** Every version of the policy, the newest day first. */
export function useVersions(organisation: string) {
  return useQuery({
    queryKey: ['policy', organisation, 'versions'],
    queryFn: ({ signal }) => call<VersionSummary[]>(path(organisation, 'versions'), { signal }),
  })
}

/** The drafts, the last changed first. */
export function useDrafts(organisation: string) {
  return useQuery({
    queryKey: ['policy', organisation, 'drafts'],
    queryFn: ({ signal }) => call<DraftSummary[]>(path(organisation, 'drafts'), { signal }),
  })
}

/** The files of a published version; nothing is asked while there is no version to ask for. */
export function useVersionFiles(organisation: string, version: string | null) {
  return useQuery({
    queryKey: ['policy', organisation, 'files', version],
    queryFn: ({ signal }) =>
      call<VersionFiles>(path(organisation, 'versions', version ?? '', 'files'), { signal }),
    enabled: version !== null,
    staleTime: Infinity,
  })
}

/** What differs between two published versions. */
export function useDiff(organisation: string, from: string | null, to: string) {
  return useQuery({
    queryKey: ['policy', organisation, 'diff', from, to],
    queryFn: ({ signal }) =>
      call<PolicyDiff>(pathOf(organisation, ['policy', 'diff'], { from, to }), { signal }),
    enabled: from !== null,
    staleTime: Infinity,
  })
}

/** One draft; what somebody types over it is never replaced by reading it again. */
export function useDraft(organisation: string, id: string) {
  return useQuery({
    queryKey: draftKey(organisation, id),
    queryFn: ({ signal }) => call<Draft>(path(organisation, 'drafts', id), { signal }),
    refetchOnWindowFocus: false,
    refetchOnMount: 'always',
  })
}

type Seen = Pick<Draft, 'id' | 'revision'>

/** Checks a draft with what is typed in place of what is saved. */
export function useCheck(organisation: string, { id, revision }: Seen, typed: Partial<Files>) {
  return useQuery({
    queryKey: ['policy', organisation, 'check', id, revision, typed],
    queryFn: ({ signal }) =>
      call<DraftCheck>(path(organisation, 'drafts', id, 'check'), {
        method: 'POST',
        body: { files: typed },
        signal,
      }),
    // What was found stays beside the text until the next answer.
    placeholderData: (before) => before,
    gcTime: 30_000,
    refetchOnWindowFocus: false,
  })
}

/** Reads a draft as it stands now, past what is remembered. */
export const readDraft = (organisation: string, id: string): Promise<Draft> =>
  call<Draft>(path(organisation, 'drafts', id))

/** A file as it is sent: text, or bytes of whatever encoding. */
export type Sent = string | { readonly base64: string }

/** Begins a draft from the version in force. */
export function useBegin(organisation: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => call<Draft>(path(organisation, 'drafts'), { method: 'POST', body: {} }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['policy', organisation, 'drafts'] }),
  })
}

/** What a save sends: the revision that was seen, and files. */
export interface Saving {
  readonly revision: number
  readonly files: Partial<Record<FileName, Sent>>
}

/**
 * Saves files over the revision that was seen, one save after the other; what is sent is asked for when its turn comes,
 * since the one before it has made a new revision.
 */
export function useSave(
  organisation: string,
  id: string,
  heard: { readonly saved?: (draft: Draft) => void; readonly failed?: (error: unknown) => void } = {},
) {
  const client = useQueryClient()
  return useMutation({
    scope: { id: `save ${id}` },
    mutationFn: (body: () => Saving) =>
      call<Draft>(path(organisation, 'drafts', id), { method: 'PUT', body: body() }),
    onSuccess: (draft) => {
      client.setQueryData(draftKey(organisation, id), draft)
      heard.saved?.(draft)
    },
    onError: (error) => heard.failed?.(error),
  })
}

/** What is done to a draft as a whole. */
export type DraftVerb = 'submit' | 'recall' | 'approve' | 'send-back' | 'publish' | 'restore' | 'discard'

/** Does something to a draft as it was seen. */
export function useDraftAction(organisation: string, draft: Seen, verb: DraftVerb) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: object) =>
      verb === 'discard'
        ? call<Draft>(`${path(organisation, 'drafts', draft.id)}?revision=${draft.revision}`, {
            method: 'DELETE',
          })
        : call<Draft>(path(organisation, 'drafts', draft.id, verb), {
            method: 'POST',
            body: { revision: draft.revision, ...body },
          }),
    onSuccess: (now) => {
      client.setQueryData(draftKey(organisation, draft.id), now)
      void client.invalidateQueries({ queryKey: ['policy', organisation] })
      void client.invalidateQueries({ queryKey: ['promises', organisation] })
    },
  })
}

/** Withdraws a version before its day. */
export function useWithdraw(organisation: string, version: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (reason: string) =>
      call<VersionSummary>(path(organisation, 'versions', version, 'withdraw'), {
        method: 'POST',
        body: { reason },
      }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['policy', organisation] }),
  })
}
