// SPDX-License-Identifier: Apache-2.0
import { KINDS } from '@yakusoku/core/classify'
import type { Proposal } from '@yakusoku/core/classify'
import type { InferredKey, PolymorphicPair } from './draft-references.ts'
import type { Sample } from './draft-samples.ts'
import type { PackTie } from './draft-pack.ts'

/** What a person must confirm, the most pressing first. */
export interface ToConfirm {
  readonly why:
    | 'careful'
    | 'polymorphic'
    | 'inferred'
    | 'unreached'
    | 'apart'
    | 'unsure'
    | 'inside'
    | 'not-sampled'
    | 'not-in-pack'
    | 'whole'
  readonly collection: string
  readonly field?: string
  readonly en: string
  readonly ja: string
}

/** A field of the map with what was proposed for it and why. */
export interface FieldDraft {
  readonly collection: string
  readonly field: string
  readonly categories: readonly string[]
  readonly proposal: Proposal
  readonly tie?: PackTie
}

interface Facts {
  readonly fields: readonly FieldDraft[]
  readonly sure: readonly InferredKey[]
  readonly unsure: readonly InferredKey[]
  readonly pairs: readonly PolymorphicPair[]
  readonly unreached: readonly string[]
  /** Rows with an address of their own that name a person besides: they are searched by the address alone. */
  readonly apart: readonly { readonly collection: string; readonly field: string; readonly target: string }[]
  /** Collections whose rows each belong to one person, though no column of theirs says anything personal. */
  readonly whole: readonly string[]
  readonly samples: readonly { readonly name: string; readonly state: Sample['state'] }[]
  readonly withPack: boolean
}

const isPersonal = ({ proposal }: FieldDraft): boolean => proposal.category.startsWith('user')
const percent = (confidence: number): string => confidence.toFixed(2)

const careful = ({ fields }: Facts): ToConfirm[] =>
  fields
    .filter((one) => isPersonal(one) && one.proposal.careful && !one.proposal.inside)
    .map(({ collection, field, proposal }) => ({
      why: 'careful',
      collection,
      field,
      en: `${percent(proposal.confidence)} ${proposal.en}`,
      ja: `${percent(proposal.confidence)} ${proposal.ja}`,
    }))

const inferred = ({ sure, unsure }: Facts): ToConfirm[] =>
  [...unsure, ...sure]
    .toSorted((a, b) => a.confidence - b.confidence)
    .map(({ from, to, columns, references, confidence, asked, found }) => {
      const target = `${to}.${references.join(',')}`
      const left = confidence < 0.6
      return {
        why: 'inferred',
        collection: from,
        field: columns.join(','),
        en: `${percent(confidence)} leads to ${target}? ${asked ? `${found} of ${asked} sampled values are there` : 'by name only'}${left ? '; not written' : ''}`,
        ja: `${percent(confidence)} ${target} への参照か。${asked ? `標本 ${asked} 件中 ${found} 件が先にある` : '名前だけによる'}${left ? '。書いていない' : ''}`,
      }
    })

const polymorphic = ({ pairs }: Facts): ToConfirm[] =>
  pairs.map(({ table, typeColumn, idColumn, tables }) => ({
    why: 'polymorphic',
    collection: table,
    field: idColumn,
    en: `"${typeColumn}" says which table it leads to${tables.length ? ` (${tables.join(', ')})` : ''}; not followed: map a view for each type`,
    ja: `「${typeColumn}」により参照先が変わる${tables.length ? `(${tables.join('、')})` : ''}。辿らない。種類ごとのビューを対象にする`,
  }))

const unreached = ({ unreached: names }: Facts): ToConfirm[] =>
  names.map((collection) => ({
    why: 'unreached',
    collection,
    en: 'personal columns, but nothing of a person leads here: add a reference or leave it out',
    ja: '個人データの列があるが本人からの経路がない。参照を足すか対象外のままにする',
  }))

