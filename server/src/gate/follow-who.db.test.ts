// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { home, other } from '../../../tests/support/application.ts'
import { base, followedWorld, soon, type FollowedWorld } from '../../../tests/support/following.ts'

let world: FollowedWorld

beforeAll(async () => {
  world = await followedWorld()
})
afterAll(() => world.close())

describe('who may follow', () => {
  it('has a token of the organisation with the scope for it', async () => {
    const asking = await world.tokenOf(world.manager, ['gate:ask'])
    const stranger = await world.operator('stranger', 'engineer', other)
    const theirs = await world.tokenOf(stranger, ['gate:follow'], 800, other)
    for (const path of [`${base}/snapshot`, `${base}/changes?after=0`]) {
      expect(await world.refusal(path, 'yks_none')).toEqual([401, 'accounts.sign-in-needed'])
      expect(await world.refusal(path, asking.secret)).toEqual([403, 'accounts.forbidden'])
      expect(await world.refusal(path, theirs.secret)).toEqual([404, 'common.not-found'])
    }
  })

  it('is told nothing more once the token is revoked', async () => {
    const { secret, id } = await world.tokenOf(world.manager, ['gate:follow'])
    const stream = await world.follow('after=0', secret)
    await stream.here()
    const revoked = await world.manager.browser.call('DELETE', `/api/organisations/${home}/tokens/${id}`)
    expect(revoked.status).toBe(204)
    await stream.end()
    expect((await world.refusal(`${base}/changes?after=0`, secret))[0]).toBe(401)
  })

  it('is told nothing more once the token has run out', async () => {
    const { secret } = await world.tokenOf(world.manager, ['gate:follow'], 1)
    const stream = await world.follow('after=0', secret)
    world.clock.pass({ minutes: 61 })
    await stream.end()
  })
})

describe('answers given elsewhere', () => {
  const report = async (uses: object[]) => {
    const reply = await fetch(`${world.url}${base}/uses`, {
      method: 'POST',
      headers: { authorization: `Bearer ${world.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ uses }),
    })
    return { status: reply.status, body: (await reply.json()) as Record<string, unknown> }
  }
  const use = (more: object = {}) => ({
    day: '',
    answer: 'deny',
    reason: 'no-consent',
    act: 'use',
    category: 'contact-information',
    purpose: 'feedback-collection',
    roles: ['marketing-staff'],
    actor: 'shop',
    promises: ['CLN-3.0', 'made-up'],
    count: 7,
    ...more,
  })

  it('are counted with those given here, near their day, and under names that may be kept', async () => {
    const today = (await world.app.gates.node(home)).today()
    const old = new Date(Date.parse(today) - 8 * 86_400_000).toISOString().slice(0, 10)
    const ahead = new Date(Date.parse(today) + 86_400_000).toISOString().slice(0, 10)
    const told = await report([
      use({ day: today }),
      use({ day: today, count: 5 }),
      use({ day: old }),
      use({ day: ahead }),
      use({ day: today, purpose: 'hanako@example.jp 4711', count: 1 }),
    ])
    expect(told).toEqual({ status: 202, body: { counted: 13 } })
    await world.app.gates.uses.write()
    const listed = await world.manager.browser.get(
      `/api/organisations/${home}/gate/uses?since=${today}&answer=deny`,
    )
    const uses = (listed.body as unknown as Record<string, unknown>[]).filter(({ actor }) => actor === 'shop')
    expect(uses.map(({ purpose, count }) => [purpose, count])).toEqual([
      ['feedback-collection', 12],
      ['…', 1],
    ])
    expect(uses[0]?.['promises']).toEqual(['CLN-3.0'])
  })

  it.each([
    [[use({ day: '2026-02-30' })]],
    [[use({ day: '2026-11-22', answer: 'maybe' })]],
    [[use({ day: '2026-11-22', count: 0 })]],
    [[use({ day: '2026-11-22', count: 1e12 })]],
    [Array.from({ length: 1_001 }, () => use({ day: '2026-11-22' }))],
  ])('are refused where they are none', async (uses) => {
    expect(await report(uses)).toMatchObject({ status: 400, body: { code: 'common.invalid' } })
  })
})

describe('a clock that was set back', () => {
  it('permits nothing, is said, and does not take the day back', async () => {
    await world.say('late@example.jp', world.give())
    const node = await world.app.gates.node(home)
    const day = node.today()
    const stream = await world.follow('after=0')
    await stream.here()
    const { instant } = world.clock
    world.clock.pass({ hours: -30 })
    try {
      await vi.waitFor(
        async () => expect(await world.refusal(`${base}/node`)).toEqual([503, 'gate.clock-set-back']),
        soon,
      )
      for (const path of ['snapshot', 'changes?after=0'])
        expect(await world.refusal(`${base}/${path}`)).toEqual([503, 'gate.clock-set-back'])
      await stream.end()
      expect(node.today()).toBe(day)
      expect(await world.decides('late@example.jp')).toEqual({ status: 503 })
      expect(world.lines.some((line) => line.includes('gate.clock-set-back'))).toBe(true)
    } finally {
      world.clock.instant = instant
    }
    await vi.waitFor(async () => expect((await world.get(`${base}/node`)).status).toBe(200), soon)
  })
})
