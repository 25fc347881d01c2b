// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { loadPack, type Pack } from '@yakusoku/core/packs'
import { diffPacks, isSame, touched } from './index.ts'

const folder = fileURLToPath(new URL('../../../packs/', import.meta.url))
type Edit = { from: string; to: string; file?: 'policy.ja.md' | 'policy.en.md' }

function edited(...edits: Edit[]): Pack {
  const files = ['pack.yaml', 'policy.ja.md', 'policy.en.md'].map((path) => {
    let text = readFileSync(`${folder}cleaning/${path}`, 'utf8')
    for (const { from, to, file = 'pack.yaml' } of edits) {
      if (file !== path) continue
      expect(text, from).toContain(from)
      text = text.replace(from, to)
    }
    return { path, text }
  })
  const { pack, problems } = loadPack(files)
  if (!pack) throw new Error(JSON.stringify(problems[0]))
  return pack
}

const OLD = edited()
const changesBy = (...edits: Edit[]) => diffPacks(OLD, edited(...edits))
const element = (edits: Edit, id: string) => changesBy(edits).elements.find((change) => change.id === id)

describe('what changed', () => {
  test('is nothing between a pack and itself', () => {
    const diff = diffPacks(OLD, OLD)
    expect(isSame(diff)).toBe(true)
    expect([diff.tell, diff.announce, diff.consent, diff.kinds]).toEqual([[], [], [], []])
  })

  test.each([
    [
      'a longer period weakens',
      'rule: P2Y, categories: [call-logs]',
      'rule: P3Y, categories: [call-logs]',
      'call-logs',
      'weakened',
    ],
    [
      'a shorter period tightens',
      'rule: P2Y, categories: [call-logs]',
      'rule: P1Y, categories: [call-logs]',
      'call-logs',
      'tightened',
    ],
    [
      'a period from another event is unclear',
      'rule: P2Y, categories: [call-logs]',
      'rule: P1Y after closing, categories: [call-logs]',
      'call-logs',
      'unclear',
    ],
    [
      'a shorter deadline tightens',
      'deadline: { rule: { convention: CALENDAR_DAYS, days: 30',
      'deadline: { rule: { convention: CALENDAR_DAYS, days: 14',
      'standard',
      'tightened',
    ],
    [
      'thirty days for a month are unclear',
      'deadline: { rule: { convention: CALENDAR_DAYS, days: 30',
      'deadline: { rule: { convention: CALENDAR_MONTHS, months: 1',
      'standard',
      'unclear',
    ],
    ['a fee weakens', 'fee: { amount: 0 }', 'fee: { amount: 500 }', 'standard', 'weakened'],
    [
      'no paper any more weakens',
      'channels: [web, mail, phone, post]',
      'channels: [web, mail, phone]',
      'standard',
      'weakened',
    ],
    [
      'a further ground of refusal weakens',
      'refusals: [legal-retention, contract-in-force]',
      'refusals: [legal-retention, contract-in-force, serious-hindrance]',
      'deletion',
      'weakened',
    ],
    [
      'a further country weakens',
      'countries: [JP, SG]',
      'countries: [JP, SG, US]',
      'technology-providers',
      'weakened',
    ],
    [
      'another country is both',
      'countries: [JP, SG]',
      'countries: [JP, US]',
      'technology-providers',
      'mixed',
    ],
    [
      'restricting data tightens',
      'handling: [free-text], fides: [user.content.call_log]',
      'handling: [free-text, restricted], fides: [user.content.call_log]',
      'call-logs',
      'tightened',
    ],
    [
      'a yearly restore test weakens',
      '{ id: restore-test, owner: systems-manager, every: P6M',
      '{ id: restore-test, owner: systems-manager, every: P1Y',
      'restore-test',
      'weakened',
    ],
    [
      'notice later weakens',
      'on: material-change, by: [mail], ahead: P30D',
      'on: material-change, by: [mail], ahead: P10D',
      'change-by-mail',
      'weakened',
    ],
    [
      'consent that stays weakens',
      '{ id: feedback-surveys, purposes',
      '{ id: feedback-surveys, withdrawable: false, purposes',
      'feedback-surveys',
      'weakened',
    ],
    [
      'consent in place of another basis tightens',
      'kaizen, under: [improvement], basis: legitimate-interests',
      'kaizen, under: [improvement], basis: consent',
      'kaizen',
      'tightened',
    ],
    [
      'one approval fewer weakens',
      'of: paper, proof',
      'of: paper, approvals: 1, proof',
      'paper-shredding',
      'weakened',
    ],
    [
      'another name only rewords',
      'name: { ja: 保険会社, en: Insurers }',
      'name: { ja: 損害保険会社, en: Insurance companies }',
      'insurers',
      'reworded',
    ],
    ['a lower age weakens', 'below: 18', 'below: 16', 'under-18', 'weakened'],
  ])('%s', (_what, from, to, id, effect) => {
    expect(element({ from, to }, id)).toMatchObject({ effect, what: 'changed' })
  })

  test('tells of a changed value what it was and is', () => {
    expect(
      element({ from: 'countries: [JP, SG]', to: 'countries: [JP, SG, US]' }, 'technology-providers')
        ?.details,
    ).toEqual([
      {
        field: 'countries',
        effect: 'weakened',
        before: 'JP, SG',
        after: 'JP, SG, US',
        gained: ['US'],
        lost: [],
      },
    ])
  })

  test('ignores the order of a list', () => {
    expect(isSame(changesBy({ from: 'countries: [JP, SG]', to: 'countries: [SG, JP]' }))).toBe(true)
  })

  test('makes a promise change through what keeps it, in words and in mode', () => {
    const longer = changesBy(
      { from: 'rule: P2Y, categories: [call-logs]', to: 'rule: P3Y, categories: [call-logs]' },
      { from: '通話の記録は、2年間', to: '通話の記録は、3年間', file: 'policy.ja.md' },
    )
    expect(longer.promises).toMatchObject([
      {
        id: 'CLN-6.7',
        what: 'weakened',
        because: ['retention:call-logs'],
        after: { ja: '通話の記録は、3年間保存します。' },
      },
    ])
    const words = changesBy({
      from: '通話の記録は、2年間',
      to: 'お電話の記録は、2年間',
      file: 'policy.ja.md',
    })
    expect(words.promises.map(({ id, what }) => [id, what])).toEqual([['CLN-6.7', 'reworded']])
    expect(words.kinds).toEqual(['clarification'])
    const figure = changesBy({ from: '通話の記録は、2年間', to: '通話の記録は、9年間', file: 'policy.ja.md' })
    expect(figure.promises[0]?.what).toBe('unclear')
    const written = (to: string) =>
      changesBy({ from: '通話の記録は、2年間', to, file: 'policy.ja.md' }).promises[0]?.what
    expect(written('通話の記録は、九年間')).toBe('unclear')
    expect(written('通話の記録は、二年間')).toBe('reworded')
    const mode = changesBy({
      from: '{ id: CLN-5.14, mode: duty, keptBy: [',
      to: '{ id: CLN-5.14, mode: attested, keptBy: [safeguard:visitor-control, ',
    })
    expect(mode.promises[0]?.details[0]).toMatchObject({ field: 'mode', effect: 'weakened' })
  })

  test('does not take another binding of the same thing for a change of what is promised', () => {
    const binding = (keeper: string) =>
      changesBy({
        from: '{ id: CLN-6.7, mode: enforced, keptBy: [',
        to: `{ id: CLN-6.7, mode: enforced, keptBy: [${keeper}, `,
      })
    expect(binding('purpose:kaizen').promises).toMatchObject([{ id: 'CLN-6.7', what: 'reworded' }])
    expect(binding('system:holds').promises).toMatchObject([{ id: 'CLN-6.7', what: 'tightened' }])
  })

  const flips = [
    ['rule: P2Y, categories: [call-logs]', 'rule: P3Y, categories: [call-logs]'],
    ['countries: [JP, SG]', 'countries: [JP, SG, US]'],
    ['fee: { amount: 0 }', 'fee: { amount: 500 }'],
    ['below: 18', 'below: 16'],
    ['requires: [advance-notice]', 'requires: [advance-notice, contract]'],
    ['every: P6M', 'every: P3M'],
    ['essential: false', 'essential: true'],
    ['channels: [web, mail, phone, post]', 'channels: [web]'],
  ] as const

  test('read backwards, a change means the opposite', () => {
    const opposite = {
      tightened: 'weakened',
      weakened: 'tightened',
      mixed: 'mixed',
      reworded: 'reworded',
      unclear: 'unclear',
    }
    fc.assert(
      fc.property(fc.subarray([...flips], { minLength: 1 }), (edits) => {
        const next = edited(...edits.map(([from, to]) => ({ from, to })))
        const [there, back] = [diffPacks(OLD, next), diffPacks(next, OLD)]
        expect(back.elements.map(({ id, effect }) => [id, effect])).toEqual(
          there.elements.map(({ id, effect }) => [id, opposite[effect]]),
        )
        expect(there.elements.length).toBeGreaterThan(0)
      }),
      { numRuns: 15 },
    )
  })
})

