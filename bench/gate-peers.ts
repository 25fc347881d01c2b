// SPDX-License-Identifier: Apache-2.0
/** Other engines with the rules of the packs, each set up as its documentation says. */
import { createMongoAbility, subject, type MongoAbility } from '@casl/ability'
import * as cedar from '@cedar-policy/cedar-wasm/nodejs'
import { newEnforcer, newModelFromString, StringAdapter } from 'casbin'
import type { Person } from '../core/src/gate/index.ts'
import { rulesOf, type Case, type Engine, type World } from './gate-world.ts'

/** What is known of each person, by key: an engine is given it, and somebody has to find it. */
function statesOf(worlds: readonly World[]): (world: number, key: string) => Person {
  const maps = worlds.map(({ keys, states }) => new Map(keys.map((key, at) => [key, states[at] as Person])))
  return (world, key) => maps[world]?.get(key) as Person
}

export async function casbinOf(worlds: readonly World[]): Promise<Engine> {
  const stateOf = statesOf(worlds)
  const model = `
[request_definition]
r = role, category, purpose, person
[policy_definition]
p = role, category, purpose, consents, above
[policy_effect]
e = some(where (p.eft == allow))
[matchers]
m = r.role == p.role && r.category == p.category && r.purpose == p.purpose && consented(r.person, p.consents) && !stopped(r.person, p.above)
`
  const enforcers = await Promise.all(
    worlds.map(async (world) => {
      const lines = rulesOf(world).map(
        ({ role, category, purpose, consents, above }) =>
          `p, ${role}, ${category}, ${purpose}, ${consents?.join('|') ?? '-'}, ${above.join('|')}`,
      )
      const enforcer = await newEnforcer(newModelFromString(model), new StringAdapter(lines.join('\n')))
      await enforcer.addFunction(
        'consented',
        (person: Person, wanted: string) =>
          wanted === '-' || wanted.split('|').some((id) => person.consents.includes(id)),
      )
      await enforcer.addFunction(
        'stopped',
        (person: Person, above: string) =>
          person.suspended.includes('use') || above.split('|').some((id) => person.objections.includes(id)),
      )
      return enforcer
    }),
  )
  return {
    name: 'casbin',
    ask: ({ world, at, key }) => {
      const { cases } = worlds[world] as World
      const { role, category, purpose } = cases[at] as Case
      return (enforcers[world] as (typeof enforcers)[number]).enforceSync(
        role,
        category,
        purpose,
        stateOf(world, key),
      )
    },
  }
}

export function caslOf(worlds: readonly World[]): Engine {
  const stateOf = statesOf(worlds)
  const abilities = worlds.map((world): MongoAbility =>
    createMongoAbility(
      rulesOf(world).map(({ role, category, purpose, consents, above }) => ({
        action: 'use',
        subject: category,
        conditions: {
          role,
          purpose,
          suspended: { $ne: 'use' },
          objections: { $nin: above },
          ...(consents && { consents: { $in: consents } }),
        },
      })),
    ),
  )
  return {
    name: 'CASL',
    ask: ({ world, at, key }) => {
      const { cases } = worlds[world] as World
      const { role, category, purpose } = cases[at] as Case
      const { consents, suspended, objections } = stateOf(world, key)
      return (abilities[world] as MongoAbility).can(
        'use',
        subject(category, { role, purpose, consents, suspended, objections }),
      )
    },
  }
}

export function cedarOf(worlds: readonly World[]): Engine {
  const stateOf = statesOf(worlds)
  worlds.forEach((world, at) => {
    const policies = rulesOf(world).map(({ role, category, purpose, consents, above }) => {
      const list = (ids: readonly string[]): string => `[${ids.map((id) => `"${id}"`).join(', ')}]`
      const asked = consents ? ` && context.consents.containsAny(${list(consents)})` : ''
      return `permit(principal == Role::"${role}", action == Action::"use", resource == Category::"${category}") when { context.purpose == "${purpose}" && !context.suspended && !context.objections.containsAny(${list(above)})${asked} };`
    })
    const parsed = cedar.preparsePolicySet(`world-${at}`, { staticPolicies: policies.join('\n') })
    if (parsed.type !== 'success') throw new Error(JSON.stringify(parsed))
  })
  return {
    name: 'Cedar',
    ask: ({ world, at, key }) => {
      const { cases } = worlds[world] as World
      const { role, category, purpose } = cases[at] as Case
      const { consents, suspended, objections } = stateOf(world, key)
      const answer = cedar.statefulIsAuthorized({
        principal: { type: 'Role', id: role },
        action: { type: 'Action', id: 'use' },
        resource: { type: 'Category', id: category },
        context: {
          purpose,
          consents: [...consents],
          objections: [...objections],
          suspended: suspended.includes('use'),
        },
        preparsedPolicySetId: `world-${at < 0 ? 0 : world}`,
        validateRequest: false,
        entities: [],
      })
      if (answer.type !== 'success') throw new Error(JSON.stringify(answer))
      return answer.response.decision === 'allow'
    },
  }
}
