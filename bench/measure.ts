// SPDX-License-Identifier: Apache-2.0
import type { Plot } from './plot.ts'

/** One measured comparison: `ours` and `beside` in `unit`, and the ratio that is wanted of them. */
export interface Measure {
  readonly name: string
  readonly ours: number
  readonly beside: number
  readonly ratio: number
  readonly goal: number
  /** Whether the goal is the least ratio wanted (rates) or the largest (times, sizes: the default). */
  readonly better?: 'higher' | 'lower'
  readonly unit: string
  readonly note: string
  /** A curve that is drawn beside the table. */
  readonly plot?: Plot
}

/** The middle one of several measurements. */
export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] as number
}

/** Whether a measure is where it is wanted. */
export function isMet({ ratio, goal, better }: Measure): boolean {
  return better === 'higher' ? ratio >= goal : ratio <= goal
}
