// SPDX-License-Identifier: Apache-2.0
import { GIVEN_CHARACTERS, GIVEN_READINGS, WESTERN_FAMILY, WESTERN_GIVEN } from './given-names.ts'
import { SURNAMES } from './surnames.ts'

/** What a text can be of a person's name. */
export type NamePart = 'name' | 'family' | 'given'

const words = (text: string): string[] => text.split(/\s+/).filter(Boolean)
const entries = words(SURNAMES).map((entry) => {
  const at = entry.search(/[ぁ-ん]+$/u)
  return [entry.slice(0, at), entry.slice(at)] as const
})
const writtenFamily = new Set(entries.map(([written]) => written))
const readFamily = new Set(entries.map(([, reading]) => reading))
const readGiven = new Set(words(GIVEN_READINGS))
const givenCharacters = new Set(GIVEN_CHARACTERS)
const westernGiven = new Set(words(WESTERN_GIVEN))
const westernFamily = new Set(words(WESTERN_FAMILY))

const basic: Readonly<Record<string, string>> = Object.fromEntries(
  (
    'あa いi うu えe おo かka きki くku けke こko さsa しshi すsu せse そso たta ちchi つtsu てte とto なna にni ぬnu ねne のno はha ひhi ふfu へhe ほho ' +
    'まma みmi むmu めme もmo やya ゆyu よyo らra りri るru れre ろro わwa をo んn がga ぎgi ぐgu げge ごgo ざza じji ずzu ぜze ぞzo だda ぢji づzu でde どdo ' +
    'ばba びbi ぶbu べbe ぼbo ぱpa ぴpi ぷpu ぺpe ぽpo'
  )
    .split(' ')
    .map((pair) => [pair.slice(0, 1), pair.slice(1)]),
)
const glides: Readonly<Record<string, string>> = { ゃ: 'ya', ゅ: 'yu', ょ: 'yo' }

/** Writes hiragana in Latin letters (Hepburn); long vowels as they are, which `short` then drops. */
const roman = (reading: string): string => {
  let out = ''
  for (const character of reading) {
    const glide = glides[character]
    if (glide) out = /(sh|ch|j)i$/.test(out) ? out.slice(0, -1) + glide.slice(1) : out.slice(0, -1) + glide
    else if (character === 'っ') out += '*'
    else out += basic[character] ?? ''
  }
  return out.replace(/\*(.)/g, (_, next: string) => (next === 'c' ? 'tc' : next + next))
}
/** Long vowels are written ou, oh, o, ō: all are compared short. */
const short = (text: string): string =>
  (/^[a-z]*$/.test(text) ? text : text.normalize('NFD').replace(/[\u0300-\u036f]/g, ''))
    .replace(/o(?:u|h(?![aiueoy])|o)/g, 'o')
    .replace(/uu/g, 'u')
const romanFamily = new Set([...readFamily].map((reading) => short(roman(reading))))
const romanGiven = new Set([...readGiven].map((reading) => short(roman(reading))))

const toHiragana = (text: string): string =>
  text.replace(/[ァ-ヶ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60))

const notPersons =
  /[市区町村県都府郡道課部店駅室館社院校所園線港丁番号会店局組団]$|会社|商店|商会|工業|産業|建設|銀行|大学|病院|センター|様式|番|第/u
const titles = /(?:様|さん|氏|先生|殿|くん|君|ちゃん)$/u

const isGivenWritten = (text: string): boolean => {
  if (text.length < 1 || text.length > 4) return false
  for (const character of text)
    if (!givenCharacters.has(character) && !/[ぁ-んァ-ヶ々ー]/u.test(character)) return false
  return /^[ぁ-んァ-ヶー]+$/u.test(text) ? readGiven.has(toHiragana(text)) : true
}

const ofKanji = (text: string): NamePart | undefined => {
  const plain = text.replace(titles, '').trim()
  const [family = '', given = '', ...more] = plain.split(/[\s・]/)
  if (more.length > 0 || plain.length > 12 || notPersons.test(plain)) return undefined
  if (given !== '') {
    if (family.length > 4 || given.length > 4) return undefined
    const straight = writtenFamily.has(family) || (family.length <= 3 && isGivenWritten(given))
    return straight || (writtenFamily.has(given) && isGivenWritten(family)) ? 'name' : undefined
  }
  if (writtenFamily.has(family)) return 'family'
  for (const length of [2, 3, 1, 4])
    if (
      family.length > length &&
      writtenFamily.has(family.slice(0, length)) &&
      isGivenWritten(family.slice(length))
    )
      return 'name'
  return family.length <= 3 && isGivenWritten(family) ? 'given' : undefined
}

