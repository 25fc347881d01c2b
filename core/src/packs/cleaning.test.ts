// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { deadline, parseInstant } from '@yakusoku/core/calendar'
import {
  categoryOf,
  deadlineOf,
  findPromise,
  findRight,
  loadPack,
  packJsonSchema,
  rightsOf,
} from './index.ts'

const packs = new URL('../../../packs/', import.meta.url)
const read = (path: string) => readFileSync(fileURLToPath(new URL(path, packs)))
const files = ['pack.yaml', 'policy.ja.md', 'policy.en.md'].map((path) => ({
  path,
  bytes: new Uint8Array(read(`cleaning/${path}`)),
}))
const { pack, problems, source } = loadPack(files)
if (!pack || !source) throw new Error(JSON.stringify(problems[0]))

describe('look-ups in the cleaning pack', () => {
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
