// SPDX-License-Identifier: Apache-2.0
import type { MapEdit, NewField } from '@yakusoku/core/datamap'
import type { Finding } from './drift.ts'
import type { SurveyColumn, SurveyTable } from './survey.ts'
import { isPersonal, nameOf, tableOf, type System } from './ties.ts'

const dataTypes: Partial<Record<SurveyColumn['kind'], string>> = {
  integer: 'integer',
  decimal: 'float',
  float: 'float',
  boolean: 'boolean',
  text: 'string',
  enum: 'string',
  uuid: 'string',
  date: 'string',
  time: 'string',
  timestamp: 'string',
}

function newField(
  system: System,
  column: SurveyColumn,
  categories: readonly string[],
  reached: (collection: string) => boolean,
): NewField {
  const dataType = dataTypes[column.kind]
  const { leadsTo } = column
  const target = leadsTo === undefined ? undefined : collectionOf(system, leadsTo.table)
  const follow = target !== undefined && leadsTo !== undefined && reached(target)
  return {
    name: column.name,
    categories,
    ...(dataType === undefined ? {} : { dataType }),
    primaryKey: column.primary,
    ...(categories.includes('user.contact.email') && column.kind === 'text' ? { identity: 'email' } : {}),
    ...(follow ? { reference: { dataset: system.key, field: `${target}.${leadsTo.column}` } } : {}),
  }
}

/** The collection of the map that stands for a table. */
function collectionOf({ dataset, survey }: System, table: string): string | undefined {
  if (dataset === undefined || survey === undefined) return undefined
  return dataset.collections.find(({ name }) => tableOf(dataset, name, survey)?.name === table)?.name
}

const personal = ({ guess }: SurveyColumn): string[] => (isPersonal(guess.category) ? [guess.category] : [])

function addCollection(system: System, collection: string, table: SurveyTable): MapEdit {
  const read = new Set(
    system.dataset?.collections.flatMap(({ name, skipProcessing }) => (skipProcessing ? [] : [name])) ?? [],
  )
  const fields = table.columns.map((column) =>
    newField(system, column, personal(column), (target) => read.has(target)),
  )
  const leads = fields.some(({ identity, reference }) => identity !== undefined || reference !== undefined)
  return { kind: 'add-collection', collection, fields, skip: !leads }
}

/** The table that a finding about a collection speaks of, whether the map knows it or not. */
export function tableNamed({ dataset, survey }: System, collection: string): SurveyTable | undefined {
  const named = survey?.tables.find((one) => nameOf(dataset, one) === collection)
  return dataset && survey ? (tableOf(dataset, collection, survey) ?? named) : named
}

/** What accepting a drift changes in the map of its system; none where a map has nothing to say about it. */
export function editFor(system: System, finding: Finding, fides?: string): MapEdit | undefined {
  const { kind, collection, field } = finding
  if (collection === null) return undefined
  const table = tableNamed(system, collection)
  const column = table?.columns.find(({ name }) => name === field)
  const category = fides ?? finding.fides
  switch (kind) {
    case 'unmapped-table':
      return table && addCollection(system, collection, table)
    case 'unmapped-column':
      return column && category !== null
        ? { kind: 'add-field', collection, field: newField(system, column, [category], () => false) }
        : undefined
    case 'undeclared':
    case 'contradicted':
      return field !== null && category !== null
        ? { kind: 'set-categories', collection, field, categories: [category] }
        : undefined
    case 'column-gone':
      return field === null ? undefined : { kind: 'remove-field', collection, field }
    case 'table-gone':
      return { kind: 'remove-collection', collection }
    case 'free-text':
    case 'not-found':
    case 'not-promised':
      return undefined
  }
}
