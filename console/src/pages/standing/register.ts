// SPDX-License-Identifier: Apache-2.0
/** What an entry of each kind is made of, how it is written down in a form, and by when it needs looking at. */
import type { NewStanding, StandingEntry, StandingKind } from 'yakusoku/contract'
import { callerOf, draftOfCaller } from './callers.ts'

/** The kinds in the order of their parts on the page. */
export const kindsInOrder = [
  'receiver',
  'approval',
  'clearance',
  'assignment',
  'assessment',
  'filing',
  'check',
  'notice',
  'new-purpose',
  'client',
  'trouble',
  'actor',
  'word',
] as const satisfies readonly StandingKind[]

/** Lists of choices, by what they are of; `receivers` are those registered with those of the policy. */
export type Choice =
  | 'recipients'
  | 'receivers'
  | 'entities'
  | 'clients'
  | 'purposes'
  | 'grounds'
  | 'notices'
  | 'restricted'
  | 'categories'
  | 'channels'
  | 'roleNames'

/** How something is filled in. */
export type Control =
  | Choice
  | 'id'
  | 'text'
  | 'long'
  | 'day'
  | 'yes'
  | 'actor'
  | 'country'
  | 'act'
  | 'sha256'
  | 'roles'
  | 'lines'
  | 'names'
  | 'token'
  | 'countries'

/** One thing an entry says. */
export interface Field {
  readonly name: FieldName
  readonly control: Control
  readonly required?: true
  /** What the entry is about: it stays once it is registered. */
  readonly about?: true
}

const own = { required: true, about: true } as const
const needed = { required: true } as const
const document = { name: 'document', control: 'text', ...needed } as const
const actor = { name: 'actor', control: 'actor', ...own } as const

/** What an entry of each kind says. */
export const fieldsOf = {
  receiver: [
    { name: 'id', control: 'id', ...own },
    { name: 'class', control: 'recipients', ...needed },
    { name: 'name', control: 'text', ...needed },
    { name: 'country', control: 'country' },
    { name: 'contractUntil', control: 'day' },
    { name: 'assessedUntil', control: 'day' },
    { name: 'entity', control: 'entities' },
    { name: 'address', control: 'text' },
    { name: 'representative', control: 'text' },
  ],
  approval: [
    { name: 'client', control: 'clients', ...needed },
    { name: 'act', control: 'act' },
    { name: 'purpose', control: 'purposes' },
    { name: 'receiver', control: 'receivers' },
    document,
  ],
  clearance: [actor, { name: 'category', control: 'restricted', ...own }, document],
  assignment: [actor, { name: 'client', control: 'clients', ...own }, { name: 'document', control: 'text' }],
  assessment: [
    { name: 'purpose', control: 'purposes', ...own },
    { name: 'decidedBy', control: 'text', ...needed },
    document,
    { name: 'sha256', control: 'sha256' },
  ],
  filing: [{ name: 'ground', control: 'grounds', ...own }, document],
  check: [{ name: 'recipient', control: 'receivers', ...own }, document],
  notice: [{ name: 'notice', control: 'notices', ...own }, document],
  'new-purpose': [
    { name: 'purpose', control: 'purposes', ...own },
    { name: 'version', control: 'text', ...needed },
    { name: 'related', control: 'yes' },
    { name: 'note', control: 'long' },
    { name: 'told', control: 'day' },
  ],
  client: [
    { name: 'id', control: 'id', ...own },
    { name: 'name', control: 'text', ...needed },
    { name: 'within', control: 'countries' },
    { name: 'document', control: 'text' },
  ],
  trouble: [
    { name: 'recipient', control: 'receivers', ...own },
    { name: 'what', control: 'long', ...needed },
    document,
  ],
  actor: [
    actor,
    { name: 'type', control: 'text', ...own },
    { name: 'roles', control: 'roles' },
    { name: 'also', control: 'names' },
  ],
  word: [
    { name: 'id', control: 'id', ...own },
    { name: 'saysAction', control: 'text' },
    { name: 'saysActionProperties', control: 'lines' },
    { name: 'saysType', control: 'text' },
    { name: 'saysIds', control: 'lines' },
    { name: 'saysResourceProperties', control: 'lines' },
    { name: 'saysCategory', control: 'categories' },
    { name: 'meansAct', control: 'act' },
    { name: 'meansCategory', control: 'categories' },
    { name: 'meansPerson', control: 'text' },
    { name: 'meansPurpose', control: 'purposes' },
    { name: 'meansRecipient', control: 'receivers' },
    { name: 'meansCountry', control: 'country' },
    { name: 'meansClient', control: 'clients' },
    { name: 'meansChannel', control: 'channels' },
    { name: 'caller', control: 'token' },
  ],
} as const satisfies Record<StandingKind, readonly { readonly name: string; readonly control: Control }[]>

