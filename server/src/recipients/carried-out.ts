// SPDX-License-Identifier: Apache-2.0
import type { Pack, PackData } from '@yakusoku/core/packs'
import { recordingLaw } from '@yakusoku/core/records'

/** What of a pack the records carry out, as references of `keptBy`: nothing where no law asks for such records. */
export const carriedOut = (pack: Pack, laws: readonly PackData[], asOf: string): ReadonlySet<string> =>
  new Set(recordingLaw(pack, laws, asOf) === undefined ? [] : ['system:receipt-records'])
