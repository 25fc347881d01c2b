// SPDX-License-Identifier: Apache-2.0
// What came over the wire, checked member by member. A member that is not known is refused: it may be what forbids.
import type { PackData } from '@yakusoku/core/packs'
import {
  NOBODY,
  NOTHING,
  type Approval,
  type Client,
  type NewPurpose,
  type Person,
  type Receiver,
  type Standing,
} from './facts.ts'
import type { PolicyInForce } from './wire.ts'

type Reader<Value> = (value: unknown) => Value | undefined
type Members = Readonly<Record<string, unknown>>

/** Whether it is an object with members, and no list. */
export const isObject = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

// Control characters part the ids of a state in memory, where an empty id would be none: packs allow neither.
const isId = (value: unknown): value is string =>
  // eslint-disable-next-line no-control-regex
  typeof value === 'string' && value !== '' && !/[\u0000-\u001f]/.test(value)

const id: Reader<string> = (value) => (isId(value) ? value : undefined)
const string: Reader<string> = (value) => (typeof value === 'string' ? value : undefined)
const truth: Reader<boolean> = (value) => (typeof value === 'boolean' ? value : undefined)

const listOf =
  <Value>(read: Reader<Value>): Reader<Value[]> =>
  (value) => {
    if (!Array.isArray(value)) return undefined
    const items = value.map(read)
    return items.every((item) => item !== undefined) ? items : undefined
  }

const mapOf =
  <Value>(read: Reader<Value>): Reader<Record<string, Value>> =>
  (value) => {
    if (!isObject(value)) return undefined
    const items = Object.entries(value).map(([name, item]) => [name, read(item)] as const)
    // Not by assignment: a name may be `__proto__`.
    return items.every(([, item]) => item !== undefined)
      ? (Object.fromEntries(items) as Record<string, Value>)
      : undefined
  }

/** Reads the members that are there; undefined where one is wrong, not known, or missing though it must not. */
function membersOf(
  value: unknown,
  shape: Readonly<Record<string, Reader<unknown>>>,
  must: readonly string[] = [],
): Members | undefined {
  if (!isObject(value) || must.some((name) => !Object.hasOwn(value, name))) return undefined
  const read: [string, unknown][] = []
  for (const [name, given] of Object.entries(value)) {
    const item = Object.hasOwn(shape, name) ? shape[name]?.(given) : undefined
    if (item === undefined) return undefined
    read.push([name, item])
  }
  return Object.fromEntries(read)
}

const ids = listOf(id)
const SUSPENDED: Reader<'use' | 'provide'> = (value) =>
  value === 'use' || value === 'provide' ? value : undefined

const PERSON = {
  jurisdictions: ids,
  born: id,
  guardian: truth,
  subjects: ids,
  consents: ids,
  objections: ids,
  happened: ids,
  restricted: ids,
  suspended: listOf(SUSPENDED),
  over: ids,
  beyond: listOf((value) => membersOf(value, { purpose: id, category: id }, ['purpose', 'category'])),
} satisfies Record<keyof Person, Reader<unknown>>

/** A state of a person; what is left out is empty. */
export function personIn(value: unknown): Person | undefined {
  const read = membersOf(value, PERSON)
  return read && ({ ...NOBODY, ...read } as Person)
}

/** A state of a person without what is empty, as it travels. */
export const sparse = (person: Person): Partial<Person> =>
  Object.fromEntries(
    Object.entries(person).filter(([, value]) =>
      Array.isArray(value) ? value.length > 0 : value !== false && value !== undefined,
    ),
  )

const strings = listOf(string)
const receiver: Reader<Receiver> = (value) =>
  membersOf(
    value,
    { class: string, entity: string, country: string, contractUntil: string, assessedUntil: string },
    ['class'],
  ) as Receiver | undefined
const approval: Reader<Approval> = (value) =>
  membersOf(value, { client: string, act: string, purpose: string, receiver: string, until: string }, [
    'client',
  ]) as Approval | undefined
const newPurpose: Reader<NewPurpose> = (value) =>
  membersOf(value, { related: truth, told: string }, ['related']) as NewPurpose | undefined

const client: Reader<Client> = (value) => membersOf(value, { within: strings })

const STANDING = {
  receivers: mapOf(receiver),
  notices: mapOf(string),
  assessments: strings,
  filed: strings,
  checked: strings,
  approvals: listOf(approval),
  clearances: mapOf(strings),
  actors: mapOf(strings),
  also: mapOf(string),
  assignments: mapOf(strings),
  newPurposes: mapOf(newPurpose),
  clients: mapOf(client),
  troubles: strings,
} satisfies Record<keyof Standing, Reader<unknown>>

/** How an organisation stands; what a server does not know of is not there. */
export function standingIn(value: unknown): Standing | undefined {
  const read = membersOf(value, STANDING)
  return read && ({ ...NOTHING, ...read } as Standing)
}

/** Lists of a pack that a gate reads. */
const LISTS =
  'entities roles events subjects channels categories purposes grounds recipients duties safeguards consents notices transfers minors records promises'.split(
    ' ',
  )

// The server checked it when it was published; what is looked at here is that it is one.
const pack: Reader<PackData> = (value) =>
  isObject(value) &&
  value['format'] === 1 &&
  isId(value['id']) &&
  isId(value['version']) &&
  Array.isArray(value['jurisdictions']) &&
  LISTS.every((name) => {
    const list = value[name]
    return Array.isArray(list) && list.every((one) => isObject(one) && isId(one['id']))
  })
    ? (value as unknown as PackData)
    : undefined

/** The members of a policy in force. */
export const POLICY = {
  revision: (value: unknown) =>
    typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined,
  version: id,
  pack,
  laws: listOf(pack),
}

/** A policy in force. */
export const policyIn = (value: unknown): PolicyInForce | undefined =>
  membersOf(value, POLICY, Object.keys(POLICY)) as PolicyInForce | undefined

/** The number of a change, decimal: at most what a database counts to. */
export const positionIn: Reader<string> = (value) =>
  typeof value === 'string' && /^(0|[1-9]\d{0,18})$/.test(value) ? value : undefined

/** A day, YYYY-MM-DD. */
export const dayIn: Reader<string> = (value) =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) ? value : undefined

/** A person's key: 32 hexadecimal digits. */
export const keyIn: Reader<string> = (value) =>
  typeof value === 'string' && /^[0-9a-f]{32}$/.test(value) ? value : undefined

/** An object of just these members, each as its reader takes it. */
export const exactly = <Shape extends Readonly<Record<string, Reader<unknown>>>>(
  value: unknown,
  shape: Shape,
): { [Name in keyof Shape]: NonNullable<ReturnType<Shape[Name]>> } | undefined =>
  membersOf(value, shape, Object.keys(shape)) as never
