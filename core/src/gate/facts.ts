// SPDX-License-Identifier: Apache-2.0

/** What is known of a person that the gate weighs; a person nobody knows anything of is {@link NOBODY}. */
export type Person = {
  /** Whose law protects the person (`JP`, or `DE` and `EU`); empty: that of each of the pack's jurisdictions. */
  readonly jurisdictions: readonly string[]
  /** YYYY-MM-DD. */
  readonly born?: string | undefined
  /** That a statutory agent consented for a minor. */
  readonly guardian: boolean
  /** Kinds of person of the pack; empty where it is not known. */
  readonly subjects: readonly string[]
  /** Consents of the pack that stand: given, and not withdrawn. */
  readonly consents: readonly string[]
  /** Purposes against which an objection or opt-out stands. */
  readonly objections: readonly string[]
  /** Events of the pack that have happened to the person, such as joining. */
  readonly happened: readonly string[]
  /** Categories whose use is restricted (GDPR Art. 18); `*` is all of them. */
  readonly restricted: readonly string[]
  /** What was stopped at the person's demand (APPI Art. 35). */
  readonly suspended: readonly ('use' | 'provide')[]
  /** Categories whose retention is over. */
  readonly over: readonly string[]
  /** Prior consents to a use beyond the purposes: this category, for this purpose. */
  readonly beyond: readonly { readonly purpose: string; readonly category: string }[]
}

/** A person without any fact: decided as somebody who consented to nothing. */
export const NOBODY: Person = {
  jurisdictions: [],
  guardian: false,
  subjects: [],
  consents: [],
  objections: [],
  happened: [],
  restricted: [],
  suspended: [],
  over: [],
  beyond: [],
}

/** A receiver registered under a class of recipients; days are the last on which it stands. */
export type Receiver = {
  readonly class: string
  /** The company of the pack's entities that it is, for joint use and within a group. */
  readonly entity?: string | undefined
  /** Without it the country of the entity. */
  readonly country?: string | undefined
  readonly contractUntil?: string | undefined
  readonly assessedUntil?: string | undefined
}

/** What a client agreed to in writing, last day included; what is left out is not limited by it. */
export type Approval = {
  readonly client: string
  readonly act?: string | undefined
  readonly purpose?: string | undefined
  readonly receiver?: string | undefined
  readonly until?: string | undefined
}

/** A client; where it demands that its data stays within countries, nothing of it goes elsewhere. */
export type Client = { readonly within?: readonly string[] | undefined }

/** A purpose that came with a new version: whether it relates to an earlier one, and since when people are told. */
export type NewPurpose = { readonly related: boolean; readonly told?: string | undefined }

/** How the organisation itself stands: what it registered, told, assessed, was allowed, and whom it cleared. */
export type Standing = {
  readonly receivers: Readonly<Record<string, Receiver>>
  /** The day on which each notice of the pack last went out. */
  readonly notices: Readonly<Record<string, string>>
  /** Purposes on legitimate interests whose balancing of interests is recorded. */
  readonly assessments: readonly string[]
  /** Grounds filed with the regulator, and receivers whose identity and purpose were checked. */
  readonly filed: readonly string[]
  readonly checked: readonly string[]
  readonly approvals: readonly Approval[]
  /** Restricted categories each actor is cleared for, by name. */
  readonly clearances: Readonly<Record<string, readonly string[]>>
  /**
   * Roles of every registered actor, by `type:id`; none where its days have not come or are over, or it was taken away.
   */
  readonly actors: Readonly<Record<string, readonly string[]>>
  /** The id of each actor that callers know by another name too: by type and keyed hash of that name, `user:` and 32 digits. */
  readonly also?: Readonly<Record<string, string>> | undefined
  /** Clients each actor is named for. */
  readonly assignments: Readonly<Record<string, readonly string[]>>
  readonly newPurposes: Readonly<Record<string, NewPurpose>>
  /** Clients by the id that callers use. */
  readonly clients: Readonly<Record<string, Client>>
  /** Receivers, or recipients of the policy, whose equivalent measures abroad are not assured any more (APPI Art. 28(3)). */
  readonly troubles: readonly string[]
}

/** An organisation that has registered nothing yet. */
export const NOTHING: Standing = {
  receivers: {},
  notices: {},
  assessments: [],
  filed: [],
  checked: [],
  approvals: [],
  clearances: {},
  actors: {},
  assignments: {},
  newPurposes: {},
  clients: {},
  troubles: [],
}
