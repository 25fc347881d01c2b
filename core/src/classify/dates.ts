// SPDX-License-Identifier: Apache-2.0

/** The first year of each era, less one: the year 1 of an era is this and one. */
const eras: Readonly<Record<string, number>> = {
  明治: 1867,
  大正: 1911,
  昭和: 1925,
  平成: 1988,
  令和: 2018,
  M: 1867,
  T: 1911,
  S: 1925,
  H: 1988,
  R: 2018,
}

/** A date as it was found written: its year, and whether a time of day other than midnight stood with it. */
export interface WrittenDate {
  readonly year: number
  readonly withTime: boolean
  /** Whether an era of Japan was written. */
  readonly era: boolean
}

const valid = (
  year: number,
  month: number,
  day: number,
  era: boolean,
  time = '',
): WrittenDate | undefined => {
  if (month < 1 || month > 12 || day < 1 || day > 31 || year < 1850 || year > 2200) return undefined
  return { year, withTime: /[1-9]/.test(time.replace(/[+-]\d{2}:?\d{2}$|Z$/, '')), era }
}

const western = /^(\d{4})(?:[-/.]|年\s?)(\d{1,2})(?:[-/.]|月\s?)(\d{1,2})日?(?:[T\s]\s?(\d{1,2}:\d{2}.*))?$/
const packed = /^(1[89]|20)(\d{2})(\d{2})(\d{2})$/
const monthFirst = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4})$/
const eraWritten =
  /^(明治|大正|昭和|平成|令和|[MTSHRmtshr])\s?\.?\s?(\d{1,2}|元)(?:[-/.]|年\s?)(\d{1,2})(?:[-/.]|月\s?)(\d{1,2})日?$/
const eraPacked = /^([MTSHR])(\d{2})(\d{2})(\d{2})$/
const named =
  /^(?:(\d{1,2})\s+)?(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+(?:(\d{1,2}),?\s+)?(\d{4})$/i

/** Reads a date: ISO, slashes, eras of Japan (昭和60年1月2日, S60.1.2), eight digits, names of months. */
export const readDate = (text: string): WrittenDate | undefined => {
  if (text.length < 5 || text.length > 40) return undefined
  const iso = western.exec(text)
  if (iso) return valid(Number(iso[1]), Number(iso[2]), Number(iso[3]), false, iso[4])
  const eight = packed.exec(text)
  if (eight) return valid(Number(`${eight[1]}${eight[2]}`), Number(eight[3]), Number(eight[4]), false)
  const era = eraWritten.exec(text) ?? eraPacked.exec(text)
  if (era) {
    const start = eras[(era[1] ?? '').toUpperCase()] ?? 0
    return valid(start + (era[2] === '元' ? 1 : Number(era[2])), Number(era[3]), Number(era[4]), true)
  }
  const slashed = monthFirst.exec(text)
  if (slashed) {
    const [first, second] = [Number(slashed[1]), Number(slashed[3])]
    return valid(Number(slashed[4]), Math.min(first, second), Math.max(first, second), false)
  }
  const words = named.exec(text)
  return words ? valid(Number(words[4]), 1, Number(words[1] ?? words[3] ?? 1), false) : undefined
}
