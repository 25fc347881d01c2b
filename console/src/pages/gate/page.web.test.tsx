// SPDX-License-Identifier: Apache-2.0
import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { MemoryRouter, Route, Routes } from 'react-router'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Explanation, GateChoices, Permission } from 'yakusoku/contract'
import { startLanguage } from '../../language.ts'
import { WorkingContext, type Working } from '../../session.tsx'
import { Gate } from './index.tsx'

const named = (id: string, name: string) => ({ id, name: { ja: name, en: name } })
const choices: GateChoices = {
  version: '1.0.0',
  roles: [named('payroll-team', 'Payroll team')],
  categories: [named('payslips', 'Payslips')],
  purposes: [{ ...named('payroll', 'Payroll'), deidentified: false }],
  recipients: [named('printers', 'Printers')],
  receivers: [named('kaku-print', 'Kaku Print')],
  grounds: [
    {
      ...named('rescue', 'Rescue'),
      acts: ['use'],
      document: { ja: '記録', en: 'the report' },
      conditions: ['consent-difficult'],
    },
  ],
  clients: [named('kaede', 'Kaede')],
  channels: [named('portal', 'Portal')],
  others: [named('system:break-glass', 'permits at once')],
}
const lifted: Explanation = {
  decision: true,
  answer: 'permit',
  reason: 'permitted',
  promises: [],
  by: ['ground:rescue', 'system:break-glass', 'desk:unknown'],
  says: { ja: '認めます', en: 'Permitted on the ground “Rescue”.' },
  obligations: [
    { kind: 'record', of: 'provision', grounds: [] },
    { kind: 'mask', category: 'payslips' },
  ],
  steps: [
    {
      check: 'consent',
      name: { ja: '同意', en: 'consent' },
      found: [{ reason: 'no-consent', says: { ja: '同意なし', en: 'No consent.' }, by: [], lifted: true }],
    },
  ],
}

const asked = vi.fn<(path: string, body: unknown) => Response>()

/** Shows the page at an address to somebody with these permissions. */
function show(address: string, ...permissions: Permission[]): void {
  const working = {
    organisation: { id: 'cleaning', name: { ja: '組織', en: 'Company' }, roles: [], permissions: [] },
    can: (permission: Permission) => permissions.includes(permission),
  } as unknown as Working
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  render(
    <MantineProvider>
      <QueryClientProvider client={client}>
        <WorkingContext value={working}>
          <MemoryRouter initialEntries={[`/cleaning/${address}`]}>
            <Routes>
              <Route path="/:organisation/gate/:part?" element={<Gate />} />
            </Routes>
          </MemoryRouter>
        </WorkingContext>
      </QueryClientProvider>
    </MantineProvider>,
  )
}

beforeAll(async () => {
  vi.stubGlobal('matchMedia', () => ({
    matches: false,
    addEventListener: vi.fn(),
    removeEventListener: vi.fn(),
  }))
  vi.stubGlobal('fetch', async (path: string, { body }: RequestInit) =>
    asked(path, typeof body === 'string' ? JSON.parse(body) : undefined),
  )
  document.cookie = 'yakusoku-language=en'
  await startLanguage()
})
beforeEach(() => {
  asked.mockImplementation((path) => {
    if (path.endsWith('/choices')) return Response.json(choices)
    if (path.endsWith('/explain')) return Response.json(lifted)
    if (path.includes('/uses')) return Response.json([])
    return Response.json({ ready: true, persons: 1_234, behindMilliseconds: 7, version: '1.0.0' })
  })
})
afterEach(() => {
  cleanup()
  asked.mockReset()
})

const field = (name: string) => screen.queryByLabelText(new RegExp(`^${name}`), { selector: 'input, select' })
const choose = (name: string, value: string) =>
  fireEvent.change(field(name) as HTMLElement, { target: { value } })

describe('the form of a question', () => {
  it('asks only for what the act needs', async () => {
    show('gate', 'gate:ask')
    await screen.findByText('Nothing was asked yet.')
    expect(field('Client whose data it is')).not.toBeNull()
    expect([field('Recipient'), field('Way in'), field('Document')]).toEqual([null, null, null])
    choose('Act', 'entrust')
    expect([field('Recipient') !== null, field('Ground')]).toEqual([true, null])
    choose('Act', 'collect')
    expect([field('Recipient'), field('Way in') !== null]).toEqual([null, true])
    choose('Act', 'use')
    choose('Ground', 'rescue')
    expect(screen.getByText('Asked for: the report')).toBeDefined()
    expect(field('Consent is difficult to obtain')).not.toBeNull()
  })

  it('asks at once what its address asks, and marks what a ground lifted', async () => {
    show('gate?act=use&role=payroll-team&category=payslips&purpose=payroll&ground=rescue', 'gate:ask')
    await screen.findByText('lifted by the ground')
    expect(asked.mock.calls.find(([path]) => path.endsWith('/explain'))?.[1]).toMatchObject({
      resource: { type: 'payslips', id: '*' },
      context: { purpose: 'payroll', ground: 'rescue' },
    })
    for (const text of ['Permitted', 'permits at once', 'desk:unknown'])
      expect(screen.getByText(text)).toBeDefined()
    expect(screen.getByText('Values of “Payslips” are shown masked.')).toBeDefined()
    // Asking here makes no record, and must not be taken for it.
    expect(screen.getByText(/^A record of provision is needed\./)).toBeDefined()
  })

  it('tells a refusal of the server in full', async () => {
    asked.mockImplementation((path) =>
      path.endsWith('/choices')
        ? Response.json(choices)
        : Response.json(
            { code: 'gate.behind', title: 'It is behind.', detail: 'Ask again.' },
            { status: 503 },
          ),
    )
    show('gate?category=payslips&purpose=payroll', 'gate:ask')
    expect(await screen.findByText('Ask again.')).toBeDefined()
  })
})

describe('the parts of the page', () => {
  it('are those the reader may open', async () => {
    show('gate', 'gate:read')
    await screen.findByText('Nothing was denied in these days.')
    expect(screen.queryByRole('link', { name: 'Ask' })).toBeNull()
    expect(await screen.findByText('1,234')).toBeDefined()
    cleanup()
    show('gate/denials', 'gate:ask')
    expect(await screen.findByText('Page not found')).toBeDefined()
  })

  it('are none for who may neither ask nor read', async () => {
    show('gate')
    expect(await screen.findByText('You don’t have permission to see this page')).toBeDefined()
  })
})
