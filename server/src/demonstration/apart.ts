// SPDX-License-Identifier: Apache-2.0
import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { DemonstrationStep, MakingOrder } from './making.ts'

/** What the process that makes the demonstration says. */
export type Report =
  | { readonly step: DemonstrationStep }
  | { readonly made: boolean }
  | { readonly failure: { readonly message: string; readonly code: string | undefined } }

/**
 * Makes what does not stand in a process of its own: the server answers meanwhile, and the memory of making 700,000
 * rows goes back when that process ends. It ends with us, should we be killed.
 */
export function makeApart(
  order: MakingOrder,
  progress: (step: DemonstrationStep) => void = () => undefined,
): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const file = fileURLToPath(new URL('making.process.ts', import.meta.url))
    const maker = fork(file, { execArgv: [], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
    maker.once('error', reject)
    maker.once('exit', (code, signal) => {
      reject(
        new Error(
          `making the demonstration ended early (${signal ?? `code ${code}`}): start again to make it`,
        ),
      )
    })
    maker.on('message', (report: Report) => {
      if ('step' in report) progress(report.step)
      else if ('made' in report) resolve(report.made)
      else reject(Object.assign(new Error(report.failure.message), { code: report.failure.code }))
    })
    // By the channel, not as an argument: the order holds a password, and arguments are seen by every user.
    maker.send(order)
  })
}
