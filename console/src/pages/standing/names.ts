// SPDX-License-Identifier: Apache-2.0
import type { StandingChoices, StandingEntry } from 'yakusoku/contract'
import { formatDay } from '../../dates.ts'
import { useWords, type Text } from '../../language.ts'
import { linesOf } from './callers.ts'
import { useOperators, useStanding, useStandingChoices, useTokens } from './calls.ts'
import type { Choice, Control, Field } from './register.ts'

/** One of a list, with its name in the reader's language. */
export interface Named {
  readonly value: string
  readonly label: string
}

/** What can be chosen for each list. */
export function useLists(): (choice: Choice) => readonly Named[] {
  const { say } = useWords()
  const { data: choices } = useStandingChoices()
  const { data: standing } = useStanding()
  return (choice) => listed(choice, choices, standing?.entries ?? [], say)
}

function listed(
  choice: Choice,
  choices: StandingChoices | undefined,
  entries: readonly StandingEntry[],
  say: (text: Text) => string,
): readonly Named[] {
  const of = (elements: readonly { readonly id: string; readonly name: Text }[] = []) =>
    elements.map(({ id, name }) => ({ value: id, label: say(name) }))
  if (choice === 'clients') return of(choices?.entities.filter(({ client }) => client))
  if (choice === 'roleNames') return of(choices?.roles)
  if (choice !== 'receivers') return of(choices?.[choice])
  const registered = entries.flatMap(({ id, body, endedAt }) =>
    body.kind === 'receiver' && endedAt === null
      ? [{ value: id.slice('receiver:'.length), label: body.name }]
      : [],
  )
  return [...registered, ...of(choices?.recipients)]
}

const acts = [
  'collect',
  'use',
  'provide',
  'transfer',
  'entrust',
  'share',
  'take-out',
  'copy',
  'read',
  'disclose',
] as const

/** What people are allowed to do, by its name. */
export function useActs(): readonly Named[] {
  const { t } = useWords()
  return acts.map((value) => ({ value, label: t(`gate.act.${value}`) }))
}

const lists: ReadonlySet<Control> = new Set<Control>([
  'recipients',
  'receivers',
  'entities',
  'clients',
  'purposes',
  'grounds',
  'notices',
  'restricted',
  'categories',
  'channels',
])

/** Whether a control is one of the lists. */
export const isList = (control: Control): control is Choice => lists.has(control)

const regionIn = (language: string) => (code: string) =>
  /^[A-Z]{2}$/.test(code) ? (new Intl.DisplayNames([language], { type: 'region' }).of(code) ?? code) : code

/** What is said, in the reader's words; what is no longer there stands for itself. */
export function useValues(): (field: Field, value: string) => string {
  const { t, language } = useWords()
  const list = useLists()
  const operators = useOperators()
  const tokens = useTokens()
  const among = (named: readonly Named[], value: string) =>
    named.find((one) => one.value === value)?.label ?? value
  const named = useActs()
  return ({ control }, value) => {
    if (isList(control)) return among(list(control), value)
    if (control === 'act') return among(named, value)
    if (control === 'day') return formatDay(value, language)
    if (control === 'yes') return t(value === 'yes' ? 'standing.related' : 'standing.notRelated')
    if (control === 'countries') return value.split(', ').map(regionIn(language)).join(t('list.comma'))
    if (control === 'country') return regionIn(language)(value)
    if (control === 'roles')
      return linesOf(value)
        .map((one) => among(list('roleNames'), one))
        .join(t('list.comma'))
    if (control === 'names') return t('standing.otherNames', { count: linesOf(value).length })
    if (control === 'lines') return linesOf(value).join(t('list.comma'))
    if (control === 'token') return tokens.data?.tokens.find(({ id }) => id === value)?.name ?? value
    if (control !== 'actor') return value
    return operators.data?.operators.find(({ id }) => id === value)?.name ?? value
  }
}
