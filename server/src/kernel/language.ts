// SPDX-License-Identifier: Apache-2.0
/** The languages of every screen, letter and message, the first being the default. */
export const languages = ['ja', 'en'] as const

/** One of the product's languages. */
export type Language = (typeof languages)[number]

/** A sentence in every language of the product. */
export type Text = Readonly<Record<Language, string>>

/** Builds a {@link Text}; the order is always Japanese, English. */
export function text(ja: string, en: string): Text {
  return { ja, en }
}

/** An error for whoever starts the server or runs a command: a line in each language. */
export function operatorError(ja: string, en: string, options?: ErrorOptions): Error {
  return new Error(`${ja}\n${en}`, options)
}

/** The language a person asked for by `Accept-Language` or a cookie, Japanese when they asked for neither. */
export function preferredLanguage(...hints: (string | undefined)[]): Language {
  for (const hint of hints) {
    for (const part of (hint ?? '').split(',')) {
      const tag = part.trim().slice(0, 2).toLowerCase()
      if (tag === 'ja' || tag === 'en') return tag
    }
  }
  return 'ja'
}

/** Fills `{name}` places of a sentence; a place without a value stays visible. */
export function fill(template: string, values: Readonly<Record<string, unknown>>): string {
  return template.replace(/\{(\w+)\}/g, (place, name: string) =>
    name in values ? String(values[name]) : place,
  )
}
