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

/** How a node stands. */
export const NodeSchema = z
  .object({
    ready: z.boolean(),
    persons: z.number().int(),
    behindMilliseconds: z.number().int().describe('Since the node last knew that it had seen everything'),
    version: z.string().describe('Version of the policy it decides by'),
  })
  .meta({ id: 'GateNode' })

/** What search answers. */
export const SearchResultsSchema = z.object({
  results: z.array(z.record(z.string(), z.unknown())),
  page: z.object({ next_token: z.string(), count: z.number().int() }),
})
