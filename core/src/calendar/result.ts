// SPDX-License-Identifier: Apache-2.0
import type { Text } from './text.ts'

/** What can be wrong with what a caller handed in; each is explained in `CalendarProblem.message`. */
export type CalendarProblemCode =
  | 'holidays-unknown'
  | 'never-open'
  | 'date-out-of-range'
  | 'not-a-date'
  | 'not-an-instant'
  | 'not-a-period'
  | 'period-has-time'
  | 'amount-out-of-range'
  | 'pause-backwards'

/** A refusal to compute: a code for programs, and what, where and what to do for a person, in both languages. */
export type CalendarProblem = { readonly code: CalendarProblemCode; readonly message: Text }

/** Either a value or the problem that kept it from being computed; nothing here throws for bad input. */
export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: CalendarProblem }

/** Wraps a computed value. */
export const ok = <T>(value: T): Result<T> => ({ ok: true, value })

/** Wraps a problem with its text in both languages. */
export const fail = (code: CalendarProblemCode, ja: string, en: string): Result<never> => ({
  ok: false,
  problem: { code, message: { ja, en } },
})

/** Applies `next` to a value and lets a problem through unchanged. */
export const chain = <A, B>(result: Result<A>, next: (value: A) => Result<B>): Result<B> =>
  result.ok ? next(result.value) : result
