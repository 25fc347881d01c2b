// SPDX-License-Identifier: Apache-2.0
import type { ElementOf } from '@yakusoku/core/packs'

/** What somebody may want to do with personal data. */
export const ACTS = [
  'collect',
  'use',
  'provide',
  'transfer',
  'entrust',
  'share',
  'take-out',
  'copy',
  'read',
  'disclose',
] as const

/** One of {@link ACTS}. */
export type Act = (typeof ACTS)[number]

/** Acts by which data reaches somebody else than the organisation and the person. */
export const OUTWARD: readonly Act[] = ['provide', 'transfer', 'entrust', 'share']

/** A condition that a ground asks for, stated by whoever asks: `consent-difficult`. */
export type Condition = ElementOf<'ground'>['conditions'][number]

/**
 * Who wants to act: an id that clearances and assignments are given to, and roles of the pack. With the type under which
 * the id is registered as an actor, the registered roles count instead.
 */
export type Actor = {
  readonly type?: string | undefined
  readonly id?: string | undefined
  readonly roles: readonly string[]
}

/**
 * One question to the gate: may this actor do this, to this data, of this person, for this purpose, towards this
 * recipient? Ids are those of the pack; who the person is, is not in it: facts about the person are weighed beside it.
 */
export type Question = {
  readonly act: string
  readonly actor: Actor
  /** A category of the pack, or a Fides data category (`user.contact.email`). */
  readonly category: string
  readonly purpose: string
  /** A class of recipients of the pack, or a receiver registered under one; for {@link OUTWARD} acts only. */
  readonly recipient?: string | undefined
  /** Where the data goes, ISO 3166, beside where the receiver is registered; without both, the pack's one country. */
  readonly country?: string | undefined
  /** The ground that is claimed, of the pack, with the document that shows it and the conditions that are stated. */
  readonly ground?: string | undefined
  readonly document?: string | undefined
  readonly conditions?: readonly string[] | undefined
  /** The client whose data it is: for a processor always, otherwise where one is registered. */
  readonly client?: string | undefined
  /** How the data comes in, of the pack; for `collect`. */
  readonly channel?: string | undefined
  /** Whether what leaves identifies nobody any more. */
  readonly deidentified?: boolean | undefined
}
