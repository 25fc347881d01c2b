// SPDX-License-Identifier: Apache-2.0
import type { RuleId } from '@yakusoku/core/packs'
import type { Sample } from './rule.ts'

const JA = 'policy.ja.md' as const
const EN = 'policy.en.md' as const

const yaml = (good: string, bad: string, more: Partial<Sample> = {}): Sample => ({
  replace: good,
  good,
  bad,
  ...more,
})
const text = (file: typeof JA | typeof EN, good: string, bad: string): Sample => ({
  file,
  replace: good,
  good,
  bad,
})

const REVIEW = '{ id: review, owner: manager, every: P3M,'
const MINOR = '{ id: under-18, below: 18,'
const LOCK_JA = '- 書類は施錠して保管します。{#SMP-2.4}'
const LOCK_EN = '- We keep documents under lock. {#SMP-2.4}'
const LAW =
  'format: 1\nid: law/sample\nversion: 1.0.0\nname: { ja: 見本法, en: Sample Act }\nmodified: 2026-03-16\n'
const law = (words: string) => `${LAW}${words}\n`
const extending = (bad: string, laws: readonly string[]): Sample => ({
  replace: 'jurisdictions: [JP]',
  good: 'jurisdictions: [JP]',
  bad: `jurisdictions: [JP]\nextends: [${bad}]`,
  laws,
})

/** Samples of the structural rules, in the sample pack; those about files as a whole have none. */
export const STRUCTURAL_SAMPLES: Partial<Record<RuleId, Sample>> = {
  'yaml/syntax': yaml(
    '  name: { ja: 見本商店, en: Sample Shop }\n',
    '  name: { ja: 見本商店, en: Sample Shop\n',
  ),
  'yaml/alias': yaml(
    'name: { ja: 見本の方針, en: Sample policy }',
    'name: &name ‸{ ja: 見本の方針, en: Sample policy }',
  ),
  'yaml/several-documents': yaml('transfers: []\n', 'transfers: []\n---\n'),
  'pack/duplicate-key': yaml('version: 1.0.0\n', 'version: 1.0.0\n‸version: 1.0.1\n'),
  'pack/unknown-key': yaml('retention:\n', '‸retentions:\n'),
  'pack/missing-key': yaml('version: 1.0.0\n', ''),
  'pack/wrong-type': yaml('below: 18', "below: ‸'18'"),
  'pack/unknown-value': yaml('kind: contractor', 'kind: ‸contractors'),
  'pack/wrong-form': yaml('keeps: P1D', 'keeps: ‸1 day'),
  'pack/wrong-size': yaml('below: 18', 'below: ‸40'),
  'pack/wrong-value': yaml(
    'due: { convention: CALENDAR_DAYS, days: 30,',
    'due: { convention: SOFT_RANGE, from: 5, to: ‸3,',
  ),
  'pack/retention-unreadable': yaml('rule: P7Y after leaving', 'rule: P7Y ‸from leaving'),
  'pack/duplicate-id': yaml(
    '  - { id: change, name: { ja: 重要な変更',
    '  - { id: ‸leaving, name: { ja: 退出, en: Exit } }\n  - { id: change, name: { ja: 重要な変更',
  ),
  'pack/unknown-reference': yaml('[notice:change-mail]', '[‸notice:change-letter]'),
  'pack/unknown-kind': yaml('[notice:change-mail]', '[‸letter:change-mail]'),
  'pack/cycle': yaml(
    '{ id: delivery, uses: [contacts],',
    '{ id: delivery, under: ‸[delivery], uses: [contacts],',
  ),
  'pack/no-trigger': yaml(REVIEW, '‸{ id: review, owner: manager, on: leaving, every: P3M,'),
  'pack/fides-claimed-twice': yaml(
    '  - { id: contacts, channels: [form]',
    '  - { id: again, channels: [form], subjects: [customers], fides: [user.contact], name: { ja: 再掲, en: Again } }\n  - { id: contacts, channels: [form]',
  ),
  'pack/field-not-used': yaml(
    '{ id: delivery, uses: [contacts],',
    '{ id: delivery, uses: [contacts], fields: [‸user.financial],',
  ),
  'pack/dates-reversed': yaml(
    MINOR,
    '{ id: under-18, effectiveFrom: 2026-04-01, effectiveTo: ‸2026-03-01, below: 18,',
  ),
  'pack/no-such-day': yaml('effective: 2026-04-01', 'effective: ‸2026-04-31'),
  'pack/extends-itself': yaml('jurisdictions: [JP]', 'jurisdictions: [JP]\nextends: [‸sample]'),
  'pack/promise-unkept': yaml('mode: duty, keptBy: [duty:review]', 'mode: duty, keptBy: ‸[safeguard:locks]'),
  'extends/unknown': extending('‸law/absent', [law('kind: law\neffective: 2026-04-01')]),
  'extends/cycle': extending('law/sample', [
    law('kind: law\neffective: 2026-04-01\nextends: [law/other]'),
    law('kind: law\neffective: 2026-04-01\nextends: [law/sample]').replace('id: law/sample', 'id: law/other'),
  ]),
  'extends/not-in-force': extending('‸law/sample', [law('kind: law\neffective: 2030-04-01')]),
  'text/unknown-promise': text(JA, LOCK_JA, `${LOCK_JA.replace('{#SMP-2.4}', '{#SMP-2.4}‸{#SMP-2.9}')}`),
  'text/promise-missing': text(EN, LOCK_EN, LOCK_EN.replace('{#SMP-2.4}', '{#note}')),
  'text/promise-repeated': text(EN, LOCK_EN, `${LOCK_EN} ‸{#SMP-2.1}`),
  'text/mark-malformed': text(JA, LOCK_JA, LOCK_JA.replace('{#SMP-2.4}', '‸{SMP-2.4}')),
  'text/mark-without-sentence': text(JA, LOCK_JA, `${LOCK_JA}\n- ‸{#note}`),
  'text/mark-on-heading': text(EN, '## 3. The rest', '## 3. The rest ‸{#note}'),
  'text/unbound-sentence': text(JA, LOCK_JA, `${LOCK_JA}\n- ‸鍵は二つあります。`),
  'text/table': text(EN, LOCK_EN, `‸| what | where |\n|---|---|\n${LOCK_EN}`),
  'text/html': text(EN, LOCK_EN, '- We keep documents ‸<b>under lock</b>. {#SMP-2.4}'),
  'text/sections-differ': text(EN, '## 3. The rest\n', '## 3. The rest\n\n### More\n'),
  'text/order-differs': {
    file: EN,
    replace:
      '- We review the state of our security every quarter. {#SMP-2.3}\n- We keep documents under lock. {#SMP-2.4}\n',
    good: '- We review the state of our security every quarter. {#SMP-2.3}\n- We keep documents under lock. {#SMP-2.4}\n',
    bad: '- We keep documents under lock. ‸{#SMP-2.4}\n- We review the state of our security every quarter. {#SMP-2.3}\n',
  },
}
