// SPDX-License-Identifier: Apache-2.0
// What travels: OpenID AuthZEN Authorization API 1.0, and what the gate tells beside a decision.
import { z } from 'zod'

const text = z.object({ ja: z.string(), en: z.string() })

/** How many questions one request may ask. */
export const MOST_EVALUATIONS = 10_000

/** Unknown members are left alone, as the specification asks; many a caller writes null for what it leaves out. */
const properties = z.record(z.string(), z.unknown()).nullish()
const name = z.string().min(1).max(1_000)

const SubjectSchema = z.object({ type: name, id: name, properties })
const ActionSchema = z.object({ name, properties })
const ResourceSchema = z.object({ type: name, id: name, properties })
const ContextSchema = z.record(z.string(), z.unknown())

/** One question, OpenID AuthZEN Authorization API 1.0, access evaluation. */
export const EvaluationSchema = z
  .object({
    subject: SubjectSchema,
    action: ActionSchema,
    resource: ResourceSchema,
    context: ContextSchema.nullish(),
  })
  .meta({ id: 'Evaluation' })

/** Shape of {@link EvaluationSchema}. */
export type Evaluation = z.infer<typeof EvaluationSchema>

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isName = (value: unknown): boolean =>
  typeof value === 'string' && value.length > 0 && value.length <= 1_000

/** An object with these names, properties or not, and nothing else. */
function isEntity(value: unknown, names: readonly string[]): boolean {
  if (!isObject(value)) return false
  for (const key in value)
    if (!names.includes(key) && !(key === 'properties' && isObject(value[key]))) return false
  return names.every((key) => isName(value[key]))
}

const named = ['type', 'id']
const members = ['subject', 'action', 'resource', 'context']

/**
 * What {@link EvaluationSchema} makes of a question, by a quick look that most questions pass; undefined says nothing
 * of a question: the schema tells.
 */
export function plainEvaluation(value: unknown): Evaluation | undefined {
  if (!isObject(value)) return undefined
  for (const key in value) if (!members.includes(key)) return undefined
  const isPlain =
    isEntity(value['subject'], named) &&
    isEntity(value['action'], ['name']) &&
    isEntity(value['resource'], named) &&
    (value['context'] === undefined || isObject(value['context']))
  return isPlain ? (value as Evaluation) : undefined
}

/** Members that many questions have in common; what one of many lacks or has wrong in the end is that one's error. */
const partial = z.record(z.string(), z.unknown())

/** Many questions with defaults, access evaluations. */
export const EvaluationsSchema = z
  .object({
    subject: partial.nullish(),
    action: partial.nullish(),
    resource: partial.nullish(),
    context: ContextSchema.nullish(),
    evaluations: z
      .array(
        z
          .unknown()
          .describe('subject, action, resource, context; whatever is left out is as beside the list'),
      )
      .max(MOST_EVALUATIONS)
      .nullish(),
    options: z
      .object({
        evaluations_semantic: z
          .enum(['execute_all', 'deny_on_first_deny', 'permit_on_first_permit'])
          .nullish()
          .describe('execute_all where it is left out'),
      })
      .nullish(),
  })
  .meta({ id: 'Evaluations' })

/** Shape of {@link EvaluationsSchema}. */
export type Evaluations = z.infer<typeof EvaluationsSchema>

/** What is told beside a decision. */
export const ReasonSchema = z
  .object({
    answer: z.enum(['permit', 'deny', 'gap']),
    reason: z.string(),
    promises: z.array(z.string()).describe('Promises that decided it, the nearest first'),
    by: z.array(z.string()).describe('Elements of the policy that decided it, kind:id'),
    article: z.string().optional(),
    says: text,
    remedy: text.optional().describe('What would make it a yes'),
    obligations: z.array(z.record(z.string(), z.unknown())),
    record: z.uuid().optional().describe('The record of provision, receipt or take-out that was written'),
  })
  .meta({ id: 'GateReason' })

/** A decision as AuthZEN gives it. */
export const DecisionSchema = z
  .object({
    decision: z.boolean(),
    context: z.union([
      ReasonSchema,
      z.object({ error: z.object({ status: z.number(), message: z.string() }) }),
    ]),
  })
  .meta({ id: 'GateDecision' })

/** Shape of {@link DecisionSchema}. */
export type DecisionView = z.infer<typeof DecisionSchema>

/** The answer to many questions, or to one where none were listed. */
export const DecisionsSchema = z.union([DecisionSchema, z.object({ evaluations: z.array(DecisionSchema) })])

/** One check of the reasoning and what it found. */
const StepSchema = z.object({
  check: z.string(),
  name: text.describe('What the check looks at'),
  found: z.array(z.object({ reason: z.string(), says: text, by: z.array(z.string()), lifted: z.boolean() })),
})

/** A decision with its whole reasoning. */
export const ExplanationSchema = ReasonSchema.extend({
  decision: z.boolean(),
  steps: z.array(StepSchema),
}).meta({ id: 'GateExplanation' })

/** Shape of {@link ExplanationSchema}. */
export type Explanation = z.infer<typeof ExplanationSchema>
