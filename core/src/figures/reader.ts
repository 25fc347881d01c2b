// SPDX-License-Identifier: Apache-2.0
import type { Quantity } from './figure.ts'
import type { NumberToken, Shape } from './shape.ts'

/** What a group of a pattern holds: the value of a number, or the text; undefined where the group is empty. */
export type Part = number | string | undefined

/** What a reader found: the quantity and where it stands. */
export type Reading = { quantity: Quantity; start: number; end: number; tokens: NumberToken[] }

/** Finds quantities of one form in a text. */
export type Reader = (shape: Shape) => Reading[]

/** A reader for a pattern over shapes; `read` gets its groups and gives what they say, or nothing. */
export function pattern(
  source: string,
  read: (parts: Part[], tokens: NumberToken[]) => readonly Quantity[],
): Reader {
  const expression = new RegExp(source, 'dgi')
  // Places of groups cost several times what it costs to see that there is nothing to find.
  const glance = new RegExp(source, 'i')
  return (shape) => {
    if (!glance.test(shape.text)) return []
    return [...shape.text.matchAll(expression)].flatMap((found) => {
      const tokens: NumberToken[] = []
      const parts = found.slice(1).map((text, index): Part => {
        const start = found.indices?.[index + 1]?.[0]
        if (text === undefined || start === undefined) return undefined
        const token = text.startsWith('\uE000') ? shape.at(start) : undefined
        if (token) tokens.push(token)
        return token?.value ?? text.toLowerCase()
      })
      const [start, end] = [found.index, found.index + found[0].length]
      return read(parts, tokens).map((quantity) => ({ quantity, start, end, tokens }))
    })
  }
}

/** A pattern for the words between the ends of a range. */
export const TO = '\\s{0,3}(?:[-–—―〜～~]|から|ないし|乃至|\\bto\\b|\\bthrough\\b|\\band\\b)\\s{0,3}'
