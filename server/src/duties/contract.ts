// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod'

/** A sentence in both languages, as it travels. */
const text = z.object({ ja: z.string(), en: z.string() })

/** Something somebody must do by a time. */
export const DutySchema = z
  .object({
    id: z.uuid(),
    kind: z.string().describe('What must be done, e.g. requests.answer'),
    title: text,
    subject: z.object({ kind: z.string(), id: z.string(), label: z.string() }),
    ownerRole: z.string(),
    promises: z.array(z.string()),
    openedAt: z.iso.datetime(),
    warnAt: z.iso.datetime().nullable(),
    dueAt: z.iso.datetime(),
    closedAt: z.iso.datetime().nullable(),
    evidence: z.uuid().nullable().describe('Fact that closed it'),
    state: z.enum(['open', 'warning', 'overdue', 'closed']),
    reckoning: z.array(text).describe('How the deadline was computed, step by step'),
  })
  .meta({ id: 'Duty' })

/** Shape of {@link DutySchema}. */
export type Duty = z.infer<typeof DutySchema>
