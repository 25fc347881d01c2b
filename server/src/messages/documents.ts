// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod'
import { languages } from '../kernel/index.ts'

const line = z.string().max(2_000)
const prose = z.string().max(20_000)
// What a data map or an operator wrote: too long is ugly, and no reason to hand over nothing.
const anyLength = z.string()

/** Who writes, and where they can be reached; every line is printed as it is, in the reader's language. */
export const OfficeSchema = z.object({
  name: line,
  postalAddress: z.array(line).default([]),
  department: line.optional().describe('Who answers, e.g. 個人情報相談窓口'),
  email: line.optional(),
  telephone: line.optional(),
  hours: line.optional(),
  url: line.optional(),
})

/** Shape of {@link OfficeSchema}. */
export type Office = z.infer<typeof OfficeSchema>

/** An organisation outside the house that hears complaints (authorised organisation, Act art. 53, or regulator). */
export const ComplaintBodySchema = z.object({ name: line, contact: line })

/** What is held about the person in one collection of one source, and what it is for. */
export const HeldCollectionSchema = z.object({
  source: line.describe('The system it was read from, in words'),
  title: anyLength.describe('The collection, in words'),
  categories: z.array(line).describe('Categories of the policy, in words'),
  purposes: z.array(line).default([]),
  fields: z.array(z.object({ name: z.string(), label: line.optional() })),
  rows: z.array(z.record(z.string(), z.unknown())).describe('Values by field name, as read'),
})

/** Shape of {@link HeldCollectionSchema}. */
export type HeldCollection = z.infer<typeof HeldCollectionSchema>

/** The readable document of everything that is held about one person. */
export const DisclosureSchema = z.object({
  language: z.enum(languages),
  organisation: OfficeSchema,
  request: z.object({ number: line, receivedOn: z.iso.date() }),
  issuedOn: z.iso.date(),
  collectedOn: z.iso.date().optional().describe('The day the sources were read, where it differs'),
  person: z.object({ name: line }),
  collections: z.array(HeldCollectionSchema),
  purposes: z
    .array(z.object({ purpose: prose, categories: z.array(line), basis: line.optional() }))
    .default([]),
  recipients: z
    .array(z.object({ recipient: line, items: prose, purpose: prose, time: line.optional() }))
    .default([]),
  removed: z.array(z.object({ where: anyLength, what: line, reason: anyLength })).default([]),
  files: z.array(z.object({ name: line, content: line })).default([]),
  complaintTo: z.array(ComplaintBodySchema).default([]),
})

/** Shape of {@link DisclosureSchema} as a caller gives it. */
export type Disclosure = z.input<typeof DisclosureSchema>

/** How a request ended (law.md 12b request_outcome, as far as this version carries it). */
export const letterResults = ['full', 'partial', 'refused', 'no-such-data'] as const

/** The letter of answer, to be printed and posted. */
export const LetterSchema = z.object({
  language: z.enum(languages),
  organisation: OfficeSchema,
  signatory: z.object({ title: line, name: line }).optional(),
  request: z.object({ number: line, receivedOn: z.iso.date() }),
  issuedOn: z.iso.date(),
  recipient: z.object({
    name: line,
    postalCode: line.optional().describe('150-0001, without the sign 〒'),
    address: z.array(line).default([]),
  }),
  result: z.enum(letterResults),
  ground: line.optional().describe('Ground of a refusal, in words, with its article'),
  explanation: prose.optional(),
  enclosed: z.array(line).default([]),
  fetch: z.object({ url: line, expiresOn: z.iso.date() }).optional(),
  complaintTo: z.array(ComplaintBodySchema).default([]),
})

/** Shape of {@link LetterSchema} as a caller gives it. */
export type Letter = z.input<typeof LetterSchema>

/** The documents this house can print, with what each is made of. */
export const documentSchemas = { disclosure: DisclosureSchema, letter: LetterSchema } as const

/** Name of a document: the first argument of `renderPdf`. */
export type DocumentName = keyof typeof documentSchemas

/** What the document `N` is made of, as a caller gives it. */
export type DocumentInput<N extends DocumentName> = z.input<(typeof documentSchemas)[N]>
