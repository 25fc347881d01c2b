// SPDX-License-Identifier: Apache-2.0
import { gather, valueWeight } from './evidence.ts'
import type { Evidence } from './evidence.ts'
import { isPersonal, KINDS } from './kinds.ts'
import type { Kind, KindFacts } from './kinds.ts'
import { NAME_RULES, personTable, staffTable, thingTable } from './name-rules.ts'
import { isIdentityTable, isPersonNumber, saysOfHealth } from './tables.ts'

/** The family of a column's type; `other` says nothing. */
export type ColumnType =
  | 'text'
  | 'integer'
  | 'decimal'
  | 'boolean'
  | 'date'
  | 'timestamp'
  | 'uuid'
  | 'bytes'
  | 'other'

/** What is known of a column when its category is to be guessed. */
export interface ColumnFacts {
  readonly table: string
  readonly column: string
  /** The column names a row of its table, or of another one. */
  readonly isKey: boolean
  /** For a foreign key: the table it leads to. */
  readonly leadsTo?: string
  readonly type?: ColumnType
  /** Characters the column takes at most. */
  readonly length?: number
  /** As the database gives them; what is neither text nor number is passed over. */
  readonly values: readonly unknown[]
  /** The present year, which tells dates of birth from others. */
  readonly year?: number
}

/** A category guessed, how sure the guess is (0 to 1), and why; never with a value in it. */
export interface Proposal {
  readonly category: string
  readonly confidence: number
  readonly en: string
  readonly ja: string
  readonly kind?: Kind
  /** What stands inside running text, most frequent first. */
  readonly inside?: readonly Kind[]
  /** The law protects it most: to be confirmed before all else. */
  readonly careful?: true
  readonly identity?: 'email' | 'phone_number'
}

/** Writes a column's or table's name the way the rules expect it: snake_case, lower case, without a number at its end. */
export const snake = (name: string): string =>
  name
    .normalize('NFKC')
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .replace(/[\s.:-]+/g, '_')
    .toLowerCase()

/** Tells whether a table's name speaks of persons. */
export const isPersonTable = (table: string): boolean => personTable.test(snake(table))

/** Tells whether a table's name speaks of the organisation's own people or its suppliers. */
export const isStaffTable = (table: string): boolean => staffTable.test(snake(table))

/** Before anything is seen, few columns are of any one kind. */
const BEFORE = -3.5
const probability = (logit: number): number => 1 / (1 + Math.exp(-logit))
const rounded = (confidence: number): number => Math.round(Math.min(0.99, confidence) * 100) / 100

const ofPersons: ReadonlySet<Kind> = new Set([
  'name',
  'family',
  'given',
  'birth',
  'gender',
  'phone',
  'address',
  'nationality',
])

/** Tables of what visitors of a website did. */
const visits =
  /(?:^|_)(?:page_?views?|visits?|clicks?|sessions?|access_?logs?|browsing|downloads|search_?logs?|events?)(?:_|$)|閲覧|アクセスログ|行動履歴/

const byEnding: readonly Kind[] = ['state_word', 'time', 'code', 'product', 'amount']

/** What words mean that say something of a person only where the whole table is of persons. */
const inPersonTables: readonly (readonly [Kind, RegExp])[] = [
  ['identity', /^(?:doc|document|identification|id_card|identity|id)_?(?:no|num|number)$/],
  ['health', /(?:^|_)(?:medical_|clinical_)?history$/],
  ['image', /(?:^|_)(?:image|photo|picture|img|icon)$/],
  ['phone', /^(?:extension|ext)$/],
  ['job', /^job_?name$/],
]

