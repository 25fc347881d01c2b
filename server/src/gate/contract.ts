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
