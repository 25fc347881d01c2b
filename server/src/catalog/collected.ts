// SPDX-License-Identifier: Apache-2.0
import { categoryOf, type Pack } from '@yakusoku/core/packs'
import type { Tx } from '../database/index.ts'
import { collectors } from './store.ts'

/** Categories of the pack that devices sent readings of, with how many. */
export async function collectedCategories(
  tx: Tx,
  organisation: string,
  pack: Pack,
): Promise<{ category: string; collector: string; fields: string[]; readings: number }[]> {
  const known = (await collectors(tx, organisation)).filter(({ readings }) => readings > 0)
  return known.flatMap(({ key, fields, readings }) =>
    [...Map.groupBy(fields, ({ fides }) => categoryOf(pack, fides)?.id)].flatMap(([category, own]) =>
      category === undefined
        ? []
        : [{ category, collector: key, fields: own.map(({ name }) => name), readings }],
    ),
  )
}
