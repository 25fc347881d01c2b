// SPDX-License-Identifier: Apache-2.0

/** A value as JSON can carry it. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json }

/** A value a collection can be asked with; bigint where a number would lose digits. */
export type Key = string | number | bigint | boolean

const toInteger = (value: Key): Key | undefined => {
  if (typeof value === 'boolean') return value ? 1 : 0
  if (typeof value === 'bigint') return value
  if (typeof value === 'number') return Number.isFinite(value) ? Math.trunc(value) : undefined
  const text = value.trim()
  // A decimal that is whole, as a database writes one ("42.00"), is an integer too.
  const [, digits] = /^\+?(-?\d{1,40})(?:\.0*)?$/.exec(text) ?? []
  if (digits === undefined) return undefined
  const exact = BigInt(digits)
  return exact >= Number.MIN_SAFE_INTEGER && exact <= Number.MAX_SAFE_INTEGER ? Number(exact) : exact
}

const toFloat = (value: Key): Key | undefined => {
  if (typeof value === 'boolean') return value ? 1 : 0
  if (typeof value === 'bigint' || typeof value === 'number') return value
  const text = value.trim()
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return undefined
  // Text keeps digits that a double cannot hold; the database compares the decimal itself.
  return String(Number(text)) === text ? Number(text) : text.replace(/^\+/, '')
}

const toBoolean = (value: Key): Key | undefined => {
  if (value === true || value === 1 || value === 1n || value === 'true' || value === 'True') return true
  if (value === false || value === 0 || value === 0n || value === 'false' || value === 'False') return false
  return undefined
}

/** Turns a value into the declared `data_type` of the field it is looked up in; undefined when it cannot be. */
export const coerce = (value: Key, dataType: string | undefined): Key | undefined => {
  switch (dataType ?? '') {
    case 'string':
      return String(value)
    case 'integer':
      return toInteger(value)
    case 'float':
    case 'number':
      return toFloat(value)
    case 'boolean':
      return toBoolean(value)
    case 'object_id':
    case 'mongo_object_id':
      return typeof value === 'string' && /^[0-9a-f]{24}$/i.test(value) ? value : undefined
    case 'object':
    case 'json':
      return undefined
    default:
      return value
  }
}

/** Collects the values under a path, through members and lists alike; empty ones are left out. */
export const valuesAt = (value: Json | undefined, path: readonly string[]): Key[] => {
  if (value === undefined || value === null) return []
  if (Array.isArray(value)) return value.flatMap((item) => valuesAt(item, path))
  const [head, ...tail] = path
  if (head === undefined) return typeof value === 'object' ? [] : [value]
  return typeof value === 'object' && Object.hasOwn(value, head) ? valuesAt(value[head], tail) : []
}
