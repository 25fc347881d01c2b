// SPDX-License-Identifier: Apache-2.0
/** What is typed into the form of a record, and the record it makes. */
import type {
  Asked,
  CounterpartKind,
  NewRecord,
  RecordDirection,
  RecordedBy,
  RecordedField,
  RecordedPerson,
  RecordView,
} from 'yakusoku/contract'

/** The form as it stands: text as typed, ids as chosen. */
export interface Draft {
  readonly direction: RecordDirection
  readonly ground: string
  readonly abroadGround: string
  readonly counterpart: CounterpartKind
  readonly country: string
  readonly personRelated: boolean
  readonly way: string
  readonly method: RecordedBy
  readonly first: string
  readonly last: string
  readonly name: string
  readonly address: string
  readonly representative: string
  readonly how: string
  readonly confirmedBy: string
  readonly personKind: RecordedPerson['kind']
  readonly persons: string
  /** People of a record to be corrected who are known by something else than the first: they stay as they are. */
  readonly others: readonly RecordedPerson[]
  readonly data: readonly string[]
  readonly publication: string
  readonly consent: string
  readonly foreignInformation: string
  readonly reason: string
}

/** An empty form. */
export const emptyDraft: Draft = {
  direction: 'receipt',
  ground: '',
  abroadGround: '',
  counterpart: 'company',
  country: 'JP',
  personRelated: false,
  way: '',
  method: 'each-time',
  first: '',
  last: '',
  name: '',
  address: '',
  representative: '',
  how: '',
  confirmedBy: '',
  personKind: 'email',
  persons: '',
  others: [],
  data: [],
  publication: '',
  consent: '',
  foreignInformation: '',
  reason: '',
}

/** The form of a correction: what the record says, to be written over. */
export function draftOf(record: RecordView, isAbroad: (ground: string) => boolean): Draft {
  const { details } = record
  const people = record.people.flatMap((one) => one ?? [])
  const personKind = people[0]?.kind ?? 'email'
  const listed = people.filter(({ kind }) => kind === personKind)
  return {
    ...emptyDraft,
    direction: record.direction,
    ground: record.grounds.find((id) => !isAbroad(id)) ?? '',
    abroadGround: record.grounds.find(isAbroad) ?? '',
    counterpart: record.counterpart,
    country: record.country,
    personRelated: record.personRelated,
    way: record.channel ?? record.recipient ?? '',
    method: record.method,
    first: record.first ?? '',
    last: record.last ?? '',
    name: details?.counterparty.name ?? '',
    address: details?.counterparty.address ?? '',
    representative: details?.counterparty.representative ?? '',
    how: details?.history?.how ?? '',
    confirmedBy: details?.history?.confirmedBy ?? '',
    personKind,
    others: people.filter(({ kind }) => kind !== personKind),
    persons: listed.map(({ value, name }) => (name === undefined ? value : `${value}, ${name}`)).join('\n'),
    data: record.data,
    publication: details?.publication ?? '',
    consent: details?.consent ?? '',
    foreignInformation: details?.foreignInformation ?? '',
  }
}

const abroad = ({ direction, country }: Draft): boolean => direction === 'provision' && country !== 'JP'

const groundsOf = (draft: Draft): string[] =>
  [draft.ground, abroad(draft) ? draft.abroadGround : ''].filter((id) => id !== '')

/** The question what the law asks, as its query. */
export function actOf(draft: Draft): Record<string, string> {
  const { direction, counterpart, country, personRelated, way } = draft
  return {
    direction,
    counterpart,
    country,
    grounds: groundsOf(draft).join(','),
    personRelated: String(personRelated),
    ...(direction === 'receipt' && way !== '' && { channel: way }),
  }
}

/** The people of a list: one a line, their name behind a comma or tab. */
export function personsOf(text: string, kind: RecordedPerson['kind']): RecordedPerson[] {
  return text.split('\n').flatMap((line) => {
    const [value = '', ...rest] = line.split(/[,、，\t]/).map((part) => part.trim())
    const name = rest.join(' ').trim()
    return value === '' ? [] : [{ kind, value, ...(name !== '' && { name }) }]
  })
}

/** What is wrong with a list of people: a line, counted from 1, that cannot name anybody, or too many of them. */
export interface WrongPersons {
  readonly what: 'tooMany' | 'tooLong' | 'noMail' | 'noPhone'
  readonly line: number
}

const [mostPersons, longestValue, longestName] = [1_000, 254, 200]

/** What is wrong with the people of a list; null where nothing is. A number taken for a mail address finds nobody. */
export function wrongPersons(text: string, kind: RecordedPerson['kind']): WrongPersons | null {
  const lines = text.split('\n').map((line) => personsOf(line, kind)[0])
  if (lines.filter((one) => one !== undefined).length > mostPersons)
    return { what: 'tooMany', line: mostPersons }
  for (const [at, one] of lines.entries()) {
    if (one === undefined) continue
    const value = one.value.normalize('NFKC')
    const line = at + 1
    if (one.value.length > longestValue || (one.name ?? '').length > longestName)
      return { what: 'tooLong', line }
    if (kind === 'email' && !/^[^\s@]+@[^\s@]+$/.test(value)) return { what: 'noMail', line }
    if (kind === 'phone_number' && !/^\+?[\d\s()-]{6,}$/.test(value)) return { what: 'noPhone', line }
  }
  return null
}

/** The record of a form: only what is asked for goes out, and what was typed of the rest that counts. */
export function recordOf(draft: Draft, asked: Asked, corrects: string | null): NewRecord {
  const wanted = new Set<RecordedField>(asked.items.map(({ field }) => field))
  const { direction, counterpart, country, personRelated, method, way } = draft
  const written = (text: string) => text.trim()
  const reference = (field: RecordedField, text: string) =>
    wanted.has(field) && written(text) !== '' ? { reference: written(text) } : undefined
  const parts = {
    date: dateOf(draft),
    counterparty: sideOf(draft),
    history:
      wanted.has('history') && written(draft.how) !== '' && written(draft.confirmedBy) !== ''
        ? { how: written(draft.how), confirmedBy: written(draft.confirmedBy) }
        : undefined,
    persons: wanted.has('persons')
      ? [...personsOf(draft.persons, draft.personKind), ...draft.others]
      : undefined,
    data: draft.data.length > 0 ? [...draft.data] : undefined,
    publication: reference('publication', draft.publication),
    consent: reference('consent', draft.consent),
    foreignInformation: reference('foreign-information', draft.foreignInformation),
    channel: direction === 'receipt' && way !== '' ? way : undefined,
    recipient: direction === 'provision' && way !== '' ? way : undefined,
    corrects: corrects ?? undefined,
    reason: written(draft.reason) === '' ? undefined : written(draft.reason),
  }
  const told = Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined))
  return { direction, counterpart, country, personRelated, method, grounds: groundsOf(draft), ...told }
}

function dateOf({ first, last, method }: Draft): NewRecord['date'] | undefined {
  if (first === '') return undefined
  return method === 'each-time' ? { first } : { first, last: last === '' ? null : last }
}

function sideOf({
  name,
  address,
  representative,
  counterpart,
}: Draft): NewRecord['counterparty'] | undefined {
  if (name.trim() === '' || address.trim() === '') return undefined
  const named = counterpart === 'company' && representative.trim() !== ''
  return {
    name: name.trim(),
    address: address.trim(),
    ...(named && { representative: representative.trim() }),
  }
}
