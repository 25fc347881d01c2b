// SPDX-License-Identifier: Apache-2.0

const letters = Array.from({ length: 26 }, (_, at) => String.fromCharCode(65 + at))

/** What people write for countries besides their codes and their names of today. */
const others: Readonly<Record<string, string>> = {
  日本国: 'JP',
  nippon: 'JP',
  usa: 'US',
  米国: 'US',
  'united states of america': 'US',
  uk: 'GB',
  英国: 'GB',
  'great britain': 'GB',
  england: 'GB',
  'the netherlands': 'NL',
  korea: 'KR',
  'south korea': 'KR',
}

let known: ReadonlyMap<string, string> | undefined

const plain = (text: string): string => text.normalize('NFKC').trim().toLowerCase()

/** Names of countries in Japanese and English, and their codes, as the runtime knows them. */
function names(): ReadonlyMap<string, string> {
  if (known !== undefined) return known
  const languages = ['en', 'ja'].map(
    (language) => new Intl.DisplayNames([language], { type: 'region', fallback: 'none' }),
  )
  const found = new Map<string, string>()
  for (const text of letters.flatMap((first) => letters.map((second) => first + second))) {
    // Codes of states that are gone stand for those that came after them.
    const code = new Intl.Locale('und', { region: text }).region ?? text
    if (code === 'ZZ') continue
    for (const name of languages.flatMap((one) => one.of(code) ?? []))
      found.set(plain(name), code).set(plain(text), code)
  }
  known = new Map([...found, ...Object.entries(others)])
  return known
}

/** The code (ISO 3166-1 alpha-2) of a country as a database holds it: code, Japanese or English name. */
export const countryCode = (value: unknown): string | undefined =>
  typeof value === 'string' && value.length <= 60 ? names().get(plain(value)) : undefined
