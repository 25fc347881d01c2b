// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod'

const text = z.object({ ja: z.string(), en: z.string() })

/** How people are told: by mail, on the website, in person, by letter. */
export const noticeWays = ['mail', 'website', 'talk', 'letter'] as const
/** One of {@link noticeWays}. */
export type NoticeWay = (typeof noticeWays)[number]

/** Where the mail to one person stands. */
export const recipientStates = ['waiting', 'queued', 'sent', 'failed', 'bounced'] as const
/** One of {@link recipientStates}. */
export type RecipientState = (typeof recipientStates)[number]

/** How one field of a connected system was read for addresses. */
export const SourceReadingSchema = z.object({
  source: z.string(),
  field: z.string(),
  state: z.enum(['read', 'unavailable']),
  found: z.number().int().describe('Different addresses'),
  unusable: z.number().int().describe('Values that are no mail address'),
  reason: z.string().nullable(),
})
/** Shape of {@link SourceReadingSchema}. */
export type SourceReading = z.infer<typeof SourceReadingSchema>

/** A change as its version sums it up. */
export const ChangeSchema = z.object({
  kind: z.enum(['service', 'law', 'security', 'clarification', 'contact']),
  summary: text,
})
/** Shape of {@link ChangeSchema}. */
export type Change = z.infer<typeof ChangeSchema>

/** One notice of a version by one way, and how it stands in numbers. */
export const NoticeSchema = z
  .object({
    id: z.uuid(),
    notice: z.string().describe('Id of the notice in the pack'),
    name: text,
    way: z.enum(noticeWays),
    version: z.string(),
    previous: z.string().nullable(),
    yearly: z.boolean(),
    effective: z.iso.date(),
    changes: z.array(ChangeSchema),
    state: z
      .enum(['gathering', 'open', 'closed'])
      .describe('gathering: addresses are read; open: on its way or shown; closed: done'),
    everybody: z.boolean().describe('false: only people of whom data that the change concerns is kept'),
    plannedAt: z.iso.datetime(),
    closedAt: z.iso.datetime().nullable(),
    shownUntil: z.iso.date().nullable(),
    sources: z.array(SourceReadingSchema),
    mails: z.object({
      waiting: z.number().int(),
      queued: z.number().int(),
      sent: z.number().int(),
      failed: z.number().int(),
      bounced: z.number().int(),
    }),
    talks: z.object({ open: z.number().int(), told: z.number().int() }),
  })
  .meta({ id: 'Notice' })
/** Shape of {@link NoticeSchema}. */
export type Notice = z.infer<typeof NoticeSchema>

/** A client to be told in person or by letter. */
export const TalkSchema = z
  .object({
    id: z.uuid(),
    label: z.string(),
    name: z.string(),
    toldAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Talk' })
/** Shape of {@link TalkSchema}. */
export type Talk = z.infer<typeof TalkSchema>

/** A mail that did not arrive, its address for whoever has to find out why. */
export const FailedMailSchema = z
  .object({
    address: z.string().nullable().describe('null: the person was erased'),
    state: z.enum(['failed', 'bounced']),
    reason: z.string().nullable(),
    at: z.iso.datetime(),
  })
  .meta({ id: 'FailedMail' })
/** Shape of {@link FailedMailSchema}. */
export type FailedMail = z.infer<typeof FailedMailSchema>

/** How somebody is named: by mail address, telephone number, or the organisation's own number of them. */
export const PersonNameSchema = z.object({
  kind: z.enum(['email', 'phone_number', 'customer_id']),
  value: z.string().trim().min(1).max(254),
})
/** Shape of {@link PersonNameSchema}. */
export type PersonName = z.infer<typeof PersonNameSchema>

/** A channel by which a version is acknowledged or used: a word of the organisation's own. */
export const ChannelSchema = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,40}$/)
  .describe('For instance website, contract, phone')

/** Somebody acknowledges a version. */
export const AcknowledgementSchema = z
  .object({
    person: PersonNameSchema,
    channel: ChannelSchema,
    version: z.string().max(40).optional().describe('The version in force when left out'),
    at: z.iso.datetime({ offset: true }).optional(),
  })
  .meta({ id: 'Acknowledgement' })
