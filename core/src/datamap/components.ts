// SPDX-License-Identifier: Apache-2.0

/**
 * Groups nodes that wait for each other in a circle (strongly connected, after Tarjan) and puts every group
 * behind all it waits for. Members keep the order in which they were given.
 */
export const components = (
  order: readonly string[],
  waitsFor: (node: string) => Iterable<string>,
): string[][] => {
  const index = new Map<string, number>()
  const low = new Map<string, number>()
  const stack: string[] = []
  const groups: string[][] = []
  // An explicit stack: a map of some thousand collections in one chain must not overflow the call stack.
  const visit = (root: string): void => {
    const frames = [{ node: root, rest: [...waitsFor(root)] }]
    enter(root)
    while (frames.length) {
      const frame = frames.at(-1)
      if (!frame) return
      const next = frame.rest.shift()
      if (next === undefined) {
        frames.pop()
        const parent = frames.at(-1)
        if (parent) low.set(parent.node, Math.min(low.get(parent.node) ?? 0, low.get(frame.node) ?? 0))
        if (low.get(frame.node) === index.get(frame.node)) close(frame.node)
      } else if (!index.has(next)) {
        enter(next)
        frames.push({ node: next, rest: [...waitsFor(next)] })
      } else if (stack.includes(next)) {
        low.set(frame.node, Math.min(low.get(frame.node) ?? 0, index.get(next) ?? 0))
      }
    }
  }
  const enter = (node: string): void => {
    index.set(node, index.size)
    low.set(node, index.get(node) ?? 0)
    stack.push(node)
  }
  const close = (node: string): void => {
    const group = new Set(stack.splice(stack.lastIndexOf(node)))
    groups.push(order.filter((member) => group.has(member)))
  }
  for (const node of order) if (!index.has(node)) visit(node)
  return groups
}
