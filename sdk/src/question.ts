// SPDX-License-Identifier: Apache-2.0
// What is asked, as a program writes it. Told once more here: core's own types hang on schemas that are not shipped.

/** Who wants to act. Where `type` and `id` are registered as an actor, the registered roles count and no other. */
export interface Actor {
  /** `program` where it is left out. */
  readonly type?: string | undefined
  readonly id: string
  /** Roles of the policy. */
  readonly roles: readonly string[]
}

/** May this actor do this, to this data, for this purpose, towards this recipient? Ids are those of the policy. */
export interface Question {
  /** `collect`, `use`, `provide`, `transfer`, `entrust`, `share`, `take-out`, `copy`, `read` or `disclose`. */
  readonly act: string
  readonly actor: Actor
  /** A category of the policy, or a Fides data category such as `user.contact.email`. */
  readonly category: string
  readonly purpose: string
  /** A recipient of the policy or a registered receiver, for acts by which data goes out. */
  readonly recipient?: string | undefined
  /** Where the data goes, ISO 3166, where it is not where the receiver is registered. */
  readonly country?: string | undefined
  /** The ground that is claimed, what shows it, and the conditions of it that hold. */
  readonly ground?: string | undefined
  readonly document?: string | undefined
  readonly conditions?: readonly string[] | undefined
  /** For a processor: whose entrusted data it is. */
  readonly client?: string | undefined
  /** For `collect`: how the data comes in. */
  readonly channel?: string | undefined
  /** That what leaves identifies nobody. */
  readonly deidentified?: boolean | undefined
}
