// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod'
import { WarnSchema as Warn } from '@yakusoku/core/calendar'
import { DeadlineRule, element, Jurisdictions } from './element.ts'
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

const WarnSchema = Warn.meta({ id: 'warn' })

/** A branch, a company of the group up to its last day there (`effectiveTo`), or a client and what it contracted. */
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

/** How a kind of data must be treated; `restricted` is for cleared, named people only, `financial-risk` can cost money. */
export const HANDLING = [
  'restricted',
  'special-care',
  'my-number',
  'secret',
  'masked',
  'free-text',
  'identification-code',
  'financial-risk',
  'pseudonymised',
  'anonymised',
  'person-related',
  'biometric',
] as const

/** A kind of data, tied to Fides data categories. */
export const Category = element({
  channels: refs('channel'),
  subjects: refs('subject'),
  fides: z.array(FidesKey).default([]),
  handling: z.array(z.enum(HANDLING)).default([]),
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

const LIFTED = [
  'purpose-limit',
  'special-care-consent',
  'provision-consent',
  'transfer-consent',
  'purpose-notice',
  'provision-record',
  'lawful-basis',
  'special-category-ban',
] as const

const CONDITIONS = [
  'consent-difficult',
  'consent-would-hinder',
  'advance-notice',
  'filed',
  'no-undue-harm',
  'within-purpose',
  'withdrawable',
  'recipient-checked',
] as const

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
    'contract',
    'public-health',
    'academic',
    'already-public',
    'visible',
    'own-rights',
    'obvious',
    'legitimate-interests',
    'opt-out',
    'designated-country',
    'equivalent-measures',
    'statistics',
  ]),
  acts: z.array(Act).default(['provide']),
  /** In a law pack: which of its rules the ground lifts, for which data and countries, and under which conditions. */
  lifts: z.array(z.enum(LIFTED)).default([]),
  handling: z.array(z.enum(HANDLING)).default([]),
  notFor: z.array(z.enum(HANDLING)).default([]),
  countries: z.array(Country).default([]),
  conditions: z.array(z.enum(CONDITIONS)).default([]),
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
  're-entrustment-approval',
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

/** How long categories are kept, and how they are disposed of then. */
export const Retention = element({
  rule: RetentionText,
  categories: refs('category'),
  /** A law pack sets a floor (`suspended` while a transitional clause lowers it) or a ceiling; an organisation's own rule is exact. */
  bound: z.enum(['exact', 'minimum', 'maximum', 'suspended']).default('exact'),
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

/** What the law asks a consent of its own for, beyond use for a purpose (APPI Art. 20(2), 27(1), 28(1); GDPR Art. 9(2)(a), 49(1)(a)). */
const CONSENTED = ['special-care-consent', 'provision-consent', 'transfer-consent'] as const

/**
 * A consent that can be asked for, with the words the person sees: to use for its purposes, and to what it `lifts` besides.
 */
export const Consent = element({
  purposes: refs('purpose'),
  lifts: z.array(z.enum(CONSENTED)).default([]),
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
  /** Where the provider's terms of use and its privacy policy are read. */
  terms: Text.optional(),
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
  /** The lowest limit that the law lets a country choose instead. */
  lowest: z.number().int().min(1).max(30).optional(),
  collection: z.enum(['deny', 'guardian-consent']),
  retention: ref('retention').optional(),
  desk: ref('desk').optional(),
})
