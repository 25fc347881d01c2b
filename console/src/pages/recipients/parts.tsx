// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react'
import type { RecordChoices, RecordSummary } from 'yakusoku/contract'
import { formatDay } from '../../dates.ts'
import { useWords, type Text } from '../../language.ts'

/** Names of what records hold ids of; an id that is no longer there stands for itself. */
export function useNames(choices: RecordChoices | undefined) {
  const { say } = useWords()
  const among =
    (elements: readonly { readonly id: string; readonly name: Text }[]) =>
    (id: string): string => {
      const found = elements.find((one) => one.id === id)
      return found ? say(found.name) : id
    }
  return {
    ground: among(choices?.grounds ?? []),
    data: among(choices?.categories ?? []),
    way: among([...(choices?.channels ?? []), ...(choices?.recipients ?? [])]),
  }
}

/** The day of an act, or the days a series began and ended; else the day the record was made. */
export function Period({
  record: { first, last, madeOn, method },
}: {
  readonly record: Pick<RecordSummary, 'first' | 'last' | 'madeOn' | 'method'>
}): ReactNode {
  const { t, language } = useWords()
  const day = (iso: string) => formatDay(iso, language)
  if (first === null) return t('recipients.madeOnDay', { day: day(madeOn) })
  if (method === 'each-time') return day(first)
  if (last === null) return t('recipients.since', { day: day(first) })
  return t('recipients.fromTo', { from: day(first), to: day(last) })
}
