// SPDX-License-Identifier: Apache-2.0

const digits = (text: string): string => text.normalize('NFKC').replace(/[\s-]/g, '')

/** Tells whether twelve digits carry the check digit of an individual number (番号法施行令 8 条・総務省令). */
export const isMyNumber = (text: string): boolean => {
  const number = digits(text)
  if (!/^\d{12}$/.test(number) || /^(\d)\1{11}$/.test(number)) return false
  const sum = Array.from(number.slice(0, 11))
    .toReversed()
    .reduce((total, digit, i) => {
      const weight = i < 6 ? i + 2 : i - 4
      return total + Number(digit) * weight
    }, 0)
  const check = sum % 11 <= 1 ? 0 : 11 - (sum % 11)
  return check === Number(number[11])
}

/** Tells whether 13 to 19 digits carry the check digit of a payment card (ISO/IEC 7812-1, Luhn). */
export const isCard = (text: string): boolean => {
  const number = digits(text)
  if (!/^[3-6]\d{12,18}$/.test(number)) return false
  const sum = Array.from(number)
    .toReversed()
    .reduce((total, digit, i) => {
      const doubled = Number(digit) * (i % 2 ? 2 : 1)
      return total + (doubled > 9 ? doubled - 9 : doubled)
    }, 0)
  return sum % 10 === 0
}

const isPhone = (text: string): boolean => {
  const plain = text.normalize('NFKC').replace(/[\s()-]/g, '')
  return /^(0[1-9]\d{8,9}|\+\d{9,15})$/.test(plain) && /^[+0-9()\s-]+$/.test(text.normalize('NFKC'))
}

const isAddress = (text: string): '' | boolean =>
  text.length < 3
    ? false
    : /^(東京都|北海道|(大阪|京都)府|.{2,3}県).{1,}/u.test(text) && /[市区町村郡]/u.test(text)

const isIp = (text: string): boolean =>
  /^(\d{1,3})(\.\d{1,3}){3}$/.test(text)
    ? text.split('.').every((part) => Number(part) < 256)
    : /^[0-9a-f]{0,4}(:[0-9a-f]{0,4}){2,7}$/i.test(text)

/** A category that values speak for; `least` is the share of values that must look so. */
export interface ValueRule {
  readonly category: string
  readonly least: number
  readonly fewest: number
  readonly looks: (text: string) => boolean | ''
  readonly en: string
  readonly ja: string
}

/** Rules on values from the most telling on. What is looked at is never written anywhere. */
export const valueRules: readonly ValueRule[] = [
  {
    category: 'user.contact.email',
    least: 0.8,
    fewest: 2,
    looks: (text) => /^[^\s@,;]+@[^\s@,;]+\.[^\s@.,;]{2,}$/.test(text),
    en: 'look like mail addresses',
    ja: 'がメールアドレスの形',
  },
  {
    category: 'user.government_id.national_identification_number',
    least: 1,
    fewest: 5,
    looks: isMyNumber,
    en: 'have the check digit of an individual number (My Number)',
    ja: 'が個人番号の検査数字に合致',
  },
  {
    category: 'user.financial.credit_card',
    least: 1,
    fewest: 3,
    looks: isCard,
    en: 'have the check digit of a payment card',
    ja: 'がカード番号の検査数字に合致',
  },
  {
    category: 'user.contact.phone_number',
    least: 0.8,
    fewest: 3,
    looks: isPhone,
    en: 'look like phone numbers',
    ja: 'が電話番号の形',
  },
  {
    category: 'user.contact.address.postal_code',
    least: 0.9,
    fewest: 3,
    looks: (text) => /^〒?\s?\d{3}[-‐－]\d{4}$/.test(text.normalize('NFKC')),
    en: 'look like Japanese postal codes',
    ja: 'が郵便番号の形',
  },
  {
    category: 'user.contact.address',
    least: 0.6,
    fewest: 3,
    looks: isAddress,
    en: 'look like Japanese addresses',
    ja: 'が住所の形',
  },
  {
    category: 'user.device.ip_address',
    least: 0.9,
    fewest: 2,
    looks: isIp,
    en: 'look like IP addresses',
    ja: 'が IP アドレスの形',
  },
]
