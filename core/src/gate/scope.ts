// SPDX-License-Identifier: Apache-2.0
// What the policy says of everybody: purpose, role, kind of data. Each check gives what stands in the way.
import { isWithin, type ElementOf } from '@yakusoku/core/packs'
import {
  agreedBeyond,
  basesOf,
  consented,
  consentsFor,
  lawGrounds,
  namesOf,
  nearestOf,
  refsTo,
  withAbove,
  type Basis,
  type Case,
  type Obstacle,
} from './case.ts'
import { hasCome, standsOn } from './days.ts'

/** The purpose, or one above it, uses the category, and the field that is asked for. */
export function purposeUses(one: Case): Obstacle[] {
  const { pack, category, purpose, purposes } = one
  if (purposes.some(({ uses }) => uses.includes(category.id)) && needsField(one)) return []
  if (agreedBeyond(one)) return []
  const using = pack.purposes.filter(({ uses }) => uses.includes(category.id))
  return [
    {
      reason: 'beyond-purpose',
      by: [
        'system:purpose-limitation',
        'system:deny-by-default',
        `purpose:${purpose.id}`,
        'system:prior-consent',
      ],
      article: lawGrounds(one, 'purpose-limit')
        .flat()
        .find(({ kind }) => kind === 'consent')?.source?.article,
      words: { category: category.name, purpose: purpose.name, purposes: namesOf(using) },
      lift: 'purpose',
    },
  ]
}

// A Fides key asks for what lies within it: some of that is needed, or all of it.
function needsField({ question, category, purposes }: Case): boolean {
  const fields = nearestOf(purposes, (purpose) => purpose.fields)
  if (question.category === category.id || fields.length === 0) return true
  return fields.some((field) => isWithin(question.category, field) || isWithin(field, question.category))
}

