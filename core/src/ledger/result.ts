// SPDX-License-Identifier: Apache-2.0

/** A text in the two languages everything is said in. */
export type Bilingual = { ja: string; en: string }

/** Why something could not be read or built: a code for programs, a sentence for people. */
export type LedgerProblem = { code: string; message: Bilingual }

/** What was asked for, or why there is none. */
export type Result<T> = { ok: true; value: T } | { ok: false; problem: LedgerProblem }

/** A successful result. */
export function success<T>(value: T): Result<T> {
  return { ok: true, value }
}

/** A failed result. */
export function failure(code: string, ja: string, en: string): { ok: false; problem: LedgerProblem } {
  return { ok: false, problem: { code, message: { ja, en } } }
}
