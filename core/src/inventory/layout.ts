// SPDX-License-Identifier: Apache-2.0
import { layers, type FlowGraph, type FlowLink, type FlowNode } from './flows.ts'

/** A station with its place, and its label broken into lines that fit. */
export interface PlacedNode extends FlowNode {
  readonly x: number
  readonly y: number
  readonly height: number
  readonly lines: readonly string[]
}

/** A flow with the heights at which it leaves and arrives, and how thick it is. */
export interface PlacedLink extends FlowLink {
  readonly thickness: number
  readonly fromX: number
  readonly fromY: number
  readonly toX: number
  readonly toY: number
}

/** The picture with places, in units of the drawing. */
export interface FlowLayout {
  readonly width: number
  readonly height: number
  readonly nodes: readonly PlacedNode[]
  readonly links: readonly PlacedLink[]
}

/** Measures of the drawing: fit to the width of A4 landscape its text is printed at 9.5 points, to A3 at 14. */
export const measures = {
  node: 160,
  between: 60,
  margin: 12,
  head: 34,
  gap: 8,
  line: 16,
  font: 13,
  least: 36,
} as const

const { node: nodeWidth, between, margin, head, gap, font, least } = measures
const sweeps = 12

/** Places a graph in columns, with as few crossings as a few sweeps find; the same graph is placed the same way. */
export function layOut(graph: FlowGraph): FlowLayout {
  const thickness = thicknessOf(graph.links)
  const columns = order(graph)
  const heights = new Map(graph.nodes.map((node) => [node.id, heightOf(node, graph.links, thickness)]))
  const tall = (column: readonly FlowNode[]) =>
    column.reduce((sum, { id }) => sum + (heights.get(id) ?? 0) + gap, -gap)
  const body = Math.max(0, ...columns.map(tall))
  const nodes = columns.flatMap((column, at) => {
    let y = head + margin + (body - tall(column)) / 2
    return column.map((node): PlacedNode => {
      const height = heights.get(node.id) ?? least
      const placed = { ...node, x: margin + at * (nodeWidth + between), y, height, lines: labelOf(node) }
      y += height + gap
      return placed
    })
  })
  return {
    width: 2 * margin + layers.length * nodeWidth + (layers.length - 1) * between,
    height: head + 2 * margin + body,
    nodes,
    links: placeLinks(nodes, graph.links, thickness),
  }
}

type Thickness = (link: FlowLink) => number

/** Twice as many entries are one step thicker; the thickest of a crowded picture stay thin. */
function thicknessOf(links: readonly FlowLink[]): Thickness {
  const step = links.length > 300 ? 0.6 : links.length > 120 ? 1 : 1.6
  return ({ entries }) => 1 + step * Math.log2(entries + 1)
}

function heightOf(node: FlowNode, links: readonly FlowLink[], thickness: Thickness): number {
  const side = (pick: (link: FlowLink) => string) =>
    links.filter((link) => pick(link) === node.id).reduce((sum, link) => sum + thickness(link), 0)
  const wanted = Math.max(
    side(({ to }) => to),
    side(({ from }) => from),
  )
  const text = labelOf(node).length * measures.line + 6
  return Math.max(least, text, Math.min(wanted + 6, 3 * least))
}

/** The nodes of each layer in the order in which they stand. */
function order(graph: FlowGraph): FlowNode[][] {
  const compare = (a: FlowNode, b: FlowNode) =>
    Number(a.blank) - Number(b.blank) ||
    (a.group === b.group ? 0 : a.group < b.group ? -1 : 1) ||
    b.entries - a.entries ||
    (a.id < b.id ? -1 : 1)
  let columns = layers.map((layer) => graph.nodes.filter((node) => node.layer === layer).toSorted(compare))
  let best = columns
  let fewest = crossings(columns, graph.links)
  for (let sweep = 0; sweep < sweeps; sweep += 1) {
    columns = sweepOnce(columns, graph.links, sweep % 2 === 0)
    const now = crossings(columns, graph.links)
    if (now < fewest) [best, fewest] = [columns, now]
  }
  return best
}

function sweepOnce(columns: readonly FlowNode[][], links: readonly FlowLink[], right: boolean): FlowNode[][] {
  const next = columns.map((column) => [...column])
  const turns = right
    ? next.slice(1).map((_, at) => at + 1)
    : next.slice(1).map((_, at) => next.length - 2 - at)
  for (const at of turns) {
    const beside = next[right ? at - 1 : at + 1] ?? []
    const position = new Map(beside.map(({ id }, place) => [id, place]))
    const centre = centres(links, position, right)
    const place = new Map((next[at] ?? []).map(({ id }, index) => [id, index]))
    next[at] = (next[at] ?? []).toSorted(
      (a, b) =>
        Number(a.blank) - Number(b.blank) ||
        (centre.get(a.id) ?? 0) - (centre.get(b.id) ?? 0) ||
        (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0),
    )
  }
  return next
}

/** Where the neighbours of each node stand on average, heavy flows counting more. */
function centres(
  links: readonly FlowLink[],
  position: ReadonlyMap<string, number>,
  right: boolean,
): Map<string, number> {
  const sums = new Map<string, [number, number]>()
  for (const { from, to, entries } of links) {
    const [own, other] = right ? [to, from] : [from, to]
    const place = position.get(other)
    if (place === undefined) continue
    const weight = Math.sqrt(entries)
    const [sum, all] = sums.get(own) ?? [0, 0]
    sums.set(own, [sum + weight * place, all + weight])
  }
  return new Map([...sums].map(([id, [sum, all]]) => [id, sum / all]))
}

