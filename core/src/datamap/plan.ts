// SPDX-License-Identifier: Apache-2.0
import { addressOf, allFields, categoryMatches } from './datamap.ts'
import type { Collection, Dataset, MapProblem } from './datamap.ts'
import { buildGraph } from './graph.ts'
import type { End, Graph, GraphNode, Link } from './graph.ts'
import { nearest } from './nearest.ts'
import { components } from './components.ts'

/** Where the values come from that a collection is asked with: an identity of the person, or a field already read. */
export type Source = { readonly identity: string } | End

/** Values of the source are looked up in this field of the collection that is read. */
export interface Feed {
  readonly source: Source
  readonly path: string
}

/** One collection to read, and everything that feeds it. */
export interface Read {
  readonly address: string
  readonly dataset: Dataset
  readonly collection: Collection
  readonly feeds: readonly Feed[]
}

/** Collections that are read together: one alone, or several that feed each other in a circle, or one that feeds itself. */
export interface Step {
  readonly reads: readonly Read[]
  readonly circular: boolean
  /** Indexes of the steps that must be over before this one starts. */
  readonly waitsFor: readonly number[]
}

/** A collection that is not read, and why. */
export interface Ignored {
  readonly address: string
  readonly reason: 'skip-processing' | 'identity-not-given' | 'nothing-personal' | 'custom-request-field'
  readonly identities: readonly string[]
}

/** The order of reading for one person. */
export interface Plan {
  readonly addresses: readonly string[]
  readonly steps: readonly Step[]
  readonly ignored: readonly Ignored[]
}

/** What is known of the person and what is wanted. */
export interface PlanOptions {
  readonly identities: readonly string[]
  readonly targets?: readonly string[]
}

const reachable = (graph: Graph, kinds: readonly string[]): Set<string> => {
  const found = new Set(kinds.flatMap((kind) => (graph.seeds.get(kind) ?? []).map((end) => end.address)))
  for (const address of found)
    for (const { from, to, directed } of graph.links) {
      if (from.address === address) found.add(to.address)
      if (!directed && to.address === address) found.add(from.address)
    }
  return found
}

/** A link with the way its values travel, once the walk has decided it. */
interface Walked {
  readonly from: Source
  readonly to: End
}

interface Walk {
  readonly order: readonly string[]
  readonly walked: readonly Walked[]
  readonly stuck: readonly string[]
}

/**
 * Walks outward from the person. A link without direction is walked once, from the end that is read first:
 * walking it back as well would find everybody who shares an address. Collections wait for their `after`.
 */
const walk = (graph: Graph, kinds: readonly string[], within: ReadonlySet<string>): Walk => {
  const walked: Walked[] = []
  let queue: string[] = []
  const push = (address: string) => {
    if (!queue.includes(address)) queue.push(address)
  }
  for (const kind of kinds)
    for (const end of graph.seeds.get(kind) ?? []) {
      walked.push({ from: { identity: kind }, to: end })
      push(end.address)
    }
  queue = [...graph.nodes.keys()].filter((address) => queue.includes(address))
  const open = new Set<Link>(
    graph.links.filter((l) => within.has(l.from.address) && within.has(l.to.address)),
  )
  const remaining = new Set(within)
  const order: string[] = []
  while (queue.length) {
    const index = queue.findIndex(
      (a) => ![...(graph.nodes.get(a)?.after ?? [])].some((b) => remaining.has(b)),
    )
    const [address] = index < 0 ? [] : queue.splice(index, 1)
    if (address === undefined) return { order, walked, stuck: queue }
    if (!order.includes(address)) order.push(address)
    remaining.delete(address)
    for (const link of open) {
      const { from, to, directed } = link
      if (to.address === address && order.includes(from.address)) {
        open.delete(link)
        walked.push({ from, to })
      } else if (!directed && from.address === address && order.includes(to.address)) {
        open.delete(link)
        walked.push({ from: to, to: from })
      } else if (from.address === address) push(to.address)
      else if (!directed && to.address === address) push(from.address)
    }
  }
  return { order, walked, stuck: [] }
}

const toSteps = (graph: Graph, { order, walked }: Walk): Step[] => {
  const feedsOf = new Map<string, Feed[]>(order.map((address) => [address, []]))
  const links = new Map<string, Set<string>>(order.map((address) => [address, new Set()]))
  const waits = new Map<string, Set<string>>(order.map((address) => [address, new Set()]))
  for (const { from, to } of walked) {
    feedsOf.get(to.address)?.push({ source: from, path: to.path })
    if ('address' in from) links.get(to.address)?.add(from.address)
  }
  for (const address of order) {
    for (const before of graph.nodes.get(address)?.after ?? [])
      if (links.has(before)) waits.get(address)?.add(before)
    for (const before of links.get(address) ?? []) waits.get(address)?.add(before)
  }
  const groups = components(order, (address) => waits.get(address) ?? new Set())
  const stepOf = new Map(groups.flatMap((group, index) => group.map((address) => [address, index] as const)))
  return groups.map((group, index) => ({
    circular: group.some((address) => group.length > 1 || links.get(address)?.has(address)),
    waitsFor: [
      ...new Set(group.flatMap((a) => [...(waits.get(a) ?? [])].map((b) => stepOf.get(b) ?? index))),
    ].filter((i) => i !== index),
    reads: group.flatMap((address) => {
      const node = graph.nodes.get(address)
      if (!node) return []
      return [
        { address, dataset: node.dataset, collection: node.collection, feeds: feedsOf.get(address) ?? [] },
      ]
    }),
  }))
}

