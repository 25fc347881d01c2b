// SPDX-License-Identifier: Apache-2.0
import { Temporal } from 'temporal-polyfill'
import { inOrganisation } from '../database/index.ts'
import type { GatePorts } from './ports.ts'
import { forgetKinds } from './store.ts'

/** So many days kinds are kept to decide them again: a quarter of a year. */
export const keptDays = 92

/** Deletes the kinds of an organisation that are older. */
export async function forgetOldKinds(
  { db, clock, inForce }: Pick<GatePorts, 'db' | 'clock' | 'inForce'>,
  organisation: string,
): Promise<void> {
  const zone = inForce(organisation).calendar?.timeZone ?? 'Asia/Tokyo'
  const today = clock.now().toZonedDateTimeISO(zone).toPlainDate()
  const first = today.subtract(Temporal.Duration.from({ days: keptDays - 1 })).toString()
  await inOrganisation(db, organisation, (tx) => forgetKinds(tx, organisation, first))
}
