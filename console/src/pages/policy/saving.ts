// SPDX-License-Identifier: Apache-2.0
import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Draft } from 'yakusoku/contract'
import { ApiError } from '../../api.ts'
import { draftKey, fileNames, readDraft, useSave, type FileName, type Files } from './queries.ts'

const idleMilliseconds = 3_000

/** What is typed over a draft and not saved yet: the files that differ from those saved. */
export type Typed = Partial<Files>

/** What stays typed after a save: files typed in further since. */
export function leftAfter(typed: Typed, saved: Files): Typed {
  const left = fileNames.filter((name) => typed[name] !== undefined && typed[name] !== saved[name])
  return Object.fromEntries(left.map((name) => [name, typed[name]]))
}

/** The same as {@link leftAfter}; the object itself where nothing settles, so that nothing is drawn again. */
function settled(typed: Typed, saved: Files): Typed {
  const left = leftAfter(typed, saved)
  return Object.keys(left).length === Object.keys(typed).length ? typed : left
}

/** Saves what is typed: when typing rests, when asked to, and when the page is left; never over somebody else's work. */
export function useSaving(organisation: string, draft: Draft) {
  const [typed, setTyped] = useState<Typed>({})
  const [theirs, setTheirs] = useState<Draft | null>(null)
  const client = useQueryClient()
  // What is typed stands on this revision, whatever was read of the draft since.
  const base = useRef(draft.revision)
  const { mutate, isPending, error, reset } = useSave(organisation, draft.id, {
    saved: (now) => {
      base.current = now.revision
      setTheirs(null)
      setTyped((more) => leftAfter(more, now.files))
    },
    failed: (failure) => {
      if (isConflict(failure)) void readDraft(organisation, draft.id).then(setTheirs, () => undefined)
    },
  })
  const latest = useRef({ typed, draft, error })
  latest.current = { typed, draft, error }
  const dirty = Object.keys(typed).length > 0

  const save = useCallback(
    (over?: number) => {
      if (Object.keys(latest.current.typed).length === 0) return
      mutate(() => ({ revision: over ?? base.current, files: latest.current.typed }))
    },
    [mutate],
  )
  // Files brought into the editors stand in the draft already when it is read anew: they wait for no save.
  useEffect(() => setTyped((now) => settled(now, draft.files)), [draft.files])
  useRest(typed, dirty && !isPending && !error, save)
  useGuard(dirty, save)

  const type = useCallback(
    (name: FileName, text: string) => {
      if (latest.current.error) reset()
      if (Object.keys(latest.current.typed).length === 0) base.current = latest.current.draft.revision
      setTyped((now) => leftAfter({ ...now, [name]: text }, latest.current.draft.files))
    },
    [reset],
  )
  const takeTheirs = () => {
    if (theirs === null) return
    client.setQueryData(draftKey(organisation, draft.id), theirs)
    setTyped({})
    setTheirs(null)
    reset()
  }
  return { typed, dirty, type, save, isPending, error, theirs, takeTheirs }
}

const isConflict = (failure: unknown) =>
  failure instanceof ApiError && failure.code === 'policies.changed-meanwhile'

/** Saves when typing rests for a while. */
function useRest(typed: Typed, waiting: boolean, save: () => void): void {
  useEffect(() => {
    if (!waiting) return
    const timer = setTimeout(save, idleMilliseconds)
    return () => clearTimeout(timer)
  }, [typed, waiting, save])
}

/** Unsaved work is saved on the way to another page, and asked about where the window closes. */
function useGuard(dirty: boolean, save: () => void): void {
  useEffect(() => {
    if (!dirty) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [dirty])
  useEffect(() => () => save(), [save])
}
