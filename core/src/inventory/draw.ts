// SPDX-License-Identifier: Apache-2.0
import type { Language } from './cells.ts'
import { layerNames, layers } from './flows.ts'
import { measures, type FlowLayout, type PlacedLink, type PlacedNode } from './layout.ts'

/** A part of a drawing, for whoever turns it into SVG text or into elements of a page. */
export interface Shape {
  readonly tag: 'svg' | 'g' | 'rect' | 'path' | 'text' | 'tspan' | 'title' | 'desc'
  readonly attributes: Readonly<Record<string, string | number>>
  readonly children: readonly (Shape | string)[]
}

const shape = (
  tag: Shape['tag'],
  attributes: Shape['attributes'],
  ...children: readonly (Shape | string)[]
): Shape => ({ tag, attributes, children })

const colours = {
  source: '#0055ad',
  system: '#197a4b',
  purpose: '#6f23d0',
  recipient: '#ac3e00',
  end: '#4d4d4d',
} as const
const fonts = "'Noto Sans JP', 'Noto Sans CJK JP', Meiryo, 'Hiragino Sans', sans-serif"

/** Draws a picture of flows; every station and flow carries its id, so that a page can react to it. */
export function drawFlows(layout: FlowLayout, words: { language: Language; title: string }): Shape {
  const { width, height } = layout
  return shape(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `0 0 ${width} ${Math.ceil(height)}`,
      role: 'group',
      'aria-label': words.title,
      'font-family': fonts,
      'font-size': measures.font,
    },
    shape('rect', { width, height: Math.ceil(height), fill: '#ffffff' }),
    ...layers.map((layer, at) =>
      shape(
        'text',
        {
          x: measures.margin + at * (measures.node + measures.between),
          y: measures.margin + 12,
          fill: colours[layer],
          'font-size': 14,
          'font-weight': 700,
        },
        layerNames[layer][words.language],
      ),
    ),
    shape('g', { 'aria-hidden': 'true' }, ...layout.links.map((link) => drawLink(link, layout))),
    ...layout.nodes.map((node) => drawNode(node, words.language)),
  )
}

function drawLink(link: PlacedLink, { nodes, links }: FlowLayout): Shape {
  const { fromX, fromY, toX, toY, thickness, from, to } = link
  const bend = (toX - fromX) / 2
  // In a crowd what many entries take stands out, and what one takes stays in the background.
  const [most, crowd] = [links[0]?.entries ?? 1, Math.min(1, links.length / 150)]
  const opacity = 0.42 - 0.3 * crowd * (1 - Math.sqrt(link.entries / most))
  const layer = nodes.find(({ id }) => id === from)?.layer ?? 'source'
  return shape('path', {
    d: `M${fromX} ${round(fromY)}C${fromX + bend} ${round(fromY)} ${toX - bend} ${round(toY)} ${toX} ${round(toY)}`,
    fill: 'none',
    stroke: colours[layer],
    'stroke-width': round(thickness),
    'stroke-opacity': Math.round(opacity * 100) / 100,
    'data-from': from,
    'data-to': to,
  })
}

function drawNode(node: PlacedNode, language: Language): Shape {
  const { id, layer, x, y, height, lines, things, blank } = node
  const colour = colours[layer]
  const first = y + height / 2 + 4.5 - ((lines.length - 1) * measures.line) / 2
  return shape(
    'g',
    { 'data-node': id },
    shape('title', {}, captionOf(node, language)),
    ...(things > 1 ? [frame(x + 4, y + 4, height, colour, '#ffffff')] : []),
    shape('rect', {
      ...frame(x, y, height, colour, blank ? '#f2f2f2' : '#ffffff').attributes,
      ...(blank && { 'stroke-dasharray': '4 3' }),
    }),
    shape('rect', { x, y: round(y), width: 4, height: round(height), fill: colour }),
    ...lines.map((text, at) =>
      shape('text', { x: x + 11, y: round(first + at * measures.line), fill: '#1a1a1a' }, text),
    ),
  )
}

function frame(x: number, y: number, height: number, stroke: string, fill: string): Shape {
  return shape('rect', {
    x,
    y: round(y),
    width: measures.node,
    height: round(height),
    rx: 2,
    fill,
    stroke,
    'stroke-width': 1,
  })
}

/** A station in words: what is read in its box, how many entries pass, and its whole name where the box cuts it. */
export function captionOf({ layer, label, lines, entries }: PlacedNode, language: Language): string {
  const name = layerNames[layer][language]
  const read = lines.join('').trim()
  const whole = read.includes('…') ? label : ''
  const said = language === 'ja' ? `台帳の項目 ${entries}件` : `${entries} entries`
  return language === 'ja'
    ? `${name}：${[read, whole, said].filter((one) => one !== '').join('　')}`
    : `${name}: ${[read, whole, said].filter((one) => one !== '').join(', ')}`
}

const round = (value: number) => Math.round(value * 10) / 10

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (text: string) => text.replaceAll(/[&<>"]/g, (found) => escapes[found] ?? found)

/** A drawing as SVG text. */
export function printShape({ tag, attributes, children }: Shape): string {
  const pairs = Object.entries(attributes).map(([name, value]) => ` ${name}="${escaped(String(value))}"`)
  const inside = children.map((child) => (typeof child === 'string' ? escaped(child) : printShape(child)))
  return children.length === 0
    ? `<${tag}${pairs.join('')}/>`
    : `<${tag}${pairs.join('')}>${inside.join('')}</${tag}>`
}
