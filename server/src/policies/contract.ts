// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod'

/** One promise beside its sentence, and whether it holds now. */
export const PromiseViewSchema = z
  .object({
    id: z.string(),
    mode: z.enum(['enforced', 'duty', 'attested']),
    sentence: z.object({ ja: z.string(), en: z.string() }),
    keptBy: z.array(z.string()),
    state: z
      .enum(['held', 'at-risk', 'broken', 'not-yet'])
      .describe(
        'held: evidence of it; at-risk: due soon; broken: overdue; not-yet: nothing of this version keeps it yet',
      ),
    reason: z.object({ ja: z.string(), en: z.string() }),
    openDuties: z.number().int(),
    overdueDuties: z.number().int(),
    lastEvidence: z.object({ fact: z.uuid(), type: z.string(), time: z.iso.datetime() }).nullable(),
    capability: z
      .string()
      .nullable()
      .describe('What kind of ability keeps it, e.g. register, gate; null for a promise of one’s own'),
    test: z
      .object({ file: z.string(), name: z.string() })
      .nullable()
      .describe('The test that shows it from outside, named after its id; null: no test yet'),
  })
  .meta({ id: 'PromiseView' })

/** Shape of {@link PromiseViewSchema}. */
export type PromiseView = z.infer<typeof PromiseViewSchema>

/** The policy in force, section by section. */
export const PolicyViewSchema = z
  .object({
    organisation: z.object({ id: z.string(), name: z.object({ ja: z.string(), en: z.string() }) }),
    version: z.string(),
    effectiveFrom: z.iso.date(),
    sections: z.array(
      z.object({
        heading: z.object({ ja: z.string(), en: z.string() }),
        promises: z.array(PromiseViewSchema),
      }),
    ),
  })
  .meta({ id: 'PolicyView' })

/** Shape of {@link PolicyViewSchema}. */
export type PolicyView = z.infer<typeof PolicyViewSchema>

const text = z.object({ ja: z.string(), en: z.string() })
const actor = z.object({ kind: z.string(), id: z.string(), name: z.string() })
const change = z.object({
  kind: z.enum(['service', 'law', 'security', 'clarification', 'contact']),
  summary: text,
})

/** States of a draft. */
export const draftStates = ['draft', 'sent-back', 'submitted', 'approved', 'published', 'discarded'] as const

/** One of {@link draftStates}. */
export type DraftState = (typeof draftStates)[number]

/** A published version as it is listed. */
export const VersionSummarySchema = z
  .object({
    version: z.string(),
    state: z
      .enum(['in-force', 'coming', 'past', 'withdrawn'])
      .describe('coming: published, its day is not yet here'),
    effective: z.iso.date(),
    publishedAt: z.iso.datetime(),
    publishedBy: actor,
    approvedBy: actor
      .nullable()
      .describe('null: brought by the folder of packs that founded the organisation'),
    sha256: z.string().describe('SHA-256 of the canonical pack, as it stands in the ledger'),
    changes: z.array(change),
    promises: z.number().int(),
    withdrawn: z.object({ at: z.iso.datetime(), by: actor, reason: z.string() }).nullable(),
  })
  .meta({ id: 'PolicyVersionSummary' })

/** Shape of {@link VersionSummarySchema}. */
export type VersionSummary = z.infer<typeof VersionSummarySchema>

/** The files of a pack as text. */
export const PolicyFilesSchema = z
  .object({ 'pack.yaml': z.string(), 'policy.ja.md': z.string(), 'policy.en.md': z.string() })
  .meta({ id: 'PolicyFiles' })

/** The files of a published version, each with its hash as it stands in the ledger. */
export const VersionFilesSchema = z
  .object({
    files: PolicyFilesSchema,
    sha256: PolicyFilesSchema.describe('SHA-256 of each file, hexadecimal'),
  })
  .meta({ id: 'PolicyVersionFiles' })

/** Shape of {@link VersionFilesSchema}. */
export type VersionFiles = z.infer<typeof VersionFilesSchema>

/** A draft as it is listed. */
export const DraftSummarySchema = z
  .object({
    id: z.uuid(),
    state: z.enum(draftStates),
    revision: z
      .number()
      .int()
      .describe('Grows with each save; send it back with whatever is decided or saved'),
    origin: z
      .enum(['console', 'folder'])
      .describe('folder: found in the folder of packs when the server started'),
    version: z.string().nullable().describe('As its pack.yaml says; null while that cannot be read'),
    effective: z.iso.date().nullable(),
    basedOn: z.string().nullable(),
    createdAt: z.iso.datetime(),
    createdBy: actor,
    changedAt: z.iso.datetime(),
    changedBy: actor,
    submitted: z.object({ at: z.iso.datetime(), by: actor }).nullable(),
    decided: z.object({ at: z.iso.datetime(), by: actor }).nullable().describe('Approved or sent back'),
    reason: z.string().nullable().describe('Why it was sent back'),
    publishedVersion: z.string().nullable(),
  })
  .meta({ id: 'PolicyDraftSummary' })

