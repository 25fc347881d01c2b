// SPDX-License-Identifier: Apache-2.0
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, cleanup, renderHook } from '@testing-library/react'
import type { ReactNode } from 'react'
import { afterEach, describe, expect, it } from 'vitest'
import type { Draft } from 'yakusoku/contract'
import { useSaving } from './saving.ts'

afterEach(cleanup)

const files = { 'pack.yaml': 'a', 'policy.ja.md': 'b', 'policy.en.md': 'c' }
const draftOf = (revision: number, more: Partial<typeof files> = {}) =>
  ({ id: '1', revision, files: { ...files, ...more } }) as Draft

const wrapper = ({ children }: { readonly children: ReactNode }) => (
  <QueryClientProvider client={new QueryClient()}>{children}</QueryClientProvider>
)
const saving = () =>
  renderHook(({ draft }) => useSaving('sample', draft), { wrapper, initialProps: { draft: draftOf(1) } })

describe('what stands in the editors', () => {
  it('waits for no save once the draft holds it, as after a file was brought in', () => {
    const { result, rerender } = saving()
    // A file that was brought in reaches the editor before the draft that holds it is read.
    act(() => result.current.type('pack.yaml', 'brought in'))
    expect(result.current.dirty).toBe(true)
    rerender({ draft: draftOf(2, { 'pack.yaml': 'brought in' }) })
    expect(result.current.dirty).toBe(false)
  })

  it('goes on waiting where the draft that is read anew holds something else', () => {
    const { result, rerender } = saving()
    act(() => result.current.type('pack.yaml', 'mine'))
    rerender({ draft: draftOf(2, { 'pack.yaml': 'theirs' }) })
    expect(result.current.typed).toEqual({ 'pack.yaml': 'mine' })
  })
})
