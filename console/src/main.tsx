// SPDX-License-Identifier: Apache-2.0
import { MantineProvider } from '@mantine/core'
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { ApiError, worthRetrying } from './api.ts'
import { App } from './app.tsx'
import { startLanguage } from './language.ts'
import { sessionKey } from './session.tsx'
import './styles.css'
import { cssVariables, theme } from './theme.ts'
import { Announcer } from './ui/announce.tsx'
import { Boundary } from './ui/boundary.tsx'

const ended = ['accounts.sign-in-needed', 'accounts.second-factor-needed']

// The session ended elsewhere, or its last second factor was taken away: asking for it again makes the shell say so.
function noteEnd(error: unknown): void {
  if (error instanceof ApiError && ended.includes(error.code)) {
    void client.invalidateQueries({ queryKey: sessionKey })
  }
}

const client: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error, query) => {
      if (query.queryKey[0] !== sessionKey[0]) noteEnd(error)
    },
  }),
  mutationCache: new MutationCache({ onError: noteEnd }),
  defaultOptions: {
    queries: { retry: (count, error) => count < 2 && worthRetrying(error), staleTime: 10_000 },
  },
})

async function start(root: HTMLElement): Promise<void> {
  await startLanguage()
  createRoot(root).render(
    <StrictMode>
      <MantineProvider theme={theme} cssVariablesResolver={cssVariables} forceColorScheme="light">
        <QueryClientProvider client={client}>
          <Announcer>
            <Boundary>
              <App />
            </Boundary>
          </Announcer>
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  )
}

const root = document.getElementById('root')
if (root) void start(root)
