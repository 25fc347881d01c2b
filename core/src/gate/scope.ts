// SPDX-License-Identifier: Apache-2.0
// What the policy says of everybody: purpose, role, kind of data. Each check gives what stands in the way.
import { inForceOn } from '@yakusoku/core/packs'
import {
  consented,
  consentsFor,
  lawGrounds,
  namesOf,
  nearestOf,
  refsTo,
  type Case,
  type Obstacle,
} from './case.ts'
import { OUTWARD } from './question.ts'

/** The purpose, or one above it, uses the category. */
export function purposeUses(one: Case): Obstacle[] {
  const { pack, category, purpose, purposes, person } = one
  if (purposes.some(({ uses }) => uses.includes(category.id))) return []
  const agreed = person.beyond.some((use) => use.purpose === purpose.id && use.category === category.id)
  if (agreed) return []
  const using = pack.purposes.filter(({ uses }) => uses.includes(category.id))
  return [
    {
      reason: 'beyond-purpose',
      by: ['system:purpose-limitation', 'system:deny-by-default', 'system:prior-consent'],
      article: lawGrounds(one, 'purpose-limit')[0]?.source?.article,
      words: { category: category.name, purpose: purpose.name, purposes: namesOf(using) },
      lift: 'purpose',
    },
  ]
}

/** A purpose that came with a new version was told of, and consented to where it relates to none before. */
export function purposeTold(one: Case): Obstacle[] {
  const { purpose, standing, on } = one
  const change = Object.hasOwn(standing.newPurposes, purpose.id)
    ? standing.newPurposes[purpose.id]
    : undefined
  if (!change) return []
  const words = { purpose: purpose.name }
  const by = ['system:purpose-change', `purpose:${purpose.id}`]
  if (change.told === undefined || change.told > on) return [{ reason: 'purpose-not-told', by, words }]
  if (change.related || consented(one)) return []
  return [{ reason: 'purpose-needs-consent', by: [...by, 'system:prior-consent'], words, lift: 'consent' }]
}

/** One of the actor's roles may act for the purpose. */
export function roleMay({ pack, question, purpose, purposes }: Case): Obstacle[] {
  const roles = nearestOf(purposes, (above) => above.roles) ?? []
  if (roles.some((role) => question.actor.roles.includes(role))) return []
  const allowed = pack.roles.filter(({ id }) => roles.includes(id))
  return [
    {
      reason: 'role-not-allowed',
      by: [`purpose:${purpose.id}`, 'system:access-control', 'system:purpose-limitation'],
      words: { purpose: purpose.name, roles: namesOf(allowed) },
      lift: 'role',
    },
  ]
}

/** Restricted data is for people cleared by name, secret data for nobody. */
export function handledSo({ act, category, question, standing }: Case): Obstacle[] {
  const words = { category: category.name }
  const here = `category:${category.id}`
  const shows = act === 'read' || act === 'disclose' || act === 'copy' || OUTWARD.includes(act)
  if (category.handling.includes('secret') && shows)
    return [{ reason: 'secret', by: [here, 'system:secret-values'], words }]
  if (!category.handling.includes('restricted') || act === 'collect') return []
  const { id } = question.actor
  const cleared =
    id !== undefined && Object.hasOwn(standing.clearances, id) ? standing.clearances[id] : undefined
  if (cleared?.includes(category.id)) return []
  return [{ reason: 'not-cleared', by: [here, 'system:clearance'], words, lift: 'clearance' }]
}

/** Individual numbers: only the affairs the law lists, provided only on the law, never shared (My Number Act Art. 9, 19, 30(2)). */
export function numberListed({
  act,
  category,
  purposes,
  lawsOfPerson,
  recipient,
  ground,
  on,
}: Case): Obstacle[] {
  if (!category.handling.includes('my-number')) return []
  const law = lawsOfPerson.filter(({ applies }) => applies?.handling.includes('my-number'))
  const listed = law
    .flatMap((pack) => pack.purposes)
    .filter((purpose) => inForceOn(purpose, on))
    .map(({ id }) => id)
  const isListed = purposes.some(
    ({ id, meets }) => listed.includes(id) || meets.some((met) => listed.includes(met)),
  )
  const leaves = act === 'provide' || act === 'transfer' || act === 'share'
  const byLaw = ground?.kind === 'law' && recipient?.grounds.includes(ground.id) === true && act !== 'share'
  if (isListed && (!leaves || byLaw)) return []
  const article = law.flatMap((pack) => pack.grounds).find(({ notFor }) => notFor.includes('my-number'))
    ?.source?.article
  return [
    { reason: 'my-number', by: [`category:${category.id}`, 'system:my-number-limits'], article, words: {} },
  ]
}

