// SPDX-License-Identifier: Apache-2.0
import { printDay, Temporal } from '@yakusoku/core/calendar'
import type { Language } from '../kernel/index.ts'

/** A calendar day (`2026-11-21`) as a letter writes it: `2026年11月21日`, `21 November 2026`. */
export function writtenDay(day: string, language: Language): string {
  return printDay(Temporal.PlainDate.from(day))[language]
}
