// SPDX-License-Identifier: Apache-2.0
import { formatInstant } from '../../dates.ts'
import type { Language, Translate } from '../../language.ts'

const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/

/** A value of a source as a person reads it: a dash for nothing, times in Japan time, lists and objects as JSON. */
export function textOf(value: unknown, t: Translate, language: Language): string {
  if (value === null || value === undefined || value === '') return t('found.noValue')
  if (typeof value === 'boolean') return value ? t('found.yes') : t('found.no')
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return instant.test(text) ? formatInstant(text, 'time', language) : text
}
