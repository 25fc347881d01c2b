// SPDX-License-Identifier: Apache-2.0
// AuthZEN searches: which acts, actors, roles, categories, resources or persons a question would be permitted for.
import { NO_PERSON } from '@yakusoku/core/authzen'
import { ACTS } from '@yakusoku/core/gate'
import { setImmediate } from 'node:timers/promises'
import { personsAfter } from '../consent/index.ts'
import { inOrganisation } from '../database/index.ts'
import type { Reference } from '../ledger/index.ts'
import { understood } from './callers.ts'
import type { Evaluation } from './contract.ts'
import type { Gates } from './gates.ts'
import type { Node } from './node.ts'
import { pageOf, placeOf, type Page, type Place, type SentPage } from './paging.ts'
import type { GatePorts } from './ports.ts'

/** Where a search looks, and who looks. */
export interface Searching {
  readonly ports: GatePorts
  readonly gates: Gates
  readonly node: Node
  readonly organisation: string
  readonly caller: Reference
}

type Search<Left extends keyof Evaluation> = Omit<Evaluation, Left> & {
  readonly page?: SentPage | null | undefined
}
type Typed = Pick<Evaluation['resource'], 'type' | 'properties'>

const personsAtOnce = 1_000

/** A search looks only: nothing is counted or recorded. */
function answered({ gates, node, caller }: Searching, evaluation: Evaluation) {
  const question = understood(node, evaluation, caller)
  return 'problem' in question ? undefined : gates.look(node, question)
}

const permits = (searching: Searching, evaluation: Evaluation): boolean =>
  answered(searching, evaluation)?.answer === 'permit'

/** Those that are permitted; others are answered in between. */
async function permitted<One>(all: readonly One[], permits: (one: One) => boolean): Promise<One[]> {
  const found: One[] = []
  for (const [at, one] of all.entries()) {
    if (at % 200 === 199) await setImmediate()
    if (permits(one)) found.push(one)
  }
  return found
}

/** The acts that are permitted, by the names of the policy and by those of callers. */
export async function searchActions(searching: Searching, search: Search<'action'>): Promise<Page> {
  const { page: _page, ...rest } = search
  const names = [...new Set<string>([...ACTS, ...searching.node.callers().words.actions])]
  const may = await permitted(names, (name) => permits(searching, { ...rest, action: { name } }))
  const results = may.map((name) => ({ name }))
  return pageOf(results, placeOf(search))
}

/** The actors of a type that may; of the type `role`, the roles of the policy. */
export async function searchSubjects(
  searching: Searching,
  search: Search<'subject'> & { readonly subject: Typed },
): Promise<Page> {
  const { page: _page, ...rest } = search
  const { type, properties } = search.subject
  const place = placeOf({ ...search, subject: { type, properties } })
  const roles =
    type === 'role' ? searching.ports.inForce(searching.organisation).roles.map(({ id }) => id) : []
  const may = await permitted(roles, (id) =>
    permits(searching, { ...rest, subject: { type, id, properties: { roles: [id] } } }),
  )
  const actors = Object.keys(searching.node.callers().actors)
    .filter((name) => name.startsWith(`${type}:`))
    .map((name) => name.slice(type.length + 1))
    .sort()
  const also = await permitted(actors, (id) =>
    permits(searching, { ...rest, subject: { type, id, properties } }),
  )
  return pageOf(
    [...new Set([...may, ...also])].map((id) => ({ type, id })),
    place,
  )
}

/**
 * The resources: of the type `category` the categories of the policy; of a type whose ids callers' words name, these; of a
 * category the persons, by the gate's key of each (`key:` and 32 hex digits), which evaluations take in place of an
 * identifier.
 */
export async function searchResources(
  searching: Searching,
  search: Search<'resource'> & { readonly resource: Typed },
): Promise<Page> {
  const { page: _page, ...rest } = search
  const { type, properties } = search.resource
  const place = placeOf({ ...search, resource: { type, properties } })
  if (type === 'category') {
    const { categories } = searching.ports.inForce(searching.organisation)
    const may = await permitted(categories, ({ id }) =>
      permits(searching, { ...rest, resource: { type: id, id: NO_PERSON } }),
    )
    return pageOf(
      may.map(({ id }) => ({ type, id })),
      place,
    )
  }
  const ids = searching.node.callers().words.idsOf(type)
  if (ids.length === 0) return searchPersons(searching, rest, { type, properties }, place)
  const may = await permitted(ids, (id) =>
    permits(searching, { ...rest, resource: { type, id, properties } }),
  )
  return pageOf(
    may.toSorted().map((id) => ({ type, id })),
    place,
  )
}

/** Persons, in the order in which something of them last changed; ids of things are no persons. */
async function searchPersons(
  searching: Searching,
  rest: Omit<Evaluation, 'resource'>,
  { type, properties }: Typed,
  { from, limit, tokenAt }: Place,
): Promise<Page> {
  const { ports, organisation } = searching
  const about = (id: string): Evaluation => ({ ...rest, resource: { type, id, properties } })
  const results: Record<string, unknown>[] = []
  const page = (next_token: string): Page => ({ page: { next_token, count: results.length }, results })
  if (!namesPersons(searching, about)) return page('')
  if (limit === 0) return page(tokenAt(from))
  for (let position = from; ;) {
    const some = await inOrganisation(ports.db, organisation, (tx) =>
      personsAfter(ports, tx, organisation, position, personsAtOnce),
    )
    for (const one of some) {
      position = one.position
      const id = `key:${one.person}`
      if (one.state !== undefined && permits(searching, about(id))) results.push({ type, id })
      if (results.length === limit) return page(tokenAt(position))
    }
    if (some.length < personsAtOnce) return page('')
  }
}

/** Whether ids of the type are persons at all; what is not declared is so for everybody alike. */
function namesPersons(searching: Searching, about: (id: string) => Evaluation): boolean {
  const somebody = about(`key:${'0'.repeat(32)}`)
  const question = understood(searching.node, somebody, searching.caller)
  if ('problem' in question || question.person !== somebody.resource.id) return false
  return searching.gates.look(searching.node, question).answer !== 'gap'
}
