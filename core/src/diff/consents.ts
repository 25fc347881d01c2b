// SPDX-License-Identifier: Apache-2.0
import type { ElementOf, Local, PackData } from '@yakusoku/core/packs'
import { withKind, type Act } from './acts.ts'
import type { ElementChange } from './change.ts'

type Purpose = ElementOf<'purpose'>

const FREE: readonly Purpose['basis'][] = ['legal-obligation', 'vital-interests']

/** Whose consent a new version needs before it may be acted on, each with its article; `unless` says when it does not. */
export function consentsNeeded(older: PackData, newer: PackData, changes: readonly ElementChange[]): Act[] {
  return [
    ...purposes(older, newer, changes),
    ...jointUse(older, newer, changes),
    ...thirdParties(older, newer, changes),
    ...transfers(older, newer, changes),
    ...specialCare(older, newer, changes),
    ...widened(newer, changes),
  ]
}

const RELATED: Local = {
  ja: '元の利用目的と関連があると合理的に認められるなら、同意は要らず、通知又は公表で足りる',
  en: 'none where it reasonably relates to the old purpose: then notifying or publishing it is enough',
}

// A purpose that data already held was not collected for: APPI Art. 17(2), 18(1).
function purposes(older: PackData, newer: PackData, changes: readonly ElementChange[]): Act[] {
  return withKind(changes, 'purpose').flatMap(({ id, name, what }) => {
    const [before, after] = [older, newer].map((pack) => pack.purposes.find((one) => one.id === id))
    if (what === 'removed' || !after || FREE.includes(after.basis)) return []
    const held = new Set(older.categories.map((category) => category.id))
    const gained = after.uses.filter((category) => held.has(category) && !before?.uses.includes(category))
    if (gained.length === 0) return []
    const related = gained.every((category) => isRelated(older, newer, after, category))
    return [
      {
        reason: {
          ja: `すでに持つ情報を新しい目的「${name.ja}」に使う`,
          en: `Data already held is to be used for "${name.en}"`,
        },
        article: 'APPI Art. 17(2), 18(1)',
        what: [`purpose:${id}`],
        categories: gained,
        ...(related ? { unless: RELATED } : {}),
      },
    ]
  })
}

// Under the same head as a purpose for which the category was already used: a sign, not a proof, of relation.
function isRelated(older: PackData, newer: PackData, purpose: Purpose, category: string): boolean {
  const heads = new Set([purpose.id, ...purpose.under])
  return [
    ...older.purposes,
    ...newer.purposes.filter(({ id }) => older.purposes.some((one) => one.id === id)),
  ].some(
    ({ id, under, uses }) =>
      id !== purpose.id && uses.includes(category) && [id, ...under].some((head) => heads.has(head)),
  )
}

// Items and range of joint users cannot be changed otherwise: APPI Art. 27(6), GL 3-6-3.
function jointUse(older: PackData, newer: PackData, changes: readonly ElementChange[]): Act[] {
  return withKind(changes, 'recipient').flatMap(({ id, name, what }) => {
    const [before, after] = [older, newer].map((pack) => pack.recipients.find((one) => one.id === id))
    if (what !== 'changed' || after?.kind !== 'joint-user' || before?.kind !== 'joint-user') return []
    const categories = after.categories.filter((category) => !before.categories.includes(category))
    const members = after.members.filter((member) => !before.members.includes(member))
    if (categories.length + members.length === 0) return []
    return [
      {
        reason: {
          ja: `共同利用「${name.ja}」の項目又は範囲を広げる`,
          en: `Items or range of the joint use "${name.en}" are widened`,
        },
        article: 'APPI Art. 27(6), GL 3-6-3',
        what: [`recipient:${id}`],
        categories: categories.length > 0 ? categories : after.categories,
      },
    ]
  })
}

const LAWFUL: readonly ElementOf<'ground'>['kind'][] = [
  'law',
  'legal-process',
  'emergency',
  'public-health',
  'public-cooperation',
  'academic',
  'opt-out',
  'entrustment',
  'joint-use',
  'succession',
]

// A third party that the law does not let have the data without consent: APPI Art. 27(1).
function thirdParties(older: PackData, newer: PackData, changes: readonly ElementChange[]): Act[] {
  return withKind(changes, 'recipient').flatMap(({ id, name, what }) => {
    const [before, after] = [older, newer].map((pack) => pack.recipients.find((one) => one.id === id))
    if (what === 'removed' || !after || !isByConsent(newer, after)) return []
    // Who was a contractor, or had a ground of the law, was given nothing by consent until now.
    const agreed = before && isByConsent(older, before) ? before.categories : []
    const gained = after.categories.filter((category) => !agreed.includes(category))
    if (gained.length === 0) return []
    return [
      {
        reason: {
          ja: `新たに「${name.ja}」へ提供する`,
          en: `Data is to go to "${name.en}"`,
        },
        article: 'APPI Art. 27(1)',
        what: [`recipient:${id}`],
        categories: gained,
      },
    ]
  })
}

