// SPDX-License-Identifier: Apache-2.0
// What a caller's own words mean: its names of actions and resources, in the names of the policy.
import { ACTS } from '@yakusoku/core/gate'
import { z } from 'zod'

const id = z.string().min(1).max(60)
const name = z.string().trim().min(1).max(200)
const values = z
  .record(name, z.union([z.string().max(200), z.number(), z.boolean()]))
  .refine((all) => Object.keys(all).length <= 10, 'At most 10.')

/** A value that stands for whoever asks: the subject's id, or another name that is registered for it. */
export const OF_SUBJECT = '@subject'

// Ids of things and routes: whoever a mail address or a name stands for does not belong into a vocabulary.
const things = z
  .array(
    z
      .string()
      .max(300)
      .regex(/^[A-Za-z0-9/_.:{}*~-]+$/, 'Letters, digits and / _ . : { } * ~ - only: no address and no name.')
      .refine((one) => one.split('{person}').length <= 2, '{person} stands once.'),
  )
  .min(1)
  .max(500)

/** What a caller says for a word to count: all that is named. */
export const SaysSchema = z.strictObject({
  action: name.optional().describe('action.name'),
  actionProperties: values.optional().describe('Members of action.properties'),
  type: name.optional().describe('resource.type'),
  ids: things
    .optional()
    .describe(
      'resource.id is one of these; * is what stands between two slashes, {person} likewise, and names the person',
    ),
  resourceProperties: values
    .optional()
    .describe(`Members of resource.properties; ${OF_SUBJECT} is whoever asks`),
  category: id.optional().describe('The category that the other words gave; for act, purpose and the rest'),
})
/** Shape of {@link SaysSchema}. */
export type Says = z.infer<typeof SaysSchema>

/** What it means, in names of the policy; what a caller says in these names itself stays. */
export const MeansSchema = z.strictObject({
  act: z.enum(ACTS).optional(),
  category: id.optional(),
  person: z
    .union([z.enum(['id', 'none']), z.string().regex(/^property:[^\s]{1,100}$/)])
    .optional()
    .describe(
      'What names the person: resource.id, nothing (`none`), or a member of resource.properties (`property:customer`)',
    ),
  purpose: id.optional(),
  recipient: id.optional(),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional(),
  client: id.optional(),
  channel: id.optional(),
})
/** Shape of {@link MeansSchema}. */
export type Means = z.infer<typeof MeansSchema>

const says = (members: object): boolean => Object.values(members).some((one) => one !== undefined)

/** One entry of a vocabulary. */
export const WordSchema = z.strictObject({
  says: SaysSchema.refine(says, 'Say at least one thing.'),
  means: MeansSchema.refine(says, 'Say at least one thing.'),
  caller: z
    .string()
    .max(100)
    .optional()
    .describe('The id of a token: it counts only for its questions, and before what counts for all'),
})
/** Shape of {@link WordSchema}. */
export type Word = z.infer<typeof WordSchema>

/** A vocabulary, by the names of its entries. */
export const VocabularySchema = z.record(z.string(), WordSchema)
/** Shape of {@link VocabularySchema}. */
export type Vocabulary = z.infer<typeof VocabularySchema>
