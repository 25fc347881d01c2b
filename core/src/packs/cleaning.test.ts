// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { deadline, parseInstant } from '@yakusoku/core/calendar'
import {
  atLeast,
  categoryOf,
  deadlineOf,
  findElement,
  findPromise,
  findRight,
  loadPack,
  packJsonSchema,
  parseFloor,
  promisesKeptBy,
  retentionOf,
  rightsOf,
} from './index.ts'

const packs = new URL('../../../packs/', import.meta.url)
const read = (path: string) => readFileSync(fileURLToPath(new URL(path, packs)))
const floor = parseFloor(read('promises.tsv').toString())
const mine = floor.rows.filter(({ id }) => id.startsWith('CLN-'))
const files = ['pack.yaml', 'policy.ja.md', 'policy.en.md'].map((path) => ({
  path,
  bytes: new Uint8Array(read(`cleaning/${path}`)),
}))
const { pack, problems, source } = loadPack(files, { floor: mine })
if (!pack || !source) throw new Error(JSON.stringify(problems[0]))

describe('the cleaning pack', () => {
  test('loads without a problem, warnings included', () => {
    expect(problems).toEqual([])
  })

  test('carries each of its 160 promises in data and in both texts, kept at least as firmly as it must be', () => {
    expect(floor.problems).toEqual([])
    expect(floor.rows).toHaveLength(346)
    expect(mine).toHaveLength(160)
    expect(pack.promises.map(({ id }) => id)).toEqual(mine.map(({ id }) => id))
    for (const { id, mode } of mine) {
      const promise = findPromise(pack, id)
      expect(promise?.sentence.ja, id).toMatch(/[ぁ-ん].*。$/)
      expect(promise?.sentence.en, id).toMatch(/^[A-Z].*\.$/)
      expect(promise && atLeast(promise.mode, mode), id).toBe(true)
    }
  })

  test('stands in twelve sections, in the same order in both languages', () => {
    const numbered = (language: 'ja' | 'en') =>
      pack.policy[language].sections.filter(({ level }) => level === 2)
    for (const language of ['ja', 'en'] as const) {
      expect(numbered(language).map(({ heading }) => heading.split('.')[0])).toEqual(
        Array.from({ length: 12 }, (_, index) => String(index + 1)),
      )
      const order = pack.policy[language].sections.flatMap((section) =>
        section.sentences.flatMap(({ promises }) => promises),
      )
      expect(order).toEqual(mine.map(({ id }) => id))
    }
    expect(pack.policy.ja.sections.map(({ level, sentences }) => [level, sentences.length])).toEqual(
      pack.policy.en.sections.map(({ level, sentences }) => [level, sentences.length]),
    )
  })

  test('gives every category a channel, a retention rule, a Fides category, and a purpose or a ground to hold it', () => {
    const used = new Set(pack.purposes.flatMap(({ uses }) => uses))
    for (const category of pack.categories) {
      expect(category.channels, category.id).not.toEqual([])
      expect(category.fides, category.id).not.toEqual([])
      expect(retentionOf(pack, category.id), category.id).toHaveLength(1)
      expect(used.has(category.id), category.id).toBe(true)
    }
  })

  test('lets somebody act on every purpose that uses something, and somebody sign in to close every duty', () => {
    for (const purpose of pack.purposes)
      expect(purpose.uses.length === 0 || purpose.roles.length > 0, purpose.id).toBe(true)
    for (const duty of pack.duties)
      expect(findElement(pack, 'role', duty.owner)?.account, duty.id).toBeDefined()
  })

  test('leaves no retention rule, right, recipient, ground, duty or safeguard without a promise', () => {
    for (const [kind, elements] of [
      ['retention', pack.retention],
      ['right', pack.rights],
      ['recipient', pack.recipients],
      ['ground', pack.grounds],
      ['duty', pack.duties],
      ['safeguard', pack.safeguards],
      ['notice', pack.notices],
      ['tool', pack.tools],
    ] as const) {
      for (const { id } of elements)
        expect(promisesKeptBy(pack, `${kind}:${id}`), `${kind}:${id}`).not.toEqual([])
    }
  })
})

describe('look-ups', () => {
  test('answer disclosure in 30 days, counted from the day after receipt in the calendar of the pack', () => {
    const rule = deadlineOf(pack, 'disclosure')?.rule
    const received = parseInstant('2026-11-24T23:30:00+09:00')
    if (!rule || !pack.calendar || !received.ok) throw new Error('the pack has a deadline and a calendar')
    const due = deadline(rule, received.value, pack.calendar)
    expect(due.ok && due.value.lastDay.toString()).toBe('2026-12-24')
  })

  test('find rights with their procedures, by kind', () => {
    expect(findRight(pack, 'disclosure')).toMatchObject({
      id: 'disclosure',
      how: { formats: ['json', 'csv', 'pdf'], fee: { amount: 0 } },
    })
    expect(rightsOf(pack, 'update').map(({ id }) => id)).toEqual([
      'contact-update',
      'service-update',
      'security-update',
    ])
    expect(findRight(pack, 'purpose-notice')).toBeUndefined()
  })

  test('give a promise its keepers by name and its headings', () => {
    expect(findPromise(pack, 'CLN-6.13')).toMatchObject({
      mode: 'enforced',
      heading: { ja: '保存期間', en: 'Periods' },
      keptBy: [
        { kind: 'retention', id: 'backups', name: { en: 'System backups' } },
        { kind: 'disposal' },
        { kind: 'system', id: 'restore-replay' },
      ],
    })
    expect(findPromise(pack, 'CLN-99')).toBeUndefined()
  })

  test('tie a Fides category to the category that claims it most closely, by whole segments', () => {
    expect(categoryOf(pack, 'user.contact.email')?.id).toBe('contact-details')
    expect(categoryOf(pack, 'user.contact.address.postal_code')?.id).toBe('business-addresses')
    expect(categoryOf(pack, 'user.contacts')).toBeUndefined()
  })

  test('point back into the file', () => {
    const index = pack.rights.findIndex(({ id }) => id === 'disclosure')
    const place = source.locate(['rights', index, 'id'])
    const line = new TextDecoder().decode(files[0]?.bytes).split('\n')[place.line - 1] ?? ''
    expect(line.slice(place.column - 1)).toMatch(/^disclosure,/)
  })
})

// Written anew by `npx vitest run -u --project pure core/src/packs/cleaning.test.ts`.
test('packs/pack.schema.json is what the schema gives', async () => {
  const text = `${JSON.stringify(packJsonSchema(), null, 2)}\n`
  await expect(text).toMatchFileSnapshot(fileURLToPath(new URL('pack.schema.json', packs)))
})
