// SPDX-License-Identifier: Apache-2.0

const luhn = (digits: string): boolean => {
  let sum = 0
  for (let i = digits.length - 1, odd = false; i >= 0; i -= 1, odd = !odd) {
    const digit = (digits.charCodeAt(i) - 48) * (odd ? 2 : 1)
    sum += digit > 9 ? digit - 9 : digit
  }
  return sum % 10 === 0
}

const bare = (text: string): string => text.normalize('NFKC').replace(/[\s-]/g, '')
const isOneDigit = (digits: string): boolean => /^(\d)\1*$/.test(digits)

/** Tells whether twelve bare digits carry the check digit of an individual number (省令85号5条). */
export const hasMyNumberCheck = (digits: string): boolean => {
  if (digits.length !== 12 || isOneDigit(digits)) return false
  let sum = 0
  for (let n = 1; n <= 11; n += 1) sum += (digits.charCodeAt(11 - n) - 48) * (n <= 6 ? n + 1 : n - 5)
  const check = sum % 11 <= 1 ? 0 : 11 - (sum % 11)
  return check === digits.charCodeAt(11) - 48
}

/** Tells whether a text is twelve digits with the check digit of an individual number; full-width and separators allowed. */
export const isMyNumber = (text: string): boolean => {
  const digits = bare(text)
  return /^\d{12}$/.test(digits) && hasMyNumberCheck(digits)
}

/** Tells whether thirteen bare digits carry the leading check digit of a corporate number (財務省令70号2条). */
export const hasCorporateCheck = (digits: string): boolean => {
  if (digits.length !== 13 || isOneDigit(digits)) return false
  let sum = 0
  for (let n = 1; n <= 12; n += 1) sum += (digits.charCodeAt(13 - n) - 48) * (n % 2 ? 1 : 2)
  return 9 - (sum % 9) === digits.charCodeAt(0) - 48
}

/** Lengths that the networks give to numbers that begin so (ISO/IEC 7812-1 ranges in use). */
const networks: readonly (readonly [RegExp, readonly number[]])[] = [
  [/^4/, [13, 16, 19]],
  [/^(5[1-5]|2(2(2[1-9]|[3-9])|[3-6]|7([01]|20)))/, [16]],
  [/^3[47]/, [15]],
  [/^35(2[89]|[3-8])/, [16, 17, 18, 19]],
  [/^3(0[0-5]|09|[689])/, [14, 15, 16, 17, 18, 19]],
  [/^6(011|4[4-9]|5|2)/, [16, 17, 18, 19]],
  [/^(5018|5020|5038|5893|6304|6759|676[1-3])/, [13, 14, 15, 16, 17, 18, 19]],
]

/** Tells whether bare digits are a card's number: an issuer's range, its length and the check digit (Luhn). */
export const hasCardCheck = (digits: string): boolean =>
  networks.some(([start, lengths]) => lengths.includes(digits.length) && start.test(digits)) &&
  !isOneDigit(digits) &&
  luhn(digits)

/** Tells whether a text is the number of a payment card (ISO/IEC 7812-1); full-width and separators allowed. */
export const isCard = (text: string): boolean => {
  const digits = bare(text)
  return /^\d{13,19}$/.test(digits) && hasCardCheck(digits)
}

/** Tells whether 8, 12 or 13 bare digits carry the check digit of a product code (JAN/EAN/UPC). */
export const hasJanCheck = (digits: string): boolean => {
  if (![8, 12, 13].includes(digits.length) || isOneDigit(digits)) return false
  let sum = 0
  for (let i = digits.length - 1, weight = 1; i >= 0; i -= 1, weight = 4 - weight)
    sum += (digits.charCodeAt(i) - 48) * weight
  return sum % 10 === 0
}

/** Tells whether fifteen bare digits carry the check digit of a phone's IMEI. */
export const hasImeiCheck = (digits: string): boolean => digits.length === 15 && luhn(digits)

/** Tells whether twelve bare digits can be a driving licence of Japan: an office's code, a year, the check digit. */
export const hasLicenceCheck = (digits: string): boolean => {
  if (digits.length !== 12) return false
  const office = Number(digits.slice(0, 2))
  if (office < 10 || office > 97) return false
  const sum = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2].reduce(
    (total, weight, i) => total + weight * (digits.charCodeAt(i) - 48),
    0,
  )
  const check = (11 - (sum % 11)) % 10
  return check === digits.charCodeAt(10) - 48
}

/** Tells whether a text is an IBAN: the country's letters, and 1 left of the division by 97 (ISO 13616). */
export const isIban = (text: string): boolean => {
  const plain = text.replace(/[\s-]/g, '').toUpperCase()
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(plain)) return false
  const turned = plain.slice(4) + plain.slice(0, 4)
  let rest = 0
  for (const character of turned) {
    const value = Number.parseInt(character, 36)
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97
  }
  return rest === 1
}
