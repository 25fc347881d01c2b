// SPDX-License-Identifier: Apache-2.0
import { addressOf, allFields } from './datamap.ts'
import type { Collection, Dataset, MapProblem, Named, Place, Reference } from './datamap.ts'
import { nearest } from './nearest.ts'

/** A collection as a node of the graph. */
export interface GraphNode {
  readonly address: string
  readonly dataset: Dataset
  readonly collection: Collection
  /** Addresses that must be read before this one, from `after` of the collection and of its dataset. */
  readonly after: ReadonlySet<string>
}

/** One end of a link: a collection and a field in it, as the dotted path people write and name by name. */
export interface End {
  readonly address: string
  readonly path: string
  readonly names: readonly string[]
}

/** A link between two fields; when it has no direction, whichever end is read first feeds the other. */
export interface Link {
  readonly from: End
  readonly to: End
  readonly directed: boolean
}

/** All collections of all maps with their links; who the person is plays no part yet. */
export interface Graph {
  readonly nodes: ReadonlyMap<string, GraphNode>
  readonly links: readonly Link[]
  /** Where each identity kind may start: kind to fields. */
  readonly seeds: ReadonlyMap<string, readonly End[]>
  readonly skipped: readonly string[]
}

interface Work {
  readonly datasets: readonly Dataset[]
  /** Addresses of all collections by how an `after` may write them: `KEY.COLLECTION` and `KEY:COLLECTION`. */
  readonly named: ReadonlyMap<string, string>
  readonly nodes: Map<string, GraphNode>
  readonly skipped: Set<string>
  readonly problems: MapProblem[]
}

const problem = (
  work: Work,
  severity: 'error' | 'warning',
  code: string,
  at: Place,
  en: string,
  ja: string,
) => work.problems.push({ severity, code, at, en, ja })

const hint = (name: string, known: Iterable<string>): { en: string; ja: string } => {
  const near = nearest(name, known)
  return near ? { en: ` Did you mean "${near}"?`, ja: `「${near}」ではありませんか。` } : { en: '', ja: '' }
}

interface Written {
  readonly dataset: string
  readonly field: string
  readonly at: Place
}

/** Notes a name that nothing declares, with the name that was probably meant. */
const unknown = (
  work: Work,
  what: 'dataset' | 'collection' | 'field',
  at: Place,
  name: string,
  known: readonly string[],
  told: { en: string; ja: string },
): undefined => {
  const near = hint(name, known)
  problem(work, 'error', `unknown-${what}`, at, told.en + near.en, told.ja + near.ja)
}

const findTarget = (work: Work, reference: Written): End | undefined => {
  const { field, at } = reference
  const dataset = work.datasets.find((d) => d.key === reference.dataset)
  if (!dataset) {
    const keys = work.datasets.map((d) => d.key)
    return unknown(work, 'dataset', at, reference.dataset, keys, {
      en: `The reference names the dataset "${reference.dataset}", which no given map declares. Correct it or give its map too.`,
      ja: `参照先のデータセット「${reference.dataset}」はどのマップにもありません。直すか、そのマップも指定してください。`,
    })
  }
  // A collection's name may hold dots itself (schema.table), so the longest name that fits wins.
  const fitting = dataset.collections
    .filter((c) => field.startsWith(`${c.name}.`))
    .toSorted((a, b) => b.name.length - a.name.length)
  for (const { name, fields } of fitting) {
    const path = field.slice(name.length + 1)
    const found = allFields(fields).find((f) => f.path.join('.') === path)
    if (found) return { address: addressOf(dataset.key, name), path, names: found.path }
  }
  const [collection] = fitting
  if (!collection) {
    const [wanted = ''] = field.split('.')
    const names = dataset.collections.map((c) => c.name)
    return unknown(work, 'collection', at, wanted, names, {
      en: `The reference names "${field}", but the dataset "${dataset.key}" declares no collection "${wanted}".`,
      ja: `参照「${field}」のコレクション「${wanted}」はデータセット「${dataset.key}」にありません。`,
    })
  }
  const path = field.slice(collection.name.length + 1)
  const known = allFields(collection.fields).map((f) => f.path.join('.'))
  return unknown(work, 'field', at, path, known, {
    en: `The reference names "${field}", but the collection "${collection.name}" declares no field "${path}".`,
    ja: `参照「${field}」のフィールド「${path}」はコレクション「${collection.name}」にありません。`,
  })
}

/** A link within one collection goes on from row to row; one from a field to itself says nothing. */
const checkSelf = (work: Work, here: End, there: End, { at }: Reference): boolean => {
  const name = `${here.address}.${here.path}`
  if (here.path === there.path)
    problem(
      work,
      'error',
      'self-reference',
      at,
      `"${name}" refers to itself. Name the field its values are looked up in, or remove the reference.`,
      `「${name}」が自分自身を参照しています。値を探す先のフィールドを書くか、参照を削除してください。`,
    )
  else
    problem(
      work,
      'warning',
      'self-reference',
      at,
      `"${name}" refers to its own collection and is followed from row to row. Remove it if those rows are other people's.`,
      `「${name}」は自分のコレクションを参照しているため、行から行へたどります。別の人の行に進む場合は削除してください。`,
    )
  return here.path !== there.path
}

