// SPDX-License-Identifier: Apache-2.0
import type { Json } from '@yakusoku/core/datamap'

/** Parses JSON without losing digits: an integer that a double cannot hold stays text. */
export const parseJson = (text: string): Json =>
  JSON.parse(text, (_key, value: unknown, context?: { source?: string }) =>
    typeof value === 'number' && !Number.isSafeInteger(value) && /^-?\d+$/.test(context?.source ?? '')
      ? (context?.source ?? value)
      : value,
  ) as Json

/** Writes an integer as a number where a double holds it exactly, else as text. */
export const integerJson = (value: bigint): Json =>
  value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : String(value)
