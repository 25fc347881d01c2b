// SPDX-License-Identifier: Apache-2.0
import { compareLengths, parseRetention, type RetentionRule } from '@yakusoku/core/packs'
import { inDays, inPeriod, periodsOf } from '../data-figures.ts'
import { rules } from '../define.ts'
import type { CheckContext, Found, Hit } from '../rule.ts'

const KEPT = '  - { id: contacts-kept, rule: P7Y after leaving,'
const SECOND = {
  replace: '[retention:contacts-kept]',
  with: '[retention:contacts-kept, retention:shorter]',
}
const MARKED = {
  replace: 'rule: P7Y after leaving, categories: [contacts]',
  with: 'rule: P7Y after leaving, categories: [‸contacts]',
}
const shorter = (words: string) =>
  `  - { id: shorter, ${words}, categories: [contacts], disposals: [erasure], name: { ja: 別の定め, en: Another rule } }\n${KEPT}`

/** Rules about how long data is kept and how it ends. */
export const keepingRules = rules(
  {
    id: 'retention/contradiction',
    severity: 'error',
    title: ['一つの区分に二つの保存期間', 'Two retention rules for one category'],
    why: [
      '二つの期間が違えば、消すときにどちらかの約束を破ります。',
      'Where two rules differ, erasing keeps one promise and breaks the other.',
    ],
    message: [
      '区分 {category} の保存期間が、{first}（{one}）と {second}（{other}）で違います。',
      'Category {category} is kept by {first} ({one}) and by {second} ({other}).',
    ],
    suggestion: ['一方から区分を取り除いてください。', 'Take the category from one of the two.'],
    find: (context) => pairs(context, 'exact', 'exact', (a, b) => a.rule !== b.rule),
    sample: {
      replace: KEPT,
      good: shorter('rule: P3Y after leaving').replace('[contacts]', '[]'),
      bad: shorter('rule: P3Y after leaving'),
      also: [MARKED, SECOND],
    },
  },
  {
    id: 'retention/repeated',
    severity: 'warning',
    title: ['同じ保存期間が二つ', 'The same retention rule twice'],
    why: [
      '同じ定めが二つあると、一方だけを改めたときに矛盾します。',
      'Of two rules that say the same, one will be changed without the other.',
    ],
    message: [
      '区分 {category} の保存期間 {one} が、{first} と {second} に重ねて書かれています。',
      'The rule {one} of category {category} stands both in {first} and in {second}.',
    ],
    suggestion: ['一方から区分を取り除いてください。', 'Take the category from one of the two.'],
    find: (context) => pairs(context, 'exact', 'exact', (a, b) => a.rule === b.rule),
    sample: {
      replace: KEPT,
      good: shorter('rule: P7Y after leaving').replace('[contacts]', '[]'),
      bad: shorter('rule: P7Y after leaving'),
      also: [MARKED, SECOND],
    },
  },
  {
    id: 'retention/minimum-above-maximum',
    severity: 'error',
    title: ['最短が最長を超える', 'A minimum above the maximum'],
    why: [
      '最短より前に消し、最長より後に消すことはできません。',
      'Nothing can be kept at least longer than at most.',
    ],
    message: [
      '区分 {category} の最短 {first}（{one}）が最長 {second}（{other}）を超えます。',
      'For category {category} the minimum {first} ({one}) is above the maximum {second} ({other}).',
    ],
    suggestion: ['どちらかの期間を改めてください。', 'Change one of the two periods.'],
    find: (context) => pairs(context, 'minimum', 'maximum', (low, high) => longest(low) > longest(high)),
    sample: {
      replace: KEPT,
      good: shorter('rule: P5Y after leaving, bound: minimum'),
      bad: shorter('rule: P9Y after leaving, bound: minimum'),
      also: [
        {
          replace: 'rule: P7Y after leaving, categories: [contacts]',
          with: 'rule: P7Y after leaving, bound: maximum, categories: [‸contacts]',
        },
        SECOND,
      ],
    },
  },
  {
    id: 'retention/outside-own-bounds',
    severity: 'error',
    title: ['自ら定めた限度の外の保存期間', 'A period outside the pack’s own bounds'],
    why: [
      '最短や最長を定めながら、実際の期間がその外にあれば、必ずどちらかを破ります。',
      'A period outside the bounds that the same pack sets breaks one of its rules for certain.',
    ],
    message: [
      '区分 {category} の保存期間 {first}（{one}）が、限度 {second}（{other}）の外にあります。',
      'For category {category} the rule {first} ({one}) is outside the bound {second} ({other}).',
    ],
    suggestion: ['どちらかの期間を改めてください。', 'Change one of the two periods.'],
    find: (context) => [
      ...pairs(context, 'exact', 'minimum', (exact, low) => longest(exact) < longest(low)),
      ...pairs(context, 'exact', 'maximum', (exact, high) => longest(exact) > longest(high)),
    ],
    sample: {
      replace: KEPT,
      good: shorter('rule: P5Y after leaving, bound: minimum'),
      bad: shorter('rule: P9Y after leaving, bound: minimum').replace('[contacts]', '[‸contacts]'),
      also: [SECOND],
    },
  },
  {
    id: 'retention/no-disposal',
    severity: 'error',
    title: ['終わり方のない保存期間', 'A retention rule that ends in nothing'],
    why: [
      '廃棄の方法がなければ、期間が終わっても何も起きません。',
      'Where no disposal is named, nothing happens when the period ends.',
    ],
    message: [
      '保存期間 {id}（{name}）に廃棄の方法がありません。',
      'Retention rule {id} ({name}) names no disposal.',
    ],
    suggestion: ['disposals に廃棄の方法を書いてください。', 'Name how it ends under "disposals".'],
    find: (context) =>
      context
        .all('retention')
        .filter(({ element }) => element.disposals.length === 0)
        .map(({ element, path }) => ({
          at: context.at([...path, 'id']),
          words: { id: element.id, name: element.name },
        })),
    sample: {
      replace: '{ id: contacts-kept, rule: P7Y after leaving, categories: [contacts], disposals: [erasure],',
      good: '{ id: contacts-kept, rule: P7Y after leaving, categories: [contacts], disposals: [erasure],',
      bad: '{ id: ‸contacts-kept, rule: P7Y after leaving, categories: [contacts],',
    },
  },
  {
    id: 'retention/idle-half',
    lawsToo: true,
    severity: 'warning',
    title: ['効かない半分', 'A half that never counts'],
    why: [
      '同じ時から数える二つの期間は、どちらが長いか初めから決まっています。',
      'Of two periods that count from the same event one is always the longer.',
    ],
    message: ['「{rule}」の一方は決して効きません。', 'One half of "{rule}" never counts.'],
    suggestion: ['効く方だけを書いてください。', 'Write only the half that counts.'],
    find: (context) =>
      context
        .all('retention')
        .filter(({ element }) => hasIdleHalf(element.rule))
        .map(({ element, path }) => ({ at: context.at([...path, 'rule']), words: { rule: element.rule } })),
    sample: {
      replace: 'rule: P7Y after leaving',
      good: 'rule: longer of P7Y after leaving and relationship',
      bad: 'rule: ‸longer of P7Y after leaving and P3Y after leaving',
    },
  },
)