/** How many flows cross, by counting inversions with a tree of sums: quick for thousands of flows. */
function crossings(columns: readonly FlowNode[][], links: readonly FlowLink[]): number {
  let count = 0
  for (let at = 0; at + 1 < columns.length; at += 1) {
    const left = new Map((columns[at] ?? []).map(({ id }, place) => [id, place]))
    const right = new Map((columns[at + 1] ?? []).map(({ id }, place) => [id, place]))
    const pairs = links
      .flatMap(({ from, to }): [number, number][] => {
        const [a, b] = [left.get(from), right.get(to)]
        return a === undefined || b === undefined ? [] : [[a, b]]
      })
      .toSorted(([a, b], [c, d]) => a - c || b - d)
    count += inversions(
      pairs.map(([, to]) => to),
      right.size,
    )
  }
  return count
}

function inversions(values: readonly number[], size: number): number {
  const tree = Array.from({ length: size + 1 }, () => 0)
  let found = 0
  for (const [seen, value] of values.entries()) {
    let below = 0
    for (let at = value + 1; at > 0; at -= at & -at) below += tree[at] ?? 0
    found += seen - below
    for (let at = value + 1; at <= size; at += at & -at) tree[at] = (tree[at] ?? 0) + 1
  }
  return found
}

function placeLinks(
  nodes: readonly PlacedNode[],
  links: readonly FlowLink[],
  thickness: Thickness,
): PlacedLink[] {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const yOf = (id: string) => byId.get(id)?.y ?? 0
  const from = ports(byId, links, thickness, 'from', yOf)
  const to = ports(byId, links, thickness, 'to', yOf)
  return links
    .map((link, at) => ({
      ...link,
      thickness: thickness(link),
      fromX: (byId.get(link.from)?.x ?? 0) + nodeWidth,
      fromY: from[at] ?? 0,
      toX: byId.get(link.to)?.x ?? 0,
      toY: to[at] ?? 0,
    }))
    .toSorted((a, b) => b.entries - a.entries || (a.from + a.to < b.from + b.to ? -1 : 1))
}

/** Heights at which flows touch a side of their node: in the order of where they lead, spread over the node. */
function ports(
  nodes: ReadonlyMap<string, PlacedNode>,
  links: readonly FlowLink[],
  thickness: Thickness,
  side: 'from' | 'to',
  yOf: (id: string) => number,
): number[] {
  const far = side === 'from' ? 'to' : 'from'
  const places = links.map(() => 0)
  const own = Map.groupBy(links.keys(), (at) => links[at]?.[side] ?? '')
  for (const [id, all] of own) {
    const node = nodes.get(id)
    if (node === undefined) continue
    const sorted = [...all].toSorted((a, b) => yOf(links[a]?.[far] ?? '') - yOf(links[b]?.[far] ?? ''))
    const sum = sorted.reduce((total, at) => total + thickness(links[at] as FlowLink), 0)
    const scale = Math.min(1, (node.height - 4) / sum)
    let y = node.y + (node.height - sum * scale) / 2
    for (const at of sorted) {
      const size = thickness(links[at] as FlowLink) * scale
      places[at] = y + size / 2
      y += size
    }
  }
  return places
}

/** How wide a character is beside the font's size: roughly, and rather too wide. */
function widthOf(character: string): number {
  const code = character.codePointAt(0) ?? 0
  if (code >= 0xff61 && code <= 0xff9f) return 0.55
  if (code >= 0x1100) return 1.02
  return /[MW@%mw]/.test(character) ? 0.86 : /[A-Z0-9]/.test(character) ? 0.66 : 0.55
}

const room = (nodeWidth - 16) / font

const most = 3

/** A label in at most three lines: broken between words where there are any, cut with an ellipsis where it is longer. */
function labelOf({ label, things }: FlowNode): string[] {
  const whole = things > 1 ? `${label} (${things})` : label
  const lines = ['']
  let width = 0
  for (const part of whole.match(/[ -~]+?(?:\s|$|(?=[^ -~]))|[^ -~]/gu) ?? []) {
    const own = Array.from(part).reduce((sum, character) => sum + widthOf(character), 0)
    if (width > 0 && width + own > room) {
      lines.push('')
      width = 0
    }
    lines[lines.length - 1] += part
    width += own
  }
  // The space at the end of a line stays: read together the lines are the label.
  const shown = lines
    .slice(0, most)
    .map((text, at) => cut(at + 1 < lines.length && at + 1 < most ? text : text.trim()))
  if (lines.length > most) shown[most - 1] = cut(`${shown[most - 1] ?? ''}…`, true)
  return shown
}

function cut(text: string, more = false): string {
  const characters = Array.from(text)
  let width = 0
  for (const [at, character] of characters.entries()) {
    width += widthOf(character)
    if (width > room) return `${characters.slice(0, Math.max(1, at - 1)).join('')}…`
  }
  return more && !text.endsWith('…') ? `${text}…` : text
}
