// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs'
import { StateFileSchema, type Vocabulary } from '@yakusoku/core/authzen'
import { NOTHING, type Person, type Standing } from '@yakusoku/core/gate'
import type { Sentence } from './terminal.ts'

/** What is weighed beside the pack. */
export interface GateState {
  readonly standing: Standing
  readonly persons: readonly (readonly [string, Person])[]
  /** What the words of the questions mean. */
  readonly words: Vocabulary
}

/** Nothing but the pack. */
export const NO_STATE: GateState = { standing: NOTHING, persons: [], words: {} }

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
  const parsed = StateFileSchema.safeParse(json)
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
  const { standing, persons, words } = parsed.data
  return { standing, persons: Object.entries(persons), words }
}
