// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod'
import { PersonNameSchema } from '../notices/contract.ts'

const text = z.object({ ja: z.string(), en: z.string() })
const written = (limit: number) => z.string().trim().min(1).max(limit)
const country = z.string().regex(/^[A-Z]{2}$/)

/** Which way data went. */
export const directions = ['provision', 'receipt'] as const
/** One of {@link directions}. */
export type RecordDirection = (typeof directions)[number]

/** What the other side is. */
export const counterpartKinds = ['company', 'sole-trader', 'private-person', 'public-body'] as const
/** One of {@link counterpartKinds}. */
export type CounterpartKind = (typeof counterpartKinds)[number]

/** How a record is made: at each act, one for a period, or a contract in its place. */
export const recordMethods = ['each-time', 'batch', 'contract-substitute'] as const
/** One of {@link recordMethods}. */
export type RecordedBy = (typeof recordMethods)[number]

/** What a law may ask a record to say. */
export const recordFields = [
  'date',
  'counterparty',
  'history',
  'persons',
  'data',
  'publication',
  'consent',
  'foreign-information',
] as const
/** One of {@link recordFields}. */
export type RecordedField = (typeof recordFields)[number]

/** The other side; a company has a representative. */
export const CounterpartySchema = z.object({
  name: written(200),
  address: written(300),
  representative: written(200).optional(),
})
/** Shape of {@link CounterpartySchema}. */
export type Counterparty = z.infer<typeof CounterpartySchema>

/** Somebody a record is about: how they are known, and what else identifies them. */
export const RecordedPersonSchema = PersonNameSchema.extend({ name: written(200).optional() })
/** Shape of {@link RecordedPersonSchema}. */
export type RecordedPerson = z.infer<typeof RecordedPersonSchema>

/** How many people one record may name. */
export const personsLimit = 1_000

const reference = z.object({ reference: written(300) })

/** A record to be made. Which parts it needs follows from the law; `GET …/recipients/asked` tells. */
export const NewRecordSchema = z
  .object({
    direction: z.enum(directions),
    grounds: z.array(z.string().max(60)).max(4).default([]).describe('Ids of grounds of the law'),
    counterpart: z.enum(counterpartKinds).default('company'),
    country: country.default('JP').describe('Where the other side is'),
    personRelated: z
      .boolean()
      .default(false)
      .describe('Information related to a person, which the receiver acquires as personal data'),
    method: z.enum(recordMethods).default('each-time'),
    channel: z.string().max(60).optional().describe('Of a receipt: the channel of the policy'),
    recipient: z.string().max(60).optional().describe('Of a provision: the class of receivers of the policy'),
    date: z
      .object({ first: z.iso.date(), last: z.iso.date().nullable().optional() })
      .optional()
      .describe('The day; of a series the first and the last one, null while it goes on'),
    counterparty: CounterpartySchema.optional(),
    history: z
      .object({ how: written(500), confirmedBy: written(300) })
      .optional()
      .describe('How the other side acquired the data, and by which document that was confirmed'),
    persons: z.array(RecordedPersonSchema).max(personsLimit).optional(),
    data: z.array(z.string().max(60)).max(100).optional().describe('Ids of categories of the policy'),
    publication: reference.optional().describe('The regulator’s publication of the opt-out'),
    consent: reference.optional().describe('What shows that the persons consented'),
    foreignInformation: reference.optional().describe('What shows that they were told about the country'),
    earlier: z.uuid().optional().describe('A record still kept that says the parts left out here'),
    corrects: z.uuid().optional().describe('The record that this one takes the place of'),
    reason: written(300).optional().describe('Of a correction'),
  })
  .refine(({ corrects, reason: why }) => corrects === undefined || why !== undefined, {
    path: ['reason'],
    message: 'A correction says why.',
  })
  .meta({ id: 'NewThirdPartyRecord' })
/** Shape of {@link NewRecordSchema} as it is sent. */
export type NewRecord = z.input<typeof NewRecordSchema>
/** Shape of {@link NewRecordSchema} as it is worked with. */
export type GivenRecord = z.output<typeof NewRecordSchema>

/** A record that was made. */
export const RecordMadeSchema = z.object({
  id: z.uuid(),
  fact: z.uuid(),
  keptUntil: z.iso.date().nullable(),
})
/** Shape of {@link RecordMadeSchema}. */
export type RecordMade = z.infer<typeof RecordMadeSchema>

