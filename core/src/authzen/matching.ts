// SPDX-License-Identifier: Apache-2.0
// Which words of a vocabulary a question says, and which of two is the narrower.
import type { Evaluation } from './shapes.ts'
import { NO_PERSON } from './authzen.ts'
import { OF_SUBJECT, type Word } from './word.ts'

/** Who asks, where that is known. */
export interface Asking {
  /** The id of the caller's token. */
  readonly caller?: string | undefined
  /** Whether a value is another name of the subject. */
  readonly isSubject?: ((value: string) => boolean) | undefined
}

/** A word with its name. */
export type Said = Word & { readonly id: string }

/** A word that a question says, with the id or pattern that stood for the resource, and the person in it. */
export interface Told {
  readonly word: Said
  readonly thing?: string | undefined
  readonly person?: string | undefined
}

/** The words that a question says; those about a category only where it is the one that is given. */
export function matching(
  candidates: readonly Said[],
  evaluation: Evaluation,
  asking: Asking,
  category: string | undefined,
): Told[] {
  return candidates.flatMap((word) => {
    const { says, caller } = word
    if (caller !== undefined && caller !== asking.caller) return []
    if (says.category !== undefined && says.category !== category) return []
    const { action, resource, subject } = evaluation
    const isSubject = (value: unknown): boolean =>
      typeof value === 'string' && (value === subject.id || asking.isSubject?.(value) === true)
    if (!has(action.properties, says.actionProperties, isSubject)) return []
    if (!has(resource.properties, says.resourceProperties, isSubject)) return []
    if (says.ids === undefined) return [{ word }]
    const thing = thingIn(says.ids, resource.id)
    return thing === undefined ? [] : [{ word, ...thing }]
  })
}

type Values = Readonly<Record<string, string | number | boolean>>

function has(
  properties: Evaluation['resource']['properties'],
  wanted: Values | undefined,
  isSubject: (value: unknown) => boolean,
): boolean {
  if (wanted === undefined) return true
  return Object.entries(wanted).every(([name, value]) => {
    if (properties === undefined || !Object.hasOwn(properties, name)) return false
    return value === OF_SUBJECT ? isSubject(properties[name]) : properties[name] === value
  })
}

function thingIn(things: readonly string[], id: string): Pick<Told, 'thing' | 'person'> | undefined {
  if (things.includes(id)) return { thing: id }
  for (const thing of things) {
    const person = fits(thing, id)
    if (person !== undefined) return { thing, ...(person !== '' && { person }) }
  }
  return undefined
}

/** What stands at {person}, empty where nothing does; undefined where the pattern does not fit. */
function fits(pattern: string, id: string): string | undefined {
  const [parts, found] = [pattern.split('/'), id.split('/')]
  if (parts.length !== found.length || pattern === id) return undefined
  let person = ''
  for (const [at, part] of parts.entries()) {
    const value = found[at] ?? ''
    if (part === value) continue
    if ((part !== '*' && part !== '{person}') || value === '') return undefined
    if (part !== '{person}') continue
    person = decoded(value)
    if (person === NO_PERSON) return undefined
  }
  return person
}

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Whether an id of a word stands for several. */
export const isPattern = (thing: string | undefined): boolean => /\*|\{person\}/.test(thing ?? '')

/** Whether one word asks for all that another asks for, and for more. */
export const narrower = (one: Told, other: Told): boolean => covers(other, one) && !covers(one, other)

/** Whether whatever says the second also says the first. */
function covers(wide: Told, narrow: Told): boolean {
  const [wider, narrowest] = [wide.word.says, narrow.word.says]
  const same = (['action', 'type', 'category'] as const).every(
    (name) => wider[name] === undefined || wider[name] === narrowest[name],
  )
  const within = (['actionProperties', 'resourceProperties'] as const).every((name) =>
    Object.entries(wider[name] ?? {}).every(([member, value]) => narrowest[name]?.[member] === value),
  )
  if (!same || !within) return false
  if (wider.ids === undefined) return true
  if (narrowest.ids === undefined) return false
  return wide.thing === narrow.thing || (isPattern(wide.thing) && !isPattern(narrow.thing))
}
