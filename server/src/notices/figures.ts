// SPDX-License-Identifier: Apache-2.0
import type { Pack } from '@yakusoku/core/packs'
import { inOrganisation } from '../database/index.ts'
import { keptInTime } from '../duties/index.ts'
import type { NoticePorts } from './ports.ts'

/** How often a promise was kept of how often it had to be. */
export interface Figure {
  readonly kept: number
  readonly total: number
}

const hoursOfYear = 24 * 365

/**
 * How the promises that the pack publishes figures of were kept in the last 12 months: from the duties that serve
 * them, those done in time of those whose time was up. A promise without any has no figure.
 */
export async function figuresOf(
  ports: NoticePorts,
  organisation: string,
  pack: Pack,
): Promise<Map<string, Figure>> {
  if (pack.publishFigures.length === 0) return new Map()
  const now = ports.clock.now()
  const found = await inOrganisation(ports.db, organisation, (tx) =>
    keptInTime(tx, organisation, { since: now.subtract({ hours: hoursOfYear }), now }),
  )
  return new Map([...found].filter(([promise]) => pack.publishFigures.includes(promise)))
}
