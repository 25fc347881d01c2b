// SPDX-License-Identifier: Apache-2.0
import type { Language } from './language.ts'

/** Every country the runtime has a name for (ISO 3166-1 alpha-2), Japan first. */
export function countriesIn(language: Language): { value: string; label: string }[] {
  const names = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' })
  const letters = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ')
  const all = letters
    .flatMap((first) => letters.map((second) => first + second))
    .flatMap((value) => {
      const label = names.of(value)
      return label === undefined || value === 'ZZ' ? [] : [{ value, label }]
    })
  const sorted = all.sort((a, b) => a.label.localeCompare(b.label, language))
  return [...sorted.filter(({ value }) => value === 'JP'), ...sorted.filter(({ value }) => value !== 'JP')]
}
