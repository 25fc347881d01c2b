// SPDX-License-Identifier: Apache-2.0
import type { PackData } from '@yakusoku/core/packs'

type Both = { ja: string; en: string }

const FORMS_JA =
  /株式会社|有限会社|合同会社|合資会社|合名会社|(?:一般|公益)(?:社団|財団)法人|・?ホールディングス/g
const FORMS_EN = /,?\s*(?:Co\., Ltd\.|Inc\.|Corporation|Corp\.|Limited|Ltd\.|LLC|K\.K\.|GmbH|Holdings)/g

/** A company's name as it is said: without its legal form. */
export function shortNames(name: Both): Both
/** A name without its legal form, and its first word, in one language. */
export function shortNames(name: Both, language: 'ja' | 'en'): { short: string; first: string }
export function shortNames(name: Both, language?: 'ja' | 'en'): Both | { short: string; first: string } {
  const ja = name.ja.replaceAll(FORMS_JA, '').trim() || name.ja
  const en = name.en.replaceAll(FORMS_EN, '').trim() || name.en
  if (language === undefined) return { ja, en }
  if (language === 'en') return { short: en, first: en.split(' ')[0] ?? en }
  return { short: ja, first: /^[ァ-ヶー]{2,}/.exec(ja)?.[0] ?? ja }
}

const KINDS: Record<PackData['entities'][number]['kind'], Both> = {
  branch: { ja: '支店', en: 'Branch' },
  parent: { ja: '親会社', en: 'Parent company' },
  subsidiary: { ja: '子会社', en: 'Subsidiary' },
  affiliate: { ja: '関連会社', en: 'Affiliate' },
  client: { ja: '委託元', en: 'Client' },
}

const ADDRESS: Both = { ja: '（所在地を記入してください）', en: '(fill in the address)' }
const PERSON: Both = { ja: '（氏名を記入してください）', en: '(fill in the name)' }

/** What of the fictional company's branches, group, clients and people becomes a placeholder, and which. */
export function placeholdersFor({ entities, roles }: PackData): [string, string][] {
  const pairs: [string, string][] = []
  const put = (old: Partial<Both> | undefined, now: Both) => {
    for (const language of ['ja', 'en'] as const)
      if (old?.[language]) pairs.push([old[language], now[language]])
  }
  entities.forEach(({ id, kind, name, address, representative }, index) => {
    const number = index + 1
    put(name, {
      ja: `${KINDS[kind].ja}${number}（名称を記入してください）`,
      en: `${KINDS[kind].en} ${number} (fill in the name)`,
    })
    put(address, ADDRESS)
    put(representative, PERSON)
    // An id made of a company's own name goes with it; it may stand inside a data category, so without a hyphen.
    if (kind === 'client' && name.en.toLowerCase().startsWith(id)) pairs.push([id, `client${number}`])
  })
  for (const { holder } of roles) put(holder, PERSON)
  return pairs
}
