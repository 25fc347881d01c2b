// SPDX-License-Identifier: Apache-2.0
// The five organisations: what each declares may be done once all is well, and nothing beside it.
import { describe, expect, test } from 'vitest'
import type { PackData } from '@yakusoku/core/packs'
import { withAbove, type Weighed } from './case.ts'
import { decide } from './decide.ts'
import { NOBODY, NOTHING } from './facts.ts'
import { allWell, ORGANISATIONS, rolesOf, usedBy, useOf, waysTo } from './organisations.case.ts'
import type { Question } from './question.ts'

const NOT_ITS_DATA = [
  'beyond-purpose',
  'category-without-purpose',
  'my-number',
  'not-contracted',
  'client-missing',
]

const brief = (weighed: Weighed, question: Question): string => {
  const { reason } = decide(weighed, question)
  const { act, purpose, category, recipient = '', actor } = question
  return `${act} ${category} for ${purpose} by ${actor.roles.join()} ${recipient}: ${reason}`
}

/** The questions that are not permitted though they should be, told at a glance. */
const refused = (weighed: Weighed, questions: readonly Question[]): string[] =>
  questions.filter((one) => decide(weighed, one).answer !== 'permit').map((one) => brief(weighed, one))

const permitted = (weighed: Weighed, questions: readonly Question[]): string[] =>
  questions.filter((one) => decide(weighed, one).answer === 'permit').map((one) => brief(weighed, one))

/** All uses that the pack declares: each purpose, category and role. */
const uses = (pack: PackData): Question[] =>
  pack.purposes.flatMap((purpose) =>
    usedBy(pack, purpose).flatMap((category) =>
      rolesOf(pack, purpose).map((role) => useOf(pack, purpose, category, role)),
    ),
  )

/** With whose law a question is asked: a Japanese person's, and a European's where the policy reaches Europe. */
const people = (pack: PackData): Weighed[] => {
  const well = allWell(pack)
  const european = { ...well, person: { ...well.person, jurisdictions: ['DE', 'EU'] } }
  return pack.jurisdictions.includes('EU') ? [well, european] : [well]
}

describe.each(ORGANISATIONS.map((pack) => ({ name: pack.id, pack })))('the gate of $name', ({ pack }) => {
  const well = allWell(pack)

  test('permits every declared use to every role that may act, once all its facts are there', () => {
    const declared = uses(pack)
    expect(declared.length).toBeGreaterThan(10)
    for (const weighed of people(pack)) expect(refused(weighed, declared)).toEqual([])
  })

  test('permits no use of data that the purpose does not use', () => {
    const beyond = pack.purposes.flatMap((purpose) =>
      pack.categories
        .filter(({ id }) => !usedBy(pack, purpose).includes(id))
        .map(({ id }) => useOf(pack, purpose, id, rolesOf(pack, purpose)[0] ?? 'nobody')),
    )
    expect(permitted(well, beyond)).toEqual([])
    const asked = beyond.filter(({ actor }) => actor.roles[0] !== 'nobody')
    expect(asked.map((one) => decide(well, one).reason).filter((one) => !NOT_ITS_DATA.includes(one))).toEqual(
      [],
    )
  })

  test('permits no use to a role that may not act for the purpose', () => {
    const others = pack.purposes.flatMap((purpose) =>
      usedBy(pack, purpose).flatMap((category) =>
        pack.roles
          .filter(({ id }) => !rolesOf(pack, purpose).includes(id))
          .map(({ id }) => useOf(pack, purpose, category, id)),
      ),
    )
    expect([...new Set(others.map((one) => decide(well, one).reason))].toSorted()).toEqual(
      expect.arrayContaining(['role-not-allowed']),
    )
    expect(permitted(well, others)).toEqual([])
  })

  test('lets every recipient get each declared thing for each declared purpose by some ground', () => {
    const closed = pack.recipients.flatMap((recipient) =>
      pack.purposes
        .filter(({ id }) => recipient.purposes.includes(id))
        .flatMap((purpose) =>
          usedBy(pack, purpose)
            .filter((category) => recipient.categories.includes(category))
            .filter((category) => {
              const ways = waysTo(pack, recipient, purpose, category)
              return !people(pack).some((weighed) => permitted(weighed, ways).length > 0)
            })
            .map((category) => `${recipient.id} ${purpose.id} ${category}`),
        ),
    )
    expect(closed).toEqual([])
  })

  test('lets no recipient get what is not listed for it, or for another purpose', () => {
    const ways = pack.recipients.flatMap((recipient) =>
      pack.purposes.flatMap((purpose) => {
        const purposes = withAbove(pack, purpose)
        const listed = purposes.some(({ id }) => recipient.purposes.includes(id))
        return usedBy(pack, purpose)
          .filter((id) => !(listed && recipient.categories.includes(id)))
          .flatMap((id) => waysTo(pack, recipient, purpose, id))
      }),
    )
    expect(ways.length).toBeGreaterThan(10)
    for (const weighed of people(pack)) expect(permitted(weighed, ways)).toEqual([])
  })

  test('permits nothing that needs consent, a contract or a clearance where nothing is registered', () => {
    const blank: Weighed = { ...well, person: NOBODY, standing: NOTHING }
    const contractors = pack.recipients.filter(({ kind }) => kind === 'contractor')
    const entrusted = contractors.flatMap((recipient) =>
      pack.purposes.flatMap((purpose) =>
        recipient.categories.flatMap((category) => waysTo(pack, recipient, purpose, category)),
      ),
    )
    const restricted = new Set(
      pack.categories.filter(({ handling }) => handling.includes('restricted')).map(({ id }) => id),
    )
    const consenting = new Set(pack.purposes.filter(({ basis }) => basis === 'consent').map(({ id }) => id))
    const guarded = uses(pack).filter(
      ({ category, purpose }) => restricted.has(category) || consenting.has(purpose),
    )
    expect(permitted(blank, [...entrusted, ...guarded])).toEqual([])
  })
})
