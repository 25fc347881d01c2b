// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check'
import { describe, expect, expectTypeOf, it } from 'vitest'
import {
  decide,
  NOTHING,
  type Decision as Made,
  type Obligation as Owed,
  type Question as Decided,
} from '@yakusoku/core/gate'
import { personByChance, standingByChance, worldByChance } from '../../core/src/gate/generated.case.ts'
import { EUROPE, HOME, NUMBERS, SHOP } from '../../core/src/gate/sample.case.ts'
import type { Decision, Obligation } from './decision.ts'
import { follow } from './follow.ts'
import type { Question } from './question.ts'
import { FakeServer, TOKEN } from './server.case.ts'
import { decided } from './wording.ts'

const worlds = Number(process.env['YAKUSOKU_GATE_WORLDS'] ?? 25)

const written = ({ actor, ...rest }: Decided): Question => ({
  ...rest,
  actor: { type: 'program', id: actor.id ?? 'nobody', roles: actor.roles },
})
describe('a gate that follows', () => {
  it('gives the server’s answers, bit for bit: whatever pack, standing, persons and day, and as they change', async () => {
    const asking = fc.record({
      world: worldByChance,
      persons: fc.array(personByChance, { minLength: 1, maxLength: 3 }),
      later: fc.record({ standing: standingByChance, person: personByChance }),
    })
    await fc.assert(
      fc.asyncProperty(asking, async ({ world, persons, later }) => {
        const { pack, laws, on } = world.weighed
        let { standing } = world.weighed
        const people = new Map([world.weighed.person, ...persons].map((one, at) => [`P-${at}`, one]))
        const server = await new FakeServer(pack, laws, standing).start()
        server.day = on
        for (const [name, person] of people) server.person(name, person)
        const options = { url: server.url, organisation: 'shop', token: TOKEN, stream: false }
        const gate = await follow(options)
        const compare = () => {
          for (const question of world.questions.map(written))
            for (const [name, person] of people) {
              const meant = decide({ pack, laws, standing, person, on }, decided(question))
              expect(gate.decide(question, name)).toEqual(meant)
              expect(gate.prepare(question)(name)).toEqual(meant)
            }
        }
        try {
          compare()
          people.set('P-0', later.person)
          server.person('P-0', later.person)
          standing = later.standing
          server.standing(standing)
          await gate.catchUp()
          compare()
        } finally {
          await gate.close()
          await server.stop()
        }
      }),
      { numRuns: worlds },
    )
  }, 600_000)

  it('knows an actor by its other names, as soon as these are registered', async () => {
    const server = await new FakeServer(SHOP, [HOME, EUROPE, NUMBERS]).start()
    const gate = await follow({ url: server.url, organisation: 'shop', token: TOKEN, stream: false })
    const actor = { type: 'user', id: 'SATO@example.com', roles: ['clerk'] }
    const question = { act: 'use', actor, category: 'contact', purpose: 'delivery' }
    const prepared = gate.prepare(question)
    const answers = async () => {
      await gate.catchUp()
      return [gate.decide(question).reason, prepared().reason]
    }
    try {
      expect(await answers()).toEqual(['permitted', 'permitted'])
      const also = { [`user:${server.keyOf('sato@example.com')}`]: 'e-1' }
      server.standing({ ...NOTHING, actors: { 'user:e-1': ['guest'] }, also })
      expect(await answers()).toEqual(['role-not-allowed', 'role-not-allowed'])
      server.standing({ ...NOTHING, actors: { 'user:e-1': ['clerk'] }, also })
      expect(await answers()).toEqual(['permitted', 'permitted'])
      await gate.catchUp()
      expect(server.uses.map((use) => use['actor'])).toContain('e-1')
    } finally {
      await gate.close()
      await server.stop()
    }
  })

  it('has the members of the server’s questions and answers, all of them', () => {
    expectTypeOf<keyof Question>().toEqualTypeOf<keyof Decided>()
    expectTypeOf<keyof Decision>().toEqualTypeOf<keyof Made>()
    expectTypeOf<Obligation>().toEqualTypeOf<Owed>()
    const whole: Required<Question> = {
      act: 'provide',
      actor: { id: 'a', roles: ['clerk'] },
      category: 'contact',
      purpose: 'news',
      recipient: 'partners',
      country: 'US',
      ground: 'need',
      document: 'D-1',
      conditions: ['filed'],
      client: 'mill',
      channel: 'form',
      deidentified: true,
    }
    expect(decided(whole)).toEqual({ ...whole, actor: { type: 'program', ...whole.actor } })
  })
})
