// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod'
import { DeadlineRuleSchema, WarnSchema as Warn } from '@yakusoku/core/calendar'
import {
  Country,
  Day,
  FidesKey,
  Id,
  LocalText,
  Mail,
  Period,
  ref,
  refs,
  RetentionText,
  Text,
} from './terms.ts'

const DeadlineRule = DeadlineRuleSchema.meta({ id: 'deadlineRule' })
const WarnSchema = Warn.meta({ id: 'warn' })

/** Where a rule comes from; `confirmed: false` marks what nobody has read in the source itself yet. */
export const Source = z
  .strictObject({
    article: Text,
    url: Text.optional(),
    asOf: Day,
    confirmed: z.boolean().default(true),
  })
  .meta({ id: 'source' })

/** What every element of every section has; law packs give `source` and the days each rule is in force. */
const element = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.strictObject({
    id: Id,
    name: LocalText,
    description: LocalText.optional(),
    source: Source.optional(),
    effectiveFrom: Day.optional(),
    effectiveTo: Day.optional(),
    ...shape,
  })

/** Whose law something is for: ISO 3166 countries and unions such as EU; empty means everybody's. */
const Jurisdictions = z.array(Text).default([])

/** A branch, a company of the group until the day it leaves (`effectiveTo`), or a client and what it contracted. */
export const Entity = element({
  kind: z.enum(['branch', 'parent', 'subsidiary', 'affiliate', 'client']),
  address: LocalText.optional(),
  representative: LocalText.optional(),
  country: Country.optional(),
  /** The day of a client's contract, from which its yearly report counts. */
  contracted: Day.optional(),
  /** What a client contracted: the only purposes for which its entrusted data may be handled. */
  services: refs('purpose'),
})

/** A word that the text uses in a fixed meaning, which stands in `description`. */
export const Term = element({ description: LocalText })

/** Who in the organisation acts, owns duties or approves; `account` is the role of the operators who fill it. */
export const Role = element({
  account: z.enum(['privacy-manager', 'desk', 'engineer', 'auditor', 'approver']).optional(),
  holder: LocalText.optional(),
})

/** Where people turn to: addresses, hours, owner, and how soon it answers. */
export const Desk = element({
  mail: Mail.optional(),
  phone: Text.optional(),
  fax: Text.optional(),
  post: LocalText.optional(),
  web: Text.optional(),
  hours: z.enum(['desk', 'always']).default('desk'),
  owner: ref('role'),
  answer: DeadlineRule.optional(),
  /** An outside body people may turn to, such as an authorised personal information protection organisation. */
  external: z.boolean().default(false),
  jurisdictions: Jurisdictions,
})

/** A moment that retention rules count from and duties and notices are opened by; `collection` is always there. */
export const Event = element({})

/** A kind of person the data is about. */
export const Subject = element({})

/** A way by which data comes in; `acknowledges` asks for the policy version to be acknowledged there. */
export const Channel = element({
  /** Whose hand the data comes from: the person, somebody else, a device, or a succession of business. */
  from: z.enum(['person', 'third-party', 'technical', 'succession']),
  acknowledges: z.boolean().default(false),
})

/** A kind of data, tied to Fides data categories; `restricted` is for cleared, named people only. */
export const Category = element({
  channels: refs('channel'),
  subjects: refs('subject'),
  fides: z.array(FidesKey).default([]),
  handling: z
    .array(z.enum(['restricted', 'special-care', 'my-number', 'secret', 'masked', 'free-text']))
    .default([]),
  /** What follows for a person who does not give it; told where it is collected. */
  ifWithheld: LocalText.optional(),
})

/** What data is used for: the categories it needs, who may act, on which basis; purposes form a graph by `under`. */
export const Purpose = element({
  under: refs('purpose'),
  uses: refs('category'),
  /** Fides categories that narrow `uses` to the fields this purpose needs; empty means all fields of `uses`. */
  fields: z.array(FidesKey).default([]),
  subjects: refs('subject'),
  roles: refs('role'),
  basis: z
    .enum([
      'consent',
      'contract',
      'legal-obligation',
      'vital-interests',
      'public-task',
      'legitimate-interests',
    ])
    .optional(),
  deidentified: z.boolean().default(false),
  /** Only for people to whom this has happened, such as applicants who joined. */
  after: ref('event').optional(),
})

