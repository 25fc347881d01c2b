// SPDX-License-Identifier: Apache-2.0
// Sections 2 to 4 of the regulations: what may be done with entrusted data. Run by ../processor.test.ts.
import { describe, expect, it } from 'vitest'
import type { NewStanding, TakeOutPage } from '../../../server/src/contract.ts'
import { serverTime } from '../world/environment.ts'
import { AtGate } from '../world/gate.ts'
import { document, to, use, type Ask, type Circumstances } from '../world/question.ts'
import { assignment, notice, receiver } from '../world/receivers.ts'

const gate = new AtGate('processor')
const client = 'minatsuyu'
const by = 'prin'

/** What the client agreed to in writing. */
const approval = (what: {
  act: 'use' | 'entrust' | 'take-out'
  purpose?: string
  receiver?: string
}): NewStanding => ({
  body: { kind: 'approval', client, document: '書面同意 2027-05', ...what },
})

/** Denied before the client agrees, permitted from then on, and denied again when that ends. */
async function needsApproval(promise: string, ask: Ask, reason: string, entry: NewStanding): Promise<void> {
  await gate.denies(reason, ask, promise)
  const id = await gate.register(entry)
  await gate.becomes('permitted', ask)
  await gate.permits(ask, promise)
  await gate.end(id)
  await gate.becomes(reason, ask)
}

describe('the gate of a processor', () => {
  gate.opens([
    receiver('carrier-a', 'carriers-and-banks'),
    receiver('printer-b', 're-entrusted-parties'),
    notice('re-entrustment'),
    assignment('prin', 'minatsuyu'),
    assignment('prin', 'tokiwata'),
    assignment('memb', 'tokiwata'),
  ])

  describe('entrusted data', () => {
    const billing = (purpose: string, more: Partial<Ask> = {}): Ask => ({
      ...use('minatsuyu-billing', purpose, 'printing-team', { by, client }),
      ...more,
    })
    const contracted = gate.shows({
      permits: billing('invoice-printing'),
      denies: {
        'not-contracted': [
          billing('address-update'),
          billing('invoice-printing', { client: 'tokiwata' }),
          billing('address-update', { act: 'copy' }),
        ],
      },
    })

    it('PRC-2.1 is used and copied for the contracted service only, unless the client agreed in writing', async (context) => {
      await contracted(context)
      const agreed = approval({ act: 'use', purpose: 'address-update' })
      await needsApproval('PRC-2.1', billing('address-update'), 'not-contracted', agreed)
    })

    const print = ['minatsuyu-billing', 'invoice-printing', 'printing-team'] as const
    const needed = { by, client, ground: 'service-need', document }
    const disclosed = gate.shows({
      permits: to('provide', 'carrier-a', print, needed),
      denies: {
        'not-for-recipient': to(
          'provide',
          'carrier-a',
          ['minatsuyu-reports', 'report-digitising', 'printing-team'],
          needed,
        ),
        'unknown-recipient': to('provide', 'broker', print, { by, client }),
      },
    })

    it('PRC-2.2 goes to nobody but those the service needs, and re-entrusted parties the client approved', async (context) => {
      await disclosed(context)
      const entrusted = to('entrust', 'printer-b', print, { by, client, ground: 're-entrustment', document })
      const agreed = approval({ act: 'entrust', purpose: 'invoice-printing', receiver: 'printer-b' })
      await needsApproval('PRC-2.2', entrusted, 'not-approved', agreed)
    })

    /** A day in Japan, so many days from now. */
    const dayIn = (days: number): string =>
      new Date(serverTime().getTime() + days * 86_400_000 + 9 * 3_600_000).toISOString().slice(0, 10)
    const returnBy = dayIn(7)
    const take_out = {
      count: 1_240,
      medium: 'removable-drive',
      destination: '架空印刷株式会社 第二工場',
      return_by: returnBy,
    }
    const out = (more: Circumstances): Ask =>
      billing('invoice-printing', {
        take_out,
        ...more,
        act: 'take-out',
        owes: [{ kind: 'log', act: 'take-out' }],
      })
    const takenOut = gate.shows({
      permits: out({ ground: 'take-out-need', document }),
      denies: {
        'no-ground': out({}),
        'not-recordable': out({ ground: 'take-out-need', document, take_out: { count: 1 } }),
      },
    })

    it('PRC-3.1 leaves the premises where the service needs it or the client agreed in writing, and each time is logged', async (context) => {
      await takenOut(context)
      const agreed = approval({ act: 'take-out' })
      await needsApproval('PRC-3.1', out({ ground: 'take-out-consent', document }), 'not-approved', agreed)
      const { takeOuts } = await gate.manager.read<TakeOutPage>('/api/organisations/processor/takeouts')
      const common = { category: 'minatsuyu-billing', count: 1_240, medium: 'removable-drive', client }
      for (const basis of ['need', 'client-consent'])
        expect(takeOuts).toContainEqual(
          expect.objectContaining({
            ...common,
            basis,
            returnBy,
            actor: { id: by, name: null },
            state: 'out',
          }),
        )
      const [first] = takeOuts
      const details = `/api/organisations/processor/takeouts/${first?.id}/details`
      expect(await gate.manager.read(details)).toMatchObject({ destination: take_out.destination, document })
      const back = { day: dayIn(0), by: '佐藤' }
      await gate.manager.does('POST', `/api/organisations/processor/takeouts/${first?.id}/return`, back)
      const path = '/api/organisations/processor/ledger/facts?type=takeouts.returned'
      const { facts } = await gate.manager.read<{ facts: object[] }>(path)
      expect(facts).toContainEqual(
        expect.objectContaining({
          promises: ['PRC-3.1'],
          subject: { kind: 'take-out', id: first?.id },
          clear: { day: back.day, inTime: true },
        }),
      )
    })

    const members = (purpose: string, role: string, who: string, more: Partial<Ask> = {}): Ask =>
      use('tokiwata-members', purpose, role, { by: who, client: 'tokiwata', ...more })
    it(
      'PRC-4.1 is used for no other purpose than it was entrusted for',
      gate.shows({
        permits: members('member-data-keeping', 'member-data-team', 'memb', {
          owes: [{ kind: 'mask', category: 'tokiwata-members' }],
        }),
        denies: { 'beyond-purpose': members('campaign-dispatch', 'printing-team', 'prin') },
        besides: { 'unknown-purpose': members('own-marketing', 'member-data-team', 'memb') },
        limit: true,
      }),
    )
  })
})
