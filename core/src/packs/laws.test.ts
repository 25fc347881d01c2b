// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { deadline, JAPAN, parseInstant } from '@yakusoku/core/calendar'
import { applicableLaws, inForceOn, loadPack, packOn, resolvePack, SECTIONS, type PackData } from './index.ts'

const root = fileURLToPath(new URL('../../../packs/', import.meta.url))
const folders = ['law', 'std'].flatMap((shelf) =>
  readdirSync(`${root}${shelf}`).map((name) => `${shelf}/${name}`),
)
const loaded = folders.map((folder) => ({
  folder,
  ...loadPack([{ path: 'pack.yaml', text: readFileSync(`${root}${folder}/pack.yaml`, 'utf8') }]),
}))
const laws = loaded.flatMap(({ pack }): PackData[] => (pack ? [pack] : []))
const law = (id: string): PackData => {
  const found = laws.find((candidate) => candidate.id === id)
  if (!found) throw new Error(`${id} does not load`)
  return found
}
const elementsOf = (pack: PackData) =>
  Object.values(SECTIONS).flatMap((section) => pack[section].map((element) => ({ section, ...element })))
const today = '2026-11-21'

describe('the law packs', () => {
  test.each(loaded.map(({ folder, problems }) => [folder, problems] as const))(
    '%s loads without a problem',
    (folder, problems) => {
      expect(problems).toEqual([])
      expect(law(folder).kind).toBe(folder.startsWith('law/') ? 'law' : 'standard')
    },
  )

  test('name for every element its article, the day it was read and the day from which it stands', () => {
    for (const pack of laws)
      for (const { section, id, source, effectiveFrom } of elementsOf(pack)) {
        expect(source?.article, `${pack.id} ${section} ${id}`).toMatch(/\S/)
        expect(source?.asOf, `${pack.id} ${section} ${id}`).toBe(today)
        expect(effectiveFrom, `${pack.id} ${section} ${id}`).toMatch(/^\d{4}-/)
      }
  })

  test('extend only what is there', () => {
    for (const pack of laws) expect(resolvePack(pack, laws, today).problems, pack.id).toEqual([])
    expect(resolvePack(law('std/jis-q-15001'), laws, today).laws.map(({ id }) => id)).toEqual([
      'law/appi',
      'law/retention',
    ])
  })

  test('apply by jurisdiction and kind of data', () => {
    const ids = (found: Parameters<typeof applicableLaws>[1]) =>
      applicableLaws(laws, found).map(({ id }) => id)
    expect(ids({ jurisdictions: ['JP'], handling: [], asOf: today })).toEqual(['law/appi', 'law/retention'])
    expect(ids({ jurisdictions: ['JP'], handling: ['my-number'], asOf: today })).toContain('law/my-number')
    expect(ids({ jurisdictions: ['FR'], handling: [], asOf: today })).toEqual(['law/gdpr'])
  })
})

