// SPDX-License-Identifier: Apache-2.0
import { WordSchema } from '@yakusoku/core/authzen'
import { z } from 'zod'

/** Kinds of entries of the register. */
export const standingKinds = [
  'receiver',
  'approval',
  'assessment',
  'filing',
  'check',
  'clearance',
  'assignment',
  'notice',
  'new-purpose',
  'actor',
  'word',
  'client',
  'trouble',
] as const
/** One of {@link standingKinds}. */
export type StandingKind = (typeof standingKinds)[number]

const id = z.string().min(1).max(60)
const day = z.iso.date()
const written = (limit: number) => z.string().trim().min(1).max(limit)
const document = written(300).describe(
  'What shows it: a title or number of a document, without names of people',
)
const sha256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .describe('Of that document, in hex')
const actor = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._:|=+-]{0,149}$/)
  .describe('An operator’s id, or the id a program gives: never a mail address or a name')
const act = z.enum([
  'collect',
  'use',
  'provide',
  'transfer',
  'entrust',
  'share',
  'take-out',
  'copy',
  'read',
  'disclose',
])

const receiver = z.object({
  kind: z.literal('receiver'),
  class: id.describe('Recipient of the policy under which it falls'),
  name: written(200).describe('Of the company'),
  address: written(300).optional().describe('For records of provision, which the law asks to name it'),
  representative: written(200).optional(),
  entity: id.optional().describe('Company of the policy that it is, for joint use'),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional(),
  contractUntil: day.optional(),
  assessedUntil: day.optional(),
})
const approval = z.object({
  kind: z.literal('approval'),
  client: id,
  act: act.optional(),
  purpose: id.optional(),
  receiver: id.optional().describe('A registered receiver, or a recipient of the policy'),
  document,
})
const assessment = z.object({
  kind: z.literal('assessment'),
  purpose: id.describe('Whose interests were balanced'),
  document,
  sha256: sha256.optional(),
  decidedBy: written(100).describe('Role or office that decided'),
})
const filing = z.object({
  kind: z.literal('filing'),
  ground: id.describe('The opt-out filed with the regulator'),
  document,
})
const check = z.object({
  kind: z.literal('check'),
  recipient: id.describe('A registered receiver, or a recipient of the policy'),
  document,
})
const clearance = z.object({ kind: z.literal('clearance'), actor, category: id, document })
const assignment = z.object({
  kind: z.literal('assignment'),
  actor,
  client: id,
  document: document.optional(),
})
const notice = z.object({
  kind: z.literal('notice'),
  notice: id.describe('It went out on the day `since`'),
  document,
})
const newPurpose = z.object({
  kind: z.literal('new-purpose'),
  purpose: id,
  version: z.string().max(40).describe('That brought it'),
  related: z.boolean().describe('To a purpose before it; otherwise it needs consent'),
  note: written(500).optional().describe('Why it is related'),
  told: day.optional().describe('Where people were told otherwise than by a notice of the system'),
})

const registeredActor = z.object({
  kind: z.literal('actor'),
  actor,
  type: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9._-]{0,39}$/)
    .describe('The subject.type callers use, such as user or program'),
  roles: z.array(id).max(20).describe('Of the policy; a question has these and no others'),
  also: z
    .array(written(200))
    .max(10)
    .optional()
    .describe('Other ids callers use, such as a mail address; only keyed hashes of them are kept'),
})
const word = z.object({ kind: z.literal('word'), ...WordSchema.shape })

const client = z.object({
  kind: z.literal('client'),
  name: written(200).describe('Of the company'),
  within: z
    .array(z.string().regex(/^[A-Z]{2}$/))
    .min(1)
    .max(50)
    .optional()
    .describe('Countries within which it demands that its data stays; it demands nothing when left out'),
  document: document.optional().describe('That holds the demand'),
})
const trouble = z.object({
  kind: z.literal('trouble'),
  recipient: id.describe('A registered receiver, or a recipient of the policy'),
  what: written(500).describe('What makes the measures difficult, and what is done; without names of people'),
  document,
})

