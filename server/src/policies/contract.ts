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
