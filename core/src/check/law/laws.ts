// SPDX-License-Identifier: Apache-2.0
import {
  inForceOn,
  SECTIONS,
  type DataPath,
  type ElementOf,
  type Kind,
  type PackData,
} from '@yakusoku/core/packs'
import type { CheckContext, Found, Hit } from '../rule.ts'

/** An element of an extended law that is in force, with the law it stands in. */
export type Lawful<K extends Kind> = { law: PackData; element: ElementOf<K> }

/** The elements of a kind in all extended laws, as they stand on the day of the check. */
export const lawful = <K extends Kind>(context: CheckContext, kind: K): Lawful<K>[] =>
  context.laws.flatMap((law) =>
    (law[SECTIONS[kind]] as ElementOf<K>[])
      .filter((element) => inForceOn(element, context.asOf))
      .map((element) => ({ law, element })),
  )

/** The pack's own elements of a kind that are in force on the day: what ended, or is still to come, fulfils no law. */
export const ownInForce = <K extends Kind>(context: CheckContext, kind: K): Found<K>[] =>
  context.all(kind).filter(({ element }) => inForceOn(element, context.asOf))

/** The element of a law by id, in that law itself. */
export const within = <K extends Kind>(law: PackData, kind: K, id: string): ElementOf<K> | undefined =>
  (law[SECTIONS[kind]] as ElementOf<K>[]).find((element) => element.id === id)

/** True when an element of the pack carries out one of a law: it names it under `meets`, or has its id. */
export const carriesOut = (own: { id: string; meets: readonly string[] }, lawful: { id: string }): boolean =>
  own.id === lawful.id || own.meets.includes(lawful.id)

/** True when something limited to some jurisdictions has to do with a law. */
export const concerns = (
  jurisdictions: readonly string[],
  { jurisdictions: home, applies }: PackData,
): boolean =>
  jurisdictions.length === 0 ||
  jurisdictions.some((one) => home.includes(one) || (applies?.jurisdictions.includes(one) ?? false))

/** The article of a law's element, for a person. */
export const articleOf = ({
  law,
  element,
}: {
  law: PackData
  element: { source?: { article: string } | undefined }
}) => element.source?.article ?? law.id

/** A hit for breaking a law; only a warning where nobody has confirmed that rule in its source yet. */
export const breach = (
  context: CheckContext,
  path: DataPath,
  found: { law: PackData; element: { source?: { article: string; confirmed: boolean } | undefined } },
  words: Hit['words'] = {},
): Hit => ({
  at: context.at(path),
  words: { article: articleOf(found), ...words },
  ...(found.element.source?.confirmed === false ? { severity: 'warning' as const } : {}),
})

/** How the categories of an element are marked, each mark once. */
export const handlingOf = (context: CheckContext, categories: readonly string[]) => [
  ...new Set(categories.flatMap((id) => context.find('category', id)?.element.handling ?? [])),
]

/** The words a hit needs of an element of the pack. */
export const named = ({ element }: { element: Found<Kind>['element'] }) => ({
  id: element.id,
  name: element.name,
})