const categoriesOf = (collection: Collection): string[] => [
  ...collection.categories,
  ...allFields(collection.fields).flatMap((field) => field.categories),
]

const judge = (
  others: ReadonlyMap<string, ReadonlySet<string>>,
  node: GraphNode,
  options: PlanOptions,
  problems: MapProblem[],
): Ignored | undefined => {
  const { address, collection } = node
  const identities = [...others].filter(([, found]) => found.has(address)).map(([kind]) => kind)
  if (identities.length) return { address, reason: 'identity-not-given', identities }
  if (allFields(collection.fields).some((f) => typeof f.extraMeta['custom_request_field'] === 'string'))
    return { address, reason: 'custom-request-field', identities: [] }
  const wanted = options.targets?.length ? options.targets : ['user']
  const personal = categoriesOf(collection).filter(
    (c) => categoryMatches(c, 'user') && wanted.some((target) => categoryMatches(c, target)),
  )
  if (!personal.length) return { address, reason: 'nothing-personal', identities: [] }
  problems.push({
    severity: 'error',
    code: 'unreachable',
    at: collection.at,
    en: `"${address}" holds personal data (${personal.slice(0, 3).join(', ')}) but no identity or reference leads to it. Add an "identity" or a "references" in the right direction, or "skip_processing: true".`,
    ja: `「${address}」は個人データ(${personal.slice(0, 3).join('、')})を持ちますが、どの identity や参照からも到達できません。identity か正しい向きの references を追加するか、skip_processing: true を指定してください。`,
  })
  return undefined
}

const checkIdentities = (graph: Graph, kinds: readonly string[], problems: MapProblem[]): void => {
  const known = [...graph.seeds.keys()]
  const missing = kinds.filter((kind) => !graph.seeds.has(kind))
  for (const kind of missing) {
    const near = nearest(kind, known)
    problems.push({
      severity: 'warning',
      code: 'unknown-identity',
      en: `No field of the maps has the identity "${kind}"; it finds nothing.${near ? ` Did you mean "${near}"?` : ''} The maps know: ${known.join(', ') || 'none'}.`,
      ja: `identity「${kind}」を持つフィールドがないため、何も見つかりません。${near ? `「${near}」ではありませんか。` : ''}マップにあるもの: ${known.join('、') || 'なし'}。`,
    })
  }
}

/** A mistyped category would keep nothing, and look as if nothing were held. */
const checkTargets = (datasets: readonly Dataset[], targets: readonly string[], problems: MapProblem[]) => {
  const known = new Set(targets.length ? datasets.flatMap((d) => d.collections.flatMap(categoriesOf)) : [])
  for (const target of targets) {
    if ([...known].some((category) => categoryMatches(category, target))) continue
    const near = nearest(target, known)
    problems.push({
      severity: 'warning',
      code: 'unknown-target',
      en: `No field of the maps has the category "${target}" or one below it; nothing is kept for it.${near ? ` Did you mean "${near}"?` : ''}`,
      ja: `分類「${target}」やその下の分類を持つフィールドがマップにないため、何も残りません。${near ? `「${near}」ではありませんか。` : ''}`,
    })
  }
}

/** Plans what to read for a person of whom these kinds of identity are known; problems stop the plan. */
export const planReads = (
  datasets: readonly Dataset[],
  options: PlanOptions,
): { plan?: Plan; problems: MapProblem[] } => {
  const { graph, problems } = buildGraph(datasets)
  if (problems.some((p) => p.severity === 'error')) return { problems }
  checkIdentities(graph, options.identities, problems)
  checkTargets(datasets, options.targets ?? [], problems)
  const within = reachable(graph, options.identities)
  const notGiven = [...graph.seeds.keys()].filter((kind) => !options.identities.includes(kind))
  const others = new Map(notGiven.map((kind) => [kind, reachable(graph, [kind])]))
  const ignored: Ignored[] = graph.skipped.map((address) => ({
    address,
    reason: 'skip-processing',
    identities: [],
  }))
  for (const node of graph.nodes.values())
    if (!within.has(node.address)) ignored.push(...[judge(others, node, options, problems) ?? []].flat())
  const result = walk(graph, options.identities, within)
  for (const address of result.stuck) {
    const node = graph.nodes.get(address)
    if (!node) continue
    problems.push({
      severity: 'error',
      code: 'after-blocked',
      at: node.collection.after[0]?.at ?? node.dataset.after[0]?.at ?? node.collection.at,
      en: `"${address}" must wait for ${[...node.after].join(', ')} by "after", but those can only be reached through it. Remove that "after".`,
      ja: `「${address}」は「after」により ${[...node.after].join('、')} を待ちますが、そこへは「${address}」を通らないと到達できません。その「after」を外してください。`,
    })
  }
  if (problems.some((p) => p.severity === 'error')) return { problems }
  const addresses = datasets.flatMap((d) => d.collections.map((c) => addressOf(d.key, c.name)))
  return { plan: { addresses, steps: toSteps(graph, result), ignored }, problems }
}
