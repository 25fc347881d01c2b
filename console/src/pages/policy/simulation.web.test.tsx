// SPDX-License-Identifier: Apache-2.0
import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Draft, GateSimulation } from 'yakusoku/contract'
import { startLanguage } from '../../language.ts'
import { WorkingContext, type Working } from '../../session.tsx'
import { Simulation } from './simulation.tsx'
import { SimulationSays } from './simulation-says.tsx'

const of = (decisions: number) => ({ decisions, kinds: Math.min(1, decisions) })
const text = (words: string) => ({ ja: words, en: words })
const reason = { reason: 'permitted', promises: ['SMP-1'], by: [], obligations: [] }

const change = (purpose: string): GateSimulation['changes'][number] => ({
  effect: 'denied',
  count: 9,
  first: '2026-11-20',
  last: '2026-11-22',
  question: {
    act: 'use',
    category: 'orders',
    purpose,
    roles: [],
    recipient: null,
    ground: null,
    details: { client: 'acorn', conditions: 'no-undue-harm', document: 'document' },
  },
  about: text('17 years old'),
  least: false,
  before: { ...reason, answer: 'permit', says: text('Yes, it may.') },
  after: { ...reason, answer: 'deny', says: text('No, it may not.'), remedy: text('Ask the guardian.') },
})

const nothing: GateSimulation = {
  draft: { id: '1', revision: 3, version: '1.1.0', effective: '2027-04-01' },
  inForce: '1.0.0',
  since: '2026-10-24',
  until: '2026-11-22',
  decisions: 40,
  simulated: of(33),
  changed: of(0),
  effects: { denied: of(0), permitted: of(0), undeclared: of(0), obligations: of(0), reason: of(0) },
  moved: of(0),
  least: of(0),
  left: { uncounted: 0, many: 0 },
  changes: [],
  names: { 'category:orders': text('Orders'), 'entity:acorn': text('Acorn Books') },
  total: 0,
}
const some: GateSimulation = {
  ...nothing,
  changed: of(18),
  effects: { ...nothing.effects, denied: of(18) },
  moved: of(2),
  least: of(1),
  left: { uncounted: 7, many: 0 },
  changes: [change('delivery')],
  total: 2,
}

const answers: GateSimulation[] = []
const asked: string[] = []

beforeAll(async () => {
  const matchMedia = () => ({ matches: false, addEventListener: vi.fn(), removeEventListener: vi.fn() })
  vi.stubGlobal('matchMedia', matchMedia)
  vi.stubGlobal('fetch', async (url: string) => {
    asked.push(String(url))
    return Response.json(answers.shift())
  })
  document.cookie = 'yakusoku-language=en'
  await startLanguage()
})
beforeEach(() => {
  asked.length = 0
  answers.length = 0
})
afterEach(cleanup)

const working = { organisation: { id: 'sample' }, can: () => true } as unknown as Working
const client = new QueryClient()

const show = (draft: Pick<Draft, 'id' | 'revision'>, unsaved = false) =>
  render(
    <MantineProvider>
      <QueryClientProvider client={client}>
        <WorkingContext value={working}>
          <Simulation draft={draft as Draft} unsaved={unsaved} />
        </WorkingContext>
      </QueryClientProvider>
    </MantineProvider>,
  )

/** What the dialog that publishes says of a draft. */
const saidOf = (draft: Pick<Draft, 'id' | 'revision'>): string => {
  const { container, unmount } = render(
    <QueryClientProvider client={client}>
      <WorkingContext value={working}>
        <SimulationSays draft={draft as Draft} />
      </WorkingContext>
    </QueryClientProvider>,
  )
  const said = container.textContent
  unmount()
  return said
}

const press = (name: string | RegExp) =>
  act(async () => void fireEvent.click(screen.getByRole('button', { name })))

describe('the simulation of a draft', () => {
  it('decides nothing again before somebody asks for it, and nothing that is not saved', () => {
    show({ id: '1', revision: 1 }, true)
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Simulate' }).disabled).toBe(true)
    expect(asked).toEqual([])
    expect(saidOf({ id: '1', revision: 1 })).toBe('It was not simulated on recorded decisions.')
  })

  it('says that nothing would change, or that nothing is recorded', async () => {
    show({ id: '1', revision: 2 })
    answers.push(nothing, { ...nothing, decisions: 0, simulated: of(0) })
    await press('Simulate')
    await screen.findByText('None of the 33 decisions would change.')
    expect(asked[0]).toContain('/policy/drafts/1/simulation?days=30&from=0')
    expect(saidOf({ id: '1', revision: 2 })).toBe('Simulated on 33 recorded decisions: nothing would change.')
    await press('Simulate again')
    await screen.findByText('No decision is recorded in these days.')
    expect(saidOf({ id: '1', revision: 2 })).toContain('no recorded decision')
  })

  it('shows changes page by page with why, and apart what the numbers do not tell', async () => {
    show({ id: '1', revision: 3 })
    answers.push(some, { ...some, changes: [change('billing')] })
    await press('Simulate')
    await screen.findByText('18 of 33 decisions would change.')
    for (const said of [
      'Denied: 18',
      'Yes, it may.',
      'No, it may not.',
      '17 years old',
      'Use / Orders / delivery',
    ])
      expect(screen.getByText(said)).toBeTruthy()
    const row = screen.getAllByRole('row')[1]
    expect(row?.textContent).toContain('What would make it a yes: Ask the guardian.')
    for (const said of [/client.*: Acorn Books/i, /not unduly harmed/, /Document that shows the ground/])
      expect(row?.textContent).toMatch(said)
    expect(screen.getAllByRole('listitem').map(({ textContent }) => textContent.split(' ')[0])).toEqual([
      '7',
      '1',
      '2',
    ])
    await press('Show more (1 of 2)')
    await screen.findByText('Use / Orders / billing')
    expect(asked[1]).toContain('from=1')
    expect(screen.queryByRole('button', { name: /Show more/ })).toBeNull()
    expect(saidOf({ id: '1', revision: 3 })).toBe(
      'Simulated on 33 recorded decisions: 18 would change (Denied: 18).',
    )
    expect(saidOf({ id: '1', revision: 4 }), 'saved again since').toContain('not simulated')
  })
})
