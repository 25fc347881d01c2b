// SPDX-License-Identifier: Apache-2.0
/** People, questions and rules for the bench of the gate, by a generator of our own so that every run asks the same. */
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import {
  decide,
  NOBODY,
  NOTHING,
  openGate,
  type Gate,
  type Person,
  type Question,
} from '../core/src/gate/index.ts'
import { loadPack, type Pack, type PackData } from '../core/src/packs/index.ts'

const folder = fileURLToPath(new URL('../packs/', import.meta.url))
const ORGANISATIONS = ['cleaning', 'staffing', 'homecare', 'trading', 'processor'] as const
export const ON = '2026-11-22'

const read = (path: string): Uint8Array => readFileSync(folder + path)

export function packs(): { laws: PackData[]; organisations: Pack[] } {
  const laws = ['law', 'std'].flatMap((shelf) =>
    readdirSync(folder + shelf).flatMap((name) => {
      const { pack } = loadPack([{ path: 'pack.yaml', bytes: read(`${shelf}/${name}/pack.yaml`) }])
      return pack ? [pack] : []
    }),
  )
  const organisations = ORGANISATIONS.map((id) => {
    const files = ['pack.yaml', 'policy.ja.md', 'policy.en.md'].map((path) => ({
      path,
      bytes: read(`${id}/${path}`),
    }))
    return loadPack(files).pack as Pack
  })
  return { laws, organisations }
}

// A small generator of our own, so that every run asks the same.
let seed = 42
export const chance = (): number => (seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0)
export const hex = (): string => chance().toString(16).padStart(8, '0')

/** A question that peers can be asked too: use, of plain data, by a role, for a purpose, of a person in Japan. */
export interface Case {
  readonly question: Question
  readonly role: string
  readonly category: string
  readonly purpose: string
}

/** One organisation with its people, questions and gate. */
export interface World {
  readonly pack: Pack
  readonly laws: readonly PackData[]
  readonly gate: Gate
  readonly keys: string[]
  readonly states: Person[]
  readonly cases: Case[]
}

export function worldOf(pack: Pack, laws: readonly PackData[], persons: number): World {
  const gate = openGate(pack, laws)
  const consents = pack.consents.map(({ id }) => id)
  const advertised = pack.purposes.filter(({ basis }) => basis === 'consent').map(({ id }) => id)
  const keys: string[] = []
  const states: Person[] = []
  for (let at = 0; at < persons; at += 1) {
    const bits = chance() >>> 8
    const state: Person = {
      ...NOBODY,
      jurisdictions: ['JP'],
      consents: consents.filter((_, nth) => (bits >> nth) & 1),
      suspended: bits % 50 === 0 ? ['use'] : [],
      objections: bits % 20 === 1 ? advertised.slice(0, 1) : [],
    }
    const key = hex() + hex() + hex() + hex()
    keys.push(key)
    states.push(state)
    gate.setPerson(key, state)
  }
  return { pack, laws, gate, keys, states, cases: casesOf(pack, laws) }
}

/** Every plain category a purpose uses, by a role that may and by one that may not; only where the person decides. */
function casesOf(pack: Pack, laws: readonly PackData[]): Case[] {
  const plain = pack.categories.filter(({ handling }) => handling.every((one) => one === 'free-text'))
  const weighed = { pack, laws, standing: NOTHING, person: { ...NOBODY, jurisdictions: ['JP'] }, on: ON }
  return pack.purposes.flatMap((purpose) =>
    plain.flatMap(({ id: category }) =>
      [purpose.roles[0], pack.roles.find(({ id }) => !purpose.roles.includes(id))?.id].flatMap((role) => {
        if (role === undefined || purpose.roles.length === 0 || purpose.after !== undefined) return []
        const question: Question = { act: 'use', actor: { roles: [role] }, category, purpose: purpose.id }
        const { reason } = decide(weighed, question)
        const decidedByAll = ['permitted', 'no-consent', 'beyond-purpose', 'role-not-allowed'].includes(
          reason,
        )
        return decidedByAll ? [{ question, role, category, purpose: purpose.id }] : []
      }),
    ),
  )
}

/** One question of a world about a person, whose key is a string of its own, as a request brings it. */
export interface Asking {
  readonly world: number
  readonly at: number
  readonly key: string
}

/** Something that answers. */
export type Engine = { readonly name: string; readonly ask: (asking: Asking) => boolean }

/** Rows of rules for the engines: who may use what for which purpose, and the consents one of which must stand. */
export function rulesOf({ pack, cases }: World) {
  const uses = (purpose: string): string[] => {
    const found = pack.purposes.filter(({ id }) => id === purpose)
    for (const one of found)
      found.push(
        ...pack.purposes.filter(({ id }) => one.under.includes(id) && !found.some((f) => f.id === id)),
      )
    return found.map(({ id }) => id)
  }
  const names = [...new Set(cases.map(({ purpose }) => purpose))]
  return names.flatMap((name) => {
    const above = uses(name).map(
      (id) => pack.purposes.find((one) => one.id === id) as Pack['purposes'][number],
    )
    const basis = above.find((one) => one.basis !== undefined)?.basis
    const consents = pack.consents
      .filter(({ purposes }) => purposes.some((id) => above.some((one) => one.id === id)))
      .map(({ id }) => id)
    const roles = above.find((one) => one.roles.length > 0)?.roles ?? []
    const categories = [...new Set(above.flatMap((one) => one.uses))]
    return roles.flatMap((role) =>
      categories.map((category) => ({
        role,
        category,
        purpose: name,
        above: above.map(({ id }) => id),
        consents: basis === 'consent' ? consents : undefined,
      })),
    )
  })
}
