// SPDX-License-Identifier: Apache-2.0
import { declaredFields, type Fields, type FidesField } from './fields.ts'
import type { Gate } from './gate.ts'
import { Masking, type LeftOut, type Mask } from './masking.ts'
import type { Question } from './question.ts'
import { GateError } from './refusal.ts'

/** A row of which members may be missing, at every depth. */
export type Needed<Value> = Value extends readonly (infer Item)[]
  ? Needed<Item>[]
  : Value extends Date | Uint8Array | ((...parameters: never[]) => unknown)
    ? Value
    : Value extends object
      ? { [Name in keyof Value]?: Needed<Value[Name]> }
      : Value

/** For what rows are needed, and what they hold. */
export interface OnlyFields<Row> {
  /** Without a category: that is each field's own. */
  readonly question: Omit<Question, 'category'>
  /** What each field holds; or the `fields` of a collection of a Fides dataset. */
  readonly fields: Fields<Row> | readonly FidesField[]
  /** The field that holds the identifier of the row's person, or how to tell it; nobody where there is none. */
  readonly person: (keyof Row & string) | ((row: Row) => string | number | bigint | null | undefined)
  /** How values are shown that may only be shown masked; `****` where it is left out, and nothing for what is no text. */
  readonly mask?: Mask | undefined
}

/** What is left of rows. */
export interface Masked<Row> {
  readonly rows: Needed<Row>[]
  /** What was left out, of how many rows, and why; no value of any row. */
  readonly left: LeftOut[]
}

/**
 * Masks rows to what a purpose needs: a field stays only where each of its categories is permitted for the row's person.
 * What is not declared is left out. Throws {@link GateError} where the gate decides nothing.
 */
export function onlyFields<Row extends object>(
  gate: Pick<Gate, 'prepare' | 'keyOf'>,
  rows: readonly Row[],
  options: OnlyFields<Row>,
): Masked<Row> {
  const { question, fields, mask } = options
  const declared = declaredFields(fields)
  const masking = new Masking(gate, question, mask)
  const masked = rows.map((row) => {
    masking.next()
    return masking.object(row, declared, personOf(gate, row, options))
  })
  return { rows: masked as Needed<Row>[], left: masking.left() }
}

/** The name of the row's person, made once for all of its fields. */
function personOf<Row extends object>(
  gate: Pick<Gate, 'keyOf'>,
  row: Row,
  { person }: Pick<OnlyFields<Row>, 'person'>,
): string | undefined {
  if (typeof person === 'string' && !Object.hasOwn(row, person))
    throw new GateError('fields.no-person', { field: person })
  const identifier: unknown = typeof person === 'string' ? row[person] : person(row)
  return nameOf(gate, identifier, typeof person === 'string' ? person : 'person')
}

/** The name under which a gate knows whoever an identifier stands for: nobody, where there is none. */
export function nameOf(gate: Pick<Gate, 'keyOf'>, identifier: unknown, field: string): string | undefined {
  if (identifier === null || identifier === undefined || identifier === '') return undefined
  if (typeof identifier === 'string') return gate.keyOf(identifier)
  if (typeof identifier === 'number' || typeof identifier === 'bigint') return gate.keyOf(String(identifier))
  throw new GateError('fields.no-person', { field })
}
