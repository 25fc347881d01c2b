// SPDX-License-Identifier: Apache-2.0
import type { Direction } from './datamap.ts'

/** A foreign key between two collections, as far as directions depend on it. */
export interface KeyLink {
  readonly from: string
  readonly to: string
  /** At most one row of `from` leads to each row of `to`. */
  readonly oneToOne: boolean
}

/**
 * What becomes of a foreign key in the map: without a direction it is left out, and with a direction and a reason it
 * is written down but leads nowhere yet. A rival differs from a composite key that leads to the same table.
 */
export interface LinkProposal<L> {
  readonly link: L
  readonly direction?: Direction
  readonly why?: 'self' | 'other-person' | 'unreached' | 'rival'
}

/**
 * Chooses the directions of foreign keys so that the walk stays with one person. Rows that belong to the person
 * (children, and their children) are followed; what they point at (an address, a product) is read but not followed
 * back, since others point at it too; a link from one table of persons to another is left to the map's author.
 * The links of `addresses` lead from a table of addresses to the people whose they are, who have none beside it.
 */
export const proposeDirections = <L extends KeyLink>(
  links: readonly L[],
  seeds: readonly string[],
  known: ReadonlySet<string>,
  staff: ReadonlySet<string> = new Set(),
  addresses: ReadonlySet<L> = new Set(),
): { proposals: LinkProposal<L>[]; reached: Set<string> } => {
  const owners = [...addresses].map(({ to }) => to)
  const persons = new Set([...known, ...owners])
  // What persons point at (an address with its phone) is no person, though an identity stands in it.
  const pointedAt = (table: string) =>
    links.some(
      (l) => l.to === table && l.from !== table && persons.has(l.from) && !l.oneToOne && !addresses.has(l),
    )
  const directions = new Map<L, Direction>([...addresses].map((link) => [link, 'to']))
  const own = new Set<string>()
  // A row that names a customer and whoever served or supplied them is the customer's, and so is all below it.
  const grow = (tables: readonly string[]) => {
    const others = new Set(own)
    const grown = new Set(tables.filter((table) => !others.has(table)))
    for (const table of grown)
      for (const link of links) {
        const { from, to, oneToOne } = link
        if (to !== table || from === table || addresses.has(link)) continue
        if (others.has(from) || pointedAt(from)) continue
        if (persons.has(from) && !oneToOne) continue
        directions.set(link, 'from')
        grown.add(from)
      }
    for (const table of grown) own.add(table)
  }
  const roots = [...owners, ...seeds]
  const customers = roots.filter((table) => persons.has(table) && !staff.has(table))
  grow(customers)
  grow(roots.filter((table) => persons.has(table) || !pointedAt(table)))
  const reached = new Set([...own, ...seeds])
  for (const table of reached)
    for (const link of links)
      if (link.from === table && link.to !== table && !directions.has(link) && !persons.has(link.to)) {
        directions.set(link, 'to')
        reached.add(link.to)
      }
  const proposals = links.map((link): LinkProposal<L> => {
    const direction = directions.get(link)
    if (direction) return { link, direction }
    if (link.from === link.to) return { link, why: 'self' }
    // Nothing feeds such a table, so its key is written down without being walked, ready for who links the table.
    if (!reached.has(link.from)) return { link, direction: 'to', why: 'unreached' }
    return { link, why: 'other-person' }
  })
  return { proposals, reached }
}
