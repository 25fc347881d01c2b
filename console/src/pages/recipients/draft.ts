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
    personKind: people[0]?.kind ?? 'email',
    persons: people.map(({ value, name }) => (name === undefined ? value : `${value}, ${name}`)).join('\n'),
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
    persons: wanted.has('persons') ? personsOf(draft.persons, draft.personKind) : undefined,
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