const ofKana = (text: string): NamePart | undefined => {
  const [first = '', second = '', ...more] = toHiragana(text).split(/[\s・]/)
  if (more.length > 0 || text.length > 20) return undefined
  if (second !== '')
    return readFamily.has(first) || (readGiven.has(second) && first.length <= 6) ? 'name' : undefined
  if (readFamily.has(first)) return 'family'
  return readGiven.has(first) ? 'given' : undefined
}

const honorific = /^(?:mr|mrs|ms|miss|dr|prof|herr|frau|dipl\.-ing)\.?\s+/i
const tail = /,?\s+(?:jr|sr|i{2,3}|iv|v|md|phd|dds|dvm|esq|mba)\.?$/i
const oneName = /^\p{Lu}(?:[\p{L}'’-]+|\.)$/u
const company =
  /\b(?:inc|llc|ltd|gmbh|ag|corp|co|company|corporation|limited|group|holdings?|partners|and sons|sarl|s\.?a\.?|plc|kg|ohg|university|bank|hospital|school|shop|store|et fils|e figli|e hijos|eurl|sarl|sas|scop|gie|snc|sem|bv|nv|spa|srl|s\.r\.l|und söhne)\b\.?|\b(?:SA|SE|OHG)$|&/i

/** Tells whether a text names an organisation by a word that only organisations bear. */
export const isOrganisation = (text: string): boolean =>
  /[^\x20-\x7f]/.test(text) && /[\p{sc=Han}㈱㈲]/u.test(text)
    ? /株式会社|有限会社|合同会社|合資会社|合名会社|法人|㈱|㈲|\(株\)|\(有\)|組合|銀行|大学|商事|商店|工業|産業|製作所|事務所|センター|病院|クリニック/u.test(
        text,
      )
    : company.test(text) ||
      /^\p{Lu}[\p{L}'’]+(?:,| -) \p{Lu}[\p{L}'’]+ (?:and \p{Lu}|\p{Lu})[\p{L}'’]+$/u.test(text)

const ofLatin = (text: string): NamePart | undefined => {
  if (text.length > 50 || /\d/.test(text) || company.test(text)) return undefined
  const plain = text.replace(honorific, '').replace(tail, '')
  const upper = plain === plain.toUpperCase() && plain.length > 3
  const parts = (upper ? plain : plain.replace(',', ' ')).split(/[\s,]+/).filter(Boolean)
  if (parts.length > 4 || parts.length === 0) return undefined
  const proper =
    upper ||
    parts.every((part) => oneName.test(part) || /^(?:de|van|von|der|la|le|di|da|del|bin)$/i.test(part))
  const lower = parts.map((part) => part.toLowerCase())
  const isGiven = (part: string) => westernGiven.has(part) || romanGiven.has(short(part))
  const isFamily = (part: string) => westernFamily.has(part) || romanFamily.has(short(part))
  const [first = '', last = ''] = [lower[0], lower.at(-1)]
  if (parts.length === 1) {
    if (!proper) return undefined
    if (isGiven(first)) return 'given'
    return isFamily(first) ? 'family' : undefined
  }
  if (!proper) return isGiven(first) && isFamily(last) ? 'name' : undefined
  const japanese = romanFamily.has(short(first)) || romanFamily.has(short(last))
  return isGiven(first) || isGiven(last) || japanese || (isFamily(first) && isFamily(last))
    ? 'name'
    : undefined
}

/** Tells which part of a person's name a text (already NFKC, trimmed) can be: kanji, kana or Latin letters. */
export const nameIn = (text: string): NamePart | undefined => {
  if (text.length < 1 || text.length > 50) return undefined
  if (/^[\p{sc=Han}々ヶノぁ-んァ-ヶー\s・]+$/u.test(text))
    return /\p{sc=Han}/u.test(text) ? ofKanji(text) : ofKana(text)
  return /^[\p{sc=Latn}\s.,'’-]+$/u.test(text) ? ofLatin(text) : undefined
}
