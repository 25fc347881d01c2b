// SPDX-License-Identifier: Apache-2.0
/** Started by apart.ts: takes one order over the channel, makes, reports, ends. */
import type { Report } from './apart.ts'
import { make, type MakingOrder } from './making.ts'

const report = (message: Report, sent: () => void = () => undefined) =>
  process.send?.(message, undefined, undefined, sent)
// Whoever ordered is gone: the transaction then rolls back, and the next start makes all anew.
const abandoned = () => process.exit(1)
const finish = (message: Report) => {
  process.off('disconnect', abandoned)
  report(message, () => process.disconnect())
}

process.once('disconnect', abandoned)
process.once('message', (order: MakingOrder) => {
  make(order, (step) => report({ step })).then(
    (made) => finish({ made }),
    (error: unknown) => {
      const { message, code } = error as { message: string; code?: string }
      finish({ failure: { message, code } })
    },
  )
})
