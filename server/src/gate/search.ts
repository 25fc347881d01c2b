// SPDX-License-Identifier: Apache-2.0
// AuthZEN searches: which acts, which roles, which categories or persons a question would be permitted for.
import { ACTS } from '@yakusoku/core/gate'
import { personsAfter } from '../consent/index.ts'
import { inOrganisation } from '../database/index.ts'
import { refuse } from '../kernel/index.ts'
import { asked, NO_PERSON } from '@yakusoku/core/authzen'
import type { Evaluation } from './contract.ts'
import type { Gates } from './gates.ts'
import type { Node } from './node.ts'
import type { GatePorts } from './ports.ts'
import { gateRefusals } from './refusals.ts'

/** A page of results. */
export interface Page {
  readonly results: Record<string, unknown>[]
  readonly page: { readonly next_token: string; readonly count: number }
}

const mostOnPage = 1_000

/** What a search may say about its page. */
export interface Paging {
  readonly token?: string | undefined
  readonly limit?: number | undefined
}

/** A search looks only: nothing is counted or recorded. */
const permits = (gates: Gates, node: Node, evaluation: Evaluation): boolean =>
  gates.look(node, asked(evaluation)).answer === 'permit'

const pageOf = (all: Record<string, unknown>[], { token, limit = mostOnPage }: Paging): Page => {
  const from = token === undefined || token === '' ? 0 : Number(token)
  if (!Number.isSafeInteger(from) || from < 0) throw refuse(gateRefusals, 'gate.wrong-token')
  const results = all.slice(from, from + Math.min(limit, mostOnPage))
  const next = from + results.length
  return { results, page: { next_token: next < all.length ? String(next) : '', count: results.length } }
}

/** The acts that are permitted. */
export function searchActions(
  gates: Gates,
  node: Node,
  evaluation: Omit<Evaluation, 'action'>,
  paging: Paging,
): Page {
  const acts = ACTS.filter((name) => permits(gates, node, { ...evaluation, action: { name } }))
  return pageOf(
    acts.map((name) => ({ name })),
    paging,
  )
}

/** The roles that may: `subject.type` is `role`; other types have no list of their own here. */
export function searchSubjects(
  ports: GatePorts,
  gates: Gates,
  node: Node,
  organisation: string,
  evaluation: Omit<Evaluation, 'subject'> & { readonly subject: { readonly type: string } },
  paging: Paging,
): Page {
  if (evaluation.subject.type !== 'role') return pageOf([], paging)
  const may = ports
    .inForce(organisation)
    .roles.filter(({ id }) =>
      permits(gates, node, { ...evaluation, subject: { type: 'role', id, properties: { roles: [id] } } }),
    )
  return pageOf(
    may.map(({ id }) => ({ type: 'role', id })),
    paging,
  )
}

/**
 * The resources: of the type `category` the categories of the policy; of a category the persons, by the gate's key of
 * each (`key:` and 32 hex digits), which evaluations take in place of an identifier.
 */
export async function searchResources(
  ports: GatePorts,
  gates: Gates,
  node: Node,
  organisation: string,
  evaluation: Omit<Evaluation, 'resource'> & { readonly resource: { readonly type: string } },
  paging: Paging,
): Promise<Page> {
  const { type } = evaluation.resource
  if (type === 'category') {
    const may = ports
      .inForce(organisation)
      .categories.filter(({ id }) =>
        permits(gates, node, { ...evaluation, resource: { type: id, id: NO_PERSON } }),
      )
    return pageOf(
      may.map(({ id }) => ({ type, id })),
      paging,
    )
  }
  return searchPersons(ports, gates, node, organisation, evaluation, paging)
}

async function searchPersons(
  ports: GatePorts,
  gates: Gates,
  node: Node,
  organisation: string,
  evaluation: Omit<Evaluation, 'resource'> & { readonly resource: { readonly type: string } },
  { token, limit = mostOnPage }: Paging,
): Promise<Page> {
  const { type } = evaluation.resource
  if (token !== undefined && !/^\d{0,19}$/.test(token)) throw refuse(gateRefusals, 'gate.wrong-token')
  const wanted = Math.max(1, Math.min(limit, mostOnPage))
  const results: Record<string, unknown>[] = []
  for (let position = BigInt(token === undefined || token === '' ? '0' : token); ;) {
    const page = await inOrganisation(ports.db, organisation, (tx) =>
      personsAfter(ports, tx, organisation, position, mostOnPage),
    )
    for (const one of page) {
      position = one.position
      const id = `key:${one.person}`
      if (one.state !== undefined && permits(gates, node, { ...evaluation, resource: { type, id } }))
        results.push({ type, id })
      if (results.length === wanted)
        return { results, page: { next_token: String(position), count: results.length } }
    }
    if (page.length < mostOnPage) return { results, page: { next_token: '', count: results.length } }
  }
}