const apart = ({ apart: links }: Facts): ToConfirm[] =>
  links.map(({ collection, field, target }) => ({
    why: 'apart',
    collection,
    field,
    en: `names ${target}, and is searched by its own address only; where the rows are that person's, add a reference from ${target}`,
    ja: `${target} を指すが、自身の連絡先だけで探す。その人本人の行なら ${target} からの参照を足す`,
  }))

const unsure = ({ fields }: Facts): ToConfirm[] =>
  fields
    .filter((one) => one.proposal.confidence < 0.75 && !(isPersonal(one) && one.proposal.careful))
    .filter((one) => isPersonal(one) || one.proposal.confidence < 0.72)
    .toSorted((a, b) => a.proposal.confidence - b.proposal.confidence)
    .map(({ collection, field, proposal }) => ({
      why: 'unsure',
      collection,
      field,
      en: `${percent(proposal.confidence)} ${proposal.en}`,
      ja: `${percent(proposal.confidence)} ${proposal.ja}`,
    }))

const inside = ({ fields }: Facts): ToConfirm[] =>
  fields
    .filter((one) => isPersonal(one) && (one.proposal.inside?.length ?? 0) > 0)
    .map(({ collection, field, proposal }) => ({
      why: 'inside',
      collection,
      field,
      en: `free text with ${proposal.inside?.map((kind) => KINDS[kind].en).join(', ')} in it`,
      ja: `自由記述の中に${proposal.inside?.map((kind) => KINDS[kind].ja).join('、')}`,
    }))

const whole = ({ whole: names }: Facts): ToConfirm[] =>
  names.map((collection) => ({
    why: 'whole',
    collection,
    en: 'each row belongs to one person: what it says of them (orders, visits, scores) is personal as a whole',
    ja: '各行が一人の本人のもの。そこに書かれたこと(注文、来店、評価など)は全体として個人データ',
  }))

const states: Partial<Record<Sample['state'], { en: string; ja: string }>> = {
  refused: { en: 'may not be read: drafted by its names alone', ja: '読めないため名前だけで下書きした' },
  late: {
    en: 'took too long to read: drafted by its names alone',
    ja: '読み取りに時間がかかるため名前だけで下書きした',
  },
}

const notSampled = ({ samples }: Facts): ToConfirm[] =>
  samples.flatMap(({ name, state }) => {
    const words = states[state]
    return words ? [{ why: 'not-sampled', collection: name, ...words }] : []
  })

const notInPack = ({ fields, withPack }: Facts): ToConfirm[] =>
  fields
    .filter((one) => withPack && isPersonal(one) && !one.tie && one.proposal.category !== 'user.unique_id')
    .map(({ collection, field, proposal }) => ({
      why: 'not-in-pack',
      collection,
      field,
      en: `${proposal.category}: the pack has no category for it`,
      ja: `${proposal.category}: パックに対応する分類がない`,
    }))

/** Lists what a person must confirm: what the law protects most, then what misleads a disclosure, then what is in doubt. */
export const listToConfirm = (facts: Facts): ToConfirm[] => [
  ...careful(facts),
  ...polymorphic(facts),
  ...inferred(facts),
  ...unreached(facts),
  ...apart(facts),
  ...inside(facts),
  ...unsure(facts),
  ...whole(facts),
  ...notInPack(facts),
  ...notSampled(facts),
]

/** How many fields each proposed category has, the most frequent first. */
export const countCategories = (fields: readonly FieldDraft[]): { category: string; fields: number }[] => {
  const counts = new Map<string, number>()
  for (const field of fields.filter(isPersonal))
    for (const category of field.categories) counts.set(category, (counts.get(category) ?? 0) + 1)
  return [...counts]
    .map(([category, count]) => ({ category, fields: count }))
    .toSorted((a, b) => b.fields - a.fields || (a.category < b.category ? -1 : 1))
}
