// SPDX-License-Identifier: Apache-2.0
import i18next from 'i18next'
import { initReactI18next, useTranslation } from 'react-i18next'
import type { ja } from './words/ja.ts'

/** The console's languages; the server's letters and errors follow the same cookie. */
export type Language = 'ja' | 'en'

/** A sentence in both languages, as the API sends it. */
export interface Text {
  readonly ja: string
  readonly en: string
}

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof ja }
    nsSeparator: false
  }
}

const cookie = 'yakusoku-language'

/** The language chosen before (cookie), else the browser's first of ours, else Japanese. */
export function chosenLanguage(cookies: string, browser: readonly string[]): Language {
  const kept = new RegExp(`(?:^|; )${cookie}=(ja|en)(?:;|$)`).exec(cookies)?.[1]
  const first = browser.map((tag) => tag.slice(0, 2)).find((tag) => tag === 'ja' || tag === 'en')
  return kept === 'en' || (kept === undefined && first === 'en') ? 'en' : 'ja'
}

async function wordsOf(language: Language) {
  return language === 'ja' ? (await import('./words/ja.ts')).ja : (await import('./words/en.ts')).en
}

/** Loads the words of the chosen language; the other language is not downloaded until it is asked for. */
export async function startLanguage(): Promise<void> {
  const language = chosenLanguage(document.cookie, navigator.languages)
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: { [language]: { translation: await wordsOf(language) } },
    interpolation: { escapeValue: false },
    // Permissions have colons in their names.
    nsSeparator: false,
    returnNull: false,
  })
  document.documentElement.lang = language
}

/** Switches the language of console and server, for a year or until switched again. */
export async function switchLanguage(language: Language): Promise<void> {
  i18next.addResourceBundle(language, 'translation', await wordsOf(language))
  document.cookie = `${cookie}=${language}; path=/; max-age=31536000; samesite=lax`
  document.documentElement.lang = language
  await i18next.changeLanguage(language)
}

/** The words of this screen: `t` for the console's own, `say` for sentences of the API. */
export function useWords() {
  const { t, i18n } = useTranslation()
  const language: Language = i18n.language === 'en' ? 'en' : 'ja'
  return { t, language, say: (text: Text) => text[language] }
}

/** What `t` of {@link useWords} is, for functions that are given it. */
export type Translate = ReturnType<typeof useWords>['t']
