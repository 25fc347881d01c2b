// SPDX-License-Identifier: Apache-2.0
// An actor on two servers and in a gate elsewhere: its roles are there and gone on all of them.
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { home } from '../../../tests/support/application.ts'
import { followedWorld, soon, type FollowedWorld } from '../../../tests/support/following.ts'

let world: FollowedWorld
let second: Awaited<ReturnType<FollowedWorld['another']>>
beforeAll(async () => {
  world = await followedWorld()
  second = await world.another()
})
afterAll(() => world.close())

const entries = `/api/organisations/${home}/standing/entries`
const billing = (id: string, claimed: string[] = []) => ({
  subject: { type: 'user', id, properties: { roles: claimed } },
  action: { name: 'use' },
  resource: { type: 'invoices', id: '*' },
  context: { purpose: 'invoicing' },
})

async function decides(url: string, evaluation: object): Promise<unknown> {
  const reply = await fetch(`${url}/access/v1/evaluation`, {
    method: 'POST',
    headers: { authorization: `Bearer ${world.token}`, 'content-type': 'application/json' },
    body: JSON.stringify(evaluation),
  })
  return ((await reply.json()) as { decision: unknown }).decision
}

/** What both servers, and a gate filled from the second, decide of somebody. */
async function everywhere(id: string, claimed: string[] = []): Promise<unknown[]> {
  const { gate, head } = await world.snapshot(second.url)
  const question = {
    act: 'use',
    actor: { type: 'user', id, roles: claimed },
    category: 'invoices',
    purpose: 'invoicing',
  }
  return [
    await decides(world.url, billing(id, claimed)),
    await decides(second.url, billing(id, claimed)),
    gate.decide(question, undefined, head.day).answer === 'permit',
  ]
}

describe('an actor', () => {
  it('has its roles, and has lost them, on every server and in every gate filled from one', async () => {
    expect(await everywhere('e-5')).toEqual([false, false, false])
    const entry = { body: { kind: 'actor', type: 'user', actor: 'e-5', roles: ['accounting'] } }
    expect((await world.manager.browser.post(entries, entry)).status).toBe(201)
    await vi.waitFor(async () => expect(await everywhere('e-5')).toEqual([true, true, true]), soon)
    const end = await world.manager.browser.post(`${entries}/actor:user:e-5/end`, { reason: 'left' })
    expect(end.status).toBe(200)
    await vi.waitFor(
      async () => expect(await everywhere('e-5', ['accounting'])).toEqual([false, false, false]),
      soon,
    )
    expect(await everywhere('e-6', ['accounting'])).toEqual([true, true, true])
  })
})
