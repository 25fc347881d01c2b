// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod'
import { DeadlineRuleSchema } from '@yakusoku/core/calendar'
import { Day, Id, LocalText, Text } from './terms.ts'

/** Where a rule comes from; `confirmed: false` marks what nobody has read in the source itself yet. */
const Source = z
  .strictObject({
    article: Text,
    url: Text.optional(),
    asOf: Day,
    confirmed: z.boolean().default(true),
  })
  .meta({ id: 'source' })

/** What every element of every section has; law packs give `source` and the days each rule is in force. */
export const element = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.strictObject({
    id: Id,
    name: LocalText,
    description: LocalText.optional(),
    source: Source.optional(),
    effectiveFrom: Day.optional(),
    effectiveTo: Day.optional(),
    /** The elements of extended laws, of the same kind, that this one carries out where its id alone does not say so. */
    meets: z.array(Id).default([]),
    ...shape,
  })

/** How long somebody has, as core/calendar counts it. */
export const DeadlineRule = DeadlineRuleSchema.meta({ id: 'deadlineRule' })

/** Whose law something is for: ISO 3166 countries and unions such as EU; empty means everybody's. */
export const Jurisdictions = z.array(Text).default([])
