// SPDX-License-Identifier: Apache-2.0
import type { CheckContext } from './rule.ts'

/** The ids of the purposes directly below each purpose. */
export function childrenOf(context: CheckContext): ReadonlyMap<string, readonly string[]> {
  const children = new Map<string, string[]>()
  for (const { element } of context.all('purpose')) {
    for (const parent of element.under) {
      const known = children.get(parent)
      if (known) known.push(element.id)
      else children.set(parent, [element.id])
    }
  }
  return children
}

/** Some purposes and all that can be reached from them; circles do no harm. */
export function reached(
  from: readonly string[],
  next: (id: string) => readonly string[] | undefined,
): Set<string> {
  const found = new Set<string>()
  const waiting = [...from]
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (found.has(id)) continue
    found.add(id)
    waiting.push(...(next(id) ?? []))
  }
  return found
}
