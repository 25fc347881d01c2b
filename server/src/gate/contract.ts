// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod'

export {
  DecisionSchema,
  DecisionsSchema,
  EvaluationSchema,
  EvaluationsSchema,
  ExplanationSchema,
  type DecisionView,
  type Evaluation,
  type Evaluations,
  type Explanation,
} from '@yakusoku/core/authzen'

/** What was asked and answered on a day, counted. */
export const UseSchema = z
  .object({
    day: z.iso.date(),
    answer: z.enum(['permit', 'deny', 'gap']),
    reason: z.string(),
    act: z.string(),
    category: z.string(),
    purpose: z.string(),
    recipient: z.string().nullable(),
    roles: z.array(z.string()),
    actor: z.string().nullable(),
    count: z.number().int(),
    lastAt: z.iso.datetime(),
    promises: z.array(z.string()),
  })
  .meta({ id: 'GateUse' })

/** Shape of {@link UseSchema}. */
export type GateUse = z.infer<typeof UseSchema>

const names = z.array(z.object({ id: z.string(), name: z.object({ ja: z.string(), en: z.string() }) }))

/** What a question to the gate may be made of, by the policy in force. */
export const GateChoicesSchema = z
  .object({
    version: z.string(),
    roles: names,
    categories: names,
    purposes: z.array(names.element.extend({ deidentified: z.boolean() })),
    recipients: names,
    receivers: names.describe('Registered under a recipient of the policy'),
    grounds: z.array(
      names.element.extend({
        acts: z.array(z.string()),
        document: names.element.shape.name.nullable().describe('What shows it'),
        conditions: z
          .array(z.enum(['consent-difficult', 'consent-would-hinder', 'no-undue-harm', 'advance-notice']))
          .describe('That whoever asks may state'),
      }),
    ),
    clients: names.describe('Whose entrusted data it may be; of a processor only'),
    channels: names,
    others: names.describe('What else may decide, as kind:id'),
  })
  .meta({ id: 'GateChoices' })
/** Shape of {@link GateChoicesSchema}. */
export type GateChoices = z.infer<typeof GateChoicesSchema>

/** How a node stands. */
export const NodeSchema = z
  .object({
    ready: z.boolean(),
    persons: z.number().int(),
    behindMilliseconds: z.number().int().describe('Since the node last knew that it had seen everything'),
    version: z.string().describe('Version of the policy it decides by'),
  })
  .meta({ id: 'GateNode' })
/** Shape of {@link NodeSchema}. */
export type GateNode = z.infer<typeof NodeSchema>

/** What search answers. */
export const SearchResultsSchema = z.object({
  results: z.array(z.record(z.string(), z.unknown())),
  page: z.object({ next_token: z.string(), count: z.number().int() }),
})

const somebody = z.object({ kind: z.string(), id: z.string(), name: z.string() })

/** A use in an emergency, what was asked, and its review. */
export const ReviewSchema = z
  .object({
    use: z.uuid(),
    title: z.object({ ja: z.string(), en: z.string() }).describe('The duty as the policy names it'),
    at: z.iso.datetime(),
    act: z.string(),
    category: z.string(),
    purpose: z.string(),
    recipient: z.string().nullable(),
    ground: z.string().nullable(),
    client: z.string().nullable(),
    conditions: z.array(z.string()).describe('That whoever asked stated'),
    document: z.boolean().describe('Whether a document was shown'),
    actor: z
      .object({ id: z.string(), name: z.string().nullable() })
      .describe('Who acted; with a name where it is an operator'),
    askedBy: somebody,
    fact: z.uuid(),
    state: z.enum(['open', 'warning', 'overdue', 'closed']),
    dueAt: z.iso.datetime(),
    reckoning: z.array(z.object({ ja: z.string(), en: z.string() })),
    ownerRole: z.string(),
    promises: z.array(z.string()),
    own: z.boolean().describe('The reader made or asked for it, and so cannot review it'),
    reviewed: z
      .object({
        at: z.iso.datetime(),
        by: somebody,
        outcome: z.enum(['justified', 'not-justified']),
        document: z.boolean(),
        fact: z.uuid(),
      })
      .nullable(),
  })
  .meta({ id: 'GateReview' })
/** Shape of {@link ReviewSchema}. */
export type GateReview = z.infer<typeof ReviewSchema>

/** Emergency uses: open ones, the earliest due first, or reviewed ones, the newest first. */
export const ReviewPageSchema = z.object({
  reviews: z.array(ReviewSchema),
  next: z.uuid().nullable().describe('`before` of the next page'),
})
/** Shape of {@link ReviewPageSchema}. */
export type GateReviewPage = z.infer<typeof ReviewPageSchema>

/** What a reviewer wrote; null once its key is destroyed. */
export const ReviewNoteSchema = z.object({
  note: z.string().nullable(),
  document: z.string().nullable(),
})
/** Shape of {@link ReviewNoteSchema}. */
export type GateReviewNote = z.infer<typeof ReviewNoteSchema>

/** What a look afterwards at an emergency use found. */
export const NewReviewSchema = z
  .object({
    outcome: z.enum(['justified', 'not-justified']),
    note: z
      .string()
      .trim()
      .min(1)
      .max(2_000)
      .describe('What happened, why it was or was not right, what follows'),
    document: z.string().trim().min(1).max(300).optional().describe('The record that the policy asks for'),
  })
  .meta({ id: 'NewGateReview' })

/** Shape of {@link NewReviewSchema}. */
export type NewReview = z.infer<typeof NewReviewSchema>
