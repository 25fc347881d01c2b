// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod'
import { DeadlineRule, element } from './element.ts'
import { HANDLING } from './elements.ts'
import { ref, refs, Text } from './terms.ts'

/** The parts an organisation can play towards personal data: deciding about it, or handling it for a client. */
export const PARTS = ['controller', 'processor'] as const

/** When a law or standard applies; an empty list leaves that question open, so that anything goes. */
export const Applies = z.strictObject({
  jurisdictions: z.array(Text).default([]),
  handling: z.array(z.enum(HANDLING)).default([]),
  roles: z.array(z.enum(PARTS)).default([]),
})

/** What an item tells, where a program can find it in an organisation's pack by itself. */
const SHOWN = [
  'organisation-name',
  'organisation-address',
  'representative',
  'privacy-manager',
  'purposes',
  'categories',
  'basis',
  'recipients',
  'joint-users',
  'responsible-party',
  'entrustment',
  'countries',
  'foreign-safeguards',
  'retention',
  'rights',
  'request-procedures',
  'fees',
  'consent-withdrawal',
  'safeguards',
  'desk',
  'authorised-organisation',
  'regulator',
  'voluntariness',
  'tools',
] as const

/** What a record of provision or receipt says of an act. */
const RECORDED = [
  'date',
  'counterparty',
  'history',
  'persons',
  'data',
  'publication',
  'consent',
  'foreign-information',
] as const

/** One thing that an announcement, a record or a report must contain. */
export const Item = element({
  shows: z.array(z.enum(SHOWN)).default([]),
  /** Which part of a record of provision or receipt the item is. */
  records: z.enum(RECORDED).optional(),
})

/** What must be told to people, at which moment; `ahead` says that it comes before the act. */
export const Announcement = element({
  at: z.enum([
    'always',
    'collection',
    'purpose-change',
    'direct-writing',
    'request',
    'joint-use',
    'opt-out',
    'foreign-consent',
    'foreign-request',
    'transmission',
    'anonymised',
  ]),
  items: z.array(ref('item')).min(1),
  ahead: z.boolean().default(false),
  /** Also to be filed with the regulator. */
  filed: z.boolean().default(false),
  on: ref('event').optional(),
})

/** A record the law demands: which acts and grounds call for it, what it contains, how long each way of making it is kept. */
export const RecordKind = element({
  of: z.enum(['provision', 'receipt', 'processing', 'disposal', 'handling', 'management']),
  grounds: refs('ground'),
  items: refs('item'),
  /** Only for data so marked; empty is personal data. */
  handling: z.array(z.enum(HANDLING)).default([]),
  /** Only for what a private person gives, who has no such records to make. */
  privately: z.boolean().default(false),
  /** Recipients and givers with whom no record is made; their own `source` says why. */
  notWith: refs('recipient'),
  keep: z
    .array(
      z.strictObject({
        method: z.enum(['each-time', 'batch', 'contract-substitute']),
        retention: ref('retention'),
      }),
    )
    .default([]),
})

/** A kind of incident that has to be told, from how many persons on, and what takes it out again. */
export const Incident = element({
  outcomes: z.array(z.enum(['leak', 'loss', 'damage', 'misuse', 'provision', 'public'])).min(1),
  /** Done, or possibly done, with an improper purpose. */
  improper: z.boolean().default(false),
  handling: z.array(z.enum(HANDLING)).default([]),
  /** It counts when more persons than this are concerned: 0 is one person, 1000 is 1,001. */
  moreThan: z.number().int().min(0).max(100_000_000).default(0),
  unless: z
    .array(z.enum(['encrypted', 'recovered-unseen', 'other-copy', 'pseudonymised', 'no-risk']))
    .default([]),
})

/** A report or notice about an incident: to whom, at which stage, by when, and what it contains. */
export const Report = element({
  to: z.enum(['authority', 'minister', 'principal', 'person', 'certification-body', 'foreign-authority']),
  stage: z.enum(['preliminary', 'final', 'notice']),
  by: z.enum(PARTS).default('controller'),
  incidents: refs('incident'),
  from: z.enum(['knowledge', 'awareness', 'discovery', 'notice-from-contractor']).default('knowledge'),
  /** Absent where the law gives no number: then `pace` is all there is. */
  deadline: DeadlineRule.optional(),
  /** `omissible`: may be left out where the law that says so finds little risk. */
  pace: z.enum(['prompt', 'without-delay', 'situational', 'omissible']).optional(),
  /** Reports that this one takes the place of where an incident is of both kinds. */
  overrides: refs('report'),
  items: refs('item'),
})
