// SPDX-License-Identifier: Apache-2.0
import { valueOf, type Cells, type Language } from './cells.ts'
import { local, type Local } from './column.ts'

/** The stations of a flow, in the order in which data passes them. */
export const layers = ['source', 'system', 'purpose', 'recipient', 'end'] as const

/** One of {@link layers}. */
export type Layer = (typeof layers)[number]

/** What each station is called. */
export const layerNames: Readonly<Record<Layer, Local>> = {
  source: local('取得元', 'Source'),
  system: local('システム・台帳', 'System or file'),
  purpose: local('利用目的', 'Purpose'),
  recipient: local('委託先・提供先', 'Recipient'),
  end: local('保管期限', 'Kept until'),
}

/** A station of the picture: one thing, or a group of several drawn as one. */
export interface FlowNode {
  readonly id: string
  readonly layer: Layer
  readonly label: string
  /** The group it belongs to, by which many are drawn as one. */
  readonly group: string
  /** How many things it stands for; more than one is a group that is drawn as one. */
  readonly things: number
  /** How many entries of the inventory pass through it. */
  readonly entries: number
  /** Nothing was written in the inventory: a gap, or that there is no recipient. */
  readonly blank: boolean
}

/** A flow between stations of neighbouring layers, and how many entries take it. */
export interface FlowLink {
  readonly from: string
  readonly to: string
  readonly entries: number
}

/** The picture as data. */
export interface FlowGraph {
  readonly nodes: readonly FlowNode[]
  readonly links: readonly FlowLink[]
  /** How many entries are in it. */
  readonly entries: number
}

/** What of the flows is drawn. */
export interface FlowView {
  readonly language: Language
  /** Only entries that pass through this station. */
  readonly focus?: string | undefined
  /** Groups whose things are drawn one by one. */
  readonly open?: ReadonlySet<string>
  /** A layer with more things than this is drawn by its groups; Infinity draws every thing. Left out: as can be read. */
  readonly most?: number
}

/** How many things of a layer can be read beside each other on one page. */
export const readable = 22

/** A thing of a layer as an entry names it. */
interface Thing {
  readonly label: string
  readonly group: string
  readonly blank: boolean
}

type Path = Readonly<Record<Layer, readonly Thing[]>>

const blanks: Readonly<Record<Layer, Local>> = {
  source: local('（未記入）', '(not stated)'),
  system: local('（未記入）', '(not stated)'),
  purpose: local('（目的なし）', '(no purpose)'),
  recipient: local('（社内のみ）', '(inside only)'),
  end: local('（未記入）', '(not stated)'),
}
const paper = local('紙の書類', 'Paper')
const contractors = local('委託先', 'Contractors')
const others = local('第三者・共同利用', 'Third parties, joint use')

function pathOf(cells: Cells, language: Language): Path {
  const read = (column: string) =>
    valueOf(cells, column, language)
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '')
  const process = read('process')[0] ?? ''
  const things = (labels: readonly string[], group: string): Thing[] =>
    [...new Set(labels)].map((label) => ({ label, group, blank: false }))
  const orBlank = (layer: Layer, found: readonly Thing[]): readonly Thing[] =>
    found.length > 0 ? found : [{ label: blanks[layer][language], group: '', blank: true }]
  const onPaper = valueOf(cells, 'medium', language) === 'paper'
  return {
    source: orBlank('source', things(read('route'), read('method')[0] ?? '')),
    system: orBlank(
      'system',
      things(read('system').length > 0 || !onPaper ? read('system') : [paper[language]], process),
    ),
    purpose: orBlank('purpose', things(read('purpose'), process)),
    recipient: orBlank('recipient', [
      ...things(read('entrustee'), contractors[language]),
      ...things(read('provision'), others[language]),
    ]),
    end: orBlank('end', things(read('storageLimit'), '')),
  }
}

const idOf = (layer: Layer, label: string) => `${layer}:${label}`
const groupId = (layer: Layer, group: string) => `${layer}:*${group}`

/** The flows of entries, those of a focus only where one is given, with crowded layers drawn by their groups. */
export function flowGraph(entries: readonly { readonly cells: Cells }[], view: FlowView): FlowGraph {
  const all = entries.map(({ cells }) => pathOf(cells, view.language))
  const groups = groupsOf(all)
  const passes = (path: Path, wanted: string) =>
    layers.some((layer) =>
      path[layer].some(({ label }) => {
        const group = groups.get(idOf(layer, label)) ?? ''
        return idOf(layer, label) === wanted || groupId(layer, group) === wanted
      }),
    )
  const { focus } = view
  const paths = focus === undefined ? all : all.filter((path) => passes(path, focus))
  const graph = assemble(paths, placesIn(paths, groups, view.open, view.most ?? readable))
  // Few stations can still be a tangle: then smaller groups are drawn as one, too.
  if (view.most !== undefined || graph.links.length <= tangled) return graph
  return assemble(paths, placesIn(paths, groups, view.open, few))
}

