// SPDX-License-Identifier: Apache-2.0
import type { Kind, Local } from '@yakusoku/core/packs'
import type { ElementChange } from './change.ts'

/** Something to be done because of a change: why, by which article, about what (`kind:id`) and which kinds of data. */
export type Act = {
  reason: Local
  article?: string
  what: readonly string[]
  categories: readonly string[]
  /** When it need not be done after all; a person decides. */
  unless?: Local
}

/** The changes of one kind of element. */
export const withKind = (changes: readonly ElementChange[], kind: Kind): ElementChange[] =>
  changes.filter((change) => change.kind === kind)
