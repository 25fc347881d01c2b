// SPDX-License-Identifier: Apache-2.0
// Grounds: why an act is allowed at all, and what the exceptions of the law and of the policy lift.
import type { ElementOf, Local } from '@yakusoku/core/packs'
import {
  agreedBeyond,
  consented,
  consentedToProvide,
  consentsFor,
  consentsToProvide,
  countriesOf,
  isFor,
  lawGrounds,
  namesOf,
  refsTo,
  says,
  type Case,
  type Lift,
  type Obstacle,
} from './case.ts'
import { hasRun, standsOn } from './days.ts'
import { OUTWARD, type Condition } from './question.ts'

type Ground = ElementOf<'ground'>
type Ban = Ground['lifts'][number]

/** Grounds that stand without being claimed, as soon as their facts do; of several, the earlier here is used. */
const SELF_EVIDENT: readonly Ground['kind'][] = [
  'entrustment',
  'joint-use',
  'consent',
  'opt-out',
  'contract',
  'need',
]

/** Grounds that let an act happen against what otherwise stands in its way. */
export const EXCEPTIONS: readonly Ground['kind'][] = [
  'law',
  'legal-process',
  'emergency',
  'public-health',
  'public-cooperation',
  'academic',
]

/** Exceptions that prevail over what the person stopped: research never does. */
const OVER_A_STOP: readonly Ground['kind'][] = EXCEPTIONS.filter((kind) => kind !== 'academic')

const SOME_DOCUMENT: Local = { ja: '根拠を示す文書', en: 'the document that shows the ground' }

/** Whether the ground is one for this act, recipient, country and kind of data. */
export function fits(one: Case, ground: Ground): boolean {
  const { act, category, recipient } = one
  const countries = countriesOf(one)
  return (
    ground.acts.includes(act) &&
    (!OUTWARD.includes(act) || recipient?.grounds.includes(ground.id) === true) &&
    (ground.countries.length === 0 ||
      (countries.length > 0 && countries.every((country) => ground.countries.includes(country)))) &&
    isFor(ground, category)
  )
}

/** What a ground still lacks: its document, its conditions and those of the law, the consent or filing it rests on. */
export function unmet(one: Case, ground: Ground): Obstacle[] {
  const { question } = one
  const by = [`ground:${ground.id}`, 'system:exception-ground']
  const words = { ground: ground.name }
  const found: Obstacle[] = []
  const document = ground.document ?? (isException(ground) && !ground.breakGlass ? SOME_DOCUMENT : undefined)
  if (document && !says(question.document))
    found.push({ reason: 'document-missing', by, words: { ...words, document } })
  const conditions = new Set([...ground.conditions, ...ofLaw(one, ground)])
  if (ground.kind === 'opt-out') conditions.add('filed')
  for (const condition of [...conditions].toSorted())
    if (!conditionMet(one, ground, condition)) found.push(open(one, ground, condition))
  if (ground.kind === 'consent') found.push(...unagreed(one, by, ground))
  return found
}

// What is registered is not stated by whoever asks.
function open({ pack, recipient }: Case, ground: Ground, condition: Condition): Obstacle {
  const by = [`ground:${ground.id}`, 'system:exception-ground']
  if (condition === 'filed') return { reason: 'not-filed', by, words: { ground: ground.name } }
  const notice = pack.notices.find(({ id }) => id === recipient?.notice)
  return condition === 'advance-notice' && notice
    ? { reason: 'not-announced', by: [...by, `notice:${notice.id}`], words: { notice: notice.name } }
    : { reason: 'condition-not-stated', by, words: { ground: ground.name, condition } }
}

const isException = ({ kind }: Ground): boolean => EXCEPTIONS.includes(kind)

// A controller asks the person, a processor its client. Beyond the purposes lies no provision, which needs its own consent.
function unagreed(one: Case, by: readonly string[], ground: Ground): Obstacle[] {
  const outward = OUTWARD.includes(one.act)
  if (one.pack.role === 'processor')
    return clientAgreed(one)
      ? []
      : [{ reason: 'not-approved', by: [...by, 'system:client-approval'], words: { ground: ground.name } }]
  if (outward ? consentedToProvide(one) : consented(one) || agreedBeyond(one)) return []
  const consents = outward ? consentsToProvide(one) : consentsFor(one)
  const words = { purpose: one.purpose.name, consents: namesOf(consents) }
  const keepers = [...by, 'system:prior-consent', ...refsTo('consent', consents)]
  return [{ reason: outward ? 'consent-to-provide' : 'no-consent', by: keepers, words }]
}

