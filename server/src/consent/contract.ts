// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod'

const id = z.string().min(1).max(60)

/** How a person told the organisation. */
export const personChannels = ['web', 'app', 'mail', 'phone', 'paper', 'in-person', 'post', 'import'] as const
/** One of {@link personChannels}. */
export type PersonChannel = (typeof personChannels)[number]

/** Who it is about: what the caller knows the person by. It goes into bodies only, never into an address. */
export const PersonIdentifierSchema = z
  .string()
  .trim()
  .min(1)
  .max(254)
  .describe('Mail address, customer number or other id that callers of the gate use for the person')

const said = {
  person: PersonIdentifierSchema,
  channel: z.enum(personChannels),
  evidence: z
    .string()
    .trim()
    .min(1)
    .max(2_000)
    .optional()
    .describe('What shows it: a message, a form, a call; sealed under the person’s key'),
  at: z.iso.datetime({ offset: true }).optional().describe('When it was said; now when left out'),
}

/** Consent given or withdrawn. */
export const ConsentSaidSchema = z
  .object({
    ...said,
    act: z.enum(['give', 'withdraw']),
    consent: id.describe('Of the policy'),
    version: z
      .string()
      .max(40)
      .optional()
      .describe('Version of the policy whose text was seen; the one in force when left out'),
    language: z.enum(['ja', 'en']).default('ja').describe('In which the text was seen'),
  })
  .meta({ id: 'ConsentSaid' })

/** An objection to a purpose, or its end. */
export const ObjectionSaidSchema = z
  .object({ ...said, act: z.enum(['object', 'lift']), purpose: id })
  .meta({ id: 'ObjectionSaid' })

/** The use of categories restricted, or let go on. */
export const RestrictionSaidSchema = z
  .object({
    ...said,
    act: z.enum(['restrict', 'lift']),
    categories: z.array(id).min(1).max(100).describe('Of the policy; `*` is all of them'),
  })
  .meta({ id: 'RestrictionSaid' })

/** Use or provision stopped at the person's demand, or resumed. */
export const SuspensionSaidSchema = z
  .object({ ...said, act: z.enum(['suspend', 'resume']), what: z.enum(['use', 'provide']) })
  .meta({ id: 'SuspensionSaid' })

/** What is known about a person; what is left out stays as it is. */
export const DescriptionSaidSchema = z
  .object({
    ...said,
    jurisdictions: z
      .array(z.string().regex(/^[A-Z]{2}$/))
      .max(10)
      .optional()
      .describe('Whose law protects the person: JP, or DE and EU'),
    born: z.iso.date().nullable().optional().describe('Day of birth; sealed. null takes it away'),
    guardian: z.boolean().optional().describe('That a statutory agent consented for a minor'),
    subjects: z.array(id).max(50).optional().describe('Kinds of person of the policy'),
  })
  .refine(
    ({ jurisdictions, born, guardian, subjects }) =>
      [jurisdictions, born, guardian, subjects].some((one) => one !== undefined),
    { message: 'Say at least one of jurisdictions, born, guardian, subjects.' },
  )
  .meta({ id: 'DescriptionSaid' })

/** An event of the policy that happened to the person, or was recorded by mistake. */
export const EventSaidSchema = z
  .object({ ...said, act: z.enum(['happened', 'corrected']), event: id })
  .meta({ id: 'EventSaid' })

/** That the retention of a category is over for the person, or runs again. */
export const RetentionSaidSchema = z
  .object({ ...said, act: z.enum(['over', 'runs']), category: id })
  .meta({ id: 'RetentionSaid' })

/** Agreement to a use beyond the purposes, with the words the person was shown, or its withdrawal. */
export const BeyondSaidSchema = z
  .object({
    ...said,
    act: z.enum(['agree', 'withdraw']),
    purpose: id,
    category: id,
    words: z.string().trim().min(1).max(4_000).optional().describe('As shown to the person; needed to agree'),
  })
  .refine(({ act, words }) => act === 'withdraw' || words !== undefined, {
    path: ['words'],
    message: 'Send the words that the person was shown.',
  })
  .meta({ id: 'BeyondSaid' })

/** What stands after a command. */
export const PersonStateSchema = z
  .object({
    jurisdictions: z.array(z.string()),
    born: z.iso.date().nullable(),
    guardian: z.boolean(),
    subjects: z.array(z.string()),
    consents: z.array(z.string()),
    objections: z.array(z.string()),
    happened: z.array(z.string()),
    restricted: z.array(z.string()),
    suspended: z.array(z.enum(['use', 'provide'])),
    over: z.array(z.string()),
    beyond: z.array(z.object({ purpose: z.string(), category: z.string() })),
  })
  .meta({ id: 'PersonState' })
/** Shape of {@link PersonStateSchema}. */
export type PersonState = z.infer<typeof PersonStateSchema>

/** What was recorded. */
export const PersonRecordedSchema = z
  .object({
    fact: z.uuid(),
    position: z.string().describe('Of the change; a gate that has read up to it knows it'),
    state: PersonStateSchema,
  })
  .meta({ id: 'PersonRecorded' })
/** Shape of {@link PersonRecordedSchema}. */
export type PersonRecorded = z.infer<typeof PersonRecordedSchema>

/** Body of a look-up. */
export const PersonLookupSchema = z.object({ person: PersonIdentifierSchema }).meta({ id: 'PersonLookup' })

/** One thing that happened to what is known of a person. */
export const PersonEventSchema = z.object({
  fact: z.uuid(),
  type: z.string(),
  at: z.iso.datetime(),
  by: z.string(),
  channel: z.string().nullable(),
  about: z
    .record(z.string(), z.unknown())
    .describe('What was said: ids of the policy, version, language, hash of the text'),
  evidence: z.string().nullable(),
  promises: z.array(z.string()),
})
/** Shape of {@link PersonEventSchema}. */
export type PersonEvent = z.infer<typeof PersonEventSchema>

/** What is known of a person, with its history, newest first. */
export const PersonKnownSchema = z
  .object({
    known: z.boolean().describe('Whether anything was ever recorded of the person, and not erased'),
    position: z.string().nullable(),
    state: PersonStateSchema,
    history: z.array(PersonEventSchema),
    more: z.boolean().describe('Whether there is older history'),
  })
  .meta({ id: 'PersonKnown' })
/** Shape of {@link PersonKnownSchema}. */
export type PersonKnown = z.infer<typeof PersonKnownSchema>

/** What may be said of people, by the policy in force. */
export const PersonChoicesSchema = z.object({
  version: z.string(),
  versions: z.array(z.string()),
  consents: z.array(
    z.object({
      id: z.string(),
      name: z.object({ ja: z.string(), en: z.string() }),
      text: z.object({ ja: z.string(), en: z.string() }),
      withdrawable: z.boolean(),
    }),
  ),
  purposes: z.array(z.object({ id: z.string(), name: z.object({ ja: z.string(), en: z.string() }) })),
  categories: z.array(z.object({ id: z.string(), name: z.object({ ja: z.string(), en: z.string() }) })),
  events: z.array(z.object({ id: z.string(), name: z.object({ ja: z.string(), en: z.string() }) })),
  subjects: z.array(z.object({ id: z.string(), name: z.object({ ja: z.string(), en: z.string() }) })),
})
/** Shape of {@link PersonChoicesSchema}. */
export type PersonChoices = z.infer<typeof PersonChoicesSchema>