/** What is collected comes by a way in that the category names. */
export function channelNamed({ act, category, pack, question }: Case): Obstacle[] {
  const { channel } = question
  if (act !== 'collect' || channel === undefined || category.channels.includes(channel)) return []
  const named = pack.channels.filter(({ id }) => category.channels.includes(id))
  const by = [
    `channel:${channel}`,
    'system:declared-collection',
    'system:recorded-acts',
    `category:${category.id}`,
  ]
  return [
    {
      reason: 'channel-not-named',
      by,
      words: { category: category.name, channel, channels: namesOf(named) },
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
  if (!hasCome(change.told, on)) return [{ reason: 'purpose-not-told', by, words }]
  if (change.related || consented(one)) return []
  return [{ reason: 'purpose-needs-consent', by: [...by, 'system:prior-consent'], words, lift: 'consent' }]
}

/** One of the actor's roles may act for the purpose. */
export function roleMay({ pack, question, purpose, purposes }: Case): Obstacle[] {
  const roles = nearestOf(purposes, (above) => above.roles)
  const allowed = pack.roles.filter(({ id }) => roles.includes(id))
  if (allowed.some(({ id }) => question.actor.roles.includes(id))) return []
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
  const shows = act !== 'collect' && act !== 'use'
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
export function numberListed({ act, category, purposes, lawsOfPerson, recipient, ground }: Case): Obstacle[] {
  if (!category.handling.includes('my-number')) return []
  const law = lawsOfPerson.filter(({ applies }) => applies?.handling.includes('my-number'))
  const affairs = law.flatMap((pack) => pack.purposes)
  const cases = law.flatMap(({ grounds }) => grounds.filter(({ handling }) => handling.includes('my-number')))
  const leaves = act === 'provide' || act === 'transfer' || act === 'share'
  const byLaw =
    act !== 'share' && ground && recipient?.grounds.includes(ground.id) === true && carriesOut(ground, cases)
  if (purposes.some((purpose) => carriesOut(purpose, affairs)) && (!leaves || byLaw)) return []
  const article = law.flatMap((pack) => pack.grounds).find(({ notFor }) => notFor.includes('my-number'))
    ?.source?.article
  return [
    { reason: 'my-number', by: [`category:${category.id}`, 'system:my-number-limits'], article, words: {} },
  ]
}

/** Whether an element of the pack is one of the law's, by its id or by what it says that it meets. */
const carriesOut = (
  { id, meets }: { id: string; meets: readonly string[] },
  ofLaw: readonly { id: string }[],
): boolean => ofLaw.some((each) => each.id === id || meets.includes(each.id))

const KIND_OF_BASIS: Record<Basis, ElementOf<'ground'>['kind']> = {
  consent: 'consent',
  contract: 'contract',
  'legal-obligation': 'law',
  'vital-interests': 'emergency',
  'public-task': 'public-cooperation',
  'legitimate-interests': 'legitimate-interests',
}

/** The purpose has a legal basis that each law of the person that asks for one knows, and what that basis needs. */
export function basisStands(one: Case): Obstacle[] {
  const { pack, purpose, purposes, standing } = one
  const bases = basesOf(one)
  const asked = lawGrounds(one, 'lawful-basis')
  const words = { purpose: purpose.name }
  const lacking = asked.find(
    (known) => !known.some(({ kind }) => bases.some((b) => KIND_OF_BASIS[b] === kind)),
  )
  if (lacking) {
    const by = [`purpose:${purpose.id}`, 'system:legal-basis']
    return [{ reason: 'no-basis', by, article: lacking[0]?.source?.article, words, lift: 'basis' }]
  }
  if (!bases.includes('legitimate-interests')) return []
  const weighs =
    asked.length > 0 || pack.promises.some(({ keptBy }) => keptBy.includes('system:balancing-assessment'))
  if (!weighs || standing.assessments.some((id) => purposes.some((above) => above.id === id))) return []
  const by = ['system:balancing-assessment', `purpose:${purpose.id}`]
  const article = asked.flat().find(({ kind }) => kind === 'legitimate-interests')?.source?.article
  return [{ reason: 'not-assessed', by, article, words, lift: 'basis' }]
}

/** Special-care data: consent, handed over by the person, or an exception (APPI Art. 20(2), GDPR Art. 9). */
export function specialCare(one: Case): Obstacle[] {
  const { act, category, pack, question } = one
  if (!category.handling.includes('special-care') || consented(one, 'special-care-consent')) return []
  const handedOver = pack.channels.find(({ id }) => id === question.channel)?.from === 'person'
  const acquired = act === 'collect' && !handedOver ? lawGrounds(one, 'special-care-consent') : []
  const bases = basesOf(one).map((basis) => KIND_OF_BASIS[basis])
  const stands = [...acquired, ...lawGrounds(one, 'special-category-ban')].find(
    (known) =>
      !known.some(
        ({ kind, conditions }) => kind !== 'consent' && bases.includes(kind) && conditions.length === 0,
      ),
  )
  if (!stands) return []
  const consents = consentsFor(one, 'special-care-consent')
  const by = [`category:${category.id}`, 'system:prior-consent', ...refsTo('consent', consents)]
  const article = (stands.find(({ kind }) => kind === 'consent') ?? stands[0])?.source?.article
  return [{ reason: 'special-care', by, article, words: { category: category.name }, lift: 'special-care' }]
}

/** A processor handles what its client contracted, or agreed to in writing, by people named for that client. */
export function clientContracted(one: Case): Obstacle[] {
  const { pack, question, purpose, purposes, standing, act, on } = one
  const { client, actor } = question
  const entity = pack.entities.find(({ id }) => id === client)
  if (client === undefined || !entity) return []
  const found: Obstacle[] = []
  const approved = standing.approvals.some(
    (each) =>
      each.client === client &&
      (each.act === undefined || each.act === act) &&
      (each.purpose === undefined || purposes.some(({ id }) => id === each.purpose)) &&
      each.receiver === undefined &&
      (each.until === undefined || standsOn(each.until, on)),
  )
  const words = { client: entity.name, purpose: purpose.name }
  const contracted = entity.services.some((id) => purposes.some((above) => above.id === id))
  if (!(contracted || approved) || isOfOthers(one, entity))
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

/** Data that services of clients use, but none of this client: no client agrees to the use of another's. */
function isOfOthers({ whole, category }: Case, client: ElementOf<'entity'>): boolean {
  const using = whole.purposes
    .filter(({ uses }) => uses.includes(category.id))
    .flatMap((purpose) => withAbove(whole, purpose).map(({ id }) => id))
  const owners = whole.entities.filter(({ services }) => services.some((id) => using.includes(id)))
  return owners.length > 0 && !owners.some(({ id }) => id === client.id)
}
