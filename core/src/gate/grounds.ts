// SPDX-License-Identifier: Apache-2.0
// Grounds: why an act is allowed at all, and what the exceptions of the law and of the policy lift.
import { inForceOn, type ElementOf } from '@yakusoku/core/packs'
import { consented, lawGrounds, type Case, type Lift, type Obstacle } from './case.ts'
import { OUTWARD } from './question.ts'

type Ground = ElementOf<'ground'>

/** Grounds that stand without being claimed, as soon as their facts do. */
const SELF_EVIDENT: readonly Ground['kind'][] = [
  'need',
  'consent',
  'entrustment',
  'joint-use',
  'contract',
  'opt-out',
]

/** Grounds that let an act happen against what otherwise stands in its way. */
const EXCEPTIONS: readonly Ground['kind'][] = [
  'law',
  'legal-process',
  'emergency',
  'public-health',
  'public-cooperation',
  'academic',
]

/** Whether the ground is one for this act, recipient and kind of data, on this day. */
export function fits({ act, category, recipient, on }: Case, ground: Ground): boolean {
  const outward = OUTWARD.includes(act)
  const forAct = ground.acts.includes(act) || (outward && ground.acts.some((one) => OUTWARD.includes(one)))
  return (
    forAct &&
    inForceOn(ground, on) &&
    (!outward || recipient?.grounds.includes(ground.id) === true) &&
    (ground.handling.length === 0 || ground.handling.some((one) => category.handling.includes(one))) &&
    !ground.notFor.some((one) => category.handling.includes(one))
  )
}

/** What a claimed ground still lacks: its document, its conditions, and an exception of the law that it falls under. */
export function unmet(one: Case, ground: Ground): Obstacle[] {
  const { question, pack, standing } = one
  const by = [`ground:${ground.id}`, 'system:exception-ground']
  const words = { ground: ground.name }
  const found: Obstacle[] = []
  if (ground.document && !question.document)
    found.push({ reason: 'document-missing', by, words: { ...words, document: ground.document } })
  for (const condition of ground.conditions) {
    const met = conditionMet(one, ground, condition)
    if (!met) found.push({ reason: 'condition-not-stated', by, words: { ...words, condition } })
  }
  if (ground.kind === 'consent' && pack.role === 'controller' && !consented(one) && !agreedBeyond(one))
    found.push({ reason: 'consent-to-provide', by, words: { consents: '' } })
  if (ground.kind === 'consent' && pack.role === 'processor' && !clientAgreed(one))
    found.push({ reason: 'not-approved', by: [...by, 'system:client-approval'], words })
  if (ground.kind === 'opt-out' && !standing.filed.includes(ground.id))
    found.push({ reason: 'not-filed', by, words })
  return found
}

const agreedBeyond = ({ person, purpose, category }: Case): boolean =>
  person.beyond.some((use) => use.purpose === purpose.id && use.category === category.id)

function clientAgreed({ standing, question, act, purposes, on }: Case): boolean {
  return standing.approvals.some(
    ({ client, act: forAct, purpose, receiver, until }) =>
      client === question.client &&
      (forAct === undefined || forAct === act) &&
      (purpose === undefined || purposes.some(({ id }) => id === purpose)) &&
      (receiver === undefined || receiver === question.recipient) &&
      (until === undefined || on <= until),
  )
}

function conditionMet(one: Case, ground: Ground, condition: Ground['conditions'][number]): boolean {
  const { question, standing, recipient, pack } = one
  switch (condition) {
    // What else is checked of every act.
    case 'within-purpose':
    case 'withdrawable':
      return true
    case 'filed':
      return standing.filed.includes(ground.id)
    case 'recipient-checked':
      return question.recipient !== undefined && standing.checked.includes(question.recipient)
    case 'advance-notice':
      // That the notice ran is checked of the recipient; who has none must state it.
      return (
        pack.notices.some(({ id }) => id === recipient?.notice) ||
        question.conditions?.includes(condition) === true
      )
    case 'consent-difficult':
    case 'consent-would-hinder':
    case 'no-undue-harm':
      return question.conditions?.includes(condition) === true
    default:
      return condition satisfies never
  }
}

/** The ground on which the act rests: the claimed one, or the first of the recipient's (or the act's) that stands by itself. */
export function groundUsed(one: Case): Ground | undefined {
  const { pack, act, ground, question } = one
  if (ground) return fits(one, ground) && unmet(one, ground).length === 0 ? ground : undefined
  if (question.ground !== undefined) return undefined
  if (!OUTWARD.includes(act) && act !== 'take-out' && act !== 'copy') return undefined
  return pack.grounds.find(
    (candidate) =>
      SELF_EVIDENT.includes(candidate.kind) && fits(one, candidate) && unmet(one, candidate).length === 0,
  )
}

/** What the claimed ground lifts: as far as the laws of the person know such an exception, and break-glass at once. */
export function lifted(one: Case): ReadonlySet<Lift> {
  const used = groundUsed(one)
  if (!used) return new Set()
  const lifts = new Set<Lift>()
  if (EXCEPTIONS.includes(used.kind)) {
    lifts.add('stop')
    for (const [ban, taken] of BANS) if (lawKnows(one, used, ban)) for (const lift of taken) lifts.add(lift)
  }
  if (used.breakGlass)
    for (const lift of ['role', 'clearance', 'purpose', 'consent', 'special-care'] as const) lifts.add(lift)
  return lifts
}

const BANS: readonly [Ground['lifts'][number], readonly Lift[]][] = [
  ['purpose-limit', ['purpose', 'consent']],
  ['special-care-consent', ['special-care']],
  ['special-category-ban', ['special-care']],
  ['provision-consent', ['provision']],
  ['transfer-consent', ['transfer']],
]

// A law that does not know the ban lets the policy's own exception stand.
function lawKnows(one: Case, ground: Ground, ban: Ground['lifts'][number]): boolean {
  const exceptions = lawGrounds(one, ban)
  const kind = ground.kind === 'legal-process' ? 'law' : ground.kind
  return exceptions.length === 0 || exceptions.some((exception) => exception.kind === kind)
}
