// SPDX-License-Identifier: Apache-2.0
import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { MemoryRouter, Route, Routes } from 'react-router'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { startLanguage } from '../../language.ts'
import { sessionKey } from '../../session.tsx'
import { Shell } from './index.tsx'

const session = {
  operator: { id: 'o-1', name: 'Somebody', email: 'somebody@example.jp' },
  secondFactor: 'proven',
  organisations: [{ id: 'cleaning', name: { ja: '組織', en: 'Company' }, roles: ['desk'], permissions: [] }],
}
let signedIn = true
let client: QueryClient

beforeAll(async () => {
  vi.stubGlobal('matchMedia', () => ({
    matches: false,
    addEventListener: vi.fn(),
    removeEventListener: vi.fn(),
  }))
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe = vi.fn()
      unobserve = vi.fn()
      disconnect = vi.fn()
    },
  )
  vi.stubGlobal('fetch', async () =>
    signedIn ? Response.json(session) : Response.json({ code: 'accounts.sign-in-needed' }, { status: 401 }),
  )
  document.cookie = 'yakusoku-language=en'
  await startLanguage()
})
beforeEach(() => {
  signedIn = true
  client = new QueryClient()
})
afterEach(cleanup)

const show = () =>
  render(
    <MantineProvider>
      <QueryClientProvider client={client}>
        <MemoryRouter initialEntries={['/cleaning/page']}>
          <Routes>
            <Route path="/sign-in" element={<p>the sign-in page</p>} />
            <Route path="/:organisation" element={<Shell />}>
              <Route path="page" element={<input aria-label="Reason" />} />
            </Route>
          </Routes>
        </MemoryRouter>
      </QueryClientProvider>
    </MantineProvider>,
  )

describe('the frame of every page', () => {
  it('sends who is not signed in to the sign-in page', async () => {
    signedIn = false
    show()
    expect(await screen.findByText('the sign-in page')).toBeTruthy()
  })

  it('covers the page when the session ends, and gives back what was typed after signing in again', async () => {
    show()
    fireEvent.change(await screen.findByLabelText('Reason'), { target: { value: 'half a sentence' } })
    signedIn = false
    await client.invalidateQueries({ queryKey: sessionKey })
    const again = await screen.findByRole('button', { name: 'I have signed in, continue' })
    expect(screen.getByLabelText('Reason').closest('[hidden]')).not.toBeNull()
    signedIn = true
    fireEvent.click(again)
    await waitFor(() => expect(screen.getByLabelText('Reason').closest('[hidden]')).toBeNull())
    expect((screen.getByLabelText('Reason') as HTMLInputElement).value).toBe('half a sentence')
  })
})
