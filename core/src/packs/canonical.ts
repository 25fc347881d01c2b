// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod'
import type { Pack } from './load.ts'
import { PackSchema } from './schema.ts'

/** JSON without undefined, dates or classes. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

/** The pack as plain JSON with its keys in code-unit order (as RFC 8785 orders them): the same pack, the same bytes. */
export function canonicalPack(pack: Pack): Json {
  return ordered(pack)
}

const SentenceShape = z.strictObject({
  text: z.string(),
  promises: z.array(z.string()),
  note: z.boolean(),
  form: z.enum(['paragraph', 'bullet']),
  block: z.number(),
})
const SectionShape = z.strictObject({
  heading: z.string(),
  level: z.number(),
  sentences: z.array(SentenceShape),
})
const policyShape = <Name extends 'ja' | 'en'>(language: Name) =>
  z.strictObject({ language: z.literal(language), sections: z.array(SectionShape) })
const PackShape = PackSchema.extend({
  policy: z.strictObject({ ja: policyShape('ja'), en: policyShape('en') }),
})

/** A pack read back from what `canonicalPack` gave; undefined when the value is not one. */
export function readCanonicalPack(value: unknown): Pack | undefined {
  const read = PackShape.safeParse(value)
  return read.success ? read.data : undefined
}

function ordered(value: unknown): Json {
  if (Array.isArray(value)) return value.map(ordered)
  if (typeof value !== 'object' || value === null) return value as Json
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined)
  return Object.fromEntries(
    entries.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => [key, ordered(inner)]),
  )
}
