// SPDX-License-Identifier: Apache-2.0
import { categoryOf, type Pack } from '@yakusoku/core/packs'

/** Which category of a pack a field is of, under which of its keys. */
export interface PackTie {
  /** The pack's category. */
  readonly id: string
  readonly name: { readonly ja: string; readonly en: string }
  /** The pack's own key for the field, which may say more than the one proposed: whose name it is. */
  readonly fides: string
  /** Whether the key fits by itself, by whose table it stands in, or only as the one narrower key there is. */
  readonly by: 'key' | 'table' | 'narrower'
}

/** Whose data a table holds, as packs write it at the end of their keys. */
const roles: readonly (readonly [string, RegExp])[] = [
  ['applicant', /applicant|candidate|応募|求職者|志望/i],
  ['employee', /employee|shain|社員|従業員|職員|jugyoin/i],
  ['staff', /staff|worker|スタッフ|派遣/i],
  ['child', /child|kids|pupil|園児|児童|子ども|お子/i],
  ['inquirer', /inquir|contact_?form|問い?合わ?せ/i],
  ['requester', /request|請求者|申請者/i],
  ['registrant', /registrant|登録者/i],
  ['partner', /partner|supplier|vendor|取引先|仕入先|業者/i],
  ['customer', /customer|client|member|user|kokyaku|kaiin|顧客|会員|利用者|お客様/i],
]

/** Keys that mean the same: ours after the taxonomy, and those that packs write. */
const alike: Readonly<Record<string, string>> = {
  'user.government_id.national_identification_number': 'user.government_id.individual_number',
}

const narrower = (pack: Pack, fides: string): { fides: string; category: Pack['categories'][number] }[] =>
  pack.categories.flatMap((category) =>
    category.fides.filter((key) => key.startsWith(`${fides}.`)).map((key) => ({ fides: key, category })),
  )

/** Whether a table is called after the end of a key: `inquiries` holds user.content.inquiry. */
const isNamed = (table: string, end: string): boolean => {
  const stem = end.replace(/(?:ies|y|s)$/, '').replaceAll('_', '')
  return stem.length >= 5 && table.toLowerCase().replaceAll(/[\s_]/g, '').includes(stem)
}

/** Finds the pack's category for a proposed Fides category of a field in a table; none where the pack promises none. */
export const tieToPack = (pack: Pack, proposed: string, table: string): PackTie | undefined => {
  if (!proposed.startsWith('user')) return undefined
  const own = alike[proposed]
  const fides = own !== undefined && categoryOf(pack, own) ? own : proposed
  const role = roles.find(([, words]) => words.test(table))?.[0]
  const below = narrower(pack, fides)
  const ofTable = below.find(({ fides: key }) => role !== undefined && key.endsWith(`.${role}`))
  const tie = (category: Pack['categories'][number], key: string, by: PackTie['by']): PackTie => ({
    id: category.id,
    name: category.name,
    fides: key,
    by,
  })
  if (ofTable) return tie(ofTable.category, ofTable.fides, 'table')
  const ofName = below.find(({ fides: key }) => isNamed(table, key.slice(key.lastIndexOf('.') + 1)))
  if (ofName) return tie(ofName.category, ofName.fides, 'table')
  // What packs say of a part (user.contact.customer) holds for what lies beside it (user.contact.email).
  const parents = fides.split('.').slice(0, -1)
  for (let length = parents.length; role !== undefined && length >= 2; length -= 1) {
    const key = [...parents.slice(0, length), role].join('.')
    const category = pack.categories.find((one) => one.fides.includes(key))
    if (category) return tie(category, key, 'table')
  }
  const direct = categoryOf(pack, fides)
  if (direct) return tie(direct, fides, 'key')
  const [only, ...others] = below
  return only && others.every(({ category }) => category === only.category)
    ? tie(only.category, only.fides, 'narrower')
    : undefined
}

/** Finds the pack's category that a whole table is called after: `invoices` is of user.financial.invoice. */
export const tieTable = (pack: Pack, table: string): PackTie | undefined => {
  const ties = pack.categories.flatMap((category) =>
    category.fides
      .filter((fides) => isNamed(table, fides.slice(fides.lastIndexOf('.') + 1)))
      .map((fides) => ({ id: category.id, name: category.name, fides, by: 'table' as const })),
  )
  return ties.toSorted((a, b) => b.fides.length - a.fides.length)[0]
}
