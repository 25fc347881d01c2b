// SPDX-License-Identifier: Apache-2.0

/** What is said of a person; names are ids of the policy. */
export type Command =
  | {
      readonly type: 'give'
      readonly consent: string
      readonly version: string
      readonly language: 'ja' | 'en'
    }
  | { readonly type: 'withdraw'; readonly consent: string }
  | { readonly type: 'object' | 'lift-objection'; readonly purpose: string }
  | { readonly type: 'restrict' | 'lift-restriction'; readonly categories: readonly string[] }
  | { readonly type: 'suspend' | 'resume'; readonly what: 'use' | 'provide' }
  | {
      readonly type: 'describe'
      readonly jurisdictions?: readonly string[] | undefined
      /** null takes it away. */
      readonly born?: string | null | undefined
      readonly guardian?: boolean | undefined
      readonly subjects?: readonly string[] | undefined
    }
  | { readonly type: 'happened' | 'correct-event'; readonly event: string }
  | { readonly type: 'retention-over' | 'retention-runs'; readonly category: string }
  | {
      readonly type: 'agree-beyond'
      readonly purpose: string
      readonly category: string
      readonly words: string
    }
  | { readonly type: 'withdraw-beyond'; readonly purpose: string; readonly category: string }

/** The fact that each command becomes. */
export const FACTS = {
  give: 'consent.given',
  withdraw: 'consent.withdrawn',
  object: 'consent.objected',
  'lift-objection': 'consent.objection-lifted',
  restrict: 'consent.restricted',
  'lift-restriction': 'consent.restriction-lifted',
  suspend: 'consent.suspended',
  resume: 'consent.resumed',
  describe: 'consent.described',
  happened: 'consent.happened',
  'correct-event': 'consent.event-corrected',
  'retention-over': 'consent.retention-over',
  'retention-runs': 'consent.retention-runs',
  'agree-beyond': 'consent.beyond-agreed',
  'withdraw-beyond': 'consent.beyond-withdrawn',
} as const satisfies Record<Command['type'], string>
