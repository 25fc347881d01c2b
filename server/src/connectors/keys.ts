// SPDX-License-Identifier: Apache-2.0
import type { Key } from '@yakusoku/core/datamap'
import type { Column } from './connector.ts'

const INT64 = 2n ** 63n

const WHOLE = /^\s*\+?(-?\d{1,20})(?:\.0*)?\s*$/

const integer = (value: Key, unsigned: boolean): Key | undefined => {
  if (typeof value === 'boolean') return value ? 1 : 0
  if (typeof value === 'number' && !Number.isInteger(value)) return undefined
  // A decimal that is whole, as a database writes one ("42.00"), is an integer too.
  const [, digits] = typeof value === 'string' ? (WHOLE.exec(value) ?? []) : [value, value]
  if (digits === undefined) return undefined
  const exact = BigInt(digits)
  if (exact >= (unsigned ? 2n * INT64 : INT64) || exact < -INT64) return undefined
  return exact >= Number.MIN_SAFE_INTEGER && exact <= Number.MAX_SAFE_INTEGER ? Number(exact) : exact
}

const numeric = (value: Key): Key | undefined => {
  if (typeof value === 'boolean') return value ? 1 : 0
  if (typeof value !== 'string')
    return typeof value === 'number' && !Number.isFinite(value) ? undefined : value
  const text = value.trim()
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$/i.test(text) ? text : undefined
}

const double = (value: Key): Key | undefined => {
  const text = numeric(value)
  const number = Number(text)
  // Beyond the range of a double, and below it, databases refuse instead of finding nothing.
  return text === undefined ||
    !Number.isFinite(number) ||
    (number === 0 && /[1-9]/.test(String(text).split(/e/i)[0] ?? ''))
    ? undefined
    : text
}

const truth = (value: Key): Key | undefined => {
  const text = String(value).trim().toLowerCase()
  if (['true', 't', '1', 'yes', 'on'].includes(text)) return true
  return ['false', 'f', '0', 'no', 'off'].includes(text) ? false : undefined
}

const UUID = /^\{?[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}\}?$/i
/** As databases show it: what is found in a list is told from the rest by how it is shown. */
const uuid = (value: Key): Key | undefined =>
  UUID.test(String(value))
    ? String(value)
        .toLowerCase()
        .replace(/[{}-]/g, '')
        .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
    : undefined

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/
const MOMENT = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?)(\s*(Z|[+-]\d{2}(:?\d{2})?))?$/i
const TIME = /^\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}(:?\d{2})?)?$/i

const isDay = (text: string): boolean => {
  const [, year, month, day] = DATE.exec(text) ?? []
  if (year === undefined) return false
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)))
  return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day)
}

const moment = (value: Key): Key | undefined => {
  const text = String(value).trim()
  if (isDay(text)) return text
  const [, day, clock] = MOMENT.exec(text) ?? []
  return day !== undefined && isDay(day) && !Number.isNaN(Date.parse(`1970-01-01T${clock}Z`))
    ? text
    : undefined
}

const date = (value: Key): Key | undefined => {
  const text = String(value).trim()
  if (isDay(text)) return text
  const [, day, clock = ''] = MOMENT.exec(text) ?? []
  return day !== undefined && isDay(day) && /^00:00(:00(\.0+)?)?$/.test(clock) ? day : undefined
}

/**
 * Turns a key into what a column of this kind can be compared with; undefined when no row could ever equal it.
 * Asking with such a value would make the database fail instead of finding nothing.
 */
export const keyFor = (column: Column, value: Key, nested: boolean): Key | undefined => {
  if (nested) return value
  switch (column.kind) {
    case 'integer':
      return integer(value, column.type.includes('unsigned'))
    case 'decimal':
      return numeric(value)
    case 'float':
      return double(value)
    case 'boolean':
      return truth(value)
    case 'enum':
      return column.labels?.includes(String(value)) === false ? undefined : String(value)
    case 'uuid':
      return uuid(value)
    case 'date':
      return date(value)
    case 'timestamp':
      return moment(value)
    case 'time':
      return TIME.test(String(value)) ? String(value) : undefined
    case 'bytes':
      return typeof value === 'string' ? value : undefined
    case 'json':
      return undefined
    case 'text':
      return String(value)
    case 'other':
      return value
  }
}

/** Tells two keys apart also when they print alike but differ in type. */
export const keyName = (keys: readonly Key[]): string =>
  keys.map((key) => `${typeof key === 'bigint' ? 'number' : typeof key}:${key}`).join('\u0001')
