// SPDX-License-Identifier: Apache-2.0
import { addressOf, type Collection, type Dataset, type Field } from '@yakusoku/core/datamap'

/** A collection of a map. */
export interface Placed {
  readonly dataset: Dataset
  readonly collection: Collection
}

/** From rows of one collection to rows of another: what stands in `from` there stands in `to` here. */
export interface Hop {
  readonly from: string
  readonly at: Placed
  readonly to: string
}

/** How the rows of a collection are known to be about somebody: over these hops to a field that names a person. */
export interface Way {
  readonly hops: readonly Hop[]
  readonly identity: { readonly field: string; readonly kind: string }
}

/** The ways from a collection to persons; `sure` unless they may lead to more people than the rows are about. */
export interface Ways {
  readonly ways: readonly Way[]
  readonly sure: boolean
}

const mostHops = 4

const isPlain = ({ fields, isArray }: Field) => fields.length === 0 && !isArray

/** The field that names the person of a row: a mail address before anything else. */
function identityOf({ fields }: Collection): Way['identity'] | undefined {
  const named = fields.flatMap((field) =>
    field.identity !== undefined && isPlain(field) ? [{ field: field.name, kind: field.identity }] : [],
  )
  return named.find(({ kind }) => kind === 'email') ?? named[0]
}

interface Link {
  readonly from: { readonly place: Placed; readonly field: Field }
  readonly to: { readonly place: Placed; readonly field: Field }
}

/** References as links from the row that names another to the row it names. */
function linksOf(datasets: readonly Dataset[]): Link[] {
  return datasets.flatMap((dataset) =>
    dataset.collections.flatMap((collection) =>
      collection.fields.flatMap((field) =>
        field.references.flatMap((reference) => {
          const end = endOf(datasets, reference)
          const here = { place: { dataset, collection }, field }
          if (end === undefined || !isPlain(field)) return []
          // A map may write a reference at either end; a key is what is named.
          return field.primaryKey && !end.field.primaryKey
            ? [{ from: end, to: here }]
            : [{ from: here, to: end }]
        }),
      ),
    ),
  )
}

function endOf(
  datasets: readonly Dataset[],
  { dataset: key, field: path }: { readonly dataset: string; readonly field: string },
): Link['to'] | undefined {
  const dataset = datasets.find((one) => one.key === key)
  for (const collection of dataset?.collections ?? []) {
    const field = collection.fields.find((one) => `${collection.name}.${one.name}` === path)
    if (dataset && field && isPlain(field)) return { place: { dataset, collection }, field }
  }
  return undefined
}

/**
 * Finds whom the rows of a collection are about. Rows that name others are followed first, as far as the nearest
 * persons; only where that leads to nobody, rows that name these are. A row that names several, or is named, may be
 * about some of those it leads to: that is not sure.
 */
export function waysToPeople(datasets: readonly Dataset[], start: Placed): Ways {
  const own = identityOf(start.collection)
  if (own !== undefined) return { ways: [{ hops: [], identity: own }], sure: true }
  const links = linksOf(datasets)
  const up = links.map(({ from, to }) => ({ from, to }))
  const outward = nearest(start, up)
  if (outward.length > 0) return { ways: outward, sure: outward.length === 1 }
  const down = links.map(({ from, to }) => ({ from: to, to: from }))
  return { ways: nearest(start, down), sure: false }
}

const addressed = ({ dataset, collection }: Placed) => addressOf(dataset.key, collection.name)

/** The ways to the nearest persons, no collection entered twice but by links of the same length. */
function nearest(start: Placed, links: readonly Link[]): Way[] {
  const seen = new Set([addressed(start)])
  let front: { at: Placed; hops: readonly Hop[] }[] = [{ at: start, hops: [] }]
  for (let length = 0; length < mostHops && front.length > 0; length += 1) {
    front = front.flatMap(({ at, hops }) =>
      links
        .filter(({ from, to }) => addressed(from.place) === addressed(at) && !seen.has(addressed(to.place)))
        .map(({ from, to }) => ({
          at: to.place,
          hops: [...hops, { from: from.field.name, at: to.place, to: to.field.name }],
        })),
    )
    for (const { at } of front) seen.add(addressed(at))
    const found = front.flatMap(({ at, hops }) => {
      const identity = identityOf(at.collection)
      return identity === undefined ? [] : [{ hops, identity }]
    })
    if (found.length > 0) return found
  }
  return []
}