/** Names of what entries say. */
export type FieldName = (typeof fieldsOf)[StandingKind][number]['name']

/** The list without which nothing of a kind can be registered. */
export const choiceNeeded = {
  receiver: 'recipients',
  approval: 'clients',
  clearance: 'restricted',
  assignment: 'clients',
  assessment: 'purposes',
  filing: 'grounds',
  check: 'recipients',
  notice: 'notices',
  'new-purpose': 'purposes',
  client: 'purposes',
  trouble: 'recipients',
  actor: 'roleNames',
  word: 'purposes',
} as const satisfies Record<StandingKind, Choice>

/** A form as it is filled in; empty text is nothing said, `yes` is said of what is so. */
export type Draft = Readonly<Record<string, string>>

/** The form of what is to be changed. */
export function draftOf({ id, body, since, until }: StandingEntry): Draft {
  const said =
    body.kind === 'actor' || body.kind === 'word'
      ? Object.entries(draftOfCaller(body))
      : Object.entries(body).map(([name, value]) => [name, typed(value)])
  return { ...Object.fromEntries(said), id: id.slice(id.indexOf(':') + 1), since, until: until ?? '' }
}

const typed = (value: string | boolean | readonly string[] | undefined): string =>
  value === true ? 'yes' : Array.isArray(value) ? value.join(', ') : String(value || '')

/** Countries as they are typed, two letters each. */
const countriesOf = (text: string): string[] =>
  text
    .normalize('NFKC')
    .toUpperCase()
    .split(/[\s,、]+/)
    .filter((one) => one !== '')

/** The form that an address asks for: only what entries of that kind say; null where it says nothing. */
export function draftAsked(kind: StandingKind, query: URLSearchParams): Draft | null {
  const names = [...fieldsOf[kind].map(({ name }) => name), 'since', 'until']
  const said = names.flatMap((name) => (query.get(name) ? [[name, query.get(name)?.slice(0, 500)]] : []))
  return said.length === 0 ? null : (Object.fromEntries(said) as Draft)
}

/** What is sent of a form. */
export function standingOf(kind: StandingKind, draft: Draft): NewStanding {
  const at = (name: string) => (draft[name] ?? '').trim()
  const fields: readonly Field[] = fieldsOf[kind]
  const said = fields
    .filter(({ name }) => name !== 'id')
    .flatMap(({ name, control }): [string, string | boolean | string[]][] => {
      if (control === 'yes') return [[name, at(name) === 'yes']]
      if (control === 'countries' && at(name) !== '') return [[name, countriesOf(at(name))]]
      return at(name) === '' ? [] : [[name, at(name)]]
    })
  return {
    ...((kind === 'receiver' || kind === 'word' || kind === 'client') && { id: at('id') }),
    ...(at('since') !== '' && { since: at('since') }),
    ...(at('until') !== '' && { until: at('until') }),
    body:
      kind === 'actor' || kind === 'word'
        ? callerOf(kind, draft)
        : ({ kind, ...Object.fromEntries(said) } as NewStanding['body']),
  }
}

/** The entry that is registered already of what a form is about; undefined where there is none. */
export function alreadyOf(
  kind: StandingKind,
  draft: Draft,
  entries: readonly StandingEntry[],
): StandingEntry | undefined {
  const about = (fieldsOf[kind] as readonly Field[]).filter((field) => field.about)
  if (about.length === 0 || about.some(({ name }) => !draft[name])) return undefined
  return entries.find((entry) => {
    if (entry.body.kind !== kind || entry.endedAt !== null) return false
    const known = draftOf(entry)
    return about.every(({ name }) => known[name] === draft[name])
  })
}

