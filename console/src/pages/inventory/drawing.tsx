// SPDX-License-Identifier: Apache-2.0
import type { Shape } from '@yakusoku/core/inventory'
import { createElement, useState, type KeyboardEvent, type ReactNode } from 'react'
import classes from './inventory.module.css'

/** A drawing of core as elements of the page; its stations can be chosen, and light up what passes through them. */
export function Drawing(props: {
  readonly shape: Shape
  readonly onChoose?: (node: string) => void
}): ReactNode {
  const { shape, onChoose } = props
  const [lit, setLit] = useState<string | null>(null)
  return draw(shape, 'root', { lit, setLit, onChoose })
}

interface Hand {
  readonly lit: string | null
  readonly setLit: (node: string | null) => void
  readonly onChoose: ((node: string) => void) | undefined
}

const named: Readonly<Record<string, string>> = { 'aria-label': 'aria-label', 'aria-hidden': 'aria-hidden' }

/** SVG's names as React writes them: stroke-width is strokeWidth, data-node stays. */
function nameOf(attribute: string): string {
  if (attribute.startsWith('data-')) return attribute
  return named[attribute] ?? attribute.replaceAll(/-(\w)/g, (_all, letter: string) => letter.toUpperCase())
}

function draw({ tag, attributes, children }: Shape, key: string, hand: Hand): ReactNode {
  const own = Object.fromEntries(Object.entries(attributes).map(([name, value]) => [nameOf(name), value]))
  const inner = children.map((child, at) =>
    typeof child === 'string' ? child : draw(child, String(at), hand),
  )
  return createElement(tag, { ...own, ...hands(attributes, children, hand), key }, ...inner)
}

function hands(
  attributes: Shape['attributes'],
  children: Shape['children'],
  { lit, setLit, onChoose }: Hand,
): Record<string, unknown> {
  const node = attributes['data-node']
  if (typeof node === 'string' && onChoose) {
    const title = children.find((child) => typeof child !== 'string' && child.tag === 'title')
    return {
      role: 'button',
      tabIndex: 0,
      'aria-label':
        typeof title === 'object' ? title.children.filter((one) => typeof one === 'string').join('') : node,
      className: classes['station'],
      onClick: () => onChoose(node),
      onKeyDown: (event: KeyboardEvent) => {
        if (event.key !== 'Enter' && event.key !== ' ') return
        event.preventDefault()
        onChoose(node)
      },
      onMouseEnter: () => setLit(node),
      onMouseLeave: () => setLit(null),
      onFocus: () => setLit(node),
      onBlur: () => setLit(null),
    }
  }
  const { 'data-from': from, 'data-to': to } = attributes
  if (from === undefined || lit === null) return {}
  return { strokeOpacity: from === lit || to === lit ? 0.85 : 0.07 }
}