/** Shape of {@link AcknowledgementSchema}. */
export type Acknowledgement = z.infer<typeof AcknowledgementSchema>

/** People who used the service, at most 1,000. */
export const UsesSchema = z
  .object({
    channel: ChannelSchema,
    uses: z
      .array(z.object({ person: PersonNameSchema, at: z.iso.datetime({ offset: true }).optional() }))
      .min(1)
      .max(1_000),
  })
  .meta({ id: 'Uses' })
/** Shape of {@link UsesSchema}. */
export type Uses = z.infer<typeof UsesSchema>

/** What became of recorded uses. */
export const UsesRecordedSchema = z
  .object({
    accepted: z.number().int().describe('Recorded as acceptance of the version in force then'),
    knownBefore: z.number().int().describe('Nothing new: that person had accepted that version'),
    withoutAcceptance: z.number().int().describe('The version does not count use as acceptance'),
  })
  .meta({ id: 'UsesRecorded' })
/** Shape of {@link UsesRecordedSchema}. */
export type UsesRecorded = z.infer<typeof UsesRecordedSchema>

/** Which version applied to somebody on a day, and why. */
export const ApplicableSchema = z
  .object({
    day: z.iso.date(),
    version: z.string(),
    effective: z.iso.date(),
    because: z.enum(['acknowledged', 'used', 'in-force']),
    known: z.boolean().describe('Whether anything is recorded of this person'),
    evidence: z.array(
      z.object({
        version: z.string(),
        kind: z.enum(['acknowledged', 'used', 'notified']),
        channel: z.string(),
        at: z.iso.datetime(),
        fact: z.uuid().nullable(),
      }),
    ),
    published: z.object({ fact: z.uuid().nullable() }),
  })
  .meta({ id: 'Applicable' })
/** Shape of {@link ApplicableSchema}. */
export type Applicable = z.infer<typeof ApplicableSchema>

/** A change as the company's own website shows it, from publication until the version has settled in. */
export const WebsiteNoticeSchema = z
  .object({
    version: z.string(),
    previous: z.string().nullable(),
    effective: z.iso.date(),
    publishedAt: z.iso.datetime(),
    shownUntil: z.iso.date(),
    changes: z.array(ChangeSchema),
    url: z.string(),
    compareUrl: z.string().nullable(),
  })
  .meta({ id: 'WebsiteNotice' })
/** Shape of {@link WebsiteNoticeSchema}. */
export type WebsiteNotice = z.infer<typeof WebsiteNoticeSchema>

/** The notices of an organisation, the year's messages, and how many people accepted each version. */
export const OverviewSchema = z
  .object({
    notices: z.array(NoticeSchema),
    yearly: z.array(
      z.object({
        notice: z.string(),
        name: text,
        round: z.iso.date().describe('Day on which the running year began'),
        sent: z.boolean(),
        next: z.iso.date(),
      }),
    ),
    acceptances: z.array(
      z.object({ version: z.string(), acknowledged: z.number().int(), used: z.number().int() }),
    ),
  })
  .meta({ id: 'NoticesOverview' })
/** Shape of {@link OverviewSchema}. */
export type Overview = z.infer<typeof OverviewSchema>

/** What people are told before they give data by a channel; for the organisation's own forms and pages. */
export const CollectionNoticeSchema = z
  .object({
    organisation: text,
    channel: z.object({ id: z.string(), name: text }),
    version: z.string(),
    effective: z.iso.date(),
    purposes: z.array(
      z.object({
        id: z.string(),
        name: text,
        categories: z.array(text).describe('What given by this channel it uses'),
      }),
    ),
    voluntary: text,
    withheld: z.array(z.object({ category: text, consequence: text })),
  })
  .meta({ id: 'CollectionNotice' })
/** Shape of {@link CollectionNoticeSchema}. */
export type CollectionNotice = z.infer<typeof CollectionNoticeSchema>
