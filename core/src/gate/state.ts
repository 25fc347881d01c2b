// SPDX-License-Identifier: Apache-2.0
// What is known, as a file says it: for `yakusoku decide`, and for whoever brings a gate its facts.
import { z } from 'zod'
import type { Person, Standing } from './facts.ts'

const day = z.iso.date()
const ids = z.array(z.string())

const PersonSchema = z.strictObject({
  jurisdictions: ids.default([]),
  born: day.optional(),
  guardian: z.boolean().default(false),
  subjects: ids.default([]),
  consents: ids.default([]),
  objections: ids.default([]),
  happened: ids.default([]),
  restricted: ids.default([]),
  suspended: z.array(z.enum(['use', 'provide'])).default([]),
  over: ids.default([]),
  beyond: z.array(z.strictObject({ purpose: z.string(), category: z.string() })).default([]),
}) satisfies z.ZodType<Person>

const StandingSchema = z.strictObject({
  receivers: z
    .record(
      z.string(),
      z.strictObject({
        class: z.string(),
        entity: z.string().optional(),
        country: z.string().optional(),
        contractUntil: day.optional(),
        assessedUntil: day.optional(),
      }),
    )
    .default({}),
  notices: z.record(z.string(), day).default({}),
  assessments: ids.default([]),
  filed: ids.default([]),
  checked: ids.default([]),
  approvals: z
    .array(
      z.strictObject({
        client: z.string(),
        act: z.string().optional(),
        purpose: z.string().optional(),
        receiver: z.string().optional(),
        until: day.optional(),
      }),
    )
    .default([]),
  clearances: z.record(z.string(), ids).default({}),
  actors: z.record(z.string(), ids).default({}),
  assignments: z.record(z.string(), ids).default({}),
  newPurposes: z
    .record(z.string(), z.strictObject({ related: z.boolean(), told: day.optional() }))
    .default({}),
  clients: z.record(z.string(), z.strictObject({ within: ids.optional() })).default({}),
  troubles: ids.default([]),
}) satisfies z.ZodType<Standing>

/** What a state file says: how the organisation stands, and what is known of people by the ids the questions use. */
export const StateSchema = z.strictObject({
  standing: StandingSchema.prefault({}),
  persons: z.record(z.string(), PersonSchema).default({}),
})
