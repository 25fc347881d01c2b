// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod'

/** On what data leaves the premises. */
export const takeOutMedia = [
  'paper',
  'laptop',
  'mobile-device',
  'removable-drive',
  'optical-disc',
  'tape',
  'other',
] as const
/** One of {@link takeOutMedia}. */
export type TakeOutMedium = (typeof takeOutMedia)[number]

/** Why something may be taken out: the service needs it, the client agreed in writing, or an exception of the law. */
const takeOutBases = ['need', 'client-consent', 'exception'] as const
/** One of {@link takeOutBases}. */
export type TakeOutBasis = (typeof takeOutBases)[number]

const written = (limit: number) => z.string().trim().min(1).max(limit)

/** What a question to the gate says of a take-out, as `context.take_out`. */
export const TakeOutSchema = z.object({
  count: z.number().int().min(1).max(1_000_000_000).describe('How many people’s data'),
  medium: z.enum(takeOutMedia),
  destination: written(200).describe('Where to; sealed'),
  return_by: z.iso.date().describe('The last day on which it comes back'),
})
/** Shape of {@link TakeOutSchema}. */
export type GivenTakeOut = z.infer<typeof TakeOutSchema>

const somebody = z.object({ kind: z.string(), id: z.string(), name: z.string() })

/** One take-out, without what is sealed. */
const TakeOutEntrySchema = z
  .object({
    id: z.uuid(),
    takenAt: z.iso.datetime(),
    category: z.string(),
    count: z.number().int(),
    medium: z.enum(takeOutMedia),
    purpose: z.string(),
    basis: z.enum(takeOutBases),
    ground: z.string().nullable(),
    client: z.string().nullable(),
    actor: z
      .object({ id: z.string(), name: z.string().nullable() })
      .describe('Who took it out: an operator by name; an id that is no plain name as a short hash'),
    returnBy: z.iso.date(),
    state: z.enum(['out', 'overdue', 'returned']),
    returned: z
      .object({ day: z.iso.date(), at: z.iso.datetime(), recordedBy: somebody, fact: z.uuid() })
      .nullable(),
    fact: z.uuid(),
  })
  .meta({ id: 'TakeOut' })
/** Shape of {@link TakeOutEntrySchema}. */
export type TakeOutEntry = z.infer<typeof TakeOutEntrySchema>

/** Take-outs: those out, the earliest return first, or those returned, the newest first. */
export const TakeOutPageSchema = z.object({
  takeOuts: z.array(TakeOutEntrySchema),
  next: z.uuid().nullable().describe('`before` of the next page'),
})
/** Shape of {@link TakeOutPageSchema}. */
export type TakeOutPage = z.infer<typeof TakeOutPageSchema>

/** What of a take-out is sealed; null once its key is destroyed. */
export const TakeOutDetailsSchema = z
  .object({
    actor: z.string(),
    destination: z.string(),
    document: z.string().nullable(),
    returnedBy: z.string().nullable().describe('Who brought it back'),
    note: z.string().nullable(),
  })
  .nullable()
  .meta({ id: 'TakeOutDetails' })
/** Shape of {@link TakeOutDetailsSchema}. */
export type TakeOutDetails = z.infer<typeof TakeOutDetailsSchema>

/** That something came back. */
export const NewReturnSchema = z
  .object({
    day: z.iso.date(),
    by: written(100).describe('Who brought it back; sealed'),
    note: written(500).optional().describe('In which state it came back, what was done with copies; sealed'),
  })
  .meta({ id: 'NewTakeOutReturn' })
/** Shape of {@link NewReturnSchema}. */
export type NewReturn = z.infer<typeof NewReturnSchema>

/** Which take-outs to export, by the day they were taken out. */
export const TakeOutExportSchema = z
  .object({
    from: z.iso.date().optional(),
    to: z.iso.date().optional(),
    lang: z.enum(['ja', 'en']).default('ja'),
  })
  .meta({ id: 'TakeOutExport' })
/** Shape of {@link TakeOutExportSchema} as it is sent. */
export type TakeOutExport = z.input<typeof TakeOutExportSchema>