const bodies = [
  receiver,
  approval,
  assessment,
  filing,
  check,
  clearance,
  assignment,
  notice,
  newPurpose,
  registeredActor,
  word,
  client,
  trouble,
] as const

/** What an entry says, by its kind. */
export const StandingBodySchema = z
  .discriminatedUnion('kind', bodies)
  .refine((body) => body.kind !== 'new-purpose' || !body.related || body.note !== undefined, {
    path: ['note'],
    message: 'Say why it is related.',
  })
  .refine((body) => body.kind !== 'client' || body.within === undefined || body.document !== undefined, {
    path: ['document'],
    message: 'Name the document that holds the demand.',
  })
/** Shape of {@link StandingBodySchema}. */
export type StandingBody = z.infer<typeof StandingBodySchema>
/** What an entry of one kind says. */
export type BodyOf<K extends StandingKind> = Extract<StandingBody, { kind: K }>

/** An entry to be registered, or as it is to stand from now on. */
export const NewStandingSchema = z
  .object({
    id: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]{0,59}$/)
      .optional()
      .describe(
        'Of a receiver: the name callers of the gate use for it; of a client likewise; of a word: its name',
      ),
    since: day.optional().describe('First day; today when left out'),
    until: day.optional().describe('Last day; none when left out'),
    body: StandingBodySchema,
  })
  .meta({ id: 'NewStanding' })
/** Shape of {@link NewStandingSchema}. */
export type NewStanding = z.infer<typeof NewStandingSchema>

/** An entry of the register. */
export const StandingEntrySchema = z
  .object({
    id: z.string(),
    body: z.discriminatedUnion('kind', bodies),
    since: day,
    until: day.nullable(),
    stands: z.boolean().describe('Today'),
    told: day.nullable().describe('Of a new purpose: when the notices of its version had gone out'),
    changedAt: z.iso.datetime(),
    changedBy: z.string(),
    endedAt: z.iso.datetime().nullable(),
    fact: z.uuid(),
  })
  .meta({ id: 'StandingEntry' })
/** Shape of {@link StandingEntrySchema}. */
export type StandingEntry = z.infer<typeof StandingEntrySchema>

/** Entries, those that stand first. */
export const StandingListSchema = z.object({
  entries: z.array(StandingEntrySchema),
  revision: z.string().describe('Differs whenever anything changed'),
})
/** Shape of {@link StandingListSchema}. */
export type StandingList = z.infer<typeof StandingListSchema>

/** What entries may be made of: elements of the policy in force. */
export const StandingChoicesSchema = z.object({
  recipients: z.array(z.object({ id: z.string(), name: z.object({ ja: z.string(), en: z.string() }) })),
  entities: z.array(
    z.object({ id: z.string(), name: z.object({ ja: z.string(), en: z.string() }), client: z.boolean() }),
  ),
  purposes: z.array(z.object({ id: z.string(), name: z.object({ ja: z.string(), en: z.string() }) })),
  grounds: z.array(z.object({ id: z.string(), name: z.object({ ja: z.string(), en: z.string() }) })),
  notices: z.array(z.object({ id: z.string(), name: z.object({ ja: z.string(), en: z.string() }) })),
  roles: z.array(z.object({ id: z.string(), name: z.object({ ja: z.string(), en: z.string() }) })),
  categories: z.array(z.object({ id: z.string(), name: z.object({ ja: z.string(), en: z.string() }) })),
  channels: z.array(z.object({ id: z.string(), name: z.object({ ja: z.string(), en: z.string() }) })),
  restricted: z.array(z.object({ id: z.string(), name: z.object({ ja: z.string(), en: z.string() }) })),
})
/** Shape of {@link StandingChoicesSchema}. */
export type StandingChoices = z.infer<typeof StandingChoicesSchema>

/** Ends an entry. */
export const EndStandingSchema = z.object({ reason: written(300) }).meta({ id: 'EndStanding' })
/** Shape of {@link EndStandingSchema}. */
export type EndStanding = z.infer<typeof EndStandingSchema>
