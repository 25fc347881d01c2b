// SPDX-License-Identifier: Apache-2.0
import type { Guess, Survey, SurveyColumn, SurveyTable } from './survey.ts'

/** Whether something about a column waits for a person's decision. */
export type Waiting = (table: SurveyTable, column: SurveyColumn) => boolean

/**
 * A survey with what an earlier one knew better. Rows are drawn at random: that today's show nothing is no proof that
 * nothing is there. Of a table that could not be read, all that was seen before stands; of one that was read in part,
 * what waits for a decision. What was read whole speaks for itself.
 */
export function remember(before: Survey | undefined, after: Survey, waits: Waiting): Survey {
  if (before === undefined) return after
  const known = new Map(before.tables.map((table) => [nameOf(table), table]))
  return {
    ...after,
    tables: after.tables.map((table) => {
      const old = known.get(nameOf(table))
      return old === undefined || table.read === 'whole' ? table : ofTable(old, table, waits)
    }),
  }
}

const nameOf = ({ schema, name }: SurveyTable): string => JSON.stringify([schema ?? null, name])

function ofTable(before: SurveyTable, after: SurveyTable, waits: Waiting): SurveyTable {
  const known = new Map(before.columns.map((column) => [column.name, column]))
  const unread = after.read === 'none'
  return {
    ...after,
    ...(unread ? { sampled: before.sampled } : {}),
    columns: after.columns.map((column) => {
      const old = known.get(column.name)
      if (old === undefined || old.type !== column.type) return column
      if (unread) return seenBefore(old, column)
      return waits(after, column) ? withEvidence(old, column) : column
    }),
  }
}

const seenBefore = (before: SurveyColumn, after: SurveyColumn): SurveyColumn => {
  const { guess, values, sensitive } = before
  return { ...after, guess, ...(values ? { values } : {}), sensitive }
}

function withEvidence(before: SurveyColumn, after: SurveyColumn): SurveyColumn {
  const values = surer(before.values, after.values)
  return {
    ...after,
    guess: surer(before.guess, after.guess) ?? after.guess,
    ...(values ? { values } : {}),
    sensitive: { ...before.sensitive, ...after.sensitive },
  }
}

/** What speaks of a person outweighs what does not; of two that do, the surer. */
function surer(before: Guess | undefined, after: Guess | undefined): Guess | undefined {
  const weight = (guess: Guess | undefined) =>
    guess?.category.startsWith('user') ? guess.confidence : guess === undefined ? -2 : -1
  return weight(before) > weight(after) ? before : after
}
