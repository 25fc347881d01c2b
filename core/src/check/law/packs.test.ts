// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { loadPack, type PackData } from '@yakusoku/core/packs'
import { checkPack } from '../index.ts'

const root = fileURLToPath(new URL('../../../../packs/', import.meta.url))
const textOf = (path: string) => readFileSync(`${root}${path}`, 'utf8')
const laws = ['law', 'std'].flatMap((shelf) =>
  readdirSync(`${root}${shelf}`).flatMap((name): PackData[] => {
    const { pack } = loadPack([{ path: 'pack.yaml', text: textOf(`${shelf}/${name}/pack.yaml`) }])
    return pack ? [pack] : []
  }),
)

/** What the laws have against a pack of the project once one of its lines is changed. */
function against(pack: string, from: string | RegExp, to: string, asOf = '2026-11-22'): string[] {
  const files = ['pack.yaml', 'policy.ja.md', 'policy.en.md'].map((path) => ({
    path,
    text: textOf(`${pack}/${path}`),
  }))
  const [data] = files
  if (!data) throw new Error('the pack has data')
  const changed = data.text.replace(from, to)
  expect(from === to || changed !== data.text, `${pack} has ${String(from)}`).toBe(true)
  data.text = changed
  const { findings } = checkPack(files, { asOf, laws })
  return findings
    .filter(({ rule, allowed }) => /^(?:law|extends)\//.test(rule) && allowed === undefined)
    .map(({ rule, severity }) => `${rule} ${severity}`)
}

describe('the five packs against the laws that come with the product', () => {
  test.each(['cleaning', 'staffing', 'homecare', 'trading', 'processor'])('%s is not weaker', (pack) => {
    expect(against(pack, '', '')).toEqual([])
    expect(against(pack, '', '', '2028-07-16')).toEqual([])
  })

  test.each([
    [
      'a law that is not extended',
      'cleaning',
      'extends: [law/appi, law/external-transmission]',
      'extends: []',
      'law/not-extended error',
    ],
    [
      'numbers entrusted on without asking for approval of that',
      'processor',
      'tokiwata-members], name: { ja: 承諾を得た',
      'tokiwata-members, harunobe-individual-numbers], name: { ja: 承諾を得た',
      'law/recipient-requirement error',
    ],
    [
      'numbers used for what the law does not list',
      'staffing',
      'meets: [number-for-accident-insurance], ',
      '',
      'law/use-not-listed error',
    ],
    ['My Number data without its law', 'staffing', 'law/my-number, ', '', 'law/not-extended error'],
    [
      'a law nobody has',
      'cleaning',
      'extends: [law/appi, law/external-transmission]',
      'extends: [law/appi, law/apii]',
      'extends/unknown error',
    ],
    ['a right that is gone', 'cleaning', 'kind: correction,', 'kind: other,', 'law/right-missing error'],
    [
      'a contractor nobody assessed',
      'cleaning',
      'requires: [contract, assessment]',
      'requires: [contract]',
      'law/recipient-requirement error',
    ],
    ['a ground of refusal of its own', 'cleaning', 'article: APPI Art. 33(2)(ii),', '', 'nothing'],
    [
      'invoices kept for five years',
      'cleaning',
      'rule: P7Y after tax-filing-deadline',
      'rule: P5Y after tax-filing-deadline',
      'law/retention-too-short warning',
    ],
    [
      'no inventory review',
      'staffing',
      'id: inventory-review, owner',
      'id: stocktaking, owner',
      'law/duty-missing error',
    ],
    [
      'an audit every other year',
      'staffing',
      /(id: internal-audit, owner: [a-z-]+, every: )P1Y/,
      '$1P2Y',
      'law/duty-rarer error',
    ],
    [
      'My Number in joint use',
      'staffing',
      /(id: group-employee-data.*?categories: \[)/,
      '$1individual-numbers, ',
      'law/joint-use-barred error',
    ],
    [
      'a country that nobody designated',
      'cleaning',
      'country: SG, basis: equivalent-measures',
      'country: SG, basis: designated-country',
      'law/country-not-designated error',
    ],
    [
      'a route abroad checked every other year',
      'cleaning',
      'id: foreign-provider-review, owner: privacy-manager, every: P1Y',
      'id: foreign-provider-review, owner: privacy-manager, every: P2Y',
      'law/transfer-checked-rarely error',
    ],
    [
      'health data without its mark',
      'cleaning',
      'fides: [user.content.feedback]',
      'fides: [user.content.feedback, user.health_and_medical]',
      'law/handling-undeclared error',
    ],
    [
      'a vague purpose',
      'cleaning',
      'name: { ja: 従業員の教育,',
      'name: { ja: 事業活動のため,',
      'law/purpose-vague warning',
    ],
    [
      'a register shown whole',
      'staffing',
      /blackOut:\n( +- .*\n)+/,
      'blackOut: []\n',
      'law/proof-shows-too-much',
    ],
    ['no word on the fee', 'cleaning', /fee: \{ amount: 0 \}\n/, '\n', 'law/announcement-item error'],
    [
      'a report after 40 days',
      'cleaning',
      'minors:\n',
      'reports:\n  - { id: final, to: authority, stage: final, deadline: { convention: CALENDAR_DAYS, days: 40 }, name: { ja: 確報, en: Final report } }\nminors:\n',
      'law/incident-clock error',
    ],
  ])('%s', (_what, pack, from, to, expected) => {
    const found = against(pack, from, to)
    if (expected === 'nothing') expect(found).toEqual([])
    else expect(found.join('\n')).toContain(expected)
  })

  test('a child of twelve is too young for the GDPR, which nobody has read here', () => {
    const minor =
      '\nminors:\n  - { id: children, below: 12, collection: guardian-consent, name: { ja: 子ども, en: Children } }\npromises:\n'
    expect(against('trading', '\npromises:\n', minor)).toContain('law/age-too-low warning')
  })
})

test('a circle of laws is told at the entry that leads into it', () => {
  const circle = ['a', 'b'].map((name): PackData => {
    const other = name === 'a' ? 'b' : 'a'
    const text = `format: 1\nid: law/${name}\nkind: law\nversion: 1.0.0\nname: { ja: 法, en: Act }\neffective: 2022-04-01\nmodified: 2022-04-01\nextends: [law/${other}]\n`
    const { pack } = loadPack([{ path: 'pack.yaml', text }])
    if (!pack) throw new Error('the law loads')
    return pack
  })
  const files = ['pack.yaml', 'policy.ja.md', 'policy.en.md'].map((path) => ({
    path,
    text: textOf(`cleaning/${path}`).replace('law/external-transmission]', 'law/a]'),
  }))
  const { findings } = checkPack(files, { asOf: '2026-11-22', laws: [...laws, ...circle] })
  const [found] = findings.filter(({ rule }) => rule === 'extends/cycle')
  const line = files[0]?.text.split('\n')[(found?.line ?? 0) - 1] ?? ''
  expect(line.slice((found?.column ?? 0) - 1)).toMatch(/^law\/a\]/)
  expect(found?.message.en).toContain('law/a → law/b → law/a')
})
