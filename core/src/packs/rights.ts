// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod'
import { DeadlineRule, element, Jurisdictions } from './element.ts'
import { FidesKey, Id, LocalText, ref, refs, Text } from './terms.ts'

const FormField = element({
  type: z.enum(['text', 'paragraph', 'mail', 'phone', 'date', 'choice', 'check', 'file']),
  required: z.boolean().default(false),
  /** The Fides category whose value this field gives, where the answer is an identity to search by. */
  identifies: FidesKey.optional(),
  choices: z.array(z.strictObject({ id: Id, name: LocalText })).default([]),
})

/** When a request must be answered: the counting rule, what starts the clock and what may stop it. */
const RequestDeadline = z.strictObject({
  rule: DeadlineRule,
  from: z.enum(['received', 'identity-verified']).default('received'),
  pauses: z.array(z.enum(['fee-missing', 'identity-missing', 'details-missing'])).default([]),
  /** How much longer it may take where the law allows an extension that is told within the first term. */
  extension: DeadlineRule.optional(),
})

const Fee = z.strictObject({
  amount: z.number().int().min(0).max(1_000_000),
  currency: z.enum(['JPY', 'EUR']).default('JPY'),
  payment: LocalText.optional(),
})

/** A way to verify who is asking; what `blackOut` names must be unreadable on a copy. */
export const Proof = element({
  method: z.enum(['mail-code', 'phone-code', 'account', 'call-back', 'document', 'in-person']),
  documents: z.array(LocalText).default([]),
  blackOut: z.array(LocalText).default([]),
})

/** Who may ask for somebody else, and with which documents. */
export const Agent = element({
  kind: z.enum(['statutory', 'delegated']),
  proofs: refs('proof'),
  documents: z.array(LocalText).default([]),
})

/** A ground to refuse a request in whole or part, with its article. */
export const Refusal = element({
  article: Text.optional(),
  effect: z.enum(['whole', 'part']).default('part'),
  tell: z.boolean().default(true),
})

/** How paper requests come: to which desk, how sent, what the envelope says, and whether the form can be printed. */
const Post = z.strictObject({
  desk: ref('desk'),
  sentBy: z.array(z.enum(['recorded', 'registered'])).default([]),
  mark: LocalText.optional(),
  printableForm: z.boolean().default(false),
})

/** How requests are made and answered; several rights share one. */
export const Procedure = element({
  jurisdictions: Jurisdictions,
  channels: z.array(z.enum(['web', 'mail', 'phone', 'post', 'in-person'])).min(1),
  form: z.array(FormField).default([]),
  proofs: refs('proof'),
  agents: refs('agent'),
  deadline: RequestDeadline,
  fee: Fee.optional(),
  post: Post.optional(),
  deliveries: z.array(z.enum(['download', 'mail', 'letter', 'in-person', 'other-controller'])).default([]),
  formats: z.array(z.enum(['json', 'csv', 'pdf'])).default([]),
  answeredBy: z.enum(['organisation', 'client']).default('organisation'),
})

/** The kinds of request a person can make; closed, because the software acts differently for each. */
export const RIGHT_KINDS = [
  'disclosure',
  'purpose-notice',
  'use-and-provision',
  'protection-practices',
  'correction',
  'addition',
  'update',
  'deletion',
  'suspension-of-use',
  'suspension-of-provision',
  'restriction',
  'objection',
  'consent-withdrawal',
  'portability',
  'other',
] as const

const OUTCOMES = [
  'full',
  'partial',
  'refused',
  'no-such-data',
  'changed-to-paper',
  'substitute-measure',
  'wrong-procedure',
] as const

/**
 * Something a person can ask for: its kind, its procedure, and the grounds on which it may be refused. A law pack says
 * whether a fee may be asked, how a request may end, and which other kinds of request serve for it; it has a procedure
 * only where it sets a longest time, not where it says "without delay".
 */
export const Right = element({
  kind: z.enum(RIGHT_KINDS),
  jurisdictions: Jurisdictions,
  procedure: ref('procedure').optional(),
  categories: refs('category'),
  refusals: refs('refusal'),
  servedBy: z.array(z.enum(RIGHT_KINDS)).default([]),
  fee: z.enum(['none', 'actual-cost']).optional(),
  /** How long after the request arrived the person can go to court at the earliest. */
  suitAfter: DeadlineRule.optional(),
  outcomes: z.array(z.enum(OUTCOMES)).default([]),
})
