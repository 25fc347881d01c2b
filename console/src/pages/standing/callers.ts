// SPDX-License-Identifier: Apache-2.0
/** What callers of the gate say, and who they are, as lines of a form: lists one a line, properties as `name=value`. */
import type { StandingBody } from 'yakusoku/contract'

type Draft = Readonly<Record<string, string>>
type Actor = Extract<StandingBody, { kind: 'actor' }>
type Word = Extract<StandingBody, { kind: 'word' }>
type Values = Readonly<Record<string, string | number | boolean>>

/** The lines of a text that say something. */
export const linesOf = (text = ''): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

// true, false and numbers are no text, unless they stand in quotation marks: callers send them so or so.
const valueOf = (text: string): string | number | boolean => {
  if (text === 'true' || text === 'false') return text === 'true'
  if (/^-?\d+(\.\d+)?$/.test(text) && String(Number(text)) === text) return Number(text)
  return text.replace(/^"(.*)"$/, '$1')
}

const textOf = (value: string | number | boolean): string =>
  typeof value === 'string' && (valueOf(value) !== value || /^".*"$/.test(value))
    ? `"${value}"`
    : String(value)

const valuesOf = (text: string | undefined): Values =>
  Object.fromEntries(
    linesOf(text).map((line) => {
      const [name = '', value = ''] = line.split(/=(.*)/s)
      return [name.trim(), valueOf(value.trim())]
    }),
  )

const textOfValues = (values: Values = {}): string =>
  Object.entries(values)
    .map(([name, value]) => `${name}=${textOf(value)}`)
    .join('\n')

const said = (members: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(members).filter(([, value]) =>
      Array.isArray(value) || typeof value === 'object'
        ? Object.keys(value as object).length > 0
        : value !== undefined && value !== '',
    ),
  )

const meant = ['act', 'category', 'person', 'purpose', 'recipient', 'country', 'client', 'channel'] as const
const draftName = (name: string): string => `means${name.charAt(0).toUpperCase()}${name.slice(1)}`

/** The form of an actor or a word. */
export function draftOfCaller(body: Actor | Word): Draft {
  if (body.kind === 'actor') {
    const { actor, type, roles, also = [] } = body
    return { actor, type, roles: roles.join('\n'), also: also.join('\n') }
  }
  const { says, means, caller = '' } = body
  return {
    saysAction: says.action ?? '',
    saysActionProperties: textOfValues(says.actionProperties),
    saysType: says.type ?? '',
    saysIds: (says.ids ?? []).join('\n'),
    saysResourceProperties: textOfValues(says.resourceProperties),
    saysCategory: says.category ?? '',
    ...Object.fromEntries(meant.map((name) => [draftName(name), means[name] ?? ''])),
    caller,
  }
}

/** Whether the form of a word says something of the caller, and something that it means. */
export function isWord(draft: Draft): boolean {
  const filled = (start: string) =>
    Object.entries(draft).some(([name, text]) => name.startsWith(start) && text.trim() !== '')
  return filled('says') && filled('means')
}

/** What a form says of an actor or a word. */
export function callerOf(kind: 'actor' | 'word', draft: Draft): StandingBody {
  const at = (name: string) => (draft[name] ?? '').trim()
  if (kind === 'actor') {
    const also = linesOf(draft['also'])
    const roles = linesOf(draft['roles'])
    return { kind, actor: at('actor'), type: at('type'), roles, ...(also.length > 0 && { also }) }
  }
  const says = said({
    action: at('saysAction'),
    actionProperties: valuesOf(draft['saysActionProperties']),
    type: at('saysType'),
    ids: linesOf(draft['saysIds']),
    resourceProperties: valuesOf(draft['saysResourceProperties']),
    category: at('saysCategory'),
  })
  const means = said(Object.fromEntries(meant.map((name) => [name, at(draftName(name))])))
  return { kind, says, means, ...(at('caller') !== '' && { caller: at('caller') }) } as StandingBody
}
