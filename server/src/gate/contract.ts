// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod'
import { ReasonSchema } from '@yakusoku/core/authzen'

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
    clients: names.describe('Whose data it may be'),
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
const ReviewSchema = z
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

const local = z.object({ ja: z.string(), en: z.string() })
const tallied = z.object({
  decisions: z.number().int(),
  kinds: z.number().int().describe('Of questions alike, about people who stood alike, on a day'),
})

/** What the simulation found: how many decisions fared so. */
const EffectsSchema = z.object({
  denied: tallied.describe('Permitted until now, and no longer'),
  permitted: tallied.describe('Not permitted until now'),
  undeclared: tallied.describe('Now about something that the draft does not declare'),
  obligations: tallied.describe('Permitted with other obligations'),
  reason: tallied.describe('Denied for another reason'),
})

/** One change that a draft would make: decisions alike, before and after. */
const SimulatedChangeSchema = z.object({
  effect: EffectsSchema.keyof(),
  count: z.number().int(),
  first: z.iso.date(),
  last: z.iso.date(),
  question: z.object({
    act: z.string(),
    category: z.string(),
    purpose: z.string(),
    roles: z.array(z.string()),
    recipient: z.string().nullable(),
    ground: z.string().nullable(),
    details: z
      .record(z.string(), z.string())
      .describe('What else was said: country, client, channel, conditions, document, deidentified'),
  }),
  about: local.describe('How the people stood, in words'),
  least: z.boolean().describe('Only what decided until now is known of them'),
  before: ReasonSchema,
  after: ReasonSchema,
})

/** A draft held against the decisions of some days. */
export const SimulationSchema = z
  .object({
    draft: z.object({
      id: z.uuid(),
      revision: z.number().int(),
      version: z.string(),
      effective: z.iso.date(),
    }),
    inForce: z.string().describe('Version it is compared with'),
    since: z.iso.date(),
    until: z.iso.date(),
    decisions: z.number().int().describe('Answered in these days'),
    simulated: tallied,
    changed: tallied,
    effects: EffectsSchema,
    moved: tallied.describe('The policy in force answers otherwise today: something else has changed since'),
    least: tallied.describe('Decided again by what decided then only, since few people stood alike'),
    left: z.object({
      uncounted: z.number().int().describe('Decisions of which nothing is kept to decide them again'),
      many: z.number().int().describe('Decisions of rare kinds beyond those that are simulated at once'),
    }),
    changes: z.array(SimulatedChangeSchema).describe('The most frequent first'),
    names: z.record(z.string(), local).describe('Names of what the changes are about, by kind:id'),
    total: z.number().int().describe('How many changes there are; `from` asks for the next'),
  })
  .meta({ id: 'GateSimulation' })
/** Shape of {@link SimulationSchema}. */
export type GateSimulation = z.infer<typeof SimulationSchema>

const name = z.string().max(300)

/** Answers alike that a gate in another process gave on a day. */
const ReportedUseSchema = z.object({
  day: z.iso.date().describe('At most 7 days ago: what is older is left out'),
  answer: z.enum(['permit', 'deny', 'gap']),
  reason: name,
  act: name,
  category: name,
  purpose: name,
  recipient: name.nullish(),
  roles: z.array(name).max(50),
  actor: name.nullish(),
  promises: z.array(name).max(200),
  count: z.number().int().min(1).max(1_000_000_000),
})
/** Shape of one of {@link ReportedUsesSchema}. */
export type ReportedUse = z.infer<typeof ReportedUseSchema>

/** What a gate in another process tells of its answers. */
export const ReportedUsesSchema = z
  .object({ uses: z.array(ReportedUseSchema).max(1_000) })
  .meta({ id: 'GateReportedUses' })