/** How strongly names speak: of the column itself, and of the table around a word that can mean anything. */
const nameWeights = (column: string, table: string): Map<Kind, number> => {
  const weights = new Map<Kind, number>()
  const speak = (kind: Kind, weight: number) => weights.set(kind, Math.max(weights.get(kind) ?? 0, weight))
  const bare = column.replace(/_?\d{1,2}$/, '')
  let isWhole = false
  for (const { kind, words, whole, weight } of NAME_RULES) {
    if (words.test(column)) speak(kind, weight)
    else if (bare !== column && words.test(bare)) speak(kind, weight - 0.3)
    isWhole ||= isPersonal(kind) && kind !== 'free-text' && whole.test(bare)
  }
  // Words that are the whole name outweigh what only its end says: blood_type is no type, device_token no token.
  if (isWhole) for (const kind of byEnding) weights.delete(kind)
  const persons = personTable.test(table)
  const thing = thingTable.test(table) && !persons
  if (/^(?:name|名称|名)$/.test(bare) || (/_name$|名称$/.test(bare) && weights.size === 0))
    speak(thing ? 'product' : persons ? 'name' : 'product', thing ? 6 : persons ? 5.2 : 2.5)
  if (persons && /(?:^|_)title$/.test(bare)) weights.set('job', 6.2).delete('product')
  if (persons && /^(?:state|region)$/.test(bare)) weights.set('state', 4.2).delete('state_word')
  if (
    visits.test(table) &&
    /^(?:path|url|page|page_?url|referr?er|query|search_?term|keyword|landing_?page)$/.test(bare)
  )
    weights.set('behavior', 6).delete('url')
  if (persons || isIdentityTable(table))
    for (const [kind, words] of inPersonTables) if (words.test(bare)) speak(kind, 8)
  if (saysOfHealth(table, bare)) {
    speak('health', 8)
    for (const kind of ['product', 'amount', 'code'] as const) weights.delete(kind)
  }
  if (/^(?:lat|latitude|lng|lon|longitude)$/.test(bare)) speak('geo', 5.5)
  return weights
}

const textual: ReadonlySet<Kind> = new Set([
  'email',
  'name',
  'family',
  'given',
  'address',
  'state',
  'city',
  'street',
  'country',
  'company',
  'url',
  'username',
  'job',
  'free-text',
  'ip',
  'mac',
  'agent',
  'residence',
  'passport',
  'product',
])
const inBytes: ReadonlySet<Kind> = new Set(['image', 'biometric', 'credential'])

const ofDates = (kind: Kind): number => (kind === 'birth' || kind === 'time' ? 0 : -6)
const ofNumbers = (kind: Kind): number => {
  if (textual.has(kind)) return -4
  return kind === 'gender' || kind === 'amount' || kind === 'geo' ? 0 : -0.3
}
const ofRandom: ReadonlySet<Kind> = new Set(['device', 'cookie', 'uuid', 'code'])

/** Numbers of documents: a yes or no is none. */
const ofDocuments: ReadonlySet<Kind> = new Set([
  'my-number',
  'card',
  'licence',
  'passport',
  'residence',
  'pension',
  'insurance',
  'identity',
])
const ofTruth = (kind: Kind): number => {
  if (!isPersonal(kind)) return 0
  return 'careful' in KINDS[kind] && !ofDocuments.has(kind) ? -0.5 : -4
}

const byType: Partial<Record<ColumnType, (kind: Kind) => number>> = {
  boolean: ofTruth,
  date: ofDates,
  timestamp: (kind) => ofDates(kind) - (kind === 'birth' ? 0.5 : 0),
  integer: ofNumbers,
  decimal: ofNumbers,
  bytes: (kind) => (inBytes.has(kind) ? 0 : -2),
  uuid: (kind) => (ofRandom.has(kind) ? 0 : -3),
}

/** What the column's type and width leave possible. */
const typeWeight = (kind: Kind, { type, length }: ColumnFacts): number =>
  byType[type ?? 'other']?.(kind) ?? (length !== undefined && length < KINDS[kind].shortest ? -4 : 0)

