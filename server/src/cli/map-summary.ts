// SPDX-License-Identifier: Apache-2.0
import type { Draft } from '../catalog/index.ts'

type Language = 'ja' | 'en'
type Why = Draft['toConfirm'][number]['why']

const headings: Readonly<Record<Why, Readonly<Record<Language, string>>>> = {
  careful: { en: 'what the law protects most', ja: '法律が特に守るもの' },
  polymorphic: { en: 'references that change with another column', ja: '別の列で参照先が変わるもの' },
  inferred: { en: 'references inferred, not declared', ja: '宣言がなく推定した参照' },
  unreached: { en: 'personal tables nothing leads to', ja: '本人からの経路がない個人データのテーブル' },
  apart: { en: 'rows that name a person beside their own address', ja: '自身の連絡先のほかに人を指す行' },
  inside: { en: 'free text with personal data in it', ja: '個人データを含む自由記述' },
  unsure: { en: 'in doubt', ja: '確かでないもの' },
  whole: { en: 'rows of one person without a personal column', ja: '個人データの列はないが各行が一人のもの' },
  'not-in-pack': { en: 'held, but in no category of the pack', ja: 'パックの分類にないもの' },
  'not-sampled': { en: 'tables whose values were not read', ja: '値を読めなかったテーブル' },
}
/** Lines shown of each group; all are in the map's own comments and in --json. */
const MOST = 6
/** What the law protects most is not left to be looked up. */
const MOST_CAREFUL = 40

const group = (draft: Draft, why: Why, language: Language): string[] => {
  const all = draft.toConfirm.filter((one) => one.why === why)
  if (all.length === 0) return []
  const lines = all
    .slice(0, why === 'careful' ? MOST_CAREFUL : MOST)
    .map((one) => `    ${one.collection}${one.field === undefined ? '' : `.${one.field}`}  ${one[language]}`)
  const more = all.length - lines.length
  return [
    `  ${headings[why][language]} (${all.length})`,
    ...lines,
    ...(more > 0 ? [language === 'en' ? `    and ${more} more` : `    ほか ${more} 件`] : []),
  ]
}

/** Says what was found and what to confirm first; names of tables and columns only, no value. */
export const draftAsText = (draft: Draft, language: Language, out?: string): string => {
  const { tables, columns, personal, categories } = draft
  const first =
    language === 'en'
      ? `${tables} tables, ${columns} columns, ${personal} fields proposed as personal. Review the categories${out === undefined ? '' : ` in ${out}`}.`
      : `テーブル ${tables}、列 ${columns}、うち個人データの候補 ${personal}。${out === undefined ? '' : `${out} の`}分類を確認してください。`
  const found = categories.map(({ category, fields }) => `  ${String(fields).padStart(4)}  ${category}`)
  const groups = (Object.keys(headings) as Why[]).flatMap((why) => group(draft, why, language))
  const toConfirm = language === 'en' ? 'Confirm first:' : '先に確認するもの:'
  return [first, ...found, ...(groups.length > 0 ? [toConfirm, ...groups] : [])].join('\n')
}

/** The same for programs, with the map itself; no value is in it. */
export const draftAsJson = (draft: Draft) => ({
  tables: draft.tables,
  columns: draft.columns,
  personal: draft.personal,
  categories: draft.categories,
  fields: draft.fields.map(({ collection, field, categories, proposal, tie }) => ({
    collection,
    field,
    categories,
    confidence: proposal.confidence,
    ...(proposal.kind ? { kind: proposal.kind } : {}),
    ...(proposal.inside ? { inside: proposal.inside } : {}),
    reason: { en: proposal.en, ja: proposal.ja },
    ...(tie ? { pack: tie } : {}),
  })),
  inferred: draft.inferred.map(({ from, to, columns, references, confidence, asked, found }) => ({
    from: `${from}.${columns.join(',')}`,
    to: `${to}.${references.join(',')}`,
    confidence: Math.round(confidence * 100) / 100,
    asked,
    found,
  })),
  toConfirm: draft.toConfirm,
  map: draft.yaml,
})
