// SPDX-License-Identifier: Apache-2.0
import { careIn } from './care-words.ts'
import { readDate } from './dates.ts'
import type { Kind } from './kinds.ts'
import {
  hasCardCheck,
  hasCorporateCheck,
  hasImeiCheck,
  hasJanCheck,
  hasLicenceCheck,
  hasMyNumberCheck,
  isIban,
} from './numbers.ts'
import { isOrganisation, nameIn } from './people.ts'
import { isCountry, isJapaneseAddress, isJapaneseCity, isLot, isState, isWesternAddress } from './places.ts'

const japanesePhone =
  /^(?:\+?81[-\s(]?0?\)?[-\s]?|\(?0)(?:[5789]0[-\s]?\d{4}[-\s]?\d{4}|120[-\s]?\d{3}[-\s]?\d{3}|120[-\s]?\d{2}[-\s]?\d{4}|(?:800|570|990)[-\s]?\d{2,3}[-\s]?\d{3,4}|[1-9][-)\s]{0,2}\d{4}[-\s]?\d{4}|[1-9]\d[-)\s]{0,2}\d{3}[-\s]?\d{4}|[1-9]\d{2}[-)\s]{0,2}\d{2}[-\s]?\d{4}|[1-9]\d{3}[-)\s]{0,2}\d[-\s]?\d{4})$/
/** Numbers of made-up data and foreign plans: a leading zero, three groups. */
const groupedPhone =
  /^(?:\(?0\d{1,4}\)?[-\s/.]\d{1,4}[-\s]?\d{3,4}(?:[-\s]?\d{1,4})?|\(?0\d{1,4}\)?(?:[-\s./]\d{2,4}){2,4}|[679]\d{2}(?:[ .]\d{2}){3}|[3679]\d{2} \d{3} \d{3})$/