/** What somebody may want to do with data; the gate decides on each. */
const Act = z.enum([
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

/** Why data may go to somebody, or be used otherwise (`acts`); `breakGlass` permits at once and opens the review duty. */
export const Ground = element({
  kind: z.enum([
    'need',
    'consent',
    'law',
    'legal-process',
    'emergency',
    'entrustment',
    'joint-use',
    'succession',
    'public-cooperation',
  ]),
  acts: z.array(Act).default(['provide']),
  document: LocalText.optional(),
  breakGlass: z.boolean().default(false),
  review: ref('duty').optional(),
})

const REQUIREMENTS = [
  'contract',
  'assessment',
  'consent',
  'advance-notice',
  'document',
  'client-approval',
] as const

/** A class of receivers, with the purposes, categories and grounds that permit it and what it requires first. */
export const Recipient = element({
  kind: z.enum(['contractor', 'third-party', 'public-body', 'emergency', 'joint-user', 'group', 'acquirer']),
  purposes: refs('purpose'),
  categories: refs('category'),
  grounds: refs('ground'),
  countries: z.array(Country).default([]),
  requires: z.array(z.enum(REQUIREMENTS)).default([]),
  notice: ref('notice').optional(),
  members: refs('entity'),
  responsible: ref('entity').optional(),
})

const FormField = element({
  type: z.enum(['text', 'paragraph', 'mail', 'phone', 'date', 'choice', 'check', 'file']),
  required: z.boolean().default(false),
  /** The Fides category whose value this field gives, where the answer is an identity to search by. */
  identifies: FidesKey.optional(),
  choices: z.array(z.strictObject({ id: Id, name: LocalText })).default([]),
})

/** When a request must be answered: the counting rule, what starts the clock and what may stop it. */
export const RequestDeadline = z.strictObject({
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

/** Something a person can ask for: its kind, its procedure, and the grounds on which it may be refused. */
export const Right = element({
  kind: z.enum(RIGHT_KINDS),
  jurisdictions: Jurisdictions,
  procedure: ref('procedure'),
  categories: refs('category'),
  refusals: refs('refusal'),
})

/** How long categories are kept, and how they are disposed of then. */
export const Retention = element({
  rule: RetentionText,
  categories: refs('category'),
  /** A law pack sets a floor or a ceiling; an organisation's own rule is exact. */
  bound: z.enum(['exact', 'minimum', 'maximum']).default('exact'),
  disposals: refs('disposal'),
})

/** A method of disposal and its proof; `approvals` is how many people must agree. */
export const Disposal = element({
  of: z.enum(['electronic', 'paper', 'media', 'backup']),
  method: LocalText,
  proof: z.enum(['read-again', 'certificate', 'photograph']),
  approvals: z.number().int().min(1).max(5).default(2),
})

/** What closes a duty: a file, a record made in the system, or a reference to facts. */
export const Evidence = element({ kind: z.enum(['file', 'record', 'reference']) })

/** Something an owner must do in each cycle (`every`) or after an event (`on`), with the evidence that closes it. */
export const Duty = element({
  owner: ref('role'),
  every: Period.optional(),
  on: ref('event').optional(),
  /** Counted from the opening of each cycle, or from the event; carries its own warning. */
  due: DeadlineRule,
  evidence: z.array(ref('evidence')).min(1),
})

/** A measure that a person attests with a document and renews. */
export const Safeguard = element({
  kind: z.enum(['organisational', 'human', 'physical', 'technical', 'external']),
  owner: ref('role'),
  document: LocalText,
  renewEvery: Period,
  warn: WarnSchema.default({ days: 30 }),
})

/** A consent that can be asked for, with the words the person sees. */
export const Consent = element({
  purposes: refs('purpose'),
  text: LocalText,
  withdrawable: z.boolean().default(true),
})

/** A kind of message the organisation sends; only essential ones go out against an opt-out. */
export const Message = element({ essential: z.boolean(), purpose: ref('purpose') })

/** A choice a person has about messages. */
export const Preference = element({
  kind: z.enum(['method', 'opt-out', 'frequency', 'hours', 'authorised-contacts']),
  messages: refs('message'),
  choices: z.array(z.strictObject({ id: Id, name: LocalText })).default([]),
})

/** Something people are told, when and by what; `ahead` must have run before the act it announces. */
export const Notice = element({
  on: ref('event').optional(),
  every: Period.optional(),
  by: z.array(z.enum(['mail', 'website', 'talk', 'letter', 'form'])).min(1),
  /** How long before the change or act the notice must have gone out. */
  ahead: Period.optional(),
  acceptance: z.enum(['none', 'continued-use', 'answer']).default('none'),
})

/** A cookie, tag or outside service of the website, with what it sends (external transmission rule). */
export const Tool = element({
  provider: LocalText,
  country: Country,
  use: z.enum(['necessary', 'functional', 'analytics', 'marketing']),
  sends: z.array(LocalText).default([]),
  cookies: z.array(z.strictObject({ name: Text, keeps: Period })).default([]),
  policy: Text.optional(),
})

/** A route abroad: recipient, country, basis and safeguards. */
export const Transfer = element({
  recipient: ref('recipient'),
  country: Country,
  jurisdictions: Jurisdictions,
  basis: z.enum([
    'consent',
    'equivalent-measures',
    'designated-country',
    'adequacy',
    'standard-clauses',
    'law',
  ]),
  safeguards: z.array(ref('safeguard')).min(1),
  notice: ref('notice').optional(),
  review: ref('duty').optional(),
})

/** An age limit and what happens below it. */
export const Minor = element({
  below: z.number().int().min(1).max(30),
  collection: z.enum(['deny', 'guardian-consent']),
  retention: ref('retention').optional(),
  desk: ref('desk').optional(),
})
