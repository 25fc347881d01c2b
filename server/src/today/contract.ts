// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod'
import { DutySchema } from '../duties/contract.ts'
import { LedgerStateSchema } from '../ledger/contract.ts'
import { requestStates } from '../requests/contract.ts'

/** The first screen: what is due, how requests, promises and the ledger stand. */
export const TodaySchema = z
  .object({
    duties: z.array(DutySchema),
    requests: z.partialRecord(z.enum(requestStates), z.number().int()),
    ledger: LedgerStateSchema,
    promises: z.object({
      held: z.number().int(),
      atRisk: z.number().int(),
      broken: z.number().int(),
      notYet: z.number().int(),
    }),
  })
  .meta({ id: 'Today' })

/** Shape of {@link TodaySchema}. */
export type Today = z.infer<typeof TodaySchema>
