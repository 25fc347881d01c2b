// SPDX-License-Identifier: Apache-2.0
import type { Language } from '../kernel/index.ts'

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

/** A calendar day (`2026-11-21`) as a letter writes it: `2026年11月21日`, `21 November 2026`. */
export function writtenDay(day: string, language: Language): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  if (language === 'ja') return `${year}年${month}月${date}日`
  return `${date} ${months[month - 1]} ${year}`
}
