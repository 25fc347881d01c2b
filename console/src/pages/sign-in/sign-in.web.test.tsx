// SPDX-License-Identifier: Apache-2.0
import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { MemoryRouter } from 'react-router'
import { afterEach, beforeAll, expect, it, vi } from 'vitest'
import { startLanguage } from '../../language.ts'
import { SignIn } from './index.tsx'

const half = {
  operator: { id: 'o-1', name: 'Somebody', email: 'somebody@example.jp' },
  secondFactor: 'missing',
  organisations: [],
}
let signedIn = true

beforeAll(async () => {
  vi.stubGlobal('matchMedia', () => ({
    matches: false,
    addEventListener: vi.fn(),
    removeEventListener: vi.fn(),
  }))
  vi.stubGlobal('fetch', async (path: string) => {
    if (path === '/api/auth/sign-out') signedIn = false
    if (path !== '/api/session') return Response.json({ next: 'done' })
    return signedIn
      ? Response.json(half)
      : Response.json({ code: 'accounts.sign-in-needed' }, { status: 401 })
  })
  document.cookie = 'yakusoku-language=en'
  await startLanguage()
})
afterEach(cleanup)

it('lets somebody else sign in where the one before did not finish', async () => {
  render(
    <MantineProvider>
      <QueryClientProvider client={new QueryClient()}>
        <MemoryRouter>
          <SignIn />
        </MemoryRouter>
      </QueryClientProvider>
    </MantineProvider>,
  )
  fireEvent.click(await screen.findByRole('button', { name: 'Sign in as somebody else' }))
  expect(await screen.findByLabelText(/^Mail address/)).toBeTruthy()
})
