// SPDX-License-Identifier: Apache-2.0
import { isMyNumber } from '@yakusoku/core/classify'
import { folded, type Column } from '@yakusoku/core/inventory'

/** Longest text of a cell; a spreadsheet's own limit is 32,767. */
export const longestCell = 4_000

/** Why a value cannot stand in a cell. */
export type CellProblem = 'too-long' | 'control' | 'choice' | 'date' | 'personal'

/** A value as it is stored, or why it cannot be. */
export type Checked =
  | { readonly ok: true; readonly value: string }
  | { readonly ok: false; readonly problem: CellProblem }

const control = /[^\P{Cc}\t\n\u0080-\u009f]|[\ufffe\uffff]/u
// One character before the sign is enough: with more, a long word without one is looked through again from each letter.
const mail = /[^\s@<>()]@[^\s@<>()]+\.[a-z]{2,}/i
const phone = /(?<![\d-])0\d{1,4}-\d{1,4}-\d{3,4}(?![\d-])/

/** Reads what somebody typed for a column: line ends are made one kind; a choice may be given by id or by name. */
export function checkCell(column: Column, typed: string): Checked {
  const value = typed.replaceAll(/\r\n?/g, '\n')
  if (value.length > longestCell) return { ok: false, problem: 'too-long' }
  if (control.test(value) || !value.isWellFormed()) return { ok: false, problem: 'control' }
  if (column.kind === 'choice') return checkChoice(column, value)
  if (column.kind === 'date') return checkDate(value)
  return looksPersonal(value) ? { ok: false, problem: 'personal' } : { ok: true, value }
}

function checkChoice({ choices }: Column, value: string): Checked {
  const wanted = folded(value)
  if (wanted === '') return { ok: true, value: '' }
  const found = choices.find(({ id, name }) => [id, name.ja, name.en].some((one) => folded(one) === wanted))
  return found === undefined ? { ok: false, problem: 'choice' } : { ok: true, value: found.id }
}

function checkDate(value: string): Checked {
  const plain = value.normalize('NFKC').trim()
  if (plain === '') return { ok: true, value: '' }
  const [, year = '', month = '', day = ''] = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(plain) ?? []
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const time = Date.parse(`${iso}T00:00:00Z`)
  const exists = !Number.isNaN(time) && new Date(time).toISOString().startsWith(iso)
  return exists ? { ok: true, value: iso } : { ok: false, problem: 'date' }
}

/** Whether a text holds what can only be somebody's: a mail address, a phone number, an individual number. */
function looksPersonal(value: string): boolean {
  const plain = value.normalize('NFKC')
  if (mail.test(plain) || phone.test(plain)) return true
  return (plain.match(/(?<!\d)\d{4}[- ]?\d{4}[- ]?\d{4}(?!\d)/g) ?? []).some((digits) =>
    isMyNumber(digits.replaceAll(/\D/g, '')),
  )
}