const plusPhone = /^(?:\+|00)[1-9]\d{0,2}[-\s.(]?(?:\(0\))?[-\s.()\d]{6,16}(?:\s?(?:x|ext\.?)\s?\d{1,6})?$/i
const americanPhone =
  /^(?:1[-.\s])?(?:\(\d{3}\)\s?|\d{3}[-.\s])\d{3}[-.\s]\d{4}(?:\s?(?:x|ext\.?|#)\s?\d{1,6})?$/i
const bareAmerican = /^1?[2-9]\d{2}[2-9]\d{6}(?:\s?x\d{1,6})$/

const isPhone = (text: string): boolean =>
  japanesePhone.test(text) ||
  groupedPhone.test(text) ||
  plusPhone.test(text) ||
  americanPhone.test(text) ||
  bareAmerican.test(text)

const separated = /[-\s.]/g
const ipv4 = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\/\d{1,2})?$/
const version = /^(?:v\d{1,4}\.\d{1,4}|v?\d{1,4}(?:\.\d{1,5}){2,3})(?:[-+][\w.]+)?$/
const pair = /^[-+]?(?:90|[1-8]?\d)(?:\.\d{3,})\s*,\s*[-+]?(?:180|1[0-7]\d|\d{1,2})(?:\.\d{3,})$/
const bankGroups = /^\d{4}[-\s]\d{3}[-\s](?:\d[-\s])?\d{7}$/

/** Digits with separators: everything that is told by how many there are and by a check digit. */
const ofDigits = (text: string, found: Kind[]): void => {
  const digits = text.replace(separated, '')
  const isBare = /^\d+$/.test(digits)
  if (isPhone(text)) found.push('phone')
  if (/^(?:〒\s?\d{3}-?|\d{3}-)\d{4}$/.test(text) || /^\d{5}-\d{4}$/.test(text)) found.push('postal')
  if (ipv4.test(text)) found.push('ip')
  if (version.test(text) && !ipv4.test(text)) found.push('version')
  if (pair.test(text)) found.push('geo')
  if (bankGroups.test(text)) found.push('bank')
  if (/^\d{4}-\d{6}$/.test(text)) found.push('pension')
  if (isBare) ofBareDigits(text, digits, found)
}

const ofBareDigits = (text: string, digits: string, found: Kind[]): void => {
  const { length } = digits
  if (length === 12) {
    if (hasMyNumberCheck(digits)) found.push('my-number')
    if (hasLicenceCheck(digits)) found.push('licence')
  }
  if (length === 13 && hasCorporateCheck(digits)) found.push('corporate-number')
  if ((length === 8 || length === 12 || length === 13) && text.length === length && hasJanCheck(digits))
    found.push('jan')
  if (length >= 13 && length <= 19 && hasCardCheck(digits)) found.push('card')
  if (hasImeiCheck(digits)) found.push('device')
}

const uuid = /^\{?[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\}?$/i
const hex = /^(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{56}|[0-9a-f]{64}|[0-9a-f]{96}|[0-9a-f]{128})$/i
const mac = /^(?:[0-9a-f]{2}([:-]))(?:[0-9a-f]{2}\1){4}[0-9a-f]{2}$/i
const ipv6 = /^(?:[0-9a-f]{0,4}:){2,7}(?:[0-9a-f]{0,4}|(?:\d{1,3}\.){3}\d{1,3})(?:\/\d{1,3})?$/i
const secret =
  /^(?:\$(?:2[abxy]?|argon2(?:id?|d)|scrypt|pbkdf2[\w-]*|5|6|1|y)\$.{8,}|pbkdf2_\w+\$.+|\{(?:ssha|sha|bcrypt|noop)\}.+|eyJ[\w-]{8,}\.[\w-]+\.[\w-]*|(?:sk|pk|rk)_(?:live|test)_\w{8,}|gh[pousr]_\w{20,}|xox[abpr]-[\w-]{10,}|AKIA[0-9A-Z]{16}|-----BEGIN [A-Z ]*PRIVATE KEY-----[^]*)$/
const agent = /^(?:Mozilla|Opera|Dalvik|okhttp|curl|PostmanRuntime|python-requests)\/\d/
const cookie = /^(?:GA\d\.\d\.\d+\.\d+|fb\.\d\.\d{10,}\.\d+|_ga=.+)$/
const british = /^[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}$|^[A-Z]\d[A-Z]\s?\d[A-Z]\d$/i
const email = /^[^\s@,;<>()[\]]{1,64}@[^\s@,;<>()[\]]+\.[^\s@.,;\d<>()[\]]{2,24}$/
const genders = new Set(
  '男 女 男性 女性 男子 女子 その他 回答しない 無回答 不明 m f x male female man woman other unknown non-binary nonbinary homme femme männlich weiblich divers'.split(
    ' ',
  ),
)

/** Text of Latin letters, digits and signs. */
const ofLatin = (text: string, found: Kind[]): void => {
  if (text.includes('@')) {
    if (email.test(text)) found.push('email')
    return
  }
  const { length } = text
  if (/^(?:https?|ftp):\/\//i.test(text) || /^www\.[\w-]+\./i.test(text)) return void found.push('url')
  if (agent.test(text)) return void found.push('agent')
  if (secret.test(text)) return void found.push('credential')
  if (length >= 2 && /^\s*POINT\s?\(/i.test(text)) return void found.push('geo')
  if (/\d/.test(text)) ofMixed(text, found)
  else if (length <= 12 && genders.has(text.toLowerCase())) found.push('gender')
  else if (/^[0-9a-zA-Z+/]{24,}={0,2}$/.test(text) && /[A-Z]/.test(text) && /[a-z]/.test(text))
    found.push('hash')
  ofWords(text, found)
}

/** Letters and digits together: identifiers, hashes, addresses. */
const ofMixed = (text: string, found: Kind[]): void => {
  const { length } = text
  if (length <= 45 && text.includes(':')) {
    if (mac.test(text)) found.push('mac')
    else if (ipv6.test(text)) found.push('ip')
  } else if (length === 17 && mac.test(text)) found.push('mac')
  if (length >= 36 && uuid.test(text)) return void found.push('uuid')
  if (length >= 32 && hex.test(text)) return void found.push('hash')
  if (/^[0-9a-zA-Z+/_-]{24,}={0,2}$/.test(text) && /[A-Z]/.test(text) && /[a-z]/.test(text))
    found.push('hash')
  if (/^[A-Z]{2}\d{7}$/.test(text)) found.push('passport')
  if (/^[A-Z]{2}\d{8}[A-Z]{2}$/.test(text)) found.push('residence')
  if (length >= 15 && length <= 42 && isIban(text)) found.push('bank')
  if (length <= 8 && british.test(text)) found.push('postal')
  if (/^T\d{13}$/.test(text) && hasCorporateCheck(text.slice(1))) found.push('corporate-number')
  if (cookie.test(text)) found.push('cookie')
  if (/^v?\d+\.\d+/.test(text) && version.test(text)) found.push('version')
  if (/^\+?[\d().\s-]+(?:x|ext|#)/i.test(text) && isPhone(text)) found.push('phone')
  if (length <= 40 && readDate(text)) found.push('birth')
  if (isWesternAddress(text)) found.push('address')
}

const ofWords = (text: string, found: Kind[]): void => {
  const { length } = text
  if (length < 2) return
  if (length <= 60 && isOrganisation(text)) return void found.push('company')
  if (length <= 50) {
    const part = nameIn(text)
    if (part) found.push(part)
    if (isState(text)) found.push('state')
    if (isCountry(text)) found.push('country', 'nationality')
    if (part === undefined && !/\d/.test(text) && isWesternAddress(text)) found.push('address')
  }
  if (length >= 4 && length <= 300) {
    const care = careIn(text, false)
    if (care) found.push(care)
  }
}

/** Text with Japanese in it, already NFKC. */
const ofJapanese = (text: string, found: Kind[]): void => {
  const { length } = text
  if (length <= 5 && genders.has(text)) return void found.push('gender')
  if (length <= 20 && readDate(text)) return void found.push('birth')
  if (/^〒\s?\d{3}-?\d{4}$/.test(text)) return void found.push('postal')
  if (
    /(?:銀行|信金|信用金庫|信組|農協|労金).*(?:普通|当座|貯蓄|支店).*\d{6,8}|(?:普通|当座)(?:預金)?\s?\d{7}/u.test(
      text,
    )
  )
    return void found.push('bank')
  if (length <= 50) {
    const part = nameIn(text)
    if (part) found.push(part)
    if (isState(text)) found.push('state')
    else if (isCountry(text)) found.push('country', 'nationality')
  }
  if (isOrganisation(text)) found.push('company')
  else if (length >= 5 && isJapaneseAddress(text)) found.push('address')
  if (length <= 16 && isJapaneseCity(text)) found.push('city')
  else if (length <= 60 && isLot(text)) found.push('street')
  if (length <= 300) {
    const care = careIn(text, true)
    if (care) found.push(care)
  }
}

/** Characters of full-width forms, half-width kana and compatibility, which NFKC makes one. */
const compatible = /[\u3000\uFF00-\uFFEF\u3200-\u33FF\u2010-\u2015\u2212]/

/** Makes full-width, half-width and the many hyphens one. */
export const plain = (text: string): string => {
  const trimmed = text.trim()
  if (!compatible.test(trimmed)) return trimmed
  return trimmed
    .normalize('NFKC')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/(?<=\d)ー(?=\d)/g, '-')
    .trim()
}

/** Which kinds a single value can be of; it is looked at and forgotten. */
export const kindsOf = (value: string): Kind[] => {
  const found: Kind[] = []
  const text = plain(value)
  const { length } = text
  if (length === 0 || length > 2000) return found
  if (/^[\d\s\-.()+/,:T年月日Z〒]+$/.test(text)) {
    if (length <= 40 && readDate(text)) found.push('birth', 'time')
    ofDigits(text, found)
    if (length > 14 && /^[0-9:]+$/.test(text) && ipv6.test(text)) found.push('ip')
    if (length === 17 && mac.test(text)) found.push('mac')
    if (length >= 36 && uuid.test(text)) found.push('uuid')
    if (length >= 32 && hex.test(text)) found.push('hash')
  } else if (/^[\p{ASCII}\p{sc=Latn}’–]*$/u.test(text)) ofLatin(text, found)
  else if (email.test(text)) found.push('email')
  else if (isPhone(text)) found.push('phone')
  else ofJapanese(text, found)
  return found
}

const inside = [
  ['email', /[^\s@<>()、。]@[a-z0-9-]{1,63}\.[a-z.]{2,}/i],
  ['phone', /(?<![\d-])0\d{1,4}-\d{1,4}-\d{3,4}(?!\d)|\+\d{1,3}[\s-]\d[\d\s-]{7,}/],
  ['address', /(?:[都道府県][\p{sc=Han}]{1,6}[市区町村]|\d{3}-\d{4}\s?[\p{sc=Han}]{2})/u],
  ['postal', /〒\s?\d{3}-?\d{4}/],
  ['birth', /生年月日|(?:昭和|平成)\d{1,2}年\d{1,2}月|date of birth|\bdob\b/i],
  ['name', /[\p{sc=Han}]{2,6}(?:様|さん|氏)(?![\p{sc=Han}])|\b(?:Mr|Mrs|Ms|Dr)\.?\s\p{Lu}/u],
] as const satisfies readonly (readonly [Kind, RegExp])[]

const runOfDigits = /(?<![\d.-])\d(?:[ -]?\d){11,18}(?![\d-])/g

/** Whether a run of digits is only a piece of a longer code, such as the id of a session: letters and other digits around it. */
function isInToken(text: string, at: number, length: number): boolean {
  const before = /[\w-]*$/.exec(text.slice(Math.max(0, at - 64), at))?.[0] ?? ''
  const after = /^[\w-]*/.exec(text.slice(at + length, at + length + 64))?.[0] ?? ''
  return /[a-z]/i.test(before + after) && /\d/.test(before + after)
}

/**
 * Which numbers with a check digit stand in a text that holds more than the number itself. Thirteen digits are told
 * from no product code and no corporate number, and count as no card.
 */
export const numbersInside = (value: string): ('my-number' | 'card')[] => {
  const text = plain(value)
  const numbers = [...text.matchAll(runOfDigits)].flatMap(({ 0: run, index }) =>
    run.length === text.length || isInToken(text, index, run.length) ? [] : [run.replace(separated, '')],
  )
  const found: ('my-number' | 'card')[] = []
  if (numbers.some((digits) => digits.length === 12 && hasMyNumberCheck(digits))) found.push('my-number')
  if (numbers.some((digits) => digits.length >= 14 && hasCardCheck(digits))) found.push('card')
  return found
}

/** Which kinds of personal things stand inside running text. */
export const kindsInside = (value: string): Kind[] => {
  const text = plain(value).slice(0, 2000)
  const found: Kind[] = []
  for (const [kind, words] of inside) if (words.test(text)) found.push(kind)
  found.push(...numbersInside(text))
  const care = careIn(text, /[\p{sc=Han}\p{sc=Kana}\p{sc=Hira}]/u.test(text))
  if (care) found.push(care)
  return found
}