describe('the Act', () => {
  const now = packOn(law('law/appi'), today)

  test('has eleven kinds of special-care information, six exceptions from the purpose and seven from consent', () => {
    expect(now.categories.filter(({ handling }) => handling.includes('special-care'))).toHaveLength(11)
    const lifting = (what: string) =>
      now.grounds.filter(({ kind, lifts }) => kind !== 'consent' && lifts.some((one) => one === what))
    expect(lifting('purpose-limit')).toHaveLength(6)
    expect(
      lifting('provision-consent').filter(({ source }) => source?.article.startsWith('APPI Art. 27(1)')),
    ).toHaveLength(7)
    // Abroad the same seven stand (Art. 28(1)), beside designated countries and equivalent measures.
    expect(
      lifting('transfer-consent').filter(({ source }) =>
        source?.article.startsWith('APPI Art. 28(1), 27(1)'),
      ),
    ).toHaveLength(7)
    expect(lifting('purpose-notice').filter(({ kind }) => kind !== 'emergency')).toHaveLength(4)
  })

  test('counts a leak by kind, above a thousand persons, and gives the report nine items and the person five', () => {
    expect(now.incidents.map(({ id, moreThan }) => [id, moreThan])).toEqual([
      ['special-care', 0],
      ['financial', 0],
      ['improper', 0],
      ['large', 1000],
    ])
    const report = (id: string) => now.reports.find((candidate) => candidate.id === id)
    expect(report('preliminary')?.items).toHaveLength(9)
    expect(report('person-notice')?.items).toEqual([
      'report-outline',
      'report-data-items',
      'report-cause',
      'report-secondary-damage',
      'report-other',
    ])
    expect(report('final-improper')?.overrides).toEqual(['final'])
  })

  // The days are those of the fact sheet, computed there by hand.
  test.each([
    ['final', '2026-12-01', '2027-01-04'],
    ['final', '2026-12-05', '2027-01-04'],
    ['final', '2026-11-21', '2026-12-21'],
    ['final-improper', '2026-11-21', '2027-01-19'],
    ['final-improper', '2026-03-05', '2026-05-07'],
  ])('ends the clock of %s, known on %s, on %s', (id, known, last) => {
    const rule = now.reports.find((report) => report.id === id)?.deadline
    const from = parseInstant(`${known}T10:00:00+09:00`)
    if (!rule || !from.ok) throw new Error('the report has a clock')
    const due = deadline(rule, from.value, JAPAN)
    expect(due.ok && due.value.lastDay.toString()).toBe(last)
  })

  test('lets a person go to court on the fifteenth day after arrival', () => {
    const rule = now.rights.find(({ id }) => id === 'disclosure')?.suitAfter
    const from = parseInstant('2026-04-01T12:00:00+09:00')
    if (!rule || !from.ok) throw new Error('the right has a bar')
    const due = deadline(rule, from.value, JAPAN)
    expect(due.ok && due.value.due.toString()).toBe('2026-04-15T15:00:00Z')
  })

  test('asks six items in public, three before consent abroad, seven on request, five for joint use', () => {
    const items = (id: string) => now.announcements.find((one) => one.id === id)?.items.length
    expect([items('public'), items('foreign-consent'), items('foreign-request'), items('joint-use')]).toEqual(
      [6, 3, 7, 5],
    )
  })

  test('allows a fee for notice of purpose and disclosure only', () => {
    expect(now.rights.filter(({ fee }) => fee === 'actual-cost').map(({ kind }) => kind)).toEqual([
      'purpose-notice',
      'disclosure',
      'use-and-provision',
    ])
  })

  test('holds the amendment of 2026 back until its day, and none of it is confirmed', () => {
    const coming = elementsOf(law('law/appi')).filter(({ effectiveFrom }) => (effectiveFrom ?? '') > today)
    expect(coming.length).toBeGreaterThan(15)
    expect(coming.filter(({ source }) => source?.confirmed !== false)).toEqual([])
    const minors = (day: string) => packOn(law('law/appi'), day).minors.map(({ id }) => id)
    expect([minors(today), minors('2028-07-16')]).toEqual([
      ['consent-of-minors'],
      ['consent-of-minors', 'under-16'],
    ])
    expect(packOn(law('law/appi'), '2027-01-17').terms.map(({ id }) => id)).toContain('penalties-2027')
  })

  test('took information being acquired into the third kind of leak on 1 April 2024', () => {
    const on = (day: string) =>
      law('law/appi')
        .incidents.filter((incident) => incident.improper && inForceOn(incident, day))
        .map(({ id }) => id)
    expect([on('2024-03-31'), on('2024-04-01')]).toEqual([['improper-before-2024'], ['improper']])
  })
})

test('the My Number Act counts above a hundred, and neither consent nor joint use moves a number', () => {
  const pack = law('law/my-number')
  expect(pack.incidents.find(({ id }) => id === 'number-large')?.moreThan).toBe(100)
  expect(pack.grounds.filter(({ notFor }) => notFor.includes('my-number')).map(({ kind }) => kind)).toEqual([
    'consent',
    'joint-use',
  ])
  expect(pack.recipients[0]?.requires).toContain('re-entrustment-approval')
  expect(pack.purposes.length).toBeGreaterThan(0)
  for (const { id, uses, source } of pack.purposes) {
    expect(uses, id).toEqual(['my-number'])
    expect(source?.confirmed, `${id} was not read in the Act`).toBe(false)
  }
})

test('the GDPR gives a month and two more, and 72 hours to the authority', () => {
  const pack = law('law/gdpr')
  expect(pack.procedures[0]?.deadline).toMatchObject({ rule: { months: 1 }, extension: { months: 2 } })
  expect(pack.reports[0]).toMatchObject({ deadline: { hours: 72 }, source: { confirmed: true } })
})

test('the standard asks yearly for inventory, risks, training, audit and review, and for seven columns', () => {
  const pack = law('std/jis-q-15001')
  const yearly = pack.duties.filter(({ every, source }) => every === 'P1Y' && source?.confirmed)
  expect(yearly.map(({ id }) => id)).toEqual([
    'inventory-review',
    'risk-review',
    'yearly-training',
    'internal-audit',
    'management-review',
  ])
  expect(pack.records.find(({ id }) => id === 'inventory')?.items).toHaveLength(7)
})
