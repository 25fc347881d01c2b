// SPDX-License-Identifier: Apache-2.0
// What is answered. Told once more here: core's own types hang on schemas that are not shipped.

/** A sentence in both languages. */
export interface Local {
  readonly ja: string
  readonly en: string
}

/** What comes with a permit: it holds only together with these. */
export type Obligation =
  /** A record of provision or receipt is required by law: {@link Gate.ask} has the server write it. */
  | {
      readonly kind: 'record'
      readonly of: 'provision' | 'receipt'
      readonly article?: string | undefined
      readonly grounds: readonly string[]
    }
  /** Nothing but these Fides categories may be released. */
  | { readonly kind: 'only-fields'; readonly fields: readonly string[] }
  /** Values are shown masked. */
  | { readonly kind: 'mask'; readonly category: string }
  /** The result must identify nobody. */
  | { readonly kind: 'deidentify' }
  /** The use is reviewed afterwards: {@link Gate.ask} has the server open the duty. */
  | { readonly kind: 'review'; readonly duty: string }
  /** The taking out is logged: {@link Gate.ask} has the server do it. */
  | { readonly kind: 'log'; readonly act: 'take-out' }

/** What stands in the way. */
export interface Obstacle {
  readonly reason: string
  readonly by: readonly string[]
  readonly article?: string | undefined
  readonly words: Readonly<Record<string, string | Local>>
  readonly lift?: string | undefined
  readonly claimed?: boolean | undefined
}

/** One check, what it found in the way, and what of that the claimed ground did not lift. */
export interface Step {
  readonly check: string
  readonly obstacles: readonly Obstacle[]
  readonly standing: readonly Obstacle[]
}

/** The answer to one question. */
export interface Decision {
  /** `gap`: something is not declared; it denies as `deny` does. */
  readonly answer: 'permit' | 'deny' | 'gap'
  readonly reason: string
  /** What decided, `kind:id`, the nearest first. */
  readonly by: readonly string[]
  /** The promises that these keep. */
  readonly promises: readonly string[]
  readonly article?: string | undefined
  readonly obligations: readonly Obligation[]
  readonly says: Local
  /** What would make it a yes; absent from a permit. */
  readonly remedy?: Local | undefined
  /** Every check with what it found; empty where the server decided, or a gap ended it before. */
  readonly steps: readonly Step[]
}

/** A decision, with the id of the record of provision or receipt that was written for it. */
export interface Answer extends Decision {
  readonly record?: string | undefined
}

/** Whether a permit holds only once the server has written something. */
export const mustBeWritten = ({ obligations }: Decision): boolean =>
  obligations.some(({ kind }) => kind === 'record' || kind === 'review' || kind === 'log')