/** Shape of {@link DraftSummarySchema}. */
export type DraftSummary = z.infer<typeof DraftSummarySchema>

/** A draft whole. */
export const DraftSchema = DraftSummarySchema.extend({
  files: PolicyFilesSchema,
  saves: z.array(
    z.object({
      revision: z.number().int(),
      at: z.iso.datetime(),
      by: actor,
      sha256: z.string(),
      changed: z.array(z.string()),
    }),
  ),
  approver: z
    .object({ account: z.string(), name: text.nullable() })
    .describe('The role that decides, as the version in force names it'),
  may: z
    .object({ write: z.boolean(), decide: z.boolean() })
    .describe('What the caller may do; decide is false for whoever worked on it'),
}).meta({ id: 'PolicyDraft' })

/** Shape of {@link DraftSchema}. */
export type Draft = z.infer<typeof DraftSchema>

/** One finding of the check. */
export const FindingSchema = z
  .object({
    rule: z.string(),
    severity: z.enum(['error', 'warning', 'note']),
    file: z.string(),
    line: z.number().int(),
    column: z.number().int(),
    message: text,
    suggestion: text,
    page: z.string(),
    allowed: z.string().optional().describe('Why it may stand, where a comment says so'),
  })
  .meta({ id: 'PolicyFinding' })

/** Shape of {@link FindingSchema}. */
export type PolicyFinding = z.infer<typeof FindingSchema>

const place = z.object({ file: z.string(), line: z.number().int(), column: z.number().int() })

/** What a draft says as far as it can be read, for the links between sentence, promise and what keeps it. */
export const OutlineSchema = z
  .object({
    promises: z.array(
      z.object({
        id: z.string(),
        mode: z.enum(['enforced', 'duty', 'attested']),
        at: place,
        sentences: z.array(
          place.extend({ language: z.enum(['ja', 'en']), text: z.string(), endLine: z.number().int() }),
        ),
        keptBy: z.array(z.object({ reference: z.string(), name: text, at: place.nullable() })),
      }),
    ),
  })
  .meta({ id: 'PolicyOutline' })

/** Shape of {@link OutlineSchema}. */
export type PolicyOutline = z.infer<typeof OutlineSchema>

/** One thing that differs between two versions. */
export const PolicyChangeSchema = z
  .object({
    what: z
      .enum(['added', 'removed', 'tightened', 'weakened', 'mixed', 'changed', 'unclear', 'reworded'])
      .describe('tightened promises more, weakened less, mixed both; unclear is for a person to judge'),
    kind: z.string().describe('promise, or the kind of an element of the pack'),
    id: z.string(),
    name: text,
    promises: z.array(z.string()).describe('The promises it helps to keep'),
    because: z.array(z.string()).describe('Of a promise: the changed elements that keep it'),
    before: text.nullable(),
    after: text.nullable(),
  })
  .meta({ id: 'PolicyChange' })

/** Shape of {@link PolicyChangeSchema}. */
export type PolicyChange = z.infer<typeof PolicyChangeSchema>

/** Two versions compared. */
export const PolicyDiffSchema = z
  .object({
    from: z.string().nullable(),
    to: z.string(),
    bump: z
      .enum(['major', 'minor', 'patch', 'none'])
      .describe('By how much the version has to rise at least'),
    changes: z.array(PolicyChangeSchema),
    tell: z
      .array(
        z.object({
          reason: text,
          subjects: z.array(text).describe('Kinds of person it concerns'),
          notices: z.array(text),
          until: z.iso.date().nullable().describe('The last day for a notice that must come ahead'),
        }),
      )
      .describe('Whom to tell'),
    consent: z
      .array(z.object({ reason: text, article: z.string().nullable(), unless: text.nullable() }))
      .describe('Whose consent is needed'),
  })
  .meta({ id: 'PolicyDiff' })

/** Shape of {@link PolicyDiffSchema}. */
export type PolicyDiff = z.infer<typeof PolicyDiffSchema>

/** What the check says about a draft. */
export const DraftCheckSchema = z
  .object({
    version: z.string().nullable(),
    effective: z.iso.date().nullable(),
    changes: z.array(change).describe('Its own summary of changes, by kind'),
    errors: z.number().int(),
    warnings: z.number().int(),
    findings: z.array(FindingSchema),
    outline: OutlineSchema,
    diff: PolicyDiffSchema.nullable().describe('Beside the version in force; null while it cannot be read'),
  })
  .meta({ id: 'PolicyDraftCheck' })

/** Shape of {@link DraftCheckSchema}. */
export type DraftCheck = z.infer<typeof DraftCheckSchema>

const sent = z.union([z.string(), z.object({ base64: z.base64() })])

/** Files as they are sent: text, or bytes in base64, which may be in any encoding and are refused unless UTF-8. */
export const SentFilesSchema = z
  .strictObject({ 'pack.yaml': sent, 'policy.ja.md': sent, 'policy.en.md': sent })
  .partial()
  .meta({ id: 'SentPolicyFiles' })