// Enough to work through; a hostile pack could have thousands of rules for one category.
const MANY = 30

type Retention = Found<'retention'>['element']

/** Each two rules of the given bounds that govern the same category and are wrong together; told at the second. */
function pairs(
  context: CheckContext,
  bound: Retention['bound'],
  other: Retention['bound'],
  wrong: (one: Retention, another: Retention) => boolean,
): Hit[] {
  const byCategory = new Map<string, Found<'retention'>[]>()
  for (const found of context.all('retention'))
    for (const id of new Set(found.element.categories)) {
      const known = byCategory.get(id)
      if (known) known.push(found)
      else byCategory.set(id, [found])
    }
  return [...byCategory].flatMap(([category, all]) =>
    all.slice(0, MANY).flatMap((one, index) =>
      all.slice(0, MANY).flatMap((another, position) => {
        const asked = one.element.bound === bound && another.element.bound === other
        const twice = bound === other && position <= index
        if (!asked || twice || one === another || !meet(one.element, another.element)) return []
        if (!wrong(one.element, another.element)) return []
        const at = context.at([...another.path, 'categories', another.element.categories.indexOf(category)])
        const words = {
          category,
          first: one.element.id,
          one: one.element.rule,
          second: another.element.id,
          other: another.element.rule,
        }
        return [{ at, words }]
      }),
    ),
  )
}

// A rule that ends the day before another begins does not contradict it.
const meet = (one: Retention, another: Retention): boolean =>
  (one.effectiveFrom ?? '') <= (another.effectiveTo ?? '9999') &&
  (another.effectiveFrom ?? '') <= (one.effectiveTo ?? '9999')

function longest({ rule }: Retention): number {
  const parsed = parseRetention(rule)
  const days = parsed.ok ? periodsOf(parsed.rule).map((period) => inDays(inPeriod(period)) ?? 0) : []
  return Math.max(0, ...days)
}

function hasIdleHalf(text: string): boolean {
  const parsed = parseRetention(text)
  const rule =
    parsed.ok && parsed.rule.kind === 'unless-held' ? parsed.rule.rule : parsed.ok ? parsed.rule : undefined
  if (rule?.kind !== 'longer' && rule?.kind !== 'shorter') return false
  const [one, other] = rule.of.map(startOf)
  return one !== undefined && one === other && !dependsOnCalendar(rule)
}

// Of a month and 30 days now the one, now the other is longer.
function dependsOnCalendar(rule: RetentionRule): boolean {
  const [one = 'P0D', other = 'P0D'] = periodsOf(rule)
  return compareLengths(one, other) === 'depends'
}

const startOf = (rule: RetentionRule): string | undefined => {
  if (rule.kind === 'period') return rule.after
  return rule.kind === 'while' ? rule.state : undefined
}
