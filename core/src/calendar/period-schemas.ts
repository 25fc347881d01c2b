// SPDX-License-Identifier: Apache-2.0
// Apart from the reading of periods, which a gate in somebody's process does without schemas.
import { z } from 'zod'
import { periodForm } from './period.ts'

/** A period as packs write it: an ISO 8601 duration of whole units, such as `P30D`, `P7Y`, `P1M`, `PT72H`. */
export const PeriodSchema = z.string().regex(periodForm, {
  message: 'Not a period. Write an ISO 8601 duration of whole units such as P30D, P7Y, P1Y6M or PT72H.',
})

/** A period of whole days or longer, without a time part. */
export const DatePeriodSchema = PeriodSchema.refine((text) => !text.includes('T'), {
  message: 'This period must be of whole days, weeks, months or years. Leave out the part after T.',
})
