// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod'

/** What a person may ask for (law.md 12b request_type, in this version carried out: disclosure). */
export const requestKinds = ['disclosure'] as const

/** Where a request stands. `asked` is not yet a request: control of the address is not proven. */
export const requestStates = [
  'asked',
  'collecting',
  'review',
  'packaging',
  'answered',
  'refused',
  'withdrawn',
  'expired',
] as const

/** One of {@link requestStates}. */
export type RequestState = (typeof requestStates)[number]

/** Grounds on which disclosure may be refused (Act, art. 33(2)), and `no-such-data`, `wrong-person`. */
export const refusalGrounds = ['harm', 'hindrance', 'other-law', 'no-such-data', 'wrong-person'] as const

/** Grounds on which a part of what was found may be kept back (Act, art. 33(2)). */
export const exclusionGrounds = ['harm', 'hindrance', 'other-law'] as const

/** What an operator may do with a request now; the console shows its buttons from this. */
export const requestAbilities = [
  'read-found',
  'exclude',
  'preview',
  'approve',
  'refuse',
  'collect-again',
  'print',
] as const

/** One of {@link requestAbilities}. */
export type RequestAbility = (typeof requestAbilities)[number]

/** A row of the board. No personal data: names are read in the request itself, which is a fact. */
export const RequestSummarySchema = z
  .object({
    id: z.uuid(),
    number: z.string(),
    kind: z.enum(requestKinds),
    state: z.enum(requestStates),
    language: z.enum(['ja', 'en']),
    receivedAt: z.iso.datetime(),
    dueAt: z.iso.datetime().nullable(),
    warnAt: z.iso.datetime().nullable(),
    answeredAt: z.iso.datetime().nullable(),
    overdue: z.boolean(),
    waitingFor: z.array(z.string()).describe('Sources that could not be read yet'),
  })
  .meta({ id: 'RequestSummary' })

/** Shape of {@link RequestSummarySchema}. */
export type RequestSummary = z.infer<typeof RequestSummarySchema>

/** The board, newest first, with how many stand in each state. */
export const RequestPageSchema = z
  .object({
    requests: z.array(RequestSummarySchema),
    counts: z.partialRecord(z.enum(requestStates), z.number().int()),
    next: z.string().nullable().describe('Pass as `before` for the next page'),
  })
  .meta({ id: 'RequestPage' })

/** Shape of {@link RequestPageSchema}. */
export type RequestPage = z.infer<typeof RequestPageSchema>

/** How one connected source stands for a request. */
export const RequestSourceSchema = z.object({
  key: z.string(),
  state: z.enum(['waiting', 'read', 'unavailable']),
  rows: z.number().int().nullable(),
  since: z.iso.datetime().nullable().describe('Unavailable since'),
  reason: z.string().nullable().describe('Code of why it could not be read, never a message of the database'),
})

/** One step of a request's history, as a sentence. */
export const TimelineEntrySchema = z.object({
  fact: z.uuid(),
  type: z.string(),
  time: z.iso.datetime(),
  actor: z.string().describe('Name of the operator, or requester, or system'),
  sentence: z.object({ ja: z.string(), en: z.string() }),
  leafIndex: z.number().int().nullable(),
})

// What no keyboard writes (NUL and its like, halves of a character) would break systems it is handed on to.
const oneLine = (typed: string) => typed.toWellFormed().replaceAll(/\p{Cc}+/gu, ' ')

/** What else to search by: another address or number of the requester, once somebody made sure that it is theirs. */
export const AddedIdentitySchema = z
  .object({
    kind: z.string().min(1).max(100).describe('As the data maps name it: `email`, `phone_number`, …'),
    value: z.string().overwrite(oneLine).normalize('NFKC').trim().min(1).max(254),
    checked: z
      .string()
      .overwrite(oneLine)
      .trim()
      .min(1)
      .max(500)
      .describe('How it was made sure that it is the requester’s'),
  })
  .meta({ id: 'AddedIdentity' })

/** Shape of {@link AddedIdentitySchema}. */
export type AddedIdentity = z.infer<typeof AddedIdentitySchema>