/** A last day of something, and how near it is. */
export interface Due {
  readonly what: 'contractUntil' | 'assessedUntil' | 'until'
  readonly day: string
  /** Calendar days that are left, the last one included; negative when it is past. */
  readonly days: number
  readonly state: 'over' | 'soon' | 'later'
}

const soonDays = 60

/** The last days that an entry has, soonest first; `today` as YYYY-MM-DD. */
export function duesOf({ body, until }: StandingEntry, today: string): Due[] {
  const { contractUntil, assessedUntil } = body.kind === 'receiver' ? body : {}
  return (
    Object.entries({ contractUntil, assessedUntil, until }) as [Due['what'], string | null | undefined][]
  )
    .flatMap(([what, day]) => (day ? [dueOf(what, day, today)] : []))
    .sort((a, b) => a.day.localeCompare(b.day))
}

function dueOf(what: Due['what'], day: string, today: string): Due {
  const days = Math.round((Date.parse(day) - Date.parse(today)) / 86_400_000)
  const state = days < 0 ? 'over' : days <= soonDays ? 'soon' : 'later'
  return { what, day, days, state }
}

/** What of a receiver was never registered. */
export function lackingOf({ body }: StandingEntry): ('contractUntil' | 'assessedUntil')[] {
  if (body.kind !== 'receiver') return []
  return (['contractUntil', 'assessedUntil'] as const).filter((what) => !body[what])
}

/** Entries whose last day comes soonest first, then those without one, by name. */
export function bySoonest(entries: readonly StandingEntry[], today: string): StandingEntry[] {
  const first = (entry: StandingEntry) => duesOf(entry, today)[0]?.day ?? '9999'
  return [...entries].sort((a, b) => first(a).localeCompare(first(b)) || a.id.localeCompare(b.id))
}

/**
 * Where an entry stands today: `lapsed` where the entry stands and its contract or assessment no longer does, `partial`
 * where one of them was never registered; whether that is needed is said by the class.
 */
export function stateOf(
  entry: StandingEntry,
  today: string,
): 'stands' | 'partial' | 'soon' | 'lapsed' | 'coming' | 'over' | 'ended' {
  if (entry.endedAt !== null) return 'ended'
  if (!entry.stands) return entry.since > today ? 'coming' : 'over'
  const [first] = duesOf(entry, today)
  if (first?.state === 'over') return 'lapsed'
  if (first?.state === 'soon') return 'soon'
  return lackingOf(entry).length > 0 ? 'partial' : 'stands'
}

const keepers: Readonly<Record<StandingKind, readonly string[]>> = {
  receiver: ['system:contractor-standing', 'system:group-membership'],
  approval: ['system:client-approval', 'system:re-entrustment-approval'],
  clearance: ['system:clearance'],
  assignment: ['system:handling-personnel'],
  assessment: ['system:balancing-assessment'],
  filing: [],
  check: ['system:transfer-check'],
  notice: ['system:advance-notice'],
  'new-purpose': ['system:purpose-change'],
  client: ['system:localisation'],
  trouble: ['system:transfer-check'],
  actor: ['system:access-control'],
  word: [],
}

const elements = {
  receiver: ['recipient', 'class'],
  approval: ['entity', 'client'],
  clearance: ['category', 'category'],
  assignment: ['entity', 'client'],
  assessment: ['purpose', 'purpose'],
  filing: ['ground', 'ground'],
  check: ['recipient', 'recipient'],
  notice: ['notice', 'notice'],
  'new-purpose': ['purpose', 'purpose'],
  trouble: ['recipient', 'recipient'],
} as const satisfies Partial<Record<StandingKind, readonly [string, FieldName]>>

/** What of the policy the entries of a kind carry out, as references of `keptBy`: the kind itself and its elements. */
export function keptByKind(kind: StandingKind, entries: readonly StandingEntry[]): string[] {
  if (kind === 'actor' || kind === 'word' || kind === 'client') return [...keepers[kind]]
  const [element, field] = elements[kind]
  const named = entries.filter(({ body }) => body.kind === kind).map((entry) => draftOf(entry)[field])
  return [...keepers[kind], ...new Set(named.map((id) => `${element}:${id}`))]
}
