// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod'

const text = z.object({ ja: z.string(), en: z.string() })
const actor = z.object({ kind: z.string(), id: z.string(), name: z.string() })

/** Kinds of evidence: an uploaded file, a short written record, references to facts of the ledger. */
export const evidenceKinds = ['file', 'record', 'reference'] as const

/** One of {@link evidenceKinds}. */
export type EvidenceKind = (typeof evidenceKinds)[number]

/** One piece of evidence that a cycle asks for, and what was given. */
export const CycleEvidenceSchema = z
  .object({
    id: z.string().describe('As the policy names it'),
    kind: z.enum(evidenceKinds),
    name: text,
    given: z
      .object({
        at: z.iso.datetime(),
        by: actor,
        fact: z.uuid(),
        sha256: z.string().nullable().describe('Of a file its SHA-256; of a record a salted one'),
        bytes: z.number().int().nullable(),
        mediaType: z.string().nullable(),
        facts: z.array(z.uuid()).describe('Facts that are referred to'),
      })
      .nullable(),
  })
  .meta({ id: 'CycleEvidence' })

/** Shape of {@link CycleEvidenceSchema}. */
export type CycleEvidence = z.infer<typeof CycleEvidenceSchema>

/** One cycle of a duty, or of the renewal of a safeguard, as it is listed. */
export const CycleSchema = z
  .object({
    id: z.uuid(),
    reference: z.string().describe('The element of the policy: duty:… or safeguard:…'),
    name: text,
    description: text.nullable(),
    starts: z.iso.date(),
    ends: z.iso.date().describe('The day on which the next cycle starts'),
    every: z.string().describe('ISO 8601 period'),
    state: z
      .enum(['open', 'warning', 'overdue', 'completed', 'late', 'withdrawn'])
      .describe(
        'completed: in time; late: completed after its time; withdrawn: nothing asks for it any more',
      ),
    openedAt: z.iso.datetime(),
    warnAt: z.iso.datetime().nullable(),
    dueAt: z.iso.datetime(),
    reckoning: z.array(text).describe('How the deadline was computed, step by step'),
    ownerRole: z.string(),
    promises: z.array(z.string()),
    version: z.string().describe('The version of the policy that opened it'),
    evidence: z.array(CycleEvidenceSchema),
    ended: z.object({ at: z.iso.datetime(), by: actor, fact: z.uuid() }).nullable(),
  })
  .meta({ id: 'Cycle' })

/** Shape of {@link CycleSchema}. */
export type Cycle = z.infer<typeof CycleSchema>

/** A cycle with the sentences it serves, and what the caller may do. */
export const CycleDetailSchema = CycleSchema.extend({
  sentences: z.array(z.object({ promise: z.string(), sentence: text })),
  may: z.object({
    complete: z.boolean().describe('Give evidence and complete it'),
    read: z.boolean().describe('Read the evidence given'),
  }),
}).meta({ id: 'CycleDetail' })

/** Shape of {@link CycleDetailSchema}. */
export type CycleDetail = z.infer<typeof CycleDetailSchema>

/** A page of cycles. */
export const CyclesSchema = z
  .object({
    cycles: z.array(CycleSchema),
    more: z.uuid().nullable().describe('Give it as `before` for those opened earlier; null at the end'),
  })
  .meta({ id: 'Cycles' })

/** Shape of {@link CyclesSchema}. */
export type Cycles = z.infer<typeof CyclesSchema>
