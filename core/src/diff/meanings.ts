// SPDX-License-Identifier: Apache-2.0
import type { DeadlineRule } from '@yakusoku/core/calendar'
import { compareLengths, leastKept, lengthOf, mostKept, type Kind } from '@yakusoku/core/packs'
import type { Effect } from './change.ts'

/** Judges a change of one value, neither of which is the same as the other. */
export type Judge = (before: unknown, after: unknown) => Effect

const words: Judge = () => 'reworded'

/** A list that promises people more the longer it is (`more`), or less (`fewer`). */
const list =
  (longer: 'more' | 'fewer'): Judge =>
  (before, after) => {
    const [old, now] = [setOf(before), setOf(after)]
    const [gained, lost] = [now.difference(old).size > 0, old.difference(now).size > 0]
    if (gained && lost) return 'mixed'
    return gained === (longer === 'more') ? 'tightened' : 'weakened'
  }

/** A list whose emptiness means "all": the narrower, the less of it. */
const scope =
  (wider: 'more' | 'fewer'): Judge =>
  (before, after) => {
    const [old, now] = [setOf(before), setOf(after)]
    const more = wider === 'more' ? 'tightened' : 'weakened'
    const less = wider === 'more' ? 'weakened' : 'tightened'
    if (old.size === 0) return less
    return now.size === 0 ? more : list(wider)(before, after)
  }

const setOf = (value: unknown): Set<string> =>
  new Set((Array.isArray(value) ? value : []).map((item) => JSON.stringify(item)))

const number =
  (higher: 'tightened' | 'weakened'): Judge =>
  (before, after) =>
    Number(after ?? 0) > Number(before ?? 0) ? higher : higher === 'tightened' ? 'weakened' : 'tightened'

/** A mark that is there or not. */
const flag =
  (set: 'tightened' | 'weakened'): Judge =>
  (_before, after) =>
    after === true ? set : set === 'tightened' ? 'weakened' : 'tightened'

/** Something optional that is better there, or better not; another value in its place is for a person to judge. */
const presence =
  (there: 'tightened' | 'weakened'): Judge =>
  (before, after) => {
    if (before !== undefined && after !== undefined) return 'unclear'
    return (after !== undefined) === (there === 'tightened') ? 'tightened' : 'weakened'
  }

const byLength =
  (length: (value: never) => string | undefined, longer: 'tightened' | 'weakened'): Judge =>
  (before, after) => {
    if (before === undefined || after === undefined) return presence(longer)(before, after)
    const [old, now] = [length(before as never), length(after as never)]
    const order = old === undefined || now === undefined ? undefined : compareLengths(now, old)
    if (order === 'equal') return 'reworded'
    if (order === 'longer') return longer
    return order === 'shorter' ? (longer === 'tightened' ? 'weakened' : 'tightened') : 'unclear'
  }

const period = (longer: 'tightened' | 'weakened') => byLength((text: string) => text, longer)
const clock = (longer: 'tightened' | 'weakened') => byLength((rule: DeadlineRule) => lengthOf(rule), longer)

// Longer keeping promises people less; two rules count from the same moment only if they name it alike.
const keeping: Judge = (before, after) => {
  const [old, now] = [String(before), String(after)]
  if (shapeOf(old) !== shapeOf(now)) return 'unclear'
  const by = (kept: typeof leastKept) => byLength(kept, 'weakened')(old, now)
  return mostKept(old) === undefined ? by(leastKept) : by(mostKept)
}

const shapeOf = (rule: string): string => rule.replaceAll(/P(?:\d+[YMWD])+/g, 'P')

/** A choice among values of which each stands before those that promise more. */
const ladder =
  (...rising: readonly string[]): Judge =>
  (before, after) => {
    const [old, now] = [rising.indexOf(String(before)), rising.indexOf(String(after))]
    return old < 0 || now < 0 ? 'unclear' : now > old ? 'tightened' : 'weakened'
  }