/** One request whole. Reading it is a fact, because it names the requester. */
export const RequestDetailSchema = RequestSummarySchema.extend({
  requester: z
    .object({
      name: z.string(),
      email: z.string(),
      note: z.string(),
      identities: z.array(AddedIdentitySchema).describe('Searched by besides the address'),
    })
    .nullable()
    .describe('Null when the person was erased'),
  sources: z.array(RequestSourceSchema),
  timeline: z.array(TimelineEntrySchema),
  reckoning: z.array(z.object({ ja: z.string(), en: z.string() })).describe('How the deadline was computed'),
  promises: z.array(z.string()),
  refusal: z.object({ ground: z.enum(refusalGrounds), explanation: z.string() }).nullable(),
  download: z
    .object({ expiresAt: z.iso.datetime(), fetchedAt: z.iso.datetime().nullable(), bytes: z.number().int() })
    .nullable(),
  mail: z.array(
    z.object({
      kind: z.string(),
      state: z.enum(['waiting', 'kept', 'sent', 'failed']),
      at: z.iso.datetime(),
    }),
  ),
  abilities: z.array(z.enum(requestAbilities)),
  identityKinds: z.array(z.string()).describe('What the connected systems can be searched by'),
}).meta({ id: 'RequestDetail' })

/** Shape of {@link RequestDetailSchema}. */
export type RequestDetail = z.infer<typeof RequestDetailSchema>

/** What is kept back of an answer, mostly other people's data: a whole row, or one field of it. */
export const ExclusionSchema = z
  .object({
    collection: z.string().describe('KEY:COLLECTION'),
    row: z.number().int().min(0).describe('Index of the row in what was found'),
    field: z.string().nullable().describe('Null: the whole row'),
    ground: z.enum(exclusionGrounds).default('harm'),
    reason: z.string().trim().min(1).max(500),
  })
  .meta({ id: 'Exclusion' })

/** Shape of {@link ExclusionSchema}. */
export type Exclusion = z.infer<typeof ExclusionSchema>

/** What was found in the connected sources. Reading it is a fact. */
export const FoundSchema = z
  .object({
    collectedAt: z.iso.datetime(),
    collections: z.array(
      z.object({
        collection: z.string().describe('KEY:COLLECTION'),
        source: z.string(),
        title: z.string().optional().describe('What the data map says the collection holds'),
        categories: z.array(z.string()),
        fields: z.array(z.object({ name: z.string(), categories: z.array(z.string()) })),
        rows: z.array(z.record(z.string(), z.unknown())),
        suspicions: z
          .array(z.object({ row: z.number().int(), field: z.string() }))
          .describe('Fields that seem to hold somebody else’s name or address: look at them'),
      }),
    ),
    exclusions: z.array(ExclusionSchema),
    revision: z
      .string()
      .describe('Hand it back when deciding: whoever decides on an older state than this is told so'),
  })
  .meta({ id: 'Found' })

/** Shape of {@link FoundSchema}. */
export type Found = z.infer<typeof FoundSchema>

const lines = (typed: string) =>
  typed
    .toWellFormed()
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/(?!\n)\p{Cc}+/gu, ' ')

/** What the privacy centre's form sends. An address typed full width is the same address. */
export const AskSchema = z
  .object({
    kind: z.enum(requestKinds),
    email: z.string().normalize('NFKC').trim().max(254).check(z.email()),
    name: z.string().overwrite(oneLine).trim().min(1).max(200),
    note: z.string().overwrite(lines).trim().max(2_000).default(''),
    language: z.enum(['ja', 'en']),
  })
  .meta({ id: 'Ask' })

/** Shape of {@link AskSchema}. */
export type Ask = z.infer<typeof AskSchema>

/** What the requester sees of their own request. */
export const FollowSchema = z
  .object({
    number: z.string(),
    kind: z.enum(requestKinds),
    state: z.enum(requestStates),
    receivedAt: z.iso.datetime(),
    dueOn: z.iso.date().nullable(),
    steps: z.array(
      z.object({ time: z.iso.datetime(), sentence: z.object({ ja: z.string(), en: z.string() }) }),
    ),
    refusal: z.object({ ground: z.enum(refusalGrounds), explanation: z.string() }).nullable(),
    downloadUntil: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Follow' })

/** Shape of {@link FollowSchema}. */
export type Follow = z.infer<typeof FollowSchema>