/** A record in a list: who is meant is told where it is no person. */
export const RecordSummarySchema = z
  .object({
    id: z.uuid(),
    direction: z.enum(directions),
    grounds: z.array(z.string()),
    counterpart: z.enum(counterpartKinds),
    counterparty: z.string().nullable().describe('null where it is a person: opening the record tells'),
    country: z.string(),
    channel: z.string().nullable(),
    recipient: z.string().nullable(),
    data: z.array(z.string()),
    persons: z.number().int(),
    method: z.enum(recordMethods),
    first: z.iso.date().nullable(),
    last: z.iso.date().nullable(),
    madeOn: z.iso.date(),
    keptUntil: z.iso.date().nullable(),
    corrects: z.uuid().nullable(),
    correctedBy: z.uuid().nullable(),
  })
  .meta({ id: 'ThirdPartyRecordSummary' })
/** Shape of {@link RecordSummarySchema}. */
export type RecordSummary = z.infer<typeof RecordSummarySchema>

/** A page of records, newest first. */
export const RecordPageSchema = z.object({
  records: z.array(RecordSummarySchema),
  next: z.uuid().nullable().describe('`before` of the next page'),
})
/** Shape of {@link RecordPageSchema}. */
export type RecordPage = z.infer<typeof RecordPageSchema>

/** One record with all it says; null: the key is destroyed. */
export const RecordViewSchema = RecordSummarySchema.extend({
  law: z.string(),
  kinds: z.array(z.string()),
  personRelated: z.boolean(),
  details: z
    .object({
      counterparty: CounterpartySchema,
      history: z.object({ how: z.string(), confirmedBy: z.string() }).nullable(),
      publication: z.string().nullable(),
      consent: z.string().nullable(),
      foreignInformation: z.string().nullable(),
      reason: z.string().nullable(),
    })
    .nullable(),
  people: z.array(RecordedPersonSchema.nullable()),
  earlier: z.uuid().nullable(),
  omitted: z.array(z.enum(recordFields)).describe('Said by the earlier record'),
  version: z.string().describe('Version of the policy'),
  madeBy: z.string(),
  at: z.iso.datetime(),
  fact: z.uuid(),
}).meta({ id: 'ThirdPartyRecord' })
/** Shape of {@link RecordViewSchema}. */
export type RecordView = z.infer<typeof RecordViewSchema>

const named = z.object({ id: z.string(), name: text })
const cited = named.extend({ article: text })

/** What a record may be made of: the law's grounds, and the policy's channels, receivers and kinds of data. */
export const RecordChoicesSchema = z
  .object({
    law: named.nullable().describe('null: no law that applies asks for such records'),
    grounds: z.array(
      cited.extend({
        for: z.array(z.enum(directions)),
        abroad: z.boolean().describe('A ground of going abroad'),
      }),
    ),
    channels: z.array(named.extend({ from: z.enum(['third-party', 'succession']) })),
    recipients: z.array(named),
    categories: z.array(named),
  })
  .meta({ id: 'RecordChoices' })
/** Shape of {@link RecordChoicesSchema}. */
export type RecordChoices = z.infer<typeof RecordChoicesSchema>

/** What the law asks of an act. */
export const AskedSchema = z
  .object({
    kind: z.enum(['record', 'exempt', 'unclear']),
    kinds: z.array(cited).describe('The duties to record'),
    items: z.array(cited.extend({ field: z.enum(recordFields) })),
    methods: z.array(z.object({ method: z.enum(recordMethods), keep: z.string(), article: text })),
    exemptBy: cited.nullable(),
    lacks: z.enum(['ground', 'transfer', 'law']).nullable(),
  })
  .meta({ id: 'RecordAsked' })
/** Shape of {@link AskedSchema}. */
export type Asked = z.infer<typeof AskedSchema>

/** Which records are looked for; persons and other sides by their exact name. */
export const RecordSearchSchema = z
  .object({
    direction: z.enum(directions).optional(),
    from: z.iso
      .date()
      .optional()
      .describe('Acts on this day or later; the day of the record where none was told'),
    to: z.iso.date().optional(),
    counterparty: written(200).optional(),
    person: PersonNameSchema.optional(),
    before: z.uuid().optional(),
  })
  .meta({ id: 'RecordSearch' })
/** Shape of {@link RecordSearchSchema}. */
export type RecordSearch = z.infer<typeof RecordSearchSchema>

/** What to export and how. */
export const RecordExportSchema = RecordSearchSchema.omit({ before: true })
  .extend({ format: z.enum(['csv', 'xlsx']).default('xlsx'), lang: z.enum(['ja', 'en']).default('ja') })
  .meta({ id: 'RecordExport' })
/** Shape of {@link RecordExportSchema} as it is sent. */
export type RecordExport = z.input<typeof RecordExportSchema>
