// SPDX-License-Identifier: Apache-2.0
import type { Question } from '@yakusoku/core/gate'
import type { Gates } from '../gate/index.ts'
import { system } from '../ledger/index.ts'
import { castEmails } from './showcase.ts'

type Program = readonly [
  id: string,
  role: string,
  act: Question['act'],
  category: string,
  purpose: string,
  /** How often it asks about each person. */
  times: number,
]

/** What the cleaning company's programs ask in a morning; the last lines are questions as they go wrong in practice. */
const programs: readonly Program[] = [
  ['billing-batch', 'accounting', 'use', 'invoices', 'invoicing', 42],
  ['billing-batch', 'accounting', 'use', 'billing-details', 'invoicing', 42],
  ['dispatch-app', 'field-staff', 'use', 'cleaning-schedules', 'cleaning-work', 31],
  ['dispatch-app', 'field-staff', 'use', 'contact-details', 'appointments', 18],
  ['report-mailer', 'client-staff', 'use', 'completion-reports', 'service-reports', 27],
  ['survey-mailer', 'client-staff', 'use', 'contact-details', 'feedback-collection', 12],
  ['site-metrics', 'systems-manager', 'use', 'web-usage', 'website-measurement', 9],
  ['dispatch-app', 'field-staff', 'use', 'invoices', 'cleaning-work', 4],
  ['report-mailer', 'client-staff', 'use', 'billing-details', 'service-reports', 3],
  ['survey-mailer', 'client-staff', 'use', 'contact-details', 'direct-mail', 2],
]

const people = [castEmails.misaki, castEmails.kenichi, castEmails.shared]

/** Asks the gate what the cleaning company's programs ask, so that its register and a simulation have something to show. */
export async function askAsPrograms(gates: Gates, organisations: readonly string[]): Promise<void> {
  const organisation = 'cleaning'
  if (!organisations.includes(organisation)) return
  const node = await gates.node(organisation)
  for (const [id, role, act, category, purpose, times] of programs)
    for (const person of people)
      for (let time = 0; time < times; time += 1) {
        const question: Question = { act, actor: { type: 'program', id, roles: [role] }, category, purpose }
        await gates.ask(node, organisation, { question, person, dryRun: false }, system)
      }
  await gates.uses.write()
}
