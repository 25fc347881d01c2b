// SPDX-License-Identifier: Apache-2.0
import type { Vocabulary } from '@yakusoku/core/authzen'
import { personKey } from '@yakusoku/core/gate'
import type { Tx } from '../database/index.ts'
import { refuse } from '../kernel/index.ts'
import type { NewStanding, StandingBody } from './contract.ts'
import { referenceOf } from './entries.ts'
import type { StandingPorts } from './ports.ts'
import { standingRefusals } from './refusals.ts'
import { standsOn } from './standing.ts'
import * as store from './store.ts'

/** What callers of the gate mean by their words on a day (YYYY-MM-DD); changes come with those of `standingRevision`. */
export async function readWords(tx: Tx, organisation: string, on: string): Promise<Vocabulary> {
  const words = await store.entries(tx, organisation, { kind: 'word', ended: false })
  return Object.fromEntries(
    words.flatMap(({ id, body, ...days }) =>
      body.kind === 'word' && standsOn(days, on) ? [[id, body]] : [],
    ),
  )
}

const KEYED = /^[0-9a-f]{32}$/

/** What is given, with other names of an actor as keyed hashes only: they may be mail addresses. */
export async function withoutNames(
  ports: Pick<StandingPorts, 'vault'>,
  tx: Tx,
  organisation: string,
  given: NewStanding,
): Promise<NewStanding> {
  const { body } = given
  if (body.kind !== 'actor' || body.also === undefined) return given
  const key = await ports.vault.gateKey(tx, organisation)
  const also = body.also.map((name) => (KEYED.test(name) ? name : personKey(key, name)))
  return { ...given, body: { ...body, also: [...new Set(also)] } }
}

/** Throws where another actor has one of the names already, as its id or as another name. */
export async function refuseTaken(
  ports: Pick<StandingPorts, 'vault'>,
  tx: Tx,
  organisation: string,
  body: StandingBody,
): Promise<void> {
  if (body.kind !== 'actor') return
  const key = await ports.vault.gateKey(tx, organisation)
  const names = (one: typeof body): string[] => [personKey(key, one.actor), ...(one.also ?? [])]
  const own = new Set(names(body))
  for (const { kind, id, body: other } of await store.entries(tx, organisation, {
    kind: 'actor',
    ended: false,
  }))
    if (other.kind === 'actor' && other.type === body.type && other.actor !== body.actor)
      if (names(other).some((name) => own.has(name)))
        throw refuse(standingRefusals, 'standing.name-taken', { other: referenceOf({ kind, id }) })
}
