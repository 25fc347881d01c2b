// SPDX-License-Identifier: Apache-2.0
import { isDay } from '@yakusoku/core/calendar'
import { meant, packOn, versionsOn, type Local, type PackData } from '@yakusoku/core/packs'
import { acting } from './acting.ts'
import {
  actOf,
  lawsOf,
  namedCategory,
  namedRecipient,
  nearestOf,
  withAbove,
  type Case,
  type Weighed,
} from './case.ts'
import { ACTS, OUTWARD, type Question } from './question.ts'
import type { GapReason } from './reasons.ts'

/** Something that is not declared, with the elements and systems whose promise is to deny it. */
export type Gap = {
  readonly reason: GapReason
  readonly by: readonly string[]
  readonly words: Readonly<Record<string, string | Local>>
}

const keeper = 'system:deny-by-default'
const gap = (reason: GapReason, words: Gap['words'] = {}, by: readonly string[] = []): Gap => ({
  reason,
  by: [...by, keeper],
  words,
})

const idsOf = (elements: readonly { id: string }[]): string[] => elements.map(({ id }) => id)

/** Finds what every name of a question stands for on the day, or the first that stands for nothing. */
export function declared(given: Weighed, asked: Question): Case | Gap {
  const question = acting(given.standing, asked)
  const unfounded = notInForce(given)
  if (unfounded) return unfounded
  const { on, pack: whole } = given
  const pack = today(whole, on)
  const weighed = { ...given, pack, laws: versionsOn(given.laws, on).map((law) => today(law, on)) }
  const act = actOf(question.act)
  if (act === undefined) return gap('unknown-act', { act: question.act, known: ACTS.join(', ') })
  const category = namedCategory(whole, pack, question.category)
  if (!category) {
    const known = meant(question.category, idsOf(pack.categories))
    return gap('unknown-category', { category: question.category, meant: known })
  }
  const purpose = pack.purposes.find(({ id }) => id === question.purpose)
  const ended = endedAbove(whole, pack, question.purpose)
  if (ended !== undefined) return gap('purpose-not-in-force', { purpose: question.purpose, ended })
  if (!purpose) {
    const known = meant(question.purpose, idsOf(pack.purposes))
    return gap('unknown-purpose', { purpose: question.purpose, meant: known })
  }
  const ground = pack.grounds.find(({ id }) => id === question.ground)
  const { recipient, receiver } = namedRecipient(weighed, question.recipient)
  const found: Case = {
    ...weighed,
    whole,
    recipient,
    receiver,
    question,
    act,
    category,
    purpose,
    purposes: withAbove(pack, purpose),
    ground,
    lawsOfPerson: lawsOf(weighed, category),
  }
  return undeclared(found) ?? found
}

// Questions of one day come in numbers: each pack is remembered as it stood on the last day asked about.
const stood = new WeakMap<PackData, { on: string; pack: PackData }>()
function today(pack: PackData, on: string): PackData {
  const last = stood.get(pack)
  if (last?.on === on) return last.pack
  const now = packOn(pack, on)
  stood.set(pack, { on, pack: now })
  return now
}

/** Nothing is decided on a day that is none, before the policy begins, or without a law that the policy builds on. */
function notInForce({ pack, laws, on }: Weighed): Gap | undefined {
  if (!isDay(on) || on < pack.effective) return gap('not-in-force', { day: on, begins: pack.effective })
  const missing = pack.extends.find((id) => id.startsWith('law/') && !laws.some((law) => law.id === id))
  return missing === undefined ? undefined : gap('law-missing', { law: missing })
}

/** The purpose itself or one above it that is not in force: what is below would lose what holds for it from above. */
function endedAbove(whole: PackData, pack: PackData, id: string): string | undefined {
  const named = whole.purposes.find((one) => one.id === id)
  const gone = named && withAbove(whole, named).find((one) => !pack.purposes.includes(one))
  return gone?.id
}

function undeclared(found: Case): Gap | undefined {
  return unknownName(found) ?? unknownActor(found) ?? nobodyMay(found) ?? unknownReceiver(found)
}

function unknownName(one: Case): Gap | undefined {
  const { pack, question, ground, standing } = one
  const { client, channel } = question
  if (question.ground !== undefined && !ground)
    return gap('unknown-ground', {
      ground: question.ground,
      meant: meant(question.ground, idsOf(pack.grounds)),
    })
  const clients = pack.entities.filter(({ kind }) => kind === 'client')
  // Registering a client contracts nothing: what is entrusted is declared.
  const registered = pack.role === 'controller' && !isEntrusted(one) ? Object.keys(standing.clients) : []
  const known = [...idsOf(clients), ...registered]
  if (client !== undefined && !known.includes(client))
    return gap('unknown-client', { client, meant: meant(client, known) })
  if (channel !== undefined && !pack.channels.some(({ id }) => id === channel))
    return gap('unknown-channel', { channel, meant: meant(channel, idsOf(pack.channels)) })
  return undefined
}

function unknownActor({ pack, question }: Case): Gap | undefined {
  const { roles } = question.actor
  const [first] = roles
  if (first === undefined) return gap('actor-without-role')
  if (roles.some((role) => pack.roles.some(({ id }) => id === role))) return undefined
  return gap('unknown-role', { role: roles.join(', '), meant: meant(first, idsOf(pack.roles)) })
}

function nobodyMay(one: Case): Gap | undefined {
  const { pack, category, purpose, purposes, question } = one
  if (!pack.purposes.some(({ uses }) => uses.includes(category.id)))
    return gap('category-without-purpose', { category: category.name }, [`category:${category.id}`])
  if (nearestOf(purposes, ({ roles }) => roles).length === 0)
    return gap('purpose-without-role', { purpose: purpose.name }, [`purpose:${purpose.id}`])
  return question.client === undefined && isEntrusted(one) ? gap('client-missing') : undefined
}

/** Data is entrusted where a client contracted the purpose, or a purpose that uses it: whether or not the contract has ended. */
const isEntrusted = ({ whole, category, purposes }: Case): boolean =>
  purposes.some((purpose) => isServed(whole, purpose)) ||
  whole.purposes.some(
    (purpose) =>
      purpose.uses.includes(category.id) && withAbove(whole, purpose).some((one) => isServed(whole, one)),
  )

const isServed = (pack: PackData, purpose: { id: string }): boolean =>
  pack.entities.some(({ services }) => services.includes(purpose.id))

function unknownReceiver({ pack, standing, act, question, recipient }: Case): Gap | undefined {
  const name = question.recipient
  if (name !== undefined && !OUTWARD.includes(act)) return gap('recipient-not-of-act', { act })
  if (name === undefined) return OUTWARD.includes(act) ? gap('recipient-missing') : undefined
  if (!recipient) {
    const known = [...idsOf(pack.recipients), ...Object.keys(standing.receivers)]
    return gap('unknown-recipient', { recipient: name, meant: meant(name, known) })
  }
  const { purposes, categories, grounds } = recipient
  if (purposes.length > 0 && categories.length > 0 && grounds.length > 0) return undefined
  return gap('recipient-without-ground', { recipient: recipient.name }, [`recipient:${recipient.id}`])
}