/** Whether values only ever say yes or no, whatever the type of their column. */
const saysYesOrNo = (values: readonly string[]): boolean =>
  values.length >= 5 && values.every((value) => /^(?:[01]|[yntf]|yes|no|true|false|有|無)$/i.test(value))

interface Scored {
  readonly kind: Kind
  readonly logit: number
  readonly byName: number
  readonly byValues: number
}

const score = (facts: ColumnFacts, seen: Evidence): Scored[] => {
  const [column, table] = [snake(facts.column), snake(facts.table)]
  const names = nameWeights(column, table)
  const persons = personTable.test(table)
  const kinds = new Set<Kind>([...names.keys(), ...seen.hits.keys()])
  if (seen.running > 0) kinds.add('free-text')
  return [...kinds]
    .map((kind) => {
      const byName = names.get(kind) ?? 0
      let byValues = valueWeight(kind, seen, byName > 0, facts.year)
      // Forms that many things share need a word beside them.
      if (byName === 0 && (kind === 'bank' || kind === 'postal') && facts.type === 'integer')
        byValues = Math.min(0, byValues)
      const around = persons && ofPersons.has(kind) && byValues > 0 && byName === 0 ? 1 : 0
      return { kind, byName, byValues, logit: BEFORE + byName + byValues + around + typeWeight(kind, facts) }
    })
    .toSorted((a, b) => b.logit - a.logit)
}

const most = (counts: ReadonlyMap<Kind, number>): Kind[] =>
  [...counts].toSorted((a, b) => b[1] - a[1]).map(([kind]) => kind)

const insideWords = (seen: Evidence, language: 'en' | 'ja'): string => {
  const parts = most(seen.inside).map((kind) => `${KINDS[kind][language]} ${seen.inside.get(kind)}`)
  if (parts.length === 0) return ''
  return language === 'en' ? `; inside it: ${parts.join(', ')}` : `、文中に${parts.join('、')}件`
}

const reasons = (
  facts: ColumnFacts,
  seen: Evidence,
  { kind, byName, byValues }: Scored,
): { en: string; ja: string } => {
  const [en, ja]: [string[], string[]] = [[], []]
  const { [kind]: words } = KINDS
  if (byName > 0) {
    en.push(`column name "${facts.column}"`)
    ja.push(`列名「${facts.column}」`)
  }
  const hits = kind === 'free-text' ? seen.running : (seen.hits.get(kind === 'fax' ? 'phone' : kind) ?? 0)
  if (hits > seen.distinct * 0.1 && byValues > 0) {
    en.push(`${hits} of ${seen.distinct} different sampled values look like ${words.en}`)
    ja.push(`標本の異なる値 ${seen.distinct} 件中 ${hits} 件が${words.ja}の形`)
  } else if (seen.distinct > 0 && byName > 0 && byValues <= -1) {
    en.push(`yet the sampled values do not look like ${words.en}`)
    ja.push(`ただし標本の値は${words.ja}の形ではない`)
  } else if (seen.masked > seen.distinct * 0.7) {
    en.push('values are masked')
    ja.push('値は伏せ字')
  }
  const inside =
    kind === 'free-text' || KINDS[kind].category.startsWith('user.health')
      ? [insideWords(seen, 'en'), insideWords(seen, 'ja')]
      : ['', '']
  return { en: `${words.en}: ${en.join('; ')}${inside[0]}`, ja: `${words.ja}: ${ja.join('、')}${inside[1]}` }
}

/** What a key to a list of choices may say of the person in whose row it stands. */
const ofChoice: ReadonlySet<Kind> = new Set([
  'gender',
  'nationality',
  'demographic',
  'health',
  'disability',
  'criminal',
  'creed',
  'race',
  'social-status',
])
const ofPersonsChoice: ReadonlySet<Kind> = new Set([...ofChoice, 'state', 'city', 'country', 'job'])

