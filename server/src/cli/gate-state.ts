// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs'
import { NOTHING, type Person, type Standing } from '@yakusoku/core/gate'
import { z } from 'zod'
import type { Sentence } from './terminal.ts'

const day = z.iso.date()
const ids = z.array(z.string())

const PersonSchema = z.strictObject({
  jurisdictions: ids.default([]),
  born: day.optional(),
  guardian: z.boolean().default(false),
  subjects: ids.default([]),
  consents: ids.default([]),
  objections: ids.default([]),
  happened: ids.default([]),
  restricted: ids.default([]),
  suspended: z.array(z.enum(['use', 'provide'])).default([]),
  over: ids.default([]),
  beyond: z.array(z.strictObject({ purpose: z.string(), category: z.string() })).default([]),
}) satisfies z.ZodType<Person>

const StandingSchema = z.strictObject({
  receivers: z
    .record(
      z.string(),
      z.strictObject({
        class: z.string(),
        entity: z.string().optional(),
        country: z.string().optional(),
        contractUntil: day.optional(),
        assessedUntil: day.optional(),
      }),
    )
    .default({}),
  notices: z.record(z.string(), day).default({}),
  assessments: ids.default([]),
  filed: ids.default([]),
  checked: ids.default([]),
  approvals: z
    .array(
      z.strictObject({
        client: z.string(),
        act: z.string().optional(),
        purpose: z.string().optional(),
        receiver: z.string().optional(),
        until: day.optional(),
      }),
    )
    .default([]),
  clearances: z.record(z.string(), ids).default({}),
  assignments: z.record(z.string(), ids).default({}),
  newPurposes: z
    .record(z.string(), z.strictObject({ related: z.boolean(), told: day.optional() }))
    .default({}),
}) satisfies z.ZodType<Standing>

/** What a state file says: how the organisation stands, and what is known of people by the ids the questions use. */
export const StateSchema = z.strictObject({
  standing: StandingSchema.prefault({}),
  persons: z.record(z.string(), PersonSchema).default({}),
})

/** What is weighed beside the pack. */
export interface GateState {
  readonly standing: Standing
  readonly persons: readonly (readonly [string, Person])[]
}

/** Nothing but the pack. */
export const NO_STATE: GateState = { standing: NOTHING, persons: [] }

/** Reads a state file, or says where and what is wrong with it. */
export function readState(path: string): GateState | { readonly wrong: Sentence } {
  let json: unknown
  try {
    json = JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return {
      wrong: {
        en: `${path}: it cannot be read as JSON (${why}). Write {"standing": {…}, "persons": {"ID": {…}}}.`,
        ja: `${path}: JSON として読めません（${why}）。{"standing": {…}, "persons": {"ID": {…}}} の形で書いてください。`,
      },
    }
  }
  const parsed = StateSchema.safeParse(json)
  if (!parsed.success) {
    const faults = parsed.error.issues
      .slice(0, 5)
      .map(({ path: at, message }) => `${at.join('.') || '.'}: ${message}`)
      .join('; ')
    return {
      wrong: {
        en: `${path}: ${faults}. The guide’s chapter on the gate shows every part of the file.`,
        ja: `${path}: ${faults}。書き方は手引の「ゲート」の章にあります。`,
      },
    }
  }
  const { standing, persons } = parsed.data
  return { standing, persons: Object.entries(persons) }
}
