// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  ACTS,
  NOBODY,
  NOTHING,
  openGate,
  openSimulation,
  type Person,
  type Question,
} from '@yakusoku/core/gate'
import { loadPack, type Pack } from '@yakusoku/core/packs'
import { Census } from './census.ts'
import { kindsOf, recordedKind, standingKept } from './kinds.ts'
import type { Node } from './node.ts'
import { Tally } from './tally.ts'

const folder = fileURLToPath(new URL('../../../packs/', import.meta.url))
const read = (path: string): Pack => {
  const files = ['pack.yaml', 'policy.ja.md', 'policy.en.md'].filter((name) =>
    readdirSync(folder + path).includes(name),
  )
  const { pack } = loadPack(
    files.map((name) => ({ path: name, bytes: readFileSync(`${folder}${path}/${name}`) })),
  )
  if (!pack) throw new Error(`the pack ${path} has errors`)
  return pack
}
const laws = readdirSync(`${folder}law`).map((name) => read(`law/${name}`))
const organisations = ['processor', 'homecare', 'cleaning'].map(read)
const on = '2026-11-24'
const people = ['k.sato@example.jp', 'batch-2024', 'nightly', '佐藤 楓']

const ids = (elements: readonly { id: string }[]): string[] => elements.map(({ id }) => id)
const some = (all: readonly string[]) => fc.subarray([...all], { maxLength: Math.min(3, all.length) })
const maybe = (all: readonly string[]) => fc.option(fc.constantFrom(...all, 'made up'), { nil: undefined })

/** Questions as programs ask them, made-up names and all. */
const questionsOf = (pack: Pack): fc.Arbitrary<Question> =>
  fc.record({
    act: fc.constantFrom(...ACTS),
    actor: fc.record({
      type: fc.option(fc.constantFrom('program', 'a type'), { nil: undefined }),
      id: maybe(people),
      roles: fc.oneof(some(ids(pack.roles)), fc.constant(['somebody’s role'])),
    }),
    category: fc.constantFrom(...ids(pack.categories), 'user.contact', 'made up'),
    purpose: fc.constantFrom(...ids(pack.purposes)),
    recipient: maybe([...ids(pack.recipients), 'insurer 2024']),
    country: maybe(['JP', 'US']),
    ground: maybe(ids(pack.grounds)),
    document: fc.option(fc.constantFrom('—', 'letter of Satō', ''), { nil: undefined }),
    conditions: fc.option(some(['consent-difficult', 'no-undue-harm', 'a reason']), { nil: undefined }),
    client: maybe([...ids(pack.entities), 'none']),
    channel: maybe([...ids(pack.channels), 'none']),
    deidentified: fc.option(fc.boolean(), { nil: undefined }),
  })

const personsOf = (pack: Pack): fc.Arbitrary<Person> =>
  fc.record({
    jurisdictions: fc.constantFrom<string[]>([], ['JP'], ['DE', 'EU']),
    born: fc.option(fc.constantFrom('1980-01-01', '2008-11-24', '2010-11-25', '2030-01-01'), {
      nil: undefined,
    }),
    guardian: fc.boolean(),
    subjects: some(ids(pack.subjects)),
    consents: some(ids(pack.consents)),
    objections: some(ids(pack.purposes)),
    happened: some(ids(pack.events)),
    restricted: some([...ids(pack.categories), '*']),
    suspended: fc.subarray(['use', 'provide'] as const),
    over: some(ids(pack.categories)),
    beyond: fc.constant([]),
  })

const worlds = fc.constantFrom(...organisations).chain((pack) =>
  fc.record({
    pack: fc.constant(pack),
    questions: fc.array(questionsOf(pack), { minLength: 10, maxLength: 20 }),
    persons: fc.array(personsOf(pack), { minLength: 2, maxLength: 3 }),
    crowd: fc.integer({ min: 1, max: 6 }),
  }),
)

describe('what is kept of questions', () => {
  it('is answered as they were, whatever the names, and holds neither person nor document nor made-up name', async () => {
    await fc.assert(
      fc.asyncProperty(worlds, async ({ pack, questions, persons, crowd }) => {
        const gate = openGate(pack, laws)
        const standing = {
          ...NOTHING,
          receivers: { 'insurer 2024': { class: pack.recipients[0]?.id ?? '', country: 'JP' } },
          clearances: Object.fromEntries(people.map((id) => [id, ids(pack.categories)])),
          assignments: { 'k.sato@example.jp': ids(pack.entities) },
          actors: { 'program:batch-2024': ids(pack.roles), 'program:佐藤 楓': [] },
        }
        gate.setStanding(standing)
        const keys = persons.flatMap((person, at) =>
          Array.from({ length: at === 0 ? crowd : 1 }, (_, nth) => {
            const key = `${at}${nth}`.padStart(32, 'e')
            gate.setPerson(key, person)
            return key
          }),
        )
        const tally = new Tally({ gate, census: new Census(gate) } as Node, on)
        for (const question of questions)
          for (const key of [undefined, 'a stranger', ...keys]) {
            const asking = gate.remembered(question)
            const decision = asking(key, on)
            const stands = gate.alike.of(key, on)
            tally.note({ asking, question, stands, decision, told: decision }, 0, 5_000)
          }
        const rows = await kindsOf(tally)
        const again = openSimulation(pack, pack, { laws, standing: standingKept(standing) })
        expect(rows.filter((row) => again(recordedKind(row)).moved)).toEqual([])
        const total = rows.reduce((sum, { count }) => sum + count, 0)
        expect(total).toBe(questions.length * (keys.length + 2))
        expect(JSON.stringify(rows)).not.toMatch(/@|e{20}|Satō|stranger|made up|佐藤|batch-2024|"born"/)
      }),
      { numRuns: 60 },
    )
  })

  it('is how somebody stood where five stand alike, and of four only what decided', async () => {
    const [, pack] = organisations as [Pack, Pack]
    const consents = ids(pack.consents)
    const question = {
      act: 'use',
      actor: { roles: ['sales-staff'] },
      category: 'customer-profile',
      purpose: 'service-information',
    }
    const keptOf = async (count: number) => {
      const gate = openGate(pack, laws)
      const keys = Array.from({ length: count }, (_, at) => String(at).padStart(32, '0'))
      for (const key of keys) gate.setPerson(key, { ...NOBODY, jurisdictions: ['JP'], consents })
      const tally = new Tally({ gate, census: new Census(gate) } as Node, on)
      const asking = gate.remembered(question)
      const decision = asking(keys[0], on)
      tally.note({ asking, question, stands: gate.alike.of(keys[0], on), decision, told: decision }, 0, 10)
      return (await kindsOf(tally)).map(({ person, least }) => ({ person, least }))
    }
    expect(await keptOf(5)).toEqual([
      { person: { jurisdictions: ['JP'], consents: consents.toSorted() }, least: false },
    ])
    expect(await keptOf(4)).toEqual([{ person: { consents: ['service-information'] }, least: true }])
  })
})