/** A key to a list of choices (sex_id) holds what it names; its values say nothing. */
const choiceOfPersons = ({ column, table, leadsTo }: ColumnFacts): Proposal | undefined => {
  if (leadsTo === undefined || isPersonTable(leadsTo)) return undefined
  const name = snake(column)
  const fitting = personTable.test(snake(table)) ? ofPersonsChoice : ofChoice
  const [kind] =
    [...nameWeights(name.replace(/_?(?:id|cd|code|no)$|コード$|番号$/, ''), snake(table))]
      .filter(([one]) => fitting.has(one))
      .toSorted(([, a], [, b]) => b - a)[0] ?? []
  if (kind === undefined) return undefined
  const { category, en, ja, ...facts }: KindFacts = KINDS[kind]
  return {
    category,
    confidence: 0.8,
    en: `${en}: key of a list of choices ("${leadsTo}")`,
    ja: `${ja}: 選択肢の表「${leadsTo}」のキー`,
    kind,
    ...(facts.careful ? { careful: true } : {}),
  }
}

/** A number that names a person though nothing leads by it. */
const numberOfPersons = ({ column }: ColumnFacts): Proposal | undefined =>
  isPersonNumber(snake(column))
    ? {
        category: 'user.unique_id',
        confidence: 0.75,
        en: `number of a person: column name "${column}"`,
        ja: `人の番号: 列名「${column}」`,
      }
    : undefined

const keyOfPersons = (facts: ColumnFacts): Proposal | undefined => {
  const owner = facts.leadsTo ?? facts.table
  if (!facts.isKey || !isPersonTable(owner)) return undefined
  return {
    category: 'user.unique_id',
    confidence: 0.85,
    en: `key of persons ("${owner}")`,
    ja: `人のテーブル「${owner}」のキー`,
  }
}

const nothingSeen = (best: Scored | undefined, rival?: Scored): Proposal => {
  const doubt = rival ? probability(rival.logit) : 0.1
  const en = best ? `looks like ${KINDS[best.kind].en}` : 'nothing personal seen'
  const ja = best ? `${KINDS[best.kind].ja}と思われる` : '個人を示すものなし'
  return {
    category: 'system.operations',
    confidence: rounded(Math.max(0.5, 1 - doubt)),
    en,
    ja,
    ...(best ? { kind: best.kind } : {}),
  }
}

const asText = (values: readonly unknown[]): string[] =>
  values.flatMap((value) =>
    typeof value === 'string' ? [value] : typeof value === 'number' ? [String(value)] : [],
  )

/** Guesses the category of a column from its name, its table, its type and a sample of its values. */
export const proposeCategory = (facts: ColumnFacts): Proposal => {
  const key = keyOfPersons(facts)
  if (key) return key
  if (facts.isKey) return choiceOfPersons(facts) ?? nothingSeen(undefined)
  const texts = asText(facts.values)
  const seen = gather(texts)
  const scores = score(saysYesOrNo(texts) ? { ...facts, type: 'boolean' } : facts, seen)
  const personal = scores.find(({ kind }) => isPersonal(kind))
  const [best] = scores
  // Where what is personal and what is not are as likely, the careful answer is the first.
  const chosen = personal && best && personal.logit >= best.logit - 0.01 ? personal : best
  if (!chosen || probability(chosen.logit) < 0.5 || !isPersonal(chosen.kind))
    return (
      numberOfPersons(facts) ??
      nothingSeen(chosen && probability(chosen.logit) >= 0.5 ? chosen : undefined, personal)
    )
  const facts_: KindFacts = KINDS[chosen.kind]
  const inside = most(seen.inside)
  return {
    category: facts_.category,
    confidence: rounded(probability(chosen.logit)),
    ...reasons(facts, seen, chosen),
    kind: chosen.kind,
    ...(inside.length > 0 ? { inside } : {}),
    ...(facts_.careful || inside.some((kind) => 'careful' in KINDS[kind]) ? { careful: true } : {}),
    ...(facts_.identity ? { identity: facts_.identity } : {}),
  }
}
