// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod'
import { parseRetention } from './retention.ts'

/** The two languages every pack is written in. */
export type Language = 'ja' | 'en'

/** A text a person reads, in both languages. */
export type Local = { ja: string; en: string }

const formed = (form: FormName, pattern: RegExp) => z.string().regex(pattern, form)

/** Names of the written forms a plain string in a pack may have to follow; `forms.ts` explains each to a person. */
export type FormName =
  | 'id'
  | 'pack-id'
  | 'promise-id'
  | 'reference'
  | 'version'
  | 'period'
  | 'day'
  | 'fides-key'
  | 'country'
  | 'mail'
  | 'text'
  | 'retention'

const ID = '[a-z][a-z0-9]*(?:-[a-z0-9]+)*'

/** The id of an element: kebab-case. */
export const Id = formed('id', new RegExp(`^${ID}$`))
/** The id of a pack, with its folder where it stands in one: `cleaning`, `law/appi`. */
export const PackId = formed('pack-id', new RegExp(`^(?:${ID}/)?${ID}$`))
/** The id of a promise: the organisation's letters and its place in the text. */
export const PromiseId = formed('promise-id', /^[A-Z]{2,6}-\d+(?:\.\d+)*$/)
/** Three numbers, as semantic versions have. */
export const Version = formed('version', /^\d+\.\d+\.\d+$/)
/** An ISO 8601 duration of whole days or longer. */
export const Period = formed('period', /^P(?=\d)(?:\d{1,5}Y)?(?:\d{1,5}M)?(?:\d{1,5}W)?(?:\d{1,5}D)?$/)
/** A date as YYYY-MM-DD; that it exists is checked when loading. */
export const Day = formed('day', /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/)
/** A key of the Fides taxonomy of data categories. */
export const FidesKey = formed('fides-key', /^[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*$/)
/** ISO 3166-1 alpha-2. */
export const Country = formed('country', /^[A-Z]{2}$/)
/** A mail address. */
export const Mail = formed('mail', /^[^\s@]+@[^\s@]+\.[^\s@]+$/)
/** A text that is not empty. */
export const Text = formed('text', /\S/)
/** A text in both languages. */
export const LocalText = z.strictObject({ ja: Text, en: Text }).meta({ id: 'local' })

/** An id of an element of the section named; the JSON Schema carries the section so that one walk finds every reference. */
export const ref = (kind: string) => Id.meta({ 'x-ref': kind })

/** A list of ids of one section, empty when left out. */
export const refs = (kind: string) => z.array(ref(kind)).default([])

/** `kind:id`, an element of any section or `system:` and one thing the software itself keeps. */
export const Reference = formed('reference', new RegExp(`^${ID}:${ID}$`)).meta({ 'x-ref': 'any' })

/** A retention rule as `parseRetention` reads it. */
export const RetentionText = z
  .string()
  .refine((text) => parseRetention(text).ok, { error: 'retention' })
  .describe('P7Y after completion | relationship + P7Y | longer of P3Y and relationship | P1Y unless held')
