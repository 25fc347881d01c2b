// SPDX-License-Identifier: Apache-2.0
/** What of a pack the log of take-outs carries out, as references of `keptBy`. */
export const takeOutsCarryOut: ReadonlySet<string> = new Set(['system:take-out-log'])
