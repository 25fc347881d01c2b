// SPDX-License-Identifier: Apache-2.0
import type {
  DataPath,
  ElementOf,
  FoundReference,
  Kind,
  Local,
  Language,
  PackData,
  Place,
  PlacedSentence,
} from '@yakusoku/core/packs'

/** How much a finding matters: an error fails the check, a warning fails it where asked, a note only tells. */
export type Severity = 'error' | 'warning' | 'note'

/** One place where a rule is broken; `words` fill the `{…}` of the rule's message and suggestion. */
export type Hit = {
  at: Place
  words?: Record<string, string | Local>
  /** Where it weighs differently from the rule's own severity, such as a law that nobody has confirmed yet. */
  severity?: Severity
}

/** A file of the sample pack. */
type SampleFile = 'pack.yaml' | 'policy.ja.md' | 'policy.en.md'

/** One change of the sample pack. */
type SampleChange = { file?: SampleFile; replace: string; with: string }

/**
 * A good and a bad sample of a rule: in the sample pack (`sample-pack.ts`) the text `replace` of `file` becomes `good`
 * or `bad`, after the changes in `also` that both need. `‸` stands where the finding must be. The tests run samples, the
 * documentation shows them.
 */
export type Sample = {
  file?: SampleFile
  replace: string
  good: string
  bad: string
  also?: readonly SampleChange[]
  /** Changes that only the bad form needs. */
  badToo?: readonly SampleChange[]
  /** `pack.yaml` of the law and standard packs that the sample extends. */
  laws?: readonly string[]
  asOf?: string
}

/** A rule with meaning: what it is called, why it matters, what is told, how it is found, and its samples. */
export type Rule = {
  /** `area/name`. */
  id: string
  severity: Severity
  /** What is wrong, in a few words. */
  title: Local
  /** Why it matters, in a sentence or two. */
  why: Local
  message: Local
  suggestion: Local
  /** True where law and standard packs are asked too; a rule is about organisations otherwise. */
  lawsToo?: boolean
  find: (context: CheckContext) => readonly Hit[]
  sample: Sample
}

/** An element with the path at which it stands in `pack.yaml`. */
export type Found<K extends Kind> = { element: ElementOf<K>; path: DataPath }

/** A sentence of the policy with its language and the heading it stands under. */
export type FoundSentence = PlacedSentence & { language: Language; heading: string; file: string }

/** A promise of the pack, where it stands, what keeps it and its sentence in each language, where it has one. */
export type FoundPromise = {
  id: string
  mode: PackData['promises'][number]['mode']
  keptBy: readonly { kind: string; id: string }[]
  path: DataPath
  sentence: Partial<Record<Language, FoundSentence>>
}

/** All a rule may look at. Everything is there once: look-ups cost no walk through the pack. */
export type CheckContext = {
  /** The pack as its files say it. */
  data: PackData
  /** The law and standard packs it extends, directly or through others, whole: filter by `asOf` yourself. */
  laws: readonly PackData[]
  /** Every law and standard pack there is, in the version in force on `asOf`, extended or not. */
  known: readonly PackData[]
  /** The day for which the check is made, YYYY-MM-DD. */
  asOf: string
  /** The place of a part of `pack.yaml`, or of the nearest enclosing part: `at(['retention', 3, 'rule'])`. */
  at: (path: DataPath) => Place
  /** Every element of a kind, in the order of the file. */
  all: <K extends Kind>(kind: K) => readonly Found<K>[]
  /** The element of a kind with an id. */
  find: <K extends Kind>(kind: K, id: string) => Found<K> | undefined
  /** The references that name an element or a `system:`, promises' `keptBy` included. */
  usesOf: (kind: string, id: string) => readonly FoundReference[]
  /** Every sentence of both texts, Japanese first. */
  sentences: readonly FoundSentence[]
  /** Every promise, in the order of the file. */
  promises: readonly FoundPromise[]
}