// What the law asks of such a ground of its own, unless one of that kind asks for nothing unmet. An emergency that is permitted
// at once is looked at afterwards instead.
function ofLaw(one: Case, ground: Ground): Ground['conditions'] {
  if (ground.breakGlass) return []
  const ban = OUTWARD.includes(one.act)
    ? 'provision-consent'
    : one.act === 'collect'
      ? 'special-care-consent'
      : 'purpose-limit'
  return lawGrounds(one, ban).flatMap((known) => {
    const alike = known.filter(({ kind }) => kind === inLaw(ground.kind))
    const open = alike.map(({ conditions }) => conditions.filter((each) => !conditionMet(one, ground, each)))
    return open.toSorted((a, b) => a.length - b.length)[0] ?? []
  })
}

const inLaw = (kind: Ground['kind']): Ground['kind'] => (kind === 'legal-process' ? 'law' : kind)

function clientAgreed({ standing, question, recipient, act, purposes, on }: Case): boolean {
  return standing.approvals.some(
    ({ client, act: forAct, purpose, receiver, until }) =>
      client === question.client &&
      (forAct === undefined || forAct === act) &&
      (purpose === undefined || purposes.some(({ id }) => id === purpose)) &&
      (receiver === undefined || receiver === question.recipient || receiver === recipient?.id) &&
      (until === undefined || standsOn(until, on)),
  )
}

function conditionMet(one: Case, ground: Ground, condition: Condition): boolean {
  const { question, standing, recipient, pack, on } = one
  const stated = question.conditions?.includes(condition) === true
  switch (condition) {
    // What else is checked of every act.
    case 'within-purpose':
    case 'withdrawable':
      return true
    case 'filed':
      return standing.filed.includes(ground.id)
    case 'recipient-checked':
      return question.recipient !== undefined && standing.checked.includes(question.recipient)
    case 'advance-notice': {
      // Who has no notice of its own must state it.
      const notice = pack.notices.find(({ id }) => id === recipient?.notice)
      return recipient?.notice === undefined ? stated : notice !== undefined && hasRun(standing, notice, on)
    }
    case 'consent-difficult':
    case 'consent-would-hinder':
    case 'no-undue-harm':
      return stated
    default:
      return condition satisfies never
  }
}

/** The ground on which the act rests: the claimed one, or the first of the recipient's (or the act's) that stands by itself. */
export function groundUsed(one: Case): Ground | undefined {
  const { pack, act, ground } = one
  const stands = (each: Ground): boolean => fits(one, each) && unmet(one, each).length === 0
  if (ground) return stands(ground) ? ground : undefined
  if (!OUTWARD.includes(act) && act !== 'take-out' && act !== 'copy') return undefined
  const rank = ({ kind }: Ground): number => SELF_EVIDENT.indexOf(kind)
  return pack.grounds
    .filter((each) => rank(each) >= 0 && stands(each))
    .toSorted((a, b) => rank(a) - rank(b) || (a.id < b.id ? -1 : 1))[0]
}

/** What the claimed ground lifts: as far as each law of the person knows such an exception, and break-glass at once. */
export function lifted(one: Case): ReadonlySet<Lift> {
  const used = groundUsed(one)
  if (!one.ground || !used) return new Set()
  const lifts = new Set<Lift>()
  if (isException(used)) {
    if (OVER_A_STOP.includes(used.kind)) lifts.add('stop')
    for (const [lift, bans] of LIFTS) if (bans.every((ban) => lawKnows(one, used, ban))) lifts.add(lift)
  }
  if (used.breakGlass)
    for (const lift of ['role', 'clearance', 'purpose', 'consent', 'special-care'] as const) lifts.add(lift)
  return lifts
}

const LIFTS: readonly [Lift, readonly Ban[]][] = [
  ['purpose', ['purpose-limit']],
  ['basis', ['lawful-basis']],
  ['consent', ['purpose-limit', 'lawful-basis']],
  ['special-care', ['special-care-consent', 'special-category-ban']],
  ['provision', ['provision-consent']],
  ['transfer', ['transfer-consent']],
]

// A law that does not know the ban lets the policy's own exception stand.
const lawKnows = (one: Case, ground: Ground, ban: Ban): boolean =>
  lawGrounds(one, ban).every((known) => known.some(({ kind }) => kind === inLaw(ground.kind)))