/** So many flows on one page cannot be told from each other; groups of more things than `few` are then drawn as one. */
const tangled = 150
const few = 6

/** A thing belongs to the group that most entries give it, of several the first by name. */
function groupsOf(paths: readonly Path[]): Map<string, string> {
  const counts = new Map<string, Map<string, number>>()
  for (const path of paths)
    for (const layer of layers)
      for (const { label, group } of path[layer]) {
        const id = idOf(layer, label)
        const own = counts.get(id) ?? new Map<string, number>()
        own.set(group, (own.get(group) ?? 0) + 1)
        counts.set(id, own)
      }
  const most = (own: ReadonlyMap<string, number>) =>
    [...own].toSorted(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))[0]?.[0] ?? ''
  return new Map([...counts].map(([id, own]) => [id, most(own)]))
}

type Place = Omit<FlowNode, 'entries'>

/** Where each thing is drawn: as itself, or with its group. */
function placesIn(
  paths: readonly Path[],
  groups: ReadonlyMap<string, string>,
  open: ReadonlySet<string> = new Set(),
  most: number = readable,
): Map<string, Place> {
  const places = new Map<string, Place>()
  for (const layer of layers) {
    const things = new Map(paths.flatMap((path) => path[layer].map((thing) => [thing.label, thing])))
    const sizes = new Map<string, number>()
    for (const label of things.keys()) {
      const group = groups.get(idOf(layer, label)) ?? ''
      sizes.set(group, (sizes.get(group) ?? 0) + 1)
    }
    for (const [label, { blank }] of things) {
      const id = idOf(layer, label)
      const group = groups.get(id) ?? ''
      const size = sizes.get(group) ?? 1
      const together = things.size > most && size > 1 && group !== '' && !blank
      if (together && !open.has(groupId(layer, group)))
        places.set(id, { id: groupId(layer, group), layer, label: group, group, things: size, blank: false })
      else places.set(id, { id, layer, label, group, things: 1, blank })
    }
  }
  return places
}

function assemble(paths: readonly Path[], places: ReadonlyMap<string, Place>): FlowGraph {
  const nodes = new Map<string, FlowNode>()
  const links = new Map<string, FlowLink>()
  for (const path of paths) {
    const stations = layers.map((layer) =>
      unique(path[layer].flatMap(({ label }) => places.get(idOf(layer, label)) ?? [])),
    )
    for (const place of stations.flat()) {
      const entries = (nodes.get(place.id)?.entries ?? 0) + 1
      nodes.set(place.id, { ...place, entries })
    }
    for (const [at, left] of stations.slice(0, -1).entries())
      for (const { id: from } of left)
        for (const { id: to } of stations[at + 1] ?? []) {
          const key = JSON.stringify([from, to])
          links.set(key, { from, to, entries: (links.get(key)?.entries ?? 0) + 1 })
        }
  }
  const layerOf = (id: string) => layers.findIndex((layer) => id.startsWith(`${layer}:`))
  const sorted = [...links.values()].toSorted(
    (a, b) =>
      layerOf(a.from) - layerOf(b.from) ||
      (a.from === b.from ? b.entries - a.entries : a.from < b.from ? -1 : 1),
  )
  return { nodes: [...nodes.values()], links: sorted, entries: paths.length }
}

function unique(places: readonly Place[]): Place[] {
  return [...new Map(places.map((place) => [place.id, place])).values()]
}

/** The groups of a layer, for a picture of each on a page of its own. */
export function flowGroups(
  entries: readonly { readonly cells: Cells }[],
  layer: Layer,
  language: Language,
): { readonly id: string; readonly label: string; readonly things: number }[] {
  const groups = groupsOf(entries.map(({ cells }) => pathOf(cells, language)))
  const sizes = new Map<string, number>()
  for (const [id, group] of groups)
    if (id.startsWith(`${layer}:`) && group !== '') sizes.set(group, (sizes.get(group) ?? 0) + 1)
  return [...sizes]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([label, things]) => ({ id: groupId(layer, label), label, things }))
}
