// SPDX-License-Identifier: Apache-2.0

/** A text in both languages. */
export interface Local {
  readonly ja: string
  readonly en: string
}

/** One thing that can be chosen in a cell: its id is stored, its name is shown. */
export interface Choice {
  readonly id: string
  readonly name: Local
}

/** What a cell of a column holds: `list` is one thing a line, `choice` one of a few, `date` a day (YYYY-MM-DD). */
export type ColumnKind = 'text' | 'list' | 'choice' | 'date'

/** A column of the inventory: what the PrivacyMark practice and the regulator's data-mapping sheet ask for. */
export interface Column {
  readonly id: string
  readonly name: Local
  readonly group: GroupId
  readonly kind: ColumnKind
  readonly choices: readonly Choice[]
  /** Whose column it is: the PrivacyMark practice's, the regulator's sheet's, or both. */
  readonly of: 'jis' | 'ppc' | 'both'
  /** What is written here, for the sheet of explanations and the screen. */
  readonly says: Local
  /** Width in characters in a spreadsheet. */
  readonly width: number
}

/** The groups of columns. */
export type GroupId = 'basics' | 'acquisition' | 'inside' | 'outside' | 'end' | 'control'

/** A text in both languages. */
export const local = (ja: string, en: string): Local => ({ ja, en })
