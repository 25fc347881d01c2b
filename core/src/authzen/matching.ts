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

/** A word with its name, and its ids ready to be looked up. */
export type Said = Word & { readonly id: string; readonly things: Things | undefined }

interface Things {
  readonly literal: ReadonlySet<string>
  readonly patterns: readonly { readonly pattern: string; readonly parts: readonly string[] }[]
}

/** A word made ready. */
export const saidOf = (id: string, word: Word): Said => ({
  id,
  ...word,
  things: word.says.ids && {
    literal: new Set(word.says.ids),
    patterns: word.says.ids.filter(isPattern).map((pattern) => ({ pattern, parts: pattern.split('/') })),
  },
})

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
  const { action, resource, subject } = evaluation
  const isSubject = (value: unknown): boolean =>
    typeof value === 'string' && (value === subject.id || asking.isSubject?.(value) === true)
  const told: Told[] = []
  for (const word of candidates) {
    const { says, caller, things } = word
    if (caller !== undefined && caller !== asking.caller) continue
    if (says.category !== undefined && says.category !== category) continue
    if (!has(action.properties, says.actionProperties, isSubject)) continue
    if (!has(resource.properties, says.resourceProperties, isSubject)) continue
    const thing = things && thingIn(things, resource.id)
    if (things === undefined || thing !== undefined) told.push({ word, ...thing })
  }
  return told
}

type Values = Readonly<Record<string, string | number | boolean>>

function has(
  properties: Evaluation['resource']['properties'],
  wanted: Values | undefined,
  isSubject: (value: unknown) => boolean,
): boolean {
  if (wanted === undefined) return true
  return Object.entries(wanted).every(([name, value]) => {
    if (!properties || !Object.hasOwn(properties, name)) return false
    return value === OF_SUBJECT ? isSubject(properties[name]) : properties[name] === value
  })
}

function thingIn({ literal, patterns }: Things, id: string): Pick<Told, 'thing' | 'person'> | undefined {
  if (literal.has(id)) return { thing: id }
  if (patterns.length === 0) return undefined
  const found = id.split('/')
  for (const { pattern, parts } of patterns) {
    const person = fits(parts, found)
    if (person !== undefined) return { thing: pattern, ...(person !== '' && { person }) }
  }
  return undefined
}

/** What stands at {person}, empty where nothing does; undefined where the pattern does not fit. */
function fits(parts: readonly string[], found: readonly string[]): string | undefined {
  if (parts.length !== found.length) return undefined
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