const basis: Judge = (before, after) =>
  after === 'consent' ? 'tightened' : before === 'consent' ? 'weakened' : 'unclear'

/** What the fields of each kind of element mean to people; a field that is not here is for a person to judge. */
export const MEANINGS: Partial<Record<Kind, Readonly<Record<string, Judge>>>> = {
  desk: { answer: clock('weakened'), hours: ladder('desk', 'always') },
  channel: { acknowledges: flag('tightened') },
  category: {
    channels: list('fewer'),
    subjects: list('fewer'),
    fides: list('fewer'),
    handling: list('more'),
    ifWithheld: presence('tightened'),
  },
  purpose: {
    uses: list('fewer'),
    fields: scope('fewer'),
    roles: list('fewer'),
    subjects: scope('fewer'),
    basis,
    deidentified: flag('tightened'),
  },
  ground: {
    acts: list('fewer'),
    breakGlass: flag('weakened'),
    review: presence('tightened'),
    conditions: list('more'),
    notFor: list('more'),
    countries: list('fewer'),
  },
  recipient: {
    purposes: list('fewer'),
    categories: list('fewer'),
    grounds: list('fewer'),
    countries: list('fewer'),
    members: list('fewer'),
    requires: list('more'),
    notice: presence('tightened'),
    responsible: presence('tightened'),
  },
  proof: { blackOut: list('more') },
  refusal: { effect: ladder('whole', 'part'), tell: flag('tightened') },
  procedure: {
    channels: list('more'),
    agents: list('more'),
    deliveries: list('more'),
    formats: list('more'),
    'deadline.rule': clock('weakened'),
    'deadline.extension': clock('weakened'),
    'deadline.pauses': list('fewer'),
    'deadline.from': ladder('identity-verified', 'received'),
    'fee.amount': number('weakened'),
    fee: (before, after) => number('weakened')(amountOf(before), amountOf(after)),
  },
  right: { refusals: list('fewer'), categories: scope('more'), jurisdictions: scope('more') },
  disposal: { approvals: number('tightened') },
  retention: { rule: keeping, disposals: list('more') },
  duty: { every: period('weakened'), due: clock('weakened'), evidence: list('more') },
  safeguard: { renewEvery: period('weakened') },
  consent: { lifts: list('fewer'), withdrawable: flag('tightened'), text: words },
  message: { essential: flag('weakened') },
  preference: { messages: list('more'), choices: list('more') },
  notice: { ahead: period('tightened'), every: period('weakened'), by: list('more') },
  tool: {
    sends: list('fewer'),
    cookies: list('fewer'),
    use: ladder('marketing', 'analytics', 'functional', 'necessary'),
  },
  transfer: {
    safeguards: list('more'),
    notice: presence('tightened'),
    review: presence('tightened'),
    basis: ladder('law', 'consent'),
  },
  minor: { below: number('tightened'), collection: ladder('guardian-consent', 'deny') },
  report: { deadline: clock('weakened'), items: list('more') },
}

const amountOf = (fee: unknown): unknown =>
  typeof fee === 'object' && fee !== null && 'amount' in fee ? fee.amount : 0

/** Fields of any element that only say something in other words, or where it stands. */
export const WORDS: readonly string[] = [
  'name',
  'description',
  'source',
  'text',
  'document',
  'method',
  'payment',
  'meets',
]

/** What it means to people that an element of a kind comes; that it goes means the opposite. */
export const COMING: Partial<Record<Kind, Effect>> = {
  subject: 'weakened',
  channel: 'weakened',
  category: 'weakened',
  purpose: 'weakened',
  ground: 'weakened',
  recipient: 'weakened',
  refusal: 'weakened',
  tool: 'weakened',
  transfer: 'weakened',
  agent: 'tightened',
  right: 'tightened',
  disposal: 'tightened',
  duty: 'tightened',
  safeguard: 'tightened',
  consent: 'tightened',
  preference: 'tightened',
  notice: 'tightened',
  minor: 'tightened',
  desk: 'tightened',
  report: 'tightened',
}