const linksOf = (work: Work): Link[] => {
  const links = new Map<string, Link>()
  for (const { address, collection } of work.nodes.values())
    for (const field of allFields(collection.fields))
      for (const reference of field.references) {
        const there = findTarget(work, reference)
        if (!there || work.skipped.has(there.address)) continue
        const here = { address, path: field.path.join('.'), names: field.path }
        if (there.address === address && !checkSelf(work, here, there, reference)) continue
        const [from, to] = reference.direction === 'from' ? [there, here] : [here, there]
        const ends = [`${from.address}:${from.path}`, `${to.address}:${to.path}`]
        // Both ends of a link within one collection are read at once: it is walked as it is written.
        const directed = reference.direction !== undefined || from.address === to.address
        const key = directed ? ends.join('>') : ends.toSorted().join('=')
        if (!links.has(key)) links.set(key, { from, to, directed })
      }
  return [...links.values()]
}

const seedsOf = (nodes: Iterable<GraphNode>): Map<string, End[]> => {
  const seeds = new Map<string, End[]>()
  for (const { address, collection } of nodes)
    for (const field of allFields(collection.fields)) {
      if (field.identity === undefined) continue
      const ends = seeds.get(field.identity) ?? []
      seeds.set(field.identity, [...ends, { address, path: field.path.join('.'), names: field.path }])
    }
  return seeds
}

const namesOf = (datasets: readonly Dataset[]): Map<string, string> =>
  new Map(
    datasets
      .flatMap((d) => d.collections.map((c) => [d.key, c.name] as const))
      .flatMap(([key, name]) => {
        const address = addressOf(key, name)
        return [[`${key}.${name}`, address] as const, [address, address] as const]
      })
      // Of two that are written alike the first is meant.
      .toReversed(),
  )

const afterOf = (work: Work, dataset: Dataset, collection: Collection): Set<string> => {
  const after = new Set<string>()
  const unknown = (named: Named, what: string, ja: string, known: string[]) => {
    const near = hint(named.name, known)
    problem(
      work,
      'warning',
      'unknown-after',
      named.at,
      `"after" names the ${what} "${named.name}", which no given map declares; it is ignored.${near.en}`,
      `「after」の${ja}「${named.name}」はどのマップにもないため無視します。${near.ja}`,
    )
  }
  for (const named of collection.after) {
    const found = work.named.get(named.name)
    if (found === undefined) unknown(named, 'collection', 'コレクション', [...work.named.keys()])
    else after.add(found)
  }
  for (const named of dataset.after) {
    const found = work.datasets.find((d) => d.key === named.name)
    for (const c of found?.collections ?? []) after.add(addressOf(named.name, c.name))
    if (!found && collection === dataset.collections[0])
      unknown(
        named,
        'dataset',
        'データセット',
        work.datasets.map((d) => d.key),
      )
  }
  return after
}

const checkGroups = (work: Work, collection: Collection): void => {
  const known = allFields(collection.fields).map((f) => f.path.join('.'))
  for (const named of collection.groupedInputs) {
    if (known.includes(named.name)) continue
    const near = hint(named.name, known)
    problem(
      work,
      'error',
      'unknown-field',
      named.at,
      `"grouped_inputs" names the field "${named.name}", which "${collection.name}" does not declare.${near.en}`,
      `「grouped_inputs」のフィールド「${named.name}」は「${collection.name}」にありません。${near.ja}`,
    )
  }
}

const findAfterCycle = (nodes: ReadonlyMap<string, GraphNode>): string[] | undefined => {
  const done = new Set<string>()
  const waits = (address: string): string[] => [...(nodes.get(address)?.after ?? [])]
  for (const start of nodes.keys()) {
    // An explicit trail: some thousand collections, each after the one before, must not overflow the call stack.
    const trail = done.has(start) ? [] : [{ address: start, rest: waits(start) }]
    const onTrail = new Set(trail.map(({ address }) => address))
    for (let last = trail.at(-1); last; last = trail.at(-1)) {
      const next = last.rest.shift()
      if (next === undefined) {
        done.add(last.address)
        onTrail.delete(last.address)
        trail.pop()
      } else if (onTrail.has(next)) {
        const names = trail.map(({ address }) => address)
        return [...names.slice(names.indexOf(next)), next]
      } else if (!done.has(next)) {
        onTrail.add(next)
        trail.push({ address: next, rest: waits(next) })
      }
    }
  }
  return undefined
}

/** Links the collections of all maps; unknown names and circles of `after` are problems. */
export const buildGraph = (datasets: readonly Dataset[]): { graph: Graph; problems: MapProblem[] } => {
  const work: Work = {
    datasets,
    named: namesOf(datasets),
    nodes: new Map(),
    skipped: new Set(),
    problems: [],
  }
  for (const dataset of datasets)
    for (const collection of dataset.collections) {
      const address = addressOf(dataset.key, collection.name)
      if (collection.skipProcessing) {
        work.skipped.add(address)
        continue
      }
      checkGroups(work, collection)
      work.nodes.set(address, { address, dataset, collection, after: afterOf(work, dataset, collection) })
    }
  const links = linksOf(work)
  const cycle = findAfterCycle(work.nodes)
  const first = cycle && work.nodes.get(cycle[0] ?? '')
  if (cycle && first)
    problem(
      work,
      'error',
      'after-cycle',
      first.collection.after[0]?.at ?? first.dataset.after[0]?.at ?? first.collection.at,
      `These collections wait for each other by "after": ${cycle.join(' → ')}. Remove one of the waits.`,
      `「after」で互いを待っています: ${cycle.join(' → ')}。どれかを外してください。`,
    )
  const graph = { nodes: work.nodes, links, seeds: seedsOf(work.nodes.values()), skipped: [...work.skipped] }
  return { graph, problems: work.problems }
}
