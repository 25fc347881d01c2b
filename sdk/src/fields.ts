// SPDX-License-Identifier: Apache-2.0
// What each field of a row holds: written down in the program, or as a Fides dataset has it.

/** Its category, several, `null` for what is no personal data, or the members of a structured value. */
export type FieldRule = string | readonly string[] | null | { readonly [member: string]: FieldRule }

/** The fields of a row by name; what is not named is never let through. */
export type Fields<Row> = { readonly [Name in keyof Row & string]?: FieldRule }

/** A field of a collection of a Fides dataset, as its file has it; `system` categories are no personal data. */
export interface FidesField {
  readonly name: string
  readonly data_categories?: readonly string[] | null | undefined
  readonly fields?: readonly FidesField[] | null | undefined
}

/** A declared field: all of its categories must be permitted; none is no personal data. */
export interface Declared {
  readonly path: string
  readonly categories: readonly string[]
  readonly members: ReadonlyMap<string, Declared> | undefined
}

/** Reads either way of declaring fields; `above` stands before their paths. */
export function declaredFields(
  fields: Readonly<Record<string, FieldRule | undefined>> | readonly FidesField[],
  above = '',
): Map<string, Declared> {
  return isFides(fields) ? fidesFields(fields, above, []) : ruledFields(fields, above)
}

const isFides = (fields: object): fields is readonly FidesField[] => Array.isArray(fields)

function ruledFields(
  rules: Readonly<Record<string, FieldRule | undefined>>,
  above: string,
): Map<string, Declared> {
  const found = Object.entries(rules).flatMap(([name, rule]): [string, Declared][] => {
    // A list that names nothing declares nothing.
    if (rule === undefined || (rule !== null && isList(rule) && rule.length === 0)) return []
    const path = `${above}${name}`
    return [[name, ruled(rule, path)]]
  })
  return new Map(found)
}

function ruled(rule: FieldRule, path: string): Declared {
  if (rule === null) return { path, categories: [], members: undefined }
  if (typeof rule === 'string') return { path, categories: [rule], members: undefined }
  if (isList(rule)) return { path, categories: rule, members: undefined }
  return { path, categories: [], members: ruledFields(rule, `${path}.`) }
}

const isList = (rule: FieldRule): rule is readonly string[] => Array.isArray(rule)

/** A field without categories has those of what it is a member of; without any it is not declared. */
function fidesFields(
  fields: readonly FidesField[],
  above: string,
  inherited: readonly string[],
): Map<string, Declared> {
  const found = fields.flatMap(({ name, data_categories, fields: members }): [string, Declared][] => {
    const path = `${above}${name}`
    const categories = data_categories ?? inherited
    if (members && members.length > 0) {
      const below = fidesFields(members, `${path}.`, categories)
      return [[name, { path, categories: (data_categories ?? []).filter(isPersonal), members: below }]]
    }
    if (categories.length === 0) return []
    return [[name, { path, categories: categories.filter(isPersonal), members: undefined }]]
  })
  return new Map(found)
}

const isPersonal = (category: string): boolean => category !== 'system' && !category.startsWith('system.')
