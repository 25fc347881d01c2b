// SPDX-License-Identifier: Apache-2.0
import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Draft } from 'yakusoku/contract'
import { startLanguage } from '../../language.ts'
import { WorkingContext, type Working } from '../../session.tsx'
import { Announcer } from '../../ui/announce.tsx'
import { Steps } from './steps.tsx'

beforeAll(async () => {
  vi.stubGlobal('matchMedia', () => ({
    matches: false,
    addEventListener: vi.fn(),
    removeEventListener: vi.fn(),
  }))
  document.cookie = 'yakusoku-language=en'
  await startLanguage()
})
afterEach(cleanup)

const draft = {
  id: '1',
  revision: 1,
  state: 'draft',
  version: '1.1.0',
  approver: { account: 'approver', name: null },
  may: { write: true, decide: false },
} as Draft
const working = { organisation: { id: 'sample' }, can: () => true } as unknown as Working

const show = (unsaved: boolean) =>
  render(
    <MantineProvider>
      <QueryClientProvider client={new QueryClient()}>
        <WorkingContext value={working}>
          <Announcer>
            <Steps draft={draft} check={undefined} unsaved={unsaved} />
          </Announcer>
        </WorkingContext>
      </QueryClientProvider>
    </MantineProvider>,
  )
const isOff = (name: string) => screen.getByRole<HTMLButtonElement>('button', { name }).disabled

describe('a draft with something typed that is not saved yet', () => {
  it('cannot be submitted or discarded: that would leave the words behind', () => {
    show(true)
    expect([isOff('Submit for approval'), isOff('Discard')]).toEqual([true, true])
  })

  it('can be once everything is saved', () => {
    show(false)
    expect([isOff('Submit for approval'), isOff('Discard')]).toEqual([false, false])
  })
})