const KIND_OF_BASIS = {
  consent: 'consent',
  contract: 'contract',
  'legal-obligation': 'law',
  'vital-interests': 'emergency',
  'public-task': 'public-cooperation',
  'legitimate-interests': 'legitimate-interests',
} as const

/** The purpose has the legal basis that the law of the person asks for, and what that basis needs. */
export function basisStands(one: Case): Obstacle[] {
  const { pack, purpose, purposes, standing } = one
  const basis = nearestOf(purposes, (above) => above.basis)
  const asked = lawGrounds(one, 'lawful-basis')
  const words = { purpose: purpose.name }
  const article = (asked.find(({ kind }) => kind === (basis && KIND_OF_BASIS[basis])) ?? asked[0])?.source
    ?.article
  if (basis === undefined)
    return asked.length === 0
      ? []
      : [{ reason: 'no-basis', by: [`purpose:${purpose.id}`, 'system:legal-basis'], article, words }]
  if (basis !== 'legitimate-interests') return []
  const weighs =
    asked.length > 0 || pack.promises.some(({ keptBy }) => keptBy.includes('system:balancing-assessment'))
  if (!weighs || standing.assessments.some((id) => purposes.some((above) => above.id === id))) return []
  return [
    { reason: 'not-assessed', by: ['system:balancing-assessment', `purpose:${purpose.id}`], article, words },
  ]
}

/** Special-care data: consent, handed over by the person, or an exception (APPI Art. 20(2), GDPR Art. 9). */
export function specialCare(one: Case): Obstacle[] {
  const { act, category, pack, purposes, question } = one
  if (!category.handling.includes('special-care')) return []
  const acquiring = act === 'collect' ? lawGrounds(one, 'special-care-consent') : []
  const banned = lawGrounds(one, 'special-category-ban')
  if (acquiring.length + banned.length === 0 || consented(one)) return []
  const basis = nearestOf(purposes, (above) => above.basis)
  const excepted = (grounds: typeof banned): boolean =>
    grounds.some(({ kind, conditions }) => basis && kind === KIND_OF_BASIS[basis] && conditions.length === 0)
  const handedOver = pack.channels.find(({ id }) => id === question.channel)?.from === 'person'
  const stands = [
    ...(acquiring.length > 0 && !handedOver && !excepted(acquiring) ? acquiring : []),
    ...(banned.length > 0 && !excepted(banned) ? banned : []),
  ]
  const [first] = stands
  if (!first) return []
  const by = [`category:${category.id}`, 'system:prior-consent', ...refsTo('consent', consentsFor(one))]
  const words = { category: category.name }
  return [{ reason: 'special-care', by, article: first.source?.article, words, lift: 'special-care' }]
}

/** A processor handles what its client contracted, or agreed to in writing, by people named for that client. */
export function clientContracted({ pack, question, purpose, purposes, standing, act, on }: Case): Obstacle[] {
  const { client, actor } = question
  const entity = pack.entities.find(({ id }) => id === client)
  if (client === undefined || !entity) return []
  const found: Obstacle[] = []
  const approved = standing.approvals.some(
    (one) =>
      one.client === client &&
      (one.act === undefined || one.act === act) &&
      (one.purpose === undefined || purposes.some(({ id }) => id === one.purpose)) &&
      one.receiver === undefined &&
      (one.until === undefined || on <= one.until),
  )
  const words = { client: entity.name, purpose: purpose.name }
  if (!approved && !entity.services.some((id) => purposes.some((above) => above.id === id)))
    found.push({
      reason: 'not-contracted',
      by: [`entity:${client}`, 'system:contracted-service-only', 'system:client-approval'],
      words,
    })
  const namesPeople = pack.promises.some(({ keptBy }) => keptBy.includes('system:handling-personnel'))
  const named = actor.id !== undefined && Object.hasOwn(standing.assignments, actor.id)
  if (namesPeople && !(named && standing.assignments[actor.id ?? '']?.includes(client)))
    found.push({ reason: 'not-assigned', by: ['system:handling-personnel'], words })
  return found
}