describe('what follows', () => {
  const PURPOSES = 'purposes:\n'
  const sale = (words: string) => ({
    from: PURPOSES,
    to: `purposes:\n  - { id: new-use, ${words}, roles: [client-staff], uses: [contact-persons, contact-details], name: { ja: 新しい利用, en: A new use } }\n`,
  })

  test('of a new purpose beyond the old ones is consent, of a related one a question, of a legal duty nothing', () => {
    const beyond = changesBy(sale('basis: legitimate-interests'))
    expect(beyond.consent).toMatchObject([
      {
        what: ['purpose:new-use'],
        article: 'APPI Art. 17(2), 18(1)',
        categories: ['contact-persons', 'contact-details'],
      },
    ])
    expect(beyond.consent[0]).not.toHaveProperty('unless')
    expect(beyond.announce).toMatchObject([{ article: 'APPI Art. 21(3)', before: false }])
    const related = changesBy(sale('under: [communication], basis: contract'))
    expect(related.consent[0]?.unless?.en).toContain('reasonably relates')
    expect(changesBy(sale('basis: legal-obligation')).consent).toEqual([])
  })

  test('of a new third party is consent, unless its ground is one the law knows', () => {
    const third = (ground: string) =>
      changesBy({
        from: 'recipients:\n',
        to: `recipients:\n  - { id: brokers, kind: third-party, grounds: [${ground}], purposes: [communication], categories: [contact-details], name: { ja: 名簿業者, en: Brokers } }\n`,
      })
    expect(third('service-need').consent).toMatchObject([
      { article: 'APPI Art. 27(1)', what: ['recipient:brokers'] },
    ])
    expect(third('legal-process').consent).toEqual([])
  })

  test('of a transfer on consent is that consent, and the notice that the route names', () => {
    const diff = changesBy({
      from: 'transfers:\n',
      to: 'transfers:\n  - { id: to-us, recipient: technology-providers, country: US, basis: consent, safeguards: [equivalent-measures], notice: foreign-transfer, name: { ja: 米国, en: To the US } }\n',
    })
    expect(diff.consent).toMatchObject([{ article: 'APPI Art. 28(1)(2)', what: ['transfer:to-us'] }])
    expect(diff.tell.at(-1)).toMatchObject({
      notices: [{ id: 'foreign-transfer', ahead: 'P14D' }],
      until: '2026-03-18',
    })
  })

  test('of a consent that gains a purpose is that consent again, of other words a question', () => {
    const wider = changesBy({
      from: '{ id: feedback-surveys, purposes: [feedback-collection]',
      to: '{ id: feedback-surveys, purposes: [feedback-collection, kaizen]',
    })
    expect(wider.consent).toMatchObject([
      {
        what: ['consent:feedback-surveys'],
        categories: ['performance-measures', 'feedback', 'quality-documents'],
      },
    ])
    const words = changesBy({
      from: 'en: I agree to receive surveys for improvement.',
      to: 'en: I agree to surveys.',
    })
    expect(words.consent[0]?.unless?.en).toContain('say the same')
  })

  test('of a material change is the notice that the pack promises, to those whose data it is, in time', () => {
    const [telling] = changesBy({
      from: 'rule: P2Y, categories: [call-logs]',
      to: 'rule: P3Y, categories: [call-logs]',
    }).tell
    expect(telling?.subjects.map(({ id }) => id)).toEqual(['client-contacts', 'inquirers'])
    expect(telling?.notices.map(({ id }) => id)).toEqual([
      'change-by-mail',
      'change-on-website',
      'change-in-person',
    ])
    expect(telling?.until).toBe('2026-03-02')
  })

  test('of new words is neither notice nor consent', () => {
    const diff = changesBy({
      from: 'name: { ja: 保険会社, en: Insurers }',
      to: 'name: { ja: 損保, en: Insurance companies }',
    })
    expect([diff.tell, diff.announce, diff.consent]).toEqual([[], [], []])
    expect(diff.kinds).toEqual(['clarification'])
  })

  test('names the kinds of change, the weightiest first', () => {
    const diff = changesBy(
      { from: 'phone: 03-0000-0100', to: 'phone: 03-0000-0101' },
      { from: 'rule: P2Y, categories: [call-logs]', to: 'rule: P3Y, categories: [call-logs]' },
      { from: 'extends: [law/appi, law', to: 'extends: [law/appi, std/jis-q-15001, law' },
      { from: 'of: paper, proof', to: 'of: paper, approvals: 3, proof' },
    )
    expect(diff.kinds).toEqual(['service', 'law', 'security', 'contact'])
    expect(diff.rest).toMatchObject([{ field: 'extends', effect: 'tightened' }])
  })

  test('can be counted by whoever knows what is held', () => {
    const diff = changesBy({
      from: 'rule: P2Y, categories: [call-logs]',
      to: 'rule: P3Y, categories: [call-logs]',
    })
    const held: Record<string, number> = { 'call-logs': 7 }
    const counts = touched(diff, (categories) => {
      const records = categories.reduce((sum, category) => sum + (held[category] ?? 0), 0)
      return { people: Math.min(3, records), records }
    })
    expect(counts).toEqual({
      all: { people: 3, records: 7 },
      byCategory: { 'call-logs': { people: 3, records: 7 } },
      elements: [{ people: 3, records: 7 }],
      consent: [],
      tell: [{ people: 3, records: 7 }],
    })
  })
})