function isByConsent(pack: PackData, { kind, grounds, purposes: named }: ElementOf<'recipient'>): boolean {
  // What identifies nobody is no personal data.
  const identifying = named.some((id) => !pack.purposes.find((one) => one.id === id)?.deidentified)
  if (named.length > 0 && !identifying) return false
  const kinds = grounds.map((ground) => pack.grounds.find((one) => one.id === ground)?.kind)
  const lawful = kinds.some((found) => found !== undefined && LAWFUL.includes(found))
  return (kind === 'third-party' || kind === 'group') && !lawful
}

// Abroad without designated country, equivalent measures or exception: APPI Art. 28(1). A route that stands and carries
// more than before needs consent for what it carries more.
function transfers(older: PackData, newer: PackData, changes: readonly ElementChange[]): Act[] {
  const touched = new Set(
    [...withKind(changes, 'transfer'), ...withKind(changes, 'recipient')].map(({ id }) => id),
  )
  return newer.transfers
    .filter(({ id, recipient, basis }) => basis === 'consent' && (touched.has(id) || touched.has(recipient)))
    .flatMap((route) => {
      const old = older.transfers.find(({ id }) => id === route.id)
      const same =
        old?.basis === 'consent' && old.country === route.country && old.recipient === route.recipient
      const carried = same ? carriedBy(older, route) : []
      const gained = carriedBy(newer, route).filter((category) => !carried.includes(category))
      if (gained.length === 0) return []
      const { id, name, country } = route
      return [
        {
          reason: {
            ja: `「${name.ja}」として ${country} へ移す`,
            en: `Data is to go to ${country} by "${name.en}"`,
          },
          article: 'APPI Art. 28(1)(2)',
          what: [`transfer:${id}`],
          categories: gained,
        },
      ]
    })
}

const carriedBy = (pack: PackData, { recipient }: ElementOf<'transfer'>): readonly string[] =>
  pack.recipients.find(({ id }) => id === recipient)?.categories ?? []

// Special-care data newly collected: APPI Art. 20(2).
function specialCare(older: PackData, newer: PackData, changes: readonly ElementChange[]): Act[] {
  return withKind(changes, 'category').flatMap(({ id, name }) => {
    const [before, after] = [older, newer].map((pack) => pack.categories.find((one) => one.id === id))
    if (!after?.handling.includes('special-care') || before?.handling.includes('special-care')) return []
    const using = newer.purposes.filter(({ uses }) => uses.includes(id))
    if (using.length > 0 && using.every(({ basis }) => FREE.includes(basis))) return []
    return [
      {
        reason: {
          ja: `要配慮個人情報「${name.ja}」を取得する`,
          en: `Special-care information "${name.en}" is to be collected`,
        },
        article: 'APPI Art. 20(2)',
        what: [`category:${id}`],
        categories: [id],
        unless: {
          ja: '本人から直接受け取るなら、それが同意に当たる',
          en: 'receiving it from the person directly counts as consent',
        },
      },
    ]
  })
}

// Who agreed to the words and purposes of a consent agreed to no others: APPI Art. 18(1).
function widened(newer: PackData, changes: readonly ElementChange[]): Act[] {
  return withKind(changes, 'consent').flatMap(({ id, name, what, details }) => {
    const added = details.find(({ field }) => field === 'purposes')?.gained ?? []
    const reworded = details.some(({ field }) => field === 'text')
    if (what !== 'changed' || (added.length === 0 && !reworded)) return []
    const purposes = newer.consents.find((one) => one.id === id)?.purposes ?? []
    const concerned = added.length > 0 ? added : purposes
    const uses = newer.purposes
      .filter((purpose) => concerned.includes(purpose.id))
      .flatMap((purpose) => purpose.uses)
    return [
      {
        reason: {
          ja: `同意「${name.ja}」の${added.length > 0 ? '目的が増える' : '文言が変わる'}`,
          en: `Consent "${name.en}" ${added.length > 0 ? 'gains purposes' : 'is worded otherwise'}`,
        },
        article: 'APPI Art. 18(1)',
        what: [`consent:${id}`],
        categories: [...new Set(uses)],
        ...(added.length > 0 ? {} : { unless: SAME }),
      },
    ]
  })
}

const SAME: Local = {
  ja: '新しい文言が同じことを言うなら、前の同意のままでよい',
  en: 'none where the new words say the same: then the old consent stands',
}
