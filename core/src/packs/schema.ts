// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod'
import { CalendarSchema } from '@yakusoku/core/calendar'
import * as E from './elements.ts'
import * as O from './obligations.ts'
import * as R from './rights.ts'
import { Day, LocalText, PackId, PromiseId, ref, Reference, Text, Version } from './terms.ts'

/** What keeps a promise: the software, somebody's duty, or a person's declaration; strongest first. */
export const MODES = ['enforced', 'duty', 'attested'] as const

/** A promise's mode. */
export type Mode = (typeof MODES)[number]

const MAX_ELEMENTS = 5_000
const list = <Item extends z.ZodType>(item: Item) => z.array(item).max(MAX_ELEMENTS).default([])

const Change = z.strictObject({
  kind: z.enum(['service', 'law', 'security', 'clarification', 'contact']),
  summary: LocalText,
})

const Organisation = z.strictObject({
  name: LocalText,
  address: LocalText,
  representative: LocalText,
  business: LocalText.optional(),
  website: Text.optional(),
})

const PromiseEntry = z.strictObject({ id: PromiseId, mode: z.enum(MODES), keptBy: z.array(Reference).min(1) })

/** The whole of `pack.yaml`; `packs/pack.schema.json` is generated from it. */
export const PackSchema = z.strictObject({
  format: z.literal(1),
  id: PackId,
  kind: z.enum(['organisation', 'law', 'standard']),
  version: Version,
  name: LocalText,
  /** Whether the organisation decides about the data, or handles it for its clients. */
  role: z.enum(O.PARTS).default('controller'),
  /** For law and standard packs: when they apply. */
  applies: O.Applies.optional(),
  /** The day the policy was first made, its revisions since, and who signs for it. */
  established: Day.optional(),
  revisions: list(Day),
  signedBy: LocalText.optional(),
  /** The role that approves changes of this pack; without it the operators' role `approver` does. */
  approvedBy: ref('role').optional(),
  effective: Day,
  modified: Day,
  changes: list(Change),
  extends: list(PackId),
  jurisdictions: list(Text),
  organisation: Organisation.optional(),
  calendar: CalendarSchema.optional(),
  entities: list(E.Entity),
  terms: list(E.Term),
  roles: list(E.Role),
  desks: list(E.Desk),
  events: list(E.Event),
  subjects: list(E.Subject),
  channels: list(E.Channel),
  categories: list(E.Category),
  purposes: list(E.Purpose),
  grounds: list(E.Ground),
  recipients: list(E.Recipient),
  proofs: list(R.Proof),
  agents: list(R.Agent),
  refusals: list(R.Refusal),
  procedures: list(R.Procedure),
  rights: list(R.Right),
  disposals: list(E.Disposal),
  retention: list(E.Retention),
  evidence: list(E.Evidence),
  duties: list(E.Duty),
  safeguards: list(E.Safeguard),
  consents: list(E.Consent),
  messages: list(E.Message),
  preferences: list(E.Preference),
  notices: list(E.Notice),
  tools: list(E.Tool),
  transfers: list(E.Transfer),
  minors: list(E.Minor),
  items: list(O.Item),
  announcements: list(O.Announcement),
  records: list(O.RecordKind),
  incidents: list(O.Incident),
  reports: list(O.Report),
  /** Promises beside whose sentence the public page shows how often they were kept in the last 12 months. */
  publishFigures: list(PromiseId),
  promises: list(PromiseEntry),
})

/** What `pack.yaml` says, checked, with every list present. */
export type PackData = z.output<typeof PackSchema>

let schemaMemo: JsonSchema | undefined

/** The part of JSON Schema that the pack's own schema uses. */
export type JsonSchema = {
  properties?: Record<string, JsonSchema>
  items?: JsonSchema
  enum?: unknown[]
  const?: unknown
  $ref?: string
  $defs?: Record<string, JsonSchema>
  anyOf?: JsonSchema[]
  oneOf?: JsonSchema[]
  'x-ref'?: string
  [key: string]: unknown
}

/** The JSON Schema (draft 2020-12) of `pack.yaml`, for editors and for finding references. */
export function packJsonSchema(): JsonSchema {
  schemaMemo ??= z.toJSONSchema(PackSchema, {
    io: 'input',
    unrepresentable: 'any',
    reused: 'ref',
  }) as JsonSchema
  return schemaMemo
}

/** What a part of the JSON Schema stands for: shared definitions looked up, alternatives laid side by side. */
export function alternatives(schema: JsonSchema): JsonSchema[] {
  const known = alternativesMemo.get(schema) ?? laidOut(schema)
  alternativesMemo.set(schema, known)
  return known
}

const alternativesMemo = new WeakMap<JsonSchema, JsonSchema[]>()

function laidOut(schema: JsonSchema): JsonSchema[] {
  const { $ref, anyOf, oneOf, ...own } = schema
  const shared = $ref === undefined ? undefined : packJsonSchema().$defs?.[$ref.split('/').at(-1) ?? '']
  // Marks such as x-ref stand beside a $ref and add to what it names.
  if (shared) return alternatives(shared).map((found) => ({ ...found, ...own }))
  return (anyOf ?? oneOf)?.flatMap(alternatives) ?? [schema]
}
