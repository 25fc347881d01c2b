// SPDX-License-Identifier: Apache-2.0
import type { Answer, Decision } from './decision.ts'
import type { Question } from './question.ts'
import type { GateError } from './refusal.ts'

/** What happens to a gate, for logs; nothing in it is about a person. */
export type GateEvent =
  /** It knows everything and decides. */
  | { readonly kind: 'ready'; readonly persons: number; readonly version: string; readonly position: string }
  /** It has not known the latest state for longer than it may, and decides nothing. */
  | { readonly kind: 'behind'; readonly milliseconds: number }
  /** Everything is fetched anew, and why. */
  | { readonly kind: 'refetched'; readonly why: string }
  /** The connection was lost and is made again. */
  | { readonly kind: 'reconnecting'; readonly why: string }
  /** It has ended: nothing but a new `follow` helps. */
  | { readonly kind: 'stopped'; readonly error: GateError }
  /** Counted uses could not be sent and are kept, or there were too many to keep. */
  | { readonly kind: 'uses-not-sent'; readonly why: string; readonly lost: number }

/** What `follow` is told. */
export interface FollowOptions {
  /** Where the server is: `https://yakusoku.example`. */
  readonly url: string
  readonly organisation: string
  /** An API token with the scope `gate:follow`, and `gate:ask` where {@link Gate.ask} is used for what is recorded. */
  readonly token: string
  /** Milliseconds without knowing the latest state after which nothing is decided; 5,000 where it is left out. */
  readonly limit?: number | undefined
  /** `false` where no connection can be held open: the program then calls {@link Gate.catchUp} itself. */
  readonly stream?: boolean | undefined
  /** Milliseconds that `follow` waits for the first complete state; 30,000 where it is left out. */
  readonly patience?: number | undefined
  readonly onEvent?: ((event: GateEvent) => void) | undefined
  /** In the place of the global `fetch`. */
  readonly fetch?: typeof globalThis.fetch | undefined
}

/** How one question is asked. */
export interface Asking {
  /** Asked only to know: not counted, and nothing is recorded. */
  readonly dryRun?: boolean | undefined
  /** For {@link Gate.ask} of a take-out: what its log holds, as `context.take_out` over HTTP. */
  readonly takeOut?: object | undefined
}

/**
 * A gate in this process: the same answers as the server's. A person is named by the identifier under which what they
 * said was recorded, or by `key:` and 32 digits; without one the answer is for nobody in particular.
 */
export interface Gate {
  /** Decides at once. Throws {@link GateError} `gate.behind` where the latest state is not known: take it as a denial. */
  readonly decide: (question: Question, person?: string, asking?: Asking) => Decision
  /** A question prepared once, to be asked for many people. */
  readonly prepare: (question: Question, asking?: Asking) => (person?: string) => Decision
  /** Decides at once, except what has to be written down: that the server decides, and tells only once it is recorded. */
  readonly ask: (question: Question, person?: string, asking?: Asking) => Promise<Answer>
  /** Fetches what has changed; for functions that hold no connection. */
  readonly catchUp: () => Promise<void>
  /** Milliseconds since everything was known for sure. */
  readonly lag: () => number
  /** The name under which the gate knows a person, `key:` and 32 digits. */
  readonly keyOf: (identifier: string) => string
  /** The last change that it knows, decimal. */
  readonly position: string
  /** Version of the policy it decides by. */
  readonly version: string
  /** The organisation's day, as the server told it. */
  readonly day: string
  /** Ends the connection and sends what was counted. */
  readonly close: () => Promise<void>
}
